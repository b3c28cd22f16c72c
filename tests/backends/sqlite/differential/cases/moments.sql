-- Dates, times and intervals from text.
select interval '1 day';

select interval '1 year 2 months 3 days 04:05:06.789';

select '1-2'::interval, 'P1Y2M3DT4H5M6S'::interval, '3 4:05'::interval, '1.5 days'::interval, '1.5 months'::interval, '-1 day +2 hours'::interval, '1 week ago'::interval, '@ 1 minute'::interval, '5'::interval, '1.5 years'::interval, '1.3 weeks'::interval;

select 'x'::interval;

select '1 fortnight'::interval;

select interval '1' day, interval '2' hour, interval '5' minute, interval '1-2' year to month, interval '3' month, interval '1 2:03' day to minute, interval '1.7' second(0);

select '2020-01-05T10:00:00Z'::timestamptz, 'Jan 5, 2020'::date, '5 January 2020'::date, '1/8/1999'::date, '20200105'::date, '2020-01-05 10:30 PM'::timestamp, '10:30 am'::time, '24:00'::time, '2020-01-05 10:00 Europe/Berlin'::timestamptz, '2020-01-05 10:00:00.1234567'::timestamp, '2020-06-01 12:00 America/New_York'::timestamptz;

select '2020-13-05'::date;

select '2020-02-30 10:00'::timestamp;

select '25:00'::time;

select 'hello'::timestamp;

select ''::date;

select '2020-01-05 10:00+05:30'::timestamptz, 'infinity'::timestamp, 'epoch'::timestamptz;

SELECT 'infinity'::date, '-infinity'::timestamp, 'infinity'::timestamptz, 'infinity'::date > '2024-01-01', '-infinity'::timestamptz < now(), isfinite('infinity'::date), isfinite('2024-01-01'::timestamp)

SELECT d FROM (VALUES ('infinity'::date), ('2024-01-01'), ('-infinity'), (NULL)) v(d) ORDER BY d

SELECT min(d), max(d) FROM (VALUES ('infinity'::timestamp), ('2024-01-01')) v(d)

SELECT 'infinity'::date + 1, 'infinity'::timestamp + interval '1 day', 'infinity'::timestamptz - interval '1 month'

SELECT extract(epoch FROM 'infinity'::timestamp), extract(year FROM 'infinity'::date), date_trunc('day', 'infinity'::timestamp), 'infinity'::timestamp::date

SELECT extract(month FROM 'infinity'::date)

SELECT 'infinity'::timestamp - '2024-01-01'::timestamp

SELECT 'infinity'::date - '2024-01-01'::date

SELECT to_char('infinity'::timestamp, 'YYYY')

SELECT 'infinity'::timestamptz AT TIME ZONE 'UTC', 'infinity'::timestamp AT TIME ZONE 'UTC', to_jsonb('infinity'::date), 'infinity'::date::text, 'infinity'::interval

INSERT INTO item (id, made, at, seen) VALUES (60, 'infinity', '-infinity', 'infinity') RETURNING made, at, seen;
SELECT id FROM item WHERE made > '2100-01-01' ORDER BY id;
SELECT row_to_json(item) FROM item WHERE id = 60

SELECT extract(epoch from '2024-01-01'::date)::numeric / 0

SELECT extract(epoch FROM '-infinity'::timestamp), '-infinity'::interval, '-infinity'::date + 5, '-infinity'::timestamptz - interval '1 day', 'infinity'::date - 3

SELECT '-infinity'::date - '-infinity'::date

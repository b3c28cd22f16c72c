-- Aggregates, windows, arrays, rows from functions, and JSON, as reports ask for them.
select id, tags[1], tags[1:2], array_length(tags,1) from item order by id;

select id from item where 3 = any(tags) or id = any(array[1,2]) order by id;

select array_agg(id order by id desc), array_agg(distinct good), string_agg(label, ',' order by id) from item;

select i.id, s.n from item i, lateral (select count(*) as n from kind k where k.item_id = i.id) s order by 1;

select i.id, s.word from item i left join lateral (select word from kind k where k.item_id = i.id order by id desc limit 1) s on true order by 1;

select id, unnest(tags) from item order by 1, 2;

select id, unnest(tags) as u, generate_series(1,2) g from item where id < 3 order by 1, 2, 3, 4, 5;

select good, small, count(*), grouping(good), grouping(good, small) from item group by grouping sets ((good, small), (good), ()) order by 1, 2, 3, 4, 5;

select * from unnest(array[1,2], array['a','b','c']) with ordinality as u(a, b, n);

select doc, jsonb_build_object('id', id, 'x', array[1,2], 'd', made, 'n', amount, 't', seen) from item order by id;

select jsonb_agg(item) from item where id = 1;

select json_agg(kind) from (select * from kind order by id) kind;

select to_jsonb(k) from kind k order by id;

select * from jsonb_each('{"a":1,"b":"x"}');

select * from jsonb_array_elements('[1,"a",null]') x;

select x from jsonb_array_elements_text('[1,"a",null]') x;

select id, sum(id) over w from item window w as (order by id rows between 1 preceding and current row) order by id;

select percentile_cont(0.5) within group (order by big), percentile_disc(0.5) within group (order by label), mode() within group (order by good) from item;

select made + interval '1 month', at - interval '1 day 02:00', seen + interval '1 day', at - at, age(at, '2000-01-01') from item order by id;

select date_trunc('month', seen at time zone 'Europe/Berlin'), extract(epoch from at), date_part('year', seen) from item order by id;

select to_char(at, 'Day, DD Mon YYYY HH12:MI AM'), to_char(amount, 'FM999,990.00'), to_char(id, '000') from item order by id;

select generate_series('2020-01-01'::timestamp, '2020-01-03', interval '12 hours');

select d::date from generate_series('2020-01-01'::date, '2020-01-05', '1 day') d;

select id from item where (id, label) in (select item_id, word from kind) or (small, big) = (1, 10);

select 'a' union select label from item order by 1;

select null union all select id from item order by 1;

select id from item intersect all select item_id from kind order by 1;

select distinct on (good) good, id, count(*) over () from item order by good, id;

select stddev(id), variance(amount), stddev_pop(ratio), bit_or(id) from item;

select regexp_matches('foobarbequebaz', 'ba.', 'g');

select regexp_replace('foo bar', '(\w+) (\w+)', '\2 \1'), regexp_split_to_array('a,b;c', '[,;]'), substring('foobar' from 'o(.)b');

select format('%s is %I and %L', 'x', 'a b', 'it''s'), format('%2$s %1$s', 1, 2.50);

select 2 ^ 3, 7 # 2, 1 << 4, 10 >> 1, ~5;

select power(2,10), ln(2.0::float8), exp(1), sqrt(2::numeric), round(2.5::float8), 10 % 3, div(7,2), gcd(12,18), factorial(5);

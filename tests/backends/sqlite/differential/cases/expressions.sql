SELECT '2024-01-31'::date + interval '1 month'

SELECT '2024-02-29'::date - interval '1 year'

SELECT '2024-03-31'::timestamp - interval '1 month'

SELECT date '2024-01-01' + 45

SELECT date '2024-03-01' - date '2024-02-01'

SELECT timestamp '2024-03-01 12:00' - timestamp '2024-02-28 13:30:15.5'

SELECT age('2024-03-01', '2020-02-29')

SELECT age(timestamp '2001-04-10', timestamp '1957-06-13')

SELECT date_trunc('week', timestamp '2024-01-03 10:00')

SELECT date_trunc('quarter', date '2024-05-05')

SELECT date_trunc('day', timestamptz '2024-05-05 23:00+00', 'Asia/Tokyo')

SELECT date_part('dow', date '2024-01-07')

SELECT extract(epoch FROM interval '1 day 2 hours')

SELECT extract(isoyear FROM date '2021-01-01')

SELECT extract(week FROM date '2021-01-01')

SELECT extract(century FROM date '2000-01-01')

SELECT extract(doy FROM date '2024-12-31')

SELECT date_bin('15 minutes', timestamp '2020-02-11 15:44:17', timestamp '2001-01-01')

SELECT make_interval(days => 10, hours => 2)

SELECT justify_days(interval '35 days')

SELECT justify_hours(interval '27 hours')

SELECT justify_interval(interval '1 mon -1 hour')

SELECT interval '1 year 2 months 3 days 04:05:06.789'

SELECT interval 'P1Y2M3DT4H5M6S'

SELECT '1-2'::interval

SELECT '-1 day +02:03'::interval

SELECT interval '1' day

SELECT interval '1:30' hour to minute

SELECT timestamptz '2024-07-01 12:00:00+00' AT TIME ZONE 'America/New_York'

SELECT timestamp '2024-07-01 12:00:00' AT TIME ZONE 'America/New_York'

SELECT timestamptz '2024-03-31 00:30+00' AT TIME ZONE 'Europe/Berlin'

SELECT timestamptz '2024-03-10 06:59:59+00' AT TIME ZONE 'US/Eastern'

SELECT timestamp '2024-03-10 02:30' AT TIME ZONE 'America/New_York'

SELECT timestamp '2024-11-03 01:30' AT TIME ZONE 'America/New_York'

SELECT timestamptz '2024-01-01 00:00' AT TIME ZONE interval '2 hours'

SELECT to_char(timestamp '2024-02-29 15:04:05.678', 'YYYY-MM-DD HH24:MI:SS.MS')

SELECT to_char(timestamp '2024-02-29 15:04:05.678', 'Day, DD Month YYYY HH12:MI AM')

SELECT to_char(timestamp '2024-02-29 15:04:05', 'FMDay, FMDDth FMMonth YYYY')

SELECT to_char(timestamp '2024-02-29 15:04:05', 'IYYY-IW-ID, Q, DDD, WW, W, D, J, CC')

SELECT to_char(timestamp '2024-02-09', 'Mon mon MON DY Dy dy')

SELECT to_char(timestamp '2024-02-09', '"Year:" YYYY \"x\"')

SELECT to_char(timestamp '2024-02-09 00:04', 'HH:MI a.m. p.m. AM')

SELECT to_char(timestamp '2024-02-09 13:04:05.123456', 'US SSSS SSSSS FF1 FF3 FF6')

SELECT to_char(timestamp '0099-02-09', 'Y,YYY YYYY YYY YY Y')

SELECT to_char(date '2024-02-09', 'RM rm BC ad')

SELECT to_char(1234567.891, '9,999,999.99')

SELECT to_char(-12.5, '999.9')

SELECT to_char(0.5, '0.99')

SELECT to_char(0.5, '9.99')

SELECT to_char(12, '0000')

SELECT to_char(12, 'FM0000')

SELECT to_char(-5, '999MI')

SELECT to_char(-5, '999PR')

SELECT to_char(5, 'S999')

SELECT to_char(5, '999S')

SELECT to_char(123, '99')

SELECT to_char(1.23456, '9.99')

SELECT to_char(1, '9th')

SELECT to_char(22, '99TH')

SELECT to_char(12345, '99G999D99')

SELECT to_char(-0.1, '99.9')

SELECT to_char(0, '9')

SELECT to_char(0, 'FM9')

SELECT to_char(1e10::numeric, '9999999999999')

SELECT to_date('05 Dec 2000', 'DD Mon YYYY')

SELECT to_date('20240229', 'YYYYMMDD')

SELECT to_date('2024-060', 'YYYY-DDD')

SELECT to_timestamp('2024-02-29 15:04', 'YYYY-MM-DD HH24:MI')

SELECT to_timestamp(1700000000.5)

SELECT to_number('12,454.8-', '99G999D9S')

SELECT to_number('$1,234.56', 'L9,999.99')

SELECT to_date('29/02/24', 'DD/MM/YY')

SELECT 'abc' ~ 'b'

SELECT 'abc' ~* 'B'

SELECT 'abc' !~ 'z'

SELECT regexp_replace('foobarbaz', 'b..', 'X')

SELECT regexp_replace('foobarbaz', 'b..', 'X', 'g')

SELECT regexp_replace('foobarbaz', 'b(..)', 'X\1Y', 'g')

SELECT regexp_match('foobarbequebaz', '(bar)(beque)')

SELECT regexp_split_to_array('a, b,c', ',\s*')

SELECT substring('foobar' from 'o(.)b')

SELECT regexp_count('abcabc', 'b')

SELECT regexp_like('Abc', 'a', 'i')

SELECT 'a.b' ~ 'a\.b'

SELECT 'tab	x' ~ '\t'

SELECT 'αβγ' ~ '^\w+$'

SELECT 'x1' ~ '\d'

SELECT 'foo' ~ '(?i)FOO'

SELECT 'aaa' ~ 'a{2,}'

SELECT 'x' ~ '[[:alpha:]]'

SELECT 'é' ~ '[[:alpha:]]'

SELECT ' ' ~ '[[:space:]]'

SELECT upper('straße')

SELECT lower('İI')

SELECT initcap('hello WORLD foo_bar-baz 2nd')

SELECT length('👍🏽é')

SELECT char_length('日本')

SELECT octet_length('日本')

SELECT bit_length('é')

SELECT reverse('añ👍')

SELECT lpad('日', 3, '本')

SELECT rpad('ab', 5, 'xy')

SELECT lpad('abcdef', 3)

SELECT left('日本語', 2)

SELECT right('日本語', -1)

SELECT left('abc', -5)

SELECT substr('日本語', 2)

SELECT substring('abcdef' from 0 for 3)

SELECT substring('abcdef', -2, 4)

SELECT overlay('Txxxxas' placing 'hom' from 2 for 4)

SELECT position('本' in '日本')

SELECT strpos('abc', '')

SELECT split_part('a,b,c', ',', -1)

SELECT split_part('a,b,c', ',', 5)

SELECT translate('12345', '143', 'ax')

SELECT ascii('é')

SELECT chr(8364)

SELECT repeat('ab', 3)

SELECT repeat('x', -1)

SELECT replace('aaa', 'a', 'b')

SELECT btrim('xyxtrimyyx', 'xyz')

SELECT ltrim('  a ')

SELECT rtrim('a  ')

SELECT trim(both 'x' from 'xax')

SELECT to_hex(255)

SELECT md5('abc')

SELECT quote_ident('Foo bar')

SELECT quote_literal('it''s')

SELECT quote_nullable(NULL)

SELECT starts_with('abc', 'ab')

SELECT concat_ws(',', 'a', NULL, 'b')

SELECT format('%s %I %L %%', 'a', 'B c', NULL)

SELECT format('%2$s %1$s', 'a', 'b')

SELECT format('%-5s|%5s', 'a', 'b')

SELECT string_to_array('a,b,,c', ',', '')

SELECT array_to_string(ARRAY['a', NULL, 'c'], ',', '*')

SELECT encode('\x0102ff', 'hex')

SELECT encode('abc', 'base64')

SELECT decode('YWJj', 'base64')

SELECT sha256('abc')

SELECT normalize('é', NFD) = 'é'

SELECT 'a' || 1.50

SELECT 1 || 'b'

SELECT 'x' || ARRAY[1,2]::text

SELECT 'x'::char(3) || 'y'

SELECT length('x  '::char(5))

SELECT 'x '::char(3) = 'x'

SELECT 'x ' = 'x'::text

SELECT '{"a": {"b": [1, 2, {"c": null}]}}'::jsonb #> '{a,b,2}'

SELECT '{"a": 1}'::jsonb @> '{}'

SELECT '[1, 2, 3]'::jsonb @> '[3, 1]'

SELECT '{"a": [1]}'::jsonb <@ '{"a": [1, 2]}'

SELECT '{"a": 1, "b": 2}'::jsonb ? 'b'

SELECT '["a", "b"]'::jsonb ?| ARRAY['x', 'b']

SELECT '["a"]'::jsonb ?& ARRAY['a']

SELECT '{"a": 1}'::jsonb || '{"b": 2}'

SELECT '[1]'::jsonb || '2'

SELECT '{"a": 1, "b": 2}'::jsonb - 'a'

SELECT '["a", "b"]'::jsonb - 0

SELECT '["a", "b"]'::jsonb - 'a'

SELECT '{"a": {"b": 1}}'::jsonb #- '{a,b}'

SELECT '{"a": 1}'::jsonb = '{"a": 1.0}'

SELECT '{"a":1}'::jsonb -> 'x'

SELECT '[1,2]'::jsonb -> -1

SELECT '[1,2]'::jsonb ->> 0

SELECT '{"b":1,"a":2}'::jsonb

SELECT '{"a": "\u00e9\n"}'::jsonb ->> 'a'

SELECT '[1, 1.0, 1.50]'::jsonb

SELECT '{"b":1,"a":2,"b":3}'::json

SELECT jsonb_set('{"a": [1, 2]}', '{a,0}', '9')

SELECT jsonb_set('{"a": 1}', '{b}', '2', false)

SELECT jsonb_insert('{"a": [0, 1]}', '{a,1}', '"x"')

SELECT jsonb_insert('{"a": [0, 1]}', '{a,1}', '"x"', true)

SELECT jsonb_strip_nulls('{"a": null, "b": [null]}')

SELECT jsonb_pretty('{"a": [1, {"b": 2}]}')

SELECT jsonb_typeof('1')

SELECT jsonb_array_length('[1, 2]')

SELECT jsonb_object(ARRAY['a', '1', 'b', '2'])

SELECT jsonb_build_object('a', 1, 'b', ARRAY[1, 2])

SELECT jsonb_build_array(1, 'x', NULL, true, 1.5)

SELECT to_jsonb(ARRAY['a', 'b'])

SELECT to_jsonb(now()) IS NOT NULL

SELECT jsonb_concat('{"a":1}', '{"b":2}')

SELECT jsonb_extract_path('{"a": {"b": 1}}', 'a', 'b')

SELECT 'a_b' LIKE 'a\_b'

SELECT 'axb' LIKE 'a\_b'

SELECT 'a%b' LIKE 'a!%b' ESCAPE '!'

SELECT 'Ä' ILIKE 'ä'

SELECT 'abc' LIKE 'abc\'

SELECT ARRAY[1,2] || 3

SELECT ARRAY[[1,2],[3,4]]

SELECT array_length(ARRAY[[1,2],[3,4]], 2)

SELECT array_dims(ARRAY[1,2])

SELECT (ARRAY[1,2,3])[-1]

SELECT array_remove(ARRAY[1,2,1], 1)

SELECT array_cat(ARRAY[1], ARRAY[2])

SELECT array_positions(ARRAY[1,2,1], 1)

SELECT ARRAY[1,2] @> ARRAY[2]

SELECT ARRAY[1,2] && ARRAY[3]

SELECT ARRAY[1,2] < ARRAY[1,3]

SELECT array_upper(ARRAY[1,2], 1)

SELECT trim_array(ARRAY[1,2,3], 1)

SELECT array_fill(0, ARRAY[2,2])

SELECT '{1,2}'::int[] = ARRAY[1,2]

SELECT ARRAY['a b', 'c"d', NULL, '']

SELECT '{}'::int[]

SELECT array_ndims('{}'::int[])

SELECT cardinality(ARRAY[[1],[2]])

SELECT unnest(ARRAY[1,2])

SELECT round(2.5)

SELECT round(-2.5)

SELECT round(2.5::float8)

SELECT round(1.005, 2)

SELECT round(1234.5, -2)

SELECT trunc(-1.7)

SELECT trunc(1.789, 1)

SELECT ceil(-1.5)

SELECT floor(-1.5)

SELECT sign(-2.0)

SELECT power(2, 10)

SELECT power(2.0, 3)

SELECT sqrt(2)

SELECT cbrt(27)

SELECT exp(1)

SELECT ln(10)

SELECT log(100)

SELECT pi()

SELECT degrees(pi())

SELECT sin(1)

SELECT atan2(1, 2)

SELECT mod(-7, 3)

SELECT -7 % 3

SELECT div(7, 2)

SELECT -7 / 2

SELECT gcd(12, 18)

SELECT lcm(4, 6)

SELECT factorial(5)

SELECT width_bucket(5, 0, 10, 5)

SELECT scale(1.500)

SELECT min_scale(1.500)

SELECT trim_scale(1.500)

SELECT abs(-1.50)

SELECT 10 / 4

SELECT 10 / 4.0

SELECT 1.0 / 3

SELECT 2 ^ 10

SELECT 5 # 3

SELECT 5 & 3

SELECT 5 | 3

SELECT ~5

SELECT 1 << 3

SELECT 16 >> 2

SELECT greatest(1, NULL, 3)

SELECT least(1.5, 2)

SELECT 1e3

SELECT 1.0e-5

SELECT 1_000_000

SELECT 0x1F

SELECT 0o17

SELECT 0b101

SELECT .5

SELECT 5.

SELECT 123456789012345678901234567890

SELECT 1e20

SELECT -1e-20::numeric

SELECT 1.10 + 2.20

SELECT 1.5 * 1.50

SELECT 0.1 + 0.2

SELECT 1::numeric / 7

SELECT 22.0 / 7 * 7

SELECT 1e-10 / 3

SELECT 12345678901234567890 * 98765432109876543210

SELECT true AND NULL

SELECT false AND NULL

SELECT NULL OR true

SELECT NOT NULL::bool

SELECT 1 = NULL

SELECT NULL IS NULL

SELECT (1, 2) = (1, 2)

SELECT (1, NULL) = (1, 2)

SELECT (1, 2) < (1, 3)

SELECT ROW(1, 2) IS NOT NULL

SELECT (1, NULL) IS NULL

SELECT 'a' < 'B'

SELECT 'a' < 'b'

SELECT '' IS NULL

SELECT 'yes'::bool

SELECT 'off'::bool

SELECT 1::bool

SELECT true::int

SELECT true::text

SELECT 'abc' LIKE 'abc\', 'ab' LIKE 'abc\', '' LIKE '\', upper('ᾳ'), lower('İ')

SELECT 'abcd' LIKE 'abc\'

SELECT 'abc' LIKE '%\'

SELECT 'zzz' LIKE 'a%\'

SELECT nextval('nosuch')

SELECT 1 FROM item LIMIT ALL OFFSET 1 ROWS

SELECT id FROM item ORDER BY id FETCH FIRST 2 ROWS ONLY

SELECT id FROM item ORDER BY good NULLS FIRST, id DESC OFFSET 1 LIMIT 2

SELECT set_config('search_path', 'public', true)

SELECT CASE WHEN id = 1 THEN 'one' WHEN id = 2 THEN 2::text END, CASE id WHEN 1 THEN 'a' ELSE 'b' END FROM item ORDER BY id

SELECT CASE WHEN true THEN 1 ELSE 'x' END

SELECT 1 UNION SELECT 'x'

SELECT id, label FROM item EXCEPT SELECT id, label FROM item WHERE id > 2 ORDER BY 1

SELECT id FROM item INTERSECT ALL SELECT id FROM item ORDER BY 1

SELECT * FROM (VALUES (1, 'a'::text), (2, 'b')) AS t(x, y) WHERE x > 1

SELECT item.* FROM item WHERE EXISTS (SELECT 1 FROM kind WHERE item_id = item.id) ORDER BY id

SELECT id, (SELECT max(word) FROM kind WHERE item_id = item.id) AS w FROM item ORDER BY id

SELECT (SELECT id FROM item)

SELECT id FROM item WHERE id = (SELECT NULL::int)

SELECT label FROM item GROUP BY good

SELECT id, label FROM item GROUP BY id ORDER BY id

SELECT count(*) FROM item HAVING count(*) > 100

SELECT sum(count(*)) FROM item

SELECT nosuch(1)

SELECT item.nosuch FROM item

SELECT * FROM item, item

SELECT id FROM item JOIN kind USING (id) ORDER BY 1

SELECT id FROM item JOIN kind ON true

SELECT 'x'::int

SELECT 'abc'::uuid

SELECT '{1,2'::int[]

SELECT '2020-13-01'::date

SELECT '25:00'::time, '24:00'::time

SELECT '99999999999999999999'::bigint

SELECT 1.5::int, -1.5::int, 2.5::int, '1.5'::numeric(2,1), 123.456::numeric(5,2)

SELECT 12345.6::numeric(5,2)

SELECT * FROM nosuch

SELECT 1 +

SELECT (1

SELECT 'a

SELECT $1

SELECT '2024-01-01'::date NOT BETWEEN '2024-01-01' AND '2024-01-02'

SELECT NOT ('a', 1) IN (('a', 1))

SELECT NOT (true AND NULL)

SELECT '{"a": 1}'::jsonb IS NOT NULL

SELECT NOT '{"a": 1}'::jsonb ? 'a'

SELECT (ROW(1, NULL) IS NOT NULL)

SELECT NOT (date '2024-01-01', date '2024-02-01') OVERLAPS (date '2024-01-15', date '2024-03-01')

SELECT 1 IS NOT DISTINCT FROM NULL

SELECT NULL IS NOT DISTINCT FROM NULL

SELECT NOT 1 = 2 AND 3 > 2

SELECT NOT NULL IS NULL

SELECT - 2 ^ 2

SELECT 2 ^ 3 ^ 2

SELECT -5 % 3

SELECT 2 + 3 * 4 || 'x'

SELECT 'a' || 'b' LIKE 'ab'

SELECT 1 + 1 = 2 AND NOT 1 > 2 OR false

SELECT 10 - 5 - 2

SELECT 100 / 10 / 2

SELECT 5 - -3

SELECT 'a' COLLATE "C" < 'b'

SELECT - -1

SELECT 2 * -3

SELECT 7 & 3 | 8

SELECT 1 << 2 + 1

SELECT -2::int8 * 3

SELECT -32768::int2

SELECT -32768::int2::text

SELECT (-2) ^ 2

SELECT 4 / 2 * 3 % 4

SELECT 1 || 2 || 3

SELECT 'x' = ANY (ARRAY['x']) AND true

SELECT NOT 'x' = ANY (ARRAY['y'])

SELECT 1 = 1 IS TRUE

SELECT NULL = 1 IS NULL

SELECT true > false

SELECT 2 BETWEEN 1 AND 3 AND true

SELECT 1 IN (1) = true

SELECT interval '1 day' * 2 + interval '1 hour'

SELECT date '2024-01-01' + 1 > date '2024-01-01'

SELECT x FROM (VALUES ('a'), ('b'), ('a!')) v(x) WHERE x NOT LIKE 'a%' ESCAPE '!' ORDER BY 1

SELECT x, x NOT ILIKE 'A!!' ESCAPE '!', NOT x LIKE 'a/%' ESCAPE '/', x NOT LIKE '%!%' ESCAPE '', x NOT SIMILAR TO 'a' FROM (VALUES ('a'), ('b'), ('a!')) v(x) ORDER BY 1

SELECT x FROM (VALUES (1), (2), (NULL)) v(x) WHERE x NOT BETWEEN 1 AND 1 AND x NOT IN (5, 6) AND NOT x IS NULL AND x IS DISTINCT FROM 1 ORDER BY 1

SELECT x NOT LIKE ALL (ARRAY['a%', 'b%']), x NOT LIKE ANY (ARRAY['a%', 'b%']), x NOT ILIKE ALL (ARRAY['A%']), x <> ALL (ARRAY['a']), NOT x = ANY (ARRAY['a']), x !~ ALL (ARRAY['a', 'z']) FROM (VALUES ('a'), ('b'), ('c')) v(x) ORDER BY x

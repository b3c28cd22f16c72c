"""Statements for PostgreSQL and SQLite alike: made by crossing tables of expressions, operators and clauses."""

from __future__ import annotations

from collections.abc import Iterator

SETUP = (
    "CREATE TABLE item (id int PRIMARY KEY, small smallint, big bigint, amount numeric(8,2), ratio float8, label text,"
    " code varchar(10), made date, at timestamp, seen timestamptz, good bool, doc jsonb, tags int[])",
    "CREATE TABLE kind (id serial PRIMARY KEY, item_id int REFERENCES item(id) ON DELETE CASCADE, word text UNIQUE)",
    "INSERT INTO item VALUES"
    " (1, 1, 10, 1.50, 0.5, 'alpha', 'a', '2020-01-15', '2020-01-15 10:30:00', '2020-01-15 10:30:00+00', true,"
    " '{\"a\": 1, \"b\": [1, 2]}', '{1,2}'),"
    " (2, -2, 9000000000, -20.25, -1.25, 'Beta', 'b', '2019-12-31', '2019-12-31 23:59:59.5', "
    "'2019-12-31 23:59:59.5+00',"
    " false, '{\"a\": \"x\"}', '{3}'),"
    " (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
    " (4, 0, 0, 0.00, 0, '', '', '2000-02-29', '2000-02-29 00:00:00', '2000-02-29 00:00:00+00', true, '[]', '{}'),"
    " (5, 7, -7, 100.00, 1e10, 'Äpfel_%', 'zz', '2024-07-04', '2024-07-04 12:00:00', '2024-07-04 12:00:00+00', false,"
    " '{\"a\": null}', '{5,NULL}')",
    "INSERT INTO kind (item_id, word) VALUES (1, 'one'), (1, 'uno'), (2, 'two'), (NULL, 'none')",
)

COLUMNS = ("id", "small", "big", "amount", "ratio", "label", "code", "made", "at", "seen", "good", "doc", "tags")
NUMBERS = ("id", "small", "big", "amount", "ratio", "0", "3", "-2", "2.5", "9000000000", "'7'", "1.5::float8")
ARITHMETIC = ("+", "-", "*", "/", "%")
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM")
TYPES = (
    "int",
    "smallint",
    "bigint",
    "numeric",
    "numeric(6,1)",
    "float8",
    "text",
    "varchar(3)",
    "bool",
    "date",
    "timestamp",
    "timestamptz",
    "jsonb",
    "uuid",
    "interval",
    "time",
    "float4",
    "int[]",
    "text[]",
    "bytea",
    "char(3)",
    "json",
)
LITERALS = (
    "'1'",
    "' 12 '",
    "'1.5'",
    "'abc'",
    "''",
    "'t'",
    "'off'",
    "'2020-02-30'",
    "'2020-02-29'",
    "'1e3'",
    "'99999999999'",
    '\'{"b": 1, "a": [true, null]}\'',
    "'2020-01-01 10:00:00'",
    "'2020-01-01 10:00:00+02'",
    "NULL",
    "1",
    "0",
    "1.45",
    "-1.55",
    "true",
    "2.5::float8",
    "70000",
)
TEXT_CALLS = (
    "lower({0})",
    "upper({0})",
    "initcap({0})",
    "length({0})",
    "octet_length({0})",
    "reverse({0})",
    "left({0}, 2)",
    "left({0}, -2)",
    "right({0}, 2)",
    "right({0}, -1)",
    "lpad({0}, 7, 'xy')",
    "rpad({0}, 7)",
    "lpad({0}, 2)",
    "substring({0} from 2 for 2)",
    "substring({0}, 0, 3)",
    "substr({0}, -1, 3)",
    "position('e' in {0})",
    "md5({0})",
    "split_part({0}, 'e', 1)",
    "split_part({0}, 'e', -1)",
    "split_part({0}, 'e', 0)",
    "replace({0}, 'a', 'bb')",
    "translate({0}, 'ab', 'x')",
    "trim({0})",
    "trim(both 'aA' from {0})",
    "ltrim({0}, 'a')",
    "rtrim({0}, 'a')",
    "repeat({0}, 2)",
    "ascii({0})",
    "{0} || 'x'",
    "{0} || 1",
    "{0} || NULL",
    "concat({0}, 1, NULL, true)",
    "concat_ws('-', {0}, NULL, 'y')",
    "{0} LIKE 'a%'",
    "{0} ILIKE '%A'",
    "{0} NOT LIKE '_e%'",
    "{0} LIKE '%\\%'",
    "{0} ~ 'a$'",
    "{0} ~* '^b'",
    "{0} !~ '[aeiou]'",
    "regexp_replace({0}, 'a+', 'o', 'g')",
    "coalesce({0}, 'none')",
    "nullif({0}, '')",
    "greatest({0}, 'b')",
    "least({0}, 'b', NULL)",
    "starts_with({0}, 'al')",
    "quote_literal({0})",
    "strpos({0}, 'a')",
    "char_length({0})",
    "{0} IN ('alpha', 'Beta')",
    "{0} NOT IN ('alpha', NULL)",
    "{0} = ANY(ARRAY['alpha', 'zz'])",
    "{0} <> ALL('{{alpha}}')",
    "{0} BETWEEN 'a' AND 'c'",
    "encode({0}::bytea, 'hex')",
    "nosuch({0})",
    "sqrt({0})",
    "abs({0})",
    "{0} + 1",
    "NOT {0}",
    "{0} AND true",
)
NUMBER_CALLS = (
    "abs({0})",
    "ceil({0})",
    "floor({0})",
    "round({0})",
    "round({0}, 1)",
    "trunc({0})",
    "sign({0})",
    "mod({0}, 3)",
    "sqrt({0})",
    "-{0}",
    "{0}::text",
    "{0} IN (1, 2, 3)",
    "{0} BETWEEN 0 AND 2.5",
    "{0} = ANY('{{1,7}}')",
    "coalesce({0}, 0)",
    "greatest({0}, 1)",
    "nullif({0}, 0)",
    "CASE WHEN {0} > 0 THEN {0} ELSE 0 END",
    "to_hex({0})",
    "CASE {0} WHEN 1 THEN 'one' END",
    "{0} IS NULL",
    "({0} > 0) IS NOT TRUE",
    "lower({0})",
    "{0} || 'x'",
    "chr({0})",
)
TIME_CALLS = (
    "date_trunc('year', {0})",
    "date_trunc('month', {0})::date",
    "date_trunc('week', {0})",
    "date_trunc('hour', {0})",
    "date_trunc('nope', {0})",
    "extract(year from {0})",
    "extract(month from {0})",
    "extract(dow from {0})",
    "extract(doy from {0})",
    "extract(hour from {0})",
    "extract(second from {0})",
    "extract(epoch from {0})",
    "extract(week from {0})",
    "extract(quarter from {0})",
    "date_part('day', {0})",
    "{0}::date",
    "{0}::timestamp",
    "{0}::text",
    "{0} > '2020-01-01'",
    "{0} = '2020-01-15'",
    "{0} + 1",
    "{0} - 1",
    "{0} - '2019-01-01'::date",
    "to_char({0}, 'YYYY-MM-DD HH24:MI:SS')",
    "to_char({0}, 'YYYYMMDD')",
    "coalesce({0}, '2000-01-01')",
    "{0}::time",
    "{0} + interval '1 day'",
    "make_date(2020, extract(month from {0})::int, 1)",
    "{0} BETWEEN '2019-01-01' AND now()",
)
JSON_CALLS = (
    "doc->'a'",
    "doc->>'a'",
    "doc->'b'->0",
    "doc->'b'->>1",
    "doc @> '{\"a\": 1}'",
    "doc ? 'a'",
    "doc || '{\"z\": 1}'",
    "jsonb_typeof(doc)",
    "jsonb_typeof(doc->'a')",
    'doc = \'{"a": "x"}\'',
    "doc->'b'->-1",
    "doc #> '{b,0}'",
    "tags[1]",
    "array_length(tags, 1)",
    "cardinality(tags)",
    "3 = ANY(tags)",
    "tags = '{3}'",
    "array_to_string(tags, ',')",
)
ARRAY_CALLS = (
    "({0})[1]", "({0})[2:3]", "{0} || {0}", "array_length({0}, 1)", "array_ndims({0})", "array_dims({0})",
    "array_upper({0}, 1)", "array_lower({0}, 1)", "cardinality({0})", "array_to_string({0}, '-')",
    "array_to_string({0}, '-', '*')", "{0} = {0}", "{0} < {0}", "{0} @> {0}", "{0} <@ {0}", "{0} && {0}",
    "array_cat({0}, {0})", "{0}::text", "{0}::text[]", "to_jsonb({0})", "array_to_string({0}::text[], '')",
    "coalesce({0}, '{{}}')", "{0} IS NULL", "trim_array({0}, 0)",
)  # fmt: skip
ARRAYS = (
    "tags", "ARRAY[1,2,3]", "'{{1,2},{3,4}}'::int[]", "ARRAY['a','b c',NULL]", "'{}'::text[]", "ARRAY[1.5,2.25]",
    "ARRAY[true,false,NULL]", "'{2020-01-15,infinity}'::date[]", "ARRAY['1 day'::interval]",
    "'{\"x,y\",\"q\\\"\"}'::text[]", "ARRAY[0.1::float8, 1e300]", "ARRAY['\\x00ff'::bytea]",
)  # fmt: skip
INTERVALS = (
    "'1 day'", "'-1 mon +3 days'", "'1 year 2 mons 3 days 04:05:06.789'", "'36:00:00'", "'P1Y2M3DT4H'", "'1.5 weeks'",
    "'@ 5 minutes ago'", "'2-3'", "'0'",
)  # fmt: skip
INTERVAL_CALLS = (
    "{0}", "- {0}", "{0} + {0}", "{0} - '1 hour'", "{0} * 2", "{0} * 1.5", "{0} / 3", "justify_days({0})",
    "justify_hours({0})", "justify_interval({0})", "extract(epoch FROM {0})", "extract(month FROM {0})",
    "extract(day FROM {0})", "extract(second FROM {0})", "date_trunc('hour', {0})", "date_part('minute', {0})",
    "{0} > '1 day'", "{0} = '24:00:00'", "'2020-01-31'::date + {0}", "'2020-03-31 12:00'::timestamp - {0}",
    "'10:00'::time + {0}", "{0}::text", "{0}::time", "to_jsonb({0})",
)  # fmt: skip
PATTERNS = (
    "'a'", "'^a'", "'a$'", "'[a-c]+'", "'(a|e)'", "'\\w+'", "'[[:alpha:]]+'", "'.*'", "'l.h'", "'A'", "'a{1,2}'",
    "'(.)(.)'", "'\\s'", "'x*'",
)  # fmt: skip
PATTERN_CALLS = (
    "label ~ {0}", "label ~* {0}", "label !~ {0}", "regexp_replace(label, {0}, '<\\&>')",
    "regexp_replace(label, {0}, 'x', 'g')", "regexp_match(label, {0})", "regexp_count(label, {0})",
    "regexp_substr(label, {0})", "regexp_split_to_array(label, {0})", "substring(label from {0})",
    "regexp_like(label, {0}, 'i')", "regexp_instr(label, {0})",
)  # fmt: skip
TEMPLATES = (
    "'YYYY-MM-DD'", "'DD.MM.YY'", "'HH24:MI:SS.MS'", "'HH12:MI AM'", "'Day'", "'FMDay'", "'DY'", "'Month'", "'FMMonth'",
    "'Mon'", "'DDD'", "'IYYY-IW-ID'", "'Q'", "'WW'", "'J'", "'CC'", "'US'", "'FMDDth'", "'\"text\" YYYY'", "'SSSS'",
)  # fmt: skip
NUMBER_TEMPLATES = ("'999'", "'000'", "'9990.00'", "'FM999.99'", "'9,999.9'", "'S999'", "'999MI'", "'999PR'", "'FM00'")

AGGREGATES = (
    "count(*)",
    "count({0})",
    "sum({0})",
    "avg({0})",
    "min({0})",
    "max({0})",
    "count(DISTINCT {0})",
    "count({0}) FILTER (WHERE id > 1)",
    "sum(DISTINCT {0})",
    "bool_or({0})",
    "string_agg({0}, ',')",
)
QUERIES = (
    "SELECT label, amount FROM item GROUP BY good",
    "SELECT * FROM item GROUP BY id",
    "SELECT good, count(*) FROM item GROUP BY 1",
    "SELECT good, count(*) AS n FROM item GROUP BY good HAVING count(*) > 1",
    "SELECT count(*) FROM item WHERE count(*) > 1",
    "SELECT nope FROM item",
    "SELECT item.nope FROM item",
    "SELECT x.id FROM item",
    "SELECT * FROM nope",
    "SELECT id FROM item, kind",
    "SELECT i.id, k.word FROM item i JOIN kind k ON k.item_id = i.id ORDER BY 1, 2",
    "SELECT i.id, k.word FROM item i LEFT JOIN kind k ON k.item_id = i.id ORDER BY word, id",
    "SELECT i.id, k.id FROM item i FULL JOIN kind k ON k.item_id = i.id ORDER BY 1, 2",
    "SELECT * FROM kind a JOIN kind b USING (id) ORDER BY id",
    "SELECT DISTINCT good FROM item ORDER BY good",
    "SELECT DISTINCT ON (good) good, id FROM item ORDER BY good, id DESC",
    "SELECT DISTINCT good FROM item ORDER BY id",
    "SELECT id FROM item UNION SELECT id FROM kind ORDER BY id",
    "SELECT id FROM item INTERSECT SELECT item_id FROM kind ORDER BY 1",
    "SELECT id FROM item EXCEPT SELECT item_id FROM kind ORDER BY 1 DESC",
    "SELECT id, label FROM item UNION SELECT id FROM kind",
    "SELECT 1 UNION ALL SELECT 2.5 ORDER BY 1",
    "SELECT 1 UNION SELECT 'x'",
    "SELECT 1 UNION SELECT NULL ORDER BY 1",
    "WITH x AS (SELECT id FROM item WHERE id < 3) SELECT * FROM x ORDER BY id",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n",
    "SELECT * FROM (VALUES (1, 'a'), (2, NULL)) v(n, w) ORDER BY n",
    "SELECT id FROM item WHERE label IS NOT NULL ORDER BY id",
    "SELECT id FROM item WHERE label NOT ILIKE 'a%' ORDER BY id",
    "VALUES (1, 'a'), (2, 'b')",
    "SELECT * FROM generate_series(1, 3)",
    "SELECT n FROM generate_series(5, 1, -2) n",
    "SELECT (SELECT id FROM item)",
    "SELECT (SELECT max(id) FROM item)",
    "SELECT id FROM item WHERE id IN (SELECT item_id FROM kind) ORDER BY id",
    "SELECT id FROM item WHERE id NOT IN (SELECT item_id FROM kind)",
    "SELECT id FROM item i WHERE EXISTS (SELECT 1 FROM kind k WHERE k.item_id = i.id) ORDER BY id",
    "SELECT id, row_number() OVER (ORDER BY id DESC) FROM item ORDER BY id",
    "SELECT id, rank() OVER (PARTITION BY good ORDER BY id) FROM item ORDER BY id",
    "SELECT id, lag(label) OVER (ORDER BY id), lead(id, 2) OVER (ORDER BY id) FROM item ORDER BY id",
    "SELECT id, sum(big) OVER (ORDER BY id) FROM item ORDER BY id",
    "SELECT id, avg(id) OVER (ORDER BY id ROWS 1 PRECEDING) FROM item ORDER BY id",
    "SELECT unnest(tags) FROM item",
    "SELECT id FROM item LIMIT 2 OFFSET 5",
    "SELECT id FROM item ORDER BY id LIMIT 2 OFFSET 1",
    "SELECT id FROM item ORDER BY id LIMIT -1",
    "SELECT id FROM item LIMIT NULL OFFSET 4",
    "SELECT item FROM item",
    "SELECT",
    "SELECT 1,",
    "SELECT * FROM item ORDER BY 99",
    "SELECT id AS id, big AS id FROM item ORDER BY id",
    "SELECT (1, 2) = (1, 2)",
    "SELECT id id FROM item FOR UPDATE",
    "SELECT current_date = now()::date",
    "SELECT pg_typeof(amount) FROM item WHERE id = 1",
    "SELECT true, false, NULL, 'x', 1, 1.0, 12345678901",
)
CHANGES = (
    "INSERT INTO kind (item_id, word) VALUES (4, 'four') RETURNING *",
    "INSERT INTO kind (word) VALUES ('two')",
    "INSERT INTO kind (word) VALUES ('two') ON CONFLICT DO NOTHING",
    "INSERT INTO kind (word) VALUES ('two') ON CONFLICT (word) DO NOTHING RETURNING id",
    "INSERT INTO kind (word) VALUES ('two') ON CONFLICT (word) DO UPDATE SET item_id = 5 RETURNING item_id, word",
    "INSERT INTO kind (word) VALUES ('p'), ('p') ON CONFLICT (word) DO UPDATE SET item_id = 5",
    "INSERT INTO kind (word) VALUES ('p') ON CONFLICT (item_id) DO NOTHING",
    "INSERT INTO kind (item_id) VALUES (99)",
    "INSERT INTO kind VALUES (DEFAULT, 1, 'dd') RETURNING item_id",
    "INSERT INTO kind (nope) VALUES (1)",
    "INSERT INTO kind (id) VALUES (NULL)",
    "INSERT INTO kind (item_id, word) SELECT id, label FROM item WHERE id < 3 RETURNING word",
    "INSERT INTO kind (item_id) VALUES ('x')",
    "INSERT INTO kind (item_id, word) VALUES (1)",
    "INSERT INTO item (id, code) VALUES (9, 'waytoolongcode')",
    "INSERT INTO item (id, small) VALUES (9, 70000)",
    "INSERT INTO item (id, amount) VALUES (9, 1234567.1)",
    "INSERT INTO item (id, amount) VALUES (9, 1.005) RETURNING amount",
    "INSERT INTO item (label) VALUES ('x')",
    "INSERT INTO item (id) VALUES (1)",
    "INSERT INTO item (id, made) VALUES (9, 5)",
    "UPDATE item SET label = upper(label) RETURNING id, label",
    "UPDATE item SET small = small + 1 WHERE small IS NOT NULL",
    "UPDATE item SET id = 2 WHERE id = 1",
    "UPDATE item SET big = big * 2000000000 WHERE id = 2",
    "UPDATE kind SET word = i.label FROM item i WHERE i.id = kind.item_id AND i.id = 2 RETURNING kind.word",
    "UPDATE item SET nope = 1",
    "UPDATE item SET made = 'x'",
    "DELETE FROM item WHERE id = 1",
    "DELETE FROM kind RETURNING word",
    "DELETE FROM kind USING item WHERE item.id = kind.item_id AND item.good",
    "TRUNCATE kind",
    "TRUNCATE item",
    "CREATE TABLE item (a int)",
    "CREATE TABLE IF NOT EXISTS item (a int)",
    "CREATE TABLE t2 (a int PRIMARY KEY, b int CHECK (b > 0))",
    "DROP TABLE nope",
    "DROP TABLE IF EXISTS nope",
    "DROP TABLE item",
    "DROP TABLE item CASCADE",
    "ALTER TABLE item ADD COLUMN extra int DEFAULT 5",
    "ALTER TABLE item DROP COLUMN label",
    "ALTER TABLE item DROP COLUMN nope",
    "ALTER TABLE item ALTER COLUMN label SET NOT NULL",
    "ALTER TABLE kind RENAME COLUMN word TO w",
    "ALTER TABLE item ADD CONSTRAINT c CHECK (id > 1)",
    "CREATE INDEX ON item (label)",
    "CREATE VIEW v AS SELECT id FROM item",
    "CREATE SEQUENCE s",
    "CREATE SCHEMA extra",
    "SELECT nextval('nope')",
    "SELECT setval('kind_id_seq', 50)",
)


def statements() -> Iterator[str]:
    """Every statement, each to be run alone on the rows of `SETUP`."""
    for a in NUMBERS:
        for b in NUMBERS:
            yield from (f"SELECT {a} {operator} {b} AS r FROM item ORDER BY id" for operator in ARITHMETIC)
            yield from (f"SELECT {a} {operator} {b} AS r FROM item ORDER BY id" for operator in COMPARISONS[:3])
    for a in COLUMNS:
        for b in COLUMNS:
            yield f"SELECT {a} = {b} FROM item ORDER BY id"
            yield f"SELECT coalesce({a}, {b}) FROM item ORDER BY id"
        yield from (f"SELECT {a} {operator} {a} FROM item ORDER BY id" for operator in COMPARISONS)
        yield from (f"SELECT {a}::{kind} FROM item ORDER BY id" for kind in TYPES)
        yield from (f"SELECT {call.format(a)} FROM item" for call in AGGREGATES)
        yield from (f"SELECT {call.format(a)} FROM item ORDER BY id" for call in NUMBER_CALLS)
        for order in ("", " DESC", " NULLS FIRST", " DESC NULLS LAST"):
            yield f"SELECT {a} FROM item ORDER BY {a}{order}"
        yield f"SELECT {a}, count(*) FROM item GROUP BY {a} ORDER BY {a}"
        yield f"SELECT DISTINCT {a} FROM item ORDER BY 1"
    for literal in LITERALS:
        yield f"SELECT {literal}"
        yield from (f"SELECT {literal}::{kind}" for kind in TYPES)
    for column in ("label", "code", "'Straße'", "id", "NULL"):
        yield from (f"SELECT {call.format(column)} FROM item ORDER BY id" for call in TEXT_CALLS)
    for column in ("made", "at", "seen", "'2020-05-05'::date", "label"):
        yield from (f"SELECT {call.format(column)} FROM item ORDER BY id" for call in TIME_CALLS)
    yield from (f"SELECT {call} FROM item ORDER BY id" for call in JSON_CALLS)
    for array in ARRAYS:
        yield from (f"SELECT {call.format(array)} FROM item ORDER BY id" for call in ARRAY_CALLS)
    for text in INTERVALS:
        interval = f"{text}::interval"
        yield from (f"SELECT {call.format(interval)}" for call in INTERVAL_CALLS)
    for pattern in PATTERNS:
        yield from (f"SELECT {call.format(pattern)} FROM item ORDER BY id" for call in PATTERN_CALLS)
    for template in TEMPLATES:
        yield from (f"SELECT to_char({a}, {template}) FROM item ORDER BY id" for a in ("made", "at", "seen"))
    for template in NUMBER_TEMPLATES:
        yield from (f"SELECT to_char({a}, {template}) FROM item ORDER BY id" for a in ("id", "small", "amount"))
    yield from QUERIES
    yield from CHANGES

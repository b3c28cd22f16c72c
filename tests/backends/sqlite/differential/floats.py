"""Scripts over floating-point numbers of any length: how they are read, kept, worked with and shown."""

from __future__ import annotations

from random import Random


def number(random: Random) -> str:
    """Digits with a point somewhere, sometimes with an exponent."""
    count = random.choice((3, 6, 10, 15, 16, 17, 20))
    digits = str(random.randrange(10 ** (count - 1), 10**count))
    place = random.randrange(count)
    exponent = f"e{random.randrange(-25, 15)}" if random.random() < 0.3 else ""
    return f"{digits[:place] or '0'}.{digits[place:]}{exponent}"


def scripts(random: Random) -> list[list[str]]:
    a, b = number(random), number(random)
    return [
        [f"SELECT {a}::float8, '{a}'::float8, CAST('{a}' AS text)::float8, {a}::numeric::float8, {a}::float4,"
         f" '{a}'::float4::float8, {a}::float8::text, {a}::float8::numeric, {a}::float8::float4"],
        [f"SELECT {a}::float8 + {b}::float8, {a}::float8 * '{b}', {a}::float8 / {b}, {a}::float8 - {b}::float8,"
         f" sqrt({a}::float8), round({a}::float8)"],
        [f"SELECT x, x = {a}::float8, x::text FROM unnest(ARRAY[{a}::float8, {b}]) AS x"],
        [f"SELECT '{{{a},{b}}}'::float8[], ('{{{a},{b}}}'::float8[])[1], ('{{{a},{b}}}'::float4[])[2],"
         f" unnest('{{{a},{b}}}'::float8[])"],
        [f"SELECT to_jsonb({a}::float8), ('[{a}]'::jsonb -> 0)::float8, ('[{a}]'::json ->> 0)::float8,"
         f" jsonb_build_array({a}::float8), ('[{a}]'::jsonb -> 0)::numeric"],
        [f"SELECT * FROM jsonb_to_recordset('[{{\"a\": {a}, \"b\": {b}}}]') AS x(a float8, b numeric)"],
        [f"SELECT sum(x), avg(x), min(x), max(x), array_agg(x), var_samp(x), stddev(x)"
         f" FROM (VALUES ({a}::float8), ({b}::float8), ({a}::float8)) v(x)"],
        [f"INSERT INTO item (id, ratio) VALUES (50, {a}) RETURNING ratio",
         f"SELECT ratio, ratio = {a}::float8, ratio IN ({a}, {b}), to_jsonb(ratio) FROM item WHERE id = 50",
         f"SELECT count(*) FROM item WHERE ratio = {a}",
         f"SELECT count(*) FROM item WHERE ratio = '{a}'",
         f"SELECT id FROM item WHERE ratio BETWEEN {a} AND {b} OR ratio = {a}::numeric ORDER BY id",
         "SELECT row_to_json(item) FROM item WHERE id = 50"],
        [f"CREATE TABLE filled (a int, x float8 DEFAULT {a}, y float4 DEFAULT {b} CHECK (y <> {a}),"
         f" z float8 GENERATED ALWAYS AS (x * {b}) STORED)",
         "INSERT INTO filled (a) VALUES (1)",
         "SELECT * FROM filled",
         f"ALTER TABLE filled ADD COLUMN w float8 DEFAULT {b}",
         "SELECT * FROM filled"],
    ]  # fmt: skip

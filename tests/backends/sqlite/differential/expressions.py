"""Expressions of every type, made from the tables of functions and operators that the SQLite backend has."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from proxy.sql import transpile_functions as f
from proxy.sql import types as t
from proxy.sql.catalog_functions import CATALOG_FUNCTIONS

INT_ARRAY, TEXT_ARRAY = t.ARRAYS[t.INT4], t.ARRAYS[t.TEXT]
COLUMNS = {
    t.INT4: ("id",), t.INT2: ("small",), t.INT8: ("big",), t.NUMERIC: ("amount::numeric",), t.FLOAT8: ("ratio",),
    t.TEXT: ("label",), t.VARCHAR: ("code::varchar",), t.DATE: ("made",), t.TIMESTAMP: ("at",),
    t.TIMESTAMPTZ: ("seen",),
    t.BOOL: ("good",), t.JSONB: ("doc",), INT_ARRAY: ("tags",),
}  # fmt: skip
LITERALS: dict[int, Sequence[str]] = {
    t.INT4: ("0", "1", "-3", "7", "2147483647", "(-2147483648)", "12"),
    t.INT2: ("2::int2", "(-5)::int2", "32767::int2"),
    t.INT8: ("5000000000", "(-1)::int8", "9223372036854775807", "0::int8"),
    t.NUMERIC: ("1.5", "0.00", "-2.345", "100.0", "12345678901234567890.123", "0.001", "1e10"),
    t.FLOAT8: ("1.5::float8", "0::float8", "(-2.25)::float8", "1e100::float8", "0.1::float8", "123456789.125::float8"),
    t.FLOAT4: ("1.5::float4", "0.1::float4", "(-3)::float4", "16777217::float4"),
    t.TEXT: ("'alpha'::text", "''::text", "'a b,c'::text", "'Äß%_'::text", "'12'::text", "'x''y\\z'::text"),
    t.VARCHAR: ("'abc'::varchar", "'zz'::varchar"),
    t.BPCHAR: ("'ab  '::bpchar", "'x'::bpchar"),
    t.DATE: ("'2020-02-29'::date", "'1999-12-31'::date", "'2024-07-04'::date"),
    t.TIME: ("'10:30:15.25'::time", "'00:00'::time", "'23:59:59'::time"),
    t.TIMESTAMP: ("'2020-02-29 12:34:56.789'::timestamp", "'1969-12-31 23:59:59'::timestamp"),
    t.TIMESTAMPTZ: ("'2020-06-15 12:00:00+00'::timestamptz", "'2021-01-31 23:30:00+02'::timestamptz"),
    t.INTERVAL: ("'1 day'::interval", "'-1 mon +2 days 03:04:05.5'::interval", "'1 year 40 days'::interval",
                 "'00:00:00.000001'::interval", "'-36 hours'::interval"),
    t.BOOL: ("true", "false", "NULL::bool"),
    t.JSONB: ("'{\"a\": [1, {\"b\": null}], \"c\": \"x\"}'::jsonb", "'[1, 2.50, \"z\", true]'::jsonb", "'\"s\"'::jsonb",
              "'7'::jsonb", "'{}'::jsonb"),
    t.UUID: ("'00112233-4455-6677-8899-aabbccddeeff'::uuid",),
    t.BYTEA: ("'\\x00ff41'::bytea", "''::bytea"),
    INT_ARRAY: ("ARRAY[1,2,3]", "'{}'::int[]", "ARRAY[3,NULL,1]"),
    TEXT_ARRAY: ("ARRAY['a','b c',NULL]", "'{}'::text[]", "ARRAY['x']"),
}  # fmt: skip
_UNITS = ("'year'", "'month'", "'day'", "'hour'", "'second'", "'week'", "'quarter'", "'epoch'", "'dow'", "'decade'")
_LEFT_OUT = re.compile(
    r"^(pg_|has_|current_|session_|user$|now$|version$|random|gen_random|uuidv|nextval|currval|lastval|setval|clock_|"
    r"statement_|transaction_|to_reg|format_type|obj_|col_|shobj_|repeat$|factorial$|set_|convert_|txid|age$|"
    r"extract$|date_part$|date_trunc$|to_char$|to_date$|to_timestamp$|to_number$|encode$|decode$|regexp|substring$|"
    r"similar|timezone$|lpad$|rpad$|chr$|inet|acl|row_|information|json_typeof|getdatabase|make_|pi$|exp$|pow|normalize|position$|parse_ident)"
)
_CATALOG_NAMES = frozenset(line.partition("(")[0] for line in CATALOG_FUNCTIONS.strip().splitlines())

Template = tuple[str, tuple[int, ...]]


def _templates() -> dict[int, list[Template]]:
    found: dict[int, list[Template]] = {}
    for name, signatures in f.FUNCTIONS.items():
        if _LEFT_OUT.match(name) or name in _CATALOG_NAMES:
            continue
        for one in signatures:
            if all(oid in LITERALS for oid in one.arguments):
                marks = ", ".join("{}" for _ in one.arguments)
                found.setdefault(one.result, []).append((f"{name}({marks})", one.arguments))
    for name, signatures in f.OPERATOR_SIGNATURES.items():
        for one in signatures:
            if all(oid in LITERALS for oid in one.arguments) and name not in ("~", "~*", "^", "<<", ">>"):
                found.setdefault(one.result, []).append((f"({{}} {name} {{}})", one.arguments))
    for oid in LITERALS:
        found.setdefault(oid, []).append(("coalesce({}, {})", (oid, oid)))
        found[oid].append(("CASE WHEN {} THEN {} ELSE {} END", (t.BOOL, oid, oid)))
        if oid != t.JSONB:
            found[oid].append(("greatest({}, {})", (oid, oid)))
            found[oid].append(("least({}, {})", (oid, oid)))
        found[oid].append(("nullif({}, {})", (oid, oid)))
        for operator in ("=", "<>", "<", "<=", "IS DISTINCT FROM"):
            found.setdefault(t.BOOL, []).append((f"({{}} {operator} {{}})", (oid, oid)))
        found[t.BOOL].append(("({} IS NULL)", (oid,)))
        found[t.BOOL].append(("({} BETWEEN {} AND {})", (oid, oid, oid)))
        found[t.BOOL].append(("({} IN ({}, {}))", (oid, oid, oid)))
        found.setdefault(t.TEXT, []).append(("{}::text", (oid,)))
        found[t.TEXT].append(("concat({}, '|', {})", (oid, oid)))
        found.setdefault(t.JSONB, []).append(("to_jsonb({})", (oid,)))
    for unit in _UNITS:
        for oid in (t.DATE, t.TIMESTAMP, t.TIMESTAMPTZ, t.INTERVAL, t.TIME):
            found.setdefault(t.NUMERIC, []).append((f"extract({unit[1:-1]} from {{}})", (oid,)))
        for oid in (t.TIMESTAMP, t.TIMESTAMPTZ, t.INTERVAL):
            found[oid].append((f"date_trunc({unit}, {{}})", (oid,)))
    found[t.BOOL] += [("({} AND {})", (t.BOOL, t.BOOL)), ("({} OR {})", (t.BOOL, t.BOOL)), ("(NOT {})", (t.BOOL,))]
    found[t.BOOL] += [("({} = ANY({}))", (t.INT4, INT_ARRAY)), ("({} > ALL({}))", (t.INT4, INT_ARRAY))]
    found[t.BOOL] += [("({} = ANY({}))", (t.TEXT, TEXT_ARRAY)), ("({} LIKE ANY({}))", (t.TEXT, TEXT_ARRAY))]
    found[t.INT4] += [("({})[1]", (INT_ARRAY,)), ("({}::int)", (t.NUMERIC,)), ("({}::int)", (t.FLOAT8,))]
    found[t.TEXT] += [("({})[2]", (TEXT_ARRAY,)), ("array_to_string({}, ',', '*')", (TEXT_ARRAY,))]
    found[INT_ARRAY] += [
        ("({} || {})", (INT_ARRAY, INT_ARRAY)), ("({} || {})", (INT_ARRAY, t.INT4)), ("({})[1:2]", (INT_ARRAY,)),
        ("array_remove({}, {})", (INT_ARRAY, t.INT4)), ("ARRAY[{}, {}]", (t.INT4, t.INT4)),
    ]  # fmt: skip
    found[t.NUMERIC] += [("{}::numeric(12,2)", (t.FLOAT8,)), ("{}::numeric", (t.INT8,)), ("(- {})", (t.NUMERIC,))]
    found[t.FLOAT8] += [("{}::float8", (t.NUMERIC,)), ("{}::float8", (t.INT8,)), ("{}::float8", (t.FLOAT4,))]
    found[t.DATE] += [("{}::date", (t.TIMESTAMP,)), ("{}::date", (t.TIMESTAMPTZ,))]
    found[t.TIMESTAMP] += [("{}::timestamp", (t.DATE,)), ("({} AT TIME ZONE 'Europe/Berlin')", (t.TIMESTAMPTZ,))]
    found[t.TIMESTAMPTZ] += [
        ("{}::timestamptz", (t.TIMESTAMP,)),
        ("({} AT TIME ZONE 'America/New_York')", (t.TIMESTAMP,)),
    ]
    found[t.BPCHAR] += [("{}::bpchar", (t.TEXT,))]
    found[t.VARCHAR] += [("{}::varchar(3)::varchar", (t.TEXT,))]
    return found


TEMPLATES = _templates()


PLACES = {oid: tuple(f"l{oid}_{n}" for n in range(len(texts))) for oid, texts in LITERALS.items()}
"""The column of `literals` in which each literal lies: PostgreSQL would work out beforehand what is constant."""


def literal_table() -> tuple[str, str]:
    """CREATE and INSERT of the table with one row of literals."""
    pairs = [(place, oid, text) for oid in LITERALS for place, text in zip(PLACES[oid], LITERALS[oid], strict=True)]
    columns = ", ".join(f"{place} {t.type_name(oid)}" for place, oid, _ in pairs)
    values = ", ".join(text for _, _, text in pairs)
    return f"CREATE TABLE literals ({columns})", f"INSERT INTO literals VALUES ({values})"


def expression(choose: random.Random, oid: int, depth: int) -> str:
    """An expression of the type, nested at most so deep."""
    templates = TEMPLATES.get(oid, ())
    if depth <= 0 or not templates or choose.random() < 0.15:
        return choose.choice((*COLUMNS.get(oid, ()), *PLACES[oid]))
    template, arguments = choose.choice(templates)
    return template.format(*(expression(choose, argument, depth - 1) for argument in arguments))


def query(choose: random.Random) -> str:
    """A query of one expression over the rows of `SETUP` and the literals."""
    oid = choose.choice(tuple(LITERALS))
    return f"SELECT {expression(choose, oid, choose.randint(1, 3))} AS r FROM item, literals ORDER BY id"

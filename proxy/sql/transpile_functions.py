"""Which functions and operators there are, for which types, and what SQLite runs for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proxy.sql import types as t
from proxy.sql.catalog_functions import CATALOG_FUNCTIONS


@dataclass(frozen=True, slots=True)
class Signature:
    """One function or operator for given types. In `sql`, $1 … are the arguments, $* all of them."""

    name: str
    arguments: tuple[int, ...]
    result: int
    sql: str
    variadic: bool = False


SCALARS = """
lower(text) text = pg_lower($1)
upper(text) text = pg_upper($1)
initcap(text) text = pg_initcap($1)
length(text) int4 = length($1)
length(bpchar) int4 = length(rtrim($1, ' '))
length(bytea) int4 = length($1)
char_length(text) int4 = length($1)
character_length(text) int4 = length($1)
octet_length(text) int4 = length(CAST($1 AS BLOB))
octet_length(bytea) int4 = length($1)
bit_length(text) int4 = 8 * length(CAST($1 AS BLOB))
left(text,int4) text = pg_left($1, $2)
right(text,int4) text = pg_right($1, $2)
lpad(text,int4) text = pg_lpad($1, $2, ' ')
lpad(text,int4,text) text = pg_lpad($1, $2, $3)
rpad(text,int4) text = pg_rpad($1, $2, ' ')
rpad(text,int4,text) text = pg_rpad($1, $2, $3)
btrim(text) text = trim($1, ' ')
btrim(text,text) text = pg_btrim($1, $2)
ltrim(text) text = ltrim($1, ' ')
ltrim(text,text) text = pg_ltrim($1, $2)
rtrim(text) text = rtrim($1, ' ')
rtrim(text,text) text = pg_rtrim($1, $2)
replace(text,text,text) text = pg_replace($1, $2, $3)
translate(text,text,text) text = pg_translate($1, $2, $3)
repeat(text,int4) text = pg_repeat($1, $2)
reverse(text) text = pg_reverse($1)
split_part(text,text,int4) text = pg_split_part($1, $2, $3)
strpos(text,text) int4 = instr($1, $2)
position(text,text) int4 = instr($1, $2)
starts_with(text,text) bool = pg_starts_with($1, $2)
substr(text,int4) text = pg_substr($1, $2)
substr(text,int4,int4) text = pg_substr($1, $2, $3)
substring(text,int4) text = pg_substr($1, $2)
substring(text,int4,int4) text = pg_substr($1, $2, $3)
ascii(text) int4 = pg_ascii($1)
chr(int4) text = pg_chr($1)
md5(text) text = pg_md5($1)
md5(bytea) text = pg_md5($1)
to_hex(int4) text = pg_to_hex($1, 32)
to_hex(int8) text = pg_to_hex($1, 64)
quote_ident(text) text = pg_quote_ident($1)
quote_literal(text) text = pg_quote_literal($1)
encode(bytea,text) text = pg_encode($1, $2)
decode(text,text) bytea = pg_decode($1, $2)
abs(int2) int2 = pg_fit($1 * ($1 > 0) - $1 * ($1 < 0), 21)
abs(int4) int4 = pg_fit($1 * ($1 > 0) - $1 * ($1 < 0), 23)
abs(int8) int8 = pg_int8('abs', $1, 0)
abs(numeric) numeric = pg_numeric('abs', $1)
abs(float8) float8 = abs($1)
ceil(numeric) numeric = pg_numeric('ceil', $1)
ceil(float8) float8 = pg_float8('ceil', $1)
ceiling(numeric) numeric = pg_numeric('ceil', $1)
ceiling(float8) float8 = pg_float8('ceil', $1)
floor(numeric) numeric = pg_numeric('floor', $1)
floor(float8) float8 = pg_float8('floor', $1)
round(numeric) numeric = pg_numeric('round', $1, 0)
round(numeric,int4) numeric = pg_numeric('round', $1, $2)
round(float8) float8 = pg_float8('round', $1)
trunc(numeric) numeric = pg_numeric('trunc', $1, 0)
trunc(numeric,int4) numeric = pg_numeric('trunc', $1, $2)
trunc(float8) float8 = pg_float8('trunc', $1)
sign(numeric) numeric = pg_numeric('sign', $1)
sign(float8) float8 = CAST(($1 > 0) - ($1 < 0) AS REAL)
mod(int2,int2) int2 = pg_divide('%', $1, $2, 21)
mod(int4,int4) int4 = pg_divide('%', $1, $2, 23)
mod(int8,int8) int8 = pg_divide('%', $1, $2, 20)
mod(numeric,numeric) numeric = pg_numeric('%', $1, $2)
sqrt(float8) float8 = pg_float8('sqrt', $1)
pi() float8 = pi()
nextval(regclass) int8 = pg_nextval($1)
currval(regclass) int8 = pg_currval($1)
lastval() int8 = pg_lastval()
setval(regclass,int8) int8 = pg_setval($1, $2, 1)
setval(regclass,int8,bool) int8 = pg_setval($1, $2, $3)
now() timestamptz = pg_now('transaction')
transaction_timestamp() timestamptz = pg_now('transaction')
statement_timestamp() timestamptz = pg_now('statement')
clock_timestamp() timestamptz = pg_now('clock')
date_trunc(text,timestamp) timestamp = pg_date_trunc($1, $2)
date_trunc(text,timestamptz) timestamptz = pg_date_trunc_zone($1, $2)
date_part(text,date) float8 = CAST(pg_extract($1, $2, 1082) AS REAL)
date_part(text,timestamp) float8 = CAST(pg_extract($1, $2, 1114) AS REAL)
extract(text,date) numeric = pg_extract($1, $2, 1082)
extract(text,timestamp) numeric = pg_extract($1, $2, 1114)
extract(text,timestamptz) numeric = pg_extract($1, $2, 1184)
extract(text,time) numeric = pg_extract($1, $2, 1083)
make_date(int4,int4,int4) date = pg_make_date($1, $2, $3)
to_char(timestamp,text) text = pg_to_char($1, $2)
gen_random_uuid() uuid = pg_gen_random_uuid()
random() float8 = pg_random()
version() text = pg_session('version')
current_database() name = pg_session('database')
current_schema() name = pg_session('schema')
current_user() name = pg_session('user')
session_user() name = pg_session('user')
user() name = pg_session('user')
pg_backend_pid() int4 = pg_session('process_id')
pg_is_in_recovery() bool = pg_session('read_only')
current_setting(text) text = pg_setting($1, 0)
current_setting(text,bool) text = pg_setting($1, $2)
pg_sleep(float8) void = pg_sleep($1)
pg_typeof(unknown) regtype = 705
format_type(oid,int4) text = pg_format_type($1, $2)
pg_get_userbyid(oid) name = pg_session('user')
pg_table_is_visible(oid) bool = (SELECT "relnamespace" IN (11, 2200) FROM "pg_catalog.pg_class" WHERE "oid" = $1)
pg_type_is_visible(oid) bool = ($1 IS NOT NULL)
pg_function_is_visible(oid) bool = ($1 IS NOT NULL)
pg_encoding_to_char(int4) name = 'UTF8'
has_table_privilege(oid,text) bool = ($1 IS NOT NULL)
has_schema_privilege(oid,text) bool = ($1 IS NOT NULL)
has_database_privilege(text,text) bool = ($1 IS NOT NULL)
pg_get_expr(text,oid) text = $1
pg_get_expr(text,oid,bool) text = $1
pg_get_constraintdef(oid) text = (SELECT "definition" FROM "pg_catalog.pg_constraint" WHERE "oid" = $1)
pg_get_constraintdef(oid,bool) text = (SELECT "definition" FROM "pg_catalog.pg_constraint" WHERE "oid" = $1)
pg_get_indexdef(oid) text = (SELECT "definition" FROM "pg_catalog.pg_index" WHERE "indexrelid" = $1)
pg_get_indexdef(oid,int4,bool) text = (SELECT "definition" FROM "pg_catalog.pg_index" WHERE "indexrelid" = $1)
pg_get_viewdef(oid) text = (SELECT "definition" FROM "pg_catalog.pg_class" WHERE "oid" = $1)
pg_get_viewdef(oid,bool) text = (SELECT "definition" FROM "pg_catalog.pg_class" WHERE "oid" = $1)
to_regtype(text) regtype = pg_to_regtype($1)
to_regclass(text) regclass = pg_to_regclass($1)
pg_get_serial_sequence(text,text) text = pg_serial_sequence($1, $2)
obj_description(oid,name) text = CASE WHEN $1 IS NULL THEN NULL END
col_description(oid,int4) text = CASE WHEN $1 IS NULL THEN NULL END
shobj_description(oid,name) text = CASE WHEN $1 IS NULL THEN NULL END
pg_relation_is_publishable(regclass) bool = ($1 IS NULL)
array_length(anyarray,int4) int4 = pg_array_length($1, $2)
cardinality(anyarray) int4 = pg_cardinality($1)
array_to_string(anyarray,text) text = pg_array_to_string($1, $2)
jsonb_typeof(jsonb) text = pg_json_typeof($1)
json_typeof(json) text = pg_json_typeof($1)
jsonb_array_length(jsonb) int4 = pg_json_array_length($1)
json_array_length(json) int4 = pg_json_array_length($1)
regexp_replace(text,text,text) text = pg_regexp_replace($1, $2, $3, '')
regexp_replace(text,text,text,text) text = pg_regexp_replace($1, $2, $3, $4)
"""

OPERATORS = """
+(int2,int2) int2 = pg_fit($1 + $2, 21)
+(int4,int4) int4 = pg_fit($1 + $2, 23)
+(int8,int8) int8 = pg_int8('+', $1, $2)
+(numeric,numeric) numeric = pg_numeric('+', $1, $2)
+(float8,float8) float8 = pg_float8('+', $1, $2)
+(date,int4) date = pg_date_add($1, $2)
+(int4,date) date = pg_date_add($2, $1)
-(int2,int2) int2 = pg_fit($1 - $2, 21)
-(int4,int4) int4 = pg_fit($1 - $2, 23)
-(int8,int8) int8 = pg_int8('-', $1, $2)
-(numeric,numeric) numeric = pg_numeric('-', $1, $2)
-(float8,float8) float8 = pg_float8('-', $1, $2)
-(date,int4) date = pg_date_add($1, -$2)
-(date,date) int4 = pg_date_diff($1, $2)
*(int2,int2) int2 = pg_fit($1 * $2, 21)
*(int4,int4) int4 = pg_fit($1 * $2, 23)
*(int8,int8) int8 = pg_int8('*', $1, $2)
*(numeric,numeric) numeric = pg_numeric('*', $1, $2)
*(float8,float8) float8 = pg_float8('*', $1, $2)
/(int2,int2) int2 = pg_divide('/', $1, $2, 21)
/(int4,int4) int4 = pg_divide('/', $1, $2, 23)
/(int8,int8) int8 = pg_divide('/', $1, $2, 20)
/(numeric,numeric) numeric = pg_numeric('/', $1, $2)
/(float8,float8) float8 = pg_float8('/', $1, $2)
%(int2,int2) int2 = pg_divide('%', $1, $2, 21)
%(int4,int4) int4 = pg_divide('%', $1, $2, 23)
%(int8,int8) int8 = pg_divide('%', $1, $2, 20)
%(numeric,numeric) numeric = pg_numeric('%', $1, $2)
||(text,text) text = ($1 || $2)
||(jsonb,jsonb) jsonb = pg_json_concat($1, $2)
->(jsonb,text) jsonb = pg_json_get($1, $2, 1)
->(jsonb,int4) jsonb = pg_json_get($1, $2, 1)
->>(jsonb,text) text = pg_json_text($1, $2, 1)
->>(jsonb,int4) text = pg_json_text($1, $2, 1)
@>(jsonb,jsonb) bool = pg_json_contains($1, $2)
<@(jsonb,jsonb) bool = pg_json_contains($2, $1)
?(jsonb,text) bool = pg_json_exists($1, $2)
~~(text,text) bool = pg_like($1, $2)
~~*(text,text) bool = pg_ilike($1, $2)
~(text,text) bool = pg_regexp($1, $2, 0)
~*(text,text) bool = pg_regexp($1, $2, 1)
&(int4,int4) int4 = ($1 & $2)
&(int8,int8) int8 = ($1 & $2)
|(int4,int4) int4 = ($1 | $2)
|(int8,int8) int8 = ($1 | $2)
"""

AGGREGATES = """
sum(int2) int8 = sum($1)
sum(int4) int8 = sum($1)
sum(int8) numeric = pg_sum($1)
sum(numeric) numeric = pg_sum($1)
sum(float8) float8 = pg_sum_float($1)
avg(int2) numeric = pg_avg($1)
avg(int4) numeric = pg_avg($1)
avg(int8) numeric = pg_avg($1)
avg(numeric) numeric = pg_avg($1)
avg(float8) float8 = pg_avg_float($1)
bool_and(bool) bool = min($1)
bool_or(bool) bool = max($1)
every(bool) bool = min($1)
string_agg(text,text) text = pg_string_agg($1, $2)
"""

WINDOWS = frozenset(
    {
        "row_number",
        "rank",
        "dense_rank",
        "percent_rank",
        "cume_dist",
        "ntile",
        "lag",
        "lead",
        "first_value",
        "last_value",
    }
)

ANY_ARRAY = -2
_WIDENING = {
    t.INT2: (t.INT4, t.INT8, t.NUMERIC, t.FLOAT4, t.FLOAT8, t.OID, t.REGCLASS),
    t.INT4: (t.INT8, t.NUMERIC, t.FLOAT4, t.FLOAT8, t.OID, t.REGCLASS),
    t.INT8: (t.NUMERIC, t.FLOAT4, t.FLOAT8, t.OID, t.REGCLASS),
    t.NUMERIC: (t.FLOAT4, t.FLOAT8),
    t.FLOAT4: (t.FLOAT8,),
    t.VARCHAR: (t.TEXT, t.BPCHAR, t.NAME, t.REGCLASS),
    t.BPCHAR: (t.TEXT, t.VARCHAR, t.NAME),
    t.NAME: (t.TEXT,),
    t.TEXT: (t.VARCHAR, t.BPCHAR, t.NAME, t.REGCLASS),
    t.CHAR: (t.TEXT,),
    t.DATE: (t.TIMESTAMP, t.TIMESTAMPTZ),
    t.TIMESTAMP: (t.TIMESTAMPTZ,),
    t.REGCLASS: (t.OID, t.INT8),
    t.REGTYPE: (t.OID, t.INT8),
    t.REGPROC: (t.OID, t.INT8),
    t.REGNAMESPACE: (t.OID, t.INT8),
    t.REGROLE: (t.OID, t.INT8),
    t.OID: (t.INT8, t.REGCLASS, t.REGTYPE, t.REGPROC, t.REGNAMESPACE, t.REGROLE),
}
_PREFERRED = frozenset({t.TEXT, t.FLOAT8, t.BOOL, t.TIMESTAMPTZ, t.INTERVAL, t.OID})


def widens(source: int, target: int) -> bool:
    """Whether PostgreSQL converts `source` to `target` without being asked."""
    if source == target or source == t.UNKNOWN:
        return True
    if source in t.ELEMENTS and target in t.ELEMENTS:
        return widens(t.ELEMENTS[source], t.ELEMENTS[target])
    if target == ANY_ARRAY:
        return source in t.ELEMENTS
    return target in _WIDENING.get(source, ())


def _read(table: str) -> dict[str, tuple[Signature, ...]]:
    found: dict[str, list[Signature]] = {}
    for line in table.strip().splitlines():
        match = re.fullmatch(r"([^(]+)\(([a-z0-9,]*)\) (\w+) = (.+)", line)
        if match is None:
            raise ValueError(f"not a signature: {line}")
        names = [name for name in match[2].split(",") if name]
        arguments = tuple(ANY_ARRAY if name == "anyarray" else t.BY_NAME[name] for name in names)
        found.setdefault(match[1], []).append(Signature(match[1], arguments, t.BY_NAME[match[3]], match[4]))
    return {name: tuple(signatures) for name, signatures in found.items()}


def _joined(*tables: dict[str, tuple[Signature, ...]]) -> dict[str, tuple[Signature, ...]]:
    """All of the tables; where two know the same function, the later one counts."""
    found: dict[tuple[str, tuple[int, ...]], Signature] = {}
    for table in tables:
        found |= {(name, one.arguments): one for name, several in table.items() for one in several}
    joined: dict[str, list[Signature]] = {}
    for (name, _), one in found.items():
        joined.setdefault(name, []).append(one)
    return {name: tuple(several) for name, several in joined.items()}


FUNCTIONS = _joined(_read(SCALARS), _read(CATALOG_FUNCTIONS))
OPERATOR_SIGNATURES = _read(OPERATORS)
AGGREGATE_SIGNATURES = _read(AGGREGATES)


def choose(candidates: Sequence[Signature], given: Sequence[int]) -> Signature | None:
    """The candidate that PostgreSQL's rules pick for these argument types; None where none fits or several do."""
    fitting = [
        candidate
        for candidate in candidates
        if len(candidate.arguments) == len(given) and all(map(widens, given, candidate.arguments))
    ]
    known = {oid for oid in given if oid != t.UNKNOWN}
    assumed = [next(iter(known)) if oid == t.UNKNOWN and len(known) == 1 else oid for oid in given]

    def rank(candidate: Signature) -> tuple[int, int, int]:
        exact = sum(map(int.__eq__, assumed, candidate.arguments))
        preferred = sum(oid in _PREFERRED for oid in candidate.arguments)
        texts = sum(a == t.UNKNOWN and b == t.TEXT for a, b in zip(given, candidate.arguments, strict=True))
        return exact, texts, preferred

    fitting.sort(key=rank, reverse=True)
    if len(fitting) > 1 and rank(fitting[0]) == rank(fitting[1]):
        return None
    return fitting[0] if fitting else None

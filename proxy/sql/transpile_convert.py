"""From one type to another: what is converted unasked, on assignment, and by a cast."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from fractions import Fraction
from typing import Final

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.literals import Stored, stored
from proxy.sql.schema import DomainType
from proxy.sql.transpile_functions import widens
from proxy.sql.transpile_grammar import AS_WRITTEN, identifier, string
from proxy.sql.transpile_scope import Context, DatatypeMismatch, Typed, UndefinedFunction
from proxy.wire.defined import EnumArray, EnumType

_ASSIGNABLE = {
    (t.INT8, t.INT4), (t.INT8, t.INT2), (t.INT4, t.INT2), (t.NUMERIC, t.INT2), (t.NUMERIC, t.INT4),
    (t.NUMERIC, t.INT8),
    (t.FLOAT8, t.INT2), (t.FLOAT8, t.INT4), (t.FLOAT8, t.INT8), (t.FLOAT8, t.NUMERIC), (t.FLOAT8, t.FLOAT4),
    (t.FLOAT4, t.INT2), (t.FLOAT4, t.INT4), (t.FLOAT4, t.INT8), (t.FLOAT4, t.NUMERIC),
    (t.TIMESTAMP, t.DATE), (t.TIMESTAMPTZ, t.DATE),
    (t.TIMESTAMPTZ, t.TIMESTAMP),
    (t.TIMESTAMP, t.TIME), (t.JSON, t.JSONB), (t.JSONB, t.JSON),
}  # fmt: skip
_EXPLICIT = {(t.INT4, t.BOOL), (t.BOOL, t.INT4), *((t.JSONB, oid) for oid in (t.BOOL, *t.NUMBERS))}


def value_sql(value: Stored) -> str:
    """A stored value as a SQLite literal."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if isinstance(value, float):
        return _float_sql(value)
    return "(-9223372036854775807 - 1)" if value == -(2**63) else str(value)


_PLAIN: Final = re.compile(r"-?[0-9]{1,8}\.[0-9]{1,7}")
_LARGEST_POWER: Final = 62


def _float_sql(value: float) -> str:
    """A floating-point number as SQL that SQLite works out exactly; it reads the last digit of some literals wrong."""
    if math.isinf(value):
        return "9e999" if value > 0 else "-9e999"
    digits = repr(value)
    if _PLAIN.fullmatch(digits) is not None and Fraction(digits) == Fraction(value):
        return digits
    number, power = math.frexp(abs(value))
    whole, power = int(number * 2**53), power - 53
    while power < 0 and not whole & 1:
        whole, power = whole >> 1, power + 1
    # Every step is exact: the number has 53 bits at most, and the rest are powers of two.
    sql = f"CAST({whole} AS REAL)"
    operator = "*" if power > 0 else "/"
    power = abs(power)
    while power:
        step = min(power, _LARGEST_POWER)
        sql += f" {operator} {1 << step}"
        power -= step
    return f"(-{sql})" if value < 0 else f"({sql})"


def adopt(context: Context, typed: Typed, oid: int) -> Typed:
    """A literal or parameter without a type takes this one; anything else is returned as it is."""
    if typed.type != t.UNKNOWN:
        return typed
    if typed.parameter is not None:
        context.parameters.fix(typed.parameter, oid)
        return replace(context.parameter(typed.parameter), name=typed.name)
    if typed.literal is None:
        return Typed("NULL" if typed.sql == "NULL" else typed.sql, oid, name=typed.name)
    if oid in (t.REGCLASS, t.REGTYPE, t.REGPROC, t.REGNAMESPACE, t.REGROLE):
        if typed.literal.isdigit():
            return Typed(typed.literal, oid, name=typed.name)
        context.reads_catalogs = True
        return Typed(f"pg_reg({oid}, {string(typed.literal)})", oid, name=typed.name)
    if oid == t.TIMESTAMPTZ and not _has_zone(typed.literal):
        # Where it lies depends on the session; that it is none does not.
        stored(oid, typed.literal, UTC)
        return Typed(f"pg_cast({string(typed.literal)}, {t.TEXT}, {oid}, -1)", oid, name=typed.name)
    return Typed(value_sql(stored(oid, typed.literal, UTC)), oid, name=typed.name)


def untyped(context: Context, typed: Typed) -> Typed:
    """A value where one of any type may stand: a literal is text, a parameter has to have its type by now."""
    if typed.type != t.UNKNOWN or typed.parameter is None:
        return adopt(context, typed, t.TEXT)
    context.parameters.leave(typed.parameter)
    return replace(typed, type=t.TEXT)


def _has_zone(literal: str) -> bool:
    tail = literal.strip()[10:]
    return "+" in tail or "-" in tail or tail.upper().endswith(("Z", "UTC"))


def implicit(context: Context, typed: Typed, oid: int) -> Typed:
    """`typed` as a value of type `oid`, which it widens to; see `widens`."""
    typed = adopt(context, typed, oid)
    if typed.type == oid or oid < 0:
        return typed
    if oid == t.REGCLASS and typed.type in t.TEXTS:
        context.reads_catalogs = True
    return Typed(_conversion(typed, oid), oid, -1, typed.name)


def assign(context: Context, typed: Typed, oid: int, modifier: int, column: str) -> Typed:
    """`typed` as it is stored in a column. Raises 42804 where PostgreSQL has no assignment cast."""
    if typed.type == t.UNKNOWN:
        typed = adopt(context, typed, oid)
    elif typed.type != oid:
        allowed = widens(typed.type, oid) or (typed.type, oid) in _ASSIGNABLE or oid in t.TEXTS
        if not allowed:
            raise DatatypeMismatch(
                f'column "{column}" is of type {t.format_type(oid)}'
                f" but expression is of type {t.format_type(typed.type)}",
                hint="You will need to rewrite or cast the expression.",
            )
        typed = Typed(_conversion(typed, oid), oid)
    if modifier < 0 or typed.modifier == modifier or typed.sql == "NULL":
        return typed
    return Typed(f"pg_fit_modifier({typed.sql}, {oid}, {modifier}, 0)", oid, modifier)


def cast(context: Context, typed: Typed, oid: int, modifier: int) -> Typed:
    """`typed::oid`. Raises 42846 where PostgreSQL has no such cast, 0A000 where it has and we have not."""
    weak = typed.name == "?column?" or typed.weak
    name = t.type_name(t.ELEMENTS.get(oid, oid)) if weak else typed.name
    # A cast that changes nothing leaves the column what it is.
    is_column = (typed.type, typed.modifier) == (oid, modifier) and context.domain_at(typed.origin) is None
    origin = typed.origin if is_column else (0, 0)
    if typed.type == t.UNKNOWN:
        typed = adopt(context, typed, oid)
    if typed.type != oid:
        allowed = (
            widens(typed.type, oid)
            or (typed.type, oid) in _ASSIGNABLE
            or (typed.type, oid) in _EXPLICIT
            or oid in t.TEXTS
            or typed.type in t.TEXTS
            or (typed.type in t.ELEMENTS and oid in t.ELEMENTS)
        )
        if not allowed:
            if typed.type == t.JSONB or oid == t.BYTEA or t.INTERVAL in (oid, typed.type) or oid == t.TIME:
                raise FeatureNotSupported(f"the cast to {t.format_type(oid)} is not supported by the SQLite backend")
            raise ProxyError(f"cannot cast type {t.format_type(typed.type)} to {t.format_type(oid)}", sqlstate="42846")
        if oid in t.IDENTIFIERS or typed.type in t.IDENTIFIERS:
            context.reads_catalogs = True
        typed = Typed(_conversion(typed, oid), oid)
    sql = typed.sql
    if modifier >= 0 and sql != "NULL":
        sql = f"pg_fit_modifier({sql}, {oid}, {modifier}, 1)"
    return Typed(sql, oid, modifier, name, origin=origin, weak=weak)


def _conversion(typed: Typed, oid: int) -> str:
    source = typed.type
    if isinstance(oid, EnumType):
        return f"pg_enum({_conversion(typed, t.TEXT)}, {oid:d})"
    if isinstance(oid, EnumArray):
        return f"pg_enum_array({_conversion(typed, t.ARRAYS[t.TEXT])}, {oid.element:d})"
    if isinstance(source, EnumType):
        return _conversion(replace(typed, type=t.TEXT), oid)
    if isinstance(source, EnumArray):
        source = t.ARRAYS[t.TEXT]
        if oid == source:
            return typed.sql
    if source in (t.VARCHAR, t.TEXT, t.NAME) and oid in (t.TEXT, t.VARCHAR):
        return typed.sql
    whole = source in t.INTEGERS or source in t.IDENTIFIERS
    if whole and (oid in t.INTEGERS or oid in t.IDENTIFIERS):
        return typed.sql if widens(source, oid) else f"pg_fit({typed.sql}, {oid})"
    if whole and oid == t.FLOAT8:
        return f"CAST({typed.sql} AS REAL)"
    if whole and source in t.INTEGERS and oid == t.NUMERIC:
        return f"CAST({typed.sql} AS TEXT)"
    if source == t.FLOAT4 and oid == t.FLOAT8:
        return typed.sql
    if source == t.DATE and oid == t.TIMESTAMP:
        return f"pg_midnight({typed.sql})"
    return f"pg_cast({typed.sql}, {source}, {oid}, -1)"


def common_type(context: Context, items: Sequence[Typed], construct: str) -> tuple[int, list[Typed]]:
    """The one type of CASE, COALESCE, VALUES, UNION … and the items converted to it. Raises 42804."""
    known = [item.type for item in items if item.type != t.UNKNOWN]
    if not known:
        return t.TEXT, [adopt(context, item, t.TEXT) for item in items]
    best = known[0]
    for oid in known[1:]:
        if widens(oid, best):
            continue
        if not widens(best, oid):
            raise DatatypeMismatch(
                f"{construct} types {t.format_type(best)} and {t.format_type(oid)} cannot be matched"
            )
        best = oid
    return best, [implicit(context, item, best) for item in items]


def refuse_order(oid: int, what: str) -> None:
    """Raises 0A000 for an enum where SQLite would order values by themselves."""
    if isinstance(oid, EnumType | EnumArray):
        raise FeatureNotSupported(f"{what} of the enum {t.format_type(oid)} is not supported by the SQLite backend")


def common_modifier(items: Sequence[Typed], oid: int) -> int:
    """The modifier that all items of one type share, else -1."""
    found = {item.modifier if item.type == oid else -1 for item in items}
    return found.pop() if len(found) == 1 else -1


def _named(kind: exp.Expr | str) -> tuple[str, str]:
    """Schema ("" for none) and name of a type."""
    if isinstance(kind, exp.Dot):
        return identifier(kind.this), identifier(kind.expression)
    if isinstance(kind, exp.Identifier):
        return "", identifier(kind)
    name = (kind if isinstance(kind, str) else kind.sql(**AS_WRITTEN)).lower().replace('"', "")
    return "", name.removeprefix("pg_catalog.")


_OTHER_TYPES: Final = frozenset(
    [
        "money",
        "inet",
        "cidr",
        "macaddr",
        "macaddr8",
        "point",
        "line",
        "lseg",
        "box",
        "path",
        "polygon",
        "circle",
        "tsvector",
        "tsquery",
        "gtsvector",
        "xml",
        "bit",
        "varbit",
        "timetz",
        "int4range",
        "int8range",
        "numrange",
        "tsrange",
        "tstzrange",
        "daterange",
        "int4multirange",
        "int8multirange",
        "nummultirange",
        "tsmultirange",
        "tstzmultirange",
        "datemultirange",
        "jsonpath",
        "pg_lsn",
        "pg_snapshot",
        "txid_snapshot",
        "xid8",
        "tid",
        "cid",
        "refcursor",
        "record",
        "cstring",
        "regoper",
        "regoperator",
        "regprocedure",
        "regcollation",
        "regconfig",
        "regdictionary",
        "pg_ndistinct",
        "pg_dependencies",
        "pg_mcv_list",
    ]
)
"""Types of PostgreSQL that there are none of here."""


def type_of(context: Context, node: exp.Expr) -> tuple[int, int]:
    """Type and modifier that a type name in SQL stands for. Raises 42704 for an unknown one."""
    if isinstance(node, exp.ObjectIdentifier):
        return t.BY_NAME[str(node.this).lower()], -1
    if not isinstance(node, exp.DataType):
        raise FeatureNotSupported(f"the type {node.sql('postgres')} is not supported by the SQLite backend")
    if node.this == exp.DType.ARRAY:
        inner, modifier = type_of(context, node.expressions[0]) if node.expressions else (t.TEXT, -1)
        inner = t.ELEMENTS.get(inner, inner)
        if isinstance(inner, DomainType) or inner not in t.ARRAYS:
            raise FeatureNotSupported(f"arrays of {t.format_type(inner)} are not supported by the SQLite backend")
        return t.ARRAYS[inner], modifier
    kind = node.args.get("kind")
    if node.this == exp.DType.USERDEFINED and kind is not None:
        schema, name = _named(kind)
        found = context.find_type(schema, name)
        if found is not None:
            return found, -1
        name = name if schema in ("", "pg_catalog") else f"{schema}.{name}"
    else:
        name = _SQLGLOT_TYPES.get(node.this.value, node.this.value).lower()
    oid = t.BY_NAME.get(name)
    if oid is None:
        if name in _OTHER_TYPES:
            raise FeatureNotSupported(f"the type {name} is not supported by the SQLite backend")
        raise UndefinedFunction(f'type "{name}" does not exist', sqlstate="42704")
    numbers = [int(parameter.name) for parameter in node.expressions if parameter.name.lstrip("-").isdigit()]
    if oid == t.BPCHAR and not numbers:
        return (oid, -1) if name == "bpchar" else (oid, 5)
    if not numbers:
        return oid, -1
    if oid == t.FLOAT8:
        return (t.FLOAT4 if numbers[0] <= 24 else t.FLOAT8), -1
    if oid in (t.VARCHAR, t.BPCHAR):
        return oid, numbers[0] + 4
    if oid == t.NUMERIC:
        scale = numbers[1] if len(numbers) > 1 else 0
        return oid, ((numbers[0] << 16) | (scale & 0x7FF)) + 4
    return oid, numbers[0]


_SQLGLOT_TYPES = {
    "INT": "int4", "BIGINT": "int8", "SMALLINT": "int2", "DECIMAL": "numeric", "FLOAT": "float4", "DOUBLE": "float8",
    "BOOLEAN": "bool", "CHAR": "bpchar", "NCHAR": "bpchar", "VARBINARY": "bytea", "SERIAL": "int4", "BIGSERIAL": "int8",
    "SMALLSERIAL": "int2", "BPCHAR": "bpchar", "TIMESTAMPNTZ": "timestamp", "DATETIME": "timestamp",
}  # fmt: skip

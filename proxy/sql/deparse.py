"""Expressions of definitions as PostgreSQL prints them back."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sqlglot import exp

from proxy.errors import ProxyError
from proxy.sql import types as t
from proxy.sql.literals import stored
from proxy.sql.literals import text as shown_text
from proxy.sql.schema import ColumnFacts, SchemaFacts
from proxy.sql.transpile_convert import type_of
from proxy.sql.transpile_grammar import AS_WRITTEN, parse, string
from proxy.sql.transpile_scope import Context, Parameters
from proxy.wire.defined import EnumType

_OPERATORS: Final[dict[type[exp.Expr], str]] = {
    exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%", exp.DPipe: "||",
}  # fmt: skip


def default_text(column: ColumnFacts) -> str | None:
    """pg_get_expr() of a column's default, the one that a sequence makes too; None without one."""
    if column.default is not None:
        return _default(column.default, column.type_oid)
    if column.sequence is not None and not column.identity:
        return f"nextval('{column.sequence}'::regclass)"
    return None


@lru_cache(maxsize=2048)
def _default(text: str, oid: int) -> str | None:
    try:
        node = parse(f"SELECT {text}").expressions[0]
        bare = node.unnest() if isinstance(node, exp.Paren) else node
        inner = bare.this if isinstance(bare, exp.Cast) else bare
        return None if isinstance(inner, exp.Null) else _shown(bare, oid)
    except ProxyError:
        return text


def _shown(node: exp.Expr, oid: int) -> str:
    """The expression, where a string without a type is of the type `oid`."""
    if isinstance(node, exp.Paren):
        return _shown(node.this, oid)
    if isinstance(node, exp.Boolean):
        return "true" if node.this else "false"
    if isinstance(node, exp.Literal):
        return _string(str(node.this), oid) if node.is_string else _number(str(node.this))
    if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal) and not node.this.is_string:
        return _number(f"-{node.this.this}")
    if isinstance(node, exp.Cast):
        return _cast(node, oid)
    if isinstance(node, exp.Array):
        element = t.ELEMENTS.get(oid, t.TEXT)
        return f"ARRAY[{', '.join(_shown(item, element) for item in node.expressions)}]"
    if isinstance(node, exp.AtTimeZone):
        return f"({_shown(node.this, t.TIMESTAMPTZ)} AT TIME ZONE {_shown(node.args['zone'], t.TEXT)})"
    if isinstance(node, exp.Column):
        return node.sql("postgres")
    operator = _OPERATORS.get(type(node))
    if operator is not None:
        return f"({_shown(node.this, oid)} {operator} {_shown(node.expression, oid)})"
    if isinstance(node, exp.Anonymous) and str(node.this).isidentifier():
        name = str(node.this).lower()
        # Words of SQL that look like calls are printed as words.
        name = name.upper() if name.startswith(("current_", "local")) else name
        return f"{name}({', '.join(_shown(item, t.TEXT) for item in node.expressions)})"
    return node.sql(**AS_WRITTEN)


def _number(digits: str) -> str:
    """A constant by its digits: only integers and decimals without a sign stand for themselves."""
    whole = digits.lstrip("-").isdigit()
    if not whole:
        return digits if digits[0] != "-" else f"'{digits}'::numeric"
    if -(2**31) <= int(digits) < 2**31:
        return digits if digits[0] != "-" else f"'{digits}'::integer"
    return f"'{digits}'::{'bigint' if -(2**63) <= int(digits) < 2**63 else 'numeric'}"


def _string(value: str, oid: int) -> str:
    if oid == t.BOOL:
        return "true" if stored(oid, value) else "false"
    if not isinstance(oid, EnumType) and oid not in t.TEXTS and oid not in (t.JSON, t.TIMESTAMPTZ):
        kept = stored(oid, value)
        value = value if kept is None else shown_text(oid, kept)
    if oid == t.INT4 and not value.startswith("-"):
        return value
    if oid == t.NUMERIC and value[:1].isdigit() and "." in value:
        return value
    return f"{string(value)}::{t.format_type(oid)}"


def _cast(node: exp.Cast, oid: int) -> str:
    target, modifier = type_of(_NOTHING, node.args["to"]) if not isinstance(oid, EnumType) else (oid, -1)
    inner = node.this
    if isinstance(inner, exp.Literal) and inner.is_string and modifier < 0:
        return _string(str(inner.this), target)
    if isinstance(inner, exp.Array) and target in t.ELEMENTS:
        shown = _shown(inner, target)
        return shown if inner.expressions else f"{shown}::{t.format_type(target)}"
    return f"({_shown(inner, t.TEXT)})::{t.format_type(target, modifier)}"


_NOTHING: Final = Context(SchemaFacts(), Parameters(()), (), SchemaFacts())

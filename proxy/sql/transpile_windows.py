"""Window functions: OVER, named windows and frames."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.transpile_aggregates import aggregate
from proxy.sql.transpile_convert import adopt, common_type
from proxy.sql.transpile_grammar import identifier
from proxy.sql.transpile_scope import Scope, Typed, UndefinedFunction

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions

_RANKS = {
    "row_number": t.INT8, "rank": t.INT8, "dense_rank": t.INT8, "percent_rank": t.FLOAT8, "cume_dist": t.FLOAT8,
}  # fmt: skip
_POSITIONAL = frozenset(("lag", "lead", "first_value", "last_value", "ntile", "nth_value"))


def is_window_function(name: str) -> bool:
    """Whether a function of that name needs OVER."""
    return name in _RANKS or name in _POSITIONAL


def window(expressions: Expressions, node: exp.Window, scope: Scope) -> Typed:
    """A window function with its window. Raises 42P20 where none may be."""
    if scope.aggregates_refused is not None:
        raise SyntaxProblem(f"window functions are not allowed in {scope.aggregates_refused}", sqlstate="42P20")
    inner = node.this
    if isinstance(inner, exp.IgnoreNulls | exp.RespectNulls):
        raise FeatureNotSupported("IGNORE NULLS is not supported by the SQLite backend")
    name = str(inner.this).lower() if isinstance(inner, exp.Anonymous) else inner.key
    name = {"rownumber": "row_number"}.get(name, name)
    before = scope.windows_refused
    if before:
        raise SyntaxProblem("window function calls cannot be nested", sqlstate="42P20")
    scope.windows_refused = True
    try:
        if name in _RANKS:
            result = Typed(f"{name}()", _RANKS[name], name=name)
        elif name in _POSITIONAL:
            result = _positional(expressions, name, inner, scope)
        else:
            filtered = inner.expression.this if isinstance(inner, exp.Filter) else None
            result = aggregate(
                expressions, inner.this if isinstance(inner, exp.Filter) else inner, scope, filtered, over=True
            )
        sql = f"{result.sql} OVER ({_window(expressions, _resolved(node, scope), scope)})"
    finally:
        scope.windows_refused = before
    return replace(result, sql=sql)


def _resolved(node: exp.Window, scope: Scope) -> exp.Window:
    """The window with what it takes from a named one."""
    alias = node.args.get("alias")
    if alias is None:
        return node
    name = identifier(alias)
    base = scope.windows.get(name)
    if base is None:
        raise ProxyError(f'window "{name}" does not exist', sqlstate="42704")
    base = _resolved(base, scope)
    merged = base.copy()
    for part in ("partition_by", "order", "spec"):
        if node.args.get(part):
            if part == "partition_by" or (part == "order" and base.args.get("order")):
                raise ProxyError(
                    f'cannot override {part.split("_")[0].upper()} clause of window "{name}"', sqlstate="42P20"
                )
            merged.set(part, node.args[part].copy())
    merged.set("alias", None)
    return merged


def _window(expressions: Expressions, node: exp.Window, scope: Scope) -> str:
    parts = []
    context = expressions.context
    if node.args.get("partition_by"):
        keys = [adopt(context, expressions.typed(k, scope), t.TEXT).comparable for k in node.args["partition_by"]]
        parts.append(f"PARTITION BY {', '.join(keys)}")
    order = node.args.get("order")
    types: list[int] = []
    if order is not None:
        keys = []
        for item in order.expressions:
            key = adopt(context, expressions.typed(item.this, scope), t.TEXT)
            types.append(key.type)
            keys.append(key.comparable + direction(item))
        parts.append(f"ORDER BY {', '.join(keys)}")
    spec = node.args.get("spec")
    if spec is not None:
        parts.append(_frame(spec, types))
    return " ".join(parts)


def _positional(expressions: Expressions, name: str, inner: exp.Expr, scope: Scope) -> Typed:
    arguments = [expressions.typed(item, scope) for item in inner.expressions]
    most = {"first_value": 1, "last_value": 1, "ntile": 1, "nth_value": 2}.get(name, 3)
    if not 0 < len(arguments) <= most or (name == "nth_value" and len(arguments) != 2):
        raise UndefinedFunction(f"function {name}() does not exist")
    if name == "ntile":
        if not arguments[0].sql.isdigit() or arguments[0].sql == "0":
            raise FeatureNotSupported(
                "ntile() of anything but a positive number is not supported by the SQLite backend"
            )
        return Typed(f"ntile({arguments[0].sql})", t.INT4, name=name)
    if len(arguments) > 1 and not arguments[1].sql.isdigit():
        raise FeatureNotSupported(
            f"{name}() with a number that is no plain literal is not supported by the SQLite backend"
        )
    if name == "nth_value" and arguments[1].sql == "0":
        raise ProxyError("argument of nth_value must be greater than zero", sqlstate="22016")
    value = adopt(expressions.context, arguments[0], t.TEXT)
    oid, rest = value.type, [a.sql for a in arguments[1:2]]
    if len(arguments) > 2:
        oid, (value, default) = common_type(expressions.context, [value, arguments[2]], name)
        rest.append(default.sql)
    return Typed(f"{name}({', '.join([value.sql, *rest])})", oid, value.modifier if oid == value.type else -1, name)


def _frame(spec: exp.Expr, types: list[int]) -> str:
    kind = str(spec.args.get("kind") or "").upper()
    if kind not in ("ROWS", "RANGE", "GROUPS"):
        raise FeatureNotSupported("this window frame is not supported by the SQLite backend")

    def bound(side: str) -> str:
        value = spec.args.get(side)
        if isinstance(value, exp.Expr):
            plain = isinstance(value, exp.Literal) and not value.is_string
            ordered = kind != "RANGE" or (len(types) == 1 and types[0] in (*t.INTEGERS, t.FLOAT8))
            if not plain or not ordered or (kind != "RANGE" and not value.name.isdigit()):
                raise FeatureNotSupported("this window frame is not supported by the SQLite backend")
            value = value.name
        return f"{value} {spec.args.get(f'{side}_side') or ''}".strip().upper()

    exclude = spec.args.get("exclude")
    tail = f" EXCLUDE {exclude.name.upper()}" if exclude is not None else ""
    if spec.args.get("end") is None:
        return f"{kind} {bound('start')}{tail}"
    start, end = bound("start"), bound("end")
    _check_bounds(start, end)
    return f"{kind} BETWEEN {start} AND {end}{tail}"


def _check_bounds(start: str, end: str) -> None:
    if start == "UNBOUNDED FOLLOWING" or end == "UNBOUNDED PRECEDING":
        side = (
            "start cannot be UNBOUNDED FOLLOWING"
            if start == "UNBOUNDED FOLLOWING"
            else "end cannot be UNBOUNDED PRECEDING"
        )
        raise ProxyError(f"frame {side}", sqlstate="42P20")
    if start == "CURRENT ROW" and end.endswith("PRECEDING"):
        raise ProxyError("frame starting from current row cannot have preceding rows", sqlstate="42P20")
    if start.endswith("FOLLOWING") and (end == "CURRENT ROW" or end.endswith("PRECEDING")):
        raise ProxyError("frame starting from following row cannot have preceding rows", sqlstate="42P20")


def direction(item: exp.Expr) -> str:
    """ASC or DESC with where PostgreSQL puts NULLs, unless the statement says it."""
    descending = bool(item.args.get("desc"))
    first = item.args.get("nulls_first")
    if first is None:
        first = descending
    return f" {'DESC' if descending else 'ASC'} NULLS {'FIRST' if first else 'LAST'}"

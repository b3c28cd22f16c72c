"""Aggregates: with DISTINCT, ORDER BY, FILTER and WITHIN GROUP."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported
from proxy.sql import transpile_functions as f
from proxy.sql import types as t
from proxy.sql.transpile_convert import adopt, implicit
from proxy.sql.transpile_grammar import string
from proxy.sql.transpile_scope import GroupingProblem, Scope, Typed, UndefinedFunction

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions

WITHIN_GROUP = frozenset(("percentile_cont", "percentile_disc", "mode"))
REFUSED = frozenset(
    (
        "corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept", "regr_r2", "regr_count", "regr_avgx",
        "regr_avgy", "regr_sxx", "regr_syy", "regr_sxy", "xmlagg", "range_agg", "json_objectagg", "json_arrayagg",
        "jsonb_agg_strict", "json_agg_strict", "jsonb_object_agg_strict", "jsonb_object_agg_unique",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate as SQLite runs it: the function, its arguments, and whether the order of rows shows."""

    function: str
    arguments: tuple[str, ...]
    distinct: tuple[int, ...]
    """The type of each argument that DISTINCT compares, 0 for the others."""
    result: int
    modifier: int = -1
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """What stands between the parentheses."""

    name: str
    items: tuple[exp.Expr, ...]
    distinct: bool
    order: tuple[exp.Expr, ...]


def is_aggregate(name: str) -> bool:
    """Whether a function of that name aggregates."""
    return name in f.AGGREGATE_SIGNATURES or name in _SPECIAL or name in WITHIN_GROUP or name in REFUSED


def opened(node: exp.Expr) -> Call | None:
    """The call of an aggregate taken apart; None for any other node."""
    order: list[exp.Expr] = []
    if isinstance(node, exp.WithinGroup):
        inner = opened(node.this)
        return None if inner is None else replace(inner, order=tuple(node.expression.expressions))
    if isinstance(node, exp.GroupConcat):
        name, raw = "string_agg", [node.this, *([node.args["separator"]] if node.args.get("separator") else [])]
    elif isinstance(node, exp.Anonymous):
        name, raw = str(node.this).lower(), list(node.expressions)
    else:
        return None
    items: list[exp.Expr] = []
    distinct = False
    for item in raw:
        while isinstance(item, exp.Order | exp.Distinct):
            if isinstance(item, exp.Order):
                order += item.expressions
                item = item.this
            else:
                distinct = True
                items += item.expressions[:-1]
                item = item.expressions[-1]
        items.append(item)
    return Call(name, tuple(items), distinct, tuple(order))


def aggregate(
    expressions: Expressions, node: exp.Expr, scope: Scope, filtered: exp.Expr | None, *, over: bool = False
) -> Typed:
    """An aggregate over the group, or `over` a window. Raises 42803 where none may be."""
    call = opened(node)
    if call is None:
        raise expressions.unsupported(node)
    if over:
        return _compiled(expressions, call, scope, filtered, over=True)
    if scope.aggregates_refused is not None:
        raise GroupingProblem(f"aggregate functions are not allowed in {scope.aggregates_refused}")
    before = len(scope.ungrouped)
    refused, groups, nulled = scope.aggregates_refused, scope.groups, scope.nulled
    scope.aggregates_refused, scope.groups, scope.nulled = "aggregate function calls", [], frozenset()
    try:
        result = _compiled(expressions, call, scope, filtered, over=False)
    finally:
        scope.aggregates_refused, scope.groups, scope.nulled = refused, groups, nulled
    del scope.ungrouped[before:]
    scope.aggregates += 1
    return result


def _compiled(expressions: Expressions, call: Call, scope: Scope, filtered: exp.Expr | None, *, over: bool) -> Typed:
    if over and (call.distinct or call.order):
        what = "DISTINCT" if call.distinct else "aggregate ORDER BY"
        raise FeatureNotSupported(f"{what} is not implemented for window functions")
    condition = ""
    if filtered is not None:
        condition = f" FILTER (WHERE {expressions.condition(filtered, scope, 'FILTER')})"
    if call.name == "count" and len(call.items) == 1 and isinstance(call.items[0], exp.Star):
        return Typed(f"count(*){condition}", t.INT8, name="count")
    found = _found(expressions, call, scope)
    sql = _sql(expressions, call, found, scope)
    return Typed(sql + condition, found.result, found.modifier, call.name)


def _sql(expressions: Expressions, call: Call, found: Aggregate, scope: Scope) -> str:
    keys = [adopt(expressions.context, expressions.typed(item.this, scope), t.TEXT) for item in call.order]
    single = len(found.arguments) == 1
    if call.name not in WITHIN_GROUP and not (call.order and found.ordered):
        if not call.distinct:
            return f"{found.function}({', '.join(found.arguments)})"
        if single and not found.ordered:
            return f"{found.function}(DISTINCT {found.arguments[0]})"
    specification: dict[str, object] = {
        "name": found.function,
        "arguments": len(found.arguments),
        "order": [
            [key.type, bool(item.args.get("desc")), _nulls_first(item)]
            for key, item in zip(keys, call.order, strict=True)
        ],
    }
    if call.distinct:
        specification["distinct"] = found.distinct
    values = [string(json.dumps(specification)), *found.arguments, *(key.sql for key in keys)]
    return f"pg_ordered({', '.join(values)})"


def _nulls_first(item: exp.Expr) -> bool:
    first = item.args.get("nulls_first")
    return bool(item.args.get("desc")) if first is None else bool(first)


def _found(expressions: Expressions, call: Call, scope: Scope) -> Aggregate:
    name = call.name
    if name in WITHIN_GROUP:
        return _within_group(expressions, call, scope)
    if name in REFUSED:
        raise FeatureNotSupported(f"{name}() is not supported by the SQLite backend")
    if name in ("json_agg", "jsonb_agg") and len(call.items) == 1:
        row = expressions.row(call.items[0], scope, binary=False)
        if row is not None:
            return _rows_aggregate(name, row)
    arguments = [expressions.typed(item, scope) for item in call.items]
    if any(isinstance(item, exp.Star) for item in call.items):
        raise UndefinedFunction(f"function {name}() does not exist")
    special = _SPECIAL.get(name)
    if special is not None:
        return special(expressions, name, arguments)
    given = [argument.type for argument in arguments]
    shown = f"{name}({', '.join(t.format_type(oid) for oid in given)})"
    try:
        signature = f.choose(f.AGGREGATE_SIGNATURES[name], given)
    except f.Ambiguous:
        raise UndefinedFunction(f"function {shown} is not unique", sqlstate="42725") from None
    if signature is None:
        raise UndefinedFunction(f"function {shown} does not exist")
    converted = [implicit(expressions.context, a, oid) for a, oid in zip(arguments, signature.arguments, strict=True)]
    function, _, rest = signature.sql.partition("(")
    texts = [part.strip() for part in rest.rstrip(")").split(",")]
    values = tuple(_argument(part, converted) for part in texts)
    kinds = tuple(converted[int(part[1:]) - 1].type if part.startswith("$") else 0 for part in texts)
    if call.distinct and len(values) == 1:
        values = (converted[0].comparable,)
    floating = any(oid in (t.FLOAT4, t.FLOAT8) for oid in kinds)
    return Aggregate(function, values, kinds, signature.result, ordered=name == "string_agg" or floating)


def _argument(part: str, converted: Sequence[Typed]) -> str:
    return converted[int(part[1:]) - 1].sql if part.startswith("$") else part


def _rows_aggregate(name: str, row: Typed) -> Aggregate:
    binary = int(name == "jsonb_agg")
    arguments = (str(binary), str(t.RECORD), row.sql)
    return Aggregate("pg_json_agg", arguments, (0, 0, t.JSON), t.JSONB if binary else t.JSON, ordered=True)


def _within_group(expressions: Expressions, call: Call, scope: Scope) -> Aggregate:
    arguments = [expressions.typed(item, scope) for item in call.items]
    if len(call.order) != 1 or len(arguments) != (0 if call.name == "mode" else 1):
        raise UndefinedFunction(f"function {call.name}() does not exist")
    key = adopt(expressions.context, expressions.typed(call.order[0].this, scope), t.TEXT)
    oid = key.type
    if arguments and arguments[0].type in t.ELEMENTS:
        raise FeatureNotSupported(f"{call.name}() of several fractions is not supported by the SQLite backend")
    if call.name == "percentile_cont":
        if oid != t.INTERVAL and not f.widens(oid, t.FLOAT8):
            raise UndefinedFunction(f"function percentile_cont(double precision, {t.format_type(oid)}) does not exist")
        if oid != t.INTERVAL and oid != t.FLOAT8:
            # The order's key is converted where it is compiled once more.
            call.order[0].set("this", exp.Cast(this=call.order[0].this.copy(), to=exp.DataType.build("double")))
            oid = t.FLOAT8
    values = tuple(implicit(expressions.context, a, t.FLOAT8).sql for a in arguments)
    return Aggregate(call.name, values, (), t.TEXT if oid == t.VARCHAR else oid, ordered=True)


# ── aggregates of any type ──────────────────────────────────────────────────────────────────────────────────────────


def _one(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    if len(arguments) != 1:
        shown = ", ".join(t.format_type(argument.type) for argument in arguments)
        raise UndefinedFunction(f"function {name}({shown}) does not exist")
    return adopt(expressions.context, arguments[0], t.TEXT)


def _count(expressions: Expressions, name: str, arguments: list[Typed]) -> Aggregate:
    value = _one(expressions, name, arguments)
    return Aggregate("count", (value.comparable,), (value.type,), t.INT8)


def _extreme(expressions: Expressions, name: str, arguments: list[Typed]) -> Aggregate:
    value = _one(expressions, name, arguments)
    if value.type in (t.BOOL, t.UUID, t.JSON, t.JSONB, t.VOID):
        raise UndefinedFunction(f"function {name}({t.format_type(value.type)}) does not exist")
    return Aggregate(name, (value.comparable,), (value.type,), t.TEXT if value.type == t.VARCHAR else value.type)


def _any_value(expressions: Expressions, name: str, arguments: list[Typed]) -> Aggregate:
    value = _one(expressions, name, arguments)
    return Aggregate("pg_any_value", (value.sql,), (value.type,), value.type, ordered=True)


def _array_agg(expressions: Expressions, name: str, arguments: list[Typed]) -> Aggregate:
    value = _one(expressions, name, arguments)
    expressions.context.refuse_domain(value, "array_agg()")
    if value.type in t.ELEMENTS:
        return Aggregate("pg_array_agg_nested", (value.sql,), (value.type,), value.type, ordered=True)
    array = t.ARRAYS.get(value.type)
    if array is None:
        raise FeatureNotSupported(f"array_agg({t.format_type(value.type)}) is not supported by the SQLite backend")
    return Aggregate("pg_array_agg", (str(value.type), value.sql), (0, value.type), array, ordered=True)


def _json_agg(expressions: Expressions, name: str, arguments: list[Typed]) -> Aggregate:
    value = _one(expressions, name, arguments)
    binary = int(name == "jsonb_agg")
    values = (str(binary), str(value.type), value.sql)
    return Aggregate("pg_json_agg", values, (0, 0, value.type), t.JSONB if binary else t.JSON, ordered=True)


def _json_object_agg(expressions: Expressions, name: str, arguments: list[Typed]) -> Aggregate:
    if len(arguments) != 2:
        raise UndefinedFunction(f"function {name}() does not exist")
    key, value = (adopt(expressions.context, argument, t.TEXT) for argument in arguments)
    binary = int(name == "jsonb_object_agg")
    values = (str(binary), str(key.type), key.sql, str(value.type), value.sql)
    kinds = (0, 0, key.type, 0, value.type)
    return Aggregate("pg_json_object_agg", values, kinds, t.JSONB if binary else t.JSON, ordered=True)


_SPECIAL: dict[str, Callable[[Expressions, str, list[Typed]], Aggregate]] = {
    "count": _count,
    "min": _extreme,
    "max": _extreme,
    "any_value": _any_value,
    "array_agg": _array_agg,
    "json_agg": _json_agg,
    "jsonb_agg": _json_agg,
    "json_object_agg": _json_object_agg,
    "jsonb_object_agg": _json_object_agg,
}

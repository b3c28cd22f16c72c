"""Arrays in expressions: constructors, subscripts, ANY and ALL, and the functions whose types follow the element."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.transpile_convert import adopt, common_type, implicit, refuse_order
from proxy.sql.transpile_grammar import string
from proxy.sql.transpile_scope import Scope, Typed, UndefinedFunction

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions

_PLAIN_JSON = frozenset((t.INT2, t.INT4, t.INT8, t.TEXT, t.VARCHAR))
"""Element types whose stored values SQLite's own JSON functions write and read as they are."""


def array_of(oid: int) -> int:
    """The array type over an element type. Raises 0A000 for one without."""
    found: int | None = t.ARRAYS.get(oid)
    if found is None:
        raise FeatureNotSupported(f"arrays of {t.format_type(oid)} are not supported by the SQLite backend")
    return found


def constructed(expressions: Expressions, items: list[Typed]) -> Typed:
    """ARRAY[…]."""
    if not items:
        raise ProxyError("cannot determine type of empty array", sqlstate="42P18")
    for item in items:
        expressions.context.refuse_domain(item, "ARRAY[]")
    oid, items = common_type(expressions.context, items, "ARRAY")
    if oid in t.ELEMENTS:
        return Typed(f"pg_array_nest({', '.join(item.sql for item in items)})", oid, name="array")
    values = ", ".join(item.sql for item in items)
    if oid in _PLAIN_JSON:
        return Typed(f"json_array({values})", array_of(oid), name="array")
    return Typed(f"pg_array({oid}, {values})", array_of(oid), name="array")


def query_array(expressions: Expressions, query: exp.Expr, scope: Scope) -> Typed:
    """ARRAY(SELECT …), in the order of its rows."""
    sql, columns = expressions.query(query, Scope(scope))
    if len(columns) != 1:
        raise SyntaxProblem("subquery must return only one column")
    oid = columns[0].type
    alias = expressions.context.fresh()
    if oid in t.ELEMENTS:
        function, result = 'pg_array_agg_nested("c")', oid
    else:
        function, result = f'pg_array_agg({oid}, "c")', array_of(oid)
    sql = f'(WITH "{alias}"("c") AS ({sql}) SELECT coalesce({function}, \'[]\') FROM "{alias}")'
    return Typed(sql, result, name="array")


def subscript(expressions: Expressions, node: exp.Bracket, scope: Scope) -> Typed:
    """array[i], array[i][j], array[a:b] and document['key']."""
    keys: list[exp.Expr] = []
    base: exp.Expr = node
    while isinstance(base, exp.Bracket):
        keys = [*base.expressions, *keys]
        base = base.this
    value = expressions.typed(base, scope)
    name = value.name
    if value.type == t.JSONB:
        for key in keys:
            if isinstance(key, exp.Slice):
                raise ProxyError("jsonb subscript does not support slices", sqlstate="0A000")
            typed = expressions.typed(key, scope)
            operand = typed if typed.type in t.INTEGERS else implicit(expressions.context, typed, t.TEXT)
            value = expressions.operator("->", [value, operand])
        return replace(value, name=name)
    element = t.ELEMENTS.get(value.type)
    if element is None:
        raise ProxyError(
            f"cannot subscript type {t.format_type(value.type)} because it does not support subscripting",
            sqlstate="42804",
        )

    def index(key: exp.Expr | None) -> str:
        if key is None:
            return "''"
        typed = adopt(expressions.context, expressions.typed(key, scope), t.INT4)
        if typed.type not in (*t.INTEGERS, t.NUMERIC):
            raise ProxyError("array subscript must have type integer", sqlstate="42804")
        sql = expressions.assigned(typed, t.INT4).sql
        return f"({sql} + 1)" if value.type in t.VECTORS else sql

    if any(isinstance(key, exp.Slice) for key in keys):
        bounds = []
        for key in keys:
            if isinstance(key, exp.Slice):
                bounds += [index(key.args.get("this")), index(key.args.get("expression"))]
            else:
                bounds += ["1", index(key)]
        return Typed(f"pg_array_slice({', '.join([value.sql, *bounds])})", value.type, value.modifier, name)
    indexes = ", ".join(index(key) for key in keys)
    sql = f"pg_array_subscript({element}, {value.sql}, {indexes})"
    return Typed(sql, element, value.modifier, name)


def quantified(
    expressions: Expressions, operator: str, left: exp.Expr, right: exp.Any | exp.All, scope: Scope
) -> Typed:
    """left operator ANY (…), ALL (…): over an array or a subquery."""
    inner = right.this.unnest() if isinstance(right.this, exp.Paren) else right.this
    is_any = isinstance(right, exp.Any)
    if isinstance(inner, exp.Subquery | exp.Select | exp.SetOperation | exp.Values):
        return _over_query(expressions, operator, left, inner, is_any, scope)
    value = expressions.typed(left, scope)
    array = expressions.typed(inner, scope)
    context = expressions.context
    if array.type == t.UNKNOWN:
        oid = value.type if value.type != t.UNKNOWN else t.TEXT
        array = adopt(context, array, array_of(t.TEXT if oid == t.VARCHAR else oid))
    element = t.ELEMENTS.get(array.type)
    if element is None:
        raise ProxyError("op ANY/ALL (array) requires array on right side", sqlstate="42809")
    if (operator, is_any) in (("=", True), ("<>", False)) and element not in (t.BYTEA, t.FLOAT4, t.FLOAT8, t.JSON):
        return _member(expressions, value, array, element, is_any, operator)
    refuse_order(element, f"{operator} {'ANY' if is_any else 'ALL'}")
    value, array, element = _matched(expressions, operator, value, array, element)
    sql = f"pg_quantified({string(operator)}, {int(is_any)}, {element}, {value.sql}, {array.sql})"
    return Typed(sql, t.BOOL)


def _member(expressions: Expressions, value: Typed, array: Typed, element: int, is_any: bool, operator: str) -> Typed:
    """= ANY and <> ALL as IN and NOT IN, which may use an index."""
    item = Typed("value", element)
    oid = expressions.comparison_type(operator, value, item)
    context = expressions.context
    value, item = implicit(context, value, oid), implicit(context, item, oid)
    word = "IN" if is_any else "NOT IN"
    source = f"json_each(pg_flat({array.sql}))" if array.parameter is None and array.literal is None else None
    source = source or f"json_each({array.sql})"
    sql = f"({value.comparable} {word} (SELECT {item.sql} FROM {source}))"
    if array.sql.startswith("'") or array.sql.startswith("json_array("):
        return Typed(sql, t.BOOL)
    return Typed(f"(CASE WHEN {array.sql} IS NOT NULL THEN {sql} END)", t.BOOL)


def _matched(
    expressions: Expressions, operator: str, value: Typed, array: Typed, element: int
) -> tuple[Typed, Typed, int]:
    """Value and array converted to what the operator compares."""
    context = expressions.context
    if operator in ("~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*"):
        value = implicit(context, adopt(context, value, t.TEXT), t.TEXT)
        if element not in t.TEXTS or value.type != t.TEXT:
            shown = f"{t.format_type(value.type)} {operator} {t.format_type(element)}"
            raise UndefinedFunction(f"operator does not exist: {shown}")
        return value, array, t.TEXT
    oid = expressions.comparison_type(operator, value, Typed("x", element))
    if oid == t.JSON:
        raise UndefinedFunction(f"operator does not exist: json {operator} json")
    return implicit(context, value, oid), implicit(context, array, array_of(oid)), oid


def _over_query(
    expressions: Expressions, operator: str, left: exp.Expr, query: exp.Expr, is_any: bool, scope: Scope
) -> Typed:
    if isinstance(left, exp.Tuple):
        if (operator, is_any) not in (("=", True), ("<>", False)):
            raise FeatureNotSupported("rows before ANY and ALL are not supported by the SQLite backend")
        return expressions.row_in_query(left, query, scope, "IN" if is_any else "NOT IN")
    value = expressions.typed(left, scope)
    if (operator, is_any) in (("=", True), ("<>", False)):
        return expressions.in_query(value, query, scope, "IN" if is_any else "NOT IN")
    sql, columns = expressions.query(query.unnest() if isinstance(query, exp.Subquery) else query, Scope(scope))
    if len(columns) != 1:
        raise SyntaxProblem("subquery has too many columns")
    alias = expressions.context.fresh()
    element = columns[0].type
    array_sql = f'(WITH "{alias}"("c") AS ({sql}) SELECT coalesce(pg_array_agg({element}, "c"), \'[]\') FROM "{alias}")'
    value, array, element = _matched(expressions, operator, value, Typed(array_sql, array_of(element)), element)
    sql = f"pg_quantified({string(operator)}, {int(is_any)}, {element}, {value.sql}, {array.sql})"
    return Typed(sql, t.BOOL)


def concatenated(expressions: Expressions, left: Typed, right: Typed) -> Typed | None:
    """|| where one side is an array; None where none is."""
    if left.type not in t.ELEMENTS and right.type not in t.ELEMENTS:
        return None
    context = expressions.context
    if left.type in t.ELEMENTS and right.type in t.ELEMENTS:
        oid, (left, right) = common_type(context, [left, right], "||")
        return Typed(f"pg_array_cat({left.sql}, {right.sql})", oid)
    array, other = (left, right) if left.type in t.ELEMENTS else (right, left)
    element = t.ELEMENTS[array.type]
    if other.type == t.UNKNOWN and other.parameter is None:
        # A literal without a type is taken for an array, as PostgreSQL takes it.
        other = adopt(context, other, array.type)
        pair = (array, other) if array is left else (other, array)
        return Typed(f"pg_array_cat({pair[0].sql}, {pair[1].sql})", array.type)
    if other.type == t.UNKNOWN:
        other = adopt(context, other, array.type)
        pair = (array, other) if array is left else (other, array)
        return Typed(f"pg_array_cat({pair[0].sql}, {pair[1].sql})", array.type)
    array, other, element = _with_element(expressions, array, other, element, "||")
    if left.type in t.ELEMENTS:
        return Typed(f"pg_array_append({element}, {array.sql}, {other.sql})", array.type)
    return Typed(f"pg_array_prepend({element}, {other.sql}, {array.sql})", array.type)


def _with_element(
    expressions: Expressions, array: Typed, other: Typed, element: int, construct: str
) -> tuple[Typed, Typed, int]:
    """Array and element of one common type."""
    context = expressions.context
    try:
        oid, (_, other) = common_type(context, [Typed("x", element), other], construct)
    except ProxyError:
        shown = f"{construct}({t.format_type(array.type)}, {t.format_type(other.type)})"
        raise UndefinedFunction(f"function {shown} does not exist") from None
    return implicit(context, array, array_of(oid)), other, oid


def operands(expressions: Expressions, name: str, left: Typed, right: Typed) -> Typed | None:
    """@>, <@ and && of arrays; None for other types."""
    if left.type not in t.ELEMENTS and right.type not in t.ELEMENTS:
        return None
    oid, (left, right) = common_type(expressions.context, [left, right], name)
    element = t.ELEMENTS.get(oid)
    if element is None:
        return None
    if name == "<@":
        left, right = right, left
    function = "pg_array_overlaps" if name == "&&" else "pg_array_contains"
    return Typed(f"{function}({element}, {left.sql}, {right.sql})", t.BOOL)


# ── functions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _array_argument(
    expressions: Expressions, name: str, arguments: Sequence[Typed], place: int = 0
) -> tuple[Typed, int]:
    array = arguments[place]
    if array.type == t.UNKNOWN:
        raise ProxyError("could not determine polymorphic type because input has type unknown", sqlstate="42804")
    if array.type not in t.ELEMENTS:
        shown = ", ".join(t.format_type(argument.type) for argument in arguments)
        raise UndefinedFunction(f"function {name}({shown}) does not exist")
    return array, t.ELEMENTS[array.type]


def _append(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    place = 0 if name == "array_append" else 1
    if arguments[place].type == t.UNKNOWN and arguments[1 - place].type != t.UNKNOWN:
        arguments[place] = adopt(expressions.context, arguments[place], array_of(arguments[1 - place].type))
    array, element = _array_argument(expressions, name, arguments, place)
    array, other, element = _with_element(expressions, array, arguments[1 - place], element, name)
    if place == 0:
        return Typed(f"pg_array_append({element}, {array.sql}, {other.sql})", array.type, name=name)
    return Typed(f"pg_array_prepend({element}, {other.sql}, {array.sql})", array.type, name=name)


def _cat(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    oid, (left, right) = common_type(expressions.context, arguments, name)
    if oid not in t.ELEMENTS:
        _array_argument(expressions, name, arguments)
    return Typed(f"pg_array_cat({left.sql}, {right.sql})", oid, name=name)


def _search(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    array, element = _array_argument(expressions, name, arguments)
    array, other, element = _with_element(expressions, array, arguments[1], element, name)
    rest = [implicit(expressions.context, a, t.INT4).sql for a in arguments[2:]]
    values = ", ".join([str(element), array.sql, other.sql, *rest])
    function = {"array_position": "pg_array_position", "array_positions": "pg_array_positions"}.get(
        name, "pg_array_remove"
    )
    result = {"array_position": t.INT4, "array_positions": t.ARRAYS[t.INT4]}.get(name, array.type)
    return Typed(f"{function}({values})", result, name=name)


def _replace(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    array, element = _array_argument(expressions, name, arguments)
    oid, (_, old, new) = common_type(expressions.context, [Typed("x", element), *arguments[1:]], name)
    array = implicit(expressions.context, array, array_of(oid))
    return Typed(f"pg_array_replace({oid}, {array.sql}, {old.sql}, {new.sql})", array.type, name=name)


def _to_string(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    array, element = _array_argument(expressions, name, arguments)
    texts = [implicit(expressions.context, adopt(expressions.context, a, t.TEXT), t.TEXT).sql for a in arguments[1:]]
    if element == t.TIMESTAMPTZ:
        array = implicit(expressions.context, array, t.ARRAYS[t.TEXT])
        element = t.TEXT
    return Typed(f"pg_array_to_string({', '.join([str(element), array.sql, *texts])})", t.TEXT, name=name)


def _fill(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    value = adopt(expressions.context, arguments[0], t.TEXT)
    if arguments[0].type == t.UNKNOWN:
        raise ProxyError("could not determine polymorphic type because input has type unknown", sqlstate="42804")
    sizes = implicit(expressions.context, arguments[1], t.ARRAYS[t.INT4])
    return Typed(f"pg_array_fill({value.type}, {value.sql}, {sizes.sql})", array_of(value.type), name=name)


def _trim(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    array, _ = _array_argument(expressions, name, arguments)
    count = implicit(expressions.context, arguments[1], t.INT4)
    return Typed(f"pg_array_trim({array.sql}, {count.sql})", array.type, name=name)


Handler = Callable[["Expressions", str, list[Typed]], Typed]
ARRAY_HANDLERS: dict[tuple[str, int], Handler] = {
    ("array_append", 2): _append,
    ("array_prepend", 2): _append,
    ("array_cat", 2): _cat,
    ("array_position", 2): _search,
    ("array_position", 3): _search,
    ("array_positions", 2): _search,
    ("array_remove", 2): _search,
    ("array_replace", 3): _replace,
    ("array_to_string", 2): _to_string,
    ("array_to_string", 3): _to_string,
    ("array_fill", 2): _fill,
    ("trim_array", 2): _trim,
}

"""Calls: functions with a grammar of their own, and the rest by the tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql import transpile_functions as f
from proxy.sql import types as t
from proxy.sql.builtins import READING, WRITING
from proxy.sql.transpile_aggregates import aggregate, is_aggregate
from proxy.sql.transpile_arrays import ARRAY_HANDLERS, query_array
from proxy.sql.transpile_convert import (
    adopt,
    cast,
    common_modifier,
    common_type,
    implicit,
    refuse_order,
    untyped,
    value_sql,
)
from proxy.sql.transpile_enums import ENUM_HANDLERS
from proxy.sql.transpile_json import JSON_HANDLERS, VARIADIC_HANDLERS, row_function
from proxy.sql.transpile_scope import Scope, Typed, UndefinedFunction
from proxy.sql.transpile_windows import is_window_function, window

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions


def call(expressions: Expressions, node: exp.Expr, scope: Scope) -> Typed:
    """A function call of any kind. Raises 42883 for an unknown one, 0A000 where it has no exact translation."""
    if isinstance(node, exp.Window):
        return window(expressions, node, scope)
    if isinstance(node, exp.Filter):
        return aggregate(expressions, node.this, scope, node.expression.this)
    if isinstance(node, exp.GroupConcat | exp.WithinGroup):
        return aggregate(expressions, node, scope, None)
    if isinstance(node, exp.Anonymous):
        return _anonymous(expressions, node, scope)
    found = _with_grammar(node)
    if found is None:
        raise expressions.unsupported(node)
    return named(expressions, found[0], found[1], scope)


def _with_grammar(node: exp.Expr) -> tuple[str, list[exp.Expr]] | None:
    """Name and arguments of a call that SQL writes with words between its arguments."""
    if isinstance(node, exp.Extract):
        return "extract", [exp.Literal.string(node.this.name.lower()), node.expression]
    if isinstance(node, exp.Trim):
        name = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(str(node.args.get("position") or ""), "btrim")
        return name, [n for n in (node.this, node.expression) if n is not None]
    if isinstance(node, exp.Substring):
        if node.args.get("length") is not None and node.args.get("start") is None:
            return "substring", [node.this, exp.Literal.number(1), node.args["length"]]
        return "substring", [n for n in (node.this, node.args.get("start"), node.args.get("length")) if n is not None]
    if isinstance(node, exp.StrPosition):
        return "position", [node.this, node.args["substr"]]
    if isinstance(node, exp.Overlay):
        parts = (node.this, node.expression, node.args["from_"], node.args.get("for_"))
        return "overlay", [part for part in parts if part is not None]
    if isinstance(node, exp.AtTimeZone):
        return "timezone", [node.args["zone"], node.this]
    if isinstance(node, exp.SimilarTo):
        return "similar to", [node.this, node.expression]
    return None


def _anonymous(expressions: Expressions, node: exp.Anonymous, scope: Scope) -> Typed:
    name = str(node.this).lower()
    if name.startswith("operator "):
        operands = [expressions.typed(item, scope) for item in node.expressions]
        return expressions.operator(name.removeprefix("operator "), operands)
    if name == "array" and len(node.expressions) == 1 and isinstance(node.expressions[0], exp.Query):
        return query_array(expressions, node.expressions[0], scope)
    if name == "grouping" and node.expressions:
        return _grouping(expressions, node, scope)
    if is_aggregate(name):
        return aggregate(expressions, node, scope, None)
    if is_window_function(name):
        raise SyntaxProblem(f"window function {name} requires an OVER clause", sqlstate="42809")
    row = row_function(expressions, name, node.expressions, scope)
    return row if row is not None else named(expressions, name, list(node.expressions), scope)


def _grouping(expressions: Expressions, node: exp.Anonymous, scope: Scope) -> Typed:
    """GROUPING(…): a bit for each argument, set where the row's grouping set leaves it out."""
    bits = 0
    for item in node.expressions:
        groups, nulled = scope.groups, scope.nulled
        scope.nulled = frozenset()
        before = len(scope.ungrouped)
        key = expressions.typed(item, scope).comparable
        scope.nulled = nulled
        del scope.ungrouped[before:]
        if key not in groups and key not in nulled:
            message = "arguments to GROUPING must be grouping expressions of the associated query level"
            raise SyntaxProblem(message, sqlstate="42803")
        bits = bits * 2 + int(key in nulled)
    scope.aggregates += 1
    return Typed(str(bits), t.INT4, name="grouping")


def named(expressions: Expressions, name: str, nodes: list[exp.Expr], scope: Scope) -> Typed:
    """A function by its name."""
    if name == "onedsn_interval":
        return _interval(nodes)
    if name == "make_interval":
        return _make_interval(expressions, nodes, scope)
    variadic = bool(nodes) and isinstance(nodes[-1], exp.Variadic)
    if any(isinstance(node, exp.Kwarg | exp.Variadic) for node in nodes):
        what = "VARIADIC" if variadic else "named"
        raise FeatureNotSupported(f"{what} arguments of {name}() are not supported by the SQLite backend")
    if name == "normalize" and len(nodes) == 2 and nodes[1].name.upper() in ("NFC", "NFD", "NFKC", "NFKD"):
        text = implicit(expressions.context, expressions.typed(nodes[0], scope), t.TEXT)
        return Typed(f"pg_normalize({text.sql}, '{nodes[1].name.upper()}')", t.TEXT, name=name)
    arguments = [expressions.typed(item, scope) for item in nodes]
    if name == "substring" and len(arguments) == 3 and {argument.type for argument in arguments[1:]} == {t.UNKNOWN}:
        raise FeatureNotSupported("substring(text FROM pattern FOR escape) is not supported by the SQLite backend")
    handler = ARRAY_HANDLERS.get((name, len(arguments))) or JSON_HANDLERS.get((name, len(arguments)))
    handler = handler or VARIADIC_HANDLERS.get(name) or (_HANDLERS.get(name) if arguments else None)
    if handler is not None:
        return handler(expressions, name, arguments)
    candidates = f.FUNCTIONS.get(name)
    given = [argument.type for argument in arguments]
    shown = f"{name}({', '.join(t.format_type(oid) for oid in given)})"
    try:
        signature = f.choose(candidates, given) if candidates else None
    except f.Ambiguous:
        raise UndefinedFunction(f"function {shown} is not unique", sqlstate="42725") from None
    if signature is None:
        if name in KNOWN or (candidates is None and (name in READING or name in WRITING)):
            raise FeatureNotSupported(f"the function {shown} is not supported by the SQLite backend")
        raise UndefinedFunction(
            f"function {shown} does not exist",
            hint="No function matches the given name and argument types. You might need to add explicit type casts.",
        )
    return expressions.apply(signature, arguments)


def _interval(nodes: list[exp.Expr]) -> Typed:
    """INTERVAL '1' DAY, as `transpile_rewrite` says it."""
    from proxy.sql.interval_input import default_unit, fit_interval, interval_input

    modifier = int(nodes[1].name)
    value = fit_interval(interval_input(nodes[0].name, default_unit(modifier)), modifier)
    return Typed(value_sql(value), t.INTERVAL, modifier, "interval")


_INTERVAL_FIELDS: Final = ("years", "months", "weeks", "days", "hours", "mins", "secs")


def _make_interval(expressions: Expressions, nodes: list[exp.Expr], scope: Scope) -> Typed:
    values = dict.fromkeys(_INTERVAL_FIELDS, "0")
    for place, node in enumerate(nodes):
        field = node.this.name.lower() if isinstance(node, exp.Kwarg) else _INTERVAL_FIELDS[place]
        typed = expressions.typed(node.expression if isinstance(node, exp.Kwarg) else node, scope)
        if field not in values:
            raise UndefinedFunction("function make_interval() with such arguments does not exist")
        values[field] = implicit(expressions.context, typed, t.FLOAT8 if field == "secs" else t.INT4).sql
    return Typed(f"pg_make_interval({', '.join(values.values())})", t.INTERVAL, name="make_interval")


def _coalesce(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    oid, converted = common_type(expressions.context, arguments, "COALESCE")
    values = [argument.sql for argument in converted]
    sql = f"coalesce({', '.join(values)})" if len(values) > 1 else values[0]
    return Typed(sql, oid, common_modifier(arguments, oid), name=name)


def _extreme(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    oid, converted = common_type(expressions.context, arguments, name.upper())
    refuse_order(oid, f"{name}()")
    if len(converted) == 1:
        return replace(converted[0], name=name)
    values = ", ".join(argument.sql for argument in converted)
    sql = f"pg_extreme({int(name == 'greatest')}, {oid}, {values})"
    return Typed(sql, oid, common_modifier(arguments, oid), name=name)


def _nullif(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    if len(arguments) != 2:
        raise SyntaxProblem("syntax error in NULLIF")
    same = expressions.compare("=", arguments[0], arguments[1])
    value = adopt(expressions.context, arguments[0], arguments[1].type if arguments[1].type != t.UNKNOWN else t.TEXT)
    if value.type == t.VARCHAR:
        value = Typed(value.sql, t.TEXT)
    return Typed(f"(CASE WHEN {same} THEN NULL ELSE {value.sql} END)", value.type, value.modifier, name)


def _texts(expressions: Expressions, arguments: list[Typed]) -> list[str]:
    """Each argument as the text it is printed as."""
    return [
        f"(CASE {argument.sql} WHEN 1 THEN 't' WHEN 0 THEN 'f' END)"
        if argument.type == t.BOOL
        else argument.sql
        if argument.type == t.BPCHAR
        else cast(expressions.context, untyped(expressions.context, argument), t.TEXT, -1).sql
        for argument in arguments
    ]


def _concat(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    if name == "concat_ws":
        arguments = [adopt(expressions.context, arguments[0], t.TEXT), *arguments[1:]]
    return Typed(f"pg_{name}({', '.join(_texts(expressions, arguments))})", t.TEXT, name=name)


def _format(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    arguments = [adopt(expressions.context, arguments[0], t.TEXT), *arguments[1:]]
    return Typed(f"pg_format_text({', '.join(_texts(expressions, arguments))})", t.TEXT, name=name)


def _typeof(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    expressions.context.reads_catalogs = True
    expressions.context.refuse_domain(arguments[0], "pg_typeof()")
    return Typed(f"{arguments[0].type:d}", t.REGTYPE, name=name)


def _nulls(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    test = "IS NULL" if name == "num_nulls" else "IS NOT NULL"
    parts = [f"({untyped(expressions.context, argument).sql} {test})" for argument in arguments]
    return Typed(f"({' + '.join(parts)})", t.INT4, name=name)


def _quote(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    """quote_literal() and quote_nullable() of anything."""
    [text] = [
        cast(expressions.context, adopt(expressions.context, argument, t.TEXT), t.TEXT, -1).sql
        for argument in arguments
    ]
    return Typed(f"pg_{name}({text})", t.TEXT, name=name)


def _similar(expressions: Expressions, name: str, arguments: list[Typed]) -> Typed:
    texts = [implicit(expressions.context, adopt(expressions.context, a, t.TEXT), t.TEXT) for a in arguments]
    for text in texts:
        if text.type != t.TEXT:
            raise UndefinedFunction(f"operator does not exist: {t.format_type(text.type)} ~ text")
    return Typed(f"pg_similar({', '.join(text.sql for text in texts)})", t.BOOL)


_HANDLERS: Final = {
    "coalesce": _coalesce,
    "greatest": _extreme,
    "least": _extreme,
    "nullif": _nullif,
    "concat": _concat,
    "concat_ws": _concat,
    "format": _format,
    "pg_typeof": _typeof,
    **ENUM_HANDLERS,
    "num_nulls": _nulls,
    "num_nonnulls": _nulls,
    "quote_literal": _quote,
    "quote_nullable": _quote,
    "similar to": _similar,
}
KNOWN: Final = frozenset(
    (
        "acosd", "acosh", "array_reverse", "array_sample", "array_shuffle",
        "array_sort", "asind", "asinh", "atand", "atanh",
        "bit_count", "bit_length", "cosd", "dblink", "erf",
        "erfc", "gamma", "generate_series", "generate_subscripts", "grouping",
        "hashint4", "hashtext", "host", "inet_client_addr", "inet_client_port",
        "inet_server_addr", "inet_server_port", "json_each", "json_populate_record", "json_scalar",
        "json_serialize", "jsonb_array_elements", "jsonb_array_elements_text", "jsonb_each", "jsonb_each_text",
        "jsonb_object_keys", "jsonb_path_match", "jsonb_path_query", "jsonb_path_query_array", "jsonb_populate_record",
        "jsonb_populate_recordset", "lgamma", "lo_export", "lo_import", "make_timestamptz",
        "masklen", "network", "pg_cancel_backend", "pg_column_size", "pg_current_snapshot", "pg_current_wal_lsn",
        "pg_current_xact_id", "pg_database_size", "pg_last_wal_receive_lsn", "pg_last_wal_replay_lsn", "pg_notify",
        "pg_read_file", "pg_relation_size", "pg_size_pretty", "pg_sleep_for",
        "pg_sleep_until", "pg_snapshot_xmin", "pg_terminate_backend", "pg_total_relation_size", "pg_try_advisory_lock",
        "pg_try_advisory_xact_lock", "plainto_tsquery", "query_to_xml", "random_normal", "regexp_matches",
        "regexp_split_to_table", "row", "similar", "similar_to_escape", "sind",
        "string_to_table", "tand", "timeofday", "to_bin", "to_oct",
        "to_tsquery", "to_tsvector", "ts_headline", "ts_rank", "txid_current",
        "txid_current_if_assigned", "txid_current_snapshot", "unicode_version", "unnest", "websearch_to_tsquery",
        "xmlagg", "xmlelement", "xmlparse",
    )
)  # fmt: skip
"""Functions that PostgreSQL has and that are not done here."""

"""Calls: functions with a grammar of their own, aggregates, window functions, and the rest by the tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql import transpile_functions as f
from proxy.sql import types as t
from proxy.sql.transpile_convert import adopt, cast, common_modifier, common_type, implicit
from proxy.sql.transpile_scope import GroupingProblem, Scope, Typed, UndefinedFunction

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions


def call(expressions: Expressions, node: exp.Expr, scope: Scope) -> Typed:
    """A function call of any kind. Raises 42883 for an unknown one, 0A000 where it has no exact translation."""
    if isinstance(node, exp.Window):
        return _window(expressions, node, scope)
    if isinstance(node, exp.Filter):
        return _aggregate(expressions, node.this, scope, node.expression.this)
    if isinstance(node, exp.Extract):
        return _named(expressions, "extract", [exp.Literal.string(node.this.name.lower()), node.expression], scope)
    if isinstance(node, exp.Trim):
        name = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(str(node.args.get("position") or ""), "btrim")
        return _named(expressions, name, [n for n in (node.this, node.expression) if n is not None], scope)
    if isinstance(node, exp.Substring):
        parts = [node.this, node.args.get("start") or exp.Literal.number(1), node.args.get("length")]
        return _named(expressions, "substring", [n for n in parts if n is not None], scope)
    if isinstance(node, exp.StrPosition):
        return _named(expressions, "position", [node.this, node.args["substr"]], scope)
    if isinstance(node, exp.GroupConcat):
        return _aggregate(expressions, node, scope, None)
    if not isinstance(node, exp.Anonymous):
        raise expressions.unsupported(node)
    name = str(node.this).lower()
    if name.startswith("operator "):
        operands = [expressions.typed(item, scope) for item in node.expressions]
        return expressions.operator(name.removeprefix("operator "), operands)
    if name == "array" and len(node.expressions) == 1 and isinstance(node.expressions[0], exp.Query):
        return _array_query(expressions, node.expressions[0], scope)
    if name in ("count", "min", "max") or name in f.AGGREGATE_SIGNATURES:
        return _aggregate(expressions, node, scope, None)
    return _named(expressions, name, node.expressions, scope)


def _array_query(expressions: Expressions, query: exp.Expr, scope: Scope) -> Typed:
    """ARRAY(SELECT …), in the order of its rows."""
    sql, columns = expressions.query(query, Scope(scope))
    if len(columns) != 1:
        raise SyntaxProblem("subquery must return only one column")
    oid = columns[0].type
    if oid not in t.ARRAYS or oid in (t.BOOL, t.BYTEA, t.JSON, t.JSONB):
        raise FeatureNotSupported(f"ARRAY(SELECT …) of {t.format_type(oid)} is not supported by the SQLite backend")
    alias = expressions.context.fresh()
    array = f'(WITH "{alias}"("c") AS ({sql}) SELECT json_group_array("c") FROM "{alias}")'
    return Typed(array, t.ARRAYS[oid], name="array")


def _named(expressions: Expressions, name: str, nodes: list[exp.Expr], scope: Scope) -> Typed:
    context = expressions.context
    arguments = [expressions.typed(item, scope) for item in nodes]
    if name == "coalesce" and arguments:
        offered = arguments
        oid, arguments = common_type(context, offered, "COALESCE")
        values = [argument.sql for argument in arguments]
        sql = f"coalesce({', '.join(values)})" if len(values) > 1 else values[0]
        return Typed(sql, oid, common_modifier(offered, oid), name=name)
    if name in ("greatest", "least") and arguments:
        offered = arguments
        oid, arguments = common_type(context, offered, name.upper())
        word = "max" if name == "greatest" else "min"
        if len(arguments) == 1:
            return replace(arguments[0], name=name)
        rows = " UNION ALL ".join(f"SELECT {argument.comparable} AS v" for argument in arguments)
        collation = t.collation(oid)
        return Typed(
            f"(SELECT {word}(v{f' COLLATE {collation}' if collation else ''}) FROM ({rows}))",
            oid,
            common_modifier(offered, oid),
            name=name,
        )
    if name == "nullif" and len(arguments) == 2:
        same = expressions.compare("=", arguments[0], arguments[1])
        value = adopt(context, arguments[0], arguments[1].type if arguments[1].type != t.UNKNOWN else t.TEXT)
        if value.type == t.VARCHAR:
            value = Typed(value.sql, t.TEXT)
        return Typed(f"(CASE WHEN {same} THEN NULL ELSE {value.sql} END)", value.type, value.modifier, name)
    if name in ("concat", "concat_ws") and arguments:
        texts = [
            f"(CASE {argument.sql} WHEN 1 THEN 't' WHEN 0 THEN 'f' END)"
            if argument.type == t.BOOL
            else cast(context, adopt(context, argument, t.TEXT), t.TEXT, -1).sql
            for argument in arguments
        ]
        return Typed(f"pg_{name}({', '.join(texts)})", t.TEXT, name=name)
    if name == "pg_typeof" and len(arguments) == 1:
        context.reads_catalogs = True
        return Typed(str(arguments[0].type), t.REGTYPE, name=name)
    if name == "set_config":
        raise FeatureNotSupported("set_config() inside a query is not supported by the SQLite backend")
    candidates = f.FUNCTIONS.get(name)
    given = [argument.type for argument in arguments]
    signature = f.choose(candidates, given) if candidates else None
    if signature is None:
        shown = f"{name}({', '.join(t.format_type(oid) for oid in given)})"
        if candidates or name in KNOWN:
            raise FeatureNotSupported(f"the function {shown} is not supported by the SQLite backend")
        raise UndefinedFunction(
            f"function {shown} does not exist",
            hint="No function matches the given name and argument types. You might need to add explicit type casts.",
        )
    return expressions._apply(signature, arguments)


def _aggregate(expressions: Expressions, node: exp.Expr, scope: Scope, filtered: exp.Expr | None) -> Typed:
    if scope.aggregates_refused is not None:
        raise GroupingProblem(f"aggregate functions are not allowed in {scope.aggregates_refused}")
    before = len(scope.ungrouped)
    refused, groups = scope.aggregates_refused, scope.groups
    scope.aggregates_refused, scope.groups = "aggregate function calls", []
    try:
        result = _plain_aggregate(expressions, node, scope)
        if filtered is not None:
            condition = expressions.condition(filtered, scope, "FILTER")
            result = replace(result, sql=f"{result.sql} FILTER (WHERE {condition})")
    finally:
        scope.aggregates_refused, scope.groups = refused, groups
    del scope.ungrouped[before:]
    scope.aggregates += 1
    return result


def _plain_aggregate(expressions: Expressions, node: exp.Expr, scope: Scope) -> Typed:
    if isinstance(node, exp.GroupConcat):
        name, items = "string_agg", [node.this, *([node.args["separator"]] if node.args.get("separator") else [])]
    elif isinstance(node, exp.Anonymous):
        name, items = str(node.this).lower(), list(node.expressions)
    else:
        raise expressions.unsupported(node)
    if len(items) == 1 and isinstance(items[0], exp.Star):
        if name != "count":
            raise UndefinedFunction(f"function {name}() does not exist")
        return Typed("count(*)", t.INT8, name=name)
    distinct = ""
    if items and isinstance(items[0], exp.Distinct):
        items = [*items[0].expressions, *items[1:]]
        distinct = "DISTINCT "
    if any(isinstance(item, exp.Order) for item in items) or node.find(exp.Order) is not None:
        raise FeatureNotSupported(f"ORDER BY inside {name}() is not supported by the SQLite backend")
    arguments = [expressions.typed(item, scope) for item in items]
    if name == "count":
        if len(arguments) != 1:
            raise UndefinedFunction("function count() does not exist")
        value = adopt(expressions.context, arguments[0], t.TEXT)
        return Typed(f"count({distinct}{value.comparable if distinct else value.sql})", t.INT8, name=name)
    if name in ("min", "max"):
        if len(arguments) != 1:
            raise UndefinedFunction(f"function {name}() does not exist")
        value = adopt(expressions.context, arguments[0], t.TEXT)
        if value.type in (t.BOOL, t.UUID, t.JSON, t.JSONB):
            raise UndefinedFunction(f"function {name}({t.format_type(value.type)}) does not exist")
        oid = t.TEXT if value.type == t.VARCHAR else value.type
        return Typed(f"{name}({value.comparable})", oid, name=name)
    signature = f.choose(f.AGGREGATE_SIGNATURES[name], [argument.type for argument in arguments])
    if signature is None:
        shown = ", ".join(t.format_type(argument.type) for argument in arguments)
        if {argument.type for argument in arguments} & {t.INTERVAL, t.FLOAT4, t.BYTEA}:
            raise FeatureNotSupported(f"{name}({shown}) is not supported by the SQLite backend")
        raise UndefinedFunction(f"function {name}({shown}) does not exist")
    if t.FLOAT4 in [argument.type for argument in arguments]:
        raise FeatureNotSupported(f"{name}(real) is not supported by the SQLite backend")
    if distinct and len(arguments) > 1:
        raise FeatureNotSupported(f"{name}(DISTINCT …) is not supported by the SQLite backend")
    arguments = [implicit(expressions.context, a, oid) for a, oid in zip(arguments, signature.arguments, strict=True)]
    if distinct:
        arguments = [replace(arguments[0], sql=distinct + arguments[0].comparable)]
    return replace(expressions._apply(signature, arguments), name=name)


def _window(expressions: Expressions, node: exp.Window, scope: Scope) -> Typed:
    if scope.aggregates_refused is not None:
        raise SyntaxProblem(f"window functions are not allowed in {scope.aggregates_refused}", sqlstate="42P20")
    inner = node.this
    name = str(inner.this).lower() if isinstance(inner, exp.Anonymous) else inner.key
    name = {"rownumber": "row_number"}.get(name, name)
    if name in ("row_number", "rank", "dense_rank", "percent_rank", "cume_dist"):
        oid = t.FLOAT8 if name in ("percent_rank", "cume_dist") else t.INT8
        result = Typed(f"{name}()", oid, name=name)
    elif name in ("lag", "lead", "first_value", "last_value", "ntile"):
        result = _positional(expressions, name, inner, scope)
    else:
        filtered = inner.expression.this if isinstance(inner, exp.Filter) else None
        aggregates = scope.aggregates
        result = _aggregate(expressions, inner.this if isinstance(inner, exp.Filter) else inner, scope, filtered)
        scope.aggregates = aggregates
    if node.args.get("alias") is not None:
        raise FeatureNotSupported("named windows are not supported by the SQLite backend")
    parts = []
    if node.args.get("partition_by"):
        keys = [
            adopt(expressions.context, expressions.typed(k, scope), t.TEXT).comparable
            for k in node.args["partition_by"]
        ]
        parts.append(f"PARTITION BY {', '.join(keys)}")
    order = node.args.get("order")
    if order is not None:
        keys = []
        for item in order.expressions:
            key = adopt(expressions.context, expressions.typed(item.this, scope), t.TEXT)
            keys.append(key.comparable + direction(item))
        parts.append(f"ORDER BY {', '.join(keys)}")
    spec = node.args.get("spec")
    if spec is not None:
        parts.append(_frame(spec))
    return replace(result, sql=f"{result.sql} OVER ({' '.join(parts)})")


def _positional(expressions: Expressions, name: str, inner: exp.Expr, scope: Scope) -> Typed:
    arguments = [expressions.typed(item, scope) for item in inner.expressions]
    if not arguments or (name in ("first_value", "last_value") and len(arguments) != 1):
        raise UndefinedFunction(f"function {name}() does not exist")
    if name == "ntile":
        if not arguments[0].sql.isdigit() or arguments[0].sql == "0":
            raise FeatureNotSupported(
                "ntile() of anything but a positive number is not supported by the SQLite backend"
            )
        return Typed(f"ntile({arguments[0].sql})", t.INT4, name=name)
    value = adopt(expressions.context, arguments[0], t.TEXT)
    if len(arguments) > 1 and not arguments[1].sql.isdigit():
        raise FeatureNotSupported(
            f"{name}() with an offset that is no plain number is not supported by the SQLite backend"
        )
    rest = [arguments[1].sql] if len(arguments) > 1 else []
    if len(arguments) > 2:
        rest.append(implicit(expressions.context, arguments[2], value.type).sql)
        if arguments[2].type not in (t.UNKNOWN, value.type):
            raise FeatureNotSupported(f"{name}() with a default of another type is not supported by the SQLite backend")
    return Typed(f"{name}({', '.join([value.sql, *rest])})", value.type, value.modifier, name)


def _frame(spec: exp.Expr) -> str:
    kind = str(spec.args.get("kind") or "").upper()
    if kind not in ("ROWS", "RANGE", "GROUPS") or spec.args.get("exclude"):
        raise FeatureNotSupported("this window frame is not supported by the SQLite backend")

    def bound(side: str) -> str:
        value = spec.args.get(side)
        if isinstance(value, exp.Expr):
            if not (isinstance(value, exp.Literal) and value.name.isdigit()) or kind == "RANGE":
                raise FeatureNotSupported("this window frame is not supported by the SQLite backend")
            value = value.name
        return f"{value} {spec.args.get(f'{side}_side') or ''}".strip().upper()

    if spec.args.get("end") is None:
        return f"{kind} {bound('start')}"
    return f"{kind} BETWEEN {bound('start')} AND {bound('end')}"


def direction(item: exp.Expr) -> str:
    """ASC or DESC with where PostgreSQL puts NULLs, unless the statement says it."""
    descending = bool(item.args.get("desc"))
    first = item.args.get("nulls_first")
    if first is None:
        first = descending
    return f" {'DESC' if descending else 'ASC'} NULLS {'FIRST' if first else 'LAST'}"


KNOWN = frozenset(
    [
        "age",
        "to_timestamp",
        "to_date",
        "to_number",
        "date_bin",
        "justify_days",
        "justify_hours",
        "make_timestamp",
        "make_time",
        "make_interval",
        "isfinite",
        "log",
        "ln",
        "exp",
        "power",
        "cbrt",
        "div",
        "gcd",
        "lcm",
        "degrees",
        "radians",
        "sin",
        "cos",
        "tan",
        "cot",
        "asin",
        "acos",
        "atan",
        "atan2",
        "factorial",
        "width_bucket",
        "scale",
        "array_append",
        "array_prepend",
        "array_cat",
        "array_position",
        "array_positions",
        "array_remove",
        "array_replace",
        "array_agg",
        "unnest",
        "jsonb_agg",
        "json_agg",
        "jsonb_object_agg",
        "json_object_agg",
        "jsonb_build_object",
        "json_build_object",
        "jsonb_build_array",
        "row_to_json",
        "to_json",
        "to_jsonb",
        "jsonb_set",
        "jsonb_insert",
        "jsonb_strip_nulls",
        "jsonb_each",
        "jsonb_each_text",
        "jsonb_array_elements",
        "json_each",
        "jsonb_array_elements_text",
        "jsonb_object_keys",
        "jsonb_path_query",
        "jsonb_pretty",
        "regexp_match",
        "regexp_matches",
        "regexp_count",
        "regexp_split_to_array",
        "regexp_split_to_table",
        "string_to_array",
        "string_to_table",
        "format",
        "overlay",
        "normalize",
        "sha256",
        "sha512",
        "generate_series",
        "generate_subscripts",
        "stddev",
        "variance",
        "var_pop",
        "var_samp",
        "stddev_pop",
        "stddev_samp",
        "corr",
        "mode",
        "percentile_cont",
        "percentile_disc",
        "nth_value",
        "grouping",
        "pg_advisory_lock",
        "pg_advisory_xact_lock",
        "pg_try_advisory_lock",
        "pg_notify",
        "inet_server_addr",
        "inet_server_port",
        "pg_size_pretty",
        "pg_relation_size",
        "pg_total_relation_size",
        "pg_database_size",
        "bit_and",
        "bit_or",
        "bit_count",
        "xmlparse",
        "similar",
        "timezone",
        "num_nulls",
        "num_nonnulls",
        "cosh",
        "sinh",
        "tanh",
        "erf",
        "min_scale",
        "trim_scale",
        "txid_current",
        "txid_current_if_assigned",
        "pg_current_xact_id",
        "pg_current_snapshot",
        "txid_current_snapshot",
        "pg_last_wal_receive_lsn",
        "pg_last_wal_replay_lsn",
        "pg_current_wal_lsn",
    ]
)

"""Comparisons: operators, rows, IN, IS, BETWEEN, LIKE … ESCAPE and OVERLAPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql import transpile_functions as f
from proxy.sql import types as t
from proxy.sql.transpile_arrays import quantified
from proxy.sql.transpile_convert import adopt, implicit, untyped
from proxy.sql.transpile_scope import Context, Scope, Typed, UndefinedFunction

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions

COMPARISON: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM", exp.NullSafeNEQ: "IS DISTINCT FROM",
}  # fmt: skip
MATCHING: dict[type[exp.Expr], str] = {
    exp.Like: "~~", exp.ILike: "~~*", exp.RegexpLike: "~", exp.RegexpILike: "~*",
}  # fmt: skip
NO_ORDER = frozenset({t.JSON})


def compare(context: Context, operator: str, left: Typed, right: Typed) -> str:
    """`left operator right` under PostgreSQL's equality and order of their common type. Raises 42883."""
    if left.type == t.UNKNOWN and right.type == t.UNKNOWN:
        left, right = adopt(context, left, t.TEXT), adopt(context, right, t.TEXT)
    oid = comparison_type(operator, left, right)
    if oid in NO_ORDER:
        raise UndefinedFunction(f"operator does not exist: {t.format_type(oid)} {operator} {t.format_type(oid)}")
    left, right = implicit(context, left, oid), implicit(context, right, oid)
    if "COLLATE" in right.sql and "COLLATE" not in left.comparable:
        return f"(({left.sql} COLLATE BINARY) {operator} {right.sql})"
    return f"({left.comparable} {operator} {right.sql})"


def comparison_type(operator: str, left: Typed, right: Typed) -> int:
    """The type that both sides are compared as. Raises 42883."""
    if left.type == right.type:
        return left.type
    if t.UNKNOWN in (left.type, right.type):
        known = left.type if right.type == t.UNKNOWN else right.type
        # There is no operator of varchar's own.
        return t.TEXT if known == t.VARCHAR else known
    if left.type in t.TEXTS and right.type in t.TEXTS:
        return t.BPCHAR if t.BPCHAR in (left.type, right.type) and t.TEXT not in (left.type, right.type) else t.TEXT
    if {left.type, right.type} <= t.NUMBERS and t.FLOAT4 in (left.type, right.type):
        return t.FLOAT8
    if left.type in t.ELEMENTS and right.type in t.ELEMENTS:
        if {t.ELEMENTS[left.type], t.ELEMENTS[right.type]} <= t.TEXTS:
            return t.ARRAYS[t.TEXT]
    elif f.widens(left.type, right.type):
        return right.type
    elif f.widens(right.type, left.type):
        return left.type
    raise UndefinedFunction(
        f"operator does not exist: {t.format_type(left.type)} {operator} {t.format_type(right.type)}",
        hint="You might need to add explicit type casts.",
    )


def row_items(node: exp.Expr) -> list[exp.Expr] | None:
    """The items of a row constructor; None for anything else."""
    if isinstance(node, exp.Tuple):
        return list(node.expressions)
    if isinstance(node, exp.Anonymous) and str(node.this).lower() == "row":
        return list(node.expressions)
    if isinstance(node, exp.Paren) and row_items(node.this) is not None:
        return row_items(node.this)
    return None


def comparison(expressions: Expressions, node: exp.Expr, scope: Scope) -> Typed:
    """=, <, IS DISTINCT FROM … of values, rows, and with ANY or ALL."""
    operator = COMPARISON[type(node)]
    left, right = node.this, quantifier(node.args["expression"])
    if isinstance(right, exp.Any | exp.All):
        return quantified(expressions, operator, left, right, scope)
    left_items, right_items = row_items(left), row_items(right)
    if left_items is not None and isinstance(right, exp.Subquery) and operator in ("=", "<>"):
        return _row_query(expressions, operator, left_items, right, scope)
    if left_items is not None and right_items is not None:
        if len(left_items) != len(right_items):
            raise SyntaxProblem("unequal number of entries in row expressions")
        pairs = [
            (expressions.typed(a, scope), expressions.typed(b, scope))
            for a, b in zip(left_items, right_items, strict=True)
        ]
        return _rows(expressions, operator, pairs)
    return Typed(expressions.compare(operator, expressions.typed(left, scope), expressions.typed(right, scope)), t.BOOL)


def _row_query(expressions: Expressions, operator: str, items: list[exp.Expr], query: exp.Expr, scope: Scope) -> Typed:
    """(a, b) = (SELECT …): the one row, or NULL where there is none."""
    sql, columns = expressions.query(query.unnest() if isinstance(query, exp.Subquery) else query, Scope(scope))
    if len(columns) != len(items):
        raise SyntaxProblem(
            "subquery has too few columns" if len(columns) < len(items) else "subquery has too many columns"
        )
    alias = expressions.context.fresh()
    names = [f'"c{number}"' for number in range(len(columns))]
    left = [expressions.typed(item, scope) for item in items]
    found = [Typed(f'"{alias}".{name}', column.type) for name, column in zip(names, columns, strict=True)]
    condition = _rows(expressions, operator, list(zip(left, found, strict=True))).sql
    only = f'pg_only({condition}, (SELECT count(*) FROM "{alias}"))'
    return Typed(f'(WITH "{alias}"({", ".join(names)}) AS ({sql}) SELECT {only} FROM "{alias}")', t.BOOL)


def quantifier(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous) and str(node.this).lower() in ("all", "any", "some") and node.expressions:
        return (exp.All if str(node.this).lower() == "all" else exp.Any)(this=node.expressions[0])
    return node


def _rows(expressions: Expressions, operator: str, pairs: list[tuple[Typed, Typed]]) -> Typed:
    if operator in ("=", "<>", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"):
        word = " AND " if operator in ("=", "IS NOT DISTINCT FROM") else " OR "
        return Typed("(" + word.join(expressions.compare(operator, a, b) for a, b in pairs) + ")", t.BOOL)
    sql = expressions.compare(operator, *pairs[-1])
    for a, b in reversed(pairs[:-1]):
        sql = f"({expressions.compare(operator[0], a, b)} OR ({expressions.compare('=', a, b)} AND {sql}))"
    return Typed(sql, t.BOOL)


def matching(expressions: Expressions, node: exp.Expr, scope: Scope, escape: exp.Expr | None = None) -> Typed:
    """LIKE, ILIKE and the regular expression operators, with ANY and ALL too."""
    operator = MATCHING[type(node)]
    right = quantifier(node.args["expression"])
    if isinstance(right, exp.Any | exp.All):
        # NOT LIKE ALL (…) is no match with any of them.
        operator = f"!{operator}" if node.args.get("negate") else operator
        return quantified(expressions, operator, node.this, right, scope)
    left_typed, right_typed = expressions.typed(node.this, scope), expressions.typed(right, scope)
    if escape is None:
        return expressions.operator(operator, [left_typed, right_typed])
    plain = expressions.operator(operator, [left_typed, right_typed])
    character = implicit(expressions.context, expressions.typed(escape, scope), t.TEXT).sql
    function = "pg_like" if operator == "~~" else "pg_ilike"
    return Typed(plain.sql.replace(f"{function}(", f"{function}_escape(", 1)[:-1] + f", {character})", t.BOOL)


def between(expressions: Expressions, node: exp.Between, scope: Scope) -> Typed:
    """BETWEEN, SYMMETRIC too."""
    value = expressions.typed(node.this, scope)
    low, high = expressions.typed(node.args["low"], scope), expressions.typed(node.args["high"], scope)
    sql = expressions.joined("AND", [expressions.compare(">=", value, low), expressions.compare("<=", value, high)])
    if node.args.get("symmetric"):
        other = f"({expressions.compare('>=', value, high)} AND {expressions.compare('<=', value, low)})"
        sql = f"({sql} OR {other})"
    return Typed(sql, t.BOOL)


def negates_itself(node: exp.Expr) -> bool:
    """Whether a NOT inside of the comparison is more than a NOT before all of it."""
    if type(node) in MATCHING:
        return isinstance(quantifier(node.args["expression"]), exp.Any | exp.All)
    return isinstance(node, exp.Is) and isinstance(node.expression, exp.Null) and row_items(node.this) is not None


def is_test(expressions: Expressions, node: exp.Is, scope: Scope) -> Typed:
    """IS NULL, IS TRUE, IS FALSE, IS UNKNOWN."""
    right = node.expression
    if isinstance(right, exp.Null):
        items = row_items(node.this)
        if items is not None:
            test = "IS NOT NULL" if node.args.get("negate") else "IS NULL"
            values = [untyped(expressions.context, expressions.typed(item, scope)).sql for item in items]
            parts = [f"({value} {test})" for value in values]
            return Typed("(" + " AND ".join(parts) + ")", t.BOOL)
        value = expressions.typed(node.this, scope)
        return Typed(f"({untyped(expressions.context, value).sql} IS NULL)", t.BOOL)
    if isinstance(right, exp.Boolean):
        return Typed(f"({expressions.condition(node.this, scope, 'IS')} IS {'1' if right.this else '0'})", t.BOOL)
    if isinstance(right, exp.Column | exp.Var) and right.name.lower() == "unknown":
        return Typed(f"({expressions.condition(node.this, scope, 'IS')} IS NULL)", t.BOOL)
    raise expressions.unsupported(node)


def member(expressions: Expressions, node: exp.In, scope: Scope) -> Typed:
    """IN a list or a subquery."""
    query = node.args.get("query")
    if row_items(node.this) is not None:
        return _row_in(expressions, node, scope)
    value = expressions.typed(node.this, scope)
    if query is not None:
        return in_query(expressions, value, query, scope, "IN")
    if not node.expressions:
        raise expressions.unsupported(node)
    items = [expressions.typed(item, scope) for item in node.expressions]
    if len(items) == 1 and items[0].parameter is None and isinstance(node.expressions[0], exp.Subquery):
        return in_query(expressions, value, node.expressions[0], scope, "IN")
    context = expressions.context
    if value.type == t.UNKNOWN:
        known = [item.type for item in items if item.type != t.UNKNOWN]
        value = adopt(context, value, known[0] if known else t.TEXT)
    if len(items) > 1:
        widest = value.type
        for item in items:
            if f.widens(widest, item.type):
                widest = item.type
        items = [adopt(context, item, widest) for item in items]
    parts = [expressions.compare("=", value, item) for item in items]
    same = [implicit(context, adopt(context, i, value.type), value.type) for i in items if f.widens(i.type, value.type)]
    if len(same) == len(items) and value.type not in NO_ORDER:
        return Typed(f"({value.comparable} IN ({', '.join(item.sql for item in same)}))", t.BOOL)
    return Typed("(" + " OR ".join(parts) + ")", t.BOOL)


def _row_in(expressions: Expressions, node: exp.In, scope: Scope) -> Typed:
    query = node.args.get("query")
    if query is not None:
        return row_in_query(expressions, node.this, query, scope, "IN")
    left = [expressions.typed(item, scope) for item in row_items(node.this) or ()]
    rows = []
    for item in node.expressions:
        items = row_items(item)
        if items is None or len(items) != len(left):
            raise SyntaxProblem("unequal number of entries in row expressions")
        pairs = [(a, expressions.typed(b, scope)) for a, b in zip(left, items, strict=True)]
        rows.append(_rows(expressions, "=", pairs).sql)
    return Typed("(" + " OR ".join(rows) + ")", t.BOOL)


def row_in_query(expressions: Expressions, left: exp.Expr, query: exp.Expr, scope: Scope, word: str) -> Typed:
    """(a, b) IN (SELECT …), NOT IN for <> ALL."""
    items = [expressions.typed(item, scope) for item in row_items(left) or ()]
    sql, columns = expressions.query(query.unnest() if isinstance(query, exp.Subquery) else query, Scope(scope))
    if len(columns) != len(items):
        raise SyntaxProblem(
            "subquery has too many columns" if len(columns) > len(items) else "subquery has too few columns"
        )
    alias = expressions.context.fresh()
    names = [f'"c{number}"' for number in range(len(columns))]
    values, found = [], []
    for item, column, name in zip(items, columns, names, strict=True):
        oid = comparison_type("=", item, column)
        values.append(implicit(expressions.context, item, oid).comparable)
        found.append(implicit(expressions.context, Typed(f'"{alias}".{name}', column.type), oid).sql)
    inner = f'WITH "{alias}"({", ".join(names)}) AS ({sql}) SELECT {", ".join(found)} FROM "{alias}"'
    return Typed(f"(({', '.join(values)}) {word} ({inner}))", t.BOOL)


def in_query(expressions: Expressions, value: Typed, node: exp.Expr, scope: Scope, word: str) -> Typed:
    """value IN (SELECT …), NOT IN for <> ALL."""
    sql, columns = expressions.query(node.unnest() if isinstance(node, exp.Subquery) else node, Scope(scope))
    if len(columns) != 1:
        raise SyntaxProblem("subquery has too many columns")
    oid = comparison_type("=", value, columns[0])
    if oid in NO_ORDER:
        raise UndefinedFunction(f"operator does not exist: {t.format_type(oid)} = {t.format_type(oid)}")
    value = implicit(expressions.context, value, oid)
    if columns[0].type != oid:
        alias = expressions.context.fresh()
        item = implicit(expressions.context, Typed(f'"{alias}"."c"', columns[0].type), oid)
        sql = f'WITH "{alias}"("c") AS ({sql}) SELECT {item.sql} FROM "{alias}"'
    return Typed(f"({value.comparable} {word} ({sql}))", t.BOOL)


def overlaps(expressions: Expressions, node: exp.Overlaps, scope: Scope) -> Typed:
    """(a, b) OVERLAPS (c, d) of dates and times."""
    left, right = row_items(node.this), row_items(node.expression)
    if left is None or right is None or len(left) != 2 or len(right) != 2:
        raise SyntaxProblem("wrong number of parameters on either side of OVERLAPS expression")
    context = expressions.context
    typed = [expressions.typed(item, scope) for item in (*left, *right)]
    starts = {typed[0].type, typed[2].type} - {t.UNKNOWN}
    widest = next((oid for oid in (t.TIMESTAMPTZ, t.TIMESTAMP, t.DATE, t.TIME) if oid in starts), 0)
    if not widest or not starts <= {t.TIMESTAMPTZ, t.TIMESTAMP, t.DATE, t.TIME}:
        raise FeatureNotSupported("OVERLAPS of these types is not supported by the SQLite backend")
    oid = t.TIMESTAMP if widest == t.DATE else widest
    ends: list[str] = []
    for first, second in ((typed[0], typed[1]), (typed[2], typed[3])):
        if second.type == t.INTERVAL:
            start = implicit(context, first, oid)
            second = expressions.operator("+", [start, second])
        ends += [implicit(context, first, oid).sql, implicit(context, second, oid).sql]
    return Typed(f"pg_overlaps({', '.join(ends)})", t.BOOL, name="overlaps")

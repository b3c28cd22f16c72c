"""UNION, INTERSECT and EXCEPT, with ALL."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.transpile_convert import common_type, implicit
from proxy.sql.transpile_grammar import identifier
from proxy.sql.transpile_scope import Scope, Typed

if TYPE_CHECKING:
    from proxy.sql.transpile_select import Queries


def set_operation(queries: Queries, node: exp.SetOperation, scope: Scope) -> tuple[str, list[Typed]]:
    """Both sides converted to common types and joined."""
    left_sql, left = queries.query(node.left, _side(scope), keep_unknown=True)
    right_sql, right = queries.query(node.right, _side(scope), keep_unknown=True)
    word = type(node).__name__.upper()
    every = node.args.get("distinct") is False
    if len(left) != len(right):
        raise SyntaxProblem(f"each {word} query must have the same number of columns")
    columns = []
    for a, b in zip(left, right, strict=True):
        oid, _ = common_type(queries.context, [a, b], word)
        if oid == t.JSON and not (every and word == "UNION"):
            raise ProxyError("could not identify an equality operator for type json", sqlstate="42883")
        modifier = a.modifier if (a.type, a.modifier) == (b.type, b.modifier) else -1
        columns.append(Typed(a.name, oid, modifier, a.name))
    if every and word != "UNION":
        sides = [
            _converted(queries, sql, found, columns, numbered=True)
            for sql, found in ((left_sql, left), (right_sql, right))
        ]
        names = ", ".join(f'"c{number}"' for number in range(len(columns)))
        sql = f"SELECT {names} FROM ({sides[0]} {word} {sides[1]})"
        return queries.ordered(node, sql, columns, scope), columns
    recursive = scope.recursive and any(
        isinstance(table, exp.Table) and identifier(table.this) == scope.recursive
        for table in node.right.find_all(exp.Table)
    )
    sql = f"{_converted(queries, left_sql, left, columns)} {word}{' ALL' if every else ''} "
    plain_right = not any(node.right.args.get(part) for part in ("order", "limit", "offset", "with_"))
    if recursive and plain_right and [c.type for c in right] == [c.type for c in columns]:
        sql += right_sql
    else:
        sql += _converted(queries, right_sql, right, columns)
    return queries.ordered(node, sql, columns, scope), columns


def _side(scope: Scope) -> Scope:
    inner = Scope(scope)
    inner.recursive = scope.recursive
    return inner


def _converted(
    queries: Queries, sql: str, columns: list[Typed], targets: list[Typed], *, numbered: bool = False
) -> str:
    """The side as a plain SELECT of values of the common types; `numbered` counts equal rows, so that ALL can tell them
    apart."""
    alias = queries.context.fresh()
    names = [f'"c{number}"' for number in range(len(columns))]
    items = []
    for name, column, target in zip(names, columns, targets, strict=True):
        value = Typed(f'"{alias}".{name}', column.type)
        if column.type == t.UNKNOWN:
            value = typed_literal(queries, column, value, target.type)
        items.append(f"{implicit(queries.context, value, target.type).comparable}")
    derived = f'WITH "{alias}_"({", ".join(names)}) AS ({sql}) SELECT * FROM "{alias}_"'
    if not numbered:
        return f'SELECT {", ".join(items)} FROM ({derived}) AS "{alias}"'
    listed = ", ".join(f"{item} AS {name}" for item, name in zip(items, names, strict=True))
    partition = ", ".join(
        f"{name} COLLATE {t.collation(target.type)}" if t.collation(target.type) else name
        for name, target in zip(names, targets, strict=True)
    )
    inner = f'SELECT {listed} FROM ({derived}) AS "{alias}"'
    return f"SELECT *, row_number() OVER (PARTITION BY {partition}) FROM ({inner})"


def typed_literal(queries: Queries, column: Typed, value: Typed, oid: int) -> Typed:
    """A literal or parameter of a side, which takes the other side's type."""
    if column.parameter is not None:
        queries.context.parameters.fix(column.parameter, oid)
        return replace(value, type=oid)
    if column.literal is None or oid in t.TEXTS:
        return replace(value, type=oid)
    return Typed(f"pg_cast({value.sql}, {t.TEXT}, {oid}, -1)", oid)

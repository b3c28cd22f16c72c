"""Lint of `relations:`: circles of cascades, and, with the catalogs at hand, ends that do not fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from proxy.routing.findings import Finding
from proxy.routing.rules import NAMES_KEY, Columns, Relation, Rules
from proxy.routing.shape import Action
from proxy.sql.catalog import Table
from proxy.sql.statement import TableName
from proxy.wire.values import BPCHAR, FLOAT4, FLOAT8, INT2, INT4, INT8, NAME, NUMERIC, TEXT, TYPES, VARCHAR

_ALIKE: Final = ((INT2, INT4, INT8, NUMERIC), (TEXT, VARCHAR, BPCHAR, NAME), (FLOAT4, FLOAT8))
"""Types whose values are compared with one another."""


def circles(rules: Rules) -> Iterable[Finding]:
    """Tables whose rows delete one another: legal, and followed until a row is met again, but seldom meant."""
    below: dict[TableName, list[Relation]] = {}
    for relation in rules.relations:
        for parent in relation.parents.values():
            if relation.on_delete is Action.CASCADE and parent.table != relation.child.table:
                below.setdefault(parent.table, []).append(relation)
    told: set[frozenset[TableName]] = set()
    for start in below:
        path = _path(below, start)
        if path is not None and frozenset(path) not in told:
            told.add(frozenset(path))
            shown = " → ".join(str(table) for table in (*path, start))
            line = below[start][0].line
            yield Finding(str(rules.path), line, "relation_circle", f"deletes cascade in a circle: {shown}")


def _path(below: Mapping[TableName, list[Relation]], start: TableName) -> list[TableName] | None:
    """The tables from `start` back to it, None where no way leads there."""
    waiting: list[list[TableName]] = [[start]]
    seen = {start}
    while waiting:
        path = waiting.pop(0)
        for relation in below.get(path[-1], ()):
            table = relation.child.table
            if table == start:
                return path
            if table not in seen:
                seen.add(table)
                waiting.append([*path, table])
    return None


def misfits(rules: Rules, tables: Mapping[TableName, Table]) -> Iterable[Finding]:
    """Ends whose types cannot be compared, and columns of `by:` and `names:` that are not there."""
    for relation in rules.relations:
        child = _types(tables, relation.child.table)
        for parent in relation.parents.values():
            types = _types(tables, parent.table)
            for column, other in zip(relation.child.columns, parent.columns, strict=False):
                one, two = child.get(column), types.get(other)
                if one is not None and two is not None and not _are_alike(one, two):
                    message = (
                        f"{Columns(relation.child.table, (column,))} is {_name(one)}, "
                        f"{Columns(parent.table, (other,))} is {_name(two)}: no value of one is found in the other"
                    )
                    yield Finding(str(rules.path), relation.line, "relation_types", message)
        if relation.by is not None and child and relation.by not in child:
            message = f"{relation.child.table} has no column {relation.by}, which by: names"
            yield Finding(str(rules.path), relation.line, "relation_without_column", message)
        if relation.names is not None:
            known = _types(tables, relation.names.table)
            for column in (*relation.names.columns, NAMES_KEY):
                if known and column not in known:
                    message = f"{relation.names.table} has no column {column}, which names: needs"
                    yield Finding(str(rules.path), relation.line, "relation_without_column", message)


def _types(tables: Mapping[TableName, Table], name: TableName) -> dict[str, int]:
    """The type of each column; empty where no catalog knows the table, or what its columns are."""
    table = tables.get(TableName(name.name, name.schema or "public"))
    return {} if table is None else dict(zip(table.columns, table.types, strict=False))


def _are_alike(one: int, other: int) -> bool:
    known = TYPES.keys()
    # Of types of extensions and enums only the database knows.
    return one == other or {one, other} - known != set() or any(one in alike and other in alike for alike in _ALIKE)


def _name(type_oid: int) -> str:
    return TYPES[type_oid].name if type_oid in TYPES else f"type {type_oid}"

"""What the catalogs add to a statement: tables behind views, functions, triggers and parents; what is temporary."""

from __future__ import annotations

from dataclasses import replace

from proxy.sql.catalog import Facts, Persistence, Table
from proxy.sql.statement import Kind, Statement, TableName, TableReference
from proxy.sql.tables import Walk

TEMPORARY = "temporary table"
_MANY = 100
"""Of a parent with more partitions than this, the parent stands for them all."""

_References = dict[TableReference, None]


def with_facts(found: Statement, walk: Walk, facts: Facts | None) -> Statement:
    """`found` with all that its tables and functions bring along."""
    if facts is None:
        return found
    reads, writes = dict(walk.reads), dict(walk.writes)
    pins, changes = list(found.pins), False
    for reference in walk.reads:
        table = facts.table(reference.table)
        if table is not None:
            _add(reads, table.reads, reference)
            _add(reads, _children(table, reference, walk), reference)
            changes = changes or table.read_writes
    for reference in walk.writes:
        table = facts.table(reference.table)
        if table is not None:
            _add(writes, table.writes, reference)
            _add(writes, _children(table, reference, walk), reference)
            if table.is_view:
                _add(writes, table.reads, reference)
    for name in walk.functions.values():
        function = facts.function(name)
        if function is not None:
            reads.update((TableReference(each), None) for each in function.reads)
            writes.update((TableReference(each), None) for each in function.writes)
            pins.extend(function.pins)
    if any(_is_temporary(facts.table(reference.table)) for reference in (*reads, *writes)):
        pins.append(TEMPORARY)
    kind = Kind.WRITE if changes and found.kind is Kind.READ else found.kind
    return replace(found, kind=kind, reads=tuple(reads), writes=tuple(writes), pins=tuple(dict.fromkeys(pins)))


def _add(into: _References, names: tuple[TableName, ...], reference: TableReference) -> None:
    into.update((replace(reference, table=name), None) for name in names)


def _children(table: Table, reference: TableReference, walk: Walk) -> tuple[TableName, ...]:
    if not table.children or len(table.children) > _MANY or walk.is_only(reference.table):
        return ()
    return table.children


def _is_temporary(table: Table | None) -> bool:
    return table is not None and table.persistence is Persistence.TEMPORARY

"""What the catalogs add to a statement: tables behind views, indexes and triggers, functions; what is temporary."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from proxy.sql.catalog import Facts, Persistence, Table
from proxy.sql.statement import Analysis, Kind, Statement, TableName, TableReference

TEMPORARY = "temporary table"
_PART = re.compile(r'"(?:[^"]|"")*"|[^".]+')
_MANY = 100
"""Of a parent with more partitions than this, the parent stands for them all."""

_OF_INDEXES = ("DROP INDEX", "ALTER INDEX", "REINDEX", "COMMENT")
"""Tags of statements that may name an index, which is where its table is."""
_References = dict[TableReference, None]


def with_facts(
    found: Statement, facts: Facts | None, is_only: Callable[[TableName], bool] = lambda _: False
) -> Statement:
    """`found` with all that its tables and functions bring along. `is_only` tells the tables named behind ONLY."""
    if facts is None:
        return found
    reads, writes = dict.fromkeys(found.reads), dict.fromkeys(found.writes)
    pins, changes = list(found.pins), False
    for reference in found.reads:
        table = facts.table(reference.table)
        if table is not None:
            _add(reads, table.reads, reference)
            _add(reads, _children(table, reference, is_only), reference)
            changes = changes or table.read_writes
    for reference in found.writes:
        table = facts.table(reference.table)
        if table is not None:
            _add(writes, table.writes, reference)
            _add(writes, _children(table, reference, is_only), reference)
            pins.extend(table.pins)
            if table.is_view:
                _add(writes, table.reads, reference)
    for called in found.functions:
        function = facts.function(function_name(called))
        if function is not None:
            reads.update((TableReference(each), None) for each in function.reads)
            writes.update((TableReference(each), None) for each in function.writes)
            pins.extend(function.pins)
    if any(_is_temporary(facts.table(reference.table)) for reference in (*reads, *writes)):
        pins.append(TEMPORARY)
    kind = Kind.WRITE if changes and found.kind in (Kind.READ, Kind.COPY_OUT) else found.kind
    return replace(found, kind=kind, reads=tuple(reads), writes=tuple(writes), pins=tuple(dict.fromkeys(pins)))


def of_tables(found: Statement, facts: Facts | None) -> Statement:
    """A definition with the tables of the indexes that it names in place of them."""
    if facts is None or found.tag not in _OF_INDEXES:
        return found
    writes: _References = {}
    for reference in found.writes:
        tables = facts.indexed(reference.table) if facts.table(reference.table) is None else ()
        _add(writes, tables or (reference.table,), reference)
    return replace(found, writes=tuple(writes))


def with_facts_behind(analysis: Analysis, facts: Facts) -> Analysis:
    """An analysis made without them. A function that nobody knew then is still taken for one that writes."""
    return replace(analysis, statements=tuple(with_facts(each, facts) for each in analysis.statements))


def function_name(word: str) -> TableName:
    """The name behind an entry of `Statement.functions`."""
    parts = [part[1:-1].replace('""', '"') if part[:1] == '"' else part for part in _PART.findall(word)]
    return TableName(parts[-1], parts[-2] if len(parts) > 1 else None)


def _add(into: _References, names: tuple[TableName, ...], reference: TableReference) -> None:
    into.update((replace(reference, table=name), None) for name in names)


def _children(table: Table, reference: TableReference, is_only: Callable[[TableName], bool]) -> tuple[TableName, ...]:
    if not table.children or len(table.children) > _MANY or is_only(reference.table):
        return ()
    return table.children


def _is_temporary(table: Table | None) -> bool:
    return table is not None and table.persistence is Persistence.TEMPORARY

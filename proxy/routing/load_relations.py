"""The `relations:` section: foreign keys that the proxy keeps, with their ends taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from proxy.routing.document import Document, Location
from proxy.routing.problems import Problem
from proxy.routing.rules import Columns, Relation
from proxy.routing.shape import RelationShape, RulesShape
from proxy.sql.statement import TableName


def load_relations(document: Document, shape: RulesShape, problems: list[Problem]) -> tuple[Relation, ...]:
    """Every relation that can be read; what is wrong is added to `problems`."""
    relations: list[Relation] = []
    for i, written in enumerate(shape.relations):
        relation = _relation(document, ("relations", i), written, shape, problems)
        if relation is not None:
            relations.append(relation)
    return tuple(relations)


def _relation(
    document: Document, where: Location, written: RelationShape, shape: RulesShape, problems: list[Problem]
) -> Relation | None:
    before = len(problems)
    child = _columns(document, (*where, "from"), written.from_, problems)
    parents: dict[str, Columns | None] = {}
    if isinstance(written.to, dict):
        for kind, words in written.to.items():
            parents[kind] = _columns(document, (*where, "to", kind), words, problems)
    else:
        words = (written.to,) if isinstance(written.to, str) else tuple(written.to)
        parents[""] = _columns(document, (*where, "to"), words, problems)
    by = None if written.by is None else _columns(document, (*where, "by"), (written.by,), problems)
    names = None if written.names is None else _columns(document, (*where, "names"), (written.names,), problems)
    if (written.by is None) != ("" in parents):
        say = "by: needs to: with a parent for each kind" if written.by else "to: with kinds needs by:, their column"
        problems.append(document.problem((*where, "by" if written.by else "to"), say))
    if written.names is not None and written.by is None:
        problems.append(document.problem((*where, "names"), "translates the value of by:, which is missing"))
    if child is None or len(problems) > before:
        return None
    known = {kind: parent for kind, parent in parents.items() if parent is not None}
    for kind, parent in known.items():
        if len(parent.columns) != len(child.columns):
            key = (*where, "to", kind) if kind else (*where, "to")
            problems.append(document.problem(key, f"{parent} and {child} have different numbers of columns"))
    if by is not None and by.table != child.table:
        problems.append(document.problem((*where, "by"), f"{by} is no column of {child.table}"))
    return Relation(
        child=child,
        parents=known,
        by=None if by is None else by.columns[0],
        names=names,
        check=written.check or shape.check,
        on_delete=written.on_delete,
        on_update=written.on_update,
        lock=written.lock,
        line=document.line(where),
    )


def _columns(document: Document, where: Location, words: Sequence[str], problems: list[Problem]) -> Columns | None:
    """`["a.x", "a.y"]` → columns x and y of table a."""
    table: TableName | None = None
    columns: list[str] = []
    for word in words:
        path, separator, column = word.rpartition(".")
        if not (separator and path and column) or path.count(".") > 1:
            problems.append(document.problem(where, f'"{word}" is not table.column'))
            return None
        schema, _, name = path.rpartition(".")
        found = TableName(name, schema or None)
        if table is not None and found != table:
            problems.append(document.problem(where, f"{found} and {table} are two tables; a key is of one"))
            return None
        table = found
        columns.append(column)
    if table is None:
        problems.append(document.problem(where, "names no column"))
        return None
    return Columns(table, tuple(columns))

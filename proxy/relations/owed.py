"""What a statement owes to the relations: one record on its plan, empty of values, read again at every execution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from proxy.errors import ProxyError
from proxy.relations.cut import cut, explained, is_nested
from proxy.relations.declared import (
    Duty,
    Family,
    TableKey,
    Work,
    duties_of_child,
    family_of_parents,
    needed_columns,
    written_tables,
)
from proxy.relations.looks import CHANGING, Shape, given_by_merge, looks
from proxy.relations.values import is_touched, written_values
from proxy.relations.violations import (
    cannot_be_kept,
    cannot_be_prepared,
    cannot_be_truncated,
    cannot_be_verified,
)
from proxy.routing.deliberation import Catalogs, Deliberation
from proxy.routing.route import Context, Route
from proxy.routing.rules import Rules
from proxy.routing.shape import Transactions
from proxy.sql.catalog import Facts
from proxy.sql.functions import writes
from proxy.sql.known import function_name
from proxy.sql.statement import Analysis, Kind, Statement, TableName

MERGE_RETURNS: Final = 17
"""The first PostgreSQL whose MERGE has a RETURNING."""
_CHANGES: Final = (
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "COPY",
    "SELECT",
    "WITH",
    "PREPARE",
    "EXPLAIN",
    "TRUNCATE TABLE",
)
"""Tags of statements that change rows, or may with a WITH or a body inside."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One statement's relations. Everything here is the same for all statements of its shape."""

    database: str
    """Where the statement runs; what is asked of it goes with the session's own connection."""
    statement: Statement
    children: tuple[Duty, ...] = ()
    """What the rows that it writes refer to."""
    family: Family = field(default_factory=dict)
    """Who refers to the rows that it changes, and who to those."""
    parents: tuple[Duty, ...] = ()
    """Those of `family` whose keys the statement itself may change or remove."""
    columns: Mapping[TableKey, tuple[str, ...]] = field(default_factory=dict)
    """All columns of a child's table, in order; missing where no catalog knows them."""
    defaults: Mapping[TableKey, Mapping[str, str]] = field(default_factory=dict)
    """The columns of a child's table that have a default, and it; missing where no catalog knows."""
    types: Mapping[TableKey, Mapping[str, int]] = field(default_factory=dict)
    """The type OIDs of a child's columns; missing where no catalog knows."""
    holders: Mapping[TableKey, tuple[str, ...]] = field(default_factory=dict)
    """The databases, no replicas, that may have a parent's table too."""
    joins: bool = False
    """Other databases may join its transaction: `transactions: two_phase`."""
    can_scan: bool = False
    """The database can say which rows a transaction has written: PostgreSQL."""
    is_stale: bool = False
    """Something was defined since the catalogs were read: which columns an INSERT names in silence is not known."""
    writes_views: bool = False
    """A view is among what the statement names to be written: that may be another name of a child's table."""
    own_parents: frozenset[TableKey] = frozenset()
    """Tables that the statement writes and its rows may refer to: those rows are there once it has run."""
    merge_returns: bool = False
    """The database's MERGE can return rows: PostgreSQL 17."""
    constraints: Mapping[TableKey, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """The columns of a parent's unique constraints, by their names; missing where no catalog knows them."""
    unsteady: frozenset[str] = frozenset()
    """See `looks.Shape`."""

    def after_definitions(self) -> Owed:
        """The same in a transaction that has defined something."""
        return self if self.is_stale else replace(self, is_stale=True)

    def parent_shape(self, duty: Duty) -> Shape:
        """What is known of the parent's table."""
        key = duty.parent_table
        return Shape(duty.parent_columns.table, self.columns.get(key, ()), self.unsteady, self.constraints.get(key, {}))

    def locks_elsewhere(self, duties: Iterable[Duty]) -> bool:
        """Whether a parent on another database is locked until the statement is committed."""
        return self.joins and any(
            duty.relation.lock and duty.work is Work.LOOK_UP and duty.parent.databases[0] != self.database
            for duty in duties
        )

    @property
    def is_copy(self) -> bool:
        return self.statement.kind is Kind.COPY_IN


def owe(
    route: Route, analysis: Analysis, context: Context, rules: Rules, catalogs: Catalogs | None, text: str
) -> tuple[Route, tuple[Owed, ...]]:
    """What the statements of a routed query string owe; the route is refused where nothing can keep it truthfully."""
    if not rules.relations or route.refused is not None or route.skip or not route.databases:
        return route, ()
    if len(analysis.statements) > 1:
        # One database runs them all.
        context = replace(context, bound=context.bound or route.databases[0])
    found: list[Owed] = []
    for statement in analysis.statements:
        if not statement.writes or statement.tag not in _CHANGES or statement.kind in (Kind.READ, Kind.COPY_OUT):
            continue
        try:
            part = text[statement.start : statement.end]
            is_alone = len(analysis.statements) == 1
            owed = _owed(Deliberation(statement, context, rules, catalogs), route, part, is_alone=is_alone)
        except ProxyError as error:
            # Refused here, or by a Python router that raises when it is asked where the other end is.
            return _refused(route, error), ()
        if owed is not None:
            found.append(owed)
    if found and len(analysis.statements) > 1:
        # Where each statement begins is another place in another text of this shape.
        route = replace(route, cacheable=False)
    return route, tuple(found)


def _refused(route: Route, error: ProxyError) -> Route:
    cacheable = route.cacheable and error.code != "38000"
    return replace(
        route, databases=(), fallback=None, balanced=False, refused=error, refusal="relation", cacheable=cacheable
    )


def refused_by_relation(route: Route, error: ProxyError) -> Route:
    """The route of a statement whose literals a relation refuses, for EXPLAIN (ROUTE)."""
    return _refused(route, error)


def _owed(deliberation: Deliberation, route: Route, text: str, *, is_alone: bool) -> Owed | None:
    statement = deliberation.statement
    if statement.tag == "TRUNCATE TABLE":
        _check_truncated(deliberation, route)
        return None
    text = explained(text) or text
    children = tuple(
        duty
        for duty in duties_of_child(deliberation, route)
        if (duty.work is not Work.NOTHING or duty.relation.by is not None) and _may_refer(text, statement, duty)
    )
    children = tuple(duty for duty in children if _has_work(duty, children))
    family = {} if statement.tag == "COPY" else family_of_parents(deliberation, route)
    parents = _touched_parents(deliberation, text, family)
    if not parents:
        family = {}
    if not children and not parents:
        return None
    if statement.tag == "PREPARE" and is_alone:
        # What EXECUTE owes is asked then (see `call`).
        return None
    if statement.tag == "PREPARE":
        raise cannot_be_prepared((*children, *parents)[0])
    owed = _described(deliberation, Owed(route.databases[0], statement, children, family, parents))
    for duty in children:
        if not owed.can_scan and not _shows_values(text, statement, duty):
            raise cannot_be_verified(duty)
    for duty in parents:
        if looks(text, owed.parent_shape(duty), needed_columns(owed.family, duty.parent_table)) is None:
            raise cannot_be_kept(duty)
    return owed


def _may_refer(text: str, statement: Statement, duty: Duty) -> bool:
    """False for what gives the relation's columns no value: that much its shape shows."""
    relation = duty.relation
    columns = relation.child.columns if relation.by is None else (*relation.child.columns, relation.by)
    return statement.kind is Kind.COPY_IN or written_values(text, relation.child.table, columns) != ()


def _has_work(duty: Duty, all_duties: Sequence[Duty]) -> bool:
    """A kind of parent without work matters where another kind of the same relation has some."""
    return any(other.relation is duty.relation and other.work is not Work.NOTHING for other in all_duties)


def _shows_values(text: str, statement: Statement, duty: Duty) -> bool:
    """Whether the values can be read from the text, or be returned by the statement itself."""
    if statement.kind is Kind.COPY_IN:
        return True
    columns = duty.relation.child.columns
    return (not is_nested(text) and cut(text, duty.relation.child.table) is not None) or (
        given_by_merge(text, duty.relation.child.table, columns, {}) is not None
    )


def _touched_parents(deliberation: Deliberation, text: str, family: Family) -> tuple[Duty, ...]:
    return tuple(
        duty
        for table in {(table.schema, table.name) for table in written_tables(deliberation)}
        for duty in family.get(table, ())
        if deliberation.statement.tag == "DELETE"
        or is_touched(text, duty.parent_columns.table, duty.parent_columns.columns)
    )


def _check_truncated(deliberation: Deliberation, route: Route) -> None:
    """Raises what PostgreSQL says of its own foreign keys."""
    written = {(table.schema, table.name) for table in written_tables(deliberation)}
    family = family_of_parents(deliberation, route)
    for table in written:
        for duty in family.get(table, ()):
            if duty.work is Work.KEEP and not (
                duty.child_table in written and duty.child.databases[0] == route.databases[0]
            ):
                raise cannot_be_truncated(duty)


def _described(deliberation: Deliberation, owed: Owed) -> Owed:
    """With what the catalogs know about the tables."""
    rules = deliberation.rules
    columns: dict[TableKey, tuple[str, ...]] = {}
    defaults: dict[TableKey, Mapping[str, str]] = {}
    types: dict[TableKey, Mapping[str, int]] = {}
    holders: dict[TableKey, tuple[str, ...]] = {}
    constraints: dict[TableKey, Mapping[str, tuple[str, ...]]] = {}
    below = [duty for duties in owed.family.values() for duty in duties]
    for duty in (*owed.children, *below):
        catalog = deliberation.catalogs.get(duty.child.databases[0])
        key = duty.child_table
        table = None if catalog is None else catalog.tables.get(TableName(key[1], key[0]))
        if table is not None:
            columns[key] = table.columns
            defaults[key] = dict(table.defaults)
            types[key] = dict(zip(table.columns, table.types, strict=False))
        else:
            columns[key] = duty.child.table.columns
    for duty in owed.parents:
        catalog = deliberation.catalogs.get(owed.database)
        table = None if catalog is None else catalog.tables.get(TableName(duty.parent_table[1], duty.parent_table[0]))
        columns.setdefault(duty.parent_table, duty.parent.table.columns if table is None else table.columns)
        if table is not None:
            constraints[duty.parent_table] = dict(table.constraints)
    for duty in owed.children:
        parent = duty.parent.table
        looked = duty.parent.databases[0]
        holders[duty.parent_table] = tuple(
            name
            for name, database in rules.databases.items()
            if not database.is_replica
            and name != looked
            and not rules.share_source(name, looked)
            and not deliberation.is_missing(parent, name)
            # A question to the own database that fails would end its transaction: only where the table is known.
            and (name != owed.database or name in parent.databases)
        )
    return replace(
        owed,
        columns=columns,
        defaults=defaults,
        types=types,
        holders=holders,
        constraints=constraints,
        unsteady=frozenset(_unsteady(deliberation)),
        joins=rules.transactions is Transactions.TWO_PHASE,
        writes_views=any(table.is_view for table in written_tables(deliberation)),
        own_parents=frozenset(_own_parents(deliberation, owed)),
        merge_returns=_release(deliberation, owed.database) >= MERGE_RETURNS,
        can_scan=rules.databases[owed.database].kind == "postgresql",
    )


def _own_parents(deliberation: Deliberation, owed: Owed) -> Iterator[TableKey]:
    written = {(table.schema, table.name) for table in written_tables(deliberation)}
    for duty in owed.children:
        if duty.parent.databases[0] == owed.database and duty.parent_table in written:
            yield duty.parent_table


def _release(deliberation: Deliberation, database: str) -> int:
    catalog = deliberation.catalogs.get(database)
    return 0 if catalog is None else catalog.release


def _unsteady(deliberation: Deliberation) -> Iterator[str]:
    """The functions of the statement that give something else, or change something, when they are called again."""
    facts = Facts(
        tuple(deliberation.catalogs.values()), deliberation.search_path, functions=deliberation.rules.functions
    )
    for word in deliberation.statement.functions:
        name = function_name(word)
        if name.name in CHANGING or writes(word, name, facts):
            yield name.name

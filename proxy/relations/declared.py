"""What a statement owes to the declared relations: parents that must exist, children that must not be left behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from proxy.routing.deliberation import TRANSACTION, Deliberation, Home
from proxy.routing.route import Mode, Route
from proxy.routing.router import Table
from proxy.routing.rules import Columns, Relation
from proxy.routing.shape import Action, Check
from proxy.sql.catalog import ForeignKey
from proxy.sql.statement import TableName


class Work(StrEnum):
    """What the proxy itself has to do about one relation."""

    NOTHING = "nothing"
    LOOK_UP = "look up"
    """The parent's row must be found."""
    REFUSE = "refuse"
    """Any reference that is not null crosses databases."""
    KEEP = "keep"
    """The children's rows follow `on_delete` and `on_update` of the relation."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One relation that a statement touches, from one of its ends.

    `kind` is the word of `to:` for a relation with `by`, else "".
    """

    relation: Relation
    kind: str
    child: Home
    parent: Home
    work: Work
    names_database: str | None = None
    """Where the value of `by:` is translated into the word of `to:`."""

    @property
    def child_table(self) -> TableKey:
        return self.child.table.schema, self.child.table.name

    @property
    def parent_table(self) -> TableKey:
        return self.parent.table.schema, self.parent.table.name

    @property
    def parent_columns(self) -> Columns:
        return self.relation.parents[self.kind]


def duties_of_child(deliberation: Deliberation, route: Route) -> tuple[Duty, ...]:
    """What rows written by the statement on `route` owe to their parents. Raises what a Python router raises.

    The parent is where a write to its table in the same statement would go, never a replica.
    """
    if not route.databases or route.skip:
        return ()
    found: list[Duty] = []
    for relation in deliberation.rules.relations:
        if not _is_written(deliberation, relation.child.table):
            continue
        child = Home(deliberation.resolve(relation.child.table), route.databases[:1], route.router, route.reason)
        for kind, parent in relation.parents.items():
            home = _parent_home(deliberation, parent.table)
            work = _work_for_child(deliberation, relation, kind, child, home)
            found.append(Duty(relation, kind, child, home, work, _names_home(deliberation, relation)))
    return tuple(found)


TableKey = tuple[str, str]
"""Schema and name of a table, as the catalogs know it."""
Family = Mapping[TableKey, tuple[Duty, ...]]
"""Under each table the relations in which it is the parent."""


def family_of_parents(deliberation: Deliberation, route: Route) -> Family:
    """The children, and theirs, of every table that the statement writes; only where the proxy has something to keep.

    A child whose foreign key the database holds itself is in it where other children depend on it.
    """
    if not deliberation.rules.relations or not route.databases:
        return {}
    found: dict[TableKey, tuple[Duty, ...]] = {}
    waiting = written_tables(deliberation)
    written = {_key(table) for table in waiting}
    while waiting:
        table = waiting.pop(0)
        if _key(table) in found:
            continue
        duties: list[Duty] = []
        for relation in deliberation.rules.relations:
            for kind, parent in relation.parents.items():
                if _key(deliberation.resolve(parent.table)) == _key(table):
                    home = None
                    if _key(table) in written:
                        home = Home(table, route.databases[:1], route.router, route.reason)
                    duties.append(_duty_of_parent(deliberation, relation, kind, home))
        found[_key(table)] = tuple(duties)
        waiting.extend(duty.child.table for duty in duties)
    return _pruned(found)


def written_tables(deliberation: Deliberation) -> list[Table]:
    """What the statement writes."""
    return [deliberation.resolve(reference.table) for reference in deliberation.statement.writes]


def needed_columns(family: Family, table: TableKey) -> tuple[str, ...]:
    """The columns of `table` that others refer to."""
    return tuple(dict.fromkeys(column for duty in family.get(table, ()) for column in duty.parent_columns.columns))


def _duty_of_parent(deliberation: Deliberation, relation: Relation, kind: str, home: Home | None) -> Duty:
    parent = home or _parent_home(deliberation, relation.parents[kind].table)
    child = _parent_home(deliberation, relation.child.table)
    native = _holds_foreign_key(deliberation, relation, kind, parent.databases[0], actions=True)
    together = deliberation.rules.share_source(parent.databases[0], child.databases[0])
    work = Work.NOTHING if (native and together) or _is_waived(relation) else Work.KEEP
    return Duty(relation, kind, child, parent, work, _names_home(deliberation, relation))


def _is_waived(relation: Relation) -> bool:
    """`check: allow` lets references dangle; an action that is written down must happen all the same."""
    return relation.check is Check.ALLOW and {relation.on_delete, relation.on_update} == {Action.NO_ACTION}


def _pruned(family: Family) -> Family:
    """Without the branches on which the databases do everything themselves."""
    needed = {key for key, duties in family.items() if any(duty.work is Work.KEEP for duty in duties)}
    while True:
        more = {
            key
            for key, duties in family.items()
            if key not in needed and any(_key(duty.child.table) in needed for duty in duties)
        }
        if not more:
            break
        needed |= more
    return {
        key: tuple(duty for duty in duties if duty.work is Work.KEEP or _key(duty.child.table) in needed)
        for key, duties in family.items()
        if key in needed
    }


def _key(table: Table) -> TableKey:
    return table.schema, table.name


def _names_home(deliberation: Deliberation, relation: Relation) -> str | None:
    """The database that translates `by:`."""
    return None if relation.names is None else _parent_home(deliberation, relation.names.table).databases[0]


def _is_written(deliberation: Deliberation, table: TableName) -> bool:
    wanted = _key(deliberation.resolve(table))
    return any(_key(one) == wanted for one in written_tables(deliberation))


def _parent_home(deliberation: Deliberation, name: TableName) -> Home:
    """Explicit choice if the table is there, else the chain, the transaction (if it is there), the default."""
    table = deliberation.resolve(name)
    choice = deliberation.choice
    if choice is not None and deliberation.is_missing(table, choice.database):
        deliberation = _without(deliberation, choice=True)
    home = deliberation.home(table, Mode.WRITE)
    if home.reason == TRANSACTION and deliberation.is_missing(table, home.databases[0]):
        return _without(deliberation, choice=False).home(table, Mode.WRITE)
    return home


def _without(deliberation: Deliberation, *, choice: bool) -> Deliberation:
    """As if the database had not been chosen, or the transaction were on none yet: the table is not there."""
    statement, context = deliberation.statement, deliberation.context
    if choice:
        statement, context = replace(statement, using=None), replace(context, choice=None)
    else:
        context = replace(context, bound=None)
    return Deliberation(statement, context, deliberation.rules, deliberation.catalogs)


def _work_for_child(deliberation: Deliberation, relation: Relation, kind: str, child: Home, parent: Home) -> Work:
    rules = deliberation.rules
    together = rules.share_source(child.databases[0], parent.databases[0])
    if relation.check is Check.ALLOW:
        return Work.NOTHING
    if relation.check is Check.REFUSE:
        return Work.NOTHING if together else Work.REFUSE
    if together and _holds_foreign_key(deliberation, relation, kind, child.databases[0], actions=False):
        return Work.NOTHING
    return Work.LOOK_UP


def _holds_foreign_key(
    deliberation: Deliberation, relation: Relation, kind: str, database: str, *, actions: bool
) -> bool:
    """Whether the database has this very foreign key, with `actions` also what to do on DELETE and UPDATE."""
    catalog = deliberation.catalogs.get(database) or deliberation.catalogs.get(deliberation.rules.source(database))
    if catalog is None or relation.by is not None:
        return False
    return any(_is_same(deliberation, relation, kind, key, actions) for key in catalog.foreign_keys)


def _is_same(deliberation: Deliberation, relation: Relation, kind: str, key: ForeignKey, actions: bool) -> bool:
    child = deliberation.resolve(relation.child.table)
    parent = deliberation.resolve(relation.parents[kind].table)
    if (key.table, key.parent) != (TableName(child.name, child.schema), TableName(parent.name, parent.schema)):
        return False
    pairs = set(zip(key.columns, key.parent_columns, strict=True))
    if pairs != set(zip(relation.child.columns, relation.parents[kind].columns, strict=True)):
        return False
    return not actions or (key.on_delete == relation.on_delete.value and key.on_update == relation.on_update.value)

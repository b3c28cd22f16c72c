"""What a statement owes to the declared relations: parents that must exist, children that must not be left behind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from proxy.routing.deliberation import Catalogs, Deliberation, Home
from proxy.routing.route import Context, Mode, Route
from proxy.routing.rules import Columns, Relation, Rules
from proxy.routing.shape import Action, Check
from proxy.sql.catalog import ForeignKey
from proxy.sql.statement import Statement, TableName


class Work(StrEnum):
    """What the proxy itself has to do about one relation."""

    NOTHING = "nothing"
    LOOK_UP = "look up"
    """The parent's row must be found."""
    REFUSE = "refuse"
    """Any reference that is not null crosses databases."""
    KEEP = "keep"
    """The children's rows follow `action` when their parent goes."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One relation that a statement touches. `kind` is the word of `to:` for a relation with `by`, else ""."""

    relation: Relation
    kind: str
    child: Home
    parent: Home
    work: Work
    action: Action = Action.NO_ACTION

    @property
    def parent_columns(self) -> Columns:
        return self.relation.parents[self.kind]


def duties_of_child(
    statement: Statement, route: Route, context: Context, rules: Rules, catalogs: Catalogs | None = None
) -> tuple[Duty, ...]:
    """What rows written by `statement` on `route` owe to their parents. Raises what a Python router raises.

    The parent is where a write to its table in the same statement would go, never a replica.
    """
    if not rules.relations or not route.databases or route.skip:
        return ()
    deliberation = Deliberation(statement, context, rules, catalogs)
    found: list[Duty] = []
    for relation in rules.relations:
        if not _is_written(deliberation, statement, relation.child.table):
            continue
        child = Home(deliberation.resolve(relation.child.table), route.databases[:1], route.router, route.reason)
        for kind, parent in relation.parents.items():
            home = _parent_home(deliberation, parent.table)
            found.append(Duty(relation, kind, child, home, _work_for_child(deliberation, relation, kind, child, home)))
    return tuple(found)


def duties_of_parent(
    statement: Statement, route: Route, context: Context, rules: Rules, catalogs: Catalogs | None = None
) -> tuple[Duty, ...]:
    """What a DELETE, or an UPDATE of keys, on `route` owes to the children of its rows."""
    if (
        not rules.relations
        or not route.databases
        or statement.tag not in ("DELETE", "UPDATE", "MERGE", "TRUNCATE TABLE")
    ):
        return ()
    deliberation = Deliberation(statement, context, rules, catalogs)
    found: list[Duty] = []
    for relation in rules.relations:
        action = relation.on_update if statement.tag == "UPDATE" else relation.on_delete
        for kind, parent in relation.parents.items():
            if not _is_written(deliberation, statement, parent.table):
                continue
            home = Home(deliberation.resolve(parent.table), route.databases[:1], route.router, route.reason)
            child = _parent_home(deliberation, relation.child.table)
            native = _holds_foreign_key(deliberation, relation, kind, home.databases[0], action)
            together = rules.share_source(home.databases[0], child.databases[0])
            work = Work.NOTHING if native and together else Work.KEEP
            found.append(Duty(relation, kind, child, home, work, action))
    return tuple(found)


def _is_written(deliberation: Deliberation, statement: Statement, table: TableName) -> bool:
    wanted = deliberation.resolve(table)
    for reference in statement.writes:
        resolved = deliberation.resolve(reference.table)
        if (resolved.name, resolved.schema) == (wanted.name, wanted.schema):
            return True
    return False


def _parent_home(deliberation: Deliberation, name: TableName) -> Home:
    """Explicit choice if the table is there, else the chain, the transaction, the default; as a write would go."""
    table = deliberation.resolve(name)
    choice = deliberation.choice
    if choice is not None and deliberation.is_missing(table, choice.database):
        free = Deliberation(
            replace(deliberation.statement, using=None),
            replace(deliberation.context, choice=None),
            deliberation.rules,
            deliberation.catalogs,
        )
        return free.home(table, Mode.WRITE)
    return deliberation.home(table, Mode.WRITE)


def _work_for_child(deliberation: Deliberation, relation: Relation, kind: str, child: Home, parent: Home) -> Work:
    rules = deliberation.rules
    together = rules.share_source(child.databases[0], parent.databases[0])
    if relation.check is Check.ALLOW:
        return Work.NOTHING
    if relation.check is Check.REFUSE:
        return Work.NOTHING if together else Work.REFUSE
    if together and _holds_foreign_key(deliberation, relation, kind, child.databases[0], None):
        return Work.NOTHING
    return Work.LOOK_UP


def _holds_foreign_key(
    deliberation: Deliberation, relation: Relation, kind: str, database: str, action: Action | None
) -> bool:
    """Whether the database has this very foreign key, and with `action` also what to do on DELETE."""
    catalog = deliberation.catalogs.get(database) or deliberation.catalogs.get(deliberation.rules.source(database))
    if catalog is None or relation.by is not None:
        return False
    return any(_is_same(deliberation, relation, kind, key, action) for key in catalog.foreign_keys)


def _is_same(deliberation: Deliberation, relation: Relation, kind: str, key: ForeignKey, action: Action | None) -> bool:
    child = deliberation.resolve(relation.child.table)
    parent = deliberation.resolve(relation.parents[kind].table)
    if (key.table, key.parent) != (TableName(child.name, child.schema), TableName(parent.name, parent.schema)):
        return False
    pairs = set(zip(key.columns, key.parent_columns, strict=True))
    if pairs != set(zip(relation.child.columns, relation.parents[kind].columns, strict=True)):
        return False
    return action is None or (key.on_delete == relation.on_delete.value and key.on_update == relation.on_update.value)

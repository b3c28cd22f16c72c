"""What becomes of rows that refer to a parent that goes or changes its key: looked at first, worked on afterwards."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from proxy.relations.declared import Duty, TableKey, Work, needed_columns
from proxy.relations.owed import Owed
from proxy.relations.questions import Key, Kind, Question, Row, children, follow, look_up, parts, values_of_kinds
from proxy.relations.steps import Answers, Ask
from proxy.relations.violations import cannot_follow, missing_parent, still_referenced
from proxy.routing.rules import NAMES_KEY
from proxy.routing.shape import Action

# Any: see `steps.Steps`.
Looking = Generator[Ask, Any, None]


@dataclass(slots=True)
class Chores:
    """What the look at the children has found to be done, in the order in which it is done: the deepest rows first."""

    here: list[Question] = field(default_factory=list)
    """In the statement's own database."""
    elsewhere: list[Question] = field(default_factory=list)
    afterwards: list[tuple[Duty, list[Key]]] = field(default_factory=list)
    """`no action` in the own database: what must not be referred to once the statement has run."""

    def add(self, more: Chores) -> None:
        self.here += more.here
        self.elsewhere += more.elsewhere
        self.afterwards += more.afterwards


@dataclass(frozen=True, slots=True)
class _Level:
    """Rows of one table that go (`new` is None for each) or change: old values and new ones, by column."""

    table: TableKey
    rows: tuple[tuple[Mapping[str, str | None], Mapping[str, str | None] | None], ...]


def look(
    owed: Owed, table: TableKey, columns: Sequence[str], rows: Sequence[Row], assigned: Sequence[str], chores: Chores
) -> Looking:
    """Asks for the children of these rows and theirs, and adds to `chores` what must be done about them.

    Each row has the present `columns`, then what the columns `assigned` become; none, and the rows go. Raises what
    forbids it.
    """
    kinds = yield from _kinds(owed)
    levels: deque[_Level] = deque([_Level(table, tuple(_row(columns, row, assigned) for row in rows))])
    seen: set[tuple[int, str, Key]] = set()
    found: list[Question] = []
    while levels:
        level = levels.popleft()
        for duty in owed.family.get(level.table, ()):
            changes = _changes(duty, level, seen)
            if not changes:
                continue
            below = yield from _follow(owed, duty, changes, kinds, found, chores)
            if below is not None:
                levels.append(below)
    for question in reversed(found):
        (chores.here if question.database == owed.database else chores.elsewhere).append(question)


def _row(
    columns: Sequence[str], row: Row, assigned: Sequence[str]
) -> tuple[Mapping[str, str | None], Mapping[str, str | None] | None]:
    old = dict(zip(columns, row[: len(columns)], strict=True))
    if not assigned:
        return old, None
    return old, {**old, **dict(zip(assigned, row[len(columns) :], strict=True))}


def _kinds(owed: Owed) -> Generator[Ask, Any, dict[tuple[int, str], Kind]]:
    """The values of `by:` that mean each kind of each polymorphic relation."""
    kinds: dict[tuple[int, str], Kind] = {}
    asked: dict[int, Duty] = {}
    for duties in owed.family.values():
        for duty in duties:
            by = duty.relation.by
            if by is None:
                continue
            if duty.relation.names is None:
                kinds[id(duty.relation), duty.kind] = Kind(by, (duty.kind,))
            else:
                asked[id(duty.relation)] = duty
    questions = []
    for duty in asked.values():
        assert duty.relation.names is not None
        home = duty.names_database or owed.database
        questions.append(values_of_kinds(home, duty.relation.names, NAMES_KEY, duty.relation.parents))
    if not questions:
        return kinds
    answers: Answers = yield Ask(tuple(questions))
    for duty, rows in zip(asked.values(), answers, strict=True):
        for word in duty.relation.parents:
            values = tuple(row[0] for row in rows or () if row[1] == word and row[0] is not None)
            assert duty.relation.by is not None
            kinds[id(duty.relation), word] = Kind(duty.relation.by, values)
    return kinds


def _changes(duty: Duty, level: _Level, seen: set[tuple[int, str, Key]]) -> dict[Key, Key | None]:
    """Each key that others may refer to by this relation, and what it becomes; those met before are left out."""
    changes: dict[Key, Key | None] = {}
    for old, new in level.rows:
        key = _key(duty, old)
        became = None if new is None else _key(duty, new)
        mark = (id(duty.relation), duty.kind, key or ())
        if key is None or key == became or mark in seen:
            continue
        seen.add(mark)
        changes[key] = became
    return changes


def _key(duty: Duty, row: Mapping[str, str | None]) -> Key | None:
    values = [row[column] for column in duty.parent_columns.columns]
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) else None


def _follow(
    owed: Owed,
    duty: Duty,
    changes: dict[Key, Key | None],
    kinds: Mapping[tuple[int, str], Kind],
    found: list[Question],
    chores: Chores,
) -> Generator[Ask, Any, _Level | None]:
    """What this relation asks for; the children's rows where those have children in turn."""
    kind = kinds.get((id(duty.relation), duty.kind))
    if kind is not None and not kind.values:
        return None
    goes = any(new is None for new in changes.values())
    action = duty.relation.on_delete if goes else duty.relation.on_update
    database = duty.child.databases[0]
    if duty.work is not Work.KEEP and action is not Action.CASCADE:
        return None
    if duty.work is Work.KEEP and action in (Action.RESTRICT, Action.NO_ACTION):
        if action is Action.NO_ACTION and database == owed.database:
            chores.afterwards.append((duty, list(changes)))
        else:
            yield from forbid(duty, list(changes), kind)
        return None
    needed = needed_columns(owed.family, duty.child_table)
    below: list[tuple[Mapping[str, str | None], Mapping[str, str | None] | None]] = []
    if action is Action.CASCADE and needed:
        if not goes and set(needed) & set(duty.relation.child.columns):
            raise cannot_follow(
                duty, "its own columns are a key that others refer to, and a change would have to go on"
            )
        for keys in parts(changes):
            answers: Answers = yield Ask((children(database, duty.relation.child, keys, needed, kind),))
            below.extend((dict(zip(needed, row, strict=True)), None) for row in answers[0] or ())
    elif action is not Action.CASCADE and set(needed) & set(duty.relation.child.columns):
        raise cannot_follow(duty, "its own columns are a key that others refer to")
    if duty.work is not Work.KEEP:
        return _Level(duty.child_table, tuple(below)) if below and goes else None
    if action is Action.SET_DEFAULT:
        is_needed = yield from _has_children(duty, list(changes), kind)
        if not is_needed:
            return None
        yield from _default(owed, duty, changes)
    elif owed.joins and database != owed.database:
        # Nobody should take part in a transaction for nothing.
        is_needed = yield from _has_children(duty, list(changes), kind)
        if not is_needed:
            return None
    if not goes and any(new is None for new in changes.values()):
        raise cannot_follow(duty, "the new key is NULL")
    for keys in parts(changes):
        question = follow(database, duty.relation.child, {key: changes[key] for key in keys}, action, kind)
        if question is not None:
            found.append(question)
    return _Level(duty.child_table, tuple(below)) if below and goes else None


def forbid(duty: Duty, keys: Sequence[Key], kind: Kind | None) -> Looking:
    """Raises where a row still refers to one of `keys`."""
    columns = duty.relation.child.columns
    for some in parts(keys):
        question = children(duty.child.databases[0], duty.relation.child, some, columns, kind)
        answers: Answers = yield Ask((question,))
        for row in answers[0] or ():
            raise still_referenced(duty, [str(value) for value in row])


def _has_children(duty: Duty, keys: Sequence[Key], kind: Kind | None) -> Generator[Ask, Any, bool]:
    for some in parts(keys):
        question = children(duty.child.databases[0], duty.relation.child, some, duty.relation.child.columns, kind)
        answers: Answers = yield Ask((question,))
        if answers[0]:
            return True
    return False


def check_afterwards(owed: Owed, chores: Chores) -> Looking:
    """`no action`: raises where the statement has left rows that refer to nothing."""
    if not chores.afterwards:
        return
    kinds = yield from _kinds(owed)
    for duty, keys in chores.afterwards:
        yield from forbid(duty, keys, kinds.get((id(duty.relation), duty.kind)))


def _default(owed: Owed, duty: Duty, changes: Mapping[Key, Key | None]) -> Looking:
    """Raises unless the default of the child's columns is NULL or refers to a row that stays."""
    known = owed.defaults.get(duty.child_table)
    if known is None:
        raise cannot_follow(duty, "its default is not known, for the catalogs have not been read")
    expressions = [known.get(column) for column in duty.relation.child.columns]
    if None in expressions:
        return
    shown = ", ".join(f"({expression})::text" for expression in expressions)
    answers: Answers = yield Ask((Question(duty.child.databases[0], f"SELECT {shown}"),))
    row = (answers[0] or [()])[0]
    key = tuple(value for value in row if value is not None)
    if len(key) < len(expressions):
        return
    if key in changes:
        raise still_referenced(duty, key)
    database = duty.parent.databases[0]
    question = look_up(database, duty.parent_columns, [key], locks=database == owed.database or duty.relation.lock)
    answers = yield Ask((question,))
    if not answers[0]:
        raise missing_parent(duty, key)

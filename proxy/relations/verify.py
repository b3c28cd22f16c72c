"""Whether rows refer to parents that are there: one look-up for all of a statement's or a batch's keys."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from proxy.errors import ProxyError
from proxy.relations.declared import Duty, TableKey, Work
from proxy.relations.questions import Key, Question, few, found, is_exact, look_up, names_of_kinds, parts
from proxy.relations.steps import Answers, Ask
from proxy.relations.violations import crossing_reference, missing_parent
from proxy.routing.rules import NAMES_KEY, Relation

Asking = Generator[Ask, Any, None]
"""Steps that only ask. Any: see `Steps`."""


@dataclass(slots=True)
class Claims:
    """What rows claim about one relation: keys that must be there, each with its kind and its first line."""

    relation: Relation
    duties: Mapping[str, Duty]
    """By kind; the one "" where there is no `by`."""
    rows: dict[tuple[Key, str], int | None] = field(default_factory=dict)
    """Key and value of `by:` ("" without one) → the line of a COPY, None elsewhere."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the child that `add` wants."""
        by = self.relation.by
        return self.relation.child.columns if by is None else (*self.relation.child.columns, by)

    def add(self, row: Sequence[str | None], line: int | None = None) -> None:
        """One row's values of `columns`; one NULL, and it refers to nothing (MATCH SIMPLE)."""
        known = [value for value in row if value is not None]
        if len(known) < len(row):
            return
        if self.relation.by is None:
            self.rows.setdefault((tuple(known), ""), line)
            return
        duty = self.duties.get(known[-1])
        if self.relation.names is not None or (duty is not None and duty.work is not Work.NOTHING):
            self.rows.setdefault((tuple(known[:-1]), known[-1]), line)

    def refusal(self) -> ProxyError | None:
        """What refuses a row whatever the databases hold; None where only they can tell."""
        for _, value in self.rows:
            duty = self.duties.get(value)
            if self.relation.names is None and duty is not None and duty.work is Work.REFUSE:
                return crossing_reference(duty)
        return None


def claims_of(duties: Sequence[Duty]) -> list[Claims]:
    """One for each relation, without rows yet."""
    grouped: dict[int, dict[str, Duty]] = {}
    for duty in duties:
        grouped.setdefault(id(duty.relation), {})[duty.kind] = duty
    return [Claims(next(iter(group.values())).relation, group) for group in grouped.values()]


def verify(claims: Sequence[Claims], own: str, holders: Mapping[TableKey, tuple[str, ...]]) -> Asking:
    """Asks for every key that is claimed, and raises what is true of the first that is not there.

    `own` is the database of the statement, where what is found is locked; `holders` are other databases that may have
    a parent's table.
    """
    asked: list[tuple[Question, Claims, str, list[Key]]] = []
    for one in claims:
        if one.rows and one.relation.names is not None:
            home = next(iter(one.duties.values())).names_database or own
            values = dict.fromkeys(value for _, value in one.rows)
            asked.append((names_of_kinds(home, one.relation.names, NAMES_KEY, values), one, "", []))
        for kind, duty in one.duties.items():
            asked.extend((question, one, kind, keys) for question, keys in _look_ups(one, kind, duty, own))
    if not asked:
        return
    answers: Answers = yield Ask(tuple(question for question, *_ in asked))
    words: dict[int, dict[str, str]] = {}
    there: dict[tuple[int, str], set[Key]] = {}
    uncertain: list[tuple[Claims, str, list[Key]]] = []
    for (_, one, kind, keys), rows in zip(asked, answers, strict=True):
        if not keys:
            words[id(one)] = {row[0]: row[1] for row in rows or () if row[0] is not None and row[1] is not None}
            continue
        parent = one.duties[kind].parent_columns
        known = found(parent, keys, rows or ())
        there.setdefault((id(one), kind), set()).update(known)
        if not is_exact(parent, keys) and len(known) < len(keys):
            uncertain.append((one, kind, [key for key in keys if key not in known]))
    for one, kind, keys in uncertain:
        yield from _ask_again(one, kind, keys, own, there)
    for one in claims:
        yield from _judge(one, words.get(id(one)), there, holders)


def _look_ups(claims: Claims, kind: str, duty: Duty, own: str) -> Iterable[tuple[Question, list[Key]]]:
    if duty.work is not Work.LOOK_UP:
        return
    may_be_any = claims.relation.by is None or claims.relation.names is not None
    for keys in parts(key for key, value in claims.rows if may_be_any or value == kind):
        yield _question(duty, keys, own), keys


def _question(duty: Duty, keys: Sequence[Key], own: str) -> Question:
    database = duty.parent.databases[0]
    locks = database == own or duty.relation.lock
    return look_up(database, duty.parent_columns, keys, locks=locks)


def _ask_again(claims: Claims, kind: str, keys: list[Key], own: str, there: dict[tuple[int, str], set[Key]]) -> Asking:
    duty = claims.duties[kind]
    for few_keys in few(keys):
        answers: Answers = yield Ask((_question(duty, few_keys, own),))
        there[id(claims), kind] |= found(duty.parent_columns, few_keys, answers[0] or ())


def _judge(
    claims: Claims,
    words: Mapping[str, str] | None,
    there: Mapping[tuple[int, str], set[Key]],
    holders: Mapping[TableKey, tuple[str, ...]],
) -> Asking:
    for (key, value), line in claims.rows.items():
        kind = value if words is None else words.get(value)
        duty = None if kind is None else claims.duties.get(kind)
        if duty is None or kind is None or duty.work is Work.NOTHING:
            # A kind that the relation does not list is none of its business.
            continue
        if duty.work is Work.REFUSE:
            raise crossing_reference(duty)
        if key not in there.get((id(claims), kind), ()):
            yield from _missing(duty, key, line, holders.get(duty.parent_table, ()))


def _missing(duty: Duty, key: Key, line: int | None, holders: Sequence[str]) -> Asking:
    """Raises the violation, and names another database that has the key."""
    elsewhere: str | None = None
    if holders:
        questions = tuple(look_up(name, duty.parent_columns, [key], locks=False, is_optional=True) for name in holders)
        answers: Answers = yield Ask(questions)
        elsewhere = next((name for name, rows in zip(holders, answers, strict=True) if rows), None)
    raise missing_parent(duty, key, elsewhere, line)

"""What one execution of a statement has to do for its relations: its values read, its steps laid out, nothing run."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from proxy.relations.cut import Cut, cut, with_returning
from proxy.relations.declared import Duty, Work, needed_columns
from proxy.relations.follow import Chores, check_afterwards, look
from proxy.relations.looks import Look, Looks, given_by_merge, looks
from proxy.relations.owed import Owed
from proxy.relations.questions import MARK, Question, written_now
from proxy.relations.selection import Selection
from proxy.relations.steps import Answers, Ask, Later, Ran, Run, Steps
from proxy.relations.values import DEFAULT, UNKNOWN, Parameter, Rows, Value, written_values
from proxy.relations.verify import Claims, claims_of, verify
from proxy.relations.violations import cannot_be_kept, cannot_be_verified, parents_changed

Parameters = Mapping[int, str | None]
"""The text of each parameter that was asked for by its number, None for NULL."""


@dataclass(frozen=True, slots=True)
class Errand:
    """The work of one execution. `steps` is consumed by carrying it out."""

    steps: Steps
    is_before_only: bool
    """Everything is asked before the statement runs, which then runs as it is."""
    is_atomic: bool
    """What is asked and the statement belong into one transaction of the statement's database."""


def parameters_read(owed: Owed, text: str) -> frozenset[int]:
    """The numbers of the parameters whose values `errand` must know."""
    return frozenset(
        value.number
        for claims in claims_of(owed.children)
        for row in _rows(owed, claims, text)
        for value in row
        if isinstance(value, Parameter)
    )


def errand(owed: Owed, text: str, bound: Sequence[Parameters] = ({},)) -> Errand | None:
    """What executing `text` once for each of `bound` has to do; None where these values ask for nothing.

    Several executions are one errand only where all of it is done before them. Raises what forbids the statement
    whatever the databases hold.
    """
    known: list[Claims] = []
    returned: list[Claims] = []
    for claims in claims_of(owed.children):
        if _take(owed, claims, text, bound):
            returned.append(replace(claims, rows={}))
        refusal = claims.refusal()
        if refusal is not None:
            raise refusal
        if claims.rows:
            known.append(claims)
    goings = _goings(owed, text)
    if not known and not returned and not goings:
        return None
    before_only = not returned and not goings
    asks_here = any(
        (duty.work is Work.LOOK_UP and duty.parent.databases[0] == owed.database)
        or duty.names_database == owed.database
        for claims in known
        for duty in claims.duties.values()
    )
    locks = any(owed.locks_elsewhere(claims.duties.values()) for claims in known)
    return Errand(_steps(owed, text, known, returned, goings), before_only, asks_here or locks or not before_only)


def _rows(owed: Owed, claims: Claims, text: str) -> Rows:
    child = next(iter(claims.duties.values()))
    order = owed.columns.get(child.child_table, ())
    return written_values(text, claims.relation.child.table, claims.columns, order)


def _take(owed: Owed, claims: Claims, text: str, bound: Sequence[Parameters]) -> bool:
    """Adds what can be read; True where a value is only known when the statement has run."""
    is_unknown = False
    rows = _rows(owed, claims, text)
    for parameters in bound:
        for row in rows:
            values = [_value(owed, claims, value, place, parameters) for place, value in enumerate(row)]
            if None in values:
                continue
            read = [value for value in values if isinstance(value, str)]
            if len(read) < len(values):
                is_unknown = True
            else:
                claims.add(read)
    return is_unknown


def _value(owed: Owed, claims: Claims, value: Value, place: int, parameters: Parameters) -> str | object | None:
    """A text, None, or UNKNOWN."""
    if isinstance(value, Parameter):
        return parameters.get(value.number)
    if value is not DEFAULT:
        return value
    child = next(iter(claims.duties.values()))
    defaults = owed.defaults.get(child.child_table)
    if defaults is None or claims.columns[place] in defaults:
        return UNKNOWN
    return None


@dataclass(frozen=True, slots=True)
class _Going:
    """The rows of one parent's table that the statement deletes, or whose keys it changes."""

    duty: Duty
    columns: tuple[str, ...]
    looks: Looks

    def questions(self, owed: Owed) -> Iterator[tuple[Look, Question]]:
        for part in self.looks.parts:
            chosen = part.selection
            yield part, Question(owed.database, f"{MARK} {chosen.text}", chosen.parameters)


def _goings(owed: Owed, text: str) -> list[_Going]:
    """Raises where they cannot be asked for before the statement runs."""
    found: list[_Going] = []
    for duty in {duty.parent_table: duty for duty in owed.parents}.values():
        columns = needed_columns(owed.family, duty.parent_table)
        order = owed.columns.get(duty.parent_table, ())
        parts = looks(text, duty.parent_columns.table, columns, order)
        if parts is None:
            raise cannot_be_kept(duty)
        if parts.parts:
            found.append(_Going(duty, columns, parts))
    return found


def _look_at(owed: Owed, goings: Sequence[_Going], chores: Chores) -> Generator[Ask, Any, tuple[Duty, int] | None]:
    """What becomes of the children; then how many rows the statement will touch, where its command tag says so."""
    expected: tuple[Duty, int] | None = None
    for going in goings:
        if not going.looks.is_whole and owed.can_scan:
            # Nothing will tell how many rows it touches: none may come meanwhile.
            table = going.duty.parent_columns.table
            yield Ask((Question(owed.database, f"{MARK} LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"),))
        count = 0
        for part, question in going.questions(owed):
            answers: Answers = yield Ask((question,))
            rows = answers[0] or []
            count += len(set(map(tuple, rows))) if part.selection.joins else len(rows)
            if rows and not part.is_counted_only:
                yield from look(owed, going.duty.parent_table, going.columns, rows, part.assigned, chores)
        if going.looks.is_whole:
            expected = going.duty, count
    return expected


def _steps(
    owed: Owed, text: str, known: Sequence[Claims], returned: Sequence[Claims], goings: Sequence[_Going]
) -> Steps:
    merged = () if owed.can_scan else tuple(_merged(owed, text, returned))
    for claims, chosen in merged:
        questions = tuple(Question(owed.database, f"{MARK} {one.text}", one.parameters) for one in chosen)
        answers: Answers = yield Ask(questions)
        for rows in answers:
            for row in rows or ():
                claims.add(row)
        refusal = claims.refusal()
        if refusal is not None:
            raise refusal
    known = [*known, *(claims for claims, _ in merged)]
    returned = [claims for claims in returned if all(claims is not other for other, _ in merged)]
    yield from verify(known, owed.database, owed.holders)
    chores = Chores()
    expected = yield from _look_at(owed, goings, chores)
    statement = cut(text, returned[0].relation.child.table) if returned else None
    columns = tuple(dict.fromkeys(column for claims in returned for column in claims.columns))
    can_return = statement is not None and all(_is_of(claims, statement) for claims in returned)
    extended = with_returning(statement, columns) if statement is not None and can_return else None
    is_last = not goings and not returned
    ran: Ran = yield Run(extended, len(columns) if extended is not None else 0, is_last)
    if expected is not None and ran.count is not None and ran.count != expected[1]:
        raise parents_changed(expected[0].parent.table.name)
    if chores.here:
        # Not before: the statement's own condition may look at them.
        yield Ask(tuple(chores.here))
    yield from check_afterwards(owed, chores)
    if extended is not None:
        _collect(returned, columns, ran)
        yield from verify(returned, owed.database, owed.holders)
    elif returned:
        yield from _scan(owed, returned)
    if chores.elsewhere:
        yield Later(tuple(chores.elsewhere))


def _merged(owed: Owed, text: str, returned: Sequence[Claims]) -> Iterator[tuple[Claims, list[Selection]]]:
    """What a MERGE on SQLite will write, as questions: it returns nothing, and nothing else writes meanwhile."""
    for claims in returned:
        child = next(iter(claims.duties.values()))
        defaults = owed.defaults.get(child.child_table)
        chosen = given_by_merge(text, claims.relation.child.table, claims.columns, defaults)
        if chosen is not None:
            yield claims, chosen
        elif cut(text, claims.relation.child.table) is None:
            raise cannot_be_verified(child)


def _is_of(claims: Claims, statement: Cut) -> bool:
    """Whether the statement itself writes the rows, so that it can return them."""
    return cut(statement.tokens.text, claims.relation.child.table) is not None and statement.verb in (
        "insert",
        "update",
    )


def _collect(returned: Sequence[Claims], columns: Sequence[str], ran: Ran) -> None:
    for claims in returned:
        places = [columns.index(column) for column in claims.columns]
        for row in ran.rows:
            claims.add([row[place] for place in places])
        refusal = claims.refusal()
        if refusal is not None:
            raise refusal


def _scan(owed: Owed, returned: Sequence[Claims]) -> Steps:
    questions = tuple(written_now(owed.database, claims.relation.child, claims.columns) for claims in returned)
    answers: Answers = yield Ask(questions)
    for claims, rows in zip(returned, answers, strict=True):
        for row in rows or ():
            claims.add(row)
        refusal = claims.refusal()
        if refusal is not None:
            raise refusal
    yield from verify(returned, owed.database, owed.holders)

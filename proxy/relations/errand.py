"""What one execution of a statement has to do for its relations: its values read, its steps laid out, nothing run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from proxy.relations.cut import Cut, cut, explained, is_nested, with_returning
from proxy.relations.declared import Work
from proxy.relations.follow import Chores, check_afterwards
from proxy.relations.goings import Going, check_count, goings_of, look_after, look_before
from proxy.relations.looks import given_by_merge
from proxy.relations.merge import merge_returning
from proxy.relations.owed import Owed
from proxy.relations.questions import MARK, Question, Row, written_now
from proxy.relations.selection import Selection
from proxy.relations.steps import Answers, Ask, Later, Ran, Run, Steps
from proxy.relations.values import DEFAULT, UNKNOWN, Parameter, Rows, Value, written_values
from proxy.relations.verify import Claims, claims_of, verify
from proxy.relations.violations import cannot_be_verified

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
    text = explained(text) or text
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
    inner = explained(text)
    is_explained, text = inner is not None, text if inner is None else inner
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
    goings = goings_of(owed, text, is_explained=is_explained)
    if not known and not returned and not goings:
        return None
    late = [claims for claims in known if _refers_to_its_own(owed, claims)]
    before_only = not returned and not goings and not late
    asks_here = any(
        (duty.work is Work.LOOK_UP and duty.parent.databases[0] == owed.database)
        or duty.names_database == owed.database
        for claims in known
        for duty in claims.duties.values()
    )
    locks = any(owed.locks_elsewhere(claims.duties.values()) for claims in known)
    early = [claims for claims in known if all(claims is not other for other in late)]
    steps = _steps(owed, text, early, late, returned, goings, is_explained=is_explained)
    return Errand(steps, before_only, asks_here or locks or not before_only)


def _refers_to_its_own(owed: Owed, claims: Claims) -> bool:
    """Whether a row may refer to one that the same statement writes: to itself, above all."""
    return any(
        duty.work is Work.LOOK_UP
        and duty.parent_table in owed.own_parents
        and duty.parent.databases[0] == owed.database
        for duty in claims.duties.values()
    )


def _rows(owed: Owed, claims: Claims, text: str) -> Rows:
    child = next(iter(claims.duties.values()))
    order = () if owed.is_stale else owed.columns.get(child.child_table, ())
    return written_values(text, claims.relation.child.table, claims.columns, order, not owed.writes_views)


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
    if owed.is_stale or defaults is None or claims.columns[place] in defaults:
        return UNKNOWN
    return None


def _steps(
    owed: Owed,
    text: str,
    known: Sequence[Claims],
    late: Sequence[Claims],
    returned: Sequence[Claims],
    goings: Sequence[Going],
    *,
    is_explained: bool,
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
    yield from look_before(owed, goings, chores)
    extended, columns, can_return = (None, (), False) if is_explained else _extended(owed, text, returned, goings)
    is_last = not goings and not returned and not late
    about = ", ".join(f"{claims.relation.child}" for claims in returned) if extended is not None else ""
    ran: Ran = yield Run(extended, len(columns), about, len(text), is_last=is_last)
    for going in goings:
        if extended is not None and going.main is not None:
            yield from look_after(owed, going, [_of_columns(row, columns, going.columns) for row in ran.rows])
        elif not is_explained:
            check_count(going, ran)
        chores.add(going.chores)
    if chores.here:
        # Not before: the statement's own condition may look at them.
        yield Ask(tuple(chores.here))
    yield from check_afterwards(owed, chores)
    if returned and can_return:
        _collect(returned, columns, ran)
    elif returned:
        yield from _scan(owed, returned)
    yield from verify([*late, *returned], owed.database, owed.holders)
    if chores.elsewhere:
        yield Later(tuple(chores.elsewhere))


def _extended(
    owed: Owed, text: str, returned: Sequence[Claims], goings: Sequence[Going]
) -> tuple[str | None, tuple[str, ...], bool]:
    """The statement with what it must return, which columns those are, and whether all of `returned` are among them."""
    # What only the statement can tell of parents comes first: of children PostgreSQL can be asked afterwards.
    tables = [going.duty.parent_columns.table for going in goings if going.main is not None]
    tables += [claims.relation.child.table for claims in returned]
    statement = next((found for table in tables if (found := cut(text, table)) is not None), None)
    if statement is None:
        return _extended_merge(owed, text, returned)
    can_return = all(_is_of(claims, statement) for claims in returned)
    wanted = [column for claims in returned for column in claims.columns] if can_return else []
    wanted += [column for going in goings if going.main is not None for column in going.columns]
    columns = tuple(dict.fromkeys(wanted))
    return (with_returning(statement, columns), columns, can_return) if columns else (None, (), False)


def _extended_merge(owed: Owed, text: str, returned: Sequence[Claims]) -> tuple[str | None, tuple[str, ...], bool]:
    """The same of a MERGE into the one table of `returned`."""
    tables = {claims.relation.child.table for claims in returned}
    columns = tuple(dict.fromkeys(column for claims in returned for column in claims.columns))
    found = merge_returning(text, next(iter(tables)), columns) if owed.merge_returns and len(tables) == 1 else None
    return (None, (), False) if found is None or is_nested(text) else (found, columns, True)


def _of_columns(row: Row, columns: Sequence[str], some: Sequence[str]) -> Row:
    return tuple(row[columns.index(column)] for column in some)


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

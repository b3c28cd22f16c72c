"""Rows of parents that a statement deletes or gives other keys: looked at before it runs, or heard from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from proxy.relations.declared import Duty, needed_columns
from proxy.relations.follow import Chores, Looking, look
from proxy.relations.looks import Look, Looks, looks
from proxy.relations.owed import Owed
from proxy.relations.questions import MARK, Question, Row
from proxy.relations.steps import Answers, Ask, Ran
from proxy.relations.violations import cannot_be_kept, keys_not_known, parents_changed


@dataclass(slots=True)
class Going:
    """The rows of one parent's table that the statement deletes, or whose keys it changes."""

    duty: Duty
    columns: tuple[str, ...]
    looks: Looks
    # Found by the look
    rows: list[Row] = field(default_factory=list)
    """Of the main part."""
    count: int = 0
    chores: Chores = field(default_factory=Chores)
    """For the rows of the main part."""

    @property
    def main(self) -> Look | None:
        """Of the statement itself, where that tells of each row what it has done: a DELETE, or an UPDATE of keys."""
        return next((part for part in self.looks.parts if part.is_main), None)


def goings_of(owed: Owed, text: str, *, is_explained: bool = False) -> list[Going]:
    """Raises where nobody can tell which they are. `is_explained`: the statement will return nothing of its own."""
    found: list[Going] = []
    for duty in {duty.parent_table: duty for duty in owed.parents}.values():
        columns = needed_columns(owed.family, duty.parent_table)
        parts = looks(text, owed.parent_shape(duty), columns)
        if parts is None or (is_explained and any(part.is_told or part.late for part in parts.parts)):
            raise cannot_be_kept(duty)
        if parts.parts:
            found.append(Going(duty, columns, replace(parts, is_whole=False) if is_explained else parts))
    return found


def look_before(owed: Owed, goings: Sequence[Going], chores: Chores) -> Generator[Ask, Any, None]:
    """What becomes of the children, as far as it can be known before the statement runs."""
    for going in goings:
        if not going.looks.is_whole and owed.can_scan:
            # Nothing will tell how many rows it touches: none may come meanwhile.
            table = going.duty.parent_columns.table
            yield Ask((Question(owed.database, f"{MARK} LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"),))
        for part in going.looks.parts:
            chosen = part.selection
            if chosen is None:
                continue
            answers: Answers = yield Ask((Question(owed.database, f"{MARK} {chosen.text}", chosen.parameters),))
            rows = [tuple(row) for row in answers[0] or []]
            rows = list(dict.fromkeys(rows)) if chosen.joins else rows
            going.count += len(rows)
            if part.is_main:
                going.rows = rows
            if part.late:
                if len(rows) > 1:
                    raise keys_not_known(going.duty, part.late)
            elif rows and not part.is_counted_only:
                into = going.chores if part.is_main else chores
                yield from look(owed, going.duty.parent_table, going.columns, rows, part.assigned, into)


def look_after(owed: Owed, going: Going, returned: Sequence[Row]) -> Looking:
    """The statement has told the keys of the rows that it has deleted, or the new ones: the children follow those."""
    part = going.main
    assert part is not None
    if part.assigned:
        told = [tuple(row[going.columns.index(column)] for column in part.assigned) for row in returned]
        expected = [row[len(going.columns) :] for row in going.rows]
        if not part.late and Counter(told) == Counter(expected):
            return
        if len(told) != len(going.rows) or len(told) > 1:
            raise parents_changed(going.duty.parent.table.name)
        rows: list[Row] = [(*going.rows[0][: len(going.columns)], *told[0])] if told else []
    else:
        rows = [tuple(row) for row in returned]
        if not part.is_told and Counter(rows) == Counter(going.rows):
            return
    going.chores = Chores()
    if rows:
        yield from look(owed, going.duty.parent_table, going.columns, rows, part.assigned, going.chores)


def check_count(going: Going, ran: Ran) -> None:
    """Raises where the statement that returns no keys has touched more rows than were looked at, or fewer."""
    if going.looks.is_whole and ran.count is not None and ran.count != going.count:
        raise parents_changed(going.duty.parent.table.name)

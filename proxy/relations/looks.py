"""Which rows of a parent a statement deletes or gives another key, in any of its parts, as questions before it runs.

What only the statement itself can tell, because asking would compute it twice or cannot be said, is left to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from proxy.relations.conflict import conflict_assigns, met
from proxy.relations.cut import LONGEST, Cut, assignments, cut_between, end_of
from proxy.relations.merge import Merge, When, merge_between
from proxy.relations.selection import Selection, selection
from proxy.relations.within import Within, within, write_before
from proxy.sql.statement import TableName
from proxy.sql.tokens import Tokens, tokenize, unquoted

CHANGING: Final = frozenset(
    ("nextval", "random", "random_normal", "gen_random_uuid", "uuidv4", "uuidv7", "clock_timestamp", "timeofday")
)
"""Built-in functions that give something else when they are asked again."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of the parent's table and of the statement, beside its text."""

    table: TableName
    order: tuple[str, ...] = ()
    """All columns of the table; empty where no catalog knows them."""
    unsteady: frozenset[str] = frozenset()
    """Functions of the statement that may give something else, or do something more, when they are called again."""
    constraints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The columns of each unique constraint and primary key, by its name."""


@dataclass(frozen=True, slots=True)
class Look:
    """Some of these rows. `assigned` are the columns that change, behind the present ones; none, and the rows go."""

    selection: Selection | None
    """None where only the statement itself can tell which rows it deletes."""
    assigned: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    """All of `assigned` where only the statement itself can tell what they become; the selection leaves them out."""
    is_counted_only: bool = False
    """The rows keep their keys."""
    is_main: bool = False
    """Of a DELETE or UPDATE that is the statement itself, which can return the keys."""

    @property
    def is_told(self) -> bool:
        return self.selection is None


@dataclass(frozen=True, slots=True)
class Looks:
    """All of them. `is_whole`: they are as many as the command tag will say."""

    parts: tuple[Look, ...]
    is_whole: bool


def looks(text: str, shape: Shape, columns: Sequence[str]) -> Looks | None:
    """For the key `columns` of a table. None where nobody can tell, neither before nor after."""
    tokens = tokenize(text)
    if tokens.broken is not None or not len(tokens):
        return None
    statement = within(tokens)
    if statement is None:
        return None
    found: list[Look] = []
    for place, one in enumerate(statement.defined):
        if one in statement.changing:
            more = _part(statement, one.verb, one.body, place, shape, columns)
            if more is None:
                return None
            found += more
    main = (statement.verb, end_of(tokens))
    last = _part(statement, statement.verb, main, None, shape, columns)
    if last is None:
        return None
    return Looks((*found, *last), is_whole=not found and tokens.values[statement.verb] != "insert")


def _part(
    statement: Within, verb: int, bounds: tuple[int, int], own: int | None, shape: Shape, columns: Sequence[str]
) -> list[Look] | None:
    """Of one part, which begins at `bounds` and has its verb at `verb`."""
    tokens, end = statement.tokens, bounds[1]
    if tokens.values[verb] == "merge":
        merge = merge_between(tokens, verb, end, None)
        if merge is None:
            return None
        if merge_between(tokens, verb, end, shape.table) is None:
            return []
        return _merged(statement, merge, bounds, own, shape, columns)
    one = cut_between(tokens, verb, end, shape.table)
    if one is None:
        is_query = tokens.values[verb] in ("select", "values", "table", "(")
        return [] if is_query or cut_between(tokens, verb, end, None) is not None else None
    if one.verb == "insert":
        return _conflicting(statement, one, bounds, own, shape, columns)
    assigned: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    if one.verb == "update":
        values = assignments(one)
        if values is None:
            return None
        assigned = tuple(column for column in columns if column in values)
        if not assigned:
            return []
        if any(_is_late(tokens, values[column], shape) for column in assigned):
            late = assigned
    is_main = own is None
    if not is_main and late:
        return None
    chosen = None
    if not _chooses_unsteadily(statement, one, bounds, own, shape):
        writer = write_before(statement, bounds, own)
        chosen = None if writer is None else selection(one, columns, () if late else assigned, writer)
    if chosen is None and (assigned or not is_main):
        return None
    return [Look(chosen, assigned, late, is_main=is_main)]


def _chooses_unsteadily(statement: Within, one: Cut, bounds: tuple[int, int], own: int | None, shape: Shape) -> bool:
    """Whether which rows it touches might be another answer when it is asked for again."""
    start = 0 if own is None else bounds[0]
    left_out = [each for each in (one.clause("set"), one.clause("returning")) if each is not None]
    parts = [start, *(place for each in sorted(left_out) for place in each), bounds[1]]
    return any(
        _is_unsteady(statement.tokens, (first, behind), shape)
        for first, behind in zip(parts[::2], parts[1::2], strict=True)
    )


def _is_late(tokens: Tokens, value: tuple[int, int] | None, shape: Shape) -> bool:
    return value is None or tokens.values[slice(*value)] == ["default"] or _is_unsteady(tokens, value, shape)


def _is_unsteady(tokens: Tokens, bounds: tuple[int, int], shape: Shape) -> bool:
    """Whether something in it must not be computed twice."""
    return any(
        tokens.values[place + 1 : place + 2] == ["("] and unquoted(tokens.values[place]) in shape.unsteady
        for place in range(*bounds)
    )


def _conflicting(
    statement: Within, one: Cut, bounds: tuple[int, int], own: int | None, shape: Shape, columns: Sequence[str]
) -> list[Look] | None:
    """Of ON CONFLICT DO UPDATE."""
    tokens = statement.tokens
    changes = conflict_assigns(one)
    if changes is None:
        is_harmless = "conflict" not in tokens.values[one.body : bounds[1]] or _does_nothing(
            tokens.values[one.start : bounds[1]]
        )
        return [] if is_harmless else None
    assigned = tuple(column for column in columns if column in changes[0])
    if not assigned:
        return []
    if len(tokens.text) >= LONGEST or _is_unsteady(tokens, bounds, shape):
        return None
    writer = write_before(statement, bounds, own)
    chosen = None if writer is None else met(one, columns, assigned, shape.order, shape.constraints, writer)
    return None if chosen is None else [Look(chosen, assigned)]


def _does_nothing(words: Sequence[str]) -> bool:
    return any(words[place : place + 2] == ["do", "nothing"] for place in range(len(words)))


def _merged(
    statement: Within, merge: Merge, bounds: tuple[int, int], own: int | None, shape: Shape, columns: Sequence[str]
) -> list[Look] | None:
    if not any(_touches(merge, when, columns) for when in merge.whens):
        return []
    if _is_unsteady(statement.tokens, bounds, shape):
        return None
    found: list[Look] = []
    for when in merge.whens:
        if when.verb == "do":
            continue
        writer = write_before(statement, bounds, own)
        if writer is None:
            return None
        if not _touches(merge, when, columns):
            found.append(Look(merge.counted(when, writer), is_counted_only=True))
            continue
        values = merge.assigned(when)
        if values is None:
            return None
        assigned = tuple(column for column in columns if column in values)
        chosen = merge.changed(when, columns, assigned, writer)
        if chosen is None:
            return None
        found.append(Look(chosen, assigned))
    return found


def _touches(merge: Merge, when: When, columns: Sequence[str]) -> bool:
    if when.verb == "update":
        values = merge.assigned(when)
        return values is None or bool(set(columns) & set(values))
    return when.verb == "delete"


def given_by_merge(
    text: str, table: TableName, columns: Sequence[str], defaults: Mapping[str, str] | None
) -> list[Selection] | None:
    """What a MERGE into `table` will write into `columns`, as questions before it runs; None where nobody can ask."""
    tokens = tokenize(text)
    statement = None if tokens.broken is not None or not len(tokens) else within(tokens)
    if statement is None or statement.changing:
        return None
    bounds = (statement.verb, end_of(tokens))
    merge = merge_between(tokens, *bounds, table)
    if merge is None or CHANGING & {unquoted(word) for word in tokens.values}:
        return None
    found: list[Selection] = []
    for when in merge.whens:
        values = merge.assigned(when)
        if when.verb not in ("insert", "update") or (values is not None and values and not set(columns) & set(values)):
            continue
        writer = write_before(statement, bounds, None)
        chosen = None if writer is None else merge.given(when, columns, defaults, writer)
        if chosen is None:
            return None
        found.append(chosen)
    return found

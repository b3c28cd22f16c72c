"""Which rows of a parent a statement deletes or gives another key, in any of its parts, as questions before it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from proxy.relations.conflict import conflict_assigns, met
from proxy.relations.cut import LONGEST, assignments, cut_between, end_of
from proxy.relations.merge import Merge, When, merge_between
from proxy.relations.selection import Selection, selection
from proxy.relations.within import Within, within, write_before
from proxy.sql.statement import TableName
from proxy.sql.tokens import tokenize, unquoted

_CHANGING: Final = frozenset(
    ("nextval", "random", "random_normal", "gen_random_uuid", "uuidv4", "uuidv7", "clock_timestamp", "timeofday")
)
"""Functions of SQLite databases that give something else when they are asked again."""


@dataclass(frozen=True, slots=True)
class Look:
    """Some of these rows. `assigned` are the columns that change, behind the present ones; none, and the rows go."""

    selection: Selection
    assigned: tuple[str, ...] = ()
    is_counted_only: bool = False
    """The rows keep their keys."""


@dataclass(frozen=True, slots=True)
class Looks:
    """All of them. `is_whole`: they are as many as the command tag will say."""

    parts: tuple[Look, ...]
    is_whole: bool


def looks(text: str, table: TableName, columns: Sequence[str], order: Sequence[str] = ()) -> Looks | None:
    """For the key `columns` of `table`, whose columns in order are `order`. None where it cannot be asked before."""
    tokens = tokenize(text)
    if tokens.broken is not None or not len(tokens):
        return None
    statement = within(tokens)
    if statement is None:
        return None
    found: list[Look] = []
    for place, one in enumerate(statement.defined):
        if one in statement.changing:
            more = _part(statement, one.verb, one.body, place, table, columns, order)
            if more is None:
                return None
            found += more
    main = (statement.verb, end_of(tokens))
    last = _part(statement, statement.verb, main, None, table, columns, order)
    if last is None:
        return None
    return Looks((*found, *last), is_whole=not found and tokens.values[statement.verb] != "insert")


def _part(
    statement: Within,
    verb: int,
    bounds: tuple[int, int],
    own: int | None,
    table: TableName,
    columns: Sequence[str],
    order: Sequence[str],
) -> list[Look] | None:
    """Of one part, which begins at `bounds` and has its verb at `verb`."""
    tokens, end = statement.tokens, bounds[1]
    if tokens.values[verb] == "merge":
        merge = merge_between(tokens, verb, end, None)
        if merge is None:
            return None
        if merge_between(tokens, verb, end, table) is None:
            return []
        return _merged(statement, merge, bounds, own, columns)
    one = cut_between(tokens, verb, end, table)
    if one is None:
        is_query = tokens.values[verb] in ("select", "values", "table", "(")
        return [] if is_query or cut_between(tokens, verb, end, None) is not None else None
    assigned: tuple[str, ...] = ()
    if one.verb == "update":
        values = assignments(one)
        if values is None:
            return None
        assigned = tuple(column for column in columns if column in values)
    elif one.verb == "insert":
        changes = conflict_assigns(one)
        if changes is None:
            return (
                []
                if "conflict" not in tokens.values[one.body : end] or _does_nothing(tokens.values[verb:end])
                else None
            )
        assigned = tuple(column for column in columns if column in changes[0])
    if one.verb != "delete" and not assigned:
        return []
    if len(tokens.text) >= LONGEST and one.verb == "insert":
        return None
    writer = write_before(statement, bounds, own)
    if writer is None:
        return None
    if one.verb == "insert":
        chosen = met(one, columns, assigned, order, writer)
    else:
        chosen = selection(one, columns, assigned, writer)
    return None if chosen is None else [Look(chosen, assigned)]


def _does_nothing(words: Sequence[str]) -> bool:
    return any(words[place : place + 2] == ["do", "nothing"] for place in range(len(words)))


def _merged(
    statement: Within, merge: Merge, bounds: tuple[int, int], own: int | None, columns: Sequence[str]
) -> list[Look] | None:
    if not any(_touches(merge, when, columns) for when in merge.whens):
        return []
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
    if merge is None or _CHANGING & {unquoted(word) for word in tokens.values}:
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

"""Which values a statement gives to the columns of a relation, read from its text; nothing is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from proxy.sql.statement import TableName
from proxy.sql.tokens import NUMBER, OPERATOR, PARAMETER, QUOTED, STRING, WORD, Tokens, string_value, tokenize, unquoted

_LONGEST: Final = 8192
"""Characters from which on the tokens leave out runs of literals."""


class Unknown(Enum):
    """Neither a literal nor a parameter: only the database that runs the statement computes it."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True)
class Parameter:
    """`number` counts from 1, as in `$1`; `cast` is what follows it: `::integer`."""

    number: int
    cast: str = ""


Value = str | Parameter | Unknown | None
"""A literal's text, a parameter, unknown, or NULL."""
Rows = tuple[tuple[Value, ...], ...]
"""One entry a row that is written, or one for all rows of an UPDATE; empty where no column of the relation changes."""


def written_values(text: str, table: TableName, columns: Sequence[str], order: Sequence[str] = ()) -> Rows:
    """What this one statement, which writes `table`, gives to `columns`. `order` are all columns of the table.

    A column that an INSERT leaves out counts as NULL. Whatever cannot be read for certain is unknown.
    """
    unknown: Rows = ((UNKNOWN,) * len(columns),)
    if len(text) >= _LONGEST:
        return unknown
    tokens = tokenize(text)
    words = tokens.values
    if tokens.broken is not None or not words:
        return unknown
    if words[0] == "insert" and words[1:2] == ["into"]:
        return _inserted(tokens, table, columns, order) or unknown
    if words[0] == "update":
        rows = _updated(tokens, table, columns)
        return unknown if rows is None else rows
    if words[0] == "delete" and words[1:2] == ["from"]:
        position = 3 if words[2:3] == ["only"] else 2
        return () if _target(tokens, position, table) is not None else unknown
    return unknown


def is_touched(text: str, table: TableName, columns: Sequence[str]) -> bool:
    """Whether this statement may change one of `columns` in rows of `table` that are there already, or remove them."""
    if len(text) >= _LONGEST:
        return True
    tokens = tokenize(text)
    words = tokens.values
    if tokens.broken is not None or not words:
        return True
    if words[0] == "insert":
        return "conflict" in words and bool(set(columns) & _names_behind(tokens, words.index("conflict")))
    if words[0] == "update":
        return _updated(tokens, table, columns) != ()
    return any(word in words for word in ("update", "delete", "merge", "conflict"))


def _target(tokens: Tokens, position: int, table: TableName) -> int | None:
    """The index behind the name at `position`; None unless it names `table`."""
    names: list[str] = []
    while position < len(tokens) and tokens.kinds[position] in (WORD, QUOTED):
        names.append(unquoted(tokens.values[position]))
        position += 1
        if tokens.values[position : position + 1] != ["."]:
            break
        position += 1
    if not names or names[-1] != table.name or len(names) > 2:
        return None
    if len(names) == 2 and table.schema is not None and names[0] != table.schema:
        return None
    return position


def _inserted(tokens: Tokens, table: TableName, columns: Sequence[str], order: Sequence[str]) -> Rows | None:
    """None where the rows cannot be read."""
    words = tokens.values
    position = _target(tokens, 2, table)
    if position is None:
        return None
    if words[position : position + 1] == ["as"]:
        position += 2
    named = list(order)
    if words[position : position + 1] == ["("]:
        end = tokens.match[position]
        parts = _split(tokens, position + 1, end)
        if end < 0 or any(len(part) != 1 or part[0] not in (WORD, QUOTED) for part in _kinds(tokens, parts)):
            return None
        named = [unquoted(words[start]) for start, _ in parts]
        position = end + 1
    elif not named and words[position : position + 1] != ["default"]:
        return None
    if words[position : position + 1] == ["overriding"]:
        position += 3
    if words[position : position + 2] == ["default", "values"]:
        return ((None,) * len(columns),) if _ends_plainly(tokens, position + 2, columns) else None
    if words[position : position + 1] != ["values"]:
        return None
    position += 1
    rows: list[tuple[Value, ...]] = []
    while words[position : position + 1] == ["("]:
        end = tokens.match[position]
        if end < 0:
            return None
        cells = [_value(tokens, start, stop) for start, stop in _split(tokens, position + 1, end)]
        if len(cells) > len(named):
            return None
        given = dict(zip(named, cells, strict=False))
        rows.append(tuple(given.get(column) for column in columns))
        position = end + 1
        if words[position : position + 1] != [","]:
            break
        position += 1
    return tuple(rows) if rows and _ends_plainly(tokens, position, columns) else None


def _ends_plainly(tokens: Tokens, position: int, columns: Sequence[str]) -> bool:
    """Whether nothing but ON CONFLICT, RETURNING or the end follows, and no conflict changes these columns."""
    words = tokens.values
    following = words[position : position + 1]
    if following not in ([], [";"], ["returning"], ["on"]):
        return False
    return following != ["on"] or not set(columns) & _names_behind(tokens, position)


def _names_behind(tokens: Tokens, position: int) -> set[str]:
    """What a DO UPDATE behind `position` mentions from SET to the end; empty for DO NOTHING."""
    words = tokens.values
    try:
        start = words.index("set", position)
    except ValueError:
        return set()
    return {unquoted(word) for word in words[start:]}


def _updated(tokens: Tokens, table: TableName, columns: Sequence[str]) -> Rows | None:
    words = tokens.values
    start = 2 if words[1:2] == ["only"] else 1
    if _target(tokens, start, table) is None or "set" not in words:
        return None
    given: dict[str, Value] = {}
    for first, end in _split(tokens, words.index("set") + 1, _end_of_assignments(tokens, words.index("set") + 1)):
        if words[first] in ("(", "row"):
            inside = {unquoted(word) for word in words[first:end]}
            given.update({column: UNKNOWN for column in columns if column in inside})
            continue
        column = unquoted(words[first])
        if column in columns:
            is_assigned = words[first + 1 : first + 2] == ["="]
            given[column] = _value(tokens, first + 2, end) if is_assigned else UNKNOWN
    if not given:
        return ()
    return (tuple(given.get(column, UNKNOWN) for column in columns),)


def _end_of_assignments(tokens: Tokens, position: int) -> int:
    words = tokens.values
    while position < len(tokens):
        word = words[position]
        if word in ("(", "[") and tokens.match[position] > 0:
            position = tokens.match[position]
        elif word in ("where", "returning", ";") or (word == "from" and words[position - 1] != "distinct"):
            break
        position += 1
    return position


def _split(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between the commas from `start` to `end`, as bounds."""
    parts: list[tuple[int, int]] = []
    position = first = start
    while position < end:
        word = tokens.values[position]
        if word in ("(", "[") and tokens.match[position] > 0:
            position = tokens.match[position]
        elif word == ",":
            parts.append((first, position))
            first = position + 1
        position += 1
    if first < end:
        parts.append((first, end))
    return parts


def _kinds(tokens: Tokens, parts: Sequence[tuple[int, int]]) -> list[list[str]]:
    return [tokens.kinds[start:end] for start, end in parts]


def _value(tokens: Tokens, start: int, end: int) -> Value:
    """A literal or a parameter, also with a cast; NULL for the word; DEFAULT counts as left out."""
    words = tokens.values
    sign = ""
    if end - start > 1 and tokens.kinds[start] == OPERATOR and words[start] in ("-", "+"):
        sign = words[start].replace("+", "")
        start += 1
    if start >= end:
        return UNKNOWN
    is_cast = words[start + 1 : start + 2] == ["::"] and all(
        kind in (WORD, QUOTED, NUMBER) or word in (".", "(", ")", ",", "[", "]", "::")
        for kind, word in zip(tokens.kinds[start + 2 : end], words[start + 2 : end], strict=True)
    )
    if end - start > 1 and not is_cast:
        return UNKNOWN
    kind, word = tokens.kinds[start], words[start]
    if kind == NUMBER:
        return sign + word
    if sign:
        return UNKNOWN
    if kind == STRING:
        return string_value(word)
    if kind == PARAMETER:
        cast = tokens.text[tokens.starts[start + 1] : tokens.ends[end - 1]] if is_cast else ""
        return Parameter(int(word[1:]), cast)
    if kind == WORD and word in ("null", "default"):
        return None
    if kind == WORD and word in ("true", "false"):
        return word
    return UNKNOWN

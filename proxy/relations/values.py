"""Which values a statement gives to the columns of a relation, read from its text; nothing is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from proxy.relations.cut import LONGEST, Cut, assignments, cut, cut_between, end_of, is_nested, split
from proxy.relations.within import within
from proxy.sql.statement import TableName
from proxy.sql.tokens import NUMBER, OPERATOR, PARAMETER, QUOTED, STRING, WORD, Tokens, string_value, tokenize, unquoted


class Unknown(Enum):
    """Neither a literal nor a parameter: only the database that runs the statement computes it."""

    UNKNOWN = "unknown"
    DEFAULT = "default"
    """The column was left out, or DEFAULT written."""


UNKNOWN: Final = Unknown.UNKNOWN
DEFAULT: Final = Unknown.DEFAULT


@dataclass(frozen=True, slots=True)
class Parameter:
    """`number` counts from 1, as in `$1`."""

    number: int


_CHANGES: Final = ("insert", "update", "delete", "merge")
_SHORTENING: Final = ("char", "character", "bpchar", "name", "bit")
"""Types whose casts may change a value's text."""

Value = str | Parameter | Unknown | None
"""A literal's text, a parameter, unknown, the column's default, or NULL."""
Rows = tuple[tuple[Value, ...], ...]
"""One entry a row that is written, or one for all rows of an UPDATE; empty where no column of the relation changes."""


@lru_cache(maxsize=2048)
def written_values(
    text: str, table: TableName, columns: tuple[str, ...], order: tuple[str, ...] = (), by_name: bool = False
) -> Rows:
    """What this one statement, which writes `table`, gives to `columns`. `order` are all columns of the table.

    Whatever cannot be read for certain is unknown. `by_name`: the statement writes no view, so that a part of it that
    does not name the table does not write it.
    """
    unknown: Rows = ((UNKNOWN,) * len(columns),)
    statement = cut(text, table)
    if is_nested(text):
        found = _in_parts(text, table, columns, order) if by_name else None
        return unknown if found is None else found
    if statement is None:
        return unknown
    if statement.verb == "delete":
        return ()
    if statement.verb == "update":
        rows = _updated(statement, columns)
        return unknown if rows is None else rows
    return unknown if len(text) >= LONGEST else _inserted(statement, columns, order) or unknown


def _in_parts(text: str, table: TableName, columns: tuple[str, ...], order: tuple[str, ...]) -> Rows | None:
    """Of a statement whose WITH changes rows: what all parts of it give. None where that cannot be read."""
    tokens = tokenize(text)
    statement = None if len(text) >= LONGEST else within(tokens)
    if statement is None:
        return None
    parts = [(one.verb, one.body[1]) for one in statement.changing]
    if tokens.values[statement.verb] in _CHANGES:
        parts.append((statement.verb, end_of(tokens)))
    rows: list[tuple[Value, ...]] = []
    for verb, end in parts:
        part = cut_between(tokens, verb, end, table)
        if part is None and cut_between(tokens, verb, end, None) is None:
            return None
        if part is None or part.verb == "delete":
            continue
        found = _updated(part, columns) if part.verb == "update" else _inserted(part, columns, order)
        if found is None:
            return None
        rows += found
    return tuple(rows)


def is_touched(text: str, table: TableName, columns: Sequence[str]) -> bool:
    """Whether this statement may change one of `columns` in rows of `table` that are there already, or remove them."""
    tokens = tokenize(text)
    words = tokens.values
    if tokens.broken is not None or not words:
        return True
    statement = None if is_nested(text) else cut(text, table)
    if statement is not None and statement.verb == "insert":
        return bool(set(columns) & _changed_by_conflict(statement))
    if statement is not None and statement.verb == "update":
        return _updated(statement, columns) != ()
    if words[0] == "merge":
        return "delete" in words or bool(set(columns) & _names_behind_set(tokens, 0))
    return any(word in words for word in ("update", "delete", "merge", "conflict"))


def _inserted(statement: Cut, columns: Sequence[str], order: Sequence[str]) -> Rows | None:
    """None where the rows cannot be read."""
    tokens = statement.tokens
    words = tokens.values
    position = statement.body
    named = list(order)
    if words[position : position + 1] == ["("]:
        end = tokens.match[position]
        parts = split(tokens, position + 1, end)
        if end < 0 or any(len(part) != 1 or part[0] not in (WORD, QUOTED) for part in _kinds(tokens, parts)):
            return None
        named = [unquoted(words[start]) for start, _ in parts]
        position = end + 1
    elif not named and words[position : position + 1] != ["default"]:
        return None
    if words[position : position + 1] == ["overriding"]:
        position += 3
    if words[position : position + 2] == ["default", "values"]:
        plainly = _ends_plainly(statement, position + 2, columns)
        return ((DEFAULT,) * len(columns),) if plainly else None
    if words[position : position + 1] != ["values"]:
        return None
    position += 1
    rows: list[tuple[Value, ...]] = []
    while words[position : position + 1] == ["("]:
        end = tokens.match[position]
        if end < 0:
            return None
        cells = [written_value(tokens, start, stop) for start, stop in split(tokens, position + 1, end)]
        if len(cells) > len(named):
            return None
        given = dict(zip(named, cells, strict=False))
        rows.append(tuple(given.get(column, DEFAULT) for column in columns))
        position = end + 1
        if words[position : position + 1] != [","]:
            break
        position += 1
    return tuple(rows) if rows and _ends_plainly(statement, position, columns) else None


def _ends_plainly(statement: Cut, position: int, columns: Sequence[str]) -> bool:
    """Whether nothing but ON CONFLICT, RETURNING or the end follows, and no conflict changes these columns."""
    if position >= statement.end:
        return True
    following = statement.tokens.values[position : position + 1]
    if following not in ([], [";"], ["returning"], ["on"]):
        return False
    return following != ["on"] or not set(columns) & _changed_by_conflict(statement)


def _changed_by_conflict(statement: Cut) -> set[str]:
    words = statement.tokens.values
    if "conflict" not in words[statement.body :]:
        return set()
    return _names_behind_set(statement.tokens, words.index("conflict", statement.body))


def _names_behind_set(tokens: Tokens, position: int) -> set[str]:
    """The columns assigned behind `position`: a name, or the names of a list, in front of `=`; none for DO NOTHING."""
    words = tokens.values
    if "set" not in words[position:]:
        return set()
    found: set[str] = set()
    for index in range(words.index("set", position) + 1, len(words)):
        if words[index] != "=" or index + 1 == len(words):
            continue
        before = index - 1
        if words[before] == ")" and tokens.match[before] >= 0:
            found.update(unquoted(word) for word in words[tokens.match[before] : before])
        else:
            found.add(unquoted(words[before]))
    return found


def _updated(statement: Cut, columns: Sequence[str]) -> Rows | None:
    values = assignments(statement)
    if values is None:
        return None
    given: dict[str, Value] = {}
    for column in columns:
        if column in values:
            bounds = values[column]
            given[column] = UNKNOWN if bounds is None else written_value(statement.tokens, *bounds)
    if not given:
        return ()
    return (tuple(given.get(column, UNKNOWN) for column in columns),)


def _kinds(tokens: Tokens, parts: Sequence[tuple[int, int]]) -> list[list[str]]:
    return [tokens.kinds[start:end] for start, end in parts]


def written_value(tokens: Tokens, start: int, end: int) -> Value:
    """What is written there: a literal or a parameter, also with a cast of its text; None for the word NULL."""
    words = tokens.values
    sign = ""
    if end - start > 1 and tokens.kinds[start] == OPERATOR and words[start] in ("-", "+"):
        sign = words[start].replace("+", "")
        start += 1
    if start >= end:
        return UNKNOWN
    is_cast = words[start + 1 : start + 2] == ["::"] and all(
        (kind in (WORD, QUOTED) and word not in _SHORTENING) or word in (".", "::")
        for kind, word in zip(tokens.kinds[start + 2 : end], words[start + 2 : end], strict=True)
    )
    if end - start > 1 and not is_cast:
        return UNKNOWN
    kind, word = tokens.kinds[start], words[start]
    if kind == NUMBER:
        return sign + word if word.isdigit() else UNKNOWN
    if sign:
        return UNKNOWN
    if kind == STRING:
        return string_value(word) if word[0] not in "bBxX" else UNKNOWN
    if kind == PARAMETER:
        return Parameter(int(word[1:]))
    if kind == WORD and word == "null":
        return None
    if kind == WORD and word == "default":
        return DEFAULT
    if kind == WORD and word in ("true", "false"):
        return word
    return UNKNOWN

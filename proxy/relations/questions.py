"""The SQL of the proxy's own look-ups and of the work on children: the same text for PostgreSQL and SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from proxy.routing.rules import Columns
from proxy.routing.shape import Action
from proxy.sql.statement import quote_identifier

MARK: Final = "/* onedsn: relation */"
"""Begins every statement that the proxy adds for a relation, so that a server's log can tell them."""
MOST_KEYS: Final = 5000
"""Keys of one question."""
_EACH: Final = 500
"""Up to this many keys each is asked for by its number, so that the database says which are the same."""

Key = tuple[str, ...]
"""The text of each column of a key that is not null."""
Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One statement of the proxy's own for one database; its rows are text."""

    database: str
    text: str
    parameters: tuple[int, ...] = ()
    """The client's parameters that are its own `$1`, `$2` …"""
    is_optional: bool = False
    """What it would tell only helps to word an error; where it fails, there is no answer."""
    locks: bool = False
    """What it found must stay until the transaction ends, on another database too."""
    is_counted: bool = False
    """Its rows are all `'1'`, or of no interest: their number says everything, and costs one round trip less."""
    about: str = ""
    """The end of a relation that it asks for; empty where it repeats what the client has written."""


def literal(value: str) -> str:
    """`value` as an SQL string that has the same meaning whatever standard_conforming_strings says."""
    quoted = "'" + value.replace("'", "''") + "'"
    return "E" + quoted.replace("\\", "\\\\") if "\\" in value else quoted


def parts(keys: Iterable[Key]) -> list[list[Key]]:
    """The keys, each once, in lists of the size of one question."""
    different = list(dict.fromkeys(keys))
    return [different[start : start + MOST_KEYS] for start in range(0, len(different), MOST_KEYS)]


def look_up(database: str, parent: Columns, keys: Sequence[Key], *, locks: bool, is_optional: bool = False) -> Question:
    """Which of `keys` are there; `found` reads the answer."""
    lock = "FOR KEY SHARE" if locks else ""
    if len(keys) > _EACH and len(parent.columns) == 1:
        column = quote_identifier(parent.columns[0])
        text = f"SELECT ({column})::text FROM {parent.table} WHERE {column} = ANY({_array(keys)}) {lock}"
        text = f"{MARK} {text}".rstrip()
        return Question(database, text, is_optional=is_optional, locks=locks, about=str(parent))
    if len(keys) == 1:
        same = " AND ".join(
            f"{quote_identifier(column)} = {literal(value)}"
            for column, value in zip(parent.columns, keys[0], strict=True)
        )
        text = f"{MARK} SELECT '1'::text FROM {parent.table} WHERE {same} {lock}"
        return Question(
            database, text.rstrip(), is_optional=is_optional, locks=locks, is_counted=True, about=str(parent)
        )
    names = [f"k{number}" for number in range(1, len(parent.columns) + 1)]
    # The first row is no key: it gives each column the type of the parent's.
    types = ", ".join(f"(SELECT {quote_identifier(column)} FROM {parent.table} LIMIT 0)" for column in parent.columns)
    rows = [f"(0, {types})"]
    rows.extend(f"({number}, {', '.join(map(literal, key))})" for number, key in enumerate(keys, 1))
    same = " AND ".join(
        f"parent.{quote_identifier(column)} = asked.{name}" for column, name in zip(parent.columns, names, strict=True)
    )
    text = (
        f"{MARK} SELECT asked.n::text FROM (VALUES {', '.join(rows)}) AS asked(n, {', '.join(names)}) "
        f"JOIN {parent.table} AS parent ON {same}"
    )
    text = f"{text} {lock} OF parent" if locks else text
    return Question(database, text, is_optional=is_optional, locks=locks, about=str(parent))


def found(parent: Columns, keys: Sequence[Key], rows: Sequence[Row]) -> set[Key]:
    """The keys that the answer to `look_up` says are there.

    Of many keys, one whose text is not the very text that the database prints is not among them: it must be asked for
    once more, in a smaller number.
    """
    if len(keys) > _EACH and len(parent.columns) == 1:
        there = {row[0] for row in rows}
        return {key for key in keys if key[0] in there}
    return {keys[int(row[0]) - 1] for row in rows if row[0] is not None}


def is_exact(parent: Columns, keys: Sequence[Key]) -> bool:
    """Whether a key that `found` leaves out is missing for certain."""
    return len(keys) <= _EACH or len(parent.columns) > 1


def few(keys: Sequence[Key]) -> list[list[Key]]:
    """The keys in lists that are asked for exactly."""
    return [list(keys[start : start + _EACH]) for start in range(0, len(keys), _EACH)]


@dataclass(frozen=True, slots=True)
class Kind:
    """The column of the children that says what kind their parent is, and its values that mean this kind."""

    column: str
    values: tuple[str, ...]


def children(database: str, child: Columns, keys: Sequence[Key], columns: Sequence[str], kind: Kind | None) -> Question:
    """The rows that refer to `keys`: these columns of each, every combination once."""
    shown = ", ".join(f"({quote_identifier(column)})::text" for column in columns)
    text = f"{MARK} SELECT DISTINCT {shown} FROM {child.table} WHERE {_of(child, keys, kind)}"
    return Question(database, text, about=str(child))


def follow(
    database: str, child: Columns, keys: Mapping[Key, Key | None], action: Action, kind: Kind | None
) -> Question | None:
    """What happens to the rows that refer to `keys`, each with what it becomes or None where it goes; None: nothing."""
    of = _of(child, list(keys), kind)
    columns = [quote_identifier(column) for column in child.columns]
    if action is Action.CASCADE and all(new is None for new in keys.values()):
        return Question(database, f"{MARK} DELETE FROM {child.table} WHERE {of}", is_counted=True)
    if action is Action.CASCADE:
        assigned = ", ".join(f"{column} = {_became(columns, keys, place)}" for place, column in enumerate(columns))
    elif action is Action.SET_NULL:
        assigned = ", ".join(f"{column} = NULL" for column in columns)
    elif action is Action.SET_DEFAULT:
        assigned = ", ".join(f"{column} = DEFAULT" for column in columns)
    else:
        return None
    return Question(database, f"{MARK} UPDATE {child.table} SET {assigned} WHERE {of}", is_counted=True)


def names_of_kinds(database: str, names: Columns, key: str, values: Iterable[str]) -> Question:
    """Which word each value of `by:` means."""
    word = quote_identifier(names.columns[0])
    listed = ", ".join(literal(value) for value in values)
    column = quote_identifier(key)
    return Question(
        database, f"{MARK} SELECT ({column})::text, ({word})::text FROM {names.table} WHERE {column} IN ({listed})"
    )


def values_of_kinds(database: str, names: Columns, key: str, words: Iterable[str]) -> Question:
    """The values of `by:` that mean each word."""
    word = quote_identifier(names.columns[0])
    listed = ", ".join(literal(one) for one in words)
    return Question(
        database,
        f"{MARK} SELECT ({quote_identifier(key)})::text, ({word})::text FROM {names.table} WHERE {word} IN ({listed})",
    )


def written_now(database: str, child: Columns, columns: Sequence[str]) -> Question:
    """PostgreSQL: these columns of every row that this transaction has written, and of few that others have since."""
    shown = ", ".join(f"({quote_identifier(column)})::text" for column in columns)
    given = " AND ".join(f"{quote_identifier(column)} IS NOT NULL" for column in child.columns)
    text = f"SELECT DISTINCT {shown} FROM {child.table} WHERE {given} AND age(xmin) <= age(pg_current_xact_id()::xid)"
    return Question(database, f"{MARK} {text}")


def _array(keys: Sequence[Key]) -> str:
    items = ",".join('"' + key[0].replace("\\", "\\\\").replace('"', '\\"') + '"' for key in keys)
    return literal("{" + items + "}")


def _of(child: Columns, keys: Sequence[Key], kind: Kind | None) -> str:
    columns = [quote_identifier(column) for column in child.columns]
    if len(columns) > 1:
        listed = ", ".join("(" + ", ".join(map(literal, key)) + ")" for key in keys)
        of = f"({', '.join(columns)}) IN ({listed})"
    elif len(keys) > _EACH:
        of = f"{columns[0]} = ANY({_array(keys)})"
    else:
        of = f"{columns[0]} IN ({', '.join(literal(key[0]) for key in keys)})"
    if kind is None:
        return of
    return f"{of} AND {quote_identifier(kind.column)} IN ({', '.join(map(literal, kind.values))})"


def _became(columns: Sequence[str], keys: Mapping[Key, Key | None], place: int) -> str:
    """The new value of the column at `place`; the column itself gives the literals their type."""
    cases = []
    for old, new in keys.items():
        assert new is not None
        same = " AND ".join(f"{column} = {literal(value)}" for column, value in zip(columns, old, strict=True))
        cases.append(f"WHEN {same} THEN {literal(new[place])}")
    return f"CASE {' '.join(cases)} ELSE {columns[place]} END"

"""A statement as SQLite runs it, and what a client is told of its result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Step:
    """SQL that runs before the statement proper."""

    sql: str
    parameters: int = 0
    """How many of the statement's parameters it mentions, from the first on."""
    into: str = ""
    """The temporary table that keeps its rows."""
    width: int = 0
    """The columns of that table: c0, c1 …"""
    counts: bool = False
    """The rows it changes count for the tag."""


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column of a result, as RowDescription tells it."""

    name: str
    type_oid: int
    type_modifier: int = -1
    table_oid: int = 0
    column_number: int = 0


@dataclass(frozen=True, slots=True)
class Translation:
    """A statement as SQLite runs it."""

    tag: str
    """The command's words; the engine appends the counts."""
    statements: tuple[str, ...]
    """Run in order, atomically. Parameters bind to the last only, which yields the rows and the count."""
    steps: tuple[Step, ...] = ()
    """What runs before all of them."""
    bound: int = -1
    """How many of the parameters the last statement mentions, from the first on; -1 for all."""
    on_commit: tuple[str, ...] = ()
    """What runs before the transaction commits."""
    parameter_types: tuple[int, ...] = ()
    columns: tuple[ResultColumn, ...] = ()
    returns_rows: bool = False
    counts: bool = False
    """Whether the tag carries a number."""
    writes: bool = False
    locks: bool = False
    """A SELECT … FOR UPDATE or FOR SHARE."""
    volatile: bool = False
    """It calls a function that changes something: a sequence."""
    changes_schema: bool = False
    reads_catalogs: bool = False
    notices: tuple[str, ...] = ()

    @property
    def sqlite_sql(self) -> str:
        """The statement that yields the rows and the count; "" where nothing has to be done."""
        return self.statements[-1] if self.statements else ""


_MENTIONED: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\?([0-9]+)")


def mentioned(sql: str) -> int:
    """The highest parameter number in SQLite's SQL."""
    return max((int(number) for number in _MENTIONED.findall(sql) if number), default=0)

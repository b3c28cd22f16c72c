"""Names in a walk over tokens: what is written, what a common table expression hides, where a parenthesis ends."""

from __future__ import annotations

import re
from typing import Final

from proxy.sql.builtins import SYSTEM_RELATIONS
from proxy.sql.statement import TableName, TableReference
from proxy.sql.tokens import Tokens, cut, fold, string_value, unquoted

START: Final = 0
"""A query or a data-modifying statement may begin here."""
EXPRESSION: Final = 1
FROM_ITEM: Final = 2
FROM_AFTER: Final = 3
"""Behind a table or its like: an alias, a join, a comma or the next clause."""
JOIN_CONDITION: Final = 4
WITH_AFTER: Final = 5
"""Behind the parenthesis of a common table expression."""

_SYSTEM_SCHEMAS: Final = frozenset(("pg_catalog", "information_schema"))
_NAME_PART: Final = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^\s".]+))\s*(\.|\Z)')


class Frame:
    """One pair of parentheses, or the statement itself."""

    __slots__ = ("close", "function", "group", "mark", "modifies", "names", "pending", "query", "state", "using")

    def __init__(self, state: int, close: int, using: str | None, function: str | None = None) -> None:
        self.state = state
        self.close = close
        self.using = using
        self.function = function
        """The function whose arguments these are."""
        self.query = False
        """A FROM in it begins a list of tables."""
        self.group = False
        self.names: list[str] = []
        """The common table expressions declared here that are in sight."""
        self.mark = 0
        """How many of them a data-modifying statement sees outside its query."""
        self.pending: str | None = None
        self.modifies: str | None = None


class Scope:
    """Collects from ranges of the tokens of one statement. Dictionaries stand for ordered sets."""

    def __init__(self, tokens: Tokens, *, standard_conforming_strings: bool = True) -> None:
        self.tokens = tokens
        self.conforming = standard_conforming_strings
        self.reads: dict[TableReference, None] = {}
        self.writes: dict[TableReference, None] = {}
        self.functions: dict[str, TableName] = {}
        self.locking = False
        self.modifying = False
        self.into = False
        self.temporary = False
        self.runs_query = False
        """A function gets a query as a string, and runs it."""
        self.problem: str | None = None
        self.hints: dict[int, str] = {}
        """Databases asked for inside parentheses, under the index of the opening one."""
        self._only: dict[TableName, int] = {}
        """How often a table was named behind ONLY, and below, how often at all."""
        self._named: dict[TableName, int] = {}
        self._active: dict[str, int] = {}
        self._consumed = -1

    _called: str | None = None

    def qualified(self, i: int, end: int) -> tuple[TableName | None, int]:
        """The name at `i` and the index behind it."""
        kinds, values = self.tokens.kinds, self.tokens.values
        if i >= end or kinds[i] not in "wq":
            return None, i
        schema, name = None, unquoted(values[i])
        i += 1
        while i + 1 < end and values[i] == "." and kinds[i] == "p" and kinds[i + 1] in "wq":
            schema, name = name, unquoted(values[i + 1])
            i += 2
        return TableName(name, schema), i

    def relation(self, i: int, end: int) -> tuple[TableName | None, int]:
        """Like `qualified`, with ONLY, parentheses of ONLY and `*`."""
        values = self.tokens.values
        closing = -1
        only = i < end and values[i] == "only" and self.tokens.kinds[i] == "w"
        if only:
            i += 1
            if i < end and values[i] == "(":
                closing = self.tokens.match[i]
                i += 1
        name, i = self.qualified(i, end)
        if only and name is not None:
            self._only[name] = self._only.get(name, 0) + 1
        if closing >= 0:
            i = closing + 1
        if i < end and values[i] == "*" and self.tokens.kinds[i] == "o":
            i += 1
        return name, i

    def add(self, into: dict[TableReference, None], name: TableName | None, using: str | None = None) -> None:
        if name is None:
            self.problem = self.problem or "a table's name was expected"
        elif not is_system(name):
            self._named[name] = self._named.get(name, 0) + 1
            into[TableReference(name, using)] = None

    def is_only(self, name: TableName) -> bool:
        """Whether the statement means the table `name` without those that inherit from it, wherever it names it."""
        return 0 < self._only.get(name, 0) >= self._named.get(name, 0)

    def read_table(self, name: TableName | None, using: str | None) -> None:
        """A table in a FROM list, unless a common table expression hides it."""
        if name is None or name.schema is not None or not self._active.get(name.name):
            self.add(self.reads, name, using)

    def string_name(self, i: int, into: dict[TableReference, None], using: str | None) -> None:
        name = name_in_string(string_value(self.tokens.values[i], standard_conforming_strings=self.conforming))
        self._consumed = i
        if name is not None:
            self.add(into, name, using)

    # Parentheses

    def _frame(self, state: int, i: int, end: int, parent: Frame, function: str | None = None) -> Frame:
        close = self.tokens.match[i]
        using = self.hints.get(i, parent.using) if self.hints else parent.using
        return Frame(state, close if i < close < end else end, using, function)

    def _leave(self, frame: Frame) -> None:
        for name in frame.names:
            self._active[name] -= 1
        if frame.state == FROM_ITEM and frame.close > 0:
            self.problem = self.problem or "a table was expected"

    def _declare(self, frame: Frame, name: str) -> None:
        frame.names.append(name)
        self._active[name] = self._active.get(name, 0) + 1

    def _forget(self, frame: Frame) -> None:
        """The query of an INSERT is over: what it declared is out of sight."""
        for name in frame.names[frame.mark :]:
            self._active[name] -= 1
        del frame.names[frame.mark :]

    def _behind(self, i: int, end: int) -> int:
        close = self.tokens.match[i]
        if close < 0 or close >= end:
            self.problem = self.problem or "unbalanced parentheses"
            return i + 1
        return close + 1


def is_system(name: TableName) -> bool:
    """Whether it is PostgreSQL's own, which every database has."""
    if name.schema is None:
        return name.name.startswith("pg_") and name.name in SYSTEM_RELATIONS
    return name.schema in _SYSTEM_SCHEMAS


def name_in_string(text: str) -> TableName | None:
    """The relation that `text` names where it is read as regclass; None for a number or for no name."""
    if text.strip().isdigit():
        return None
    position, parts = 0, []
    while True:
        found = _NAME_PART.match(text, position)
        if found is None or found.end() == position:
            return None
        parts.append(cut(found[1].replace('""', '"')) if found[1] is not None else fold(found[2]))
        position = found.end()
        if not found[3]:
            break
    if position != len(text) or parts == ["-"]:
        return None
    return TableName(parts[-1], parts[-2] if len(parts) > 1 else None)

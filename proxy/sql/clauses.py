"""Clauses in a walk over tokens: SELECT, INTO, FOR UPDATE, WITH, and the targets of data modification."""

from __future__ import annotations

from typing import Final

from proxy.sql.calls import Calls
from proxy.sql.keywords import FROM_ENDS, JOINS, NO_ALIAS
from proxy.sql.names import EXPRESSION, FROM_ITEM, JOIN_CONDITION, START, WITH_AFTER, Frame
from proxy.sql.tokens import unquoted

_GROUP_ENDS: Final = frozenset(["having", "window", "order", "limit", "offset", "fetch"])
_SET_OPERATIONS: Final = frozenset(("union", "intersect", "except"))


class Clauses(Calls):
    """What the key words of a query do."""

    def walk(
        self, start: int, end: int, state: int = START, using: str | None = None, function: str | None = None
    ) -> None:
        """Reads the tokens from `start` to before `end`, which hold whole parentheses."""
        raise NotImplementedError

    def _keyword(self, i: int, end: int, frame: Frame) -> int | None:
        """What an active word does. None: it is a plain name here; negative: a parenthesis to enter as a query."""
        values, kinds = self.tokens.values, self.tokens.kinds
        word = values[i]
        following = values[i + 1] if i + 1 < end else ""
        if word == "select":
            frame.query, frame.state, frame.group = True, EXPRESSION, False
        elif word == "from":
            if frame.query and not (i and values[i - 1] == "distinct" and values[i - 2] in ("is", "not")):
                frame.state = FROM_ITEM
        elif word == "as":
            return self._label(i, end, frame)
        elif word == "with":
            return self._with(i, end, frame)
        elif word == "into":
            return self._into(i, end, frame) if frame.query else i + 1
        elif word == "table":
            if following == "(" or (i + 1 < end and kinds[i + 1] not in "wq"):
                return i + 1
            name, after = self.relation(i + 1, end)
            self.read_table(name, frame.using)
            frame.query = True
            return after
        elif word in _SET_OPERATIONS:
            frame.state, frame.query, frame.group = START, False, False
            return i + 2 if following in ("all", "distinct") else i + 1
        elif word == "for":
            return self._locking(i, end)
        elif word == "returning":
            self._forget(frame)
            frame.state = EXPRESSION
        elif word == "on":
            if frame.modifies == "insert" and following == "conflict":
                self._forget(frame)
                frame.state = EXPRESSION
        elif word == "group":
            frame.state, frame.group = EXPRESSION, True
        elif word == "when":
            if frame.modifies == "merge" and following in ("matched", "not"):
                frame.state = EXPRESSION
        elif word in JOINS:
            if frame.state != JOIN_CONDITION or (following == "(" and word != "join"):
                return None
            frame.state = FROM_ITEM
            return self._joined(i, end)
        elif word in FROM_ENDS:
            frame.state = EXPRESSION
            if word in _GROUP_ENDS:
                frame.group = False
        else:
            return None
        return i + 1

    def _joined(self, i: int, end: int) -> int:
        """Behind the words of a join."""
        values = self.tokens.values
        while i < end and (values[i] in JOINS or values[i] == "outer"):
            i += 1
            if values[i - 1] == "join":
                break
        return i

    def _label(self, i: int, end: int, frame: Frame) -> int:
        kinds, values = self.tokens.kinds, self.tokens.values
        if i + 1 >= end or kinds[i + 1] not in "wq":
            return i + 1
        if frame.function == "cast":
            return self._cast(i + 1, end, frame)
        i += 2
        if i < end and values[i] == "(" and not frame.query:
            return self._behind(i, end)
        return i

    def _into(self, i: int, end: int, frame: Frame) -> int:
        values = self.tokens.values
        i += 1
        while i < end and values[i] in ("temporary", "temp", "unlogged", "local", "global", "table"):
            following = values[i + 1] if i + 1 < end else ""
            if following in (",", "", ")", ".") or following in FROM_ENDS:
                break
            self.temporary = self.temporary or values[i] in ("temporary", "temp")
            i += 1
        name, i = self.qualified(i, end)
        self.add(self.writes, name, frame.using)
        self.into = True
        if name is not None and name.schema == "pg_temp":
            self.temporary = True
        return i

    def _locking(self, i: int, end: int) -> int:
        values = self.tokens.values
        words = values[i + 1 : i + 4]
        if words[:1] in (["update"], ["share"]):
            i += 2
        elif words[:2] == ["key", "share"]:
            i += 3
        elif words == ["no", "key", "update"]:
            i += 4
        else:
            return i + 1
        self.locking = True
        if i < end and values[i] == "of" and self.tokens.kinds[i] == "w":
            _, i = self.qualified(i + 1, end)
            while i < end and values[i] == ",":
                _, i = self.qualified(i + 1, end)
        return i

    # WITH

    def _is_declaration(self, i: int, end: int) -> int:
        """The parenthesis of the common table expression whose name is at `i`, or -1."""
        kinds, values = self.tokens.kinds, self.tokens.values
        if i >= end or kinds[i] not in "wq":
            return -1
        i += 1
        if i < end and values[i] == "(":
            i = self.tokens.match[i] + 1
            if i <= 0:
                return -1
        if i >= end or values[i] != "as":
            return -1
        i += 1
        if i < end and values[i] == "not":
            i += 1
        if i < end and values[i] == "materialized":
            i += 1
        return i if i < end and values[i] == "(" and kinds[i] == "p" else -1

    def is_declaration(self, i: int, end: int) -> bool:
        """Whether what follows a WITH, at `i`, declares a common table expression."""
        recursive = i < end and self.tokens.values[i] == "recursive"
        return self._is_declaration(i, end) >= 0 or (recursive and self._is_declaration(i + 1, end) >= 0)

    def _with(self, i: int, end: int, frame: Frame) -> int:
        values = self.tokens.values
        i += 1
        recursive = i < end and values[i] == "recursive" and self._is_declaration(i + 1, end) >= 0
        if recursive:
            i += 1
        body = self._is_declaration(i, end)
        if body < 0:
            return i
        frame.state = WITH_AFTER
        frame.pending = unquoted(values[i])
        if not recursive:
            return -body
        frame.pending = None
        at = i
        while True:
            self._declare(frame, unquoted(values[at]))
            close = self.tokens.match[self._is_declaration(at, end)]
            if close < 0:
                break
            at = self._search_and_cycle(close + 1, end)
            if at >= end or values[at] != "," or self._is_declaration(at + 1, end) < 0:
                break
            at += 1
        # Declared already: WITH_AFTER has no name to add for the expressions of this list.
        frame.pending = ""
        return -body

    def _search_and_cycle(self, i: int, end: int) -> int:
        """Behind SEARCH … SET c and CYCLE … USING c."""
        values = self.tokens.values
        for word, last in (("search", "set"), ("cycle", "using")):
            if i < end and values[i] == word:
                while i < end and values[i] != last and values[i] not in "()":
                    i += 1
                i += 2
        return i

    def _with_after(self, i: int, end: int, frame: Frame) -> int:
        recursive = frame.pending == ""
        if frame.pending:
            self._declare(frame, frame.pending)
        i = self._search_and_cycle(i, end)
        values = self.tokens.values
        if i < end and values[i] == ",":
            body = self._is_declaration(i + 1, end)
            if body >= 0:
                frame.pending = "" if recursive else unquoted(values[i + 1])
                return body
        frame.pending = None
        frame.state = START
        return i

    # INSERT, UPDATE, DELETE, MERGE

    def _modification(self, i: int, end: int, frame: Frame) -> int | None:
        """Behind the target of the data-modifying statement at `i`; None when there is none."""
        values = self.tokens.values
        word = values[i]
        following = values[i + 1] if i + 1 < end else ""
        if word == "insert" and following == "into":
            name, i = self.qualified(i + 2, end)
        elif (word == "delete" and following == "from") or (word == "merge" and following == "into"):
            name, i = self.relation(i + 2, end)
        elif word == "update" and i + 1 < end and self.tokens.kinds[i + 1] in "wq":
            name, i = self.relation(i + 1, end)
            frame.query = True
        else:
            return None
        self.add(self.writes, name, frame.using)
        self.modifying = True
        frame.modifies = word
        frame.mark = len(frame.names)
        if word in ("update", "delete") and values[i : i + 3] == ["for", "portion", "of"]:
            i = self._portion(i + 4, end, frame)
        if i < end and values[i] == "as" and self.tokens.kinds[i] == "w":
            i += 2
        elif word != "insert" and i < end and self.tokens.kinds[i] in "wq":
            is_plain = self.tokens.kinds[i] == "q" or (values[i] not in NO_ALIAS and values[i] != "set")
            i += is_plain
        if word == "update" and values[i : i + 1] != ["set"]:
            # Other dialects join tables here.
            self.problem = self.problem or "UPDATE without SET behind its table"
        if word in ("delete", "merge") and i < end and values[i] == "using":
            frame.state = FROM_ITEM
            return i + 1
        return i

    def _portion(self, i: int, end: int, frame: Frame) -> int:
        """Behind what FOR PORTION OF a column names: a range in parentheses, or FROM … TO … and perhaps an alias."""
        values = self.tokens.values
        start = i
        while i < end and values[i] not in ("set", "using", "where", "returning"):
            i = self._behind(i, end) if values[i] in ("(", "[") else i + 1
        self.walk(start + (values[start : start + 1] == ["from"]), i, EXPRESSION, frame.using)
        return i

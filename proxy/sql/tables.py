"""Which tables and functions a query names: one walk over its tokens, scope by scope, without recursion."""

from __future__ import annotations

import re
from typing import Final

from proxy.sql.builtins import SYSTEM_RELATIONS
from proxy.sql.functions import REGCLASS_ARGUMENTS, SEQUENCE_READERS, SEQUENCE_WRITERS, bare_name
from proxy.sql.keywords import FROM_ENDS, JOINS, NO_ALIAS, NOT_FUNCTIONS, RESERVED, VALUE_FUNCTIONS
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

_ACTIVE_WORDS: Final = frozenset(
    """
    select from with into table for union intersect except as returning on using group cast when update values
    """.split()  # noqa: SIM905
)
_GROUP_ENDS: Final = frozenset(["having", "window", "order", "limit", "offset", "fetch"])
_OPERATOR_WORDS: Final = frozenset(("ilike", "isnull", "notnull", "is", "similar"))
_SYNTAX_AFTER: Final = {
    "over": (")", "nulls"),
    "filter": (")",),
    "sets": ("grouping",),
    "by": ("order", "partition", "group"),
    "zone": ("time",),
    "varying": ("character", "char", "bit", "nchar"),
}
"""Words that are no function behind one of these."""
_SET_OPERATIONS: Final = frozenset(("union", "intersect", "except"))
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


class Walk:
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
        self._active: dict[str, int] = {}
        self._consumed = -1

    # Names

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
        if i < end and values[i] == "only" and self.tokens.kinds[i] == "w":
            i += 1
            if i < end and values[i] == "(":
                closing = self.tokens.match[i]
                i += 1
        name, i = self.qualified(i, end)
        if closing >= 0:
            i = closing + 1
        if i < end and values[i] == "*" and self.tokens.kinds[i] == "o":
            i += 1
        return name, i

    def add(self, into: dict[TableReference, None], name: TableName | None, using: str | None = None) -> None:
        if name is None:
            self.problem = self.problem or "a table's name was expected"
        elif not is_system(name):
            into[TableReference(name, using)] = None

    def read_table(self, name: TableName | None, using: str | None) -> None:
        """A table in a FROM list, unless a common table expression hides it."""
        if name is None or name.schema is not None or not self._active.get(name.name):
            self.add(self.reads, name, using)

    def string_name(self, i: int, into: dict[TableReference, None], using: str | None) -> None:
        name = name_in_string(string_value(self.tokens.values[i], standard_conforming_strings=self.conforming))
        self._consumed = i
        if name is not None:
            self.add(into, name, using)

    # The walk

    def walk(self, start: int, end: int, state: int = START, using: str | None = None) -> None:
        """Reads the tokens from `start` to before `end`, which hold whole parentheses."""
        kinds, values, _match = self.tokens.kinds, self.tokens.values, self.tokens.match
        frame = Frame(state, end, using)
        stack: list[Frame] = []
        i = start
        while i < end:
            if i == frame.close:
                self._leave(frame)
                frame = stack.pop()
                i += 1
                continue
            kind, value = kinds[i], values[i]
            state = frame.state
            if state == FROM_ITEM:
                if kind == "p" and value == "(":
                    frame.state = FROM_AFTER
                    stack.append(frame)
                    frame = self._frame(FROM_ITEM, i, end, frame)
                    i += 1
                else:
                    i = self._from_item(i, end, frame)
                continue
            if state == FROM_AFTER:
                if kind == "p" and value == "(":
                    stack.append(frame)
                    frame = self._frame(EXPRESSION, i, end, frame, self._called)
                    i += 1
                else:
                    i = self._from_after(i, end, frame)
                continue
            if state == WITH_AFTER:
                i = self._with_after(i, end, frame)
                if frame.pending is not None or frame.state == WITH_AFTER:
                    stack.append(frame)
                    frame = self._frame(START, i, end, frame)
                    i += 1
                continue
            if state == START:
                frame.state = EXPRESSION
                if kind == "p" and value == "(":
                    stack.append(frame)
                    frame = self._frame(START, i, end, frame)
                    frame.query = False
                    i += 1
                    continue
                if kind == "w":
                    after = self._modification(i, end, frame)
                    if after is not None:
                        i = after
                        continue
            # An expression, or a join's condition.
            if kind == "w":
                if value in _ACTIVE_WORDS or value in FROM_ENDS or value in JOINS:
                    after = self._keyword(i, end, frame)
                    if after is not None:
                        if after < 0:
                            i = -after
                            stack.append(frame)
                            frame = self._frame(START, i, end, frame)
                            i += 1
                        else:
                            i = after
                        continue
                i = self._identifier(i, end, frame, stack)
                if stack and stack[-1] is frame:
                    frame = self._frame(EXPRESSION, i, end, frame, self._called)
                    i += 1
            elif kind == "q":
                i = self._identifier(i, end, frame, stack)
                if stack and stack[-1] is frame:
                    frame = self._frame(EXPRESSION, i, end, frame, self._called)
                    i += 1
            elif kind == "p":
                if value == "(" or value == "[":
                    stack.append(frame)
                    frame = self._frame(EXPRESSION, i, end, frame)
                elif value == "::":
                    i = self._cast(i + 1, end, frame)
                    continue
                elif value == "," and state == JOIN_CONDITION:
                    frame.state = FROM_ITEM
                elif value == ")" or value == "]":
                    self.problem = self.problem or "unbalanced parentheses"
                i += 1
            else:
                if kind == "!":
                    self.problem = self.tokens.broken
                i += 1
        while stack:
            if frame.close >= end:
                self.problem = self.problem or "unbalanced parentheses"
            self._leave(frame)
            frame = stack.pop()
        self._leave(frame)

    _called: str | None = None

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

    # Clauses

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

    def _behind(self, i: int, end: int) -> int:
        close = self.tokens.match[i]
        if close < 0 or close >= end:
            self.problem = self.problem or "unbalanced parentheses"
            return i + 1
        return close + 1

    def _cast(self, i: int, end: int, frame: Frame) -> int:
        """Behind the type at `i`. Finds the name in a string that becomes a regclass."""
        kinds, values = self.tokens.kinds, self.tokens.values
        before = i - 2
        if i < end and values[i] == "setof" and kinds[i] == "w":
            i += 1
        name, after = self.qualified(i, end)
        if name is None:
            return i
        is_array = after < end and values[after] in ("[", "array")
        if name.name == "regclass" and not is_array and name.schema in (None, "pg_catalog"):
            self._regclass(before, frame)
        if name.name in ("double", "character", "bit", "national", "char") and after < end:
            while after < end and values[after] in ("precision", "varying", "character", "char"):
                after += 1
        if after < end and values[after] == "(" and kinds[after] == "p":
            after = self._behind(after, end)
        if name.name == "interval":
            while after < end and values[after] in ("year", "month", "day", "hour", "minute", "second", "to"):
                after += 1
            if after < end and values[after] == "(" and kinds[after] == "p":
                after = self._behind(after, end)
        return after

    def _regclass(self, i: int, frame: Frame) -> None:
        """The literal that ends at `i`, perhaps through other casts."""
        kinds, values = self.tokens.kinds, self.tokens.values
        opened: list[int] = []
        for _ in range(12):
            if i < 0:
                return
            if kinds[i] == "s":
                if i != self._consumed and self._is_alone(i, opened):
                    self.string_name(i, self.reads, frame.using)
                return
            if values[i] == ")":
                opened.append(self.tokens.match[i])
                i -= 1
            elif kinds[i] in "wq" and values[i - 1] in ("::", "as"):
                i -= 2
            elif kinds[i] in "wq" and values[i - 1] == "." and values[i - 3] == "::":
                i -= 4
            else:
                return

    def _is_alone(self, i: int, opened: list[int]) -> bool:
        """Whether the parentheses opened at `opened` hold nothing but the string at `i` and its casts."""
        kinds, values = self.tokens.kinds, self.tokens.values
        for opening in reversed(opened):
            i -= 1
            if i != opening:
                return False
            if values[i - 1] == "cast":
                i -= 1
            elif kinds[i - 1] in "wq" and (kinds[i - 1] == "q" or values[i - 1] not in RESERVED):
                return False
        return True

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
            frame.mark = len(frame.names)
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
        if i < end and values[i] == "as" and self.tokens.kinds[i] == "w":
            i += 2
        elif word != "insert" and i < end and self.tokens.kinds[i] in "wq":
            is_plain = self.tokens.kinds[i] == "q" or (values[i] not in NO_ALIAS and values[i] != "set")
            i += is_plain
        if word in ("delete", "merge") and i < end and values[i] == "using":
            frame.state = FROM_ITEM
            return i + 1
        return i

    # FROM

    def _from_item(self, i: int, end: int, frame: Frame) -> int:
        kinds, values = self.tokens.kinds, self.tokens.values
        kind, value = kinds[i], values[i]
        if kind == "w":
            following = values[i + 1] if i + 1 < end else ""
            if value in ("select", "with") or (value == "values" and following == "(") or value == "table":
                frame.state = EXPRESSION
                frame.query = value == "values"
                return i
            if value == "lateral":
                return i + 1
            if value == "rows" and following == "from":
                frame.state = FROM_AFTER
                return i + 2
            if value == "collation" and following == "for":
                frame.state = FROM_AFTER
                return i + 2
            if value == "only":
                name, i = self.relation(i, end)
                self.read_table(name, frame.using)
                frame.state = FROM_AFTER
                return i
            if value in VALUE_FUNCTIONS and following != "." and following != "(":
                frame.state = FROM_AFTER
                return i + 1
        elif kind != "q":
            self.problem = self.problem or "a table was expected"
            frame.state = EXPRESSION
            return i
        name, after = self.qualified(i, end)
        frame.state = FROM_AFTER
        if after < end and values[after] == "(" and kinds[after] == "p":
            self._call(i, after, end, frame)
            return after
        if kind == "w" and value in FROM_ENDS and after == i + 1:
            self.problem = self.problem or "a table was expected"
            frame.state = EXPRESSION
            return i
        self.read_table(name, frame.using)
        if after < end and values[after] == "*" and kinds[after] == "o":
            after += 1
        return after

    def _from_after(self, i: int, end: int, frame: Frame) -> int:
        kinds, values = self.tokens.kinds, self.tokens.values
        kind, value = kinds[i], values[i]
        if kind == "p":
            if value == ",":
                frame.state = FROM_ITEM
                return i + 1
            frame.state = EXPRESSION
            return i
        if kind == "w":
            following = values[i + 1] if i + 1 < end else ""
            if value in JOINS:
                frame.state = FROM_ITEM
                return self._joined(i, end)
            if value == "on":
                if frame.modifies == "insert" and following == "conflict":
                    frame.state = EXPRESSION
                    return i
                frame.state = JOIN_CONDITION
                return i + 1
            if value == "using":
                return self._behind(i + 1, end) if following == "(" else i + 1
            if value == "with" and following == "ordinality":
                return i + 2
            if value == "tablesample":
                _, i = self.qualified(i + 1, end)
                frame.state = FROM_AFTER
                return i
            if value == "repeatable" and following == "(":
                return i + 1
            if value == "as":
                i += 1
                if i < end and values[i] != "(":
                    i += 1
                return self._behind(i, end) if i < end and values[i] == "(" else i
            if value in FROM_ENDS or value in NO_ALIAS:
                frame.state = EXPRESSION
                return i
        if kind == "w" or kind == "q":
            i += 1
            return self._behind(i, end) if i < end and values[i] == "(" else i
        frame.state = EXPRESSION
        return i

    # Calls

    def _identifier(self, i: int, end: int, frame: Frame, stack: list[Frame]) -> int:
        """Behind the name at `i`, or at the parenthesis of its arguments, with `frame` put on the stack."""
        kinds, values = self.tokens.kinds, self.tokens.values
        after = i + 1
        if after >= end:
            return after
        if values[after] == "." and kinds[after] == "p":
            _, after = self.qualified(i, end)
            if after >= end:
                return after
        if kinds[after] == "s" and unquoted(values[after - 1]) == "regclass":
            self.string_name(after, self.reads, frame.using)
            return after + 1
        if values[after] != "(" or kinds[after] != "p":
            return after
        stack.append(frame)
        if after == i + 1 and kinds[i] == "w" and self._is_syntax(i, frame):
            self._called = values[i]
        else:
            self._call(i, after, end, frame)
        return after

    def _is_syntax(self, i: int, frame: Frame) -> bool:
        """Whether the word at `i`, before a parenthesis, is no function."""
        values, kinds = self.tokens.values, self.tokens.kinds
        word, previous = values[i], values[i - 1] if i else ""
        if word in _OPERATOR_WORDS:
            return self._is_behind_operand(i - 1 if previous == "not" else i)
        if word in NOT_FUNCTIONS:
            return True
        if word == "operator":
            return "." not in values[i + 2 : self.tokens.match[i + 1]] or values[i + 2] == "pg_catalog"
        if word in _SYNTAX_AFTER:
            return previous in _SYNTAX_AFTER[word]
        if word == "cube" or word == "rollup":
            return frame.function == "sets" or (frame.group and previous in ("by", ",", "distinct", "all"))
        if word in ("rows", "range", "groups"):
            return frame.function == "over" and kinds[i - 1] in "wq)p" and previous != "("
        if word == "set":
            close = self.tokens.match[i + 1]
            return close > 0 and values[close + 1 : close + 2] == ["="]
        if word == "escape":
            return self._is_behind_operand(i)
        if word == "second":
            return kinds[i - 1] == "s" or previous == "to"
        if word == "columns" or word == "passing":
            return frame.function in (
                "json_table",
                "xmltable",
                "columns",
                "xmlexists",
                "json_value",
                "json_query",
                "json_exists",
            )
        if frame.function in ("xmltable", "columns"):
            return (
                i > 0 and kinds[i - 1] in "wq" and previous not in ("path", "default", "passing", "by", "value", "ref")
            )
        return False

    def _is_behind_operand(self, i: int) -> bool:
        """Whether an operand ends before token `i`."""
        if i <= 0:
            return False
        kind, value = self.tokens.kinds[i - 1], self.tokens.values[i - 1]
        return kind in "sqn$" or value in (")", "]") or (kind == "w" and value not in RESERVED)

    def _call(self, i: int, opening: int, end: int, frame: Frame) -> None:
        """Notes the function named at `i`, and what its first argument names."""
        name, _ = self.qualified(i, end)
        self._called = None
        if name is None:
            return
        function = str(name)
        if opening == i + 1:
            self._called = name.name
            if self.tokens.kinds[i] == "w" and name.name in NOT_FUNCTIONS:
                return
        self.functions[function] = name
        bare = bare_name(function)
        if bare == "ts_rewrite" and self._arguments(opening) == 2:
            self.runs_query = True
        if bare in SEQUENCE_WRITERS:
            into = self.writes
        elif bare in SEQUENCE_READERS or bare in REGCLASS_ARGUMENTS:
            into = self.reads
        else:
            return
        literal = self._first_literal(opening + 1, end)
        if literal >= 0:
            self.string_name(literal, into, frame.using)

    def _arguments(self, opening: int) -> int:
        """How many arguments the parenthesis at `opening` holds, at least one."""
        values, match = self.tokens.values, self.tokens.match
        count, i = 1, opening + 1
        while i < match[opening]:
            count += values[i] == ","
            i = match[i] + 1 if values[i] in ("(", "[") and match[i] > i else i + 1
        return count

    def _first_literal(self, i: int, end: int) -> int:
        """The string that is the whole first argument, casts and parentheses aside; -1 when there is none."""
        kinds, values = self.tokens.kinds, self.tokens.values
        while i < end and (values[i] == "(" or (values[i] in ("cast", "regclass", "text") and kinds[i] == "w")):
            i += 1
        if i + 1 < end and kinds[i] == "s" and values[i + 1] in (")", ",", "::", "as"):
            return i
        return -1


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

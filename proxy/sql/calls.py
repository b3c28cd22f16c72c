"""Calls and casts in a walk over tokens: functions, sequences, and names in strings."""

from __future__ import annotations

from typing import Final

from proxy.sql.functions import REGCLASS_ARGUMENTS, SEQUENCE_READERS, SEQUENCE_WRITERS, bare_name
from proxy.sql.keywords import NOT_FUNCTIONS, RESERVED
from proxy.sql.names import Frame, Scope
from proxy.sql.statement import TableName
from proxy.sql.tokens import unquoted

_OPERATOR_WORDS: Final = frozenset(("ilike", "isnull", "notnull", "is", "similar"))
_SYNTAX_AFTER: Final = {
    "over": (")", "nulls"),
    "filter": (")",),
    "sets": ("grouping",),
    "by": ("order", "partition", "group"),
    "zone": ("time",),
    "varying": ("character", "char", "bit", "nchar"),
    "conflict": ("on",),
}
"""Words that are no function behind one of these."""


class Calls(Scope):
    """Expressions."""

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
            if values[i] == "treat":
                self._treat(after, end)
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
            # An operator is no call, with its schema as little as without.
            return True
        if word in _SYNTAX_AFTER:
            return previous in _SYNTAX_AFTER[word]
        if word == "cube" or word == "rollup":
            return frame.function == "sets" or (frame.group and previous in ("by", ",", "distinct", "all"))
        if word in ("rows", "range", "groups"):
            return frame.function == "over" and kinds[i - 1] in "wq)p" and previous != "("
        if word == "set":
            close = self.tokens.match[i + 1]
            return close > 0 and values[close + 1 : close + 2] == ["="]
        if word == "insert":
            close = self.tokens.match[i + 1]
            return previous == "then" and values[close + 1 : close + 2] in (["values"], ["overriding"])
        if word == "escape":
            return self._is_behind_operand(i)
        if word == "second":
            return kinds[i - 1] == "s" or previous == "to"
        if word == "match":
            return frame.function == "graph_table"
        if word == "columns" or word == "passing":
            return frame.function in (
                "graph_table",
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

    def _treat(self, opening: int, end: int) -> None:
        """TREAT (x AS type) calls the function of pg_catalog that is called like the type."""
        kinds, values = self.tokens.kinds, self.tokens.values
        i = opening + 1
        while i < min(self.tokens.match[opening], end) and not (values[i] == "as" and kinds[i] == "w"):
            i = self._behind(i, end) if values[i] in ("(", "[") and kinds[i] == "p" else i + 1
        name, _ = self.qualified(i + 1, end)
        if name is not None and not (kinds[i + 1] == "w" and name.name in NOT_FUNCTIONS):
            called = TableName(name.name, "pg_catalog")
            self.functions[str(called)] = called

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

    # Casts

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

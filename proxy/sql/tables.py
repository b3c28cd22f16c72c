"""Which tables and functions a query names: one walk over its tokens, scope by scope, without recursion."""

from __future__ import annotations

from typing import Final

from proxy.sql.clauses import Clauses
from proxy.sql.keywords import FROM_ENDS, JOINS, NO_ALIAS, VALUE_FUNCTIONS
from proxy.sql.names import EXPRESSION, FROM_AFTER, FROM_ITEM, JOIN_CONDITION, START, WITH_AFTER, Frame

__all__ = ("EXPRESSION", "FROM_ITEM", "START", "Walk")

_ACTIVE_WORDS: Final = frozenset(
    """
    select from with into table for union intersect except as returning on using group cast when update values
    """.split()  # noqa: SIM905
)


class Walk(Clauses):
    """Collects from ranges of the tokens of one statement."""

    def walk(
        self, start: int, end: int, state: int = START, using: str | None = None, function: str | None = None
    ) -> None:
        kinds, values, _match = self.tokens.kinds, self.tokens.values, self.tokens.match
        frame = Frame(state, end, using, function)
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
            if value == "graph_table" and following == "(" and values[i + 3 : i + 6].count("match"):
                return self._graph_table(i + 1, end, frame)
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
            if value == "treat" and kind == "w" and after == i + 1:
                self._treat(after, end)
            return after
        if kind == "w" and value in FROM_ENDS and after == i + 1:
            self.problem = self.problem or "a table was expected"
            frame.state = EXPRESSION
            return i
        self.read_table(name, frame.using)
        if after < end and values[after] == "*" and kinds[after] == "o":
            after += 1
        return after

    def _graph_table(self, i: int, end: int, frame: Frame) -> int:
        """Behind GRAPH_TABLE (graph MATCH … COLUMNS …): a property graph stands for the tables that it is made of."""
        close = self._behind(i, end) - 1
        graph, after = self.qualified(i + 1, close)
        self.add(self.reads, graph, frame.using)
        self.walk(after, close, EXPRESSION, frame.using, "graph_table")
        frame.state = FROM_AFTER
        return close + 1

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

"""The SQL inside PL/pgSQL: its statements and expressions one by one, as texts that stand for themselves.

Not a parser: it knows what may stand before a query or an expression and where each ends. What it does not know, and
EXECUTE, make the answer incomplete. Texts come out with INTO of variables taken away, expressions as `SELECT …`.
"""

from __future__ import annotations

from typing import Final

from proxy.sql.tokens import Tokens, tokenize

_STATEMENTS: Final = frozenset(
    """
    select insert update delete merge with values table truncate create alter drop lock copy call notify grant revoke
    comment refresh analyze vacuum reindex do explain set reset prepare deallocate listen unlisten import security
    """.split()  # noqa: SIM905
)
"""What begins a statement of SQL, which ends at its semicolon."""
_QUERIES: Final = frozenset(
    ("select", "insert", "update", "delete", "merge", "with", "values", "table", "explain", "show", "(")
)
_ALONE: Final = frozenset(("begin", "else", "loop", "then", "exception", "null"))
_SKIPPED: Final = frozenset(("get", "close", "fetch", "move", "commit", "rollback", "end", "alias"))
_CONDITIONS: Final = {"if": "then", "elsif": "then", "elseif": "then", "while": "loop", "when": "then", "case": "when"}
"""A word, and the one that ends the expression behind it."""


def pieces(text: str) -> tuple[list[str], bool]:
    """The texts, and whether nothing else is in the body."""
    reader = _Reader(tokenize(text))
    reader.read()
    return reader.found, reader.complete and reader.tokens.broken is None


class _Reader:
    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.values = tokens.values
        self.kinds = tokens.kinds
        self.count = len(tokens)
        self.found: list[str] = []
        self.complete = True
        self.declares = False

    def read(self) -> None:
        i = 0
        while i < self.count:
            i = max(self._step(i), i + 1)

    # Small steps

    def word(self, i: int) -> str:
        """The plain word at `i`, or an empty one."""
        return self.values[i] if i < self.count and self.kinds[i] == "w" else ""

    def find(self, i: int, *words: str) -> int:
        """The first of `words`, or a semicolon, outside parentheses and CASE expressions; else the end."""
        cases = 0
        while i < self.count and self.values[i] != ";":
            word = self.word(i)
            if word == "case":
                cases += 1
            elif word == "end" and cases:
                cases -= 1
            elif not cases and self.values[i] in words:
                return i
            i = self.behind(i)
        return i

    def behind(self, i: int) -> int:
        return self.tokens.match[i] + 1 if self.values[i] in ("(", "[") and self.tokens.match[i] > i else i + 1

    def add(self, start: int, end: int, before: str = "") -> None:
        if start < end:
            self.found.append(before + self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]])

    def expression(self, start: int, end: int) -> None:
        self.add(start, end, "SELECT ")

    # The language

    def _step(self, i: int) -> int:
        """Reads what begins at `i`; answers where the next begins."""
        word, value = self.word(i), self.values[i]
        if value == ";" or word in _ALONE:
            self.declares = self.declares and word != "begin"
            # `WHEN condition OR condition THEN` of an exception is no expression, but reads as one.
            return i + 1
        if value == "<<":
            return i + 3
        if word == "declare":
            self.declares = True
            return i + 1
        end = self.find(i)
        if value == "#":
            return i + 3
        if self.declares:
            self._declaration(i, end)
        elif word in _STATEMENTS and not self._is_assignment(i, end):
            self._statement(i, end)
        elif word in _CONDITIONS:
            stop = self.find(i + 1, _CONDITIONS[word])
            self.expression(i + 1, stop)
            return stop if word == "case" else stop + 1
        elif word in ("for", "foreach"):
            return self._loop(i)
        elif not self._plain(word, i, end):
            self._assignment(i, end)
        return end

    def _plain(self, word: str, i: int, end: int) -> bool:
        """The statements of PL/pgSQL that end at their semicolon; False where it is none of them."""
        if word in _SKIPPED:
            return True
        if word == "execute":
            self.complete = False
            self.expression(i + 1, self.find(i + 1, "into", "using"))
        elif word == "perform" or word == "assert":
            self.add(i + 1, end, "SELECT ")
        elif word == "return":
            self._return(i + 1, end)
        elif word == "raise":
            self.expression(self.find(i + 1, ",", "using") + 1, end)
        elif word in ("exit", "continue"):
            self.expression(self.find(i + 1, "when") + 1, end)
        elif word == "open":
            query = self.find(i + 1, "for")
            self._query_or_dynamic(query + 1, end)
        else:
            return False
        return True

    def _is_assignment(self, i: int, end: int) -> bool:
        """`set := 1`: a variable may be called as a statement begins."""
        return i + 1 < end and self.values[i + 1] == ":="

    def _return(self, i: int, end: int) -> None:
        if self.word(i) == "query":
            self._query_or_dynamic(i + 1, end)
        else:
            self.expression(i + 1 if self.word(i) == "next" else i, end)

    def _query_or_dynamic(self, i: int, end: int) -> None:
        if self.word(i) == "execute":
            self.complete = False
            self.expression(i + 1, self.find(i + 1, "using"))
        else:
            self._statement(i, end)

    def _loop(self, i: int) -> int:
        """FOR variable IN query, range or cursor LOOP; FOREACH variable IN ARRAY expression LOOP."""
        stop = self.find(i + 1, "loop")
        start = self.find(i + 1, "in") + 1
        if self.word(start) in ("reverse", "array"):
            start += 1
        if start < stop and self.values[start] in _QUERIES and not self._is_range(start, stop):
            self._statement(start, stop)
        elif self.word(start) == "execute":
            self._query_or_dynamic(start, stop)
        else:
            parts = [start, *(k + 1 for k in range(start, stop) if self.values[k] in ("..", "by"))]
            for first, last in zip(parts, [*(part - 1 for part in parts[1:]), stop], strict=True):
                self.expression(first, last)
        return stop

    def _is_range(self, i: int, end: int) -> bool:
        return self.find(i, "..") < end

    def _declaration(self, i: int, end: int) -> None:
        """`name type := expression`, or `name CURSOR FOR query`."""
        if self.word(i + 1) in ("cursor", "no", "scroll"):
            query = self.find(i + 2, "for", "is")
            self._statement(query + 1, end)
            return
        self.expression(self.find(i + 1, ":=", "=", "default") + 1, end)

    def _assignment(self, i: int, end: int) -> None:
        sign = self.find(i, ":=", "=")
        if sign >= end:
            self.complete = False
            return
        self.expression(sign + 1, end)

    def _statement(self, i: int, end: int) -> None:
        """SQL as it stands, but for INTO of variables."""
        into = i
        while into < end and not (self.word(into) == "into" and self.word(into - 1) not in ("insert", "merge")):
            into = self.behind(into)
        if into >= end or self.word(i) not in ("select", "with", "insert", "update", "delete", "merge", "values"):
            self.add(i, end)
            return
        behind = into + 2 if self.word(into + 1) == "strict" else into + 1
        while behind < end:
            behind += 1
            while behind < end and self.values[behind] in (".", "["):
                behind = self.behind(behind) if self.values[behind] == "[" else behind + 2
            if behind >= end or self.values[behind] != ",":
                break
            behind += 1
        text, starts, ends = self.tokens.text, self.tokens.starts, self.tokens.ends
        rest = text[starts[behind] : ends[end - 1]] if behind < end else ""
        self.found.append(f"{text[starts[i] : ends[into - 1]]} {rest}" if into > i else rest)

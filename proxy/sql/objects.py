"""Commands about objects there are: DROP, COMMENT, GRANT, REFRESH, TRUNCATE, and maintenance."""

from __future__ import annotations

from typing import Final

from proxy.sql.statement import TableName, TableReference
from proxy.sql.tables import EXPRESSION, Walk
from proxy.sql.tokens import Tokens, unquoted

RELATIONS: Final = frozenset(("table", "view", "sequence", "index"))
_ON_TABLE: Final = frozenset(("trigger", "rule", "policy", "constraint"))


class Objects:
    """One statement, tokens `first` to before `last`; its findings go to `walk`."""

    def __init__(self, tokens: Tokens, first: int, last: int, walk: Walk) -> None:
        self.tokens = tokens
        self.values = tokens.values
        self.kinds = tokens.kinds
        self.first = first
        self.last = last
        self.walk = walk
        self.is_query = False
        """It ends in a query that fills it: CREATE TABLE … AS."""
        self.executes: str | None = None
        """The prepared statement that CREATE TABLE … AS EXECUTE runs."""

    def is_word(self, i: int, *words: str) -> bool:
        return i < self.last and self.kinds[i] == "w" and self.values[i] in words

    def read(self) -> None:
        """Finds everything."""
        word = self.values[self.first]
        method = getattr(self, f"_{word}", None) if self.kinds[self.first] == "w" else None
        if method is not None:
            method(self.first + 1)
        elif word in ("analyse", "repack"):
            self._vacuum(self.first + 1)

    # Small steps

    def target(self, i: int) -> int:
        name, i = self.walk.relation(i, self.last)
        self.walk.add(self.walk.writes, name)
        return i

    def targets(self, i: int) -> int:
        i = self.target(i)
        while i < self.last and self.values[i] == ",":
            i = self.target(i + 1)
        return i

    def reference(self, i: int) -> int:
        name, i = self.walk.relation(i, self.last)
        self.walk.add(self.walk.reads, name)
        return i

    def skip(self, i: int, *words: str) -> int:
        while self.is_word(i, *words):
            i += 1
        return i

    def skip_if_exists(self, i: int) -> int:
        if self.is_word(i, "if"):
            return i + 3 if self.is_word(i + 1, "not") else i + 2
        return i

    def behind(self, i: int) -> int:
        """Behind the parenthesis at `i`."""
        return max(self.tokens.match[i], i) + 1

    def find(self, i: int, *words: str) -> int:
        """The first of `words` outside parentheses, or `last`."""
        while i < self.last and not self.is_word(i, *words):
            i = self.behind(i) if self.values[i] == "(" else i + 1
        return i

    def expressions(self, start: int, end: int, state: int = EXPRESSION) -> None:
        """Everything a query or an expression names there is only referred to."""
        before, self.walk.writes = self.walk.writes, {}
        locking, modifying = self.walk.locking, self.walk.modifying
        self.walk.walk(start, end, state)
        self.walk.reads.update(self.walk.writes)
        self.walk.writes = before
        self.walk.locking, self.walk.modifying = locking, modifying

    def part_of(self, i: int, into: dict[TableReference, None]) -> int:
        """A column's name: the relation is all but its last word."""
        words = []
        while i < self.last and self.kinds[i] in "wq":
            words.append(unquoted(self.values[i]))
            i += 1
            if i >= self.last or self.values[i] != ".":
                break
            i += 1
        if len(words) > 1:
            self.walk.add(into, TableName(words[-2], words[-3] if len(words) > 2 else None))
        return i

    # DROP, COMMENT, GRANT

    def _drop(self, i: int) -> None:
        i = self.skip(i, "foreign", "materialized") if self.is_word(i + 1, "table", "view") else i
        kind = self.values[i] if i < self.last else ""
        i += 1
        if kind in RELATIONS:
            i = self.skip(i, "concurrently")
            self.targets(self.skip_if_exists(i))
        elif kind in ("trigger", "rule", "policy"):
            on = self.find(i, "on")
            self.target(on + 1)
        elif kind == "property" and self.is_word(i, "graph"):
            self.targets(self.skip_if_exists(i + 1))

    def _comment(self, i: int) -> None:
        self._object(self.find(i, "on") + 1)

    def _security(self, i: int) -> None:
        self._object(self.find(i, "on") + 1)

    def _object(self, i: int) -> None:
        i = self.skip(i, "foreign", "materialized") if self.is_word(i + 1, "table", "view") else i
        if self.is_word(i, *RELATIONS):
            self.target(i + 1)
        elif self.is_word(i, "property") and self.is_word(i + 1, "graph"):
            self.target(i + 2)
        elif self.is_word(i, "column"):
            self.part_of(i + 1, self.walk.writes)
        elif self.is_word(i, *_ON_TABLE):
            on = self.find(i, "on")
            if not self.is_word(on + 1, "domain"):
                self.target(on + 1)

    def _grant(self, i: int) -> None:
        on = self.find(i, "on")
        if on == self.last:
            return
        i = on + 1
        if self.is_word(i, "all") or self.is_word(
            i,
            "schema", "database", "function", "procedure", "routine", "language", "type", "domain", "tablespace",
            "foreign", "large", "parameter",
        ):  # fmt: skip
            is_name = i + 1 < self.last and (self.values[i + 1] in (",", ".") or self.is_word(i + 1, "to", "from"))
            if not is_name:
                return
        if self.is_word(i, "property") and self.is_word(i + 1, "graph"):
            i += 2
        if self.is_word(i, "table", "sequence"):
            # A table may be called sequence.
            following = self.values[i + 1] if i + 1 < self.last else ""
            i += following not in (",", ".") and not self.is_word(i + 1, "to", "from")
        self.targets(i)

    _revoke = _grant

    def _refresh(self, i: int) -> None:
        self.target(self.skip(i, "materialized", "view", "concurrently"))

    # Maintenance

    def _vacuum(self, i: int) -> None:
        if i < self.last and self.values[i] == "(":
            i = self.behind(i)
        i = self.skip(i, "full", "freeze", "verbose", "analyze", "analyse")
        while i < self.last:
            i = self.target(i)
            if i < self.last and self.values[i] == "(":
                i = self.behind(i)
            if i >= self.last or self.values[i] != ",":
                return
            i += 1

    _analyze = _vacuum

    def _cluster(self, i: int) -> None:
        if i < self.last and self.values[i] == "(":
            i = self.behind(i)
        i = self.skip(i, "verbose")
        if i >= self.last:
            return
        on = self.find(i, "on")
        self.target(on + 1 if on < self.last else i)

    def _reindex(self, i: int) -> None:
        if i < self.last and self.values[i] == "(":
            i = self.behind(i)
        if self.is_word(i, "table", "index"):
            self.target(self.skip(i + 1, "concurrently"))

    def _lock(self, i: int) -> None:
        self.targets(self.skip(i, "table"))

    def _truncate(self, i: int) -> None:
        self.targets(self.skip(i, "table"))

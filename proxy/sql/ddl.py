"""Definitions: which relations CREATE and ALTER are about, and which they refer to."""

from __future__ import annotations

from proxy.sql.objects import RELATIONS, Objects
from proxy.sql.tables import FROM_ITEM, START
from proxy.sql.tokens import unquoted


class Definition(Objects):
    """One statement that creates or alters something; those about objects there are included."""

    # CREATE

    def _create(self, i: int) -> None:
        i = self.skip(i, "or", "replace")
        start = i
        i = self.skip(i, "temp", "temporary", "unlogged", "global", "local", "unique", "recursive", "constraint")
        recursive = any(self.is_word(k, "recursive") for k in range(start, i))
        if any(self.is_word(k, "temp", "temporary") for k in range(start, i)):
            self.walk.temporary = True
        if self.is_word(i, "foreign") and self.is_word(i + 1, "table"):
            i += 1
        if self.is_word(i, "materialized"):
            i += 1
        kind = self.values[i] if i < self.last else ""
        i += 1
        if kind == "table":
            self._create_table(self.skip_if_exists(i))
        elif kind == "view":
            i = self.target(self.skip_if_exists(i))
            body = self.find(i, "as")
            self.expressions(body + 1, self.last, START)
            if recursive:
                for reference in self.walk.writes:
                    self.walk.reads.pop(reference, None)
        elif kind == "sequence":
            i = self.target(self.skip_if_exists(i))
            self.owner(i)
        elif kind == "index":
            on = self.find(i, "on")
            after = self._index_elements(self.target(on + 1))
            self.expressions(self.find(after, "where"), self.last)
        elif kind in ("trigger", "policy"):
            on = self.find(i, "on")
            after = self.target(on + 1)
            if kind == "trigger" and self.is_word(after, "from"):
                after = self.reference(after + 1)
            stop = self.find(after, "execute")
            if kind == "trigger":
                when = self.find(after, "when")
                self.expressions(when + 1, stop)
            else:
                self.expressions(self.find(after, "using", "with"), self.last)
        elif kind == "rule":
            to = self.find(i, "to")
            after = self.target(to + 1)
            self._rule(after)
        elif kind == "schema":
            self._create_schema(i)
        elif kind in ("function", "procedure"):
            self._routine(i)
        elif kind == "domain":
            self._columns(i, self.last)
        elif kind == "statistics":
            source = self.find(i, "from")
            self.expressions(self.find(i, "on"), source)
            self.expressions(source + 1, self.last, FROM_ITEM)
        elif kind == "publication":
            self._publication(i)
        elif kind == "property" and self.is_word(i, "graph"):
            self._graph(self.target(self.skip_if_exists(i + 1)))

    def _create_table(self, i: int) -> None:
        i = self.target(i)
        for name in self.walk.writes:
            if name.table.schema == "pg_temp":
                self.walk.temporary = True
        if self.is_word(i, "partition") and self.is_word(i + 1, "of"):
            i = self.reference(i + 2)
        elif self.is_word(i, "of"):
            _, i = self.walk.qualified(i + 1, self.last)
        if i < self.last and self.values[i] == "(":
            close = self.behind(i)
            if not self.is_word(close, "as") and self.find(close, "as") == self.last:
                self._columns(i + 1, close - 1)
            i = close
        body = self.find(i, "as")
        options = self.find(i, "inherits")
        if options < body and options + 1 < self.last and self.values[options + 1] == "(":
            k = self.reference(options + 2)
            while k < self.last and self.values[k] == ",":
                k = self.reference(k + 1)
        if body == self.last:
            self._columns(i, self.last)
            return
        body += 1
        self.is_query = True
        if self.is_word(body, "execute"):
            self.executes = unquoted(self.values[body + 1]) if body + 1 < self.last else ""
            return
        self.expressions(body, self.last, START)

    def _columns(self, i: int, end: int) -> None:
        """Column definitions, constraints, and the actions of ALTER TABLE."""
        start = i
        while i < end:
            if self.kinds[i] == "w":
                value = self.values[i]
                if value == "references" and (i == start or self.values[i - 1] != "."):
                    i = self.reference(i + 1)
                    continue
                if value == "like" and (i == start or self.values[i - 1] == ","):
                    i = self.reference(i + 1)
                    continue
                if value in ("options", "with") and self.values[i + 1 : i + 2] == ["("]:
                    i = self.behind(i + 1)
                    continue
                if value == "using" and i > start and self.is_word(i - 1, "exclude"):
                    i = self._index_elements(i)
                    continue
                if value == "by" and i > start and self.is_word(i - 1, "partition"):
                    i = self._index_elements(i + 2)
                    continue
                if value == "default" and self.is_word(i + 1, "partition"):
                    i += 1
                    continue
                if value in ("default", "check", "generated", "using", "as", "where") and i + 1 < end:
                    stop = self._end_of_item(i, end)
                    references = i
                    while references < stop and not self.is_word(references, "references"):
                        references += 1
                    self.expressions(i + 1, references)
                    i = references
                    continue
            i += 1

    def _index_elements(self, i: int) -> int:
        """Behind [USING method] ( column or call or (expression), … ), where nothing else is one of these: what stands
        behind each is its collation, operator class and order."""
        i = i + 2 if self.is_word(i, "using") else i
        if i >= self.last or self.values[i] != "(":
            return i
        close = self.behind(i) - 1
        i += 1
        while i < close:
            _, after = (None, i) if self.values[i] == "(" else self.walk.qualified(i, close)
            if after < close and self.values[after] == "(":
                self.expressions(i, self.behind(after))
            while i < close and self.values[i] != ",":
                i = self.behind(i) if self.values[i] == "(" else i + 1
            i += 1
        return close + 1

    def _end_of_item(self, i: int, end: int) -> int:
        while i < end and self.values[i] not in (",", ")"):
            i = self.behind(i) if self.values[i] in ("(", "[") else i + 1
        return min(i, end)

    def owner(self, i: int) -> None:
        """OWNED BY table.column of a sequence."""
        while i + 2 < self.last:
            if self.is_word(i, "owned") and self.is_word(i + 1, "by"):
                self.part_of(i + 2, self.walk.reads)
                return
            i += 1

    def _rule(self, i: int) -> None:
        do = self.find(i, "do")
        self.expressions(i, do)
        i = self.skip(do + 1, "also", "instead")
        if i < self.last and self.values[i] == "(" and not self.is_word(i + 1, "select", "with", "values", "table"):
            self._statements(i + 1, self.behind(i) - 1)
        elif i < self.last and self.values[i] == "(":
            close = self.behind(i)
            if ";" in self.values[i:close]:
                self._statements(i + 1, close - 1)
            else:
                self.expressions(i, self.last, START)
        elif not self.is_word(i, "nothing", "notify"):
            self.expressions(i, self.last, START)

    def _statements(self, i: int, end: int) -> None:
        """Several statements, parted by semicolons."""
        start = i
        while i < end:
            if self.values[i] == ";":
                self._one(start, i)
                start = i + 1
            i = self.behind(i) if self.values[i] == "(" else i + 1
        self._one(start, min(i, end))

    def _one(self, start: int, end: int) -> None:
        if start < end and not self.is_word(start, "notify"):
            self.expressions(start, end, START)

    def _routine(self, i: int) -> None:
        _, i = self.walk.qualified(i, self.last)
        if i < self.last and self.values[i] == "(":
            self.expressions(i, self.behind(i))
            i = self.behind(i)
        begin = i
        while begin + 1 < self.last and not (self.is_word(begin, "begin") and self.is_word(begin + 1, "atomic")):
            begin = self.behind(begin) if self.values[begin] == "(" else begin + 1
        if begin + 1 < self.last:
            self._statements(begin + 2, self.last - 1)
            return
        body = self.find(i, "return")
        if body < self.last:
            self.expressions(body + 1, self.last)

    def _create_schema(self, i: int) -> None:
        """CREATE SCHEMA with definitions inside."""
        starts = []
        k = i
        while k < self.last:
            if self.is_word(k, "create", "grant") and k > i:
                starts.append(k)
            k = self.behind(k) if self.values[k] == "(" else k + 1
        for start, end in zip(starts, [*starts[1:], self.last], strict=False):
            Definition(self.tokens, start, end, self.walk).read()

    def _publication(self, i: int) -> None:
        """FOR TABLE a, TABLE b (columns) WHERE (…), TABLES IN SCHEMA s."""
        while i < self.last:
            if self.is_word(i, "table") and not self.is_word(i - 1, "as"):
                i = self.reference(i + 1)
                i = self._publication_rest(i)
                while i < self.last and self.values[i] == "," and not self.is_word(i + 1, "table", "tables"):
                    i = self._publication_rest(self.reference(i + 1))
                continue
            i += 1

    def _publication_rest(self, i: int) -> int:
        if i < self.last and self.values[i] == "(":
            i = self.behind(i)
        if self.is_word(i, "where") and i + 1 < self.last:
            close = self.behind(i + 1)
            self.expressions(i + 1, close)
            i = close
        return i

    def _graph(self, i: int) -> None:
        """VERTEX TABLES (…) and EDGE TABLES (…) of a property graph: each element begins with its table."""
        while i < self.last:
            if self.is_word(i, "tables", "vertex", "edge") and i + 1 < self.last and self.values[i + 1] == "(":
                if not self.is_word(i - 2, "drop"):
                    self._elements(i + 2, self.behind(i + 1) - 1)
                i = self.behind(i + 1)
            else:
                i += 1

    def _elements(self, i: int, end: int) -> None:
        while i < end:
            i = self.reference(i)
            start = i
            while i < end and self.values[i] != ",":
                i = self.behind(i) if self.values[i] == "(" else i + 1
            for k in range(start, i):
                if self.is_word(k, "properties") and self.values[k + 1] == "(":
                    self.expressions(k + 2, self.behind(k + 1) - 1)
            i += 1

    # ALTER

    def _alter(self, i: int) -> None:
        if self.is_word(i, "foreign") and self.is_word(i + 1, "table"):
            i += 1
        if self.is_word(i, "materialized"):
            i += 1
        kind = self.values[i] if i < self.last else ""
        i += 1
        if kind in RELATIONS:
            if self.is_word(i, "all") and self.is_word(i + 1, "in"):
                return
            i = self.target(self.skip_if_exists(i))
            if kind == "sequence":
                self.owner(i)
            self._actions(i)
        elif kind in ("trigger", "rule", "policy"):
            on = self.find(i, "on")
            after = self.target(on + 1)
            if kind == "policy":
                self.expressions(self.find(after, "using", "with"), self.last)
        elif kind == "publication":
            self._publication(i)
        elif kind == "extension":
            self._member(i)
        elif kind == "property" and self.is_word(i, "graph"):
            self._graph(self.target(self.skip_if_exists(i + 1)))
        elif kind == "domain":
            self.expressions(i, self.last)

    def _actions(self, i: int) -> None:
        """The actions of ALTER TABLE."""
        start = i
        while i < self.last:
            if self._is_inherit(i, start) or (
                self.is_word(i, "partition") and self.is_word(i - 1, "attach", "detach", "split")
            ):
                i = self.reference(i + 1)
            elif (self.is_word(i, "partitions") and self.is_word(i - 1, "merge")) or self.is_word(i, "into"):
                i = self._new_partitions(i + 1)
            else:
                i += 1
        self._columns(start, self.last)

    def _new_partitions(self, i: int) -> int:
        """Behind the partitions of MERGE PARTITIONS (…) INTO … and SPLIT PARTITION … INTO (…)."""
        if i >= self.last or self.values[i] != "(":
            return self.reference(i)
        close = self.behind(i)
        names_come = True
        for k in range(i + 1, close - 1):
            if self.is_word(k, "partition"):
                self.reference(k + 1)
                names_come = False
            elif names_come and self.values[k - 1] in ("(", ","):
                self.reference(k)
        return close

    def _is_inherit(self, i: int, start: int) -> bool:
        """INHERIT p, or NO INHERIT p, as an action: not the end of a constraint."""
        if not self.is_word(i, "inherit"):
            return False
        before = i - 2 if self.is_word(i - 1, "no") else i - 1
        return before < start or self.values[before] == ","

    def _member(self, i: int) -> None:
        """ALTER EXTENSION e ADD TABLE t."""
        k = i + 2
        k = self.skip(k, "foreign", "materialized")
        if self.is_word(k, *RELATIONS):
            self.target(k + 1)

"""One entry of the chain: which questions it is asked, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import translate
from typing import Protocol

from proxy.routing.route import Context, Mode
from proxy.routing.shape import Elsewhere
from proxy.sql.statement import Statement, TableName


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the session's search_path and the catalogs resolve it."""

    name: str
    schema: str = "public"
    written: TableName | None = None
    """As the statement names it, for messages."""
    databases: tuple[str, ...] = ()
    """Where the catalogs know it; empty without catalogs."""
    columns: tuple[str, ...] = ()
    is_view: bool = False

    def __str__(self) -> str:
        return str(self.written or TableName(self.name))


@dataclass(frozen=True, slots=True)
class Question:
    """What a router may know when it is asked about `table`; None is something that is no table, like a schema."""

    table: Table | None
    mode: Mode
    statement: Statement
    context: Context
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tables that a statement or a row brings together, each with the database it would be on."""

    first: Table
    first_database: str
    second: Table
    second_database: str
    question: Question


class Router(Protocol):
    """Answers are None for "no opinion"; `read` and `write` give databases in order of preference."""

    @property
    def name(self) -> str: ...
    @property
    def elsewhere(self) -> Elsewhere: ...
    @property
    def line(self) -> int: ...
    @property
    def is_python(self) -> bool: ...
    @property
    def judges_relations(self) -> bool: ...
    def read(self, question: Question) -> tuple[str, ...] | None: ...
    def write(self, question: Question) -> tuple[str, ...] | None: ...
    def relation(self, pair: Pair) -> bool | None: ...
    def migrate(self, question: Question, database: str) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class Patterns:
    """Names with `*`, `?` and `[…]`. A pattern with a dot looks at schema and name, one without at the name alone."""

    words: tuple[str, ...]
    _compiled: tuple[tuple[bool, re.Pattern[str]], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        compiled = tuple(("." in word, re.compile(translate(word))) for word in self.words)
        object.__setattr__(self, "_compiled", compiled)

    def match(self, name: str, schema: str = "") -> bool:
        for qualified, pattern in self._compiled:
            if pattern.match(f"{schema}.{name}" if qualified else name) is not None:
                return True
        return False


def patterns(words: Sequence[str] | None) -> Patterns | None:
    return None if words is None else Patterns(tuple(words))


@dataclass(frozen=True, slots=True)
class DeclaredRouter:
    """A router written in YAML. What is None narrows nothing, or is no opinion."""

    name: str
    tables: Patterns | None = None
    schemas: Patterns | None = None
    users: Patterns | None = None
    applications: Patterns | None = None
    statements: tuple[str, ...] | None = None
    reads: tuple[str, ...] | None = None
    writes: tuple[str, ...] | None = None
    relates: bool | None = None
    migrates: tuple[str, ...] | None = None
    elsewhere: Elsewhere = Elsewhere.REFUSE
    line: int = 0

    @property
    def is_python(self) -> bool:
        return False

    @property
    def judges_relations(self) -> bool:
        return self.relates is not None

    @property
    def databases(self) -> frozenset[str]:
        """Every database it names."""
        return frozenset((self.reads or ()) + (self.writes or ()) + (self.migrates or ()))

    def covers(self, question: Question, table: Table | None) -> bool:
        """Whether it may have opinions on `table` in this statement of this session."""
        context = question.context
        if self.users is not None and not self.users.match(context.user):
            return False
        if self.applications is not None and not self.applications.match(context.application):
            return False
        if self.statements is not None and not self._is_about(question.statement):
            return False
        if table is None:
            return self.tables is None and self.schemas is None
        if self.tables is not None and not self.tables.match(table.name, table.schema):
            return False
        return self.schemas is None or self.schemas.match(table.schema)

    def _is_about(self, statement: Statement) -> bool:
        words = self.statements or ()
        return statement.kind.value in words or statement.tag in words

    def read(self, question: Question) -> tuple[str, ...] | None:
        return self.reads if self.reads is not None and self.covers(question, question.table) else None

    def write(self, question: Question) -> tuple[str, ...] | None:
        return self.writes if self.writes is not None and self.covers(question, question.table) else None

    def relation(self, pair: Pair) -> bool | None:
        """Counts for a pair with at least one table it covers, and both databases among those it names, if any."""
        if self.relates is None:
            return None
        if self.databases and not {pair.first_database, pair.second_database} <= self.databases:
            return None
        if self.covers(pair.question, pair.first) or self.covers(pair.question, pair.second):
            return self.relates
        return None

    def migrate(self, question: Question, database: str) -> bool | None:
        if self.migrates is None or not self.covers(question, question.table):
            return None
        return database in self.migrates

"""The schema as one connection sees it, and the plans made for it."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Final

from proxy.backends.sqlite import catalog, declaring
from proxy.backends.sqlite.commands import DeclareCommand, ExplainCommand
from proxy.backends.sqlite.failures import translated
from proxy.backends.sqlite.file import DatabaseFile, SharedFacts
from proxy.backends.sqlite.plan import Plan
from proxy.backends.sqlite.reading import Piece, pieces
from proxy.sql.transpile import transpile

if TYPE_CHECKING:
    from proxy.backends.sqlite.functions import Functions, SessionValues

_MOST_PLANS: Final = 5000
_LONGEST_KEPT: Final = 20_000
"""Characters of a statement; longer ones are bulk loads that do not come again."""
_ROLLS_BACK: Final = "SELECT 1 FROM main.sqlite_schema WHERE sql LIKE '%rollback%' LIMIT 1"
_LOOK_EVERY: Final = 1.0
"""Seconds after which the file is asked whether another process changed the schema."""


class SchemaView:
    """The file's committed schema, which all connections share, or one of the connection's own: it changed in the open
    transaction, or there are temporary tables. Lives on the connection's thread."""

    def __init__(
        self, file: DatabaseFile, connection: sqlite3.Connection, functions: Functions, session: SessionValues
    ) -> None:
        # For the life of the connection
        self._file = file
        self._connection = connection
        self._functions = functions
        self._session = session
        self._looked = 0.0
        self._known: SharedFacts | None = None
        """The facts whose types SQLite has been told of."""
        # For one transaction, longer where there are temporary tables
        self._own: SharedFacts | None = None
        self._has_changed = False
        self._has_temporary = False

    @property
    def facts(self) -> SharedFacts:
        """The schema this connection sees, and the plans for it. Raises ProxyError."""
        if self._own is not None:
            return self._own
        now = time.monotonic()
        if now - self._looked > _LOOK_EVERY:
            self._looked = now
            self._notice()
        facts = self._file.facts
        if facts is None:
            facts = self._file.facts = self._read()
        if facts is not self._known:
            self._functions.types.know(facts.schema)
            self._known = facts
        return facts

    @property
    def shared(self) -> SharedFacts | None:
        """The committed schema that this connection sees as all others do, when it was last looked at; None where it
        sees one of its own."""
        return self._known if self._own is None else None

    def plan(self, piece: Piece, parameter_types: tuple[int, ...] = ()) -> Plan:
        """The plan for a statement, from the cache if it is there. Raises ProxyError."""
        facts = self.facts
        key = (piece.text, parameter_types, self._session.search_path)
        plan = facts.plans.get(key)
        if plan is None:
            if piece.command is None:
                self._notice()
                facts = self.facts
                given = tuple(map(facts.schema.type_of, parameter_types)) if facts.schema.types else parameter_types
                translation = transpile(piece.text, facts.schema, given, search_path=self._session.search_path)
                plan = Plan(piece, translation, facts)
            elif isinstance(piece.command, DeclareCommand | ExplainCommand):
                [inner] = pieces(piece.command.query)
                planned = self.plan(inner, parameter_types)
                if isinstance(piece.command, DeclareCommand):
                    declaring.check(piece.command, planned)
                plan = Plan(piece, None, planned.schema, planned)
            else:
                plan = Plan(piece, None, facts)
            if len(facts.plans) >= _MOST_PLANS:
                facts.plans.clear()
            if len(piece.text) <= _LONGEST_KEPT:
                facts.plans[key] = plan
        return plan

    def changed(self) -> None:
        """A statement of the open transaction has changed the schema."""
        self._has_changed = True
        self._own = self._read()

    def rolled_back(self) -> None:
        """To a savepoint: some of the changes may be gone."""
        if self._has_changed:
            self._own = self._read()

    def transaction_ended(self) -> None:
        """What has changed is everybody's now, or gone."""
        if not self._has_changed:
            return
        self._has_changed = False
        self._own = None
        self._file.facts = None
        self._has_temporary = self._count_temporary() > 0
        if self._has_temporary:
            self._own = self._read()

    def forget_temporary(self) -> None:
        """There are no temporary tables any more."""
        self._own = None
        self._has_temporary = False

    def _notice(self) -> None:
        """Takes note of what other processes changed since."""
        if self._own is not None:
            if self._has_temporary and not self._has_changed and self._version() != self._own.version:
                self._own = self._read()
        elif self._file.facts is not None and self._version() != self._file.facts.version:
            self._file.facts = None

    def _read(self) -> SharedFacts:
        try:
            schema = catalog.read_schema(self._connection)
            facts = SharedFacts(
                self._version(), schema, {}, self._connection.execute(_ROLLS_BACK).fetchone() is not None
            )
        except sqlite3.Error as problem:
            raise translated(problem, self._connection) from problem
        self._functions.types.know(facts.schema)
        return facts

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA schema_version").fetchone()[0])

    def _count_temporary(self) -> int:
        [count] = self._connection.execute(
            "SELECT count(*) FROM temp.sqlite_schema WHERE name NOT LIKE 'pg\\_catalog.%' ESCAPE '\\'"
            " AND name NOT LIKE 'information\\_schema.%' ESCAPE '\\' AND name NOT LIKE 'onedsn\\_%' ESCAPE '\\'"
            " AND type = 'table'"
        ).fetchone()
        return int(count)

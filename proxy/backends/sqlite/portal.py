"""A portal: a statement with its parameters, and the rows of it that are still to come."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from proxy.backends.sqlite.plan import Plan, description, row_writer
from proxy.backends.sqlite.rows import RowWriter
from proxy.backends.sqlite.store import Store
from proxy.backends.sqlite.together import Written
from proxy.errors import ProxyError
from proxy.sql.transpile import ResultColumn

BATCH = 256


class Portal:
    """Rows come from SQLite batch by batch, or from a list once they were fetched ahead."""

    __slots__ = (
        "_cursor",
        "_next",
        "_rows",
        "columns",
        "depth",
        "formats",
        "hold",
        "is_done",
        "is_started",
        "plan",
        "position",
        "scroll",
        "seen",
        "since",
        "tag",
        "text",
        "values",
    )

    def __init__(
        self,
        plan: Plan,
        values: Sequence[Any],
        formats: tuple[int, ...],
        *,
        hold: bool = False,
        scroll: bool | None = False,
    ) -> None:
        self.plan = plan
        self.values = values
        self.formats = formats
        self.hold = hold
        self.scroll = scroll
        """Whether rows can be had again; None for a cursor that says neither SCROLL nor NO SCROLL."""
        self.depth = 0
        """How many savepoints were set when it was made; it goes when one of them is rolled back."""
        self.columns: tuple[ResultColumn, ...] = plan.columns
        self.tag = ""
        """The command tag, when a command or a write has made it; "" for rows that are counted as they leave."""
        self.text = plan.piece.text
        """What the client sent for it."""
        self.since: datetime | None = None
        """When it was opened."""
        self.is_started = False
        self.is_done = False
        self.position = 0
        """Rows taken so far; for a scrolling cursor the row it stands on, 1-based."""
        self.seen: list[tuple[Any, ...]] | None = None
        """All rows of a scrolling cursor."""
        self._cursor: sqlite3.Cursor | None = None
        self._rows: list[tuple[Any, ...]] = []
        self._next = 0

    @property
    def returns_rows(self) -> bool:
        translation = self.plan.translation
        return bool(self.columns) or (translation is not None and translation.returns_rows)

    def start(self, store: Store) -> None:
        """Runs the statement. Writes do all their work here, reads on demand. Raises ProxyError."""
        translation = self.plan.translation
        assert translation is not None
        self.is_started = True
        cursor = store.run(self.plan, self.values)
        self.since = store.session.statement_start
        if translation.returns_rows and not translation.writes:
            assert not isinstance(cursor, Written)
            self._cursor = cursor
            return
        count = cursor.rowcount
        if translation.returns_rows:
            try:
                self._rows = cursor.fetchall()
            except sqlite3.Error as problem:
                raise store.failure(problem, translation) from problem
            count = len(self._rows)
        elif any(step.counts for step in translation.steps):
            count = store.stepped_rows
        elif translation.counts and count < 0:
            count = store.changed_rows()
        self.tag = counted(translation.tag, count) if translation.counts else translation.tag

    def supply(self, columns: Sequence[ResultColumn], rows: list[tuple[Any, ...]], tag: str) -> None:
        """The rows and the tag of a command that the engine ran itself."""
        self.is_started = True
        self.columns = tuple(columns)
        self._rows = rows
        self.tag = tag

    def take(self, store: Store, limit: int) -> list[tuple[Any, ...]]:
        """The next rows, at most `limit`; fewer only at the end. Raises ProxyError."""
        rows = self._rows[self._next : self._next + limit]
        self._next += len(rows)
        if self._next >= len(self._rows) and self._rows:
            self._rows, self._next = [], 0
        if self._cursor is not None and len(rows) < limit:
            try:
                fetched = self._cursor.fetchmany(limit - len(rows))
            except sqlite3.Error as problem:
                self._cursor = None
                raise store.failure(problem, self.plan.translation) from problem
            if len(fetched) < limit - len(rows):
                self._cursor = None
            rows = rows + fetched if rows else fetched
        self.position += len(rows)
        return rows

    def fetch_ahead(self, store: Store) -> None:
        """Takes all rows into memory, before the tables under them change or their transaction ends."""
        if self._cursor is None:
            return
        try:
            self._rows = self._rows[self._next :] + self._cursor.fetchall()
        except sqlite3.Error as problem:
            raise store.failure(problem, self.plan.translation) from problem
        finally:
            self._cursor = None
        self._next = 0

    def close(self) -> None:
        if self._cursor is not None:
            self._cursor.close()
            self._cursor = None
        self._rows = []

    def description(self) -> bytes:
        if self.columns is self.plan.columns:
            return self.plan.description(self.formats)
        return description(self.columns, self.formats)

    def row_writer(self, time_zone: str) -> RowWriter:
        if self.columns is self.plan.columns:
            return self.plan.row_writer(self.formats, time_zone)
        return row_writer(self.columns, self.formats, time_zone)

    def final_tag(self, since: int = 0) -> str:
        """The command tag; rows that left before row `since` are another Execute's."""
        return self.tag or f"SELECT {self.position - since}"


def counted(tag: str, count: int) -> str:
    return f"INSERT 0 {count}" if tag == "INSERT" else f"{tag} {count}"


class NoSuchCursor(ProxyError):
    """FETCH, CLOSE or Execute of a portal that is not there."""

    sqlstate = "34000"

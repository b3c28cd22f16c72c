"""COPY in and out of a table or a query."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from proxy.backends.sqlite.commands import CopyCommand
from proxy.backends.sqlite.copy_format import CopyFormat, RowReader, copy_format, head, line, tail
from proxy.backends.sqlite.plan import Plan, encoders, parameter
from proxy.backends.sqlite.portal import BATCH, Portal
from proxy.backends.sqlite.reading import pieces
from proxy.backends.sqlite.store import Store
from proxy.backends.sqlite.texts import decoded
from proxy.errors import ProtocolViolation, ProxyError
from proxy.sql.statement import quote_identifier
from proxy.wire import backend, codes

_ROWS: Final = 500


class CopyIn:
    """Rows on their way into a table, in batches; all belong to the transaction that COPY runs in."""

    def __init__(self, store: Store, plan: Plan, form: CopyFormat, names: Sequence[str], table: str) -> None:
        self._store = store
        self._plan = plan
        self._reader = RowReader(form, names)
        self._format = 1 if form.kind == "binary" else 0
        self._table = table
        self._rows: list[list[Any]] = []
        self._count = 0

    def data(self, data: bytes) -> None:
        """Takes one CopyData body. Raises ProxyError, also for rows of earlier ones."""
        for row in self._reader.feed(data):
            self._add(row)

    def _add(self, row: list[bytes | None]) -> None:
        types, place = self._plan.parameter_types, self._store.settings.place
        try:
            self._rows.append([parameter(types[i], self._format, value, place) for i, value in enumerate(row)])
        except ProxyError as problem:
            problem.where = problem.where or f"COPY {self._table}, line {self._reader.line}"
            raise
        if len(self._rows) >= _ROWS:
            self._insert()

    def _insert(self) -> None:
        rows, self._rows = self._rows, []
        if not rows:
            return
        self._count += len(rows)
        translation = self._plan.translation
        assert translation is not None
        # The first through the store, which begins the transaction; then all others in one call.
        self._store.run(self._plan, rows[0])
        try:
            self._store.connection.executemany(translation.sqlite_sql, rows[1:])
        except sqlite3.Error as problem:
            raise self._store.failure(problem, translation) from problem

    def message(self, code: int, body: bytes) -> int | None:
        """Takes what the client sends meanwhile; how many rows went in, once it is over. Raises ProxyError."""
        if code == codes.COPY_DATA:
            self.data(body)
            return None
        if code == codes.COPY_FAIL:
            reason = decoded(body.rstrip(b"\0"))
            raise ProxyError(f"COPY from stdin failed: {reason}", sqlstate="57014")
        if code != codes.COPY_DONE:
            raise ProtocolViolation(f"unexpected message type 0x{code:02X} during COPY from stdin")
        return self.finish()

    def finish(self) -> int:
        """How many rows went in, now that all are there."""
        for row in self._reader.finish():
            self._add(row)
        self._insert()
        return self._count


def start_copy_in(store: Store, command: CopyCommand, write: Callable[[bytes], None]) -> CopyIn:
    """Prepares for rows and tells the client so. Raises ProxyError."""
    form = copy_format(command.options, into=True)
    names = command.columns
    if not names:
        [piece] = pieces(f"SELECT * FROM {command.table}")
        names = tuple(column.name for column in store.plan(piece).columns)
    columns = ", ".join(map(quote_identifier, names))
    marks = ", ".join(f"${i + 1}" for i in range(len(names)))
    [piece] = pieces(f"INSERT INTO {command.table} ({columns}) VALUES ({marks})")
    plan = store.plan(piece)
    store.begin_write("COPY FROM")
    code = 1 if form.kind == "binary" else 0
    write(backend.copy_in_response(code, [code] * len(names)))
    return CopyIn(store, plan, form, names, command.table)


def copy_out(
    store: Store, command: CopyCommand, time_zone: str, write: Callable[[bytes], None], cancelled: threading.Event
) -> int:
    """Writes all rows as CopyData, one a message; how many there were. Raises ProxyError."""
    form = copy_format(command.options, into=False)
    columns = ", ".join(map(quote_identifier, command.columns)) or "*"
    [piece] = pieces(f"SELECT {columns} FROM {command.table}" if command.query is None else command.query)
    plan = store.plan(piece)
    if plan.translation is None or not plan.translation.returns_rows:
        raise ProxyError("COPY query must have a RETURNING clause", sqlstate="0A000")
    portal = Portal(plan, (), ())
    portal.start(store)
    code = 1 if form.kind == "binary" else 0
    encode = encoders(plan.columns, (code,), time_zone)
    names = [column.name for column in plan.columns]
    for name in sorted((form.force_quote or frozenset()) - set(names)):
        raise ProxyError(f'column "{name}" does not exist', sqlstate="42703")
    write(backend.copy_out_response(code, [code] * len(names)))
    prefix = head(form, names)
    if prefix and form.kind != "binary":
        write(backend.copy_data(prefix))
        prefix = b""
    while True:
        rows = portal.take(store, BATCH)
        for row in rows:
            fields = [None if value is None else encode[i](value) for i, value in enumerate(row)]
            write(backend.copy_data(prefix + line(form, fields, names)))
            prefix = b""
        if len(rows) < BATCH:
            break
        if cancelled.is_set():
            raise ProxyError("canceling statement due to user request", sqlstate="57014")
    if prefix or tail(form):
        write(backend.copy_data(prefix + tail(form)))
    write(backend.COPY_DONE)
    return portal.position

"""Relations asked for in an SQLite file: a connection of the backend's own kind, on aiosqlite, rows as text."""

from __future__ import annotations

import asyncio
from struct import Struct
from typing import Final

from proxy.backends.asked import Row
from proxy.backends.sqlite.backend import SqliteBackend
from proxy.backends.sqlite.connection import SqliteConnection
from proxy.errors import ConnectionFailure, ProxyError
from proxy.wire import backend, codes, frontend

_LENGTH: Final = Struct("!I")


class SqliteAsked:
    """Implements `backends.asked.AskedConnection` and `backends.base.Receiver`."""

    def __init__(self, connection: SqliteConnection) -> None:
        # For the life of the connection
        self._connection = connection
        self._is_lost = False
        connection.receiver = self
        # For one question
        self._partial = b""
        self._rows: list[Row] = []
        self._error: ProxyError | None = None
        self._done: asyncio.Future[None] | None = None

    async def ask(self, text: str, *, is_counted: bool = False) -> list[Row]:
        self._rows = []
        self._error = None
        self._done = asyncio.get_running_loop().create_future()
        self._connection.writer()(frontend.query(text.encode("utf-8", "surrogateescape")))
        await self._done
        if self._error is not None:
            raise self._error
        return self._rows

    async def close(self) -> None:
        self._connection.close()
        await self._connection.wait_closed()

    @property
    def is_closed(self) -> bool:
        return self._is_lost or self._connection.is_closed

    # ---- Receiver

    def replies(self, data: bytes) -> None:
        data = self._partial + data
        position, size = 0, len(data)
        while size - position >= 5:
            end = position + 1 + _LENGTH.unpack_from(data, position + 1)[0]
            if end > size:
                break
            self._message(data[position], data[position:end])
            position = end
        self._partial = data[position:]

    def _message(self, code: int, message: bytes) -> None:
        if code == codes.DATA_ROW:
            self._rows.append(backend.texts_of(message))
        elif code == codes.ERROR_RESPONSE:
            self._error = backend.error_in(message)
        elif code == codes.READY_FOR_QUERY:
            self._finish()

    def lost(self, error: ProxyError) -> None:
        self._is_lost = True
        self._error = ConnectionFailure(error.message, detail=error.detail, hint=error.hint, sqlstate=error.code)
        self._finish()

    def server_full(self) -> None:
        """One question at a time is never too much."""

    def server_drained(self) -> None: ...

    def _finish(self) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_result(None)


async def connect(source: SqliteBackend) -> SqliteAsked:
    """Raises ConnectionFailure."""
    return SqliteAsked(await source.connect())

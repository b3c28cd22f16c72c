"""A server connection to an SQLite file: bytes in and out on the event loop, the work on its own thread."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import Final

import aiosqlite

from proxy.backends.base import Receiver
from proxy.backends.sqlite.advisory import SessionLocks
from proxy.backends.sqlite.engine import Engine
from proxy.backends.sqlite.failures import translated
from proxy.backends.sqlite.file import DatabaseFile
from proxy.backends.sqlite.functions import SessionValues
from proxy.backends.sqlite.opening import opened
from proxy.backends.sqlite.outlet import Outlet, OutletClosed
from proxy.backends.sqlite.preparing import Preparing
from proxy.backends.sqlite.settings import REPORTED, ConnectionSettings, LiveSettings
from proxy.backends.sqlite.store import Block, Store
from proxy.errors import ConnectionFailure, FatalError, FeatureNotSupported, ProtocolViolation, ProxyError
from proxy.wire import backend, codes, frontend

_log: Final = logging.getLogger(__name__)
_FULL: Final = 1024 * 1024
_DRAINED: Final = 128 * 1024
_LARGEST_MESSAGE: Final = 1 << 30
_A_WHILE: Final = 50_000
"""Steps of SQLite's machine, about a millisecond."""


class SqliteConnection:
    """Implements `backends.base.ServerConnection`. Made by `SqliteBackend.connect`."""

    def __init__(self, database: str, file: DatabaseFile, process_id: int, user: str) -> None:
        # For the life of the connection
        self.database = database
        self.process_id = process_id
        self.receiver: Receiver | None = None
        self.last_error: dict[str, str] | None = None
        self._file = file
        self._settings = ConnectionSettings(user)
        self.parameters = {label: self._settings.values[name] for name, label in REPORTED.items()}
        self._loop = asyncio.get_running_loop()
        self._outlet = Outlet(self._loop, self._replies)
        self._inbox: SimpleQueue[bytes | tuple[int, str, str] | None] = SimpleQueue()
        self._cancelled = threading.Event()
        self._is_busy = False
        self._is_closed = False
        self._task: asyncio.Task[None] | None = None
        # Loop: until the end of its turn
        self._unposted: list[bytes] = []
        # Flow of what was sent, counted by the loop and by the thread
        self._sent = 0
        self._taken = 0
        self._cancelled_until = 0
        """What was sent when the last cancel came: it means nothing that was sent later."""
        self._is_full = False
        # Thread: the beginning of a message that has not arrived whole, and notifications for the next idle moment
        self._buffer = bytearray()
        self._needed = 0
        self._heard: list[tuple[int, str, str]] = []

    # ── on the event loop ───────────────────────────────────────────────────────────────────────────────────────────

    async def open(self) -> None:
        """Opens the file. Raises ConnectionFailure or what the file's state is in PostgreSQL's words."""
        self._sqlite = aiosqlite.Connection(self._file.open, iter_chunk_size=64)
        try:
            connection = await opened(self._sqlite)
        except sqlite3.Error as problem:
            raise ConnectionFailure(
                f'could not open the SQLite file of database "{self.database}": {problem}',
                detail=f"The path is {self._file.path}.",
                hint="Look at the path, its directory and their permissions.",
                sqlstate="08001",
            ) from problem
        started = self._loop.create_future()
        self._task = self._loop.create_task(self._serve(connection, started), name=f"sqlite {self.database}")
        try:
            await started
        except BaseException:
            # Nobody waits for it any more: its thread must not wait for input that nobody sends.
            self.close()
            raise

    async def _serve(self, connection: aiosqlite.Connection, started: asyncio.Future[None]) -> None:
        try:
            # aiosqlite has no public way to run a function on its thread; one call of this private one serves the
            # whole life of the connection, instead of a hop for each statement.
            error = await connection._execute(  # type: ignore[no-untyped-call]
                self._run, connection._conn, started
            )
        except ProxyError as problem:
            error = problem
        except Exception as problem:  # noqa: BLE001
            # A defect of ours: whoever waits for an answer must hear that none will come.
            _log.exception("the thread of a connection to %s has ended", self.database)
            error = ConnectionFailure(f"internal error: {type(problem).__name__}: {problem}")
        finally:
            self._outlet.close()
            await connection.close()
        if not started.done():
            started.set_exception(error or ConnectionFailure("the SQLite connection was closed while it started"))
        elif not self._is_closed:
            self._is_closed = True
            if self.receiver is not None:
                self.receiver.lost(error or ConnectionFailure(f'the connection to "{self.database}" has ended'))

    def writer(self) -> Callable[[bytes], object]:
        return self.send

    def send(self, data: bytes) -> None:
        """Whole frontend messages, or the continuation of one that an earlier call began."""
        self._sent += len(data)
        if not self._unposted:
            # What the other callbacks of this turn of the loop send reaches the thread together with it.
            self._loop.call_soon(self._post)
        self._unposted.append(data)
        if not self._is_full and self._sent - self._taken > _FULL:
            self._is_full = True
            self._loop.call_soon(self._now_full)

    def _post(self) -> None:
        if self._unposted:
            self._inbox.put(b"".join(self._unposted))
            self._unposted.clear()

    def _now_full(self) -> None:
        if self.receiver is not None and not self._is_closed:
            self.receiver.server_full()
            # The thread may have taken everything before it could see that somebody waits for it.
            self._maybe_drained()

    def _maybe_drained(self) -> None:
        if self._is_full and self._sent - self._taken <= _DRAINED and not self._is_closed:
            self._is_full = False
            if self.receiver is not None:
                self.receiver.server_drained()

    def decides(self, transaction: str) -> None:
        """The next COMMIT is the decision about a transaction over several databases, and leaves a row that says so."""
        # The thread looks at it only when it commits, which it is asked for after this.
        self._store.decides = transaction

    def prepares(self, name: str, at: float, limit: int) -> None:
        """The PREPARE TRANSACTION that follows is a proxy's own; `limit` is the most bytes that its file may have."""
        self._store.prepares = Preparing(name, at, limit)

    def pause_reading(self) -> None:
        self._outlet.pause()

    def resume_reading(self) -> None:
        self._outlet.resume()

    def cancel(self, heard: Callable[[bool], None]) -> None:
        """Interrupts what runs, or was sent and has not begun; nothing happens on an idle connection."""
        if (self._is_busy or self._taken < self._sent) and not self._is_closed:
            # What is sent from here on reaches the thread apart from it.
            self._post()
            self._cancelled_until = self._sent
            self._cancelled.set()
            self._interrupt()
            self._file.writer.wake()
        heard(True)

    def _interrupt(self) -> None:
        # sqlite3_interrupt() is the one call that any thread may make.
        connection = self._sqlite._connection
        if connection is not None:
            connection.interrupt()

    def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self._post()
        self._inbox.put(None)
        self._outlet.close()
        self._cancelled.set()
        self._interrupt()
        self._file.writer.wake()

    def not_understood(self, problem: ProxyError) -> None:
        if self._is_closed:
            return
        self.close()
        if self.receiver is not None:
            self.receiver.lost(
                ConnectionFailure(f'the replies of SQLite database "{self.database}" are not understood: {problem}')
            )

    async def wait_closed(self) -> None:
        """Until the thread has ended and the file is closed."""
        if self._task is not None:
            await asyncio.wait([self._task])

    @property
    def has_ended(self) -> bool:
        """The thread has ended too, and the file is closed."""
        return self._task is None or self._task.done()

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def _tell_started(self, started: asyncio.Future[None]) -> None:
        if not started.done():
            started.set_result(None)

    def _replies(self, data: bytes) -> None:
        if self.receiver is not None and not self._is_closed:
            self.receiver.replies(data)

    # ── on the connection's thread ──────────────────────────────────────────────────────────────────────────────────

    def _run(self, connection: sqlite3.Connection, started: asyncio.Future[None]) -> ProxyError | None:
        """The whole conversation; the error that ended it, None after `close`."""
        try:
            engine = self._begin(connection)
        except sqlite3.Error as problem:
            return translated(problem, connection)
        except ProxyError as problem:
            return problem
        try:
            self._outlet.call(self._tell_started, started)
            while self._take(engine):
                pass
        except OutletClosed:
            return None
        except FatalError as problem:
            return problem
        finally:
            engine.end()
        return None

    def _begin(self, connection: sqlite3.Connection) -> Engine:
        self._file.prepare(connection)
        # The answers of others on the same connection do not wait for a statement that takes long.
        connection.set_progress_handler(self._look_up, _A_WHILE)
        now = datetime.now(UTC)
        session = SessionValues(
            user=self._settings.get("session_authorization"),
            database=self.database,
            process_id=self.process_id,
            read_only=self._file.options.read_only,
            settings=LiveSettings(self._settings),
            transaction_start=now,
            statement_start=now,
            search_path=("public",),
            sequence_values={},
            advisory=None
            if self._file.is_shared
            else SessionLocks(
                self._file.advisory, lambda: self._settings.seconds("lock_timeout"), self._cancelled.is_set
            ),
            cancelled=self._cancelled,
            before_waiting=self._outlet.flush,
        )
        store = Store(self._file, connection, self._settings, session, self._cancelled.is_set)
        self._store = store
        return Engine(store, self._settings, self._outlet.write, self._listen, self._unlisten, self._cancelled)

    def _look_up(self) -> bool:
        """From within a statement: whether it shall end. A cancel that came just before it began interrupts nothing."""
        self._outlet.flush()
        return self._cancelled.is_set()

    def _take(self, engine: Engine) -> bool:
        """Waits for input and answers it; False when there will be none."""
        item = self._inbox.get()
        self._is_busy = True
        while item is not None:
            if isinstance(item, tuple):
                self._heard.append(item)
            else:
                if self._cancelled_until <= self._taken and not self._is_closed:
                    self._cancelled.clear()
                self._taken += len(item)
                self._messages(engine, item)
                if self._is_full:
                    self._outlet.call(self._maybe_drained)
            try:
                item = self._inbox.get_nowait()
            except Empty:
                break
        if self._heard and engine.store.block is Block.NONE:
            for process_id, channel, payload in self._heard:
                self._outlet.write(backend.notification(process_id, channel, payload))
            self._heard.clear()
        self._is_busy = False
        self._outlet.flush()
        return item is not None and not self._is_closed

    def _messages(self, engine: Engine, data: bytes) -> None:
        if self._buffer:
            self._buffer += data
            if len(self._buffer) < self._needed:
                return
            data = bytes(self._buffer)
            self._buffer.clear()
        repeated = engine.repeated
        repeated.look_again()
        position, size = 0, len(data)
        while size - position >= 5:
            position = repeated.answered(data, position)
            if size - position < 5:
                break
            length = int.from_bytes(data[position + 1 : position + 5], "big")
            if not 4 <= length <= _LARGEST_MESSAGE:
                raise ProtocolViolation(f"invalid message length {length}")
            end = position + 1 + length
            if end > size:
                break
            code = data[position]
            if code == codes.TERMINATE:
                raise OutletClosed
            engine.message(code, data[position + 5 : end], is_synced=data.startswith(frontend.SYNC, end))
            repeated.look_again()
            position = end
        if position < size:
            self._buffer += data[position:]
            self._needed = 1 + int.from_bytes(data[position + 1 : position + 5], "big") if size - position >= 5 else 5

    def _listen(self, channel: str) -> None:
        if self._file.is_shared:
            raise FeatureNotSupported(
                "LISTEN on an SQLite database needs one worker",
                detail="Whoever notifies may be on another worker, which cannot reach this session.",
                hint="Set workers: 1 in server.yaml, or listen on a PostgreSQL database.",
            )
        self._file.channels.listen(self, channel, self._hear)

    def _unlisten(self, channel: str | None) -> None:
        self._file.channels.unlisten(self, channel)

    def _hear(self, process_id: int, channel: str, payload: str) -> None:
        """Called on the notifying connection's thread."""
        self._inbox.put((process_id, channel, payload))

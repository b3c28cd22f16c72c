"""One connection's hold on the file: its transaction, its savepoints, and running statements."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from proxy.backends.sqlite import catalog, preparing, steps
from proxy.backends.sqlite.decisions import make_durable, write_decision
from proxy.backends.sqlite.failures import ForeignKeyFailed, translated, written_table
from proxy.backends.sqlite.file import PATIENCE, DatabaseFile, SharedFacts
from proxy.backends.sqlite.functions import SessionValues, register
from proxy.backends.sqlite.plan import Plan
from proxy.backends.sqlite.reading import Piece
from proxy.backends.sqlite.schema_view import SchemaView
from proxy.backends.sqlite.settings import ConnectionSettings
from proxy.backends.sqlite.together import SHORT, Joining, Written, leave_alone, part, take_along
from proxy.backends.sqlite.writer import Turn
from proxy.errors import InFailedTransaction, ProxyError
from proxy.sql.statement import quote_identifier
from proxy.sql.transpile import Translation

_ANOTHERS_LOCK: Final = ("SQLITE_BUSY", "SQLITE_BUSY_RECOVERY")


class Block(Enum):
    """The transaction block, as the status byte of ReadyForQuery tells it."""

    NONE = ord("I")
    OPEN = ord("T")
    FAILED = ord("E")


class Store:
    """Lives on the connection's thread; every method may wait for the disk or for the writer's turn."""

    def __init__(
        self,
        file: DatabaseFile,
        connection: sqlite3.Connection,
        settings: ConnectionSettings,
        session: SessionValues,
        is_cancelled: Callable[[], bool],
    ) -> None:
        # For the life of the connection
        self.file = file
        self.connection = connection
        self.settings = settings
        self.session = session
        self.is_cancelled = is_cancelled
        self.functions = register(connection)
        self.functions.begin(session)
        self._settings_version = -1
        self.schema = SchemaView(file, connection, self.functions, session)
        self._identity = file.identity
        self.before_write: Callable[[], None] = lambda: None
        """Called before the first write of a transaction and before each rollback: open portals fetch their rows."""
        # For one transaction
        self.decides: str | None = None
        """The transaction over several databases whose decision its commit will be."""
        self.prepares: preparing.Preparing | None = None
        self.prepared: str | None = None
        """The name under which the transaction's outcome is on disk."""
        self.block = Block.NONE
        self.read_only = False
        self.isolation = "read committed"
        self.savepoints: list[str] = []
        self._modes: list[bool] = []
        """Whether the transaction only read when each of them was set: it holds again when that is over."""
        self.started = datetime.now(UTC)
        self.has_queried = False
        """Whether a block has run a statement that sees data."""
        self._in_transaction = False
        self._on_commit: list[str] = []
        # For one statement
        self.stands_alone = False
        """The statement that comes next is all of its transaction: whoever sent it hears of it when that has ended."""
        self.stepped_rows = 0
        """What the steps before the statement proper have changed."""

    # ── schema and plans ────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def facts(self) -> SharedFacts:
        """The schema this connection sees, and the plans for it. Raises ProxyError."""
        return self.schema.facts

    def plan(self, piece: Piece, parameter_types: tuple[int, ...] = ()) -> Plan:
        """The plan for a statement under the settings of the moment. Raises ProxyError."""
        self.follow_settings()
        return self.schema.plan(piece, parameter_types)

    def follow_settings(self) -> None:
        """Lets functions and names see what SET has changed."""
        settings, session = self.settings, self.session
        if settings.version == self._settings_version:
            return
        self._settings_version = settings.version
        session.time_zone = settings.get("timezone")
        session.user = settings.get("session_authorization")
        session.search_path = settings.search_path()

    # ── running ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def run(self, plan: Plan, values: Sequence[Any]) -> sqlite3.Cursor | Written:
        """Runs a translated statement; its rows are not fetched yet. Raises ProxyError."""
        translation = plan.translation
        assert translation is not None
        session = self.session
        self.follow_settings()
        session.statement_start = datetime.now(UTC)
        self.has_queried = True
        if not self._in_transaction:
            session.transaction_start = self.started if self.block is Block.OPEN else session.statement_start
        self.functions.begin(session)
        if translation.writes or translation.changes_schema:
            joining = self._joining(plan, values)
            self.begin_write(translation.tag, joining)
            if joining is not None and joining.written is not None:
                # What went into a file that lies nowhere any more must not be told as kept.
                self.check_file()
                return joining.written
        elif not self._in_transaction:
            self.check_file()
            if self.block is Block.OPEN and self.isolation in ("repeatable read", "serializable"):
                self._begin("BEGIN")
        try:
            if translation.reads_catalogs:
                catalog.refresh_catalogs(self.connection, self.facts.schema, session, self.functions, plan.catalogs)
            if not translation.statements:
                return self.connection.cursor()
            if translation.steps:
                self.stepped_rows = steps.run(self.connection, translation.steps, values)
            for sql in translation.statements[:-1]:
                self.connection.execute(sql)
            began = time.thread_time()
            cursor = self._patiently(translation.statements[-1], plan.bound(values))
            plan.took = time.thread_time() - began
        except sqlite3.Error as problem:
            raise self.failure(problem, translation) from problem
        self._on_commit += translation.on_commit
        if translation.changes_schema:
            self.schema.changed()
        return cursor

    def _joining(self, plan: Plan, values: Sequence[Any]) -> Joining | None:
        """None for what has to have its own turn to write."""
        stands_alone, self.stands_alone = self.stands_alone, False
        if not stands_alone or self._in_transaction or self.block is not Block.NONE or plan.took > SHORT:
            return None
        facts = self.schema.shared
        if facts is None or plan.schema is not facts or facts.rolls_back or not plan.is_plain_write:
            return None
        return Joining(plan, values, self.session)

    def failure(self, problem: sqlite3.Error, translation: Translation | None = None) -> ProxyError:
        """What the client is told of an error of SQLite."""
        own = self.functions.take_error()
        if own is not None:
            return own
        schema = None if self.file.facts is None else self.facts.schema
        written = written_table(translation.sqlite_sql) if translation is not None and translation.writes else None
        return translated(problem, self.connection, schema, written)

    def changed_rows(self) -> int:
        """How many rows the last INSERT, UPDATE or DELETE changed, those of triggers and cascades not counted."""
        return int(self.connection.execute("SELECT changes()").fetchone()[0])

    # ── transactions ────────────────────────────────────────────────────────────────────────────────────────────────

    def begin_write(self, tag: str, joining: Joining | None = None) -> None:
        """From here on this connection is the writer, until the transaction ends; unless another has done `joining`
        meanwhile. Raises ProxyError."""
        if self.read_only or (self.block is Block.NONE and self.settings.get("default_transaction_read_only") == "on"):
            raise ProxyError(f"cannot execute {tag} in a read-only transaction", sqlstate="25006")
        if self.file.options.read_only:
            raise ProxyError(
                f"cannot execute {tag} in a read-only transaction",
                sqlstate="25006",
                hint="The URL of this SQLite database says mode=ro.",
            )
        self.before_write()
        if self.file.writer.is_held_by(self):
            return
        lock_timeout = self.settings.seconds("lock_timeout")
        timeout = lock_timeout or self.file.options.busy_timeout
        deadline = time.monotonic() + timeout
        if not self.file.writer.acquire(self, timeout, self.is_cancelled, joining):
            if self.is_cancelled():
                raise ProxyError("canceling statement due to user request", sqlstate="57014")
            if lock_timeout:
                raise ProxyError("canceling statement due to lock timeout", sqlstate="55P03")
            raise ProxyError(
                f"could not serialize access: another connection has been writing to the file for {timeout:g} s",
                sqlstate="40001",
                hint="SQLite has one writer at a time; keep write transactions short, or raise busy_timeout.",
            )
        if joining is not None and joining.written is not None:
            return
        try:
            self.check_file()
            is_first = not self._in_transaction
            self._begin("BEGIN IMMEDIATE")
            preparing.wait_for_recovery(self, deadline if is_first else 0)
        except ProxyError:
            self.file.writer.release(self)
            raise

    def begin_again(self) -> None:
        """Gives a write transaction that has done nothing yet up for a moment, so that another program can write."""
        self.connection.execute("ROLLBACK")
        self._in_transaction = False
        self.file.writer.pause(PATIENCE)
        self._begin("BEGIN IMMEDIATE")

    def before_commit(self) -> None:
        """What is left to be done inside the transaction. Raises sqlite3.Error."""
        for sql in self._on_commit:
            self.connection.execute(sql)
        self._on_commit.clear()

    def _patiently(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Runs `sql`, again and again while another process holds the file's lock, at most for the allowed time."""
        deadline = None
        while True:
            try:
                return self.connection.execute(sql, values)
            except sqlite3.OperationalError as problem:
                # Inside a transaction that has read already, waiting for the lock would be in vain.
                if problem.sqlite_errorname not in _ANOTHERS_LOCK or self._in_transaction:
                    raise
                now = time.monotonic()
                lock_timeout = self.settings.seconds("lock_timeout")
                deadline = deadline or now + (lock_timeout or self.file.options.busy_timeout)
                if self.is_cancelled():
                    raise ProxyError("canceling statement due to user request", sqlstate="57014") from problem
                if now >= deadline and lock_timeout:
                    raise ProxyError(
                        "canceling statement due to lock timeout",
                        sqlstate="55P03",
                        detail="Another process holds the lock of the SQLite file.",
                    ) from problem
                if now >= deadline:
                    raise
                self.file.writer.pause(min(PATIENCE, deadline - now))

    def _begin(self, how: str) -> None:
        if self._in_transaction:
            return
        try:
            self._patiently(how)
            for name in self.savepoints:
                self.connection.execute(f"SAVEPOINT {quote_identifier(name)}")
        except sqlite3.Error as problem:
            raise self.failure(problem) from problem
        self._in_transaction = True
        if self.block is not Block.OPEN:
            self.session.transaction_start = self.session.statement_start

    def open_block(self, *, read_only: bool | None, isolation: str | None) -> None:
        self.block = Block.OPEN
        self.started = datetime.now(UTC)
        self.has_queried = False
        self.session.transaction_start = self.started
        self.settings.begin()
        self.characteristics(
            read_only=self.settings.get("default_transaction_read_only") == "on" if read_only is None else read_only,
            isolation=isolation or self.settings.get("default_transaction_isolation"),
        )

    def characteristics(self, *, read_only: bool | None, isolation: str | None) -> None:
        """SET TRANSACTION."""
        if isolation is not None:
            self.isolation = isolation
            self.settings.set("transaction_isolation", isolation, local=True)
        if read_only is not None:
            self.read_only = read_only
            self.settings.set("transaction_read_only", "on" if read_only else "off", local=True)

    def fail(self) -> None:
        """After an error: a block waits for its end, anything else is undone."""
        if self.block is Block.NONE:
            self.end(commit=False)
        else:
            self.block = Block.FAILED

    def check_open(self) -> None:
        if self.block is Block.FAILED:
            raise InFailedTransaction

    @property
    def is_untouched(self) -> bool:
        """There is no transaction to end, of either kind."""
        locks = self.session.advisory is not None and self.session.advisory.has_any_of_transaction
        return self.block is Block.NONE and not self._in_transaction and not self.settings.local and not locks

    def end(self, *, commit: bool) -> None:
        """Ends the transaction, if there is one. Raises ProxyError when COMMIT fails; nothing is kept then."""
        failure: ProxyError | None = None
        wrote = commit and self.file.writer.is_held_by(self)
        decides, self.decides = self.decides, None
        if self.connection.in_transaction:
            taken: list[Turn] = []
            committed = False
            try:
                if commit:
                    self.before_commit()
                if commit and self.block is Block.NONE and self.prepared is None:
                    take_along(self, taken)
                if commit and decides is not None:
                    write_decision(self.connection, decides)
                try:
                    self.connection.execute("COMMIT" if commit else "ROLLBACK")
                except sqlite3.Error:
                    if not taken or not self.connection.in_transaction:
                        raise
                    leave_alone(self, taken)
                    self.connection.execute("COMMIT")
                committed = commit
                if commit and decides is not None:
                    make_durable(self.connection)
            except sqlite3.Error as problem:
                failure = self.failure(problem)
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
            finally:
                part(self, taken, committed=committed)
        self._in_transaction = False
        self._on_commit.clear()
        if not commit:
            # What was filled into temporary tables meanwhile has gone with the transaction.
            self.functions.forget_catalogs()
        self.file.writer.release(self)
        if self.session.advisory is not None:
            self.session.advisory.end_transaction()
        self.block = Block.NONE
        self.read_only = False
        self.isolation = "read committed"
        self.savepoints.clear()
        self._modes.clear()
        self.schema.transaction_ended()
        self.settings.end(commit=commit and failure is None)
        if failure is not None:
            raise failure
        if wrote:
            # What went into a file that lies nowhere any more must not be told as kept.
            self.check_file()

    def check_file(self) -> None:
        """Raises FileGone where the file that was opened does not lie at its path any more."""
        self.file.check(self._identity)

    @property
    def only_reads_above(self) -> bool:
        """Whether the transaction only read when its newest savepoint was set."""
        return bool(self._modes) and self._modes[-1]

    def savepoint(self, name: str) -> None:
        self.settings.savepoint()
        self._execute(f"SAVEPOINT {quote_identifier(name)}")
        self.savepoints.append(name)
        self._modes.append(self.read_only)

    def release(self, name: str) -> int:
        """The number of savepoints before it."""
        index = self._savepoint_index(name)
        self._execute(f"RELEASE {quote_identifier(name)}")
        self.settings.release(index)
        self._restore_mode(index)
        del self.savepoints[index:], self._modes[index:]
        return index

    def rollback_to(self, name: str) -> int:
        """The number of savepoints before it."""
        index = self._savepoint_index(name)
        if self._in_transaction and not self.connection.in_transaction:
            raise ProxyError("SQLite has rolled the whole transaction back; only ROLLBACK is left", sqlstate="40000")
        self._execute(f"ROLLBACK TO {quote_identifier(name)}")
        self.settings.rollback_to(index)
        self._restore_mode(index)
        del self.savepoints[index + 1 :], self._modes[index + 1 :]
        self.block = Block.OPEN
        self.functions.forget_catalogs()
        self.schema.rolled_back()
        return index

    def _restore_mode(self, index: int) -> None:
        if self.read_only is not self._modes[index]:
            self.characteristics(read_only=self._modes[index], isolation=None)

    def _savepoint_index(self, name: str) -> int:
        for index in range(len(self.savepoints) - 1, -1, -1):
            if self.savepoints[index] == name:
                return index
        raise ProxyError(f'savepoint "{name}" does not exist', sqlstate="3B001")

    def _execute(self, sql: str) -> None:
        if not self._in_transaction:
            return
        try:
            self.connection.execute(sql)
        except sqlite3.Error as problem:
            raise self.failure(problem) from problem

    def drop_temporary(self) -> None:
        """DISCARD TEMP: drops the connection's temporary tables."""
        names = self.connection.execute("SELECT type, name FROM temp.sqlite_schema WHERE type IN ('table', 'view')")
        for kind, name in names.fetchall():
            self.connection.execute(f'DROP {kind} IF EXISTS temp."{name.replace(chr(34), chr(34) * 2)}"')
        self.schema.forget_temporary()

    def constraints(self, *, deferred: bool) -> None:
        """SET CONSTRAINTS ALL: deferred to COMMIT, or checked now and from now on."""
        if not self._in_transaction:
            return
        if deferred:
            self.connection.execute("PRAGMA defer_foreign_keys = on")
            return
        rows = self.connection.execute("PRAGMA foreign_key_check").fetchmany(1)
        if rows:
            raise self.failure(ForeignKeyFailed("FOREIGN KEY constraint failed"))
        self.connection.execute("PRAGMA defer_foreign_keys = off")

"""A conversation in the PostgreSQL protocol over one SQLite connection, on that connection's own thread."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from typing import Final

from proxy.backends.sqlite import session_commands, session_settings
from proxy.backends.sqlite.commands import CopyCommand
from proxy.backends.sqlite.conversation import Prepared
from proxy.backends.sqlite.copying import CopyIn, copy_out, start_copy_in
from proxy.backends.sqlite.outlet import OutletClosed
from proxy.backends.sqlite.plan import Plan, check_formats, description, parameter
from proxy.backends.sqlite.portal import BATCH, NoSuchCursor, Portal
from proxy.backends.sqlite.reading import Piece
from proxy.backends.sqlite.repeated import RepeatedReads
from proxy.backends.sqlite.settings import ConnectionSettings
from proxy.backends.sqlite.statements import Statements
from proxy.backends.sqlite.store import Block, Store
from proxy.backends.sqlite.texts import Texts, decoded
from proxy.backends.sqlite.timeout import StatementTimeout
from proxy.errors import FatalError, FeatureNotSupported, ProtocolViolation, ProxyError, SyntaxProblem
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.wire import backend, codes, frontend

_log: Final = logging.getLogger(__name__)
_WAYS_OUT: Final = (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK, TransactionVerb.ROLLBACK_TO)


class Engine:
    """Takes frontend messages one by one and writes the answers; every method runs on the connection's thread."""

    def __init__(
        self,
        store: Store,
        settings: ConnectionSettings,
        write: Callable[[bytes], None],
        listen: Callable[[str], None],
        unlisten: Callable[[str | None], None],
        cancelled: threading.Event,
    ) -> None:
        # For the life of the connection
        self.store = store
        self.settings = settings
        self.write = write
        self.listen = listen
        self.unlisten = unlisten
        self._texts = Texts()
        self._statements = Statements(store, self._texts)
        self.prepared = self._statements.by_name
        self._cancelled = cancelled
        self._log = store.file.log
        self._reported_version = -1
        self._timeout = StatementTimeout(store, cancelled)
        self.repeated = RepeatedReads(store, self.prepared, self._texts.shape, self._is_at_rest, write)
        store.before_write = self._fetch_ahead
        store.session.change = lambda name, value, local: session_settings.change(self, name, value, local)
        store.session.notify = self._notify
        store.session.schemas = lambda: store.facts.schema.schemas
        store.session.live = {
            "pg_prepared_statements": lambda: session_commands.prepared_rows(self),
            "pg_cursors": lambda: session_commands.cursor_rows(self),
        }
        # For one transaction
        self.portals: dict[str, Portal] = {}
        self.notifications: list[tuple[str, str]] = []
        # Until the next Sync
        self._skipping = False
        # For one message
        self._is_synced = False
        # For one Query
        self._rest: list[Piece] = []
        self._is_simple = False
        # While rows come in
        self._copy: CopyIn | None = None
        self._handlers: dict[int, Callable[[bytes], None]] = {
            codes.QUERY: self._query, codes.PARSE: self._parse, codes.BIND: self._bind,
            codes.DESCRIBE: self._describe, codes.EXECUTE: self._execute, codes.CLOSE: self._close,
            codes.FUNCTION_CALL: self._function_call,
        }  # fmt: skip

    # ── messages ────────────────────────────────────────────────────────────────────────────────────────────────────

    def message(self, code: int, body: bytes, *, is_synced: bool) -> None:
        """Answers one message, behind which a Sync has come or not. Raises FatalError for what ends the connection."""
        self._is_synced = is_synced
        try:
            self._answer(code, body)
        except (FatalError, OutletClosed):
            raise
        except ProxyError as problem:
            self._failed(problem)
        except sqlite3.Error as problem:
            self._failed(self.store.failure(problem))
        except Exception as problem:  # noqa: BLE001
            # A defect of ours in one statement must not end the connection, nor leave its client waiting.
            _log.exception("a message of kind %r could not be answered", chr(code))
            self._failed(ProxyError(f"internal error: {type(problem).__name__}: {problem}"))

    def _is_at_rest(self) -> bool:
        """Nothing is under way, and nothing but an answer is asked for each statement."""
        return (
            self._copy is None
            and not self._skipping
            and not self.portals
            and self._log is None
            and self.store.is_untouched
            and self._reported_version == self.settings.version
            and not self._timeout.is_set
        )

    def _answer(self, code: int, body: bytes) -> None:
        if self._copy is not None:
            self._copy_message(self._copy, code, body)
            return
        if code == codes.SYNC:
            self._sync()
            return
        if code in (codes.COPY_DATA, codes.COPY_DONE, codes.COPY_FAIL, codes.FLUSH):
            return  # What still arrives of a COPY that has failed; and every batch is flushed anyway.
        if self._skipping and code != codes.QUERY:
            return
        handler = self._handlers.get(code)
        if handler is None:
            raise ProtocolViolation(f"invalid frontend message type {code}")
        self._skipping = False
        handler(body)

    def _failed(self, problem: ProxyError) -> None:
        self._copy = None
        if problem.code == "57014" and self._timeout.has_passed:
            problem = ProxyError("canceling statement due to statement timeout", sqlstate="57014")
        self.write(backend.error_response(problem))
        self._cancelled.clear()
        self._rest = []
        self._drop_portals(hold=True)
        self.notifications.clear()
        self.store.fail()
        if self._is_simple:
            self._ready()
        else:
            self._skipping = True

    def _ready(self) -> None:
        self._is_simple = False
        if self._reported_version != self.settings.version:
            self._reported_version = self.settings.version
            for name, value in self.settings.changes():
                self.write(backend.parameter_status(name, value))
        self.write(backend.ready_for_query(self.store.block.value))

    def _sync(self) -> None:
        self._skipping = False
        if self.store.block is Block.NONE:
            self._drop_unnamed()
            self._finish()
        self._ready()

    def _finish(self) -> None:
        """Ends the implicit transaction of a batch; its failure is told, not raised."""
        try:
            self.end_transaction(commit=True)
        except ProxyError as problem:
            self.write(backend.error_response(problem))

    def end_transaction(self, *, commit: bool) -> None:
        """COMMIT or ROLLBACK, explicit or not. Raises ProxyError when the commit fails."""
        if self.store.is_untouched and not self.portals and not self.notifications:
            return
        if commit:
            self._fetch_ahead(only_held=True)
        self._drop_portals(hold=commit)
        notifications, self.notifications = self.notifications, []
        self.store.end(commit=commit)
        if commit:
            for channel, payload in notifications:
                self.store.file.channels.notify(self.store.session.process_id, channel, payload)

    def _notify(self, channel: str, payload: str) -> None:
        """Once the transaction commits, and once only."""
        if (channel, payload) not in self.notifications:
            self.notifications.append((channel, payload))

    def _fetch_ahead(self, *, only_held: bool = False) -> None:
        for portal in self.portals.values():
            if portal.hold or not only_held:
                portal.fetch_ahead(self.store)

    def _drop_portals(self, *, hold: bool) -> None:
        """Closes the transaction's portals; `hold` keeps those that outlive it."""
        for name, portal in list(self.portals.items()):
            if not (hold and portal.hold):
                portal.close()
                del self.portals[name]

    # ── simple protocol ─────────────────────────────────────────────────────────────────────────────────────────────

    def _query(self, body: bytes) -> None:
        self._is_simple = True
        self._drop_unnamed()
        text = frontend.parse_query(body)
        if self._log is not None:
            self._log.write(self.store.session.process_id, decoded(text))
        found = self._statements.shared(text, self.settings.place)
        if found is not None:
            shape, portal = found
            self._run_statement(portal)
            self.repeated.learn_query(shape.text, shape.types, portal.plan)
            self._ready()
            return
        pieces = self._texts.pieces(text)
        if not pieces:
            self.write(backend.EMPTY_QUERY_RESPONSE)
        self._rest = list(pieces)
        self._go_on()

    def _run_statement(self, portal: Portal) -> None:
        """Runs one statement of the query string; with the last of them its transaction ends."""
        self.store.stands_alone = not self._rest and not self._timeout.is_set
        portal = self._run(portal)
        if portal.returns_rows:
            self.write(portal.description())
        with self._timeout.running():
            self._pump(portal, 0)
        if not self._rest and self.store.block is Block.NONE:
            self.end_transaction(commit=True)
        self.write(backend.command_complete(portal.final_tag()))

    def _go_on(self) -> None:
        """Runs what is left of the query string, up to its end or to a COPY FROM STDIN."""
        while self._rest:
            piece = self._rest.pop(0)
            if isinstance(piece.command, CopyCommand):
                self.store.check_open()
                self._start_copy(piece.command)
                if self._copy is not None:
                    return
                continue
            self._check(piece)
            plan = self.store.plan(piece)
            if plan.parameter_types:
                raise ProxyError("there is no parameter $1", sqlstate="42P02")
            self._run_statement(Portal(plan, (), ()))
        if self.store.block is Block.NONE:
            self.end_transaction(commit=True)
        self._ready()

    def _check(self, piece: Piece) -> None:
        """Raises InFailedTransaction unless the block is sound or `piece` ends it."""
        if self.store.block is Block.FAILED and not (
            isinstance(piece.command, TransactionCommand) and piece.command.verb in _WAYS_OUT
        ):
            self.store.check_open()

    def _check_cancelled(self) -> None:
        """Raises ProxyError (57014) where the client has taken back what it sent."""
        if self._cancelled.is_set():
            raise ProxyError("canceling statement due to user request", sqlstate="57014")

    def _run(self, portal: Portal) -> Portal:
        self._check_cancelled()
        with self._timeout.running():
            self._check(portal.plan.piece)
            if portal.plan.is_late:
                portal = Portal(self.store.plan(portal.plan.piece), portal.values, portal.formats)
            if portal.plan.piece.command is not None:
                return session_commands.run(self, portal)
            for notice in portal.plan.translation.notices if portal.plan.translation else ():
                self.write(backend.notice_response(notice))
            portal.start(self.store)
            return portal

    def _pump(self, portal: Portal, limit: int) -> bool:
        """Writes rows, all for limit 0; True at the end of them."""
        if not portal.returns_rows:
            return True
        writer = portal.row_writer(self.settings.get("timezone"))
        left = limit or 2**62
        while True:
            wanted = min(BATCH, left)
            rows = portal.take(self.store, wanted)
            if rows:
                self.write(writer.data_rows(rows))
            left -= len(rows)
            if len(rows) < wanted:
                return True
            if not left:
                return False
            self._check_cancelled()

    # ── extended protocol ───────────────────────────────────────────────────────────────────────────────────────────

    def _parse(self, body: bytes) -> None:
        parse = frontend.parse_parse(body)
        name = decoded(parse.name)
        if name and name in self.prepared:
            raise ProxyError(f'prepared statement "{name}" already exists', sqlstate="42P05")
        found = self._texts.pieces(parse.text)
        if len(found) > 1:
            raise SyntaxProblem("cannot insert multiple commands into a prepared statement")
        piece = found[0] if found else Piece("", 0, "")
        self._check(piece) if piece.text else None
        prepared = self._statements.prepare(name, piece, parse.parameter_types)
        if not name:
            self.repeated.learn(body, prepared)
        self.write(backend.PARSE_COMPLETE)

    def refresh(self, prepared: Prepared) -> Plan:
        """See `Statements.refresh`."""
        return self._statements.refresh(prepared)

    def _bind(self, body: bytes) -> None:
        bind = frontend.parse_bind(body)
        prepared = self._statements.named(bind.statement)
        if prepared.piece.text:
            self._check(prepared.piece)
        plan = self.refresh(prepared)
        types = plan.parameter_types
        if len(types) != len(bind.values):
            raise ProxyError(
                f"bind message supplies {len(bind.values)} parameters, but prepared statement"
                f' "{decoded(bind.statement)}" requires {len(types)}',
                sqlstate="08P01",
            )
        name = decoded(bind.portal)
        if name and name in self.portals:
            raise ProxyError(f'portal "{name}" already exists', sqlstate="42P03")
        if plan.columns:
            check_formats(bind.result_formats, len(plan.columns))
        place = self.settings.place
        values = [parameter(types[i], bind.parameter_format(i), value, place) for i, value in enumerate(bind.values)]
        if not name:
            self._drop_unnamed()
        self.portals[name] = portal = Portal(plan, values, bind.result_formats)
        portal.depth = len(self.store.savepoints)
        self.write(backend.BIND_COMPLETE)

    def _drop_unnamed(self) -> None:
        portal = self.portals.pop("", None)
        if portal is not None:
            portal.close()

    def _named_portal(self, name: bytes) -> Portal:
        portal = self.portals.get(decoded(name))
        if portal is None:
            raise NoSuchCursor(f'portal "{decoded(name)}" does not exist')
        return portal

    def _describe(self, body: bytes) -> None:
        named = frontend.parse_describe(body)
        if named.kind == b"S":
            prepared = self._statements.named(named.name)
            plan = self.refresh(prepared)
            self.write(backend.parameter_description(plan.parameter_types))
            portal = Portal(plan, (), ())
        else:
            portal = self._named_portal(named.name)
        columns = session_commands.columns_of(self, portal)
        if columns:
            self.write(portal.description() if columns is portal.columns else description(columns, portal.formats))
        else:
            self.write(portal.description() if portal.returns_rows else backend.NO_DATA)

    def _execute(self, body: bytes) -> None:
        execute = frontend.parse_execute(body)
        portal = self._named_portal(execute.portal)
        piece = portal.plan.piece
        if not piece.text:
            self.write(backend.EMPTY_QUERY_RESPONSE)
            return
        if self._log is not None and not portal.is_started:
            self._log.write(self.store.session.process_id, piece.text)
        if isinstance(piece.command, CopyCommand):
            self.store.check_open()
            self._start_copy(piece.command)
            return
        if not portal.is_started:
            self.store.stands_alone = self._is_synced and len(self.portals) == 1 and not self._timeout.is_set
            portal = self._run(portal)
            name = decoded(execute.portal)
            if name in self.portals:
                self.portals[name] = portal
        elif portal.is_done and not portal.returns_rows:
            raise ProxyError(f'portal "{decoded(execute.portal)}" cannot be run', sqlstate="55000")
        before = portal.position
        with self._timeout.running():
            portal.is_done = self._pump(portal, execute.row_limit)
        if portal.is_done:
            self.write(backend.command_complete(portal.final_tag(before)))
        else:
            self.write(backend.PORTAL_SUSPENDED)

    def _close(self, body: bytes) -> None:
        named = frontend.parse_close(body)
        name = decoded(named.name)
        if named.kind == b"S":
            self.prepared.pop(name, None)
        else:
            portal = self.portals.pop(name, None)
            if portal is not None:
                portal.close()
        self.write(backend.CLOSE_COMPLETE)

    def _function_call(self, body: bytes) -> None:
        self._is_simple = True
        raise FeatureNotSupported("the function call message is not supported on SQLite; use SELECT function()")

    # ── COPY ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _start_copy(self, command: CopyCommand) -> None:
        with self._timeout.running():
            if command.into:
                self._copy = start_copy_in(self.store, command, self.write)
                return
            count = copy_out(self.store, command, self.settings.get("timezone"), self.write, self._cancelled)
        if not self._rest and self._is_simple and self.store.block is Block.NONE:
            self.end_transaction(commit=True)
        self.write(backend.command_complete(f"COPY {count}"))

    def _copy_message(self, copy: CopyIn, code: int, body: bytes) -> None:
        if code in (codes.SYNC, codes.FLUSH):
            return
        self._check_cancelled()
        count = copy.message(code, body)
        if count is None:
            return
        self._copy = None
        if not self._rest and self._is_simple and self.store.block is Block.NONE:
            self.end_transaction(commit=True)
        self.write(backend.command_complete(f"COPY {count}"))
        if self._is_simple:
            self._go_on()

    def end(self) -> None:
        """The client is gone: nothing uncommitted stays."""
        self._drop_portals(hold=False)
        self.unlisten(None)
        if self.store.session.advisory is not None:
            self.store.session.advisory.unlock_all()
        try:
            self.store.end(commit=False)
        except sqlite3.Error as problem:
            raise self.store.failure(problem) from problem

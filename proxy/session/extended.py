"""The extended protocol: one batch up to Sync, which statements it needs where, and what is injected or faked.

A batch is collected until Sync or Flush, then decided as a whole: a read that shares its batch with a write runs where
the write runs, for both are one implicit transaction. Named statements keep their client's name here and a name per
text on servers, so that any server connection can execute them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from struct import Struct
from typing import TYPE_CHECKING, Any, Final

from proxy.errors import InFailedTransaction, ProtocolViolation, ProxyError
from proxy.pool.link import (
    ABORT_STEP,
    BIND_STEP,
    CHECK_STEP,
    CLOSE_STEP,
    DESCRIBE_STEP,
    EXECUTE_STEP,
    FAKE,
    FORWARD,
    PARSE_STEP,
    SKIP,
    SKIP_STEP,
    STEP,
    SYNC_STEP,
    Link,
)
from proxy.routing.route import Context, LookUp, TransactionMode
from proxy.session import commands, local
from proxy.session.instance import Prepared
from proxy.session.plan import EMPTY, LOCAL, REFUSE, Plan
from proxy.session.plan import FORWARD as FORWARD_PLAN
from proxy.session.plan import SKIP as SKIP_PLAN
from proxy.sql.statement import (
    Kind,
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    TransactionVerb,
)
from proxy.wire import backend, frontend
from proxy.wire.codes import BIND, CLOSE, DESCRIBE, EXECUTE, FAILED_TRANSACTION, PARSE

if TYPE_CHECKING:
    from proxy.session.session import Session

_LENGTH: Final = Struct("!I")
_LARGEST_HELD: Final = 1024 * 1024
"""Bytes of a batch that are held back for its Sync; a longer one is sent as it comes."""
_UNPARSABLE: Final = frontend.parse(b"", b"onedsn refused a statement of this batch")

_LOOK_UP: Final = b"onedsn_look_up"
"""The portal of look-ups: a client may have its unnamed one open."""


class ClientStatement:
    """A statement under its client's name. `prepared` has its name on servers; None for the unnamed one."""

    __slots__ = ("of_sql", "parameter_types", "prepared", "text")

    def __init__(self, text: bytes, parameter_types: bytes, prepared: Prepared | None, of_sql: bool = False) -> None:
        self.of_sql = of_sql
        self.text = text
        self.parameter_types = parameter_types
        self.prepared = prepared


class _NeedsConnection(Exception):
    """The step at hand needs a server and none is leased."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class UnknownStatement(ProxyError):
    sqlstate = "26000"


class DuplicateStatement(ProxyError):
    sqlstate = "42P05"


class Batch:
    """The messages since the last Sync of one session, and what became of them."""

    def __init__(self, session: Session) -> None:
        # For the life of the session
        self._session = session
        # Since the last Sync
        self._messages: list[tuple[int, bytes]] = []
        self._size = 0
        self._entries: list[tuple[int, Any]] = []
        self._special = False
        self._sent = False
        self._skipping = False
        self.is_unsynced = False
        self.is_pending = False
        # While a connection has statements under this client's own names
        self._shown = False
        # For the transaction
        self._parsed: list[Prepared] = []
        self._portals: dict[bytes, tuple[ClientStatement, Plan]] = {}
        # While the batch waits for a connection
        self._pending_sync = False
        self._pending_flush = False
        # While the batch rides a lane
        self._ridden: list[tuple[int, bytes]] = []
        self._alone = False

    def add(self, code: int, body: bytes) -> None:
        if self._skipping:
            return
        self._messages.append((code, body))
        self._size += len(body)
        if self._size > _LARGEST_HELD:
            self._dispatch(synced=False)

    def flushed(self) -> None:
        if not self._skipping:
            self._dispatch(synced=False, flush=True)

    def hurry(self) -> None:
        """In a transaction nothing is decided by what comes later: a server should hear, and may fail, at once."""
        session = self._session
        if self._messages and not self.is_pending and session.transaction.is_open and session.waiting_for is None:
            self._dispatch(synced=False)

    def synced(self) -> None:
        self._dispatch(synced=True)

    def done(self) -> None:
        """ReadyForQuery has come: the next batch begins clean."""
        if self._parsed:
            if not self._session.saw_error:
                for prepared in self._parsed:
                    self._session.instance.preparations.prove(prepared)
            self._parsed.clear()
        self.is_unsynced = False
        self._sent = False
        if not self._session.transaction.is_open:
            self._portals.clear()

    def refuse(self, error: ProxyError) -> None:
        """The batch that waited for a connection gets none."""
        self.is_pending = False
        self._error(error)
        self._dispatch(synced=self._pending_sync)

    # ---- deciding

    def _dispatch(self, synced: bool, flush: bool = False) -> None:
        session = self._session
        messages, self._messages, self._size = self._messages, [], 0
        if session.lease is not None and session.lease.settings is not session.settings and not self._sent:
            session.bring_settings(session.lease)
        index = 0
        while index < len(messages) and not self._skipping:
            code, body = messages[index]
            try:
                self._step(code, body)
            except _NeedsConnection as need:
                if not self._acquire(messages[index:], need.plan, whole=synced and not index and not self._sent):
                    self._messages = messages[index:]
                    self._pending_sync, self._pending_flush = synced, flush
                    self.is_pending = True
                    session.waiting_for = self._resume
                    return
                continue
            except ProxyError as error:
                if error.severity == "FATAL":
                    raise
                self._error(error)
            index += 1
        if synced:
            self._finish()
        else:
            self._hand_over()
            if flush and session.lease is not None and self._sent:
                session.send(frontend.FLUSH)

    def _resume(self) -> None:
        self.is_pending = False
        self._dispatch(self._pending_sync, self._pending_flush)

    def _acquire(self, messages: list[tuple[int, bytes]], needed: Plan, whole: bool) -> bool:
        """Takes a connection where the rest of the batch belongs; False where it must be waited for."""
        session = self._session
        plan = self._plan_for_lease(messages) or needed
        try:
            database = session.database_for(plan)
            rides = whole and not self._alone and plan.rides and _is_single(messages)
            if rides and session.board(plan, database, b"") is not None:
                self._ridden = messages
                return True
            self._alone = False
            return session.take(database) is not None
        except ProxyError as error:
            self._error(error)
            return True

    def say_again(self) -> None:
        """The batch that rode a lane runs on a connection of its own."""
        self._messages, self._ridden = self._ridden, []
        self._alone = True
        self._sent = False
        self._dispatch(synced=True)

    def _plan_for_lease(self, messages: list[tuple[int, bytes]]) -> Plan | None:
        """The plan whose database the whole batch needs: its first write, else its first; None where none needs one."""
        session = self._session
        context: Context | None = None
        chosen: Plan | None = None
        parsed: set[bytes] = set()
        for code, body in messages:
            if code == PARSE:
                parts = body.split(b"\0", 2)
                if len(parts) < 3:
                    return chosen
                text = parts[1]
                parsed.add(parts[0])
            elif code == BIND:
                parts = body.split(b"\0", 2)
                statement = session.statements.get(parts[1]) if len(parts) == 3 else None
                if statement is None or parts[1] in parsed:
                    # A name parsed in this batch has been looked at; what the session knows by it is the one before.
                    continue
                text = statement.text
            else:
                continue
            plan = self._plan(text, context)
            if plan.action == LOCAL and plan.statement is not None:
                command = plan.statement.command
                if isinstance(command, TransactionCommand) and command.verb is TransactionVerb.BEGIN:
                    mode = TransactionMode.READ_ONLY if command.read_only else TransactionMode.READ_WRITE
                    context = _in_transaction(session.context, mode)
                continue
            if plan.action in (REFUSE, SKIP_PLAN) or session.transaction.is_failed:
                continue
            if chosen is None or (chosen.unbound and not plan.unbound) or (plan.may_write and not chosen.may_write):
                chosen = plan
        return chosen

    def _plan(self, text: bytes, context: Context | None = None) -> Plan:
        session = self._session
        if context is not None:
            return session.instance.planner.plans(context).get(text) or session.instance.planner.plan(text, context)
        return session.plans.get(text) or session.plan(text)

    # ---- one message after the other

    def _step(self, code: int, body: bytes) -> None:
        if code == BIND:
            self._bind(body)
        elif code == EXECUTE:
            self._execute(body)
        elif code == DESCRIBE:
            self._describe(body)
        elif code == PARSE:
            self._parse(body)
        elif code == CLOSE:
            self._close(body)

    def _parse(self, body: bytes) -> None:
        session = self._session
        parts = body.split(b"\0", 2)
        if len(parts) < 3 or len(parts[2]) < 2 or (len(parts[2]) - 2) % 4:
            raise ProtocolViolation("invalid Parse message")
        name, text, types = parts
        if name and name in session.statements:
            raise DuplicateStatement(f'prepared statement "{name.decode("utf-8", "replace")}" already exists')
        if name and len(session.statements) >= session.limits.prepared_statements:
            raise ProxyError(
                f"a client may not have more than {session.limits.prepared_statements} prepared statements",
                sqlstate="53400",
            )
        plan = self._plan(text)
        self._admit(plan)
        prepared = session.instance.preparations.named(text, types) if name else None
        statement = ClientStatement(text, types, prepared)
        if self._is_answered_here(plan):
            session.statements[name] = statement
            self._fake(backend.PARSE_COMPLETE)
            return
        if prepared is not None and session.lease is None and self._is_known(plan, prepared):
            session.statements[name] = statement
            self._fake(backend.PARSE_COMPLETE)
            return
        link = self._link(plan)
        if session.executes_protocol_statement(plan):
            self.show_prepared(link)
        session.statements[name] = statement
        if prepared is None:
            link.unnamed = statement
            self._send(frontend.message(b"P", body), (PARSE_STEP, None, name))
        elif prepared.name in link.prepared:
            self._fake(backend.PARSE_COMPLETE)
        else:
            link.prepared[prepared.name] = None
            self._special = True
            message = frontend.message(b"P", prepared.name + b"\0" + text + b"\0" + types)
            self._send(message, (PARSE_STEP, prepared.name, name))
            self._parsed.append(prepared)

    def _bind(self, body: bytes) -> None:
        after_portal = body.find(b"\0")
        after_name = body.find(b"\0", after_portal + 1)
        if after_portal < 0 or after_name < 0:
            raise ProtocolViolation("invalid Bind message")
        portal, name = body[:after_portal], body[after_portal + 1 : after_name]
        statement = self._statement(name)
        plan = self._plan(statement.text)
        self._admit(plan)
        if plan.route.judge_values is not None:
            error = plan.route.judge_values(frontend.parse_bind(body).values)
            if error is not None:
                self._session.refused_by_rules(plan, error, "relation")
                raise error
        self._portals[portal] = (statement, plan)
        if self._is_answered_here(plan):
            self._fake(backend.BIND_COMPLETE)
            return
        link = self._link(plan)
        if plan.route.look_ups is not None:
            self._look_up(plan.route.look_ups(frontend.parse_bind(body), _types(statement)), link)
        if plan.shows_prepared or self._session.executes_protocol_statement(plan):
            self.show_prepared(link)
            if statement.prepared is not None:
                # It runs under the client's name: the server's rows have it.
                self._send(frontend.message(b"B", body), (BIND_STEP, None, None))
                return
        self._ensure_prepared(link, statement)
        if statement.prepared is None:
            message = frontend.message(b"B", body)
        else:
            length = len(body) - len(name) + len(statement.prepared.name) + 4
            message = b"B%b%b\0%b%b" % (
                _LENGTH.pack(length),
                portal,
                statement.prepared.name,
                body[after_name:],
            )
        self._send(message, (BIND_STEP, None, None))

    def _describe(self, body: bytes) -> None:
        kind, name = body[:1], body[1:-1]
        if kind == b"P":
            portal = self._portals.get(name)
            if portal is not None and self._is_answered_here(portal[1]):
                self._fake(_shape(portal[1]).description())
                return
            self._send_where_held(frontend.message(b"D", body), (DESCRIBE_STEP, None, None), name)
            return
        if kind != b"S":
            raise ProtocolViolation("invalid Describe message")
        statement = self._statement(name)
        plan = self._plan(statement.text)
        self._admit(plan)
        if self._is_answered_here(plan):
            self._fake(backend.parameter_description(()) + _shape(plan).description())
            return
        link = self._link(plan)
        self._ensure_prepared(link, statement)
        server_name = name if statement.prepared is None else statement.prepared.name
        self._send(frontend.describe(b"S", server_name), (DESCRIBE_STEP, None, None))

    def _execute(self, body: bytes) -> None:
        session = self._session
        end = body.find(b"\0")
        if end < 0 or len(body) != end + 5:
            raise ProtocolViolation("invalid Execute message")
        portal = self._portals.get(body[:end])
        session.query_count += 1
        if portal is None:
            self._send_where_held(frontend.message(b"E", body), (EXECUTE_STEP, None, None), body[:end])
            return
        statement, plan = portal
        if self._is_answered_here(plan):
            self._execute_here(plan, statement)
            return
        link = self._link(plan)
        session.note(plan, link, is_step=True)
        if session.transaction.is_open and not session.transaction.bound_by:
            session.transaction.bound_by = plan.text[:200]
            session.context_changed()
        self._send(frontend.message(b"E", body), (EXECUTE_STEP, None, None))

    def _execute_here(self, plan: Plan, statement: ClientStatement) -> None:
        session = self._session
        if plan.action == EMPTY:
            self._fake(backend.EMPTY_QUERY_RESPONSE)
            return
        assert plan.statement is not None
        if plan.action == SKIP_PLAN:
            skipped = local.skipped(plan.statement.tag, plan.route.skip)
            if session.observer is not None:
                session.observer.skipped(plan, skipped.tag)
            self._fake(skipped.execution())
            return
        link = session.lease
        if link is not None and isinstance(plan.statement.command, TransactionCommand):
            # Only the end of a transaction that the proxy has failed comes here with a server on it.
            self._hand_over()
            link.expect(SKIP)
            session.send(frontend.query(b"ROLLBACK"))
            self._sent = True
            self._fake(backend.command_complete("ROLLBACK"))
            return
        answer = commands.answer(session, plan.statement, statement.text)
        if answer is None:
            raise ProxyError(f"{plan.statement.tag} cannot be executed here by the extended protocol", sqlstate="0A000")
        self._fake(answer.execution())

    def _close(self, body: bytes) -> None:
        kind, name = body[:1], body[1:-1]
        if kind == b"S":
            known = self._session.statements.pop(name, None)
            if known is None and "prepared statement" in self._session.pins:
                link = self._link(self._plan(b'DEALLOCATE "%b"' % name.replace(b'"', b'""')))
                link.prepared.pop(name, None)
                self._send(frontend.message(b"C", body), (CLOSE_STEP, None, None))
                return
            self._fake(backend.CLOSE_COMPLETE)
            return
        portal = self._portals.pop(name, None)
        here = portal is not None and self._is_answered_here(portal[1])
        if here or (self._session.lease is None and not self._session.pinned):
            self._fake(backend.CLOSE_COMPLETE)
            return
        if self._session.lease is None:
            raise _NeedsConnection(self._plan(b""))
        self._send(frontend.message(b"C", body), (CLOSE_STEP, None, None))

    # ---- what the steps share

    def _is_known(self, plan: Plan, prepared: Prepared) -> bool:
        """Whether Parse needs no server: one has parsed this text, and nothing but its Execute depends on where."""
        return plan.action == FORWARD_PLAN and self._session.instance.preparations.is_proven(prepared)

    def _statement(self, name: bytes) -> ClientStatement:
        statement = self._session.statements.get(name)
        if statement is None and name and "prepared statement" in self._session.pins:
            # Perhaps one of SQL's PREPARE: the pinned connection knows, and whatever EXECUTE may do, this may.
            quoted = name.replace(b'"', b'""')
            return ClientStatement(b'EXECUTE "' + quoted + b'"', b"\0\0", Prepared(name, b"", b""), of_sql=True)
        if statement is None:
            shown = name.decode("utf-8", "replace")
            text = (
                f'prepared statement "{shown}" does not exist' if name else "unnamed prepared statement does not exist"
            )
            raise UnknownStatement(text)
        return statement

    def _admit(self, plan: Plan) -> None:
        """Raises what refuses this plan now: the route, or a transaction that has failed."""
        session = self._session
        if session.transaction.is_failed and not session.ends_failure(plan) and plan.action != EMPTY:
            if session.lease is None or session.lease.status != FAILED_TRANSACTION:
                raise InFailedTransaction
            return
        if plan.action == REFUSE and plan.route.refused is not None:
            session.refused_by_rules(plan, plan.route.refused)
            raise plan.route.refused
        if plan.action == SKIP_PLAN and plan.statement is not None and plan.statement.kind is Kind.COPY_IN:
            raise ProxyError(plan.route.skip[0], sqlstate="0A000")

    def _is_answered_here(self, plan: Plan) -> bool:
        if plan.action in (EMPTY, SKIP_PLAN):
            return True
        if plan.action != LOCAL or plan.statement is None:
            return False
        session = self._session
        command = plan.statement.command
        if isinstance(command, TransactionCommand):
            if session.lease is None:
                ends = command.verb in (TransactionVerb.BEGIN, TransactionVerb.COMMIT, TransactionVerb.ROLLBACK)
                return session.transaction.is_open or ends
            failed_here = session.transaction.is_failed and session.lease.status != FAILED_TRANSACTION
            return failed_here and command.verb in (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK)
        if isinstance(command, SettingCommand) and command.verb is SettingVerb.DISCARD:
            return command.name == "all" and not session.transaction.is_open
        if isinstance(command, PreparedCommand):
            known = command.name is not None and command.name.encode() in session.statements
            return known or (command.name is None and not session.pins)
        return True

    def _link(self, plan: Plan) -> Link:
        session = self._session
        link = session.lease
        if link is None:
            raise _NeedsConnection(plan)
        if not session.is_at_home(plan, link):
            raise session.elsewhere(plan, link)
        return link

    def _look_up(self, look_ups: Sequence[LookUp], link: Link) -> None:
        """Puts the questions before the write that depends on them; an error voids the rest of the batch."""
        if not look_ups or link.status == FAILED_TRANSACTION:
            return
        # Each is an unnamed statement: the client's own is parsed again behind them.
        link.unnamed = None
        self._special = self._sent = True
        for question in look_ups:
            missing = backend.error_response(question.missing)
            messages = (
                (PARSE_STEP, frontend.parse(b"", question.text, question.parameter_types)),
                (BIND_STEP, frontend.bind(_LOOK_UP, b"", question.values, question.formats)),
                (EXECUTE_STEP, frontend.execute(_LOOK_UP)),
                (CLOSE_STEP, frontend.close(b"P", _LOOK_UP)),
            )
            for ends, message in messages:
                self._session.send(message)
                self._entries.append((CHECK_STEP, (ends, missing)))

    def run_behind(self, look_ups: Sequence[LookUp], text: bytes, returns_rows: bool, link: Link) -> None:
        """A simple query of one statement as a batch behind its look-ups; the client hears what it would hear."""
        self._look_up(look_ups, link)
        for ends, message in ((PARSE_STEP, frontend.parse(b"", text)), (BIND_STEP, frontend.bind(b"", b"", ()))):
            self._session.send(message)
            self._entries.append((CHECK_STEP, (ends, None)))
        if returns_rows:
            self._send(frontend.describe(b"P", b""), (DESCRIBE_STEP, None, None))
        self._send(frontend.execute(), (EXECUTE_STEP, None, None))
        for entry, detail in self._entries:
            link.expect(entry, detail)
        link.expect(SYNC_STEP)
        self._entries.clear()
        self._special = self._sent = False
        self._session.send(frontend.SYNC)

    def _ensure_prepared(self, link: Link, statement: ClientStatement) -> None:
        prepared = statement.prepared
        if statement.of_sql:
            return
        if prepared is None:
            if link.unnamed is not statement:
                link.unnamed = statement
                self._special = True
                body = b"\0" + statement.text + b"\0" + statement.parameter_types
                self._send(frontend.message(b"P", body), (PARSE_STEP, None, None), injected=True)
        elif prepared.name not in link.prepared:
            link.prepared[prepared.name] = None
            self._special = True
            body = prepared.name + b"\0" + statement.text + b"\0" + statement.parameter_types
            self._send(frontend.message(b"P", body), (PARSE_STEP, prepared.name, None), injected=True)

    def show_prepared(self, link: Link) -> None:
        """Prepares exactly this session's statements, under its own names: it is about to look at them."""
        if link.status == FAILED_TRANSACTION:
            return
        self._special = self._shown = True
        for name in link.prepared:
            self._send(frontend.close(b"S", name), (CLOSE_STEP, None, None), injected=True)
        link.prepared.clear()
        for name, statement in self._session.statements.items():
            if statement.prepared is not None and not self._is_answered_here(self._plan(statement.text)):
                link.prepared[name] = None
                body = name + b"\0" + statement.text + b"\0" + statement.parameter_types
                self._send(frontend.message(b"P", body), (PARSE_STEP, name, None), injected=True)

    def show_prepared_alone(self, link: Link) -> None:
        """The same before a simple query, as a batch of its own that nobody hears of."""
        self.show_prepared(link)
        for entry, detail in self._entries:
            link.expect(entry, detail)
        link.expect(SKIP)
        self._entries.clear()
        self._special = self._sent = False
        self._session.send(frontend.SYNC)

    def hide_prepared(self, link: Link) -> None:
        """Before the connection is another's: a name it was shown under may be the other's own."""
        if not self._shown:
            return
        self._shown = False
        link.expect(SKIP)
        link.send(b"".join(frontend.close(b"S", name) for name in link.prepared) + frontend.SYNC)
        link.prepared.clear()

    def _send_where_held(self, message: bytes, detail: tuple[Any, ...], portal: bytes) -> None:
        if self._session.lease is None and self._session.pinned:
            # A cursor WITH HOLD is a portal too, on the pinned connection.
            raise _NeedsConnection(self._plan(b""))
        if self._session.lease is None:
            raise ProxyError(f'portal "{portal.decode("utf-8", "replace")}" does not exist', sqlstate="34000")
        self._send(message, detail)

    def _send(self, message: bytes, detail: tuple[Any, ...], injected: bool = False) -> None:
        self._session.send(message)
        self._sent = True
        self._entries.append((SKIP_STEP if injected else STEP, detail))

    def _fake(self, data: bytes) -> None:
        link = self._session.lease
        if link is None or not (self._entries or link.queue):
            self._session.client_write(data)
            return
        self._special = True
        self._entries.append((FAKE, data))

    def _error(self, error: ProxyError) -> None:
        """An error of the proxy's own: the rest up to Sync is skipped, what the server did so far is undone."""
        session = self._session
        self._fake(backend.error_response(error))
        self._skipping = True
        self._messages = []
        if self._sent and session.lease is not None:
            session.send(_UNPARSABLE)
            session.lease.unnamed = None
            self._special = True
            self._entries.append((ABORT_STEP, ((), None, None)))
        elif session.transaction.is_open:
            session.transaction.is_failed = True

    def _hand_over(self) -> None:
        """Queues the steps so far one by one, for replies that may come before Sync."""
        link = self._session.lease
        if link is None:
            return
        for entry, detail in self._entries:
            link.expect(entry, detail)
        self._entries.clear()
        self._special = True
        link.emit_fakes()
        if self._sent:
            self._session.outstanding = True
            self.is_unsynced = True

    def _finish(self) -> None:
        session = self._session
        link = session.lease
        self._skipping = False
        if link is None or (not self._sent and (link.turns is not None or not link.queue)):
            self._special = False
            self._entries.clear()
            if link is not None and link.turns is not None:
                link.lanes.step_off(link, session)
                session.lease = None
                link = None
            session.client_write(backend.ready_for_query(session.status))
            if link is not None and not session.transaction.is_open:
                session.let_go(link)
            return
        if self._special:
            for entry, detail in self._entries:
                link.expect(entry, detail)
            link.expect(SYNC_STEP)
            link.emit_fakes()
        else:
            link.expect(FORWARD)
        self._entries.clear()
        self._special = False
        self.is_unsynced = False
        session.outstanding = True
        session.send(frontend.SYNC)


def _types(statement: ClientStatement) -> tuple[int, ...]:
    """The OIDs that the client's Parse declared."""
    types = statement.parameter_types[2:]
    return tuple(int.from_bytes(types[i : i + 4], "big") for i in range(0, len(types), 4))


def _is_single(messages: list[tuple[int, bytes]]) -> bool:
    """One statement, executed once to its end: what a lane may carry, and what may be said again elsewhere."""
    executed = bound = 0
    for code, body in messages:
        if code == EXECUTE:
            executed += 1
            if not body.endswith(b"\0\0\0\0"):
                return False
        elif code == BIND:
            bound += 1
            if body[:1] != b"\0":
                return False
        elif (code == PARSE and body[:1] != b"\0") or code == CLOSE:
            return False
    return executed == 1 and bound == 1


def _shape(plan: Plan) -> local.Answer:
    if plan.statement is None or plan.action == SKIP_PLAN:
        return local.Answer("")
    return commands.describe(plan.statement)


def _in_transaction(context: Context, mode: TransactionMode) -> Context:
    return replace(context, transaction=mode)

"""The extended protocol: one batch up to Sync, which statements it needs where, and what becomes of each message.

A batch is collected until Sync or Flush, then decided as a whole. Named statements keep their client's name here and a
name per text on servers, so that any server connection can execute them. May be compiled.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any, Final

from proxy.errors import InFailedTransaction, ProtocolViolation, ProxyError
from proxy.pool.link import (
    BIND_STEP,
    CLOSE_STEP,
    DESCRIBE_STEP,
    EXECUTE_STEP,
    PARSE_STEP,
    SKIP,
    Link,
)
from proxy.session import commands, elsewhere, leases, local, several_end
from proxy.session.batch_errands import BatchRelations, Suspended
from proxy.session.commit import is_commit
from proxy.session.instance import Prepared
from proxy.session.lookahead import Message, is_single, plan_for_lease, plan_of
from proxy.session.outgoing import Outgoing
from proxy.session.plan import EMPTY, LOCAL, REFUSE, Plan
from proxy.session.plan import FORWARD as FORWARD_PLAN
from proxy.session.plan import SKIP as SKIP_PLAN
from proxy.session.prepared import ClientStatement, DuplicateStatement, by_sql, unknown
from proxy.sql.statement import (
    Kind,
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    TransactionVerb,
)
from proxy.transactions.coordinator import Ending
from proxy.wire import backend, frontend
from proxy.wire.codes import BIND, CLOSE, DESCRIBE, EXECUTE, FAILED_TRANSACTION, PARSE

if TYPE_CHECKING:
    from proxy.session.session import Session

_LENGTH: Final = Struct("!I")
_LARGEST_HELD: Final = 1024 * 1024
"""Bytes of a batch that are held back for its Sync; a longer one is sent as it comes."""
_LONG: Final = 16 * 1024
"""Bytes of a batch without Sync from which on it is sent as soon as nothing more can change where it belongs."""


class _Waits(Exception):
    """The step at hand is taken again when what the session waits for has come."""


class _NeedsConnection(Exception):
    """The step at hand needs a server and none is leased."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class Batch:
    """The messages since the last Sync of one session, and what became of them."""

    def __init__(self, session: Session) -> None:
        # For the life of the session
        self._session = session
        # Since the last Sync
        self._messages: list[Message] = []
        self._size = 0
        self._rest: tuple[list[Message], int] = ([], 0)
        """The messages being dispatched, and at which."""
        self._look_again_at = _LONG
        self._out = Outgoing(session)
        self._relations = BatchRelations(session, self)
        self._skipping = False
        self.is_unsynced = False
        # For the transaction
        self._parsed: list[Prepared] = []
        self._portals: dict[bytes, tuple[ClientStatement, Plan]] = {}
        # While the batch waits for a connection, or for the end of a transaction over several databases
        self._ended: Ending | None = None
        self._is_pending = False
        self._pending_sync = False
        self._pending_flush = False
        # While the batch rides a lane
        self._ridden: list[Message] = []
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
        if not self._messages or self._is_pending or session.waiting is not None:
            return
        if session.transaction.is_open or self._out.has_sent or self._is_settled():
            self._dispatch(synced=False)

    def _is_settled(self) -> bool:
        """Whether a long batch that is still coming has said enough: where it writes, all of it runs."""
        if self._size < self._look_again_at:
            return False
        self._look_again_at = 2 * self._size
        plan = plan_for_lease(self._session, self._messages)
        return plan is not None and (plan.may_write or len(self._session.instance.sources) == 1)

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
        self._out.has_sent = False
        self._look_again_at = _LONG
        if self._portals and not self._session.transaction.is_open:
            self._portals.clear()
            self._relations.transaction_over()

    def refuse(self, error: ProxyError) -> None:
        """The batch that waited for a connection gets none."""
        self._is_pending = False
        self._error(error)
        self._dispatch(synced=self._pending_sync)

    def resume(self) -> None:
        """It has got one."""
        self._is_pending = False
        self._dispatch(self._pending_sync, self._pending_flush)

    def committed(self, ending: Ending) -> None:
        """The transaction over several databases that COMMIT was to end has ended."""
        self._ended = ending
        self.resume()
        self._session.flush()

    def hand_over_now(self, link: Link) -> None:
        """What was added so far goes before the proxy's own, which ends with a Sync."""
        self._out.hand_over(link)
        self._out.forget()
        self.is_unsynced = False

    def resume_behind(self, *, is_executed: bool) -> None:
        """The errands of the message at hand are done; it `is_executed` by them, or comes again."""
        if is_executed:
            del self._messages[0]
        self.resume()

    def skip_rest(self) -> None:
        """The client has been told of an error: the rest up to Sync is void."""
        self._skipping = True
        self._messages = []
        self.resume()

    def say_again(self) -> None:
        """The batch that rode a lane runs on a connection of its own."""
        self._messages, self._ridden = self._ridden, []
        self._alone = True
        self._out.forget()
        self._dispatch(synced=True)

    # ---- deciding

    def _dispatch(self, synced: bool, flush: bool = False) -> None:
        session = self._session
        messages, self._messages, self._size = self._messages, [], 0
        lease = session.lease
        if lease is not None and lease.settings is not session.variables.settings and not self._out.has_sent:
            leases.bring_settings(session, lease)
        index = 0
        while index < len(messages) and not self._skipping:
            code, body = messages[index]
            self._rest = messages, index
            try:
                self._step(code, body)
            except _NeedsConnection as need:
                whole = synced and not index and not self._out.has_sent
                if not self._acquire(messages[index:], need.plan, whole):
                    self._keep(messages[index:], synced, flush)
                    return
                continue
            except _Waits:
                self._keep(messages[index:], synced, flush)
                return
            except Suspended:
                self._keep(messages[index:], synced, flush)
                self._leave_unsynced()
                return
            except ProxyError as error:
                if error.severity == "FATAL":
                    raise
                self._error(error)
            index += 1
        if synced:
            self._finish()
            return
        self._leave_unsynced()
        if flush and self._out.has_sent and session.lease is not None:
            session.send(frontend.FLUSH)

    def _leave_unsynced(self) -> None:
        """The steps so far leave, and may be answered, before there is a Sync."""
        session = self._session
        if session.lease is not None:
            self._out.hand_over(session.lease)
            if self._out.has_sent:
                session.outstanding = True
                self.is_unsynced = True

    def _keep(self, messages: list[Message], synced: bool, flush: bool) -> None:
        """For `resume`, `refuse` or `committed`."""
        self._messages = messages
        self._pending_sync, self._pending_flush = synced, flush
        self._is_pending = True

    def _acquire(self, messages: list[Message], needed: Plan, whole: bool) -> bool:
        """Takes a connection where the rest of the batch belongs; False where it must be waited for."""
        session = self._session
        plan = plan_for_lease(session, messages) or needed
        try:
            if whole and not self._alone and plan.rides and is_single(messages):
                self._ridden = messages
                return leases.seat(session, plan, b"") is not None
            self._alone = False
            return leases.take(session, leases.database_for(session, plan), plan, b"") is not None
        except ProxyError as error:
            self._error(error)
            return True

    def _finish(self) -> None:
        session = self._session
        link = session.lease
        self._skipping = False
        self.is_unsynced = False
        if link is not None and self._relations.is_opened:
            if self._out.has_sent or link.queue:
                self._out.finish_unheard(link)
            self._relations.close(link)
            return
        self._relations.forget()
        if link is not None and (self._out.has_sent or (link.group is None and link.queue)):
            self._out.finish(link)
            session.outstanding = True
            return
        # No server was asked anything, or all of it has been answered.
        self._out.forget()
        session.saw_error = False
        if link is not None and link.group is not None:
            session.lease = None
            link.group.lanes.step_off(link)
            link = None
        session.client_write(backend.ready_for_query(session.status))
        if link is not None and not session.transaction.is_open:
            session.let_go(link)

    def _error(self, error: ProxyError) -> None:
        """An error of the proxy's own: the rest up to Sync is skipped, what the server did so far is undone."""
        session = self._session
        self._out.fake(backend.error_response(error))
        self._skipping = True
        self._messages = []
        self._relations.is_spoiled = True
        if self._out.has_sent and session.lease is not None:
            self._out.abort()
        elif session.transaction.is_open:
            session.transaction.is_failed = True

    # ---- simple queries that need more than to be sent

    def run_query(self, plan: Plan, message: bytes, link: Link) -> None:
        """Sends a simple query behind what it needs: its session's prepared statements."""
        if (plan.shows_prepared or self.executes_prepared(plan)) and link.status != FAILED_TRANSACTION:
            self._out.show_prepared_alone(link)
        link.expect(FORWARD_PLAN)
        self._session.send(message)

    def hide_prepared(self, link: Link) -> None:
        self._out.hide_prepared(link)

    def executes_prepared(self, plan: Plan) -> bool:
        """Whether SQL's EXECUTE names what the client has prepared by the protocol: servers know it by another name."""
        command = None if plan.statement is None else plan.statement.command
        if not isinstance(command, PreparedCommand) or command.verb != "execute" or command.name is None:
            return False
        return command.name.encode() in self._session.statements

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
        plan = plan_of(session, text)
        self._admit(plan)
        prepared = session.instance.preparations.named(text, types) if name else None
        statement = ClientStatement(text, types, prepared)
        is_known = prepared is not None and session.lease is None and self._is_known(plan, prepared)
        if is_known or self._is_answered(plan):
            session.statements[name] = statement
            self._out.fake(backend.PARSE_COMPLETE)
            return
        link = self._link(plan)
        if self.executes_prepared(plan):
            self._out.show_prepared(link)
        session.statements[name] = statement
        if prepared is None:
            link.unnamed = statement
            self._out.send(frontend.message(b"P", body), (PARSE_STEP, None, name))
        elif prepared.name in link.prepared:
            self._out.fake(backend.PARSE_COMPLETE)
        else:
            link.prepared[prepared.name] = None
            message = frontend.message(b"P", prepared.name + b"\0" + text + b"\0" + types)
            self._out.send_renamed(message, (PARSE_STEP, prepared.name, name))
            self._parsed.append(prepared)

    def _bind(self, body: bytes) -> None:
        after_portal = body.find(b"\0")
        after_name = body.find(b"\0", after_portal + 1)
        if after_portal < 0 or after_name < 0:
            raise ProtocolViolation("invalid Bind message")
        portal, name = body[:after_portal], body[after_portal + 1 : after_name]
        statement = self._statement(name)
        plan = plan_of(self._session, statement.text)
        self._admit(plan)
        if plan.owed:
            self._owes(portal, statement, plan, body)
        self._portals[portal] = (statement, plan)
        if self._is_answered(plan):
            self._out.fake(backend.BIND_COMPLETE)
            return
        link = self._link(plan)
        if plan.shows_prepared or self.executes_prepared(plan):
            self._out.show_prepared(link)
            if statement.prepared is not None:
                # It runs under the client's name: the server's rows have it.
                self._out.send(frontend.message(b"B", body), (BIND_STEP, None, None))
                return
        self._out.ensure_prepared(link, statement)
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
        self._out.send(message, (BIND_STEP, None, None))

    def _describe(self, body: bytes) -> None:
        kind, name = body[:1], body[1:-1]
        if kind == b"P":
            portal = self._portals.get(name)
            if portal is not None and self._is_answered(portal[1]):
                self._out.fake(_shape(portal[1]).description())
                return
            self._send_where_held(frontend.message(b"D", body), (DESCRIBE_STEP, None, None), name)
            return
        if kind != b"S":
            raise ProtocolViolation("invalid Describe message")
        statement = self._statement(name)
        plan = plan_of(self._session, statement.text)
        self._admit(plan)
        if self._is_answered(plan):
            self._out.fake(backend.parameter_description(()) + _shape(plan).description())
            return
        link = self._link(plan)
        self._out.ensure_prepared(link, statement)
        server_name = name if statement.prepared is None else statement.prepared.name
        self._out.send(frontend.describe(b"S", server_name), (DESCRIBE_STEP, None, None))

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
        if self._is_answered(plan):
            self._execute_here(plan, statement)
            return
        link = self._link(plan)
        if (plan.owed or plan.action == LOCAL) and self._begins_errands(plan, statement, body, link):
            raise Suspended
        session.note(plan, link, True)
        if session.transaction.is_open and session.transaction.bound is None:
            leases.bind(session, plan, link)
        self._out.send(frontend.message(b"E", body), (EXECUTE_STEP, None, None))

    def _owes(self, portal: bytes, statement: ClientStatement, plan: Plan, body: bytes) -> None:
        try:
            self._relations.bound(portal, statement, plan, body)
        except ProxyError as error:
            self._session.refused_by_rules(plan, error, "relation")
            raise

    def _begins_errands(self, plan: Plan, statement: ClientStatement, body: bytes, link: Link) -> bool:
        if not plan.owed:
            return is_commit(plan) and self._relations.begin_commit(link, statement, body)
        messages, index = self._rest
        return self._relations.begin(body[: body.index(b"\0")], statement, plan, link, body, messages[index + 1 :])

    def _execute_here(self, plan: Plan, statement: ClientStatement) -> None:
        session = self._session
        if plan.action == EMPTY:
            self._out.fake(backend.EMPTY_QUERY_RESPONSE)
            return
        assert plan.statement is not None
        if self._ended is not None:
            ending, self._ended = self._ended, None
            if ending.error is not None:
                raise ending.error
            self._out.fake(several_end.answer(ending))
            return
        if several_end.commits(session, plan.statement.command):
            if self._out.has_sent:
                raise several_end.busy_batch()
            several_end.CommittingBatch(session, plan.statement.command).start()
            raise _Waits
        if plan.action == SKIP_PLAN:
            skipped = local.skipped(plan.statement.tag, plan.route.skip)
            if session.observer is not None:
                session.observer.skipped(plan, skipped.tag)
            self._out.fake(skipped.execution())
            return
        link = session.lease
        if link is not None and isinstance(plan.statement.command, TransactionCommand):
            # Only the end of a transaction that the proxy has failed comes here with a server on it.
            self._out.hand_over(link)
            if self._out.has_sent:
                session.outstanding = True
                self.is_unsynced = True
            link.expect(SKIP)
            session.send(frontend.query(b"ROLLBACK"))
            self._out.has_sent = True
            self._out.fake(backend.command_complete("ROLLBACK"))
            return
        answer = commands.answer(session, plan.statement, statement.text)
        if answer is None:
            raise ProxyError(f"{plan.statement.tag} cannot be executed here by the extended protocol", sqlstate="0A000")
        self._out.fake(answer.execution())

    def _close(self, body: bytes) -> None:
        session = self._session
        kind, name = body[:1], body[1:-1]
        if kind == b"S":
            known = session.statements.pop(name, None)
            if known is None and "prepared statement" in session.pins:
                link = self._link(plan_of(session, b'DEALLOCATE "%b"' % name.replace(b'"', b'""')))
                link.prepared.pop(name, None)
                self._out.send(frontend.message(b"C", body), (CLOSE_STEP, None, None))
                return
            self._out.fake(backend.CLOSE_COMPLETE)
            return
        portal = self._portals.pop(name, None)
        here = portal is not None and self._is_answered(portal[1])
        if here or (session.lease is None and not session.pinned):
            self._out.fake(backend.CLOSE_COMPLETE)
            return
        if session.lease is None:
            raise _NeedsConnection(plan_of(session, b""))
        self._out.send(frontend.message(b"C", body), (CLOSE_STEP, None, None))

    # ---- what the steps share

    def _is_known(self, plan: Plan, prepared: Prepared) -> bool:
        """Whether Parse needs no server: one has parsed this text, and nothing but its Execute depends on where."""
        return plan.action == FORWARD_PLAN and self._session.instance.preparations.is_proven(prepared)

    def _statement(self, name: bytes) -> ClientStatement:
        statement = self._session.statements.get(name)
        if statement is not None:
            return statement
        if name and "prepared statement" in self._session.pins:
            return by_sql(name)
        raise unknown(name)

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

    def is_answered_here(self, statement: ClientStatement) -> bool:
        """Whether no server is asked for what this statement does."""
        return self._is_answered(plan_of(self._session, statement.text))

    def _is_answered(self, plan: Plan) -> bool:
        if plan.action == FORWARD_PLAN:
            return False
        if plan.action in (EMPTY, SKIP_PLAN):
            return True
        if plan.action != LOCAL or plan.statement is None:
            return False
        session = self._session
        command = plan.statement.command
        if isinstance(command, TransactionCommand):
            if several_end.ends(session, command):
                return True
            if command.verb is TransactionVerb.BEGIN and commands.must_begin_on_server(session):
                return False
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
        if session.several is None and leases.is_at_home(session, plan, link):
            return link
        found = elsewhere.seat(session, plan, b"", link, is_busy=self._out.has_sent)
        if found is None:
            raise _Waits
        return found

    def _send_where_held(self, message: bytes, detail: tuple[Any, ...], portal: bytes) -> None:
        session = self._session
        if session.lease is None and session.pinned:
            # A cursor WITH HOLD is a portal too, on the pinned connection.
            raise _NeedsConnection(plan_of(session, b""))
        if session.lease is None:
            raise ProxyError(f'portal "{portal.decode("utf-8", "replace")}" does not exist', sqlstate="34000")
        self._out.send(message, detail)


def _shape(plan: Plan) -> local.Answer:
    if plan.statement is None or plan.action == SKIP_PLAN:
        return local.Answer("")
    return commands.describe(plan.statement)

"""The extended protocol: one batch up to Sync, which statements it needs where, and what becomes of each message.

A batch is collected until Sync or Flush, then decided as a whole. Named statements keep their client's name here and a
name per text on servers, so that any server connection can execute them. May be compiled.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.pool.entry import SKIP_STEP, STEP
from proxy.pool.link import Link
from proxy.routing.deadline import StillThinking
from proxy.session import answered, exchange, leases, long_message, pondering, whole
from proxy.session.batch_relations import BatchRelations, Suspended
from proxy.session.endings import Unheard
from proxy.session.lookahead import Message, is_single, plan_for_lease, plan_of, text_of
from proxy.session.outgoing import Outgoing
from proxy.session.plan import FORWARD as FORWARD_PLAN
from proxy.session.plan import Plan
from proxy.session.prepared import ClientStatement
from proxy.session.steps import NeedsConnection, Steps, Waits
from proxy.wire import backend, frontend
from proxy.wire.codes import FAILED_TRANSACTION

if TYPE_CHECKING:
    from proxy.routing.route import Context
    from proxy.session.session import Session

_LENGTH: Final = Struct("!I")
_LARGEST_HELD: Final = 1024 * 1024
"""Bytes of a batch that are held back for its Sync; a longer one is sent as it comes."""
_LONG: Final = 16 * 1024
"""Bytes of a batch without Sync from which on it is sent as soon as nothing more can change where it belongs."""


class Batch:
    """The messages since the last Sync of one session, and what became of them."""

    def __init__(self, session: Session) -> None:
        # For the life of the session
        self._session = session
        # Since the last Sync
        self._messages: list[Message] = []
        self._size = 0
        self.rest: tuple[list[Message], int] = ([], 0)
        """The messages being dispatched, and at which."""
        self._look_again_at = _LONG
        self._out = Outgoing(session)
        self._relations = BatchRelations(session, self)
        self._steps = Steps(session, self._out, self._relations)
        self._skipping = False
        self.is_unsynced = False
        # While the batch waits for a connection, or for the end of a transaction over several databases
        self._is_pending = False
        self._pending_sync = False
        self._pending_flush = False
        self.decided: dict[tuple[bytes, Context], Plan] = {}
        """What foreign code, which is asked anew every time, or a replica's refusal has decided since the last Sync."""
        # While the batch rides a lane
        self._ridden: list[Message] = []
        self._alone = False
        # While a batch that came in one piece is under way
        self._whole = b""

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

    def sent_ahead(self) -> None:
        """Data to copy has come: whoever is to take it must know of the COPY."""
        if self._messages and not self._is_pending:
            self.flushed()

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
        try:
            plan = plan_for_lease(self._session, self._messages)
        except StillThinking as thinking:
            thinking.leave()
            return False
        return plan is not None and (plan.may_write or len(self._session.instance.sources) == 1)

    def synced(self) -> None:
        self._dispatch(synced=True)

    def done(self) -> None:
        """ReadyForQuery has come: the next batch begins clean."""
        if self._steps.parsed:
            if not self._session.saw_error:
                for prepared in self._steps.parsed:
                    self._session.instance.preparations.prove(prepared)
            self._steps.parsed.clear()
        if self.decided:
            self.decided.clear()
        self.is_unsynced = False
        self._out.has_sent = False
        self._look_again_at = _LONG
        if self._steps.portals:
            self._session.long_values.clear()
            if not self._session.transaction.is_open:
                self._steps.portals.clear()
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

    def answered(self, notices: bytes, tag: str, error: ProxyError | None) -> None:
        """What the batch waited for has ended, so or with this error."""
        self._steps.ended = notices, tag, error
        self.resume()
        self._session.flush()

    def break_off(self, link: Link) -> None:
        """No Sync will come: what was asked for is answered, then the server gives it up."""
        if self._session.copy_ended:
            # Of data without a Sync behind it a client hears of errors alone.
            for entry in link.queue:
                if entry.kind == STEP:
                    entry.kind = SKIP_STEP
        self._out.abort()
        self._out.finish_unheard(link, Unheard(self._session))
        self.is_unsynced = False
        self._session.outstanding = True

    def hand_over_now(self, link: Link) -> None:
        """What was added so far goes before the proxy's own, which ends with a Sync."""
        self._out.hand_over(link)
        self._out.forget()
        self.is_unsynced = False

    def copy_begun(self) -> None:
        """A Sync sent ahead of the data is read over, as a server in COPY mode does: another one follows the data."""
        self._pending_sync = self._pending_flush = False

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

    def say_again(self, plan: Plan | None = None) -> None:
        """The batch of one statement that rode a lane, or was refused, runs on a connection of its own; where `plan`
        says, though its database may be decided anew by now."""
        self._messages = whole.messages(self._whole) if self._whole else self._ridden
        if plan is not None:
            self.decided[text_of(self._session, self._messages), self._session.context] = plan
        self._ridden, self._whole = [], b""
        self._alone = True
        self._out.forget()
        self._dispatch(synced=True)

    def is_at(self, code: int) -> bool:
        """Whether this is the message that waits."""
        return bool(self._messages) and self._messages[0][0] == code

    # ---- a batch that came in one piece (see `whole`)

    @property
    def is_empty(self) -> bool:
        """Nothing of a batch is here or with a server."""
        return not (self._messages or self._skipping or self._is_pending or self.is_unsynced)

    @property
    def can_repeat(self) -> bool:
        """The batch under way is one statement, and is kept."""
        return bool(self._whole or self._ridden)

    def begin_whole(self, data: bytes) -> None:
        """These messages are on their way to a connection."""
        self._whole = data

    def executes_whole(self, statement: ClientStatement, plan: Plan) -> None:
        """These messages are on their way to a transaction's server, where their unnamed portal stays."""
        self._ridden, self._whole = [], b""
        self._steps.portals[b""] = statement, plan

    def run_whole(self) -> None:
        """The lease needs more than to be sent them."""
        self._messages = self._ridden = whole.messages(self._whole)
        self._whole = b""
        self._dispatch(synced=True)

    def wait_whole(self) -> None:
        """They wait for a lease."""
        self._ridden = whole.messages(self._whole)
        self._keep(self._ridden, synced=True, flush=False)
        self._whole = b""

    def refuse_whole(self, error: ProxyError) -> None:
        """There is none."""
        self._whole = b""
        self._pending_sync = True
        self.refuse(error)

    # ---- deciding

    def _dispatch(self, synced: bool, flush: bool = False) -> None:
        session = self._session
        messages, self._messages, self._size = self._messages, [], 0
        lease = session.lease
        if (
            lease is not None
            and lease.settings is not session.variables.settings
            and messages
            and not self._out.has_sent
            and lease.group is None
            and leases.is_brought(session, lease, None, b"")
        ):
            self._keep(messages, synced, flush)
            return
        index = 0
        while index < len(messages) and not self._skipping:
            code, body = messages[index]
            self.rest = messages, index
            try:
                need = self._needed(code, body)
                if need is not None:
                    is_whole = synced and not index and not self._out.has_sent
                    if not self._acquire(messages[index:], need, is_whole):
                        self._keep(messages[index:], synced, flush)
                        return
                    continue
            except StillThinking as thinking:
                self._keep(messages[index:], synced, flush)
                self._leave_unsynced()
                pondering.batch(session, thinking)
                return
            except (Waits, Suspended):
                self._keep(messages[index:], synced, flush)
                self._leave_unsynced()
                return
            except ProxyError as error:
                if error.severity == "FATAL":
                    raise
                self._error(error)
            index += 1
        if session.unwanted is not None:
            # A Sync or Flush behind COPY FROM is read over, as a server in COPY mode does.
            return
        if synced:
            self._finish()
            return
        self._leave_unsynced()
        if flush and self._out.has_sent and session.lease is not None:
            session.send(frontend.FLUSH)

    def _needed(self, code: int, body: bytes) -> Plan | None:
        """Takes a message; the plan that it needs a connection for, where there is none."""
        try:
            self._steps.take(code, body)
        except NeedsConnection as need:
            return need.plan
        return None

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
        session.asked = b""
        try:
            if whole and not self._alone and plan.rides and not session.long_values and is_single(messages):
                self._ridden, self._whole = messages, b""
                return leases.seat(session, plan, b"") is not None
            self._alone = False
            self._ridden, self._whole = [], b""
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
            self._relations.close(link, self._out)
            return
        self._relations.forget()
        if link is not None and (self._out.has_sent or (link.group is None and link.queue)):
            self._out.finish(link)
            session.outstanding = True
            return
        # No server was asked anything, or all of it has been answered.
        self.decided.clear()
        self._out.forget()
        session.saw_error = False
        if link is not None and link.group is not None:
            session.lease = None
            link.group.lanes.step_off(link)
            link = None
        session.client_write(backend.ready_for_query(session.status))
        if link is not None and not session.transaction.is_open:
            exchange.let_go(session, link)

    def fail(self, error: ProxyError) -> None:
        """An error between two dispatches: what follows is skipped up to Sync."""
        self._error(error)

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
        self.show_to(plan, link)
        link.expect(FORWARD_PLAN)
        text = self._session.long_texts.pop(message, None) if self._session.long_texts else None
        if text is None:
            self._session.send(message)
            return
        long_message.send(self._session, b"Q" + _LENGTH.pack(text.size + 5), text, b"\0")

    def show_to(self, plan: Plan, link: Link) -> None:
        """Lets the server know the session's prepared statements, where the query speaks of them."""
        if (plan.shows_prepared or self.executes_prepared(plan)) and link.status != FAILED_TRANSACTION:
            self._out.show_prepared_alone(link)

    def hide_prepared(self, link: Link) -> None:
        self._out.hide_prepared(link)

    def executes_prepared(self, plan: Plan) -> bool:
        """Whether SQL's EXECUTE names what the client has prepared by the protocol: servers know it by another name."""
        return plan.executed is not None and plan.executed.encode() in self._session.statements

    def opened(self) -> set[bytes]:
        """The names on servers of statements that portals are open of."""
        statements = (statement for statement, _ in self._steps.portals.values())
        return {statement.prepared.name for statement in statements if statement.prepared is not None}

    def is_answered_here(self, statement: ClientStatement) -> bool:
        """Whether no server is asked for what this statement does."""
        return answered.is_answered(self._session, plan_of(self._session, statement.text))

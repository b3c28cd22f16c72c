"""One client's conversation: messages in, a route for each, replies out; the only owner of the session's state.

Everything here runs synchronously inside `client_data` or inside a link's `replies`. Where a server connection must be
waited for, the session stops taking messages and goes on when `lease_ready` calls. May be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from proxy.config import LimitSettings
from proxy.errors import FatalError, ProtocolViolation, ProxyError
from proxy.pool.entry import FORWARD as FORWARD_ENTRY
from proxy.pool.entry import Entry
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.routing.route import Choice, Context
from proxy.session import (
    bringing,
    columns,
    commands,
    endings,
    failover,
    leases,
    long_message,
    misrouted,
    simple,
    study,
)
from proxy.session.branches import Branches
from proxy.session.columns import Told
from proxy.session.contexts import Contexts
from proxy.session.copy_errands import Streaming
from proxy.session.extended import Batch
from proxy.session.greeting import Greeting
from proxy.session.identity import Client, Identity
from proxy.session.instance import Instance
from proxy.session.intake import Intake
from proxy.session.long_message import LongText
from proxy.session.observer import Observer
from proxy.session.plan import FORWARD, Plan
from proxy.session.prepared import ClientStatement
from proxy.session.ride import Ride
from proxy.session.transaction import Transaction
from proxy.session.unwanted import UnwantedCopy
from proxy.session.variables import NOTHING, Variables
from proxy.session.waiting import Waiting
from proxy.sql.long import LONG
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.telemetry.trace import Trace
from proxy.wire import backend
from proxy.wire.codes import (
    BIND,
    CLOSE,
    COPY_DATA,
    COPY_DONE,
    COPY_FAIL,
    DESCRIBE,
    EXECUTE,
    FAILED_TRANSACTION,
    FLUSH,
    FUNCTION_CALL,
    IDLE,
    PARSE,
    QUERY,
    SYNC,
    TERMINATE,
)

_BACKLOG: Final = 256 * 1024
"""Bytes of further messages kept while one is under way, before the client is asked to wait."""


class Session(Holder):
    """See the module. `clock` gives seconds."""

    def __init__(
        self,
        client: Client,
        instance: Instance,
        identity: Identity,
        limits: LimitSettings,
        clock: Callable[[], float],
        trace: Trace | None = None,
    ) -> None:
        super().__init__()
        # For the life of the connection
        self.client = client
        self._write_to_client = client.writer()
        self.observer: Observer | None = None
        if trace is not None and trace.is_active:
            self.observer = Observer(self, trace, self._write_to_client)
            self._write_to_client = self.observer.write
        self.identity = identity
        self.intake = Intake(self, limits.message_size)
        self.limits = limits
        self.clock = clock
        self.connected_at = clock()
        self.entry = Entry(FORWARD_ENTRY, self, None)
        # From start to end, or until it is lost: the connection whose process id the client was told
        self.home: Link | None = None
        # Until the next reload
        self.instance = instance
        self.session_pooled = identity.session_pooled
        self.may_ride = identity.lanes and not identity.session_pooled
        # Changed by SET and RESET
        self.variables = Variables(identity)
        # Prepared by the protocol
        self.statements: dict[bytes, ClientStatement] = {}
        self.long_texts: dict[bytes, LongText] = {}
        """The texts of very long statements, by what stands for them."""
        # Prepared by SQL: what each name stands for, and the database that knows it
        self.bodies: dict[str, tuple[str, str]] = {}
        # For the transaction under way
        self.transaction = Transaction()
        self.lease: Link | None = None
        self.several: Branches | None = None
        """While the transaction runs on several databases: the others."""
        # While pinned
        self.pins: set[str] = set()
        self.pinned: dict[str, Link] = {}
        # For the exchange under way
        self.is_started = False
        self.is_ended = False
        self.outstanding = False
        self.copy_in = False
        self.copy_ended = False
        """The client has said that its data to copy has ended, so or so."""
        self.copy_check: Streaming | None = None
        self.unwanted: UnwantedCopy | None = None
        self.saw_error = False
        self.under_way: list[Plan] = []
        self.last_plan: Plan | None = None
        self.asked = b""
        """The query under way, where it may have to be said again elsewhere; empty for a batch, which keeps its own."""
        self.wrote_at = 0.0
        self.answered_at = self.connected_at
        self.waiting: Waiting | None = None
        self.out: list[bytes] = []
        self._paused: Link | None = None
        self.reported: dict[str, str] | None = None
        """The parameters of a connection that the client is known to have been told."""
        self.ride = Ride(self)
        self.greeting: Greeting | None = None
        self._next_instance: Instance | None = None
        self._ending: ProxyError | None = None
        self.batch = Batch(self)
        self._contexts = Contexts(self)
        self.query_count = 0
        self.context: Context
        self.plans: dict[bytes, Plan]
        self.shapes: dict[bytes, Plan]
        self.context_changed()

    # ---- start and end

    def start(self) -> None:
        """Begins the conversation: ParameterStatus, BackendKeyData, ReadyForQuery, as the default database reports."""
        self.greeting = Greeting(self)
        self.greeting.start()

    def server_reports(self, settings: Mapping[str, str]) -> None:
        """The default database's server tells its own settings of those that decisions depend on."""
        self.variables.reported = settings
        self.context_changed()

    def begin(self) -> None:
        """The client has been greeted: its messages are taken from now on."""
        self.greeting = None
        self.go_on()

    def fail(self, error: ProxyError) -> None:
        """Tells the client why and ends the connection."""
        if self.is_ended:
            return
        if self.lease is None or not self.lease.is_within_row_of(self):
            self.client_write(backend.error_response(error))
        self.client.close()
        self.client_lost()

    def end_if_idle_in_transaction(self, longest: float) -> None:
        """Ends a session (25P03) whose client has left a server's transaction open and silent for `longest` seconds."""
        is_waiting_for_client = self.transaction.is_open and self.lease is not None and not self.outstanding
        if is_waiting_for_client and self.waiting is None and self.clock() - self.answered_at > longest:
            self.fail(FatalError("terminating connection due to idle-in-transaction timeout", sqlstate="25P03"))

    def end_when_idle(self, error: ProxyError) -> None:
        """Ends the session with `error`, now or as soon as its transaction is over."""
        self._ending = error
        if not (self.transaction.is_open or self.outstanding or self.waiting is not None):
            self.fail(error)

    def client_lost(self) -> None:
        """The client is gone: what it had begun is rolled back, its connections are cleaned and given back."""
        if self.is_ended:
            return
        if self.observer is not None:
            self.observer.lost("08006")
        self.is_ended = True
        self.intake.forget()
        self._let_flow()
        endings.leave(self)

    def client_finished(self) -> None:
        """The client says nothing more, but may still listen: the session ends once all it said is answered."""
        if not self.is_ended:
            self.intake.over()

    def cancel(self) -> None:
        """The client asks to cancel what it runs now; without effect when nothing runs."""
        endings.cancel(self)

    def adopt(self, instance: Instance) -> None:
        """Moves to reloaded rules now, or when the transaction under way has ended."""
        is_busy = self.transaction.is_open or self.outstanding or self.waiting is not None
        if is_busy or (self.pins and not endings.has_pools_in(self, instance)):
            self._next_instance = instance
            return
        self._next_instance = None
        self.instance = instance
        endings.leave_old_pools(self)
        self.context_changed()

    # ---- from the client

    def client_data(self, data: bytes) -> None:
        """Bytes of any length, cut anywhere."""
        if not self.is_ended:
            self.intake.data(data)

    def is_blocked(self) -> bool:
        """Whether no message is taken now: one is under way, or a connection is waited for."""
        if self.waiting is not None or not self.is_started:
            return True
        return self.outstanding and not self.copy_in and not self.batch.is_unsynced

    def is_at_rest(self) -> bool:
        """Nothing is under way and no connection is held or pinned: what comes next stands for itself."""
        return self.lease is None and not self.transaction.is_open and not self.pinned and self.batch.is_empty

    def message(self, code: int, data: bytes, position: int, end: int) -> None:
        if self.copy_in and code != TERMINATE:
            self._copy_message(code, data[position:end])
        elif code == QUERY:
            if end - position < 6:
                raise ProtocolViolation("invalid string in Query message")
            text = data[position + 5 : end - 1]
            # `0 in text` where `b"\0" in text` would ask it for a number first.
            if data[end - 1] != 0 or 0 in text:
                raise ProtocolViolation("invalid string in Query message")
            simple.query(self, text, data if position == 0 and end == len(data) else data[position:end])
        elif code in (BIND, EXECUTE, DESCRIBE, PARSE, CLOSE):
            if code == PARSE and end - position >= LONG and self._is_read_elsewhere(data[position:end]):
                return
            self.batch.add(code, data[position + 5 : end])
        elif code == SYNC:
            self.batch.synced()
        elif code == FLUSH:
            self.batch.flushed()
        elif code == TERMINATE:
            endings.terminate(self)
        elif code in (COPY_DATA, COPY_DONE, COPY_FAIL):
            return  # They were under way when the copy failed; a server drops them as well.
        elif code == FUNCTION_CALL:
            simple.function_call(self, data[position:end])
        else:
            raise ProtocolViolation(f"invalid frontend message type {code}")

    def _is_read_elsewhere(self, message: bytes) -> bool:
        """Whether the statement of this Parse is so long that others must not wait for it."""
        begin = message.find(b"\0", 5) + 1
        end = message.find(b"\0", begin)
        return 0 < begin < end and study.begins(self, message[begin:end], message, _parse_again)

    def _copy_message(self, code: int, message: bytes) -> None:
        if code not in (COPY_DATA, COPY_DONE, COPY_FAIL, SYNC, FLUSH):
            if self.copy_ended:
                # What comes behind the data is no part of the COPY.
                self.copy_in = False
                self.intake.put_back()
                return
            raise ProtocolViolation(f"unexpected message type {code} during COPY from stdin")
        if code in (COPY_DONE, COPY_FAIL):
            self.copy_ended = True
        if self.unwanted is not None:
            self.unwanted.message(code, message)
            return
        if self.copy_check is not None:
            self.copy_check.take(code, message)
            return
        self.out.append(message)
        if code in (COPY_DONE, COPY_FAIL) and self.batch.is_unsynced:
            # Without the Sync that a server in COPY mode reads over: the next one ends the batch.
            self.copy_in = False

    # ---- leases

    def ends_failure(self, plan: Plan) -> bool:
        command = None if plan.statement is None else plan.statement.command
        return isinstance(command, TransactionCommand) and command.verb in (
            TransactionVerb.COMMIT,
            TransactionVerb.ROLLBACK,
            TransactionVerb.ROLLBACK_TO,
        )

    def lease_ready(self, link: Link) -> None:
        """The pool has a connection for the statement that waits."""
        waiting = self.waiting
        if self.is_ended or waiting is None:
            link.pool.release(link)
            return
        lacking = bringing.lacking(self, link, waiting.plan)
        if lacking is not None:
            bringing.ForStatement(self, link, waiting, lacking)
            return
        self.waiting = None
        leases.hold(self, link)
        waiting.go_on()
        self.flush()
        self.intake.go_on()

    def lane_ready(self, lane: Link) -> bool:
        """The pool has a new lane: whether the statement that waits takes a turn on it."""
        waiting = self.waiting
        if self.is_ended or waiting is None or not waiting.rides(lane):
            return False
        self.waiting = None
        leases.ride_on(self, lane)
        waiting.go_on()
        self.flush()
        return True

    def lease_failed(self, error: ProxyError) -> None:
        """No connection could be had; the statement that waits is refused, the session lives on."""
        waiting, self.waiting = self.waiting, None
        if self.is_ended or waiting is None:
            return
        if self.several is not None and self.lease is None:
            self.several.go_back()
        if not failover.go_elsewhere(self, waiting, error):
            waiting.refuse(error)
        self.intake.go_on()

    def flush(self) -> None:
        """What was added by `send` leaves for the leased connection."""
        if not self.out:
            return
        data = self.out[0] if len(self.out) == 1 else b"".join(self.out)
        self.out.clear()
        if self.lease is not None:
            self.lease.send(data)

    def send(self, message: bytes) -> None:
        """Adds a message to what leaves for the leased connection at the end of this turn."""
        self.out.append(message)

    def refused_by_rules(self, plan: Plan, error: ProxyError, word: str | None = None) -> None:
        """Counts a refusal, and tells whoever wants to know; `word` is its kind, where that is not the route's."""
        word = word or plan.route.refusal or error.code
        self.instance.count_refusal(word)
        if self.observer is not None:
            self.observer.refused(plan, error.code, word)

    def note(self, plan: Plan, link: Link, is_step: bool = False) -> None:
        """Remembers that this plan is under way on this connection, for the counters and for `exchange_done`."""
        plan.calls += 1
        self.last_plan = plan
        if plan.action != FORWARD:
            self.under_way.append(plan)
        if plan.may_write:
            self.wrote_at = self.clock()
            if self.transaction.is_open and plan.changes:
                self.transaction.wrote.add(link.database)
            if plan.terminates:
                self.instance.terminated_at = self.clock()
        self.instance.count(plan, link.database)
        if self.observer is not None:
            self.observer.sent(plan, link.database, is_step=is_step)

    def run(self, plan: Plan, message: bytes, link: Link) -> None:
        """A simple query whose connection was waited for."""
        simple.run_on(self, plan, message, link)

    # ---- from the server (see Holder)

    def client_write(self, data: bytes) -> None:
        if not self.is_ended:
            self._write_to_client(data)

    def copy_in_begun(self) -> None:
        self.copy_in = True
        self.copy_ended = False
        if self.intake.has_more:
            # Some clients send their data without waiting for CopyInResponse.
            self.intake.go_on()

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        if fields.get("C") in misrouted.REFUSALS and misrouted.is_taken_back(self, link, entry):
            return
        self.saw_error = True
        if self.batch.is_unsynced:
            self.copy_in = False
        if self.lease is not None:
            endings.failed(self, link, entry, fields)

    def described(self, link: Link, told: Told, description: bytes) -> None:
        columns.read_in_passing(self, link, told, description)

    def parse_failed(self, name: bytes) -> None:
        self.statements.pop(name, None)

    def exchange_done(self, link: Link, status: int) -> None:
        """The server has answered everything and says in which state the transaction is."""
        if not self.outstanding or self.is_ended:
            return
        self.outstanding = False
        self.copy_in = self.copy_ended = False
        if self.under_way:
            if not self.saw_error:
                self._settle(link)
            self.under_way.clear()
        self.batch.done()
        self.saw_error = False
        self.ride.done(link)
        transaction = self.transaction
        if status == IDLE:
            if transaction.is_open:
                self.end_transaction(keep_settings=not transaction.is_failed)
                self.context_changed()
            self.let_go(link)
        else:
            was_open = transaction.is_open
            transaction.open(self.variables.settings)
            transaction.is_failed = status == FAILED_TRANSACTION
            self.answered_at = self.clock()
            if not was_open and self.last_plan is not None:
                # BEGIN was one of the statements that have just run.
                if self.last_plan.may_write:
                    transaction.wrote.add(link.database)
                transaction.bind(link.database, self.last_plan.text)
                self.context_changed()
        if self._ending is not None or self._next_instance is not None or self.intake.has_more:
            self.between_exchanges()

    def between_exchanges(self) -> None:
        """What had to wait for the end of one: the session's own, other rules, the next message."""
        if self._ending is not None:
            self.end_when_idle(self._ending)
        if self._next_instance is not None:
            self.adopt(self._next_instance)
        if self.intake.has_more:
            self.intake.go_on()

    def _settle(self, link: Link) -> None:
        for plan in self.under_way:
            for statement in plan.analysis.statements:
                command = statement.command
                if (
                    isinstance(command, TransactionCommand)
                    and command.verb is TransactionVerb.ROLLBACK
                    and self.transaction.is_open
                ):
                    self.transaction.is_failed = True  # Settings go back, as after a failure.
                commands.settle(self, plan, statement, link.database)
            if plan.ddl:
                self.instance.preparations.forget()
                self.instance.on_ddl()

    def let_go(self, link: Link) -> None:
        """The exchange and its transaction are over: the connection goes back, unless something pins it."""
        self.lease = None
        if self._paused is not None:
            self._let_flow()
        if link.holder is not self:
            return
        if leases.keeps(self, link):
            self.pinned[link.database] = link
            return
        if self.pinned:
            leases.unpin(self, link)
        self.batch.hide_prepared(link)
        if not self.ride.makes_lane(link):
            link.release()

    def forget_exchange(self) -> None:
        """Nothing of the exchange under way will be answered where it was asked."""
        if self.observer is not None:
            self.observer.taken_back()
        self.lease = None
        self.outstanding = False
        self.saw_error = False
        self.under_way.clear()
        self.out.clear()

    def server_lost(self, link: Link, error: ProxyError) -> None:
        endings.server_lost(self, link, error)

    def home_lost(self, link: Link, error: ProxyError) -> None:
        """The connection whose process id the client was told is gone."""
        endings.home_lost(self, link, error)

    def hold_messages(self) -> None:
        """Until `go_on`."""
        self.is_started = False

    def go_on(self) -> None:
        """Messages are taken, those first that have come meanwhile."""
        self.is_started = True
        self.intake.go_on()

    def server_ending(self, fields: Mapping[str, str]) -> None:
        """The held connection ends while nothing runs on it: so does the session, and takes no more messages."""
        self.fail(FatalError(fields.get("M", "the server ended the connection"), sqlstate=fields.get("C")))

    def say_again(self) -> None:
        self.ride.say_again()

    def was_slow(self, link: Link) -> None:
        self.ride.was_slow()

    # ---- the pace

    def server_full(self) -> None:
        self.client.pause_reading()

    def server_drained(self) -> None:
        if not self.intake.is_pausing:
            self.client.resume_reading()

    def client_full(self) -> None:
        """The client takes no more for now: neither does the session."""
        link = self.lease
        if link is None:
            return
        if link.group is not None:
            link.group.lanes.clear_behind(link)
        self._paused = link
        link.connection.pause_reading()

    def client_drained(self) -> None:
        self._let_flow()

    def _let_flow(self) -> None:
        link, self._paused = self._paused, None
        if link is not None:
            link.connection.resume_reading()

    # ---- state that statements change

    @property
    def status(self) -> int:
        return self.transaction.status

    @property
    def current_choice(self) -> Choice | None:
        return self.variables.current_choice(self.transaction)

    def refuse(self, error: ProxyError) -> None:
        """Answers a simple query with an error; a transaction under way is failed by it, as a server would."""
        if self.transaction.is_open:
            self.transaction.is_failed = True
        self.client_write(backend.error_response(error) + backend.ready_for_query(self.status))

    def plan(self, text: bytes, context: Context | None = None) -> Plan:
        """A plan that is not among those of this context, or of another, yet."""
        if self.long_texts and text in self.long_texts:
            return long_message.plan(self, text, context or self.context)
        planner = self.instance.planner
        if context is not None:
            return planner.plan(text, context)
        return planner.plan(text, self.context, self.shapes, self.transaction.bound_by)

    def context_changed(self) -> None:
        """Something that decisions depend on has changed."""
        seen = self._contexts.current()
        self.context = seen.context
        self.plans = seen.plans
        self.shapes = seen.shapes

    def settings_changed(self, on_server: dict[str, str] | None = None) -> None:
        """The variables have changed; the leased server has the same settings, or those of `on_server`."""
        if self.lease is not None:
            self.lease.settings = self.variables.settings if on_server is None else on_server
        self.context_changed()

    def end_transaction(self, keep_settings: bool) -> None:
        """The transaction is over for the client; a rollback takes its settings back, as the server has done."""
        transaction = self.transaction
        if transaction.is_open and not keep_settings:
            self.variables.go_back_to(transaction.settings_before)
            if self.lease is not None:
                self.lease.settings = self.variables.settings
        transaction.end()
        self.variables.local = NOTHING

    def discard_all(self) -> None:
        """DISCARD ALL: the session is as it was after start-up; pinned connections are cleaned and given back."""
        self.variables.discard()
        self.statements.clear()
        self.bodies.clear()
        self.pins.clear()
        endings.clean_pinned(self)
        self.context_changed()


def _parse_again(session: Session, text: bytes, message: bytes) -> None:
    session.message(PARSE, message, 0, len(message))

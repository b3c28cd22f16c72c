"""One client's conversation: messages in, a route for each, replies out; the only owner of the session's state.

Everything here runs synchronously inside `client_data` or inside a link's `replies`. Where a server connection must be
waited for, the session stops taking messages and goes on when `lease_ready` calls. May be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from proxy.config import LimitSettings
from proxy.errors import FatalError, FeatureNotSupported, InFailedTransaction, ProtocolViolation, ProxyError
from proxy.pool.holder import Holder
from proxy.pool.link import FORWARD as FORWARD_ENTRY
from proxy.pool.link import SKIP as SKIP_ENTRY
from proxy.pool.link import Entry, Link
from proxy.routing.route import Choice, Context
from proxy.session import commands, elsewhere, endings, local, several_end
from proxy.session.branches import Branches
from proxy.session.extended import Batch
from proxy.session.greeting import Greeting
from proxy.session.identity import Client, Identity
from proxy.session.instance import Instance
from proxy.session.movable import MOVES, MOVES_WITHOUT_SNAPSHOT
from proxy.session.observer import Observer
from proxy.session.plan import EMPTY, FORWARD, LOCAL, REFUSE, SKIP, Plan
from proxy.session.prepared import ClientStatement
from proxy.session.ride import Ride
from proxy.session.settings import differences
from proxy.session.transaction import Transaction
from proxy.session.variables import Variables
from proxy.session.waiting import Query, Waiting, WholeBatch
from proxy.sql.statement import Kind, TransactionCommand, TransactionVerb
from proxy.telemetry.trace import Trace
from proxy.wire import backend, frontend
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

if TYPE_CHECKING:
    from mypy_extensions import i64

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
        self._longest_message: int = limits.message_size
        self.limits = limits
        self.clock = clock
        self.connected_at = clock()
        self._entry = Entry(FORWARD_ENTRY, self, None)
        # From start to end, or until it is lost: the connection whose process id the client was told
        self.home: Link | None = None
        # Until the next reload
        self.instance = instance
        self.session_pooled = identity.session_pooled or instance.session_pooled
        # Changed by SET and RESET
        self.variables = Variables(identity)
        # Prepared by the protocol
        self.statements: dict[bytes, ClientStatement] = {}
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
        self.saw_error = False
        self.under_way: list[Plan] = []
        self.last_plan: Plan | None = None
        self.wrote_at = 0.0
        self.answered_at = self.connected_at
        self.waiting: Waiting | None = None
        self._out: list[bytes] = []
        self._paused: Link | None = None
        self._reported: dict[str, str] | None = None
        """The parameters of a connection that the client is known to have been told."""
        self.ride = Ride(self)
        self._buffer = bytearray()
        self._needed = 0
        self._reading_paused = False
        self.greeting: Greeting | None = None
        self._next_instance: Instance | None = None
        self._ending: ProxyError | None = None
        self.batch = Batch(self)
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

    def begin(self) -> None:
        """The client has been greeted: its messages are taken from now on."""
        self.greeting = None
        self.is_started = True
        self.go_on()

    def fail(self, error: ProxyError) -> None:
        """Tells the client why and ends the connection."""
        if self.is_ended:
            return
        self.client_write(backend.error_response(error))
        self.client.close()
        self.client_lost()

    def end_if_idle_in_transaction(self, longest: float) -> None:
        """Ends a session (25P03) whose client has left a server's transaction open and silent for `longest` seconds."""
        is_waiting_for_client = self.transaction.is_open and self.lease is not None and not self.outstanding
        if is_waiting_for_client and self.clock() - self.answered_at > longest:
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
        self._buffer.clear()
        self._let_flow()
        endings.leave(self)

    def cancel(self) -> None:
        """The client asks to cancel what it runs now; without effect when nothing runs."""
        endings.cancel(self)

    def adopt(self, instance: Instance) -> None:
        """Moves to reloaded rules now, or when the transaction under way has ended."""
        if self.transaction.is_open or self.outstanding or self.waiting is not None or self.pinned:
            self._next_instance = instance
            return
        self._next_instance = None
        self.instance = instance
        self.context_changed()

    # ---- from the client

    def client_data(self, data: bytes) -> None:
        """Bytes of any length, cut anywhere."""
        if self.is_ended:
            return
        if self._buffer:
            self._buffer += data
            if self._is_blocked():
                self._hold_back()
                return
            if len(self._buffer) < self._needed:
                return
            data = bytes(self._buffer)
            self._buffer.clear()
        elif self._is_blocked():
            self._buffer += data
            self._hold_back()
            return
        try:
            self._consume(data)
        except FatalError as error:
            self.fail(error)

    def _is_blocked(self) -> bool:
        if self.waiting is not None or not self.is_started:
            return True
        return self.outstanding and not self.copy_in and not self.batch.is_unsynced

    def _hold_back(self) -> None:
        if len(self._buffer) > _BACKLOG and not self._reading_paused:
            self._reading_paused = True
            self.client.pause_reading()

    def go_on(self) -> None:
        """Takes up the messages that came while the session could not."""
        while self._buffer and not self._is_blocked() and not self.is_ended and len(self._buffer) >= self._needed:
            before = len(self._buffer)
            data = bytes(self._buffer)
            self._buffer.clear()
            try:
                self._consume(data)
            except FatalError as error:
                self.fail(error)
                return
            if len(self._buffer) >= before:
                break
        if self._reading_paused and len(self._buffer) <= _BACKLOG:
            self._reading_paused = False
            self.client.resume_reading()

    def _consume(self, data: bytes) -> None:
        position: i64 = 0
        size: i64 = len(data)
        self._needed = 5
        while size - position >= 5:
            length: i64 = (
                (data[position + 1] << 24) | (data[position + 2] << 16) | (data[position + 3] << 8) | data[position + 4]
            )
            if length < 4 or length > self._longest_message:
                raise ProtocolViolation(f"invalid message length {length}")
            end: i64 = position + 1 + length
            if end > size:
                self._needed = end - position
                break
            self._message(data[position], data, position, end)
            position = end
            if self.is_ended:
                return
            if self._is_blocked():
                self._needed = 5
                break
        if position < size:
            # Messages that came while this one ran are behind what is left here.
            self._buffer[:0] = data[position:]
        self.batch.hurry()
        self.flush()

    def _message(self, code: int, data: bytes, position: int, end: int) -> None:
        if self.copy_in and code != TERMINATE:
            self._copy_message(code, data[position:end])
        elif code == QUERY:
            text = data[position + 5 : end - 1]
            if data[end - 1] != 0 or b"\0" in text:
                raise ProtocolViolation("invalid string in Query message")
            self._query(text, data if position == 0 and end == len(data) else data[position:end])
        elif code in (BIND, EXECUTE, DESCRIBE, PARSE, CLOSE):
            self.batch.add(code, data[position + 5 : end])
        elif code == SYNC:
            self.batch.synced()
        elif code == FLUSH:
            self.batch.flushed()
        elif code == TERMINATE:
            self.client.close()
            self.client_lost()
        elif code in (COPY_DATA, COPY_DONE, COPY_FAIL):
            return  # They were under way when the copy failed; a server drops them as well.
        elif code == FUNCTION_CALL:
            self.refuse(
                FeatureNotSupported(
                    "onedsn does not forward FunctionCall messages",
                    hint="Call the function in a SELECT statement.",
                )
            )
        else:
            raise ProtocolViolation(f"invalid frontend message type {code}")

    def _copy_message(self, code: int, message: bytes) -> None:
        if code not in (COPY_DATA, COPY_DONE, COPY_FAIL, SYNC, FLUSH):
            raise ProtocolViolation(f"unexpected message type {code} during COPY from stdin")
        self._out.append(message)
        if code in (COPY_DONE, COPY_FAIL) and self.batch.is_unsynced:
            # Without the Sync that a server in COPY mode reads over: the next one ends the batch.
            self.copy_in = False

    # ---- simple queries

    def _query(self, text: bytes, message: bytes) -> None:
        self.query_count += 1
        plan = self.plans.get(text)
        if plan is None:
            plan = self.plan(text)
        action = plan.action
        if self.transaction.is_failed and not self.ends_failure(plan):
            if self.lease is None or self.lease.status != FAILED_TRANSACTION:
                self.refuse(InFailedTransaction())
                return
        elif action == FORWARD:
            pass
        elif action == LOCAL and plan.statement is not None:
            self._local_query(plan, text, message)
            return
        elif action == REFUSE and plan.route.refused is not None:
            self.refused_by_rules(plan, plan.route.refused)
            self.refuse(plan.route.refused)
            return
        elif action == SKIP and plan.statement is not None:
            self._skip_query(plan)
            return
        elif action == EMPTY:
            self.client_write(backend.EMPTY_QUERY_RESPONSE + backend.ready_for_query(self.status))
            return
        self._run(plan, message)

    def ends_failure(self, plan: Plan) -> bool:
        command = None if plan.statement is None else plan.statement.command
        return isinstance(command, TransactionCommand) and command.verb in (
            TransactionVerb.COMMIT,
            TransactionVerb.ROLLBACK,
            TransactionVerb.ROLLBACK_TO,
        )

    def _local_query(self, plan: Plan, text: bytes, message: bytes) -> None:
        assert plan.statement is not None
        if several_end.commits(self, plan.statement.command):
            several_end.Committing(self, plan.statement.command).start()
            return
        try:
            answer = commands.answer(self, plan.statement, text)
        except ProxyError as error:
            self.refuse(error)
            return
        if answer is not None:
            self.client_write(answer.whole() + backend.ready_for_query(self.status))
            return
        command = plan.statement.command
        if (
            isinstance(command, TransactionCommand)
            and command.verb is TransactionVerb.COMMIT
            and self.transaction.is_failed
        ):
            # The server never noticed the refusal that failed this transaction; it must not commit the rest.
            message = frontend.query(b"ROLLBACK")
        self._run(plan, message)

    def _skip_query(self, plan: Plan) -> None:
        assert plan.statement is not None
        if plan.statement.kind is Kind.COPY_IN:
            self.refuse(
                FeatureNotSupported(plan.route.skip[0], hint="Set `elsewhere: refuse`, or load it where it belongs.")
            )
            return
        answer = local.skipped(plan.statement.tag, plan.route.skip)
        if self.observer is not None:
            self.observer.skipped(plan, answer.tag)
        self.client_write(answer.whole() + backend.ready_for_query(self.status))

    def _run(self, plan: Plan, message: bytes) -> None:
        link = self.lease
        if link is None:
            try:
                link = self.seat(plan, message)
            except ProxyError as error:
                self.refuse(error)
                return
            if link is None:
                return
        elif self.several is not None or not self.is_at_home(plan, link):
            try:
                link = elsewhere.seat(self, plan, message, link)
            except ProxyError as error:
                self.refuse(error)
                return
            if link is None:
                return
        self.run_on(plan, message, link)

    def run_alone(self, plan: Plan, message: bytes) -> None:
        """The same for a statement that has left a lane."""
        try:
            link = self.take(self.database_for(plan), plan, message)
        except ProxyError as error:
            self.refuse(error)
            return
        if link is not None:
            self.run_on(plan, message, link)

    def run_on(self, plan: Plan, message: bytes, link: Link) -> None:
        if link.settings is not self.variables.settings and link.group is None:
            self.bring_settings(link)
        self.note(plan, link)
        if plan.is_plain:
            link.expect_whole(self._entry)
            if self._out:
                self._out.append(message)
            else:
                link.send(message)
        else:
            self.batch.run_query(plan, message, link)
        self.outstanding = True
        # A simple query ends a batch that was only flushed, as it does in a server.
        self.batch.is_unsynced = False
        if self.transaction.is_open and self.transaction.bound is None:
            self.bind(plan, link)

    # ---- leases

    def bind(self, plan: Plan, link: Link) -> None:
        """The transaction stays where this statement runs, unless nothing of it depends on where that is."""
        if plan.moves == MOVES or (plan.moves == MOVES_WITHOUT_SNAPSHOT and not self.transaction.has_snapshot):
            return
        self.transaction.bind(link.database, plan.text)
        self.context_changed()

    def database_for(self, plan: Plan) -> str:
        """The database that this plan's route prefers now."""
        if plan.unbound or not plan.route.databases:
            if self.pinned:
                return next(iter(self.pinned))
            choice = self.current_choice
            return self.instance.default if choice is None else choice.database
        return self.instance.choose(plan.route, self.wrote_at, self.pinned)

    def is_at_home(self, plan: Plan, link: Link) -> bool:
        """Whether the leased connection may run this plan: a routed read may, wherever the same data is."""
        route = plan.route
        if plan.unbound or not route.databases or link.database in route.databases:
            return True
        if plan.may_write or route.reason.startswith("explicit"):
            return False
        sources = self.instance.sources
        return any(sources[name] == sources[link.database] for name in route.databases)

    def seat(self, plan: Plan, message: bytes) -> Link | None:
        """A turn on a lane or a lease for this plan; None where one must be waited for (see `take`)."""
        database = plan.only_database
        if database is None or self.pinned:
            database = self.database_for(plan)
        if plan.rides and not (self.pinned or self.session_pooled or self.transaction.is_open):
            lanes = self.instance.pool(database).lanes
            if lanes is not None:
                lane = self.ride.board(plan, lanes, message)
                if lane is not None:
                    self.lease = lane
                    if lane.parameters is not self._reported:
                        self.report_parameters(lane)
                    return lane
        return self.take(database, plan, message)

    def take(self, database: str, plan: Plan, message: bytes) -> Link | None:
        """The lease of a connection to `database`; None where it must be waited for. Then the session goes on by itself
        with the query `message`, or with the batch, for which `message` is empty."""
        link = self.pinned.get(database)
        if link is None:
            pool = self.instance.pool(database)
            link = pool.acquire_nowait(self.home)
            if link is None:
                self.waiting = Query(self, pool, plan, message) if message else WholeBatch(self, pool)
                pool.wait(self)
                return None
        self.hold(link)
        return link

    def hold(self, link: Link) -> None:
        """The lease is this connection, brought to the session's settings and into its transaction."""
        link.holder = self
        self.lease = link
        self.ride.leased()
        if self.transaction.is_open:
            elsewhere.begin_on(self, link)
            self.context_changed()
        elif link.settings is not self.variables.settings:
            self.bring_settings(link)
        elif link.parameters is not self._reported:
            self.report_parameters(link)

    def bring_settings(self, link: Link) -> None:
        self.add_before(link, differences(link.settings, self.variables.settings))
        link.settings = self.variables.settings

    def add_before(self, link: Link, text: str | None) -> None:
        """A query string of the proxy's own, whose reply nobody hears."""
        if text is not None:
            link.expect(SKIP_ENTRY)
            self._out.append(frontend.query(text.encode("utf-8", "surrogateescape")))

    def report_parameters(self, link: Link) -> None:
        """Another server may report other values; the client is told what changed."""
        if link.parameters is self._reported:
            return
        self._reported = link.parameters
        for name, value in link.parameters.items():
            if self.known.get(name) != value:
                self.known[name] = value
                self.client_write(backend.parameter_status(name, value))

    def lease_ready(self, link: Link) -> None:
        """The pool has a connection for the statement that waits."""
        waiting, self.waiting = self.waiting, None
        if self.is_ended or waiting is None:
            link.pool.release(link)
            return
        self.hold(link)
        waiting.go_on()
        self.flush()
        self.go_on()

    def lease_failed(self, error: ProxyError) -> None:
        """No connection could be had; the statement that waits is refused, the session lives on."""
        waiting, self.waiting = self.waiting, None
        if self.is_ended or waiting is None:
            return
        if self.several is not None and self.lease is None:
            self.several.go_back()
        waiting.refuse(error)
        self.go_on()

    def flush(self) -> None:
        """What was added by `send` leaves for the leased connection."""
        if not self._out:
            return
        data = self._out[0] if len(self._out) == 1 else b"".join(self._out)
        self._out.clear()
        if self.lease is not None:
            self.lease.send(data)

    def send(self, message: bytes) -> None:
        """Adds a message to what leaves for the leased connection at the end of this turn."""
        self._out.append(message)

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

    # ---- from the server (see Holder)

    def client_write(self, data: bytes) -> None:
        if not self.is_ended:
            self._write_to_client(data)

    def copy_in_begun(self) -> None:
        self.copy_in = True
        if self._buffer:
            # Some clients send their data without waiting for CopyInResponse.
            self.go_on()

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        self.saw_error = True
        if self.batch.is_unsynced:
            self.copy_in = False
        if self.lease is not None:
            endings.failed(self, link, entry, fields)

    def parse_failed(self, name: bytes) -> None:
        self.statements.pop(name, None)

    def exchange_done(self, link: Link, status: int) -> None:
        """The server has answered everything and says in which state the transaction is."""
        if not self.outstanding or self.is_ended:
            return
        self.outstanding = False
        self.copy_in = False
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
        if self._ending is not None or self._next_instance is not None or self._buffer:
            self.between_exchanges()

    def between_exchanges(self) -> None:
        """What had to wait for the end of one: the session's own, other rules, the next message."""
        if self._ending is not None:
            self.end_when_idle(self._ending)
        if self._next_instance is not None:
            self.adopt(self._next_instance)
        if self._buffer:
            self.go_on()

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
                text = plan.text[statement.start : statement.end].encode("utf-8", "surrogateescape")
                commands.settle(self, statement, text, link.database)
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
        if self.pins or self.session_pooled:
            self.pinned[link.database] = link
            return
        if self.pinned:
            for other in self.pinned.values():
                if other is not link:
                    other.release()
            self.pinned.clear()
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
        self._out.clear()

    def server_lost(self, link: Link, error: ProxyError) -> None:
        endings.server_lost(self, link, error)

    def home_lost(self, error: ProxyError) -> None:
        """The connection whose process id the client was told is gone."""
        endings.home_lost(self, error)

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
        if not self._reading_paused:
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

    def plan(self, text: bytes) -> Plan:
        """A plan that is not among those of this context yet."""
        return self.instance.planner.plan(text, self.context, self.shapes)

    def context_changed(self) -> None:
        """Something that decisions depend on has changed."""
        self.context = self.variables.context(self.transaction)
        self.plans = self.instance.planner.plans(self.context)
        self.shapes = self.instance.planner.shapes(self.context)

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
        self.variables.local_search_path = None

    def discard_all(self) -> None:
        """DISCARD ALL: the session is as it was after start-up; pinned connections are cleaned and given back."""
        self.variables.discard()
        self.statements.clear()
        self.pins.clear()
        endings.clean_pinned(self)
        self.context_changed()

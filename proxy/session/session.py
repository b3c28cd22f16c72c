"""One client's conversation: messages in, a route for each, replies out; the only owner of the session's state.

Everything here runs synchronously inside `client_data` or inside a link's `replies`. Where a server connection must be
waited for, the session stops taking messages and goes on when `lease_ready` calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from struct import Struct
from typing import Final, Protocol

from proxy.config import LimitSettings
from proxy.errors import (
    FatalError,
    FeatureNotSupported,
    InFailedTransaction,
    ProtocolViolation,
    ProxyError,
)
from proxy.pool.link import FORWARD as FORWARD_ENTRY
from proxy.pool.link import SKIP as SKIP_ENTRY
from proxy.pool.link import SKIP_STEP, Link
from proxy.routing.route import Choice, Context, LookUps, TransactionMode
from proxy.session import commands, local
from proxy.session.drain import Drain
from proxy.session.extended import Batch, ClientStatement
from proxy.session.instance import Instance
from proxy.session.observer import Observer
from proxy.session.plan import EMPTY, FORWARD, LOCAL, REFUSE, SKIP, Plan
from proxy.session.settings import differences, from_startup
from proxy.session.transaction import Transaction
from proxy.sql.statement import Kind, PreparedCommand, TransactionCommand, TransactionVerb
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

_LENGTH: Final = Struct("!I")
_NO_PARAMETERS: Final = frontend.Bind(b"", b"", (), (), ())
_BATCH_CODES: Final = (PARSE, BIND, DESCRIBE, EXECUTE, CLOSE)
_COPY_CODES: Final = (COPY_DATA, COPY_DONE, COPY_FAIL)
_TERMINATION: Final = 5.0
"""Seconds in which the loss of a connection is put down to a client's pg_terminate_backend()."""
_BACKLOG: Final = 256 * 1024
"""Bytes of further messages kept while one is under way, before the client is asked to wait."""


class Client(Protocol):
    """The client's side of the wire, as the listener gives it."""

    def write(self, data: bytes) -> None: ...

    def close(self) -> None:
        """After what was written has left."""

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def known_as(self, process_id: int) -> bool:
        """Makes this the process id of the client's cancel requests; False where another client has it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is on the other side, once start-up is over."""

    user: str
    process_id: int
    secret: bytes
    parameters: Mapping[str, str]
    choice: Choice | None = None
    session_pooled: bool = False


class Session:
    """See the module. `clock` gives seconds; `defer` runs a callable on the next turn of the event loop."""

    def __init__(
        self,
        client: Client,
        instance: Instance,
        identity: Identity,
        limits: LimitSettings,
        clock: Callable[[], float],
        trace: Trace | None = None,
    ) -> None:
        # For the life of the connection
        self.client = client
        self.identity = identity
        self.limits = limits
        self.clock = clock
        self.connected_at = clock()
        self.startup_settings = from_startup(identity.parameters)
        self.session_pooled = identity.session_pooled or instance.session_pooled
        self.observer = Observer(self, trace, client.write) if trace is not None and trace.is_active else None
        self.client_write = client.write if self.observer is None else self.observer.write
        # Until the next reload
        self.instance = instance
        # Changed by SET and RESET
        self.settings: dict[str, str] = self.startup_settings
        self.known: dict[str, str] = {}
        self.choice = identity.choice
        self.load = False
        self.local_search_path: tuple[str, ...] | None = None
        # Prepared by the protocol
        self.statements: dict[bytes, ClientStatement] = {}
        # For the transaction under way
        self.transaction = Transaction()
        self.lease: Link | None = None
        # While pinned
        self.pins: set[str] = set()
        self.pinned: dict[str, Link] = {}
        # From start to end, or until it is lost: the connection whose process id the client was told
        self.home: Link | None = None
        self.temporary: tuple[tuple[str, str], ...] = ()
        # For the exchange under way
        self.is_started = False
        self.is_ended = False
        self.outstanding = False
        self.copy_in = False
        self.saw_error = False
        self.under_way: list[Plan] = []
        self.wrote_at = 0.0
        self.answered_at = self.connected_at
        self.waiting_for: Callable[[], None] | None = None
        self._waiting_in: str | None = None
        self._out: list[bytes] = []
        self._paused: Link | None = None
        # For the statement under way that rides a lane, or might the next time
        self._timed: Plan | None = None
        self._lane_wanted = False
        self._sent_at = 0.0
        self._riding: tuple[Plan, bytes] | None = None
        self._lane_key: frozenset[tuple[str, str]] = frozenset()
        self._lane_key_of: dict[str, str] | None = None
        self._buffer = bytearray()
        self._needed = 0
        self._reading_paused = False
        self._retiring_instance: Instance | None = None
        self._ending: ProxyError | None = None
        self.batch = Batch(self)
        self.query_count = 0
        self._contexts: dict[tuple[TransactionMode, str | None], tuple[Context, dict[bytes, Plan]]] = {}
        self.context: Context
        self.plans: dict[bytes, Plan]
        self.shapes: dict[bytes, Plan]
        self.context_changed()

    # ---- start and end

    def start(self) -> None:
        """Begins the conversation: ParameterStatus, BackendKeyData, ReadyForQuery, as the default database reports."""
        try:
            pool = self.instance.pool(self.instance.default)
        except ProxyError as error:
            self.fail(FatalError(error.message, sqlstate=error.code))
            return
        link = pool.acquire_nowait()
        if link is not None:
            self._begin_conversation(link)
            return
        self.waiting_for = lambda: None
        self._waiting_in = pool.name
        pool.wait(self)

    def _begin_conversation(self, link: Link) -> None:
        self.known = dict(link.parameters)
        text = differences(link.settings, self.settings)
        if text is None:
            self._greet(link)
            link.pool.release(link)
            self._go_on()
            return
        # Only the server knows whether these values are right, and how it reports them.
        link.holder = self
        self.lease = link
        link.settings = self.settings
        self.outstanding = True
        link.expect(SKIP_ENTRY)
        link.send(frontend.query(text.encode("utf-8", "surrogateescape")))

    def _greet(self, link: Link) -> None:
        process_id = self._move_in(link)
        self.is_started = True
        parts = [backend.parameter_status(name, value) for name, value in self.known.items()]
        parts.append(backend.backend_key_data(process_id, self.identity.secret))
        parts.append(backend.READY_IDLE)
        self.client_write(b"".join(parts))

    def _move_in(self, link: Link) -> int:
        """The process id to tell the client: that of a server connection which is nobody else's, while there is one.

        What the client asks about it (pg_stat_activity, pg_locks, pg_terminate_backend) is then true of its own work.
        """
        process_id: int = link.connection.process_id
        if link.owner is not None or not self.client.known_as(process_id):
            return self.identity.process_id
        link.owner = self
        self.home = link
        return process_id

    def home_lost(self, error: ProxyError) -> None:
        """A client whose process id somebody terminates ends, as it would without a proxy; otherwise it lives on."""
        home, self.home = self.home, None
        recently = self.clock() - self.instance.terminated_at < _TERMINATION
        if error.code == "57P01" and recently and not self.is_ended and (home is None or home.holder is not self):
            self.fail(FatalError(error.message, sqlstate=error.code))

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
        if not (self.transaction.is_open or self.outstanding or self.waiting_for is not None):
            self.fail(error)

    def client_lost(self) -> None:
        """The client is gone: what it had begun is rolled back, its connections are cleaned and given back."""
        if self.is_ended:
            return
        self.is_ended = True
        if self.observer is not None:
            self.observer.lost("08006")
        if self.home is not None:
            self.home.owner = None
            self.home = None
        self._forget_waiting()
        self._buffer.clear()
        links = set(self.pinned.values())
        if self._paused is not None:
            self._paused.connection.resume_reading()
        if self.lease is not None and self.lease.turns is not None:
            self.lease.lanes.leave(self.lease, self)
            self.lease = None
        elif self.lease is not None:
            links.add(self.lease)
        for link in links:
            if link is self.lease and self.batch.is_unsynced:
                link.pool.discard(link)
                continue
            Drain(link, begun=link is self.lease and self.outstanding, copying=self.copy_in, pinned=bool(self.pins))
        self.lease = None
        self.pinned.clear()

    def _forget_waiting(self) -> None:
        if self.waiting_for is not None and self._waiting_in is not None:
            pool = self.instance.pools.get(self._waiting_in)
            if pool is not None:
                pool.forget(self)
        self.waiting_for = None

    def cancel(self) -> None:
        """The client asks to cancel what it runs now; without effect when nothing runs."""
        if self.waiting_for is not None and self.is_started:
            self._forget_waiting()
            self.lease_failed(ProxyError("canceling statement due to user request", sqlstate="57014"))
            return
        link = self.lease
        if link is None or not self.outstanding:
            return
        # A late cancel must not meet the next session's statement on this connection.
        if link.turns is not None:
            if link.holder is not self:
                return
            link.lanes.clear_behind(link)
        link.retired = True
        link.connection.cancel()

    def adopt(self, instance: Instance) -> None:
        """Moves to reloaded rules now, or when the transaction under way has ended."""
        if self.transaction.is_open or self.outstanding or self.waiting_for is not None or self.pinned:
            self._retiring_instance = instance
            return
        self._retiring_instance = None
        self.instance = instance
        self.context_changed()

    # ---- from the client

    def client_data(self, data: bytes) -> None:
        """Bytes of any length, cut anywhere."""
        if self.is_ended:
            return
        if self._buffer:
            self._buffer += data
            if self._is_blocked:
                self._hold_back()
                return
            if len(self._buffer) < self._needed:
                return
            data = bytes(self._buffer)
            self._buffer.clear()
        elif self._is_blocked:
            self._buffer += data
            self._hold_back()
            return
        try:
            self._consume(data)
        except FatalError as error:
            self.fail(error)

    @property
    def _is_blocked(self) -> bool:
        if self.waiting_for is not None or not self.is_started:
            return True
        return self.outstanding and not self.copy_in and not self.batch.is_unsynced

    def _hold_back(self) -> None:
        if len(self._buffer) > _BACKLOG and not self._reading_paused:
            self._reading_paused = True
            self.client.pause_reading()

    def _go_on(self) -> None:
        """Takes up the messages that came while the session could not."""
        while self._buffer and not self._is_blocked and not self.is_ended and len(self._buffer) >= self._needed:
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
        position = 0
        size = len(data)
        self._needed = 5
        while size - position >= 5:
            length = _LENGTH.unpack_from(data, position + 1)[0]
            if length < 4 or length > self.limits.message_size:
                raise ProtocolViolation(f"invalid message length {length}")
            end = position + 1 + length
            if end > size:
                self._needed = end - position
                break
            self._message(data[position], data, position, end)
            position = end
            if self.is_ended:
                return
            if self._is_blocked:
                self._needed = 5
                break
        if position < size:
            # Messages that came while this one ran are behind what is left here.
            self._buffer[:0] = data[position:]
        self.batch.hurry()
        self._flush()

    def _message(self, code: int, data: bytes, position: int, end: int) -> None:
        if self.copy_in and code != TERMINATE:
            self._copy_message(code, data[position:end])
        elif code == QUERY:
            text = data[position + 5 : end - 1]
            if data[end - 1] != 0 or b"\0" in text:
                raise ProtocolViolation("invalid string in Query message")
            self._query(text, data[position:end])
        elif code in _BATCH_CODES:
            self.batch.add(code, data[position + 5 : end])
        elif code == SYNC:
            self.batch.synced()
        elif code == FLUSH:
            self.batch.flushed()
        elif code == TERMINATE:
            self.client.close()
            self.client_lost()
        elif code in _COPY_CODES:
            return  # Copy messages that were under way when the copy failed; a server drops them as well.
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
        if code not in _COPY_CODES and code not in (SYNC, FLUSH):
            raise ProtocolViolation(f"unexpected message type {code} during COPY from stdin")
        self._out.append(message)
        if code in (COPY_DONE, COPY_FAIL) and self.batch.is_unsynced:
            # Without the Sync that a server in COPY mode reads over: the next one ends the batch.
            self.copy_in = False

    # ---- simple queries

    def _query(self, text: bytes, message: bytes) -> None:
        self.query_count += 1
        plan = self.plans.get(text) or self.plan(text)
        action = plan.action
        if self.transaction.is_failed and not self.ends_failure(plan):
            if self.lease is None or self.lease.status != FAILED_TRANSACTION:
                self.refuse(InFailedTransaction())
                return
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

    def _run(self, plan: Plan, message: bytes, *, alone: bool = False) -> None:
        link = self.lease
        if link is None:
            try:
                database = self.database_for(plan)
                link = None if alone else self.board(plan, database, message)
                if link is None:
                    link = self.take(database)
            except ProxyError as error:
                self.refuse(error)
                return
            if link is None:
                self.waiting_for = lambda: self._run(plan, message)
                return
        elif not self.is_at_home(plan, link):
            self.refuse(self.elsewhere(plan, link))
            return
        if link.settings is not self.settings and link.turns is None:
            self.bring_settings(link)
        self.note(plan, link)
        if (plan.shows_prepared or self.executes_protocol_statement(plan)) and link.status != FAILED_TRANSACTION:
            self.batch.show_prepared_alone(link)
        if plan.route.look_ups is None or not self._look_up(plan, plan.route.look_ups, link, message):
            link.expect(FORWARD_ENTRY)
            self._out.append(message)
        self.outstanding = True
        # A simple query ends a batch that was only flushed, as it does in a server.
        self.batch.is_unsynced = False
        if self.transaction.is_open and not self.transaction.bound_by:
            self.transaction.bound_by = plan.text[:200]
            self.context_changed()

    def _look_up(self, plan: Plan, look_ups: LookUps, link: Link, message: bytes) -> bool:
        """Sends the simple query as a batch behind its look-ups; False where nothing must be looked up."""
        if link.status == FAILED_TRANSACTION or plan.statement is None:
            return False
        questions = look_ups(_NO_PARAMETERS, ())
        if not questions:
            return False
        self.batch.run_behind(questions, message[5:-1], plan.statement.returns_rows, link)
        return True

    # ---- lanes

    def board(self, plan: Plan, database: str, message: bytes) -> Link | None:
        """A turn on a lane of `database` where this plan may ride one; None where it gets a connection of its own.

        `message` is what `say_again` would say; empty for a batch, which keeps its own.
        """
        self._timed = None
        if not plan.rides or self.pinned or self.session_pooled or self.transaction.is_open:
            return None
        lanes = self.instance.pool(database).lanes
        if lanes is None:
            return None
        self._timed = plan
        self._sent_at = self.clock()
        if not plan.may_ride(self._sent_at):
            return None
        if self._lane_key_of is not self.settings:
            self._lane_key_of = self.settings
            self._lane_key = frozenset(self.settings.items())
        lane = lanes.pick(self._lane_key)
        if lane is None:
            return None
        self.lease = lane
        self._riding = (plan, message)
        lanes.board(lane, self)
        if lane.parameters != self.known:
            self._report_parameters(lane)
        return lane

    def say_again(self) -> None:
        """The lane is slow or lost and has answered nothing of this statement: it runs on a connection of its own."""
        riding = self._riding
        self._forget_exchange()
        if riding is None or self.is_ended:
            return
        plan, message = riding
        if message:
            self._run(plan, message, alone=True)
        else:
            self.batch.say_again()
        self._flush()

    def _forget_exchange(self) -> None:
        if self.observer is not None:
            self.observer.taken_back()
        self._riding = None
        self.lease = None
        self.outstanding = False
        self.saw_error = False
        self.under_way.clear()

    def _learn(self, link: Link) -> None:
        plan = self._timed
        self._timed = None
        if plan is None:
            return
        lanes = link.pool.lanes
        now = self.clock()
        on_lane = link.turns is not None
        plan.learn(lanes.is_slow(link.turn_seconds if on_lane else now - self._sent_at, on_lane), now)
        self._lane_wanted = plan.may_ride(now)

    def _makes_lane(self, link: Link) -> bool:
        """Whether the connection given back becomes a lane for statements like the one it has just run."""
        lanes = link.pool.lanes
        if lanes is None or not self._lane_wanted or link.settings is not self.settings:
            return False
        return bool(lanes.adopt(link, frozenset(self.settings.items())))

    def executes_protocol_statement(self, plan: Plan) -> bool:
        """Whether SQL's EXECUTE names what the client has prepared by the protocol: servers know it by another name."""
        command = None if plan.statement is None else plan.statement.command
        if not isinstance(command, PreparedCommand) or command.verb != "execute" or command.name is None:
            return False
        return command.name.encode() in self.statements

    # ---- leases

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

    def elsewhere(self, plan: Plan, link: Link) -> ProxyError:
        """What is said of a statement for another database than the transaction's."""
        wanted = " or ".join(f'"{name}"' for name in plan.route.databases)
        return FeatureNotSupported(
            f'this transaction runs on database "{link.database}", the statement belongs to {wanted}',
            detail=f"The transaction was bound by: {self.transaction.bound_by}",
            hint="End the transaction first, or choose one database for all of it with SET LOCAL onedsn.using.",
        )

    def take(self, database: str) -> Link | None:
        """The lease of a connection to `database`, or None: then this session waits and `lease_ready` goes on."""
        link = self.pinned.get(database)
        if link is None:
            pool = self.instance.pool(database)
            link = pool.acquire_nowait(self.home)
            if link is None:
                self._waiting_in = database
                pool.wait(self)
                return None
        self._hold(link)
        return link

    def _hold(self, link: Link) -> None:
        link.holder = self
        self.lease = link
        if self._timed is not None:
            # The wait for a connection says nothing about the statement.
            self._sent_at = self.clock()
        if link.settings is not self.settings:
            self.bring_settings(link)
        elif link.parameters != self.known:
            self._report_parameters(link)
        deferred = self.transaction.take_deferred()
        if deferred is not None:
            link.expect(SKIP_ENTRY)
            self._out.append(frontend.query(deferred))
        if self.transaction.is_open:
            self.context_changed()

    def bring_settings(self, link: Link) -> None:
        text = differences(link.settings, self.settings)
        link.settings = self.settings
        if text is not None:
            link.expect(SKIP_ENTRY)
            self._out.append(frontend.query(text.encode("utf-8", "surrogateescape")))

    def _report_parameters(self, link: Link) -> None:
        """Another server may report other values; the client is told what changed."""
        for name, value in link.parameters.items():
            if self.known.get(name) != value:
                self.known[name] = value
                self.client_write(backend.parameter_status(name, value))

    def lease_ready(self, link: Link) -> None:
        """The pool has a connection for the statement that waits."""
        resume = self.waiting_for
        self.waiting_for = None
        if self.is_ended or resume is None:
            link.pool.release(link)
            return
        if not self.is_started:
            self._begin_conversation(link)
            return
        self._hold(link)
        resume()
        self._flush()
        self._go_on()

    def lease_failed(self, error: ProxyError) -> None:
        """No connection could be had; the statement that waits is refused, the session lives on."""
        self.waiting_for = None
        if self.is_ended:
            return
        if not self.is_started:
            self.fail(FatalError(error.message, detail=error.detail, hint=error.hint, sqlstate=error.code))
            return
        if self.batch.is_pending:
            self.batch.refuse(error)
        else:
            self.refuse(error)
        self._go_on()

    def _flush(self) -> None:
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

    def note(self, plan: Plan, link: Link, *, is_step: bool = False) -> None:
        """Remembers that this plan is under way on this connection, for the counters and for `exchange_done`."""
        plan.calls += 1
        if plan.action != FORWARD:
            self.under_way.append(plan)
        if plan.may_write:
            self.wrote_at = self.clock()
            if plan.terminates:
                self.instance.terminated_at = self.clock()
        mode = plan.route.mode.value
        self.instance.count(link.database, mode)
        if self.observer is not None:
            self.observer.sent(plan, link.database, is_step=is_step)

    # ---- from the server

    def copy_in_begun(self) -> None:
        self.copy_in = True
        if self._buffer:
            # Some clients send their data without waiting for CopyInResponse.
            self._go_on()

    def server_error(self, entry: int, fields: Mapping[str, str]) -> None:
        """An ErrorResponse passed by; `entry` says whether it answers the client or something the proxy added."""
        self.saw_error = True
        code = fields.get("C", "")
        link = self.lease
        if link is None:
            return
        if self.batch.is_unsynced:
            self.copy_in = False
        if not self.is_started:
            link.retired = True
            self.fail(FatalError(fields.get("M", "the server refused a setting"), sqlstate=code))
            return
        if code in ("26000", "0A000"):
            # A prepared statement that the server dropped, or whose result has changed under it.
            self.instance.preparations.forget()
            link.prepared.clear()
        if entry in (SKIP_ENTRY, SKIP_STEP):
            link.retired = True
            link.settings = {}
            if entry == SKIP_ENTRY and fields.get("V") != "FATAL":
                self.client_write(
                    backend.error_response(
                        ProxyError(fields.get("M", "the server refused a setting of this session"), sqlstate=code)
                    )
                )

    def parse_failed(self, name: bytes) -> None:
        """The statement of that name was not prepared after all."""
        self.statements.pop(name, None)

    def exchange_done(self, link: Link, status: int) -> None:
        """The server has answered everything and says in which state the transaction is."""
        if not self.outstanding:
            return
        self.outstanding = False
        if not self.is_started:
            self._greet(link)
        self.copy_in = False
        if self.under_way:
            if not self.saw_error:
                self._settle(link)
            self.under_way.clear()
        self.batch.done()
        self.saw_error = False
        self._riding = None
        self._lane_wanted = False
        if self._timed is not None:
            self._learn(link)
        transaction = self.transaction
        if status == IDLE:
            if transaction.is_open:
                self.end_transaction(keep_settings=not transaction.is_failed)
                self.context_changed()
            self.let_go(link)
        else:
            was_open = transaction.is_open
            transaction.open(self.settings)
            transaction.is_failed = status == FAILED_TRANSACTION
            self.answered_at = self.clock()
            if not was_open:
                self.context_changed()
        if self._ending is not None:
            self.end_when_idle(self._ending)
        if self._retiring_instance is not None:
            self.adopt(self._retiring_instance)
        if self._buffer:
            self._go_on()

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
                commands.settle(self, statement, link.database)
            if plan.ddl:
                self.instance.preparations.forget()
                self.instance.on_ddl()

    def let_go(self, link: Link) -> None:
        self.lease = None
        if self._paused is not None:
            self._paused = None
            link.connection.resume_reading()
        if link.turns is not None:
            return
        if self.pins or self.session_pooled:
            self.pinned[link.database] = link
            return
        for other in self.pinned.values():
            if other is not link:
                other.holder = None
                other.pool.release(other)
        self.pinned.clear()
        link.holder = None
        self.batch.hide_prepared(link)
        if not self._makes_lane(link):
            link.pool.release(link)

    def server_lost(self, link: Link, error: ProxyError) -> None:
        """The connection under this session is gone; only what ran on it is."""
        self.pinned = {name: other for name, other in self.pinned.items() if other is not link}
        was_leased = link is self.lease
        if was_leased:
            self.lease = None
        if self.pins:
            # What was pinned cannot be made again: the client must know, as it would on a direct connection.
            self._end_with(link, error)
            return
        if not was_leased:
            return
        begun = self.outstanding
        self.outstanding = self.copy_in = self.saw_error = False
        self.under_way.clear()
        self._out.clear()
        was_open = self.transaction.is_open
        self.end_transaction(keep_settings=False)
        if begun or was_open:
            self._end_with(link, error)

    def server_ending(self, fields: Mapping[str, str]) -> None:
        """The held connection ends while nothing runs on it: so does the session, and takes no more messages."""
        self.fail(FatalError(fields.get("M", "the server ended the connection"), sqlstate=fields.get("C")))

    def _end_with(self, link: Link, error: ProxyError) -> None:
        if link.said_why:
            self.client.close()
            self.client_lost()
            return
        self.fail(FatalError(error.message, detail=error.detail, hint=error.hint, sqlstate=error.code))

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
        if link.turns is not None:
            link.lanes.clear_behind(link)
        self._paused = link
        link.connection.pause_reading()

    def client_drained(self) -> None:
        link, self._paused = self._paused, None
        if link is not None:
            link.connection.resume_reading()

    # ---- state that statements change

    @property
    def status(self) -> int:
        return self.transaction.status

    @property
    def current_choice(self) -> Choice | None:
        """The nearest explicit choice outside the statement itself."""
        if self.transaction.local_choice is not None:
            return Choice(self.transaction.local_choice, "SET LOCAL")
        return self.choice or self.identity.choice

    @property
    def reads_only_by_default(self) -> bool:
        value = self.settings.get("default_transaction_read_only", "").strip(" '\"").lower()
        return value in ("on", "true", "1", "yes")

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
        mode = self.transaction.mode
        bound = self.lease.database if self.lease is not None and self.transaction.is_open else None
        self.context = Context(
            user=self.identity.user,
            application=self._text_setting("application_name"),
            choice=self.current_choice,
            transaction=mode,
            bound=bound,
            search_path=self._search_path(),
            load=self.load,
            temporary=self.temporary,
            bound_by=self.transaction.bound_by,
        )
        self.plans = self.instance.planner.plans(self.context)
        self.shapes = self.instance.planner.shapes(self.context)

    def _text_setting(self, name: str) -> str:
        return self.settings.get(name, "").strip().strip("'")

    def _search_path(self) -> tuple[str, ...]:
        if self.local_search_path is not None:
            return self.local_search_path
        value = self.settings.get("search_path")
        if value is None:
            return ("public",)
        parts = (part.strip().strip("'").strip('"') for part in value.split(","))
        return tuple(part for part in parts if part and part != "$user")

    def change_setting(self, name: str, value: str) -> None:
        self._settings_are({**self.settings, name: value})

    def reset_setting(self, name: str) -> None:
        """The server went back to its own default; the client's is that of its start-up packet."""
        if self.lease is not None:
            self.lease.settings = {key: value for key, value in self.settings.items() if key != name}
        self.settings = {key: value for key, value in self.settings.items() if key != name}
        if name in self.startup_settings:
            self.settings[name] = self.startup_settings[name]
        elif self.lease is not None:
            self.lease.settings = self.settings
        self.context_changed()

    def reset_all_settings(self) -> None:
        kept = {name: value for name, value in self.settings.items() if name in ("role", "session_authorization")}
        if self.lease is not None:
            self.lease.settings = kept
        self.settings = {**self.startup_settings, **kept}
        self.context_changed()

    def server_went_back_to(self, settings: Mapping[str, str]) -> None:
        """After ROLLBACK TO: the server has undone the settings itself."""
        self._settings_are(dict(settings))

    def _settings_are(self, settings: dict[str, str]) -> None:
        self.settings = settings
        if self.lease is not None:
            self.lease.settings = settings
        self.context_changed()

    def end_transaction(self, keep_settings: bool) -> None:
        """The transaction is over for the client; a rollback takes its settings back, as the server has done."""
        transaction = self.transaction
        if transaction.is_open and not keep_settings:
            self.settings = dict(transaction.settings_before)
            if self.lease is not None:
                self.lease.settings = self.settings
        transaction.end()
        self.local_search_path = None

    def discard_all(self) -> None:
        """DISCARD ALL: the session is as it was after start-up; pinned connections are cleaned and given back."""
        self.settings = self.startup_settings
        self.choice = None
        self.load = False
        self.forget_statements()
        self.pins.clear()
        self.temporary = ()
        for link in self.pinned.values():
            Drain(link, begun=False, copying=False, pinned=True)
        self.pinned.clear()
        self.context_changed()

    def forget_statements(self) -> None:
        self.statements.clear()

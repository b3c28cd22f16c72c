"""One client's conversation: messages in, a route for each, replies out; the only owner of the session's state.

Everything here runs synchronously inside `client_data` or inside a link's `replies`. Where a server connection must be
waited for, the session stops taking messages and goes on when `lease_ready` calls. May be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from proxy.config import LimitSettings
from proxy.errors import FatalError, ProxyError
from proxy.pool.entry import FORWARD as FORWARD_ENTRY
from proxy.pool.entry import Entry
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.routing.route import Choice, Context
from proxy.session import (
    arrival,
    columns,
    copying,
    endings,
    exchange,
    homes,
    long_message,
    misrouted,
    simple,
)
from proxy.session.branches import Branches
from proxy.session.columns import Told
from proxy.session.contexts import Contexts
from proxy.session.copy_errands import Streaming
from proxy.session.executed import Executed
from proxy.session.extended import Batch
from proxy.session.greeting import Greeting
from proxy.session.identity import Client, Identity
from proxy.session.instance import Instance
from proxy.session.intake import Intake
from proxy.session.long_message import LongText, LongValues
from proxy.session.observer import Observer
from proxy.session.plan import Plan
from proxy.session.prepared import ClientStatement
from proxy.session.ride import Ride
from proxy.session.transaction import Transaction
from proxy.session.unwanted import UnwantedCopy
from proxy.session.variables import NOTHING, Variables
from proxy.session.waiting import Waiting
from proxy.telemetry.trace import Trace
from proxy.wire import backend


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
        self.long_values: dict[bytes, LongValues] = {}
        """The same for the values of a Bind, for as long as its batch and its transaction."""
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
        self.copied = 0
        """`query_count` when it last said so."""
        self.copy_check: Streaming | None = None
        self.unwanted: UnwantedCopy | None = None
        self.saw_error = False
        self.under_way: list[Plan] = []
        self.last_plan: Plan | None = None
        self.executed: Executed | None = None
        """What SQL's EXECUTE at hand runs, once it was looked at."""
        self.asked = b""
        """The query under way, where it may have to be said again elsewhere; empty for a batch, which keeps its own."""
        self.wrote_at = 0.0
        self.answered_at = self.connected_at
        self.waiting: Waiting | None = None
        self.out: list[bytes] = []
        self.paused: Link | None = None
        self.reported: dict[str, str] | None = None
        """The parameters of a connection that the client is known to have been told."""
        self.ride = Ride(self)
        self.greeting: Greeting | None = None
        self.next_instance: Instance | None = None
        self.ending: ProxyError | None = None
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
        endings.end_if_idle_in_transaction(self, longest)

    def end_when_idle(self, error: ProxyError) -> None:
        """Ends the session with `error`, now or as soon as its transaction is over."""
        self.ending = error
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
        self.let_flow()
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
            self.next_instance = instance
            return
        self.next_instance = None
        self.instance = instance
        endings.leave_old_pools(self)
        self.context_changed()

    def take_next(self) -> None:
        """What had to wait for the end of something: the session's own, other rules, the next message."""
        self.take_pending()
        if self.intake.has_more:
            self.intake.go_on()

    def take_pending(self) -> None:
        """The session's end and other rules, where they wait and nothing keeps them waiting any more."""
        if self.ending is not None:
            self.end_when_idle(self.ending)
        if self.next_instance is not None:
            self.adopt(self.next_instance)

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

    def takes_whole(self) -> bool:
        """Whether a batch in one piece may take the warm path: nothing is under way, and it stands for itself, or for a
        statement of the transaction that the lease is in and has heard all of."""
        lease, transaction = self.lease, self.transaction
        if lease is None:
            return not transaction.is_open and not self.pinned and self.batch.is_empty
        return (
            transaction.is_open
            and not transaction.is_failed
            and self.several is None
            and lease.group is None
            and lease.settings is self.variables.settings
            and not lease.queue
            and self.batch.is_empty
        )

    # ---- leases

    def lease_ready(self, link: Link) -> None:
        arrival.of_connection(self, link)

    def lane_ready(self, lane: Link) -> bool:
        return arrival.of_lane(self, lane)

    def lease_failed(self, error: ProxyError) -> None:
        arrival.failed(self, error)

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
        if plan.settles or (is_step and plan.is_commit):
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
        if isinstance(self.waiting, copying.Asked):
            self.waiting.over()
        elif self.intake.has_more:
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
        if isinstance(self.waiting, copying.Asked):
            self.waiting.over()

    def described(self, link: Link, told: Told, description: bytes) -> None:
        columns.read_in_passing(self, link, told, description)

    def parse_failed(self, name: bytes) -> None:
        self.statements.pop(name, None)

    def exchange_done(self, link: Link, status: int) -> None:
        exchange.done(self, link, status)

    def server_lost(self, link: Link, error: ProxyError) -> None:
        endings.server_lost(self, link, error)

    def home_lost(self, link: Link, error: ProxyError) -> None:
        """The connection whose process id the client was told is gone."""
        homes.home_lost(self, link, error)

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
        self.paused = link
        link.connection.pause_reading()

    def client_drained(self) -> None:
        self.let_flow()

    def let_flow(self) -> None:
        """The connection whose replies were not taken for a while speaks again."""
        link, self.paused = self.paused, None
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

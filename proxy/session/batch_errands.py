"""What the statements of an extended batch owe to their relations, from Bind to the end of the batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.pool.link import FORWARD, Link
from proxy.relations.errand import Errand, Parameters, errand, parameters_read
from proxy.relations.owed import Owed
from proxy.relations.parameters import lacks_types, read_parameters
from proxy.relations.questions import Question
from proxy.relations.steps import Ran, Run
from proxy.session import leases
from proxy.session.aside import Aside, Relay, close_transaction
from proxy.session.commit import pending_work
from proxy.session.errands import BEGIN, NAME, Errands, exchange
from proxy.session.executed import Executed, executed
from proxy.session.plan import Plan
from proxy.session.prepared import ClientStatement
from proxy.wire import frontend
from proxy.wire.codes import BIND, DESCRIBE, EXECUTE, FAILED_TRANSACTION, IDLE

if TYPE_CHECKING:
    from proxy.session.extended import Batch
    from proxy.session.session import Session

_MOST_AHEAD: Final = 5000
"""Executions of one statement that are asked for together."""
Messages = Sequence[tuple[int, bytes]]


class Suspended(Exception):
    """The batch stops at this message until its errands are done."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A portal of a statement that owes something; `body` is that of its Bind. `executed`: it is SQL's EXECUTE."""

    owed: Owed
    text: str
    statement: ClientStatement
    body: bytes
    executed: Executed | None = None


_NO_PARAMETERS: Final = ClientStatement(b"", b"\0\0", None)


class BatchRelations:
    """Kept by a batch for the statements of it that owe something."""

    def __init__(self, session: Session, batch: Batch) -> None:
        # For the life of the session
        self.session = session
        self.batch = batch
        # For the transaction
        self._bound: dict[bytes, Bound] = {}
        # Since the last Sync
        self.is_opened = False
        """The proxy has opened a transaction for the batch, and will end it."""
        self.is_spoiled = False
        self.settled = 0
        """So many of the next executions have nothing left to ask."""

    def bound(self, portal: bytes, statement: ClientStatement, plan: Plan, body: bytes) -> None:
        """A Bind of a statement that owes something. Raises what refuses its values before any database sees them."""
        self._bound.pop(portal, None)
        if plan.executes:
            found = self._executed(statement, plan, body)
            if found is not None:
                self._bound[portal] = found
            return
        owed = plan.owed[0]
        if owed.is_copy:
            raise FeatureNotSupported(
                "COPY into a table whose relations are to be kept needs the simple protocol",
                hint="Send COPY as a query of its own, as libpq's PQexec and psql do.",
            )
        self._bound[portal] = Bound(owed, _text(statement), statement, body)
        self._judge(self._bound[portal])

    def _executed(self, statement: ClientStatement, plan: Plan, body: bytes) -> Bound | None:
        """What SQL's EXECUTE is about to do. Raises what refuses its values."""
        found = executed(self.session, plan)
        if found is None:
            return None
        if not statement.of_sql:
            found.judge()
            return Bound(found.owed, found.body, _NO_PARAMETERS, body, found)
        # The client binds by the protocol what SQL has prepared.
        bound = Bound(found.owed, found.body, ClientStatement(found.body.encode(), b"\0\0", None), body)
        self._judge(bound)
        return bound

    def _judge(self, bound: Bound) -> None:
        bind, statement = frontend.parse_bind(bound.body), bound.statement
        numbers = parameters_read(bound.owed, bound.text)
        if not lacks_types(bind, statement.types(), numbers):
            found = errand(bound.owed, bound.text, [read_parameters(bind, statement.types(), numbers)])
            if found is not None:
                found.steps.close()

    def begin(
        self, portal: bytes, statement: ClientStatement, plan: Plan, link: Link, execute: bytes, rest: Messages
    ) -> bool:
        """Begins the errands of one Execute; False where there are none. `rest` are the messages behind it."""
        if self.settled:
            self.settled -= 1
            return False
        bound = self._bound.get(portal)
        if bound is None or link.status == FAILED_TRANSACTION or link.is_discarding:
            return False
        opens = not self.session.transaction.is_open and not self.is_opened
        bind = frontend.parse_bind(bound.body)
        if bound.executed is not None:
            bind = frontend.Bind(b"", b"", (), (), bind.result_formats)
            errands = BatchErrands(self, link, bound.statement, bind, execute, opens=opens)
            errands.own = plan
            errands.begin(Errand(bound.executed.steps(link), is_before_only=False, is_atomic=True), 1)
            return True
        owed, text, meant = bound.owed, bound.text, bound.statement
        numbers = parameters_read(owed, text)
        if lacks_types(bind, meant.types(), numbers):
            BatchErrands(self, link, meant, bind, execute, opens=opens).learn_types()
            return True
        values = read_parameters(bind, meant.types(), numbers)
        work = errand(owed, text, [values])
        if work is None:
            return False
        count = 1
        if work.is_before_only:
            several = self._ahead(statement, numbers, values, rest)
            together = _together(owed, text, several)
            if together is not None:
                work.steps.close()
                work, count = together, len(several)
        errands = BatchErrands(self, link, meant, bind, execute, opens=opens and work.is_atomic)
        errands.own = plan
        errands.begin(work, count)
        return True

    def begin_commit(self, link: Link, statement: ClientStatement, execute: bytes) -> bool:
        """Before COMMIT is executed: the work on other databases that waits for it; False where there is none."""
        steps = pending_work(self.session)
        if steps is None:
            return False
        bind = frontend.Bind(b"", b"", (), (), ())
        errands = BatchErrands(self, link, statement, bind, execute, opens=False)
        errands.is_commit = True
        errands.carry_out(steps)
        return True

    def close(self, link: Link) -> None:
        """Ends the transaction that was opened for the batch."""
        commit = not self.is_spoiled
        self.forget()
        close_transaction(self.session, link, commit=commit, held=bytes)

    def forget(self) -> None:
        """ReadyForQuery has come, or comes next."""
        self.is_opened = self.is_spoiled = False
        self.settled = 0

    def transaction_over(self) -> None:
        self._bound.clear()

    def _ahead(
        self, statement: ClientStatement, numbers: frozenset[int], first: Parameters, rest: Messages
    ) -> list[Parameters]:
        """The values of the executions of the same statement that follow at once."""
        found = [first]
        waiting: Parameters | None = None
        for code, body in rest:
            if code == BIND and waiting is None:
                bind = frontend.parse_bind(body)
                if self.session.statements.get(bind.statement) is not statement:
                    break
                if lacks_types(bind, statement.types(), numbers):
                    break
                waiting = read_parameters(bind, statement.types(), numbers)
            elif code == EXECUTE and waiting is not None:
                found.append(waiting)
                waiting = None
            elif code != DESCRIBE:
                break
            if len(found) >= _MOST_AHEAD:
                break
        return found


def _together(owed: Owed, text: str, several: list[Parameters]) -> Errand | None:
    """All executions as one errand; None where one of them is refused: then each is told for itself, in its turn."""
    if len(several) == 1:
        return None
    try:
        return errand(owed, text, several)
    except ProxyError:
        return None


class BatchErrands(Errands):
    """Of one Execute."""

    def __init__(
        self,
        relations: BatchRelations,
        link: Link,
        statement: ClientStatement,
        bind: frontend.Bind,
        execute: bytes,
        *,
        opens: bool,
    ) -> None:
        super().__init__(relations.session, link, opens=opens)
        self._relations = relations
        self._statement = statement
        self._bind = bind
        self._execute = execute
        self._is_before_only = False
        self._count = 1
        self._held = b""
        self.is_commit = False

    def begin(self, work: Errand, count: int) -> None:
        """`count` executions are settled by it where all of it comes before them."""
        self._is_before_only = work.is_before_only
        self._count = count
        self.carry_out(work.steps)

    def learn_types(self) -> None:
        """Asks the server for the types of the statement's parameters; then the Execute is looked at again."""
        self.session.waiting = self
        message = (
            frontend.parse(NAME, self._statement.text, self._statement.types())
            + frontend.describe(b"S", NAME)
            + frontend.close(b"S", NAME)
        )
        self._send_unanswered(message)

    def _send_unanswered(self, message: bytes) -> None:
        self._hand_over()
        if self.opens and not self.is_opened:
            self.is_opened = self._relations.is_opened = True
            message = exchange(BEGIN) + message
        self._waits_here = self.session.outstanding = True
        self.link.expect(FORWARD, None, Aside(self.session, self._learned))
        self.session.send(message)
        self.session.send(frontend.SYNC)

    def _learned(self, aside: Aside, status: int) -> None:
        self._waits_here = self.session.outstanding = False
        if aside.failure is not None:
            self.failed(aside.failure)
        elif not aside.types:
            self.voided()
        else:
            self._statement.described = aside.types
            self._resume(is_executed=False, settled=0)
        self.session.flush()

    # ---- steps

    def send(self, messages: list[bytes], then: Callable[[Aside, int], None]) -> None:
        self._hand_over()
        if self.opens:
            self._relations.is_opened = True
        super().send(messages, then)

    def _hand_over(self) -> None:
        """What the client has sent before goes first."""
        self._relations.batch.hand_over_now(self.link)

    def _message(self, question: Question) -> bytes:
        if not question.parameters:
            return super()._message(question)
        types = self._statement.types()
        places = [number - 1 for number in question.parameters]
        return exchange(
            question.text.encode("utf-8", "surrogateescape"),
            [self._bind.values[place] for place in places],
            [self._bind.parameter_format(place) for place in places],
            [types[place] if place < len(types) else 0 for place in places],
        )

    def run(self, step: Run) -> None:
        if self._is_before_only or self.is_commit:
            if self._steps is not None:
                self._steps.close()
            self._resume(is_executed=False, settled=0 if self.is_commit else self._count)
            return
        if self.own is not None:
            self.session.note(self.own, self.link, True)
            if self.session.transaction.is_open and self.session.transaction.bound is None:
                leases.bind(self.session, self.own, self.link)
        self._hand_over()
        message = frontend.message(b"E", self._execute)
        if step.text is not None:
            message = self._with_returning(step)
        begins = self.opens and not self.is_opened
        if begins:
            self.is_opened = self._relations.is_opened = True
            message = exchange(BEGIN) + message
        relay = Relay(self.session, self._ran, step.extra, begins=begins)
        self._waits_here = self.session.outstanding = True
        self.link.expect(FORWARD, None, relay)
        self.session.send(message + frontend.SYNC)

    def _with_returning(self, step: Run) -> bytes:
        """The statement with columns of the proxy's own behind its rows, in the formats that the client asked for."""
        assert step.text is not None
        formats = self._bind.result_formats
        if len(formats) > 1:
            formats = (*formats, *(0,) * step.extra)
        text = step.text.encode("utf-8", "surrogateescape")
        return (
            frontend.parse(NAME, text, self._statement.types())
            + frontend.bind(NAME, NAME, self._bind.values, self._bind.parameter_formats, formats)
            + frontend.execute(NAME)
            + frontend.close(b"P", NAME)
            + frontend.close(b"S", NAME)
        )

    def _ran(self, relay: Aside, status: int) -> None:
        assert isinstance(relay, Relay)
        self._waits_here = self.session.outstanding = False
        if relay.failure is not None or not relay.held:
            self.voided()
            self.session.flush()
            return
        self._held += relay.held
        self.step(Ran(relay.count, tuple(relay.returned)))

    # ---- the end

    def finished(self) -> None:
        self.session.client_write(self._held)
        self._resume(is_executed=True, settled=0)

    def failed(self, error: ProxyError) -> None:
        session = self.session
        session.saw_error = True
        session.instance.count_refusal("relation")
        if self.is_commit:
            # A commit that fails ends the transaction.
            self._relations.is_opened = True
            session.transaction.is_failed = True
        self._relations.is_spoiled = True
        session.waiting = None
        self._relations.batch.refuse(error)
        self._went_on()

    def voided(self) -> None:
        session = self.session
        session.saw_error = True
        if self.link.status == IDLE:
            self._relations.is_opened = False
        if session.transaction.is_open:
            session.transaction.is_failed = self.link.status == FAILED_TRANSACTION
        self._relations.is_spoiled = True
        session.waiting = None
        self._relations.batch.skip_rest()
        self._went_on()

    def _resume(self, *, is_executed: bool, settled: int) -> None:
        self._relations.settled = settled
        self.session.waiting = None
        self._relations.batch.resume_behind(is_executed=is_executed)
        self._went_on()

    def _went_on(self) -> None:
        self.session.flush()
        self.session.intake.go_on()


def _text(statement: ClientStatement) -> str:
    return statement.text.decode("utf-8", "surrogateescape")

"""What one Execute of an extended batch owes to its relations, carried out among the client's own messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.pool.entry import FORWARD
from proxy.pool.link import Link
from proxy.relations.errand import Errand
from proxy.relations.questions import Question
from proxy.relations.steps import Ran, Run
from proxy.session import leases
from proxy.session.aside import Aside, Relay
from proxy.session.errands import BEGIN, NAME, Errands, exchange, parsed
from proxy.session.prepared import ClientStatement
from proxy.wire import frontend
from proxy.wire.codes import FAILED_TRANSACTION, IDLE

if TYPE_CHECKING:
    from proxy.session.batch_relations import BatchRelations


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
            parsed(self._statement.text, self._statement.types())
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
        message, begins = self.execution(step)
        relay = Relay(self.session, self._ran, step, begins=begins)
        self._waits_here = self.session.outstanding = True
        self.link.expect(FORWARD, None, relay)
        self.session.send(message + frontend.SYNC)

    def execution(self, step: Run | None = None) -> tuple[bytes, bool]:
        """What runs the statement now, behind all that was said before; and whether a BEGIN comes first."""
        if self.own is not None:
            self.session.note(self.own, self.link, True)
            if self.session.transaction.is_open and self.session.transaction.bound is None:
                leases.bind(self.session, self.own, self.link)
        self._hand_over()
        message = frontend.message(b"E", self._execute)
        if step is not None and step.text is not None:
            message = self._with_returning(step)
        begins = self.opens and not self.is_opened
        if begins:
            self.is_opened = self._relations.is_opened = True
            message = exchange(BEGIN) + message
        return message, begins

    def _with_returning(self, step: Run) -> bytes:
        """The statement with columns of the proxy's own behind its rows, in the formats that the client asked for."""
        assert step.text is not None
        formats = self._bind.result_formats
        if len(formats) > 1:
            formats = (*formats, *(0,) * step.extra)
        text = step.text.encode("utf-8", "surrogateescape")
        return (
            parsed(text, self._statement.types())
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

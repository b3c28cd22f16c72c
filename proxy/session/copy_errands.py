"""A COPY FROM whose columns are verified: rows pass at once, their keys are asked for in batches while they stream.

What the COPY's own database must answer is asked when it has ended, in the same transaction, for its connection is
busy until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.pool.entry import FORWARD
from proxy.pool.link import Link
from proxy.relations.copy_check import CopyCheck
from proxy.relations.steps import Run
from proxy.session.aside import Aside, Relay
from proxy.session.batch_errands import BatchErrands
from proxy.session.errands import Errands
from proxy.session.plan import Plan
from proxy.session.query_errands import QueryErrands
from proxy.wire import frontend
from proxy.wire.codes import COPY_DATA, COPY_DONE, FLUSH, SYNC

if TYPE_CHECKING:
    from proxy.session.session import Session


class Streaming(Errands):
    """A COPY … FROM STDIN under way. What comes of it is the business of `completed`, `refused` and `aborted`."""

    _check: CopyCheck
    _relay: Relay
    # While other databases are asked: what goes to the server afterwards
    _kept: bytes = b""
    _refusal: ProxyError | None = None
    _is_streaming = False
    _ending: bytes = b""
    """What a server must hear behind the end of the data."""

    def stream(self, check: CopyCheck, relay: Relay, message: bytes) -> None:
        """Sends the COPY; its rows come by `take`."""
        session = self.session
        self._check, self._relay = check, relay
        session.copy_check = self
        session.outstanding = True
        self._is_streaming = True
        self.link.expect(FORWARD, None, relay)
        session.send(message)

    def take(self, code: int, message: bytes) -> None:
        """One message of the client's while the COPY goes on."""
        check, session = self._check, self.session
        if code in (SYNC, FLUSH):
            # As a server does; but one that has failed waits for a Sync, and nothing else.
            if code == SYNC and self._relay.failure is not None:
                self._last(frontend.SYNC)
                session.intake.put_back()
            return
        try:
            if code == COPY_DATA:
                wants_answer = check.add(message[5:])
            elif code == COPY_DONE:
                check.end()
                wants_answer = check.has_pending
            else:
                wants_answer = False
        except ProxyError as error:
            self._refuse(error)
            return
        if wants_answer:
            self._kept = message
            self.carry_out(check.pending())
        elif code == COPY_DATA:
            session.send(message)
        else:
            self._last(message + self._ending)

    def _last(self, message: bytes) -> None:
        """The data has ended: what the client says behind it waits."""
        session = self.session
        session.copy_in = False
        session.outstanding = True
        session.send(message)

    def run(self, step: Run) -> None:
        raise AssertionError("a COPY runs by itself")

    def _passed(self) -> None:
        """The keys so far are there: the data goes on."""
        session = self.session
        session.waiting = None
        kept, self._kept = self._kept, b""
        if kept[0] == COPY_DATA:
            session.outstanding = True
            session.send(kept)
        else:
            self._last(kept + self._ending)
        session.flush()
        session.intake.go_on()

    def _refuse(self, error: ProxyError) -> None:
        """Makes the server give up what it has got so far; the client is told when it has."""
        session = self.session
        if self._refusal is not None:
            return
        self._refusal = error
        self._relay.is_muted = True
        session.copy_check = None
        self._last(frontend.copy_fail("a relation refuses a row") + self._ending)

    def _ended(self, relay: Aside, status: int) -> None:
        session = self.session
        self._is_streaming = False
        session.copy_in = False
        session.copy_check = None
        session.outstanding = False
        if self._refusal is not None:
            self.failed(self._refusal)
        elif relay.failure is not None:
            self.aborted()
        else:
            self.completed(self._relay.held)
            self.carry_out(self._check.rest())
        session.flush()

    def finished(self) -> None:
        if self._is_streaming:
            self._passed()
        else:
            super().finished()

    def failed(self, error: ProxyError) -> None:
        if self._is_streaming:
            self.session.waiting = None
            self._refuse(error)
            self.session.flush()
            self.session.intake.go_on()
        else:
            super().failed(error)

    def aborted(self) -> None:
        """The server has refused the COPY, and the client was told."""
        raise NotImplementedError

    def completed(self, held: bytes) -> None:
        """The server has taken all of it, and said `held`."""
        raise NotImplementedError


class CopyErrands(Streaming, QueryErrands):
    """Of one that was sent as a simple query."""

    def begin(self, check: CopyCheck) -> None:
        self.send_beginning()
        self.stream(check, Relay(self.session, self._ended), self._message_of_client)

    def aborted(self) -> None:
        self._end(commit=False)

    def completed(self, held: bytes) -> None:
        self._held += held


class CopyRelay(Relay):
    """The replies to a COPY of a batch."""

    def copy_in_begun(self) -> None:
        self.session.batch.copy_begun()
        super().copy_in_begun()


class BatchCopyErrands(Streaming, BatchErrands):
    """Of one that a batch executes, as its last statement."""

    # Without copying nothing but this ends a batch; while copying a server reads it over.
    _ending = frontend.SYNC

    def begin_copy(self, check: CopyCheck) -> None:
        message, begins = self.execution()
        self.stream(check, CopyRelay(self.session, self._ended, begins=begins), message + frontend.SYNC)

    def aborted(self) -> None:
        self.voided()

    def completed(self, held: bytes) -> None:
        self._held += held


def run_copy(session: Session, plan: Plan, message: bytes, link: Link) -> bool:
    """Begins it; False where it loads no column of a relation. Raises what refuses it as it is written."""
    check = CopyCheck(plan.owed[0], message[5:-1].decode("utf-8", "surrogateescape"))
    if check.is_needed:
        opens = check.is_atomic and not session.transaction.is_open
        CopyErrands(session, link, message, opens=opens).begin(check)
    return check.is_needed

"""A COPY FROM whose columns are verified: rows pass at once, their keys are asked for in batches while they stream.

What the COPY's own database must answer is asked when it has ended, in the same transaction, for its connection is
busy until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.pool.link import FORWARD, Link
from proxy.relations.copy_check import CopyCheck
from proxy.relations.steps import Run
from proxy.session.aside import Aside, Relay
from proxy.session.plan import Plan
from proxy.session.query_errands import QueryErrands
from proxy.wire import frontend
from proxy.wire.codes import COPY_DATA, COPY_DONE

if TYPE_CHECKING:
    from proxy.session.session import Session


class CopyErrands(QueryErrands):
    """Of one COPY … FROM STDIN that was sent as a simple query."""

    def __init__(self, session: Session, link: Link, message: bytes, check: CopyCheck, *, opens: bool) -> None:
        super().__init__(session, link, message, opens=opens)
        self._check = check
        self._relay = Relay(session, self._ended)
        # While other databases are asked: what goes to the server afterwards
        self._kept: bytes = b""
        self._refusal: ProxyError | None = None
        self._is_streaming = False

    def begin(self) -> None:
        """Sends the COPY; its rows come by `message`."""
        session = self.session
        self.send_beginning()
        session.copy_check = self
        session.outstanding = True
        self._is_streaming = True
        self.link.expect(FORWARD, None, self._relay)
        session.send(self._message_of_client)

    def take(self, code: int, message: bytes) -> None:
        """One message of the client's while the COPY goes on."""
        check, session = self._check, self.session
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
        if not wants_answer:
            session.send(message)
            return
        self._kept = message
        self.carry_out(check.pending())

    def run(self, step: Run) -> None:
        raise AssertionError("a COPY runs by itself")

    def finished(self) -> None:
        session = self.session
        if not self._is_streaming:
            super().finished()
            return
        session.waiting = None
        session.outstanding = True
        kept, self._kept = self._kept, b""
        session.send(kept)
        session.flush()
        session.intake.go_on()

    def failed(self, error: ProxyError) -> None:
        if self._is_streaming:
            self.session.waiting = None
            self._refuse(error)
            self.session.flush()
            self.session.intake.go_on()
        else:
            super().failed(error)

    def _refuse(self, error: ProxyError) -> None:
        """Makes the server give up what it has got so far; the client is told when it has."""
        session = self.session
        if self._refusal is not None:
            return
        self._refusal = error
        self._relay.is_muted = True
        session.copy_in = False
        session.copy_check = None
        session.outstanding = True
        session.send(frontend.copy_fail("a relation refuses a row"))

    def _ended(self, relay: Aside, status: int) -> None:
        session = self.session
        self._is_streaming = False
        session.copy_in = False
        session.copy_check = None
        session.outstanding = False
        if self._refusal is not None:
            super().failed(self._refusal)
        elif relay.failure is not None:
            self._end(commit=False)
        else:
            self._held += self._relay.held
            self.carry_out(self._check.rest())
        session.flush()


def run_copy(session: Session, plan: Plan, message: bytes, link: Link) -> bool:
    """Begins it; False where it loads no column of a relation. Raises what refuses it as it is written."""
    check = CopyCheck(plan.owed[0], message[5:-1].decode("utf-8", "surrogateescape"))
    if check.is_needed:
        opens = check.is_atomic and not session.transaction.is_open
        CopyErrands(session, link, message, check, opens=opens).begin()
    return check.is_needed

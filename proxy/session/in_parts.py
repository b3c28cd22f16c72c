"""A statement that several databases run, each its part: the session waits for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.pool.link import Link
from proxy.session import local
from proxy.session.plan import Plan
from proxy.session.settings import differences
from proxy.session.waiting import Waiting
from proxy.transactions.parts import Outcome
from proxy.wire import backend

if TYPE_CHECKING:
    from proxy.session.session import Session


class InParts(Waiting):
    """By a simple query. A cancel does not reach it: some parts may be done."""

    can_stop = False

    def __init__(self, session: Session, plan: Plan) -> None:
        super().__init__(session, session.instance.pool(session.instance.default))
        self._plan = plan

    def start(self) -> None:
        session = self.session
        runner = session.instance.parts
        assert runner is not None, "the console has no routes in parts"
        session.waiting = self
        for part in self._plan.route.parts:
            session.instance.count(self._plan, part.database)
        runner.start(self._plan.route.parts, self._settings, self.ended)

    def _settings(self, link: Link) -> str | None:
        """What brings a connection to the session's settings."""
        text = differences(link.settings, self.session.variables.settings)
        link.settings = self.session.variables.settings
        return text

    def ended(self, outcome: Outcome) -> None:
        """Every part is done, or none, or the error says which."""
        session = self.session
        if session.waiting is self:
            session.waiting = None
        session.instance.defined(renews=False)
        if session.is_ended:
            return
        if session.observer is not None and outcome.error is None:
            session.observer.skipped(self._plan, outcome.tag)
        elif session.observer is not None and outcome.error is not None:
            session.observer.refused(self._plan, outcome.error.code, "parts")
        self.tell(outcome)
        session.take_next()

    def tell(self, outcome: Outcome) -> None:
        session = self.session
        session.client_write(self.said(outcome) + backend.ready_for_query(session.status))

    def said(self, outcome: Outcome) -> bytes:
        """Notices, of the servers and of the rules, and how it ended."""
        skipped = local.skipped(outcome.tag, self._plan.route.skip).notices
        end = backend.command_complete(outcome.tag) if outcome.error is None else backend.error_response(outcome.error)
        return outcome.notices + b"".join(skipped) + end


class InPartsOfBatch(InParts):
    """The same for the extended protocol."""

    def tell(self, outcome: Outcome) -> None:
        notices = outcome.notices + b"".join(local.skipped(outcome.tag, self._plan.route.skip).notices)
        self.session.batch.answered(notices, outcome.tag, outcome.error)

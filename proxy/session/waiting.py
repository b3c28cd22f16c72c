"""What goes on once a connection that was waited for is there, or is refused. May be compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mypy_extensions import mypyc_attr

from proxy.errors import FatalError, ProxyError
from proxy.pool.link import Link
from proxy.pool.pool import Pool
from proxy.session.plan import Plan

if TYPE_CHECKING:
    from proxy.session.bringing import ForStatement
    from proxy.session.session import Session


# For what waits seldom, and is not compiled.
@mypyc_attr(allow_interpreted_subclasses=True)
class Waiting:
    """What the session waits with; `pool` is where."""

    can_stop = True
    """Whether a cancel request ends the wait."""

    def __init__(self, session: Session, pool: Pool, plan: Plan | None = None) -> None:
        self.session = session
        self.pool = pool
        self.plan = plan
        """What may run elsewhere where the pool has none."""
        self.bringing: ForStatement | None = None
        """While a connection hears what it might refuse."""

    def go_on(self) -> None:
        """The session holds the connection."""

    def refuse(self, error: ProxyError) -> None:
        """There will be none."""

    def rides(self, lane: Link) -> bool:
        """Whether a turn on this lane serves as well; then the session has it."""
        return False

    def take_up(self, again: Callable[[], None]) -> None:
        """What was waited for elsewhere is there: `again` does what was begun, unless nobody waits for it any more."""
        session = self.session
        if session.waiting is not self or session.is_ended:
            return
        session.waiting = None
        try:
            again()
        except FatalError as error:
            session.fail(error)
            return
        session.batch.hurry()
        session.flush()
        session.take_next()

    def stop(self) -> None:
        """Nobody waits any more."""
        self.pool.forget(self.session)

    def cancelled(self, error: ProxyError) -> None:
        """The client asks to cancel the statement that waits."""
        if not self.can_stop:
            return
        if self.bringing is not None:
            self.bringing.cancelled(error)
            return
        self.session.waiting = None
        self.stop()
        self.refuse(error)
        self.session.intake.go_on()


class Query(Waiting):
    """A simple query."""

    def __init__(self, session: Session, pool: Pool, plan: Plan, message: bytes) -> None:
        super().__init__(session, pool, plan)
        self._plan = plan
        self.message = message

    def go_on(self) -> None:
        if self.session.lease is not None:
            self.session.run(self._plan, self.message, self.session.lease)

    def refuse(self, error: ProxyError) -> None:
        self.session.refuse(error)

    def rides(self, lane: Link) -> bool:
        return _may_ride(self.session) and self.session.ride.board_late(self._plan, lane, self.message)


class WholeBatch(Waiting):
    """The rest of an extended batch."""

    def go_on(self) -> None:
        self.session.batch.resume()

    def refuse(self, error: ProxyError) -> None:
        self.session.batch.refuse(error)

    def rides(self, lane: Link) -> bool:
        session = self.session
        may_ride = self.plan is not None and session.batch.can_repeat and _may_ride(session)
        return may_ride and self.plan is not None and session.ride.board_late(self.plan, lane, b"")


def _may_ride(session: Session) -> bool:
    return session.may_ride and not session.pinned and not session.transaction.is_open

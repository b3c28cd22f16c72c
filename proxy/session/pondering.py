"""A router in Python takes its time: the session waits for it, the others do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.routing.deadline import StillThinking
from proxy.session.waiting import Waiting

if TYPE_CHECKING:
    from proxy.session.session import Session

    Again = Callable[[Session, bytes, bytes], None]


class Pondering(Waiting):
    """The decision is made again when the router has answered, or has not in time."""

    def __init__(self, session: Session, thinking: StillThinking, again: Callable[[], None]) -> None:
        super().__init__(session, session.instance.pool(session.instance.default))
        self._thinking = thinking
        self._again = again

    def start(self) -> None:
        self.session.waiting = self
        self.session.instance.when_thought(self._thinking, self._done)

    def _done(self) -> None:
        self.take_up(self._again)

    def refuse(self, error: ProxyError) -> None:
        self.session.refuse(error)

    def stop(self) -> None:
        self._thinking.leave()


class PonderingBatch(Pondering):
    """The same for the rest of an extended batch."""

    def refuse(self, error: ProxyError) -> None:
        self.session.batch.refuse(error)


def query(session: Session, thinking: StillThinking, again: Again, text: bytes, message: bytes) -> None:
    """A simple query waits."""
    session.query_count -= 1
    Pondering(session, thinking, lambda: again(session, text, message)).start()


def batch(session: Session, thinking: StillThinking) -> None:
    """What is left of the batch waits."""
    PonderingBatch(session, thinking, session.batch.resume).start()

"""Connections whose process ids clients were told: what becomes of a client when its own is terminated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import FatalError, ProxyError
from proxy.pool.entry import SKIP
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.wire import frontend

if TYPE_CHECKING:
    from proxy.session.session import Session


def home_lost(session: Session, home: Link, error: ProxyError) -> None:
    """A client whose process id somebody terminates ends, as it would without a proxy. It lives on where the server
    ends, or where another client's statement ran there, unless a client has asked for a termination meanwhile."""
    session.home = None
    if error.code != "57P01" or home.holder is session or session.is_ended:
        return
    if home.holder is not home.nobody and session.instance.terminated_at < home.idle_since:
        return
    session.hold_messages()
    home.pool.opening.look(Doubt(session, error).settled)


class Doubt:
    """What the client says meanwhile is held back."""

    def __init__(self, session: Session, error: ProxyError) -> None:
        self._session = session
        self._error = error

    def settled(self, lives: bool) -> None:
        """The server `lives`: the client was meant."""
        session = self._session
        if session.is_ended:
            return
        if lives:
            session.fail(FatalError(self._error.message, sqlstate=self._error.code))
        else:
            session.go_on()


def visit(session: Session) -> None:
    """A client has terminated processes: whose home one of them may be says nothing more before that is known.

    On a direct connection nothing is answered any more once the termination was. Here much is without that process.
    """
    for pool in session.instance.pools.values():
        for home in pool.take_homes():
            Visit(home)


class Visit(Holder):
    """Asks a home at rest whether it lives, and holds back its client until then."""

    def __init__(self, home: Link) -> None:
        super().__init__()
        self._session: Session = home.owner
        self._session.hold_messages()
        home.holder = self
        home.expect(SKIP)
        home.send(frontend.query(b""))

    def exchange_done(self, link: Link, status: int) -> None:
        link.release()
        self._go_on()

    def server_lost(self, link: Link, error: ProxyError) -> None:
        # Where it was terminated, `home_lost` has a doubt about the client.
        if error.code != "57P01":
            self._go_on()

    def _go_on(self) -> None:
        if not self._session.is_ended:
            self._session.go_on()

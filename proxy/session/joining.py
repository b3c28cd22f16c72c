"""Databases that join the client's transaction because the keeping of a relation writes there, or locks a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.pool.entry import SKIP
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session import bringing
from proxy.session.branches import Branches
from proxy.wire import frontend
from proxy.wire.backend import error_of

if TYPE_CHECKING:
    from proxy.session.session import Session


def may_join(session: Session) -> bool:
    """Whether there is a transaction that the client has begun, and that may span several databases."""
    return session.instance.two_phase is not None and session.transaction.is_open and bool(session.transaction.log)


def catch_up(session: Session, link: Link, failed: Callable[[ProxyError], None]) -> None:
    """A connection that takes part, and is not the lease, hears what was said of the transaction since."""
    behind = session.transaction.take_deferred(link.database)
    if behind is not None:
        link.expect(SKIP, None, _CaughtUp(failed))
        link.send(frontend.query(behind))


class _CaughtUp(Holder):
    """Hears what it does not take."""

    def __init__(self, failed: Callable[[ProxyError], None]) -> None:
        super().__init__()
        self._failed = failed

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        self._failed(error_of(fields))


class Joining(bringing.Bringing):
    """Waits for a connection of each database, one after the other; `then` is called when all of them take part,
    `failed` where one cannot. Whatever is done there counts as writing, so that locks last as long as the whole."""

    def __init__(self, session: Session, then: Callable[[], None], failed: Callable[[ProxyError], None]) -> None:
        super().__init__()
        # For the length of one step
        self._session = session
        self._then = then
        self._failed = failed
        self._missing: list[str] = []

    def start(self, databases: Sequence[str]) -> None:
        session = self._session
        assert session.instance.two_phase is not None
        if session.several is None:
            session.several = Branches(session, session.instance.two_phase)
        try:
            for database in databases:
                session.several.admit(database)
                session.transaction.wrote.add(database)
        except ProxyError as error:
            self._give_up(error)
            return
        self._missing = [name for name in databases if name not in session.several.parked]
        self._go_on()

    def stop(self) -> None:
        """The client is gone, or has cancelled."""
        missing, self._missing = self._missing, []
        for database in missing:
            self._session.instance.pool(database).forget(self)

    def _go_on(self) -> None:
        session = self._session
        while self._missing:
            database = self._missing[0]
            pool = session.instance.pool(database)
            link = session.pinned.get(database) or pool.acquire_nowait(session.home)
            if link is None:
                pool.wait(self)
                return
            if not self._take(link):
                return
        self._then()

    def _take(self, link: Link) -> bool:
        """Whether the connection takes part now; else it hears first what it might refuse."""
        lacking = bringing.lacking(self._session, link, None)
        if lacking is None:
            self._join(link)
            return True
        lacking.told(self._session, link)
        self.tell(link, lacking.text, lacking.settings)
        return False

    def _join(self, link: Link) -> None:
        session = self._session
        assert session.several is not None
        self._missing.remove(link.database)
        link.holder = session
        session.several.parked[link.database] = link
        catch_up(session, link, self._failed)
        # What was SET since the transaction began is a part of what it has just heard.
        link.settings = session.variables.settings

    def _give_up(self, error: ProxyError) -> None:
        self._missing = []
        if self._session.several is not None:
            self._session.several.settle()
        self._failed(error)

    @property
    def _is_over(self) -> bool:
        return self._session.is_ended or not self._missing

    # ---- from the connection

    def brought(self, link: Link) -> None:
        if self._is_over:
            self._drop(link)
            return
        self._join(link)
        self._go_on()

    def refused(self, link: Link, error: ProxyError) -> None:
        is_over = self._is_over
        self._drop(link)
        if not is_over:
            self._give_up(error)

    def server_lost(self, link: Link, error: ProxyError) -> None:
        self._session.transaction.heard.pop(link.database, None)
        if not self._is_over:
            self._give_up(error)

    def _drop(self, link: Link) -> None:
        """It does not join."""
        bringing.set_down(self._session, link)

    # ---- from the pool

    def lease_ready(self, link: Link) -> None:
        if self._session.is_ended or link.database not in self._missing:
            link.pool.release(link)
        elif self._take(link):
            self._go_on()

    def lease_failed(self, error: ProxyError) -> None:
        if not self._is_over:
            self._give_up(error)

    def lane_ready(self, lane: Link) -> bool:
        return False

"""Connections of one database: who may take one, and in which order.

The pool is the only owner of idle connections. It decides synchronously; a waiter is called back with a connection,
once one is given back or was made (see `opening`), or with the error.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from proxy.backends.base import Backend, ServerConnection
from proxy.config import PoolMode, PoolSettings
from proxy.errors import ConnectionFailure, NoConnectionInTime, ProxyError
from proxy.pool.lane import Lanes
from proxy.pool.link import Link
from proxy.pool.opening import Opening, Spawn

_KINDS_OF_PARAMETERS: Final = 32


class Waiter(Protocol):
    """Who waits for a connection: told once that it has one, that it has none, or that it rides."""

    def lease_ready(self, link: Link) -> None: ...

    def lease_failed(self, error: ProxyError) -> None: ...

    def lane_ready(self, lane: Link) -> bool:
        """Whether this waiter takes a turn on a new lane instead; then it waits no more."""


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """What SHOW POOLS prints of one pool."""

    idle: int
    active: int
    opening: int
    waiting: int


class Pool:
    """All connections to one database that this process holds, at most `settings.size` of them."""

    def __init__(
        self,
        backend: Backend,
        settings: PoolSettings,
        spawn: Spawn,
        clock: Callable[[], float],
        on_failure: Callable[[str, ProxyError], None] | None = None,
        later: Callable[[float, Callable[[], None]], object] | None = None,
    ) -> None:
        # For the life of the pool
        self.backend = backend
        self.name = backend.name
        self.settings = settings
        # Looked at with every lease, and dear to find in there.
        self._size = settings.size
        self._lifetime = settings.lifetime
        self._wait_timeout = settings.wait_timeout
        self.opening = Opening(backend, spawn, self._adopt, self._refuse_waiters)
        self._clock = clock
        self._on_failure = on_failure
        self.lanes: Lanes | None = None
        if later is not None and settings.lanes and settings.mode is not PoolMode.SESSION:
            self.lanes = Lanes(settings.size, settings.lane_limit, clock, later)
        # As servers report them
        self._parameters: list[dict[str, str]] = []
        # Changing with every lease
        self.idle: list[Link] = []
        self.active: set[Link] = set()
        self.waiters: deque[tuple[float, Waiter]] = deque()
        self._is_serving = False
        # Changing on the operator's word
        self.is_paused = False
        self.is_closed = False
        self._when_quiet: list[Callable[[], None]] = []

    @property
    def counts(self) -> PoolCounts:
        return PoolCounts(len(self.idle), len(self.active), self.opening.count, len(self.waiters))

    @property
    def load(self) -> int:
        """How busy this database is, for choosing the least busy of several."""
        return len(self.active) + len(self.waiters)

    def acquire_nowait(self, home: Link | None = None) -> Link | None:
        """An idle connection, or None; then `wait` is the way.

        `home` if it is idle, else the most recently used that is nobody's home. While the pool may grow, no session's
        home is given to another: its client knows it by the process id.
        """
        idle = self.idle
        if self.is_paused:
            return None
        if home is not None and home.group is not None and not home.turns and home.pool is self:
            home.group.lanes.disband(home)
        if not idle:
            if self.lanes is not None and not self._may_open():
                self.lanes.give_back()
            if not idle:
                return None
        index = len(idle) - 1
        link = idle[index]
        if link is not home and (home is not None or link.owner is not None):
            chosen = self._choose(home)
            if chosen is None:
                return None
            index = chosen
        link = idle.pop(index)
        self.active.add(link)
        return link

    def _choose(self, home: Link | None) -> int | None:
        """The index among the idle ones; None where another connection may be opened instead."""
        idle = self.idle
        if home is not None and home in idle:
            return idle.index(home)
        for index in range(len(idle) - 1, -1, -1):
            if idle[index].owner is None:
                return index
        if self._may_open():
            return None
        # The one whose owner has said nothing for longest.
        if not idle[0].is_old:
            return 0
        idle.pop(0).close()
        return None

    def take_spare(self) -> Link | None:
        """An idle connection that is no session's home, for a lane; None where one must be opened first, which is
        begun while the pool may grow."""
        for index in range(len(self.idle) - 1, -1, -1):
            if self.idle[index].owner is None:
                link = self.idle.pop(index)
                self.active.add(link)
                return link
        if not self.opening.count and not self.is_closed and not self.is_paused and self._may_open():
            self.opening.begin(" for a lane")
        return None

    def take_homes(self) -> list[Link]:
        """The idle connections that are sessions' homes; each is to be given back."""
        homes = [link for link in self.idle if link.owner is not None]
        if homes:
            self.idle = [link for link in self.idle if link.owner is None]
            self.active.update(homes)
        return homes

    def wait(self, waiter: Waiter) -> None:
        """Queues `waiter`; a connection is opened for it while the pool is below its size."""
        self.waiters.append((self._clock() + self._wait_timeout, waiter))
        self._open_where_needed()
        if (
            self.lanes is not None
            and self.lanes.count
            and self.lanes.count == len(self.active)
            and not self.opening.count
        ):
            self.lanes.make_room()

    def let_ride(self, lane: Link) -> None:
        """Those who wait and may ride do so on this new lane; the others wait on."""
        if not self.waiters:
            return
        waiting, self.waiters = self.waiters, deque()
        still = deque(entry for entry in waiting if not entry[1].lane_ready(lane))
        still.extend(self.waiters)
        self.waiters = still

    def forget(self, waiter: Waiter) -> None:
        """Takes a waiter that left out of the queue."""
        self.waiters = deque(entry for entry in self.waiters if entry[1] is not waiter)

    def interned(self, parameters: dict[str, str]) -> dict[str, str]:
        """The one dictionary for parameters that are equal on several connections: they are compared by identity."""
        for known in self._parameters:
            if known == parameters:
                return known
        if len(self._parameters) >= _KINDS_OF_PARAMETERS:
            self._parameters.clear()
        self._parameters.append(parameters)
        return parameters

    def release(self, link: Link) -> None:
        """Gives an idle connection back; the first waiter gets it, else it rests."""
        self.active.discard(link)
        self._tell_if_quiet()
        if link.is_closed:
            self._open_where_needed()
            return
        now = self._clock()
        if self.is_closed or link.retired or now - link.opened > self._lifetime:
            link.close()
            self._open_where_needed()
            return
        link.idle_since = now
        self.idle.append(link)
        if self.waiters and not self.is_paused:
            self._serve_waiters()

    def discard(self, link: Link) -> None:
        """Drops a connection that is lost or in an unknown state; whoever waits gets another."""
        self.active.discard(link)
        self._tell_if_quiet()
        if link in self.idle:
            self.idle.remove(link)
        link.close()
        self._open_where_needed()

    def expire(self, now: float) -> None:
        """Once in a while: waiters past their deadline are told, connections idle or old for too long are closed."""
        while self.waiters and self.waiters[0][0] <= now:
            _, waiter = self.waiters.popleft()
            waiter.lease_failed(
                NoConnectionInTime(
                    f'no connection to database "{self.name}" became free within {self.settings.wait_timeout:g} s',
                    detail=f"All {self.settings.size} connections are in use.",
                    hint="Raise pool.size, or look for long transactions with SHOW CLIENTS.",
                )
            )
        if self.lanes is not None:
            self.lanes.expire(now)
        for link in [link for link in self.idle if self._is_stale(link, now)]:
            self.idle.remove(link)
            link.close()

    def pause(self) -> None:
        """No statement gets a connection until `resume`; those under way finish."""
        self.is_paused = True
        if self.lanes is not None:
            self.lanes.close()

    def when_quiet(self, call: Callable[[], None]) -> None:
        """`call` is called once no connection is leased, at once if none is."""
        self._when_quiet.append(call)
        self._tell_if_quiet()

    def _tell_if_quiet(self) -> None:
        if self.active or not self._when_quiet:
            return
        calls, self._when_quiet = self._when_quiet, []
        for call in calls:
            call()

    def resume(self) -> None:
        self.is_paused = False
        self._serve_waiters()

    def retire(self) -> None:
        """Closes idle connections now and the others on their release; new ones are opened on demand."""
        for link in self.idle:
            link.close()
        self.idle.clear()
        if self.lanes is not None:
            self.lanes.close()
        for link in self.active:
            link.retired = True

    def renew(self) -> None:
        """Others get connections made from now on: the defaults of settings have changed. A client whose home one is
        keeps it, as it would keep its own connection without a proxy."""
        if self.lanes is not None:
            self.lanes.close()
        for link in (*self.idle, *self.active):
            link.is_old = True
            if link.owner is None:
                link.retired = True
        for link in [link for link in self.idle if link.retired]:
            self.idle.remove(link)
            link.close()

    def moved_out(self, link: Link) -> None:
        """Its owner has left."""
        link.owner = None
        if link.is_old:
            link.retired = True
            if link in self.idle:
                self.idle.remove(link)
                link.close()

    async def close(self) -> None:
        """Ends the pool: waiters are refused, idle connections closed, leased ones on their release."""
        self.is_closed = True
        self.retire()
        while self.waiters:
            self.waiters.popleft()[1].lease_failed(ConnectionFailure(f'database "{self.name}" is being removed'))
        await self.backend.close()

    def _is_stale(self, link: Link, now: float) -> bool:
        return now - link.idle_since > self.settings.idle_timeout or now - link.opened > self.settings.lifetime

    def _may_open(self) -> bool:
        return len(self.idle) + len(self.active) + self.opening.count < self._size

    def _open_where_needed(self) -> None:
        while not self.is_closed and self.opening.count < len(self.waiters) and self._may_open():
            self.opening.begin()

    def _adopt(self, connection: ServerConnection) -> None:
        link = Link(connection, self, self._clock())
        self.idle.append(link)
        link.idle_since = link.opened
        if self.is_closed:
            self.retire()
        elif not self.is_paused:
            self._serve_waiters()

    def _serve_waiters(self) -> None:
        if self._is_serving:
            # Who is served gives it back at once: the next one's turn comes where this one's did.
            return
        self._is_serving = True
        try:
            while self.waiters and self.idle:
                link = self.idle[-1]
                if link.is_old and not self._bring_home(link):
                    self.idle.pop().close()
                    self._open_where_needed()
                    continue
                if self.opening.count >= len(self.waiters) and link.owner is not None and not self._bring_home(link):
                    # Each has one on its way that is nobody's home.
                    return
                self.idle.pop()
                self.active.add(link)
                self.waiters.popleft()[1].lease_ready(link)
        finally:
            self._is_serving = False

    def _bring_home(self, link: Link) -> bool:
        """Whether the connection's owner waits; then it is the first to be served."""
        for entry in self.waiters:
            if entry[1] is link.owner:
                self.waiters.remove(entry)
                self.waiters.appendleft(entry)
                return True
        return False

    def _refuse_waiters(self, error: ProxyError) -> None:
        """A server that cannot be reached is said to all who wait, unless a connection in use may still serve them."""
        if self._on_failure is not None:
            self._on_failure(self.name, error)
        if self.active or self.idle:
            self._serve_waiters()
            return
        waiting, self.waiters = self.waiters, deque()
        for _, waiter in waiting:
            waiter.lease_failed(error)

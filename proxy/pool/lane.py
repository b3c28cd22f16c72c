"""Lanes: server connections that carry the autocommit reads of several sessions at once, pipelined. May be compiled.

A lane is a link with turns. Each turn is one session's exchange, ended by one ReadyForQuery; turns are answered in the
order they were sent, and each entry of the link's queue names its session. What may ride is decided elsewhere: single
reads without locks, known to be short. Such a statement may be said again elsewhere while nothing of its reply has been
delivered, which is how a slow or lost lane is left behind.

Slowness is seen by a watch that ticks while somebody waits behind somebody: a lane that answered nothing for two ticks,
though the event loop read its sockets in between, waits for its server and not for this process. A tick that comes
late itself proves nothing, for then the machine is busy; only several of them count. So a turn costs no look at the
clock, and a busy machine makes few statements look slow.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from proxy.errors import ProxyError
from proxy.pool.entry import Entry
from proxy.pool.holder import Holder
from proxy.pool.link import Link

DEPTH: Final = 8
"""Turns on every lane from which on another lane is useful."""
_TICKS: Final = 2
"""Ticks without an answer after which a lane is cleared."""
_LATE_TICKS: Final = 8
"""The same where ticks come late."""
_IDLE: Final = 1.0
"""Seconds without a turn after which a lane is given back to the pool."""
_GROUPS: Final = 8
"""Different sets of session settings that have lanes of their own; others do without."""


class Group:
    """The lanes whose connections have the same settings."""

    def __init__(self, lanes: Lanes) -> None:
        self.lanes = lanes
        self.links: list[Link] = []
        self.is_laying = False
        """A connection is brought to these settings, to become a lane."""

    @property
    def needs_one(self) -> bool:
        """There is no lane, or each is deep."""
        return all(link.turns >= DEPTH or link.is_stalled for link in self.links)

    def pick(self) -> Link | None:
        """The lane for another turn; None where a connection of its own serves better: there is no lane, or each is
        deep and another may be added.

        The first that is not deep yet: what leaves for the same server in one turn of the event loop leaves together.
        """
        best: Link | None = None
        fewest = 1 << 30
        for link in self.links:
            turns = link.turns
            if turns < fewest and not link.is_stalled:
                best = link
                fewest = turns
                if turns < DEPTH:
                    return best
        if best is not None and self.lanes.may_grow:
            return None
        return best

    def shallowest(self) -> Link | None:
        """The lane with the fewest turns, however many; None where there is none that takes any."""
        best: Link | None = None
        for link in self.links:
            if not link.is_stalled and (best is None or link.turns < best.turns):
                best = link
        return best


class Lanes:
    """The lanes of one pool, grouped by the settings their connections have.

    `later(seconds, call)` is the event loop's timer; it runs only while some lane has several turns. `limit` is a tick
    in seconds, and how long an execution may take to count as short.
    """

    def __init__(
        self,
        size: int,
        limit: float,
        clock: Callable[[], float],
        later: Callable[[float, Callable[[], None]], object],
    ) -> None:
        # For the life of the pool
        self._most = max(1, min(4, size // 2))
        self.limit = limit
        self._clock = clock
        self._later = later
        # Changing with load
        self._groups: dict[frozenset[tuple[str, str]], Group] = {}
        self._is_watching = False
        self._due = 0.0
        self.count = 0
        self.turns_taken = 0
        self.turns_moved = 0
        self.may_grow = True
        """Another connection may become a lane."""

    def group(self, settings: dict[str, str]) -> Group | None:
        """The lanes for sessions with these settings; None where too many kinds of sessions have lanes already."""
        key = frozenset(settings.items())
        group = self._groups.get(key)
        if group is None:
            if len(self._groups) >= _GROUPS:
                self._groups = {key: group for key, group in self._groups.items() if group.links}
                if len(self._groups) >= _GROUPS:
                    return None
            group = self._groups[key] = Group(self)
        return group

    def adopt(self, link: Link, group: Group) -> bool:
        """Makes a lane of an idle link that a session gives back, where one more is useful; whether it did."""
        if not self.may_grow or link.retired or link.is_old or link.is_closed or not link.is_quiet:
            return False
        if link.owner is not None and link.owner.wrote_at:
            # currval() and its like know there what its session did.
            return False
        if not group.needs_one:
            return False
        link.holder = link.nobody
        link.group = group
        link.turns = 0
        link.is_stalled = False
        link.answered_at_tick = -1
        link.idle_since = self._clock()
        group.links.append(link)
        self._counted(1)
        return True

    def board(self, lane: Link) -> None:
        """Adds a turn; its messages must be sent next."""
        lane.turns += 1
        self.turns_taken += 1
        if lane.turns > 1 and not self._is_watching:
            # With a timer set, a process that sleeps between two messages wakes up more dearly.
            self._is_watching = True
            self._due = self._clock() + self.limit
            self._later(self.limit, self._watch)

    def step_off(self, lane: Link) -> None:
        """Who boarded last has sent nothing: its turn is taken back."""
        lane.turns -= 1
        if (lane.is_stalled or lane.retired) and not lane.turns:
            self.disband(lane)

    def leave(self, lane: Link, passenger: Holder) -> None:
        """The passenger is gone; whatever is answered to it is dropped."""
        lane.queue = deque(
            Entry(entry.kind, lane.nobody, entry.detail) if entry.holder is passenger else entry for entry in lane.queue
        )

    def is_next(self, lane: Link, passenger: Holder) -> bool:
        """Whether the server answers this passenger now."""
        return bool(lane.queue) and lane.queue[0].holder is passenger

    def clear_behind(self, lane: Link) -> None:
        """Moves every turn behind the first elsewhere; nobody boards any more, and the last one disbands the lane."""
        lane.is_stalled = True
        waiting = self._passengers(lane)[1:]
        for passenger in waiting:
            self.leave(lane, passenger)
        for passenger in waiting:
            if passenger is not lane.nobody:
                self.turns_moved += 1
                passenger.say_again()

    def lost(self, lane: Link, error: ProxyError) -> None:
        """The connection is gone. Who has got nothing yet is served elsewhere; the first may have, and is told."""
        passengers = self._passengers(lane)
        lane.queue.clear()
        self._remove(lane)
        lane.pool.discard(lane)
        for index, passenger in enumerate(passengers):
            if not index and lane.has_delivered:
                passenger.server_lost(lane, error)
            else:
                passenger.say_again()

    def disband(self, lane: Link) -> None:
        """Gives a lane without turns back to the pool."""
        self._remove(lane)
        lane.is_stalled = False
        lane.release()

    def give_back(self) -> None:
        """Somebody waits for a connection: a lane that nobody uses now becomes one."""
        for group in list(self._groups.values()):
            for lane in group.links:
                if not lane.turns:
                    self.disband(lane)
                    return

    def make_room(self) -> None:
        """Every connection is a lane, and somebody waits for what lanes are no good for: the one with the fewest turns
        takes no more of them, and goes back to the pool with its last."""
        best: Link | None = None
        for group in self._groups.values():
            for lane in group.links:
                if lane.is_stalled:
                    return
                if best is None or lane.turns < best.turns:
                    best = lane
        if best is not None:
            best.is_stalled = True

    def expire(self, now: float) -> None:
        """Gives lanes back to the pool that nobody uses any more."""
        for group in list(self._groups.values()):
            for lane in list(group.links):
                if lane.turns or lane.answered != lane.answered_at_expiry:
                    lane.answered_at_expiry = lane.answered
                    lane.idle_since = now
                elif now - lane.idle_since > _IDLE:
                    self.disband(lane)

    def close(self) -> None:
        """Gives back what rests; the others go when their last turn is over."""
        for group in list(self._groups.values()):
            for lane in list(group.links):
                lane.is_stalled = True
                if not lane.turns:
                    self.disband(lane)

    def _watch(self) -> None:
        """One tick: a turn that was under way at the last ones and still is has been slow."""
        now = self._clock()
        needed = _LATE_TICKS if now - self._due > self.limit / 2 else _TICKS
        busy = False
        for group in list(self._groups.values()):
            for lane in list(group.links):
                if lane.turns < 2:
                    lane.answered_at_tick = -1
                    continue
                busy = True
                if lane.answered != lane.answered_at_tick:
                    lane.answered_at_tick = lane.answered
                    lane.silent_ticks = 0
                    continue
                lane.silent_ticks += 1
                if lane.silent_ticks >= needed and not lane.is_stalled and lane.queue:
                    lane.queue[0].holder.was_slow(lane)
                    self.clear_behind(lane)
        self._is_watching = busy
        if busy:
            self._due = now + self.limit
            self._later(self.limit, self._watch)

    def _passengers(self, lane: Link) -> list[Holder]:
        """Those with turns, each once, in order; one that has left is `nobody`, and stays the first if it was."""
        found: list[Holder] = []
        for entry in lane.queue:
            if not found or (entry.holder is not found[-1] and entry.holder is not lane.nobody):
                found.append(entry.holder)
        return found

    def _counted(self, change: int) -> None:
        self.count += change
        self.may_grow = self.count < self._most

    def _remove(self, lane: Link) -> None:
        group = lane.group
        if group is not None and lane in group.links:
            group.links.remove(lane)
            self._counted(-1)
        lane.group = None
        lane.turns = 0

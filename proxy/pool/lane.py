"""Lanes: server connections that carry the autocommit reads of several sessions at once, pipelined.

A lane is a link with turns. Each turn is one session's exchange, ended by one ReadyForQuery; turns are answered in the
order they were sent, so a reply can only reach the session whose turn it is. What may ride is decided elsewhere: single
reads without locks, known to be short. Such a statement may be said again elsewhere while nothing of its reply has been
delivered, which is how a slow or lost lane is left behind.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from proxy.pool.link import Link

PATIENCE: Final = 0.01
"""Seconds that one turn may take before those behind it are moved away; longer where all turns take long."""
_MOST_PATIENT: Final = 0.05
_USUAL: Final = 8
"""How many times the usual time is unusual."""
_IDLE: Final = 1.0
_GROUPS: Final = 8
"""Different sets of session settings that have lanes of their own; others do without."""


class Passenger(Protocol):
    """A session on a lane. (Also what `Link.holder` needs; the session has it all.)"""

    def say_again(self) -> None:
        """Nothing of this turn's reply has come and none will: run the statement elsewhere."""


class Nobody:
    """Takes the turn of a session that has left or was moved: replies are dropped."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def client_write(self, data: bytes) -> None: ...

    def exchange_done(self, link: Link, status: int) -> None: ...

    def server_error(self, entry: int, fields: Mapping[str, str]) -> None: ...

    def server_ending(self, fields: Mapping[str, str]) -> None: ...

    def parse_failed(self, name: bytes) -> None: ...

    def copy_in_begun(self) -> None: ...

    def server_full(self) -> None: ...

    def server_drained(self) -> None: ...


class Lanes:
    """The lanes of one pool, grouped by the settings their connections have.

    `later(seconds, call)` is the event loop's timer; it runs only while some lane has more than one turn.
    """

    def __init__(
        self, size: int, clock: Callable[[], float], later: Callable[[float, Callable[[], None]], object]
    ) -> None:
        # For the life of the pool
        self._limit = min(4, size // 2)
        self._clock = clock
        self._later = later
        # Changing with load
        self._groups: dict[frozenset[tuple[str, str]], list[Link]] = {}
        self._is_watching = False
        self.usual_turn = 0.0005
        self.usual_alone = 0.001
        """Running means in seconds, by which a statement's own slowness is told from a busy machine's."""
        self.turns_taken = 0
        self.turns_moved = 0

    @property
    def count(self) -> int:
        return sum(map(len, self._groups.values()))

    def is_slow(self, seconds: float, on_lane: bool) -> bool:
        """Whether one execution took unusually long, and takes it into the means."""
        if on_lane:
            usual = self.usual_turn
            self.usual_turn += (min(seconds, 4 * usual, _MOST_PATIENT / _USUAL) - usual) / 32
            return seconds > max(PATIENCE / 2, _USUAL * usual)
        usual = self.usual_alone
        self.usual_alone += (min(seconds, 4 * usual, _MOST_PATIENT) - usual) / 32
        return seconds > max(PATIENCE, _USUAL * usual)

    @property
    def patience(self) -> float:
        return min(_MOST_PATIENT, max(PATIENCE, _USUAL * self.usual_turn))

    def pick(self, key: frozenset[tuple[str, str]]) -> Link | None:
        """The lane with the fewest turns for a session with these settings; None where a connection of its own serves
        better: there is no lane, or each is busy and another may be added."""
        best: Link | None = None
        fewest = 1 << 30
        lanes = self._groups.get(key)
        if lanes is None:
            return None
        for lane in lanes:
            count = len(lane.turns)
            if count < fewest and not lane.stalled:
                best = lane
                fewest = count
                if not count:
                    break
        if fewest and self._may_grow():
            return None
        return best

    def _may_grow(self) -> bool:
        return self.count < self._limit

    def adopt(self, link: Link, key: frozenset[tuple[str, str]]) -> bool:
        """Makes a lane of an idle link that a session gives back, where one more is useful; whether it did."""
        if not self._may_grow() or link.retired or link.is_closed or not link.is_quiet:
            return False
        lanes = self._groups.get(key)
        if lanes is None:
            if len(self._groups) >= _GROUPS:
                return False
            lanes = self._groups[key] = []
        link.turns = deque()
        link.lanes = self
        link.holder = None
        link.head_since = self._clock()
        lanes.append(link)
        return True

    def board(self, lane: Link, passenger: Any) -> None:
        """Adds a turn; its messages must be sent next. Any: a session, which imports this module."""
        turns = lane.turns
        if not turns:
            lane.holder = passenger
            lane.head_since = self._clock()
        turns.append(passenger)
        self.turns_taken += 1
        if len(turns) > 1 and not self._is_watching:
            self._is_watching = True
            self._later(PATIENCE, self._watch)

    def step_off(self, lane: Link, passenger: Any) -> None:
        """The passenger boarded last and has sent nothing: its turn is taken back."""
        if lane.turns and lane.turns[-1] is passenger:
            lane.turns.pop()
            lane.holder = lane.turns[0] if lane.turns else None

    def leave(self, lane: Link, passenger: Any) -> None:
        """The passenger is gone; whatever is answered to it is dropped."""
        nobody = Nobody()
        for index, other in enumerate(lane.turns):
            if other is passenger:
                lane.turns[index] = nobody
        if lane.holder is passenger:
            lane.holder = nobody

    def clear_behind(self, lane: Link) -> None:
        """Moves every turn behind the first elsewhere; nobody boards any more, and the last one disbands the lane."""
        lane.stalled = True
        waiting = [passenger for index, passenger in enumerate(lane.turns) if index]
        for index in range(1, len(lane.turns)):
            lane.turns[index] = Nobody()
        for passenger in waiting:
            if not isinstance(passenger, Nobody):
                self.turns_moved += 1
                passenger.say_again()

    def turn_over(self, lane: Link) -> None:
        """The first turn is answered."""
        now = self._clock()
        lane.turn_seconds = now - lane.head_since
        lane.head_since = now
        if (lane.stalled or lane.retired) and not lane.turns:
            self._disband(lane)

    def lost(self, lane: Link) -> list[Any]:
        """The connection is gone; those whose turns it had."""
        passengers = [passenger for passenger in lane.turns if not isinstance(passenger, Nobody)]
        lane.turns.clear()
        self._remove(lane)
        return passengers

    def expire(self, now: float) -> None:
        """Gives lanes back to the pool that nobody uses any more."""
        for lanes in list(self._groups.values()):
            for lane in list(lanes):
                if not lane.turns and now - lane.head_since > _IDLE:
                    self._disband(lane)

    def close(self) -> None:
        """Gives back what rests; the others go when their last turn is over."""
        for lanes in list(self._groups.values()):
            for lane in list(lanes):
                lane.stalled = True
                if not lane.turns:
                    self._disband(lane)

    def _watch(self) -> None:
        now = self._clock()
        busy = False
        patience = self.patience
        for lanes in list(self._groups.values()):
            for lane in list(lanes):
                if len(lane.turns) < 2:
                    continue
                if now - lane.head_since > patience:
                    self.clear_behind(lane)
                else:
                    busy = True
        self._is_watching = busy
        if busy:
            self._later(PATIENCE, self._watch)

    def _disband(self, lane: Link) -> None:
        self._remove(lane)
        lane.turns = None
        lane.lanes = None
        lane.holder = None
        lane.stalled = False
        lane.pool.release(lane)

    def _remove(self, lane: Link) -> None:
        for key, lanes in list(self._groups.items()):
            if lane in lanes:
                lanes.remove(lane)
                if not lanes:
                    del self._groups[key]

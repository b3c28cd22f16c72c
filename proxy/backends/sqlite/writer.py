"""Who may write to a file: one connection of this process at a time, in the order they asked."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proxy.backends.sqlite.together import Joining


class Turn:
    """One who waits to write; `may_look` is set when there may be something new for it."""

    __slots__ = ("is_taken", "is_told", "joining", "may_look", "owner")

    def __init__(self, owner: object, joining: Joining | None) -> None:
        self.owner = owner
        self.joining = joining
        """What another connection may do in its place."""
        self.is_taken = False
        """Another connection is at it."""
        self.is_told = False
        """Another connection has done it."""
        self.may_look = threading.Event()


class WriterLock:
    """Lets one connection of this process write at a time, in the order they asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Turn] = deque()
        self._holder: object | None = None
        self._pausing = threading.Condition()

    def acquire(
        self, owner: object, timeout: float, is_cancelled: Callable[[], bool], joining: Joining | None = None
    ) -> bool:
        """True once `owner` may write, or once another has done `joining` in its place; False after `timeout` seconds
        or when `is_cancelled` says so."""
        deadline = time.monotonic() + timeout
        with self._lock:
            if self._holder is None:
                self._holder = owner
                return True
            turn = Turn(owner, joining)
            self._waiting.append(turn)
        while True:
            left: float | None = deadline - time.monotonic()
            with self._lock:
                turn.may_look.clear()
                if self._holder is owner or turn.is_told:
                    return True
                if turn.is_taken:
                    # It is too late to go.
                    left = None
                elif left is not None and (left <= 0 or is_cancelled()):
                    self._waiting.remove(turn)
                    return False
            turn.may_look.wait(left)

    def take_along(self) -> Turn | None:
        """The first that waits, if somebody else may do what it wants to; `tell` or `give_back` must follow."""
        with self._lock:
            if not self._waiting or self._waiting[0].joining is None:
                return None
            turn = self._waiting.popleft()
            turn.is_taken = True
            return turn

    def tell(self, turns: Sequence[Turn]) -> None:
        """What they wanted is done."""
        with self._lock:
            for turn in turns:
                turn.is_told = True
                turn.may_look.set()

    def give_back(self, turns: Sequence[Turn]) -> None:
        """They wait on, before all others, for a turn of their own."""
        with self._lock:
            for turn in reversed(turns):
                turn.joining = None
                turn.is_taken = False
                self._waiting.appendleft(turn)
                turn.may_look.set()

    @property
    def waiting(self) -> list[object]:
        """Whose turn comes next, and after that."""
        with self._lock:
            return [turn.owner for turn in self._waiting]

    def is_held_by(self, owner: object) -> bool:
        return self._holder is owner

    def release(self, owner: object) -> None:
        """The first that waits holds it from here on; the others sleep on."""
        with self._lock:
            if self._holder is not owner:
                return
            self._holder = None
            if self._waiting:
                turn = self._waiting.popleft()
                self._holder = turn.owner
                turn.may_look.set()

    def pause(self, seconds: float) -> None:
        """Waits a moment for what gives no sign: another process's lock. `wake` ends it early."""
        with self._pausing:
            self._pausing.wait(seconds)

    def wake(self) -> None:
        """Lets the waiting ones look whether they were cancelled."""
        with self._lock:
            for turn in self._waiting:
                turn.may_look.set()
        with self._pausing:
            self._pausing.notify_all()

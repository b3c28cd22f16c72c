"""Who may write to a file: one connection of this process at a time, in the order they asked."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable


class _Turn:
    """One who waits to write; `may_look` is set when there may be something new for it."""

    __slots__ = ("may_look", "owner")

    def __init__(self, owner: object) -> None:
        self.owner = owner
        self.may_look = threading.Event()


class WriterLock:
    """Lets one connection of this process write at a time, in the order they asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[_Turn] = deque()
        self._holder: object | None = None
        self._pausing = threading.Condition()

    def acquire(self, owner: object, timeout: float, is_cancelled: Callable[[], bool]) -> bool:
        """True once `owner` may write; False after `timeout` seconds or when `is_cancelled` says so."""
        deadline = time.monotonic() + timeout
        with self._lock:
            if self._holder is None:
                self._holder = owner
                return True
            turn = _Turn(owner)
            self._waiting.append(turn)
        while True:
            left = deadline - time.monotonic()
            with self._lock:
                turn.may_look.clear()
                if self._holder is owner:
                    return True
                if left <= 0 or is_cancelled():
                    self._waiting.remove(turn)
                    return False
            turn.may_look.wait(left)

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

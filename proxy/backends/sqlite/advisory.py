"""Advisory locks: who of one file's sessions in this process holds which number, and who waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from proxy.errors import FeatureNotSupported, ProxyError

Key = tuple[int, int]
"""1 and a bigint, or 2 and two integers in one."""
_LOOK_EVERY: Final = 0.05
"""Seconds after which a waiter looks whether it was cancelled."""


class AdvisoryLocks:
    """Of one file. Owners are any objects; each method may be called on any thread."""

    def __init__(self) -> None:
        # For the life of the file
        self._changed = threading.Condition()
        self._held: dict[Key, dict[object, list[int]]] = {}
        """By owner how often the key is held alone and how often together with others."""
        self._waiting: dict[object, tuple[Key, bool]] = {}

    def acquire(
        self, owner: object, key: Key, *, shared: bool, patience: float | None, is_cancelled: Callable[[], bool]
    ) -> bool:
        """Waits for the lock, at most `patience` seconds; False when that was not enough. Raises 57014 and 40P01."""
        deadline = None if patience is None else time.monotonic() + patience
        with self._changed:
            try:
                while self._others(owner, key, shared=shared):
                    if is_cancelled():
                        raise ProxyError("canceling statement due to user request", sqlstate="57014")
                    if deadline is not None and time.monotonic() >= deadline:
                        return False
                    self._waiting[owner] = (key, shared)
                    self._check_deadlock(owner)
                    self._changed.wait(_LOOK_EVERY)
            finally:
                self._waiting.pop(owner, None)
            counts = self._held.setdefault(key, {}).setdefault(owner, [0, 0])
            counts[shared] += 1
            return True

    def _others(self, owner: object, key: Key, *, shared: bool) -> list[object]:
        """Who has to let the key go first."""
        found = self._held.get(key, {})
        return [other for other, (alone, _) in found.items() if other is not owner and (alone or not shared)]

    def _check_deadlock(self, owner: object) -> None:
        seen: set[int] = set()
        stack: list[object] = [owner]
        while stack:
            waiting = self._waiting.get(waiter := stack.pop())
            if waiting is None:
                continue
            for other in self._others(waiter, waiting[0], shared=waiting[1]):
                if other is owner:
                    raise ProxyError("deadlock detected", sqlstate="40P01")
                if id(other) not in seen:
                    seen.add(id(other))
                    stack.append(other)

    def release(self, owner: object, key: Key, *, shared: bool) -> bool:
        """Lets the lock go once; False where the owner has it not."""
        with self._changed:
            counts = self._held.get(key, {}).get(owner)
            if counts is None or not counts[shared]:
                return False
            counts[shared] -= 1
            if not any(counts):
                del self._held[key][owner]
                if not self._held[key]:
                    del self._held[key]
            self._changed.notify_all()
            return True


class SessionLocks:
    """The advisory locks of one session, by how long they last. Belongs to the connection's thread."""

    def __init__(self, locks: AdvisoryLocks, patience: Callable[[], float], is_cancelled: Callable[[], bool]) -> None:
        # For the life of the connection
        self._locks = locks
        self._patience = patience
        self._is_cancelled = is_cancelled
        self._session: list[tuple[Key, bool]] = []
        # For one transaction
        self._transaction: list[tuple[Key, bool]] = []

    def lock(self, key: Key, *, shared: bool, transaction: bool, wait: bool) -> bool:
        """Raises 55P03 after lock_timeout, 57014 and 40P01; without `wait` it is False at once."""
        patience = (self._patience() or None) if wait else 0.0
        taken = self._locks.acquire(
            self, key, shared=shared, patience=patience, is_cancelled=self._is_cancelled
        )  # fmt: skip
        if not taken and wait:
            raise ProxyError("canceling statement due to lock timeout", sqlstate="55P03")
        if taken:
            (self._transaction if transaction else self._session).append((key, shared))
        return taken

    def unlock(self, key: Key, *, shared: bool) -> bool:
        """False where the session has no such lock."""
        if (key, shared) not in self._session:
            return False
        self._session.remove((key, shared))
        return self._locks.release(self, key, shared=shared)

    def unlock_all(self) -> None:
        for key, shared in self._session:
            self._locks.release(self, key, shared=shared)
        self._session.clear()

    @property
    def has_any_of_transaction(self) -> bool:
        return bool(self._transaction)

    def end_transaction(self) -> None:
        for key, shared in self._transaction:
            self._locks.release(self, key, shared=shared)
        self._transaction.clear()


def advisory(locks: SessionLocks | None, what: str, *numbers: int) -> object:
    """The SQL functions: `what` is the name without pg_ and advisory_, as "try_xact_lock_shared"."""
    if locks is None:
        raise FeatureNotSupported(
            "advisory locks on an SQLite database need one worker",
            detail="Whoever holds the lock may be on another worker.",
            hint="Set workers: 1 in server.yaml, or lock on a PostgreSQL database.",
        )
    if what == "unlock_all":
        locks.unlock_all()
        return ""
    key = (1, numbers[0]) if len(numbers) == 1 else (2, numbers[0] << 32 | numbers[1] & 0xFFFFFFFF)
    shared = what.endswith("_shared")
    if what.startswith("unlock"):
        return int(locks.unlock(key, shared=shared))
    tries = what.startswith("try_")
    taken = locks.lock(key, shared=shared, transaction="xact_" in what, wait=not tries)
    return int(taken) if tries else ""

"""Cancel keys: whose session a CancelRequest means, and nobody else's."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hmac import compare_digest
from typing import Final, Protocol

_NAMING_BYTES: Final = 2
"""So many bytes of a secret tell which worker made it."""


class Cancellable(Protocol):
    def cancel(self) -> None:
        """Cancels what runs now; without effect when nothing does."""


def make_secret(minor: int, worker: int = 0, workers: int = 1) -> bytes:
    """A new secret: 4 bytes for protocol 3.0, 32 for 3.2, which need not be guessed at.

    It names its worker, by the remainder of its first bytes: the secrets of two workers are never equal.
    """
    naming = secrets.randbelow((1 << 8 * _NAMING_BYTES) // workers) * workers + worker
    return naming.to_bytes(_NAMING_BYTES) + secrets.token_bytes((32 if minor >= 2 else 4) - _NAMING_BYTES)


def worker_of(secret: bytes, workers: int) -> int:
    """Which of `workers` made this secret, if any of them did."""
    return int.from_bytes(secret[:_NAMING_BYTES]) % workers


class CancelKeys:
    """The keys of one process. `elsewhere` is told of requests with the secret of another of the `workers`."""

    def __init__(
        self, elsewhere: Callable[[int, bytes], None] | None = None, worker: int = 0, workers: int = 1
    ) -> None:
        self._elsewhere = elsewhere
        self._worker = worker
        self._workers = workers
        self._keys: dict[int, tuple[bytes, Cancellable]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def make_secret(self, minor: int) -> bytes:
        return make_secret(minor, self._worker, self._workers)

    def register(self, process_id: int, secret: bytes, session: Cancellable) -> None:
        """Raises ValueError for a process id in use: a key that means two sessions would cancel the wrong one."""
        if process_id in self._keys:
            raise ValueError(f"process id {process_id} is in use")
        self._keys[process_id] = (secret, session)

    def rename(self, process_id: int, new: int) -> bool:
        """Gives a session another process id; False where that one is in use."""
        if new in self._keys:
            return False
        self._keys[new] = self._keys.pop(process_id)
        return True

    def forget(self, process_id: int) -> None:
        self._keys.pop(process_id, None)

    def cancel(self, process_id: int, secret: bytes) -> bool:
        """Cancels the session with this very key; whether there is one here. Another worker's request is passed on."""
        if worker_of(secret, self._workers) != self._worker:
            if self._elsewhere is not None:
                self._elsewhere(process_id, secret)
            return False
        key = self._keys.get(process_id)
        # In constant time, as the secret is all that protects the session.
        if key is None or not compare_digest(key[0], secret):
            return False
        key[1].cancel()
        return True

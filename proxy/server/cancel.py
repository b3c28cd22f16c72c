"""Cancel keys: whose session a CancelRequest means, and nobody else's."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hmac import compare_digest
from typing import Protocol


class Cancellable(Protocol):
    def cancel(self) -> None:
        """Cancels what runs now; without effect when nothing does."""


def make_secret(minor: int) -> bytes:
    """A new secret: 4 bytes for protocol 3.0, 32 for 3.2, which need not be guessed at."""
    return secrets.token_bytes(32 if minor >= 2 else 4)


class CancelKeys:
    """The keys of one process. `elsewhere` is asked for process ids that are not known here, for other workers."""

    def __init__(self, elsewhere: Callable[[int, bytes], None] | None = None) -> None:
        self.elsewhere = elsewhere
        self._keys: dict[int, tuple[bytes, Cancellable]] = {}

    def __len__(self) -> int:
        return len(self._keys)

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
        """Cancels the session with this very key; whether there is one here."""
        key = self._keys.get(process_id)
        if key is None:
            if self.elsewhere is not None:
                self.elsewhere(process_id, secret)
            return False
        # In constant time, as the secret is all that protects the session.
        if not compare_digest(key[0], secret):
            return False
        key[1].cancel()
        return True

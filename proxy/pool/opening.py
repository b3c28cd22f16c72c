"""The connections of one pool that are being made, and what becomes of an attempt. May be compiled."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from proxy.backends.base import Backend, ServerConnection
from proxy.errors import ProxyError

_ENDS: Final = ("08", "57")
"""Classes of the SQLSTATEs with which nobody is let in because there is no server, or it starts or ends."""

Spawn = Callable[[Coroutine[Any, Any, None], str], Any]
"""Starts a named task whose parent is the caller's owner."""


class Opening:
    """Tells `opened` of each connection that was made, and `failed` why one was not."""

    def __init__(
        self,
        backend: Backend,
        spawn: Spawn,
        opened: Callable[[ServerConnection], None],
        failed: Callable[[ProxyError], None],
    ) -> None:
        # For the life of the pool
        self.backend = backend
        self._spawn = spawn
        self._opened = opened
        self._failed = failed
        # Changing with every attempt
        self.count = 0
        """Attempts under way."""
        self.made = 0
        """Connections made so far."""
        # While it is looked whether the server lives
        self._doubts: list[Callable[[bool], None]] = []

    def begin(self, why: str = "") -> None:
        self.count += 1
        self._spawn(self._open(), f"connect to {self.backend.name}{why}")

    def look(self, then: Callable[[bool], None]) -> None:
        """Tells `then` whether the server lives: one that ends lets nobody in before it tells those who are."""
        self._doubts.append(then)
        if len(self._doubts) == 1:
            self.count += 1
            self._spawn(self._look(), f"look at {self.backend.name}")

    async def _look(self) -> None:
        error = await self._attempt()
        doubts, self._doubts = self._doubts, []
        for then in doubts:
            then(error is None or error.code[:2] not in _ENDS)

    async def _open(self) -> None:
        await self._attempt()

    async def _attempt(self) -> ProxyError | None:
        """What has kept it from being made."""
        try:
            connection = await self.backend.connect()
        except ProxyError as error:
            self.count -= 1
            self._failed(error)
            return error
        except BaseException:
            self.count -= 1
            raise
        self.count -= 1
        self.made += 1
        self._opened(connection)
        return None

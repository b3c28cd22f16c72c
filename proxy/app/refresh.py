"""When the catalogs are read again after DDL: at once, one reading at a time, and most of the time none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

_REST = 3.0
"""How many times as long as a reading took no other begins: a migration is hundreds of statements."""


class Refresh:
    """`read` reads the catalogs, `spawn` starts a named task, `rest` sleeps for seconds by the time of `clock`."""

    def __init__(
        self,
        read: Callable[[], Awaitable[None]],
        spawn: Callable[[Coroutine[Any, Any, None], str], object],
        rest: Callable[[float], Awaitable[None]],
        clock: Callable[[], float],
        name: str,
    ) -> None:
        # For the life of the rules
        self._read = read
        self._spawn = spawn
        self._rest = rest
        self._clock = clock
        self._name = name
        # Changing with every call
        self._is_wanted = False
        self._is_running = False

    def wanted(self) -> None:
        """What was read before may be wrong from now on."""
        self._is_wanted = True
        if not self._is_running:
            self._is_running = True
            self._spawn(self._run(), self._name)

    async def _run(self) -> None:
        try:
            while self._is_wanted:
                self._is_wanted = False
                began = self._clock()
                await self._read()
                await self._rest((self._clock() - began) * _REST)
        finally:
            self._is_running = False

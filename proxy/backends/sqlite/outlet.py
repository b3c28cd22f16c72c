"""Replies on their way from a connection's thread to the event loop, never more than the receiver can take."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

_CHUNK: Final = 64 * 1024
_CHUNKS_ON_THE_WAY: Final = 4
_SOON: Final = 0.0005
"""Seconds that an answer waits at most for those behind it, which leave with it."""


class OutletClosed(Exception):
    """The connection was closed while its thread waited; the thread unwinds with this."""


class Outlet:
    """`write` and `flush` belong to the thread, the rest to the event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, deliver: Callable[[bytes], None]) -> None:
        # For the life of the connection
        self._loop = loop
        self._receive = deliver
        self._room = threading.Semaphore(_CHUNKS_ON_THE_WAY)
        self._is_closed = False
        # Thread: until the next flush
        self._parts: list[bytes] = []
        self._size = 0
        self._since = 0.0
        # Loop: while the receiver has paused
        self._is_paused = False
        self._held: deque[bytes] = deque()

    def write(self, data: bytes) -> None:
        """Queues `data`; waits when much is on its way already. Raises OutletClosed."""
        now = time.monotonic()
        if not self._parts:
            self._since = now
        self._parts.append(data)
        self._size += len(data)
        if self._size >= _CHUNK or now - self._since > _SOON:
            self.flush()

    def flush(self) -> None:
        if not self._parts:
            return
        data = b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        self._room.acquire()
        if self._is_closed:
            raise OutletClosed
        self.call(self._arrived, data)

    def call(self, function: Callable[..., None], *arguments: object) -> None:
        """Runs `function` on the loop. Raises OutletClosed when the loop is gone."""
        try:
            self._loop.call_soon_threadsafe(function, *arguments)
        except RuntimeError as problem:
            raise OutletClosed from problem

    def _arrived(self, data: bytes) -> None:
        if self._is_closed:
            return
        if self._is_paused or self._held:
            self._held.append(data)
            return
        self._room.release()
        self._receive(data)

    def pause(self) -> None:
        self._is_paused = True

    def resume(self) -> None:
        self._is_paused = False
        if self._held:
            self._loop.call_soon(self._drain)

    def _drain(self) -> None:
        while self._held and not self._is_paused and not self._is_closed:
            self._room.release()
            self._receive(self._held.popleft())

    def close(self) -> None:
        """Nothing is delivered any more; a thread that waits for room goes on and finds out."""
        self._is_closed = True
        self._held.clear()
        self._room.release(_CHUNKS_ON_THE_WAY)

"""A receiver that remembers what it was told and can be awaited."""

from __future__ import annotations

import asyncio

from proxy.backends.base import ServerConnection
from proxy.errors import ProxyError
from proxy.wire import backend
from proxy.wire.codes import ERROR_RESPONSE


class Recorder:
    """A `Receiver`; of `connection`, where an error that ends it is to be written down, as a link does."""

    def __init__(self, connection: ServerConnection | None = None) -> None:
        self._connection = connection
        self.data = b""
        self.error: ProxyError | None = None
        self.pressure: list[str] = []
        self._changed = asyncio.Event()

    def replies(self, data: bytes) -> None:
        self.data += data
        if self._connection is not None and data[0] == ERROR_RESPONSE:
            self._connection.last_error = backend.parse_fields(data[5:])
        self._changed.set()

    def lost(self, error: ProxyError) -> None:
        assert self.error is None, "lost was called twice"
        self.error = error
        self._changed.set()

    def server_full(self) -> None:
        self.pressure.append("full")
        self._changed.set()

    def server_drained(self) -> None:
        self.pressure.append("drained")
        self._changed.set()

    async def until(self, ending: bytes) -> bytes:
        """What came up to and including `ending`, which must be last."""
        while not self.data.endswith(ending):
            await self._wait()
        data, self.data = self.data, b""
        return data

    async def until_lost(self) -> ProxyError:
        while self.error is None:
            await self._wait()
        return self.error

    async def until_pressed(self, *pressure: str) -> None:
        while self.pressure != list(pressure):
            await self._wait()

    async def _wait(self) -> None:
        self._changed.clear()
        async with asyncio.timeout(20):
            await self._changed.wait()

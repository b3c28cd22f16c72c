"""Connections of the proxy's own for one database, on which relations are asked for and kept: a few, when needed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from proxy.errors import ConnectionFailure, ProxyError

Row = tuple[str | None, ...]
_MOST: Final = 4
"""Connections at once; more who ask wait for one."""


class AskedConnection(Protocol):
    """One connection on which statements are asked one after the other."""

    async def ask(self, text: str, *, is_counted: bool = False) -> list[Row]:
        """The rows of one statement, as text; where they are counted, `'1'` for each. Raises ConnectionFailure, or the
        server's error as a ProxyError."""

    async def close(self) -> None: ...

    @property
    def is_closed(self) -> bool: ...


class Asked:
    """`connect` opens a connection; it raises ConnectionFailure."""

    def __init__(self, connect: Callable[[], Awaitable[AskedConnection]]) -> None:
        # For the life of the rules
        self._connect = connect
        self._turns = asyncio.Semaphore(_MOST)
        # Changing with every question
        self._idle: list[AskedConnection] = []
        self._is_closed = False

    async def ask(self, text: str, *, is_counted: bool = False) -> list[Row]:
        """See `AskedConnection.ask`. A connection that has died at rest is replaced first."""
        async with self._turns:
            while self._idle:
                connection = self._idle.pop()
                if not connection.is_closed:
                    break
            else:
                connection = await self._connect()
            try:
                rows = await connection.ask(text, is_counted=is_counted)
            except ConnectionFailure:
                await connection.close()
                raise
            except ProxyError:
                await self._keep(connection)
                raise
            except BaseException:
                # Cancelled in the middle: what it would answer next is not known.
                await connection.close()
                raise
            await self._keep(connection)
            return rows

    async def close(self) -> None:
        """Ends the connections: those at rest now, the others when they are done."""
        self._is_closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _keep(self, connection: AskedConnection) -> None:
        if self._is_closed:
            await connection.close()
        elif not connection.is_closed:
            self._idle.append(connection)

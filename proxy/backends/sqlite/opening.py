"""aiosqlite connections whose thread has ended before anybody hears that they could not be opened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiosqlite

_PATIENCE: Final = 1.0
"""Seconds for a thread to end: one that hangs in a call of the system ends nobody knows when."""


async def opened(connection: aiosqlite.Connection) -> aiosqlite.Connection:
    """`connection`, open. Raises what its connector raises, sqlite3.Error for instance."""
    try:
        return await connection
    except BaseException:
        # aiosqlite tells the thread to stop and does not wait: its last word would meet a loop that is closed.
        await asyncio.to_thread(connection._thread.join, _PATIENCE)
        raise


@asynccontextmanager
async def connected(uri: str) -> AsyncIterator[aiosqlite.Connection]:
    """A connection in autocommit to the file at `uri`, closed at the end. Raises sqlite3.Error."""
    connection = await opened(aiosqlite.connect(uri, uri=True, isolation_level=None))
    try:
        yield connection
    finally:
        await connection.close()

"""Memory of clients that are connected and do nothing."""

from __future__ import annotations

import asyncio

from benchmarks.measure import memory_bytes
from benchmarks.targets import DATABASE, Target
from proxy.wire.frontend import TERMINATE, startup

AT_ONCE = 50


async def bytes_per_client(target: Target, clients: int) -> float:
    """Opens `clients` connections, waits until each is ready, and weighs the proxy before and after."""
    assert target.process is not None
    first = await _open(target.port)  # What the first client makes is not part of each client.
    before = memory_bytes(target.process.pid)
    opened: list[asyncio.StreamWriter] = []
    try:
        while len(opened) < clients:
            count = min(AT_ONCE, clients - len(opened))
            opened += await asyncio.gather(*(_open(target.port) for _ in range(count)))
        return (memory_bytes(target.process.pid) - before) / clients
    finally:
        for writer in [first, *opened]:
            writer.write(TERMINATE)
            writer.close()


async def _open(port: int) -> asyncio.StreamWriter:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(startup({"user": "postgres", "database": DATABASE}))
    async with asyncio.timeout(30):
        while True:
            head = await reader.readexactly(5)
            body = await reader.readexactly(int.from_bytes(head[1:], "big") - 4)
            if head[:1] == b"Z":
                return writer
            if head[:1] == b"E":
                raise ConnectionError(body.replace(b"\0", b" ").decode("utf-8", "replace"))

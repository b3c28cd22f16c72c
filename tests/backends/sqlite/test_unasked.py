"""A receiver that does not understand a reply of the file's connection."""

from __future__ import annotations

import asyncio
from pathlib import Path

from proxy.backends.sqlite.backend import SqliteBackend
from proxy.backends.sqlite.connection import SqliteConnection
from proxy.errors import ProtocolViolation, ProxyError
from proxy.wire import frontend


class Confused:
    def __init__(self, connection: SqliteConnection) -> None:
        self.connection = connection
        self.lost_by: list[ProxyError] = []

    def replies(self, data: bytes) -> None:
        self.connection.not_understood(ProtocolViolation("a reply nobody asked for"))

    def lost(self, error: ProxyError) -> None:
        self.lost_by.append(error)

    def server_full(self) -> None:
        raise AssertionError

    server_drained = server_full


async def test_the_connection_ends_and_says_so_once(tmp_path: Path) -> None:
    database = SqliteBackend("shop", f"sqlite:///{tmp_path}/shop.db")
    connection = await database.connect()
    receiver = connection.receiver = Confused(connection)
    connection.send(frontend.query(b"SELECT 1"))
    async with asyncio.timeout(20):
        await connection.wait_closed()
    assert connection.is_closed
    assert [error.sqlstate for error in receiver.lost_by] == ["08006"]
    assert "a reply nobody asked for" in str(receiver.lost_by[0])
    await database.close()

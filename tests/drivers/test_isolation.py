"""Isolation: whatever dies around them, clients never get a reply that is not their own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

CLIENTS = 12
SECONDS = 5.0
SETTINGS = "pool:\n  size: 5\n"


@pytest.fixture
def crowded(primary: Server, tmp_path: Path) -> Iterator[tuple[ProxyProcess, str]]:
    name = primary.create_database()
    rules = f'databases:\n  default: {{url: "{primary.url_of(name)}"}}\n'
    with running_proxy(tmp_path, {"plain.yaml": rules, "server.yaml": SETTINGS}) as proxy:
        yield proxy, name


class Client:
    """Asks for its own token again and again, and counts what came back."""

    def __init__(self, number: int, url: str, chance: random.Random) -> None:
        self.number = number
        self.url = url
        self.chance = chance
        self.answers = 0
        self.losses = 0

    async def run(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        while loop.time() < until:
            try:
                async with await psycopg.AsyncConnection.connect(self.url, autocommit=True) as connection:
                    for _ in range(self.chance.randrange(1, 60)):
                        await self._ask(connection)
                    if self.chance.random() < 0.5:
                        await self._leave_in_the_middle(connection)
            except psycopg.OperationalError:
                self.losses += 1

    async def _ask(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        token = f"{self.number}-{self.chance.random()}"
        way = self.chance.randrange(4)
        if way == 0:
            cursor = await connection.execute("SELECT %s", [token], prepare=True)
            assert await cursor.fetchall() == [(token,)]
        elif way == 1:
            cursor = await connection.execute(f"SELECT '{token}' FROM generate_series(1, 50)".encode())
            assert set(await cursor.fetchall()) == {(token,)}
        elif way == 2:
            async with connection.transaction():
                await connection.execute("SELECT set_config('my.token', %s, true)", [token])
                cursor = await connection.execute("SELECT current_setting('my.token')")
                assert await cursor.fetchall() == [(token,)]
        else:
            async with connection.pipeline():
                cursors = [await connection.execute("SELECT %s, %s::int", [token, n]) for n in range(3)]
                for n, one in enumerate(cursors):
                    assert await one.fetchall() == [(token, n)]
        self.answers += 1

    async def _leave_in_the_middle(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        """Sends a question and hangs up before its answer."""
        await connection.execute("BEGIN")
        connection.pgconn.send_query(b"SELECT 'of nobody' FROM generate_series(1, 2000)")
        connection.pgconn.flush()
        connection.pgconn.finish()


async def _kill_servers(server: Server, database: str, until: float, chance: random.Random) -> int:
    """Ends some server connection of this database over and over; how many."""
    loop = asyncio.get_running_loop()
    killed = 0
    url = server.url_of("postgres")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while loop.time() < until:
            cursor = await connection.execute(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = %s"
                " ORDER BY random() LIMIT 1",
                [database],
            )
            killed += cursor.rowcount
            await asyncio.sleep(chance.uniform(0.02, 0.2))
    return killed


async def test_no_client_gets_a_reply_that_is_not_its_own(crowded: tuple[ProxyProcess, str], primary: Server) -> None:
    proxy, database = crowded
    until = asyncio.get_running_loop().time() + SECONDS
    clients = [Client(number, proxy.url("plain", "postgres"), random.Random(number)) for number in range(CLIENTS)]

    killed, *_ = await asyncio.gather(
        _kill_servers(primary, database, until, random.Random(99)), *(client.run(until) for client in clients)
    )

    assert killed > 5
    assert all(client.answers > 5 for client in clients), [client.answers for client in clients]
    assert "Traceback" not in proxy.log.read_text()

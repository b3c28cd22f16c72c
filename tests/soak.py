"""`make soak`: thousands of sessions over a few lanes, with errors, hang-ups, cancels, lost servers and reloads.

Every statement carries a token of its own; not one reply may be wrong or missing. Bounded in time; ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from proxy.wire import frontend
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

SETTINGS = "pool: {size: 12}\nlimits: {clients: 20000}\nlog: {level: warning}\n"
_PATIENCE = 30.0
"""Seconds a reply may take before it counts as missing."""


Disturb = Callable[[], Awaitable[int]]
"""Ends a server's connection if it can; how many it were."""


@dataclass(slots=True)
class Tally:
    answers: int = 0
    errors: int = 0
    cancelled: int = 0
    hung_up: int = 0
    lost: int = 0
    killed: int = 0
    reloads: int = 0


class Wrong(Exception):
    """A reply that is not the session's own, or none at all."""


class Asker:
    """One client after the other on one place: connects, asks, checks, leaves in one way or another."""

    def __init__(self, port: int, number: int, tally: Tally) -> None:
        self._port = port
        self._number = number
        self._chance = random.Random(number)
        self._tally = tally
        self._asked = 0
        self._key = b""

    async def run(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        while loop.time() < until:
            try:
                await self._one_client(until)
            except (ConnectionError, asyncio.IncompleteReadError):
                # A server was lost under it: the client is told or cut off, and comes again.
                self._tally.lost += 1
            except TimeoutError:
                raise Wrong(f"client {self._number} never got its reply") from None

    async def _one_client(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(frontend.startup({"user": "app", "database": "soak"}))
            await self._replies(reader)
            writer.write(frontend.parse(b"p", b"SELECT $1::text") + frontend.SYNC)
            await self._replies(reader)
            for _ in range(self._chance.randrange(5, 80)):
                if loop.time() > until:
                    break
                if not await self._ask(reader, writer):
                    return
            writer.write(frontend.TERMINATE)
        finally:
            writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """False where the client has hung up in the middle."""
        self._asked += 1
        token = b"%d-%d" % (self._number, self._asked)
        way = self._chance.randrange(20)
        if way < 9:
            writer.write(frontend.query(b"SELECT '%b'" % token))
        elif way < 17:
            writer.write(frontend.bind(b"", b"p", (token,)) + frontend.execute() + frontend.SYNC)
        elif way == 17:
            writer.write(frontend.query(b"SELECT 1 / (%d - %d)" % (self._asked, self._asked)))
        elif way == 18:
            writer.write(frontend.query(b"SELECT '%b'" % token))
            await writer.drain()
            self._tally.hung_up += 1
            return False
        else:
            writer.write(frontend.query(b"SELECT '%b', pg_sleep(0.02)" % token))
            await self._cancel()
        rows, sqlstate = await self._replies(reader)
        if sqlstate:
            if way < 17 and sqlstate != "57014":
                raise ConnectionError(sqlstate)
            if way < 17:
                raise Wrong(f"{token!r} was cancelled by another session's request")
            self._tally.errors += way == 17
            self._tally.cancelled += way == 19
        elif way == 17 or len(rows) != 1 or rows[0] != token:
            raise Wrong(f"asked {token!r}, got {rows!r}")
        else:
            self._tally.answers += 1
        return True

    async def _cancel(self) -> None:
        """Returns when it was heard: one that comes late may hit the client's next statement, on any server."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(b"\0\0\0\x10\x04\xd2\x16\x2e" + self._key)
        await reader.read()
        writer.close()

    async def _replies(self, reader: asyncio.StreamReader) -> tuple[list[bytes], str]:
        """The first columns up to ReadyForQuery, and the SQLSTATE of an error."""
        rows: list[bytes] = []
        sqlstate = ""
        async with asyncio.timeout(_PATIENCE):
            while True:
                head = await reader.readexactly(5)
                body = await reader.readexactly(int.from_bytes(head[1:], "big") - 4)
                match head[:1]:
                    case b"D":
                        rows.append(body[6 : 6 + int.from_bytes(body[2:6], "big")])
                    case b"E":
                        sqlstate = body.split(b"\0C", 1)[1][:5].decode()
                    case b"K":
                        self._key = body
                    case b"Z":
                        return rows, sqlstate


async def _disturb(disturb: Disturb, proxy: ProxyProcess, until: float, tally: Tally) -> None:
    """Ends a server connection now and then, and reloads the rules."""
    loop = asyncio.get_running_loop()
    chance = random.Random(0)
    while loop.time() < until:
        await asyncio.sleep(chance.uniform(0.2, 0.6))
        tally.killed += await disturb()
        if chance.random() < 0.3:
            proxy.reload()
            tally.reloads += 1


def kills(server: Server, database: str) -> Disturb:
    """Ends one connection of the database, and says how many it were."""

    async def kill() -> int:
        async with await psycopg.AsyncConnection.connect(server.url_of("postgres"), autocommit=True) as connection:
            cursor = await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s ORDER BY random() LIMIT 1",
                [database],
            )
            return cursor.rowcount

    return kill


async def leave_alone() -> int:
    """A file has no server that could be lost."""
    return 0


async def soak(proxy: ProxyProcess, disturb: Disturb, sessions: int, seconds: float) -> Tally:
    """Raises Wrong with the first reply that is wrong or missing."""
    tally = Tally()
    until = asyncio.get_running_loop().time() + seconds
    async with asyncio.TaskGroup() as group:
        group.create_task(_disturb(disturb, proxy, until, tally), name="disturb")
        for number in range(sessions):
            group.create_task(Asker(proxy.port, number, tally).run(until), name=f"client {number}")
    return tally


def rules(url: str) -> dict[str, str]:
    return {
        "soak.yaml": f'databases:\n  default: {{url: "{url}"}}\n',
        "server.yaml": SETTINGS,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--sessions", type=int, default=2000, help="clients at the same time (default 2000)")
    parser.add_argument("--seconds", type=float, default=120, help="how long (default 120, at most 1800)")
    parser.add_argument("--engine", choices=("postgresql", "sqlite"), default="postgresql")
    chosen = parser.parse_args()
    server = Server("soak")
    with tempfile.TemporaryDirectory(prefix="onedsn-soak-") as folder:
        try:
            url, disturb = f"sqlite:///{folder}/soak.db", leave_alone
            if chosen.engine == "postgresql":
                server.initialise()
                server.start({"log_statement": "none"})
                database = server.create_database()
                url, disturb = server.url_of(database), kills(server, database)
            with running_proxy(Path(folder), rules(url)) as proxy:
                tally = asyncio.run(soak(proxy, disturb, chosen.sessions, min(chosen.seconds, 1800)))
                print(tally)
                print(proxy.log.read_text()[-2000:])
        finally:
            server.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())

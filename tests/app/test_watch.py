"""The watch looks again and again, and disturbs nothing when it finds what was there."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from proxy.app.assembly import Facets, make_pool
from proxy.app.watch import Watch
from proxy.backends.sqlite.health import FileCheck
from proxy.config import LogSettings, PoolSettings
from proxy.errors import ConnectionFailure
from proxy.net import TaskOwner
from proxy.routing.load import load_rules
from proxy.telemetry.log import make_logger


class News(io.StringIO):
    """A log that can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: asyncio.Queue[str] = asyncio.Queue()

    def write(self, text: str) -> int:
        self._lines.put_nowait(text)
        return len(text)

    async def until(self, event: str, database: str) -> None:
        while (line := await self._lines.get()) and not (event in line and f'"{database}"' in line):
            pass


def watch_over(folder: Path, others: str = "", log: io.StringIO | None = None) -> Watch:
    path = folder / "shop.yaml"
    path.write_text(f'databases: {{default: "sqlite:///{folder}/shop.db"{others}}}\n')
    rules = load_rules(path, {})
    spawn = TaskOwner("test").spawn
    pools = {
        name: make_pool(database, PoolSettings(), spawn, time.monotonic, lambda *_: None)
        for name, database in rules.databases.items()
    }
    return Watch(rules, pools, {}, Facets(), time.monotonic, make_logger(LogSettings(), log or io.StringIO()))


def execute(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "shop.db")) as connection:
        connection.execute(sql)
        connection.commit()


async def test_equal_facts_are_no_news_and_other_facts_are(tmp_path: Path) -> None:
    execute(tmp_path, "CREATE TABLE book (id integer PRIMARY KEY)")
    watch = watch_over(tmp_path)
    assert await watch.fetch_catalogs()
    assert not await watch.fetch_catalogs()
    execute(tmp_path, "CREATE TABLE person (id integer PRIMARY KEY)")
    assert await watch.fetch_catalogs()
    await watch.close()
    for watched in watch.watched.values():
        await watched.pool.close()


@pytest.mark.parametrize(
    "said", [b"", b"220 mail.example.com ESMTP\r\n", b"E\0\0\0\x08\0\0\0\0", b"R\0\0\0\x03\0\0\0\0Z"], ids=repr
)
async def test_a_stranger_at_the_address_of_one_database_keeps_the_watch_from_no_other(
    tmp_path: Path, said: bytes
) -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)

    stranger = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = stranger.sockets[0].getsockname()[1]
    execute(tmp_path, "CREATE TABLE book (id integer PRIMARY KEY)")
    news = News()
    watch = watch_over(tmp_path, f', other: "postgresql://app@127.0.0.1:{port}/other?sslmode=disable"', news)
    running = asyncio.create_task(watch.run(0.01, 0.01, lambda: None))
    async with asyncio.timeout(30):
        await news.until("database reachable", "default")
        (tmp_path / "shop.db").write_bytes(b"this is no database, but long enough to be looked at as one" * 40)
        await news.until("database unreachable", "default")
    assert not running.done()
    assert not watch.watched["other"].known_healthy
    running.cancel()
    await asyncio.wait([running])
    stranger.close()
    await watch.close()
    for watched in watch.watched.values():
        await watched.pool.close()


async def test_an_sqlite_file_is_healthy_while_it_can_be_read(tmp_path: Path) -> None:
    execute(tmp_path, "CREATE TABLE book (id integer PRIMARY KEY)")
    check = FileCheck("default", f"sqlite:///{tmp_path}/shop.db")
    await check.look()
    (tmp_path / "shop.db").write_bytes(b"this is no database, but long enough to be looked at as one" * 40)
    with pytest.raises(ConnectionFailure, match="not a database"):
        await check.look()


@pytest.mark.parametrize(
    ("url", "is_healthy"),
    [
        ("sqlite:///:memory:", True),
        ("sqlite:///{folder}/not_yet.db", True),
        ("sqlite:///{folder}/not_yet.db?mode=rw", False),
        ("sqlite:///{folder}/no/such/folder/file.db", False),
    ],
)
async def test_a_file_that_does_not_exist_is_healthy_where_it_would_be_made(
    tmp_path: Path, url: str, is_healthy: bool
) -> None:
    check = FileCheck("default", url.format(folder=tmp_path))
    if is_healthy:
        await check.look()
        return
    with pytest.raises(ConnectionFailure):
        await check.look()

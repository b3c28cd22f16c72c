"""What only the SQLite engine does: its files, its one writer, its threads."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from proxy.backends.sqlite.backend import SqliteBackend
from proxy.errors import ProxyError
from proxy.wire import frontend
from tests.backends.talk import COUNT_FOREVER, Talk, error, error_or_none


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[SqliteBackend]:
    made = SqliteBackend("default", f"sqlite:///{tmp_path}/test.db?busy_timeout=300")
    yield made
    await made.close()


@pytest.fixture
async def talk(sqlite: SqliteBackend) -> Talk:
    talk = Talk(await sqlite.connect())
    await talk.ok("CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL)")
    return talk


async def test_cancel_ends_what_runs_with_57014_and_leaves_an_idle_connection_alone(talk: Talk) -> None:
    heard: list[bool] = []
    talk.connection.cancel(heard.append)
    assert heard == [True]
    talk.send(frontend.query(b"SELECT 1; " + COUNT_FOREVER.encode()))
    loop = asyncio.get_running_loop()
    again = loop.call_later(0.1, talk.connection.cancel, heard.append)
    assert error(await talk.until("Z")) == "57014"
    again.cancel()
    assert await talk.rows("SELECT 1") == [("1",)]


async def test_cancel_ends_what_was_sent_and_has_not_begun_and_nothing_that_is_sent_later(talk: Talk) -> None:
    talk.send(frontend.query(COUNT_FOREVER.encode()))
    talk.connection.cancel(lambda _: None)
    talk.send(frontend.query(b"SELECT 1"))
    assert error(await talk.until("Z")) == "57014"
    assert error_or_none(await talk.until("Z")) is None
    talk.send(frontend.query(b"SELECT 1"))
    talk.connection.cancel(lambda _: None)
    await talk.until("Z")
    assert await talk.rows("SELECT 2") == [("2",)]


async def test_a_second_writer_waits_and_then_hears_40001(talk: Talk, sqlite: SqliteBackend) -> None:
    other = Talk(await sqlite.connect())
    await talk.ok("BEGIN; INSERT INTO t VALUES (1, 'a')")
    assert await other.rows("SELECT * FROM t") == []
    assert await other.fails("INSERT INTO t VALUES (2, 'b')") == "40001"
    await other.ok("SET lock_timeout = 50")
    assert await other.fails("INSERT INTO t VALUES (2, 'b')") == "55P03"
    await talk.ok("COMMIT")
    assert await other.ok("INSERT INTO t VALUES (2, 'b')") == "INSERT 0 1"


async def test_a_closed_connection_gives_the_writers_place_back(talk: Talk, sqlite: SqliteBackend) -> None:
    other = Talk(await sqlite.connect())
    await talk.ok("BEGIN; INSERT INTO t VALUES (1, 'a')")
    talk.connection.close()
    await talk.connection.wait_closed()
    assert await other.ok("INSERT INTO t VALUES (1, 'b')") == "INSERT 0 1"


async def test_repeatable_read_keeps_its_snapshot_and_fails_to_write_over_a_newer_one(
    talk: Talk, sqlite: SqliteBackend
) -> None:
    other = Talk(await sqlite.connect())
    await talk.ok("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM t")
    await other.ok("INSERT INTO t VALUES (1, 'a')")
    assert await talk.rows("SELECT * FROM t") == []
    assert await talk.fails("INSERT INTO t VALUES (2, 'b')") == "40001"


async def test_a_flood_of_input_is_announced_and_its_end_too(talk: Talk) -> None:
    talk.send(frontend.query(b"COPY t FROM STDIN"))
    await talk.until("G")
    for i in range(400):
        talk.send(frontend.copy_data(f"{i}\t{'x' * 10000}\n".encode()))
    talk.send(frontend.COPY_DONE)
    await talk.until("Z")
    while talk.flow[-1:] != ["drained"]:
        talk.arrived.clear()
        await asyncio.wait_for(talk.arrived.wait(), 10)
    assert talk.flow[0] == "full"


async def test_two_connections_share_a_database_in_memory() -> None:
    sqlite = SqliteBackend("default", "sqlite:///:memory:")
    one, two = Talk(await sqlite.connect()), Talk(await sqlite.connect())
    await one.ok("CREATE TABLE m (id integer); INSERT INTO m VALUES (1)")
    assert await two.rows("SELECT * FROM m") == [("1",)]
    await sqlite.close()


async def test_a_file_that_is_no_database_is_told_when_connecting(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"this is no database at all" * 100)
    sqlite = SqliteBackend("default", f"sqlite:///{tmp_path}/bad.db")
    with pytest.raises(ProxyError) as caught:
        await sqlite.connect()
    assert caught.value.code == "XX001"
    await sqlite.close()


async def test_a_missing_file_is_told_when_it_may_not_be_made(tmp_path: Path) -> None:
    sqlite = SqliteBackend("default", f"sqlite:///{tmp_path}/none.db?mode=ro")
    with pytest.raises(ProxyError) as caught:
        await sqlite.connect()
    assert caught.value.code == "08001"
    await sqlite.close()


async def test_a_read_only_database_reads_and_refuses_to_write(talk: Talk, tmp_path: Path) -> None:
    await talk.ok("INSERT INTO t VALUES (1, 'a')")
    sqlite = SqliteBackend("archive", f"sqlite:///{tmp_path}/test.db?mode=ro")
    reader = Talk(await sqlite.connect())
    assert await reader.rows("SELECT id FROM t") == [("1",)]
    assert await reader.fails("DELETE FROM t") == "25006"
    await sqlite.close()


async def test_a_lock_of_another_process_is_told_with_40001(talk: Talk, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "test.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await talk.fails("INSERT INTO t VALUES (1, 'a')") == "40001"
        other.execute("ROLLBACK")
    assert await talk.ok("INSERT INTO t VALUES (1, 'a')") == "INSERT 0 1"


async def test_a_table_that_another_process_dropped_is_undefined(talk: Talk, tmp_path: Path) -> None:
    assert await talk.rows("SELECT * FROM t") == []
    with closing(sqlite3.connect(tmp_path / "test.db")) as other:
        other.execute("DROP TABLE t")
    assert await talk.fails("SELECT * FROM t") == "42P01"


async def test_a_connection_whose_thread_ends_by_a_defect_is_lost_and_says_so(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(talk.connection, "_messages", fail)
    talk.send(frontend.query(b"SELECT 1"))
    while talk.error is None:
        talk.arrived.clear()
        await talk.arrived.wait()
    assert talk.error.code == "08006"
    assert talk.connection.is_closed

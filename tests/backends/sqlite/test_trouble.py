"""What can happen to a file: a clear error, the other databases go on, and nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import resource
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests.proxying import ProxyProcess, running_proxy

RULES = """
databases:
  default: {{url: "sqlite:///{folder}/good.db"}}
  bad: {{url: "sqlite:///{folder}/bad.db?busy_timeout=300"}}
"""
Client = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[ProxyProcess]:
    with running_proxy(tmp_path, {"shop.yaml": RULES.format(folder=tmp_path)}) as running:
        with running.connect("shop@default") as connection:
            connection.execute("CREATE TABLE t (id int PRIMARY KEY, v text)")
        yield running


@pytest.fixture
def bad(proxy: ProxyProcess) -> Iterator[Client]:
    """A client of the database that something happens to."""
    with proxy.connect("shop@bad") as connection:
        connection.execute("CREATE TABLE t (id serial PRIMARY KEY, v text)")
        yield connection


def goes_on(proxy: ProxyProcess) -> bool:
    """Whether the other database still takes rows and gives them back."""
    with proxy.connect("shop@default") as connection:
        connection.execute("INSERT INTO t VALUES (1, 'a') ON CONFLICT (id) DO NOTHING")
        return connection.execute("SELECT v FROM t").fetchall() == [("a",)]


def test_a_file_that_is_no_database_is_told(tmp_path: Path, proxy: ProxyProcess) -> None:
    (tmp_path / "bad.db").write_bytes(b"no database at all\n" * 100)
    with proxy.connect("shop@bad") as connection, pytest.raises(errors.DataCorrupted, match="not an SQLite database"):
        connection.execute("SELECT * FROM t")
    assert goes_on(proxy)


@pytest.mark.parametrize("lost", [1, 100, 4095, 4096, 4097, 40_000])
def test_a_file_whose_end_is_missing_is_told(tmp_path: Path, proxy: ProxyProcess, lost: int) -> None:
    path = tmp_path / "bad.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (v text)")
        other.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 100)
        other.commit()
    os.truncate(path, path.stat().st_size - lost)
    with proxy.connect("shop@bad") as connection, pytest.raises(errors.DataCorrupted, match="damaged"):
        connection.execute("SELECT sum(length(v)) FROM t")
    assert goes_on(proxy)


def test_a_path_that_cannot_be_opened_is_told(tmp_path: Path, proxy: ProxyProcess) -> None:
    (tmp_path / "bad.db").mkdir()
    with (
        proxy.connect("shop@bad") as connection,
        pytest.raises(errors.SqlclientUnableToEstablishSqlconnection) as caught,
    ):
        connection.execute("SELECT 1")
    assert "bad.db" in (caught.value.diag.message_detail or "")
    assert goes_on(proxy)


def test_a_read_only_file_is_read_and_says_why_it_is_not_written(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as file:
        file.executescript("CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (7)")
    rules = f'databases:\n  default: {{url: "sqlite:///{tmp_path}/old.db?mode=ro"}}\n'
    with running_proxy(tmp_path, {"shop.yaml": rules}) as running, running.connect("shop") as connection:
        assert connection.execute("SELECT id FROM t").fetchall() == [(7,)]
        with pytest.raises(errors.ReadOnlySqlTransaction) as caught:
            connection.execute("DELETE FROM t")
        assert "mode=ro" in (caught.value.diag.message_hint or "")


def test_a_lock_of_another_process_is_waited_for_and_then_told(
    tmp_path: Path, proxy: ProxyProcess, bad: Client
) -> None:
    with closing(sqlite3.connect(tmp_path / "bad.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.SerializationFailure):
            bad.execute("INSERT INTO t (v) VALUES ('b')")
        bad.execute("SET lock_timeout = '50ms'")
        with pytest.raises(errors.LockNotAvailable):
            bad.execute("INSERT INTO t (v) VALUES ('b')")
        assert bad.execute("SELECT count(*) FROM t").fetchone() == (0,)
        assert goes_on(proxy)
        other.execute("ROLLBACK")
    assert bad.execute("INSERT INTO t (v) VALUES ('b')").statusmessage == "INSERT 0 1"


def test_waiting_for_the_lock_of_another_process_can_be_cancelled(tmp_path: Path, bad: Client) -> None:
    with closing(sqlite3.connect(tmp_path / "bad.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        bad.execute("SET lock_timeout = '60s'")
        timer = threading.Timer(0.2, bad.cancel_safe)
        timer.start()
        with pytest.raises(errors.QueryCanceled):
            bad.execute("INSERT INTO t (v) VALUES ('b')")
        timer.join()


@pytest.mark.parametrize("statement", ["SELECT * FROM t", "INSERT INTO t (v) VALUES ('b')"])
def test_a_file_that_was_deleted_is_noticed_by_the_next_statement(
    tmp_path: Path, proxy: ProxyProcess, bad: Client, statement: str
) -> None:
    for path in tmp_path.glob("bad.db*"):
        path.unlink()
    with pytest.raises(errors.UndefinedFile):
        bad.execute(statement.encode())
    with proxy.connect("shop@bad") as another, pytest.raises(errors.UndefinedFile):
        another.execute(statement.encode())
    assert not (tmp_path / "bad.db").exists()
    assert goes_on(proxy)


def test_a_commit_into_a_file_that_was_deleted_is_not_acknowledged(tmp_path: Path, bad: Client) -> None:
    bad.execute("BEGIN")
    bad.execute("INSERT INTO t (v) VALUES ('b')")
    for path in tmp_path.glob("bad.db*"):
        path.unlink()
    with pytest.raises(errors.UndefinedFile):
        bad.execute("COMMIT")


def test_a_file_put_in_the_place_of_another_is_read_anew(tmp_path: Path, proxy: ProxyProcess, bad: Client) -> None:
    bad.execute("INSERT INTO t (v) VALUES ('old')")
    with closing(sqlite3.connect(tmp_path / "new.db")) as file:
        file.executescript("CREATE TABLE fresh (id integer PRIMARY KEY); INSERT INTO fresh VALUES (1)")
    for path in tmp_path.glob("bad.db*"):
        path.unlink()
    os.rename(tmp_path / "new.db", tmp_path / "bad.db")
    with pytest.raises(errors.UndefinedFile):
        bad.execute("SELECT * FROM t")
    with proxy.connect("shop@bad") as another:
        assert another.execute("SELECT id FROM fresh").fetchall() == [(1,)]


@pytest.mark.skipif(sys.platform != "linux", reason="needs prlimit()")
def test_when_nothing_more_fits_the_statement_fails_and_what_was_there_stays(proxy: ProxyProcess, bad: Client) -> None:
    assert proxy.process is not None
    kept = 0

    def fill() -> None:
        nonlocal kept
        while kept < 1000:
            bad.execute("INSERT INTO t (v) VALUES (repeat('x', 10000))")
            kept += 1

    resource.prlimit(proxy.process.pid, resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
    with pytest.raises((errors.DiskFull, errors.IoError)):
        fill()
    assert bad.execute("SELECT count(*) FROM t").fetchone() == (kept,)
    assert goes_on(proxy)
    resource.prlimit(proxy.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert bad.execute("INSERT INTO t (v) VALUES ('fits again')").statusmessage == "INSERT 0 1"


def test_what_was_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    proxy = ProxyProcess(tmp_path)
    proxy.write("shop.yaml", RULES.format(folder=tmp_path))
    proxy.start()
    with proxy.connect("shop") as connection:
        connection.execute("CREATE TABLE t (id int PRIMARY KEY)")
    acknowledged: list[int] = []
    many = threading.Event()

    def write(numbers: range) -> None:
        with proxy.connect("shop") as connection:
            for number in numbers:
                try:
                    connection.execute("INSERT INTO t VALUES (%s)", (number,))
                except psycopg.OperationalError:
                    return
                acknowledged.append(number)
                if len(acknowledged) > 300:
                    many.set()

    writers = [threading.Thread(target=write, args=(range(n * 1_000_000, (n + 1) * 1_000_000),)) for n in range(3)]
    for writer in writers:
        writer.start()
    assert many.wait(30)
    assert proxy.process is not None
    proxy.process.kill()
    proxy.process.wait()
    for writer in writers:
        writer.join(20)
    proxy.start()
    try:
        with proxy.connect("shop") as connection:
            there = {row[0] for row in connection.execute("SELECT id FROM t").fetchall()}
    finally:
        proxy.stop()
    assert set(acknowledged) <= there
    # One statement of each writer may have been kept without its answer having left.
    assert len(there) <= len(acknowledged) + len(writers)

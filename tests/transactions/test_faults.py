"""Proxy, servers and clients die at every step of a two-phase commit; afterwards it is all or nothing, as was told."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess
from tests.servers import Server, start_server
from tests.transactions.conftest import RULES

TABLES = ("book", "auth_user", "old_book")
BEFORE = ("before prepare", "inside prepare", "after prepare", "before decide")
AFTER = ("after decide", "before commit", "inside commit", "after commit", "before forget", "after forget")
WITH_FILE = ("before intend", "after intend", "before last")
FILE_COMMITTED = ("inside last", "after last")


class Faulty(ProxyProcess):
    """A proxy with a fault, and one without afterwards, over the same folder."""

    fault: tuple[str, ...] = ()

    def command(self) -> list[str]:
        if not self.fault:
            return super().command()
        program = [sys.executable, "-m", "tests.transactions.faulty"]
        return [*program, str(self.folder), f"127.0.0.1:{self.port}", *self.fault]

    def begin(self, *fault: str) -> None:
        self.fault = fault
        self.start()
        self.fault = ()

    def wait_ended(self) -> int:
        assert self.process is not None
        return self.process.wait(20)


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    first, second = start_server("first"), start_server("second")
    yield first, second
    first.remove()
    second.remove()


@pytest.fixture
def faulty(servers: tuple[Server, Server], tmp_path: Path) -> Iterator[Faulty]:
    first, second = servers
    first.execute("DROP TABLE IF EXISTS book; CREATE TABLE book (id int PRIMARY KEY)")
    second.execute("DROP TABLE IF EXISTS auth_user; CREATE TABLE auth_user (id int PRIMARY KEY)")
    proxy = Faulty(tmp_path)
    proxy.write("shop.yaml", RULES.format(default=first.url, auth=second.url, folder=tmp_path))
    proxy.write("server.yaml", "two_phase: {recovery_interval: 100ms, timeout: 10s}")
    sqlite3.connect(tmp_path / "archive.db").execute("CREATE TABLE old_book (id int PRIMARY KEY)").connection.close()
    yield proxy
    proxy.stop()


def commit(proxy: Faulty, *, with_file: bool) -> str:
    """What the client is told: "committed", "refused" with an SQLSTATE, or "nothing"."""
    connection = proxy.connect("shop")
    try:
        connection.execute("BEGIN")
        for table in TABLES[: 3 if with_file else 2]:
            connection.execute(f"INSERT INTO {table} VALUES (1)".encode())
        connection.execute("COMMIT")
    except psycopg.Error as error:
        return f"refused {error.sqlstate}" if error.sqlstate not in (None, "08007") else "nothing"
    else:
        return "committed"
    finally:
        connection.close()


def outcome(servers: tuple[Server, Server], folder: Path, *, with_file: bool) -> bool:
    """Whether the transaction is committed, everywhere alike, once nothing is prepared any more."""
    deadline = time.monotonic() + 20
    first, second = servers
    while any(server.execute("SELECT gid FROM pg_prepared_xacts") for server in servers):
        assert time.monotonic() < deadline, "something stays prepared"
    found = [first.execute("SELECT count(*) FROM book")[0][0], second.execute("SELECT count(*) FROM auth_user")[0][0]]
    if with_file:
        file = sqlite3.connect(folder / "archive.db")
        found.append(file.execute("SELECT count(*) FROM old_book").fetchone()[0])
        file.close()
    assert found in ([0] * len(found), [1] * len(found)), found
    return found[0] == 1


CASES = [(step, False) for step in BEFORE + AFTER] + [
    (step, True) for step in (*WITH_FILE, *FILE_COMMITTED, "before decide", "inside commit")
]


@pytest.mark.parametrize(("step", "with_file"), CASES)
def test_the_proxy_dies(faulty: Faulty, servers: tuple[Server, Server], step: str, with_file: bool) -> None:
    faulty.begin(step, "die")
    assert commit(faulty, with_file=with_file) == "nothing"
    assert faulty.wait_ended() == 9
    faulty.start()
    is_decided = step in (*AFTER, *(FILE_COMMITTED if with_file else ())) or (with_file and step == "before decide")
    assert outcome(servers, faulty.folder, with_file=with_file) is is_decided


@pytest.mark.parametrize("step", ["before prepare", "after prepare", "after decide", "inside commit"])
def test_the_client_leaves(faulty: Faulty, servers: tuple[Server, Server], step: str) -> None:
    faulty.begin(step, "leave")
    assert commit(faulty, with_file=True) == "nothing"
    assert outcome(servers, faulty.folder, with_file=True)
    assert commit_again(faulty) == "refused 23505"


def shown(proxy: Faulty) -> str:
    """SHOW PREPARED, once there is something in it."""
    deadline = time.monotonic() + 20
    with proxy.connect("onedsn") as console:
        while not (rows := console.execute("SHOW PREPARED").fetchall()):
            assert time.monotonic() < deadline, "nothing is shown"
        return str(rows)


def commit_again(faulty: Faulty) -> str:
    """Whoever comes next finds connections that work."""
    return commit(faulty, with_file=True)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("step", ["before prepare", "inside prepare", "after prepare", "after decide", "inside commit"])
def test_a_server_dies(faulty: Faulty, servers: tuple[Server, Server], step: str, which: int) -> None:
    victim = servers[which]
    faulty.begin(step, "kill", str(victim.process_id), str(victim.port))
    told = commit(faulty, with_file=True)
    if step == "after decide":
        assert "decided: commit" in shown(faulty)
    victim.stop()
    victim.start()
    is_committed = outcome(servers, faulty.folder, with_file=True)
    if told == "committed":
        assert is_committed
    elif told.startswith("refused"):
        assert not is_committed
    if step == "before prepare":
        assert not is_committed
    if step in ("after decide", "inside commit"):
        assert told == "committed"


def test_a_server_that_keeps_no_prepared_transactions_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    able, unable = start_server("able"), start_server("unable", {"max_prepared_transactions": "0"})
    try:
        able.execute("CREATE TABLE book (id int)")
        unable.execute("CREATE TABLE auth_user (id int)")
        proxy = ProxyProcess(tmp_path)
        proxy.write("shop.yaml", RULES.format(default=able.url, auth=unable.url, folder=tmp_path))
        proxy.start()
        try:
            deadline = time.monotonic() + 20
            while not any("max_prepared_transactions" in text for text in unable.log_statements()):
                assert time.monotonic() < deadline, "recovery never looked"
            with proxy.connect("shop") as connection:
                connection.execute("BEGIN")
                connection.execute("INSERT INTO book VALUES (1)")
                unable.forget_statements()
                with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="max_prepared_transactions is 0"):
                    connection.execute("INSERT INTO auth_user VALUES (1)")
                connection.execute("ROLLBACK")
                assert not any("auth_user" in text for text in unable.log_statements())
        finally:
            proxy.stop()
    finally:
        able.remove()
        unable.remove()

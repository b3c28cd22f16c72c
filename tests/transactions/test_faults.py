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
FILES = {"archive.db": "old_book", "log.db": "log_line"}


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


@pytest.mark.parametrize("step", BEFORE + AFTER)
def test_the_proxy_dies_while_a_statement_in_autocommit_takes_children_elsewhere_along(
    faulty: Faulty, servers: tuple[Server, Server], step: str
) -> None:
    first, second = servers
    first.execute("INSERT INTO book VALUES (1)")
    second.execute("DROP TABLE IF EXISTS auth_badge; CREATE TABLE auth_badge (id int PRIMARY KEY, book_id int)")
    second.execute("INSERT INTO auth_badge VALUES (10, 1)")
    faulty.begin(step, "die")
    with pytest.raises(psycopg.Error), faulty.connect("shop") as connection:
        connection.execute("DELETE FROM book WHERE id = %s", (1,))
    assert faulty.wait_ended() == 9
    faulty.start()
    deadline = time.monotonic() + 20
    while any(server.execute("SELECT gid FROM pg_prepared_xacts") for server in servers):
        assert time.monotonic() < deadline, "something stays prepared"
    left = [first.execute("SELECT count(*) FROM book")[0][0], second.execute("SELECT count(*) FROM auth_badge")[0][0]]
    assert left == ([0, 0] if step in AFTER else [1, 1])


@pytest.mark.parametrize("step", BEFORE + AFTER)
def test_the_proxy_dies_with_two_files_written(faulty: Faulty, step: str) -> None:
    faulty.begin(step, "die")
    assert commit_files(faulty) == "nothing"
    assert faulty.wait_ended() == 9
    faulty.start()
    # Waits for the recovery of both files, whose images let nobody write before.
    with faulty.connect("shop") as connection:
        connection.execute("INSERT INTO old_book VALUES (2)")
        connection.execute("INSERT INTO log_line VALUES (2)")
    found = rows_of_files(faulty)
    assert found in ([[2], [2]], [[1, 2], [1, 2]])
    assert (found[0] == [1, 2]) is (step in AFTER)
    with faulty.connect("shop") as connection:
        made = connection.execute("SELECT to_regclass('old_made') IS NOT NULL").fetchone()
        assert made == (step in AFTER,)
    deadline = time.monotonic() + 20
    while list(faulty.folder.glob("*-onedsn-prepared*")):
        assert time.monotonic() < deadline, "an image is left"


def commit_files(proxy: Faulty) -> str:
    for name, table in FILES.items():
        file = sqlite3.connect(proxy.folder / name)
        file.execute(f"CREATE TABLE IF NOT EXISTS {table} (id int PRIMARY KEY)").connection.close()
    connection = proxy.connect("shop")
    try:
        for text in (
            "BEGIN", "INSERT INTO old_book VALUES (1)", "CREATE TABLE old_made (id int)",
            "INSERT INTO log_line VALUES (1)", "COMMIT",
        ):  # fmt: skip
            connection.execute(text.encode())
    except psycopg.Error as error:
        return f"refused {error.sqlstate}" if error.sqlstate not in (None, "08007") else "nothing"
    else:
        return "committed"
    finally:
        connection.close()


def rows_of_files(proxy: Faulty) -> list[list[int]]:
    found = []
    for name, table in FILES.items():
        file = sqlite3.connect(proxy.folder / name)
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found.append([row for (row,) in file.execute(f"SELECT id FROM {table} ORDER BY id")])
        file.close()
    return found


def test_a_file_that_another_program_changed_meanwhile_is_left_to_people(faulty: Faulty) -> None:
    faulty.begin("after decide", "die")
    assert commit_files(faulty) == "nothing"
    assert faulty.wait_ended() == 9
    other = sqlite3.connect(faulty.folder / "log.db")
    other.execute("INSERT INTO log_line VALUES (99)")
    other.commit()
    other.close()
    faulty.start()
    assert "commit failed" in shown(faulty)
    faulty.wait_for_log("was changed by another program")
    with faulty.connect("shop") as connection:
        connection.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.SerializationFailure, match="must be ended first"):
            connection.execute("INSERT INTO log_line VALUES (2)")
        assert connection.execute("SELECT id FROM log_line").fetchall() == [(99,)]
        connection.execute("INSERT INTO old_book VALUES (2)")
        (faulty.folder / "log.db-onedsn-prepared").unlink()
        connection.execute("INSERT INTO log_line VALUES (2)")
    assert rows_of_files(faulty) == [[1, 2], [2, 99]]


@pytest.mark.parametrize("step", ["before prepare", "after prepare", "after decide", "inside commit"])
def test_the_client_leaves(faulty: Faulty, servers: tuple[Server, Server], step: str) -> None:
    faulty.begin(step, "leave")
    assert commit(faulty, with_file=True) == "nothing"
    # Nobody tells when it begins to prepare: until then nothing is committed, and nothing prepared either.
    deadline = time.monotonic() + 20
    while not outcome(servers, faulty.folder, with_file=True):
        assert time.monotonic() < deadline, "it is never committed"
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


@pytest.mark.parametrize(
    ("step", "with_file", "told", "is_committed"),
    [
        ("before prepare", False, "nothing", False),
        ("before decide", False, "nothing", False),
        ("before intend", True, "refused 58030", False),
        ("before decide", True, "committed", True),
        ("before forget", False, "committed", True),
    ],
)
def test_the_journal_cannot_be_written(
    faulty: Faulty, servers: tuple[Server, Server], step: str, with_file: bool, told: str, is_committed: bool
) -> None:
    faulty.begin(step, "spoil")
    assert commit(faulty, with_file=with_file) == told
    faulty.stop()
    faulty.start()
    assert outcome(servers, faulty.folder, with_file=with_file) is is_committed


@pytest.mark.parametrize("step", ["before commit", "inside commit"])
def test_somebody_ends_a_part_by_hand_meanwhile(faulty: Faulty, servers: tuple[Server, Server], step: str) -> None:
    faulty.begin(step, "end", servers[1].url, "COMMIT")
    assert commit(faulty, with_file=False) == "committed"
    assert outcome(servers, faulty.folder, with_file=False)
    with faulty.connect("onedsn") as console:
        assert console.execute("SHOW PREPARED").fetchall() == []


@pytest.mark.parametrize("verb", ["COMMIT", "ROLLBACK"])
def test_somebody_has_ended_all_parts_by_hand_after_a_crash(
    faulty: Faulty, servers: tuple[Server, Server], verb: str
) -> None:
    faulty.begin("after decide" if verb == "COMMIT" else "after prepare", "die")
    assert commit(faulty, with_file=False) == "nothing"
    assert faulty.wait_ended() == 9
    for server in servers:
        for (name,) in server.execute("SELECT gid FROM pg_prepared_xacts"):
            server.execute(f"{verb} PREPARED '{name}'")
    faulty.start()
    assert outcome(servers, faulty.folder, with_file=False) is (verb == "COMMIT")
    assert kept(faulty) == 0


def kept(faulty: Faulty) -> int:
    """The decisions in the journal, once there are none, or after a while."""
    deadline = time.monotonic() + 20
    while True:
        journal = sqlite3.connect(faulty.folder / ".onedsn-journal.db")
        (count,) = journal.execute("SELECT count(*) FROM transactions").fetchone()
        journal.close()
        if not count or time.monotonic() > deadline:
            return int(count)


def test_recovery_ends_what_it_can_while_a_server_is_down(faulty: Faulty, servers: tuple[Server, Server]) -> None:
    faulty.begin("after decide", "die")
    assert commit(faulty, with_file=False) == "nothing"
    assert faulty.wait_ended() == 9
    servers[1].stop()
    try:
        faulty.start()
        faulty.wait_for_log("a prepared transaction was ended")
        assert servers[0].execute("SELECT count(*) FROM book") == [(1,)]
        assert "decided: commit" in shown(faulty)
    finally:
        servers[1].start()
    assert outcome(servers, faulty.folder, with_file=False)
    assert kept(faulty) == 0


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    "step",
    [
        "before prepare", "inside prepare", "after prepare", "before intend", "before last", "inside last",
        "before decide", "after decide", "inside commit", "after commit",
    ],
)  # fmt: skip
def test_a_server_dies(faulty: Faulty, servers: tuple[Server, Server], step: str, which: int) -> None:
    victim = servers[which]
    faulty.begin(step, "kill", str(victim.process_id), f"{victim.socket_folder}/.s.PGSQL.{victim.port}")
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
    if step in ("inside last", "before decide", "after decide", "inside commit", "after commit"):
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

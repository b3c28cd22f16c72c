"""Many clients commit over two servers and a file while the proxy and the servers are killed: all or nothing, as told.

`python -m tests.transactions.test_killed_under_load 40 16` does it 40 times with 16 clients.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess
from tests.servers import Server, start_server

RULES = """
transactions: two_phase
databases:
  default: {{url: "{default}"}}
  auth: {{url: "{auth}"}}
  archive: {{url: "sqlite:///{folder}/archive.db"}}
routers:
  - {{name: auth, tables: ["auth_*"], read: auth, write: auth, migrate: [auth]}}
  - {{name: archive, tables: ["old_*"], read: archive, write: archive, migrate: [archive]}}
"""
PARTS = (("book", "auth_user"), ("auth_user", "book"), ("book", "old_book"), ("old_book", "auth_user", "book"))
"""The tables that one transaction writes, in this order."""
DURABLE = {"synchronous_commit": "on"}
"""Other tests do without: a server that is killed then loses what it has acknowledged."""
BUSY = 3
"""Commits that every round waits for before it kills."""


@dataclass
class Told:
    """What clients know of their transactions, by number."""

    committed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, tuple[str, ...]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_number: int = 0
    is_over: bool = False

    def number(self) -> int:
        with self.lock:
            self.next_number += 1
            return self.next_number


class Load:
    """The servers, the proxy and its clients."""

    def __init__(self, servers: tuple[Server, Server], folder: Path) -> None:
        self.servers = servers
        self.folder = folder
        self.told = Told()
        self.proxy = ProxyProcess(folder)
        self.seed = random.Random(7)
        for server, table in zip(servers, ("book", "auth_user"), strict=True):
            server.execute(f"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} (id int PRIMARY KEY)")
        sqlite3.connect(folder / "archive.db").execute("CREATE TABLE old_book (id int PRIMARY KEY)").connection.close()
        default, auth = (server.url for server in servers)
        self.proxy.write("shop.yaml", RULES.format(default=default, auth=auth, folder=folder))
        self.proxy.write("server.yaml", "two_phase: {recovery_interval: 100ms, timeout: 5s}")

    # ---- clients

    def client(self, mine: random.Random) -> None:
        told = self.told
        while not told.is_over:
            try:
                with psycopg.connect(self.proxy.url("shop"), autocommit=True, connect_timeout=5) as connection:
                    while not told.is_over:
                        self._one(connection, mine)
            except psycopg.Error:
                time.sleep(0.01)  # Whoever was killed comes back.

    def _one(self, connection: psycopg.Connection[tuple[object, ...]], mine: random.Random) -> None:
        number, tables = self.told.number(), mine.choice(PARTS)
        is_committing = False
        try:
            connection.execute("BEGIN")
            for table in tables:
                connection.execute(f"INSERT INTO {table} VALUES ({number})".encode())
            is_committing = True
            connection.execute("COMMIT")
        except psycopg.Error as error:
            if is_committing and error.sqlstate in (None, "08007", "08006", "57P01", "57P02", "57P03"):
                self.told.unknown[number] = tables
                raise
            self.told.refused[number] = f"{error.sqlstate} {error}"
            if connection.closed:
                raise
            connection.execute("ROLLBACK")
        else:
            self.told.committed[number] = tables

    # ---- killers

    def kill_proxy(self) -> None:
        assert self.proxy.process is not None
        self.proxy.process.send_signal(signal.SIGKILL)
        self.proxy.process.wait(20)
        self.proxy.start()

    def kill_server(self) -> None:
        server = self.seed.choice(self.servers)
        os.kill(server.process_id, signal.SIGQUIT)
        server.stop("immediate")
        server.start(DURABLE)

    def kill_both(self) -> None:
        assert self.proxy.process is not None
        server = self.seed.choice(self.servers)
        os.kill(server.process_id, signal.SIGQUIT)
        self.proxy.process.send_signal(signal.SIGKILL)
        self.proxy.process.wait(20)
        server.stop("immediate")
        self.proxy.start()
        server.start(DURABLE)

    def end_backends(self) -> None:
        server = self.seed.choice(self.servers)
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )

    @property
    def killers(self) -> tuple[Callable[[], None], ...]:
        return self.kill_proxy, self.kill_server, self.end_backends, self.kill_both

    # ---- the whole

    def run(self, rounds: int, clients: int) -> None:
        self.proxy.start()
        threads = [
            threading.Thread(target=self.client, args=(random.Random(number),), name=f"client {number}")
            for number in range(clients)
        ]
        for thread in threads:
            thread.start()
        try:
            for number in range(rounds):
                self._wait_for_commits()
                time.sleep(self.seed.random() / 20)
                self.killers[number % len(self.killers)]()
            self._wait_for_commits()
        finally:
            self.told.is_over = True
            for thread in threads:
                thread.join(60)
        assert not any(thread.is_alive() for thread in threads)

    def _wait_for_commits(self) -> None:
        wanted = len(self.told.committed) + BUSY
        deadline = time.monotonic() + 60
        while len(self.told.committed) < wanted:
            assert time.monotonic() < deadline, f"nothing is committed any more:\n{self.proxy.log.read_text()[-4000:]}"
            time.sleep(0.005)

    def judge(self) -> str:
        """Raises AssertionError for a transaction that is not whole, or is not as the client was told."""
        deadline = time.monotonic() + 30
        while any(server.execute("SELECT gid FROM pg_prepared_xacts") for server in self.servers):
            assert time.monotonic() < deadline, "something stays prepared"
        held: dict[int, set[str]] = {}
        file = sqlite3.connect(self.folder / "archive.db")
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        first, second = self.servers
        for table, found in (
            ("book", first.execute("SELECT id FROM book")),
            ("auth_user", second.execute("SELECT id FROM auth_user")),
            ("old_book", file.execute("SELECT id FROM old_book").fetchall()),
        ):
            for (number,) in found:
                held.setdefault(number, set()).add(table)
        file.close()
        told = self.told
        asked = {**told.committed, **told.unknown}
        wrong = [
            f"{number} was to be in {', '.join(tables)}, and is in {', '.join(held.get(number, ()))}; its client "
            f"{'was told so' if number in told.committed else 'does not know'}"
            for number, tables in sorted(asked.items())
            if held.get(number, set()) != set(tables) and (number in told.committed or number in held)
        ]
        wrong += [
            f"{number} was refused ({why}), and is there" for number, why in told.refused.items() if number in held
        ]
        assert not wrong, wrong
        done = sum(number in held for number in told.unknown)
        return (
            f"{len(told.committed)} committed, {len(told.refused)} refused, {len(told.unknown)} not known to their"
            f" clients, of which {done} were committed: all whole"
        )


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    first, second = start_server("first", DURABLE), start_server("second", DURABLE)
    yield first, second
    first.remove()
    second.remove()


def test_whoever_is_killed_every_transaction_is_whole_or_not_there(
    servers: tuple[Server, Server], tmp_path: Path
) -> None:
    load = Load(servers, tmp_path)
    load.run(rounds=4, clients=6)
    try:
        load.judge()
        with load.proxy.connect("onedsn") as console:
            deadline = time.monotonic() + 30
            while left := console.execute("SHOW PREPARED").fetchall():
                assert time.monotonic() < deadline, left
    finally:
        load.proxy.stop()


if __name__ == "__main__":
    both = start_server("first", DURABLE), start_server("second", DURABLE)
    try:
        with tempfile.TemporaryDirectory() as place:
            many = Load(both, Path(place))
            many.seed = random.Random(sys.argv[3]) if len(sys.argv) > 3 else many.seed
            many.run(int(sys.argv[1]), int(sys.argv[2]))
            print(many.judge())
            many.proxy.stop()
    finally:
        for one in both:
            one.remove()

"""Two PostgreSQL databases and two SQLite files behind one DSN whose transactions may span them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

RULES = """
transactions: two_phase
databases:
  default: {{url: "{default}"}}
  auth: {{url: "{auth}"}}
  archive: {{url: "sqlite:///{folder}/archive.db"}}
  log: {{url: "sqlite:///{folder}/log.db"}}
routers:
  - {{name: auth, tables: ["auth_*"], read: auth, write: auth, migrate: [auth]}}
  - {{name: archive, tables: ["old_*"], read: archive, write: archive, migrate: [archive]}}
  - {{name: log, tables: ["log_*"], read: log, write: log, migrate: [log]}}
check: verify
relations:
  - {{from: auth_badge.book_id, to: book.id, on_delete: cascade, lock: true}}
"""
TABLES = {
    "book": "CREATE TABLE book (id int PRIMARY KEY, title text)",
    "auth_member": "CREATE TABLE auth_member (id int PRIMARY KEY, name text UNIQUE DEFERRABLE INITIALLY DEFERRED)",
    "old_book": "CREATE TABLE old_book (id int PRIMARY KEY, title text)",
    "log_line": "CREATE TABLE log_line (id int PRIMARY KEY)",
}

BADGES = b"CREATE TABLE auth_badge (id int PRIMARY KEY, book_id int)"
"""Its rows refer to books, on another database."""


@dataclass
class Stage:
    """`counts` looks past the proxy's transactions, in sessions of its own."""

    proxy: ProxyProcess
    primary: Server
    names: tuple[str, str]

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return self.proxy.connect("shop")

    def counts(self, *tables: str) -> list[object]:
        with self.connect() as connection:
            return [_first(connection, f"SELECT count(*) FROM {table}") for table in tables or TABLES]

    def prepared(self) -> list[str]:
        """What is prepared on the server in these databases."""
        rows = self.primary.execute("SELECT gid, database FROM pg_prepared_xacts")
        return [gid for gid, database in rows if database in self.names]

    def empty(self) -> None:
        with self.connect() as connection:
            for table in ("auth_badge", *TABLES):
                connection.execute(f"DELETE FROM {table}".encode())

    def forget(self) -> None:
        self.primary.forget_statements()

    def statements(self) -> list[str]:
        return self.primary.log_statements()


def _first(connection: psycopg.Connection[tuple[object, ...]], text: str) -> object:
    row = connection.execute(text.encode()).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture(scope="session")
def shared_stage(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    names = (primary.create_database(), primary.create_database())
    folder = Path(tmp_path_factory.mktemp("two_phase"))
    default, auth = (primary.url_of(name) for name in names)
    rules = RULES.format(default=default, auth=auth, folder=folder)
    with running_proxy(folder, {"shop.yaml": rules, "server.yaml": "two_phase: {recovery_interval: 200ms}"}) as proxy:
        stage = Stage(proxy, primary, names)
        with stage.connect() as connection:
            for text in TABLES.values():
                connection.execute(text.encode())
            connection.execute(BADGES)
        yield stage


@pytest.fixture
def stage(shared_stage: Stage) -> Stage:
    shared_stage.empty()
    return shared_stage

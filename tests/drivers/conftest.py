"""One DSN over a primary, its replica and a second database, on PostgreSQL and on SQLite, for every driver."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Replica, Server

RULES = """
databases:
  default: {{url: "{primary}"}}
  replica1: {{url: "{replica}", replica_of: default, read_your_writes: false}}
  auth: {{url: "{auth}"}}
routers:
  - name: auth
    tables: ["auth_*"]
    read: auth
    write: auth
    migrate: [auth]
  - name: replicas
    read: replica1
    write: default
    relation: allow
"""

TABLES = """
CREATE TABLE book (id serial PRIMARY KEY, title text NOT NULL, pages int DEFAULT 100);
CREATE TABLE review (id serial PRIMARY KEY, book_id int REFERENCES book, text text);
INSERT INTO book (title) SELECT 'book ' || n FROM generate_series(1, 50) n;
"""
AUTH_TABLES = "CREATE TABLE auth_user (id serial PRIMARY KEY, username text UNIQUE NOT NULL)"


class Stage:
    """The proxy and what is behind it: by name, what tells the statements that a database ran."""

    def __init__(self, kind: str, proxy: ProxyProcess, logs: Mapping[str, Callable[[], list[str]]]) -> None:
        self.kind = kind
        self.proxy = proxy
        self._logs = logs

    def ran(self, text: str) -> list[str]:
        """The databases that saw a statement with `text` in it."""
        return [name for name, log in self._logs.items() if any(text in seen for seen in log())]


@pytest.fixture(scope="session", params=["postgresql", "sqlite"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = Path(tmp_path_factory.mktemp("rules"))
    if request.param == "sqlite":
        yield from _files(folder)
        return
    servers = (request.getfixturevalue(name) for name in ("primary", "replica", "auth_server"))
    yield from _servers(folder, *servers)


def _servers(folder: Path, primary: Server, replica: Replica, auth_server: Server) -> Iterator[Stage]:
    name = primary.create_database()
    other = auth_server.create_database()
    _fill(primary.url_of(name), TABLES)
    _fill(auth_server.url_of(other), AUTH_TABLES)
    replica.wait_replayed()
    rules = RULES.format(primary=primary.url_of(name), replica=replica.url_of(name), auth=auth_server.url_of(other))
    logs = {
        "default": primary.log_statements,
        "replica1": replica.log_statements,
        "auth": auth_server.log_statements,
    }
    with running_proxy(folder, {"shop.yaml": rules}) as proxy:
        yield Stage("postgresql", proxy, logs)


def _files(folder: Path) -> Iterator[Stage]:
    """The same in three SQLite files; the replica is a copy that was made before the tests."""
    paths = {name: folder / f"{name}.db" for name in ("primary", "replica", "auth")}
    urls = {name: f"sqlite:///{path}?synchronous=off&log_statement={path}.log" for name, path in paths.items()}
    with running_proxy(folder, {"shop.yaml": RULES.format(**urls)}) as proxy:
        _fill(proxy.url("shop@default"), TABLES)
        _fill(proxy.url("shop@auth"), AUTH_TABLES)
        with closing(sqlite3.connect(paths["primary"])) as file, closing(sqlite3.connect(paths["replica"])) as copy:
            file.backup(copy)

        def reader(name: str) -> Callable[[], list[str]]:
            log = Path(f"{paths[name]}.log")
            # It comes with the first statement.
            log.touch()
            return lambda: [json.loads(line)["statement"] for line in log.read_text().splitlines()]

        yield Stage(
            "sqlite", proxy, {"default": reader("primary"), "replica1": reader("replica"), "auth": reader("auth")}
        )


def _fill(url: str, statements: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements)  # type: ignore[call-overload]

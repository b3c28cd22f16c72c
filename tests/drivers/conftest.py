"""One DSN over a primary, its replica and a second server, for every driver."""

from __future__ import annotations

from collections.abc import Iterator
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


class Stage:
    """The proxy and what is behind it."""

    def __init__(self, proxy: ProxyProcess, primary: Server, replica: Replica, auth: Server) -> None:
        self.proxy = proxy
        self.primary = primary
        self.replica = replica
        self.auth = auth

    def forget(self) -> None:
        for server in (self.primary, self.replica, self.auth):
            server.forget_statements()

    def ran(self, text: str) -> list[str]:
        """The databases that saw a statement with `text` in it."""
        servers = {"default": self.primary, "replica1": self.replica, "auth": self.auth}
        return [name for name, server in servers.items() if any(text in seen for seen in server.log_statements())]


@pytest.fixture(scope="session")
def stage(
    primary: Server, replica: Replica, auth_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    name = primary.create_database()
    other = auth_server.create_database()
    _fill(primary.url_of(name), TABLES)
    _fill(auth_server.url_of(other), "CREATE TABLE auth_user (id serial PRIMARY KEY, username text UNIQUE NOT NULL)")
    replica.wait_replayed()
    rules = RULES.format(primary=primary.url_of(name), replica=replica.url_of(name), auth=auth_server.url_of(other))
    folder = Path(tmp_path_factory.mktemp("rules"))
    with running_proxy(folder, {"shop.yaml": rules}) as proxy:
        yield Stage(proxy, primary, replica, auth_server)


def _fill(url: str, statements: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements)  # type: ignore[call-overload]

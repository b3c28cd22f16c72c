"""What a database's own settings (ALTER DATABASE … SET) make of statements that say nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.proxying import running_proxy
from tests.servers import Replica, Server

RULES = """
databases:
  default: {{url: "{primary}"}}
  replica1: {{url: "{replica}", replica_of: default, read_your_writes: false}}
routers:
  - {{name: old, schemas: [alt], read: default, write: default, relation: allow}}
  - {{name: replicas, read: replica1, write: default, relation: allow}}
"""
WHERE = "SELECT pg_is_in_recovery() FROM book"
# Any: a connection whose rows have no types.
Connection = psycopg.Connection[Any]


@pytest.fixture
def served(primary: Server, replica: Replica, tmp_path: Path) -> Any:
    name = primary.create_database()
    with psycopg.connect(primary.url_of(name), autocommit=True) as direct:
        direct.execute("CREATE TABLE book AS SELECT 'b' AS a")
        direct.execute("CREATE SCHEMA alt CREATE TABLE book (a text)")

    @contextmanager
    def serve(setting: str) -> Iterator[Connection]:
        primary.execute(f"ALTER DATABASE {name} SET {setting}")
        replica.wait_replayed()
        rules = RULES.format(primary=primary.url_of(name), replica=replica.url_of(name))
        with running_proxy(tmp_path, {"shop.yaml": rules}) as proxy, proxy.connect("shop") as connection:
            assert any(not unread(connection) for _ in range(20_000)), "the catalogs were never read"
            yield connection

    return serve


def unread(connection: Connection) -> list[str]:
    """The databases whose catalogs are not known yet."""
    found: list[str] = json.loads(answer(connection, "EXPLAIN (ROUTE, FORMAT json) SELECT 1"))["without_catalogs"]
    return found


def answer(connection: Connection, sql: str) -> Any:
    row = connection.execute(sql).fetchone()
    return None if row is None else row[0]


def in_transaction(connection: Connection, begin: str) -> bool:
    connection.execute(begin)
    on_replica = answer(connection, WHERE)
    connection.execute("COMMIT")
    return bool(on_replica)


def test_a_transaction_that_reads_only_by_default_may_use_a_replica(served: Any) -> None:
    with served("default_transaction_read_only = on") as connection:
        assert in_transaction(connection, "BEGIN")
        assert not in_transaction(connection, "BEGIN READ WRITE")
        connection.execute("SET default_transaction_read_only = off")
        assert not in_transaction(connection, "BEGIN")


def test_where_serializable_is_the_default_no_replica_is_asked(served: Any) -> None:
    with served("default_transaction_isolation = 'serializable'") as connection:
        assert answer(connection, WHERE) is False
        assert not in_transaction(connection, "BEGIN READ ONLY")
        assert in_transaction(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")


def test_backslashes_are_read_as_the_server_reads_them(served: Any) -> None:
    with served("standard_conforming_strings = off") as connection:
        quoted = r"EXPLAIN (ROUTE) SELECT 'a\' FROM nowhere; --' FROM book"
        assert "book" in " ".join(row[0] for row in connection.execute(quoted).fetchall())
        assert "nowhere" not in " ".join(row[0] for row in connection.execute(quoted).fetchall())
        connection.execute("SET standard_conforming_strings = on")
        assert "nowhere" in " ".join(row[0] for row in connection.execute(quoted).fetchall())


def test_tables_are_looked_for_in_the_databases_own_path(served: Any) -> None:
    counted = "SELECT pg_is_in_recovery() FROM (SELECT count(*) FROM book) AS counted"
    with served("search_path = alt") as connection:
        assert answer(connection, counted) is False
        connection.execute("SET search_path = public")
        assert answer(connection, counted) is True


def shown(connection: Connection) -> str:
    row = connection.execute("SHOW work_mem").fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("in_transaction", [False, True], ids=["autocommit", "transaction"])
@pytest.mark.parametrize("statement", ["ALTER DATABASE {}", "ALTER ROLE postgres IN DATABASE {}"])
def test_who_connects_after_a_default_was_set_has_it_and_who_was_there_before_has_not(
    primary: Server, tmp_path: Path, statement: str, *, in_transaction: bool
) -> None:
    name = primary.create_database()
    rules = {"one.yaml": f'databases:\n  default: {{url: "{primary.url_of(name)}"}}\n'}
    with running_proxy(tmp_path, rules) as proxy, proxy.connect("one") as setting, proxy.connect("one") as before:
        usual = shown(before)
        with proxy.connect("one") as gone:
            assert shown(gone) == usual
        if in_transaction:
            setting.execute("BEGIN")
        setting.execute(f"{statement.format(name)} SET work_mem = '7MB'")
        if in_transaction:
            with proxy.connect("one") as meanwhile:
                assert shown(meanwhile) == usual
            setting.execute("COMMIT")
        for _ in range(3):
            with proxy.connect("one") as after:
                assert shown(after) == "7MB"
                assert shown(before) == shown(setting) == usual


def test_a_default_that_was_set_past_the_proxy_is_seen_a_little_later(primary: Server, tmp_path: Path) -> None:
    name = primary.create_database()
    rules = {
        "one.yaml": f'databases:\n  default: {{url: "{primary.url_of(name)}"}}\n',
        "server.yaml": "health_interval: 50ms\n",
    }
    with running_proxy(tmp_path, rules) as proxy, proxy.connect("one") as before:
        usual = shown(before)
        proxy.wait_for_log("database reachable")
        primary.execute(f"ALTER DATABASE {name} SET work_mem = '7MB'")

        def one_more() -> str:
            with proxy.connect("one") as after:
                return shown(after)

        assert any(one_more() == "7MB" for _ in range(2_000))
        assert shown(before) == usual

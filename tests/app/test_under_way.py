"""What is under way when rules change or the server stops goes on to its end; and who holds a connection how long."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.proxying import running_proxy
from tests.servers import Server

TWO = """
databases:
  default: {{url: "{one}"}}
  other: {{url: "{two}"}}
routers:
  - {{name: books, tables: [book], read: {place}, write: {place}}}
"""


@pytest.fixture(scope="module")
def urls(primary: Server) -> tuple[str, str]:
    names = primary.create_database(), primary.create_database()
    for name in names:
        with psycopg.connect(primary.url_of(name), autocommit=True) as connection:
            connection.execute("CREATE TABLE book (id int)")
    return primary.url_of(names[0]), primary.url_of(names[1])


def _books(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM book").fetchone()
    assert row is not None
    return int(row[0])


def test_a_transaction_ends_on_the_rules_it_began_with(urls: tuple[str, str], tmp_path: Path) -> None:
    one, two = urls
    before = _books(one), _books(two)
    with (
        running_proxy(tmp_path, {"shop.yaml": TWO.format(one=one, two=two, place="default")}) as served,
        served.connect("shop") as client,
    ):
        client.execute("BEGIN")
        client.execute("INSERT INTO book VALUES (1)")
        served.write("shop.yaml", TWO.format(one=one, two=two, place="other"))
        served.reload()
        served.wait_for_log("reload")
        client.execute("INSERT INTO book VALUES (2)")
        client.execute("COMMIT")
        assert (_books(one), _books(two)) == (before[0] + 2, before[1])
        client.execute("INSERT INTO book VALUES (3)")
        assert (_books(one), _books(two)) == (before[0] + 2, before[1] + 1)


def test_sigterm_lets_a_transaction_end_and_takes_nobody_new(urls: tuple[str, str], tmp_path: Path) -> None:
    one, two = urls
    before = _books(one)
    with running_proxy(tmp_path, {"shop.yaml": TWO.format(one=one, two=two, place="default")}) as served:
        client, idle = served.connect("shop"), served.connect("shop")
        client.execute("BEGIN")
        client.execute("INSERT INTO book VALUES (1)")
        assert served.process is not None
        served.process.terminate()
        served.wait_for_log("draining")
        with pytest.raises(psycopg.OperationalError):
            served.connect("shop")
        with pytest.raises(psycopg.errors.AdminShutdown):
            idle.execute("SELECT 1")
        client.execute("INSERT INTO book VALUES (2)")
        client.execute("COMMIT")
        assert served.process.wait(20) == 0
    assert _books(one) == before + 2


def test_a_user_with_session_pooling_keeps_the_connection_and_others_wait_in_vain(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    server = """
pool: {size: 1, wait_timeout: 1s}
users:
  app: {authentication: trust, admin: true}
  keeper: {authentication: trust, pool_mode: session}
"""
    rules = f'databases:\n  default: {{url: "{urls[0]}"}}\n'
    with running_proxy(tmp_path, {"shop.yaml": rules, "server.yaml": server}) as served:
        with served.connect("shop") as one, served.connect("shop") as two:
            for client in (one, two, one):
                assert client.execute("SELECT 1").fetchone() == (1,)
        with served.connect("shop") as other:
            keeper = psycopg.connect(served.url("shop", "keeper"), autocommit=True)
            keeper.execute("SELECT 1")
            with pytest.raises(psycopg.errors.TooManyConnections):
                other.execute("SELECT 1")
            keeper.close()
            assert other.execute("SELECT 1").fetchone() == (1,)

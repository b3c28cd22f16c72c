"""A router in Python that takes its time keeps nobody waiting but the session that asked."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy

ROUTER = """
import pathlib, time

class Router:
    def db_for_read(self, table, **hints):
        if table.name == "patient":
            while not pathlib.Path({gate!r}).exists():
                time.sleep(0.005)
        if table.name == "ponderous":
            time.sleep(0.05)
        if table.name == "endless":
            while True:
                pass
        return "default"
    db_for_write = db_for_read
"""
KEEPING = """
relations: [{from: ponderous.book_id, to: book.id}]
check: verify
"""
RULES = """
router_timeout: {timeout}
databases: {{default: "sqlite:///{folder}/default.db"}}
routers: [{{name: thinker, python: "slow_routers_of_a_test:Router"}}]
"""


class Stage:
    def __init__(self, proxy: ProxyProcess, gate: Path) -> None:
        self.proxy = proxy
        self.gate = gate

    def explain(self, name: str, statement: str) -> dict[str, object]:
        """What the page says of it."""
        self.proxy.wait_for_log('"event": "metrics')
        lines = (json.loads(line) for line in self.proxy.log.read_text().splitlines() if line.startswith("{"))
        url = next(line["url"] for line in lines if line["event"].startswith("metrics"))
        with urllib.request.urlopen(f"{url.rstrip('/')}/explain?database={name}", statement.encode(), 60) as answer:
            found = json.load(answer)
            assert isinstance(found, dict)
            return found

    def connect(self, name: str = "shop") -> psycopg.Connection[tuple[object, ...]]:
        return self.proxy.connect(name)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    gate = tmp_path / "gate"
    files = {
        "slow_routers_of_a_test.py": ROUTER.format(gate=str(gate)),
        "shop.yaml": RULES.format(folder=tmp_path, timeout="60s"),
        "keeping.yaml": RULES.format(folder=tmp_path, timeout="60s") + KEEPING,
        "hasty.yaml": RULES.format(folder=tmp_path, timeout="200ms"),
        "server.yaml": "http: {port: 0}\nlog: {format: json}\n",
    }
    with running_proxy(tmp_path, files) as proxy:
        stage = Stage(proxy, gate)
        gate.touch()
        with stage.connect() as connection:
            for table in ("patient", "book", "endless", "ponderous"):
                connection.execute(f"/* onedsn: using=default */ CREATE TABLE {table} (id int)".encode())
        gate.unlink()
        yield stage


@pytest.mark.parametrize("prepare", [False, True])
def test_others_are_served_while_one_waits(stage: Stage, prepare: bool) -> None:
    with stage.connect() as waiting, stage.connect() as other, ThreadPoolExecutor() as pool:
        answer = pool.submit(lambda: waiting.execute("SELECT count(*) FROM patient", prepare=prepare).fetchone())
        assert other.execute("/* onedsn: using=default */ SELECT count(*) FROM book").fetchone() == (0,)
        assert other.execute("SHOW search_path").fetchone() is not None
        assert not answer.done()
        stage.gate.touch()
        assert answer.result(20) == (0,)
        assert waiting.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("prepare", [False, True])
def test_a_question_where_a_statement_goes_keeps_nobody_else_waiting(stage: Stage, prepare: bool) -> None:
    with stage.connect() as waiting, stage.connect() as other, ThreadPoolExecutor() as pool:
        asked = "EXPLAIN (ROUTE) SELECT count(*) FROM patient"
        answer = pool.submit(lambda: waiting.execute(asked, prepare=prepare).fetchall())
        assert other.execute("/* onedsn: using=default */ SELECT count(*) FROM book").fetchone() == (0,)
        assert not answer.done()
        stage.gate.touch()
        assert "thinker" in str(answer.result(20))


def test_the_page_waits_for_a_router_and_nobody_else_does(stage: Stage) -> None:
    with stage.connect() as other, ThreadPoolExecutor() as pool:
        answer = pool.submit(stage.explain, "shop", "SELECT count(*) FROM patient")
        assert other.execute("/* onedsn: using=default */ SELECT count(*) FROM book").fetchone() == (0,)
        assert not answer.done()
        stage.gate.touch()
        assert answer.result(20)["router"] == "thinker"
    assert "did not answer within 0.2 s" in str(stage.explain("hasty", "SELECT count(*) FROM endless"))


@pytest.mark.parametrize("factory", [psycopg.Cursor, psycopg.ClientCursor])
def test_what_was_prepared_keeps_its_relations_behind_a_slow_router(stage: Stage, factory: type) -> None:
    with psycopg.connect(stage.proxy.url("keeping"), autocommit=True, cursor_factory=factory) as connection:
        connection.execute("/* onedsn: using=default */ ALTER TABLE ponderous ADD COLUMN book_id int")
        connection.execute("INSERT INTO book VALUES (1)")
        connection.execute("PREPARE put AS INSERT INTO ponderous (id, book_id) VALUES ($1, $2)")
        connection.execute("EXECUTE put (1, 1)")
        connection.execute("EXECUTE put (2, 1 + 0)", prepare=True)
        for values in ("3, 77", "3, 70 + 7"):
            with pytest.raises(psycopg.errors.ForeignKeyViolation):
                connection.execute(f"EXECUTE put ({values})".encode())
        assert connection.execute("SELECT id FROM ponderous ORDER BY id").fetchall() == [(1,), (2,)]


def test_those_who_wait_for_the_same_router_are_all_served(stage: Stage) -> None:
    connections = [stage.connect() for _ in range(5)]
    with ThreadPoolExecutor(8) as pool, stage.connect() as other:
        answers = [
            pool.submit(lambda one: one.execute("INSERT INTO patient VALUES (%s)", (1,)).statusmessage, connection)
            for connection in connections
        ]
        answers += [pool.submit(lambda: other.execute("SELECT count(*) FROM book").statusmessage)]
        stage.gate.touch()
        assert [answer.result(20) for answer in answers] == ["INSERT 0 1"] * 5 + ["SELECT 1"]
    for connection in connections:
        connection.close()


@pytest.mark.parametrize("prepare", [False, True])
def test_one_that_never_answers_is_left_and_the_session_goes_on(stage: Stage, prepare: bool) -> None:
    with stage.connect("hasty") as connection:
        with pytest.raises(psycopg.errors.ExternalRoutineException, match=r"thinker.*did not answer within 0\.2 s"):
            connection.execute("SELECT count(*) FROM endless", prepare=prepare)
        assert connection.execute("SELECT count(*) FROM book", prepare=prepare).fetchone() == (0,)
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM book")
        with pytest.raises(psycopg.errors.ExternalRoutineException):
            connection.execute("INSERT INTO endless VALUES (1)")
        with pytest.raises(psycopg.errors.InFailedSqlTransaction):
            connection.execute("SELECT 1")
        connection.execute("ROLLBACK")


async def test_a_client_that_cancels_or_leaves_is_let_go(stage: Stage) -> None:
    connection = await asyncpg.connect(stage.proxy.url("shop"))
    waiting = asyncio.ensure_future(connection.fetchval("SELECT count(*) FROM patient"))
    other = await asyncpg.connect(stage.proxy.url("shop"))
    assert await other.fetchval("/* onedsn: using=default */ SELECT count(*) FROM book") == 0
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await connection.fetchval("/* onedsn: using=default */ SELECT count(*) FROM book") == 0
    leaving = asyncio.ensure_future(connection.fetchval("SELECT count(*) FROM patient"))
    assert await other.fetchval("/* onedsn: using=default */ SELECT count(*) FROM book") == 0
    connection.terminate()
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await leaving
    stage.gate.touch()
    assert await other.fetchval("SELECT count(*) FROM patient") == 0
    await other.close()


async def test_a_statement_is_described_bound_and_executed_with_a_router_that_is_always_slow(stage: Stage) -> None:
    connection = await asyncpg.connect(stage.proxy.url("shop"))
    for _ in range(3):
        statement = await connection.prepare("INSERT INTO ponderous VALUES ($1) RETURNING id")
        assert await statement.fetchval(7, timeout=20) == 7
    async with connection.transaction():
        assert await connection.fetchval("SELECT count(*) FROM ponderous", timeout=20) == 3
    await connection.close()


def test_what_a_server_says_of_the_first_messages_of_a_batch_is_expected_while_the_router_thinks(stage: Stage) -> None:
    with stage.connect() as connection, connection.transaction():
        connection.execute("SELECT count(*) FROM book")
        with connection.pipeline():
            for number in range(3):
                first = connection.execute("INSERT INTO book VALUES (%s)", (number,))
                second = connection.execute("INSERT INTO ponderous VALUES (%s) RETURNING id", (number,))
                assert second.fetchone() == (number,)
                assert first.statusmessage == "INSERT 0 1"

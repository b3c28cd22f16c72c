"""Statements of a size that would hold up others are read elsewhere, and run as all others do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from proxy.app.analyst import Analyst
from proxy.net import TaskOwner
from proxy.sql.analyze import analyze
from proxy.sql.long import LONG, analyze_long
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

ROWS = 20_000
INSERT = "INSERT INTO long_rows VALUES " + ", ".join(f"({i}, f({i}))" for i in range(ROWS))


@pytest.fixture(scope="module")
def proxy(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProxyProcess]:
    database = primary.create_database()
    url = primary.url_of(database)
    with psycopg.connect(url, autocommit=True) as direct:
        direct.execute("CREATE TABLE long_rows (id int, value int)")
        direct.execute("CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1'")
    folder: Path = tmp_path_factory.mktemp("long")
    with running_proxy(folder, {"shop.yaml": f"databases: {{default: '{url}'}}"}) as running:
        yield running
    primary.execute(f"DROP DATABASE {database} WITH (FORCE)")


def test_a_long_statement_runs_by_either_protocol(proxy: ProxyProcess) -> None:
    assert len(INSERT) > LONG
    with proxy.connect("shop") as app:
        app.execute("TRUNCATE long_rows")
        app.execute(INSERT.encode())
        app.execute(INSERT.encode() + b" RETURNING %s::int", (1,), prepare=True)
        with app.transaction():
            app.execute(INSERT.encode())
        assert app.execute("SELECT count(*) FROM long_rows").fetchone() == (3 * ROWS,)


def test_messages_behind_a_long_statement_wait_for_it(proxy: ProxyProcess) -> None:
    with proxy.connect("shop") as app, app.pipeline():
        app.execute("TRUNCATE long_rows")
        app.execute(INSERT.encode() + b" RETURNING %s::int", (1,))
        counted = app.execute("SELECT count(*) FROM long_rows")
        assert counted.fetchone() == (ROWS,)


def test_an_error_in_a_long_statement_leaves_the_session_as_it_was(proxy: ProxyProcess) -> None:
    with proxy.connect("shop") as app:
        with pytest.raises(psycopg.errors.UndefinedTable):
            app.execute(INSERT.replace("long_rows", "nowhere").encode())
        assert app.execute("SELECT 1").fetchone() == (1,)


async def test_others_are_served_while_a_long_statement_is_read(proxy: ProxyProcess) -> None:
    text = "SELECT 1 WHERE " + " OR ".join(["f(1) = 2"] * 50_000)
    async with (
        await psycopg.AsyncConnection.connect(proxy.url("shop"), autocommit=True) as busy,
        await psycopg.AsyncConnection.connect(proxy.url("shop"), autocommit=True) as other,
    ):
        running = asyncio.create_task(busy.execute(text.encode()))
        served = 0
        while not running.done():
            await other.execute("SELECT 1")
            served += 1
        await asyncio.gather(running, return_exceptions=True)
    # Read between others' messages, it would hold up one of these and be done.
    assert served > 10


class Silent:
    def warning(self, event: str, **_: object) -> None:
        """No log in these tests."""


async def test_the_helper_process_answers_as_the_analyzer_does() -> None:
    tasks = TaskOwner("test")
    analyst = Analyst(tasks, Silent())  # type: ignore[arg-type]
    for text in (b"SELECT 'a\\' FROM t; --'", b"SELECT 1; DELETE FROM t", b"\xff broken"):
        analyst.begin(text, False, lambda: None)
        await tasks.wait_closed()
        assert analyst.known(text, False) == analyze(
            text.decode("utf-8", "surrogateescape"), standard_conforming_strings=False
        )
        assert analyst.known(text, True) is None
    await analyst.close()


async def test_a_text_whose_helper_process_dies_is_unknown_and_the_next_gets_a_new_one() -> None:
    tasks = TaskOwner("test")
    analyst = Analyst(tasks, Silent())  # type: ignore[arg-type]
    text = b"SELECT " + b"(" * 200_000
    analyst.begin(text, True, lambda: None)
    await analyst.started.wait()
    assert analyst._process is not None
    analyst._process.kill()
    await tasks.wait_closed()
    found = analyst.known(text, True)
    assert found is not None
    assert found.statements[0].unknown
    analyst.begin(b"SELECT 3", True, lambda: None)
    await tasks.wait_closed()
    assert analyst.known(b"SELECT 3", True) == analyze("SELECT 3")
    await analyst.close()


def test_many_statements_that_are_the_same_become_one() -> None:
    text = "INSERT INTO t VALUES (1); " * 2000 + "DELETE FROM u; " + "SET a.b = 'c'; " * 2
    statements = analyze_long(text).statements
    assert [(each.kind, str(each.writes[0].table) if each.writes else "") for each in statements] == [
        ("write", "t"),
        ("write", "u"),
        ("session", ""),
        ("session", ""),
    ]
    assert text[statements[0].start : statements[0].end].count("INSERT") == 2000

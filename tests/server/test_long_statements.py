"""Statements of a size that would hold up others are read elsewhere, and run as all others do."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from proxy.app.analyst import Analyst
from proxy.net import TaskOwner
from proxy.session.long_message import LARGE
from proxy.sql.analyze import analyze
from proxy.sql.long import LONG, Condensed, analyze_long, condense
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

ROWS = 20_000
LARGER = "INSERT INTO long_rows VALUES " + ", ".join(["(1, 2)"] * 300_000)
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
    assert "Warning" not in proxy.log.read_text(), "the helper process complains of nothing"


def test_a_statement_of_megabytes_runs_by_either_protocol(proxy: ProxyProcess) -> None:
    assert len(LARGER) > LARGE
    with proxy.connect("shop") as app:
        app.execute("TRUNCATE long_rows")
        app.execute(LARGER.encode())
        app.execute(LARGER.encode() + b" RETURNING %s::int", (1,), prepare=True)
        with pytest.raises(psycopg.errors.SyntaxError, match="unterminated quoted string") as error:
            app.execute(b"SELECT '" + LARGER.encode())
        assert len(str(error.value)) > len(LARGER)
        with app.transaction():
            app.execute(b"SET search_path = public; " + LARGER.encode())
        assert app.execute("SELECT count(*) FROM long_rows").fetchone() == (900_000,)
        assert app.execute("SHOW search_path").fetchone() == ("public",)


def test_values_and_rows_of_megabytes_arrive(proxy: ProxyProcess) -> None:
    value = "x" * (3 * LARGE)
    with proxy.connect("shop") as app:
        for prepare in (False, True):
            assert app.execute("SELECT length(%s), %s::int", (value, 7), prepare=prepare).fetchone() == (len(value), 7)
        with app.transaction():
            app.execute("CREATE TEMP TABLE kept (a text)")
            with app.cursor().copy("COPY kept FROM STDIN") as copy:
                copy.write(value + "\n")
            app.execute("INSERT INTO kept VALUES (%s)", (value,), prepare=True)
            assert app.execute("SELECT sum(length(a)) FROM kept").fetchone() == (2 * len(value),)


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
    await analyst.for_long.started.wait()
    assert analyst.for_long.process is not None
    analyst.for_long.process.kill()
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


def parts_of(found: Condensed | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(each.kind, found.excerpt[each.start : each.end]) for each in found.analysis.statements]


def test_a_condensed_text_has_each_of_its_statements_once_and_short() -> None:
    text = "BEGIN;" + "INSERT INTO t VALUES (1); SELECT 2; " * 2000 + "SET a.b = 'c'; SELECT 2; COMMIT"
    assert parts_of(condense(text)) == [
        ("transaction", "BEGIN"),
        ("write", "INSERT INTO t VALUES (1)"),
        ("read", "SELECT 2"),
        ("session", "SET a.b = 'c'"),
        ("read", "SELECT 2"),
        ("transaction", "COMMIT"),
    ]
    found = condense(f"SELECT '{'x' * 5000}'; SELECT pg_backend_pid()")
    assert [len(part) for _, part in parts_of(found)] == [1001, len("SELECT pg_backend_pid()")]
    assert found is not None
    assert "pg_backend_pid */" in found.excerpt
    assert "x" * 5000 not in repr(found)


def test_what_a_session_must_say_again_is_not_condensed() -> None:
    assert condense(f"SET a.b = '{'x' * 5000}'") is None
    assert condense(f"CREATE VIEW v AS SELECT '{'x' * 5000}'") is None
    assert condense(f"SAVEPOINT /* {'x' * 5000} */ s") is None
    assert condense(f"PREPARE p AS SELECT '{'x' * 5000}'") is None
    assert condense(f"EXPLAIN (ROUTE) SELECT '{'x' * 5000}'") is None


def test_of_too_many_names_the_first_are_known() -> None:
    text = "SELECT 1 FROM " + ", ".join(f"t{i}" for i in range(3000))
    found = condense(text)
    assert found is not None
    for statements in (found.analysis.statements, analyze_long(text).statements):
        assert [(each.kind, each.unknown, len(each.reads)) for each in statements] == [("write", True, 2000)]
        assert statements[0].pins == ("session settings",)


async def test_a_very_long_text_whose_helper_process_dies_is_anything() -> None:
    tasks = TaskOwner("test")
    analyst = Analyst(tasks, Silent())  # type: ignore[arg-type]
    found: list[Condensed | None] = []
    analyst.condense([b"SELECT ", b"(" * 200_000], True, found.append)
    await analyst.for_very_long.started.wait()
    assert analyst.for_very_long.process is not None
    analyst.for_very_long.process.kill()
    await tasks.wait_closed()
    assert parts_of(found[0])[0][0] == "write"
    assert found[0] is not None
    assert found[0].analysis.statements[0].unknown
    analyst.condense([b"SELECT ", b"3"], True, found.append)
    await tasks.wait_closed()
    assert found[1] == condense("SELECT 3")
    await analyst.close()


async def test_a_helper_process_leaves_the_processor_to_others() -> None:
    tasks = TaskOwner("test")
    analyst = Analyst(tasks, Silent())  # type: ignore[arg-type]
    analyst.begin(b"SELECT 1", True, lambda: None)
    await tasks.wait_closed()
    assert analyst.for_long.process is not None
    niceness = os.getpriority(os.PRIO_PROCESS, analyst.for_long.process.pid)
    assert niceness == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)
    await analyst.close()


async def test_a_long_text_does_not_wait_for_a_very_long_one() -> None:
    tasks = TaskOwner("test")
    analyst = Analyst(tasks, Silent())  # type: ignore[arg-type]
    ended: list[str] = []
    read = asyncio.Event()
    analyst.condense([b"SELECT 1"], True, lambda _: ended.append("very long"))
    await analyst.for_very_long.started.wait()
    slow = analyst.for_very_long.process
    assert slow is not None
    slow.send_signal(signal.SIGSTOP)
    analyst.begin(b"SELECT 1", True, read.set)
    await read.wait()
    assert ended == []
    slow.send_signal(signal.SIGCONT)
    await tasks.wait_closed()
    assert ended == ["very long"]
    await analyst.close()

"""One DSN, three servers: each statement runs where the rules say, and what crosses databases runs nowhere."""

from __future__ import annotations

import asyncio
import subprocess
import uuid
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import psycopg
import pytest
import sqlalchemy
from psycopg import errors
from sqlalchemy.ext.asyncio import create_async_engine

from tests.drivers.conftest import Stage
from tests.servers import binaries


def mark() -> str:
    return f"m{uuid.uuid4().hex}"


def test_a_read_runs_on_the_replica(stage: Stage) -> None:
    name = mark()
    with stage.proxy.connect("shop") as connection:
        assert connection.execute(f"SELECT count(*) AS {name} FROM book").fetchone() == (50,)  # type: ignore[arg-type]
    assert stage.ran(name) == ["replica1"]


def test_a_write_runs_on_the_primary(stage: Stage) -> None:
    title = mark()
    with stage.proxy.connect("shop") as connection:
        connection.execute(f"UPDATE book SET pages = 1 WHERE title = '{title}'")  # type: ignore[arg-type]
    assert stage.ran(title) == ["default"]


def test_a_locking_read_runs_on_the_primary(stage: Stage) -> None:
    name = mark()
    with stage.proxy.connect("shop") as connection:
        connection.execute(f"SELECT id AS {name} FROM book WHERE id = 1 FOR UPDATE")  # type: ignore[arg-type]
    assert stage.ran(name) == ["default"]


def test_tables_of_another_server_are_read_and_written_there(stage: Stage) -> None:
    name = mark()
    with stage.proxy.connect("shop") as connection:
        connection.execute("INSERT INTO auth_user (username) VALUES (%s)", (name,))
        row = connection.execute("SELECT username FROM auth_user WHERE username = %s", (name,)).fetchone()
    assert row == (name,)
    assert stage.ran("INSERT INTO auth_user") == ["auth"]


def test_a_join_over_two_servers_is_refused_by_name_and_nobody_saw_it(stage: Stage) -> None:
    name = mark()
    with stage.proxy.connect("shop") as connection:
        with pytest.raises(errors.FeatureNotSupported) as caught:
            connection.execute(f"SELECT 1 AS {name} FROM book JOIN auth_user USING (id)")  # type: ignore[arg-type]
        message = str(caught.value)
        assert "book" in message
        assert "auth_user" in message
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert stage.ran(name) == []


def test_every_statement_of_a_transaction_runs_on_its_database(stage: Stage) -> None:
    name = mark()
    with stage.proxy.connect("shop") as connection, connection.transaction():
        connection.execute(f"SELECT count(*) AS {name} FROM book")  # type: ignore[arg-type]
        connection.execute("UPDATE book SET pages = 7 WHERE id = 1")
        assert connection.execute("SELECT pages FROM book WHERE id = 1").fetchone() == (7,)
    assert stage.ran(name) == ["default"]


def test_a_read_only_transaction_runs_on_the_replica(stage: Stage) -> None:
    name = mark()
    with stage.proxy.connect("shop") as connection:
        connection.execute("BEGIN READ ONLY")
        connection.execute(f"SELECT count(*) AS {name} FROM book")  # type: ignore[arg-type]
        connection.execute("COMMIT")
    assert stage.ran(name) == ["replica1"]


def test_another_server_inside_a_transaction_is_refused_and_fails_it(stage: Stage) -> None:
    title = mark()
    with stage.proxy.connect("shop") as connection:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO book (title) VALUES (%s)", (title,))
        with pytest.raises(errors.FeatureNotSupported):
            connection.execute("INSERT INTO auth_user (username) VALUES (%s)", (title,))
        with pytest.raises(errors.InFailedSqlTransaction):
            connection.execute("SELECT 1")
        assert connection.execute("COMMIT").statusmessage == "ROLLBACK"
        row = connection.execute("/* onedsn: using=default */ SELECT count(*) FROM book WHERE title = %s", (title,))
        assert row.fetchone() == (0,)


def test_each_form_of_explicit_choice_is_obeyed(stage: Stage) -> None:
    statement = "EXPLAIN (ROUTE) SELECT * FROM book"

    def route(connection: psycopg.Connection[tuple[object, ...]], text: str = statement) -> str:
        return "\n".join(str(row[0]) for row in connection.execute(text).fetchall())  # type: ignore[arg-type]

    with stage.proxy.connect("shop") as connection:
        assert "replica1" in route(connection)
        assert "Not understood: no statement of PostgreSQL" in route(connection, "EXPLAIN (ROUTE) SELEC 1")
        assert '"problem": "no statement' in route(connection, "EXPLAIN (ROUTE, FORMAT json) SELEC 1")
        connection.execute("SET onedsn.using = 'default'")
        assert "explicit SET" in route(connection)
        connection.execute("RESET onedsn.using")
        assert "replica1" in route(connection)
        with connection.transaction():
            connection.execute("SET LOCAL onedsn.using = 'default'")
            assert "SET LOCAL" in route(connection)
        assert "SET LOCAL" not in route(connection)
        with pytest.raises(errors.InvalidParameterValue):
            connection.execute("SET onedsn.using = 'nowhere'")
    with stage.proxy.connect("shop@default") as connection:
        assert "dbname" in route(connection)
    with stage.proxy.connect("shop", options="-c onedsn.using=default") as connection:
        assert "options" in route(connection)


def test_settings_follow_the_session_from_server_to_server(stage: Stage) -> None:
    with stage.proxy.connect("shop") as connection:
        connection.execute("SET statement_timeout = '12345ms'")
        for choice in ("default", "replica1", "auth"):
            shown = connection.execute(f"/* onedsn: using={choice} */ SELECT current_setting('statement_timeout')")  # type: ignore[arg-type]
            assert shown.fetchone() == ("12345ms",)
    with stage.proxy.connect("shop") as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("0",)


def test_a_rolled_back_set_is_forgotten(stage: Stage) -> None:
    with stage.proxy.connect("shop") as connection:
        connection.execute("BEGIN")
        connection.execute("SET work_mem = '5MB'")
        connection.execute("ROLLBACK")
        assert connection.execute("SHOW work_mem").fetchone() != ("5MB",)


def test_a_temporary_table_pins_the_session(stage: Stage) -> None:
    with stage.proxy.connect("shop") as connection:
        connection.execute("CREATE TEMP TABLE basket (id int)")
        connection.execute("INSERT INTO basket VALUES (1)")
        assert connection.execute("SELECT count(*) FROM basket").fetchone() == (1,)
        assert connection.execute("SHOW onedsn.pins").fetchone() == ("temporary table",)
    with stage.proxy.connect("shop") as connection, pytest.raises(errors.UndefinedTable):
        connection.execute("/* onedsn: using=default */ SELECT * FROM basket")


def test_named_statements_work_on_any_connection(stage: Stage) -> None:
    with stage.proxy.connect("shop") as first, stage.proxy.connect("shop") as second:
        for number in range(1, 9):
            for connection in (first, second):
                row = connection.execute("SELECT id FROM book WHERE id = %s", (number,), prepare=True).fetchone()
                assert row == (number,)


def test_copy_goes_both_ways(stage: Stage) -> None:
    title = mark()
    with stage.proxy.connect("shop") as connection:
        with connection.cursor().copy("COPY book (title) FROM STDIN") as copy:
            for number in range(1000):
                copy.write_row((f"{title} {number}",))
        with connection.cursor().copy(
            f"COPY (SELECT title FROM book WHERE title LIKE '{title}%') TO STDOUT"  # type: ignore[arg-type]
        ) as out:
            assert sum(1 for _ in out.rows()) in (0, 1000)
        connection.execute("DELETE FROM book WHERE title LIKE %s", (title + "%",))


def test_a_pipeline_is_one_transaction(stage: Stage) -> None:
    title = mark()
    with stage.proxy.connect("shop") as connection:
        with connection.pipeline():
            connection.execute("INSERT INTO book (title) VALUES (%s)", (title,))
            counted = connection.execute("SELECT count(*) FROM book WHERE title = %s", (title,))
        assert counted.fetchone() == (1,)
        connection.execute("DELETE FROM book WHERE title = %s", (title,))


def test_a_query_can_be_cancelled(stage: Stage) -> None:
    title = mark()
    with stage.proxy.connect("shop") as connection, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(connection.execute, f"SELECT pg_sleep(60), '{title}'".encode())
        while not stage.ran(title):
            assert not answer.done()
        connection.cancel_safe()
        with pytest.raises(errors.QueryCanceled):
            answer.result(60)
        assert connection.execute("SELECT 1").fetchone() == (1,)


async def test_asyncpg_works_through_the_one_dsn(stage: Stage) -> None:
    name = mark()
    connection = await asyncpg.connect(stage.proxy.url("shop"))
    try:
        assert await connection.fetchval("SELECT count(*) FROM book WHERE id <= $1", 10) == 10
        async with connection.transaction():
            await connection.execute("INSERT INTO auth_user (username) VALUES ($1)", name)
            assert await connection.fetchval("SELECT username FROM auth_user WHERE username = $1", name) == name
        async with connection.transaction(readonly=True):
            rows = [row["id"] async for row in connection.cursor("SELECT id FROM book ORDER BY id LIMIT 20")]
        assert rows == list(range(1, 21))
        with pytest.raises(asyncpg.FeatureNotSupportedError):
            await connection.fetch("SELECT 1 FROM book, auth_user")
        assert await connection.fetchval("SELECT 2") == 2
    finally:
        await connection.close()


async def test_a_listener_hears_its_notifications(stage: Stage) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    listener = await asyncpg.connect(stage.proxy.url("shop"))
    sender = await asyncpg.connect(stage.proxy.url("shop"))
    try:
        await listener.add_listener("news", lambda *event: heard.put_nowait(str(event[3])))
        await sender.execute("NOTIFY news, 'hello'")
        assert await asyncio.wait_for(heard.get(), 10) == "hello"
    finally:
        await listener.close()
        await sender.close()


def test_sqlalchemy_works_through_the_one_dsn(stage: Stage) -> None:
    title = mark()
    engine = sqlalchemy.create_engine(stage.proxy.url("shop").replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("INSERT INTO book (title) VALUES (:title)"), {"title": title})
    with engine.connect() as connection:
        names = sqlalchemy.inspect(connection).get_table_names()
    assert {"book", "review"} <= set(names)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("DELETE FROM book WHERE title = :title"), {"title": title})
    engine.dispose()
    assert stage.ran(title) in ([], ["default"])


async def test_asynchronous_sqlalchemy_works_through_the_one_dsn(stage: Stage) -> None:
    engine = create_async_engine(stage.proxy.url("shop").replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.connect() as connection:
        assert (await connection.execute(sqlalchemy.text("SELECT count(*) FROM auth_user"))).scalar_one() >= 0
    await engine.dispose()


@pytest.mark.parametrize("protocol", ["simple", "extended", "prepared"])
def test_pgbench_runs_in_every_mode(stage: Stage, protocol: str) -> None:
    script = stage.proxy.folder / "select.sql"
    script.write_text("\\set n random(1, 50)\nSELECT title FROM book WHERE id = :n;\n")
    result = subprocess.run(
        [binaries() / "pgbench", "-n", "-M", protocol, "-c", "4", "-t", "50", "-f", script, stage.proxy.url("shop")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "number of transactions actually processed: 200/200" in result.stdout, result.stderr


def test_psql_lists_tables(stage: Stage) -> None:
    result = subprocess.run(
        [binaries() / "psql", "-X", stage.proxy.url("shop"), "-c", "\\dt", "-c", "\\d book"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "review" in result.stdout, result.stderr
    assert "title" in result.stdout

"""Statements in autocommit whose relations reach other databases: with two-phase commit they are all or nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import asyncpg
import psycopg
import pytest

from tests.proxying import ProxyProcess
from tests.transactions.conftest import Stage

DELETE = "DELETE FROM book WHERE id = %s"
GUARD = """
CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not yet' USING ERRCODE = '23999'; END $$;
CREATE CONSTRAINT TRIGGER guard AFTER DELETE ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no()
"""
"""What a database only says when it is asked to prepare."""

Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture(params=["extended", "simple"])
def app(stage: Stage, request: pytest.FixtureRequest) -> Iterator[Connection]:
    factory = psycopg.Cursor if request.param == "extended" else psycopg.ClientCursor
    with psycopg.connect(stage.proxy.url("shop"), autocommit=True, cursor_factory=factory) as connection:
        connection.execute("INSERT INTO book VALUES (1, 'a'), (2, 'b')")
        connection.execute("INSERT INTO auth_badge VALUES (10, 1), (20, 2)")
        stage.forget()
        yield connection


def prepared(stage: Stage) -> int:
    return sum(text.startswith("PREPARE TRANSACTION") for text in stage.statements())


def guard(stage: Stage, database: int, table: str) -> Connection:
    """A connection past the proxy that has put the guard there, and takes it away."""
    connection = psycopg.connect(stage.primary.url_of(stage.names[database]), autocommit=True)
    connection.execute(GUARD.format(table=table).encode())
    return connection


def test_a_parent_and_its_children_elsewhere_go_together(app: Connection, stage: Stage) -> None:
    assert app.execute(DELETE, (1,)).statusmessage == "DELETE 1"
    assert prepared(stage) == 2
    assert stage.counts("book", "auth_badge") == [1, 1]
    assert app.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    assert app.execute("DELETE FROM book WHERE id = %s RETURNING title", (2,)).fetchall() == [("b",)]
    assert stage.counts("book", "auth_badge") == [0, 0]


def test_where_nothing_is_to_be_done_elsewhere_one_database_commits_alone(app: Connection, stage: Stage) -> None:
    app.execute("INSERT INTO book VALUES (3, 'c')")
    stage.forget()
    assert app.execute(DELETE, (3,)).statusmessage == "DELETE 1"
    assert prepared(stage) == 0


@pytest.mark.parametrize(("database", "table"), [(0, "book"), (1, "auth_badge")])
def test_what_one_of_them_refuses_at_the_end_is_done_nowhere(
    app: Connection, stage: Stage, database: int, table: str
) -> None:
    with guard(stage, database, table) as other:
        try:
            with pytest.raises(psycopg.Error, match="not yet") as caught:
                app.execute(DELETE, (1,))
            assert caught.value.sqlstate == "23999"
            assert stage.counts("book", "auth_badge") == [2, 2]
            assert stage.prepared() == []
        finally:
            other.execute(f"DROP TRIGGER guard ON {table}; DROP FUNCTION no".encode())
    assert app.execute(DELETE, (1,)).statusmessage == "DELETE 1"


def test_a_statement_that_fails_after_the_look_leaves_the_children(app: Connection, stage: Stage) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        app.execute(
            "WITH x AS (SELECT 1 / (id - 1) AS y FROM book) DELETE FROM book WHERE id = 1 RETURNING 1 / (id - 1)"
        )
    with pytest.raises(psycopg.errors.DivisionByZero):
        app.execute("DELETE FROM book WHERE id = 1 RETURNING 1 / (id - 1)")
    assert stage.counts("book", "auth_badge") == [2, 2]
    assert app.execute("SELECT 1").fetchall() == [(1,)]


def test_a_locked_parent_elsewhere_stays_until_the_child_is_committed(app: Connection, stage: Stage) -> None:
    app.execute("INSERT INTO auth_badge VALUES (%s, %s)", (11, 1))
    said = stage.statements()
    locked = next(place for place, text in enumerate(said) if "FOR KEY SHARE" in text)
    ends = [place for place, text in enumerate(said) if text.startswith("PREPARE TRANSACTION")]
    assert len(ends) == 2
    assert locked < ends[0]
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute("INSERT INTO auth_badge VALUES (%s, %s)", (12, 77))
    with pytest.raises(psycopg.errors.UniqueViolation):
        app.execute("INSERT INTO auth_badge VALUES (%s, %s)", (11, 1))
    assert stage.counts("auth_badge") == [3]
    assert stage.prepared() == []


def test_rows_copied_lock_their_parents_elsewhere_too(app: Connection, stage: Stage) -> None:
    with app.cursor() as cursor, cursor.copy("COPY auth_badge (id, book_id) FROM STDIN") as copy:
        copy.write("11\t1\n12\t2\n")
    assert prepared(stage) == 2
    with (
        pytest.raises(psycopg.errors.ForeignKeyViolation),
        app.cursor().copy("COPY auth_badge (id, book_id) FROM STDIN") as copy,
    ):
        copy.write("13\t1\n14\t77\n")
    assert stage.counts("auth_badge") == [4]
    assert stage.prepared() == []


def test_executemany_is_one_such_transaction_for_each_batch(app: Connection, stage: Stage) -> None:
    with app.cursor() as cursor:
        cursor.executemany("INSERT INTO auth_badge VALUES (%s, %s)", [(number, 1) for number in range(100, 110)])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            cursor.executemany("INSERT INTO auth_badge VALUES (%s, %s)", [(200, 1), (201, 77)])
        cursor.executemany(DELETE, [(1,), (2,)])
    assert stage.counts("book", "auth_badge") == [0, 0]
    assert stage.prepared() == []


def test_several_statements_of_a_query_string_are_one_such_transaction(stage: Stage) -> None:
    with stage.connect() as app:
        app.execute("INSERT INTO book VALUES (1, 'a'), (2, 'b')")
        app.execute("INSERT INTO auth_badge VALUES (10, 1), (20, 2)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            app.execute(b"DELETE FROM book WHERE id = 1; INSERT INTO book VALUES (2, 'again')")
        assert stage.counts("book", "auth_badge") == [2, 2]
        app.execute(b"DELETE FROM book WHERE id = 1; DELETE FROM book WHERE id = 2")
        assert stage.counts("book", "auth_badge") == [0, 0]


def test_what_pins_the_session_refuses_it_and_nothing_is_done(app: Connection, stage: Stage) -> None:
    app.execute("LISTEN news")
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot join this transaction: listen"):
        app.execute(DELETE, (1,))
    assert stage.counts("book", "auth_badge") == [2, 2]
    app.execute("UNLISTEN *")
    assert app.execute(DELETE, (1,)).statusmessage == "DELETE 1"


def test_a_cancel_while_another_database_is_waited_for_leaves_an_ordinary_session(
    app: Connection, stage: Stage
) -> None:
    with psycopg.connect(stage.primary.url_of(stage.names[1]), autocommit=True) as other:
        other.execute("BEGIN")
        other.execute("UPDATE auth_badge SET id = 10 WHERE id = 10")
        app.pgconn.send_query(b"DELETE FROM book WHERE id = 1")
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%auth_badge%'"
        deadline = time.monotonic() + 20
        while stage.primary.execute(waiting)[0][0] == 0:
            assert time.monotonic() < deadline
        app.cancel()
        result = app.pgconn.get_result()
        assert result is not None
        assert result.error_field(psycopg.pq.DiagnosticField.SQLSTATE) == b"57014"
        while app.pgconn.get_result() is not None:
            continue
        other.execute("ROLLBACK")
    assert stage.counts("book", "auth_badge") == [2, 2]
    assert app.execute("SELECT count(*) FROM book").fetchone() == (2,)
    assert app.execute(DELETE, (1,)).statusmessage == "DELETE 1"
    assert stage.counts("book", "auth_badge") == [1, 1]


def test_settings_of_the_session_hold_on_the_other_databases_too(app: Connection, stage: Stage) -> None:
    app.execute("SET statement_timeout = '9s'")
    assert app.execute(DELETE, (1,)).statusmessage == "DELETE 1"
    assert app.execute("SHOW statement_timeout").fetchall() == [("9s",)]
    assert stage.counts("book", "auth_badge") == [1, 1]


def test_asyncpg_and_an_explicit_transaction_afterwards(app: Connection, stage: Stage) -> None:
    async def scene() -> list[object]:
        connection = await asyncpg.connect(stage.proxy.url("shop"))
        try:
            said: list[object] = [await connection.execute("DELETE FROM book WHERE id = $1", 1)]
            async with connection.transaction():
                said.append(await connection.execute("DELETE FROM book WHERE id = $1", 2))
            said.append(await connection.fetchval("SELECT count(*) FROM book"))
            return said
        finally:
            await connection.close()

    assert asyncio.run(scene()) == ["DELETE 1", "DELETE 1", 0]
    assert stage.counts("book", "auth_badge") == [0, 0]


def test_a_client_that_leaves_meanwhile_leaves_nothing(app: Connection, stage: Stage, shared_stage: Stage) -> None:
    proxy: ProxyProcess = shared_stage.proxy
    with psycopg.connect(stage.primary.url_of(stage.names[1]), autocommit=True) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM auth_badge WHERE id = 10 FOR UPDATE")
        leaving = psycopg.connect(proxy.url("shop"), autocommit=True)
        leaving.pgconn.send_query(b"DELETE FROM book WHERE id = 1")
        other.execute("COMMIT")
        leaving.close()
    deadline = time.monotonic() + 20
    # Two databases are looked at one after the other: between them the commit may go on.
    while (counts := stage.counts("book", "auth_badge")) not in ([2, 2], [1, 1]) or stage.prepared():
        assert time.monotonic() < deadline, counts

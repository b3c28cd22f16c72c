"""Transactions over two servers and a file, as a client sees them: all or nothing, errors included."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg
import psycopg
import pytest

from tests.proxying import running_proxy
from tests.transactions.conftest import RULES, TABLES, Stage

POOL = 20
BOOK = "INSERT INTO book VALUES (1, 'one')"
USER = "INSERT INTO auth_member VALUES (1, 'one')"
OLD = "INSERT INTO old_book VALUES (1, 'one')"
LINE = "INSERT INTO log_line VALUES (1)"


def run(stage: Stage, *texts: str) -> list[str]:
    """The SQLSTATEs of what failed."""
    failed = []
    with stage.connect() as connection:
        for text in texts:
            try:
                connection.execute(text.encode())
            except psycopg.Error as error:
                failed.append(str(error.sqlstate))
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    return failed


def test_what_two_servers_prepared_is_committed_on_both(stage: Stage) -> None:
    stage.forget()
    assert run(stage, "BEGIN", BOOK, USER, "COMMIT") == []
    assert stage.counts() == [1, 1, 0, 0]
    seen = stage.statements()
    assert sum(text.startswith("PREPARE TRANSACTION") for text in seen) == 2
    assert sum(text.startswith("COMMIT PREPARED") for text in seen) == 2
    assert stage.prepared() == []


def test_a_file_commits_last(stage: Stage) -> None:
    assert run(stage, "BEGIN", OLD, BOOK, USER, "COMMIT") == []
    assert stage.counts() == [1, 1, 1, 0]


def test_one_writer_needs_no_second_phase(stage: Stage) -> None:
    stage.forget()
    assert run(stage, "BEGIN", "SELECT * FROM auth_member", BOOK, "SELECT * FROM old_book", "COMMIT") == []
    assert stage.counts() == [1, 0, 0, 0]
    assert not any("PREPARE" in text for text in stage.statements())


@pytest.mark.parametrize("end", ["ROLLBACK", "ROLLBACK AND CHAIN"])
def test_a_rollback_undoes_all(stage: Stage, end: str) -> None:
    assert run(stage, "BEGIN", BOOK, USER, OLD, end, "ROLLBACK") == []
    assert stage.counts() == [0, 0, 0, 0]


def test_an_error_on_one_fails_the_transaction_on_all(stage: Stage) -> None:
    assert run(stage, "BEGIN", BOOK, USER, USER, BOOK, "COMMIT") == ["23505", "25P02"]
    assert stage.counts() == [0, 0, 0, 0]


def test_what_cannot_be_prepared_rolls_back_all_and_says_why(stage: Stage) -> None:
    twice = "INSERT INTO auth_member VALUES (2, 'one')"
    assert run(stage, "BEGIN", BOOK, USER, twice, OLD, "COMMIT", BOOK) == ["23505"]
    assert stage.counts() == [1, 0, 0, 0]
    assert stage.prepared() == []


def test_a_savepoint_is_one_on_all_databases(stage: Stage) -> None:
    failed = run(
        stage, "BEGIN", BOOK, "SAVEPOINT a", USER, OLD, "SAVEPOINT b", "INSERT INTO book VALUES (2, 'two')",
        "ROLLBACK TO a", "INSERT INTO auth_member VALUES (3, 'three')", "COMMIT",
    )  # fmt: skip
    assert failed == []
    assert stage.counts() == [1, 1, 0, 0]
    with stage.connect() as connection:
        assert connection.execute("SELECT id FROM auth_member").fetchall() == [(3,)]
        assert connection.execute("SELECT id FROM book").fetchall() == [(1,)]


def test_a_savepoint_saves_the_transaction_from_an_error_on_one(stage: Stage) -> None:
    failed = run(stage, "BEGIN", BOOK, "SAVEPOINT a", USER, USER, "ROLLBACK TO a", USER, "RELEASE a", "COMMIT")
    assert failed == ["23505"]
    assert stage.counts() == [1, 1, 0, 0]


def test_settings_of_the_transaction_hold_on_all_databases_and_end_with_it(stage: Stage) -> None:
    with stage.connect() as connection:
        connection.execute("BEGIN")
        connection.execute("SET LOCAL lock_timeout = '1234ms'")
        connection.execute(BOOK)
        connection.execute("SET statement_timeout = '4321ms'")
        connection.execute(USER)
        asked = "SELECT current_setting('lock_timeout'), current_setting('statement_timeout') FROM {} LIMIT 1"
        for table in ("auth_member", "book"):
            assert connection.execute(asked.format(table).encode()).fetchone() == ("1234ms", "4321ms")
        connection.execute("ROLLBACK")
        connection.execute(BOOK)
        connection.execute(USER)
        for table in ("auth_member", "book"):
            assert connection.execute(asked.format(table).encode()).fetchone() == ("0", "0")


@pytest.mark.parametrize("texts", [(OLD, LINE), (LINE, BOOK, OLD, USER)])
def test_two_files_commit_together(stage: Stage, texts: tuple[str, ...]) -> None:
    for end, kept in (("ROLLBACK", 0), ("COMMIT", 1)):
        assert run(stage, "BEGIN", *texts, end) == []
        assert stage.counts() == [kept * (text in texts) for text in (BOOK, USER, OLD, LINE)]
    assert not list(stage.proxy.folder.glob("*-onedsn-prepared*"))


def test_of_two_files_neither_keeps_what_one_refuses_at_commit(stage: Stage) -> None:
    with stage.connect() as connection:
        connection.execute("CREATE TABLE old_page (book int REFERENCES old_book (id) DEFERRABLE INITIALLY DEFERRED)")
        try:
            assert run(stage, "BEGIN", LINE, "INSERT INTO old_page VALUES (7)", "COMMIT") == ["23503"]
            assert stage.counts("log_line", "old_page") == [0, 0]
            assert run(stage, "BEGIN", LINE, "INSERT INTO old_page VALUES (1)", OLD, "COMMIT") == []
            assert stage.counts("log_line", "old_page") == [1, 1]
        finally:
            connection.execute("DROP TABLE old_page")
    assert not list(stage.proxy.folder.glob("*-onedsn-prepared*"))


def test_a_file_too_large_to_be_prepared_is_refused_before_it_is_written(tmp_path: Path) -> None:
    rules = RULES.format(
        default=f"sqlite:///{tmp_path}/default.db", auth=f"sqlite:///{tmp_path}/auth.db", folder=tmp_path
    )
    files = {"shop.yaml": rules, "server.yaml": "two_phase: {file_limit: 8kB}"}
    with running_proxy(tmp_path, files) as proxy, proxy.connect("shop") as connection:
        for table in ("old_book", "log_line"):
            connection.execute(TABLES[table].encode())
        connection.execute("INSERT INTO log_line SELECT i FROM generate_series(1, 5000) AS g(i)")
        connection.execute("BEGIN")
        connection.execute(OLD)
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="too large to be prepared"):
            connection.execute("INSERT INTO log_line VALUES (0)")
        connection.execute("ROLLBACK")
        assert connection.execute("SELECT count(*) FROM log_line WHERE id = 0").fetchone() == (0,)


def test_two_files_may_be_read_in_one_transaction(stage: Stage) -> None:
    assert run(stage, "BEGIN", "SELECT * FROM old_book", LINE, "SELECT * FROM old_book", "COMMIT") == []
    assert stage.counts() == [0, 0, 0, 1]


@pytest.mark.parametrize("text", ["LISTEN a", "CREATE TEMP TABLE t (a int)", "PREPARE TRANSACTION 'mine'"])
def test_what_cannot_be_a_part_is_refused_by_name(stage: Stage, text: str) -> None:
    assert run(stage, "BEGIN", BOOK, USER, text, "ROLLBACK") == ["0A000"]
    assert stage.counts() == [0, 0, 0, 0]


def test_a_join_over_two_databases_is_refused_inside_as_outside(stage: Stage) -> None:
    assert run(stage, "BEGIN", BOOK, USER, "SELECT * FROM book, auth_member", "ROLLBACK") == ["0A000"]


def test_read_only_transactions_write_nowhere(stage: Stage) -> None:
    assert run(stage, "BEGIN READ ONLY", "SELECT * FROM book", "SELECT * FROM auth_member", USER, "ROLLBACK") == [
        "25006"
    ]


def test_commit_and_chain_begins_another(stage: Stage) -> None:
    assert run(stage, "BEGIN", BOOK, USER, "COMMIT AND CHAIN", OLD, "ROLLBACK") == []
    assert stage.counts() == [1, 1, 0, 0]


def test_a_client_that_leaves_leaves_nothing(stage: Stage) -> None:
    connection = stage.connect()
    for text in ("BEGIN", BOOK, USER, OLD):
        connection.execute(text.encode())
    connection.close()
    with stage.connect() as other:
        # Waits for the locks of the other session's rows, if they are still there.
        other.execute(BOOK)
        other.execute(USER)
    assert stage.counts() == [1, 1, 0, 0]


def test_copy_and_cursors_go_on_where_they_are(stage: Stage) -> None:
    with stage.connect() as connection:
        connection.execute("BEGIN")
        with connection.cursor().copy("COPY book FROM STDIN") as copy:
            copy.write("1\tone\n2\ttwo\n")
        connection.execute("DECLARE c CURSOR FOR SELECT id FROM book ORDER BY id")
        connection.execute(USER)
        connection.execute("SELECT * FROM book")
        assert connection.execute("FETCH 2 FROM c").fetchall() == [(1,), (2,)]
        connection.execute("COMMIT")
    assert stage.counts() == [2, 1, 0, 0]


def test_prepared_statements_and_parameters(stage: Stage) -> None:
    with stage.connect() as connection:
        for number in range(8):
            with connection.transaction():
                for table in ("book", "auth_member", "old_book"):
                    text = f"INSERT INTO {table} VALUES (%s, %s)".encode()
                    connection.execute(text, (number, str(number)), prepare=True)
    assert stage.counts() == [8, 8, 8, 0]


async def test_asyncpg_and_its_savepoints(stage: Stage) -> None:
    connection = await asyncpg.connect(stage.proxy.url("shop"))
    async with connection.transaction():
        await connection.execute("INSERT INTO book VALUES ($1, $2)", 1, "one")
        with pytest.raises(asyncpg.UniqueViolationError):
            await _twice_in_a_savepoint(connection)
        await connection.executemany("INSERT INTO auth_member VALUES ($1, $2)", [(2, "two"), (3, "three")])
    await connection.close()
    assert await asyncio.to_thread(stage.counts) == [1, 2, 0, 0]


# Any: asyncpg has no types.
async def _twice_in_a_savepoint(connection: Any) -> None:
    async with connection.transaction():
        await connection.execute("INSERT INTO auth_member VALUES ($1, $2)", 1, "one")
        await connection.execute("INSERT INTO auth_member VALUES ($1, $2)", 1, "two")


def _both_in_a_pipeline(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    with connection.pipeline():
        connection.execute(BOOK)
        connection.execute(USER)


def test_commit_by_the_extended_protocol(stage: Stage) -> None:
    with stage.connect() as connection:
        for text in ("BEGIN", BOOK, USER):
            connection.execute(text.encode())
        # Binary results make psycopg use the extended protocol.
        connection.execute("COMMIT", binary=True, prepare=True)
        for text in ("BEGIN", "DELETE FROM book", "DELETE FROM auth_member"):
            connection.execute(text.encode())
        connection.execute("ROLLBACK", binary=True, prepare=True)
        for text in ("BEGIN", "INSERT INTO book VALUES (5, 'five')", "INSERT INTO auth_member VALUES (5, 'one')"):
            connection.execute(text.encode())
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("COMMIT", binary=True, prepare=True)
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    assert stage.counts() == [1, 1, 0, 0]


def test_a_pipeline_that_mixes_databases_without_sync_is_refused(stage: Stage) -> None:
    with stage.connect() as connection:
        connection.execute("BEGIN")
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="one batch of messages"):
            _both_in_a_pipeline(connection)
        connection.execute("ROLLBACK")
    assert stage.counts() == [0, 0, 0, 0]


def test_the_console_shows_nothing_when_nothing_is_prepared(stage: Stage) -> None:
    with stage.proxy.connect("onedsn") as console:
        assert console.execute("SHOW PREPARED").fetchall() == []


def test_no_decision_is_kept_once_all_are_told(stage: Stage) -> None:
    run(stage, "BEGIN", BOOK, USER, OLD, "COMMIT")
    journal = sqlite3.connect(stage.proxy.folder / ".onedsn-journal.db")
    assert journal.execute("SELECT count(*) FROM transactions").fetchone() == (0,)
    journal.close()


def test_a_parent_written_on_another_database_of_the_transaction_counts_and_stays_locked(stage: Stage) -> None:
    with stage.connect() as app, psycopg.connect(stage.primary.url_of(stage.names[0]), autocommit=True) as other:
        app.execute("INSERT INTO book VALUES (5, 'old')")
        app.execute("BEGIN")
        app.execute("INSERT INTO book VALUES (1, 'new')")
        app.execute("INSERT INTO auth_badge VALUES (10, %s)", (1,))
        app.execute("INSERT INTO auth_badge VALUES (11, 5)")
        other.execute("SET lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("DELETE FROM book WHERE id = 5")
        app.execute("COMMIT")
    assert stage.counts("book", "auth_badge") == [2, 2]


def test_children_on_another_database_of_the_transaction_follow_inside_it(stage: Stage) -> None:
    with stage.connect() as app:
        app.execute("INSERT INTO book VALUES (1, 'a')")
        app.execute("INSERT INTO auth_badge VALUES (10, 1)")
        for end, left in (("ROLLBACK", 1), ("COMMIT", 0)):
            app.execute("BEGIN")
            app.execute("INSERT INTO auth_member VALUES (%s, %s)", (left, end))
            app.execute("DELETE FROM book WHERE id = 1")
            app.execute(end)
            assert stage.counts("book", "auth_badge") == [left, left]


def test_children_elsewhere_join_the_transaction_that_removes_their_parents(stage: Stage) -> None:
    with stage.connect() as app:
        app.execute("INSERT INTO book VALUES (1, 'a')")
        app.execute("INSERT INTO auth_badge VALUES (10, 1)")
        for end, left in (("ROLLBACK", 1), ("COMMIT", 0)):
            app.execute("BEGIN")
            app.execute("DELETE FROM book WHERE id = 1")
            stage.forget()
            assert stage.counts("book", "auth_badge") == [1, 1]
            app.execute(end)
            assert stage.counts("book", "auth_badge") == [left, left]
        assert sum(text.startswith("PREPARE TRANSACTION") for text in stage.statements()) == 2


def test_a_database_that_does_not_take_the_settings_of_the_session_joins_nothing(stage: Stage) -> None:
    with stage.connect() as app:
        app.execute("INSERT INTO book VALUES (1, 'a')")
        app.execute("INSERT INTO auth_badge VALUES (10, 1)")
        app.execute("CREATE TEXT SEARCH CONFIGURATION of_default (COPY = simple)")
        try:
            app.execute("SET default_text_search_config = 'public.of_default'")
            app.execute("BEGIN")
            stage.forget()
            with pytest.raises(psycopg.errors.InvalidParameterValue, match="default_text_search_config"):
                app.execute("DELETE FROM book WHERE id = 1")
            assert app.info.transaction_status == psycopg.pq.TransactionStatus.INERROR
            app.execute("ROLLBACK")
            assert not any("DELETE FROM auth_badge" in text for text in stage.statements())
        finally:
            app.execute("RESET ALL")
            app.execute("DROP TEXT SEARCH CONFIGURATION of_default")
    assert stage.counts("book", "auth_badge") == [1, 1]


def test_work_on_children_elsewhere_goes_with_its_savepoint(stage: Stage) -> None:
    with stage.connect() as app:
        for number in (1, 2):
            app.execute("INSERT INTO book VALUES (%s, 'a')", (number,))
            app.execute("INSERT INTO auth_badge VALUES (%s, %s)", (10 + number, number))
        for text in ("BEGIN", "DELETE FROM book WHERE id = 1", "SAVEPOINT a"):
            app.execute(text.encode())
        app.execute("DELETE FROM book WHERE id = %s", (2,))
        for text in ("ROLLBACK TO a", "COMMIT"):
            app.execute(text.encode())
        assert app.execute("SELECT id FROM book").fetchall() == [(2,)]
        assert app.execute("SELECT id FROM auth_badge").fetchall() == [(12,)]


def test_a_locked_parent_elsewhere_stays_until_the_child_is_committed(stage: Stage) -> None:
    with stage.connect() as app, psycopg.connect(stage.primary.url_of(stage.names[0]), autocommit=True) as other:
        app.execute("INSERT INTO book VALUES (1, 'a')")
        app.execute("BEGIN")
        app.execute("INSERT INTO auth_badge VALUES (10, 1)")
        other.execute("SET lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("DELETE FROM book WHERE id = 1")
        app.execute("COMMIT")
        other.execute("UPDATE book SET title = 'b'")
    assert stage.counts("book", "auth_badge") == [1, 1]


def test_what_pins_the_session_keeps_other_databases_from_joining(stage: Stage) -> None:
    with stage.connect() as app:
        app.execute("INSERT INTO book VALUES (1, 'a')")
        app.execute("INSERT INTO auth_badge VALUES (10, 1)")
        app.execute("BEGIN")
        app.execute("CREATE TEMP TABLE t (a int)")
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot join this transaction"):
            app.execute("DELETE FROM book WHERE id = 1")
        app.execute("ROLLBACK")
    assert stage.counts("book", "auth_badge") == [1, 1]


def test_a_database_that_is_full_is_waited_for_before_it_joins(stage: Stage) -> None:
    holders = [stage.connect() for _ in range(POOL)]
    deadline = time.monotonic() + 20
    with stage.connect() as app:
        app.execute("INSERT INTO book VALUES (1, 'a')")
        app.execute("INSERT INTO auth_badge VALUES (10, 1)")
        for holder in holders:
            holder.execute("BEGIN")
            holder.execute("SELECT 1 FROM auth_member")
        app.execute("BEGIN")
        with ThreadPoolExecutor() as pool:
            deleting = pool.submit(app.execute, "DELETE FROM book WHERE id = 1")
            with stage.proxy.connect("onedsn") as console:
                while not deleting.done() and (1,) not in _waiting(console):
                    assert time.monotonic() < deadline, "nobody waits"
            for holder in holders:
                holder.close()
            deleting.result(20)
        app.execute("COMMIT")
    assert stage.counts("book", "auth_badge") == [0, 0]


def _waiting(console: psycopg.Connection[tuple[object, ...]]) -> list[tuple[object, ...]]:
    cursor = console.execute("SHOW POOLS")
    assert cursor.description is not None
    place = [column.name for column in cursor.description].index("waiting")
    return [(row[place],) for row in cursor.fetchall()]


COPY = "COPY auth_badge (id, book_id) FROM STDIN"


def test_rows_copied_find_parents_of_the_same_transaction_and_lock_them(stage: Stage) -> None:
    with stage.connect() as app, psycopg.connect(stage.primary.url_of(stage.names[0]), autocommit=True) as other:
        app.execute("INSERT INTO book SELECT i, 'old' FROM generate_series(1, 100) AS g(i)")
        app.execute("BEGIN")
        with app.cursor().copy(COPY) as copy:
            for number in range(1, 101):
                copy.write_row((number, number))
        app.execute("INSERT INTO book VALUES (200, 'new')")
        with app.cursor().copy(COPY) as copy:
            copy.write_row((200, 200))
        other.execute("SET lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("DELETE FROM book WHERE id = 7")
        app.execute("SAVEPOINT a")
        with pytest.raises(psycopg.errors.ForeignKeyViolation), app.cursor().copy(COPY) as copy:
            copy.write_row((300, 300))
        app.execute("ROLLBACK TO a")
        app.execute("COMMIT")
    assert stage.counts("book", "auth_badge") == [101, 101]

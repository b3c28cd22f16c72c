"""DDL and loads through one DSN: for each table on its database, split where that is exact, skipped with a notice."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import Callable

import asyncpg
import psycopg
import pytest

from tests.migrations.conftest import PAIRS, Stage

every_pair = pytest.mark.parametrize("pair", PAIRS, indirect=True)


def make_tables(stage: Stage) -> None:
    with stage.connect() as connection:
        for table in ("book", "shelf", "auth_user", "auth_group"):
            connection.execute(f"CREATE TABLE {table} (id integer)".encode())
            connection.execute(f"INSERT INTO {table} VALUES (1)".encode())


@every_pair
@pytest.mark.parametrize("name", ["plain", "shop"])
def test_tables_of_two_databases_are_dropped_by_one_statement(stage: Stage, name: str) -> None:
    make_tables(stage)
    with stage.connect(name) as connection:
        cursor = connection.execute("DROP TABLE book, auth_user")
        assert cursor.statusmessage == "DROP TABLE"
    assert stage.tables("default") == {"shelf"}
    assert stage.tables("auth") == {"auth_group"}


@every_pair
def test_one_that_is_not_there_leaves_all_of_them(stage: Stage) -> None:
    make_tables(stage)
    with stage.connect() as connection:
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("DROP TABLE book, auth_user, auth_missing")
        assert connection.execute("TRUNCATE book, auth_user", prepare=True).statusmessage == "TRUNCATE TABLE"
        counts = [
            connection.execute(f"SELECT count(*) FROM {name}".encode()).fetchone() for name in ("book", "auth_user")
        ]
        assert counts == [(0,), (0,)]
    assert stage.tables("default") == {"book", "shelf"}


def test_in_a_transaction_it_is_refused_with_the_reason(stage: Stage) -> None:
    make_tables(stage)
    with stage.connect() as connection:
        connection.execute("BEGIN")
        with pytest.raises(psycopg.errors.FeatureNotSupported) as refused:
            connection.execute("DROP TABLE book, auth_user")
        assert "In a transaction block it is not split" in str(refused.value.diag.message_detail)
        connection.execute("ROLLBACK")
        assert connection.execute("SELECT count(*) FROM book").fetchone() == (1,)


def test_settings_of_the_session_hold_for_every_part(stage: Stage) -> None:
    for url in stage.urls.values():
        with psycopg.connect(url) as direct:
            direct.execute("CREATE SCHEMA s")
    with stage.connect() as connection:
        connection.execute("SET search_path TO s")
        connection.execute("CREATE TABLE book (id int)")
        connection.execute("CREATE TABLE auth_user (id int)")
        connection.execute("DROP TABLE book, auth_user")
        asked = "/* onedsn: using={} */ SELECT count(*) FROM pg_tables WHERE schemaname = 's'"
        for database in ("default", "auth"):
            assert connection.execute(asked.format(database).encode()).fetchone() == (0,)


@every_pair
def test_copy_of_a_skipped_table_is_read_to_its_end(stage: Stage) -> None:
    notices: list[str] = []
    with stage.connect() as connection:
        connection.add_notice_handler(lambda notice: notices.append(str(notice.message_primary)))
        cursor = connection.cursor()
        with cursor.copy("COPY legacy_book (id, title) FROM STDIN") as copy:
            for number in range(5_000):
                copy.write_row((number, "a title"))
        assert cursor.statusmessage == "COPY 0"
        assert connection.execute("CREATE TABLE legacy_book (id integer)").statusmessage == "CREATE TABLE"
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert ["legacy_book" in notice and "nowhere" in notice for notice in notices] == [True, True]
    assert stage.tables("default") == stage.tables("auth") == set()


async def test_asyncpg_copies_into_nowhere_too(stage: Stage) -> None:
    connection = await asyncpg.connect(stage.proxy.url("plain"))
    tag = await connection.copy_to_table("legacy_book", source=io.BytesIO(b"1\n2\n"), columns=["id"])
    assert tag == "COPY 0"
    assert await connection.fetchval("SELECT 1") == 1
    await connection.close()
    assert await asyncio.to_thread(stage.tables, "default") == set()


def test_comments_grants_and_alterations_go_where_the_table_is(stage: Stage) -> None:
    make_tables(stage)
    with stage.connect() as connection:
        connection.execute("COMMENT ON TABLE auth_user IS 'people'")
        connection.execute("ALTER TABLE auth_user ADD COLUMN name text")
        connection.execute("GRANT SELECT ON book, auth_user TO PUBLIC")
        connection.execute("CREATE INDEX auth_user_name ON auth_user (name)")
        comment = "SELECT obj_description('auth_user'::regclass)"
        assert connection.execute(f"/* onedsn: using=auth */ {comment}".encode()).fetchone() == ("people",)
        asked = "/* onedsn: using={} */ SELECT relacl::text LIKE '%=r/%' FROM pg_class WHERE relname = '{}'"
        for database, table in (("default", "book"), ("auth", "auth_user")):
            assert connection.execute(asked.format(database, table).encode()).fetchone() == (True,)


@every_pair
@pytest.mark.parametrize("name", ["plain", "shop"])
def test_an_index_is_where_its_table_is_whatever_it_is_called(stage: Stage, name: str) -> None:
    make_tables(stage)
    with stage.connect(name) as connection:
        for table in ("auth_user", "book", "auth_user"):
            connection.execute(f"CREATE INDEX CONCURRENTLY ix_one ON {table} (id)".encode())
            connection.execute("ALTER INDEX ix_one RENAME TO ix_two")
            connection.execute("DROP INDEX ix_two")
        with connection.transaction():
            connection.execute("CREATE INDEX ix_three ON auth_user (id)")
            connection.execute("DROP INDEX ix_three")
        connection.execute("CREATE UNIQUE INDEX IF NOT EXISTS ix_four ON auth_user (id)")
        connection.execute("INSERT INTO auth_user VALUES (2)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO auth_user VALUES (1)")
    with stage.connect(name) as connection:
        wait_for_catalog(stage, lambda: route(connection, "DROP INDEX ix_four")["databases"] == ["auth"])
        connection.execute("DROP INDEX ix_four")
        connection.execute("INSERT INTO auth_user VALUES (1)")


@every_pair
def test_the_sequence_of_a_table_is_where_the_table_is(stage: Stage) -> None:
    with stage.connect() as connection:
        connection.execute("CREATE TABLE django_content_type (id serial PRIMARY KEY)")
        asked = "SELECT setval('django_content_type_id_seq', 41)"
        wait_for_catalog(stage, lambda: route(connection, asked)["databases"] == ["auth"])
        connection.execute(asked.encode())
        found = connection.execute("INSERT INTO django_content_type DEFAULT VALUES RETURNING id").fetchone()
        assert found == (42,)


@every_pair
def test_a_table_gets_no_name_that_belongs_on_another_database(stage: Stage) -> None:
    make_tables(stage)
    with stage.connect() as connection:
        for text in ("ALTER TABLE book RENAME TO auth_book", "ALTER TABLE auth_user RENAME TO person"):
            with pytest.raises(psycopg.errors.FeatureNotSupported):
                connection.execute(text.encode())
        connection.execute("ALTER TABLE book RENAME TO tome")
        connection.execute("ALTER TABLE auth_user RENAME TO auth_person")
        connection.execute("ALTER TABLE auth_person RENAME COLUMN id TO book")
    assert stage.tables("default") == {"tome", "shelf"}
    assert stage.tables("auth") == {"auth_person", "auth_group"}


def test_select_into_makes_a_table_and_obeys_migrate(stage: Stage) -> None:
    make_tables(stage)
    with stage.connect() as connection:
        assert connection.execute("SELECT id INTO tome FROM book").statusmessage == "SELECT 1"
        assert connection.execute("SELECT id INTO legacy_book FROM book").statusmessage == "SELECT 0"
        with pytest.raises(psycopg.errors.FeatureNotSupported):
            connection.execute("SELECT id INTO auth_copy FROM book")
    assert stage.tables("default") == {"book", "shelf", "tome"}


def route(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> dict[str, object]:
    """What EXPLAIN (ROUTE) says."""
    row = connection.execute(f"EXPLAIN (ROUTE, FORMAT json) {statement}".encode()).fetchone()
    assert row is not None
    found: dict[str, object] = json.loads(str(row[0]))
    return found


def wait_for_catalog(stage: Stage, is_known: Callable[[], bool]) -> None:
    """The catalogs are read again a moment after a definition."""
    deadline = time.monotonic() + 20
    while not is_known():
        assert time.monotonic() < deadline, stage.proxy.log.read_text()

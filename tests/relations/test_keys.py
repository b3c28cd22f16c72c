"""Declared relations kept over real PostgreSQL: whoever refers to nobody is told so, within the same transaction."""

import asyncio
from collections.abc import Iterator

import asyncpg
import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

TABLES = """
CREATE TABLE person (id integer PRIMARY KEY, name text);
CREATE TABLE book (id serial, title text, editor_id integer);
CREATE TABLE chapter (id serial, book_id integer, number bigint);
CREATE TABLE page (book integer, chapter integer, PRIMARY KEY (book, chapter));
INSERT INTO person VALUES (1, 'Marty');
INSERT INTO page VALUES (1, 2);
"""
RULES = """
databases: {{default: '{default}', other: '{other}'}}
routers: [{{name: elsewhere, tables: [stranger], read: other, write: other}}]
relations:
  - {{from: book.editor_id, to: person.id, check: verify}}
  - {{from: [chapter.book_id, chapter.number], to: [page.book, page.chapter], check: verify}}
  - {{from: stranger.person_id, to: person.id, check: refuse}}
"""


@pytest.fixture(scope="module")
def proxy(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProxyProcess]:
    default, other = primary.create_database(), primary.create_database()
    with psycopg.connect(primary.url_of(default), autocommit=True) as direct:
        direct.execute(TABLES)
    with psycopg.connect(primary.url_of(other), autocommit=True) as direct:
        direct.execute("CREATE TABLE stranger (id serial, person_id integer)")
    rules = RULES.format(default=primary.url_of(default), other=primary.url_of(other))
    with running_proxy(tmp_path_factory.mktemp("keys"), {"shop.yaml": rules}) as running:
        yield running


@pytest.fixture
def app(proxy: ProxyProcess) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with proxy.connect("shop") as connection:
        yield connection


Connection = psycopg.Connection[tuple[object, ...]]


def test_a_reference_to_nobody_is_refused_in_postgresqls_words(app: Connection) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught:
        app.execute("INSERT INTO book (title, editor_id) VALUES (%s, %s)", ("a", 77))
    assert caught.value.diag.message_primary == (
        'insert or update on table "book" violates foreign key constraint "book_editor_id_fkey"'
    )
    assert "Key (editor_id)=(77) is not present" in (caught.value.diag.message_detail or "")
    assert caught.value.diag.constraint_name == "book_editor_id_fkey"
    assert app.execute("SELECT count(*) FROM book WHERE title = 'a'").fetchone() == (0,)


def test_a_reference_to_somebody_and_to_null_passes(app: Connection) -> None:
    app.execute("INSERT INTO book (title, editor_id) VALUES (%s, %s)", ("b", 1))
    app.execute("INSERT INTO book (title, editor_id) VALUES (%s, %s)", ("b", None))
    assert app.execute("SELECT count(*) FROM book WHERE title = 'b'").fetchone() == (2,)


def test_a_parent_of_the_same_transaction_counts_and_a_missing_one_fails_it(app: Connection) -> None:
    with app.transaction():
        app.execute("INSERT INTO person VALUES (%s, %s)", (5, "Alice"))
        app.execute("INSERT INTO book (title, editor_id) VALUES (%s, %s)", ("c", 5))
    assert app.execute("SELECT count(*) FROM book WHERE title = 'c'").fetchone() == (1,)
    app.execute("BEGIN")
    app.execute("UPDATE book SET editor_id = %s WHERE title = 'c'", (1,))
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute("UPDATE book SET editor_id = %s WHERE title = 'c'", (78,))
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        app.execute("SELECT 1")
    app.execute("ROLLBACK")
    assert app.execute("SELECT editor_id FROM book WHERE title = 'c'").fetchone() == (5,)


def test_each_row_of_one_insert_is_looked_up(app: Connection) -> None:
    statement = "INSERT INTO book (title, editor_id) VALUES (%s, %s), (%s, %s)"
    app.execute(statement, ("d", 1, "d", None))
    with pytest.raises(psycopg.errors.ForeignKeyViolation, match="book_editor_id_fkey"):
        app.execute(statement, ("d", 1, "d", 79))
    assert app.execute("SELECT count(*) FROM book WHERE title = 'd'").fetchone() == (2,)


def test_literals_beside_parameters_are_looked_up_too(app: Connection) -> None:
    app.execute("INSERT INTO book (title, editor_id) VALUES (%s, 1)", ("e",))
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute("INSERT INTO book (title, editor_id) VALUES (%s, 80)", ("e",))
    assert app.execute("SELECT count(*) FROM book WHERE title = 'e'").fetchone() == (1,)


def test_prepared_statements_are_verified_at_every_execution(app: Connection) -> None:
    for _ in range(3):
        app.execute("UPDATE book SET editor_id = %s WHERE title = 'nobody'", (1,), prepare=True)
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            app.execute("UPDATE book SET editor_id = %s WHERE title = 'nobody'", (81,), prepare=True)


def test_a_key_of_two_columns_is_looked_up_as_one(app: Connection) -> None:
    app.execute("INSERT INTO chapter (book_id, number) VALUES (%s, %s)", (1, 2))
    app.execute("INSERT INTO chapter (book_id, number) VALUES (%s, %s)", (9, None))
    with pytest.raises(psycopg.errors.ForeignKeyViolation, match=r"Key \(book_id, number\)=\(2, 1\)"):
        app.execute("INSERT INTO chapter (book_id, number) VALUES (%s, %s)", (2, 1))


def test_a_simple_query_is_verified_as_well(app: Connection) -> None:
    assert app.execute("INSERT INTO book (title, editor_id) VALUES ('f', 1)").statusmessage == "INSERT 0 1"
    assert app.execute("INSERT INTO book (title, editor_id) VALUES ('f', 1) RETURNING title").fetchall() == [("f",)]
    app.execute("INSERT INTO book (title, editor_id) VALUES ('f', NULL)")
    for statement in ("INSERT INTO book (title, editor_id) VALUES ('f', 83)", "UPDATE book SET editor_id = '84'"):
        with pytest.raises(psycopg.errors.ForeignKeyViolation, match="book_editor_id_fkey"):
            app.execute(statement)
    with pytest.raises(psycopg.errors.DivisionByZero):
        app.execute("UPDATE book SET editor_id = 1, title = 1 / 0")
    app.execute("BEGIN")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute("INSERT INTO book (title, editor_id) VALUES ('f', 83)")
    assert app.info.transaction_status == psycopg.pq.TransactionStatus.INERROR
    app.execute("ROLLBACK")
    assert app.execute("SELECT count(*) FROM book WHERE title = 'f'").fetchone() == (3,)


def test_a_reference_to_another_server_is_refused_by_its_value(app: Connection) -> None:
    app.execute("INSERT INTO stranger (person_id) VALUES (%s)", (None,))
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot refer to"):
        app.execute("INSERT INTO stranger (person_id) VALUES (%s)", (1,))
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot refer to"):
        app.execute("INSERT INTO stranger (person_id) VALUES (1)")
    assert app.execute("SELECT count(*) FROM stranger").fetchone() == (1,)


def test_asyncpgs_binary_parameters_are_looked_up(proxy: ProxyProcess) -> None:
    async def play() -> tuple[int, str]:
        connection = await asyncpg.connect(proxy.url("shop"))
        try:
            await connection.execute("INSERT INTO book (title, editor_id) VALUES ($1, $2)", "g", 1)
            detail = ""
            try:
                await connection.execute("INSERT INTO book (title, editor_id) VALUES ($1, $2)", "g", 82)
            except asyncpg.ForeignKeyViolationError as error:
                detail = str(error.detail)
            return await connection.fetchval("SELECT count(*) FROM book WHERE title = $1", "g"), detail
        finally:
            await connection.close()

    count, detail = asyncio.run(play())
    assert count == 1
    assert "Key (editor_id)=(82)" in detail

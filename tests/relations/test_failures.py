"""Databases that are down or say no while a relation is kept: the statement is refused, and nothing is half done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

# The discard port: nobody listens there.
NOBODY = "postgresql://app@127.0.0.1:9/nobody"
RULES = """
databases: {{default: '{default}', books: '{books}', gone: '{gone}'}}
routers:
  - {{name: books, tables: [book], read: books, write: books}}
  - {{name: gone, tables: [lost, ticket], read: gone, write: gone}}
check: verify
relations:
  - {{from: badge.lost_id, to: lost.id}}
  - {{from: book.editor_id, to: person.id, on_delete: set null}}
  - {{from: ticket.author_id, to: author.id, on_delete: cascade}}
"""
TABLES = (
    "CREATE TABLE person (id integer PRIMARY KEY)",
    "CREATE TABLE author (id integer PRIMARY KEY)",
    "CREATE TABLE badge (id integer, lost_id integer)",
    "INSERT INTO person VALUES (1), (2)",
    "INSERT INTO author VALUES (1)",
)
STUBBORN = """
CREATE TABLE book (id integer, editor_id integer);
INSERT INTO book VALUES (1, 1), (2, 2);
CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one' USING ERRCODE = '55000'; END $$;
CREATE TRIGGER stubborn BEFORE UPDATE ON book FOR EACH ROW EXECUTE FUNCTION no();
"""
Connection = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture(scope="module")
def books(primary: Server) -> Iterator[Connection]:
    with psycopg.connect(primary.url_of(primary.create_database()), autocommit=True) as direct:
        direct.execute(STUBBORN)
        yield direct


@pytest.fixture(scope="module")
def proxy(primary: Server, books: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProxyProcess]:
    default = primary.url_of(primary.create_database())
    with psycopg.connect(default, autocommit=True) as direct:
        for statement in TABLES:
            direct.execute(statement.encode())
    rules = RULES.format(default=default, books=primary.url_of(books.info.dbname), gone=NOBODY)
    with running_proxy(tmp_path_factory.mktemp("failures"), {"shop.yaml": rules}) as running:
        yield running


@pytest.fixture
def app(proxy: ProxyProcess) -> Iterator[Connection]:
    with proxy.connect("shop") as connection:
        yield connection


def test_a_parents_database_that_is_down_refuses_the_write(app: Connection) -> None:
    for statement, values in (
        ("INSERT INTO badge VALUES (1, %s)", (5,)),
        ("INSERT INTO badge VALUES (1, 5)", None),
        ("INSERT INTO badge SELECT 1, 5", None),
    ):
        with pytest.raises(psycopg.OperationalError) as caught:
            app.execute(statement.encode(), values)
        assert (caught.value.sqlstate or "")[:2] == "08"
        assert "gone" in str(caught.value)
        assert app.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    app.execute("INSERT INTO badge VALUES (1, NULL)")
    assert app.execute("SELECT count(*) FROM badge").fetchone() == (1,)


def test_a_transaction_in_which_it_happens_has_failed(app: Connection) -> None:
    app.execute("BEGIN")
    app.execute("INSERT INTO badge VALUES (7, NULL)")
    with pytest.raises(psycopg.OperationalError):
        app.execute("INSERT INTO badge VALUES (8, %s)", (5,))
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        app.execute("SELECT 1 FROM badge")
    assert app.execute("COMMIT").statusmessage == "ROLLBACK"
    assert app.execute("SELECT count(*) FROM badge WHERE id > 1").fetchone() == (0,)


def test_a_copy_ends_and_loads_nothing(app: Connection) -> None:
    with (
        pytest.raises(psycopg.OperationalError),
        app.cursor() as cursor,
        cursor.copy("COPY badge (id, lost_id) FROM STDIN") as copy,
    ):
        copy.write("9\t5\n")
    assert app.execute("SELECT count(*) FROM badge WHERE id = 9").fetchone() == (0,)


def test_a_childrens_database_that_is_down_keeps_the_parent(app: Connection) -> None:
    with pytest.raises(psycopg.OperationalError):
        app.execute("DELETE FROM author WHERE id = %s", (1,))
    assert app.execute("SELECT id FROM author").fetchall() == [(1,)]


def test_children_that_cannot_follow_keep_the_parent(app: Connection, books: Connection) -> None:
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="not this one"):
        app.execute("DELETE FROM person WHERE id = %s", (1,))
    app.execute("BEGIN")
    assert app.execute("DELETE FROM person WHERE id = %s", (1,)).statusmessage == "DELETE 1"
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        app.execute("COMMIT")
    assert app.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    assert app.execute("SELECT id FROM person ORDER BY id").fetchall() == [(1,), (2,)]
    assert books.execute("SELECT editor_id FROM book ORDER BY id").fetchall() == [(1,), (2,)]


def test_a_client_that_leaves_in_the_middle_leaves_nothing(proxy: ProxyProcess, app: Connection) -> None:
    other = proxy.connect("shop")
    other.execute("BEGIN")
    other.execute("DELETE FROM person WHERE id = 2")
    other.close()
    assert app.execute("SELECT id FROM person ORDER BY id FOR UPDATE").fetchall() == [(1,), (2,)]

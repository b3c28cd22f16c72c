"""Relations whose columns or tables are not there: the client is told that the rules are wrong, and nothing is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.proxying import running_proxy
from tests.servers import Server

RULES = """
databases: {{default: '{default}', books: '{books}'}}
routers: [{{name: books, tables: [book, chapter], read: books, write: books}}]
check: verify
relations:
  - {{from: book.editor_id, to: person.number}}
  - {{from: chapter.nosuch, to: book.id}}
  - {{from: chapter.writer_id, to: writer.id}}
"""
Connection = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture(params=["postgresql", "sqlite"])
def app(request: pytest.FixtureRequest, primary: Server, tmp_path: Path) -> Iterator[Connection]:
    books = f"sqlite:///{tmp_path}/books.db"
    if request.param == "postgresql":
        books = primary.url_of(primary.create_database())
    rules = RULES.format(default=primary.url_of(primary.create_database()), books=books)
    with running_proxy(tmp_path, {"shop.yaml": rules}) as proxy, proxy.connect("shop") as connection:
        connection.execute("CREATE TABLE person (id integer)")
        connection.execute("CREATE TABLE book (id integer, editor_id integer)")
        connection.execute("CREATE TABLE chapter (id integer, writer_id integer)")
        yield connection


def test_a_column_or_a_table_of_a_parent_that_is_not_there(app: Connection) -> None:
    for statement, code, end in (
        ("INSERT INTO book (id, editor_id) VALUES (1, 1)", "42703", "person.number"),
        ("INSERT INTO chapter (id, writer_id) VALUES (1, 1)", "42P01", "writer.id"),
        ("DELETE FROM book", "42703", "chapter.nosuch"),
    ):
        if end == "chapter.nosuch":
            app.execute("INSERT INTO book (id) VALUES (1)")
        with pytest.raises(psycopg.Error, match="a relation of the rules cannot be kept") as caught:
            app.execute(statement.encode())
        assert (caught.value.sqlstate, end in (caught.value.diag.message_detail or "")) == (code, True)
    assert app.execute("SELECT * FROM book").fetchall() == [(1, None)]
    assert app.execute("SELECT * FROM chapter").fetchall() == []


def test_what_the_client_has_misspelt_itself_is_told_as_it_is(app: Connection) -> None:
    for statement in (
        "DELETE FROM book WHERE wrong = 1",
        "INSERT INTO chapter (id, wrong) VALUES (1, 1)",
        "UPDATE book SET editor_id = wrong",
    ):
        with pytest.raises(psycopg.errors.UndefinedColumn, match='column "wrong"'):
            app.execute(statement.encode())

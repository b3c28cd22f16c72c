"""RouteForWriteTestCase: whatever changes rows asks where to write, for the table it changes, before anything runs."""

from __future__ import annotations

import psycopg
import pytest

from tests.seed.stage import Session, Stage, router_raises

LINKED = "SELECT %s FROM book_authors WHERE %s = 1"
OF_BOOK = LINKED % ("person_id", "book_id")
OF_PERSON = LINKED % ("book_id", "person_id")
AUTHOR = "INSERT INTO book_authors ({}) VALUES (1, 1)"


def prepared(stage: Stage, linked: bool = True) -> None:
    """Person 1, book 1, pet 1 of the person and, where `linked`, the person as author of the book."""
    with stage.session() as session:
        session.person("Marty Alchin")
        session.book("Pro Django")
        session.pet("Wart", 1)
        if linked:
            session.author(1, 1)
    stage.forget()


def all_rows(stage: Stage) -> list[list[tuple[object, ...]]]:
    tables = ("person", "book", "pet", "book_authors")
    return [
        database.execute(f"SELECT * FROM {table} ORDER BY id")
        for database in (stage.default, stage.other)
        for table in tables
    ]


def asks_to_write(stage: Stage, statement: str, table: str, autocommit: bool = True) -> None:
    """The statement asks the router where `table` is written; with an explicit choice it asks nobody and runs."""
    before = all_rows(stage)
    with stage.session("write_check") as session:
        if autocommit:
            with router_raises("write_check", "db_for_write", "RouterUsed", f"mode=write table={table} instance=None"):
                session.run(statement)
            assert session.is_idle
            stage.unseen(statement)
        _asks_with_the_database_of_its_transaction(session, statement, table)
        _asks_nobody_when_chosen(session, statement)
        assert session.find("Pro Django") == 1
    assert all_rows(stage) == before


def _asks_with_the_database_of_its_transaction(session: Session, statement: str, table: str) -> None:
    session.run("BEGIN")
    session.run("SELECT 1 FROM person", using="default")
    with router_raises("write_check", "db_for_write", f"mode=write table={table} instance=default"):
        session.run(statement)
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        session.run(statement)
    assert session.tag("ROLLBACK") == "ROLLBACK"


def _asks_nobody_when_chosen(session: Session, statement: str) -> None:
    session.run("BEGIN")
    session.run("SET LOCAL onedsn.using = 'default'")
    session.run("SELECT 1")
    session.run(statement)
    assert session.tag("ROLLBACK") == "ROLLBACK"


def test_fk_delete(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "DELETE FROM person WHERE id = 1", "person")


def test_reverse_fk_delete(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "DELETE FROM pet WHERE owner_id = 1", "pet")


def test_reverse_fk_get_or_create(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "SELECT * FROM pet WHERE owner_id = 1 AND name = 'fido'", "pet", autocommit=False)


def test_reverse_fk_update(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "UPDATE pet SET name = 'max' WHERE owner_id = 1", "pet")


def test_m2m_add(stage: Stage) -> None:
    prepared(stage, linked=False)
    asks_to_write(stage, AUTHOR.format("book_id, person_id"), "book_authors")


def test_m2m_clear(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "DELETE FROM book_authors WHERE book_id = 1", "book_authors")


def test_m2m_delete(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, f"DELETE FROM person WHERE id IN ({OF_BOOK})", "person")


def test_m2m_get_or_create(stage: Stage) -> None:
    prepared(stage)
    statement = (
        "SELECT p.* FROM person p JOIN book_authors a ON a.person_id = p.id"
        " WHERE a.book_id = 1 AND p.name = 'Someone else'"
    )
    asks_to_write(stage, statement, "person", autocommit=False)


def test_m2m_remove(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "DELETE FROM book_authors WHERE book_id = 1 AND person_id IN (1)", "book_authors")


def test_m2m_update(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, f"UPDATE person SET name = 'Different' WHERE id IN ({OF_BOOK})", "person")


def test_reverse_m2m_add(stage: Stage) -> None:
    prepared(stage, linked=False)
    asks_to_write(stage, AUTHOR.format("person_id, book_id"), "book_authors")


def test_reverse_m2m_clear(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "DELETE FROM book_authors WHERE person_id = 1", "book_authors")


def test_reverse_m2m_delete(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, f"DELETE FROM book WHERE id IN ({OF_PERSON})", "book")


def test_reverse_m2m_get_or_create(stage: Stage) -> None:
    prepared(stage)
    statement = (
        "SELECT b.* FROM book b JOIN book_authors a ON a.book_id = b.id WHERE a.person_id = 1 AND b.title = 'New Book'"
    )
    asks_to_write(stage, statement, "book", autocommit=False)


def test_reverse_m2m_remove(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, "DELETE FROM book_authors WHERE person_id = 1 AND book_id IN (1)", "book_authors")


def test_reverse_m2m_update(stage: Stage) -> None:
    prepared(stage)
    asks_to_write(stage, f"UPDATE book SET title = 'Different' WHERE id IN ({OF_PERSON})", "book")

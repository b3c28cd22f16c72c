"""PickleQuerySetTestCase and SignalTests: what a decision tells whoever keeps it or counts it."""

from __future__ import annotations

import json

import psycopg
import pytest

from tests.seed.stage import Stage


@pytest.mark.parametrize("database", ["default", "other"])
def test_pickling(stage: Stage, database: str) -> None:
    with stage.session() as session, stage.session() as neighbour:
        key = session.book("Dive into Python", using=database)
        record = session.route("SELECT * FROM book", using=database)
        assert record["database"] == database
        assert json.loads(json.dumps(record)) == record
        assert session.route("SELECT * FROM book")["database"] == "default"
        session.choose(database)
        with psycopg.Cursor(session.connection) as cursor:
            for _ in range(2):
                cursor.execute("SELECT id FROM book WHERE title = %s", ("Dive into Python",), prepare=True)
                assert cursor.fetchall() == [(key,)]
                with neighbour.transaction(database):
                    assert neighbour.find("Dive into Python") == 1


def test_database_arg_m2m(stage: Stage) -> None:
    with stage.session() as session, stage.session("write_to_other") as writer:
        for database in ("default", "other"):
            session.run("INSERT INTO book (id, title, published) VALUES (1, 'Pro', '2009-05-04')", using=database)
            session.run("INSERT INTO person (id, name) VALUES (1, 'Marty Alchin')", using=database)
        insert = "INSERT INTO book_authors (book_id, person_id) VALUES (1, 1)"
        reverse = "INSERT INTO book_authors (person_id, book_id) VALUES (1, 1)"
        steps = (
            (insert, 1),
            ("DELETE FROM book_authors WHERE book_id = 1 AND person_id IN (1)", 0),
            (reverse, 1),
            ("DELETE FROM book_authors WHERE book_id = 1", 0),
        )
        for statement, left in steps:
            assert session.route(statement)["router"] is None
            session.run(statement)
            record = writer.route(statement)
            assert (record["database"], record["router"]) == ("other", "write_to_other")
            with writer.transaction():
                writer.run("SELECT person_id FROM book_authors WHERE book_id = 1")
                writer.run(statement)
            assert [stage.default.count("book_authors"), stage.other.count("book_authors")] == [left, left]

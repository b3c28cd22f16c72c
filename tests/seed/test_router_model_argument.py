"""RouterModelArgumentTestCase: a router is asked about tables, never about nothing."""

from __future__ import annotations

from tests.seed.stage import Session, Stage


def test_m2m_collection(stage: Stage) -> None:
    with stage.session("model_meta") as session:
        book, person = session.book("Pro Django"), session.person("Marty Alchin")
        session.author(book, person)
        _tag(session, "DELETE FROM book_authors WHERE book_id = %s AND person_id = %s", book, person)
        session.author(book, person)
        _tag(session, "DELETE FROM book_authors WHERE book_id = %s", book)
        with session.transaction():
            assert session.rows("SELECT person_id FROM book_authors WHERE book_id = %s", book) == []
            session.author(book, person)
        _tag(session, "DELETE FROM book WHERE id = %s", book)
    assert stage.default.counts("book", "book_authors", "person") == [0, 0, 1]
    assert stage.other.counts("book", "book_authors", "person") == [0, 0, 0]
    asked = {question["table"] for question in stage.asked()}
    assert asked >= {"book", "person", "book_authors", "review"}
    assert None not in asked


def test_foreignkey_collection(stage: Stage) -> None:
    with stage.session("model_meta") as session:
        bob = session.person("Bob")
        session.pet("Wart", bob)
        _tag(session, "DELETE FROM person WHERE id = %s", bob)
    assert stage.default.counts("person", "pet") == [0, 0]
    asked = {question["table"] for question in stage.asked()}
    assert asked >= {"person", "pet"}
    assert None not in asked


def _tag(session: Session, statement: str, *values: int) -> None:
    assert session.tag(statement, *values) == "DELETE 1"

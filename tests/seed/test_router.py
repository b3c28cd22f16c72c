"""RouterTestCase: reads from a declared replica, writes to its primary, and the two may be related."""

from __future__ import annotations

import datetime

import psycopg
import pytest

from tests.seed.stage import Session, Stage, refused_in_transaction

REPLICA = "primary_replica"


def test_db_selection(stage: Stage) -> None:
    statement = "SELECT * FROM book"
    with stage.session(REPLICA) as session:
        record = session.route(statement)
        assert (record["database"], record["router"]) == ("other", "primary_replica")
        _is_explicit(session.route(statement, using="default"))
        session.choose("other")
        _is_explicit(session.route(statement, using="default"))
        session.choose("default")
        _is_explicit(session.route(statement))
        session.run("RESET onedsn.using")
        with session.transaction("default"):
            _is_explicit(session.route(statement))
    with stage.session(REPLICA, options="-c onedsn.using=default") as session:
        _is_explicit(session.route(statement))
    with stage.session(f"{REPLICA}@default") as session:
        _is_explicit(session.route(statement))


def _is_explicit(record: dict[str, object]) -> None:
    assert (record["database"], record["router"]) == ("default", None)
    assert str(record["reason"]).startswith("explicit")


def _define(session: Session, table: str, database: str) -> tuple[bool, str | None]:
    """Whether the table may be defined there, and the router that said so."""
    record = session.route(f"CREATE TABLE {table} (id integer)", using=database)
    assert record["mode"] == "migrate"
    [asked] = [table for table in record["tables"] if table["mode"] == "migrate"]
    return record["database"] == database and not record["skipped"], asked["router"]


@pytest.mark.parametrize("rules", [REPLICA, "primary_auth"])
def test_migrate_selection(stage: Stage, rules: str) -> None:
    with stage.session(rules) as session:
        for table in ("auth_user", "book"):
            for database in ("default", "other"):
                assert _define(session, table, database) == (True, "primary_replica")


def test_migrate_selection_of_the_router_that_comes_first(stage: Stage) -> None:
    with stage.session("auth_primary") as session:
        allowed = [_define(session, table, name) for table in ("auth_user", "book") for name in ("default", "other")]
        assert allowed == [(False, "auth"), (True, "auth"), (True, "primary_replica"), (True, "primary_replica")]
        session.run("CREATE TABLE auth_extra (id integer)", using="default")
        assert "auth_extra" in session.notices[-1]
    assert [stage.default.has("auth_extra"), stage.other.has("auth_extra")] == [False, False]


def test_partial_router(stage: Stage) -> None:
    join = "SELECT 1 FROM book b JOIN person p ON p.id = b.editor_id"
    routes = []
    for rules in (REPLICA, "write_auth_primary"):
        with stage.session(rules) as session:
            for table in ("auth_user", "book"):
                for statement in (f"SELECT * FROM {table}", f"UPDATE {table} SET id = 1"):
                    record = session.route(statement)
                    routes.append((record["database"], record["router"]))
            assert session.route(join)["refused"] is None
            assert _define(session, "book", "default") == (True, "primary_replica")
            decided = (True, "primary_replica") if rules == REPLICA else (False, "auth")
            assert _define(session, "auth_user", "default") == decided
    assert routes == [
        ("other", "primary_replica"),
        ("default", "primary_replica"),
        ("other", "primary_replica"),
        ("default", "primary_replica"),
        ("default", "auth"),
        ("writer", "write_router"),
        ("other", "primary_replica"),
        ("writer", "write_router"),
    ]


def test_database_routing(stage: Stage) -> None:
    with stage.session(REPLICA) as session:
        with session.transaction("default"):
            marty = session.person("Marty Alchin")
            session.author(session.book("Pro Django", editor=marty), marty)
        session.book("Dive into Python", using="other")
        assert session.tag("UPDATE book SET pages = %s WHERE title = %s", 200, "Pro Django") == "UPDATE 1"
        assert session.find("Pro Django") == 0
        assert session.rows("SELECT pages FROM book WHERE title = %s", "Pro Django", using="default") == [(200,)]
        session.run("UPDATE book SET pages = %s WHERE title = %s", 300, "Dive into Python", using="other")
        assert session.rows("SELECT pages FROM book WHERE title = %s", "Dive into Python") == [(300,)]
        with session.transaction():
            session.run("SELECT id FROM book WHERE title = %s", "Pro Django", using="default")
            assert session.authors("Pro Django") == ["Marty Alchin"]
            assert session.editors("Pro Django") == ["Marty Alchin"]
        with session.transaction():
            assert session.find("Pro Django") == 1
        with session.transaction():
            assert session.find("Dive Into Python") == 0
            session.book("Dive Into Python")
        assert [stage.default.count("book"), stage.other.count("book")] == [2, 1]
        assert session.rows("SELECT count(*) FROM book") == [(1,)]
        assert session.tag("DELETE FROM book WHERE pages > %s", 150) == "DELETE 1"
    assert stage.default.counts("book", "book_authors") == [1, 0]
    assert stage.other.execute("SELECT pages FROM book") == [(300,)]


def test_invalid_set_foreign_key_assignment(stage: Stage) -> None:
    with stage.session(REPLICA) as session:
        marty = session.person("Marty Alchin", using="default")
        dive = session.book("Dive into Python", using="other")
        stage.forget()
        assert session.tag("UPDATE book SET editor_id = %s WHERE id IN (%s)", marty, dive) == "UPDATE 0"
    if stage.can_see:
        assert stage.saw("UPDATE book") == ["default"]
    assert stage.default.count("book") == 0
    assert stage.other.execute("SELECT editor_id FROM book") == [(None,)]


def test_foreign_key_cross_database_protection(stage: Stage) -> None:
    published = datetime.date(2009, 5, 4)
    with stage.session(REPLICA) as session:
        session.book("Pro Django", using="default")
        session.person("Marty Alchin", using="default")
        session.book("Dive into Python", using="other")
        session.person("Mark Pilgrim", using="other")
        for _ in range(3):
            stored = session.put("book", 101, title="Dive into Python", published=published, editor_id=1)
            assert stored == "INSERT"
            assert session.put("book", 1, title="Pro Django", published=published, editor_id=1) == "UPDATE"
            assert session.tag("DELETE FROM book WHERE id = 101", using="default") == "DELETE 1"
            assert session.find("Dive into Python", "other") == 1
        assert session.person("Chris Mills") == 2
        insert = "INSERT INTO book (title, published, editor_id) VALUES ('Dive into HTML5', '2009-03-15', 101)"
        record = session.route(insert)
        assert (record["database"], record["refused"]) == ("default", None)
        session.run("INSERT INTO person (id, name) VALUES (101, 'Mark')", using="default")
        assert session.tag("UPDATE person SET name = 'Mark Pilgrim' WHERE id = 101", using="other") == "UPDATE 1"
        assert session.column("SELECT name FROM person WHERE id = 101", using="other") == ["Mark Pilgrim"]
        session.book("Dive into Cheesecake", editor=101)
        with session.transaction():
            statement = "SELECT id FROM book WHERE editor_id = %s AND title = %s"
            assert len(session.rows(statement, 101, "Dive into Cheesecake")) == 1
        with session.transaction():
            assert session.find("Dive into Puddles") == 0
            session.book("Dive into Puddles", editor=101)
        session.run("BEGIN")
        session.run("SELECT id FROM person", using="other")
        with refused_in_transaction("other", "default"):
            session.book("Dive into Errors", editor=101)
        with pytest.raises(psycopg.errors.InFailedSqlTransaction):
            session.find("Dive into Errors")
        session.run("ROLLBACK")
        joined = "UPDATE book SET pages = 100 FROM person WHERE person.id = book.editor_id AND person.name = 'nobody'"
        assert session.tag(joined) == "UPDATE 0"
        record = session.route(joined)
        assert (record["database"], record["refused"]) == ("default", None)
    for rules in ("replica_alone", "allow_alone"):
        with stage.session(rules) as session:
            assert session.tag(joined.replace("nobody", "Mark")) == "UPDATE 2"
            assert session.route(joined)["database"] == "default"
    titles = "SELECT title FROM book"
    assert stage.default.column(titles) == ["Dive into Cheesecake", "Dive into Puddles", "Pro Django"]
    assert stage.other.execute("SELECT title, editor_id FROM book") == [("Dive into Python", None)]


def test_m2m_cross_database_protection(stage: Stage) -> None:
    with stage.session(REPLICA) as session:
        for database in ("default", "other"):
            for key, title, name in ((1, "Pro Django", "Marty Alchin"), (2, "Dive into Python", "Mark Pilgrim")):
                insert = "INSERT INTO book (id, title, published) VALUES (%s, %s, '2009-05-04')"
                session.run(insert, key, title, using=database)
                session.run("INSERT INTO person (id, name) VALUES (%s, %s)", key, name, using=database)
        insert = "INSERT INTO book_authors (book_id, person_id) VALUES "
        for values, number in (("(1, 1), (2, 1)", 2), ("(2, 1)", 1), ("(2, 2), (2, 1)", 2), ("(2, 1)", 1)):
            with session.transaction():
                assert session.rows("SELECT book_id FROM book_authors WHERE person_id = 1") == []
                session.run(insert + values)
            assert stage.default.count("book_authors") == number
            session.run("DELETE FROM book_authors", using="default")
        session.run("SELECT id FROM book WHERE id = 2", using="other")
        session.run("SELECT setval('person_id_seq', 3, false)", using="default")
        for name in ("Alice", "Bob"):
            with session.transaction():
                session.author(2, session.person(name))
            with session.transaction():
                assert name in session.authors("Dive into Python")
    assert [stage.other.count("person"), stage.other.count("book_authors")] == [2, 0]


def test_o2o_cross_database_protection(stage: Stage) -> None:
    with stage.session(REPLICA) as session:
        alice = session.user("alice", using="default")
        bob = session.user("bob", using="other")
        session.profile(alice, "chocolate")
        assert session.put("auth_user", bob, username="bob") == "INSERT"
        assert session.tag("UPDATE userprofile SET user_id = %s WHERE id = 1", bob) == "UPDATE 1"
        assert session.users("chocolate", "default") == ["bob"]
    assert stage.default.column("SELECT username FROM auth_user") == ["alice", "bob"]
    assert stage.other.execute("SELECT id, username FROM auth_user") == [(101, "bob")]
    assert stage.other.count("userprofile") == 0


def test_generic_key_cross_database_protection(stage: Stage) -> None:
    published = datetime.date(2009, 5, 4)
    with stage.session(REPLICA) as session:
        session.review("Python Monthly", "book", session.book("Pro Django", using="default"), using="default")
        session.review("Python Weekly", "book", session.book("Dive into Python", using="other"), using="other")
        record = session.route("UPDATE review SET object_id = 101 WHERE id = 1")
        assert (record["database"], record["refused"]) == ("default", None)
        assert session.put("book", 101, title="Dive into Python", published=published) == "INSERT"
        session.run("DELETE FROM book WHERE id = 101", using="default")
        assert session.find("Dive into Python", "other") == 1
        update = "UPDATE review SET content_type_id = 1, object_id = %s WHERE id = 1"
        assert session.tag(update, 101) == "UPDATE 1"
        assert session.put("book", 101, title="Dive into Python", published=published) == "INSERT"
        assert session.tag("DELETE FROM book WHERE id = 101", using="default") == "DELETE 1"
        assert [stage.default.count("review"), stage.other.count("review")] == [0, 1]
        insert = "INSERT INTO review (source, content_type_id, object_id) VALUES ('New York Times', 1, 101)"
        record = session.route(insert)
        assert (record["database"], record["refused"]) == ("default", None)
        session.run("SELECT id FROM book WHERE id = 101", using="other")
        session.review("New York Times", "book", 101)
        assert session.sources(101, "default") == ["New York Times"]
        assert session.sources(101, "other") == ["Python Weekly"]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT p.* FROM person p JOIN book_authors a ON a.person_id = p.id WHERE a.book_id = 1",
        "SELECT b.* FROM book b JOIN book_authors a ON a.book_id = b.id WHERE a.person_id = 1",
    ],
)
def test_m2m_managers(stage: Stage, statement: str) -> None:
    with stage.session(REPLICA) as session:
        session.choose("other")
        assert session.route(statement)["database"] == "other"
        assert session.route(statement, using="default")["database"] == "default"


def test_foreign_key_managers(stage: Stage) -> None:
    with stage.session(REPLICA) as session:
        session.choose("other")
        marty = session.person("Marty Alchin")
        session.book("Pro Django", editor=marty)
        statement = f"SELECT * FROM book WHERE editor_id = {marty}"
        assert [len(session.rows(statement)), len(session.rows(statement, using="default"))] == [1, 0]
        assert session.route(statement)["database"] == "other"
        assert session.route(statement, using="default")["database"] == "default"


def test_generic_key_managers(stage: Stage) -> None:
    with stage.session(REPLICA) as session:
        session.choose("other")
        session.review("Python Monthly", "book", session.book("Pro Django"))
        statement = "SELECT * FROM review WHERE content_type_id = 1 AND object_id = 101"
        assert [len(session.rows(statement)), len(session.rows(statement, using="default"))] == [1, 0]
        assert session.route(statement)["database"] == "other"
        assert session.route(statement, using="default")["database"] == "default"


def test_subquery(stage: Stage) -> None:
    with stage.session(REPLICA) as session:
        mark = session.person("Mark Pilgrim", using="other")
        session.book("Dive into Python", editor=mark, using="other")
        stage.forget()
        statement = "SELECT title FROM book WHERE editor_id IN (SELECT id FROM person WHERE name = 'Mark Pilgrim')"
        record = session.route(statement)
        assert record["refused"] is None
        assert [(table["database"], table["router"]) for table in record["tables"]] == [
            ("other", "primary_replica")
        ] * 2
        assert session.rows(statement) == [("Dive into Python",)]
    if stage.can_see:
        assert stage.statements(stage.default) == []


def test_deferred_models(stage: Stage) -> None:
    published = datetime.date(2009, 5, 4)
    with stage.session(REPLICA) as session:
        session.person("Mark Pilgrim", using="default")
        mark = session.person("Mark Pilgrim", using="other")
        session.book("Dive into Python", editor=mark, using="other")
        session.choose("other")
        assert session.rows("SELECT id, title FROM book WHERE id = %s", 101) == [(101, "Dive into Python")]
        assert session.rows("SELECT published FROM book WHERE id = %s", 101) == [(published,)]
        columns = {"title": "Dive into Python", "published": published, "editor_id": 1}
        assert session.put("book", 101, using="default", **columns) == "INSERT"
        statement = "SELECT published, editor_id FROM book WHERE id = %s"
        assert session.rows(statement, 101, using="default") == [(published, 1)]
        assert session.rows(statement, 101) == [(published, 101)]

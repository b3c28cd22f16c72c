"""QueryTestCase: what an explicit choice decides, on two databases that know nothing of each other."""

from __future__ import annotations

import datetime
from contextlib import ExitStack

import psycopg
import pytest

from tests.seed.stage import Session, Stage, refused_across, refused_in_transaction, violates


def test_db_selection(stage: Stage) -> None:
    statement = "SELECT * FROM book"
    with ExitStack() as stack:
        session = stack.enter_context(stage.session())
        bystander = stack.enter_context(stage.session())

        def is_on(record: dict[str, object], database: str, reason: str) -> None:
            assert (record["database"], record["router"]) == (database, None)
            assert reason in str(record["reason"])
            assert bystander.route(statement)["database"] == "default"

        is_on(session.route(statement), "default", "no opinion")
        is_on(session.route(statement, using="other"), "other", "comment")
        session.choose("other")
        is_on(session.route(statement), "other", "SET")
        session.run(statement)
        session.run("RESET onedsn.using")
        is_on(session.route(statement), "default", "no opinion")
        with session.transaction("other"):
            is_on(session.route(statement), "other", "SET LOCAL")
        is_on(session.route(statement), "default", "no opinion")
        with stage.session(options="-c onedsn.using=other") as optional:
            is_on(optional.route(statement), "other", "options")
        with stage.session("two_databases@other") as named:
            is_on(named.route(statement), "other", "dbname")
            named.choose("default")
            is_on(named.route(statement), "default", "SET")
            named.run("RESET onedsn.using")
            is_on(named.route(statement), "other", "dbname")


def test_default_creation(stage: Stage) -> None:
    with stage.session() as session:
        session.book("Pro Django", "2008-12-16")
        with session.transaction():
            session.book("Dive into Python")
        if stage.can_see:
            assert stage.statements(stage.other) == []
        for title in ("Pro Django", "Dive into Python"):
            assert [session.find(title), session.find(title, "default"), session.find(title, "other")] == [1, 1, 0]
    assert [stage.default.count("book"), stage.other.count("book")] == [2, 0]


def test_other_creation(stage: Stage) -> None:
    with stage.session() as session:
        assert session.book("Pro Django", using="other") == 101
        session.choose("other")
        with session.transaction():
            assert session.book("Dive into Python") == 102
    with stage.session() as session:
        for title in ("Pro Django", "Dive into Python"):
            assert [session.find(title), session.find(title, "default"), session.find(title, "other")] == [0, 0, 1]
    assert [stage.default.count("book"), stage.other.count("book")] == [0, 2]


def test_refresh(stage: Stage) -> None:
    with stage.session() as session:
        assert session.book("Dive into Python", using="other") == 101
        new = "Dive into Python (on default)"
        with session.transaction("default"):
            assert session.tag("UPDATE book SET title = %s WHERE id = 101", new) == "UPDATE 0"
            insert = "INSERT INTO book (id, title, published) VALUES (101, %s, '2009-05-04')"
            assert session.tag(insert, new) == "INSERT 0 1"
        titles = []
        for database in ("other", "default"):
            session.choose(database)
            titles += session.prepared("SELECT title FROM book WHERE id = %s", 101)
        assert titles == [("Dive into Python",), (new,)]
        assert session.rows("SHOW onedsn.using") == [("default",)]


def test_basic_queries(stage: Stage) -> None:
    conditions = (
        "published = '2009-05-04'",
        "title ILIKE '%dive%'",
        "UPPER(title) = UPPER('dive INTO python')",
        "EXTRACT(YEAR FROM published) = 2009",
    )
    with stage.session() as session:
        session.book("Dive into Python", "2009-05-04", using="other")
        for condition in conditions:
            statement = f"SELECT published FROM book WHERE {condition}"
            assert session.rows(statement, using="other") == [(datetime.date(2009, 5, 4),)]
            assert session.rows(statement, using="default") == []
            assert session.route(statement)["mode"] == "read"
        for field, month in (("year", 1), ("month", 5)):
            statement = f"SELECT DISTINCT date_trunc('{field}', published)::date FROM book"
            assert session.rows(statement, using="other") == [(datetime.date(2009, month, 1),)]
            assert session.rows(statement, using="default") == []
            assert session.route(statement)["mode"] == "read"


def linked_on_each_side(session: Session) -> None:
    """Pro Django by Marty Alchin on `default`, Dive into Python by Mark Pilgrim on `other`."""
    for database, title, name in (
        ("default", "Pro Django", "Marty Alchin"),
        ("other", "Dive into Python", "Mark Pilgrim"),
    ):
        with session.transaction(database):
            book, person = session.book(title), session.person(name)
        with session.transaction(database):
            assert session.rows("SELECT person_id FROM book_authors WHERE book_id = %s", book) == []
            session.author(book, person)


def test_m2m_separation(stage: Stage) -> None:
    with stage.session() as session:
        linked_on_each_side(session)
        assert [stage.default.count("book_authors"), stage.other.count("book_authors")] == [1, 1]
        assert session.titles("Marty Alchin", "default") == ["Pro Django"]
        assert session.titles("Marty Alchin", "other") == []
        assert session.titles("Mark Pilgrim", "default") == []
        assert session.titles("Mark Pilgrim", "other") == ["Dive into Python"]
        session.choose("other")
        assert session.authors("Dive into Python") == ["Mark Pilgrim"]
        assert session.titles("Mark Pilgrim") == ["Dive into Python"]


def default_is_untouched(stage: Stage, *tables: str) -> None:
    assert stage.default.counts(*tables) == [0] * len(tables)
    if stage.can_see:
        assert stage.statements(stage.default) == []


def test_m2m_forward_operations(stage: Stage) -> None:
    with stage.session() as session:
        session.choose("other")
        assert (session.book("Dive into Python"), session.person("Mark Pilgrim")) == (101, 101)
        session.author(101, 101)
        assert session.titles("John Smith") == []
        john = session.person("John Smith")
        session.author(101, john)
        assert session.titles("John Smith") == ["Dive into Python"]
        session.run("DELETE FROM book_authors WHERE book_id = %s AND person_id IN (%s)", 101, john)
        assert session.titles("John Smith") == []
        assert session.titles("Mark Pilgrim") == ["Dive into Python"]
        session.run("DELETE FROM book_authors WHERE book_id = %s", 101)
        assert session.titles("Mark Pilgrim") == []
        with session.transaction():
            session.author(101, session.person("Jane Brown"))
        assert session.titles("Jane Brown") == ["Dive into Python"]
    default_is_untouched(stage, "book", "person", "book_authors")


def test_m2m_reverse_operations(stage: Stage) -> None:
    with stage.session() as session:
        session.choose("other")
        assert (session.book("Dive into Python"), session.person("Mark Pilgrim")) == (101, 101)
        session.author(101, 101)
        session.book("Greasemonkey Hacks")
        session.author(102, 101)
        assert session.authors("Greasemonkey Hacks") == ["Mark Pilgrim"]
        session.run("DELETE FROM book_authors WHERE person_id = %s AND book_id IN (%s)", 101, 102)
        assert session.authors("Greasemonkey Hacks") == []
        assert session.authors("Dive into Python") == ["Mark Pilgrim"]
        session.run("DELETE FROM book_authors WHERE person_id = %s", 101)
        assert session.authors("Dive into Python") == []
        with session.transaction():
            session.author(session.book("Dive into HTML5"), 101)
        assert session.authors("Dive into HTML5") == ["Mark Pilgrim"]
    default_is_untouched(stage, "book", "person", "book_authors")


def fails(session: Session, using: str | None, statement: str, stage: Stage, *expected: str | int) -> None:
    """The statement violates a key (see `violates`), in a transaction with that choice and by itself."""
    child, value, parent, looked, has = expected
    violated = (str(child), int(value), str(parent), str(looked), str(has))
    session.run("BEGIN")
    session.run(f"SET LOCAL onedsn.using = '{using}'")
    with violates(stage, *violated):
        session.run(statement)
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        session.run("SELECT 1")
    session.run("ROLLBACK")
    stage.forget()
    with violates(stage, *violated):
        session.run(statement, using=using)
    assert session.is_idle
    if stage.is_bare:
        stage.unseen(statement)


def test_m2m_cross_database_protection(stage: Stage) -> None:
    insert = "INSERT INTO book_authors (book_id, person_id) VALUES "
    with stage.session() as session:
        for database in ("default", "other"):
            session.book("Pro Django", using=database)
            session.person("Marty Alchin", using=database)
        session.run("BEGIN")
        session.run("SET LOCAL onedsn.using = 'default'")
        session.run("UPDATE book SET editor_id = 1 WHERE id = 1")
        with refused_in_transaction("default", "other"):
            session.run("UPDATE book SET editor_id = 1 WHERE id = 101", using="other")
        with pytest.raises(psycopg.errors.InFailedSqlTransaction):
            session.find("Pro Django")
        session.run("ROLLBACK")
        assert stage.default.execute("SELECT editor_id FROM book") == [(None,)]
        wrong_book = ("book_authors.book_id", 101, "book", "default", "other")
        wrong_person = ("book_authors.person_id", 1, "person", "other", "default")
        fails(session, "default", insert + "(101, 1)", stage, *wrong_book)
        fails(session, "default", insert + "(1, 1), (101, 1)", stage, *wrong_book)
        fails(session, "other", insert + "(101, 1)", stage, *wrong_person)
        fails(session, "other", insert + "(101, 101), (101, 1)", stage, *wrong_person)
        with violates(stage, *wrong_book):
            session.author(101, 1)
    assert [stage.default.count("book_authors"), stage.other.count("book_authors")] == [0, 0]
    stage.forget()
    with stage.session("split_tables") as session, refused_across("book_authors", "person", "other", "default"):
        session.author(101, 1)
    stage.unseen("INSERT INTO book_authors")
    assert [stage.default.count("book_authors"), stage.other.count("book_authors")] == [0, 0]


def test_m2m_deletion(stage: Stage) -> None:
    tables = ("person", "book", "book_authors")
    with stage.session() as session:
        session.book("Dive into Python", using="other")
        session.person("Mark Pilgrim", using="other")
        session.author(101, 101, using="other")
        assert session.tag("DELETE FROM book WHERE id = %s", 101, using="other") == "DELETE 1"
        assert stage.other.counts(*tables) == [1, 0, 0]
        session.book("Dive into Python", using="other")
        session.author(102, 101, using="other")
        assert session.tag("DELETE FROM person WHERE id = %s", 101, using="other") == "DELETE 1"
        assert stage.other.counts(*tables) == [0, 1, 0]
        default_is_untouched(stage, *tables)
        stage.default.execute("INSERT INTO book (id, title, published) VALUES (102, 'Pro', '2009-05-04')")
        session.run("DELETE FROM book WHERE id = %s", 102, using="other")
        assert [stage.other.count("book"), stage.default.count("book")] == [0, 1]
    if stage.can_see:
        assert stage.saw("DELETE FROM book") == ["other"]


def test_foreign_key_separation(stage: Stage) -> None:
    with stage.session() as session:
        session.book("Pro Django", using="default")
        session.person("George Vilches", using="default")
        session.book("Dive into Python", using="other")
        session.person("Chris Mills", using="other")
        update = "UPDATE book SET editor_id = %s WHERE id = %s"
        assert session.tag(update, 1, 1, using="default") == "UPDATE 1"
        assert session.tag(update, 101, 101, using="other") == "UPDATE 1"
        assert session.editors("Pro Django", "default") == ["George Vilches"]
        assert session.editors("Pro Django", "other") == []
        assert session.editors("Dive into Python", "default") == []
        assert session.editors("Dive into Python", "other") == ["Chris Mills"]
        session.choose("other")
        assert session.column("SELECT title FROM book WHERE editor_id = %s", 101) == ["Dive into Python"]


def test_foreign_key_reverse_operations(stage: Stage) -> None:
    with stage.session() as session:
        session.choose("other")
        session.person("Chris Mills")
        session.book("Dive into Python", editor=101)
        session.book("Dive into HTML5")
        edited = [session.editors("Dive into HTML5")]
        session.run("UPDATE book SET editor_id = %s WHERE id IN (%s)", 101, 102)
        edited.append(session.editors("Dive into HTML5"))
        session.run("UPDATE book SET editor_id = NULL WHERE editor_id = %s AND id IN (%s)", 101, 102)
        edited.append(session.editors("Dive into HTML5"))
        assert session.editors("Dive into Python") == ["Chris Mills"]
        session.run("UPDATE book SET editor_id = NULL WHERE editor_id = %s", 101)
        edited.append(session.editors("Dive into HTML5"))
        assert edited == [[], ["Chris Mills"], [], []]
        assert session.editors("Dive into Python") == []
        session.book("Dive into Water", editor=101)
        assert session.editors("Dive into Water") == ["Chris Mills"]
    default_is_untouched(stage, "book", "person")


def test_foreign_key_cross_database_protection(stage: Stage) -> None:
    update = "UPDATE book SET editor_id = 1 WHERE id = 101"
    wrong = ("book.editor_id", 1, "person", "other", "default")
    with stage.session() as session:
        session.book("Pro Django", using="default")
        session.person("Marty Alchin", using="default")
        session.book("Dive into Python", using="other")
        fails(session, "other", update, stage, *wrong)
        with violates(stage, *wrong):
            session.book("Dive into HTML5", editor=1, using="other")
        session.run("UPDATE book SET editor_id = NULL WHERE id = %s", 101, using="other")
        session.run("BEGIN")
        session.run("SET LOCAL onedsn.using = 'default'")
        with violates(stage, *wrong):
            session.run(update, using="other")
        session.run("ROLLBACK")
    for database in (stage.default, stage.other):
        assert database.execute("SELECT editor_id FROM book WHERE editor_id IS NOT NULL") == []
    stage.forget()
    with stage.session("split_tables") as session:
        with refused_across("book", "person", "other", "default"):
            session.book("Dive into Python", editor=1)
        stage.unseen("INSERT INTO book")
        session.run("INSERT INTO book (title, published, editor_id) VALUES ('Dive', '2009-05-04', NULL)")
    assert [stage.default.count("book"), stage.other.count("book")] == [1, 2]


def test_foreign_key_deletion(stage: Stage) -> None:
    with stage.session() as session:
        session.pet("Fido", session.person("Mark Pilgrim", using="other"), using="other")
        assert stage.other.counts("person", "pet") == [1, 1]
        assert session.tag("DELETE FROM person WHERE id = %s", 101, using="other") == "DELETE 1"
        assert stage.other.counts("person", "pet") == [0, 0]
        default_is_untouched(stage, "person", "pet")
        if not stage.is_bare:
            return
        stage.default.execute("INSERT INTO pet (name, owner_id) VALUES ('Wart', 101)")
        session.pet("Fido", session.person("Mark Pilgrim", using="other"), using="other")
        assert session.tag("DELETE FROM person WHERE id = %s", 102, using="other") == "DELETE 1"
    assert [stage.other.count("pet"), stage.default.count("pet")] == [0, 1]


def test_foreign_key_validation(stage: Stage) -> None:
    with stage.session() as session:
        mickey = session.person("Mickey", using="other")
        pluto = session.pet("Pluto", mickey, using="other")
        update = "UPDATE pet SET owner_id = %s WHERE id = %s"
        assert session.tag(update, mickey, pluto, using="other") == "UPDATE 1"
    if stage.can_see and stage.is_bare:
        assert any("FROM person WHERE id" in text for text in stage.look_ups(stage.other))
        assert stage.look_ups(stage.default) == []
    default_is_untouched(stage, "person", "pet")


@pytest.mark.parametrize("rules", ["auth_router", "auth_python"])
def test_foreign_key_validation_with_router(stage: Stage, rules: str) -> None:
    with stage.session(rules) as session:
        mickey = session.person("Mickey")
        assert session.pet("Pluto", mickey) == 1
        asked = session.route("INSERT INTO pet (name, owner_id) VALUES ('Pluto', 1)")["tables"][0]
    assert asked["asked"] == [{"router": "auth", "answer": "no opinion"}]
    assert asked["database"] == "default"
    assert [stage.default.counts("person", "pet"), stage.other.counts("person", "pet")] == [[1, 1], [0, 0]]
    if rules == "auth_python":
        asked = {question["table"] for question in stage.asked()}
        assert asked >= {"person", "pet"}
        assert None not in asked


def test_o2o_separation(stage: Stage) -> None:
    with stage.session() as session:
        session.profile(session.user("alice", using="default"), "chocolate", using="default")
        session.profile(session.user("bob", using="other"), "crunchy frog", using="other")
        assert session.users("chocolate", "default") == ["alice"]
        assert session.users("chocolate", "other") == []
        assert session.users("crunchy frog", "default") == []
        assert session.users("crunchy frog", "other") == ["bob"]
        join = "SELECT u.username, f.flavor FROM auth_user u JOIN userprofile f ON f.user_id = u.id WHERE {} = %s"
        for database, name, flavor in (("default", "alice", "chocolate"), ("other", "bob", "crunchy frog")):
            session.choose(database)
            assert session.rows(join.format("u.username"), name) == [(name, flavor)]
            assert session.rows(join.format("f.flavor"), flavor) == [(name, flavor)]


def test_o2o_cross_database_protection(stage: Stage) -> None:
    flavors, users = "SELECT flavor FROM userprofile", "SELECT username FROM auth_user"
    with stage.session() as session, stage.session() as onlooker:
        alice = session.user("alice", using="default")
        session.profile(alice, "chocolate", using="default")
        bob = session.user("bob", using="other")
        statement = f"UPDATE userprofile SET user_id = {bob} WHERE id = {alice}"
        fails(session, "default", statement, stage, "userprofile.user_id", 101, "auth_user", "default", "other")
        assert stage.default.execute("SELECT user_id FROM userprofile") == [(1,)]
        session.profile(bob, "crunchy frog", using="other")
        stage.forget()
        session.run("BEGIN")
        if stage.can_see:
            assert [stage.statements(database) for database in (stage.default, stage.other)] == [[], []]
        session.run("SELECT id FROM auth_user WHERE username = 'bob'", using="other")
        session.run("INSERT INTO auth_user (id, username) VALUES (51, 'charlie')")
        session.run("UPDATE userprofile SET user_id = %s WHERE id = %s", 51, 101)
        session.profile(bob, "spring surprise")
        assert onlooker.column(users, using="other") == ["bob"]
        assert onlooker.column(flavors, using="other") == ["crunchy frog"]
        session.run("COMMIT")
        with session.transaction():
            denise = session.user("denise", using="other")
            session.profile(denise, "tofu")
    assert [stage.default.column(users), stage.default.column(flavors)] == [["alice"], ["chocolate"]]
    assert stage.other.column(users) == ["bob", "charlie", "denise"]
    assert stage.other.column(flavors) == ["crunchy frog", "spring surprise", "tofu"]
    stage.empty()
    stage.forget()
    with stage.session("split_tables") as session:
        with refused_across("userprofile", "auth_user", "default", "other"):
            session.profile(101, "tofu")
        stage.unseen("INSERT INTO userprofile")
        session.run("INSERT INTO userprofile (user_id, flavor) VALUES (NULL, 'plain')")
    assert [stage.default.count("userprofile"), stage.other.count("userprofile")] == [1, 0]


def test_generic_key_separation(stage: Stage) -> None:
    with stage.session() as session:
        session.review("Python Monthly", "book", session.book("Pro Django", using="default"), using="default")
        session.review("Python Weekly", "book", session.book("Dive into Python", using="other"), using="other")
        join = "SELECT b.title FROM review r JOIN book b ON b.id = r.object_id WHERE r.content_type_id = 1"
        assert session.rows(join, using="default") == [("Pro Django",)]
        assert session.rows(join, using="other") == [("Dive into Python",)]
        session.choose("other")
        assert session.sources(101) == ["Python Weekly"]


def test_generic_key_reverse_operations(stage: Stage) -> None:
    with stage.session() as session:
        for title, source in (("Dive into Python", "Python Weekly"), ("Temp", "Python Monthly")):
            session.review(source, "book", session.book(title, using="other"), using="other")
        session.choose("other")
        found = [session.sources(101)]
        steps = (
            "UPDATE review SET content_type_id = 1, object_id = 101 WHERE id = 102",
            "DELETE FROM review WHERE id = 101",
            "DELETE FROM review WHERE content_type_id = 1 AND object_id = 101",
        )
        for statement in steps:
            assert session.tag(statement) in ("UPDATE 1", "DELETE 1")
            found.append(session.sources(101))
            assert session.sources(101, "default") == []
        session.review("Python Daily", "book", 101)
        found.append(session.sources(101))
        assert found == [
            ["Python Weekly"],
            ["Python Monthly", "Python Weekly"],
            ["Python Monthly"],
            [],
            ["Python Daily"],
        ]
        assert session.sources(101, "default") == []


def test_generic_key_cross_database_protection(stage: Stage) -> None:
    wrong = ("review.object_id", 101, "book", "default", "other")
    with stage.session() as session, stage.session() as onlooker:
        session.review("Python Monthly", "book", session.book("Pro Django", using="default"), using="default")
        session.review("Python Weekly", "book", session.book("Dive into Python", using="other"), using="other")
        for assigned in ("content_type_id = 1, object_id = 101", "object_id = 101"):
            with violates(stage, *wrong, kind=" (kind book)"):
                session.run(f"UPDATE review SET {assigned} WHERE id = 1", using="default")
            assert session.is_idle
        with session.transaction("other"):
            assert session.tag("UPDATE review SET object_id = %s WHERE id = 1", 101) == "UPDATE 0"
        session.run("BEGIN")
        session.run("SELECT 1 FROM review", using="other")
        with refused_in_transaction("other", "default"):
            session.run("UPDATE review SET object_id = 101 WHERE id = 1", using="default")
        session.run("ROLLBACK")
        session.run("BEGIN")
        session.run("SELECT id FROM book WHERE id = 101", using="other")
        session.review("Python Daily", "book", 101)
        assert onlooker.sources(101, "other") == ["Python Weekly"]
        session.run("COMMIT")
        assert session.sources(101, "other") == ["Python Daily", "Python Weekly"]
        assert session.sources(1, "default") == ["Python Monthly"]
    stage.forget()
    with stage.session("split_tables") as session:
        session.review("Python Yearly", "book", 101)
        with refused_across("review", "person", "other", "default"):
            session.review("Who", "person", 1)
    stage.unseen("INSERT INTO review (source, content_type_id, object_id) VALUES ('Who'")
    assert [stage.other.count("review"), stage.default.count("review")] == [3, 1]


def test_generic_key_deletion(stage: Stage) -> None:
    with stage.session() as session:
        session.review("Python Weekly", "book", session.book("Dive into Python", using="other"), using="other")
        session.review("Of a person", "person", session.person("Mark Pilgrim", using="other"), using="other")
        assert stage.other.counts("book", "review") == [1, 2]
        assert session.tag("DELETE FROM book WHERE id = %s", 101, using="other") == "DELETE 1"
    assert stage.other.execute("SELECT source FROM review") == [("Of a person",)]
    assert stage.other.count("book") == 0
    default_is_untouched(stage, "book", "review")


def test_ordering(stage: Stage) -> None:
    with stage.session() as session:
        session.book("Pro Django", "2008-12-16", using="default")
        session.book("Dive into Python", "2009-05-04", using="other")
        session.book("Learning Python", "2008-07-16", using="other")
        session.choose("other")
        after = "SELECT title FROM book WHERE (published, id) > (%s, %s) ORDER BY published, id LIMIT 1"
        before = "SELECT title FROM book WHERE (published, id) < (%s, %s) ORDER BY published DESC, id DESC LIMIT 1"
        assert session.rows(after, datetime.date(2008, 7, 16), 102) == [("Dive into Python",)]
        assert session.rows(before, datetime.date(2009, 5, 4), 101) == [("Learning Python",)]


def test_raw(stage: Stage) -> None:
    with stage.session() as session:
        session.book("Dive into Python", using="other")
        assert session.rows("SELECT id FROM book", using="other") == [(101,)]
        session.choose("other")
        stage.forget()
        statement = "SELECT  id FROM book  -- as it is written"
        assert session.rows(statement) == [(101,)]
        assert session.rows(statement) == [(101,)]
        assert session.prepared(statement) == [(101,)]
    if stage.can_see:
        assert [text for text in stage.statements(stage.other) if "book" in text] == [statement] * 3


def test_select_related(stage: Stage) -> None:
    statement = (
        "SELECT b.*, p.* FROM book b LEFT JOIN person p ON p.id = b.editor_id WHERE b.title = 'Dive into Python'"
    )
    with stage.session() as session:
        mark = session.person("Mark Pilgrim", using="other")
        session.book("Dive into Python", editor=mark, using="other")
        row = session.rows(statement, using="other")
        assert [(found[0], found[1], found[-2], found[-1]) for found in row] == [
            (101, "Dive into Python", 101, "Mark Pilgrim")
        ]
        record = session.route(statement, using="other")
        assert [(table["table"], table["database"]) for table in record["tables"]] == [
            ("book", "other"),
            ("person", "other"),
        ]


def test_subquery(stage: Stage) -> None:
    chosen = (
        "SELECT * FROM book WHERE editor_id IN (SELECT /* onedsn: using=other */ id FROM person WHERE name = 'fff')"
    )
    with stage.session() as session:
        assert session.route(chosen)["refused"] == "cross_database"
        stage.forget()
        with refused_across("book", "person", "default", "other", "no opinion", "explicit"):
            session.run(chosen)
    stage.unseen("fff")
    plain = chosen.replace("/* onedsn: using=other */ ", "")
    with (
        stage.session("split_tables") as session,
        refused_across("book", "person", "default", "other", "books", "people"),
    ):
        session.run(plain)
    stage.unseen("fff")


def test_related_manager(stage: Stage) -> None:
    by_author = (
        "SELECT b.title FROM book b JOIN book_authors a ON a.book_id = b.id WHERE a.person_id = 101 AND b.title = %s"
    )
    with stage.session() as session:
        mark = session.person("Mark Pilgrim", using="other")
        session.choose("other")
        with session.transaction():
            session.author(session.book("Dive into Python"), mark)
        with session.transaction():
            assert session.rows(by_author, "Dive into Python") == [("Dive into Python",)]
        session.book("Dive into Water", editor=mark)
        with session.transaction():
            statement = "SELECT title FROM book WHERE editor_id = %s AND title = %s"
            assert session.rows(statement, mark, "Dive into Water") == [("Dive into Water",)]
    assert [stage.other.count("book"), stage.default.count("book")] == [2, 0]

"""AuthTestCase, FixtureTestCase and MigrateTestCase: who may define, load and dump what, and where."""

from __future__ import annotations

import psycopg
import pytest

from tests.seed.stage import Row, Session, Stage

CONTENT_TYPES: list[Row] = [
    (number, "multiple_database", model)
    for number, model in enumerate(("book", "person", "pet", "review", "userprofile"), 1)
]


def two_users(session: Session) -> None:
    """alice where the router writes, bob where he was put."""
    session.user("alice")
    session.user("bob", using="default")


def test_auth_manager(stage: Stage) -> None:
    names = "SELECT username FROM auth_user"
    with stage.session("auth_router") as session:
        assert session.route("INSERT INTO auth_user (username) VALUES ('alice')")["router"] == "auth"
        two_users(session)
        assert session.column(names, using="other") == ["alice"]
        assert session.column(names, using="default") == ["bob"]
        assert session.column(names) == ["bob"]
        with session.transaction():
            assert session.column(names) == ["alice"]
    assert [stage.default.column(names), stage.other.column(names)] == [["bob"], ["alice"]]


def test_dumpdata(stage: Stage) -> None:
    with stage.session("auth_router") as session:
        two_users(session)
        stage.forget()
        assert session.dump("COPY auth_user TO STDOUT", using="default") == b""
        assert all(word in session.notices[-1] for word in ("auth_user", "default", "auth"))
        if stage.can_see:
            assert stage.statements(stage.default) == []
        dumped = session.dump("COPY auth_user (username, email) TO STDOUT", using="other")
        assert dumped == b"alice\talice@example.com\n"
        assert session.column("SELECT username FROM auth_user", using="default") == ["bob"]
    with stage.session("auth_refuse") as session, pytest.raises(psycopg.errors.FeatureNotSupported, match="auth_user"):
        session.dump("COPY auth_user TO STDOUT", using="default")


LOADS: dict[str, tuple[tuple[str, list[Row]], ...]] = {
    "default": (
        ("person (id, name)", [(1, "Marty Alchin"), (2, "George Vilches")]),
        (
            "book (id, title, published, editor_id)",
            [(1, "The Definitive Guide to Django", "2009-07-08", None), (2, "Pro Django", "2008-12-16", 2)],
        ),
        ("book_authors (book_id, person_id)", [(2, 1)]),
    ),
    "other": (
        ("person (id, name)", [(1, "Mark Pilgrim"), (2, "Chris Mills")]),
        (
            "book (id, title, published, editor_id)",
            [(1, "The Definitive Guide to Django", "2009-07-08", None), (2, "Dive into Python", "2009-05-04", 2)],
        ),
        ("book_authors (book_id, person_id)", [(2, 1)]),
    ),
}


@pytest.mark.parametrize("by_copy", [True, False], ids=["copy", "insert"])
def test_fixture_loading(stage: Stage, by_copy: bool) -> None:
    with stage.session() as session:
        for database, tables in LOADS.items():
            for target, rows in tables:
                if by_copy:
                    assert session.copy(f"COPY {target} FROM STDIN", rows, using=database) == f"COPY {len(rows)}"
                else:
                    insert_under_load(session, target, rows, database, 1)
    with stage.session("anti_pet") as session:
        for title, found in (("Pro Django", [1, 1, 0]), ("Dive into Python", [0, 0, 1])):
            assert [session.find(title), session.find(title, "default"), session.find(title, "other")] == found
        title = "The Definitive Guide to Django"
        assert [session.find(title), session.find(title, "default"), session.find(title, "other")] == [1, 1, 1]


def insert_under_load(session: Session, target: str, rows: list[Row], database: str, stored: int) -> None:
    """Each row by an INSERT under `onedsn.load`, of which `stored` is stored."""
    session.run("SET onedsn.load = on")
    for row in rows:
        places = ", ".join(["%s"] * len(row))
        tag = session.tag(f"INSERT INTO {target} VALUES ({places})", *row, using=database)
        assert tag == f"INSERT 0 {stored}"
    session.run("SET onedsn.load = off")


def test_pseudo_empty_fixtures(stage: Stage) -> None:
    pets: list[Row] = [("Wart", 1), ("Fido", 1)]
    with stage.session() as session:
        session.run("INSERT INTO person (id, name) VALUES (1, 'Mark Pilgrim')", using="other")
    stage.forget()
    with stage.session("anti_pet") as session:
        insert_under_load(session, "pet (name, owner_id)", pets, "default", 0)
        assert all(word in session.notices[-1] for word in ("pet", "default", "pets"))
        told = len(session.notices)
        assert session.copy("COPY pet (name, owner_id) FROM STDIN", pets, using="default") == "COPY 0"
        assert len(session.notices) == told + 1
        assert all(word in session.notices[-1] for word in ("table pet", '"default"', '"pets"', "2 rows not loaded"))
        assert session.is_idle
        if stage.can_see:
            assert stage.statements(stage.default) == []
        assert [stage.default.count("pet"), stage.other.count("pet")] == [0, 0]
        assert session.copy("COPY pet (name, owner_id) FROM STDIN", pets, using="other") == "COPY 2"
    assert [stage.default.count("pet"), stage.other.count("pet")] == [0, 2]


def delete_content_types(session: Session) -> None:
    count = "SELECT count(*) FROM django_content_type WHERE app_label = 'multiple_database'"
    assert session.rows(count) == [(5,)]
    assert session.tag("DELETE FROM django_content_type WHERE app_label = 'multiple_database'") == "DELETE 5"
    assert session.rows(count) == [(0,)]


DEFINE = (
    "CREATE TABLE IF NOT EXISTS django_content_type (id integer)",
    "CREATE TABLE extra (id integer)",
)


def test_migrate_to_other_database(stage: Stage) -> None:
    with stage.session("two_databases@other") as session:
        delete_content_types(session)
        for statement in DEFINE:
            assert session.tag(statement) == "CREATE TABLE"
        assert session.copy("COPY django_content_type FROM STDIN", CONTENT_TYPES) == "COPY 5"
        delete_content_types(session)
        session.run("SET onedsn.load = on")
        for row in CONTENT_TYPES:
            assert session.tag("INSERT INTO django_content_type VALUES (%s, %s, %s)", *row) == "INSERT 0 1"
    assert [stage.default.count("django_content_type"), stage.other.count("django_content_type")] == [5, 5]
    assert [stage.default.has("extra"), stage.other.has("extra")] == [False, True]
    if stage.can_see:
        assert stage.statements(stage.default) == []


def test_migrate_to_other_database_with_router(stage: Stage) -> None:
    with stage.session("two_databases@other") as session:
        delete_content_types(session)
    stage.forget()
    with stage.session("sync_only_default@other") as session:
        for statement, table in zip(DEFINE, ("django_content_type", "extra"), strict=True):
            assert session.tag(statement) == "CREATE TABLE"
            assert all(word in session.notices[-1] for word in (table, "other", "sync_only_default"))
        session.run("SET onedsn.load = on")
        assert session.tag("INSERT INTO django_content_type VALUES (%s, %s, %s)", *CONTENT_TYPES[0]) == "INSERT 0 0"
        assert len(session.notices) == 3
        assert session.copy("COPY django_content_type FROM STDIN", CONTENT_TYPES) == "COPY 0"
    if stage.can_see:
        assert stage.statements(stage.other) == []
    assert [stage.default.has("extra"), stage.other.has("extra")] == [False, False]
    assert stage.other.count("django_content_type") == 0
    with stage.session("sync_refuse@other") as session, pytest.raises(psycopg.errors.FeatureNotSupported):
        session.run(DEFINE[1])
    with stage.session("sync_only_default") as session:
        session.run(DEFINE[1])
        delete_content_types(session)
        assert session.copy("COPY django_content_type FROM STDIN", CONTENT_TYPES) == "COPY 5"
        delete_content_types(session)
        session.run("SET onedsn.load = on")
        for row in CONTENT_TYPES:
            assert session.tag("INSERT INTO django_content_type VALUES (%s, %s, %s)", *row) == "INSERT 0 1"
    assert [stage.default.count("django_content_type"), stage.other.count("django_content_type")] == [5, 0]
    assert [stage.default.has("extra"), stage.other.has("extra")] == [True, False]

"""The protections of QueryTestCase where tables, not rows, have different homes: a key may not cross them."""

from __future__ import annotations

from tests.seed.stage import Stage, refused_across

RULES = "split_tables_related"


def test_m2m_cross_database_protection(stage: Stage) -> None:
    with stage.session(RULES) as session, refused_across("book_authors", "person", "other", "default"):
        session.author(101, 1)
    stage.unseen("INSERT INTO book_authors")
    assert [stage.default.count("book_authors"), stage.other.count("book_authors")] == [0, 0]


def test_foreign_key_cross_database_protection(stage: Stage) -> None:
    with stage.session(RULES) as session:
        with refused_across("book", "person", "other", "default"):
            session.book("Dive into Python", editor=1)
        stage.unseen("INSERT INTO book")
        session.run("INSERT INTO book (title, published, editor_id) VALUES ('Dive', '2009-05-04', NULL)")
    assert [stage.default.count("book"), stage.other.count("book")] == [0, 1]


def test_o2o_cross_database_protection(stage: Stage) -> None:
    with stage.session(RULES) as session:
        with refused_across("userprofile", "auth_user", "default", "other"):
            session.profile(101, "tofu")
        stage.unseen("INSERT INTO userprofile")
        session.run("INSERT INTO userprofile (user_id, flavor) VALUES (NULL, 'plain')")
    assert [stage.default.count("userprofile"), stage.other.count("userprofile")] == [1, 0]

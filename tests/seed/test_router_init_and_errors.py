"""ConnectionRouterTestCase and RouterAttributeErrorTestCase: the chain, and a router that fails."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from proxy.errors import ConfigurationProblem
from proxy.routing.load import load_rules
from tests.seed.stage import Stage, router_raises

INSERT = "INSERT INTO book (title, published) VALUES ('Pro Django', '2008-12-16')"


def test_router_init_default(stage: Stage) -> None:
    with stage.session("primary_write") as session:
        written = session.route(INSERT)
        read = session.route("SELECT * FROM book")
    with psycopg.connect(stage.proxy.url("onedsn"), autocommit=True) as console:
        rows = console.execute("SHOW ROUTERS").fetchall()
    listed = [router for database, _, router, *_ in rows if database == "primary_write"]
    assert listed == ["primary_replica", "write_router"]
    asked = [answer["router"] for answer in written["tables"][0]["asked"]]
    assert asked == ["primary_replica"]
    assert (written["mode"], written["database"], written["router"]) == ("write", "default", "primary_replica")
    assert (read["mode"], read["database"], read["router"]) == ("read", "other", "primary_replica")


@pytest.mark.parametrize("rules", ["primary_write", "primary_write_python", "primary_write_mixed"])
def test_router_init_arg(stage: Stage, rules: str) -> None:
    with stage.session(rules) as session:
        assert session.route("SELECT * FROM book")["database"] == "other"
        assert session.route(INSERT)["database"] == "default"
        assert session.route(INSERT)["router"] == "primary_replica"


def test_router_init_arg_that_cannot_be_imported_or_names_nothing(tmp_path: Path) -> None:
    for router, key in (('python: "no_module:Router"', "python"), ("write: writer", "write")):
        path = tmp_path / "shop.yaml"
        path.write_text(f"databases: {{default: 'sqlite:///d.db'}}\nrouters:\n  - {{name: one, {router}}}\n")
        with pytest.raises(ConfigurationProblem) as caught:
            load_rules(path, {})
        assert all(word in caught.value.message for word in ("shop.yaml", ":3", key))


def test_attribute_error_read(stage: Stage) -> None:
    with stage.session() as session:
        session.book("Pro Django", using="default")
    stage.forget()
    with stage.session("attribute_error") as session:
        for _ in range(2):
            with router_raises("attribute_error", "db_for_read", "book", "AttributeError", "when reading"):
                session.run("SELECT * FROM book WHERE id = %s", 1)
            stage.unseen("FROM book")
        assert session.find("Pro Django", using="default") == 1


def test_attribute_error_save(stage: Stage) -> None:
    with stage.session("attribute_error") as session:
        with router_raises("attribute_error", "db_for_write", "book", "AttributeError", "when writing"):
            session.book("Dive into Python")
        assert session.run("SELECT 1").fetchone() == (1,)
    stage.unseen("INSERT INTO book")
    assert [stage.default.count("book"), stage.other.count("book")] == [0, 0]


def test_attribute_error_delete(stage: Stage) -> None:
    with stage.session() as session:
        session.book("Pro Django")
        session.person("Marty Alchin")
        session.author(1, 1)
    stage.forget()
    with (
        stage.session("attribute_error") as session,
        router_raises("attribute_error", "db_for_write", "book", "AttributeError"),
    ):
        session.run("DELETE FROM book WHERE id = %s", 1)
    stage.unseen("DELETE")
    assert stage.default.counts("book", "book_authors") == [1, 1]


def test_attribute_error_m2m(stage: Stage) -> None:
    with stage.session() as session:
        session.book("Pro Django")
        session.person("Marty Alchin")
    stage.forget()
    with stage.session("attribute_error") as session:
        session.run("BEGIN")
        with router_raises("attribute_error", "db_for_write", "book_authors"):
            session.run("SELECT person_id FROM book_authors WHERE book_id = %s", 1)
        with pytest.raises(psycopg.errors.InFailedSqlTransaction):
            session.author(1, 1)
        assert session.tag("ROLLBACK") == "ROLLBACK"
        assert session.is_idle
    stage.unseen("book_authors")
    assert stage.default.count("book_authors") == 0

"""What declared relations say to a statement before it runs, by its literals and its parameters."""

from pathlib import Path

import pytest

from proxy.relations.gate import guarded
from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs
from proxy.routing.load import load_rules
from proxy.routing.route import Context, Route
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, ForeignKey, Table
from proxy.sql.statement import TableName
from proxy.wire.frontend import Bind

APP = Context("app")
SPLIT = """
databases: {default: 'sqlite:///d', other: 'sqlite:///o'}
routers:
  - {name: people, tables: [person, pet], read: default, write: default}
  - {name: books, tables: [book, review], read: other, write: other}
relations:
  - {from: book.editor_id, to: person.id, check: %s}
  - {from: review.object_id, by: review.kind, to: {book: book.id, person: person.id}, check: %s}
"""


def route_of(folder: Path, text: str, check: str = "refuse", catalogs: Catalogs | None = None) -> Route:
    path = folder / "shop.yaml"
    path.write_text(SPLIT % (check, check))
    rules = load_rules(path, {})
    analysis = analyze(text)
    route = decide(analysis, APP, rules, catalogs, text=text)
    return guarded(route, analysis, APP, rules, catalogs, text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO book (editor_id) VALUES (5)",
        "UPDATE book SET editor_id = '5' WHERE id = 1",
        "INSERT INTO book (editor_id) VALUES (NULL), (1)",
        "SELECT 1; UPDATE book SET editor_id = 5",
        "INSERT INTO review (kind, object_id) VALUES ('person', 1)",
    ],
)
def test_a_literal_that_refers_across_sources_is_refused(tmp_path: Path, text: str) -> None:
    route = route_of(tmp_path, text)
    assert route.refused is not None
    assert (route.refused.code, route.refusal, route.databases) == ("0A000", "relation", ())
    assert "cannot refer to person.id" in route.refused.message


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO book (title) VALUES ('a')",
        "UPDATE book SET title = 'a'",
        "UPDATE book SET editor_id = NULL",
        "DELETE FROM review",
        "SELECT * FROM book",
        "EXPLAIN INSERT INTO book (editor_id) VALUES (5)",
        "INSERT INTO review (kind, object_id) VALUES ('book', 1)",
        "INSERT INTO review (kind) VALUES ('person')",
        "INSERT INTO person (id) VALUES (1)",
        "UPDATE person SET name = 'a'",
    ],
)
def test_what_refers_to_nothing_elsewhere_passes(tmp_path: Path, text: str) -> None:
    route = route_of(tmp_path, text)
    assert route.refused is None
    assert route.judge_values is None


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE book SET editor_id = editor_id + 1",
        "INSERT INTO book (editor_id) SELECT 1",
        "COPY book FROM STDIN",
        "PREPARE p AS INSERT INTO book (editor_id) VALUES ($1)",
        "INSERT INTO review (kind, object_id) VALUES ('shelf', 1)",
    ],
)
def test_what_nobody_can_read_from_the_text_is_never_passed_unseen(tmp_path: Path, text: str) -> None:
    route = route_of(tmp_path, text)
    assert route.refused is not None
    assert route.refused.code == "0A000"
    assert "cannot be verified" in route.refused.message


def test_parameters_are_judged_by_their_values(tmp_path: Path) -> None:
    route = route_of(tmp_path, "INSERT INTO book (title, editor_id) VALUES ($1, $2)")
    assert route.refused is None
    assert route.judge_values is not None
    assert route.judge_values([b"a", None]) is None
    error = route.judge_values([b"a", b"\x00\x00\x00\x05"])
    assert error is not None
    assert error.code == "0A000"


def test_the_kind_of_a_polymorphic_reference_may_be_a_parameter(tmp_path: Path) -> None:
    judge = route_of(tmp_path, "INSERT INTO review (kind, object_id) VALUES ($1, $2)").judge_values
    assert judge is not None
    assert judge([b"person", None]) is None
    error = judge([b"person", b"7"])
    assert error is not None
    assert "cannot refer to person.id" in error.message


@pytest.mark.parametrize(
    "text", ["DELETE FROM person", "UPDATE person SET id = 2", "TRUNCATE person", "DELETE FROM book"]
)
def test_parents_stay_while_nothing_keeps_their_children(tmp_path: Path, text: str) -> None:
    route = route_of(tmp_path, text)
    assert route.refused is not None
    assert route.refusal == "relation"
    assert "check: allow" in (route.refused.hint or "")
    assert route_of(tmp_path, text, check="allow").refused is None


def test_an_action_that_is_written_down_is_not_waived_by_allow(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(
        "databases: {default: 'sqlite:///d'}\n"
        "relations: [{from: book.editor_id, to: person.id, check: allow, on_delete: cascade}]\n"
    )
    rules = load_rules(path, {})
    text = "DELETE FROM person"
    analysis = analyze(text)
    route = guarded(decide(analysis, APP, rules, text=text), analysis, APP, rules, None, text)
    assert route.refusal == "relation"


def test_verify_lets_null_pass_and_refuses_what_it_would_have_to_look_up(tmp_path: Path) -> None:
    assert route_of(tmp_path, "INSERT INTO book (editor_id) VALUES (NULL)", "verify").refused is None
    refused = route_of(tmp_path, "INSERT INTO book (editor_id) VALUES (5)", "verify").refused
    assert refused is not None
    assert "check: allow" in (refused.hint or "")


def test_a_database_that_holds_the_foreign_key_keeps_it_itself(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(
        "databases: {default: 'sqlite:///d'}\n"
        "relations: [{from: book.editor_id, to: person.id, check: verify, on_delete: set null}]\n"
    )
    rules = load_rules(path, {})
    book, person = TableName("book", "public"), TableName("person", "public")
    key = ForeignKey("k", book, ("editor_id",), person, ("id",), "set null")
    catalog = Catalog(
        tables={book: Table(book, ("id", "editor_id")), person: Table(person, ("id",))}, foreign_keys=(key,)
    )
    for text in ("INSERT INTO book (editor_id) VALUES (5)", "DELETE FROM person", "UPDATE book SET editor_id = f()"):
        analysis = analyze(text)
        route = decide(analysis, APP, rules, {"default": catalog}, text=text)
        assert guarded(route, analysis, APP, rules, {"default": catalog}, text) is route
        assert guarded(route, analysis, APP, rules, {}, text).refused is not None


def test_parents_on_the_same_postgresql_are_asked_for_by_the_write_itself(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(
        "databases: {default: 'postgresql://127.0.0.1/d'}\n"
        "relations: [{from: book.editor_id, to: person.id, check: verify}]\n"
    )
    rules = load_rules(path, {})

    def guarded_route(text: str) -> Route:
        analysis = analyze(text)
        return guarded(decide(analysis, APP, rules, text=text), analysis, APP, rules, None, text)

    bound = Bind(b"", b"", (), (b"5", None), ())
    by_parameter = guarded_route("INSERT INTO book (editor_id) VALUES ($1), ($2), ($1)")
    assert by_parameter.cacheable
    assert by_parameter.look_ups is not None
    (question,) = by_parameter.look_ups(bound, (23, 23))
    assert (question.values, question.parameter_types, question.missing.code) == ((b"5",), (23,), "23503")
    by_literal = guarded_route("UPDATE book SET editor_id = 7")
    assert not by_literal.cacheable
    assert by_literal.look_ups is not None
    assert [question.values for question in by_literal.look_ups(bound, ())] == [(b"7",)]
    many = ", ".join("($1)" for _ in range(101))
    judge = guarded_route(f"INSERT INTO book (editor_id) VALUES {many}").judge_values
    assert judge is not None
    assert judge([None]) is None
    error = judge([b"5"])
    assert error is not None
    assert error.code == "0A000"
    assert guarded_route("SELECT 1; UPDATE book SET editor_id = 7").refusal == "relation"

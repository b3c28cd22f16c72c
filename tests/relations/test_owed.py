"""What the plan of a statement says it owes, and what is refused before anything runs."""

from pathlib import Path

import pytest

from proxy.relations.errand import errand, parameters_read
from proxy.relations.owed import owe
from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs
from proxy.routing.shape import Check
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, ForeignKey, Table
from proxy.sql.statement import TableName
from tests.relations.stage import APP, POSTGRES, SPLIT, SQLITE, errand_of, load, owed_by, play

SPLIT_RELATIONS = """
relations:
  - {{from: book.editor_id, to: person.id, check: {0}}}
  - {{from: review.object_id, by: review.kind, to: {{book: book.id, person: person.id}}, check: {0}}}
"""


def rules_with(folder: Path, check: str = "refuse", databases: str = SQLITE):  # type: ignore[no-untyped-def]
    return load(folder, databases + SPLIT + SPLIT_RELATIONS.format(check))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO book (editor_id) VALUES (5)",
        "UPDATE book SET editor_id = '5' WHERE id = 1",
        "INSERT INTO book (editor_id) VALUES (NULL), (1)",
        "INSERT INTO review (kind, object_id) VALUES ('person', 1)",
    ],
)
def test_a_literal_that_refers_across_sources_is_refused_before_anything_is_asked(tmp_path: Path, text: str) -> None:
    with pytest.raises(Exception, match=r"cannot refer to person\.id") as caught:
        errand_of(rules_with(tmp_path), text)
    assert getattr(caught.value, "code", "") == "0A000"


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE book SET title = 'a'",
        "UPDATE book SET editor_id = NULL",
        "DELETE FROM review",
        "INSERT INTO book (editor_id) VALUES (NULL)",
        "INSERT INTO review (kind, object_id) VALUES ('book', 1)",
        "INSERT INTO review (kind, object_id) VALUES ('shelf', 1)",
    ],
)
def test_what_refers_to_nothing_elsewhere_asks_for_nothing(tmp_path: Path, text: str) -> None:
    assert errand_of(rules_with(tmp_path), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM book",
        "EXPLAIN INSERT INTO book (editor_id) VALUES (5)",
        "INSERT INTO person (id) VALUES (1)",
        "UPDATE person SET name = 'a'",
        "UPDATE shelf SET id = 1",
    ],
)
def test_statements_that_touch_no_relation_owe_nothing(tmp_path: Path, text: str) -> None:
    route, owed = owed_by(rules_with(tmp_path), text)
    assert route.refused is None
    assert owed == ()


def test_the_plan_of_one_shape_holds_for_every_literal(tmp_path: Path) -> None:
    route, owed = owed_by(rules_with(tmp_path), "INSERT INTO book (editor_id) VALUES (NULL)")
    assert route.cacheable
    _, same = owed_by(rules_with(tmp_path), "INSERT INTO book (editor_id) VALUES (5)")
    assert [duty.relation for duty in owed[0].children] == [duty.relation for duty in same[0].children]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PREPARE p AS INSERT INTO book (editor_id) VALUES ($1); SELECT 1", "SQL's PREPARE"),
        ("WITH a AS (INSERT INTO book (editor_id) VALUES (1) RETURNING id) SELECT * FROM a", "cannot be verified"),
        ("TRUNCATE person", "cannot truncate a table referenced"),
        ("WITH a AS (INSERT INTO x VALUES (1) RETURNING id) UPDATE person SET id = 1 FROM a", "cannot change here"),
    ],
)
def test_what_cannot_be_kept_truthfully_is_refused_and_names_the_relation(
    tmp_path: Path, text: str, message: str
) -> None:
    route, owed = owed_by(rules_with(tmp_path, "verify"), text)
    assert route.refused is not None
    assert (route.refused.code, route.refusal, route.databases, owed) == ("0A000", "relation", (), ())
    assert message in route.refused.message
    assert route.refused.constraint is not None


def test_postgresql_can_tell_afterwards_which_rows_a_transaction_has_written(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, "verify", POSTGRES)
    text = "WITH a AS (INSERT INTO book (editor_id) SELECT 7 RETURNING id) SELECT * FROM a"
    told = play(errand_of(rules, text), {"age(xmin)": [("7",)], "person": [("1",)]}).told
    assert told[0] == "RUN"
    assert "age(xmin) <= age(pg_current_xact_id()::xid)" in told[1]
    assert told[2] == "default: SELECT '1'::text FROM person WHERE id = '7'"


def test_values_that_with_writes_are_read_from_its_text_unless_it_writes_their_parents_too(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, "verify", POSTGRES)
    two = "WITH a AS (INSERT INTO book (editor_id) VALUES (1) RETURNING id) UPDATE book SET editor_id = $1 WHERE id = 2"
    _, (owed,) = owed_by(rules, two)
    assert parameters_read(owed, two) == {1}
    told = play(errand(owed, two, [{1: "2"}]), {"VALUES": [("1",), ("2",)]}).told
    assert ("(1, '1'), (2, '2')" in told[0], told[1:]) == (True, ["RUN"])
    both = "WITH a AS (INSERT INTO person VALUES (7)) INSERT INTO book (editor_id) VALUES (7)"
    one = load(tmp_path, POSTGRES + "check: verify\nrelations: [{from: book.editor_id, to: person.id}]")
    told = play(errand_of(one, both), {"person": [("1",)]}).told
    assert told == ["RUN", "default: SELECT '1'::text FROM person WHERE id = '7' FOR KEY SHARE"]


def test_truncating_children_together_with_their_parents_is_fine(tmp_path: Path) -> None:
    rules = load(tmp_path, SQLITE + "relations: [{from: book.editor_id, to: person.id}]")
    assert owed_by(rules, "TRUNCATE person, book")[0].refused is None
    assert owed_by(rules, "TRUNCATE book")[0].refused is None


def test_a_database_that_holds_the_foreign_key_keeps_it_itself(tmp_path: Path) -> None:
    rules = load(
        tmp_path, SQLITE + "relations: [{from: book.editor_id, to: person.id, check: verify, on_delete: set null}]"
    )
    book, person = TableName("book", "public"), TableName("person", "public")
    key = ForeignKey("k", book, ("editor_id",), person, ("id",), "set null")
    catalogs: Catalogs = {
        "default": Catalog(
            tables={book: Table(book, ("id", "editor_id")), person: Table(person, ("id",))}, foreign_keys=(key,)
        )
    }
    for text in ("INSERT INTO book (editor_id) VALUES (5)", "DELETE FROM person", "UPDATE book SET editor_id = f()"):
        assert owed_by(rules, text, catalogs)[1] == ()
        assert owed_by(rules, text)[1] != ()


def test_allow_waives_everything_but_an_action_that_is_written_down(tmp_path: Path) -> None:
    waived = load(tmp_path, SQLITE + "relations: [{from: book.editor_id, to: person.id, check: allow}]")
    assert owed_by(waived, "DELETE FROM person")[1] == ()
    assert owed_by(waived, "INSERT INTO book (editor_id) VALUES (1)")[1] == ()
    kept = load(
        tmp_path, SQLITE + "relations: [{from: book.editor_id, to: person.id, check: allow, on_delete: cascade}]"
    )
    assert [duty.relation.check for duty in owed_by(kept, "DELETE FROM person")[1][0].parents] == [Check.ALLOW]


def test_each_statement_of_a_query_string_owes_for_itself(tmp_path: Path) -> None:
    text = "UPDATE book SET title = 'a'; INSERT INTO book (editor_id) VALUES (5); SELECT 1"
    rules = rules_with(tmp_path, "verify")
    analysis = analyze(text)
    _, owed = owe(decide(analysis, APP, rules, text=text), analysis, APP, rules, None, text)
    assert [one.statement.tag for one in owed] == ["UPDATE", "INSERT"] or [o.statement.tag for o in owed] == ["INSERT"]

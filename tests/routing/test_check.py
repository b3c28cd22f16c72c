"""Lint, the rules' own tests, the example file, and the JSON Schemas."""

import json
from pathlib import Path

import pytest

from proxy.config import ServerSettings
from proxy.relations.guarded import decide_guarded
from proxy.routing.check import lint
from proxy.routing.load import load_rules, load_settings, rules_files
from proxy.routing.run_tests import run_tests
from proxy.routing.schema import rules_schema, settings_schema
from proxy.sql.analyze import analyze
from tests.routing.stage import REPLICA, TWO, Stage

EXAMPLES = Path(__file__).parents[2] / "routing_rules"


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [
        (f"{TWO}routers:\n  - {{name: a, tables: [x]}}", 3, "never_answers"),
        (f"{TWO}routers:\n  - {{name: a, tables: [], read: other}}", 3, "never_answers"),
        (f"{TWO}routers:\n  - {{name: a, users: [], read: other}}", 3, "never_answers"),
        (f"{TWO}routers:\n  - {{name: a, applications: [], read: other}}", 3, "never_answers"),
        (f"{TWO}routers:\n  - {{name: a, statements: [], read: other}}", 3, "never_answers"),
        (f"{TWO}routers:\n  - {{name: a, read: other}}\n  - {{name: b, read: default}}", 4, "shadowed"),
        (f"{TWO}routers:\n  - {{name: a, tables: ['x*'], read: other}}\n  - {{name: b, tables: [xy], read: other}}", 4,
         "shadowed"),
        (f"{TWO}routers:\n  - {{name: a, tables: [Book], read: other}}", 3, "upper_case"),
        (f"{TWO}routers:\n  - {{name: a, relation: allow}}\n  - {{name: b, relation: refuse}}", 4,
         "relation_contradicted"),
        (f"{TWO}routers:\n  - {{name: a, read: [default, other]}}", 3, "mixed_sources"),
        (f"{REPLICA}routers:\n  - {{name: a, write: other}}", 3, "write_to_replica"),
        (f"{TWO}routers:\n  - {{name: a, write: other, migrate: [default]}}", 3, "written_not_migrated"),
        (TWO, 1, "unused_database"),
        (f"{TWO}relations:\n  - {{from: a.b, to: c.d}}\n  - {{from: a.b, to: e.f}}", 4, "relation_twice"),
    ],
)  # fmt: skip
def test_a_finding_names_line_and_kind(stage: Stage, text: str, line: int, kind: str) -> None:
    assert (line, kind) in [(finding.line, finding.kind) for finding in lint(stage.load(text))]


@pytest.mark.parametrize(
    "routers",
    [
        "{name: a, tables: [x], read: other}, {name: b, read: default}",
        "{name: a, users: [u], read: other}, {name: b, read: default}",
        "{name: a, write: other}, {name: b, read: default}",
        "{name: a, tables: ['x?'], read: other}, {name: b, tables: ['x*'], read: default}",
        "{name: a, statements: [read], read: other}, {name: b, read: other}",
    ],
)
def test_routers_that_leave_something_to_the_next_are_not_shadowing(stage: Stage, routers: str) -> None:
    assert "shadowed" not in [finding.kind for finding in lint(stage.load(f"{TWO}routers: [{routers}]"))]


def test_a_router_with_every_opinion_lost_can_never_answer(stage: Stage) -> None:
    rules = stage.load(f"{TWO}routers: [{{name: a, read: other, write: other}}, {{name: b, read: default}}]")
    (finding,) = [finding for finding in lint(rules) if finding.kind == "shadowed"]
    assert finding.message == 'router "b" can never answer: "a" answers before it'


def test_the_rules_own_tests_pass_and_fail_by_what_they_say(stage: Stage) -> None:
    rules = stage.load(
        f"{TWO}routers: [{{name: a, tables: [book], read: other, write: other}}]\n"
        "tests:\n"
        "  - {sql: SELECT * FROM book, database: other, router: a, mode: read}\n"
        "  - {sql: SELECT * FROM book, database: default}\n"
        "  - {sql: 'SELECT * FROM book, person', refused: cross_database}\n"
        "  - {sql: 'SELECT * FROM book, person'}\n"
        "  - {sql: SELECT * FROM book, refused: true}\n"
        "  - {sql: SELECT * FROM person, bound: other, database: other, reason: transaction}\n"
        "  - {sql: 'SELECT * FROM book, person', refused: 0A000}\n"
        "  - {sql: 'SELECT * FROM book, person', refused: migrate}\n"
    )
    results = run_tests(rules, analyze, decide_guarded)
    assert [result.passed for result in results] == [True, False, True, False, False, True, True, False]
    assert [result.line for result in results] == list(range(4, 12))
    assert results[1].failures == ("database is other, expected default",)
    assert "cannot be used in one statement" in results[3].failures[0]


@pytest.mark.parametrize("path", rules_files(EXAMPLES), ids=lambda path: path.name)
def test_the_examples_are_right_by_their_own_tests_and_clean(path: Path) -> None:
    rules = load_rules(path, {})
    assert [result.failures for result in run_tests(rules, analyze, decide_guarded) if not result.passed] == []
    assert lint(rules) == []


def test_the_example_of_settings_says_the_defaults() -> None:
    assert load_settings(EXAMPLES / "server.yaml", {}) == ServerSettings()


def test_the_schemas_know_every_key_and_its_meaning() -> None:
    rules = rules_schema()
    assert set(rules["properties"]) >= {"databases", "routers", "relations", "tests", "unknown", "transactions"}
    router = rules["$defs"]["RouterShape"]
    assert set(router["properties"]) >= {"tables", "read", "write", "relation", "migrate", "python", "elsewhere"}
    assert router["additionalProperties"] is False
    assert "db_for_read" in router["properties"]["python"]["description"]
    assert "from" in rules["$defs"]["RelationShape"]["properties"]
    assert {"type": "string"} in rules["properties"]["databases"]["additionalProperties"]["anyOf"]
    assert "listen" in settings_schema()["properties"]
    json.dumps(rules)


def test_deletes_that_cascade_in_a_circle_are_named_once(stage: Stage) -> None:
    rules = stage.load(
        "databases: {default: 'sqlite:///d'}\n"
        "relations:\n"
        "  - {from: book.shelf_id, to: shelf.id, on_delete: cascade}\n"
        "  - {from: shelf.room_id, to: room.id, on_delete: cascade}\n"
        "  - {from: room.book_id, to: book.id, on_delete: cascade}\n"
        "  - {from: room.room_id, to: room.id, on_delete: cascade}\n"
    )
    (finding,) = [one for one in lint(rules) if one.kind == "relation_circle"]
    assert finding.message == "deletes cascade in a circle: shelf → book → room → shelf"
    assert finding.line == 3

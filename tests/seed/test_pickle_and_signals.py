"""PickleQuerySetTestCase and SignalTests: what a decision tells whoever keeps it or counts it."""

from __future__ import annotations

import itertools
import json
from functools import partial
from typing import Any

import pytest
from typer.testing import CliRunner

from proxy.cli import app
from tests.seed.stage import Stage


@pytest.mark.parametrize("database", ["default", "other"])
def test_pickling(stage: Stage, database: str) -> None:
    with stage.session() as session, stage.session() as neighbour:
        key = session.book("Dive into Python", using=database)
        record = session.route("SELECT * FROM book", using=database)
        assert record["database"] == database
        assert json.loads(json.dumps(record)) == record
        assert session.route("SELECT * FROM book")["database"] == "default"
        assert record.pop("without_catalogs") == []
        assert _as_the_command_line(stage, "SELECT * FROM book", database) == record
        session.rows("SELECT published AS printed FROM book", using=database)
        decision = next(event for event in stage.events_of("printed", 2) if event["event"] == "decision")
        logged = (decision["database"], decision["mode"], decision.get("router"), decision["reason"])
        read = partial(session.rows, "SELECT published AS printed FROM book", using=database)
        shown = stage.route_shown(read, "book", database, record["reason"])
        assert (shown["database"], shown["mode"], shown["router"], shown["reason"]) == logged
        assert logged == (record["database"], record["mode"], record["router"], record["reason"])
        session.choose(database)
        for _ in range(2):
            assert session.prepared("SELECT id FROM book WHERE title = %s", "Dive into Python") == [(key,)]
            with neighbour.transaction(database):
                assert neighbour.find("Dive into Python") == 1


def _as_the_command_line(stage: Stage, statement: str, database: str) -> dict[str, Any]:
    """The record of `onedsn explain`, which knows no catalogs."""
    text = f"/* onedsn: using={database} */ {statement}"
    told = CliRunner().invoke(app, ["explain", str(stage.folder / "two_databases.yaml"), text, "--json"])
    assert told.exit_code == 0, told.output
    said = json.loads(told.stdout)
    # The same in words, and the refusal beside the route.
    assert said["route"].pop("why")[0].startswith(f"Route to {database} ")
    return {**said["route"], "refused": said["refused"], "error": None}


def test_database_arg_save_and_delete(stage: Stage) -> None:
    counts = [stage.counted("two_databases", "write")]
    with stage.session() as session:
        for statement in ("INSERT INTO person (name) VALUES ('Darth Vader')", "UPDATE person SET name = 'Anakin'"):
            session.run(statement)
            counts.append(stage.counted("two_databases", "write"))
        session.run("DELETE FROM person WHERE id = 1")
        session.put("person", 1, using="other", name="Darth Vader")
        session.run("DELETE FROM person WHERE id = 1", using="other")
        counts.append(stage.counted("two_databases", "write"))
    ways = [[now - before for now, before in zip(two, one, strict=True)] for one, two in itertools.pairwise(counts)]
    assert ways == [[1, 0], [1, 0], [1, 3]]
    events = stage.events_of("person", 12)
    seen = [(event["event"], event["statement"].split()[0], event["database"], event["mode"]) for event in events]
    expected = [
        (kind, verb, database, "write")
        for database, verbs in (("default", ("INSERT", "UPDATE", "DELETE")), ("other", ("UPDATE", "INSERT", "DELETE")))
        for verb in verbs
        for kind in ("decision", "completion")
    ]
    assert [
        (kind, verb if verb != "/*" else "DELETE", database, mode) for kind, verb, database, mode in seen
    ] == expected
    assert {event["tables"][0] for event in events} == {"person"}
    assert {event.get("tag") for event in events if event["event"] == "completion"} >= {
        "INSERT 0 1",
        "UPDATE 1",
        "DELETE 1",
    }


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
    events = stage.events_of("book_authors", 24)
    routed = [(event["database"], event.get("router")) for event in events]
    assert routed == ([("default", None)] * 2 + [("other", "write_to_other")] * 4) * 4

"""A proxy that tells what it does: to subscribers good and bad, to a file, and to `onedsn diff`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from proxy.cli import app
from tests.proxying import running_proxy

RULES = """
databases:
  default: {{url: "sqlite:///{folder}/default.db"}}
  auth: {{url: "sqlite:///{folder}/auth.db"}}
routers:
  - {{name: auth, tables: ["auth_*"], read: auth, write: auth, migrate: [auth]}}
  - {{name: rest, read: default, write: default}}
"""
SERVER = """
events:
  subscribers: ["proxy_test_events:raises", "proxy_test_events:hangs", "proxy_test_events:keeps"]
  log: {folder}/events.jsonl
  record: {folder}/shapes.jsonl
  queue: 150
"""
SUBSCRIBERS = """
import os, threading

def raises(event):
    raise ValueError("odd")

def hangs(event):
    threading.Event().wait()

def keeps(event):
    with open(os.environ["KEPT"], "a") as file:
        file.write(type(event).__name__ + chr(10))
"""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Statements run through a proxy with three subscribers, of which two are bad; the folder of what it wrote."""
    rules, modules, out = tmp_path / "rules", tmp_path / "modules", tmp_path / "out"
    for folder in (rules, modules, out):
        folder.mkdir()
    (modules / "proxy_test_events.py").write_text(SUBSCRIBERS)
    monkeypatch.setenv("PYTHONPATH", str(modules))
    monkeypatch.setenv("KEPT", str(out / "kept"))
    files = {"shop.yaml": RULES.format(folder=out), "server.yaml": SERVER.format(folder=out)}
    with running_proxy(rules, files) as proxy, proxy.connect("shop") as connection:
        connection.execute("CREATE TABLE book (id integer, title text)")
        connection.execute("CREATE TABLE auth_user (id integer)")
        for number in range(100):
            connection.execute("INSERT INTO book VALUES (%s, %s)", (number, "a secret title"))
        connection.execute("SELECT title FROM book WHERE title = 'a secret title'")
        with pytest.raises(psycopg.errors.FeatureNotSupported):
            connection.execute("SELECT * FROM book, auth_user")
        assert connection.execute("SELECT count(*) FROM book").fetchone() == (100,)
    return tmp_path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_subscribers_that_raise_or_hang_harm_no_session_and_others_hear_all(served: Path) -> None:
    log = (served / "rules" / "onedsn.log").read_text()
    assert "ValueError('odd')" in log
    kept = (served / "out" / "kept").read_text().splitlines()
    assert kept.count("Decision") == kept.count("Completion") == 105


def test_the_log_of_events_has_what_happened_and_no_value(served: Path) -> None:
    text = (served / "out" / "events.jsonl").read_text()
    assert "secret" not in text
    events = lines(served / "out" / "events.jsonl")
    inserts = [one for one in events if one["event"] == "completion" and one["statement"].startswith("INSERT")]
    assert len(inserts) == 100
    assert (inserts[0]["rows"], inserts[0]["database"], inserts[0]["router"]) == (1, "default", "rest")
    [read] = [one for one in events if one["event"] == "completion" and "title =" in one["statement"]]
    assert (read["rows"], read["tag"], read["kind"]) == (100, "SELECT 100", "read")
    [refused] = [one for one in events if one["event"] == "completion" and "sqlstate" in one]
    assert refused["sqlstate"] == "0A000"


def test_a_diff_over_the_record_names_what_moves_and_fails(served: Path) -> None:
    shapes = served / "out" / "shapes.jsonl"
    assert len(lines(shapes)) == 6
    old, new = served / "rules" / "shop.yaml", served / "shop-new.yaml"
    new.write_text(old.read_text().replace('"auth_*"', '"auth_*", book'))
    told = CliRunner().invoke(app, ["diff", str(old), str(new), "--log", str(shapes)])
    assert told.exit_code == 1
    assert "shop: moved: INSERT INTO book VALUES ($1, $2): default (router rest) → auth (router auth)" in told.output
    assert "allowed: SELECT * FROM book, auth_user" in told.output
    assert told.output.splitlines()[-1].startswith("5 of 6 statements")
    answer = CliRunner().invoke(app, ["diff", str(old), str(new), "--log", str(shapes), "--json"])
    record = json.loads(answer.output)
    assert {one["change"] for one in record["differences"]} == {"moved", "allowed"}
    events = served / "out" / "events.jsonl"
    counted = CliRunner().invoke(app, ["diff", str(old), str(new), "--log", str(events), "--json"])
    assert max(one["seen"] for one in json.loads(counted.output)["differences"]) == 100


def test_a_diff_of_equal_rules_is_quiet(served: Path) -> None:
    rules = served / "rules"
    shapes = (served / "out" / "shapes.jsonl").read_text()
    told = CliRunner().invoke(app, ["diff", str(rules), str(rules), "--database", "shop"], input=shapes)
    assert (told.exit_code, told.output) == (0, "0 of 6 statements would move, be refused or no longer be refused\n")


@pytest.mark.parametrize("line", ["no json", "{}", '{"statement": 1}', '{"statement": "SELECT 1", "transaction": "x"}'])
def test_a_record_that_is_none_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    rules = tmp_path / "shop.yaml"
    rules.write_text(RULES.format(folder=tmp_path))
    told = CliRunner().invoke(app, ["diff", str(rules), str(rules)], input='{"statement": "SELECT 1"}\n' + line)
    assert told.exit_code == 2
    assert "standard input:2" in told.output

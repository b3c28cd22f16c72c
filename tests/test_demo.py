"""The demo's own rules and data are good; the tour shows what its titles promise."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from proxy.demo.data import make
from proxy.demo.tour import AFTER, BEFORE
from proxy.routing.check import lint
from proxy.routing.decide import decide
from proxy.routing.load import load_rules
from proxy.routing.route import Context
from proxy.routing.run_tests import run_tests
from proxy.sql.analyze import analyze


def test_the_demo_makes_three_databases_with_data(tmp_path: Path) -> None:
    make(tmp_path)
    counts = {}
    for file, table in (("shop.db", "orders"), ("shop_replica.db", "orders"), ("auth.db", "auth_user")):
        with closing(sqlite3.connect(tmp_path / file)) as database:
            counts[file] = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert counts == {"shop.db": 200, "shop_replica.db": 200, "auth.db": 8}


def test_the_rules_of_the_demo_hold_their_own_tests(tmp_path: Path) -> None:
    results = run_tests(load_rules(make(tmp_path), {}), analyze)
    assert len(results) == 6
    assert [result.failures for result in results if not result.passed] == []


def test_the_rules_of_the_demo_give_no_lint(tmp_path: Path) -> None:
    found = {finding.kind for finding in lint(load_rules(make(tmp_path), {}))}
    assert not found & {"shadowed", "never_answers", "unused_database"}


def test_the_tour_visits_every_database_and_one_refusal(tmp_path: Path) -> None:
    rules = load_rules(make(tmp_path), {})
    routes = [decide(analyze(step.sql), Context("demo"), rules, text=step.sql) for step in (*BEFORE, AFTER)]
    assert {name for route in routes for name in route.databases} == {"default", "replica1", "auth"}
    assert [route.refusal for route in routes if route.refused is not None] == ["cross_database"]

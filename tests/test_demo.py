"""The demo's own rules and data are good; the tour shows what its titles promise."""

from __future__ import annotations

import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from proxy.demo.data import make
from proxy.demo.tour import AFTER, BEFORE
from proxy.relations.guarded import decide_guarded
from proxy.routing.check import lint
from proxy.routing.decide import decide
from proxy.routing.load import load_rules
from proxy.routing.route import Choice, Context
from proxy.routing.run_tests import run_tests
from proxy.sql.analyze import analyze
from tests.servers import free_port


def test_the_demo_makes_its_databases_with_data(tmp_path: Path) -> None:
    make(tmp_path)
    counts = {}
    for file in ("shop.db", "shop_replica1.db", "shop_replica2.db", "auth.db"):
        table = "auth_user" if file == "auth.db" else "orders"
        with closing(sqlite3.connect(tmp_path / file)) as database:
            counts[file] = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert counts == {"shop.db": 200, "shop_replica1.db": 200, "shop_replica2.db": 200, "auth.db": 10}


def test_the_rules_of_the_demo_hold_their_own_tests(tmp_path: Path) -> None:
    results = run_tests(load_rules(make(tmp_path), {}), analyze, decide_guarded)
    assert len(results) == 7
    assert [result.failures for result in results if not result.passed] == []


def test_the_rules_of_the_demo_give_no_lint(tmp_path: Path) -> None:
    found = {finding.kind for finding in lint(load_rules(make(tmp_path), {}))}
    assert not found & {"shadowed", "never_answers", "unused_database"}


def test_the_tour_visits_every_database_and_shows_two_refusals(tmp_path: Path) -> None:
    rules = load_rules(make(tmp_path), {})
    routes = [
        decide(
            analyze(step.sql),
            Context("demo", choice=Choice(step.using, "SET") if step.using else None),
            rules,
            text=step.sql,
        )
        for step in (*BEFORE, AFTER)
    ]
    assert {name for route in routes for name in route.databases} == {"default", "replica1", "replica2", "auth"}
    assert [route.refusal for route in routes if route.refused is not None] == ["migrate", "cross_database"]


def test_the_tour_runs_to_its_end_on_the_next_free_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "proxy", "demo", "--once", "--listen", f"127.0.0.1:{port}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"port {port} is taken" in done.stdout
    routes = [line.split("(")[0].strip() for line in done.stdout.splitlines() if line.startswith("  Route to")]
    assert routes[0] == "Route to replica1, replica2"
    assert routes[1:] == [f"Route to {name}" for name in ("default", "auth", "default", "default", "auth", "default")]
    assert done.stdout.count("0A000: ") == 2
    assert "UPDATE 1" in done.stdout
    assert "0A000: table orders" in done.stdout
    assert "Ctrl-C" not in done.stdout, "it has ended: there is nothing to try, or to end"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_demo_ends_with_its_terminal_and_leaves_nothing_behind(number: signal.Signals) -> None:
    port = free_port()
    command = [sys.executable, "-P", "-u", "-m", "proxy", "demo", "--listen", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as demo:
        assert demo.stdout is not None
        said = ""
        while "Ctrl-C ends it" not in said:
            line = demo.stdout.readline()
            assert line, said
            said += line
        assert said.count("  psql ") == 3
        demo.send_signal(number)
        assert demo.wait(60) == 0
    [rules] = set(re.findall(r"explain (\S+) ", said))
    assert not Path(rules).parent.exists()
    with socket.socket() as attempt:
        assert attempt.connect_ex(("127.0.0.1", port)) != 0

"""Which statements share a server connection with those of other sessions, and who keeps them from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.app.assembly import Facets, make_planner, pool_settings
from proxy.app.place import Place
from proxy.config import ServerSettings
from proxy.pool.lane import Lanes
from proxy.routing.load import load_rules
from proxy.routing.route import Context
from proxy.session.identity import Identity
from proxy.session.session import Session
from proxy.wire import frontend
from tests.session.stage import FakeClient, Stage

RULES = """
databases:
  default: {url: "postgresql://127.0.0.1:1/a"}
  quiet: {url: "postgresql://127.0.0.1:2/a", lanes: off}
  file: {url: "sqlite:///file.db"}
  keen: {url: "sqlite:///keen.db", lanes: on}
routers:
  - {name: alone, tables: ["ledger_*"], read: default, write: default, lanes: off}
"""


@pytest.mark.parametrize(
    ("statement", "rides"),
    [
        ("SELECT * FROM book WHERE id = 1", True),
        ("VALUES (1)", True),
        ("SELECT now()", True),
        ("SELECT * FROM ledger_2026", False),
        ("SELECT * FROM book JOIN ledger_2026 USING (id)", False),
        ("SELECT * FROM book FOR UPDATE", False),
        ("SELECT * FROM book; SELECT 1", False),
        ("SELECT nextval('s')", False),
        ("SELECT currval('s')", False),
        ("SELECT pg_backend_pid()", False),
        ("SELECT nobody_knows(1)", False),
        ("INSERT INTO book VALUES (1)", False),
        ("SET work_mem = '5MB'", False),
        ("SHOW work_mem", False),
        ("LISTEN x", False),
        ("COPY book TO STDOUT", False),
        ("DECLARE c CURSOR WITH HOLD FOR SELECT 1", False),
        ("FETCH 1 FROM c", False),
        ("EXECUTE p", False),
        ("EXPLAIN SELECT 1", False),
        ("BEGIN", False),
        ("SELECT", True),
        ("", False),
        ("SELEC 1", False),
    ],
)
def test_only_single_reads_that_leave_nothing_behind_ride(tmp_path: Path, statement: str, rides: bool) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(RULES)
    planner = make_planner(load_rules(path, {}), Facets(), 100)
    assert planner.plan(statement.encode(), Context("app")).rides is rides


def test_a_database_says_otherwise_than_the_pool(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(RULES)
    databases = load_rules(path, {}).databases
    found = {name: pool_settings(one, ServerSettings(), Place()).lanes for name, one in databases.items()}
    assert found == {"default": True, "quiet": False, "file": True, "keen": True}


def test_a_user_without_lanes_shares_no_connection(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=4)
    for pool in stage.pools.values():
        pool.lanes = Lanes(4, 0.002, lambda: stage.now, lambda *_: None)
    identity = Identity("app", 1, b"abcd", {"user": "app"}, lanes=False)
    session = Session(FakeClient(), stage.instance, identity, stage.limits, lambda: stage.now)
    session.start()
    stage.settle()
    for number in range(6):
        stage.say(session, frontend.query(b"SELECT a FROM book WHERE id = %d" % number))
    lanes = stage.pools["replica1"].lanes
    assert lanes is not None
    assert lanes.turns_taken == 0

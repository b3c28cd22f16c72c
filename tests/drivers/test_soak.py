"""A short soak: many sessions over few lanes, and everything that can go wrong around them."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tests import soak
from tests.proxying import running_proxy
from tests.servers import Server


async def test_every_session_gets_its_own_replies_and_all_of_them(primary: Server, tmp_path: Path) -> None:
    database = primary.create_database()
    with running_proxy(tmp_path, soak.rules(primary.url_of(database))) as proxy:
        tally = await soak.soak(proxy, soak.kills(primary, database), sessions=60, seconds=4)
        assert "Traceback" not in proxy.log.read_text()
    assert tally.answers > 100
    assert tally.errors
    assert tally.hung_up
    assert tally.killed


async def test_so_it_is_over_a_file(tmp_path: Path) -> None:
    with running_proxy(tmp_path, soak.rules(f"sqlite:///{tmp_path}/soak.db")) as proxy:
        tally = await soak.soak(proxy, soak.leave_alone, sessions=60, seconds=4)
        with psycopg.connect(proxy.url("onedsn"), autocommit=True) as console:
            [(*_, turns, moved)] = console.execute("SHOW LANES").fetchall()
        assert "Traceback" not in proxy.log.read_text()
    assert tally.answers > 100
    assert tally.errors
    assert tally.hung_up
    assert tally.cancelled
    assert int(turns) > 100, moved

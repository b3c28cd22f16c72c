"""A short soak: many sessions over few lanes, and everything that can go wrong around them."""

from __future__ import annotations

from pathlib import Path

from tests import soak
from tests.proxying import running_proxy
from tests.servers import Server


async def test_every_session_gets_its_own_replies_and_all_of_them(primary: Server, tmp_path: Path) -> None:
    database = primary.create_database()
    with running_proxy(tmp_path, soak.rules(primary, database)) as proxy:
        tally = await soak.soak(proxy, primary, database, sessions=60, seconds=4)
        assert "Traceback" not in proxy.log.read_text()
    assert tally.answers > 100
    assert tally.errors
    assert tally.hung_up
    assert tally.killed

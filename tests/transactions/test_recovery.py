"""Recovery beside transactions that are ended meanwhile: what it forgets is nobody's any more."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from proxy.transactions.coordinator import Coordinator
from proxy.transactions.journal import Journal, UnderWay
from proxy.transactions.protocol import Phase
from proxy.transactions.recovery import Found, Participant, Recovery
from proxy.transactions.two_phase import TwoPhase


class Meanwhile(Recovery):
    """Something happens between the look at the server and what follows; the server has nothing prepared."""

    happens: Callable[[], Awaitable[None]]

    async def _look_at(self, participant: Participant) -> tuple[list[Found], set[str]]:
        await self.happens()
        return [], set()


def recovery(journal: Journal) -> Meanwhile:
    coordinator = Coordinator("shop", journal, time.time, lambda _: None, 0)
    two_phase = TwoPhase(coordinator, {}, lambda *_: None, 5.0, 0)
    servers = {"default": Participant("default", "postgresql", "postgresql://nobody")}
    return Meanwhile(servers, coordinator, two_phase, time.time, structlog.get_logger())


async def test_a_decision_that_is_left_while_the_servers_are_looked_at_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    await journal.ensure_open()
    try:
        looking = recovery(journal)
        new, running, old = (journal.next_name() for _ in range(3))
        journal.under_way[running] = UnderWay("shop", ("default",), Phase.COMMIT, 0.0)
        await journal.decide(running, ["shop/default"], 0.0)
        await journal.decide(old, ["shop/default"], 0.0)

        async def left() -> None:
            # Prepared, decided, and its server gone before it could commit: behind the back of the look.
            await journal.decide(new, ["shop/default"], 0.0)
            journal.under_way.clear()

        looking.happens = left
        await looking.look()
        assert {entry.name for entry in await journal.entries()} == {new, running}
        assert {entry.name for entry in looking.waiting} == {new, running}

        async def nothing() -> None: ...

        looking.happens = nothing
        await looking.look()
        assert await journal.entries() == []
    finally:
        await journal.close()

"""What a session needs to know of two-phase commit: who can take part, and whom to give the transaction to."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from proxy.errors import ProxyError
from proxy.transactions.branch import Branch
from proxy.transactions.coordinator import Coordinator, Ending
from proxy.transactions.protocol import Participant, Shape, shape_of

Spawn = Callable[[Coroutine[Any, Any, None], str], Any]


class CannotPrepare(ProxyError):
    """A server keeps no prepared transactions."""

    sqlstate = "55000"


class TwoPhase:
    """The two-phase commits of one DSN database. `kinds` are those of its databases."""

    def __init__(self, coordinator: Coordinator, kinds: Mapping[str, str], spawn: Spawn, timeout: float) -> None:
        # For the life of the rules
        self._coordinator = coordinator
        self._kinds = kinds
        self._spawn = spawn
        self.timeout = timeout
        """Seconds that one database may take to prepare or to commit."""
        # As last seen by recovery
        self.prepared_limits: dict[str, int] = {}
        """`max_prepared_transactions` of each database that could be asked."""

    def participant(self, database: str, *, wrote: bool) -> Participant:
        return Participant(database, wrote, can_prepare=self._kinds[database] == "postgresql")

    def check(self, participants: Sequence[Participant]) -> None:
        """Raises ProxyError where these could not commit together."""
        shape = shape_of(participants)
        if shape not in (Shape.PREPARED, Shape.WITH_LAST):
            return
        for each in participants:
            if each.wrote and each.can_prepare and self.prepared_limits.get(each.database) == 0:
                raise CannotPrepare(
                    f'database "{each.database}" cannot take part in a transaction over several databases: its '
                    f"max_prepared_transactions is 0",
                    hint="Set max_prepared_transactions in its postgresql.conf to at least the number of server "
                    "connections, and restart it.",
                )

    async def commit_now(self, branches: Sequence[Branch]) -> Ending:
        """Waits for the end."""
        return await self._coordinator.commit(branches)

    def commit(self, branches: Sequence[Branch], ended: Callable[[Sequence[Branch], Ending], None]) -> None:
        """Begins to; `ended` is called once, with the links idle or lost."""

        async def run() -> None:
            ended(branches, await self._coordinator.commit(branches))

        self._spawn(run(), "commit over several databases")

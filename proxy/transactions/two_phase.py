"""What a session needs to know of two-phase commit: who can take part, and whom to give the transaction to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from typing import Any

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.transactions.branch import Branch
from proxy.transactions.coordinator import Coordinator, Ending
from proxy.transactions.protocol import Participant, Shape, shape_of

Spawn = Callable[[Coroutine[Any, Any, None], str], Any]


class CannotPrepare(ProxyError):
    """A server keeps no prepared transactions."""

    sqlstate = "55000"


class TwoPhase:
    """The two-phase commits of one DSN database. `files` are those of its databases that are SQLite's, each with a
    function that tells its size; none larger than `file_limit` can be written together with another one."""

    def __init__(
        self,
        coordinator: Coordinator,
        files: Mapping[str, Callable[[], int]],
        spawn: Spawn,
        timeout: float,
        file_limit: int,
    ) -> None:
        # For the life of the rules
        self._coordinator = coordinator
        self._files = files
        self._file_limit = file_limit
        self._spawn = spawn
        self.timeout = timeout
        """Seconds that one database may take to prepare or to commit."""
        # As last seen by recovery
        self.prepared_limits: dict[str, int] = {}
        """`max_prepared_transactions` of each database that could be asked."""

    def participants(self, databases: Iterable[str], wrote: Collection[str]) -> list[Participant]:
        """Who does what: the only file that was written commits last, several of them prepare like servers."""
        several = sum(name in wrote for name in self._files) > 1
        return [
            Participant(name, name in wrote, several or name not in self._files, is_file=name in self._files)
            for name in databases
        ]

    def check(self, participants: Sequence[Participant]) -> None:
        """Raises ProxyError where these could not commit together."""
        shape = shape_of(participants)
        if shape not in (Shape.PREPARED, Shape.WITH_LAST):
            return
        for each in participants:
            if not each.wrote or not each.can_prepare:
                continue
            if each.is_file:
                self._check_file(each.database)
            elif self.prepared_limits.get(each.database) == 0:
                raise CannotPrepare(
                    f'database "{each.database}" cannot take part in a transaction over several databases: its '
                    f"max_prepared_transactions is 0",
                    hint="Set max_prepared_transactions in its postgresql.conf to at least the number of server "
                    "connections, and restart it.",
                )

    def _check_file(self, database: str) -> None:
        size = self._files[database]()
        if size > self._file_limit:
            raise FeatureNotSupported(
                f'database "{database}" cannot be written in one transaction with another SQLite database: its file '
                f"is too large to be prepared",
                detail=f"It has {size} bytes; two_phase.file_limit is {self._file_limit}. One SQLite database of any "
                f"size may be written with PostgreSQL databases.",
                hint="Write to one of them in a transaction of its own, or raise two_phase.file_limit in server.yaml: "
                "two copies of the file are held in memory while it is prepared.",
            )

    async def commit_now(self, branches: Sequence[Branch]) -> Ending:
        """Waits for the end."""
        return await self._coordinator.commit(branches)

    def commit(self, branches: Sequence[Branch], ended: Callable[[Sequence[Branch], Ending], None]) -> None:
        """Begins to; `ended` is called once, with the links idle or lost."""

        async def run() -> None:
            ended(branches, await self._coordinator.commit(branches))

        self._spawn(run(), "commit over several databases")

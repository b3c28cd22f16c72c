"""Ends transactions over several databases that nobody ends any more: after a crash, a lost server, a lost answer.

It looks at every server for parts that are prepared, and asks the journal, or the last participant's file, what became
of the whole. Two processes may do it at the same time: both come to the same end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from structlog.typing import FilteringBoundLogger

from proxy.backends.postgres.sideline import open_sideline, translated
from proxy.backends.postgres.url import parse_url
from proxy.backends.sqlite import decisions, prepared
from proxy.errors import ConnectionFailure, ProxyError
from proxy.transactions.coordinator import Coordinator
from proxy.transactions.journal import Entry, Journal, parse_branch
from proxy.transactions.protocol import Mark, Note, Verdict, verdict
from proxy.transactions.two_phase import TwoPhase

_PREPARED: Final = (
    "SELECT gid, extract(epoch FROM prepared)::float8 AS at FROM pg_prepared_xacts WHERE database = current_database()"
)
_LIMIT: Final = "SELECT current_setting('max_prepared_transactions')::int"
_GONE: Final = "42704"
End = Callable[[str, Verdict], Awaitable[None]]
"""Ends one part, by its name on its server."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A database that may take part. `url` may hold a password."""

    name: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """One part of a transaction that is prepared on a server, and what the journal says of the whole."""

    database: str
    name: str
    transaction: str
    state: str
    at: float


class Recovery:
    """For one DSN database. `seen` is what the last look has found and not ended."""

    def __init__(
        self,
        participants: Mapping[str, Participant],
        coordinator: Coordinator,
        two_phase: TwoPhase,
        wall: Callable[[], float],
        logger: FilteringBoundLogger,
        deadline: float = 5.0,
    ) -> None:
        # For the life of the rules
        self._participants = participants
        self._coordinator = coordinator
        self._two_phase = two_phase
        self._wall = wall
        self._logger = logger
        self._deadline = deadline
        # Changing with every look
        self.seen: tuple[Found, ...] = ()
        self.waiting: tuple[Entry, ...] = ()
        """Decisions that not every database of theirs is known to have heard."""
        self.ended = {"commit": 0, "roll back": 0}
        self._wanted = asyncio.Event()
        self._unreachable: set[str] = set()

    @property
    def _journal(self) -> Journal:
        return self._coordinator.journal

    def look_soon(self) -> None:
        """A transaction was left to recovery."""
        self._wanted.set()

    async def run(self, interval: float) -> None:
        """Until cancelled: at once, then every `interval` seconds and whenever something was left."""
        while True:
            self._wanted.clear()
            try:
                await self.look()
            except ProxyError as error:
                self._logger.error("recovery of prepared transactions failed", error=error.message)
            try:
                is_quiet = not (self.seen or self.waiting)
                async with asyncio.timeout(interval if is_quiet else min(interval, 1.0)):
                    await self._wanted.wait()
            except TimeoutError:
                continue

    async def look(self) -> None:
        """Once over all databases. Raises JournalFailed or ConfigurationProblem where the journal cannot be used."""
        await self._journal.ensure_open()
        # Before any database is looked at: of what is over now, no part is prepared after that look.
        marks = await self._marks()
        over = await self._over()
        reached: set[str] = set()
        left: list[Found] = []
        present: set[str] = set()
        for participant in self._participants.values():
            look = self._look_at if participant.kind == "postgresql" else self._look_at_file
            try:
                found, names = await look(participant)
            except ConnectionFailure as error:
                if participant.name not in self._unreachable:
                    self._logger.warning(
                        "prepared transactions not looked for", database=participant.name, error=error.message
                    )
                self._unreachable.add(participant.name)
                continue
            self._unreachable.discard(participant.name)
            reached.add(participant.name)
            left.extend(found)
            present.update(names)
        self.seen = tuple(left)
        await self._tidy(reached, present, over, marks)

    async def _look_at(self, participant: Participant) -> tuple[list[Found], set[str]]:
        """What is left on one server, and the transactions of this journal that have a part there."""
        # Any: asyncpg has no types.
        connection: Any = await open_sideline(participant.name, parse_url(participant.url), self._deadline)
        left: list[Found] = []
        present: set[str] = set()
        try:
            async with translated(participant.name):
                self._two_phase.prepared_limits[participant.name] = await connection.fetchval(_LIMIT)
                rows = await connection.fetch(_PREPARED)

            async def end(gid: str, decision: Verdict) -> None:
                verb = "COMMIT" if decision is Verdict.COMMIT else "ROLLBACK"
                async with translated(participant.name):
                    await connection.execute(f"{verb} PREPARED '{gid}'")

            for row in rows:
                await self._take(participant, row["gid"], row["at"], end, left, present)
        finally:
            await connection.close(timeout=self._deadline)
        return left, present

    async def _look_at_file(self, participant: Participant) -> tuple[list[Found], set[str]]:
        """The same for an SQLite file, on which one transaction at most is prepared."""
        left: list[Found] = []
        present: set[str] = set()
        found = await asyncio.to_thread(prepared.find, participant.url)

        async def end(gid: str, decision: Verdict) -> None:
            is_commit = decision is Verdict.COMMIT
            await asyncio.to_thread(prepared.end, participant.url, gid, commit=is_commit, patience=self._deadline)

        if found is None:
            return left, present
        part = parse_branch(found.name)
        if part is None or part.journal != self._journal.mark:
            # Nobody can write to the file while it is there, so it must be seen.
            left.append(Found(participant.name, found.name, found.name, "prepared with another journal", found.at))
        else:
            await self._take(participant, found.name, found.at, end, left, present)
        return left, present

    async def _take(
        self, participant: Participant, gid: str, at: float, end: End, left: list[Found], present: set[str]
    ) -> None:
        """Ends one part, if it is one of this journal that nobody else ends."""
        part = parse_branch(gid)
        if part is None or part.journal != self._journal.mark:
            return
        present.add(part.name)
        if self._is_under_way(part.name, part.process):
            # Whoever ends it tells of it.
            return
        state = await self._end(end, participant, gid, part.name)
        if state is None:
            present.discard(part.name)
        else:
            left.append(Found(participant.name, gid, part.name, state, at))

    async def _end(self, end: End, participant: Participant, gid: str, name: str) -> str | None:
        """None where it is over; else why it is not."""
        decision = await self._decision(name)
        if decision is Verdict.WAIT:
            return "waits for the database that decides"
        try:
            await end(gid, decision)
        except ConnectionFailure as error:
            if error.code != _GONE:
                self._logger.error(
                    "a prepared transaction could not be ended",
                    database=participant.name,
                    name=gid,
                    error=error.message,
                )
                return f"{decision.value} failed"
        self.ended[decision.value] += 1
        self._logger.warning(
            "a prepared transaction was ended", database=participant.name, name=gid, how=decision.value
        )
        return None

    async def _decision(self, name: str) -> Verdict:
        """COMMIT, ROLL_BACK or WAIT; nobody can decide otherwise afterwards."""
        while True:
            entry = await self._journal.entry(name)
            found = verdict(None if entry is None else entry.note, await self._mark(entry))
            if found is Verdict.FENCE:
                await self._journal.abort(name, self._own_names(), self._wall())
            elif found is Verdict.FENCE_LAST:
                assert entry is not None
                try:
                    await decisions.fence(self._url_of(entry), name)
                except ConnectionFailure:
                    return Verdict.WAIT
            else:
                if entry is not None and entry.note is Note.LAST and found is not Verdict.WAIT:
                    note = Note.COMMIT if found is Verdict.COMMIT else Note.ABORT
                    await self._journal.settle_last(name, note)
                return found

    async def _mark(self, entry: Entry | None) -> Mark:
        if entry is None or entry.note is not Note.LAST:
            return Mark.NONE
        try:
            found = await decisions.read_decision(self._url_of(entry), entry.name)
        except ConnectionFailure as error:
            self._logger.warning("the database that decides cannot be asked", name=entry.name, error=error.message)
            return Mark.UNREACHABLE
        return Mark.NONE if found is None else Mark(found)

    def _url_of(self, entry: Entry) -> str:
        """Raises ConnectionFailure for a database that the rules do not have any more."""
        dsn_database, _, name = (entry.last or "").rpartition("/")
        participant = self._participants.get(name)
        if participant is None or dsn_database != self._coordinator.dsn_database:
            raise ConnectionFailure(f'the rules have no database "{entry.last}"')
        return participant.url

    def _own_names(self) -> tuple[str, ...]:
        return tuple(f"{self._coordinator.dsn_database}/{each.name}" for each in self._participants.values())

    async def _over(self) -> set[str]:
        """The decisions whose transactions nobody ends any more."""
        found: set[str] = set()
        for entry in await self._journal.entries():
            part = parse_branch(f"{entry.name}_0")
            if part is not None and not self._is_under_way(entry.name, part.process):
                found.add(entry.name)
        return found

    async def _marks(self) -> dict[str, list[str]]:
        """The decisions that each file keeps."""
        found: dict[str, list[str]] = {}
        for participant in self._participants.values():
            if participant.kind == "sqlite":
                try:
                    found[participant.name] = await decisions.decisions(participant.url)
                except ConnectionFailure:
                    continue  # A file that is not there, or is busy: the next look comes.
        return found

    async def _tidy(
        self, reached: set[str], present: set[str], over: set[str], marks: Mapping[str, Sequence[str]]
    ) -> None:
        """Forgets decisions that nobody can ask for any more."""
        own = {f"{self._coordinator.dsn_database}/{name}" for name in reached}
        kept: dict[str, Entry] = {}
        for entry in await self._journal.entries():
            is_over = entry.name in over
            if is_over and set(entry.participants) <= own and entry.name not in present and entry.note is not Note.LAST:
                await self._journal.forget(entry.name)
            elif is_over and set(entry.participants) <= own and entry.name not in present:
                # Nothing is prepared anywhere: what the last participant has committed stands alone already.
                if await self._decision(entry.name) is not Verdict.WAIT:
                    await self._journal.forget(entry.name)
            else:
                kept[entry.name] = entry
        mine = f"{self._coordinator.dsn_database}/"
        self.waiting = tuple(
            entry
            for entry in kept.values()
            if entry.name not in self._journal.under_way and any(each.startswith(mine) for each in entry.participants)
        )
        for name, kept_there in marks.items():
            await self._tidy_file(self._participants[name], [each for each in kept_there if self._is_over(each, kept)])

    async def _tidy_file(self, participant: Participant, over: Sequence[str]) -> None:
        try:
            if over:
                await decisions.forget(participant.url, over)
        except ConnectionFailure:
            return  # A file that is not there, or is busy: the next look comes.

    def _is_over(self, name: str, kept: Collection[str]) -> bool:
        """Whether nobody will ask what became of it: of a transaction, or of the part of it that was prepared here."""
        part = parse_branch(name) or parse_branch(f"{name}_0")
        if part is None or part.journal != self._journal.mark or part.name in kept:
            return False
        return not self._is_under_way(part.name, part.process)

    def _is_under_way(self, name: str, process: str) -> bool:
        if process == self._journal.process:
            return name in self._journal.under_way
        return self._journal.is_alive(process)

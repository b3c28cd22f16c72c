"""Ends a transaction over several databases: does what the protocol's table says, one phase after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from proxy.errors import ProxyError
from proxy.transactions.branch import Branch, Reply
from proxy.transactions.journal import Journal, JournalFailed, UnderWay, branch_name
from proxy.transactions.protocol import ENDS, FIRST, Participant, Phase, Result, after, parties, shape_of

Fault = Callable[[str], Awaitable[None] | None]
"""Called at every step with its name ("before prepare", "inside commit" …): tests let things die there."""


async def _no_fault(_step: str) -> None: ...


class TransactionUnresolved(ProxyError):
    """Whether the transaction is committed cannot be known now; recovery finds out and ends it everywhere alike."""

    sqlstate = "08007"


@dataclass(slots=True)
class Ending:
    """How a transaction ended. `error` is for the client, `warning` goes with a COMMIT that recovery completes."""

    phase: Phase
    error: ProxyError | None = None
    warning: str | None = None
    steps: list[Phase] = field(default_factory=list)

    @property
    def is_committed(self) -> bool:
        return self.phase in (Phase.COMMITTED, Phase.LEFT_COMMITTED)


class Coordinator:
    """Commits the transactions of one DSN database. `qualified` names a database of it in the journal."""

    def __init__(
        self,
        dsn_database: str,
        journal: Journal,
        wall: Callable[[], float],
        on_unresolved: Callable[[str], None],
        file_limit: int,
        fault: Fault | None = None,
    ) -> None:
        # For the life of the rules
        self._file_limit = file_limit
        self.dsn_database = dsn_database
        self.journal = journal
        self._wall = wall
        self._on_unresolved = on_unresolved
        self._fault = fault or _no_fault

    async def commit(self, branches: Sequence[Branch]) -> Ending:
        """Never raises: every failure is an ending. The links are left idle or lost; they are the caller's."""
        participants = [branch.participant for branch in branches]
        ending = Ending(FIRST)
        shape = shape_of(participants)
        try:
            await self.journal.ensure_open()
        except ProxyError as error:
            ending.error = error
            await self._run(Phase.ABORT, "", branches, participants, ending)
            ending.phase = Phase.ABORTED
            return ending
        name, began = self.journal.next_name(), self._wall()
        try:
            while ending.phase not in ENDS:
                ending.steps.append(ending.phase)
                self.journal.under_way[name] = UnderWay(
                    self.dsn_database, tuple(each.database for each in participants), ending.phase, began
                )
                await self._at(f"before {ending.phase}")
                result = await self._run(ending.phase, name, branches, participants, ending)
                await self._at(f"after {ending.phase}")
                ending.phase = after(ending.phase, result, shape)
        finally:
            self.journal.under_way.pop(name, None)
        self._tell(ending, name, branches)
        return ending

    async def _at(self, step: str) -> None:
        told = self._fault(step)
        if told is not None:
            await told

    async def _run(
        self,
        phase: Phase,
        name: str,
        branches: Sequence[Branch],
        participants: Sequence[Participant],
        ending: Ending,
    ) -> Result:
        if phase in (Phase.INTEND, Phase.DECIDE, Phase.FORGET):
            return await self._write(phase, name, participants, ending)
        taking_part = parties(phase, participants)
        asked = [(index, branch) for index, branch in enumerate(branches) if branch.participant in taking_part]
        if phase is Phase.LAST:
            for _, branch in asked:
                # Its own commit leaves a row that says so, for recovery.
                branch.link.connection.decides(name)
        if phase is Phase.PREPARE:
            for index, branch in asked:
                if branch.participant.is_file:
                    branch.link.connection.prepares(branch_name(name, index), self._wall(), self._file_limit)
        replies = await asyncio.gather(*(self._ask(phase, branch, branch_name(name, index)) for index, branch in asked))
        return _taken_together(replies, ending)

    async def _ask(self, phase: Phase, branch: Branch, name: str) -> Reply:
        if phase is Phase.PREPARE:
            reply = await branch.prepare(name)
        elif phase is Phase.COMMIT:
            reply = await branch.commit_prepared(name)
        elif phase is Phase.ABORT:
            reply = await branch.roll_back(name)
        else:
            reply = await branch.commit()
        await self._at(f"inside {phase}")
        return reply

    async def _write(self, phase: Phase, name: str, participants: Sequence[Participant], ending: Ending) -> Result:
        writers = [f"{self.dsn_database}/{each.database}" for each in participants if each.wrote]
        try:
            if phase is Phase.FORGET:
                await self.journal.forget(name)
            elif phase is Phase.INTEND:
                [last] = [each.database for each in participants if each.wrote and not each.can_prepare]
                await self.journal.intend(name, writers, f"{self.dsn_database}/{last}", self._wall())
            elif not await self.journal.decide(name, writers, self._wall()):
                return Result.REFUSED
        except JournalFailed as error:
            ending.error = ending.error or error
            return Result.LOST
        return Result.DONE

    def _tell(self, ending: Ending, name: str, branches: Sequence[Branch]) -> None:
        if ending.phase is Phase.COMMITTED:
            ending.error = None
        elif ending.phase is Phase.LEFT_COMMITTED:
            ending.warning = (
                f"the transaction is committed; a database that could not be told yet follows when it is back "
                f"(transaction {name}, SHOW PREPARED on the console)"
            )
            ending.error = None
            self._on_unresolved(name)
        elif ending.phase is Phase.UNKNOWN:
            cause = None if ending.error is None else ending.error.message
            ending.error = TransactionUnresolved(
                "whether the transaction was committed cannot be known now",
                detail=cause,
                hint=f"It will be ended everywhere alike; see transaction {name} in SHOW PREPARED on the console.",
            )
            self._on_unresolved(name)
        else:
            ending.error = ending.error or ProxyError("the transaction was rolled back", sqlstate="40000")
            if any(branch.is_prepared and branch.is_lost for branch in branches):
                self._on_unresolved(name)


def _taken_together(replies: Sequence[Reply], ending: Ending) -> Result:
    """The worst of several answers; the first error is the client's."""
    result = Result.DONE
    for reply in replies:
        if reply.error is None:
            continue
        if reply.is_lost:
            result = Result.LOST
        elif result is Result.DONE:
            result = Result.REFUSED
        ending.error = ending.error or reply.error
    return result

"""Runs a statement for objects of several databases as one for each: all of them have done it before any commits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proxy.errors import ProxyError
from proxy.pool.link import Link
from proxy.pool.pool import Pool
from proxy.routing.route import Part
from proxy.transactions.branch import Branch
from proxy.transactions.protocol import Participant
from proxy.transactions.two_phase import TwoPhase
from proxy.wire.codes import NOTICE_RESPONSE

Spawn = Callable[[Coroutine[Any, Any, None], str], Any]
Prepare = Callable[[Link], str | None]
"""What a connection must hear first, for the settings of the session that asks."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`notices` are the servers' own; `error` says what was not done."""

    tag: str
    notices: bytes = b""
    error: ProxyError | None = None


class _Waiter:
    """Takes a connection of a pool for a task that waits."""

    def __init__(self) -> None:
        self.link: asyncio.Future[Link] = asyncio.get_running_loop().create_future()

    def lease_ready(self, link: Link) -> None:
        if self.link.done():
            link.pool.release(link)
        else:
            self.link.set_result(link)

    def lane_ready(self, lane: Link) -> bool:
        return False

    def lease_failed(self, error: ProxyError) -> None:
        if not self.link.done():
            self.link.set_exception(error)


class PartsRunner:
    """For one DSN database. With two-phase commit the parts are one transaction; without it they commit one after the
    other once all have succeeded, and an error then says which were done."""

    def __init__(
        self,
        pools: Mapping[str, Pool],
        spawn: Spawn,
        timeout: float,
        two_phase: TwoPhase | None,
    ) -> None:
        # For the life of the rules
        self._pools = pools
        self._spawn = spawn
        self._timeout = timeout
        self._two_phase = two_phase

    def start(self, parts: Sequence[Part], prepare: Prepare, ended: Callable[[Outcome], None]) -> None:
        """`ended` is called once; every connection has been given back by then."""

        async def run() -> None:
            ended(await self.run(parts, prepare))

        self._spawn(run(), "statement in parts")

    async def run(self, parts: Sequence[Part], prepare: Prepare) -> Outcome:
        """Never raises."""
        branches: list[Branch] = []
        try:
            # Everybody takes connections in the same order: nobody waits for one who waits for him.
            for participant in self._participants(sorted(part.database for part in parts)):
                branches.append(await self._branch(participant))  # noqa: PERF401 - those taken go back after an error
            by_name = {branch.database: branch for branch in branches}
            return await self._run([(by_name[part.database], part) for part in parts], prepare)
        except ProxyError as error:
            return Outcome("", error=error)
        finally:
            for branch in branches:
                _give_back(branch)

    def _participants(self, databases: Sequence[str]) -> list[Participant]:
        if self._two_phase is None:
            return [Participant(name, wrote=True) for name in databases]
        return self._two_phase.participants(databases, databases)

    async def _branch(self, participant: Participant) -> Branch:
        pool = self._pools[participant.database]
        link = pool.acquire_nowait()
        if link is None:
            waiter = _Waiter()
            pool.wait(waiter)
            try:
                link = await waiter.link
            except asyncio.CancelledError:
                pool.forget(waiter)
                raise
        return Branch(link, participant, self._timeout)

    async def _run(self, pairs: Sequence[tuple[Branch, Part]], prepare: Prepare) -> Outcome:
        notices, tag = b"", ""
        for branch, part in pairs:
            for text in (prepare(branch.link), "BEGIN", part.text):
                if text is None:
                    continue
                reply = await branch.ask(text)
                notices += branch.said(NOTICE_RESPONSE)
                tag = reply.tag or tag
                if reply.error is not None:
                    await asyncio.gather(*(each.ask("ROLLBACK") for each, _ in pairs))
                    return Outcome(tag, notices, reply.error)
        return Outcome(tag, notices, await self._commit([branch for branch, _ in pairs]))

    async def _commit(self, branches: Sequence[Branch]) -> ProxyError | None:
        if self._two_phase is not None and len(branches) > 1 and self._can_prepare(branches):
            return (await self._two_phase.commit_now(branches)).error
        done: list[str] = []
        for index, branch in enumerate(branches):
            reply = await branch.commit()
            if reply.error is None:
                done.append(branch.database)
                continue
            await asyncio.gather(*(each.ask("ROLLBACK") for each in branches[index + 1 :]))
            if not done:
                return reply.error
            left = ", ".join(each.database for each in branches[index:])
            return ProxyError(
                f'database "{branch.database}" did not commit its part: {reply.error.message}',
                detail=f"Done on {', '.join(done)}; not done on {left}.",
                hint="transactions: two_phase in the rules file makes such a statement all or nothing.",
                sqlstate=reply.error.code,
            )
        return None

    def _can_prepare(self, branches: Sequence[Branch]) -> bool:
        assert self._two_phase is not None
        try:
            self._two_phase.check([branch.participant for branch in branches])
        except ProxyError:
            return False  # A file too large, a server that keeps no prepared transactions: one after the other then.
        return True


def _give_back(branch: Branch) -> None:
    link = branch.link
    if branch.is_lost or link.is_closed:
        return
    if link.is_quiet:
        link.release()
    else:
        link.pool.discard(link)

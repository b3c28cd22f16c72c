"""The console of one process alone: its own facts, its own pools and clients."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import cast

import proxy
from proxy.admin.rows import R
from proxy.app.facts import ProcessFacts
from proxy.app.proxy import Proxy
from proxy.app.thinking import thought
from proxy.errors import AdminShutdown, InvalidParameterValue
from proxy.pool.pool import Pool
from proxy.routing.deadline import StillThinking
from proxy.routing.route import Context


class ProxyConsole:
    """A `Console` over a `Proxy`. `reload` and `stop` are of the process."""

    version = proxy.__version__

    def __init__(
        self, running: Proxy, facts: ProcessFacts, reload: Callable[[], Awaitable[str]], stop: Callable[[], None]
    ) -> None:
        self._proxy = running
        self._facts = facts
        self._reload = reload
        self._stop = stop

    async def rows(self, kind: type[R]) -> list[R]:
        # The table of the facts goes by the kind, which types cannot say.
        return cast("list[R]", list(self._facts.rows(kind)))

    async def explain(self, dsn_database: str, sql: str) -> dict[str, object]:
        running = self._proxy.running.get(dsn_database)
        if running is None:
            known = ", ".join(sorted(self._proxy.running)) or "none"
            raise InvalidParameterValue(
                f'there is no DSN database "{dsn_database}"', hint=f"Add ?database=NAME to the address; known: {known}."
            )
        while True:
            try:
                (record,) = running.instance.explain(sql, Context(user=""), True)
            except StillThinking as thinking:
                # A router in Python keeps whoever asked waiting, and nobody else.
                await thought(thinking)
            else:
                found: dict[str, object] = json.loads(record)
                return found

    async def pause(self, database: str | None) -> None:
        pools = self._named(database)
        for pool in pools:
            pool.pause()
        for pool in pools:
            quiet = asyncio.Event()
            pool.when_quiet(quiet.set)
            await quiet.wait()

    async def resume(self, database: str | None) -> None:
        for pool in self._named(database):
            pool.resume()

    async def reload(self) -> str:
        return await self._reload()

    async def kill(self, client: int) -> None:
        session = self._proxy.sessions.get(client)
        if session is None:
            raise InvalidParameterValue(f"there is no client {client}", hint="SHOW CLIENTS lists them.")
        session.fail(AdminShutdown("terminating connection due to administrator command"))

    async def drain(self) -> None:
        self._stop()

    def _named(self, database: str | None) -> list[Pool]:
        """By its name in a rules file, or as `shop.replica1` where several files have one of that name."""
        pools = [
            pool
            for running in self._proxy.running.values()
            for pool in running.pools.values()
            if database in (None, pool.name, f"{running.rules.name}.{pool.name}")
        ]
        if not pools:
            raise InvalidParameterValue(f'there is no database "{database}"', hint="SHOW DATABASES lists them.")
        return pools

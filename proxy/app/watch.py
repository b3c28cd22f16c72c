"""The watch over databases: who is reachable, how far replicas are behind, and what the catalogs hold."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from structlog.typing import FilteringBoundLogger

from proxy.app.assembly import Facets
from proxy.app.thinking import thought
from proxy.backends.postgres.catalog import load_catalog
from proxy.backends.postgres.health import HealthCheck, Replication
from proxy.backends.sqlite.health import FileCheck
from proxy.errors import ProxyError
from proxy.pool.pool import Pool
from proxy.relations.found import moved_apart
from proxy.routing.deadline import StillThinking, Thoughts
from proxy.routing.rules import Database, Relation, Rules
from proxy.session.instance import Freshness
from proxy.sql.catalog import Catalog


@dataclass(slots=True)
class Watched:
    """One database under watch and what was last seen of it."""

    database: Database
    pool: Pool
    freshness: Freshness
    check: HealthCheck | FileCheck
    positions: list[tuple[float, int]] = field(default_factory=list)
    """Of a source: moments and the WAL position at each, oldest first; what replicas are measured against."""
    lag: float | None = None
    defaults: str | None = None
    known_healthy: bool | None = None


class Watch:
    """Looks at every database of one rules file, again and again. `interval` and `catalog_interval` are seconds."""

    def __init__(
        self,
        rules: Rules,
        pools: Mapping[str, Pool],
        freshness: dict[str, Freshness],
        facets: Facets,
        clock: Callable[[], float],
        logger: FilteringBoundLogger,
    ) -> None:
        # For the life of the rules
        self._rules = rules
        self._facets = facets
        self._clock = clock
        self._logger = logger.bind(dsn_database=rules.name)
        self.watched: dict[str, Watched] = {}
        self._thoughts = Thoughts()
        # Databases whose catalogs could not be read the last time
        self._unread: set[str] = set()
        for name, database in rules.databases.items():
            fresh = freshness.setdefault(name, Freshness())
            make_check = HealthCheck if database.kind == "postgresql" else FileCheck
            check = make_check(name, database.url)
            self.watched[name] = Watched(database, pools[name], fresh, check)

    async def close(self) -> None:
        for watched in self.watched.values():
            await watched.check.close()

    async def run(self, interval: float, catalog_interval: float, changed: Callable[[], None]) -> None:
        """Until cancelled. `changed` is called after new facts have arrived.

        A database that does not answer delays no other's look.
        """
        async with asyncio.TaskGroup() as group:
            for watched in self.watched.values():
                group.create_task(self._keep_looking(watched, interval))
            group.create_task(self._keep_reading(interval, catalog_interval, changed))

    async def _keep_looking(self, watched: Watched, interval: float) -> None:
        while True:
            await self._look_at(watched)
            self._measure_replicas()
            watched.pool.expire(self._clock())
            await asyncio.sleep(interval)

    async def _keep_reading(self, interval: float, catalog_interval: float, changed: Callable[[], None]) -> None:
        while True:
            next_time = self._clock() + catalog_interval
            if await self.fetch_catalogs():
                changed()
            while self._clock() < next_time:
                await asyncio.sleep(interval)
                if await self._catch_up():
                    changed()

    async def _catch_up(self) -> bool:
        """Reads what could not be read before, once it answers: plans are cautious until then. As `fetch_catalogs`."""
        names = frozenset(name for name in self._unread if self.watched[name].known_healthy is not False)
        return bool(names) and await self.fetch_catalogs(names)

    async def fetch_catalogs(self, names: frozenset[str] | None = None) -> bool:
        """Facts of every database that can be asked, or of these; of one that cannot, the last known stay. Whether any
        differ from what was known: plans made by equal facts are good plans."""
        wanted = [name for name in self.watched if names is None or name in names]
        began, changes = self._facets.clock, self._facets.changes
        read = await asyncio.gather(*(self._catalog(self.watched[name]) for name in wanted))
        before = (self._facets.catalogs, self._facets.found)
        known = {name: catalog for name, catalog in zip(wanted, read, strict=True) if catalog is not None}
        self._facets.catalogs_read(known, began)
        if names is None:
            self._facets.changes_read = changes
        try:
            self._facets.found = await self._relations()
        except ProxyError as error:
            # A Python router that raises when it is asked for a table: what was found before stays.
            self._logger.warning("relations not found", error=error.message)
        return (self._facets.catalogs, self._facets.found) != before

    async def _relations(self) -> tuple[Relation, ...]:
        """What `moved_apart` finds; a router in Python keeps nobody but this waiting."""
        found = partial(moved_apart, self._rules, self._facets.catalogs)
        while True:
            try:
                return self._thoughts.decide("relations", found)
            except StillThinking as thinking:
                await thought(thinking)

    async def _catalog(self, watched: Watched) -> Catalog | None:
        """None where it cannot be read, which is tried again."""
        database = watched.database
        try:
            if database.kind == "postgresql":
                catalog = await load_catalog(database.name, database.url)
            else:
                backend: Any = watched.pool.backend  # An SqliteBackend: its room is imported only where there is one.
                catalog = await backend.catalog()
        except ProxyError as error:
            self._unread.add(database.name)
            self._logger.warning("catalog not read", database=database.name, error=error.message)
            return None
        self._unread.discard(database.name)
        return catalog

    async def _look_at(self, watched: Watched) -> None:
        before = self._clock()
        try:
            seen = await watched.check.look()
        except ProxyError as error:
            self._is_healthy(watched, False, error.message)
            return
        self._is_healthy(watched, True, "")
        if seen is not None:
            self._remember(watched, seen, before)

    def _is_healthy(self, watched: Watched, healthy: bool, why: str) -> None:
        watched.freshness.is_healthy = healthy
        if healthy == watched.known_healthy:
            return
        if healthy:
            self._logger.info("database reachable", database=watched.database.name)
        else:
            self._logger.warning("database unreachable", database=watched.database.name, error=why)
        watched.known_healthy = healthy

    def _remember(self, watched: Watched, seen: Replication, moment: float) -> None:
        if watched.positions and seen.defaults != watched.defaults:
            watched.pool.renew()
        watched.defaults = seen.defaults
        watched.lag = seen.lag
        if not watched.database.is_replica:
            watched.positions.append((moment, seen.position))
            del watched.positions[:-100]
        else:
            limit = watched.database.max_lag
            watched.freshness.is_lagging = limit is not None and (seen.lag is None or seen.lag > limit)
            watched.positions = [(moment, seen.position)]

    def _measure_replicas(self) -> None:
        """A replica holds every write acknowledged before the newest moment whose position it has replayed."""
        for watched in self.watched.values():
            source = self.watched.get(watched.database.source)
            if not watched.database.is_replica or source is None or not watched.positions:
                continue
            replayed = watched.positions[-1][1]
            moments = [moment for moment, position in source.positions if position <= replayed]
            if moments:
                watched.freshness.replayed_until = max(moments)

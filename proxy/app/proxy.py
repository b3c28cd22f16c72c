"""The running proxy of one process: its instances, its sessions, its listener; reload and drain."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from proxy.app.analyst import Analyst
from proxy.app.assembly import Facets, add_parts, add_two_phase, make_instance, make_pool, pool_settings
from proxy.app.elsewhere import OtherDatabases
from proxy.app.place import Place
from proxy.app.refresh import Refresh
from proxy.app.watch import Watch
from proxy.config import ADMIN_DATABASE, PoolMode, ServerSettings, UserSettings
from proxy.errors import AdminShutdown, CannotConnectNow, ProxyError, UnknownDatabase
from proxy.net import TaskOwner
from proxy.pool.pool import Pool
from proxy.routing.route import Choice
from proxy.routing.rules import Database, Rules
from proxy.routing.shape import Transactions
from proxy.session.identity import Client, Identity
from proxy.session.instance import Freshness, Instance
from proxy.session.session import Session
from proxy.session.startup import Startup
from proxy.sql.redact import redact
from proxy.telemetry.trace import Trace
from proxy.transactions.coordinator import Fault
from proxy.transactions.journal import Journal
from proxy.transactions.recovery import Recovery


@dataclass(slots=True)
class Running:
    """One rules file at work."""

    rules: Rules
    instance: Instance
    pools: dict[str, Pool]
    watch: Watch
    facets: Facets
    refresh: Refresh
    freshness: dict[str, Freshness] = field(default_factory=dict)
    watching: asyncio.Task[None] | None = None
    recovery: Recovery | None = None
    """Where the rules say `transactions: two_phase`."""
    recovering: asyncio.Task[None] | None = None
    beside: OtherDatabases | None = None

    async def close_sides(self) -> None:
        """Ends what looks at the databases and asks them beside the sessions."""
        await self.watch.close()
        if self.beside is not None:
            await self.beside.close()


@dataclass(slots=True)
class Gone:
    """What pools and planners counted that a reload has replaced; the present ones count their own."""

    plans_made: int = 0
    connections_opened: Counter[tuple[str, str]] = field(default_factory=Counter)
    lane_turns: Counter[tuple[str, str]] = field(default_factory=Counter)
    lane_turns_moved: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, dsn_database: str, pool: Pool) -> None:
        key = (dsn_database, pool.name)
        self.connections_opened[key] += pool.opening.made
        if pool.lanes is not None:
            self.lane_turns[key] += pool.lanes.turns_taken
            self.lane_turns_moved[key] += pool.lanes.turns_moved


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Rules and settings that are known to be good and not yet in force."""

    settings: ServerSettings
    running: dict[str, Running]


class Proxy:
    """Serves rules files. `take_up` what `prepare` made, then sessions come by `open_session`; `drain` and `close` end
    it."""

    def __init__(
        self,
        path: Path,
        settings: ServerSettings,
        environment: Mapping[str, str],
        logger: FilteringBoundLogger,
        place: Place | None = None,
        fault: Fault | None = None,
        tell_others: Callable[[str, bool], None] | None = None,
    ) -> None:
        # For the life of the process
        self.path = path
        self.journal = Journal(settings.two_phase.journal or _beside(path))
        self._fault = fault
        self._tell_others = tell_others or (lambda _dsn_database, _renews: None)
        self.environment = environment
        self.logger = logger
        self.place = place or Place()
        self.clock = time.monotonic
        self.started_at = self.clock()
        self.tasks = TaskOwner("onedsn")
        self.trace = Trace()
        self._numbers = self.place.numbers()
        # Replaced by a reload
        self.settings = settings
        self.running: dict[str, Running] = {}
        self.admin: Instance | None = None
        # Changing with every client
        self.sessions: dict[int, Session] = {}
        self.is_draining = False
        self._empty = asyncio.Event()
        # Counted for the life of the process
        self.reloads = {"done": 0, "refused": 0}
        self.clients_opened = 0
        self.clients_refused: Counter[str] = Counter()
        self.connections_failed: Counter[str] = Counter()
        self.misrouted: Counter[str] = Counter()
        self.gone = Gone()
        self.analyst = Analyst(self.tasks, logger)

    # ---- rules

    def start(self) -> None:
        self.tasks.spawn(self._end_idle_transactions(), "idle-in-transaction timeout")

    async def _end_idle_transactions(self) -> None:
        while True:
            longest = self.settings.limits.idle_in_transaction_timeout
            await asyncio.sleep(min(1.0, longest / 2) if longest else 1.0)
            if longest:
                for session in list(self.sessions.values()):
                    session.end_if_idle_in_transaction(longest)

    def prepare(self, rules: Mapping[str, Rules], settings: ServerSettings) -> Upcoming:
        """Everything that could go wrong with new rules goes wrong here, while the old ones stay in force."""
        return Upcoming(settings, {name: self._make(one, settings) for name, one in rules.items()})

    async def abandon(self, upcoming: Upcoming) -> None:
        """What `prepare` made will not be taken up."""
        in_use = {id(pool) for running in self.running.values() for pool in running.pools.values()}
        for running in upcoming.running.values():
            await running.close_sides()
            for pool in running.pools.values():
                if id(pool) not in in_use:
                    await pool.close()

    def take_up(self, upcoming: Upcoming) -> None:
        """The rules hold from now on; transactions under way finish on the old ones."""
        running = upcoming.running
        old, self.running = self.running, running
        self.settings = upcoming.settings
        for session in list(self.sessions.values()):
            now = running.get(session.instance.name)
            if now is not None:
                session.adopt(now.instance)
            elif session.instance is not self.admin:
                session.fail(AdminShutdown(f'the rules of "{session.instance.name}" are gone'))
        for name, before in old.items():
            kept = set() if name not in running else {id(pool) for pool in running[name].pools.values()}
            self._wind_up(before, [pool for pool in before.pools.values() if id(pool) not in kept])
        for one in running.values():
            one.watching = self.tasks.spawn(
                one.watch.run(
                    self.settings.health_interval, self.settings.catalog_interval, one.instance.planner.forget
                ),
                f"watch {one.rules.name}",
            )
            if one.recovery is not None:
                one.recovering = self.tasks.spawn(
                    one.recovery.run(self.settings.two_phase.recovery_interval),
                    f"recover transactions of {one.rules.name}",
                )

    def _make(self, rules: Rules, settings: ServerSettings) -> Running:
        before = self.running.get(rules.name)
        freshness: dict[str, Freshness] = {} if before is None else before.freshness
        facets = Facets() if before is None else before.facets
        pools = {database.name: self._pool(before, database, settings) for database in rules.databases.values()}
        instance = make_instance(rules, settings, pools, facets, freshness, self.analyst)
        if before is not None:
            # What was counted goes on being counted.
            instance.counts, instance.refusals = before.instance.counts, before.instance.refusals
        watch = Watch(rules, pools, freshness, facets, self.clock, self.logger)
        refresh = Refresh(
            lambda: self._read_facts(running),
            self.tasks.spawn,
            asyncio.sleep,
            self.clock,
            f"read the catalogs of {rules.name}",
        )
        running = Running(rules, instance, pools, watch, facets, refresh, freshness)
        instance.misrouted = self._misrouted
        instance.on_ddl = partial(self._defined_here, running)
        if rules.transactions is Transactions.TWO_PHASE:
            running.recovery = add_two_phase(
                instance, rules, settings, self.journal, self.tasks.spawn, self.logger, self._fault
            )
        add_parts(instance, rules, settings, self.tasks.spawn)
        running.beside = OtherDatabases(rules, pools, self.tasks.spawn, settings.pool.connect_timeout)
        instance.beside = running.beside
        return running

    def _pool(self, before: Running | None, database: Database, settings: ServerSettings) -> Pool:
        """The pool there is, where nothing about the connection has changed; else a new one."""
        chosen = pool_settings(database, settings, self.place)
        if before is not None and database.name in before.pools:
            pool = before.pools[database.name]
            if before.rules.databases[database.name].url == database.url and pool.settings == chosen:
                return pool
        is_shared = self.place.workers > 1
        made = make_pool(database, chosen, self.tasks.spawn, self.clock, self._connection_failed, is_shared=is_shared)
        if before is not None and database.name in before.pools and before.pools[database.name].is_paused:
            made.pause()
        return made

    def _wind_up(self, running: Running, pools: list[Pool]) -> None:
        for task in (running.watching, running.recovering):
            if task is not None:
                task.cancel()
        self.tasks.spawn(running.close_sides(), f"end the watch of {running.rules.name}")
        self.gone.plans_made += running.instance.planner.misses
        for pool in pools:
            self.gone.count(running.rules.name, pool)
            self.tasks.spawn(pool.close(), f"close the pool of {pool.name}")

    def _misrouted(self, text: str, replica: str, primary: str) -> None:
        self.misrouted[replica] += 1
        self.logger.warning("misrouted read", statement=redact(text), replica=replica, answered_by=primary)

    def _connection_failed(self, database: str, error: ProxyError) -> None:
        self.connections_failed[database] += 1
        self.logger.warning("connection failed", database=database, error=error.message, sqlstate=error.code)

    def _defined_here(self, running: Running, renews: bool) -> None:
        self._facts_changed(running)
        self._tell_others(running.rules.name, renews)

    def defined_elsewhere(self, dsn_database: str, renews: bool) -> None:
        """DDL went through another worker; it `renews` connections where it has changed the defaults of settings."""
        running = self.running.get(dsn_database)
        if running is None:
            return
        running.instance.outdate(renews=renews)
        self._facts_changed(running)

    def _facts_changed(self, running: Running) -> None:
        """DDL went through: what the plans knew may be wrong now, and the catalogs are read again."""
        running.facets.changes += 1
        running.instance.planner.forget()
        running.refresh.wanted()
        urls = {database.url for database in running.rules.databases.values()}
        for other in self.running.values():
            # Another file's rules may be over the same database.
            shares = not urls.isdisjoint(database.url for database in other.rules.databases.values())
            if other is not running and shares:
                other.facets.changes += 1
                other.instance.planner.forget()
                self.tasks.spawn(self._read_facts(other), f"read the catalogs of {other.rules.name}")

    async def _read_facts(self, running: Running) -> None:
        await running.watch.fetch_catalogs()
        running.instance.planner.forget()

    def missing(self) -> dict[str, str]:
        """What keeps this process from being ready: sources that cannot be reached, by name and reason."""
        if self.is_draining:
            return {"onedsn": "draining"}
        return {
            f"{one.rules.name}/{name}": "unreachable"
            for one in self.running.values()
            for name, watched in one.watch.watched.items()
            if watched.known_healthy is False and not watched.database.is_replica
        }

    # ---- sessions

    def next_process_id(self) -> int:
        """The number of a new client: its process id on the wire and its id on the console."""
        return next(self._numbers)

    def open_session(self, client: Client, startup: Startup, process_id: int, secret: bytes) -> Session:
        """A session for a client that has proved who it is. Raises FatalError for what it may not open."""
        if self.is_draining:
            raise CannotConnectNow("onedsn is shutting down")
        instance = self._instance(startup)
        choice = None if startup.using is None else Choice(startup.using, startup.using_way)
        user = self.settings.users.get(startup.user, UserSettings())
        identity = Identity(
            startup.user,
            process_id,
            secret,
            startup.parameters,
            choice,
            None if user.pool_mode is None or instance is self.admin else user.pool_mode is PoolMode.SESSION,
            user.lanes,
        )
        session = Session(client, instance, identity, self.settings.limits, self.clock, self.trace)
        self.sessions[process_id] = session
        self.clients_opened += 1
        return session

    def close_session(self, process_id: int) -> None:
        """The client's connection is gone."""
        self.sessions.pop(process_id, None)
        if self.is_draining and not self.sessions:
            self._empty.set()

    def _instance(self, startup: Startup) -> Instance:
        if startup.database == ADMIN_DATABASE and self.admin is not None:
            user = self.settings.users.get(startup.user)
            if self.settings.users and (user is None or not user.admin):
                raise UnknownDatabase(
                    f'user "{startup.user}" may not open the console', hint="Set `admin: true` for it in server.yaml."
                )
            return self.admin
        running = self.running.get(startup.database)
        if running is None:
            known = ", ".join(sorted(self.running))
            raise UnknownDatabase(
                f'database "{startup.database}" does not exist',
                detail=f"A DSN database is the name of a rules file. Known: {known}.",
            )
        if startup.using is not None and startup.using not in running.rules.databases:
            known = ", ".join(running.rules.databases)
            raise UnknownDatabase(
                f'"{startup.using}" is no database of "{startup.database}"', detail=f"Known: {known}."
            )
        return running.instance

    # ---- the end

    async def drain(self, patience: float) -> None:
        """Lets transactions under way finish, at most `patience` seconds; idle clients are told at once."""
        self.is_draining = True
        for session in list(self.sessions.values()):
            session.end_when_idle(AdminShutdown("terminating connection due to administrator command"))
        if not self.sessions:
            return
        try:
            async with asyncio.timeout(patience):
                await self._empty.wait()
        except TimeoutError:
            self.logger.warning("clients are still in transactions", clients=len(self.sessions))

    async def close(self) -> None:
        """Ends everything at once."""
        self.is_draining = True
        for session in list(self.sessions.values()):
            session.fail(AdminShutdown("terminating connection due to administrator command"))
        self.sessions.clear()
        for running in self.running.values():
            if running.watching is not None:
                running.watching.cancel()
            await running.close_sides()
            for pool in running.pools.values():
                await pool.close()
        await self.analyst.close()
        await self.tasks.close()
        await self.journal.close()


def _beside(path: Path) -> Path:
    """The journal, where server.yaml names none."""
    return (path if path.is_dir() else path.parent) / ".onedsn-journal.db"

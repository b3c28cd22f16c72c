"""The running proxy of one process: its instances, its sessions, its listener; reload and drain."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from structlog.typing import FilteringBoundLogger

from proxy.admin.console import ADMIN_DATABASE
from proxy.app.assembly import Facets, make_instance, make_pool
from proxy.app.watch import Watch
from proxy.config import PoolMode, ServerSettings, UserSettings
from proxy.errors import AdminShutdown, CannotConnectNow, ProxyError, TooManyConnections, UnknownDatabase
from proxy.net import TaskOwner
from proxy.pool.pool import Pool
from proxy.routing.load import load_directory
from proxy.routing.route import Choice
from proxy.routing.rules import Database, Rules
from proxy.session.identity import Client, Identity
from proxy.session.instance import Freshness, Instance
from proxy.session.session import Session
from proxy.session.startup import Startup
from proxy.telemetry.trace import Trace

_FIRST_NUMBER: Final = 1 << 23
"""Above every process id of Linux and macOS: a client may be known by that of a server connection instead."""


@dataclass(slots=True)
class Running:
    """One rules file at work."""

    rules: Rules
    instance: Instance
    pools: dict[str, Pool]
    watch: Watch
    facets: Facets
    freshness: dict[str, Freshness] = field(default_factory=dict)
    watching: asyncio.Task[None] | None = None


class Proxy:
    """Serves every rules file of `path`. `start`, then sessions come by `open_session`; `drain` and `close` end it."""

    def __init__(
        self, path: Path, settings: ServerSettings, environment: Mapping[str, str], logger: FilteringBoundLogger
    ) -> None:
        # For the life of the process
        self.path = path
        self.settings = settings
        self.environment = environment
        self.logger = logger
        self.clock = time.monotonic
        self.started_at = self.clock()
        self.tasks = TaskOwner("onedsn")
        self.trace = Trace()
        self._numbers = itertools.count(_FIRST_NUMBER)
        # Replaced by a reload
        self.running: dict[str, Running] = {}
        self.admin: Instance | None = None
        # Changing with every client
        self.sessions: dict[int, Session] = {}
        self.is_draining = False
        self._empty = asyncio.Event()
        self.reloads = {"done": 0, "refused": 0}
        self.clients_opened = 0

    # ---- rules

    def start(self) -> None:
        """Reads the rules and begins to watch their databases. Raises ConfigurationProblem."""
        self._take_up(load_directory(self.path, self.environment))
        longest = self.settings.limits.idle_in_transaction_timeout
        if longest > 0:
            self.tasks.spawn(self._end_idle_transactions(longest), "idle-in-transaction timeout")

    async def _end_idle_transactions(self, longest: float) -> None:
        while True:
            await asyncio.sleep(min(1.0, longest / 2))
            for session in list(self.sessions.values()):
                session.end_if_idle_in_transaction(longest)

    def reload(self) -> str:
        """Reads the rules anew; all of them or, with a ConfigurationProblem raised, none take effect."""
        try:
            rules = load_directory(self.path, self.environment)
        except ProxyError as error:
            self.reloads["refused"] += 1
            self.logger.error("reload refused", error=error.message)
            raise
        self._take_up(rules)
        self.reloads["done"] += 1
        names = ", ".join(sorted(rules))
        self.logger.info("reloaded", rules=names)
        return f"reloaded {names}"

    def _take_up(self, rules: Mapping[str, Rules]) -> None:
        running = {name: self._run(name, one) for name, one in rules.items()}
        old, self.running = self.running, running
        for session in list(self.sessions.values()):
            now = running.get(session.instance.name)
            if now is not None:
                session.adopt(now.instance)
            elif session.instance is not self.admin:
                session.fail(AdminShutdown(f'the rules of "{session.instance.name}" are gone'))
        for name, before in old.items():
            kept = set() if name not in running else {id(pool) for pool in running[name].pools.values()}
            self._wind_up(before, [pool for pool in before.pools.values() if id(pool) not in kept])

    def _run(self, name: str, rules: Rules) -> Running:
        before = self.running.get(name)
        freshness: dict[str, Freshness] = {} if before is None else before.freshness
        facets = Facets() if before is None else before.facets
        pools = {database.name: self._pool(before, database) for database in rules.databases.values()}
        instance = make_instance(rules, self.settings, pools, facets, freshness)
        watch = Watch(rules, pools, freshness, facets, self.clock, self.logger)
        running = Running(rules, instance, pools, watch, facets, freshness)
        instance.on_ddl = lambda: self._facts_changed(running)
        running.watching = self.tasks.spawn(
            watch.run(self.settings.health_interval, self.settings.catalog_interval, instance.planner.forget),
            f"watch {name}",
        )
        return running

    def _pool(self, before: Running | None, database: Database) -> Pool:
        """The pool there is, where nothing about the connection has changed; else a new one."""
        if before is not None and before.rules.databases.get(database.name) is not None:
            known = before.rules.databases[database.name]
            if (known.url, known.pool_size, known.pool_mode) == (database.url, database.pool_size, database.pool_mode):
                return before.pools[database.name]
        return make_pool(database, self.settings, self.tasks.spawn, self.clock, self._connection_failed)

    def _wind_up(self, running: Running, pools: list[Pool]) -> None:
        if running.watching is not None:
            running.watching.cancel()
        self.tasks.spawn(running.watch.close(), f"end the watch of {running.rules.name}")
        for pool in pools:
            self.tasks.spawn(pool.close(), f"close the pool of {pool.name}")

    def _connection_failed(self, database: str, error: ProxyError) -> None:
        self.logger.warning("connection failed", database=database, error=error.message, sqlstate=error.code)

    def _facts_changed(self, running: Running) -> None:
        """DDL went through: what the plans knew may be wrong now, and the catalogs are read again."""
        running.instance.planner.forget()

        async def fetch() -> None:
            await running.watch.fetch_catalogs()
            running.instance.planner.forget()

        self.tasks.spawn(fetch(), f"read the catalogs of {running.rules.name}")

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
        if len(self.sessions) >= self.settings.limits.clients:
            raise TooManyConnections(
                f"sorry, too many clients already: {len(self.sessions)}", hint="Raise limits.clients in server.yaml."
            )
        instance = self._instance(startup)
        choice = None if startup.using is None else Choice(startup.using, startup.using_way)
        user = self.settings.users.get(startup.user, UserSettings())
        identity = Identity(
            startup.user,
            process_id,
            secret,
            startup.parameters,
            choice,
            user.pool_mode is PoolMode.SESSION or instance is self.admin,
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
            await running.watch.close()
            for pool in running.pools.values():
                await pool.close()
        await self.tasks.close()

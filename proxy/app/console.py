"""The running proxy as its operators see it: the facts and actions behind the console and the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import proxy
from proxy.admin.rows import (
    ClientRow,
    ConfigRow,
    DatabaseRow,
    PoolRow,
    RouterRow,
    ServerRow,
    StatementRow,
    StatRow,
)
from proxy.app.proxy import Proxy, Running
from proxy.config import ServerSettings
from proxy.errors import AdminShutdown, InvalidParameterValue
from proxy.pool.pool import Pool
from proxy.routing.explain import route_record
from proxy.routing.route import Context
from proxy.routing.router import DeclaredRouter
from proxy.session.session import Session
from proxy.telemetry.log import without_passwords
from proxy.telemetry.metrics import Metrics


class ProxyConsole:
    """A `Console` over a `Proxy`. `stop` ends the process once it is drained."""

    def __init__(self, running: Proxy, metrics: Metrics, stop: Callable[[], None]) -> None:
        self._proxy = running
        self._metrics = metrics
        self._stop = stop

    # ---- facts

    def clients(self) -> list[ClientRow]:
        return [self._client(number, session) for number, session in sorted(self._proxy.sessions.items())]

    def _client(self, number: int, session: Session) -> ClientRow:
        state = "waiting" if session.waiting is not None else "active" if session.outstanding else "idle"
        transaction = "failed" if session.transaction.is_failed else "open" if session.transaction.is_open else "idle"
        return ClientRow(
            id=number,
            user=session.identity.user,
            dsn_database=session.instance.name,
            application=session.context.application,
            address=str(getattr(session.client, "address", "")),
            state=state,
            database=None if session.lease is None else session.lease.database,
            transaction=transaction,
            pins=", ".join(sorted(session.pins)),
            statements=session.query_count,
            connected_seconds=round(self._proxy.clock() - session.connected_at, 3),
        )

    def servers(self) -> list[ServerRow]:
        rows: list[ServerRow] = []
        for running, pool in self._pools():
            for state, links in (("idle", pool.idle), ("in use", list(pool.active))):
                for link in links:
                    identity = getattr(link.holder, "identity", None)
                    rows.append(
                        ServerRow(
                            running.rules.name,
                            pool.name,
                            link.connection.process_id,
                            state,
                            None if identity is None else identity.process_id,
                            round(self._proxy.clock() - link.opened, 3),
                        )
                    )
        return rows

    def pools(self) -> list[PoolRow]:
        return [
            PoolRow(
                running.rules.name,
                pool.name,
                pool.settings.mode.value,
                pool.settings.size,
                pool.counts.active,
                pool.counts.idle,
                pool.counts.waiting,
            )
            for running, pool in self._pools()
        ]

    def databases(self) -> list[DatabaseRow]:
        rows: list[DatabaseRow] = []
        for running, pool in self._pools():
            database = running.rules.databases[pool.name]
            watched = running.watch.watched[pool.name]
            rows.append(
                DatabaseRow(
                    running.rules.name,
                    pool.name,
                    database.kind,
                    without_passwords(database.url),
                    database.source,
                    watched.known_healthy,
                    watched.lag,
                    pool.is_paused,
                )
            )
        return rows

    def routers(self) -> list[RouterRow]:
        rows: list[RouterRow] = []
        for running in self._proxy.running.values():
            for position, router in enumerate(running.rules.routers, 1):
                declared = router if isinstance(router, DeclaredRouter) else None
                rows.append(
                    RouterRow(
                        running.rules.name,
                        position,
                        router.name,
                        "python" if declared is None else _words(declared.tables),
                        None if declared is None else _words(declared.reads),
                        None if declared is None else _words(declared.writes),
                        None if declared is None else _words(declared.relates),
                        None if declared is None else _words(declared.migrates),
                    )
                )
        return rows

    def statements(self) -> list[StatementRow]:
        rows: list[StatementRow] = []
        for running in self._proxy.running.values():
            for plan in running.instance.planner.newest(500):
                route = plan.route
                rows.append(
                    StatementRow(
                        running.rules.name,
                        plan.text[:200],
                        route.mode.value,
                        ", ".join(route.databases) or None,
                        route.router,
                        plan.calls,
                    )
                )
        return rows

    def stats(self) -> list[StatRow]:
        return [
            StatRow(sample.name, ",".join(f"{key}={value}" for key, value in sample.labels.items()), sample.value)
            for metric in self._metrics.collect()
            for sample in metric.samples
        ]

    def config(self) -> list[ConfigRow]:
        defaults = dict(_flat(ServerSettings().model_dump()))
        return [
            ConfigRow(name, _hidden(name, value), str(defaults.get(name, "")))
            for name, value in _flat(self._proxy.settings.model_dump())
        ]

    def version(self) -> str:
        return proxy.__version__

    def explain(self, dsn_database: str, sql: str) -> dict[str, object]:
        running = self._proxy.running.get(dsn_database)
        if running is None:
            raise InvalidParameterValue(f'there is no DSN database "{dsn_database}"')
        return dict(route_record(running.instance.route(sql, Context(user=""))))

    # ---- actions

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
        return self._proxy.reload()

    async def kill(self, client: int) -> None:
        session = self._proxy.sessions.get(client)
        if session is None:
            raise InvalidParameterValue(f"there is no client {client}", hint="SHOW CLIENTS lists them.")
        session.fail(AdminShutdown("terminating connection due to administrator command"))

    async def drain(self) -> None:
        self._stop()

    def _pools(self) -> Iterator[tuple[Running, Pool]]:
        for running in self._proxy.running.values():
            for pool in running.pools.values():
                yield running, pool

    def _named(self, database: str | None) -> list[Pool]:
        pools = [pool for _, pool in self._pools() if database is None or pool.name == database]
        if not pools:
            raise InvalidParameterValue(f'there is no database "{database}"', hint="SHOW DATABASES lists them.")
        return pools


def _words(value: Any) -> str | None:
    """A router's key as one cell. Any: each key has a shape of its own."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "allow" if value else "refuse"
    if isinstance(value, str):
        return value
    words = getattr(value, "words", value)
    return ", ".join(str(word) for word in words)


def _flat(values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _hidden(name: str, value: Any) -> str:
    return "" if value is None else "(hidden)" if name.endswith(".password") else str(value)

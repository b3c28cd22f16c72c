"""What one process knows: the facts behind the console and the page, row by row."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import proxy
from proxy.admin.rows import (
    ClientRow,
    ConfigRow,
    DatabaseRow,
    LaneRow,
    MemoryRow,
    PoolRow,
    PreparedRow,
    RouteRow,
    RouterRow,
    Row,
    ServerRow,
    StatementRow,
    StatRow,
    VersionRow,
    WorkerRow,
)
from proxy.app.proxy import Proxy, Running
from proxy.compiled import is_compiled
from proxy.config import ServerSettings
from proxy.pool.pool import Pool
from proxy.routing.route import Mode, Route
from proxy.routing.router import DeclaredRouter
from proxy.session.session import Session
from proxy.sql.redact import redact
from proxy.telemetry.log import without_passwords
from proxy.telemetry.metrics import Metrics
from proxy.transactions.protocol import Note

_SHOWN = 200
"""Characters of a statement."""
_NEWEST = 500
"""So many statement shapes are shown of one rules file."""


class ProcessFacts:
    """The rows of one process, by their kind."""

    def __init__(self, running: Proxy, metrics: Metrics) -> None:
        self._proxy = running
        self._metrics = metrics
        self._by_kind: Mapping[object, Callable[[], Sequence[Row]]] = {
            ClientRow: self.clients,
            ServerRow: self.servers,
            PoolRow: self.pools,
            DatabaseRow: self.databases,
            RouterRow: self.routers,
            RouteRow: self.routes,
            StatementRow: self.statements,
            LaneRow: self.lanes,
            PreparedRow: self.prepared,
            StatRow: self.stats,
            MemoryRow: self.memory,
            WorkerRow: self.workers,
            ConfigRow: self.config,
            VersionRow: self.version,
        }

    def rows(self, kind: object) -> Sequence[Row]:
        """`kind` is one of `admin.rows.ROWS`."""
        return self._by_kind[kind]()

    def clients(self) -> list[ClientRow]:
        return [self._client(number, session) for number, session in sorted(self._proxy.sessions.items())]

    def _client(self, number: int, session: Session) -> ClientRow:
        state = "waiting" if session.waiting is not None else "active" if session.outstanding else "idle"
        transaction = "failed" if session.transaction.is_failed else "open" if session.transaction.is_open else "idle"
        return ClientRow(
            worker=self._proxy.place.worker + 1,
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

    def prepared(self) -> list[PreparedRow]:
        now = time.time()
        rows = [
            PreparedRow(one.dsn_database, name, ", ".join(one.databases), one.phase.value, round(now - one.began, 3))
            for name, one in self._proxy.journal.under_way.items()
        ]
        for running in self._proxy.running.values():
            for found in running.recovery.seen if running.recovery is not None else ():
                age = round(now - found.at, 3)
                rows.append(PreparedRow(running.rules.name, found.transaction, found.database, found.state, age))
            for entry in running.recovery.waiting if running.recovery is not None else ():
                databases = ", ".join(name.partition("/")[2] for name in entry.participants)
                state = f"decided by {entry.last}" if entry.note is Note.LAST else f"decided: {entry.note.value}"
                rows.append(PreparedRow(running.rules.name, entry.name, databases, state, round(now - entry.at, 3)))
        return rows

    def servers(self) -> list[ServerRow]:
        rows: list[ServerRow] = []
        for running, pool in self._pools():
            for state, links in (("idle", pool.idle), ("in use", list(pool.active))):
                for link in links:
                    identity = getattr(link.holder, "identity", None)
                    rows.append(
                        ServerRow(
                            self._proxy.place.worker + 1,
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
                self._proxy.place.worker + 1,
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
            catalog = running.facets.catalogs.get(pool.name)
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
                    None if catalog is None else len(catalog.tables),
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

    def routes(self) -> list[RouteRow]:
        counts: dict[tuple[str, str, str, str | None, str | None, str], tuple[int, int]] = {}
        for running in self._proxy.running.values():
            for plan in running.instance.planner.newest(_NEWEST):
                for table in plan.route.tables:
                    where = None if plan.route.refused is not None else ", ".join(plan.route.databases)
                    reason = plan.route.refusal or table.reason
                    key = (running.rules.name, table.table, table.mode.value, where, table.router, reason)
                    shapes, calls = counts.get(key, (0, 0))
                    counts[key] = (shapes + 1, calls + plan.calls)
        return [RouteRow(*key, *counted) for key, counted in counts.items()]

    def statements(self) -> list[StatementRow]:
        counts: dict[tuple[str, str, str, str | None, str | None], int] = {}
        for running in self._proxy.running.values():
            for plan in running.instance.planner.newest(_NEWEST):
                route = plan.route
                key = (running.rules.name, shown(plan.text), route.mode.value, _where(route), route.router)
                counts[key] = counts.get(key, 0) + plan.calls
        return [StatementRow(*key, calls) for key, calls in counts.items()]

    def lanes(self) -> list[LaneRow]:
        return [
            LaneRow(
                self._proxy.place.worker + 1,
                running.rules.name,
                pool.name,
                pool.lanes.count,
                pool.lanes.turns_taken,
                pool.lanes.turns_moved,
            )
            for running, pool in self._pools()
            if pool.lanes is not None
        ]

    def stats(self) -> list[StatRow]:
        return stat_rows(self._metrics)

    def memory(self) -> list[MemoryRow]:
        worker = self._proxy.place.worker + 1
        running = tuple(self._proxy.running.values())
        counts = {
            "clients": len(self._proxy.sessions),
            "server connections": sum(pool.counts.active + pool.counts.idle for _, pool in self._pools()),
            "plans": sum(one.instance.planner.size for one in running),
            "names of prepared statements": sum(one.instance.preparations.size for one in running),
            "tables in catalogs": sum(
                len(catalog.tables) for one in running for catalog in one.facets.catalogs.values()
            ),
        }
        weights = {
            "plans": sum(one.instance.planner.weight for one in running),
            "names of prepared statements": sum(one.instance.preparations.weight for one in running),
        }
        rows = [MemoryRow(worker, what, count, weights.get(what)) for what, count in counts.items()]
        return [*rows, MemoryRow(worker, "process", None, resident_bytes())]

    def workers(self) -> list[WorkerRow]:
        place = self._proxy.place
        return [
            WorkerRow(
                place.worker + 1,
                os.getpid(),
                "draining" if self._proxy.is_draining else "serving",
                len(self._proxy.sessions),
                round(self._proxy.clock() - self._proxy.started_at, 1),
                round(cpu_seconds(), 2),
                resident_bytes(),
                place.generation + 1,
            )
        ]

    def config(self) -> list[ConfigRow]:
        defaults = dict(_flat(ServerSettings().model_dump()))
        return [
            ConfigRow(name, _hidden(name, value), _hidden(name, defaults.get(name)))
            for name, value in _flat(self._proxy.settings.model_dump())
        ]

    def version(self) -> list[VersionRow]:
        core = "compiled" if is_compiled() else "interpreted"
        system = f"{platform.system()} {platform.machine()}"
        return [VersionRow(proxy.__version__, core, platform.python_version(), system, self._proxy.place.workers)]

    def _pools(self) -> Iterator[tuple[Running, Pool]]:
        for running in self._proxy.running.values():
            for pool in running.pools.values():
                yield running, pool


def shown(text: str) -> str:
    """A statement for an operator's eyes: no literals, one line, not too long."""
    folded = " ".join(redact(text[: 4 * _SHOWN]).split())
    return folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + "…"


def stat_rows(metrics: Metrics) -> list[StatRow]:
    return [
        StatRow(sample.name, ",".join(f"{key}={value}" for key, value in sample.labels.items()), sample.value)
        for metric in metrics.collect()
        for sample in metric.samples
    ]


def cpu_seconds() -> float:
    """Processor time of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def resident_bytes() -> int:
    """Memory of this process: now, or where the system does not tell, at most so far."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


def _where(route: Route) -> str | None:
    if route.refused is not None:
        return None
    return ", ".join(route.databases) or ("any" if route.mode is Mode.NONE else None)


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
    """Any: a setting may be anything."""
    if value is None:
        return ""
    return "(hidden)" if name.endswith((".password", ".token")) else without_passwords(str(value))

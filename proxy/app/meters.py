"""Where the numbers of the metrics come from: read from the running proxy when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.app.proxy import Proxy
from proxy.telemetry import metrics as definitions
from proxy.telemetry.metrics import Labels, Metrics


def supply(metrics: Metrics, running: Proxy) -> None:
    """Connects every gauge, and every counter that the proxy itself keeps, to its source."""

    def clients() -> Mapping[Labels, float]:
        active = sum(1 for session in running.sessions.values() if session.outstanding)
        return {("active",): active, ("idle",): len(running.sessions) - active}

    def servers() -> Mapping[Labels, float]:
        counts: dict[Labels, float] = {}
        for one in running.running.values():
            for name, pool in one.pools.items():
                counts[(name, "active")] = counts.get((name, "active"), 0) + pool.counts.active
                counts[(name, "idle")] = counts.get((name, "idle"), 0) + pool.counts.idle
        return counts

    def waiting() -> Mapping[Labels, float]:
        return {(name,): pool.counts.waiting for one in running.running.values() for name, pool in one.pools.items()}

    def healthy() -> Mapping[Labels, float]:
        return {
            (name,): float(bool(watched.known_healthy))
            for one in running.running.values()
            for name, watched in one.watch.watched.items()
            if watched.known_healthy is not None
        }

    def lag() -> Mapping[Labels, float]:
        return {
            (name,): watched.lag
            for one in running.running.values()
            for name, watched in one.watch.watched.items()
            if watched.lag is not None
        }

    def plans() -> Mapping[Labels, float]:
        return {(): sum(one.instance.planner.size for one in running.running.values())}

    def statements() -> Mapping[Labels, float]:
        counts: dict[Labels, float] = {}
        for one in running.running.values():
            for labels, count in one.instance.counts.items():
                counts[labels] = counts.get(labels, 0) + count.value
        return counts

    def refusals() -> Mapping[Labels, float]:
        counts: dict[Labels, float] = {}
        for one in running.running.values():
            for kind, count in one.instance.refusals.items():
                counts[(kind,)] = counts.get((kind,), 0) + count
        return counts

    metrics.supply(definitions.CLIENTS, clients)
    metrics.supply(definitions.SERVERS, servers)
    metrics.supply(definitions.WAITING, waiting)
    metrics.supply(definitions.HEALTHY, healthy)
    metrics.supply(definitions.LAG_SECONDS, lag)
    metrics.supply(definitions.PLANS_CACHED, plans)
    metrics.supply(definitions.STATEMENTS, statements)
    metrics.supply(definitions.REFUSALS, refusals)
    metrics.supply(definitions.CLIENTS_OPENED, lambda: {(): running.clients_opened})
    metrics.supply(definitions.RELOADS, lambda: {(result,): count for result, count in running.reloads.items()})
    metrics.supply(
        definitions.PLANS_MADE, lambda: {(): sum(one.instance.planner.misses for one in running.running.values())}
    )

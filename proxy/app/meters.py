"""Where the numbers of the metrics come from: read from the running proxy when somebody asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import proxy
from proxy.app.facts import cpu_seconds, resident_bytes
from proxy.app.proxy import Proxy, Running
from proxy.app.watch import Watched
from proxy.compiled import is_compiled
from proxy.pool.pool import Pool
from proxy.session.session import Session
from proxy.telemetry import metrics as definitions
from proxy.telemetry.metrics import Definition, Labels, Metrics, Supplier
from proxy.telemetry.subscribers import Subscribers


def supply(metrics: Metrics, running: Proxy, subscribers: Subscribers) -> None:
    """Connects every metric that the proxy itself keeps to its source."""
    for definition, supplier in (*_of_the_process(running), *_of_rules(running), *_of_pools(running)):
        metrics.supply(definition, supplier)
    metrics.supply(definitions.MISROUTED, lambda: {(name,): count for name, count in running.misrouted.items()})
    metrics.supply(definitions.EVENTS_DROPPED, lambda: {(name,): count for name, count in subscribers.dropped.items()})


Sources = Iterator[tuple[Definition, Supplier]]


def state_of(session: Session) -> str:
    if session.waiting is not None:
        return "waiting"
    if session.outstanding:
        return "active"
    return "idle in transaction" if session.transaction.is_open or session.transaction.is_failed else "idle"


def _of_the_process(running: Proxy) -> Sources:
    worker = str(running.place.worker + 1)
    core = "compiled" if is_compiled() else "interpreted"

    def clients() -> Mapping[Labels, float]:
        counts = Counter(map(state_of, running.sessions.values()))
        return {(state,): counts[state] for state in ("active", "waiting", "idle in transaction", "idle")}

    yield definitions.INFO, lambda: {(proxy.__version__, core): 1}
    yield definitions.WORKERS, lambda: {(): 0 if running.is_draining else 1}
    yield definitions.WORKERS_STARTED, lambda: {(): running.place.generation + 1}
    yield definitions.PROCESS_CPU, lambda: {(worker,): cpu_seconds()}
    yield definitions.PROCESS_MEMORY, lambda: {(worker,): resident_bytes()}
    yield definitions.CLIENTS, clients
    yield definitions.CLIENTS_OPENED, lambda: {(): running.clients_opened}
    yield definitions.CLIENTS_REFUSED, lambda: {(code,): count for code, count in running.clients_refused.items()}
    yield definitions.RELOADS, lambda: {(result,): count for result, count in running.reloads.items()}
    yield (
        definitions.CONNECTIONS_FAILED,
        lambda: {(database,): count for database, count in running.connections_failed.items()},
    )


def _of_rules(running: Proxy) -> Sources:
    def rules() -> Iterator[Running]:
        return iter(running.running.values())

    def statements() -> Mapping[Labels, float]:
        return {(one.rules.name, *key): count.value for one in rules() for key, count in one.instance.counts.items()}

    def refusals() -> Mapping[Labels, float]:
        return {(one.rules.name, kind): count for one in rules() for kind, count in one.instance.refusals.items()}

    def watched(value: Callable[[Watched], float | None]) -> Supplier:
        def supplier() -> Mapping[Labels, float]:
            found = {(one.rules.name, name): value(seen) for one in rules() for name, seen in one.watch.watched.items()}
            return {labels: number for labels, number in found.items() if number is not None}

        return supplier

    yield definitions.STATEMENTS, statements
    yield definitions.REFUSALS, refusals
    yield definitions.HEALTHY, watched(lambda seen: None if seen.known_healthy is None else float(seen.known_healthy))
    yield definitions.LAG_SECONDS, watched(lambda seen: seen.lag)
    yield definitions.PLANS_CACHED, lambda: {(): sum(one.instance.planner.size for one in rules())}
    yield definitions.PLANS_BYTES, lambda: {(): sum(one.instance.planner.weight for one in rules())}
    yield (
        definitions.PLANS_MADE,
        lambda: {(): running.gone.plans_made + sum(one.instance.planner.misses for one in rules())},
    )


def _of_pools(running: Proxy) -> Sources:
    def pools() -> Iterator[tuple[tuple[str, str], Pool]]:
        for one in running.running.values():
            for name, pool in one.pools.items():
                yield (one.rules.name, name), pool

    def each(value: Callable[[Pool], float]) -> Supplier:
        return lambda: {key: value(pool) for key, pool in pools()}

    def since(gone: Counter[tuple[str, str]], value: Callable[[Pool], float]) -> Supplier:
        return lambda: {key: gone[key] + value(pool) for key, pool in pools()}

    def servers() -> Mapping[Labels, float]:
        counts: dict[Labels, float] = {}
        for key, pool in pools():
            counts[(*key, "active")] = pool.counts.active
            counts[(*key, "idle")] = pool.counts.idle
        return counts

    def longest_wait(pool: Pool) -> float:
        return pool.settings.wait_timeout - (pool.waiters[0][0] - running.clock()) if pool.waiters else 0.0

    gone = running.gone
    yield definitions.SERVERS, servers
    yield definitions.POOL_SIZE, each(lambda pool: pool.settings.size)
    yield definitions.WAITING, each(lambda pool: pool.counts.waiting)
    yield definitions.WAITING_SECONDS, each(longest_wait)
    yield definitions.PAUSED, each(lambda pool: float(pool.is_paused))
    yield definitions.LANES, each(lambda pool: 0 if pool.lanes is None else pool.lanes.count)
    yield definitions.CONNECTIONS_OPENED, since(gone.connections_opened, lambda pool: pool.opening.made)
    yield (
        definitions.LANE_TURNS,
        since(gone.lane_turns, lambda pool: 0 if pool.lanes is None else pool.lanes.turns_taken),
    )
    yield (
        definitions.LANE_TURNS_MOVED,
        since(gone.lane_turns_moved, lambda pool: 0 if pool.lanes is None else pool.lanes.turns_moved),
    )

"""What is counted, and how Prometheus reads it: plain integers on the warm path, collected when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Combine(StrEnum):
    """What several workers' values are together."""

    SUM = "sum"
    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Definition:
    """One metric: its name without `_total`, what it says, and its labels."""

    name: str
    help: str
    labels: tuple[str, ...] = ()
    combine: Combine = Combine.SUM


_DATABASE = ("dsn_database", "database")

STATEMENTS = Definition("onedsn_statements", "Statements sent to a database, by mode.", (*_DATABASE, "mode"))
REFUSALS = Definition(
    "onedsn_refusals", "Statements refused before any database saw them, by kind.", ("dsn_database", "kind")
)
CLIENTS_OPENED = Definition("onedsn_clients_opened", "Client connections accepted.")
CLIENTS_REFUSED = Definition("onedsn_clients_refused", "Client connections refused, by SQLSTATE.", ("sqlstate",))
CONNECTIONS_OPENED = Definition("onedsn_server_connections_opened", "Server connections made.", _DATABASE)
CONNECTIONS_FAILED = Definition(
    "onedsn_server_connections_failed", "Server connections that could not be made.", ("database",)
)
LANE_TURNS = Definition("onedsn_lane_statements", "Statements answered on a lane.", _DATABASE)
LANE_TURNS_MOVED = Definition(
    "onedsn_lane_statements_moved", "Statements taken off a lane because one before them was slow.", _DATABASE
)
RELOADS = Definition("onedsn_reloads", "Reloads of the rules, by result: done or refused.", ("result",), Combine.MOST)
PLANS_MADE = Definition("onedsn_plans_made", "Statement texts that had to be analysed; the rest were known.")
MISROUTED = Definition(
    "onedsn_misrouted_reads", "Reads that a replica refused (25006) and the primary answered.", ("database",)
)
EVENTS_DROPPED = Definition("onedsn_events_dropped", "Events that a subscriber did not take.", ("subscriber",))
PROCESS_CPU = Definition("onedsn_process_cpu_seconds", "Processor time used by each worker.", ("worker",))
WORKERS_STARTED = Definition("onedsn_workers_started", "Worker processes started, replacements too.")

COUNTERS: tuple[Definition, ...] = (
    STATEMENTS,
    REFUSALS,
    CLIENTS_OPENED,
    CLIENTS_REFUSED,
    CONNECTIONS_OPENED,
    CONNECTIONS_FAILED,
    LANE_TURNS,
    LANE_TURNS_MOVED,
    RELOADS,
    PLANS_MADE,
    EVENTS_DROPPED,
    MISROUTED,
    PROCESS_CPU,
    WORKERS_STARTED,
)

INFO = Definition("onedsn_info", "Always 1: version, and how its core runs.", ("version", "core"), Combine.MOST)
WORKERS = Definition("onedsn_workers", "Worker processes serving now.")
CLIENTS = Definition(
    "onedsn_clients", "Clients now, by state: active, waiting, idle in transaction or idle.", ("state",)
)
SERVERS = Definition("onedsn_server_connections", "Server connections now, by state.", (*_DATABASE, "state"))
POOL_SIZE = Definition("onedsn_pool_size", "Server connections there may be.", _DATABASE)
WAITING = Definition("onedsn_waiting_statements", "Statements waiting for a server connection.", _DATABASE)
WAITING_SECONDS = Definition(
    "onedsn_longest_wait_seconds", "How long the first of them has waited.", _DATABASE, Combine.MOST
)
HEALTHY = Definition(
    "onedsn_database_healthy", "1 where the last health check passed, else 0.", _DATABASE, Combine.LEAST
)
PAUSED = Definition("onedsn_database_paused", "1 after PAUSE, until RESUME.", _DATABASE, Combine.MOST)
LAG_SECONDS = Definition(
    "onedsn_replica_lag_seconds", "How far a replica is behind its source.", _DATABASE, Combine.MOST
)
LANES = Definition("onedsn_lanes", "Server connections that several sessions share now.", _DATABASE)
PLANS_CACHED = Definition("onedsn_plans_cached", "Plans in memory.")
PLANS_BYTES = Definition("onedsn_plans_bytes", "What they take, about; never more than 128 MB for one rules file.")
PROCESS_MEMORY = Definition("onedsn_process_resident_bytes", "Memory of each worker.", ("worker",))

GAUGES: tuple[Definition, ...] = (
    INFO,
    WORKERS,
    CLIENTS,
    SERVERS,
    POOL_SIZE,
    WAITING,
    WAITING_SECONDS,
    HEALTHY,
    PAUSED,
    LAG_SECONDS,
    LANES,
    PLANS_CACHED,
    PLANS_BYTES,
    PROCESS_MEMORY,
)

Labels = tuple[str, ...]
Supplier = Callable[[], Mapping[Labels, float]]


Snapshot = Mapping[str, Sequence[tuple[Sequence[str], float]]]
"""Every metric's values by its name, as JSON keeps it."""


def combined(definition: Definition, snapshots: Iterable[Snapshot]) -> dict[Labels, float]:
    """One metric of several processes."""
    found: dict[Labels, float] = {}
    for snapshot in snapshots:
        for labels, value in snapshot.get(definition.name, ()):
            key = tuple(labels)
            known = found.get(key)
            if known is None:
                found[key] = value
            elif definition.combine is Combine.SUM:
                found[key] = known + value
            else:
                found[key] = max(known, value) if definition.combine is Combine.MOST else min(known, value)
    return found


class Count:
    """One number that only grows. Whoever counts keeps the object and writes `count.value += 1`."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value: float = 0


class Metrics(Collector):
    """All counters and gauges of one process, in a registry of its own.

    `count()` finds or makes a counter: do it once, when a plan or a pool is made. Gauges are read from their supplier
    when metrics are collected, so keeping them costs nothing.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self._counts: dict[str, dict[Labels, Count]] = {definition.name: {} for definition in COUNTERS}
        self._suppliers: dict[str, Supplier] = {}
        self.registry.register(self)

    def count(self, definition: Definition, *labels: str) -> Count:
        """The counter of these labels. Raises ValueError where their number is not the definition's."""
        if len(labels) != len(definition.labels):
            raise ValueError(f"{definition.name} has the labels {definition.labels}, not {labels}")
        counts = self._counts[definition.name]
        found = counts.get(labels)
        if found is None:
            found = counts[labels] = Count()
        return found

    def increment(self, definition: Definition, *labels: str, by: float = 1) -> None:
        """For cold paths."""
        self.count(definition, *labels).value += by

    def supply(self, definition: Definition, supplier: Supplier) -> None:
        """`supplier` answers with the present values by labels; it replaces an earlier one, and `count()`."""
        self._suppliers[definition.name] = supplier

    def values(self, definition: Definition) -> dict[Labels, float]:
        """A copy of a counter's or gauge's present values."""
        supplier = self._suppliers.get(definition.name)
        if supplier is not None:
            return dict(supplier())
        return {labels: count.value for labels, count in self._counts.get(definition.name, {}).items()}

    def snapshot(self) -> Snapshot:
        """All values, to be combined with those of other processes."""
        return {definition.name: list(self.values(definition).items()) for definition in (*COUNTERS, *GAUGES)}

    def collect(self) -> Iterator[Metric]:
        for definition in COUNTERS:
            counter = CounterMetricFamily(definition.name, definition.help, labels=definition.labels)
            values = self.values(definition)
            if not definition.labels:
                values.setdefault((), 0)
            for labels, value in values.items():
                counter.add_metric(labels, value)
            yield counter
        for definition in GAUGES:
            gauge = GaugeMetricFamily(definition.name, definition.help, labels=definition.labels)
            for labels, value in self.values(definition).items():
                gauge.add_metric(labels, value)
            yield gauge

    def text(self) -> bytes:
        """Everything, as Prometheus reads it (`CONTENT_TYPE`)."""
        return generate_latest(self.registry)

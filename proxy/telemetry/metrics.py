"""What is counted, and how Prometheus reads it: plain integers on the warm path, collected when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Definition:
    """One metric: its name without `_total`, what it says, and its labels."""

    name: str
    help: str
    labels: tuple[str, ...] = ()


STATEMENTS = Definition("onedsn_statements", "Statements sent to a database, by mode.", ("database", "mode"))
REFUSALS = Definition("onedsn_refusals", "Statements refused before any database saw them, by kind.", ("kind",))
CLIENTS_OPENED = Definition("onedsn_clients_opened", "Client connections accepted.")
RELOADS = Definition("onedsn_reloads", "Reloads of the rules, by result: done or refused.", ("result",))
PLANS_MADE = Definition("onedsn_plans_made", "Statement texts that had to be analysed; the rest were known.")
EVENTS_DROPPED = Definition("onedsn_events_dropped", "Events that a subscriber did not take.", ("subscriber",))

COUNTERS: tuple[Definition, ...] = (
    STATEMENTS,
    REFUSALS,
    CLIENTS_OPENED,
    RELOADS,
    PLANS_MADE,
    EVENTS_DROPPED,
)

CLIENTS = Definition("onedsn_clients", "Clients connected now, by state: active or idle.", ("state",))
SERVERS = Definition("onedsn_server_connections", "Server connections now, by state.", ("database", "state"))
WAITING = Definition("onedsn_waiting_statements", "Statements waiting for a server connection.", ("database",))
HEALTHY = Definition("onedsn_database_healthy", "1 where the last health check passed, else 0.", ("database",))
LAG_SECONDS = Definition("onedsn_replica_lag_seconds", "How far a replica is behind its source.", ("database",))
PLANS_CACHED = Definition("onedsn_plans_cached", "Plans in memory.")

GAUGES: tuple[Definition, ...] = (CLIENTS, SERVERS, WAITING, HEALTHY, LAG_SECONDS, PLANS_CACHED)

Labels = tuple[str, ...]
Supplier = Callable[[], Mapping[Labels, float]]


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

"""Counters are plain numbers, and Prometheus reads them."""

from __future__ import annotations

import json

import pytest
from prometheus_client.parser import text_string_to_metric_families

from proxy.telemetry import metrics
from proxy.telemetry.metrics import Metrics, combined


def samples(text: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_a_statement_counts_for_its_database_and_mode_only() -> None:
    subject = Metrics()
    other = subject.count(metrics.STATEMENTS, "shop", "other", "read")
    subject.count(metrics.STATEMENTS, "shop", "default", "write").value += 2
    found = samples(subject.text())
    assert found["onedsn_statements_total", (("database", "default"), ("dsn_database", "shop"), ("mode", "write"))] == 2
    assert (
        found["onedsn_statements_total", (("database", "other"), ("dsn_database", "shop"), ("mode", "read"))]
        == other.value
        == 0
    )


def test_the_same_labels_are_the_same_counter() -> None:
    subject = Metrics()
    first = subject.count(metrics.REFUSALS, "shop", "cross_database")
    assert first is subject.count(metrics.REFUSALS, "shop", "cross_database")


def test_a_wrong_number_of_labels_is_an_error() -> None:
    with pytest.raises(ValueError, match="onedsn_statements has the labels"):
        Metrics().count(metrics.STATEMENTS, "default")


def test_a_gauge_is_read_from_its_supplier_when_collected() -> None:
    subject = Metrics()
    now = {("active",): 1.0}
    subject.supply(metrics.CLIENTS, lambda: now)
    now["active",] = 7.0
    assert samples(subject.text())["onedsn_clients", (("state", "active"),)] == 7


def test_two_sets_of_metrics_share_nothing() -> None:
    first, second = Metrics(), Metrics()
    first.increment(metrics.PLANS_MADE, by=3)
    assert second.values(metrics.PLANS_MADE) == {}
    assert samples(second.text())["onedsn_plans_made_total", ()] == 0


def test_a_counter_that_somebody_keeps_anyway_is_read_there() -> None:
    subject = Metrics()
    subject.supply(metrics.REFUSALS, lambda: {("shop", "migrate"): 2.0, ("shop", "transaction"): 1.0})
    found = samples(subject.text())
    assert found["onedsn_refusals_total", (("dsn_database", "shop"), ("kind", "migrate"))] == 2
    assert found["onedsn_refusals_total", (("dsn_database", "shop"), ("kind", "transaction"))] == 1


def test_several_processes_are_added_up_or_judged_by_the_worst_as_the_metric_says() -> None:
    first, second = Metrics(), Metrics()
    for subject, healthy, lag in ((first, 1.0, 0.5), (second, 0.0, 7.0)):
        subject.supply(metrics.CLIENTS, lambda: {("active",): 3.0})
        subject.supply(metrics.HEALTHY, lambda healthy=healthy: {("shop", "replica1"): healthy})  # type: ignore[misc]
        subject.supply(metrics.LAG_SECONDS, lambda lag=lag: {("shop", "replica1"): lag})  # type: ignore[misc]
    snapshots = json.loads(json.dumps([first.snapshot(), second.snapshot()]))
    assert combined(metrics.CLIENTS, snapshots) == {("active",): 6}
    assert combined(metrics.HEALTHY, snapshots) == {("shop", "replica1"): 0}
    assert combined(metrics.LAG_SECONDS, snapshots) == {("shop", "replica1"): 7}

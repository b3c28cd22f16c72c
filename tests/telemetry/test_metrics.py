"""Counters are plain numbers, and Prometheus reads them."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from proxy.telemetry import metrics
from proxy.telemetry.metrics import Metrics


def samples(text: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_a_statement_counts_for_its_database_and_mode_only() -> None:
    subject = Metrics()
    other = subject.count(metrics.STATEMENTS, "other", "read")
    subject.count(metrics.STATEMENTS, "default", "write").value += 2
    found = samples(subject.text())
    assert found["onedsn_statements_total", (("database", "default"), ("mode", "write"))] == 2
    assert found["onedsn_statements_total", (("database", "other"), ("mode", "read"))] == other.value == 0


def test_the_same_labels_are_the_same_counter() -> None:
    subject = Metrics()
    assert subject.count(metrics.REFUSALS, "cross_database") is subject.count(metrics.REFUSALS, "cross_database")


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
    subject.supply(metrics.REFUSALS, lambda: {("migrate",): 2.0, ("transaction",): 1.0})
    found = samples(subject.text())
    assert found["onedsn_refusals_total", (("kind", "migrate"),)] == 2
    assert found["onedsn_refusals_total", (("kind", "transaction"),)] == 1

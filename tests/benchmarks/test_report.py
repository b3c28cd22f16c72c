"""The benchmark's arithmetic: medians, ratios, and goals that are missed are shown as missed."""

from __future__ import annotations

import io
import json
import os

from rich.console import Console

from benchmarks import measure, report
from benchmarks.pgbench import Result, Work

WORK = Work("select-only", "simple", 8)


def results(ours: float, theirs: float) -> dict[tuple[Work, str], list[Result] | str]:
    return {
        (WORK, "onedsn"): [Result(1000, 1, 2, ours), Result(3000, 3, 4, ours), Result(2000, 2, 3, ours)],
        (WORK, "pgbouncer"): [Result(2000, 1, 2, theirs)],
        (WORK, "pgpool"): "it did not start",
    }


def test_the_middle_round_counts() -> None:
    rounds = results(10, 10)[WORK, "onedsn"]
    assert isinstance(rounds, list)
    assert report.median(rounds) == Result(2000, 2, 3, 10)


def test_a_goal_is_reached_or_missed_by_its_ratio() -> None:
    (missed,) = report.ratios(results(20, 10))
    (reached,) = report.ratios(results(12, 10))
    assert (missed.value, missed.reached, missed.against) == (2.0, False, "pgbouncer")
    assert reached.reached


def test_a_missed_goal_and_an_absent_target_are_shown() -> None:
    text = io.StringIO()
    report.show(Console(file=text, width=140), results(20, 10), report.Special(idle={"onedsn": 30_000}))
    assert text.getvalue().count("missed") == 2
    assert "it did not start" in text.getvalue()


def test_the_record_is_json() -> None:
    record = report.record(results(20, 10), report.Special(), {"onedsn": "0"}, {"seconds": 1})
    assert json.loads(json.dumps(record))["ratios"][0]["value"] == 2.0


def test_a_process_that_works_costs_time_and_memory() -> None:
    before = measure.cpu_seconds(os.getpid())
    while measure.cpu_seconds(os.getpid()) < before + 0.02:
        sum(range(10_000))
    assert measure.memory_bytes(os.getpid()) > 1_000_000

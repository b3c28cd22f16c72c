"""The SQLite part of the benchmark: medians, the ratio, and missed goals are shown as missed."""

from __future__ import annotations

import io

from rich.console import Console

from benchmarks.sqlite import SCRIPTS, Measured, ratio, record, show


def measured(ours: float, theirs: float, over_idle: int) -> Measured:
    found = Measured(streamed_over_idle=over_idle, stream_seconds=4)
    for factor in (0.5, 1.0, 3.0):
        for work in SCRIPTS:
            found.add(work, 8, "sqlite through onedsn", ours * factor)
            found.add(work, 8, "postgresql through onedsn", theirs * factor)
    return found


def shown(found: Measured) -> str:
    text = io.StringIO()
    show(Console(file=text, width=110), found)
    return text.getvalue()


def test_the_ratio_is_that_of_the_middle_rounds() -> None:
    assert ratio(measured(4000, 8000, 0)) == 0.5


def test_goals_that_are_reached_and_missed_are_told_apart() -> None:
    assert shown(measured(4000, 8000, 1024)).count("reached") == 2
    assert shown(measured(3000, 8000, 100 * 1024**2)).count("missed") == 2


def test_the_record_holds_every_round() -> None:
    found = record(measured(4000, 8000, 1024))
    rates = found["rates"]
    assert isinstance(rates, list)
    assert [len(one["rounds"]) for one in rates] == [3] * 4

"""Medians, ratios with their goals, a table for people and JSON for machines. Below goal is shown, not hidden."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.pgbench import Result, Work

Results = Mapping[tuple[Work, str], list[Result] | str]
"""By work and target: its rounds, or why there are none."""


@dataclass(frozen=True, slots=True)
class Goal:
    """`measure` of onedsn divided by that of `against`, for these works, has to be at most or at least `limit`."""

    measure: str
    against: str
    works: tuple[Work, ...]
    limit: float
    at_least: bool = False


ONE = (Work("select-only", "simple", 1),)
EIGHT = tuple(Work("select-only", protocol, 8) for protocol in ("simple", "extended", "prepared"))
MANY = tuple(Work("select-only", protocol, clients) for protocol in ("simple", "prepared") for clients in (64, 256))
TPCB = (Work("tpcb-like", "simple", 16), Work("tpcb-like", "prepared", 16))
ORM = (Work("orm", "simple", 16),)
CONNECTING = (Work("select-only", "simple", 8, connecting=True),)
WORKS = ONE + EIGHT + MANY + TPCB + ORM + CONNECTING

GOALS: tuple[Goal, ...] = (
    Goal("tps", "pgbouncer", MANY, 1.5, at_least=True),
    Goal("tps", "direct", MANY, 1.25, at_least=True),
    Goal("cpu", "pgbouncer", MANY, 0.9),
    Goal("cpu", "pgbouncer", EIGHT, 1.3),
    Goal("p50", "pgbouncer", ONE, 1.1),
    Goal("tps", "pgbouncer", TPCB, 0.9, at_least=True),
    Goal("cpu", "pgbouncer", ORM, 1.5),
    Goal("cpu", "pgpool", ONE + EIGHT + MANY + TPCB + ORM, 0.4),
    Goal("tps", "pgbouncer", CONNECTING, 0.5, at_least=True),
)
IDLE_GOAL = 8_000
"""Bytes per idle client."""
LARGE_GOAL = 0.9
"""Throughput of a large result against PgBouncer."""
BESIDE_GOAL = 1.5
"""The p99 of short statements beside a slow one against the same without it."""


@dataclass(frozen=True, slots=True)
class Special:
    """What was measured beside pgbench's works, by target: bytes an idle client, megabytes a second of a large
    result, and how many times longer short statements take beside a slow one."""

    idle: Mapping[str, float] = field(default_factory=dict)
    large: Mapping[str, float] = field(default_factory=dict)
    beside: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ratio:
    work: str
    measure: str
    against: str
    value: float
    goal: str
    reached: bool


_MEASURES = {
    "idle": "bytes of an idle client",
    "large": "MB/s of a large result",
    "beside": "p99 beside a slow statement, times that without it",
}


def median(rounds: list[Result]) -> Result:
    cpu = [result.cpu for result in rounds if result.cpu is not None]
    return Result(
        tps=statistics.median(result.tps for result in rounds),
        p50=statistics.median(result.p50 for result in rounds),
        p99=statistics.median(result.p99 for result in rounds),
        cpu=statistics.median(cpu) if cpu else None,
    )


def ratios(results: Results) -> list[Ratio]:
    """Every goal whose two sides were measured in this run."""
    found = []
    for goal in GOALS:
        for work in goal.works:
            ours, theirs = results.get((work, "onedsn")), results.get((work, goal.against))
            if not isinstance(ours, list) or not isinstance(theirs, list):
                continue
            top, bottom = getattr(median(ours), goal.measure), getattr(median(theirs), goal.measure)
            if not top or not bottom:
                continue
            value = top / bottom
            reached = value >= goal.limit if goal.at_least else value <= goal.limit
            sign = "≥" if goal.at_least else "≤"
            found.append(Ratio(str(work), goal.measure, goal.against, value, f"{sign} {goal.limit:g}", reached))
    return found


def special_ratios(special: Special) -> list[Ratio]:
    """The goals of what was measured beside pgbench's works."""
    found = []
    if "onedsn" in special.idle:
        size = special.idle["onedsn"]
        found.append(Ratio("idle clients", "bytes each", "", size, f"≤ {IDLE_GOAL:,}", size <= IDLE_GOAL))
    if "onedsn" in special.large and "pgbouncer" in special.large:
        rate = special.large["onedsn"] / special.large["pgbouncer"]
        found.append(Ratio("large result", "MB/s", "pgbouncer", rate, f"≥ {LARGE_GOAL:g}", rate >= LARGE_GOAL))
    if "onedsn" in special.beside:
        times = special.beside["onedsn"]
        found.append(Ratio("beside a slow one", "p99", "without it", times, f"≤ {BESIDE_GOAL:g}", times <= BESIDE_GOAL))
    return found


def show(console: Console, results: Results, special: Special) -> None:
    table = Table("work", "clients", "target", "TPS", "p50 ms", "p99 ms", "CPU µs", title="medians")
    for (work, target), rounds in results.items():
        head = (f"{work.script} {work.protocol}", str(work.clients), target)
        if isinstance(rounds, str):
            table.add_row(*head, rounds[:60], style="dim")
            continue
        one = median(rounds)
        cpu = "" if one.cpu is None else f"{one.cpu:.1f}"
        table.add_row(*head, f"{one.tps:,.0f}", f"{one.p50:.2f}", f"{one.p99:.2f}", cpu)
    console.print(table)
    goals = Table("work", "measure", "onedsn against", "ratio", "goal", "", title="goals")
    for ratio in [*ratios(results), *special_ratios(special)]:
        word = "[green]reached[/]" if ratio.reached else "[red]missed[/]"
        goals.add_row(ratio.work, ratio.measure, ratio.against, f"{ratio.value:,.2f}", ratio.goal, word)
    console.print(goals)
    others = Table("measure", "target", "", title="beside pgbench's works")
    for measure, figures in asdict(special).items():
        for target, figure in figures.items():
            others.add_row(_MEASURES[measure], target, f"{figure:,.2f}")
    console.print(others)


def record(
    results: Results, special: Special, versions: Mapping[str, str], options: Mapping[str, object]
) -> dict[str, object]:
    runs = []
    for (work, target), rounds in results.items():
        answer: object = {"not measured": rounds} if isinstance(rounds, str) else [asdict(one) for one in rounds]
        runs.append({**asdict(work), "target": target, "rounds": answer})
    return {
        "versions": dict(versions),
        "options": dict(options),
        "runs": runs,
        "ratios": [asdict(ratio) for ratio in [*ratios(results), *special_ratios(special)]],
        "special": asdict(special),
    }

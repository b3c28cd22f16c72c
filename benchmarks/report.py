"""Medians, ratios with their goals, a table for people and JSON for machines. Below goal is shown, not hidden."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass

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
    script: str
    protocols: tuple[str, ...]
    clients: int
    limit: float
    at_least: bool = False


GOALS: tuple[Goal, ...] = (
    Goal("cpu", "pgbouncer", "select-only", ("simple", "extended", "prepared"), 8, 1.8),
    Goal("cpu", "pgpool", "select-only", ("simple", "extended", "prepared"), 8, 1.0),
    Goal("tps", "pgbouncer", "select-only", ("simple", "prepared"), 64, 1.5, at_least=True),
    Goal("tps", "direct", "select-only", ("simple", "prepared"), 64, 1.25, at_least=True),
    Goal("p50", "pgbouncer", "select-only", ("simple",), 1, 1.1),
)
IDLE_GOAL = 20_000
"""Bytes per idle client."""


@dataclass(frozen=True, slots=True)
class Ratio:
    work: str
    measure: str
    against: str
    value: float
    goal: str
    reached: bool


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
        for protocol in goal.protocols:
            work = Work(goal.script, protocol, goal.clients)
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


def show(console: Console, results: Results, idle: Mapping[str, float]) -> None:
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
    for ratio in ratios(results):
        word = "[green]reached[/]" if ratio.reached else "[red]missed[/]"
        goals.add_row(ratio.work, ratio.measure, ratio.against, f"{ratio.value:.2f}", ratio.goal, word)
    for target, size in idle.items():
        reached = "" if target != "onedsn" else ("[green]reached[/]" if size <= IDLE_GOAL else "[red]missed[/]")
        goal = f"≤ {IDLE_GOAL:,}" if target == "onedsn" else ""
        goals.add_row("idle clients", "bytes each", target, f"{size:,.0f}", goal, reached)
    console.print(goals)


def record(
    results: Results, idle: Mapping[str, float], versions: Mapping[str, str], options: Mapping[str, object]
) -> dict[str, object]:
    runs = []
    for (work, target), rounds in results.items():
        answer: object = {"not measured": rounds} if isinstance(rounds, str) else [asdict(one) for one in rounds]
        runs.append({**asdict(work), "target": target, "rounds": answer})
    return {
        "versions": dict(versions),
        "options": dict(options),
        "runs": runs,
        "ratios": [asdict(ratio) for ratio in ratios(results)],
        "idle_bytes_per_client": dict(idle),
    }

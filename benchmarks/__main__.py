"""`make bench`: pgbench against each target in turn, several rounds, one PostgreSQL; a table, and JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks import commits, idle, pgbench, relations, report, sqlite
from benchmarks.pgbench import Failed, Result, Work
from benchmarks.report import Special
from benchmarks.special import beside_a_slow_one, large_result
from benchmarks.targets import NotStarted, Target, direct, onedsn, owner, pgbouncer, pgpool
from tests.servers import Server

QUICK: tuple[Work, ...] = (
    Work("select-only", "simple", 1),
    Work("select-only", "simple", 8),
    Work("select-only", "prepared", 8),
    Work("select-only", "simple", 64),
)


POOLERS = ("onedsn", "pgbouncer")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=int, default=3, help="length of one run of pgbench (default 3)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each run is repeated (default 3)")
    parser.add_argument("--quick", action="store_true", help="four kinds of work, one second, one round")
    parser.add_argument(
        "--scale",
        type=int,
        default=20,
        help="pgbench's scale (default 20): at least the clients of TPC-B, or they wait for each other",
    )
    parser.add_argument("--idle", type=int, default=10_000, help="idle clients to weigh (default 10000, 0 for none)")
    parser.add_argument("--large", type=int, default=1_000_000_000, help="bytes of the large result (0 for none)")
    parser.add_argument("--works", default="", help="only works whose name has one of these words, comma separated")
    parser.add_argument("--targets", default="direct,onedsn,pgbouncer,pgpool", help="which, comma separated")
    parser.add_argument("--no-sqlite", action="store_true", help="leave the SQLite part out")
    parser.add_argument(
        "--no-relations", action="store_true", help="leave relations and transactions over several databases out"
    )
    parser.add_argument("--json", type=Path, default=None, help="write the record to this file")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds, chosen.scale, chosen.idle, chosen.large = 1, 2, min(chosen.idle, 200), 50_000_000
        chosen.seconds = min(chosen.seconds, 1)
    return chosen


def chosen_works(works: tuple[Work, ...], words: str) -> tuple[Work, ...]:
    """All of them, or those named by a word."""
    wanted = [word.strip() for word in words.split(",") if word.strip()]
    return tuple(work for work in works if not wanted or any(word in str(work) for word in wanted))


def start(server: Server, folder: Path, wanted: list[str], console: Console) -> list[Target]:
    """The targets that came up; what is not installed or did not start is said and left out."""
    started = [direct(server)] if "direct" in wanted else []
    for name, starter in (("onedsn", onedsn), ("pgbouncer", pgbouncer), ("pgpool", pgpool)):
        if name not in wanted:
            continue
        try:
            target = starter(server, folder)
        except NotStarted as problem:
            console.print(f"[red]{problem}[/]")
            continue
        if target is None:
            console.print(f"{name} is not installed; left out")
        else:
            started.append(target)
    return started


def measure(
    targets: list[Target], works: tuple[Work, ...], rounds: int, seconds: int, console: Console
) -> dict[tuple[Work, str], list[Result] | str]:
    """Targets take turns inside each round, so that what else the machine does falls on all of them."""
    results: dict[tuple[Work, str], list[Result] | str] = {}
    for work in works:
        for turn in range(rounds):
            for target in targets:
                known = results.setdefault((work, target.name), [])
                if isinstance(known, str):
                    continue
                if work.connecting and target.name not in POOLERS:
                    results[work, target.name] = "asks nobody for a password here"
                    continue
                console.print(f"{work}, round {turn + 1}: {target.name}", style="dim", highlight=False)
                try:
                    known.append(pgbench.run(target, work, seconds))
                except Failed as problem:
                    results[work, target.name] = str(problem)
    return results


def weigh(targets: list[Target], clients: int, console: Console) -> dict[str, float]:
    """Pgpool-II has one process per client and is left out: it would refuse them."""
    found = {}
    for target in targets:
        if target.name not in POOLERS or not clients:
            continue
        try:
            found[target.name] = asyncio.run(idle.bytes_per_client(target, clients))
        except OSError as problem:
            console.print(f"{target.name}: idle clients could not be weighed: {problem}")
    return found


def main() -> int:
    chosen, console = arguments(), Console(stderr=True)
    folder = Path(tempfile.mkdtemp(prefix="onedsn-bench-"))
    if "user" in (ids := owner()):
        shutil.chown(folder, ids["user"], ids["group"])
    server = Server("bench")
    targets: list[Target] = []
    try:
        server.initialise()
        server.start({"log_statement": "none", "shared_buffers": "256MB", "max_connections": "700"})
        pgbench.initialise(server, chosen.scale)
        targets = start(server, folder, chosen.targets.split(","), console)
        works = chosen_works(report.WORKS if not chosen.quick else QUICK, chosen.works)
        results = measure(targets, works, chosen.rounds, chosen.seconds, console)
        special = Special(
            idle=weigh(targets, chosen.idle, console),
            large=large_result(targets, chosen.large, chosen.rounds, console) if chosen.large else {},
            beside={}
            if chosen.quick
            else beside_a_slow_one(
                [target for target in targets if target.name != "pgpool"], 4, chosen.rounds, console
            ),
        )
        files = None if chosen.no_sqlite else sqlite.measure(server, chosen.rounds, chosen.seconds, console)
        keys = None if chosen.no_relations else relations.measure(server, chosen.rounds, console)
        ends = None if chosen.no_relations else commits.measure(server, chosen.rounds, console)
    finally:
        for target in targets:
            target.stop()
        server.remove()
        shutil.rmtree(folder, ignore_errors=True)
    report.show(Console(width=110), results, special)
    if files is not None:
        sqlite.show(Console(width=110), files)
    if keys is not None:
        relations.show(Console(width=110), keys)
    if ends is not None:
        commits.show(Console(width=110), ends)
    versions = {target.name: target.version for target in targets} | {"python": platform.python_version()}
    options = {"seconds": chosen.seconds, "rounds": chosen.rounds, "scale": chosen.scale, "idle": chosen.idle}
    if chosen.json is not None:
        everything = report.record(results, special, versions, options)
        if files is not None:
            everything["sqlite"] = sqlite.record(files)
        if keys is not None:
            everything["relations"] = relations.record(keys)
        if ends is not None:
            everything["commits"] = dict(ends)
        chosen.json.write_text(json.dumps(everything, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

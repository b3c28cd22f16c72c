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

from benchmarks import idle, pgbench, relations, report, sqlite
from benchmarks.pgbench import Failed, Result, Work
from benchmarks.targets import NotStarted, Target, direct, onedsn, owner, pgbouncer, pgpool
from tests.servers import Server

WORKS: tuple[Work, ...] = tuple(
    Work(script, protocol, clients)
    for script in ("select-only", "tpcb-like")
    for protocol in ("simple", "extended", "prepared")
    for clients in (1, 8, 64)
)
QUICK: tuple[Work, ...] = (
    Work("select-only", "simple", 1),
    Work("select-only", "simple", 8),
    Work("select-only", "prepared", 8),
    Work("select-only", "simple", 64),
)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=int, default=3, help="length of one run of pgbench (default 3)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each run is repeated (default 3)")
    parser.add_argument("--quick", action="store_true", help="four kinds of work, one second, one round")
    parser.add_argument("--scale", type=int, default=10, help="pgbench's scale (default 10)")
    parser.add_argument("--idle", type=int, default=1000, help="idle clients to weigh (default 1000, 0 for none)")
    parser.add_argument("--targets", default="direct,onedsn,pgbouncer,pgpool", help="which, comma separated")
    parser.add_argument("--no-sqlite", action="store_true", help="leave the SQLite part out")
    parser.add_argument("--no-relations", action="store_true", help="leave the part about relations out")
    parser.add_argument("--json", type=Path, default=None, help="write the record to this file")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.seconds, chosen.rounds, chosen.scale, chosen.idle = 1, 1, 2, min(chosen.idle, 200)
    return chosen


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
        if target.name not in ("onedsn", "pgbouncer") or not clients:
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
        server.start({"log_statement": "none", "shared_buffers": "256MB", "max_connections": "300"})
        pgbench.initialise(server, chosen.scale)
        targets = start(server, folder, chosen.targets.split(","), console)
        results = measure(targets, QUICK if chosen.quick else WORKS, chosen.rounds, chosen.seconds, console)
        weights = weigh(targets, chosen.idle, console)
        files = None if chosen.no_sqlite else sqlite.measure(server, chosen.rounds, chosen.seconds, console)
        keys = None if chosen.no_relations else relations.measure(server, chosen.rounds, console)
    finally:
        for target in targets:
            target.stop()
        server.remove()
        shutil.rmtree(folder, ignore_errors=True)
    report.show(Console(width=110), results, weights)
    if files is not None:
        sqlite.show(Console(width=110), files)
    if keys is not None:
        relations.show(Console(width=110), keys)
    versions = {target.name: target.version for target in targets} | {"python": platform.python_version()}
    options = {"seconds": chosen.seconds, "rounds": chosen.rounds, "scale": chosen.scale, "idle": chosen.idle}
    if chosen.json is not None:
        everything = report.record(results, weights, versions, options)
        if files is not None:
            everything["sqlite"] = sqlite.record(files)
        if keys is not None:
            everything["relations"] = relations.record(keys)
        chosen.json.write_text(json.dumps(everything, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

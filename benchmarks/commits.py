"""What a transaction over two databases costs beside one on a single database, and what events cost.

`python -m benchmarks.commits` runs this part alone.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from tests.proxying import running_proxy
from tests.servers import Server

TIMES = 200
RULES = """
transactions: two_phase
databases: {{default: '{default}', other: '{other}', file: 'sqlite:///{folder}/one.db', file2: 'sqlite:///{folder}/two.db'}}
routers:
  - {{name: other, tables: [other_*], read: other, write: other}}
  - {{name: file, tables: [file_*], read: file, write: file}}
  - {{name: file2, tables: [file2_*], read: file2, write: file2}}
  - {{name: rest, read: default, write: default}}
"""
QUIET = "log: {level: warning}\n"
TABLES = ("one", "two", "other_one", "file_one", "file2_one")
WAYS = {
    "one server": ("one", "two"),
    "two servers": ("one", "other_one"),
    "a server and a file": ("one", "file_one"),
    "one file": ("file_one", "file_one"),
    "two files": ("file_one", "file2_one"),
}
Measured = dict[str, list[float]]
"""Microseconds, by what was done: one number a round."""


def measure(server: Server, rounds: int, console: Console) -> Measured:
    """The ways take turns inside each round, so that what else the machine does falls on all of them."""
    found: Measured = {}
    folder = Path(tempfile.mkdtemp(prefix="onedsn-bench-commits-"))
    rules = RULES.format(
        default=server.url_of(server.create_database()), other=server.url_of(server.create_database()), folder=folder
    )
    try:
        for events in ("", f"events: {{log: {folder}/events.jsonl}}\n"):
            files = {"shop.yaml": rules, "server.yaml": QUIET + events}
            with running_proxy(folder, files) as proxy, proxy.connect("shop") as connection:
                if not events:
                    for table in TABLES:
                        connection.execute(f"CREATE TABLE {table} (id integer)".encode())
                for turn in range(rounds):
                    console.print(f"commits, round {turn + 1}", style="dim", highlight=False)
                    for way, tables in WAYS.items() if not events else ():
                        found.setdefault(way, []).append(_transaction(connection, tables))
                    way = "SELECT with events" if events else "SELECT without events"
                    found.setdefault(way, []).append(_select(connection))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _transaction(connection: psycopg.Connection[tuple[object, ...]], tables: tuple[str, ...]) -> float:
    """Microseconds of BEGIN, two INSERTs and COMMIT, the median of some hundred."""
    texts = [b"BEGIN", *(f"INSERT INTO {table} VALUES (1)".encode() for table in tables), b"COMMIT"]
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        for text in texts:
            connection.execute(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def _select(connection: psycopg.Connection[tuple[object, ...]]) -> float:
    times = []
    for number in range(TIMES * 5):
        start = time.perf_counter()
        connection.execute("SELECT id FROM one WHERE id = %s LIMIT 1", (-number,), prepare=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def show(console: Console, found: Measured) -> None:
    table = Table("work", "µs", "against the first of its kind", title="transactions over several databases; events")
    for way, rounds in found.items():
        kind = "SELECT without events" if way.startswith("SELECT") else "one file" if "file" in way else "one server"
        ratio = statistics.median(rounds) / statistics.median(found[kind])
        table.add_row(way, f"{statistics.median(rounds):,.0f}", f"{ratio:.2f}")
    console.print(table)


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.commits", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each run is repeated (default 3)")
    chosen, console = parser.parse_args(), Console(width=110)
    server = Server("bench")
    try:
        server.initialise()
        server.start({"log_statement": "none", "shared_buffers": "256MB"})
        show(console, measure(server, chosen.rounds, console))
    finally:
        server.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())

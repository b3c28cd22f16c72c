"""What a verified column costs: COPY of a million rows, and single-row inserts, beside the same without a relation.

`python -m benchmarks.relations` runs this part alone.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from tests.proxying import running_proxy
from tests.servers import Server

ROWS = 1_000_000
PARENTS = 10_000
INSERTS = 300
THIRD = 1 / 3
"""The rate of a verified COPY, against an unverified one."""
RULES = """
databases: {{default: '{default}', other: '{other}'}}
routers: [{{name: other, tables: [elsewhere], read: other, write: other}}]
check: verify
relations:
  - {{from: together.parent_id, to: parent.id}}
  - {{from: elsewhere.parent_id, to: parent.id}}
"""
TABLES = {"no relation": "free", "parent in the same database": "together", "parent in another": "elsewhere"}
_CHUNK = 256 * 1024


@dataclass(slots=True)
class Measured:
    """Rows a second of COPY and microseconds of one INSERT, by the relation: one number a round."""

    copied: dict[str, list[float]] = field(default_factory=dict)
    inserted: dict[str, list[float]] = field(default_factory=dict)
    rows: int = ROWS

    def ratio(self, way: str) -> float:
        """The rate of COPY by that of an unverified one."""
        return statistics.median(self.copied[way]) / statistics.median(self.copied["no relation"])

    def latency(self, way: str) -> float:
        return statistics.median(self.inserted[way])


def measure(server: Server, rounds: int, console: Console, rows: int = ROWS) -> Measured:
    """The tables take turns inside each round, so that what else the machine does falls on all of them."""
    found = Measured(rows=rows)
    folder = Path(tempfile.mkdtemp(prefix="onedsn-bench-relations-"))
    default, other = server.create_database(), server.create_database()
    rules = RULES.format(default=server.url_of(default), other=server.url_of(other))
    for database in (default, other):
        with psycopg.connect(server.url_of(database), autocommit=True) as direct:
            direct.execute("CREATE TABLE parent (id integer PRIMARY KEY)")
            direct.execute(f"INSERT INTO parent SELECT generate_series(1, {PARENTS})".encode())
            for table in TABLES.values():
                direct.execute(f"CREATE TABLE {table} (id integer, parent_id integer, filler text)".encode())
    data = list(_chunks(rows))
    try:
        with running_proxy(folder, {"shop.yaml": rules, "server.yaml": "log: {level: warning}\n"}) as proxy:
            for turn in range(rounds):
                console.print(f"relations, round {turn + 1}", style="dim", highlight=False)
                for way, table in TABLES.items():
                    with proxy.connect("shop") as connection:
                        found.copied.setdefault(way, []).append(rows / _copy(connection, table, data))
                        found.inserted.setdefault(way, []).append(_insert(connection, table))
                        connection.execute(f"TRUNCATE {table}".encode())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _chunks(rows: int) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    for number in range(rows):
        line = b"%d\t%d\tsome text of a length\n" % (number, number * 7919 % PARENTS + 1)
        lines.append(line)
        size += len(line)
        if size > _CHUNK:
            yield b"".join(lines)
            lines, size = [], 0
    yield b"".join(lines)


def _copy(connection: psycopg.Connection[tuple[object, ...]], table: str, data: list[bytes]) -> float:
    start = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for chunk in data:
            copy.write(chunk)
    return time.perf_counter() - start


def _insert(connection: psycopg.Connection[tuple[object, ...]], table: str) -> float:
    """Microseconds of a single-row INSERT in autocommit, the median of some hundred."""
    statement = f"INSERT INTO {table} VALUES (%s, %s, 'x')".encode()
    times = []
    for number in range(INSERTS):
        start = time.perf_counter()
        connection.execute(statement, (number, number % PARENTS + 1), prepare=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def show(console: Console, found: Measured) -> None:
    table = Table(
        "relation",
        "COPY, rows a second",
        "against none",
        "goal",
        "",
        "INSERT, µs",
        title=f"COPY of {found.rows:,} rows",
    )
    for way in TABLES:
        rate, ratio = statistics.median(found.copied[way]), found.ratio(way)
        word = "[green]reached[/]" if ratio >= THIRD else "[red]missed[/]"
        goal, word = ("", "") if way == "no relation" else (f"≥ {THIRD:.2f}", word)
        table.add_row(way, f"{rate:,.0f}", f"{ratio:.2f}", goal, word, f"{found.latency(way):,.0f}")
    console.print(table)


def record(found: Measured) -> dict[str, object]:
    return {**asdict(found), "ratios": {way: found.ratio(way) for way in TABLES}}


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.relations", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each run is repeated (default 3)")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of one COPY (default 1,000,000)")
    chosen, console = parser.parse_args(), Console(width=110)
    server = Server("bench")
    try:
        server.initialise()
        server.start({"log_statement": "none", "shared_buffers": "256MB"})
        show(console, measure(server, chosen.rounds, console, chosen.rows))
    finally:
        server.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""SQLite through the proxy, beside sqlite3 called directly and PostgreSQL through the same proxy.

`python -m benchmarks.sqlite` runs this part alone.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import memory_bytes
from proxy.wire import frontend
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server, binaries

ROWS = 100_000
STREAMED = 1_000_000
HALF = 0.5
"""Point selects at 8 clients, against PostgreSQL through the same proxy."""
STREAM_GOAL = 32 * 1024**2
"""Bytes over idle while a million rows stream."""
TABLES = (
    "CREATE TABLE account (id integer PRIMARY KEY, balance integer NOT NULL, filler text)",
    f"INSERT INTO account SELECT n, 0, 'some text of a length' FROM generate_series(1, {ROWS}) n",
    "CREATE TABLE history (id serial PRIMARY KEY, account_id integer, delta integer)",
)
SCRIPTS = {
    "point select": f"\\set id random(1, {ROWS})\nSELECT balance FROM account WHERE id = :id;\n",
    "single-row insert": f"\\set id random(1, {ROWS})\nINSERT INTO history (account_id, delta) VALUES (:id, 5);\n",
}
STREAM = (
    f"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {STREAMED})"
    " SELECT n, 'a row of the result' FROM r"
)
_TPS = re.compile(r"tps = ([\d.]+) \(without initial")


@dataclass(slots=True)
class Measured:
    """Statements a second by (work, clients, way): one number a round."""

    rates: dict[tuple[str, int, str], list[float]] = field(default_factory=dict)
    streamed_over_idle: int = 0
    stream_seconds: float = 0.0

    def add(self, work: str, clients: int, way: str, rate: float) -> None:
        self.rates.setdefault((work, clients, way), []).append(rate)

    def median(self, work: str, clients: int, way: str) -> float:
        return statistics.median(self.rates[work, clients, way])


def measure(server: Server, rounds: int, seconds: int, console: Console) -> Measured:
    """Ways take turns inside each round, so that what else the machine does falls on all of them."""
    found = Measured()
    folder = Path(tempfile.mkdtemp(prefix="onedsn-bench-sqlite-"))
    rules = {
        "sqlite.yaml": f'databases:\n  default: {{url: "sqlite:///{folder}/bench.db"}}\n',
        "postgresql.yaml": f'databases:\n  default: {{url: "{server.url_of(server.create_database())}"}}\n',
        "server.yaml": "log: {level: warning}\n",
    }
    try:
        with running_proxy(folder, rules) as proxy:
            for name in ("sqlite", "postgresql"):
                with proxy.connect(name) as connection:
                    for statement in TABLES:
                        connection.execute(statement.encode())
            for turn in range(rounds):
                console.print(f"SQLite, round {turn + 1}", style="dim", highlight=False)
                _round(found, proxy, folder, seconds)
            _stream(found, proxy)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _round(found: Measured, proxy: ProxyProcess, folder: Path, seconds: int) -> None:
    for work in SCRIPTS:
        found.add(work, 1, "sqlite3 in one process", _direct(folder / "bench.db", work, seconds))
        for clients in (1, 8):
            for name in ("sqlite", "postgresql"):
                found.add(
                    work, clients, f"{name} through onedsn", _pgbench(proxy, folder, name, work, clients, seconds)
                )


def _direct(path: Path, work: str, seconds: int) -> float:
    """What the file gives without a proxy: one connection, the same settings, one prepared statement."""
    statement = {
        "point select": "SELECT balance FROM account WHERE id = ?",
        "single-row insert": "INSERT INTO direct (account_id, delta) VALUES (?, 5)",
    }[work]
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
        connection.execute("PRAGMA synchronous = full")
        connection.execute("CREATE TABLE IF NOT EXISTS direct (id integer PRIMARY KEY, account_id, delta)")
        count, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            for _ in range(20):
                count += 1
                connection.execute(statement, (count * 7919 % ROWS + 1,)).fetchall()
    return count / seconds


def _pgbench(proxy: ProxyProcess, folder: Path, name: str, work: str, clients: int, seconds: int) -> float:
    script = folder / "script.sql"
    script.write_text(SCRIPTS[work])
    command = [
        str(binaries() / "pgbench"),
        *("-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(seconds), "-f", str(script)),
        proxy.url(name, "postgres"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30)
    tps = _TPS.search(done.stdout)
    if done.returncode or tps is None:
        raise RuntimeError(f"pgbench over {name} failed: {done.stderr or done.stdout}")
    return float(tps[1])


def _stream(found: Measured, proxy: ProxyProcess) -> None:
    """A client that takes a million rows and keeps none; memory is looked at from beside."""
    assert proxy.process is not None
    idle = memory_bytes(proxy.process.pid)
    highest, ended = 0, threading.Event()

    def look() -> None:
        nonlocal highest
        assert proxy.process is not None
        while not ended.wait(0.02):
            highest = max(highest, memory_bytes(proxy.process.pid))

    with proxy.connect("sqlite") as connection, socket.socket(fileno=connection.fileno()) as wire:
        watcher = threading.Thread(target=look)
        watcher.start()
        start = time.perf_counter()
        wire.setblocking(True)
        wire.sendall(frontend.query(STREAM.encode()))
        tail = b""
        while not tail.endswith(b"Z\0\0\0\x05I"):
            tail = (tail + wire.recv(1 << 18))[-64:]
        found.stream_seconds = time.perf_counter() - start
        ended.set()
        watcher.join()
        wire.detach()
    found.streamed_over_idle = highest - idle


def ratio(found: Measured) -> float:
    """Point selects at 8 clients: SQLite's rate by PostgreSQL's."""
    ways = ("sqlite through onedsn", "postgresql through onedsn")
    ours, theirs = (found.median("point select", 8, way) for way in ways)
    return ours / theirs


def show(console: Console, found: Measured) -> None:
    table = Table("work", "clients", "way", "a second", title="SQLite, medians")
    for work, clients, way in found.rates:
        table.add_row(work, str(clients), way, f"{found.median(work, clients, way):,.0f}")
    console.print(table)
    goals = Table("work", "measure", "value", "goal", "", title="SQLite, goals")
    value = ratio(found)
    goals.add_row("point select 8", "rate by PostgreSQL's", f"{value:.2f}", f"≥ {HALF:g}", _word(value >= HALF))
    size = found.streamed_over_idle
    goals.add_row(
        f"{STREAMED:,} rows in {found.stream_seconds:.1f} s",
        "MB over idle",
        f"{size / 1024**2:.1f}",
        f"≤ {STREAM_GOAL // 1024**2}",
        _word(size <= STREAM_GOAL),
    )
    console.print(goals)


def _word(reached: bool) -> str:
    return "[green]reached[/]" if reached else "[red]missed[/]"


def record(found: Measured) -> dict[str, object]:
    rates = [
        {"work": work, "clients": clients, "way": way, "rounds": rounds}
        for (work, clients, way), rounds in found.rates.items()
    ]
    return {**asdict(found), "rates": rates, "ratio": ratio(found)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.sqlite", description=__doc__)
    parser.add_argument("--seconds", type=int, default=2, help="length of one run (default 2)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each run is repeated (default 3)")
    chosen = parser.parse_args()
    server = Server("bench")
    try:
        server.initialise()
        server.start({"log_statement": "none", "fsync": "on", "synchronous_commit": "on"})
        found = measure(server, chosen.rounds, chosen.seconds, Console(stderr=True))
    finally:
        server.remove()
    show(Console(width=110), found)
    return 0


if __name__ == "__main__":
    sys.exit(main())

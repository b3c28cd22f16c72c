"""What pgbench alone cannot measure: a large result, and short statements beside a slow one."""

from __future__ import annotations

import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from rich.console import Console

from benchmarks import pgbench
from benchmarks.pgbench import Failed, Work
from benchmarks.targets import DATABASE, Target
from proxy.wire.frontend import TERMINATE, query, startup
from tests.servers import binaries

LARGE = 1_000_000_000
"""Bytes of the large result, about."""
_ROW = 1000
_READY = b"Z\0\0\0\x05I"
_SLOW = "SELECT pg_sleep(2);\n"
BESIDE = Work("select-only", "simple", 63)
"""The short statements beside one client that says `_SLOW` again and again."""

Figures = Mapping[str, float]
"""By target."""


def large_result(targets: list[Target], size: int, rounds: int, console: Console) -> Figures:
    """Megabytes a second of one result of `size` bytes, for one client that throws it away."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for target in targets:
            console.print(f"large result: {target.name}", style="dim", highlight=False)
            try:
                found.setdefault(target.name, []).append(_stream(target.port, size // _ROW))
            except OSError as problem:
                console.print(f"{target.name}: {problem}")
    return {name: statistics.median(rates) for name, rates in found.items()}


def _stream(port: int, rows: int) -> float:
    with closing(socket.create_connection(("127.0.0.1", port), 30)) as client:
        client.sendall(startup({"user": "postgres", "database": DATABASE}))
        _read_to_ready(client)
        begun = time.perf_counter()
        client.sendall(query(b"SELECT repeat('x', %d) FROM generate_series(1, %d)" % (_ROW, rows)))
        size = _read_to_ready(client)
        seconds = time.perf_counter() - begun
        client.sendall(TERMINATE)
    if size < rows * _ROW:
        raise OSError(f"only {size} bytes came")
    return size / seconds / 1e6


def _read_to_ready(client: socket.socket) -> int:
    """Reads until ReadyForQuery ends what has come; the number of bytes."""
    buffer = bytearray(1024 * 1024)
    total, tail = 0, b""
    while tail != _READY:
        count = client.recv_into(buffer)
        if not count:
            raise OSError("the connection ended")
        total += count
        tail = (tail + bytes(buffer[max(0, count - len(_READY)) : count]))[-len(_READY) :]
    return total


def beside_a_slow_one(targets: list[Target], seconds: int, rounds: int, console: Console) -> Figures:
    """The p99 of short statements beside a slow one divided by that of the same without it."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for target in targets:
            console.print(f"beside a slow statement: {target.name}", style="dim", highlight=False)
            try:
                alone = pgbench.run(target, BESIDE, seconds)
                with tempfile.TemporaryDirectory() as folder:
                    script = Path(folder) / "slow.sql"
                    script.write_text(_SLOW)
                    where = ("-h", "127.0.0.1", "-p", str(target.port), "-U", "postgres", DATABASE)
                    command = [str(binaries() / "pgbench"), "-n", "-f", str(script), "-T", str(seconds), *where]
                    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
                        beside = pgbench.run(target, BESIDE, seconds)
            except Failed as problem:
                console.print(f"{target.name}: {problem}")
                continue
            found.setdefault(target.name, []).append(beside.p99 / alone.p99)
    return {name: statistics.median(ratios) for name, ratios in found.items()}

"""One run of pgbench, and what it said."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import cpu_seconds
from benchmarks.targets import DATABASE, Target
from tests.servers import Server, binaries

SAMPLING = 0.2
_TPS = re.compile(r"tps = ([\d.]+) \(without initial")
_COUNT = re.compile(r"number of transactions actually processed: (\d+)")


@dataclass(frozen=True, slots=True)
class Work:
    """What pgbench does: `script` is "select-only" or "tpcb-like", `protocol` simple, extended or prepared."""

    script: str
    protocol: str
    clients: int

    def __str__(self) -> str:
        return f"{self.script} {self.protocol} {self.clients}"


@dataclass(frozen=True, slots=True)
class Result:
    """One run. Latencies are milliseconds, CPU is microseconds of the proxy per transaction (None: no proxy)."""

    tps: float
    p50: float
    p99: float
    cpu: float | None


class Failed(Exception):
    """pgbench did not finish; the text is its first error."""


def initialise(server: Server, scale: int) -> None:
    server.execute(f"CREATE DATABASE {DATABASE}")
    command = [binaries() / "pgbench", "-i", "-q", "-s", str(scale), *_where(server.port)]
    subprocess.run(command, check=True, capture_output=True)


def run(target: Target, work: Work, seconds: int) -> Result:
    """Raises Failed where the target cannot do this work."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(binaries() / "pgbench"),
            *("-n", "-b", work.script, "-M", work.protocol, "-c", str(work.clients), "-j", "1", "-T", str(seconds)),
            *("--log", f"--log-prefix={folder}/log", f"--sampling-rate={SAMPLING}"),
            *_where(target.port),
        ]
        before = _cpu(target)
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30)
        except subprocess.TimeoutExpired:
            raise Failed("pgbench did not end in time") from None
        spent = _cpu(target) - before
        latencies = sorted(_latencies(Path(folder)))
    tps, count = _TPS.search(done.stdout), _COUNT.search(done.stdout)
    if done.returncode or tps is None or count is None or not latencies:
        raise Failed(_first_error(done.stderr) or done.stdout.strip() or "no output")
    return Result(
        tps=float(tps[1]),
        p50=latencies[len(latencies) // 2],
        p99=latencies[len(latencies) * 99 // 100],
        cpu=None if target.process is None else spent / int(count[1]) * 1e6,
    )


def _first_error(output: str) -> str | None:
    return next((line for line in output.splitlines() if "error" in line.lower()), None)


def _cpu(target: Target) -> float:
    return 0.0 if target.process is None else cpu_seconds(target.process.pid)


def _where(port: int) -> tuple[str, ...]:
    # pgbench of PostgreSQL 18 asks for protocol 3.0 unless told otherwise; every target speaks that.
    return ("-h", "127.0.0.1", "-p", str(port), "-U", "postgres", DATABASE)


def _latencies(folder: Path) -> list[float]:
    """The third column of pgbench's log is the latency in microseconds."""
    lines = [line for name in os.listdir(folder) for line in (folder / name).read_text().splitlines()]
    return [int(line.split()[2]) / 1000 for line in lines]

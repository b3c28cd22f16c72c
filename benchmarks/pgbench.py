"""One run of pgbench, and what it said."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.measure import cpu_seconds
from benchmarks.targets import DATABASE, PASSWORD, SCRAM_USER, Target
from tests.servers import Server, binaries

SAMPLING = 0.2
SCRIPTS = {
    # What an ORM says to a simple-query server: values in the text, and no text twice.
    "orm": """\
\\set id random(1, 10000000)
\\set aid random(1, 100000 * :scale)
SELECT "shop_order"."id", "shop_order"."user_id", "shop_order"."status", "shop_order"."total", "shop_order"."note" \
FROM "shop_order" WHERE ("shop_order"."status" = 'paid' AND "shop_order"."id" = :id \
AND NOT ("shop_order"."note" = 'n:id' AND "shop_order"."note" IS NOT NULL)) ORDER BY "shop_order"."id" ASC LIMIT 21;
SELECT "pgbench_accounts"."aid", "pgbench_accounts"."bid", "pgbench_accounts"."abalance", "pgbench_accounts"."filler" \
FROM "pgbench_accounts" WHERE "pgbench_accounts"."aid" IN (:aid, 3, 5, 8) LIMIT 21;
SELECT COUNT(*) AS "__count" FROM "shop_order" INNER JOIN "pgbench_branches" ON ("shop_order"."user_id" \
= "pgbench_branches"."bid") WHERE ("shop_order"."id" = :id AND "pgbench_branches"."bbalance" > -:id);
UPDATE "shop_order" SET "status" = 'sent', "total" = :id.50, "note" = 'it''s n:id' WHERE "shop_order"."id" = :id;
""",
}
TABLES = (
    "CREATE TABLE shop_order (id bigint PRIMARY KEY, user_id int, status text, total numeric(12, 2), note text)",
    "INSERT INTO shop_order SELECT n, n % 10, 'paid', n, 'n' || n FROM generate_series(1, 10000) n",
    "ANALYZE shop_order",
)
_TPS = re.compile(r"tps = ([\d.]+) \((?:without initial|including reconnection)")
_COUNT = re.compile(r"number of transactions actually processed: (\d+)")


@dataclass(frozen=True, slots=True)
class Work:
    """What pgbench does: `script` is one of its own or of `SCRIPTS`, `protocol` simple, extended or prepared.

    With `connecting` every transaction has a connection of its own, opened by SCRAM.
    """

    script: str
    protocol: str
    clients: int
    connecting: bool = False

    def __str__(self) -> str:
        return f"{self.script} {self.protocol} {self.clients}{' connecting' if self.connecting else ''}"


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
    with psycopg.connect(server.url_of(DATABASE), autocommit=True) as connection:
        for statement in TABLES:
            connection.execute(statement)


def run(target: Target, work: Work, seconds: int) -> Result:
    """Raises Failed where the target cannot do this work."""
    with tempfile.TemporaryDirectory() as folder:
        program = ("-b", work.script)
        if work.script in SCRIPTS:
            file = Path(folder) / "script.sql"
            file.write_text(SCRIPTS[work.script])
            program = ("-f", str(file))
        command = [
            str(binaries() / "pgbench"),
            *("-n", *program, "-M", work.protocol, "-c", str(work.clients), "-j", "1", "-T", str(seconds)),
            *("--log", f"--log-prefix={folder}/log", f"--sampling-rate={SAMPLING}"),
            *(("-C",) if work.connecting else ()),
            *_where(target.port, SCRAM_USER if work.connecting else "postgres"),
        ]
        before = _cpu(target)
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                timeout=seconds + 30,
                env={**os.environ, "PGPASSWORD": PASSWORD},
            )
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


def _where(port: int, user: str = "postgres") -> tuple[str, ...]:
    # pgbench of PostgreSQL 18 asks for protocol 3.0 unless told otherwise; every target speaks that.
    return ("-h", "127.0.0.1", "-p", str(port), "-U", user, DATABASE)


def _latencies(folder: Path) -> list[float]:
    """The third column of pgbench's log is the latency in microseconds."""
    lines = [line for file in folder.glob("log*") for line in file.read_text().splitlines()]
    return [int(line.split()[2]) / 1000 for line in lines]

"""`onedsn top`: what the admin console says, drawn again and again."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import asyncpg
from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleDimensions, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from proxy.errors import ConnectionFailure

ASKED: Final = ("VERSION", "WORKERS", "DATABASES", "POOLS", "CLIENTS", "STATEMENTS", "STATS")

# Any: asyncpg has no types; a row is what a SHOW has, by column.
Row = Mapping[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """One answer of the console, with what is counted in it."""

    at: float
    rows: Mapping[str, Sequence[Row]]
    statements: Mapping[Key, float] = field(default_factory=Counter)
    """By DSN database and database."""
    refused: float = 0
    calls: Mapping[Key, float] = field(default_factory=Counter)
    """By DSN database, statement and mode."""


async def watch(dsn: str, interval: float, console: Console, *, once: bool) -> None:
    """Draws until cancelled. Raises ConnectionFailure where the console cannot be reached."""
    try:
        connection = await asyncpg.connect(dsn, timeout=10)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ConnectionFailure(
            f"the admin console does not answer: {error}", hint="Is `onedsn serve` running?"
        ) from error
    try:
        before = await look(connection, time.monotonic)
        if once:
            console.print(draw(before, None, console.size))
            return
        with Live(draw(before, None, console.size), console=console, screen=True, auto_refresh=False) as live:
            while True:
                await asyncio.sleep(interval)
                now = await look(connection, time.monotonic)
                live.update(draw(now, before, console.size), refresh=True)
                before = now
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ConnectionFailure(f"the admin console stopped answering: {error}") from error
    finally:
        connection.terminate()


async def look(connection: Any, clock: Callable[[], float]) -> Look:
    """Any: asyncpg has no types."""
    rows: dict[str, Sequence[Row]] = {word: await connection.fetch(f"SHOW {word}") for word in ASKED}
    statements: Counter[Key] = Counter()
    refused = 0.0
    for row in rows["STATS"]:
        if row["metric"] == "onedsn_statements_total":
            labels = dict(part.partition("=")[::2] for part in row["labels"].split(","))
            statements[labels["dsn_database"], labels["database"]] += row["value"]
        elif row["metric"] == "onedsn_refusals_total":
            refused += row["value"]
    calls: dict[Key, float] = {
        (row["dsn_database"], row["statement"], row["mode"]): row["calls"] for row in rows["STATEMENTS"]
    }
    return Look(clock(), rows, statements, refused, calls)


def _shape(row: Row) -> Key:
    return row["dsn_database"], row["statement"], row["mode"]


def draw(now: Look, before: Look | None, size: ConsoleDimensions) -> RenderableType:
    """As much as the terminal holds: databases whole, then clients and statements in what is left."""
    databases = _databases(now, before)
    rest = max(8, size.height - databases.row_count - 14)
    return Group(
        _summary(now, before),
        databases,
        _clients(now, rest // 3),
        _statements(now, before, rest - rest // 3, size.width),
    )


def _summary(now: Look, before: Look | None) -> Text:
    clients = now.rows["CLIENTS"]
    states = Counter(row["state"] for row in clients)
    waiting = sum(row["waiting"] for row in now.rows["POOLS"])
    version = now.rows["VERSION"][0]
    rate = _rate(sum(now.statements.values()), None if before is None else sum(before.statements.values()), now, before)
    text = Text.assemble(("onedsn ", "bold"), f"{version['version']} ({version['core']})  ")
    workers = now.rows["WORKERS"]
    serving = sum(row["state"] == "serving" for row in workers)
    for word, value, is_bad in (
        (
            "workers",
            f"{serving}" if serving == len(workers) else f"{serving} of {len(workers)}",
            serving < len(workers),
        ),
        ("clients", f"{len(clients)}", False),
        ("active", f"{states['active']}", False),
        ("waiting", f"{waiting}", waiting > 0),
        ("statements/s", rate, False),
        ("refused", f"{now.refused:.0f}", False),
    ):
        text.append(f" {word} ", "dim")
        text.append(f"{value} ", "bold red" if is_bad else "bold")
    return text


def _databases(now: Look, before: Look | None) -> Table:
    table = _table("database", "kind", "state", "lag", "in use", "idle", "waiting", "statements/s")
    for row in now.rows["DATABASES"]:
        key = (row["dsn_database"], row["database"])
        pools = [pool for pool in now.rows["POOLS"] if (pool["dsn_database"], pool["database"]) == key]
        size, used, idle, waiting = (
            sum(pool[name] for pool in pools) for name in ("size", "in_use", "idle", "waiting")
        )
        is_replica = row["source"] != row["database"]
        table.add_row(
            f"{row['dsn_database']}.{row['database']}" + (f" (of {row['source']})" if is_replica else ""),
            row["kind"],
            _state(row),
            "" if row["lag_seconds"] is None or not is_replica else f"{row['lag_seconds']:.2f} s",
            Text(f"{used} of {size}", "red" if used >= size else ""),
            str(idle),
            Text(str(waiting), "red" if waiting else ""),
            _rate(now.statements.get(key, 0), None if before is None else before.statements.get(key, 0), now, before),
        )
    return table


def _state(row: Row) -> Text:
    if row["paused"]:
        return Text("paused", "yellow")
    if row["healthy"] is None:
        return Text("not checked", "dim")
    return Text("healthy", "green") if row["healthy"] else Text("unreachable", "bold red")


def _clients(now: Look, limit: int) -> Table:
    table = _table("client", "user", "from", "application", "state", "database", "pins", "statements")
    busy = {"active": 0, "waiting": 1}
    rows = sorted(now.rows["CLIENTS"], key=lambda row: (busy.get(row["state"], 2), -row["statements"]))
    for row in rows[:limit]:
        state = "idle in transaction" if row["state"] == "idle" and row["transaction"] != "idle" else row["state"]
        held = "" if row["database"] is None else row["database"]
        user, whence = f"{row['user']}@{row['dsn_database']}", row["address"]
        table.add_row(
            str(row["id"]), user, whence, row["application"], state, held, row["pins"], str(row["statements"])
        )
    return _with_rest(table, len(rows) - limit)


def _statements(now: Look, before: Look | None, limit: int, width: int) -> Table:
    table = _table("calls", "per second", "mode", "database", "router", "statement")

    def since(row: Row) -> float:
        known = None if before is None else before.calls.get(_shape(row), 0)
        return 0.0 if known is None else float(row["calls"]) - known

    # Cut here, for rich would make every column narrow for the sake of a long one.
    columns = max(20, width - 60)
    rows = sorted(now.rows["STATEMENTS"], key=lambda row: (since(row), row["calls"]), reverse=True)
    for row in rows[:limit]:
        rate = _rate(since(row), None if before is None else 0.0, now, before)
        database = Text("refused", "red") if row["database"] is None else row["database"]
        table.add_row(str(row["calls"]), rate, row["mode"], database, row["router"] or "", row["statement"][:columns])
    return _with_rest(table, len(rows) - limit)


def _rate(value: float, known: float | None, now: Look, before: Look | None) -> str:
    if known is None or before is None or now.at <= before.at:
        return "…"
    return f"{max(0.0, value - known) / (now.at - before.at):.0f}"


def _table(*names: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False, caption_justify="left")
    numbers = ("in use", "idle", "waiting", "statements", "statements/s", "calls", "per second", "lag")
    for name in names:
        table.add_column(name, no_wrap=True, overflow="ellipsis", justify="right" if name in numbers else "left")
    return table


def _with_rest(table: Table, rest: int) -> Table:
    if rest > 0:
        table.caption = f"{rest} more"
    return table

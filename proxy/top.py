"""`onedsn top`: what the admin console says, drawn again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table

from proxy.errors import ConnectionFailure

SHOWN: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("DATABASES", 20, ("dsn_database", "database", "kind", "source", "healthy", "lag_seconds", "paused")),
    ("POOLS", 20, ("dsn_database", "database", "size", "in_use", "idle", "waiting")),
    ("CLIENTS", 15, ("id", "user", "dsn_database", "application", "state", "database", "pins", "statements")),
    ("STATEMENTS", 10, ("calls", "mode", "database", "router", "statement")),
)
"""What is shown of the console: how many rows, and which columns."""


async def watch(dsn: str, interval: float, console: Console, *, once: bool) -> None:
    """Draws until cancelled. Raises ConnectionFailure where the console cannot be reached."""
    try:
        connection = await asyncpg.connect(dsn, timeout=10)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ConnectionFailure(
            f"the admin console does not answer: {error}", hint="Is `onedsn serve` running?"
        ) from error
    try:
        if once:
            console.print(await look(connection))
            return
        with Live(await look(connection), console=console, screen=True) as live:
            while True:
                await asyncio.sleep(interval)
                live.update(await look(connection))
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ConnectionFailure(f"the admin console stopped answering: {error}") from error
    finally:
        await connection.close(timeout=5)


# Any: asyncpg has no types.
async def look(connection: Any) -> Group:
    tables = []
    for word, limit, columns in SHOWN:
        rows: Sequence[Any] = await connection.fetch(f"SHOW {word}")
        if word == "STATEMENTS":
            rows = sorted(rows, key=lambda row: row["calls"], reverse=True)
        tables.append(_table(word.lower(), columns, rows[:limit]))
    return Group(*tables)


def _table(title: str, columns: Sequence[str], rows: Sequence[Any]) -> Table:
    table = Table(title=title, title_justify="left", expand=False)
    for name in columns:
        # A statement is told apart by its beginning; everything else is short.
        table.add_column(name.replace("_", " "), no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in columns))
    return table

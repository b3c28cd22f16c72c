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

SHOWN: tuple[tuple[str, int], ...] = (("DATABASES", 20), ("POOLS", 20), ("CLIENTS", 15), ("STATEMENTS", 10))
"""What is shown of the console, and how many rows of it."""


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
    for word, limit in SHOWN:
        rows: Sequence[Any] = await connection.fetch(f"SHOW {word}")
        if word == "STATEMENTS":
            rows = sorted(rows, key=lambda row: row["calls"], reverse=True)
        tables.append(_table(word.lower(), rows[:limit]))
    return Group(*tables)


def _table(title: str, rows: Sequence[Any]) -> Table:
    table = Table(title=title, title_justify="left", expand=False)
    if not rows:
        table.add_column("none")
        return table
    for name in rows[0].keys():  # noqa: SIM118 - an asyncpg Record iterates over its values
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    return table

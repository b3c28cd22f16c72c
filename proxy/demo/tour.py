"""The tour: a few statements through the DSN, each with its route, the reason, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import asyncpg
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    sql: str
    has_rows: bool = True
    using: str | None = None
    """The database that the session chooses for this step."""


BEFORE: tuple[Step, ...] = (
    Step(
        "Reads go to a list of replicas, the less busy one first",
        "SELECT name, price FROM product ORDER BY price DESC LIMIT 3",
    ),
    Step("A write goes to the primary", "UPDATE product SET price = price + 1 WHERE name = 'Glass teapot'", False),
    Step(
        "auth_* tables live in a database of their own",
        "SELECT username, city, joined_on FROM auth_user ORDER BY id LIMIT 3",
    ),
    Step("A router in Python: stock is read where it is written", "SELECT pieces FROM stock WHERE product_id = 1"),
    Step(
        "An explicit choice, by SET onedsn.using = 'default'",
        "SELECT price FROM product WHERE name = 'Glass teapot'",
        using="default",
    ),
    Step(
        "A definition goes where `migrate` allows it",
        "CREATE TABLE auth_badge (id integer PRIMARY KEY, user_id integer NOT NULL)",
        False,
    ),
    Step(
        "and nowhere else, not even by an explicit choice",
        "CREATE TABLE auth_token (id integer PRIMARY KEY, user_id integer NOT NULL)",
        False,
        using="default",
    ),
    Step(
        "A join over two databases is refused, and neither has seen it",
        "SELECT o.id, u.username FROM orders o JOIN auth_user u ON u.id = o.user_id",
    ),
)
AFTER = Step(
    "After the reload the same read goes to the primary", "SELECT name, price FROM product ORDER BY price DESC LIMIT 3"
)

# Any: asyncpg has no types.


async def show(connection: Any, steps: tuple[Step, ...], console: Console) -> None:
    for step in steps:
        console.print(f"\n[bold]{escape(step.title)}[/]")
        console.print(f"  {escape(step.sql)};", style="cyan", soft_wrap=True)
        if step.using is not None:
            await connection.execute(f"SET onedsn.using = '{step.using}'")
        for line in await _route(connection, step.sql):
            console.print(f"  {escape(line)}", style="dim", soft_wrap=True)
        await _result(connection, step, console)
        if step.using is not None:
            await connection.execute("RESET onedsn.using")


async def _route(connection: Any, sql: str) -> list[str]:
    """What any client may ask; every router's answer and the error's text are left out here."""
    lines = [str(row[0]) for row in await connection.fetch(f"EXPLAIN (ROUTE) {sql}")]
    return [line for line in lines if line == lines[0] or "->" in line]


async def _result(connection: Any, step: Step, console: Console) -> None:
    try:
        if not step.has_rows:
            console.print(f"  [green]{escape(await connection.execute(step.sql))}[/]")
            return
        rows = await connection.fetch(step.sql)
    except asyncpg.PostgresError as error:
        console.print(f"  [red]{escape(f'{error.sqlstate}: {error.message}')}[/]", soft_wrap=True)
        for word, text in (("DETAIL", error.detail), ("HINT", error.hint)):
            if text:
                console.print(f"  [yellow]{word}: {escape(text)}[/]", soft_wrap=True)
        return
    table = Table(show_edge=False, pad_edge=False)
    for name in rows[0].keys() if rows else ():
        table.add_column(name)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    console.print(Padding(table, (0, 0, 0, 2)))

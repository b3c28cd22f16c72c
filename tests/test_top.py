"""`onedsn top` draws what the console says."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

from rich.console import Console, ConsoleDimensions

from proxy.admin.commands import LISTINGS, answer
from proxy.top import ASKED, Look, draw, look
from tests.admin.fake_console import FakeConsole


class FakeConnection:
    """Answers SHOW from the fake console, as asyncpg would."""

    def __init__(self) -> None:
        self.statements = 100.0
        self.calls = 7
        self.databases: list[dict[str, Any]] = []

    async def fetch(self, command: str) -> list[dict[str, Any]]:
        listing = next(listing for listing in LISTINGS if f"SHOW {listing.word}" == command)
        rows = [dataclasses.asdict(row) for row in await answer(FakeConsole(), listing)]
        if listing.word == "STATS":
            labels = "dsn_database=shop,database=replica1,mode=read"
            rows.append({"metric": "onedsn_statements_total", "labels": labels, "value": self.statements})
        if listing.word == "STATEMENTS":
            shape = {"dsn_database": "shop", "statement": "SELECT * FROM book WHERE id = 0", "mode": "read"}
            rows.append({**shape, "database": "replica1", "router": "replicas", "calls": self.calls})
        return rows


def drawn(now: Look, before: Look | None, height: int = 40) -> str:
    to = io.StringIO()
    Console(file=to, width=120).print(draw(now, before, ConsoleDimensions(120, height)))
    return to.getvalue()


def test_what_is_asked_is_what_the_console_lists() -> None:
    assert set(ASKED) <= {listing.word for listing in LISTINGS}


async def test_databases_pools_clients_and_statements_are_drawn() -> None:
    text = drawn(await look(FakeConnection(), lambda: 0.0), None)
    for word in ("1.2.3", "shop.replica1 (of default)", "healthy", "psql", "listen", "SELECT * FROM book"):
        assert word in text


async def test_rates_are_of_the_time_between_two_looks() -> None:
    connection = FakeConnection()
    before = await look(connection, lambda: 10.0)
    connection.statements, connection.calls = 150.0, 27
    text = drawn(await look(connection, lambda: 12.0), before)
    assert "statements/s 25 " in text
    (shape,) = [line for line in text.splitlines() if "SELECT * FROM book" in line]
    assert shape.split()[:2] == ["27", "10"]


async def test_no_more_lines_are_drawn_than_the_terminal_has() -> None:
    class Crowded(FakeConnection):
        async def fetch(self, command: str) -> list[dict[str, Any]]:
            rows = await super().fetch(command)
            return rows * 300 if command in ("SHOW CLIENTS", "SHOW STATEMENTS") else rows

    for height in (24, 40, 100):
        text = drawn(await look(Crowded(), lambda: 0.0), None, height)
        assert len(text.splitlines()) <= height
        assert "more" in text

"""`onedsn top` asks for columns that the console has."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

from rich.console import Console

from proxy.admin.commands import LISTINGS, answer
from proxy.top import SHOWN, look
from tests.admin.fake_console import FakeConsole


class FakeConnection:
    """Answers SHOW from the fake console, as asyncpg would."""

    async def fetch(self, command: str) -> list[dict[str, Any]]:
        listing = next(listing for listing in LISTINGS if f"SHOW {listing.word}" == command)
        return [dataclasses.asdict(row) for row in await answer(FakeConsole(), listing)]


def test_every_column_shown_is_one_of_the_console() -> None:
    rows = {listing.word: {field.name for field in dataclasses.fields(listing.row)} for listing in LISTINGS}
    assert [(word, set(columns) - rows[word]) for word, _, columns in SHOWN if set(columns) - rows[word]] == []


async def test_databases_pools_and_clients_are_drawn() -> None:
    drawn = io.StringIO()
    Console(file=drawn, width=120).print(await look(FakeConnection()))
    for word in ("replica1", "postgresql", "psql", "listen"):
        assert word in drawn.getvalue()

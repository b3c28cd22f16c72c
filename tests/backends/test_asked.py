"""Connections on which relations are asked for: kept while they live, and none outlives the rules."""

from __future__ import annotations

import asyncio

import pytest

from proxy.backends.asked import Asked, Row
from proxy.errors import ConnectionFailure, ProxyError


class Connection:
    """Answers when `go` is set, with an error where there is one."""

    def __init__(self) -> None:
        self.is_closed = False
        self.go = asyncio.Event()
        self.go.set()
        self.asked = asyncio.Event()
        self.error: ProxyError | None = None

    async def ask(self, text: str, *, is_counted: bool = False) -> list[Row]:
        self.asked.set()
        await self.go.wait()
        if self.error is not None:
            raise self.error
        return [(text,)]

    async def close(self) -> None:
        self.is_closed = True


class Stage:
    def __init__(self) -> None:
        self.opened: list[Connection] = []
        self.asked = Asked(self.connect)

    async def connect(self) -> Connection:
        self.opened.append(Connection())
        return self.opened[-1]


async def test_a_connection_is_used_again_until_it_dies() -> None:
    stage = Stage()
    assert await stage.asked.ask("one") == [("one",)]
    assert await stage.asked.ask("two") == [("two",)]
    assert len(stage.opened) == 1
    stage.opened[0].is_closed = True
    await stage.asked.ask("three")
    assert len(stage.opened) == 2


async def test_an_error_of_a_statement_leaves_the_connection_and_a_lost_server_ends_it() -> None:
    stage = Stage()
    await stage.asked.ask("one")
    [connection] = stage.opened
    connection.error = ProxyError("no such table", sqlstate="42P01")
    with pytest.raises(ProxyError, match="no such table"):
        await stage.asked.ask("two")
    assert not connection.is_closed
    connection.error = ConnectionFailure("gone")
    with pytest.raises(ConnectionFailure):
        await stage.asked.ask("three")
    assert connection.is_closed


async def test_one_that_is_cancelled_in_the_middle_leaves_no_connection_behind() -> None:
    stage = Stage()
    await stage.asked.ask("one")
    [connection] = stage.opened
    connection.go.clear()
    connection.asked.clear()
    asking = asyncio.ensure_future(stage.asked.ask("two"))
    await connection.asked.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert connection.is_closed


@pytest.mark.parametrize("error", [None, ProxyError("no such table", sqlstate="42P01")])
async def test_a_connection_that_is_asked_while_the_rules_go_ends_with_its_answer(error: ProxyError | None) -> None:
    stage = Stage()
    await stage.asked.ask("one")
    [connection] = stage.opened
    connection.error = error
    connection.go.clear()
    connection.asked.clear()
    asking = asyncio.ensure_future(stage.asked.ask("two"))
    await connection.asked.wait()
    await stage.asked.close()
    assert not connection.is_closed
    connection.go.set()
    await asyncio.wait([asking])
    assert asking.exception() is error
    assert connection.is_closed

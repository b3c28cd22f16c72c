"""The console answers over both protocols as a PostgreSQL server would."""

from __future__ import annotations

import asyncio
from struct import unpack

import pytest

from proxy.admin.console import ConsoleBackend, ConsoleConnection
from proxy.errors import ProxyError
from proxy.wire import frontend
from proxy.wire.backend import parse_fields
from tests.admin.fake_console import FakeConsole


class Operator:
    """Receives, and waits for a number of ReadyForQuery."""

    def __init__(self, connection: ConsoleConnection) -> None:
        self.connection = connection
        connection.receiver = self
        self.received = bytearray()
        self.error: ProxyError | None = None
        self.arrived = asyncio.Event()

    def replies(self, data: bytes) -> None:
        self.received += data
        if data.endswith(b"Z\0\0\0\5I"):
            self.arrived.set()

    def lost(self, error: ProxyError) -> None:
        self.error = error
        self.arrived.set()

    def server_full(self) -> None:
        raise AssertionError("the console is never full")

    def server_drained(self) -> None: ...

    async def ask(self, data: bytes, pieces: int = 1) -> list[tuple[str, bytes]]:
        self.received.clear()
        self.arrived.clear()
        step = max(1, -(-len(data) // pieces))
        for start in range(0, len(data), step):
            self.connection.send(data[start : start + step])
        async with asyncio.timeout(5):
            await self.arrived.wait()
        messages, position = [], 0
        while position < len(self.received):
            length = int.from_bytes(self.received[position + 1 : position + 5], "big")
            messages.append((chr(self.received[position]), bytes(self.received[position + 5 : position + 1 + length])))
            position += 1 + length
        return messages

    async def query(self, text: str) -> list[tuple[str, bytes]]:
        return await self.ask(frontend.query(text.encode()))


@pytest.fixture
def console() -> FakeConsole:
    return FakeConsole()


@pytest.fixture
async def operator(console: FakeConsole) -> Operator:
    return Operator(await ConsoleBackend(console).connect())


def kinds(messages: list[tuple[str, bytes]]) -> str:
    return "".join(kind for kind, _ in messages)


def error_of(messages: list[tuple[str, bytes]]) -> dict[str, str]:
    return next(parse_fields(body) for kind, body in messages if kind == "E")


LISTINGS = ("CLIENTS", "SERVERS", "POOLS", "DATABASES", "ROUTERS", "STATS", "CONFIG", "VERSION", "HELP")


@pytest.mark.parametrize("word", LISTINGS)
async def test_every_listing_answers_with_columns_and_rows(operator: Operator, word: str) -> None:
    answer = kinds(await operator.query(f"show {word.lower()};"))
    assert answer[0] == "T"
    assert set(answer[1:-2]) == {"D"}
    assert answer[-2:] == "CZ"


async def test_a_listing_without_rows_still_has_columns(operator: Operator) -> None:
    assert kinds(await operator.query("SHOW STATEMENTS")) == "TCZ"


async def test_several_commands_are_answered_in_order(operator: Operator) -> None:
    assert kinds(await operator.query("SHOW POOLS; /* and */ SHOW VERSION")) == "TDCTDCZ"


async def test_nothing_is_an_empty_query(operator: Operator) -> None:
    assert kinds(await operator.query(" ; -- nothing")) == "IZ"


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("PAUSE", ("pause", None)),
        ('pause "replica1"', ("pause", "replica1")),
        ("RESUME default", ("resume", "default")),
        ("RELOAD", ("reload", None)),
        ("KILL 2", ("kill", 2)),
        ("DRAIN", ("drain", None)),
    ],
)
async def test_actions_reach_the_proxy(
    console: FakeConsole, operator: Operator, text: str, done: tuple[str, object]
) -> None:
    assert kinds(await operator.query(text))[-2:] == "CZ"
    assert console.done == [done]


async def test_an_unknown_command_suggests_the_nearest(operator: Operator) -> None:
    error = error_of(await operator.query("SHOW CLIENT"))
    assert error["C"] == "42601"
    assert "SHOW CLIENTS" in error["H"]


async def test_a_bad_reload_tells_why_and_the_console_lives_on(console: FakeConsole, operator: Operator) -> None:
    console.rules_are_bad = True
    assert "line 3" in error_of(await operator.query("RELOAD"))["M"]
    assert kinds(await operator.query("SHOW VERSION")) == "TDCZ"


@pytest.mark.parametrize("text", ["KILL", "KILL somebody", "PAUSE a b", "RELOAD now"])
async def test_wrong_arguments_are_refused_and_nothing_happens(
    console: FakeConsole, operator: Operator, text: str
) -> None:
    assert error_of(await operator.query(text))["C"] == "42601"
    assert console.done == []


def extended(text: bytes, formats: tuple[int, ...] = (), limit: int = 0) -> bytes:
    return (
        frontend.parse(b"s", text)
        + frontend.describe(b"S", b"s")
        + frontend.bind(b"", b"s", (), (), formats)
        + frontend.describe(b"P", b"")
        + frontend.execute(b"", limit)
        + frontend.SYNC
    )


async def test_the_extended_protocol_works_fed_byte_by_byte(operator: Operator) -> None:
    data = extended(b"SHOW CLIENTS")
    assert kinds(await operator.ask(data, len(data))) == "1tT2TDDCZ"


async def test_binary_results_are_binary(operator: Operator) -> None:
    row = next(body for kind, body in await operator.ask(extended(b"SHOW CLIENTS", (1,))) if kind == "D")
    assert unpack("!hiq", row[:14]) == (12, 8, 1)


async def test_a_row_limit_suspends_the_portal_and_goes_on_where_it_stopped(operator: Operator) -> None:
    data = (
        frontend.parse(b"", b"SHOW CLIENTS")
        + frontend.bind(b"p", b"", ())
        + frontend.execute(b"p", 1) * 2
        + frontend.SYNC
    )
    assert kinds(await operator.ask(data)) == "12DsDCZ"


async def test_after_an_error_messages_are_skipped_until_sync(operator: Operator) -> None:
    data = frontend.bind(b"", b"unknown", ()) + frontend.execute() + frontend.SYNC
    answer = await operator.ask(data)
    assert kinds(answer) == "EZ"
    assert error_of(answer)["C"] == "26000"


async def test_an_action_runs_at_execute_and_not_before(console: FakeConsole, operator: Operator) -> None:
    await operator.ask(frontend.parse(b"k", b"KILL 1") + frontend.describe(b"S", b"k") + frontend.SYNC)
    assert console.done == []
    await operator.ask(frontend.bind(b"", b"k", ()) + frontend.execute() + frontend.SYNC)
    assert console.done == [("kill", 1)]


async def test_a_broken_message_ends_the_connection(operator: Operator) -> None:
    assert await operator.ask(b"Q\0\0\0\1") == []
    assert operator.error is not None
    assert operator.error.code == "08P01"
    assert operator.connection.is_closed

"""One server connection of any kind, and what it answers, message by message."""

from __future__ import annotations

import asyncio

from proxy.backends.base import ServerConnection
from proxy.errors import ProxyError
from proxy.wire import backend, frontend

COUNT_FOREVER = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r"


class Talk:
    """One connection and what it answers."""

    def __init__(self, connection: ServerConnection) -> None:
        self.connection = connection
        self.send = connection.writer()
        self.buffer = b""
        self.messages: list[tuple[str, bytes]] = []
        self.arrived = asyncio.Event()
        self.error: ProxyError | None = None
        self.flow: list[str] = []
        connection.receiver = self

    def replies(self, data: bytes) -> None:
        self.buffer += data
        while len(self.buffer) >= 5:
            length = 1 + int.from_bytes(self.buffer[1:5], "big")
            if len(self.buffer) < length:
                break
            self.messages.append((chr(self.buffer[0]), self.buffer[5:length]))
            if self.buffer[:1] == b"E":
                self._note(backend.parse_fields(self.buffer[5:length]))
            self.buffer = self.buffer[length:]
        self.arrived.set()

    def _note(self, fields: dict[str, str]) -> None:
        if fields.get("V") == "FATAL":
            self.connection.last_error = fields

    def lost(self, error: ProxyError) -> None:
        self.error = error
        self.arrived.set()

    def server_full(self) -> None:
        self.flow.append("full")

    def server_drained(self) -> None:
        self.flow.append("drained")
        self.arrived.set()

    async def until(self, code: str) -> list[tuple[str, bytes]]:
        """All messages up to the first with that code."""
        while True:
            for i, (got, _) in enumerate(self.messages):
                if got == code:
                    found, self.messages = self.messages[: i + 1], self.messages[i + 1 :]
                    return found
            assert self.error is None, self.error
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 20)

    async def query(self, text: str) -> list[tuple[str, bytes]]:
        self.send(frontend.query(text.encode()))
        return await self.until("Z")

    async def ok(self, text: str) -> str:
        """Runs `text`; the tag of its last statement. Fails on an error."""
        found = await self.query(text)
        assert not [body for code, body in found if code == "E"], found
        return [body for code, body in found if code == "C"][-1][:-1].decode()

    async def rows(self, text: str) -> list[tuple[str | None, ...]]:
        found = await self.query(text)
        assert not [body for code, body in found if code == "E"], found
        return [fields(body) for code, body in found if code == "D"]

    async def fails(self, text: str) -> str:
        """Runs `text`; the SQLSTATE of its error."""
        return error(await self.query(text))


def fields(body: bytes) -> tuple[str | None, ...]:
    out: list[str | None] = []
    position = 2
    for _ in range(int.from_bytes(body[:2], "big")):
        length = int.from_bytes(body[position : position + 4], "big", signed=True)
        position += 4
        out.append(None if length < 0 else body[position : position + length].decode())
        position += max(length, 0)
    return tuple(out)


def error_or_none(messages: list[tuple[str, bytes]]) -> str | None:
    """The SQLSTATE of their error, if there is one."""
    return next((backend.parse_fields(body)["C"] for code, body in messages if code == "E"), None)


def error(messages: list[tuple[str, bytes]]) -> str:
    [body] = [body for code, body in messages if code == "E"]
    return backend.parse_fields(body)["C"]


def codes(messages: list[tuple[str, bytes]]) -> str:
    return "".join(code for code, _ in messages)

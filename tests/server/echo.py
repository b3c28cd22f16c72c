"""A session that answers every query with its own text, and a listener in front of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from proxy.config import ServerSettings
from proxy.errors import ProxyError
from proxy.server.client import ClientConnection
from proxy.server.listener import Listener
from proxy.session.startup import Startup
from proxy.wire import backend

PARAMETERS = {
    "server_version": "18.0",
    "client_encoding": "UTF8",
    "standard_conforming_strings": "on",
    "integer_datetimes": "on",
}


class EchoSession:
    """Knows simple queries and Terminate; "flood N" answers with N rows of 64 kB, as fast as the client takes them."""

    def __init__(self, client: ClientConnection, startup: Startup, process_id: int, secret: bytes) -> None:
        self.client = client
        self.startup = startup
        self.process_id = process_id
        self.secret = secret
        self.cancelled = asyncio.Event()
        self.lost = asyncio.Event()
        self.full_count = 0
        self.is_full = False
        self._buffer = b""
        self._flood = 0

    def start(self) -> None:
        for name, value in PARAMETERS.items():
            self.client.writer()(backend.parameter_status(name, value))
        self.client.writer()(backend.backend_key_data(self.process_id, self.secret) + backend.READY_IDLE)

    def client_data(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= 5:
            end = 1 + int.from_bytes(self._buffer[1:5], "big")
            if len(self._buffer) < end:
                return
            code, body, self._buffer = self._buffer[:1], self._buffer[5:end], self._buffer[end:]
            self._message(code, body)

    def _message(self, code: bytes, body: bytes) -> None:
        if code == b"X":
            self.client.close()
            return
        assert code == b"Q", code
        text = body.rstrip(b"\0")
        self.client.writer()(backend.row_description([backend.Column("echo", 25)]))
        if text.startswith(b"flood "):
            self._flood = int(text[6:])
            self._pour()
            return
        self.client.writer()(backend.data_row([text]) + backend.command_complete("SELECT 1") + backend.READY_IDLE)

    def _pour(self) -> None:
        row = backend.data_row([b"x" * 65536])
        while self._flood and not self.is_full:
            self._flood -= 1
            self.client.writer()(row)
        if not self._flood:
            self.client.writer()(backend.command_complete("SELECT 1") + backend.READY_IDLE)

    def client_full(self) -> None:
        self.is_full = True
        self.full_count += 1

    def client_drained(self) -> None:
        self.is_full = False
        if self._flood:
            self._pour()

    def client_finished(self) -> None:
        self.client.close()

    def client_lost(self) -> None:
        self.lost.set()

    def cancel(self) -> None:
        self.cancelled.set()


class EchoSessions:
    def __init__(self) -> None:
        self.opened: list[EchoSession] = []
        self.closed: list[int] = []
        self.refused: list[tuple[str | None, ProxyError, str | None]] = []

    def next_process_id(self) -> int:
        return len(self.opened) + 1

    def open_session(self, client: ClientConnection, startup: Startup, process_id: int, secret: bytes) -> EchoSession:
        session = EchoSession(client, startup, process_id, secret)
        self.opened.append(session)
        return session

    def close_session(self, process_id: int) -> None:
        self.closed.append(process_id)


@asynccontextmanager
async def echo_listener(**settings: object) -> AsyncIterator[tuple[Listener, EchoSessions]]:
    """A running listener on a free port of loopback; `settings` are those of server.yaml."""
    listen = {"host": "127.0.0.1", "port": 0, **settings.pop("listen", {})}  # type: ignore[dict-item]
    sessions = EchoSessions()
    parsed = ServerSettings.model_validate({**settings, "listen": listen})
    listener = Listener(
        parsed, sessions, refused=lambda address, error, why: sessions.refused.append((address, error, why))
    )
    await listener.start()
    try:
        yield listener, sessions
    finally:
        await listener.close()

"""Serves the SQLite engine alone on a loopback port, with trust start-up, so that drivers can talk to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from proxy.backends.sqlite.backend import SqliteBackend
from proxy.backends.sqlite.connection import SqliteConnection
from proxy.errors import ProxyError
from proxy.wire import backend, codes, frontend
from proxy.wire.codes import CANCEL_REQUEST, GSSENC_REQUEST, SSL_REQUEST

_CARRIED = ("client_encoding", "application_name", "datestyle", "timezone", "extra_float_digits", "search_path")


class Client(asyncio.Protocol):
    """One client: its start-up, then bytes both ways."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.buffer = b""
        self.started = False
        self.connection: SqliteConnection | None = None
        self.waiting_for_settings = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if self.started and self.connection is not None and not self.waiting_for_settings:
            self.connection.send(data)
            return
        self.buffer += data
        while not self.started and len(self.buffer) >= 8:
            length, code = int.from_bytes(self.buffer[:4], "big"), int.from_bytes(self.buffer[4:8], "big")
            if len(self.buffer) < length:
                return
            body, self.buffer = self.buffer[8:length], self.buffer[length:]
            if code in (SSL_REQUEST, GSSENC_REQUEST):
                self.transport.write(b"N")
            elif code == CANCEL_REQUEST:
                self.server.cancel(int.from_bytes(body[:4], "big"))
                self.transport.close()
            else:
                self.started = True
                words = body.decode().split("\0")
                self.task = asyncio.get_running_loop().create_task(
                    self.start(dict(zip(words[::2], words[1::2], strict=False)))
                )

    async def start(self, parameters: dict[str, str]) -> None:
        try:
            connection = await self.server.backend.connect()
        except ProxyError as problem:
            self.transport.write(backend.error_response(problem))
            self.transport.close()
            return
        connection.receiver = self
        self.connection = connection
        self.server.connections[connection.process_id] = connection
        connection.parameters["session_authorization"] = parameters.get("user", "")
        settings = [(n, v) for n, v in parameters.items() if n.lower() in _CARRIED]
        texts = [f"SET {name} = '{value}'" for name, value in settings]
        texts.append(f"SET session_authorization = '{parameters['user']}'")
        self.waiting_for_settings = True
        connection.send(frontend.query("; ".join(texts).encode()))

    def replies(self, data: bytes) -> None:
        if not self.waiting_for_settings:
            self.transport.write(data)
            return
        assert data[-6] == codes.READY_FOR_QUERY, data
        assert self.connection is not None
        self.waiting_for_settings = False
        out = [backend.AUTHENTICATION_OK]
        out += [backend.parameter_status(name, value) for name, value in self.connection.parameters.items()]
        out += [backend.backend_key_data(self.connection.process_id, b"\0\0\0\0"), data[-6:]]
        self.transport.write(b"".join(out))
        rest, self.buffer = self.buffer, b""
        if rest:
            self.connection.send(rest)

    def lost(self, error: ProxyError) -> None:
        self.transport.write(backend.error_response(error))
        self.transport.close()

    def server_full(self) -> None:
        self.transport.pause_reading()

    def server_drained(self) -> None:
        self.transport.resume_reading()

    def pause_writing(self) -> None:
        if self.connection is not None:
            self.connection.pause_reading()

    def resume_writing(self) -> None:
        if self.connection is not None:
            self.connection.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.connection is not None:
            self.connection.close()


class Server:
    """The engine behind a port, on an event loop of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connections: dict[int, SqliteConnection] = {}
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, name="sqlite test server")
        self.thread.start()
        assert self.ready.wait(20)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._start())
        self.loop.run_forever()
        self.loop.run_until_complete(self._stop())
        self.loop.close()

    async def _start(self) -> None:
        self.backend = SqliteBackend("default", self.url)
        self.server = await self.loop.create_server(lambda: Client(self), "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        self.ready.set()

    async def _stop(self) -> None:
        self.server.close()
        await self.backend.close()

    def cancel(self, process_id: int) -> None:
        self.connections[process_id].cancel(lambda _: None)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(20)

    @property
    def dsn(self) -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/default?sslmode=disable"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers by URL; without one, on a fresh file."""
    servers: list[Server] = []

    def start(url: str | None = None) -> Server:
        servers.append(Server(url or f"sqlite:///{tmp_path}/test.db"))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve()

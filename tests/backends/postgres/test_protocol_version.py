"""Which protocol version is spoken with a server: the newest, or what the server knows."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from proxy.backends.postgres.connect import connect
from proxy.backends.postgres.url import parse_url
from proxy.errors import ConnectionFailure, FatalError, FeatureNotSupported
from proxy.wire import backend
from proxy.wire.codes import PROTOCOL_3_0, PROTOCOL_3_2
from tests.servers import Server

Greet = Callable[[int], bytes]
"""What a server answers to a start-up packet of this version."""

_READY = backend.AUTHENTICATION_OK + backend.backend_key_data(7, b"abcd") + backend.READY_IDLE


@asynccontextmanager
async def _server(greet: Greet) -> AsyncIterator[tuple[str, list[int]]]:
    """A server that is not there, its URL, and the versions it was asked for."""
    versions: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length, version = struct.unpack("!II", await reader.readexactly(8))
        await reader.readexactly(length - 8)
        versions.append(version)
        writer.write(greet(version))
        await writer.drain()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"postgresql://a@127.0.0.1:{server.sockets[0].getsockname()[1]}/a?sslmode=disable", versions


async def test_a_server_of_today_is_spoken_to_in_3_2_and_gives_a_long_secret(primary: Server) -> None:
    ready = await connect(parse_url(primary.url))
    assert len(ready.secret) == 32
    ready.transport.close()


async def test_an_older_server_negotiates_down() -> None:
    def greet(_version: int) -> bytes:
        return backend.negotiate_protocol_version(PROTOCOL_3_0, ()) + _READY

    async with _server(greet) as (url, versions):
        ready = await connect(parse_url(url))
        assert ready.secret == b"abcd"
        assert versions == [PROTOCOL_3_2]
        ready.transport.close()


async def test_a_server_that_cannot_negotiate_is_asked_again_in_3_0() -> None:
    refusal = backend.error_response(FatalError("unsupported frontend protocol 3.2", sqlstate="0A000"))

    async with _server(lambda version: _READY if version == PROTOCOL_3_0 else refusal) as (url, versions):
        ready = await connect(parse_url(url))
        assert ready.process_id == 7
        assert versions == [PROTOCOL_3_2, PROTOCOL_3_0]
        ready.transport.close()


async def test_a_server_that_refuses_both_is_quoted() -> None:
    refusal = backend.error_response(FeatureNotSupported("no protocol pleases me"))

    async with _server(lambda _version: refusal) as (url, versions):
        with pytest.raises(ConnectionFailure, match="no protocol pleases me"):
            await connect(parse_url(url))
        assert len(versions) == 2


async def test_a_server_that_offers_more_than_was_asked_for_is_not_believed() -> None:
    offer = backend.negotiate_protocol_version(PROTOCOL_3_2 + 1, ())

    async with _server(lambda _version: offer) as (url, _):
        with pytest.raises(ConnectionFailure, match="not asked for"):
            await connect(parse_url(url))

"""The HTTP port answers metrics and health, and survives nonsense."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator

import pytest

from proxy.config import LogSettings
from proxy.telemetry.access import Access
from proxy.telemetry.http import HttpServer, Request, Response, standard_routes
from proxy.telemetry.log import make_logger
from proxy.telemetry.metrics import Metrics


class Port:
    def __init__(self) -> None:
        self.missing: dict[str, str] = {}
        self.log = io.StringIO()
        self.address = ("", 0)

    async def exchange(self, request: bytes) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection(*self.address)
        writer.write(request)
        answer = await reader.read()
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split(b" ")[1]), body

    async def get(self, path: str) -> tuple[int, bytes]:
        return await self.exchange(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())


@pytest.fixture
async def port() -> AsyncIterator[Port]:
    subject = Port()

    async def fail(_request: Request) -> Response:
        raise RuntimeError("a bug")

    async def echo(request: Request) -> Response:
        return Response(200, request.body)

    async def metrics() -> bytes:
        return Metrics().text()

    async def missing() -> dict[str, str]:
        return subject.missing

    routes = standard_routes(metrics, missing) | {"/fail": fail, "/echo": echo}
    server = HttpServer(routes, make_logger(LogSettings(), subject.log), Access(None))
    subject.address = await server.start("127.0.0.1", 0)
    yield subject
    await server.close()


async def test_metrics_are_served(port: Port) -> None:
    status, body = await port.get("/metrics")
    assert status == 200
    assert b"# TYPE onedsn_statements_total counter" in body


async def test_readiness_names_what_is_missing(port: Port) -> None:
    assert (await port.get("/health/ready"))[0] == 200
    port.missing["auth"] = "connection refused"
    status, body = await port.get("/health/ready")
    assert status == 503
    assert json.loads(body)["because"] == {"auth": "connection refused"}
    assert (await port.get("/health/live"))[0] == 200


async def test_an_unknown_path_names_the_known_ones(port: Port) -> None:
    status, body = await port.get("/nothing")
    assert status == 404
    assert b"/metrics" in body


async def test_a_body_is_read_whole(port: Port) -> None:
    assert await port.exchange(b"POST /echo HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello") == (200, b"hello")


async def test_a_failing_handler_answers_500_and_logs(port: Port) -> None:
    status, body = await port.get("/fail")
    assert status == 500
    assert b"a bug" not in body
    assert "a bug" in port.log.getvalue()


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"DELETE / HTTP/1.1\r\n\r\n", 405),
        (b"POST /echo HTTP/1.1\r\nContent-Length: many\r\n\r\n", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST /echo HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", 413),
        (b"GET http://[ HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431),
    ],
)
async def test_nonsense_is_answered_with_its_status(port: Port, request_bytes: bytes, status: int) -> None:
    assert (await port.exchange(request_bytes))[0] == status
    assert (await port.get("/health/live"))[0] == 200

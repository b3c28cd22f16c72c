"""A very small HTTP/1.1 server for metrics, health and the page: GET and POST, one answer per connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from structlog.typing import FilteringBoundLogger

from proxy.telemetry.access import CHALLENGE, Access
from proxy.telemetry.metrics import CONTENT_TYPE

HEAD_LIMIT = 16 * 1024
BODY_LIMIT = 1024 * 1024
READ_TIMEOUT = 10.0
_LONGEST_NUMBER = 18
"""Digits; Python reads none of thousands."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    status: int = 200
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Request], Awaitable[Response]]


class BadRequest(Exception):
    """A request that cannot be read; `status` is what the client is told."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


def json_response(value: object, status: int = 200) -> Response:
    return Response(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")


def parse_head(head: bytes) -> Request:
    """The request line and headers up to the empty line. Raises BadRequest."""
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise BadRequest(HTTPStatus.BAD_REQUEST, "this is not an HTTP/1.1 request")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if line and not colon:
            raise BadRequest(HTTPStatus.BAD_REQUEST, "a header has no colon")
        headers[name.strip().lower()] = value.strip()
    try:
        target = urlsplit(parts[1])
    except ValueError as problem:
        raise BadRequest(HTTPStatus.BAD_REQUEST, f"the address cannot be read: {problem}") from problem
    return Request(parts[0], target.path, dict(parse_qsl(target.query)), headers)


def encode(response: Response, *, with_body: bool = True) -> bytes:
    lines = [
        f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}",
        f"Content-Type: {response.content_type}",
        f"Content-Length: {len(response.body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
        *(f"{name}: {value}" for name, value in response.headers.items()),
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (response.body if with_body else b"")


class HttpServer:
    """Answers paths by the table `routes`; an unknown path is 404, a handler's exception is 500 and a log line."""

    def __init__(self, routes: Mapping[str, Handler], logger: FilteringBoundLogger, access: Access) -> None:
        self._routes = routes
        self._logger = logger
        self._access = access
        self._server: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Listens; returns the address, with the real port where 0 was asked."""
        self._server = await asyncio.start_server(self._converse, host, port, limit=HEAD_LIMIT)
        address = self._server.sockets[0].getsockname()
        return str(address[0]), int(address[1])

    async def close(self) -> None:
        if self._server is None:
            return
        self._server.close()
        await self._server.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            method, response = await self._answer(reader, writer.get_extra_info("peername"))
            writer.write(encode(response, with_body=method != "HEAD"))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # The browser left; there is nobody to tell.
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, peer: object) -> tuple[str, Response]:
        try:
            async with asyncio.timeout(READ_TIMEOUT):
                request = await _read(reader)
        except BadRequest as problem:
            return "GET", Response(problem.status, str(problem).encode())
        except TimeoutError:
            return "GET", Response(HTTPStatus.REQUEST_TIMEOUT, b"the request did not arrive in time")
        address = str(peer[0]) if isinstance(peer, tuple) else None
        refusal = self._access.refusal(request.path, request.headers, address)
        if refusal is not None:
            if self._access.takes_token:
                return request.method, Response(HTTPStatus.UNAUTHORIZED, refusal.encode(), headers=CHALLENGE)
            return request.method, Response(HTTPStatus.FORBIDDEN, refusal.encode())
        handler = self._routes.get(request.path)
        if handler is None:
            return request.method, Response(404, ("try " + " ".join(self._routes)).encode())
        try:
            return request.method, await handler(request)
        except Exception as error:  # the page's bug must not end the proxy; it is logged and answered
            self._logger.error("the HTTP port failed to answer", path=request.path, exc_info=error)
            return request.method, Response(500, b"internal error; the log has the details")


async def _read(reader: asyncio.StreamReader) -> Request:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise BadRequest(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too large") from None
    request = parse_head(head[:-4])
    if request.method not in ("GET", "HEAD", "POST"):
        raise BadRequest(HTTPStatus.METHOD_NOT_ALLOWED, "only GET, HEAD and POST are answered")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal():
        raise BadRequest(HTTPStatus.BAD_REQUEST, "Content-Length is not a number")
    if len(length) > _LONGEST_NUMBER or int(length) > BODY_LIMIT:
        raise BadRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
    body = await reader.readexactly(int(length))
    return Request(request.method, request.path, request.query, request.headers, body)


def standard_routes(
    metrics: Callable[[], Awaitable[bytes]], is_ready: Callable[[], Awaitable[Mapping[str, str]]]
) -> dict[str, Handler]:
    """/metrics and health. `is_ready` names what is not ready, by part and reason; an empty answer is ready."""

    async def answer_metrics(_request: Request) -> Response:
        return Response(200, await metrics(), CONTENT_TYPE)

    async def answer_live(_request: Request) -> Response:
        return json_response({"status": "alive"})

    async def answer_ready(_request: Request) -> Response:
        missing = dict(await is_ready())
        if missing:
            return json_response({"status": "not ready", "because": missing}, HTTPStatus.SERVICE_UNAVAILABLE)
        return json_response({"status": "ready"})

    return {
        "/metrics": answer_metrics,
        "/health/live": answer_live,
        "/health/ready": answer_ready,
        "/livez": answer_live,
        "/readyz": answer_ready,
    }

"""The channel between the supervisor and one worker: questions, answers, and word when the other side is gone."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
from collections.abc import Awaitable, Callable, Mapping
from struct import Struct
from typing import Any, Final, cast

from proxy.errors import ConnectionFailure, ProxyError
from proxy.net import TaskOwner

# Any: what questions and answers carry is JSON.
Handler = Callable[[Mapping[str, Any]], Awaitable[Any]]
_LENGTH: Final = Struct("!I")


class Channel(asyncio.Protocol):
    """One end. `handlers` answer the questions of the other side, each in a task of its own; what a handler raises as a
    ProxyError is raised there. `lost` is called once, when the other side is gone."""

    def __init__(self, handlers: Mapping[str, Handler], tasks: TaskOwner, lost: Callable[[], None]) -> None:
        # For the life of the channel
        self._handlers = handlers
        self._tasks = tasks
        self._lost = lost
        self._transport: asyncio.Transport | None = None
        self._numbers = itertools.count(1)
        # Changing with every message
        self._buffer = bytearray()
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    async def open(self, end: socket.socket) -> None:
        """Takes over this end of a socket pair."""
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=end)

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, what: str, **values: Any) -> Any:
        """The other side's answer. Raises its ProxyError, or ConnectionFailure where it went away."""
        if not self.is_open:
            raise ConnectionFailure("the worker is gone")
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._send({"ask": what, "number": number, "values": values})
        try:
            return await answer
        finally:
            self._waiting.pop(number, None)

    def tell(self, what: str, **values: Any) -> None:
        """Without waiting for an answer, or for anybody to be there."""
        if self.is_open:
            self._send({"ask": what, "number": 0, "values": values})

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    # ---- called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's, though they do all that one does.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= 4:
            end = 4 + _LENGTH.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                return
            message = json.loads(self._buffer[4:end])
            del self._buffer[:end]
            self._take(message)

    def connection_lost(self, exc: Exception | None) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionFailure("the worker is gone"))
        self._lost()

    def _take(self, message: dict[str, Any]) -> None:
        if "ask" in message:
            self._tasks.spawn(self._answer(message), f"answer {message['ask']}")
            return
        answer = self._waiting.get(message["number"])
        if answer is None or answer.done():
            return
        if message["error"] is None:
            answer.set_result(message["answer"])
        else:
            answer.set_exception(error_from(message["error"]))

    async def _answer(self, message: Mapping[str, Any]) -> None:
        answer, error = None, None
        try:
            answer = await self._handlers[message["ask"]](message["values"])
        except ProxyError as raised:
            error = error_record(raised)
        except Exception as raised:
            error = error_record(ProxyError(f"{message['ask']} failed: {type(raised).__name__}: {raised}"))
            raise
        finally:
            if message["number"] and self.is_open:
                self._send({"number": message["number"], "answer": answer, "error": error})

    def _send(self, message: object) -> None:
        assert self._transport is not None, "the channel has not been opened"
        data = json.dumps(message).encode()
        self._transport.write(_LENGTH.pack(len(data)) + data)


def error_record(error: ProxyError) -> dict[str, str | None]:
    return {"message": error.message, "detail": error.detail, "hint": error.hint, "sqlstate": error.code}


def error_from(record: Mapping[str, str | None]) -> ProxyError:
    return ProxyError(str(record["message"]), detail=record["detail"], hint=record["hint"], sqlstate=record["sqlstate"])

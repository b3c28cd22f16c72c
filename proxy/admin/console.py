"""The console as one more server: it speaks the PostgreSQL protocol upward and answers from the running proxy."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from proxy.admin import results
from proxy.admin.commands import Action, Command, Ignored, Listing, act, answer, parse, split
from proxy.admin.rows import Console, Row
from proxy.backends.base import Receiver
from proxy.config import ADMIN_DATABASE
from proxy.errors import AdminShutdown, FeatureNotSupported, ProtocolViolation, ProxyError
from proxy.wire import backend, codes, frontend


@dataclass(slots=True)
class _Portal:
    text: str
    formats: tuple[int, ...]
    rows: deque[Row] | None = None
    """None before its first Execute."""


@dataclass(slots=True)
class _Extended:
    """What Parse and Bind made, until Close."""

    statements: dict[bytes, str] = field(default_factory=dict)
    portals: dict[bytes, _Portal] = field(default_factory=dict)


class ConsoleConnection:
    """One operator's connection (a `ServerConnection`). Messages are answered in order, one at a time."""

    def __init__(self, console: Console, process_id: int) -> None:
        # For the life of the connection
        self.database = ADMIN_DATABASE
        self.process_id = process_id
        self.parameters = {
            "server_version": f"15.0 (onedsn {console.version})",
            "server_encoding": "UTF8",
            "client_encoding": "UTF8",
            "DateStyle": "ISO, MDY",
            "TimeZone": "UTC",
            "integer_datetimes": "on",
            "standard_conforming_strings": "on",
        }
        self.receiver: Receiver | None = None
        self.last_error: dict[str, str] | None = None
        self._console = console
        self._extended = _Extended()
        self._closed = False
        # For one run of the worker
        self._input = bytearray()
        self._worker: asyncio.Task[None] | None = None
        # Until the next Sync
        self._skipping = False

    @property
    def is_closed(self) -> bool:
        return self._closed

    def writer(self) -> Callable[[bytes], object]:
        return self.send

    def send(self, data: bytes) -> None:
        self._input += data
        if self._worker is None and not self._closed:
            self._worker = asyncio.get_running_loop().create_task(self._work(), name=f"console {self.process_id}")

    def pause_reading(self) -> None:
        """Answers are small and made on request; there is nothing to pause."""

    def resume_reading(self) -> None: ...

    def cancel(self, heard: Callable[[bool], None]) -> None:
        """Only PAUSE waits, and an operator who gives it up says RESUME."""
        heard(True)

    def not_understood(self, problem: ProxyError) -> None:
        self.close()
        self._end(problem)

    def close(self) -> None:
        self._closed = True
        if self._worker is not None:
            self._worker.cancel()

    async def _work(self) -> None:
        try:
            while (message := self._next_message()) is not None:
                code, body = message
                await self._answer(code, body)
        except ProxyError as error:
            self._end(error)
        except Exception as error:  # noqa: BLE001 - a fact that cannot be supplied must end this conversation, not leave it waiting
            self._end(AdminShutdown(f"the console failed: {type(error).__name__}: {error}", sqlstate="XX000"))
        finally:
            self._worker = None

    def _end(self, error: ProxyError) -> None:
        self._closed = True
        if self.receiver is not None:
            self.receiver.lost(error)

    def _next_message(self) -> tuple[int, bytes] | None:
        if len(self._input) < 5:
            return None
        length = int.from_bytes(self._input[1:5], "big")
        if length < 4:
            raise ProtocolViolation(f"invalid message length {length}")
        if len(self._input) < length + 1:
            return None
        code, body = self._input[0], bytes(self._input[5 : length + 1])
        del self._input[: length + 1]
        return code, body

    def _reply(self, data: bytes) -> None:
        if data and self.receiver is not None and not self._closed:
            self.receiver.replies(data)

    async def _answer(self, code: int, body: bytes) -> None:
        if code == codes.SYNC:
            self._skipping = False
            self._extended.portals.clear()
            self._reply(backend.READY_IDLE)
        elif code == codes.TERMINATE:
            self._closed = True
        elif code == codes.QUERY:
            await self._simple(_text(frontend.parse_query(body)))
        elif not self._skipping:
            try:
                await self._extended_message(code, body)
            except ProtocolViolation:
                raise
            except ProxyError as error:
                self._skipping = True
                self._reply(backend.error_response(error))

    async def _simple(self, text: str) -> None:
        commands = split(text)
        if not commands:
            self._reply(backend.EMPTY_QUERY_RESPONSE)
        try:
            for command_text in commands:
                command = parse(command_text)
                rows = await self._run(command)
                if isinstance(command, Listing):
                    self._reply(results.description(command.row) + results.data(rows))
                self._reply(backend.command_complete(_tag(command)))
        except ProxyError as error:
            self._reply(backend.error_response(error))
        self._reply(backend.READY_IDLE)

    async def _run(self, command: Command) -> list[Row]:
        match command:
            case Listing():
                return list(await answer(self._console, command))
            case Action():
                said = await act(self._console, command)
                if said is not None:
                    self._reply(backend.notice_response(said))
                return []
            case Ignored():
                return []

    async def _extended_message(self, code: int, body: bytes) -> None:
        made = self._extended
        match code:
            case codes.PARSE:
                statement = frontend.parse_parse(body)
                commands = split(_text(statement.text))
                if len(commands) > 1:
                    raise ProxyError("cannot insert multiple commands into a prepared statement", sqlstate="42601")
                if commands:
                    parse(commands[0])
                made.statements[statement.name] = commands[0] if commands else ""
                self._reply(backend.PARSE_COMPLETE)
            case codes.BIND:
                bind = frontend.parse_bind(body)
                made.portals[bind.portal] = _Portal(self._statement(bind.statement), bind.result_formats)
                self._reply(backend.BIND_COMPLETE)
            case codes.DESCRIBE:
                self._describe(frontend.parse_describe(body))
            case codes.EXECUTE:
                await self._execute(frontend.parse_execute(body))
            case codes.CLOSE:
                target = frontend.parse_close(body)
                if target.kind == b"S":
                    made.statements.pop(target.name, None)
                else:
                    made.portals.pop(target.name, None)
                self._reply(backend.CLOSE_COMPLETE)
            case codes.FLUSH:
                pass
            case _:
                raise FeatureNotSupported(f"the console does not take messages of type {chr(code)!r}")

    def _describe(self, target: frontend.Named) -> None:
        if target.kind == b"S":
            text = self._statement(target.name)
            formats: tuple[int, ...] = ()
            self._reply(backend.parameter_description(()))
        else:
            portal = self._portal(target.name)
            text, formats = portal.text, portal.formats
        command = parse(text) if text else None
        if isinstance(command, Listing):
            self._reply(results.description(command.row, formats))
        else:
            self._reply(backend.NO_DATA)

    async def _execute(self, execute: frontend.Execute) -> None:
        portal = self._portal(execute.portal)
        if not portal.text:
            self._reply(backend.EMPTY_QUERY_RESPONSE)
            return
        command = parse(portal.text)
        if portal.rows is None:
            portal.rows = deque(await self._run(command))
        count = min(execute.row_limit or len(portal.rows), len(portal.rows))
        rows = [portal.rows.popleft() for _ in range(count)]
        self._reply(results.data(rows, portal.formats))
        self._reply(backend.PORTAL_SUSPENDED if portal.rows else backend.command_complete(_tag(command)))

    def _statement(self, name: bytes) -> str:
        text = self._extended.statements.get(name)
        if text is None:
            shown = name.decode("utf-8", "replace")
            raise ProxyError(f'prepared statement "{shown}" does not exist', sqlstate="26000")
        return text

    def _portal(self, name: bytes) -> _Portal:
        portal = self._extended.portals.get(name)
        if portal is None:
            shown = name.decode("utf-8", "replace")
            raise ProxyError(f'portal "{shown}" does not exist', sqlstate="34000")
        return portal


class ConsoleBackend:
    """The admin console as a database (a `Backend`)."""

    name = ADMIN_DATABASE
    kind = "console"

    def __init__(self, console: Console) -> None:
        self._console = console
        self._opened = 0

    async def connect(self) -> ConsoleConnection:
        self._opened += 1
        return ConsoleConnection(self._console, self._opened)

    async def close(self) -> None:
        """Nothing is held."""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _tag(command: Command) -> str:
    match command:
        case Listing():
            return "SHOW"
        case Action():
            return command.word
        case Ignored():
            return command.tag

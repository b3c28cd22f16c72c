"""What a client says: reading every frontend message, and encoding the ones the proxy sends to servers.

Every reader takes the body (the bytes after the length word), checks each length before it uses it, and raises
`MalformedMessage` (08P01) for bytes that do not fit. Source: PostgreSQL manual, "Message Formats".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from typing import Final

from proxy.errors import MalformedMessage
from proxy.wire.codes import PROTOCOL_3_0

_LENGTH: Final = Struct("!I")
_SIGNED: Final = Struct("!i")
_SHORT: Final = Struct("!H")

SYNC: Final = b"S\x00\x00\x00\x04"
FLUSH: Final = b"H\x00\x00\x00\x04"
TERMINATE: Final = b"X\x00\x00\x00\x04"
COPY_DONE: Final = b"c\x00\x00\x00\x04"


@dataclass(frozen=True, slots=True)
class Parse:
    name: bytes
    text: bytes
    parameter_types: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bind:
    """`values` are as sent, None for NULL."""

    portal: bytes
    statement: bytes
    parameter_formats: tuple[int, ...]
    values: tuple[bytes | None, ...]
    result_formats: tuple[int, ...]

    def parameter_format(self, index: int) -> int:
        """0 for text, 1 for binary: none given means text, one given holds for all."""
        if not self.parameter_formats:
            return 0
        if len(self.parameter_formats) == 1:
            return self.parameter_formats[0]
        return self.parameter_formats[index]


@dataclass(frozen=True, slots=True)
class Execute:
    portal: bytes
    row_limit: int
    """0 means all rows."""


@dataclass(frozen=True, slots=True)
class Named:
    """The target of Describe and Close: `kind` is b"S" for a statement, b"P" for a portal."""

    kind: bytes
    name: bytes


def message(code: bytes, body: bytes) -> bytes:
    return code + _LENGTH.pack(len(body) + 4) + body


def query(text: bytes) -> bytes:
    return message(b"Q", text + b"\0")


def parse(name: bytes, text: bytes, parameter_types: Sequence[int] = ()) -> bytes:
    types = b"".join(map(_LENGTH.pack, parameter_types))
    return message(b"P", name + b"\0" + text + b"\0" + _SHORT.pack(len(parameter_types)) + types)


def bind(
    portal: bytes,
    statement: bytes,
    values: Sequence[bytes | None],
    parameter_formats: Sequence[int] = (),
    result_formats: Sequence[int] = (),
) -> bytes:
    parts = [portal, b"\0", statement, b"\0", _SHORT.pack(len(parameter_formats))]
    parts.extend(map(_SHORT.pack, parameter_formats))
    parts.append(_SHORT.pack(len(values)))
    for value in values:
        if value is None:
            parts.append(b"\xff\xff\xff\xff")
        else:
            parts.append(_LENGTH.pack(len(value)))
            parts.append(value)
    parts.append(_SHORT.pack(len(result_formats)))
    parts.extend(map(_SHORT.pack, result_formats))
    return message(b"B", b"".join(parts))


@lru_cache(maxsize=256)
def unsynced(text: bytes) -> bytes:
    """Parse, Bind and Execute of an unnamed statement without parameters: whatever comes behind is answered with it."""
    return parse(b"", text) + bind(b"", b"", ()) + execute()


def describe(kind: bytes, name: bytes) -> bytes:
    return message(b"D", kind + name + b"\0")


def execute(portal: bytes = b"", row_limit: int = 0) -> bytes:
    return message(b"E", portal + b"\0" + _LENGTH.pack(row_limit))


def close(kind: bytes, name: bytes) -> bytes:
    return message(b"C", kind + name + b"\0")


def copy_data(data: bytes) -> bytes:
    return message(b"d", data)


def copy_fail(reason: str) -> bytes:
    return message(b"f", reason.encode() + b"\0")


def password(data: bytes) -> bytes:
    """A PasswordMessage, or with the same code a SASLInitialResponse or SASLResponse whose body is `data`."""
    return message(b"p", data)


def startup(parameters: Mapping[str, str], version: int = PROTOCOL_3_0) -> bytes:
    body = _LENGTH.pack(version)
    for name, value in parameters.items():
        body += name.encode() + b"\0" + value.encode() + b"\0"
    body += b"\0"
    return _LENGTH.pack(len(body) + 4) + body


def cancel_request(process_id: int, secret: bytes) -> bytes:
    body = _LENGTH.pack(80877102) + _LENGTH.pack(process_id) + secret
    return _LENGTH.pack(len(body) + 4) + body


class Reader:
    """Takes one body apart from left to right; running past its end is a MalformedMessage, never an IndexError."""

    __slots__ = ("body", "name", "position")

    def __init__(self, body: bytes, name: str) -> None:
        self.body = body
        self.name = name
        self.position = 0

    def string(self) -> bytes:
        end = self.body.find(b"\0", self.position)
        if end < 0:
            raise MalformedMessage(f"invalid string in {self.name} message: no terminator")
        value = self.body[self.position : end]
        self.position = end + 1
        return value

    def take(self, count: int) -> bytes:
        end = self.position + count
        if count < 0 or end > len(self.body):
            raise MalformedMessage(f"insufficient data left in {self.name} message")
        value = self.body[self.position : end]
        self.position = end
        return value

    def short(self) -> int:
        return int(_SHORT.unpack(self.take(2))[0])

    def shorts(self) -> tuple[int, ...]:
        count = self.short()
        data = self.take(2 * count)
        return tuple(_SHORT.unpack_from(data, 2 * i)[0] for i in range(count))

    def integer(self) -> int:
        return int(_SIGNED.unpack(self.take(4))[0])

    def finish(self) -> None:
        if self.position != len(self.body):
            raise MalformedMessage(f"invalid {self.name} message: {len(self.body) - self.position} bytes too many")


def parse_query(body: bytes) -> bytes:
    """The text of a Query, without its terminator."""
    reader = Reader(body, "Query")
    text = reader.string()
    reader.finish()
    return text


def parse_parse(body: bytes) -> Parse:
    reader = Reader(body, "Parse")
    name, text = reader.string(), reader.string()
    count = reader.short()
    types = reader.take(4 * count)
    reader.finish()
    return Parse(name, text, tuple(_LENGTH.unpack_from(types, 4 * i)[0] for i in range(count)))


def parse_bind(body: bytes) -> Bind:
    reader = Reader(body, "Bind")
    portal, statement = reader.string(), reader.string()
    parameter_formats = reader.shorts()
    count = reader.short()
    if len(parameter_formats) > 1 and len(parameter_formats) != count:
        raise MalformedMessage(
            f"bind message has {len(parameter_formats)} parameter formats but {count} parameters",
        )
    values: list[bytes | None] = []
    for _ in range(count):
        length = reader.integer()
        values.append(None if length == -1 else reader.take(length))
    result_formats = reader.shorts()
    reader.finish()
    return Bind(portal, statement, parameter_formats, tuple(values), result_formats)


def parse_execute(body: bytes) -> Execute:
    reader = Reader(body, "Execute")
    portal, limit = reader.string(), reader.integer()
    reader.finish()
    # A negative limit means what 0 means (src/backend/tcop/postgres.c treats max_rows <= 0 as FETCH_ALL).
    return Execute(portal, max(limit, 0))


def parse_describe(body: bytes) -> Named:
    return _named(body, "Describe")


def parse_close(body: bytes) -> Named:
    return _named(body, "Close")


def _named(body: bytes, message_name: str) -> Named:
    reader = Reader(body, message_name)
    kind = reader.take(1)
    name = reader.string()
    reader.finish()
    if kind not in (b"S", b"P"):
        raise MalformedMessage(f"invalid {message_name} message subtype {kind[0]}")
    return Named(kind, name)

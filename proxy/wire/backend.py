"""What a server says: encoding every backend message, and reading the ones the proxy looks into.

Text is UTF-8 in both directions of these helpers; a relayed message is never decoded. Source: PostgreSQL manual,
"Message Formats" and "Error and Notice Message Fields".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import Final

from proxy.errors import ProxyError
from proxy.wire.codes import IDLE, IN_TRANSACTION

_LENGTH: Final = Struct("!I")
_SHORT: Final = Struct("!H")
_FIELD: Final = Struct("!IhIhih")

PARSE_COMPLETE: Final = b"1\x00\x00\x00\x04"
BIND_COMPLETE: Final = b"2\x00\x00\x00\x04"
CLOSE_COMPLETE: Final = b"3\x00\x00\x00\x04"
NO_DATA: Final = b"n\x00\x00\x00\x04"
EMPTY_QUERY_RESPONSE: Final = b"I\x00\x00\x00\x04"
PORTAL_SUSPENDED: Final = b"s\x00\x00\x00\x04"
COPY_DONE: Final = b"c\x00\x00\x00\x04"
READY_IDLE: Final = b"Z\x00\x00\x00\x05I"
READY_IN_TRANSACTION: Final = b"Z\x00\x00\x00\x05T"
READY_FAILED: Final = b"Z\x00\x00\x00\x05E"
AUTHENTICATION_OK: Final = b"R\x00\x00\x00\x08\x00\x00\x00\x00"
AUTHENTICATION_CLEARTEXT: Final = b"R\x00\x00\x00\x08\x00\x00\x00\x03"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a RowDescription. `type_size` is in bytes, negative for variable; `format` is 0 text, 1 binary."""

    name: str
    type_oid: int
    type_size: int = -1
    type_modifier: int = -1
    format: int = 0
    table_oid: int = 0
    column_number: int = 0


def message(code: bytes, body: bytes) -> bytes:
    """A whole message: its code, its length in bytes including the length word, its body."""
    return code + _LENGTH.pack(len(body) + 4) + body


def ready_for_query(status: int) -> bytes:
    if status == IDLE:
        return READY_IDLE
    return READY_IN_TRANSACTION if status == IN_TRANSACTION else READY_FAILED


def authentication_sasl(mechanisms: Sequence[str]) -> bytes:
    names = b"".join(name.encode() + b"\0" for name in mechanisms)
    return message(b"R", _LENGTH.pack(10) + names + b"\0")


def authentication_sasl_continue(data: bytes) -> bytes:
    return message(b"R", _LENGTH.pack(11) + data)


def authentication_sasl_final(data: bytes) -> bytes:
    return message(b"R", _LENGTH.pack(12) + data)


def backend_key_data(process_id: int, secret: bytes) -> bytes:
    """`secret` is 4 bytes for protocol 3.0 and up to 256 for 3.2."""
    return message(b"K", _LENGTH.pack(process_id) + secret)


def parameter_status(name: str, value: str) -> bytes:
    return message(b"S", name.encode() + b"\0" + value.encode() + b"\0")


def negotiate_protocol_version(minor: int, unknown_options: Sequence[str]) -> bytes:
    """`minor` is the newest protocol 3 minor version spoken here."""
    names = b"".join(name.encode() + b"\0" for name in unknown_options)
    return message(b"v", _LENGTH.pack(minor) + _LENGTH.pack(len(unknown_options)) + names)


def row_description(columns: Sequence[Column]) -> bytes:
    parts = [_SHORT.pack(len(columns))]
    for column in columns:
        parts.append(column.name.encode() + b"\0")
        parts.append(
            _FIELD.pack(
                column.table_oid,
                column.column_number,
                column.type_oid,
                column.type_size,
                column.type_modifier,
                column.format,
            )
        )
    return message(b"T", b"".join(parts))


def parameter_description(type_oids: Sequence[int]) -> bytes:
    return message(b"t", _SHORT.pack(len(type_oids)) + b"".join(map(_LENGTH.pack, type_oids)))


def data_row(values: Sequence[bytes | None]) -> bytes:
    """Values already in the format of their column; None is NULL."""
    parts = [_SHORT.pack(len(values))]
    for value in values:
        if value is None:
            parts.append(b"\xff\xff\xff\xff")
        else:
            parts.append(_LENGTH.pack(len(value)))
            parts.append(value)
    return message(b"D", b"".join(parts))


def command_complete(tag: str) -> bytes:
    return message(b"C", tag.encode() + b"\0")


def copy_in_response(overall_format: int, column_formats: Sequence[int]) -> bytes:
    return message(b"G", _copy_formats(overall_format, column_formats))


def copy_out_response(overall_format: int, column_formats: Sequence[int]) -> bytes:
    return message(b"H", _copy_formats(overall_format, column_formats))


def _copy_formats(overall_format: int, column_formats: Sequence[int]) -> bytes:
    head = bytes((overall_format,)) + _SHORT.pack(len(column_formats))
    return head + b"".join(map(_SHORT.pack, column_formats))


def copy_data(data: bytes) -> bytes:
    return message(b"d", data)


def notification(process_id: int, channel: str, payload: str) -> bytes:
    return message(b"A", _LENGTH.pack(process_id) + channel.encode() + b"\0" + payload.encode() + b"\0")


def error_response(error: ProxyError) -> bytes:
    """An ErrorResponse that says what `error` says, with its own SQLSTATE and severity."""
    return message(b"E", _fields(error_fields(error)))


def notice_response(
    text: str, *, severity: str = "NOTICE", sqlstate: str = "00000", detail: str | None = None, hint: str | None = None
) -> bytes:
    fields: dict[str, str] = {"S": severity, "V": severity, "C": sqlstate, "M": text}
    if detail is not None:
        fields["D"] = detail
    if hint is not None:
        fields["H"] = hint
    return message(b"N", _fields(fields))


def error_fields(error: ProxyError) -> dict[str, str]:
    """The fields of an ErrorResponse by their one-letter codes, in the order servers send them."""
    candidates: tuple[tuple[str, str | None], ...] = (
        ("S", error.severity),
        ("V", error.severity),
        ("C", error.code),
        ("M", error.message),
        ("D", error.detail),
        ("H", error.hint),
        ("P", None if error.position is None else str(error.position)),
        ("W", error.where),
        ("s", error.schema),
        ("t", error.table),
        ("c", error.column),
        ("d", error.data_type),
        ("n", error.constraint),
    )
    return {code: value for code, value in candidates if value is not None}


def _fields(fields: Mapping[str, str] | Iterable[tuple[str, str]]) -> bytes:
    pairs = fields.items() if isinstance(fields, Mapping) else fields
    # A NUL inside a field would end it early and shift every following one.
    return (
        b"".join(code.encode() + value.replace("\0", "").encode("utf-8", "replace") + b"\0" for code, value in pairs)
        + b"\0"
    )


LONG_ERROR: Final = 1024 * 1024
"""Bytes of an error from which on it is not waited for."""
BEGINNING_OF_ERROR: Final = 4096
"""Bytes of it that have its severity and code in them."""


def parse_fields(body: bytes) -> dict[str, str]:
    """The fields of an ErrorResponse or NoticeResponse body (the bytes after the length word)."""
    fields: dict[str, str] = {}
    for part in body.split(b"\0"):
        if part:
            fields[chr(part[0])] = part[1:].decode("utf-8", "replace")
    return fields


def error_of(fields: Mapping[str, str]) -> ProxyError:
    """What a server's ErrorResponse says, to be told as it was said."""
    return ProxyError(
        fields.get("M", "the server reported an error"),
        detail=fields.get("D"),
        hint=fields.get("H"),
        where=fields.get("W"),
        schema=fields.get("s"),
        table=fields.get("t"),
        column=fields.get("c"),
        data_type=fields.get("d"),
        constraint=fields.get("n"),
        sqlstate=fields.get("C"),
    )


def error_in(message: bytes) -> ProxyError:
    """The same of an ErrorResponse, whole."""
    return error_of(parse_fields(message[5:]))


def texts_of(message: bytes) -> tuple[str | None, ...]:
    """The values of a whole DataRow message in text format; None for NULL."""
    position = 7
    values: list[str | None] = []
    for _ in range(int.from_bytes(message[5:7], "big")):
        length = int.from_bytes(message[position : position + 4], "big", signed=True)
        position += 4
        if length < 0:
            values.append(None)
            continue
        values.append(message[position : position + length].decode("utf-8", "surrogateescape"))
        position += length
    return tuple(values)


def parse_parameter_status(body: bytes) -> tuple[str, str]:
    """Name and value of a ParameterStatus body."""
    name, value = body.split(b"\0")[:2]
    return name.decode("utf-8", "replace"), value.decode("utf-8", "replace")

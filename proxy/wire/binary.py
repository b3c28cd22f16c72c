"""Values in PostgreSQL's binary format, to and from the form kept in Python (see `wire.values`).

Source: the send and recv functions of PostgreSQL's src/backend/utils/adt.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import partial
from struct import Struct, error
from typing import Any, Final

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.wire import moments
from proxy.wire.defined import EnumType
from proxy.wire.values import (
    BOOL,
    BPCHAR,
    BYTEA,
    CHAR,
    DATE,
    ELEMENTS,
    FLOAT4,
    FLOAT8,
    INT2,
    INT2VECTOR,
    INT4,
    INT8,
    INTERVAL,
    JSON,
    JSONB,
    NAME,
    NUMERIC,
    OID,
    OIDVECTOR,
    PG_NODE_TREE,
    REGCLASS,
    REGNAMESPACE,
    REGPROC,
    REGROLE,
    REGTYPE,
    TEXT,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    TYPES,
    UNKNOWN,
    UUID,
    VARCHAR,
    VOID,
    XID,
    XML,
    WrongStoredValue,
    named_number,
    plain,
    size_of,
    unwrapped,
    wrapped,
)


class WrongValue(ProxyError):
    """Bytes that are no value of their type in the binary format."""

    sqlstate = "22P03"


class _TooShort(ValueError):
    """The bytes end before the value does."""


_INT2: Final = Struct("!h")
_INT4: Final = Struct("!i")
_UINT4: Final = Struct("!I")
_INT8: Final = Struct("!q")
_FLOAT4: Final = Struct("!f")
_FLOAT8: Final = Struct("!d")
_INTERVAL: Final = Struct("!qii")
_NUMERIC: Final = Struct("!hhHh")
_ARRAY: Final = Struct("!iiI")
_DIMENSION: Final = Struct("!ii")


def binary_of(oid: int, value: Any) -> bytes:
    """The binary format of a stored value that is not None. Raises FeatureNotSupported for a type without one."""
    encode = _TO_BINARY.get(oid)
    if encode is not None:
        return encode(value)
    if isinstance(oid, EnumType):
        return _text_to_binary(value)
    if oid in ELEMENTS:
        return _array_to_binary(ELEMENTS[oid], json.loads(value))
    raise FeatureNotSupported(f"type with OID {oid} has no binary format here; ask for text")


def encoder(oid: int) -> Callable[[Any], bytes]:
    """`binary_of` for the values of one type."""
    return _TO_BINARY.get(oid) or partial(binary_of, oid)


def from_binary(oid: int, data: bytes) -> Any:
    """The stored form of a value in the binary format. Raises WrongValue (22P03) for bytes that do not fit."""
    decode = _FROM_BINARY.get(oid)
    try:
        if decode is not None:
            return decode(data)
        if isinstance(oid, EnumType):
            return _text_from_binary(data)
        if oid in ELEMENTS:
            return _array_from_binary(oid, data)
    except UnicodeDecodeError as problem:
        text = f'invalid byte sequence for encoding "UTF8": 0x{data[problem.start]:02x}'
        raise ProxyError(text, sqlstate="22021") from problem
    except (error, ValueError, IndexError) as problem:
        if isinstance(problem, _TooShort | IndexError) or len(data) < size_of(oid):
            raise ProxyError("insufficient data left in message", sqlstate="08P01") from problem
        name = TYPES[oid].name if oid in TYPES else f"of oid {oid:d}"
        raise WrongValue(f"incorrect binary data format for type {name} ({len(data)} bytes)") from problem
    raise FeatureNotSupported(f"type with OID {oid} has no binary format here; send text")


def _text_to_binary(value: Any) -> bytes:
    return plain(value).encode()


def _text_from_binary(data: bytes) -> str:
    text = data.decode()
    if "\0" in text:
        raise ProxyError('invalid byte sequence for encoding "UTF8": 0x00', sqlstate="22021")
    return text


def _bytea_to_binary(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)


def _boolean_from_binary(data: bytes) -> int:
    if len(data) != 1:
        raise ValueError(data)
    return int(data[0] != 0)


def _fixed(struct: Struct) -> tuple[Callable[[Any], bytes], Callable[[bytes], Any]]:
    def encode(value: Any) -> bytes:
        try:
            return struct.pack(value)
        except error as problem:
            raise WrongStoredValue(f"the file holds {value!r} where a number of {struct.size} bytes is declared") from (
                problem
            )

    return encode, lambda data: struct.unpack(data)[0]


def _uuid_to_binary(value: Any) -> bytes:
    return bytes.fromhex(value.replace("-", ""))


def _uuid_from_binary(data: bytes) -> str:
    if len(data) != 16:
        raise ValueError(data)
    text = data.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _jsonb_to_binary(value: Any) -> bytes:
    return b"\x01" + plain(value).encode()


def _jsonb_from_binary(data: bytes) -> str:
    if data[0] != 1:
        raise ValueError(data)
    return data[1:].decode()


_NUMERIC_SIGNS: Final = {"NaN": 0xC000, "Infinity": 0xD000, "-Infinity": 0xF000}


def _numeric_to_binary(value: Any) -> bytes:
    text = plain(value)
    if text in _NUMERIC_SIGNS:
        # PostgreSQL gives the infinite ones a scale too.
        return _NUMERIC.pack(0, 0, _NUMERIC_SIGNS[text], 0 if text == "NaN" else 0x20)
    sign = 0x4000 if text.startswith("-") else 0
    mantissa, _, exponent = text.lstrip("+-").lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    shift = int(exponent or 0)
    if shift:
        digits = whole + fraction
        point = len(whole) + shift
        digits = digits.rjust(len(digits) - min(point, 0), "0").ljust(max(point, 0), "0")
        whole, fraction = digits[: max(point, 0)], digits[max(point, 0) :]
    scale = len(fraction)
    whole = whole.lstrip("0")
    whole = whole.rjust(-(-len(whole) // 4) * 4, "0")
    fraction = fraction.ljust(-(-len(fraction) // 4) * 4, "0")
    groups = [int((whole + fraction)[i : i + 4]) for i in range(0, len(whole) + len(fraction), 4)]
    weight = len(whole) // 4 - 1
    while groups and groups[0] == 0:
        groups.pop(0)
        weight -= 1
    while groups and groups[-1] == 0:
        groups.pop()
    if not groups:
        weight, sign = 0, 0
    return _NUMERIC.pack(len(groups), weight, sign, scale) + b"".join(map(_INT2.pack, groups))


def _numeric_from_binary(data: bytes) -> str:
    if len(data) < 8:
        raise _TooShort
    count, weight, sign, scale = _NUMERIC.unpack_from(data)
    if len(data) < 8 + 2 * count:
        raise _TooShort
    if len(data) != 8 + 2 * count:
        raise ValueError(data)
    for name, code in _NUMERIC_SIGNS.items():
        if sign == code:
            return name
    groups = [_INT2.unpack_from(data, 8 + 2 * i)[0] for i in range(count)]
    whole = "".join(f"{groups[i] if i < count else 0:04d}" for i in range(weight + 1)).lstrip("0") or "0"
    fraction = "0000" * max(-weight - 1, 0) + "".join(f"{group:04d}" for group in groups[max(weight + 1, 0) :])
    fraction = fraction[:scale].ljust(scale, "0")
    text = whole + ("." + fraction if scale else "")
    return "-" + text if sign == 0x4000 and text.strip("0.") else text


def _array_to_binary(element: int, items: list[Any]) -> bytes:
    sizes: list[int] = []
    level: Any = items
    while isinstance(level, list) and level:
        sizes.append(len(level))
        level = level[0]
    flat: list[Any] = items
    for _ in sizes[1:]:
        flat = [item for inner in flat for item in inner]
    has_null = any(item is None for item in flat)
    parts = [_ARRAY.pack(len(sizes), has_null, element), *(_DIMENSION.pack(size, 1) for size in sizes)]
    for item in flat:
        if item is None:
            parts.append(b"\xff\xff\xff\xff")
            continue
        data = binary_of(element, unwrapped(element, item))
        parts.append(_INT4.pack(len(data)) + data)
    return b"".join(parts)


def _array_from_binary(oid: int, data: bytes) -> str:
    if len(data) < 12:
        raise _TooShort
    dimensions, _, element = _ARRAY.unpack_from(data)
    if element != ELEMENTS[oid]:
        raise WrongValue(f"wrong element type {element} in a binary array of type {oid:d}", sqlstate="42804")
    element = ELEMENTS[oid]
    if not 0 <= dimensions <= 6:
        raise WrongValue(f"invalid number of dimensions: {dimensions}")
    if len(data) < 12 + 8 * dimensions:
        raise _TooShort
    sizes = [_DIMENSION.unpack_from(data, 12 + 8 * i)[0] for i in range(dimensions)]
    position = 12 + 8 * dimensions
    items: list[Any] = []
    for _ in range(math.prod(sizes) if sizes else 0):
        if position + 4 > len(data):
            raise _TooShort
        length = _INT4.unpack_from(data, position)[0]
        position += 4
        if length == -1:
            items.append(None)
            continue
        if length < 0 or position + length > len(data):
            raise ValueError(data)
        items.append(wrapped(element, from_binary(element, data[position : position + length])))
        position += length
    if position != len(data):
        raise ValueError(data)
    for size in reversed(sizes[1:]):
        items = [items[i : i + size] for i in range(0, len(items), size)]
    return json.dumps(items, separators=(",", ":"), ensure_ascii=False)


_INFINITE_INTERVALS: Final = {
    "infinity": _INTERVAL.pack(2**63 - 1, 2**31 - 1, 2**31 - 1),
    "-infinity": _INTERVAL.pack(-(2**63), -(2**31), -(2**31)),
}


def _interval_to_binary(value: Any) -> bytes:
    if value in _INFINITE_INTERVALS:
        return _INFINITE_INTERVALS[value]
    months, days, microseconds = moments.interval_parts(value)
    return _INTERVAL.pack(microseconds, days, months)


def _interval_from_binary(data: bytes) -> str:
    for text, infinite in _INFINITE_INTERVALS.items():
        if data == infinite:
            return text
    microseconds, days, months = _INTERVAL.unpack(data)
    return moments.interval_text(months, days, microseconds)


def _vector_to_binary(element: int) -> Callable[[Any], bytes]:
    struct = _INT2 if element == INT2 else _UINT4

    def encode(value: Any) -> bytes:
        items = [struct.pack(item) for item in json.loads(value)]
        body = b"".join(_INT4.pack(struct.size) + item for item in items)
        return _ARRAY.pack(1, 0, element) + _DIMENSION.pack(len(items), 0) + body

    return encode


_TEXT_LIKE: Final = (TEXT, VARCHAR, BPCHAR, NAME, CHAR, JSON, XML, UNKNOWN, PG_NODE_TREE)

_TO_BINARY: Final[dict[int, Callable[[Any], bytes]]] = {
    **dict.fromkeys(_TEXT_LIKE, _text_to_binary),
    **dict.fromkeys((OID, XID), _fixed(_UINT4)[0]),
    **dict.fromkeys(
        (REGPROC, REGCLASS, REGTYPE, REGNAMESPACE, REGROLE), lambda value: _UINT4.pack(named_number(value))
    ),
    CHAR: lambda value: plain(value).encode() or b"\x00",
    BOOL: lambda value: b"\x01" if value else b"\x00",
    BYTEA: _bytea_to_binary,
    INT2: _fixed(_INT2)[0], INT4: _fixed(_INT4)[0], INT8: _fixed(_INT8)[0],
    FLOAT4: _fixed(_FLOAT4)[0], FLOAT8: _fixed(_FLOAT8)[0],
    NUMERIC: _numeric_to_binary,
    UUID: _uuid_to_binary,
    JSONB: _jsonb_to_binary,
    DATE: lambda value: _INT4.pack(moments.date_days(value)),
    TIME: lambda value: _INT8.pack(moments.time_microseconds(value)),
    TIMESTAMP: lambda value: _INT8.pack(moments.timestamp_microseconds(value)),
    TIMESTAMPTZ: lambda value: _INT8.pack(moments.timestamp_microseconds(value)),
    INTERVAL: _interval_to_binary,
    VOID: lambda value: b"",
    INT2VECTOR: _vector_to_binary(INT2),
    OIDVECTOR: _vector_to_binary(OID),
}  # fmt: skip

_FROM_BINARY: Final[dict[int, Callable[[bytes], Any]]] = {
    **dict.fromkeys(_TEXT_LIKE, _text_from_binary),
    **dict.fromkeys((OID, XID, REGPROC, REGCLASS, REGTYPE, REGNAMESPACE, REGROLE), _fixed(_UINT4)[1]),
    CHAR: lambda data: "" if data == b"\x00" else _text_from_binary(data),
    BOOL: _boolean_from_binary,
    BYTEA: bytes,
    INT2: _fixed(_INT2)[1], INT4: _fixed(_INT4)[1], INT8: _fixed(_INT8)[1],
    FLOAT4: _fixed(_FLOAT4)[1], FLOAT8: _fixed(_FLOAT8)[1],
    NUMERIC: _numeric_from_binary,
    UUID: _uuid_from_binary,
    JSONB: _jsonb_from_binary,
    DATE: lambda data: moments.date_text(_INT4.unpack(data)[0]),
    TIME: lambda data: moments.time_text(_INT8.unpack(data)[0]),
    TIMESTAMP: lambda data: moments.timestamp_text(_INT8.unpack(data)[0]),
    TIMESTAMPTZ: lambda data: moments.timestamptz_text(_INT8.unpack(data)[0]),
    INTERVAL: _interval_from_binary,
}  # fmt: skip

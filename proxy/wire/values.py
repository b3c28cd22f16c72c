"""Values of PostgreSQL's types: their OIDs, and text and binary formats to and from the form kept in Python.

The kept form ("stored") is what SQLite can hold: int, float, str, bytes, None. bool is 0 or 1; numeric, dates, times,
intervals, uuid and JSON are the text PostgreSQL prints (ISO, timestamptz in UTC); an array is JSON text.
Source: PostgreSQL's src/include/catalog/pg_type.dat and the send/recv functions of src/backend/utils/adt.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct, error
from typing import Any, Final

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.wire import moments

BOOL: Final = 16
BYTEA: Final = 17
CHAR: Final = 18
NAME: Final = 19
INT8: Final = 20
INT2: Final = 21
INT2VECTOR: Final = 22
INT4: Final = 23
REGPROC: Final = 24
TEXT: Final = 25
OID: Final = 26
XID: Final = 28
OIDVECTOR: Final = 30
JSON: Final = 114
XML: Final = 142
PG_NODE_TREE: Final = 194
FLOAT4: Final = 700
FLOAT8: Final = 701
UNKNOWN: Final = 705
ACLITEM: Final = 1033
BPCHAR: Final = 1042
VARCHAR: Final = 1043
DATE: Final = 1082
TIME: Final = 1083
TIMESTAMP: Final = 1114
TIMESTAMPTZ: Final = 1184
INTERVAL: Final = 1186
NUMERIC: Final = 1700
REGCLASS: Final = 2205
REGTYPE: Final = 2206
UUID: Final = 2950
JSONB: Final = 3802
REGNAMESPACE: Final = 4089
REGROLE: Final = 4096
VOID: Final = 2278


class WrongValue(ProxyError):
    """Bytes that are no value of their type in the binary format."""

    sqlstate = "22P03"


class WrongStoredValue(ProxyError):
    """A value in the file that its declared type does not allow."""

    sqlstate = "XX001"


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """A base type or an array type; `element` is 0 for the former, `array` is 0 for the latter."""

    oid: int
    name: str
    size: int
    element: int = 0
    array: int = 0


_BASE: Final = (
    (BOOL, "bool", 1, 1000), (BYTEA, "bytea", -1, 1001), (CHAR, "char", 1, 1002), (NAME, "name", 64, 1003),
    (INT8, "int8", 8, 1016), (INT2, "int2", 2, 1005), (INT4, "int4", 4, 1007), (REGPROC, "regproc", 4, 1008),
    (INT2VECTOR, "int2vector", -1, 1006), (OIDVECTOR, "oidvector", -1, 1013), (PG_NODE_TREE, "pg_node_tree", -1, 0),
    (TEXT, "text", -1, 1009), (OID, "oid", 4, 1028), (XID, "xid", 4, 1011), (JSON, "json", -1, 199),
    (XML, "xml", -1, 143), (FLOAT4, "float4", 4, 1021), (FLOAT8, "float8", 8, 1022), (UNKNOWN, "unknown", -2, 0),
    (ACLITEM, "aclitem", 12, 1034), (BPCHAR, "bpchar", -1, 1014), (VARCHAR, "varchar", -1, 1015),
    (DATE, "date", 4, 1182), (TIME, "time", 8, 1183), (TIMESTAMP, "timestamp", 8, 1115),
    (TIMESTAMPTZ, "timestamptz", 8, 1185), (INTERVAL, "interval", 16, 1187), (NUMERIC, "numeric", -1, 1231),
    (REGCLASS, "regclass", 4, 2210), (REGTYPE, "regtype", 4, 2211), (REGNAMESPACE, "regnamespace", 4, 4090),
    (REGROLE, "regrole", 4, 4097), (UUID, "uuid", 16, 2951), (JSONB, "jsonb", -1, 3807), (VOID, "void", 4, 0),
)  # fmt: skip

TYPES: Final[dict[int, TypeFacts]] = {
    **{oid: TypeFacts(oid, name, size, 0, array) for oid, name, size, array in _BASE},
    **{array: TypeFacts(array, "_" + name, -1, oid, 0) for oid, name, _, array in _BASE if array},
}


def size_of(oid: int) -> int:
    """The type's length in RowDescription: bytes, or negative for a variable one."""
    facts = TYPES.get(oid)
    return -1 if facts is None else facts.size


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def text_of(oid: int, value: Any) -> str:
    """The text format of a stored value that is not None, as PostgreSQL prints it; timestamptz stays in UTC."""
    return _TEXT.get(oid, _plain)(value) if oid not in _ELEMENTS else _array_text(_ELEMENTS[oid], value)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return float_text(value)
    raise WrongStoredValue(f"a value of {len(value)} bytes in the file cannot be read as text")


def _integer_text(value: Any) -> str:
    if type(value) is int:
        return str(value)
    raise WrongStoredValue(f"the file holds {value!r} where an integer is declared")


def _boolean_text(value: Any) -> str:
    return "t" if value else "f"


def _bytea_text(value: Any) -> str:
    return "\\x" + (value.encode() if isinstance(value, str) else value).hex()


def _float_text(value: Any) -> str:
    return float_text(float(value))


def _real_text(value: Any) -> str:
    return float_text(float(value), single=True)


def float_text(value: float, *, single: bool = False) -> str:
    """The shortest decimal that reads back as the same number; exponents where PostgreSQL writes them."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    digits = _shortest_single(value) if single else repr(value)
    mantissa, _, exponent_text = f"{digits}".lower().partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    number = (whole + fraction).lstrip("0")
    exponent = int(exponent_text or 0) + len(whole) - 1
    if whole.strip("0") == "":
        exponent = int(exponent_text or 0) - (len(fraction) - len(fraction.lstrip("0"))) - 1
    number = number.rstrip("0") or "0"
    if not -4 <= exponent < (6 if single else 15):
        tail = "." + number[1:] if len(number) > 1 else ""
        return f"{sign}{number[0]}{tail}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{number}"
    number = number.ljust(exponent + 1, "0")
    tail = number[exponent + 1 :]
    return f"{sign}{number[: exponent + 1]}" + ("." + tail if tail else "")


def _shortest_single(value: float) -> str:
    rounded = _FLOAT4.unpack(_FLOAT4.pack(value))[0]
    for precision in range(1, 10):
        text = f"{value:.{precision}g}"
        if abs(float(text)) <= _LARGEST_SINGLE and _FLOAT4.unpack(_FLOAT4.pack(float(text)))[0] == rounded:
            return text
    return repr(value)


def _array_text(element: int, value: Any) -> str:
    return _array_items(element, json.loads(value))


_NEEDS_QUOTES: Final = re.compile(r'[\s{}",\\]')


def _array_items(element: int, items: list[Any]) -> str:
    parts: list[str] = []
    for item in items:
        if item is None:
            parts.append("NULL")
        elif isinstance(item, list):
            parts.append(_array_items(element, item))
        else:
            text = text_of(element, unwrapped(element, item))
            if text == "" or text.upper() == "NULL" or _NEEDS_QUOTES.search(text):
                text = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
            parts.append(text)
    return "{" + ",".join(parts) + "}"


def unwrapped(element: int, item: Any) -> Any:
    """The stored form of an array's item, from its JSON form."""
    if element == BYTEA and isinstance(item, str):
        return bytes.fromhex(item[2:])
    if element == BOOL:
        return int(item)
    if element in (FLOAT4, FLOAT8) and isinstance(item, str):
        return float(item)
    return item


def wrapped(element: int, value: Any) -> Any:
    """The JSON form of an array's item, from its stored form."""
    if element == BYTEA and isinstance(value, bytes):
        return "\\x" + value.hex()
    if element == BOOL:
        return bool(value)
    if isinstance(value, float) and not math.isfinite(value):
        return float_text(value)
    return value


# ── binary ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_INT2: Final = Struct("!h")
_INT4: Final = Struct("!i")
_UINT4: Final = Struct("!I")
_INT8: Final = Struct("!q")
_FLOAT4: Final = Struct("!f")
_FLOAT8: Final = Struct("!d")
_LARGEST_SINGLE: Final = 3.4028235677973362e38
_INTERVAL: Final = Struct("!qii")
_NUMERIC: Final = Struct("!hhHh")
_ARRAY: Final = Struct("!iiI")
_DIMENSION: Final = Struct("!ii")


def binary_of(oid: int, value: Any) -> bytes:
    """The binary format of a stored value that is not None. Raises FeatureNotSupported for a type without one."""
    encode = _TO_BINARY.get(oid)
    if encode is not None:
        return encode(value)
    if oid in _ELEMENTS:
        return _array_to_binary(_ELEMENTS[oid], json.loads(value))
    raise FeatureNotSupported(f"type with OID {oid} has no binary format here; ask for text")


def from_binary(oid: int, data: bytes) -> Any:
    """The stored form of a value in the binary format. Raises WrongValue (22P03) for bytes that do not fit."""
    decode = _FROM_BINARY.get(oid)
    try:
        if decode is not None:
            return decode(data)
        if oid in _ELEMENTS:
            return _array_from_binary(oid, data)
    except (error, UnicodeDecodeError, ValueError, IndexError) as problem:
        name = TYPES[oid].name
        raise WrongValue(f"incorrect binary data format for type {name} ({len(data)} bytes)") from problem
    raise FeatureNotSupported(f"type with OID {oid} has no binary format here; send text")


def _text_to_binary(value: Any) -> bytes:
    return _plain(value).encode()


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
    return b"\x01" + _plain(value).encode()


def _jsonb_from_binary(data: bytes) -> str:
    if data[0] != 1:
        raise ValueError(data)
    return data[1:].decode()


_NUMERIC_SIGNS: Final = {"NaN": 0xC000, "Infinity": 0xD000, "-Infinity": 0xF000}


def _numeric_to_binary(value: Any) -> bytes:
    text = _plain(value)
    if text in _NUMERIC_SIGNS:
        return _NUMERIC.pack(0, 0, _NUMERIC_SIGNS[text], 0)
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
    count, weight, sign, scale = _NUMERIC.unpack_from(data)
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
    dimensions, _, element = _ARRAY.unpack_from(data)
    if element != _ELEMENTS[oid]:
        raise WrongValue(f"wrong element type {element} in a binary array of {TYPES[oid].name}", sqlstate="42804")
    if not 0 <= dimensions <= 6:
        raise WrongValue(f"invalid number of dimensions: {dimensions}")
    sizes = [_DIMENSION.unpack_from(data, 12 + 8 * i)[0] for i in range(dimensions)]
    position = 12 + 8 * dimensions
    items: list[Any] = []
    for _ in range(math.prod(sizes) if sizes else 0):
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


def _interval_to_binary(value: Any) -> bytes:
    months, days, microseconds = moments.interval_parts(value)
    return _INTERVAL.pack(microseconds, days, months)


def _interval_from_binary(data: bytes) -> str:
    microseconds, days, months = _INTERVAL.unpack(data)
    return moments.interval_text(months, days, microseconds)


def _vector_to_binary(element: int) -> Callable[[Any], bytes]:
    struct = _INT2 if element == INT2 else _UINT4

    def encode(value: Any) -> bytes:
        items = [struct.pack(int(item)) for item in value.split()]
        body = b"".join(_INT4.pack(struct.size) + item for item in items)
        return _ARRAY.pack(1, 0, element) + _DIMENSION.pack(len(items), 0) + body

    return encode


_TEXT: Final[dict[int, Callable[[Any], str]]] = {
    BOOL: _boolean_text, BYTEA: _bytea_text, FLOAT4: _real_text, FLOAT8: _float_text,
    INT2: _integer_text, INT4: _integer_text, INT8: _integer_text, OID: _integer_text,
}  # fmt: skip

_ELEMENTS: Final = {facts.oid: facts.element for facts in TYPES.values() if facts.element}

_TEXT_LIKE: Final = (TEXT, VARCHAR, BPCHAR, NAME, CHAR, JSON, XML, UNKNOWN, PG_NODE_TREE)

_TO_BINARY: Final[dict[int, Callable[[Any], bytes]]] = {
    **dict.fromkeys(_TEXT_LIKE, _text_to_binary),
    **dict.fromkeys((OID, XID, REGPROC, REGCLASS, REGTYPE, REGNAMESPACE, REGROLE), _fixed(_UINT4)[0]),
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

"""PostgreSQL's types and their values: OIDs, sizes, and the text format of the form kept in Python.

The kept form ("stored") is what SQLite can hold: int, float, str, bytes, None. bool is 0 or 1; numeric, dates, times,
intervals, uuid and JSON are the text PostgreSQL prints (ISO, timestamptz in UTC); an array is JSON text.
Source: PostgreSQL's src/include/catalog/pg_type.dat. The binary format is in `wire.binary`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from struct import Struct
from typing import Any, Final

from proxy.errors import ProxyError
from proxy.wire.defined import Elements, EnumType

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
    if isinstance(oid, EnumType):
        return 4
    facts = TYPES.get(oid)
    return -1 if facts is None else facts.size


_FLOAT4: Final = Struct("!f")
_BITS4: Final = Struct("!I")
_LARGEST_SINGLE: Final = 3.4028235677973362e38


def text_of(oid: int, value: Any) -> str:
    """The text format of a stored value that is not None, as PostgreSQL prints it; timestamptz stays in UTC."""
    return _TEXT.get(oid, plain)(value) if oid not in ELEMENTS else _array_text(ELEMENTS[oid], value)


def plain(value: Any) -> str:
    """The text of a value whose stored form is already what PostgreSQL prints."""
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


def _named_text(value: Any) -> str:
    return str(value).partition(" ")[2] or str(value)


def named_number(value: Any) -> int:
    """The oid of a regclass, regtype … that leaves with its name: "23 integer"."""
    return int(str(value).partition(" ")[0])


def _vector_text(value: Any) -> str:
    return " ".join(map(str, json.loads(value)))


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
    digits = _shortest_single(value) if single else _shortest(value)
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


def _shortest(value: float) -> str:
    """`repr`, unless its digits lie exactly between two numbers: PostgreSQL does not trust readers to round alike."""
    digits = repr(value)
    if abs(value) < 2**53 or Fraction(digits) == Fraction(value):
        return digits
    away = math.inf if Fraction(digits) > Fraction(value) else -math.inf
    neighbour = math.nextafter(value, away)
    if math.isfinite(neighbour) and Fraction(digits) * 2 == Fraction(value) + Fraction(neighbour):
        return f"{value:.17g}"
    return digits


def _shortest_single(value: float) -> str:
    rounded = _FLOAT4.unpack(_FLOAT4.pack(value))[0]
    for precision in range(1, 10):
        text = f"{value:.{precision}g}"
        if (
            abs(float(text)) <= _LARGEST_SINGLE
            and _FLOAT4.unpack(_FLOAT4.pack(float(text)))[0] == rounded
            and not _is_between(text, rounded)
        ):
            return text
    return repr(value)


def _is_between(text: str, value: float) -> bool:
    """Whether the decimal lies exactly between two single numbers: PostgreSQL does not trust readers to round alike."""
    number, exact = Fraction(text), Fraction(value)
    if number == exact:
        return False
    [bits] = _BITS4.unpack(_FLOAT4.pack(abs(value)))
    further = abs(number) > abs(exact)
    if further and bits + 1 >= 0x7F800000:
        return False
    neighbour = Fraction(_FLOAT4.unpack(_BITS4.pack(bits + 1 if further else bits - 1))[0])
    return abs(number) * 2 == neighbour + abs(exact)


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


_TEXT: Final[dict[int, Callable[[Any], str]]] = {
    BOOL: _boolean_text, BYTEA: _bytea_text, FLOAT4: _real_text, FLOAT8: _float_text,
    **dict.fromkeys((REGPROC, REGCLASS, REGTYPE, REGNAMESPACE, REGROLE), _named_text),
    INT2: _integer_text, INT4: _integer_text, INT8: _integer_text, OID: _integer_text,
    INT2VECTOR: _vector_text, OIDVECTOR: _vector_text,
}  # fmt: skip

ELEMENTS: Final = Elements({facts.oid: facts.element for facts in TYPES.values() if facts.element})

"""Values as a SQLite file stores them: from PostgreSQL's text form, back to it, and from one type to another."""

from __future__ import annotations

import json
import math
import re
import uuid
from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from struct import Struct

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.interval_input import interval_input
from proxy.sql.moment_input import moment_input, time_input
from proxy.wire.defined import EnumType
from proxy.wire.values import float_text as shortest

Stored = int | float | str | bytes | None

RANGES = {
    t.INT2: (-(2**15), 2**15 - 1),
    t.INT4: (-(2**31), 2**31 - 1),
    t.INT8: (-(2**63), 2**63 - 1),
    t.OID: (0, 2**32 - 1),
}
EXACT = Context(prec=2000)
_TRUE = frozenset({"t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"})
_FALSE = frozenset({"f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"})
_HEXADECIMAL = re.compile(r"[+-]?0x")
_EXPONENT = re.compile(r"0x|e.*")
_DIGIT = re.compile(r"[1-9]")
_SINGLE = Struct("<f")
_SPECIAL = frozenset({"infinity", "-infinity"})


class BadValue(ProxyError):
    """A text that is no value of its type."""

    sqlstate = "22P02"


class OutOfRange(ProxyError):
    """A value beyond what its type can hold."""

    sqlstate = "22003"


def bad(oid: int, text: str, sqlstate: str = "22P02") -> ProxyError:
    """The error PostgreSQL raises for `text` as input of the type."""
    name = t.format_type(oid)
    if sqlstate == "22003":
        return BadValue(f'value "{text}" is out of range for type {name}', sqlstate=sqlstate)
    if sqlstate == "22008":
        return BadValue(f'date/time field value out of range: "{text}"', sqlstate=sqlstate)
    return BadValue(f'invalid input syntax for type {name}: "{text}"', sqlstate=sqlstate)


def stored(oid: int, text: str, zone: tzinfo = UTC) -> Stored:
    """The stored form of PostgreSQL's text input `text` for the type; raises what PostgreSQL raises."""
    if oid in t.TEXTS or oid in (t.UNKNOWN, t.VOID):
        return text
    if oid == t.BOOL:
        word = text.strip().lower()
        if word in _TRUE:
            return 1
        if word in _FALSE:
            return 0
        raise bad(oid, text)
    if oid in RANGES:
        return _integer(oid, text)
    if oid in (t.FLOAT4, t.FLOAT8):
        return _floating(oid, text)
    if oid == t.NUMERIC:
        return numeric_text(_decimal(text))
    if oid == t.BYTEA:
        return _bytes(text)
    if oid in (t.DATE, t.TIMESTAMP, t.TIMESTAMPTZ):
        return moment_input(oid, text, zone)
    if oid == t.TIME:
        return time_input(text)
    if oid == t.INTERVAL:
        return interval_input(text)
    if oid == t.UUID:
        try:
            return str(uuid.UUID(text.strip()))
        except ValueError:
            raise bad(oid, text) from None
    if oid in (t.JSON, t.JSONB):
        return _json(oid, text)
    if isinstance(oid, EnumType):
        return label(oid, text)
    if oid in t.ELEMENTS:
        return _array(oid, text, zone)
    raise FeatureNotSupported(f"values of type {t.format_type(oid)} are not supported by the SQLite backend")


def text(oid: int, value: Stored) -> str:
    """PostgreSQL's text output for a stored value that is not NULL."""
    if oid == t.BOOL:
        return "t" if value else "f"
    if oid in (t.FLOAT4, t.FLOAT8):
        return float_text(float(value), oid) if isinstance(value, int | float) else str(value)
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if oid in t.VECTORS and isinstance(value, str):
        return " ".join(map(str, json.loads(value)))
    if oid in t.ELEMENTS and isinstance(value, str):
        return _array_text(t.ELEMENTS[oid], json.loads(value, parse_float=float))
    return str(value)


def float_text(value: float, oid: int = t.FLOAT8) -> str:
    """The shortest digits that give the value back, as PostgreSQL prints them."""
    return shortest(value, single=oid == t.FLOAT4)


def label(oid: EnumType, text: str) -> str:
    """The text as a value of the enum. Raises BadValue (22P02) where it has no such label."""
    if text not in oid.labels:
        raise BadValue(f'invalid input value for enum {t.format_type(oid)}: "{text}"')
    return text


def _integer(oid: int, text: str) -> int:
    if not re.fullmatch(r"\s*[+-]?\d+\s*", text):
        raise bad(oid, text)
    low, high = RANGES[oid]
    value = int(text)
    if not low <= value <= high:
        raise bad(oid, text, "22003")
    return value


def _floating(oid: int, text: str) -> float:
    word = text.strip().lower()
    if word in ("nan", "+nan", "-nan"):
        raise FeatureNotSupported("NaN is not supported by the SQLite backend")
    try:
        value = float.fromhex(word) if _HEXADECIMAL.match(word) is not None else float(word)
        value = single(value) if oid == t.FLOAT4 else value
    except (OverflowError, OutOfRange):
        value = math.inf
    except ValueError:
        raise bad(oid, text) from None
    if "_" in word:
        raise bad(oid, text)
    if (math.isinf(value) and "inf" not in word) or (value == 0 and _DIGIT.search(_EXPONENT.sub("", word)) is not None):
        raise BadValue(f'"{text}" is out of range for type {t.format_type(oid)}', sqlstate="22003")
    return value


def single(value: float) -> float:
    """The value rounded to single precision. Raises OutOfRange where it does not fit."""
    try:
        result = float(_SINGLE.unpack(_SINGLE.pack(value))[0])
    except OverflowError:
        raise OutOfRange("value out of range: overflow") from None
    if result == 0 and value != 0:
        raise OutOfRange("value out of range: underflow")
    return result


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?\s*", text):
        if text.strip().lower() in ("nan", "infinity", "-infinity", "inf", "-inf"):
            raise FeatureNotSupported("numeric NaN and Infinity are not supported by the SQLite backend")
        raise bad(t.NUMERIC, text)
    return Decimal(text.strip())


def numeric_text(value: Decimal) -> str:
    """The digits of a numeric as PostgreSQL prints them: no exponent, no minus before zero."""
    result = format(value, "f")
    return result.lstrip("-") if value == 0 else result


def fit_numeric(value: str, modifier: int) -> str:
    """The numeric rounded to its column's scale; 22003 where the precision is exceeded."""
    if modifier < 0:
        return value
    precision, scale = (modifier - 4) >> 16, t.numeric_scale(modifier)
    try:
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, EXACT)
    except InvalidOperation:
        raise BadValue("numeric field overflow", sqlstate="22003") from None
    if rounded != 0 and rounded.adjusted() >= precision - scale:
        raise BadValue(
            "numeric field overflow",
            detail=f"A field with precision {precision}, scale {scale} must round to an absolute value less than "
            f"{'1' if precision == scale else f'10^{precision - scale}'}.",
            sqlstate="22003",
        )
    return numeric_text(rounded)


def _bytes(text: str) -> bytes:
    if text.startswith("\\x"):
        try:
            return bytes.fromhex(text[2:])
        except ValueError:
            raise BadValue(f'invalid hexadecimal data: "{text}"', sqlstate="22023") from None
    if "\\" in text:
        raise FeatureNotSupported(
            "bytea in escape format is not supported by the SQLite backend; write it in hex format"
        )
    return text.encode()


def moment_text(value: datetime) -> str:
    """A timestamp with the trailing zeros of its fraction cut."""
    result = value.strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0")
    return result + (f".{value.microsecond:06d}".rstrip("0") if value.microsecond else "")


class Number(str):
    """A JSON number by its digits."""

    __slots__ = ()


def json_value(text: str) -> object:
    """JSON taken apart with numbers kept by their digits; the last of equal keys wins, as in jsonb."""
    return json.loads(text, parse_int=Number, parse_float=Number)


def jsonb_text(value: object) -> str:
    """A JSON value as jsonb prints it: keys by length and bytes, one blank after colon and comma."""
    if isinstance(value, Number):
        return numeric_text(Decimal(value))
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {jsonb_text(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(jsonb_text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _json(oid: int, text: str) -> str:
    try:
        value = json_value(text)
    except (ValueError, RecursionError):
        raise BadValue(f"invalid input syntax for type {t.NAMES[oid]}") from None
    if re.search(r"\b(NaN|-?Infinity)\b", re.sub(r'"(\\.|[^"\\])*"', "", text)):
        raise BadValue(f"invalid input syntax for type {t.NAMES[oid]}")
    return jsonb_text(value) if oid == t.JSONB else text


def _array(oid: int, text: str, zone: tzinfo) -> str:
    element = t.ELEMENTS[oid]
    position = 0

    def malformed() -> ProxyError:
        return BadValue(f'malformed array literal: "{text}"')

    def values() -> list[object]:
        nonlocal position
        position += 1
        result: list[object] = []
        while position < len(text):
            while text[position].isspace():
                position += 1
            if text[position] == "{":
                result.append(values())
            elif text[position] == "}" and not result:
                position += 1
                return result
            else:
                result.append(item())
            if position >= len(text):
                break
            position += 1
            if text[position - 1] == "}":
                return result
            if text[position - 1] != ",":
                break
        raise malformed()

    def item() -> object:
        nonlocal position
        match = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|((?:[^,{}"\\]|\\.)+))\s*', re.S).match(text, position)
        if match is None:
            raise malformed()
        position = match.end()
        if match[1] is None and match[2].strip().upper() == "NULL":
            return None
        raw = re.sub(r"\\(.)", r"\1", match[1] if match[1] is not None else match[2].strip(), flags=re.S)
        value = stored(element, raw, zone)
        if element == t.BOOL:
            return bool(value)
        return "\\x" + value.hex() if isinstance(value, bytes) else value

    if re.match(r"\s*(\[\s*[+-]?\d+(\s*:\s*[+-]?\d+)?\s*\]\s*)+=", text) is not None:
        raise FeatureNotSupported("arrays with bounds of their own are not supported by the SQLite backend")
    if not text.strip().startswith("{"):
        raise malformed()
    text = text.strip()
    result = values()
    if position != len(text):
        raise malformed()
    return json.dumps(result, separators=(",", ":"), ensure_ascii=False)


def _array_text(element: int, values: list[object]) -> str:
    parts = []
    for value in values:
        if value is None:
            parts.append("NULL")
        elif isinstance(value, list):
            parts.append(_array_text(element, value))
        else:
            item = text(element, value)  # type: ignore[arg-type]  # leaves of our own JSON are stored values
            plain = item and item.upper() != "NULL" and not re.search(r'[{},"\\\s]', item)
            parts.append(item if plain else '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"')
    return "{" + ",".join(parts) + "}"


def day(value: str) -> date:
    """A stored date as Python's; infinity cannot be one."""
    if value in _SPECIAL:
        raise FeatureNotSupported("infinite dates are not supported here by the SQLite backend")
    return date.fromisoformat(value[:10])


def moment(value: str) -> datetime:
    """A stored timestamp (with or without zone) as a naive datetime in its own terms."""
    if value in _SPECIAL:
        raise FeatureNotSupported("infinite timestamps are not supported here by the SQLite backend")
    bare = value.removesuffix("+00")
    return datetime.fromisoformat(bare if "." not in bare else bare.ljust(26, "0"))

"""Text functions as PostgreSQL's C.UTF-8 collation has them, LIKE and regular expressions."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import time
import unicodedata
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError
from proxy.sql.statement import quote_identifier


def lower(text: str) -> str:
    """Simple case mapping, character by character."""
    if text.isascii():
        return text.lower()
    # İ is the one letter whose full mapping is longer than its simple one.
    return "".join(low if len(low := c.lower()) == 1 else "i" if c == "\u0130" else c for c in text)


def upper(text: str) -> str:
    """Simple case mapping, character by character."""
    return text.upper() if text.isascii() else "".join(map(_upper_letter, text))


def _upper_letter(letter: str) -> str:
    # Where the full mapping is longer, that to title case is the simple one, or there is none.
    for mapped in (letter.upper(), letter.title()):
        if len(mapped) == 1:
            return mapped
    return letter


def initcap(text: str) -> str:
    """The first letter of each word upper case, the others lower."""
    return re.sub(r"[^\W_]+", lambda match: upper(match[0][0]) + lower(match[0][1:]), text)


def left(text: str, count: int) -> str:
    """left(); a negative count leaves that many off the end."""
    return text[:count]


def right(text: str, count: int) -> str:
    """right(); a negative count leaves that many off the start."""
    if count == 0:
        return ""
    if count == -(2**31):
        return text  # Its negative is not an integer of PostgreSQL's; this is what comes of it there.
    return text[-count:]


def _padding(text: str, length: int, fill: str) -> str:
    missing = length - len(text)
    return (fill * (missing // len(fill) + 1))[:missing] if missing > 0 and fill else ""


def substr(text: str, start: int, length: int | None = None) -> str:
    """substr() with positions from 1 and any start."""
    first = start - 1
    if length is None:
        return text[max(first, 0) :]
    if length < 0:
        raise ProxyError("negative substring length not allowed", sqlstate="22011")
    return text[max(first, 0) : max(first + length, 0)]


def split_part(text: str, separator: str, number: int) -> str:
    """split_part(); a negative number counts from the end."""
    if number == 0:
        raise InvalidParameterValue("field position must not be zero")
    parts = text.split(separator) if separator else [text]
    index = number - 1 if number > 0 else len(parts) + number
    return parts[index] if 0 <= index < len(parts) else ""


def translate(text: str, source: str, target: str) -> str:
    """translate()."""
    table: dict[int, str | None] = {}
    for number, character in enumerate(source):
        table.setdefault(ord(character), target[number] if number < len(target) else None)
    return text.translate(table)


def character(code: int) -> str:
    """chr()."""
    if code < 0:
        raise InvalidParameterValue("character number must be positive")
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        raise ProxyError("requested character not valid for encoding", sqlstate="54000")
    return chr(code)


def encode(value: bytes, form: str) -> str:
    """encode()."""
    if form == "hex":
        return value.hex()
    if form == "base64":
        text = base64.b64encode(value).decode()
        return "\n".join(text[n : n + 76] for n in range(0, len(text), 76))
    raise FeatureNotSupported(f'encode() to "{form}" is not supported by the SQLite backend')


def decode(text: str, form: str) -> bytes:
    """decode()."""
    try:
        if form == "hex":
            return bytes.fromhex(text)
        if form == "base64":
            return base64.b64decode(text, validate=True)
    except ValueError:
        raise InvalidParameterValue(f"invalid {form} data") from None
    raise FeatureNotSupported(f'decode() from "{form}" is not supported by the SQLite backend')


@lru_cache(maxsize=1024)
def like_pattern(pattern: str) -> re.Pattern[str]:
    """LIKE's pattern with backslash as its escape, which must not be its last character."""
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        one = pattern[position]
        if one == "\\":
            position += 1
            parts.append(re.escape(pattern[position]))
        else:
            parts.append({"%": ".*", "_": "."}.get(one) or re.escape(one))
        position += 1
    return re.compile("".join(parts), re.S)


def like(text: str, pattern: str, escape: str) -> int:
    """LIKE … ESCAPE."""
    if len(escape) > 1:
        raise ProxyError(
            "invalid escape string", hint="Escape string must be empty or one character.", sqlstate="22025"
        )
    pattern = _escaped(pattern, escape)
    if pattern[-1:] == "\\" and _OPEN_ESCAPE.search(pattern) is not None:
        return _open_ended(text, pattern[:-1])
    return int(like_pattern(pattern).fullmatch(text) is not None)


_OPEN_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")


def _open_ended(text: str, pattern: str) -> int:
    """A pattern that ends in its escape character: an error as soon as a match gets so far, else no match."""
    last = pattern.endswith("%") and _OPEN_ESCAPE.search(pattern[:-1]) is None
    found = like_pattern(pattern.rstrip("%") if last else f"{pattern}_%").fullmatch(text)
    found = found or (like_pattern(f"{pattern.rstrip('%')}%").fullmatch(text) if last else None)
    if found is not None:
        raise ProxyError("LIKE pattern must not end with escape character", sqlstate="22025")
    return 0


def ilike(text: str, pattern: str, escape: str) -> int:
    """ILIKE … ESCAPE."""
    return like(lower(text), lower(pattern), lower(escape))


def _escaped(pattern: str, escape: str) -> str:
    """The pattern with backslash as its escape."""
    if escape == "\\":
        return pattern
    pattern = pattern.replace("\\", "\\\\")
    if not escape:
        return pattern
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        if pattern[position] == escape:
            parts.append("\\" + pattern[position + 1 : position + 2])
            position += 2
            continue
        parts.append(pattern[position])
        position += 1
    return "".join(parts)


_FORMAT = re.compile(r"%(?:(\d+)\$)?(-)?(?:(\d+)|(\*)(?:(\d+)\$)?)?([sIL%])?", re.S)


def format_text(template: str | None, *values: str | None) -> str | None:
    """format()."""
    if template is None:
        return None
    used = 0

    def one(match: re.Match[str]) -> str:
        nonlocal used
        place, minus, width, star, _, kind = match.groups()
        if kind is None:
            rest = template[match.end() : match.end() + 1]
            if not rest:
                raise InvalidParameterValue("unterminated format() type specifier")
            raise InvalidParameterValue(f'unrecognized format() type specifier "{rest}"')
        if kind == "%":
            return "%"
        if star:
            raise FeatureNotSupported("a width from an argument of format() is not supported by the SQLite backend")
        if place == "0":
            raise InvalidParameterValue("format specifies argument 0, but arguments are numbered from 1")
        used = int(place) if place else used + 1
        if used > len(values):
            raise InvalidParameterValue("too few arguments for format()")
        value = values[used - 1]
        if kind == "I":
            if value is None:
                raise ProxyError("null values cannot be formatted as an SQL identifier", sqlstate="22004")
            text = quote_identifier(value)
        elif kind == "L":
            text = "NULL" if value is None else quote_literal(value)
        else:
            text = value or ""
        if width:
            return text.ljust(int(width)) if minus else text.rjust(int(width))
        return text

    return _FORMAT.sub(one, template)


def quote_literal(text: str) -> str:
    """quote_literal()."""
    return ("E" if "\\" in text else "") + "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def overlay(value: Any, new: Any, start: int, length: int | None = None) -> Any:
    """overlay() of text or bytes."""
    if start < 1:
        raise ProxyError("negative substring length not allowed", sqlstate="22011")
    if not -(2**31) <= start + (len(new) if length is None else length) < 2**31:
        raise ProxyError("integer out of range", sqlstate="22003")
    end = start - 1 + (len(new) if length is None else length)
    return value[: start - 1] + new + value[max(end, 0) :]


def get_byte(value: bytes, index: int) -> int:
    """get_byte()."""
    if not 0 <= index < len(value):
        raise ProxyError(f"index {index} out of valid range, 0..{len(value) - 1}", sqlstate="2202E")
    return value[index]


def _codec(name: str) -> str:
    codecs = {"utf8": "utf-8", "utf-8": "utf-8", "latin1": "latin-1", "sql_ascii": "utf-8"}
    codec = codecs.get(name.lower())
    if codec is None:
        raise FeatureNotSupported(f"the encoding {name} is not supported by the SQLite backend")
    return codec


def convert_from(value: bytes, name: str) -> str:
    """convert_from()."""
    try:
        return value.decode(_codec(name))
    except UnicodeDecodeError as problem:
        byte = value[problem.start]
        raise ProxyError(f'invalid byte sequence for encoding "UTF8": 0x{byte:02x}', sqlstate="22021") from None


def convert_to(text: str, name: str) -> bytes:
    """convert_to()."""
    try:
        return text.encode(_codec(name))
    except UnicodeEncodeError:
        raise ProxyError(f"character has no equivalent in encoding {name}", sqlstate="22P05") from None


def uuid_version(value: str) -> int | None:
    """uuid_extract_version(): NULL for a uuid of another variant."""
    found = uuid.UUID(value)
    return found.version


def uuid_by_time() -> str:
    """uuidv7()."""
    milliseconds = time.time_ns() // 1_000_000
    number = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | (7 << 76)
    number = number & ~(0x3 << 62) | (2 << 62)
    return str(uuid.UUID(int=number))


def concat(*values: str | None) -> str:
    """concat(), which skips NULL."""
    return "".join(value for value in values if value is not None)


def concat_ws(separator: str | None, *values: str | None) -> str | None:
    """concat_ws(), which skips NULL."""
    return None if separator is None else separator.join(value for value in values if value is not None)


TEXT_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_lower": lower,
    "pg_upper": upper,
    "pg_initcap": initcap,
    "pg_left": left,
    "pg_right": right,
    "pg_lpad": lambda text, length, fill: _padding(text, length, fill) + text[: max(length, 0)],
    "pg_rpad": lambda text, length, fill: text[: max(length, 0)] + _padding(text, length, fill),
    "pg_btrim": lambda text, characters: text.strip(characters) if characters else text,
    "pg_ltrim": lambda text, characters: text.lstrip(characters) if characters else text,
    "pg_rtrim": lambda text, characters: text.rstrip(characters) if characters else text,
    "pg_replace": lambda text, old, new: text.replace(old, new) if old else text,
    "pg_translate": translate,
    "pg_repeat": lambda text, count: text * max(count, 0),
    "pg_reverse": lambda text: text[::-1],
    "pg_split_part": split_part,
    "pg_starts_with": lambda text, prefix: int(text.startswith(prefix)),
    "pg_substr": substr,
    "pg_ascii": lambda text: ord(text[0]) if text else 0,
    "pg_chr": character,
    "pg_md5": lambda value: hashlib.md5(value if isinstance(value, bytes) else value.encode()).hexdigest(),
    "pg_quote_ident": quote_identifier,
    "pg_quote_literal": quote_literal,
    "pg_encode": encode,
    "pg_decode": decode,
    "pg_like": lambda text, pattern: like(text, pattern, "\\"),
    "pg_ilike": lambda text, pattern: like(lower(text), lower(pattern), "\\"),
    "pg_like_escape": like,
    "pg_ilike_escape": ilike,
    "pg_overlay": overlay,
    "pg_get_byte": get_byte,
    "pg_sha": lambda value, name: hashlib.new(name, value).digest(),
    "pg_convert_to": convert_to,
    "pg_convert_from": convert_from,
    "pg_normalize": lambda text, form: unicodedata.normalize(form, text),
    "pg_bytes_position": lambda value, part: value.find(part) + 1,
    "pg_bytes_concat": lambda a, b: a + b,
    "pg_uuid_version": uuid_version,
}
VOLATILE_TEXT_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_gen_random_uuid": lambda: str(uuid.uuid4()),
    "pg_uuidv7": uuid_by_time,
}
PLAIN_TEXT_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_format_text": format_text,
    "pg_quote_nullable": lambda text: "NULL" if text is None else quote_literal(text),
    "pg_concat": concat,
    "pg_concat_ws": concat_ws,
}

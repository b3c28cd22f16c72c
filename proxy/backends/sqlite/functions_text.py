"""Text functions as PostgreSQL's C.UTF-8 collation has them, LIKE and regular expressions."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError
from proxy.sql import types as t
from proxy.sql.statement import quote_identifier


def lower(text: str) -> str:
    """Simple case mapping, character by character."""
    return text.lower() if text.isascii() else "".join(low if len(low := c.lower()) == 1 else c for c in text)


def upper(text: str) -> str:
    """Simple case mapping, character by character."""
    return text.upper() if text.isascii() else "".join(up if len(up := c.upper()) == 1 else c for c in text)


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
    """LIKE's pattern with backslash as its escape."""
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        one = pattern[position]
        if one == "\\":
            position += 1
            if position >= len(pattern):
                raise ProxyError("LIKE pattern must not end with escape character", sqlstate="22025")
            parts.append(re.escape(pattern[position]))
        else:
            parts.append({"%": ".*", "_": "."}.get(one) or re.escape(one))
        position += 1
    return re.compile("".join(parts), re.S)


_REFUSED = re.compile(r"\(\?|\\[0-9ABZmMyYcux]|\[\[[:.=]|\*\*\*|\[:|(?<!\\)[*+?}][+]|\\[^\w\s]?$")


@lru_cache(maxsize=1024)
def regular_expression(pattern: str, ignore_case: int) -> re.Pattern[str]:
    """An advanced regular expression where Python's means the same; 0A000 where it may not."""
    if _REFUSED.search(pattern):
        raise FeatureNotSupported(f"the regular expression {pattern!r} is not supported by the SQLite backend")
    try:
        translated = re.sub(r"(?<!\\)((?:\\\\)*)\$", r"\1\\Z", pattern) if "[" not in pattern else pattern
        if "[" in pattern and re.search(r"\$(?!$)|\[[^\]]*\$", pattern):
            raise FeatureNotSupported(f"the regular expression {pattern!r} is not supported by the SQLite backend")
        if "[" in pattern and pattern.endswith("$"):
            translated = pattern[:-1] + r"\Z"
        return re.compile(translated, re.S | (re.I if ignore_case else 0))
    except re.error as error:
        raise ProxyError(f"invalid regular expression: {error.msg}", sqlstate="2201B") from None


def regexp(text: str, pattern: str, ignore_case: int) -> int:
    """The operators ~ and ~*."""
    return int(regular_expression(pattern, ignore_case).search(text) is not None)


def regexp_replace(text: str, pattern: str, replacement: str, flags: str) -> str:
    """regexp_replace() where leftmost-longest and leftmost-first agree."""
    if set(flags) - set("gi") or "|" in pattern or "\\" in replacement or re.search(r"[*+?}]\?", pattern):
        raise FeatureNotSupported("this use of regexp_replace() is not supported by the SQLite backend")
    compiled = regular_expression(pattern, int("i" in flags))
    if "g" in flags and compiled.match("") is not None:
        raise FeatureNotSupported("regexp_replace() of an empty match is not supported by the SQLite backend")
    return compiled.sub(lambda _: replacement, text, count=0 if "g" in flags else 1)


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
    "pg_quote_literal": lambda text: (
        ("E" if "\\" in text else "") + "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
    ),
    "pg_encode": encode,
    "pg_decode": decode,
    "pg_like": lambda text, pattern: int(like_pattern(pattern).fullmatch(text) is not None),
    "pg_ilike": lambda text, pattern: int(like_pattern(lower(pattern)).fullmatch(lower(text)) is not None),
    "pg_regexp": regexp,
    "pg_regexp_replace": regexp_replace,
    "pg_gen_random_uuid": lambda: str(uuid.uuid4()),
}
PLAIN_TEXT_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_concat": concat,
    "pg_concat_ws": concat_ws,
    "pg_format_type": lambda oid, modifier: (
        None if oid is None else t.format_type(oid, -1 if modifier is None else modifier)
    ),
}

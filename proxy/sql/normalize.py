"""The shape of a statement: its text without the literals that cannot change what it is or where it goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_extensions import i64

_ZERO: Final = 0x30
_NINE: Final = 0x39
_QUOTE: Final = 0x27
_DOUBLE_QUOTE: Final = 0x22
_BACKSLASH: Final = 0x5C
_DOLLAR: Final = 0x24
_PLUS: Final = 0x2B
_MINUS: Final = 0x2D
_POINT: Final = 0x2E
_SLASH: Final = 0x2F
_STAR: Final = 0x2A
_UNDERLINE: Final = 0x5F
_LONGEST: Final = 16 * 1024
"""Longer texts are bulk data, which nobody sends twice with other literals."""
_END: Final = b"\n\x00\x00"
"""How every shape ends but those of texts that are cut off, or whose rest is nothing simple: a literal at the end of a
text differs from the end of a text."""
_KEPT_TO_THE_END: Final = b"\n\x00'\x00"
_SPACE = rb"[ \t\n\r\f\v]"
_COMMENT = rb"/\*[^*/]*+(?:(?:\*(?!/)|/(?!\*))[^*/]*+)*+\*/"
_BEGINNING: Final = re.compile(
    rb"(?:[ \t\n\r\f\v(]++|--[^\n\r]*+[\n\r]|" + _COMMENT + rb")*+"
    rb"(?:select|insert|update|delete|with|values|merge)\b",
    re.IGNORECASE,
)
_TELLING: Final = (
    b"regclass", b"pg_", b"nextval", b"setval", b"currval", b"set_config", b"_to_xml", b"u&", b"ts_stat", b"brin_",
    b"gin_clean",
)  # fmt: skip
"""Where a literal may name a table or a setting."""
_DECIDING: Final = re.compile(
    # Bits, `$` or an escape string behind a number, one that goes on behind a line break, a LIMIT further off.
    rb"[bx]\x00|[0-9\x00$]\$|[0-9\x00]e\x00|e\x00(?:[ \t\n\r\f\v]|--[^\n\r]*+)*+\x00"
    rb"|limit(?:" + _SPACE + rb"|--[^\n\r]*+|" + _COMMENT + rb")*+\x00"
)
"""Where a literal may decide how another is read, or is one of a LIMIT; of a text in small letters."""


def shape(text: bytes, *, standard_conforming_strings: bool = True) -> bytes:
    """`text` with a zero byte, which no query string contains, for each literal. Linear, one pass; made for speed.

    Digits in a name, behind a point and of a LIMIT are kept. What begins with `"`, `$` or `/*` and is nothing simple is
    kept to the end.
    """
    size: i64 = len(text)
    if size > _LONGEST:
        return text
    kept: list[bytes] = []
    begin: i64 = 0
    at: i64 = 0
    while at < size:
        code: i64 = text[at]
        if code > _NINE:
            at += 1
        elif code >= _ZERO:
            if _is_kept_number(text, at):
                at = _after_digits(text, at + 1, size)
                continue
            kept.append(text[begin:at])
            begin = at = _after_number(text, at, size)
        elif code == _QUOTE:
            kept.append(text[begin:at])
            has_backslashes = not standard_conforming_strings or _is_escape(text, at)
            at = _after_string(text, at + 1, size, has_backslashes)
            if at > size:
                kept.append(b"")
                return b"\x00".join(kept)
            begin = at
        elif code == _DOUBLE_QUOTE:
            at += 1
            while at < size and text[at] != _DOUBLE_QUOTE:
                at += 1
            if at == size:
                return _kept_to_the_end(kept, text, begin)
            at += 1
        elif code == _DOLLAR:
            if at > 0 and _is_name(text[at - 1]):
                at += 1
            elif at + 1 < size and _is_digit(text[at + 1]):
                at = _after_digits(text, at + 2, size)
            else:
                return _kept_to_the_end(kept, text, begin)
        elif code == _MINUS:
            at += 1
            if at < size and text[at] == _MINUS:
                at = _end_of_line(text, at + 1, size)
        elif code == _SLASH:
            at += 1
            if at < size and text[at] == _STAR:
                at = _after_comment(text, at + 1, size)
                if at > size:
                    return _kept_to_the_end(kept, text, begin)
        else:
            at += 1
    kept.append(text[begin:] + _END[:2])
    kept.append(b"")
    return b"\x00".join(kept)


def _kept_to_the_end(kept: list[bytes], text: bytes, begin: i64) -> bytes:
    kept.append(text[begin:] + _KEPT_TO_THE_END)
    return b"\x00".join(kept)


def _is_digit(code: i64) -> bool:
    return _ZERO <= code <= _NINE


def _is_name(code: i64) -> bool:
    """Whether this byte may be within a name."""
    if code >= 0x80 or code in (_UNDERLINE, _DOLLAR):
        return True
    if code <= _NINE:
        return code >= _ZERO
    return 0x61 <= (code | 0x20) <= 0x7A


def _is_space(code: i64) -> bool:
    return code == 0x20 or 0x09 <= code <= 0x0D


def _is_kept_number(text: bytes, at: i64) -> bool:
    """Whether the digit is within a name, behind a point, or of a LIMIT, one space behind it."""
    if at == 0:
        return False
    before: i64 = text[at - 1]
    if before == _POINT or _is_name(before):
        return True
    return at >= 6 and _is_space(before) and (text[at - 2] | 0x20) == 0x74 and text[at - 6 : at - 1].lower() == b"limit"


def _after_digits(text: bytes, at: i64, size: i64) -> i64:
    while at < size and _is_digit(text[at]):
        at += 1
    return at


def _after_number(text: bytes, at: i64, size: i64) -> i64:
    """Behind the number that begins here: of another base, or with a fraction and an exponent."""
    if text[at] == _ZERO and at + 1 < size:
        base: i64 = text[at + 1] | 0x20
        if base == 0x78 or base == 0x6F or base == 0x62:
            end: i64 = at + 2
            while end < size and _is_digit_of(text[end], base):
                end += 1
            if end > at + 2:
                return end
    at = _after_grouped_digits(text, at + 1, size)
    if at < size and text[at] == _POINT and not (at + 1 < size and text[at + 1] == _POINT):
        at = _after_grouped_digits(text, at + 1, size)
    if at < size and (text[at] | 0x20) == 0x65:
        exponent: i64 = at + 1
        if exponent < size and (text[exponent] == _PLUS or text[exponent] == _MINUS):
            exponent += 1
        if exponent < size and _is_digit(text[exponent]):
            return _after_digits(text, exponent + 1, size)
    return at


def _is_digit_of(code: i64, base: i64) -> bool:
    if code == _UNDERLINE:
        return True
    if base == 0x78:
        return _is_digit(code) or 0x61 <= (code | 0x20) <= 0x66
    return _ZERO <= code <= (_ZERO + 7 if base == 0x6F else _ZERO + 1)


def _after_grouped_digits(text: bytes, at: i64, size: i64) -> i64:
    while at < size and (_is_digit(text[at]) or text[at] == _UNDERLINE):
        at += 1
    return at


def _is_escape(text: bytes, at: i64) -> bool:
    """Whether an E of its own stands before this quote."""
    return at > 0 and (text[at - 1] | 0x20) == 0x65 and (at == 1 or not _is_name(text[at - 2]))


def _after_string(text: bytes, at: i64, size: i64, has_backslashes: bool) -> i64:
    """Behind the quote that ends the string; behind the end of the text where there is none."""
    while at < size:
        code: i64 = text[at]
        at += 1
        if code == _QUOTE:
            if at < size and text[at] == _QUOTE:
                at += 1
            else:
                return at
        elif code == _BACKSLASH and has_backslashes:
            at += 1
    return size + 1


def _end_of_line(text: bytes, at: i64, size: i64) -> i64:
    while at < size and text[at] != 0x0A and text[at] != 0x0D:
        at += 1
    return at


def _after_comment(text: bytes, at: i64, size: i64) -> i64:
    """Behind a comment; behind the end of the text where it does not end, or another is in it."""
    while at + 1 < size:
        code: i64 = text[at]
        if code == _STAR and text[at + 1] == _SLASH:
            return at + 2
        if code == _SLASH and text[at + 1] == _STAR:
            return size + 1
        at += 1
    return size + 1


def is_shared(shape: bytes) -> bool:
    """Whether all statements of this shape are the same but for literals that do not matter.

    Not so where literals may matter, of several statements, and of what is no query or data modification.
    """
    if not shape.endswith(_END) or shape.count(b"\x00") < 3 or _BEGINNING.match(shape) is None:
        return False
    body = shape[: -len(_END)]
    semicolon = body.find(b";")
    if semicolon >= 0 and body[semicolon:].strip(b"; \t\n\r\f\v"):
        return False
    lowered = body.lower()
    for telling in _TELLING:
        if telling in lowered:
            return False
    return _DECIDING.search(lowered) is None


def normalize(text: bytes, *, standard_conforming_strings: bool = True) -> bytes:
    """A key that two texts share only when they are the same statement but for literals; else the text itself."""
    found = shape(text, standard_conforming_strings=standard_conforming_strings)
    return found if is_shared(found) else text

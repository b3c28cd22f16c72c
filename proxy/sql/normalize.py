"""The shape of a statement: its text without the literals that cannot change what it is or where it goes."""

from __future__ import annotations

import re
from typing import Final

LITERAL: Final = b"\x00"
"""Stands for a literal; a query string cannot contain it."""

_NAME = rb"[A-Za-z0-9_$\x80-\xff]"
_SPACE = rb"[ \t\n\r\f\v]"
_ESCAPED = rb"'[^'\\]*+(?:(?:''|\\.)[^'\\]*+)*+'"
_PLAIN = rb"'[^']*+(?:''[^']*+)*+'"


def _pattern(*, backslashes: bool) -> re.Pattern[bytes]:
    """Group 1 is kept as it is; whatever else matches is a literal.

    What follows an unterminated quote, a nested comment or a carriage of string over lines is kept to the end.
    """
    plain = _ESCAPED if backslashes else _PLAIN
    continued = rb"(?!(?:[ \t\f\v]|--[^\n\r]*+)*+[\n\r](?:" + _SPACE + rb"|--[^\n\r]*+[\n\r])*+')"
    return re.compile(
        rb"(?<=(?<!" + _NAME + rb")[eE])" + _ESCAPED + continued
        + rb"|(?<!(?<!" + _NAME + rb")[eE])" + plain + continued
        + rb"|(?<![A-Za-z0-9_$\x80-\xff.])(?:0[xXoObB][0-9a-fA-F_]++"
        + rb"|[0-9][0-9_]*+(?:\.(?!\.)[0-9_]*+)?(?:[eE][+-]?[0-9]++)?)(?!" + _NAME + rb")"
        + rb"|([lL][iI][mM][iI][tT]" + _SPACE + rb"++[0-9]++"
        + rb"|(?:\"[^\"]*+\"[ ,.()=]*+)++|--[^\n\r]*+|/\*[^*/]*+(?:(?:\*(?!/)|/(?!\*))[^*/]*+)*+\*/"
        + rb"|(?:['\"]|/\*|(?<!" + _NAME + rb")\$(?![0-9])).*)",
        re.DOTALL,
    )  # fmt: skip


_KEPT: Final = b"\\1\x00"
_CONFORMING: Final = _pattern(backslashes=False)
_BACKSLASHES: Final = _pattern(backslashes=True)
_BEGINNING: Final = re.compile(
    rb"(?:[ \t\n\r\f\v(]++|--[^\n\r]*+[\n\r]|/\*[^*/]*+(?:(?:\*(?!/)|/(?!\*))[^*/]*+)*+\*/)*+"
    rb"(?:select|insert|update|delete|with|values|merge)\b",
    re.IGNORECASE,
)
_TELLING: Final = (
    b"regclass", b"pg_", b"nextval", b"setval", b"currval", b"set_config", b"_to_xml", b"u&", b"ts_stat", b"brin_",
    b"gin_clean",
)  # fmt: skip
"""Where a literal may name a table, a setting, or decide how another literal is read."""


_LONGEST: Final = 16 * 1024
"""Longer texts are bulk data, which nobody sends twice with other literals."""


def normalize(text: bytes, *, standard_conforming_strings: bool = True) -> bytes:
    """A key that two texts share only when they are the same statement but for literals.

    Linear in the length, one pass, in bounded time. Long texts, texts whose literals may matter, several
    statements, and everything that is no query or data modification are their own key.
    """
    if len(text) > _LONGEST or _BEGINNING.match(text) is None:
        return text
    lowered = text.lower()
    for telling in _TELLING:
        if telling in lowered:
            return text
    pattern = _CONFORMING if standard_conforming_strings else _BACKSLASHES
    shape = pattern.sub(_KEPT, text)
    semicolon = shape.find(b";")
    if semicolon >= 0 and shape[semicolon:].strip(b"; \t\n\r\f\v"):
        return text
    return shape

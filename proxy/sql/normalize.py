"""The shape of a statement: its text without the literals that cannot change what it is or where it goes."""

from __future__ import annotations

import re
from typing import Final

_NAME = rb"[A-Za-z0-9_$\x80-\xff]"
_SPACE = rb"[ \t\n\r\f\v]"
_KEPT = rb"[^'\"0-9$/-]"
_COMMENT = rb"/\*[^*/]*+(?:(?:\*(?!/)|/(?!\*))[^*/]*+)*+\*/"


def _pattern(*, backslashes: bool) -> re.Pattern[bytes]:
    """One literal, or the end; group 1 is all that stands before it and is kept as it is.

    The longest runs come first, and every alternative begins with a character of its own, by which the engine
    leaves it out. What begins with `"`, `$` or `/*` and is nothing simple is kept to the end.
    """
    escaped = rb"[^'\\]*+(?:(?:''|\\.)[^'\\]*+)*+(?:'|\\?\Z)"
    plain = escaped if backslashes else rb"[^']*+(?:''[^']*+)*+(?:'|\Z)"
    return re.compile(
        rb"((?:" + _KEPT + rb"++"
        + rb"|\"[^\"]*+\"" + _KEPT + rb"*+"
        # Digits in a name, behind a point, and of a LIMIT.
        + rb"|[0-9](?:(?<=[A-Za-z0-9_$.\x80-\xff].)|(?<=[lL][iI][mM][iI][tT]" + _SPACE + rb".))[0-9]*+"
        + rb"|-(?:-[^\n\r]*+)?|/(?!\*)|" + _COMMENT
        + rb"|\$(?:(?<=" + _NAME + rb".)|[0-9]++)"
        + rb"|[\"$/].*+)*+)"
        + rb"(?:'(?:(?<=(?<!" + _NAME + rb")[eE]')" + escaped + rb"|" + plain + rb")"
        + rb"|0[xX][0-9a-fA-F_]++|0[oO][0-7_]++|0[bB][01_]++"
        + rb"|[0-9][0-9_]*+(?:\.(?!\.)[0-9_]*+)?(?:[eE][+-]?[0-9]++)?"
        + rb"|\Z)",
        re.DOTALL,
    )  # fmt: skip


_CONFORMING: Final = _pattern(backslashes=False).findall
_BACKSLASHES: Final = _pattern(backslashes=True).findall
_LONGEST: Final = 16 * 1024
"""Longer texts are bulk data, which nobody sends twice with other literals."""
_GUARD: Final = b"\n\x00'"
"""Ends a comment and begins a literal, so that the end of a text differs from a literal at its end."""
_END: Final = b"\n\x00\x00"
"""How every shape ends, but one that was kept to the end."""
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
    """`text` with a zero byte, which no query string contains, for each literal. Linear, one pass; made for speed."""
    if len(text) > _LONGEST:
        return text
    return b"\x00".join((_CONFORMING if standard_conforming_strings else _BACKSLASHES)(text + _GUARD))


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

"""Literals of a simple query as parameters, so that statements that differ only in them share one translation.

Only literals are taken out that stand where a parameter of the same type means the same: beside a comparison, and as
whole items of VALUES and IN lists. Whatever the translation then refuses is translated once more as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from proxy.sql import types as t

_LONGEST: Final = 4096
_BEGINNING: Final = re.compile(r"\s*(?:/\*[^*]*\*/\s*)?(?:select|insert|update|delete|with)\b", re.IGNORECASE)
_REFUSED: Final = re.compile(
    r"\bconflict\b|\$[0-9A-Za-z_$]|::\s*(?:pg_catalog\s*\.\s*)?reg|\breg[a-z]+\s*'", re.IGNORECASE
)
"""ON CONFLICT finds its partial index by the text of a condition; parameters and dollar quotes are the client's own."""

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)
    |(?P<string>'[^']*(?:''[^']*)*')
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z_$.]))
    |(?P<word>[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_$\x80-\U0010ffff]*|"[^"]*(?:""[^"]*)*")
    |(?P<open>[(\[])|(?P<close>[)\]])|(?P<comma>,)
    |(?P<operator>[-+*/<>=~!@#%^&|`?]+)
    |(?P<other>.)""",
    re.VERBOSE,
)
_BESIDE: Final = frozenset(("=", "<>", "!=", "<", "<=", ">", ">=", "like", "ilike"))
_QUERIES: Final = frozenset(("select", "values", "with", "table"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A statement with $1, $2 … in the place of literals."""

    text: str
    types: tuple[int, ...]
    """What each literal is by itself; 0 for a string, whose type its place decides."""
    values: tuple[bytes, ...]


def shape(text: str) -> Shape | None:
    """The statement without its literals; None where it has none that can be taken out."""
    if len(text) > _LONGEST or _BEGINNING.match(text) is None or _REFUSED.search(text) is not None:
        return None
    parts: list[str] = []
    types: list[int] = []
    values: list[bytes] = []
    kept = 0
    before = before_kind = ""
    lists: list[bool] = []
    """For each open parenthesis whether it holds the items of VALUES or IN."""
    in_values = False
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind == "space":
            continue
        word = found[0]
        if kind in ("string", "number"):
            literal = _taken(text, found, before, bool(lists) and lists[-1] and before_kind in ("open", "comma"))
            if literal is not None:
                oid, value = literal
                parts.append(text[kept : found.start()])
                kept = found.end()
                types.append(oid)
                values.append(value)
                parts.append(f"${len(types)}")
        elif kind == "open":
            again = in_values and not lists and before == ","
            lists.append(word == "(" and (again or before in ("in", "values")))
        elif kind == "close":
            if not lists:
                return None
            lists.pop()
        elif kind == "word":
            word = word.lower()
            if not lists:
                in_values = word == "values"
            elif word in _QUERIES:
                lists[-1] = False
        elif kind == "other" and word not in ".:" and not (word == ";" and not text[found.end() :].strip()):
            return None
        before, before_kind = word, kind
    if not types or lists:
        return None
    parts.append(text[kept:])
    return Shape("".join(parts), tuple(types), tuple(values))


def _taken(text: str, found: re.Match[str], before: str, is_item: bool) -> tuple[int, bytes] | None:
    """Type and text of a literal that may become a parameter; `is_item` of a list."""
    if not is_item and before not in _BESIDE:
        return None
    after = _next(text, found.end())
    if is_item and after not in (",", ")", "::"):
        return None
    word = found[0]
    if word[0] == "'":
        # 'a' on one line and 'b' on the next are one string.
        return None if after == "'" else (0, word[1:-1].replace("''", "'").encode())
    if "." in word:
        return t.NUMERIC, word.encode()
    number = int(word)
    if number >= 2**63:
        return None
    return (t.INT4 if number < 2**31 else t.INT8), word.encode()


_NEXT: Final = re.compile(r"(?:\s+|--[^\n]*(?:\n|$)|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)*(::|.|$)", re.DOTALL)


def _next(text: str, position: int) -> str:
    """The character of the next token, or "::"; a comma at the end."""
    found = _NEXT.match(text, position)
    return (found[1] if found is not None else "") or ","

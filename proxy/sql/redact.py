"""A statement as it may be shown and kept: every value replaced, every name left, still SQL that can be read again."""

from __future__ import annotations

from typing import Final

from proxy.sql.tokens import BROKEN, NUMBER, STRING, Tokens, tokenize

_NAMING_FUNCTIONS: Final = frozenset(("nextval", "currval", "setval", "to_regclass", "lastval", "set_config"))
_NAMING_TYPES: Final = frozenset(("regclass", "regproc", "regprocedure", "regtype"))
_BODIES: Final = frozenset(("as", "do", "atomic"))
_LONGEST: Final = 16 * 1024


def redact(text: str, *, standard_conforming_strings: bool = True) -> str:
    """`text` with `'?'` for every string and `0` for every number, comments left out but for those that choose a
    database. Kept are strings that name something (regclass, nextval) and the bodies of functions, which are code; of a
    text of some size only the beginning is kept."""
    tokens = tokenize(text[:_LONGEST], standard_conforming_strings=standard_conforming_strings, limit=_LONGEST // 4)
    parts: list[str] = []
    for index, kind in enumerate(tokens.kinds):
        using = tokens.hints.get(index)
        if using is not None:
            parts.append(f"/* onedsn: using={using} */")
        start, end = tokens.starts[index], tokens.ends[index]
        if kind == STRING and not _is_a_name(tokens, index):
            part = "'?'"
        elif kind == NUMBER:
            part = "0"
        elif kind == BROKEN:
            break
        else:
            part = text[start:end]
        touches = index > 0 and tokens.ends[index - 1] == start
        if touches and parts:
            parts[-1] += part
        else:
            parts.append(part)
    return " ".join(parts)


def _is_a_name(tokens: Tokens, index: int) -> bool:
    before = tokens.values[index - 1] if index else ""
    if tokens.text[tokens.starts[index]] == "$":
        return before in _BODIES
    if index + 2 < len(tokens) and tokens.values[index + 1] == "::" and tokens.values[index + 2] in _NAMING_TYPES:
        return True
    if before in _NAMING_TYPES:
        return True
    return before == "(" and index > 1 and tokens.values[index - 2] in _NAMING_FUNCTIONS

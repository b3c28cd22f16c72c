"""PostgreSQL's advanced regular expressions by Python's, where both mean the same; the rest is refused.

PostgreSQL takes the longest of the leftmost matches, Python the first alternative that fits: whether there is a match
never differs, which text matches may. So alternatives of different length are looked at more closely, and captures in
such an expression are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError

_CLASSES: Final = {"digit": "0-9", "space": r"\s", "xdigit": "0-9A-Fa-f"}
_WHOLE_CLASSES: Final = {"alpha": r"[^\W\d_]", "alnum": r"[^\W_]"}
_ESCAPES: Final = {"d": "[0-9]", "D": "[^0-9]", "y": r"\b", "Y": r"\B", "m": r"\b(?=\w)", "M": r"\b(?<=\w)"}
_SAME: Final = frozenset("wWsSAnrtfva")


@dataclass(frozen=True, slots=True)
class Expression:
    """A translated expression and what is known of its matches."""

    compiled: re.Pattern[str]
    is_exact: bool
    """Python's match is PostgreSQL's."""
    can_lengthen: bool
    """The longest match can be found by trying ends: no captures and nothing that looks at what follows."""


class _Translator:
    """Reads one expression from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0
        self.out: list[str] = []
        self.alternatives = False
        self.captures = False
        self.greedy = 0
        self.lazy = 0
        self.looks = False

    def refuse(self) -> FeatureNotSupported:
        return FeatureNotSupported(f"the regular expression {self.pattern!r} is not supported by the SQLite backend")

    def run(self) -> str:
        pattern = self.pattern
        if pattern.startswith("***") or re.match(r"\(\?[a-z]+\)", pattern):
            raise self.refuse()
        while self.position < len(pattern):
            self._one(pattern[self.position])
        return "".join(self.out)

    def _one(self, character: str) -> None:
        pattern, position = self.pattern, self.position
        self.position += 1
        if character == "\\":
            self._escape(pattern[position + 1 : position + 2])
        elif character == "[":
            self._bracket()
        elif character == "(":
            self._group()
        elif character == "|":
            self.alternatives = True
            self.out.append("|")
        elif character in "*+?":
            self._quantifier(character)
        elif character == "{":
            match = re.compile(r"\{\d+(?:,\d*)?\}").match(pattern, position)
            if match is None:
                raise self.refuse()
            self.position = match.end()
            self._quantifier(match[0])
        elif character == "$":
            self.looks = True
            self.out.append(r"\Z")
        else:
            self.out.append(character)

    def _quantifier(self, text: str) -> None:
        following = self.pattern[self.position : self.position + 1]
        if following == "?":
            self.position += 1
            self.lazy += 1
            text += "?"
        else:
            self.greedy += 1
        if self.pattern[self.position : self.position + 1] in ("*", "+", "?", "{"):
            raise ProxyError("invalid regular expression: quantifier operand invalid", sqlstate="2201B")
        self.out.append(text)

    def _escape(self, letter: str) -> None:
        self.position += 1
        if not letter:
            raise ProxyError(r"invalid regular expression: invalid escape \ sequence", sqlstate="2201B")
        if letter in _ESCAPES:
            self.looks = self.looks or letter in "yYmM"
            self.out.append(_ESCAPES[letter])
        elif letter == "Z":
            self.looks = True
            self.out.append(r"\Z")
        elif letter in _SAME:
            self.out.append("\\" + letter)
        elif not letter.isalnum():
            self.out.append(re.escape(letter))
        else:
            raise self.refuse()

    def _group(self) -> None:
        if not self.pattern.startswith("?", self.position):
            self.captures = True
            self.out.append("(")
            return
        match = re.compile(r"\?(?::|=|!|<=|<!)").match(self.pattern, self.position)
        if match is None:
            raise self.refuse()
        self.looks = self.looks or match[0] != "?:"
        self.position = match.end()
        self.out.append("(" + match[0])

    def _bracket(self) -> None:
        pattern = self.pattern
        start = self.position - 1
        negated = pattern.startswith("^", self.position)
        self.position += negated
        items: list[str] = []
        first = True
        while True:
            if self.position >= len(pattern):
                raise ProxyError("invalid regular expression: brackets [] not balanced", sqlstate="2201B")
            character = pattern[self.position]
            if character == "]" and not first:
                self.position += 1
                break
            first = False
            if pattern.startswith("[:", self.position):
                end = pattern.find(":]", self.position)
                name = pattern[self.position + 2 : end] if end > 0 else ""
                self.position = end + 2
                if name in _WHOLE_CLASSES and not negated and pattern[start:].startswith(f"[[:{name}:]]"):
                    self.position += 1
                    self.out.append(_WHOLE_CLASSES[name])
                    return
                if name not in _CLASSES:
                    raise self.refuse()
                items.append(_CLASSES[name])
                continue
            if pattern.startswith(("[.", "[="), self.position):
                raise self.refuse()
            if character == "\\":
                letter = pattern[self.position + 1 : self.position + 2]
                self.position += 2
                if letter == "d":
                    items.append("0-9")
                elif letter in ("w", "s", "n", "t", "r") or (letter and not letter.isalnum()):
                    items.append("\\" + letter)
                else:
                    raise self.refuse()
                continue
            self.position += 1
            items.append("\\" + character if character in "[]&~|^" else character)
        self.out.append("[" + ("^" if negated else "") + "".join(items) + "]")


def _alternatives_agree(pattern: str) -> bool:
    """Whether no alternative, all of them plain text, is the beginning of another one beside it."""
    for group in (*re.findall(r"\(\??:?([^()]*)\)", pattern), re.sub(r"\([^()]*\)", "", pattern)):
        if "|" not in group:
            continue
        parts = group.split("|")
        if any(re.search(r"[\\\[\].*+?{}^$()]", part) or not part for part in parts):
            return False
        if any(a != b and b.startswith(a) for a in parts for b in parts):
            return False
    return True


@lru_cache(maxsize=1024)
def expression(pattern: str, flags: str = "") -> Expression:
    """The expression with PostgreSQL's meaning. Raises 2201B for a wrong one, 0A000 where Python's means another."""
    if set(flags) - set("gic"):
        bad = sorted(set(flags) - set("gicnmswxpqeb"))
        if bad:
            raise InvalidParameterValue(f'invalid regular expression option: "{bad[0]}"')
        raise FeatureNotSupported(f"the regular expression options {flags!r} are not supported by the SQLite backend")
    embedded = re.match(r"\(\?i\)", pattern)
    body = pattern[embedded.end() :] if embedded else pattern
    translator = _Translator(body)
    text = translator.run()
    ignore_case = bool(embedded) or flags.rfind("i") > flags.rfind("c")
    try:
        compiled = re.compile(text, re.DOTALL | (re.IGNORECASE if ignore_case else 0))
    except re.error as error:
        raise ProxyError(f"invalid regular expression: {error.msg}", sqlstate="2201B") from None
    mixed = translator.lazy > 0 and (translator.greedy > 0 or translator.lazy > 1)
    agree = not translator.alternatives or _alternatives_agree(body)
    nested = translator.captures and translator.greedy > 1 and re.search(r"\)[*+{]", body) is not None
    return Expression(
        compiled,
        is_exact=agree and not mixed and not nested and not (translator.lazy and translator.alternatives),
        can_lengthen=not (translator.captures or translator.lazy or translator.looks),
    )


def searched(found: Expression, text: str, start: int) -> tuple[int, int, re.Match[str] | None] | None:
    """Start and end of PostgreSQL's next match, and Python's match where it has the captures."""
    match = found.compiled.search(text, start)
    if match is None:
        return None
    if found.is_exact:
        return match.start(), match.end(), match
    if not found.can_lengthen:
        raise FeatureNotSupported(
            f"the regular expression {found.compiled.pattern!r} is not supported here by the SQLite backend"
        )
    for end in range(len(text), match.end(), -1):
        if found.compiled.fullmatch(text, match.start(), end):
            return match.start(), end, None
    return match.start(), match.end(), None


def _matches(found: Expression, text: str, start: int = 0) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    while start <= len(text):
        match = searched(found, text, start)
        if match is None:
            return
        yield match
        start = match[1] + (match[0] == match[1])


def matches(text: str, pattern: str, ignore_case: int) -> int:
    """The operators ~ and ~*."""
    return int(expression(pattern, "i" if ignore_case else "").compiled.search(text) is not None)


def matches_with_flags(text: str, pattern: str, flags: str) -> int:
    """regexp_like()."""
    _no_global(flags, "regexp_like")
    return int(expression(pattern, flags).compiled.search(text) is not None)


def _no_global(flags: str, name: str) -> None:
    if "g" in flags:
        raise InvalidParameterValue(f'{name}() does not support the "global" option')


def replaced(text: str, pattern: str, replacement: str, flags: str) -> str:
    """regexp_replace()."""
    found = expression(pattern, flags)
    parts: list[str] = []
    done = 0
    for start, end, match in _matches(found, text):
        parts.append(text[done:start])
        parts.append(_filled(replacement, text[start:end], match))
        done = end
        if "g" not in flags:
            break
    return "".join(parts) + text[done:]


def _filled(replacement: str, whole: str, match: re.Match[str] | None) -> str:
    if "\\" not in replacement:
        return replacement

    def part(escape: re.Match[str]) -> str:
        letter = escape[1]
        if letter == "&":
            return whole
        if letter.isdigit() and letter != "0":
            number = int(letter)
            if match is None or number > (match.re.groups or 0):
                return ""
            return match[number] or ""
        return "\\" if letter == "\\" else escape[0]

    return re.sub(r"\\(.)", part, replacement, flags=re.DOTALL)


def _captured(text: str, start: int, end: int, match: re.Match[str] | None) -> list[str | None]:
    return list(match.groups()) if match is not None and match.re.groups else [text[start:end]]


def first_match(text: str, pattern: str, flags: str) -> str | None:
    """regexp_match(): the captures of the first match."""
    _no_global(flags, "regexp_match")
    match = searched(expression(pattern, flags), text, 0)
    return None if match is None else json.dumps(_captured(text, *match), ensure_ascii=False, separators=(",", ":"))


def all_matches(text: str | None, pattern: str | None, flags: str = "") -> str:
    """regexp_matches(): the captures of each match, as rows of one array."""
    if text is None or pattern is None:
        return "[]"
    rows: list[list[str]] = []
    for match in _matches(expression(pattern, flags), text):
        rows.append([json.dumps(_captured(text, *match), ensure_ascii=False, separators=(",", ":"))])
        if "g" not in flags:
            break
    return json.dumps(rows, ensure_ascii=False)


def substring(text: str, pattern: str) -> str | None:
    """substring(text from pattern): the first capture, or the match."""
    match = searched(expression(pattern), text, 0)
    if match is None:
        return None
    return _captured(text, *match)[0]


def whole_match(text: str, pattern: str) -> str | None:
    """regexp_substr()."""
    match = searched(expression(pattern), text, 0)
    return None if match is None else text[match[0] : match[1]]


def counted(text: str, pattern: str, start: int, flags: str) -> int:
    """regexp_count()."""
    if start < 1:
        raise InvalidParameterValue(f'invalid value for parameter "start": {start}')
    _no_global(flags, "regexp_count")
    return sum(1 for _ in _matches(expression(pattern, flags), text, start - 1))


def position(text: str, pattern: str) -> int:
    """regexp_instr()."""
    match = searched(expression(pattern), text, 0)
    return 0 if match is None else match[0] + 1


def split(text: str, pattern: str, flags: str = "") -> str:
    """regexp_split_to_array(); an empty match at either end or behind another match does not split."""
    _no_global(flags, "regexp_split_to_array")
    parts: list[str] = []
    done = 0
    for start, end, _ in _matches(expression(pattern, flags), text):
        if start == end and (start == 0 or start == len(text) or start == done):
            continue
        parts.append(text[done:start])
        done = end
    parts.append(text[done:])
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def similar(text: str, pattern: str, escape: str = "\\") -> int:
    """SIMILAR TO."""
    return int(_similar(pattern, escape).fullmatch(text) is not None)


@lru_cache(maxsize=512)
def _similar(pattern: str, escape: str) -> re.Pattern[str]:
    parts: list[str] = []
    position = 0
    in_bracket = False
    while position < len(pattern):
        one = pattern[position]
        if escape and one == escape:
            position += 1
            parts.append(re.escape(pattern[position : position + 1]))
        elif in_bracket:
            in_bracket = one != "]"
            parts.append(one)
        elif one == "[":
            in_bracket = True
            parts.append(one)
        elif one in "|*+?{}()":
            parts.append("(?:" if one == "(" else one)
        else:
            parts.append({"%": ".*", "_": "."}.get(one) or re.escape(one))
        position += 1
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error as error:
        raise ProxyError(f"invalid regular expression: {error.msg}", sqlstate="2201B") from None


REGEXP_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_regexp": matches,
    "pg_regexp_flags": matches_with_flags,
    "pg_regexp_replace": replaced,
    "pg_regexp_match": first_match,
    "pg_regexp_substring": substring,
    "pg_regexp_substr": whole_match,
    "pg_regexp_count": counted,
    "pg_regexp_instr": position,
    "pg_regexp_split": split,
    "pg_similar": similar,
}

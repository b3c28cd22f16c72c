"""The words of a query string, cut exactly where PostgreSQL's lexer cuts them, in linear time."""

from __future__ import annotations

import re
from typing import Final

WORD: Final = "w"
QUOTED: Final = "q"
STRING: Final = "s"
NUMBER: Final = "n"
PARAMETER: Final = "$"
PUNCTUATION: Final = "p"
OPERATOR: Final = "o"
STRAY: Final = "x"
"""A character that begins no token of PostgreSQL."""
BROKEN: Final = "!"
"""An unterminated quote or comment: it swallows the rest of the text, as it does in PostgreSQL."""

_SPACE = r"[ \t\n\r\f\v]"
_CONTINUED = rf"(?:(?:[ \t\f\v]|--[^\n\r]*+)*+[\n\r](?:{_SPACE}|--[^\n\r]*+[\n\r])*+'"
_PLAIN = r"[^']*+(?:''[^']*+)*+'"
_ESCAPED = r"[^'\\]*+(?:(?:''|\\.)[^'\\]*+)*+'"


def _pattern(*, backslashes: bool) -> re.Pattern[str]:
    """One token with the white space before it. `backslashes` is standard_conforming_strings = off."""
    plain = _ESCAPED if backslashes else _PLAIN
    return re.compile(
        rf"{_SPACE}*+(?:"
        rf"(?P<s>[nN]?'{plain}{_CONTINUED}{plain})*+|[eE]'{_ESCAPED}{_CONTINUED}{_ESCAPED})*+"
        rf"|(?:[bBxX]|[uU]&)'{_PLAIN}{_CONTINUED}{_PLAIN})*+)"
        r"|(?P<q>(?:[uU]&)?\"[^\"]*+(?:\"\"[^\"]*+)*+\")"
        r"|(?P<b>(?:[eEbBxXnN]|[uU]&)?'|(?:[uU]&)?\")"
        r"|(?P<w>[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_$\x80-\U0010ffff]*+)"
        r"|(?P<p>::|[(),;\[\]]|\.\.|\.(?![0-9])|:=|:)"
        r"|(?P<n>0[xX][0-9a-fA-F_]++|0[oO][0-7_]++|0[bB][01_]++"
        r"|(?:[0-9][0-9_]*+(?:\.(?!\.)[0-9_]*+)?|\.[0-9][0-9_]*+)(?:[eE][+-]?[0-9]++)?)"
        r"|(?P<c>--[^\n\r]*+)"
        r"|(?P<m>/\*)"
        r"|(?P<o>(?:(?!--|/\*)[~!@#^&|`?+\-*/%<>=])++)"
        r"|(?P<v>\$[0-9]++)"
        r"|(?P<d>\$(?:[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_\x80-\U0010ffff]*+)?\$)"
        r"|(?P<x>.))",
        re.DOTALL,
    )


def _literals(*, backslashes: bool) -> re.Pattern[str]:
    """Many literals, or rows of nothing but literals, between two commas: they name nothing."""
    one = rf"(?:'{_ESCAPED if backslashes else _PLAIN}|[+-]?[0-9]++(?:\.[0-9]*+)?|[nN][uU][lL][lL]|\$[0-9]++)"
    row = rf"\({_SPACE}*+{one}(?:{_SPACE}*+,{_SPACE}*+{one})*+{_SPACE}*+\)"
    ends = rf"(?={_SPACE}*+,)"
    return re.compile(rf"(?:,{_SPACE}*+{row}{ends}{_SPACE}*+){{4,}}+|(?:,{_SPACE}*+{one}{ends}{_SPACE}*+){{16,}}+")


_LONG: Final = 8192
"""From this length on, runs of literals are not taken apart."""
_CONFORMING_LITERALS: Final = _literals(backslashes=False)
_BACKSLASHES_LITERALS: Final = _literals(backslashes=True)
_CONFORMING: Final = _pattern(backslashes=False)
_BACKSLASHES: Final = _pattern(backslashes=True)
_COMMENT_EDGE: Final = re.compile(r"/\*|\*/")
_HINT: Final = re.compile(r"\bonedsn:\s*(.*)", re.DOTALL)
_USING: Final = re.compile(r"""\busing\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s,;*"']+))""")
_GAP = rf"(?:{_SPACE}|--[^\n\r]*+|/\*[^*/]*+(?:(?:\*(?!/)|/(?!\*))[^*/]*+)*+\*/)*+"
_UESCAPE: Final = re.compile(rf"{_GAP}[uU][eE][sS][cC][aA][pP][eE]{_GAP}'([^'])'")
_LONE_OPERATORS: Final = frozenset("~!@#^&|`?%")
_NAME_LENGTH: Final = 63


class Tokens:
    """Parallel lists, one entry a token: `kinds`, `values` (words folded, quoted identifiers
    unquoted behind one `"`, so that none is taken for a key word, strings raw), `starts`,
    `ends`, and `match`: for each parenthesis the index of its partner, -1 without one."""

    __slots__ = ("broken", "ends", "hints", "kinds", "match", "starts", "strays", "text", "values")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.values: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.match: list[int] = []
        self.hints: dict[int, str] = {}
        """The database of a comment `onedsn: using=…`, under the index of the token after it."""
        self.broken: str | None = None
        self.strays: list[int] = []
        """Where characters stand that PostgreSQL has no use for."""

    def __len__(self) -> int:
        return len(self.kinds)


def cut(name: str) -> str:
    """`name` as PostgreSQL stores it: at most 63 bytes, whole characters."""
    if len(name) <= _NAME_LENGTH and (name.isascii() or len(encode(name)) <= _NAME_LENGTH):
        return name
    return encode(name)[:_NAME_LENGTH].decode("utf-8", "ignore")


def encode(text: str) -> bytes:
    """UTF-8, with whatever was not UTF-8 before kept as a byte."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


_FOLD: Final = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def fold(word: str) -> str:
    """An unquoted identifier as PostgreSQL reads it: only ASCII letters fold in a multi-byte encoding."""
    if word.isascii():
        return word.lower() if len(word) <= _NAME_LENGTH else word.lower()[:_NAME_LENGTH]
    return cut(word.translate(_FOLD))


_UNICODE_ESCAPE: Final = re.compile(r"\\(\\|\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))")


def _unicode(body: str, escape: str = "\\") -> str:
    if escape != "\\":
        body = body.replace("\\", "\\\\").replace(escape * 2, f"\\+{ord(escape):06x}").replace(escape, "\\")

    def character(found: re.Match[str]) -> str:
        if found[1] == "\\":
            return "\\"
        code = int(found[2] or found[3], 16)
        return chr(code) if code < 0x110000 else "�"

    return _UNICODE_ESCAPE.sub(character, body)


_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_STRING_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3})|(.))|''", re.DOTALL
)
_PLAIN_SEGMENT: Final = re.compile(rf"'({_PLAIN[:-1]})'")
_ESCAPED_SEGMENT: Final = re.compile(rf"'({_ESCAPED[:-1]})'", re.DOTALL)


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "''":
        return "'"
    digits = found[1] or found[2] or found[3]
    if digits or found[4]:
        code = int(digits, 16) if digits else int(found[4], 8)
        return chr(code) if 0 < code < 0x110000 else "�"
    return _ESCAPES.get(found[5], found[5])


def string_value(raw: str, *, standard_conforming_strings: bool = True) -> str:
    """The text that a string literal stands for."""
    first = raw[:1]
    if first == "$":
        width = raw.index("$", 1) + 1
        return raw[width:-width]
    if first in "eE" or (first == "'" and not standard_conforming_strings):
        return _STRING_ESCAPE.sub(_escaped, "".join(_ESCAPED_SEGMENT.findall(raw)))
    body = "".join(_PLAIN_SEGMENT.findall(raw))
    body = body.replace("''", "'")
    return _unicode(body) if first in "uU" else body


def tokenize(
    text: str, *, standard_conforming_strings: bool = True, position: int = 0, limit: int | None = None
) -> Tokens:
    """The tokens of `text` from `position` on, at most `limit` of them."""
    tokens = Tokens(text)
    kinds, values, starts, ends, match = tokens.kinds, tokens.values, tokens.starts, tokens.ends, tokens.match
    add_kind, add_value, add_start, add_end = kinds.append, values.append, starts.append, ends.append
    add_match = match.append
    read = (_CONFORMING if standard_conforming_strings else _BACKSLASHES).match
    literals = (_CONFORMING_LITERALS if standard_conforming_strings else _BACKSLASHES_LITERALS).match
    long = len(text) > _LONG
    opened: list[int] = []
    while limit is None or len(kinds) < limit:
        found = read(text, position)
        if found is None:
            break
        kind = found.lastgroup
        position = found.end()
        start = found.start(kind) if kind is not None else position
        if kind == "w":
            value = fold(found[kind])
        elif kind == "p":
            value = found[kind]
            if long and value == ",":
                run = literals(text, start)
                if run is not None:
                    position = run.end()
                    continue
            if value == "(" or value == "[":
                opened.append(len(kinds))
            elif (value == ")" or value == "]") and opened:
                partner = opened.pop()
                match[partner] = len(kinds)
                add_kind("p")
                add_value(value)
                add_start(start)
                add_end(position)
                add_match(partner)
                continue
        elif kind == "c":
            if "onedsn:" in found[kind]:
                _take_hint(tokens, found[kind])
            continue
        elif kind == "m":
            position = _comment_end(text, start)
            if position < 0:
                tokens.broken = "unterminated /* comment"
                break
            if "onedsn:" in text[start : min(position, start + 200)]:
                _take_hint(tokens, text[start : position - 2])
            continue
        elif kind == "s":
            value = found[kind]
            if value[0] in "uU":
                escape = _UESCAPE.match(text, position)
                if escape is not None:
                    position = escape.end()
                    plain = _unicode(value[3:-1].replace("''", "'"), escape[1])
                    value = "U&'" + plain.replace("'", "''").replace("\\", "\\\\") + "'"
        elif kind == "q":
            value = _identifier(found[kind])
            if found[kind][0] in "uU":
                escape = _UESCAPE.match(text, position)
                if escape is not None:
                    position = escape.end()
                    value = cut(_unicode(found["q"][3:-1].replace('""', '"'), escape[1]))
        elif kind == "o":
            value = found[kind]
            if len(value) > 1 and value[-1] in "+-" and _LONE_OPERATORS.isdisjoint(value):
                value = value.rstrip("+-") or value[0]
                position = start + len(value)
        elif kind == "n":
            value = found[kind]
        elif kind == "v":
            kind, value = PARAMETER, found["v"]
        elif kind == "d":
            mark = found[kind]
            close = text.find(mark, position)
            if close < 0:
                position = len(text)
                kind, value = BROKEN, mark
                tokens.broken = "unterminated dollar-quoted string"
            else:
                position = close + len(mark)
                kind, value = STRING, text[start:position]
        elif kind == "b":
            position = len(text)
            kind, value = BROKEN, found["b"]
            tokens.broken = "unterminated quoted " + ("identifier" if value.endswith('"') else "string")
        else:
            kind, value = STRAY, found[0][-1:]
            tokens.strays.append(len(kinds))
        add_kind(kind)
        add_value('"' + value if kind == "q" else value)
        add_start(start)
        add_end(position)
        add_match(-1)
    return tokens


def unquoted(value: str) -> str:
    """The name that an entry of `values` stands for, whether it was quoted or not."""
    return value[1:] if value[:1] == '"' else value


def _identifier(raw: str) -> str:
    if raw[0] == '"':
        return cut(raw[1:-1].replace('""', '"'))
    return cut(_unicode(raw[3:-1].replace('""', '"')))


def _comment_end(text: str, start: int) -> int:
    """Behind the comment that begins at `start`, comments inside it included; -1 when it does not end."""
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, start):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return -1


def _take_hint(tokens: Tokens, comment: str) -> None:
    found = _HINT.search(comment)
    using = _USING.search(found[1]) if found else None
    if using:
        tokens.hints[len(tokens)] = using[1] or using[2] or using[3]

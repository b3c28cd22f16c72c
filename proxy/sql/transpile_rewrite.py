"""A statement's text made ready for sqlglot: what its tokenizer reads otherwise than PostgreSQL's is written anew."""

from __future__ import annotations

from typing import Final

from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.interval_input import interval_modifier
from proxy.sql.keywords import RESERVED
from proxy.sql.tokens import BROKEN, NUMBER, OPERATOR, PARAMETER, QUOTED, STRING, WORD, Tokens, string_value, tokenize

UNNAMED: Final = "onedsn unnamed"
"""Stands for the name of a constraint that has none, where sqlglot wants one."""
_BY_NAME: Final = frozenset(("?|", "?&", "@?", "@@", "#-", "^@", "~~", "!~~", "~~*", "!~~*", "!~", "!~*", "-|-"))
"""Operators that sqlglot reads only as OPERATOR(…)."""
_PREFIXES: Final = frozenset(("|/", "||/", "@"))
_OPERAND_BEFORE: Final = frozenset((WORD, QUOTED, STRING, NUMBER, PARAMETER))
_AFTER_NO_COMMA: Final = frozenset(("from", "where", ")", ";", "order", "group", "limit"))
_FIELDS: Final = frozenset(("year", "month", "day", "hour", "minute", "second"))
_BARE_ARRAYS: Final = frozenset(("oid", "name", "regtype", "regclass"))

_BEFORE_STRINGS: Final = frozenset(t.BY_NAME) - {"interval", "character varying", "double precision", "char"}
"""Types that make a string behind them a constant of theirs."""


def rewritten(text: str) -> str:
    """The same statement, for sqlglot. Raises 42601 for an open quote, and 0A000 for an operator it cannot say."""
    tokens = tokenize(text)
    if tokens.broken is not None:
        raise SyntaxProblem(f'{tokens.broken} at or near "{text[tokens.starts[-1] :][:40]}"' if len(tokens) else text)
    parts: list[str] = []
    done = 0
    i = 0
    while i < len(tokens):
        if tokens.values[i] == ",":
            _check_comma(tokens, i)
        last, replacement = _replacement(tokens, i)
        if replacement is not None:
            parts += (text[done : tokens.starts[i]], replacement)
            done = tokens.ends[last]
        i = last + 1
    return "".join((*parts, text[done:]))


def overriding(text: str) -> str:
    """Which values an INSERT … OVERRIDING means: "system", "user", or ""."""
    if "overriding" not in text.lower():
        return ""
    tokens = tokenize(text)
    for i, value in enumerate(tokens.values):
        if value == "overriding" and tokens.kinds[i] == WORD and tokens.values[i + 2 : i + 3] == ["value"]:
            return tokens.values[i + 1]
    return ""


def _check_comma(tokens: Tokens, i: int) -> None:
    following = tokens.values[i + 1] if i + 1 < len(tokens) else ""
    if i + 1 >= len(tokens):
        raise SyntaxProblem("syntax error at end of input")
    if following in _AFTER_NO_COMMA and tokens.kinds[i + 1] != QUOTED:
        raise SyntaxProblem(f'syntax error at or near "{following}"')


def _replacement(tokens: Tokens, i: int) -> tuple[int, str | None]:
    """The last token of what begins at `i`, and what to write for it; None leaves it."""
    kind, value = tokens.kinds[i], tokens.values[i]
    if kind == WORD and value in _BEFORE_STRINGS and _is_constant(tokens, i):
        # date '…'::timestamp: the string is a date before it is cast.
        return i + 1, f"CAST({_literal(string_value(tokens.values[i + 1]))} AS {value})"
    if kind == STRING:
        if value[0] in "bBxX":
            return i, None
        return i, _literal(string_value(value))
    if kind == PARAMETER:
        return i, value + " "  # `$1,$` would be the start of a dollar-quoted string.
    if kind == NUMBER and ("_" in value or value[:2].lower() in ("0x", "0o", "0b")):
        return i, _number(value)
    if kind == OPERATOR:
        return i, _operator(tokens, i, value)
    if kind == WORD and value == "add" and tokens.values[i + 1 : i + 2] == ["check"]:
        return i, f'ADD CONSTRAINT "{UNNAMED}"'
    if kind == WORD and value == "overriding" and tokens.values[i + 2 : i + 3] == ["value"]:
        return i + 2, ""
    if kind == WORD and value == "interval":
        return _interval(tokens, i)
    if value == "::" and _is_bare_array(tokens, i):
        return i + 3, f'::"_{tokens.values[i + 1]}"'
    return i, None


def _is_constant(tokens: Tokens, i: int) -> bool:
    """A type, a string, and a cast behind it."""
    if tokens.values[i + 2 : i + 3] != ["::"] or tokens.kinds[i + 1] != STRING:
        return False
    return i == 0 or tokens.values[i - 1] not in ("::", "as", ".")


def _literal(value: str) -> str:
    if "\0" in value:
        raise SyntaxProblem('invalid byte sequence for encoding "UTF8": 0x00', sqlstate="22021")
    return "'" + value.replace("'", "''") + "'"


def _number(value: str) -> str:
    try:
        return str(int(value, 0)) if value[:1] == "0" and value[1:2].isalpha() else value.replace("_", "")
    except ValueError:
        raise SyntaxProblem(f'trailing junk after numeric literal at or near "{value}"') from None


def _operator(tokens: Tokens, i: int, value: str) -> str | None:
    before = tokens.values[i - 1] if i else ""
    is_operand = i > 0 and tokens.kinds[i - 1] in _OPERAND_BEFORE and before not in RESERVED
    prefix = not is_operand and before not in (")", "]")
    if prefix and value in _PREFIXES:
        raise FeatureNotSupported(f"the prefix operator {value} is not supported by the SQLite backend")
    return f" OPERATOR({value}) " if value in _BY_NAME else None


def _interval(tokens: Tokens, i: int) -> tuple[int, str | None]:
    """`INTERVAL '1' DAY` as a cast: sqlglot would take the string apart."""
    after = i + 1
    precision = ""
    if after < len(tokens) and tokens.values[after] == "(" and tokens.match[after] == after + 2:
        precision = tokens.values[after + 1]
        after += 3
    if after >= len(tokens) or tokens.kinds[after] not in (STRING,) or tokens.kinds[after] == BROKEN:
        return i, None
    literal = _literal(string_value(tokens.values[after]))
    words: list[str] = []
    last = after
    while last + 1 < len(tokens) and tokens.kinds[last + 1] == WORD:
        word = tokens.values[last + 1]
        if not (word in _FIELDS and (not words or words[-1] == "to")) and not (word == "to" and len(words) == 1):
            break
        words.append(word)
        last += 1
    if words[-1:] == ["second"] and last + 1 < len(tokens) and tokens.values[last + 1] == "(":
        precision = tokens.values[last + 2]
        last = tokens.match[last + 1]
    if not words and not precision:
        return last, f"CAST({literal} AS INTERVAL)"
    modifier = interval_modifier(" ".join(words), int(precision) if precision else None)
    return last, f"onedsn_interval({literal}, {modifier})"


def _is_bare_array(tokens: Tokens, i: int) -> bool:
    """`x::oid[]`: sqlglot takes such a type's brackets for a subscript."""
    return tokens.values[i + 1 : i + 2] != [] and (
        tokens.values[i + 1] in _BARE_ARRAYS and tokens.values[i + 2 : i + 4] == ["[", "]"]
    )

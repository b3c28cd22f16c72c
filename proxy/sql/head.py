"""Where statements begin and end, and what kind each is by its first words. Never raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from proxy.sql.statement import Kind
from proxy.sql.tokens import Tokens, tokenize

_KINDS: Final = {
    **dict.fromkeys(("select", "values", "table", "with", "explain", "("), Kind.READ),
    **dict.fromkeys(
        ("insert", "update", "delete", "merge", "truncate", "call", "do", "notify", "execute", "prepare", "declare"),
        Kind.WRITE,
    ),
    **dict.fromkeys(
        ("create", "alter", "drop", "grant", "revoke", "comment", "security", "refresh", "import", "reassign"), Kind.DDL
    ),
    **dict.fromkeys(
        ("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release"),
        Kind.TRANSACTION,
    ),
    **dict.fromkeys(
        ("set", "reset", "show", "discard", "deallocate", "listen", "unlisten", "fetch", "move", "close"), Kind.SESSION
    ),
    **dict.fromkeys(
        ("vacuum", "analyze", "analyse", "reindex", "cluster", "repack", "lock", "checkpoint", "load", "wait"),
        Kind.UTILITY,
    ),
}

_OBJECT_WORDS: Final = {
    "access": 2, "foreign": 2, "text": 3, "event": 2, "materialized": 2, "default": 2, "operator": 2, "user": 2,
    "large": 2, "property": 2,
}  # fmt: skip
_SKIPPED: Final = frozenset(
    """
    or replace temp temporary unlogged global local unique recursive constraint trusted procedural
    """.split()  # noqa: SIM905
)
_HEAD_TOKENS: Final = 16


@dataclass(frozen=True, slots=True)
class Head:
    """One statement by its first words; a read may still turn out to write."""

    kind: Kind
    tag: str
    start: int
    end: int


def heads(text: str, *, standard_conforming_strings: bool = True) -> tuple[Head, ...]:
    """The statements of `text`, empty ones left out."""
    if text.find(";") in (-1, len(text) - 1):
        tokens = tokenize(text, standard_conforming_strings=standard_conforming_strings, limit=_HEAD_TOKENS)
        count = len(tokens)
        if count and tokens.values[count - 1] == ";":
            count -= 1
        if not count:
            return ()
        kind, tag = classify(tokens, 0, count)
        return (Head(kind, tag, tokens.starts[0], len(text.rstrip(" \t\n\r\f\v;"))),)
    tokens = tokenize(text, standard_conforming_strings=standard_conforming_strings)
    return tuple(
        Head(*classify(tokens, first, last), tokens.starts[first], tokens.ends[last - 1])
        for first, last in boundaries(tokens)
    )


def boundaries(tokens: Tokens) -> list[tuple[int, int]]:
    """First token and the one behind the last of each statement that is not empty."""
    values, kinds, match = tokens.values, tokens.kinds, tokens.match
    found: list[tuple[int, int]] = []
    if ";" not in values:
        return [(0, len(values))] if values else []
    start = i = blocks = 0
    routine = False
    count = len(values)
    while i < count:
        value = values[i]
        if kinds[i] == "p":
            if value == ";" and blocks == 0:
                if i > start:
                    found.append((start, i))
                start = i + 1
                routine = False
            elif value == "(" and match[i] > i:
                i = match[i]
        elif kinds[i] == "w":
            if value == "create" and i == start:
                routine = any(word in ("function", "procedure") for word in values[i + 1 : i + 4])
            elif routine:
                if (value == "begin" and (blocks or values[i + 1 : i + 2] == ["atomic"])) or (
                    value == "case" and blocks
                ):
                    blocks += 1
                elif value == "end" and blocks:
                    blocks -= 1
        i += 1
    if count > start:
        found.append((start, count))
    return found


def classify(tokens: Tokens, first: int, last: int) -> tuple[Kind, str]:
    """Kind and tag of the statement in tokens `first` to before `last`, from its first words alone."""
    values = tokens.values
    word = values[first]
    while word == "(" and first + 1 < last:
        first += 1
        word = values[first]
    if tokens.kinds[first] != "w":
        return Kind.WRITE, ""
    second = values[first + 1] if first + 1 < last else ""
    kind = _KINDS.get(word, Kind.WRITE)
    if word == "copy":
        return _copy(tokens, first, last), "COPY"
    if word == "set" and second in ("transaction", "constraints"):
        return Kind.TRANSACTION, f"SET {second.upper()}"
    if word == "set" and second in ("local", "session") and values[first + 2 : first + 3] == ["transaction"]:
        return Kind.TRANSACTION, "SET TRANSACTION"
    if word == "set" and values[first + 1 : first + 4] == ["session", "characteristics", "as"]:
        return Kind.SESSION, "SET"
    if word == "prepare" and second == "transaction" and values[first + 2 : first + 3] not in (["as"], ["("]):
        return Kind.TRANSACTION, "PREPARE TRANSACTION"
    if word in ("commit", "rollback") and second == "prepared":
        return kind, f"{word.upper()} PREPARED"
    return kind, _tag(values, word, first, last)


def _tag(values: list[str], word: str, first: int, last: int) -> str:
    if word in ("values", "table", "with"):
        return "SELECT"
    if word in ("begin", "start", "commit", "end", "rollback", "abort"):
        return {"start": "START TRANSACTION", "end": "COMMIT", "abort": "ROLLBACK"}.get(word, word.upper())
    if word in ("create", "alter", "drop"):
        i = first + 1
        while i < last and values[i] in _SKIPPED:
            i += 1
        words = values[i : min(last, i + _OBJECT_WORDS.get(values[i] if i < last else "", 1))]
        if words[:2] == ["foreign", "data"]:
            words = ["foreign", "data", "wrapper"]
        return " ".join([word, *words]).upper()
    if word == "declare":
        return "DECLARE CURSOR"
    if word == "security":
        return "SECURITY LABEL"
    if word == "truncate":
        return "TRUNCATE TABLE"
    if word == "lock":
        return "LOCK TABLE"
    if word == "refresh":
        return "REFRESH MATERIALIZED VIEW"
    if word == "import":
        return "IMPORT FOREIGN SCHEMA"
    if word == "reassign":
        return "REASSIGN OWNED"
    if word == "close":
        return "CLOSE CURSOR"
    return word.upper()


def _copy(tokens: Tokens, first: int, last: int) -> Kind:
    """COPY by its direction: behind the table and its columns, or behind the query."""
    values = tokens.values
    i = first + 1
    if i < last and values[i] == "binary" and i + 1 < last and values[i + 1] not in ("from", "to", ".", "("):
        i += 1
    while i < last and not (tokens.kinds[i] == "w" and values[i] in ("from", "to")):
        if values[i] == "(" and tokens.match[i] > i:
            i = tokens.match[i]
        i += 1
    if i + 1 >= last:
        return Kind.WRITE
    if tokens.kinds[i + 1] == "s" or values[i + 1] == "program":
        return Kind.WRITE
    return Kind.COPY_IN if values[i] == "from" else Kind.COPY_OUT

"""One statement for objects of several databases as one statement for each: only where both say exactly the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from proxy.routing.route import Part
from proxy.sql.tokens import BROKEN, Tokens, tokenize

_DROPS: Final = (
    "DROP TABLE",
    "DROP VIEW",
    "DROP MATERIALIZED VIEW",
    "DROP FOREIGN TABLE",
    "DROP SEQUENCE",
)
_GRANTS: Final = ("GRANT", "REVOKE")
TRUNCATE: Final = "TRUNCATE TABLE"
SPLITTABLE: Final = (*_DROPS, TRUNCATE, *_GRANTS)
_TAILS: Final = frozenset(("cascade", "restrict", "restart", "continue", "to", "from"))


def split(text: str, tag: str, databases: Sequence[str | None]) -> tuple[Part, ...] | None:
    """`databases` has one for each object of the list, in its order; an object without one is left out. None where the
    text is not understood as such a list."""
    found = _objects(text, tag)
    if found is None:
        return None
    head, objects, tail = found
    if len(objects) != len(databases):
        return None
    parts: list[Part] = []
    for database in dict.fromkeys(name for name in databases if name is not None):
        own = [each for each, name in zip(objects, databases, strict=True) if name == database]
        parts.append(Part(database, f"{head} {', '.join(own)} {tail}".rstrip()))
    return tuple(parts)


def _objects(text: str, tag: str) -> tuple[str, list[str], str] | None:
    """What stands before the list, its members as written, and what stands behind."""
    tokens = tokenize(text)
    while len(tokens) and tokens.values[-1] == ";":
        _drop_last(tokens)
    first = _first_object(tokens, tag)
    if first is None or tokens.broken is not None or BROKEN in tokens.kinds:
        return None
    last = first
    while last < len(tokens) and not (tokens.kinds[last] == "w" and tokens.values[last] in _TAILS):
        last += 1
    objects: list[str] = []
    start = first
    for index in range(first, last + 1):
        if index == last or tokens.values[index] == ",":
            if index == start:
                return None
            objects.append(text[tokens.starts[start] : tokens.ends[index - 1]])
            start = index + 1
        elif tokens.values[index] in ("(", ")"):
            return None
    end = tokens.ends[-1] if len(tokens) else 0
    tail = text[tokens.starts[last] : end] if last < len(tokens) else ""
    return text[tokens.starts[0] : tokens.ends[first - 1]], objects, tail


def _first_object(tokens: Tokens, tag: str) -> int | None:
    values = tokens.values
    if tag in _GRANTS:
        depth = 0
        for index, value in enumerate(values):
            depth += (value == "(") - (value == ")")
            if value == "on" and not depth:
                return index + 2 if values[index + 1 : index + 2] == ["table"] else index + 1
        return None
    index = 1 if tag == TRUNCATE else len(tag.split())
    if tag == TRUNCATE and values[index : index + 1] == ["table"]:
        index += 1
    if values[index : index + 2] == ["if", "exists"]:
        index += 2
    return index if index < len(tokens) else None


def _drop_last(tokens: Tokens) -> None:
    for each in (tokens.kinds, tokens.values, tokens.starts, tokens.ends, tokens.match):
        each.pop()

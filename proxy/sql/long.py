"""Long texts: from which length on, and how what was found in them is kept small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from proxy.sql.analyze import analyze
from proxy.sql.statement import (
    Analysis,
    Kind,
    PreparedCommand,
    RouteCommand,
    SettingCommand,
    Statement,
    TransactionCommand,
)

LONG: Final = 32 * 1024
"""Bytes from which on a text is not analysed between the messages of others."""
_MANY: Final = 1000
_MOST_STATEMENTS: Final = 2000
_MOST_NAMES: Final = 2000
"""Of tables and functions."""
_EXCERPT: Final = 1000
_SAID_AGAIN: Final = SettingCommand | TransactionCommand | RouteCommand | PreparedCommand
_TELLING: Final = ("pg_prepared_statements", "pg_terminate_backend", "pg_backend_pid")
"""Words that a session looks for in a text."""


@dataclass(frozen=True, slots=True)
class Condensed:
    """What was found in a text, and an excerpt that stands for it: its statements, each once and cut short, where
    `start` and `end` of the analysis point to. What a session must keep or say again is never cut."""

    analysis: Analysis
    excerpt: str


def analyze_long(text: str, *, standard_conforming_strings: bool = True) -> Analysis:
    """As `analyze`, without facts; of many statements, neighbours that are the same in all but place become one."""
    analysis = analyze(text, standard_conforming_strings=standard_conforming_strings)
    if len(analysis.statements) >= _MANY:
        merged: list[Statement] = []
        for statement in analysis.statements:
            if (
                merged
                and statement.command is None
                and replace(statement, start=0, end=0) == replace(merged[-1], start=0, end=0)
            ):
                merged[-1] = replace(merged[-1], end=statement.end)
            else:
                merged.append(statement)
        analysis = replace(analysis, statements=tuple(merged))
    if _is_too_much(analysis.statements):
        return _as_one(analysis.statements, len(text))
    return analysis


def condense(text: str, *, standard_conforming_strings: bool = True) -> Condensed | None:
    """As `analyze`, without facts, in little space; None where only the whole text tells what it is."""
    analysis = analyze(text, standard_conforming_strings=standard_conforming_strings)
    statements = list(_different(analysis.statements))
    if any(_must_be_whole(each) for each in statements):
        return None
    telling = "".join(f" /* {word} */" for word in _TELLING if word in text)
    if _is_too_much(statements):
        excerpt = cut_short(text) + telling
        return Condensed(_as_one(statements, len(excerpt)), excerpt)
    parts: list[str] = []
    placed: list[Statement] = []
    position = 0
    for statement in statements:
        part = text[statement.start : statement.end]
        if not isinstance(statement.command, _SAID_AGAIN):
            part = cut_short(part)
        placed.append(replace(statement, start=position, end=position + len(part)))
        parts.append(part)
        position += len(part) + 2
    return Condensed(replace(analysis, statements=tuple(placed)), "; ".join(parts) + telling)


def unread(beginning: str, why: str) -> Condensed:
    """For a text of which nothing is known but how it begins: whatever it may be, it is that."""
    excerpt = cut_short(beginning) + "".join(f" /* {word} */" for word in _TELLING)
    return Condensed(Analysis((_anything(len(excerpt)),), why), excerpt)


def cut_short(text: str) -> str:
    """Its beginning. The mark behind it is the beginning of a name, which makes nothing of it a constant."""
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"


def _different(statements: tuple[Statement, ...]) -> Iterator[Statement]:
    """Each once, between two that do something to the session."""
    seen: set[Statement] = set()
    for statement in statements:
        if statement.command is not None:
            seen.clear()
            yield statement
            continue
        without_place = replace(statement, start=0, end=0)
        if without_place not in seen:
            seen.add(without_place)
            yield statement


def _is_too_much(statements: Sequence[Statement]) -> bool:
    names = {name for each in statements for name in (*each.reads, *each.writes, *each.functions)}
    return len(statements) > _MOST_STATEMENTS or len(names) > _MOST_NAMES


def _as_one(statements: Sequence[Statement], length: int) -> Analysis:
    """What is known of so many statements or names: the first of them."""
    reads = dict.fromkeys(reference for each in statements for reference in each.reads)
    writes = dict.fromkeys(reference for each in statements for reference in each.writes)
    first = replace(
        _anything(length), reads=tuple(islice(reads, _MOST_NAMES)), writes=tuple(islice(writes, _MOST_NAMES))
    )
    return Analysis((first,), "more statements or names than are looked at")


def _anything(length: int) -> Statement:
    """It may have changed settings, too, that nobody has noticed."""
    return Statement(Kind.WRITE, "", 0, length, unknown=True, locks=True, pins=("session settings",))


def _must_be_whole(statement: Statement) -> bool:
    """The session keeps its text or says it again, it is parted among databases, or it is asked about."""
    if statement.end - statement.start < _EXCERPT:
        return False
    return statement.kind is Kind.DDL or isinstance(statement.command, _SAID_AGAIN)

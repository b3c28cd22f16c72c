"""The corpus as files keep it: statements under the lines that say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CASES = Path(__file__).parent / "cases"
HEADING = re.compile(r"-- (?P<kind>[a-z_]+)  reads: (?P<reads>.+?)  writes: (?P<writes>.+?)(?P<unknown>  unknown)?")
NAMES = re.compile(r'(?:"(?:[^"]|"")*"|[^",])+')


@dataclass(frozen=True, slots=True)
class Expected:
    """What one statement must be found to be."""

    kind: str
    reads: frozenset[str]
    writes: frozenset[str]
    unknown: bool = False

    @property
    def tables(self) -> frozenset[str]:
        return self.reads | self.writes


@dataclass(frozen=True, slots=True)
class Case:
    """A query string, and what each of its statements is. `place` is file:line."""

    place: str
    sql: str
    statements: tuple[Expected, ...]


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file."""
    return tuple(case for path in sorted(CASES.glob("*.sql")) for case in _cases_of(path))


def _cases_of(path: Path) -> Iterator[Case]:
    headings: list[Expected] = []
    text: list[str] = []
    begins = 0
    for number, line in enumerate(path.read_text().split("\n"), 1):
        match = HEADING.fullmatch(line)
        if match is None:
            text.append(line)
            continue
        if headings and any(each.strip() for each in text):
            yield Case(f"{path.name}:{begins}", "\n".join(text).strip("\n"), tuple(headings))
            headings = []
        if not headings:
            begins = number
        text = []
        headings.append(
            Expected(
                match["kind"], _names(match["reads"]), _names(match["writes"]), unknown=match["unknown"] is not None
            )
        )
    if headings:
        yield Case(f"{path.name}:{begins}", "\n".join(text).strip("\n"), tuple(headings))


def _names(text: str) -> frozenset[str]:
    return frozenset() if text == "-" else frozenset(each.strip() for each in NAMES.findall(text))

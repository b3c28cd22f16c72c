"""Which functions and operators there are, for which types, and what SQLite runs for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proxy.sql import types as t
from proxy.sql.catalog_functions import CATALOG_FUNCTIONS
from proxy.sql.signatures import AGGREGATES, OPERATORS, SCALARS


@dataclass(frozen=True, slots=True)
class Signature:
    """One function or operator for given types. In `sql`, $1 … are the arguments; "!" is refused."""

    name: str
    arguments: tuple[int, ...]
    result: int
    sql: str
    is_operator: bool = False


ANY_ARRAY = -2
_WIDENING = {
    t.INT2: (t.INT4, t.INT8, t.NUMERIC, t.FLOAT4, t.FLOAT8, t.OID, t.REGCLASS),
    t.INT4: (t.INT8, t.NUMERIC, t.FLOAT4, t.FLOAT8, t.OID, t.REGCLASS),
    t.INT8: (t.NUMERIC, t.FLOAT4, t.FLOAT8, t.OID, t.REGCLASS),
    t.NUMERIC: (t.FLOAT4, t.FLOAT8),
    t.FLOAT4: (t.FLOAT8,),
    t.VARCHAR: (t.TEXT, t.BPCHAR, t.NAME, t.REGCLASS),
    t.BPCHAR: (t.TEXT, t.VARCHAR, t.NAME),
    t.NAME: (t.TEXT,),
    t.TEXT: (t.VARCHAR, t.BPCHAR, t.NAME, t.REGCLASS),
    t.CHAR: (t.TEXT,),
    t.DATE: (t.TIMESTAMP, t.TIMESTAMPTZ),
    t.TIMESTAMP: (t.TIMESTAMPTZ,),
    t.TIME: (t.INTERVAL,),
    t.REGCLASS: (t.OID, t.INT8),
    t.REGTYPE: (t.OID, t.INT8),
    t.REGPROC: (t.OID, t.INT8),
    t.REGNAMESPACE: (t.OID, t.INT8),
    t.REGROLE: (t.OID, t.INT8),
    t.OID: (t.INT8, t.REGCLASS, t.REGTYPE, t.REGPROC, t.REGNAMESPACE, t.REGROLE),
}


def widens(source: int, target: int) -> bool:
    """Whether PostgreSQL converts `source` to `target` without being asked."""
    if source == target or source == t.UNKNOWN:
        return True
    if source in t.ELEMENTS and target in t.ELEMENTS:
        return widens(t.ELEMENTS[source], t.ELEMENTS[target])
    if target == ANY_ARRAY:
        return source in t.ELEMENTS
    return target in _WIDENING.get(source, ())


def _read(table: str) -> dict[str, tuple[Signature, ...]]:
    found: dict[str, list[Signature]] = {}
    for line in table.strip().splitlines():
        match = re.fullmatch(r"([^(]+)\(([a-z0-9_,]*)\) (\w+) = (.+)", line)
        if match is None:
            raise ValueError(f"not a signature: {line}")
        names = [name for name in match[2].split(",") if name]
        arguments = tuple(ANY_ARRAY if name == "anyarray" else t.BY_NAME[name] for name in names)
        found.setdefault(match[1], []).append(
            Signature(match[1], arguments, t.BY_NAME[match[3]], match[4], not match[1][0].isalpha())
        )
    return {name: tuple(signatures) for name, signatures in found.items()}


def _joined(*tables: dict[str, tuple[Signature, ...]]) -> dict[str, tuple[Signature, ...]]:
    """All of the tables; where two know the same function, the later one counts."""
    found: dict[tuple[str, tuple[int, ...]], Signature] = {}
    for table in tables:
        found |= {(name, one.arguments): one for name, several in table.items() for one in several}
    joined: dict[str, list[Signature]] = {}
    for (name, _), one in found.items():
        joined.setdefault(name, []).append(one)
    return {name: tuple(several) for name, several in joined.items()}


FUNCTIONS = _joined(_read(SCALARS), _read(CATALOG_FUNCTIONS))
OPERATOR_SIGNATURES = _read(OPERATORS)
AGGREGATE_SIGNATURES = _read(AGGREGATES)


class Ambiguous(Exception):
    """Several candidates fit, and PostgreSQL's rules prefer none."""


def choose(candidates: Sequence[Signature], given: Sequence[int]) -> Signature | None:
    """The candidate that PostgreSQL's rules pick for these argument types; None where none fits. Raises Ambiguous."""
    fitting = [
        candidate
        for candidate in candidates
        if len(candidate.arguments) == len(given) and all(map(widens, given, candidate.arguments))
    ]
    if len(given) == 2 and t.UNKNOWN in given and (given[0] != given[1]):
        # One operand of unknown type is first taken for the type of the other.
        known = given[0] if given[1] == t.UNKNOWN else given[1]
        for candidate in fitting:
            if candidate.arguments == (known, known) and candidate.is_operator:
                return candidate
    for test in (_exact, _exact_or_preferred):
        if len(fitting) <= 1:
            break
        best = max(test(candidate, given) for candidate in fitting)
        fitting = [candidate for candidate in fitting if test(candidate, given) == best]
    if len(fitting) > 1 and t.UNKNOWN in given:
        fitting = _by_category(fitting, given)
    if len(fitting) > 1:
        raise Ambiguous
    return fitting[0] if fitting else None


def _exact(candidate: Signature, given: Sequence[int]) -> int:
    return sum(a == b for a, b in zip(given, candidate.arguments, strict=True) if a != t.UNKNOWN)


def _exact_or_preferred(candidate: Signature, given: Sequence[int]) -> int:
    return sum(
        a == b or (b in t.PREFERRED and t.CATEGORIES.get(b) == t.CATEGORIES.get(a))
        for a, b in zip(given, candidate.arguments, strict=True)
        if a != t.UNKNOWN
    )


def _by_category(fitting: list[Signature], given: Sequence[int]) -> list[Signature]:
    """What unknown arguments are taken for: strings where that is possible, else what all candidates agree on."""
    left = fitting
    for position, oid in enumerate(given):
        if oid != t.UNKNOWN:
            continue
        categories = {t.CATEGORIES.get(candidate.arguments[position], "U") for candidate in fitting}
        category = "S" if "S" in categories else categories.pop() if len(categories) == 1 else None
        if category is None:
            break
        kept = [c for c in left if t.CATEGORIES.get(c.arguments[position], "U") == category]
        preferred = [c for c in kept if c.arguments[position] in t.PREFERRED]
        left = preferred or kept
    else:
        if len(left) == 1:
            return left
        fitting = left or fitting
    known = {oid for oid in given if oid != t.UNKNOWN}
    if len(known) == 1:
        [only] = known
        same = [c for c in fitting if all(widens(only, oid) for oid in c.arguments)]
        if len(same) == 1:
            return same
        exact = [c for c in same if all(oid == only for oid in c.arguments)]
        return exact if len(exact) == 1 else fitting
    return fitting

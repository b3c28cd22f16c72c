"""What two versions of a rules file say differently about the same statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from proxy.routing.route import Context, Route
from proxy.routing.rules import Rules
from proxy.sql.catalog import Facts
from proxy.sql.statement import Analysis


class Change(StrEnum):
    MOVED = "moved"
    REFUSED = "refused"
    """It was answered and would be refused."""
    ALLOWED = "allowed"
    """It was refused and would be answered."""
    OTHERWISE = "otherwise"
    """The same database by another router, mode or reason, or refused for another reason."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement that the new rules treat otherwise."""

    sql: str
    change: Change
    old: Route
    new: Route

    context: Context | None = None

    def __str__(self) -> str:
        return f"{self.change}: {' '.join(self.sql.split())}: {_said(self.old)} → {_said(self.new)}"

    @property
    def matters(self) -> bool:
        """Whether a client would notice: it runs elsewhere, or is refused or answered where it was not."""
        return self.change is not Change.OTHERWISE


class Decide(Protocol):
    """How a statement is decided."""

    def __call__(self, analysis: Analysis, context: Context, rules: Rules, *, text: str) -> Route: ...


def diff(
    old: Rules,
    new: Rules,
    statements: Iterable[tuple[str, Context]],
    analyze: Callable[[str, Facts], Analysis],
    decide: Decide,
) -> list[Difference]:
    """The statements, each told once per context, that would move, be refused, be allowed, or be decided otherwise."""
    differences: list[Difference] = []
    for sql, context in dict.fromkeys(statements):
        before = decide(analyze(sql, old.facts), context, old, text=sql)
        after = decide(analyze(sql, new.facts), context, new, text=sql)
        change = _change(before, after)
        if change is not None:
            differences.append(Difference(sql, change, before, after, context))
    return differences


def _change(old: Route, new: Route) -> Change | None:
    if old.refused is None and new.refused is not None:
        return Change.REFUSED
    if old.refused is not None and new.refused is None:
        return Change.ALLOWED
    if (old.databases, bool(old.skip), old.parts) != (new.databases, bool(new.skip), new.parts):
        return Change.MOVED
    if (old.refusal, old.router, old.mode, old.reason) != (new.refusal, new.router, new.mode, new.reason):
        return Change.OTHERWISE
    return None


def _said(route: Route) -> str:
    if route.refused is not None:
        return f"refused ({route.refusal})"
    databases = route.databases or tuple(part.database for part in route.parts)
    where = ", ".join(databases) or ("skipped" if route.skip else "any database")
    return f"{where} (router {route.router})" if route.router is not None else f"{where} ({route.reason})"

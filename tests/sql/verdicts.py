"""What counts as an error of the analyzer, and which errors are dangerous."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from proxy.sql.analyze import analyze
from proxy.sql.statement import Kind, Statement, TableReference

HARMLESS_SHARE = 0.01
"""Of a hundred statements, at most one may be taken for more than it is."""

FOR_REPLICAS = {"read", "session", "transaction", "copy_out", "empty"}
"""Kinds that may run elsewhere than where writes go."""


class Truth(Protocol):
    """What a statement is, by the corpus or by the judge."""

    @property
    def kind(self) -> str: ...
    @property
    def reads(self) -> frozenset[str]: ...
    @property
    def writes(self) -> frozenset[str]: ...
    @property
    def unknown(self) -> bool: ...


@dataclass
class Score:
    """Errors, counted per statement."""

    statements: int = 0
    dangerous: list[str] = field(default_factory=list)
    harmless: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        share = len(self.harmless) / self.statements if self.statements else 0
        return (
            f"{self.statements} statements, {len(self.dangerous)} dangerous errors, "
            f"{len(self.harmless)} harmless ({share:.2%})"
        )

    def add(self, sql: str, truths: list[Truth], place: str = "") -> None:
        """Analyze `sql` and count what differs from `truths`, which leave empty statements out."""
        self.statements += len(truths)
        found = [each for each in analyze(sql).statements if each.kind is not Kind.EMPTY]
        if len(found) != len(truths):
            self.dangerous.append(f"{place} {sql!r}: {len(truths)} statements, taken for {len(found)}")
            return
        for truth, statement in zip(truths, found, strict=True):
            dangers, harms = compare(truth, statement)
            said = (
                f"{place} {sql!r}: {statement.kind} {sorted(names(statement.reads))} {sorted(names(statement.writes))}"
            )
            if dangers:
                self.dangerous.append(f"{said}: {', '.join(dangers)}")
            elif harms:
                self.harmless.append(f"{said}: {', '.join(harms)}")


def compare(truth: Truth, statement: Statement) -> tuple[list[str], list[str]]:
    """The dangerous and the harmless differences between what a statement is and what it was found to be."""
    reads, writes = names(statement.reads), names(statement.writes)
    missing = (truth.reads | truth.writes) - (reads | writes)
    too_many = (reads | writes) - (truth.reads | truth.writes)
    dangers, harms = [], []
    if truth.kind != statement.kind:
        is_danger = truth.kind not in FOR_REPLICAS and statement.kind in FOR_REPLICAS
        (dangers if is_danger else harms).append(f"{truth.kind} called {statement.kind}")
    if missing:
        # "unknown" is an honest answer: routing then trusts none of the tables.
        (harms if statement.unknown else dangers).append(f"missed {sorted(missing)}")
    elif truth.writes - writes and not statement.unknown:
        dangers.append(f"written, taken for read only: {sorted(truth.writes - writes)}")
    if truth.unknown and not statement.unknown:
        dangers.append("tables cannot be known, but are said to be")
    if statement.unknown and not truth.unknown:
        harms.append("unknown, but could be known")
    if too_many:
        harms.append(f"too many {sorted(too_many)}")
    return dangers, harms


def names(references: tuple[TableReference, ...]) -> frozenset[str]:
    return frozenset(str(each.table) for each in references)

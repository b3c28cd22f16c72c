"""Long texts: from which length on, and how their analysis is kept small."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from proxy.sql.analyze import analyze
from proxy.sql.statement import Analysis, Statement

LONG: Final = 32 * 1024
"""Bytes from which on a text is not analysed between the messages of others."""
_MANY: Final = 1000


def analyze_long(text: str, *, standard_conforming_strings: bool = True) -> Analysis:
    """As `analyze`, without facts; of many statements, neighbours that are the same in all but place become one."""
    analysis = analyze(text, standard_conforming_strings=standard_conforming_strings)
    if len(analysis.statements) < _MANY:
        return analysis
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
    return replace(analysis, statements=tuple(merged))

"""What the statements of a query string are: kind, tables, functions, pins."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from proxy.sql.catalog import Facts
from proxy.sql.head import boundaries, classify
from proxy.sql.reader import Reader
from proxy.sql.statement import Analysis, Kind, PreparedCommand, SettingCommand, SettingVerb, Statement
from proxy.sql.tokens import tokenize

_MOST_TOKENS: Final = 1_000_000
"""What comes behind so many is not read: it takes seconds. Rows of literals count little."""
_TOO_LONG: Final = "the text is too long to be read to its end"


def analyze(text: str, facts: Facts | None = None, *, standard_conforming_strings: bool = True) -> Analysis:
    """Every statement of `text`, at least one (of kind empty). Never raises."""
    tokens = tokenize(text, standard_conforming_strings=standard_conforming_strings, limit=_MOST_TOKENS)
    found: list[Statement] = []
    prepared = dict(facts.prepared) if facts is not None else {}
    problems: list[str] = []
    for first, last in boundaries(tokens):
        reader = Reader(tokens, facts, prepared, conforming=standard_conforming_strings)
        try:
            statement = reader.statement(first, last)
        except Exception as error:  # noqa: BLE001
            # A text that our reading trips over is unknown; it must not end the session that sent it.
            kind, tag = classify(tokens, first, last)
            kind = Kind.WRITE if kind is Kind.READ else kind
            statement = Statement(kind, tag, tokens.starts[first], tokens.ends[last - 1], unknown=True, locks=True)
            reader.problem = f"the reader failed: {error!r}"
        if reader.problem is not None:
            problems.append(reader.problem)
        found.append(statement)
        _keep_prepared(statement, prepared)
    is_cut = len(tokens) >= _MOST_TOKENS
    if (is_cut or tokens.broken is not None) and not found:
        # Whatever else is in it has not been seen.
        found.append(Statement(Kind.WRITE, "", 0, len(text), unknown=True))
    if tokens.broken is not None:
        problems.append(tokens.broken)
    if is_cut:
        problems.append(_TOO_LONG)
        kind = Kind.WRITE if found[-1].kind is Kind.READ else found[-1].kind
        found[-1] = replace(found[-1], kind=kind, end=len(text), unknown=True, locks=True)
    if not found:
        found.append(Statement(Kind.EMPTY, "", 0, len(text)))
    return Analysis(tuple(found), problems[0] if problems else None)


def _keep_prepared(statement: Statement, prepared: dict[str, str]) -> None:
    """What the statements behind `statement` find prepared."""
    match statement.command:
        case PreparedCommand("prepare", name, body):
            prepared[name or ""] = body or ""
        case PreparedCommand("deallocate", None) | SettingCommand(SettingVerb.DISCARD, "all"):
            prepared.clear()
        case PreparedCommand("deallocate", name):
            prepared.pop(name or "", None)

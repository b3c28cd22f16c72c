"""What the body of a function or of DO does: its statements, in SQL or, as far as it shows, in PL/pgSQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from proxy.sql.analyze import analyze
from proxy.sql.catalog import Facts, Function, Volatility
from proxy.sql.plpgsql import pieces
from proxy.sql.statement import Kind, SettingCommand, SettingVerb, Statement, TableName

_HARMLESS: Final = (Kind.READ, Kind.EMPTY, Kind.COPY_OUT)


@dataclass(frozen=True, slots=True)
class Body:
    """Names are as written, without those of the system."""

    reads: tuple[TableName, ...] = ()
    writes: tuple[TableName, ...] = ()
    functions: tuple[str, ...] = ()
    """What it calls, as `Statement.functions` has it."""
    changes: bool = True
    """It changes or locks something, whatever the functions do that are not PostgreSQL's own."""
    pins: tuple[str, ...] = ()
    """What its statements leave behind in the session."""
    complete: bool = False
    """Nothing was left unread: no EXECUTE, no statement that was not understood."""


class _Trusting(Facts):
    """Takes every function that is not PostgreSQL's own for one that changes nothing: it is looked at by itself."""

    def function(self, name: TableName) -> Function:
        return Function(name, Volatility.STABLE)


_TRUSTING: Final = _Trusting()


def read_body(text: str, language: str) -> Body:
    """What `text` does. Never raises; what cannot be read makes it incomplete."""
    if language == "sql":
        return _joined(analyze(text, _TRUSTING).statements, complete=True)
    if language == "plpgsql":
        found, complete = pieces(text)
        return _joined([each for piece in found for each in analyze(piece, _TRUSTING).statements], complete=complete)
    return Body()


def _joined(statements: Iterable[Statement], *, complete: bool) -> Body:
    reads: dict[TableName, None] = {}
    writes: dict[TableName, None] = {}
    functions: dict[str, None] = {}
    pins: dict[str, None] = {}
    changes = False
    for statement in statements:
        reads.update((reference.table, None) for reference in statement.reads)
        writes.update((reference.table, None) for reference in statement.writes)
        functions.update((function, None) for function in statement.functions)
        pins.update((_pin(reason), None) for reason in statement.pins)
        if isinstance(statement.command, SettingCommand) and statement.command.verb is SettingVerb.SET:
            pins["session settings"] = None
        changes = changes or statement.kind not in _HARMLESS
        complete = complete and not statement.unknown
    return Body(tuple(reads), tuple(writes), tuple(functions), changes, tuple(pins), complete)


def _pin(reason: str) -> str:
    # The tables that a statement with this reason writes are taken for the temporary ones.
    return "temporary table of a function" if reason == "temporary table" else reason

"""What a client sees of statements, run through the proxy by the simple and by the extended protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg import pq


@dataclass(frozen=True)
class Outcome:
    """One result: an error by its SQLSTATE, or tag, columns (name, type, modifier) and rows in the asked format."""

    sqlstate: str = ""
    tag: str = ""
    columns: tuple[tuple[str, int, int], ...] = ()
    rows: tuple[tuple[bytes | None, ...], ...] = ()

    @property
    def is_refused(self) -> bool:
        return self.sqlstate == "0A000"

    def sorted(self) -> Outcome:
        """The same with its rows in an order of their own, where the statement asks for none."""
        return replace(self, rows=tuple(sorted(self.rows, key=str)))


@dataclass(frozen=True)
class Description:
    """What a client is told of a statement before it runs."""

    sqlstate: str = ""
    parameters: tuple[int, ...] = ()
    columns: tuple[tuple[str, int, int], ...] = ()
    places: tuple[tuple[bool, int], ...] = ()
    """Of each column: whether it is a table's, and which."""

    @property
    def is_refused(self) -> bool:
        return self.sqlstate == "0A000"


def outcome_of(result: pq.abc.PGresult) -> Outcome:
    state = result.error_field(pq.DiagnosticField.SQLSTATE)
    if state is not None:
        return Outcome(state.decode())
    width = range(result.nfields)
    columns = tuple(((result.fname(i) or b"").decode(), _oid(result.ftype(i)), result.fmod(i)) for i in width)
    rows = tuple(tuple(_value(result, row, i) for i in width) for row in range(result.ntuples))
    return Outcome("", (result.command_status or b"").decode(), columns, rows)


def _oid(oid: int) -> int:
    """The oid of a type that the script itself made is another one on each engine."""
    return min(oid, _FIRST_OF_USERS)


def _value(result: pq.abc.PGresult, row: int, column: int) -> bytes | None:
    value = result.get_value(row, column)
    if value is None or result.ftype(column) < _FIRST_OF_USERS or not result.fformat(column) or len(value) < 12:
        return value
    # A binary array tells the oid of its elements.
    return value[:8] + bytes(4) + value[12:]


_FIRST_OF_USERS = 16384


class Run:
    """One connection; every script is rolled back."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.wire = connection.pgconn

    def simple(self, script: Sequence[str]) -> list[Outcome]:
        """The statements by Query messages; ends with the first error."""
        self.wire.exec_(b"BEGIN")
        outcomes = []
        for statement in script:
            outcomes.append(outcome_of(self.wire.exec_(statement.encode())))
            if outcomes[-1].sqlstate:
                break
        self.wire.exec_(b"ROLLBACK")
        return outcomes

    def extended(
        self, script: Sequence[str], values: Sequence[bytes | None] = (), *, binary: bool = False
    ) -> list[Outcome]:
        """The statements by Parse, Bind, Describe, Execute, with text parameters of no declared type."""
        self.wire.exec_(b"BEGIN")
        outcomes = []
        for statement in script:
            result = self.wire.exec_params(statement.encode(), list(values) or None, result_format=int(binary))
            outcomes.append(outcome_of(result))
            if outcomes[-1].sqlstate:
                break
        self.wire.exec_(b"ROLLBACK")
        return outcomes

    def described(self, script: Sequence[str]) -> list[Description]:
        """What Describe tells of each statement before it runs; ends with the first error."""
        self.wire.exec_(b"BEGIN")
        found = []
        for statement in script:
            found.append(self._description(statement))
            if found[-1].sqlstate or outcome_of(self.wire.exec_prepared(b"", None)).sqlstate:
                break
        self.wire.exec_(b"ROLLBACK")
        return found

    def described_alone(self, statement: str) -> Description:
        """The same of one statement, which does not run."""
        self.wire.exec_(b"BEGIN")
        found = self._description(statement)
        self.wire.exec_(b"ROLLBACK")
        return found

    def _description(self, statement: str) -> Description:
        prepared = self.wire.prepare(b"", statement.encode())
        state = prepared.error_field(pq.DiagnosticField.SQLSTATE)
        if state is not None:
            return Description(state.decode())
        result = self.wire.describe_prepared(b"")
        types = tuple(_oid(result.param_type(i)) for i in range(result.nparams))
        places = tuple((result.ftable(i) != 0, result.ftablecol(i)) for i in range(result.nfields))
        return Description("", types, outcome_of(result).columns, places)

"""PostgreSQL and the SQLite backend give the same answers, or the SQLite backend refuses with 0A000."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from proxy.backends.sqlite.catalog import read_schema, refresh_catalogs
from proxy.backends.sqlite.functions import Functions, register
from proxy.errors import ProxyError
from proxy.sql.transpile import transpile
from proxy.wire.values import text_of
from tests.backends.sqlite.differential.statements import SETUP, statements
from tests.servers import Server


@dataclass(frozen=True)
class Outcome:
    """What a client sees of one statement."""

    sqlstate: str = ""
    columns: tuple[tuple[str, int], ...] = ()
    rows: tuple[tuple[str | None, ...], ...] = ()


class OnSqlite:
    """A file in memory; every statement is rolled back."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.functions: Functions = register(self.connection)
        for sql in SETUP:
            assert self._run(sql).sqlstate == "", sql

    def run(self, sql: str) -> Outcome:
        self.connection.execute("BEGIN")
        try:
            return self._run(sql)
        finally:
            self.connection.execute("ROLLBACK")

    def _run(self, sql: str) -> Outcome:
        schema = read_schema(self.connection)
        session = self.functions.session
        session.sequence_values.clear()
        self.functions.begin(session)
        try:
            translation = transpile(sql, schema)
            if translation.reads_catalogs:
                refresh_catalogs(self.connection, schema, session, self.functions)
            rows: list[tuple[object, ...]] = []
            for one in translation.statements:
                rows = self.connection.execute(one).fetchall()
        except ProxyError as error:
            return Outcome(error.code)
        except sqlite3.Error as error:
            kept = self.functions.take_error()
            return Outcome(kept.code if kept is not None else _sqlstate(error))
        oids = [column.type_oid for column in translation.columns]
        return Outcome(
            "",
            tuple((column.name, column.type_oid) for column in translation.columns),
            tuple(
                tuple(None if v is None else text_of(oid, v) for oid, v in zip(oids, row, strict=True))
                for row in (rows if translation.returns_rows else ())
            ),
        )


def _sqlstate(error: sqlite3.Error) -> str:
    words = {
        "UNIQUE": "23505",
        "FOREIGN KEY": "23503",
        "NOT NULL": "23502",
        "CHECK": "23514",
        "integer overflow": "22003",
    }
    return next((code for word, code in words.items() if str(error).startswith(word)), f"sqlite: {error}")


def on_postgresql(connection: psycopg.Connection[tuple[object, ...]], sql: str) -> Outcome:
    """The statement's outcome in text format, rolled back."""
    wire = connection.pgconn
    wire.exec_(b"BEGIN")
    result = wire.exec_(sql.encode())
    wire.exec_(b"ROLLBACK")
    state = result.error_field(psycopg.pq.DiagnosticField.SQLSTATE)
    if state is not None:
        return Outcome(state.decode())

    def text(row: int, column: int) -> str | None:
        value = result.get_value(row, column)
        return None if value is None else value.decode()

    width = range(result.nfields)
    names = tuple(((result.fname(column) or b"").decode(), result.ftype(column)) for column in width)
    return Outcome("", names, tuple(tuple(text(row, column) for column in width) for row in range(result.ntuples)))


@pytest.fixture(scope="module")
def postgresql(primary: Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(primary.url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS differential")
        connection.execute(
            "CREATE DATABASE differential TEMPLATE template0"
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
        )
    with psycopg.connect(primary.url_of("differential"), autocommit=True) as connection:
        connection.execute("SET TIME ZONE 'UTC'")
        for sql in SETUP:
            connection.execute(sql.encode())
        yield connection


def differences(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[list[str], int, int]:
    """Where the two differ, how many statements agree, how many are refused."""
    here = OnSqlite()
    found, same, refused = [], 0, 0
    for sql in statements():
        ours = here.run(sql)
        if ours.sqlstate == "0A000":
            refused += 1
            continue
        theirs = on_postgresql(connection, sql)
        if "ORDER BY" not in sql:
            ours = Outcome(ours.sqlstate, ours.columns, tuple(sorted(ours.rows, key=str)))
            theirs = Outcome(theirs.sqlstate, theirs.columns, tuple(sorted(theirs.rows, key=str)))
        if ours == theirs:
            same += 1
        else:
            found.append(f"{sql}\n  postgresql {theirs}\n  sqlite     {ours}")
    return found, same, refused


def test_no_statement_has_another_answer_than_on_postgresql(
    postgresql: psycopg.Connection[tuple[object, ...]],
) -> None:
    found, same, refused = differences(postgresql)
    assert not found, f"{len(found)} differ, {same} agree, {refused} are refused\n" + "\n".join(found[:20])
    assert same > refused

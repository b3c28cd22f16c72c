"""What a file remembers of its tables and sequences, and the SQL that writes it down."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, replace

from proxy.sql import types as t
from proxy.sql.schema import ConstraintFacts, SequenceFacts, TableFacts
from proxy.sql.transpile_grammar import quoted, string

METADATA = (
    "CREATE TABLE IF NOT EXISTS _onedsn_tables (name TEXT PRIMARY KEY, facts TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS _onedsn_sequences"
    " (name TEXT PRIMARY KEY, facts TEXT NOT NULL, last_value INTEGER NOT NULL, is_called INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS _onedsn_schemas (name TEXT PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS _onedsn_types (oid INTEGER PRIMARY KEY, name TEXT UNIQUE, facts TEXT NOT NULL)",
)
TEMPORARY_METADATA = (
    "CREATE TABLE IF NOT EXISTS temp._onedsn_temporary_tables (name TEXT PRIMARY KEY, facts TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS temp._onedsn_temporary_sequences"
    " (name TEXT PRIMARY KEY, facts TEXT NOT NULL, last_value INTEGER NOT NULL, is_called INTEGER NOT NULL)",
)
TOUCH = ("CREATE TABLE _onedsn_touch (x)", "DROP TABLE _onedsn_touch")
"""Makes SQLite's schema version rise where only our own metadata changed, so that every process sees it."""


def table_definition(table: TableFacts, name: str | None = None) -> str:
    """CREATE TABLE of SQLite for the facts; unique constraints and indexes stand apart."""
    parts = []
    for column in table.columns:
        collation = t.collation(column.type_oid)
        part = f"{quoted(column.name)} {t.affinity(column.type_oid)}"
        part += f" COLLATE {collation}" if collation else ""
        if column.generated_sql:
            part += f" GENERATED ALWAYS AS ({column.generated_sql}) {'VIRTUAL' if column.virtual else 'STORED'}"
        parts.append(part + (" NOT NULL" if column.not_null else ""))
    for constraint in table.constraints:
        named = f"CONSTRAINT {quoted(constraint.name)} "
        listed = ", ".join(quoted(column) for column in constraint.columns)
        if constraint.kind == "p" and not constraint.separate:
            parts.append(f"{named}PRIMARY KEY ({listed})")
        elif constraint.kind == "c":
            parts.append(f"{named}CHECK ({constraint.sqlite_expression})")
        elif constraint.kind == "f":
            schema = constraint.referenced_schema
            target = constraint.referenced_table if schema == "public" else f"{schema}.{constraint.referenced_table}"
            keys = ", ".join(quoted(column) for column in constraint.referenced_columns)
            part = f"{named}FOREIGN KEY ({listed}) REFERENCES {quoted(target)} ({keys})"
            part += f" ON DELETE {constraint.on_delete} ON UPDATE {constraint.on_update}"
            if constraint.deferrable:
                part += f" DEFERRABLE INITIALLY {'DEFERRED' if constraint.initially_deferred else 'IMMEDIATE'}"
            parts.append(part)
    place = "temp." if table.temporary else ""
    return f"CREATE TABLE {place}{quoted(name or table.sqlite_name)} ({', '.join(parts)})"


def unique_index(table: TableFacts, constraint: ConstraintFacts) -> str:
    """The index that keeps a UNIQUE constraint."""
    listed = ", ".join(quoted(column) for column in constraint.columns)
    return f"CREATE UNIQUE INDEX {index_sql(table, constraint.name)} ON {quoted(table.sqlite_name)} ({listed})"


def index_sql(table: TableFacts, name: str) -> str:
    """The name of a table's index as SQLite has it: beside its table."""
    return f"temp.{quoted(name)}" if table.temporary else quoted(name)


def remember(table: TableFacts) -> str:
    """SQL that stores the facts in the file."""
    facts = json.dumps(asdict(replace(table, shadowed=False)), separators=(",", ":"), ensure_ascii=False)
    place = "temp._onedsn_temporary_tables" if table.temporary else "_onedsn_tables"
    return f"INSERT OR REPLACE INTO {place} (name, facts) VALUES ({string(table.sqlite_name)}, {string(facts)})"


def forget(table: TableFacts) -> list[str]:
    """SQL that strikes out the facts of a table and the sequences of its columns."""
    kind = "temp._onedsn_temporary_" if table.temporary else "_onedsn_"
    found = [f"DELETE FROM {kind}tables WHERE name = {string(table.sqlite_name)}"]
    found += [
        f"DELETE FROM {kind}sequences WHERE name = {string(column.sequence)}"
        for column in table.columns
        if column.sequence is not None
    ]
    return found


def remember_sequence(sequence: SequenceFacts) -> str:
    """SQL that creates the sequence in the file."""
    sequence = replace(sequence, identity=uuid.uuid4().hex)
    facts = json.dumps(asdict(sequence), separators=(",", ":"), ensure_ascii=False)
    kind = "temp._onedsn_temporary_" if sequence.schema == "pg_temp" else "_onedsn_"
    return (
        f"INSERT INTO {kind}sequences (name, facts, last_value, is_called) "
        f"VALUES ({string(sequence.sqlite_name)}, {string(facts)}, {sequence.start}, 0)"
    )


def rewrite(table: TableFacts) -> list[str]:
    """SQL that gives an existing table this definition where the stored rows need no change."""
    return [
        "PRAGMA writable_schema = ON",
        f"UPDATE {'temp.' if table.temporary else ''}sqlite_schema SET sql = {string(table_definition(table))} "
        f"WHERE type = 'table' AND name = {string(table.sqlite_name)}",
        "PRAGMA writable_schema = RESET",
        remember(table),
        *(() if table.temporary else TOUCH),
    ]

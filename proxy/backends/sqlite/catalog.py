"""What a SQLite file holds: its facts for the transpiler, and the catalogs that clients ask for."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

from proxy.backends.sqlite.catalog_rows import catalog_rows
from proxy.backends.sqlite.functions import Functions, SessionValues
from proxy.sql import types as t
from proxy.sql.catalog_tables import CATALOGS
from proxy.sql.schema import ColumnFacts, ConstraintFacts, IndexFacts, SchemaFacts, SequenceFacts, TableFacts

_FOREIGN_TYPES = (
    (r"BOOL", t.BOOL), (r"BIGINT|INT8", t.INT8), (r"SMALLINT|INT2", t.INT2), (r"INT", t.INT8), (r"CHAR|TEXT|CLOB",
    t.TEXT),
    (r"BLOB|BYTEA|^$", t.BYTEA), (r"REAL|FLOA|DOUB|NUMERIC|DECIMAL", t.FLOAT8), (r"DATETIME|TIMESTAMP", t.TIMESTAMP),
    (r"DATE", t.DATE), (r"TIME", t.TIME), (r"UUID", t.UUID), (r"JSON", t.JSON),
)  # fmt: skip


def read_schema(connection: sqlite3.Connection) -> SchemaFacts:
    """The facts of the connection's main file as it is now."""
    version = int(connection.execute("PRAGMA schema_version").fetchone()[0])
    names = {
        str(name): str(kind)
        for name, kind in connection.execute("SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')")
    }
    tables: dict[tuple[str, str], TableFacts] = {}
    if "_onedsn_tables" in names:
        for (text,) in connection.execute("SELECT facts FROM _onedsn_tables"):
            table = _table(json.loads(text))
            if table.sqlite_name in names:
                tables[table.schema, table.name] = table
    sequences = {}
    if "_onedsn_sequences" in names:
        for (text,) in connection.execute("SELECT facts FROM _onedsn_sequences"):
            facts = json.loads(text)
            facts["owner"] = tuple(facts["owner"]) if facts["owner"] else None
            sequence = SequenceFacts(**facts)
            sequences[sequence.schema, sequence.name] = sequence
    schemas: tuple[str, ...] = ("public",)
    if "_onedsn_schemas" in names:
        schemas += tuple(name for (name,) in connection.execute("SELECT name FROM _onedsn_schemas ORDER BY name"))
    known = {table.sqlite_name for table in tables.values()}
    number = max([16284, *(table.oid for table in tables.values()), *(s.oid for s in sequences.values())])
    for name in sorted(names):
        if name not in known and not name.startswith(("sqlite_", "_onedsn_")):
            number += 100
            tables["public", name] = _foreign_table(connection, name, names[name], number)
    return SchemaFacts(tables, sequences, schemas, version)


def _table(facts: dict[str, Any]) -> TableFacts:
    def frozen(item: dict[str, Any]) -> dict[str, Any]:
        return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}

    facts["columns"] = tuple(ColumnFacts(**column) for column in facts["columns"])
    facts["constraints"] = tuple(ConstraintFacts(**frozen(constraint)) for constraint in facts["constraints"])
    facts["indexes"] = tuple(IndexFacts(**frozen(index)) for index in facts["indexes"])
    return TableFacts(**facts)


def _foreign_table(connection: sqlite3.Connection, name: str, kind: str, oid: int) -> TableFacts:
    """A table that something else than the proxy made, with the nearest PostgreSQL types."""
    columns, keys = [], {}
    rows = connection.execute("SELECT * FROM pragma_table_info(?1)", (name,)).fetchall()
    single_key = sum(bool(row[5]) for row in rows) == 1
    for _, column, declared, not_null, default, position in rows:
        found = next((oid for pattern, oid in _FOREIGN_TYPES if re.search(pattern, str(declared).upper())), t.TEXT)
        numbered = bool(position) and single_key and kind == "table" and str(declared).upper() == "INTEGER"
        columns.append(
            ColumnFacts(column, found, not_null=bool(not_null or position), sqlite_default=default, numbered=numbered)
        )
        if position:
            keys[position] = column
    constraints = []
    if keys:
        constraints.append(ConstraintFacts(f"{name}_pkey", "p", tuple(keys[n] for n in sorted(keys))))
    indexes = []
    for _, index, unique, origin, partial in connection.execute("SELECT * FROM pragma_index_list(?1)", (name,)):
        parts = tuple(row[2] for row in connection.execute("SELECT * FROM pragma_index_info(?1)", (index,)))
        if origin == "u":
            constraints.append(ConstraintFacts(f"{name}_{'_'.join(parts)}_key", "u", parts))
        elif origin == "c" and None not in parts and not partial:
            indexes.append(IndexFacts(index, parts, bool(unique), parts))
    return TableFacts(
        name, tuple(columns), "public", oid, "v" if kind == "view" else "r", tuple(constraints), tuple(indexes)
    )


def refresh_catalogs(
    connection: sqlite3.Connection, schema: SchemaFacts, session: SessionValues, functions: Functions
) -> None:
    """Before a statement with `reads_catalogs`: makes the temporary catalogs tell what the file holds now."""
    state = (schema.version, session.user, session.database)
    present = connection.execute("SELECT 1 FROM sqlite_temp_schema WHERE name = 'pg_catalog.pg_class'").fetchone()
    if functions.filled == state and present:
        return
    rows = catalog_rows(schema, session.user or "onedsn", session.database or "onedsn")
    for (namespace, name), table in CATALOGS.tables.items():
        full = f'"{namespace}.{name}"'
        if not present:
            columns = ", ".join(f'"{c.name}" {t.affinity(c.type_oid)}' for c in table.columns)
            connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {full} ({columns})")
        connection.execute(f"DELETE FROM temp.{full}")
        marks = ", ".join("?" for _ in table.columns)
        lines = [[row.get(c.name) for c in table.columns] for row in rows.get(f"{namespace}.{name}", ())]
        connection.executemany(f"INSERT INTO temp.{full} VALUES ({marks})", lines)
    functions.names = {(t.REGCLASS, table.name): table.oid for table in CATALOGS.tables.values()}
    for row in rows["pg_catalog.pg_class"]:
        functions.names[t.REGCLASS, str(row["relname"])] = int(str(row["oid"]))
    for row in rows["pg_catalog.pg_namespace"]:
        functions.names[t.REGNAMESPACE, str(row["nspname"])] = int(str(row["oid"]))
    functions.names[t.REGROLE, session.user or "onedsn"] = 10
    functions.filled = state

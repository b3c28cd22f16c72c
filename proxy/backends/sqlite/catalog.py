"""What a SQLite file holds: its facts for the transpiler, and the catalogs that clients ask for."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from proxy.backends.sqlite.catalog_rows import catalog_rows
from proxy.backends.sqlite.catalog_server import LIVE, live_rows
from proxy.backends.sqlite.catalog_types import oids_of, read_types
from proxy.backends.sqlite.functions import Functions, SessionValues
from proxy.sql import types as t
from proxy.sql.catalog_tables import CATALOGS
from proxy.sql.schema import (
    ColumnFacts,
    ConstraintFacts,
    DomainType,
    IndexFacts,
    SchemaFacts,
    SequenceFacts,
    TableFacts,
)
from proxy.wire.defined import EnumType

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
    types: dict[tuple[str, str], EnumType | DomainType] = {}
    if "_onedsn_types" in names:
        types = read_types(text for (text,) in connection.execute("SELECT facts FROM _onedsn_types ORDER BY oid"))
    defined = oids_of(types)
    tables: dict[tuple[str, str], TableFacts] = {}
    if "_onedsn_tables" in names:
        for (text,) in connection.execute("SELECT facts FROM _onedsn_tables"):
            table = _table(json.loads(text), defined)
            if table.sqlite_name in names:
                tables[table.schema, table.name] = table
    temporary = {
        str(name) for (name,) in connection.execute("SELECT name FROM sqlite_temp_schema WHERE type = 'table'")
    }
    if "_onedsn_temporary_tables" in temporary:
        for (text,) in connection.execute("SELECT facts FROM temp._onedsn_temporary_tables"):
            table = _table(json.loads(text), defined)
            tables[table.schema, table.name] = table
            for key, hidden in list(tables.items()):
                if not hidden.temporary and hidden.sqlite_name == table.sqlite_name:
                    tables[key] = replace(hidden, shadowed=True)
    sequences = {}
    for place, found in (("_onedsn_sequences", names), ("temp._onedsn_temporary_sequences", temporary)):
        if place.removeprefix("temp.") not in found:
            continue
        for (text,) in connection.execute(f"SELECT facts FROM {place}"):
            facts = json.loads(text)
            facts["owner"] = tuple(facts["owner"]) if facts["owner"] else None
            sequence = SequenceFacts(**facts)
            sequences[sequence.schema, sequence.name] = sequence
    schemas: tuple[str, ...] = ("public",)
    if "_onedsn_schemas" in names:
        schemas += tuple(name for (name,) in connection.execute("SELECT name FROM _onedsn_schemas ORDER BY name"))
    known = {table.sqlite_name for table in tables.values() if not table.temporary}
    oids = [table.oid for table in tables.values()] + [sequence.oid for sequence in sequences.values()]
    number = max([16284, *oids, *map(int, types.values())])
    for name in sorted(names):
        if name not in known and not name.startswith(("sqlite_", "_onedsn_")):
            number += 100
            tables["public", name] = _foreign_table(connection, name, names[name], number)
    return SchemaFacts(tables, sequences, schemas, types, version)


def _table(facts: dict[str, Any], defined: Mapping[int, int]) -> TableFacts:
    def frozen(item: dict[str, Any]) -> dict[str, Any]:
        return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}

    columns = (ColumnFacts(**column) for column in facts["columns"])
    facts["columns"] = tuple(
        replace(column, type_oid=defined[column.type_oid]) if column.type_oid in defined else column
        for column in columns
    )
    facts["constraints"] = tuple(ConstraintFacts(**frozen(constraint)) for constraint in facts["constraints"])
    facts["indexes"] = tuple(IndexFacts(**frozen(index)) for index in facts["indexes"])
    return TableFacts(**facts)


def _foreign_table(connection: sqlite3.Connection, name: str, kind: str, oid: int) -> TableFacts:
    """A table that something else than the proxy made, with the nearest PostgreSQL types."""
    columns, keys = [], {}
    try:
        rows = connection.execute("SELECT * FROM pragma_table_info(?1)", (name,)).fetchall()
    except sqlite3.OperationalError:
        if kind != "view":
            raise
        rows = []  # What it reads is gone; the rest of the file can be used all the same.
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
    constraints.extend(_foreign_keys(connection, name))
    return TableFacts(
        name, tuple(columns), "public", oid, "v" if kind == "view" else "r", tuple(constraints), tuple(indexes)
    )


def _foreign_keys(connection: sqlite3.Connection, name: str) -> list[ConstraintFacts]:
    """The foreign keys of such a table. One without columns means the primary key of the other table."""
    keys: dict[int, list[tuple[Any, ...]]] = {}
    for row in connection.execute("SELECT * FROM pragma_foreign_key_list(?1) ORDER BY id, seq", (name,)):
        keys.setdefault(row[0], []).append(row)
    found = []
    for rows in keys.values():
        table = str(rows[0][2])
        columns = tuple(str(row[3]) for row in rows)
        referenced = tuple(row[4] for row in rows)
        if None in referenced:
            primary = connection.execute("SELECT name, pk FROM pragma_table_info(?1) WHERE pk ORDER BY pk", (table,))
            referenced = tuple(column for column, _ in primary)
        if len(referenced) == len(columns):
            found.append(
                ConstraintFacts(
                    f"{name}_{'_'.join(columns)}_fkey", "f", columns, "public", table, referenced,
                    on_delete=str(rows[0][6]), on_update=str(rows[0][5]),
                )
            )  # fmt: skip
    return found


_TRIGGER = 2279
"""The type of what no function here returns, but clients ask for by name."""
_NAMED = re.compile(r'"((?:pg_catalog|information_schema)\.[a-z_]+)"')


def catalogs_in(statements: Sequence[str]) -> tuple[str, ...]:
    """The catalogs that translated statements name."""
    return tuple(sorted({name for sql in statements for name in _NAMED.findall(sql)}))


def refresh_catalogs(
    connection: sqlite3.Connection,
    schema: SchemaFacts,
    session: SessionValues,
    functions: Functions,
    wanted: Sequence[str] | None = None,
) -> None:
    """Before a statement with `reads_catalogs`: makes the temporary catalogs (all, or those wanted) tell what the file
    holds now."""
    user, database = session.user or "onedsn", session.database or "onedsn"
    state = (schema.version, user, database)
    if functions.catalog_rows[0] != state:
        functions.catalog_rows = (state, catalog_rows(schema, user, database))
        _name(schema, functions, user)
    rows = functions.catalog_rows[1]
    present = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_temp_schema WHERE type = 'table'")}
    for (namespace, name), table in CATALOGS.tables.items():
        full = f"{namespace}.{name}"
        if wanted is not None and full not in wanted:
            continue
        live = namespace == "pg_catalog" and name in LIVE
        if functions.filled.get(full) == state and full in present and not live:
            continue
        if full not in present:
            columns = ", ".join(f'"{c.name}" {t.affinity(c.type_oid)}' for c in table.columns)
            connection.execute(f'CREATE TEMP TABLE "{full}" ({columns})')
        connection.execute(f'DELETE FROM temp."{full}"')
        marks = ", ".join("?" for _ in table.columns)
        given = live_rows(name, session) if live else rows.get(full, ())
        own = {"tableoid": table.oid}
        lines = [[row.get(c.name, own.get(c.name)) for c in table.columns] for row in given]
        connection.executemany(f'INSERT INTO temp."{full}" VALUES ({marks})', lines)
        functions.filled[full] = state


def _name(schema: SchemaFacts, functions: Functions, user: str) -> None:
    """Lets names be found for objects, and objects for names."""
    rows = functions.catalog_rows[1]
    spaces = {row["oid"]: str(row["nspname"]) for row in rows["pg_catalog.pg_namespace"]}
    names = {(t.REGCLASS, table.name): table.oid for table in CATALOGS.tables.values()}
    for row in rows["pg_catalog.pg_class"]:
        oid, name = int(str(row["oid"])), str(row["relname"])
        space = spaces[row["relnamespace"]]
        if space in ("public", "pg_catalog"):
            # The first name found for a number is the one that is printed.
            names[t.REGCLASS, name] = oid
        names[t.REGCLASS, f"{space}.{name}"] = oid
    for row in rows["pg_catalog.pg_namespace"]:
        names[t.REGNAMESPACE, str(row["nspname"])] = int(str(row["oid"]))
    for row in rows["pg_catalog.pg_type"]:
        space, name = spaces[row["typnamespace"]], str(row["typname"])
        if space in ("public", "pg_catalog"):
            names.setdefault((t.REGTYPE, name), int(str(row["oid"])))
        names[t.REGTYPE, f"{space}.{name}"] = int(str(row["oid"]))
    names[t.REGTYPE, "trigger"] = _TRIGGER
    for row in rows["pg_catalog.pg_proc"]:
        names[t.REGPROC, str(row["proname"])] = int(str(row["oid"]))
    names[t.REGROLE, user] = 10
    functions.names = names
    functions.numbers = frozenset(int(str(row["oid"])) for row in rows["pg_catalog.pg_class"])
    functions.tables = {table.oid: table.sqlite_name for table in schema.tables.values() if table.kind == "r"}

"""An SQLite file's schema as the facts that routing and relations ask every database for."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import aiosqlite

from proxy.backends.sqlite.catalog import read_schema
from proxy.backends.sqlite.file import DatabaseFile
from proxy.backends.sqlite.opening import connected
from proxy.errors import ConnectionFailure
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, ForeignKey, Persistence, Table
from proxy.sql.schema import ConstraintFacts, SchemaFacts, TableFacts
from proxy.sql.statement import TableName


async def load_catalog(name: str, file: DatabaseFile) -> Catalog:
    """What the file of the database `name` holds now; nothing where there is no file yet. Raises ConnectionFailure."""
    if file.identity is None:
        return Catalog()
    try:
        async with connected(file.existing_uri) as connection:
            schema, views = await _on_thread(connection)
    except (sqlite3.Error, OSError) as error:
        raise ConnectionFailure(f'the schema of database "{name}" could not be read: {error}') from error
    return build_catalog(schema, views, keeps_foreign_keys=file.options.foreign_keys)


Views = Mapping[str, tuple[str, ...]]
"""The tables behind each view that another program has made: nothing but SQLite reads its own dialect."""


async def _on_thread(connection: aiosqlite.Connection) -> tuple[SchemaFacts, Views]:
    def read() -> tuple[SchemaFacts, Views]:
        raw: Any = connection._conn
        assert isinstance(raw, sqlite3.Connection)
        schema = read_schema(raw)
        foreign = [table.name for table in schema.tables.values() if table.kind == "v" and not table.definition]
        return schema, {name: _tables_behind(raw, name) for name in foreign}

    # As in `connection`: aiosqlite has no public way to run a function on its thread.
    facts: tuple[SchemaFacts, Views] = await connection._execute(read)  # type: ignore[no-untyped-call]
    return facts


def _tables_behind(connection: sqlite3.Connection, view: str) -> tuple[str, ...]:
    """The tables that SQLite asks leave to read when it compiles a query of the view; none where it cannot."""
    seen: dict[str, None] = {}

    def note(action: int, table: str | None, _column: str | None, _database: str | None, _inside: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table:
            seen[table] = None
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    try:
        quoted = '"' + view.replace('"', '""') + '"'
        connection.execute(f"EXPLAIN SELECT * FROM {quoted}").close()
    except sqlite3.OperationalError:
        return ()  # A view over a table that is gone reads nothing.
    finally:
        connection.set_authorizer(None)
    views = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    return tuple(name for name in seen if name not in views)


def build_catalog(schema: SchemaFacts, views: Views, *, keeps_foreign_keys: bool) -> Catalog:
    """The same facts as a PostgreSQL catalog gives. Without `foreign_keys` in its URL a file keeps none of its keys."""
    tables: dict[TableName, Table] = {}
    keys: list[ForeignKey] = []
    indexes: dict[TableName, TableName] = {}
    owners: dict[str, TableName] = {}
    for table in schema.tables.values():
        name = TableName(table.name, table.schema)
        tables[name] = _table(name, table, views.get(table.name, ()))
        indexes.update((TableName(index.name, table.schema), name) for index in table.indexes)
        owners.update((column.sequence, name) for column in table.columns if column.sequence is not None)
        if keeps_foreign_keys:
            keys.extend(_key(name, one) for one in table.constraints if one.kind == "f" and one.columns)
    for sequence in schema.sequences.values():
        name = TableName(sequence.name, sequence.schema)
        tables[name] = Table(name, owner=owners.get(sequence.name))
    return Catalog(tables=tables, foreign_keys=tuple(keys), indexes=indexes, version=schema.version)


def _table(name: TableName, table: TableFacts, behind: Sequence[str]) -> Table:
    is_view = table.kind == "v"
    reads = tuple(TableName(one, "public") for one in behind)
    if is_view and table.definition:
        found = (one for statement in analyze(table.definition).statements for one in statement.reads)
        reads = tuple(TableName(one.table.name, one.table.schema or "public") for one in found)
    return Table(
        name,
        tuple(column.name for column in table.columns),
        Persistence.TEMPORARY if table.temporary else Persistence.PERMANENT,
        is_view,
        reads=reads,
        types=tuple(column.type_oid for column in table.columns),
        defaults=tuple(
            (column.name, column.default or "")
            for column in table.columns
            if column.default is not None or column.identity or column.sequence
        ),
        constraints=tuple((one.name, one.columns) for one in table.constraints if one.kind in ("p", "u")),
    )


def _key(name: TableName, key: ConstraintFacts) -> ForeignKey:
    return ForeignKey(
        key.name,
        name,
        key.columns,
        TableName(key.referenced_table, key.referenced_schema),
        key.referenced_columns,
        key.on_delete.lower(),
        key.on_update.lower(),
    )

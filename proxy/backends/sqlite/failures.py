"""What SQLite's errors are in PostgreSQL's words: SQLSTATE, message, table, column and constraint."""

from __future__ import annotations

import re
import sqlite3
from typing import Final

from proxy.errors import ProxyError
from proxy.sql.schema import ConstraintFacts, SchemaFacts, TableFacts

_PLAIN: Final = {
    "SQLITE_BUSY": ("40001", "could not serialize access: another process holds the lock of the SQLite file"),
    "SQLITE_BUSY_SNAPSHOT": ("40001", "could not serialize access due to concurrent update"),
    "SQLITE_BUSY_RECOVERY": ("40001", "could not serialize access: the SQLite file is being recovered"),
    "SQLITE_LOCKED": ("55P03", "could not obtain lock on a table of the SQLite file"),
    "SQLITE_INTERRUPT": ("57014", "canceling statement due to user request"),
    "SQLITE_FULL": ("53100", "could not extend the SQLite file: no space left on device"),
    "SQLITE_NOMEM": ("53200", "out of memory"),
    "SQLITE_READONLY": ("25006", "cannot write: the SQLite file is read-only"),
    "SQLITE_CANTOPEN": ("58P01", "could not open the SQLite file"),
    "SQLITE_NOTADB": ("XX001", "the file is not an SQLite database"),
    "SQLITE_CORRUPT": ("XX001", "the SQLite file is damaged"),
    "SQLITE_IOERR": ("58030", "could not read or write the SQLite file"),
    "SQLITE_TOOBIG": ("54000", "string or blob is too big for SQLite"),
    "SQLITE_PERM": ("42501", "permission denied for the SQLite file"),
    "SQLITE_AUTH": ("42501", "permission denied for the SQLite file"),
}
_TEXTS: Final = (
    (re.compile(r"no such table: (?:main\.)?(.+)"), "42P01", 'relation "{0}" does not exist'),
    (re.compile(r"no such column: (.+)"), "42703", 'column "{0}" does not exist'),
    (re.compile(r"table (.+) has no column named (.+)"), "42703", 'column "{1}" of relation "{0}" does not exist'),
    (re.compile(r"(?:table|view|index|trigger) (.+) already exists"), "42P07", 'relation "{0}" already exists'),
    (re.compile(r"no such savepoint: (.+)"), "3B001", 'savepoint "{0}" does not exist'),
    (
        re.compile(r"ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint"),
        "42P10",
        "there is no unique or exclusion constraint matching the ON CONFLICT specification",
    ),
    (re.compile(r"integer overflow"), "22003", "bigint out of range"),
    (re.compile(r"(.*(?:syntax error|incomplete input).*)"), "0A000", "SQLite does not read this statement: {0}"),
)


_WRITTEN: Final = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:(?:temp|main)\.)?(?:"([^"]+)"|(\w+))', re.IGNORECASE
)


def written_table(sql: str) -> str | None:
    """The table that a statement for SQLite changes, by its name in the file."""
    found = _WRITTEN.match(sql)
    return None if found is None else found[1] or found[2]


def translated(
    problem: sqlite3.Error,
    connection: sqlite3.Connection,
    schema: SchemaFacts | None = None,
    written: str | None = None,
) -> ProxyError:
    """`problem` as a client of PostgreSQL knows it. `written` is the table that the statement wrote, where known."""
    name = getattr(problem, "sqlite_errorname", None) or ""
    text = str(problem)
    if name.startswith("SQLITE_CONSTRAINT"):
        return _constraint(name, text, connection, schema or SchemaFacts(), written)
    for known in (name, "_".join(name.split("_")[:2])):
        if known in _PLAIN:
            sqlstate, message = _PLAIN[known]
            return ProxyError(message, sqlstate=sqlstate, detail=f"SQLite says: {text}.")
    for pattern, sqlstate, words in _TEXTS:
        match = pattern.fullmatch(text)
        if match is not None:
            return ProxyError(words.format(*match.groups()), sqlstate=sqlstate)
    return ProxyError(f"SQLite: {text}", sqlstate="22000" if isinstance(problem, sqlite3.DataError) else "XX000")


def _table(schema: SchemaFacts, sqlite_name: str) -> TableFacts:
    """The facts of a table by its name in the file; a bare name if it has none there."""
    for facts in schema.tables.values():
        if facts.sqlite_name == sqlite_name:
            return facts
    place, _, name = sqlite_name.rpartition(".")
    return TableFacts(name, (), place or "public")


def _constraint(
    name: str, text: str, connection: sqlite3.Connection, schema: SchemaFacts, written: str | None
) -> ProxyError:
    _, _, subject = text.partition("constraint failed: ")
    if name in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"):
        return _unique(subject, schema)
    if name == "SQLITE_CONSTRAINT_NOTNULL":
        sqlite_name, _, column = subject.rpartition(".")
        table = _table(schema, sqlite_name)
        return ProxyError(
            f'null value in column "{column}" of relation "{table.name}" violates not-null constraint',
            sqlstate="23502",
            schema=table.schema,
            table=table.name,
            column=column,
        )
    if name == "SQLITE_CONSTRAINT_CHECK":
        table = _checked_table(schema, subject, written)
        return ProxyError(
            f'new row for relation "{table.name}" violates check constraint "{subject}"',
            sqlstate="23514",
            schema=table.schema,
            table=table.name,
            constraint=subject,
        )
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return _foreign_key(connection, schema, written)
    return ProxyError(text, sqlstate="23000")


def _checked_table(schema: SchemaFacts, constraint: str, written: str | None) -> TableFacts:
    if written is not None:
        return _table(schema, written)
    for facts in schema.tables.values():
        if any(one.name == constraint and one.kind == "c" for one in facts.constraints):
            return facts
    return TableFacts("", ())


def _unique(subject: str, schema: SchemaFacts) -> ProxyError:
    if subject.startswith("index '"):
        sqlite_name, constraint = "", subject[7:-1].rpartition(".")[2]
        table = next(
            (t for t in schema.tables.values() if any(i.name == constraint for i in t.indexes)), TableFacts("", ())
        )
    else:
        parts = [part.rpartition(".") for part in subject.split(", ")]
        sqlite_name, columns = parts[0][0], tuple(part[2] for part in parts)
        table = _table(schema, sqlite_name)
        constraint = _unique_name(table, columns)
    return ProxyError(
        f'duplicate key value violates unique constraint "{constraint}"',
        sqlstate="23505",
        schema=table.schema,
        table=table.name,
        constraint=constraint,
    )


def _unique_name(table: TableFacts, columns: tuple[str, ...]) -> str:
    for constraint in table.constraints:
        if constraint.kind in ("p", "u") and constraint.columns == columns:
            return constraint.name
    for index in table.indexes:
        if index.unique and index.columns == columns:
            return index.name
    return f"{table.name}_{'_'.join(columns)}_key"


def _foreign_key(connection: sqlite3.Connection, schema: SchemaFacts, written: str | None) -> ProxyError:
    """A violated foreign key: the very one where the file tells (deferred ones), else the only one there can be."""
    for child, parent in _violations(connection):
        table = _table(schema, child)
        keys = [key for key in _foreign_keys(table) if key.referenced_table == _table(schema, parent).name]
        if keys:
            return _orphan(table, keys[0])
    table = _table(schema, written or "")
    keys = _foreign_keys(table)
    children = [
        (child, key)
        for child in schema.tables.values()
        for key in _foreign_keys(child)
        if (key.referenced_schema, key.referenced_table) == (table.schema, table.name)
    ]
    if len(keys) == 1 and not children:
        return _orphan(table, keys[0])
    if len(children) == 1 and not keys:
        return _still_referenced(table, *children[0])
    return ProxyError(
        f'insert, update or delete on table "{table.name}" violates a foreign key constraint',
        sqlstate="23503",
        schema=table.schema,
        table=table.name or None,
        detail="SQLite does not tell which one.",
    )


def _orphan(table: TableFacts, key: ConstraintFacts) -> ProxyError:
    return ProxyError(
        f'insert or update on table "{table.name}" violates foreign key constraint "{key.name}"',
        sqlstate="23503",
        detail=f'Key ({", ".join(key.columns)}) is not present in table "{key.referenced_table}".',
        schema=table.schema,
        table=table.name,
        constraint=key.name,
    )


def _still_referenced(parent: TableFacts, child: TableFacts, key: ConstraintFacts) -> ProxyError:
    return ProxyError(
        f'update or delete on table "{parent.name}" violates foreign key constraint "{key.name}"'
        f' on table "{child.name}"',
        sqlstate="23503",
        detail=f'Key ({", ".join(key.referenced_columns)}) is still referenced from table "{child.name}".',
        schema=child.schema,
        table=child.name,
        constraint=key.name,
    )


def _foreign_keys(table: TableFacts) -> list[ConstraintFacts]:
    return [constraint for constraint in table.constraints if constraint.kind == "f"]


def _violations(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Child and parent of rows that violate a deferred foreign key now."""
    if not connection.in_transaction:
        return []
    try:
        rows = connection.execute("PRAGMA foreign_key_check").fetchmany(1)
    except sqlite3.Error:
        return []  # A key that matches no unique index of its parent makes the check itself fail.
    return [(str(row[0]), str(row[2])) for row in rows]


class ForeignKeyFailed(sqlite3.IntegrityError):
    """A violation that is found before the commit that would find it, in the form SQLite would raise it."""

    sqlite_errorname = "SQLITE_CONSTRAINT_FOREIGNKEY"

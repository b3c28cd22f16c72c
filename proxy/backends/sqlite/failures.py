"""What SQLite's errors are in PostgreSQL's words: SQLSTATE, message, table, column and constraint."""

from __future__ import annotations

import re
import sqlite3
from typing import Final

from proxy.errors import ProxyError

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
    "SQLITE_TOOBIG": ("54000", "string or blob is too big for SQLite"),
    "SQLITE_PERM": ("42501", "permission denied for the SQLite file"),
    "SQLITE_AUTH": ("42501", "permission denied for the SQLite file"),
}
_NO_TABLE: Final = re.compile(r"no such table: (?:main\.)?(.+)")
_NO_COLUMN: Final = re.compile(r"no such column: (.+)")
_NO_INSERT_COLUMN: Final = re.compile(r"table (.+) has no column named (.+)")
_EXISTS: Final = re.compile(r"(?:table|view|index|trigger) (.+) already exists")
_NO_SAVEPOINT: Final = re.compile(r"no such savepoint: (.+)")


def translated(problem: sqlite3.Error, connection: sqlite3.Connection, table: str | None = None) -> ProxyError:
    """`problem` as a client of PostgreSQL knows it. `table` is what the statement wrote, where that is known."""
    name = getattr(problem, "sqlite_errorname", None) or ""
    text = str(problem)
    if name.startswith("SQLITE_CONSTRAINT"):
        return _constraint(name, text, connection, table)
    for known, (sqlstate, message) in _PLAIN.items():
        if name == known or (name.startswith(known + "_") and name not in _PLAIN):
            return ProxyError(message, sqlstate=sqlstate, detail=f"SQLite says: {text}.")
    for pattern, sqlstate, words in (
        (_NO_TABLE, "42P01", 'relation "{0}" does not exist'),
        (_NO_COLUMN, "42703", 'column "{0}" does not exist'),
        (_NO_INSERT_COLUMN, "42703", 'column "{1}" of relation "{0}" does not exist'),
        (_EXISTS, "42P07", 'relation "{0}" already exists'),
        (_NO_SAVEPOINT, "3B001", 'savepoint "{0}" does not exist'),
    ):
        match = pattern.fullmatch(text)
        if match is not None:
            return ProxyError(words.format(*match.groups()), sqlstate=sqlstate)
    if "syntax error" in text or "incomplete input" in text:
        return ProxyError(f"SQLite could not read the translated statement: {text}", sqlstate="0A000")
    if text == "integer overflow":
        return ProxyError("bigint out of range", sqlstate="22003")
    if isinstance(problem, sqlite3.DataError):
        return ProxyError(text, sqlstate="22000")
    if name.startswith("SQLITE_IOERR"):
        return ProxyError(f"could not read or write the SQLite file: {text}", sqlstate="58030")
    return ProxyError(f"SQLite: {text}", sqlstate="XX000")


def _split(table: str) -> tuple[str, str]:
    schema, _, name = table.rpartition(".")
    return schema or "public", name


def _constraint(name: str, text: str, connection: sqlite3.Connection, table: str | None) -> ProxyError:
    _, _, subject = text.partition("constraint failed: ")
    if name in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"):
        return _unique(subject, connection, primary=name != "SQLITE_CONSTRAINT_UNIQUE")
    if name == "SQLITE_CONSTRAINT_NOTNULL":
        relation, _, column = subject.rpartition(".")
        schema, relation = _split(relation)
        message = f'null value in column "{column}" of relation "{relation}" violates not-null constraint'
        return ProxyError(message, sqlstate="23502", schema=schema, table=relation, column=column)
    if name == "SQLITE_CONSTRAINT_CHECK":
        schema, relation = _split(table or "")
        message = f'new row for relation "{relation}" violates check constraint "{subject}"'
        return ProxyError(message, sqlstate="23514", schema=schema, table=relation or None, constraint=subject)
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return _foreign_key(connection, table)
    return ProxyError(text, sqlstate="23000")


def _unique(subject: str, connection: sqlite3.Connection, *, primary: bool) -> ProxyError:
    if subject.startswith("index '"):
        constraint = subject[7:-1]
        return ProxyError(
            f'duplicate key value violates unique constraint "{constraint}"', sqlstate="23505", constraint=constraint
        )
    parts = [part.rpartition(".") for part in subject.split(", ")]
    table, columns = parts[0][0], [part[2] for part in parts]
    schema, relation = _split(table)
    constraint = _index_name(connection, table, columns, primary=primary)
    return ProxyError(
        f'duplicate key value violates unique constraint "{constraint}"',
        sqlstate="23505",
        schema=schema,
        table=relation,
        constraint=constraint,
    )


def _index_name(connection: sqlite3.Connection, table: str, columns: list[str], *, primary: bool) -> str:
    _, relation = _split(table)
    if primary:
        return f"{relation}_pkey"
    try:
        for row in connection.execute('SELECT name, origin FROM pragma_index_list(?1) WHERE "unique"', (table,)):
            found = connection.execute("SELECT name FROM pragma_index_info(?1) ORDER BY seqno", (row[0],)).fetchall()
            if [column for (column,) in found] != columns:
                continue
            if row[1] == "pk":
                return f"{relation}_pkey"
            if row[1] == "c":
                return str(row[0]).rpartition(".")[2]
    except sqlite3.Error:
        # The conventional name below is what PostgreSQL would have chosen.
        pass
    return f"{relation}_{'_'.join(columns)}_key"


def _foreign_key(connection: sqlite3.Connection, table: str | None) -> ProxyError:
    """A violated foreign key: the very one where the file tells (deferred ones), else the only one there can be."""
    for child, _, parent, number in _violations(connection):
        return _named_foreign_key(connection, child, parent, number)
    schema, relation = _split(table or "")
    keys = [] if table is None else _foreign_keys(connection, table)
    if len(keys) == 1:
        return _named_foreign_key(connection, table or "", keys[0][1], keys[0][0])
    return ProxyError(
        f'insert, update or delete on table "{relation}" violates foreign key constraint',
        sqlstate="23503",
        schema=schema,
        table=relation or None,
    )


def _violations(connection: sqlite3.Connection) -> list[tuple[str, int, str, int]]:
    try:
        return connection.execute("PRAGMA foreign_key_check").fetchmany(1) if connection.in_transaction else []
    except sqlite3.Error:
        return []  # A mismatch of key and parent makes the check itself fail; the general message stands then.


def _foreign_keys(connection: sqlite3.Connection, table: str) -> list[tuple[int, str]]:
    rows = connection.execute('SELECT DISTINCT id, "table" FROM pragma_foreign_key_list(?1)', (table,))
    return [(int(number), str(parent)) for number, parent in rows]


def _named_foreign_key(connection: sqlite3.Connection, child: str, parent: str, number: int) -> ProxyError:
    rows = connection.execute(
        'SELECT "from" FROM pragma_foreign_key_list(?1) WHERE id = ?2 ORDER BY seq', (child, number)
    )
    columns = [str(column) for (column,) in rows]
    schema, relation = _split(child)
    constraint = f"{relation}_{'_'.join(columns)}_fkey"
    return ProxyError(
        f'insert or update on table "{relation}" violates foreign key constraint "{constraint}"',
        sqlstate="23503",
        detail=f'Key ({", ".join(columns)}) is not present in table "{_split(parent)[1]}".',
        schema=schema,
        table=relation,
        constraint=constraint,
    )

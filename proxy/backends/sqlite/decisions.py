"""Decisions about transactions over several databases that an SQLite file keeps: the last to commit decides by it.

A row is written in the very transaction whose commit is the decision: it is there exactly when that is committed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from proxy.backends.sqlite.file import read_url
from proxy.backends.sqlite.opening import connected
from proxy.errors import ConnectionFailure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import aiosqlite

_TABLE: Final = "CREATE TABLE IF NOT EXISTS _onedsn_decisions (name TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID"
_HAS_TABLE: Final = "SELECT 1 FROM sqlite_schema WHERE name = '_onedsn_decisions'"
COMMIT: Final = "commit"
ABORT: Final = "abort"


def write_decision(connection: sqlite3.Connection, name: str) -> None:
    """Inside the transaction that is about to commit. Raises sqlite3.IntegrityError where it was decided otherwise."""
    connection.execute(_TABLE)
    connection.execute("INSERT INTO _onedsn_decisions VALUES (?, ?)", (name, COMMIT))


def has_committed(connection: sqlite3.Connection, name: str) -> bool:
    """Whether that transaction's own commit is in the file."""
    if connection.execute(_HAS_TABLE).fetchone() is None:
        return False
    query = "SELECT 1 FROM _onedsn_decisions WHERE name = ? AND mark = ?"
    return connection.execute(query, (name, COMMIT)).fetchone() is not None


def make_durable(connection: sqlite3.Connection) -> None:
    """After that commit: with `synchronous=normal` the write-ahead log may not be on disk yet."""
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    log = f"{path}-wal"
    # Never the database itself: closing a second descriptor of it would let go of SQLite's own locks.
    if path and os.path.exists(log):
        descriptor = os.open(log, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


async def read_decision(url: str, name: str) -> str | None:
    """COMMIT, ABORT, or None where there is no row. Raises ConnectionFailure for a file that cannot be read."""
    async with _opened(url) as connection:
        if not await connection.execute_fetchall(_HAS_TABLE):
            return None
        query = "SELECT mark FROM _onedsn_decisions WHERE name = ?"
        for (mark,) in await connection.execute_fetchall(query, (name,)):
            return str(mark)
    return None


async def fence(url: str, name: str) -> str:
    """ABORT, unless it is decided: what it is now. Raises ConnectionFailure."""
    async with _written(url) as connection:
        await connection.execute(_TABLE)
        await connection.execute("INSERT OR IGNORE INTO _onedsn_decisions VALUES (?, ?)", (name, ABORT))
    decision = await read_decision(url, name)
    assert decision is not None
    return decision


async def decisions(url: str) -> list[str]:
    """The names of all that the file keeps. Raises ConnectionFailure."""
    async with _opened(url) as connection:
        if not await connection.execute_fetchall(_HAS_TABLE):
            return []
        return [str(name) for (name,) in await connection.execute_fetchall("SELECT name FROM _onedsn_decisions")]


async def forget(url: str, names: Iterable[str]) -> None:
    """Nobody will ask for these again. Raises ConnectionFailure."""
    async with _written(url) as connection:
        await connection.executemany("DELETE FROM _onedsn_decisions WHERE name = ?", [(name,) for name in names])


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[aiosqlite.Connection]:
    options = read_url(url)
    try:
        if options.path is None or not options.path.exists():
            raise ConnectionFailure(f"{options.path} is not there")
        async with connected(f"{options.path.absolute().as_uri()}?mode=rw") as connection:
            await connection.execute(f"PRAGMA busy_timeout = {round(options.busy_timeout * 1000)}")
            await connection.execute("PRAGMA synchronous = full")
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise ConnectionFailure(f"{options.path} cannot be asked: {error}") from error


@asynccontextmanager
async def _written(url: str) -> AsyncIterator[aiosqlite.Connection]:
    """One transaction, unless another one is prepared: the file must not change before that is ended."""
    prepared = read_url(url).prepared_path
    async with _opened(url) as connection:
        await connection.execute("BEGIN IMMEDIATE")
        if prepared is not None and prepared.exists():
            raise ConnectionFailure(f"{prepared} is still to be ended")
        yield connection
        await connection.execute("COMMIT")

"""The journal of two-phase commits: which transactions are decided, on disk before anybody acts on it.

One SQLite file, through aiosqlite, shared by the processes of one proxy. Every process has a mark of its own in the
names of its transactions and holds a lock while it lives, so that recovery knows whose transactions have nobody left.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import re
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import aiosqlite

from proxy.backends.sqlite.opening import opened
from proxy.errors import ConfigurationProblem, ProxyError
from proxy.transactions.protocol import Note, Phase

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS identity (mark TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS transactions (
    name TEXT PRIMARY KEY, note TEXT NOT NULL, last TEXT, participants TEXT NOT NULL, at REAL NOT NULL
);
"""
_VERSION: Final = 1
"""Of the tables; `PRAGMA user_version` of the file."""
_NAME: Final = re.compile(r"(onedsn_([0-9a-f]{8})_([0-9a-f]{8})_[0-9]+)_([0-9]+)")


class JournalFailed(ProxyError):
    """The journal could not be written or read."""

    sqlstate = "58030"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the journal holds about one transaction. `last` names the database whose own commit decides, as
    `dsn_database/database`."""

    name: str
    note: Note
    last: str | None
    participants: tuple[str, ...]
    at: float


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A transaction that this process is ending."""

    dsn_database: str
    databases: tuple[str, ...]
    phase: Phase
    began: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """The name of a transaction's part on one server, taken apart."""

    name: str
    journal: str
    process: str


def branch_name(transaction: str, index: int) -> str:
    """What PREPARE TRANSACTION calls the part of one participant: several may live on one server."""
    return f"{transaction}_{index}"


def parse_branch(name: str) -> Prepared | None:
    """None for one that no proxy has made."""
    found = _NAME.fullmatch(name)
    return None if found is None else Prepared(found[1], found[2], found[3])


class Journal:
    """Opened by `ensure_open`; every method that changes something returns when it is on disk."""

    def __init__(self, path: Path) -> None:
        # For the life of the process
        self.path = path
        self.process = secrets.token_hex(4)
        self.mark = ""
        self._number = 0
        self._opening = asyncio.Lock()
        # Of this process, by name
        self.under_way: dict[str, UnderWay] = {}
        self._database: aiosqlite.Connection | None = None
        self._lock: IO[bytes] | None = None

    async def ensure_open(self) -> None:
        """Opens it where it is not. Raises ConfigurationProblem."""
        async with self._opening:
            if self._database is None:
                await self.open()

    async def open(self) -> None:
        """Raises ConfigurationProblem for a path that cannot hold a journal."""
        try:
            self._lock = _locked(self._lock_file(self.process))
            database = await opened(aiosqlite.connect(self.path, isolation_level=None))
            self._database = database
            await database.execute("PRAGMA busy_timeout = 10000")
            await database.execute("PRAGMA journal_mode = wal")
            # A decision is on disk when COMMIT returns, also after a power failure.
            await database.execute("PRAGMA synchronous = full")
            await database.execute("PRAGMA fullfsync = on")
            await self._check_version(database)
            await database.executescript(f"{_TABLES} PRAGMA user_version = {_VERSION};")
            # Whoever comes first names the journal; a reader sees one row, ever.
            await database.execute(
                "INSERT INTO identity SELECT ? WHERE NOT EXISTS (SELECT 1 FROM identity)", (secrets.token_hex(4),)
            )
            async with database.execute("SELECT mark FROM identity") as cursor:
                row = await cursor.fetchone()
        except (OSError, sqlite3.Error) as error:
            await self.close()
            raise ConfigurationProblem(
                f"{self.path} cannot be the journal of two-phase transactions: {error}",
                hint="Set two_phase.journal in server.yaml to a file in a folder that this process may write.",
            ) from error
        assert row is not None
        self.mark = str(row[0])

    async def _check_version(self, database: aiosqlite.Connection) -> None:
        """Raises sqlite3.DatabaseError for a file that is something else, or that a newer onedsn has written."""
        [(version,)] = await database.execute_fetchall("PRAGMA user_version")
        if version > _VERSION:
            raise sqlite3.DatabaseError(f"it is a journal of version {version}, this onedsn knows {_VERSION}")
        tables = {name for (name,) in await database.execute_fetchall("SELECT name FROM sqlite_schema")}
        if tables and "transactions" not in tables:
            raise sqlite3.DatabaseError(f"it is a database that has other tables ({min(tables)})")

    async def close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            await database.close()
        if self._lock is not None:
            self._lock_file(self.process).unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def next_name(self) -> str:
        """The name of a new transaction; no other one of this journal ever has it."""
        self._number += 1
        return f"onedsn_{self.mark}_{self.process}_{self._number}"

    def is_alive(self, process: str) -> bool:
        """Whether the process that a transaction's name tells is still there to end it."""
        if process == self.process:
            return True
        path = self._lock_file(process)
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        path.unlink(missing_ok=True)
        return False

    async def intend(self, name: str, participants: Sequence[str], last: str, at: float) -> None:
        """The commit of `last` will be the decision. Raises JournalFailed."""
        await self._write(
            "INSERT INTO transactions VALUES (?, ?, ?, ?, ?)",
            (name, Note.LAST.value, last, json.dumps(list(participants)), at),
        )

    async def decide(self, name: str, participants: Sequence[str], at: float) -> bool:
        """Commit, unless somebody has decided otherwise: whether it is. Raises JournalFailed."""
        await self._write(
            "INSERT INTO transactions VALUES (?, ?, NULL, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET note = excluded.note WHERE note = 'last'",
            (name, Note.COMMIT.value, json.dumps(list(participants)), at),
        )
        entry = await self.entry(name)
        return entry is not None and entry.note is Note.COMMIT

    async def abort(self, name: str, participants: Sequence[str], at: float) -> Note:
        """Abort, unless it is decided: what it is now. Raises JournalFailed."""
        await self._write(
            "INSERT INTO transactions VALUES (?, ?, NULL, ?, ?) ON CONFLICT (name) DO NOTHING",
            (name, Note.ABORT.value, json.dumps(list(participants)), at),
        )
        entry = await self.entry(name)
        assert entry is not None
        return entry.note

    async def settle_last(self, name: str, note: Note) -> None:
        """What the last participant's database said. Raises JournalFailed."""
        await self._write("UPDATE transactions SET note = ? WHERE name = ? AND note = 'last'", (note.value, name))

    async def forget(self, name: str) -> None:
        """Nobody will ever ask for it again. Raises JournalFailed."""
        await self._write("DELETE FROM transactions WHERE name = ?", (name,))

    async def entry(self, name: str) -> Entry | None:
        """Raises JournalFailed."""
        found = await self._read("WHERE name = ?", (name,))
        return found[0] if found else None

    async def entries(self) -> list[Entry]:
        """All that is not forgotten, the oldest first. Raises JournalFailed."""
        return await self._read("ORDER BY at", ())

    async def _read(self, condition: str, values: tuple[object, ...]) -> list[Entry]:
        query = f"SELECT name, note, last, participants, at FROM transactions {condition}"
        try:
            rows = await self._open_database.execute_fetchall(query, values)
        except sqlite3.Error as error:
            raise JournalFailed(f"the journal {self.path} cannot be read: {error}") from error
        return [Entry(row[0], Note(row[1]), row[2], tuple(json.loads(row[3])), row[4]) for row in rows]

    async def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            # Shielded: a client that leaves must not leave it open whether something was written.
            await asyncio.shield(self._open_database.execute_fetchall(statement, values))
        except sqlite3.Error as error:
            raise JournalFailed(f"the journal {self.path} cannot be written: {error}") from error

    @property
    def _open_database(self) -> aiosqlite.Connection:
        if self._database is None:
            raise JournalFailed(f"the journal {self.path} is closed")
        return self._database

    def _lock_file(self, process: str) -> Path:
        return Path(f"{os.fspath(self.path)}-{process}.alive")


def _locked(path: Path) -> IO[bytes]:
    """The file at `path`, locked, and surely the one that others find there."""
    while True:
        file = path.open("wb")
        fcntl.flock(file, fcntl.LOCK_EX)
        # Whoever looked between these two calls took it for a dead process's, and removed it.
        try:
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        except FileNotFoundError:
            pass
        file.close()

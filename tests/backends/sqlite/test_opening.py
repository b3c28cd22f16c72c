"""A connection to a file that cannot be opened, or that nobody waits for any more, leaves no thread behind."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from proxy.backends.sqlite.backend import SqliteBackend
from proxy.backends.sqlite.connection import SqliteConnection
from proxy.backends.sqlite.decisions import decisions
from proxy.backends.sqlite.file import DatabaseFile, read_url
from proxy.backends.sqlite.health import FileCheck
from proxy.errors import ConfigurationProblem, ConnectionFailure
from proxy.transactions.journal import Journal


def threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if "_connection_worker_thread" in thread.name}


@pytest.fixture
def no_file(tmp_path: Path) -> Path:
    """What SQLite cannot open."""
    path = tmp_path / "folder"
    path.mkdir()
    return path


async def look(path: Path) -> None:
    await FileCheck("default", f"sqlite:///{path}").look()


async def connect(path: Path) -> None:
    await SqliteBackend("default", f"sqlite:///{path}").connect()


async def read_decisions(path: Path) -> None:
    await decisions(f"sqlite:///{path}")


async def keep_a_journal(path: Path) -> None:
    await Journal(path).open()


@pytest.mark.parametrize("attempt", [look, connect, read_decisions, keep_a_journal])
def test_a_file_that_cannot_be_opened_leaves_no_thread(
    no_file: Path, attempt: Callable[[Path], Awaitable[None]]
) -> None:
    before = threads()
    with closing(asyncio.new_event_loop()) as loop, pytest.raises((ConnectionFailure, ConfigurationProblem)):
        loop.run_until_complete(attempt(no_file))
    assert threads() == before


class SlowFile(DatabaseFile):
    """One whose set-up takes until `go`."""

    def __init__(self, path: Path) -> None:
        super().__init__(read_url(f"sqlite:///{path}"))
        self.begun = asyncio.Event()
        self.go = threading.Event()
        self._loop = asyncio.get_running_loop()

    def prepare(self, connection: sqlite3.Connection) -> None:
        self._loop.call_soon_threadsafe(self.begun.set)
        assert self.go.wait(20)
        super().prepare(connection)


async def test_a_connection_that_nobody_waits_for_any_more_ends(tmp_path: Path) -> None:
    before = threads()
    file = SlowFile(tmp_path / "file.db")
    connection = SqliteConnection("default", file, 1, "app")
    opening = asyncio.ensure_future(connection.open())
    await file.begun.wait()
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    file.go.set()
    async with asyncio.timeout(20):
        await connection.wait_closed()
    for thread in threads() - before:
        # aiosqlite tells that it has closed the file just before the thread ends.
        thread.join(20)
    assert threads() == before


async def test_connections_to_several_files_have_process_ids_of_their_own(tmp_path: Path) -> None:
    backends = [SqliteBackend(name, f"sqlite:///{tmp_path}/{name}.db") for name in ("one", "other")]
    connections = [await backend.connect() for backend in backends]
    assert connections[0].process_id != connections[1].process_id
    for backend in backends:
        await backend.close()

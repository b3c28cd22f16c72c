"""An SQLite file as a backend: opens connections to it."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Iterator

from proxy.backends.sqlite.connection import SqliteConnection
from proxy.backends.sqlite.facts import load_catalog
from proxy.backends.sqlite.file import DatabaseFile, read_url
from proxy.sql.catalog import Catalog


@functools.cache
def _process_ids() -> Iterator[int]:
    """What the connections of this process are told apart by, those to other files too; other workers have others."""
    return itertools.count(os.getpid() % 100_000 * 1000 + 1)


class SqliteBackend:
    """Implements `backends.base.Backend` for `sqlite://` URLs."""

    kind = "sqlite"

    def __init__(self, name: str, url: str, *, user: str = "onedsn", is_shared: bool = False) -> None:
        """Raises ConfigurationProblem for a URL that is none of SQLite's."""
        self.name = name
        self._user = user
        self._file = DatabaseFile(read_url(url), is_shared=is_shared)
        self._connections: set[SqliteConnection] = set()

    async def connect(self) -> SqliteConnection:
        connection = SqliteConnection(self.name, self._file, next(_process_ids()), self._user)
        await connection.open()
        self._connections = {one for one in self._connections if not one.has_ended}
        self._connections.add(connection)
        return connection

    async def catalog(self) -> Catalog:
        """What the file holds now. Raises ConnectionFailure."""
        return await load_catalog(self.name, self._file)

    async def close(self) -> None:
        """Ends what is still open and forgets a database in memory."""
        for connection in self._connections:
            connection.close()
            await connection.wait_closed()
        self._connections.clear()
        self._file.remove()

"""The health of one SQLite file: whether it can be opened and read."""

from __future__ import annotations

import asyncio

import aiosqlite

from proxy.backends.sqlite.file import read_url
from proxy.backends.sqlite.opening import connected
from proxy.errors import ConnectionFailure


class FileCheck:
    """Opens the file, reads its schema, and closes it again: a file can be replaced or deleted at any time."""

    def __init__(self, name: str, url: str, deadline: float = 5.0) -> None:
        """Raises ConfigurationProblem for a URL that is none of SQLite's."""
        self._name = name
        self._options = read_url(url)
        self._deadline = deadline

    async def look(self) -> None:
        """Raises ConnectionFailure when the file cannot be used. One that does not exist yet can be made."""
        path = self._options.path
        if path is None:
            return
        if not path.exists() and not self._options.must_exist and path.absolute().parent.is_dir():
            return
        try:
            async with (
                asyncio.timeout(self._deadline),
                connected(f"{path.absolute().as_uri()}?mode=ro") as connection,
                connection.execute("SELECT count(*) FROM sqlite_schema") as cursor,
            ):
                await cursor.fetchone()
        except TimeoutError:
            raise ConnectionFailure(f'database "{self._name}" did not answer in {self._deadline:g} seconds') from None
        except aiosqlite.Error as error:
            raise ConnectionFailure(f'database "{self._name}": {path}: {error}') from error

    async def close(self) -> None:
        """Nothing is held."""

"""Relations asked for over asyncpg: one statement a question, its rows as text."""

from __future__ import annotations

from typing import Any, Final

import asyncpg

from proxy.backends.asked import Row
from proxy.backends.postgres.sideline import open_sideline
from proxy.backends.postgres.url import parse_url
from proxy.errors import ConnectionFailure, ProxyError

_ONE: Final[Row] = ("1",)
_LOST: Final = ("08", "57P")
"""SQLSTATEs after which the connection is of no use."""


class PostgresAsked:
    """Implements `backends.asked.AskedConnection`. Any: asyncpg has no types."""

    def __init__(self, database: str, connection: Any) -> None:
        self._database = database
        self._connection = connection

    async def ask(self, text: str, *, is_counted: bool = False) -> list[Row]:
        try:
            if is_counted:
                # One message and its answer, where `fetch` would prepare the statement first.
                count = str(await self._connection.execute(text)).rpartition(" ")[2]
                return [_ONE] * int(count)
            # Of a statement without rows fetch returns none.
            return [tuple(row) for row in await self._connection.fetch(text)]
        except asyncpg.PostgresError as error:
            if error.sqlstate is not None and error.sqlstate.startswith(_LOST):
                raise ConnectionFailure(_lost(self._database, error), sqlstate=error.sqlstate) from error
            raise ProxyError(
                str(error.args[0]) if error.args else str(error),
                detail=error.detail,
                hint=error.hint,
                schema=error.schema_name,
                table=error.table_name,
                column=error.column_name,
                constraint=error.constraint_name,
                sqlstate=error.sqlstate,
            ) from error
        except (TimeoutError, asyncpg.InterfaceError, OSError) as error:
            raise ConnectionFailure(_lost(self._database, error)) from error

    async def close(self) -> None:
        self._connection.terminate()

    @property
    def is_closed(self) -> bool:
        return bool(self._connection.is_closed())


async def connect(database: str, url: str, deadline: float) -> PostgresAsked:
    """Raises ConnectionFailure."""
    return PostgresAsked(database, await open_sideline(database, parse_url(url), deadline))


def _lost(database: str, error: Exception) -> str:
    return f'database "{database}" could not be asked: {str(error) or type(error).__name__}'

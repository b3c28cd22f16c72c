"""How the scenarios speak to the proxy: psycopg, with values as parameters or as literals, and asyncpg. One voice."""

from __future__ import annotations

import asyncio
import datetime
import io
import itertools
import re
import threading
from collections.abc import Coroutine, Sequence
from types import SimpleNamespace
from typing import Any, Protocol, TypeVar

import asyncpg
import psycopg

Row = tuple[Any, ...]
T = TypeVar("T")


class Result:
    """Rows and the command tag of one statement."""

    def __init__(self, rows: list[Row], tag: str | None) -> None:
        self._rows = rows
        self.statusmessage = tag

    def fetchall(self) -> list[Row]:
        return self._rows

    def fetchone(self) -> Row | None:
        return self._rows[0] if self._rows else None


class Client(Protocol):
    """Errors are psycopg's, by SQLSTATE, whoever speaks."""

    notices: list[str]

    def execute(self, text: str, values: Sequence[Any]) -> Result: ...

    def prepared(self, text: str, values: Sequence[Any]) -> Result:
        """The same by a named statement, prepared once."""

    def copy_in(self, text: str, rows: Sequence[Row]) -> str | None:
        """The command tag."""

    def copy_out(self, text: str) -> bytes: ...

    @property
    def is_idle(self) -> bool: ...

    @property
    def is_closed(self) -> bool: ...

    def close(self) -> None: ...


class PsycopgClient:
    def __init__(self, url: str, *, simple: bool, options: dict[str, str]) -> None:
        factory = psycopg.ClientCursor if simple else psycopg.Cursor
        self.connection: psycopg.Connection[Row] = psycopg.connect(
            url,
            autocommit=True,
            cursor_factory=factory,
            **options,  # type: ignore[arg-type]
        )
        self.notices: list[str] = []
        self.connection.add_notice_handler(lambda diagnostic: self.notices.append(diagnostic.message_primary or ""))

    def execute(self, text: str, values: Sequence[Any]) -> Result:
        return _result(self.connection.execute(text.encode(), tuple(values) or None))

    def prepared(self, text: str, values: Sequence[Any]) -> Result:
        with psycopg.Cursor(self.connection) as cursor:
            return _result(cursor.execute(text.encode(), tuple(values) or None, prepare=True))

    def copy_in(self, text: str, rows: Sequence[Row]) -> str | None:
        with self.connection.cursor() as cursor:
            with cursor.copy(text.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
            return cursor.statusmessage

    def copy_out(self, text: str) -> bytes:
        with self.connection.cursor() as cursor, cursor.copy(text.encode()) as copy:
            return b"".join(bytes(part) for part in copy)

    @property
    def is_idle(self) -> bool:
        return self.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE

    @property
    def is_closed(self) -> bool:
        return self.connection.closed

    def close(self) -> None:
        self.connection.close()


def _result(cursor: psycopg.Cursor[Row]) -> Result:
    return Result(cursor.fetchall() if cursor.description else [], cursor.statusmessage)


class AsyncpgClient:
    """asyncpg on a thread of its own; each statement is prepared and described, its values are binary."""

    def __init__(self, url: str, options: dict[str, str]) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.notices: list[str] = []
        settings = {"options": options["options"]} if "options" in options else {}
        self._connection = self._wait(asyncpg.connect(url, server_settings=settings, statement_cache_size=0))
        self._wait(self._listen())
        # Any: asyncpg has no types.
        self._prepared: dict[str, Any] = {}

    async def _listen(self) -> None:
        self._connection.add_log_listener(lambda _, message: self.notices.append(str(message)))

    def execute(self, text: str, values: Sequence[Any]) -> Result:
        return self._wait(self._fetch(text, values))

    def prepared(self, text: str, values: Sequence[Any]) -> Result:
        async def fetch() -> Result:
            if text not in self._prepared:
                self._prepared[text] = await self._connection.prepare(_numbered(text))
            return await _fetched(self._prepared[text], values)

        return self._wait(fetch())

    def copy_in(self, text: str, rows: Sequence[Row]) -> str | None:
        lines = "".join("\t".join("\\N" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
        # The public ways write the statement themselves, and never with a comment that chooses a database.
        tag = self._wait(self._connection._copy_in(text, io.BytesIO(lines.encode()), None))
        return str(tag)

    def copy_out(self, text: str) -> bytes:
        output = io.BytesIO()
        self._wait(self._connection._copy_out(text, output, None))
        return output.getvalue()

    @property
    def is_idle(self) -> bool:
        return not self._connection.is_in_transaction()

    @property
    def is_closed(self) -> bool:
        return bool(self._connection.is_closed())

    def close(self) -> None:
        self._wait(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _fetch(self, text: str, values: Sequence[Any]) -> Result:
        return await _fetched(await self._connection.prepare(_numbered(text)), values)

    def _wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        try:
            return asyncio.run_coroutine_threadsafe(_awaited(coroutine), self._loop).result(30)
        except asyncpg.PostgresError as error:
            raise as_psycopg(error) from error


async def _awaited(coroutine: Any) -> Any:
    # `connect` gives an awaitable that is no coroutine.
    return await coroutine


# Any: asyncpg has no types.
async def _fetched(statement: Any, values: Sequence[Any]) -> Result:
    given = [_as(type_.name, value) for type_, value in zip(statement.get_parameters(), values, strict=True)]
    rows = [tuple(row) for row in await statement.fetch(*given)]
    return Result(rows, statement.get_statusmsg())


def _numbered(text: str) -> str:
    """`%s` as `$1`, `$2` …"""
    numbers = itertools.count(1)
    return re.sub("%s", lambda _: f"${next(numbers)}", text)


def _as(type_name: str, value: Any) -> Any:
    if type_name == "date" and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    # What no server has described is text.
    return str(value) if type_name == "text" else value


def as_psycopg(error: asyncpg.PostgresError) -> psycopg.Error:
    """The same error as psycopg raises it."""
    kind = psycopg.errors.lookup(error.sqlstate or "XX000")
    diagnostic = SimpleNamespace(
        message_primary=str(error.args[0]) if error.args else "",
        message_detail=error.detail,
        message_hint=error.hint,
        context=error.context,
        schema_name=error.schema_name,
        table_name=error.table_name,
        column_name=error.column_name,
        constraint_name=error.constraint_name,
        sqlstate=error.sqlstate,
    )
    made = type(kind.__name__, (kind,), {"diag": diagnostic})(diagnostic.message_primary)
    assert isinstance(made, psycopg.Error)
    return made

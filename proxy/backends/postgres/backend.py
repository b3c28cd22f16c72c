"""One PostgreSQL database of a rules file: makes its connections, and cancels what runs on them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from proxy.backends.postgres.cancel import request_cancel
from proxy.backends.postgres.connect import Ready, connect
from proxy.backends.postgres.connection import PostgresConnection
from proxy.backends.postgres.url import Target, parse_url
from proxy.errors import ConfigurationProblem, ConnectionFailure
from proxy.net import TaskOwner


class PostgresBackend:
    """A `Backend`. `connect_timeout` is in seconds; one in the URL wins."""

    kind = "postgresql"

    def __init__(self, name: str, url: str, connect_timeout: float = 10.0) -> None:
        self.name = name
        self.target: Target = parse_url(url)
        self.connect_timeout = self.target.connect_timeout or connect_timeout
        self._tasks = TaskOwner(f"database {name}")

    async def connect(self) -> PostgresConnection:
        try:
            async with asyncio.timeout(self.connect_timeout):
                ready = await connect(self.target)
        except TimeoutError as error:
            hosts = ", ".join(map(str, self.target.hosts))
            raise ConnectionFailure(
                f'could not connect to database "{self.name}" at {hosts} within {self.connect_timeout:g} seconds',
                hint="Is the server up, and does a firewall let the proxy through?",
                sqlstate="08001",
            ) from error
        except (ConnectionFailure, ConfigurationProblem) as error:
            raise ConnectionFailure(
                f'could not connect to database "{self.name}": {error.message}',
                detail=error.detail,
                hint=error.hint,
                sqlstate=error.code if isinstance(error, ConnectionFailure) else "08001",
            ) from error
        connection = PostgresConnection(
            self.name, str(ready.host), ready.process_id, ready.parameters, lambda heard: self._cancel(ready, heard)
        )
        connection.attach(ready.transport)
        return connection

    async def close(self) -> None:
        await self._tasks.close()

    async def wait_cancelled(self) -> None:
        """Waits until the cancel requests under way have been delivered."""
        await self._tasks.wait_closed()

    def _cancel(self, ready: Ready, heard: Callable[[bool], None]) -> None:
        self._tasks.spawn(self._request_cancel(ready, heard), f"cancel {ready.process_id}")

    async def _request_cancel(self, ready: Ready, heard: Callable[[bool], None]) -> None:
        is_sure = False
        try:
            await request_cancel(self.target, ready, self.connect_timeout)
            is_sure = True
        finally:
            heard(is_sure)

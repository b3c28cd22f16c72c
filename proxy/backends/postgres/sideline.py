"""Connections beside the query path, by asyncpg: for catalogs and health, never for a client's statement."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

from proxy.backends.postgres.tls import context_for
from proxy.backends.postgres.url import SslMode, Target
from proxy.errors import ConnectionFailure

APPLICATION_NAME: Final = "onedsn sideline"


# Any: asyncpg has no types.
async def open_sideline(database: str, target: Target, deadline: float) -> Any:
    """An asyncpg connection. Raises ConnectionFailure."""
    async with translated(database):
        return await asyncpg.connect(
            host=[host.name if host.is_socket else host.address or host.name for host in target.hosts],
            port=[host.port for host in target.hosts],
            user=target.user,
            password=target.password,
            database=target.database,
            ssl=_ssl(target),
            target_session_attrs=target.target_session_attrs.value,
            timeout=deadline,
            command_timeout=deadline,
            # A pooler between us and the server may not keep prepared statements.
            statement_cache_size=0,
            server_settings={**_settings(target), "application_name": APPLICATION_NAME},
        )


@asynccontextmanager
async def translated(database: str) -> AsyncIterator[None]:
    """What asyncpg and the network raise, as ConnectionFailure with the server's own SQLSTATE where it has one."""
    try:
        yield
    except (TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as error:
        # The internal one is what asyncpg says of a server that does not speak the protocol.
        code = error.sqlstate if isinstance(error, asyncpg.PostgresError) else None
        raise ConnectionFailure(
            f'database "{database}" could not be asked: {str(error) or type(error).__name__}', sqlstate=code
        ) from error


def _ssl(target: Target) -> ssl.SSLContext | str | bool:
    if target.sslmode is SslMode.DISABLE or all(host.is_socket for host in target.hosts):
        return False
    if target.sslmode in (SslMode.ALLOW, SslMode.PREFER) and target.sslcert is None:
        return target.sslmode.value
    return context_for(target)


def _settings(target: Target) -> dict[str, str]:
    return {name: value for name, value in target.settings.items() if name == "options"}

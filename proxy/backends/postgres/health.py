"""The health of one server: whether it answers, replays, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from proxy.backends.postgres.sideline import open_sideline, translated
from proxy.backends.postgres.url import parse_url

_LOOK: Final = """
SELECT recovering,
       coalesce(CASE WHEN recovering THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END
                - '0/0'::pg_lsn, 0)::int8 AS position,
       CASE WHEN NOT recovering THEN 0
            WHEN EXISTS (SELECT FROM pg_stat_wal_receiver)
                 AND pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn() THEN 0
            ELSE greatest(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)
       END::float8 AS lag,
       (SELECT string_agg(concat_ws(' ', setdatabase, setrole, setconfig), ';' ORDER BY setdatabase, setrole)
        FROM pg_db_role_setting
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
              AND setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))) AS defaults
FROM (SELECT pg_is_in_recovery() AS recovering) AS state
"""


@dataclass(frozen=True, slots=True)
class Replication:
    """What a look at a server has found."""

    in_recovery: bool
    position: int
    """Bytes of write-ahead log: replayed by a replica, or written by a primary, since the beginning of time."""
    lag: float | None
    """Seconds that a replica is behind, 0 for a primary; None when a replica cannot tell."""
    defaults: str | None = None
    """What ALTER DATABASE and ALTER ROLE have SET for connections of the user to the database."""


class HealthCheck:
    """Looks at one server over a connection of its own, which it opens anew when it was lost."""

    def __init__(self, name: str, url: str, deadline: float = 5.0) -> None:
        # For the life of the rules
        self.name = name
        self._target = parse_url(url)
        self._deadline = deadline
        # Until it is lost. Any: asyncpg has no types.
        self._connection: Any = None

    async def look(self) -> Replication:
        """Raises ConnectionFailure when the server does not answer within the deadline."""
        if self._connection is None or self._connection.is_closed():
            self._connection = await open_sideline(self.name, self._target, self._deadline)
        try:
            async with translated(self.name):
                row = await self._connection.fetchrow(_LOOK)
        except BaseException:
            self._drop()
            raise
        return Replication(row["recovering"], row["position"], row["lag"], row["defaults"])

    async def close(self) -> None:
        self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()

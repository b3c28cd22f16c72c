"""A console whose facts are fixed and whose actions are remembered."""

from __future__ import annotations

from proxy.admin.rows import (
    ClientRow,
    ConfigRow,
    DatabaseRow,
    PoolRow,
    R,
    RouterRow,
    Row,
    ServerRow,
    StatRow,
    VersionRow,
)
from proxy.errors import ConfigurationProblem, InvalidParameterValue

ROWS: tuple[Row, ...] = (
    ClientRow(1, 1, "shop", "shop", "psql", "127.0.0.1:5", "idle", None, "idle", "", 3, 1.5),
    ClientRow(1, 2, "shop", "shop", "web", "127.0.0.1:6", "active", "default", "in transaction", "listen", 9, 2.5),
    ServerRow(1, "shop", "default", 77, "in use", 2, 10.0),
    PoolRow(1, "shop", "default", "transaction", 20, 1, 0, 0),
    DatabaseRow("shop", "replica1", "postgresql", "postgresql://shop@pg/shop", "default", True, None, False, 7),
    RouterRow("shop", 1, "auth", "auth_*", "auth", "auth", None, "auth"),
    StatRow("onedsn_clients", "state=idle", 1.0),
    ConfigRow("pool.size", "20", "20"),
    VersionRow("1.2.3", "interpreted", "3.11.2", "Linux x86_64", 1),
)


class FakeConsole:
    def __init__(self) -> None:
        self.done: list[tuple[str, object]] = []
        self.rules_are_bad = False

    version = "1.2.3"

    async def rows(self, kind: type[R]) -> list[R]:
        return [row for row in ROWS if isinstance(row, kind)]

    async def explain(self, dsn_database: str, sql: str) -> dict[str, object]:
        return {"sql": sql, "dsn_database": dsn_database}

    async def pause(self, database: str | None) -> None:
        if database == "nowhere":
            raise InvalidParameterValue('there is no database "nowhere"')
        self.done.append(("pause", database))

    async def resume(self, database: str | None) -> None:
        self.done.append(("resume", database))

    async def reload(self) -> str:
        if self.rules_are_bad:
            raise ConfigurationProblem("shop.yaml, line 3: unknown key")
        self.done.append(("reload", None))
        return "reloaded 1 file"

    async def kill(self, client: int) -> None:
        self.done.append(("kill", client))

    async def drain(self) -> None:
        self.done.append(("drain", None))

"""A console whose facts are fixed and whose actions are remembered."""

from __future__ import annotations

from proxy.admin.rows import (
    ClientRow,
    ConfigRow,
    DatabaseRow,
    PoolRow,
    RouterRow,
    ServerRow,
    StatementRow,
    StatRow,
)
from proxy.errors import ConfigurationProblem, InvalidParameterValue


class FakeConsole:
    def __init__(self) -> None:
        self.done: list[tuple[str, object]] = []
        self.rules_are_bad = False

    def clients(self) -> list[ClientRow]:
        return [
            ClientRow(1, "shop", "shop", "psql", "127.0.0.1:5", "idle", None, "idle", "", 3, 1.5),
            ClientRow(2, "shop", "shop", "web", "127.0.0.1:6", "active", "default", "in transaction", "listen", 9, 2.5),
        ]

    def servers(self) -> list[ServerRow]:
        return [ServerRow("shop", "default", 77, "in use", 2, 10.0)]

    def pools(self) -> list[PoolRow]:
        return [PoolRow("shop", "default", "transaction", 20, 1, 0, 0)]

    def databases(self) -> list[DatabaseRow]:
        url = "postgresql://shop@pg/shop"
        return [DatabaseRow("shop", "replica1", "postgresql", url, "default", True, None, False)]

    def routers(self) -> list[RouterRow]:
        return [RouterRow("shop", 1, "auth", "auth_*", "auth", "auth", None, "auth")]

    def statements(self) -> list[StatementRow]:
        return []

    def stats(self) -> list[StatRow]:
        return [StatRow("onedsn_clients", "state=idle", 1.0)]

    def config(self) -> list[ConfigRow]:
        return [ConfigRow("pool.size", "20", "20")]

    def version(self) -> str:
        return "1.2.3"

    def explain(self, dsn_database: str, sql: str) -> dict[str, object]:
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

"""The console between a worker, where an operator's client is, and the supervisor, which asks all workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

import proxy
from proxy.admin.rows import ROWS, Console, R
from proxy.server.control import Channel, Handler

KINDS = {kind.__name__: kind for kind in ROWS}

# Any: what goes over a channel is JSON.
Values = Mapping[str, Any]


class RemoteConsole:
    """The console on a worker: the supervisor is asked, which asks all workers."""

    version = proxy.__version__

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def rows(self, kind: type[R]) -> list[R]:
        return [kind(*values) for values in await self._channel.ask("rows", kind=kind.__name__)]

    async def explain(self, dsn_database: str, sql: str) -> dict[str, object]:
        return dict(await self._channel.ask("explain", dsn_database=dsn_database, sql=sql))

    async def pause(self, database: str | None) -> None:
        await self._channel.ask("pause", database=database)

    async def resume(self, database: str | None) -> None:
        await self._channel.ask("resume", database=database)

    async def reload(self) -> str:
        return str(await self._channel.ask("reload"))

    async def kill(self, client: int) -> None:
        await self._channel.ask("kill", client=client)

    async def drain(self) -> None:
        await self._channel.ask("drain")


def handlers(console: Console) -> dict[str, Handler]:
    """What the supervisor answers to a `RemoteConsole`."""

    async def rows(values: Values) -> object:
        return [astuple(row) for row in await console.rows(KINDS[values["kind"]])]

    async def explain(values: Values) -> object:
        return await console.explain(values["dsn_database"], values["sql"])

    async def pause(values: Values) -> None:
        await console.pause(values["database"])

    async def resume(values: Values) -> None:
        await console.resume(values["database"])

    async def reload(_values: Values) -> object:
        return await console.reload()

    async def kill(values: Values) -> None:
        await console.kill(values["client"])

    async def drain(_values: Values) -> None:
        await console.drain()

    return {
        "rows": rows,
        "explain": explain,
        "pause": pause,
        "resume": resume,
        "reload": reload,
        "kill": kill,
        "drain": drain,
    }

"""One of several worker processes: serves its part of the clients and does what the supervisor says."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from proxy import net
from proxy.app.console import ProxyConsole
from proxy.app.host import Host, Overrides, read_settings
from proxy.app.place import Place
from proxy.app.remote import KINDS, RemoteConsole
from proxy.errors import ConnectionFailure, InvalidParameterValue
from proxy.net import TaskOwner
from proxy.server.census import Census
from proxy.server.control import Channel
from proxy.telemetry.log import make_logger

# Any: what goes over a channel is JSON.
Values = Mapping[str, Any]


class WorkerProcess:
    """Answers the supervisor until it says drain, or is gone."""

    def __init__(self) -> None:
        # For the life of the process
        self._tasks = TaskOwner("worker")
        self._channel = Channel(
            {
                "start": self._start,
                "rows": self._rows,
                "metrics": self._metrics,
                "missing": self._missing,
                "explain": self._explain,
                "pause": self._pause,
                "resume": self._resume,
                "kill": self._kill,
                "cancel": self._cancel,
                "defined": self._defined,
                "prepare": self._prepare,
                "take_up": self._take_up,
                "abandon": self._abandon,
                "drain": self._drain,
            },
            self._tasks,
            self._orphaned,
        )
        self._ending = asyncio.Event()
        # From start on
        self._host: Host
        self._console: ProxyConsole
        # At the end
        self._patience: float | None = 0.0
        """None: as the settings say."""

    async def run(self, descriptor: int) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._asked_to_end)
        for told_to_the_supervisor in (signal.SIGINT, signal.SIGHUP):
            signal.signal(told_to_the_supervisor, signal.SIG_IGN)
        await self._channel.open(socket.socket(fileno=descriptor))
        await self._ending.wait()
        if hasattr(self, "_host"):
            patience = self._host.proxy.settings.drain_timeout if self._patience is None else self._patience
            try:
                await self._host.drain(patience)
            finally:
                await self._host.close()
        self._channel.close()
        await self._tasks.close()

    def _orphaned(self) -> None:
        """Without its supervisor nobody could stop this process or replace it."""
        self._ending.set()

    def _asked_to_end(self) -> None:
        """By somebody's `kill`: another worker will take the place."""
        self._patience = None
        self._ending.set()

    async def _start(self, values: Values) -> None:
        place = Place(values["worker"], values["workers"], values["generation"])
        path, texts, overrides = Path(values["path"]), values["texts"], Overrides(**values["overrides"])
        settings = read_settings(path, texts, overrides)
        host = Host(
            path,
            texts,
            overrides,
            make_logger(settings.log, sys.stderr).bind(worker=place.worker + 1),
            place,
            secret=bytes.fromhex(values["secret"]),
            elsewhere=self._cancel_elsewhere,
            tell_others=self._defined_here,
            census=Census(values["census"], place.workers),
        )
        self._console = ProxyConsole(host.proxy, host.facts, self._no_reload, self._ending.set)
        self._host = host
        bound = [socket.socket(fileno=descriptor) for descriptor in values["sockets"]]
        await host.start(RemoteConsole(self._channel), bound)
        for what, database in values["said"]:
            # Nothing runs yet: there is nothing to wait for. What a reload has taken away is not there to be paused.
            with contextlib.suppress(InvalidParameterValue):
                await (self._console.pause(database) if what == "pause" else self._console.resume(database))

    async def _no_reload(self) -> str:
        raise ConnectionFailure("a worker does not reload by itself")

    async def _rows(self, values: Values) -> list[tuple[object, ...]]:
        return [astuple(row) for row in self._host.facts.rows(KINDS[values["kind"]])]

    async def _metrics(self, _values: Values) -> object:
        return self._host.metrics.snapshot()

    async def _missing(self, _values: Values) -> object:
        return self._host.proxy.missing()

    async def _explain(self, values: Values) -> object:
        return await self._console.explain(values["dsn_database"], values["sql"])

    async def _pause(self, values: Values) -> None:
        await self._console.pause(values["database"])

    async def _resume(self, values: Values) -> None:
        await self._console.resume(values["database"])

    async def _kill(self, values: Values) -> bool:
        try:
            await self._console.kill(values["client"])
        except InvalidParameterValue:
            return False
        return True

    async def _cancel(self, values: Values) -> None:
        self._host.listener.keys.cancel(values["process_id"], bytes.fromhex(values["secret"]))

    def _cancel_elsewhere(self, process_id: int, secret: bytes) -> None:
        self._channel.tell("cancel", process_id=process_id, secret=secret.hex())

    async def _defined(self, values: Values) -> None:
        self._host.proxy.defined_elsewhere(values["dsn_database"], values["renews"])

    def _defined_here(self, dsn_database: str, renews: bool) -> None:
        self._channel.tell("defined", worker=self._host.proxy.place.worker, dsn_database=dsn_database, renews=renews)

    async def _prepare(self, values: Values) -> None:
        await self._host.prepare(values["texts"])

    async def _take_up(self, _values: Values) -> None:
        self._host.take_up()

    async def _abandon(self, _values: Values) -> None:
        await self._host.abandon()

    async def _drain(self, values: Values) -> None:
        self._patience = float(values["patience"])
        self._ending.set()


def main() -> None:
    """`python -m proxy.app.worker DESCRIPTOR`, for the supervisor."""

    async def work() -> None:
        await WorkerProcess().run(int(sys.argv[1]))

    net.run(work())


if __name__ == "__main__":
    main()

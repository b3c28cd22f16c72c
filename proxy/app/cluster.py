"""All workers as one: their facts put together, and the console's actions done by each of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from structlog.typing import FilteringBoundLogger

import proxy
from proxy.admin.rows import (
    ConfigRow,
    DatabaseRow,
    MemoryRow,
    PreparedRow,
    R,
    RouteRow,
    RouterRow,
    Row,
    StatementRow,
    StatRow,
    VersionRow,
    WorkerRow,
)
from proxy.app.facts import resident_bytes, stat_rows
from proxy.errors import ConnectionFailure, InvalidParameterValue, ProxyError
from proxy.routing.load import Texts, read_texts, settings_file
from proxy.server.supervisor import ANSWER_TIMEOUT, Supervisor, Worker
from proxy.telemetry import metrics as definitions
from proxy.telemetry.metrics import COUNTERS, GAUGES, Combine, Metrics, Snapshot, combined

_RELOAD_TIMEOUT = 60.0
_Counted = TypeVar("_Counted", RouteRow, StatementRow)


class ClusterConsole:
    """A `Console` over a `Supervisor`. `texts` are the files of `path` to begin with, `stop` ends the server."""

    version = proxy.__version__

    def __init__(self, path: Path, texts: Texts, stop: Callable[[], None], logger: FilteringBoundLogger) -> None:
        # For the life of the process
        self.supervisor: Supervisor
        self.metrics = Metrics()
        self._path = path
        self._stop = stop
        self._logger = logger
        # Replaced by a reload
        self.texts = texts
        """What all workers serve, and a new one will."""
        # Changing on the operator's word
        self.said: list[tuple[str, str | None]] = []
        """"pause" and "resume" with their databases (None for all), oldest first: a new worker does the same."""
        self._reloads = {"done": 0, "refused": 0}
        # Taken from the workers when somebody asks
        self._snapshots: dict[int, Snapshot] = {}
        self._departed: Snapshot = {}
        for definition in (*COUNTERS, *GAUGES):
            self.metrics.supply(definition, lambda definition=definition: self._value(definition))  # type: ignore[misc]

    # ---- facts

    async def rows(self, kind: type[R]) -> list[R]:
        if kind is StatRow:
            await self.take_metrics()
            return cast("list[R]", stat_rows(self.metrics))
        answers = await self._all("rows", kind=kind.__name__)
        # The kind decides what the rows are, which types cannot say.
        rows: list[Any] = [kind(*values) for one in answers for values in one]
        return cast("list[R]", self._together(kind, rows))

    def _together(self, kind: object, rows: list[Any]) -> Sequence[Row]:
        if kind in (RouterRow, ConfigRow, VersionRow):
            return list(dict.fromkeys(rows))
        if kind is DatabaseRow:
            return databases_together(rows)
        if kind is PreparedRow:
            # Each worker's recovery sees what waits on the servers.
            return list({(row.dsn_database, row.transaction, row.databases): row for row in rows}.values())
        if kind is RouteRow:
            return calls_together(rows, 6)
        if kind is StatementRow:
            return calls_together(rows, 5)
        if kind is MemoryRow:
            return [*rows, MemoryRow(0, "supervisor", None, resident_bytes())]
        if kind is WorkerRow:
            there = {row.worker for row in rows}
            missing = [place + 1 for place in range(self.supervisor.places) if place + 1 not in there]
            return [*rows, *(WorkerRow(worker, 0, "starting", 0, 0.0, 0.0, 0, 0) for worker in missing)]
        return rows

    async def explain(self, dsn_database: str, sql: str) -> dict[str, object]:
        for worker in self.supervisor.serving:
            return dict(await worker.channel.ask("explain", dsn_database=dsn_database, sql=sql))
        raise ConnectionFailure("no worker serves")

    async def missing(self) -> dict[str, str]:
        """What keeps the server from being ready, by name and reason."""
        found: dict[str, str] = {}
        answers = await self.supervisor.ask_all("missing")
        for place in range(self.supervisor.places):
            answer = answers.get(place, "starting")
            if isinstance(answer, dict):
                found |= answer
            else:
                found[f"worker {place + 1}"] = answer.message if isinstance(answer, ProxyError) else answer
        return found

    async def take_metrics(self) -> None:
        answers = await self.supervisor.ask_all("metrics")
        self._snapshots |= {place: answer for place, answer in answers.items() if not isinstance(answer, ProxyError)}

    def worker_ended(self, worker: Worker) -> None:
        """What it counted stays counted, as far as somebody had asked."""
        last = self._snapshots.pop(worker.place, None)
        if last is not None:
            self._departed = {
                definition.name: list(combined(definition, (self._departed, last)).items())
                for definition in COUNTERS
                if definition.combine is Combine.SUM
            }

    def _value(self, definition: definitions.Definition) -> dict[definitions.Labels, float]:
        if definition is definitions.RELOADS:
            return {(result,): count for result, count in self._reloads.items()}
        if definition is definitions.WORKERS_STARTED:
            return {(): self.supervisor.started}
        return combined(definition, (self._departed, *self._snapshots.values()))

    # ---- actions

    async def pause(self, database: str | None) -> None:
        async with self.supervisor.steady:
            self._say("pause", database)
            asked = asyncio.ensure_future(self._all("pause", patience=None, database=database))
        try:
            await asked
        except InvalidParameterValue:
            self.said.remove(("pause", database))
            raise

    async def resume(self, database: str | None) -> None:
        async with self.supervisor.steady:
            self._say("resume", database)
            await self._all("resume", database=database)

    def _say(self, what: str, database: str | None) -> None:
        # `replica1` and `shop.replica1` may be one: only the order tells what holds.
        self.said = [] if database is None else [one for one in self.said if one[1] != database]
        if what == "pause" or self.said:
            self.said.append((what, database))

    async def reload(self) -> str:
        """All workers take the new rules, or none does: each has checked them before the first one changes."""
        async with self.supervisor.steady:
            try:
                texts = read_texts(self._path)
                await self._all("prepare", patience=_RELOAD_TIMEOUT, texts=texts)
            except ProxyError as error:
                self._reloads["refused"] += 1
                self._logger.error("reload refused, the old rules stay in force", error=error.message)
                await self.supervisor.ask_all("abandon")
                raise
            self.texts = texts
            await self._all("take_up")
            self._reloads["done"] += 1
        names = sorted(Path(name).stem for name in texts if Path(name) != settings_file(self._path))
        self._logger.info("reloaded", rules=names)
        return f"reloaded {', '.join(names)}"

    async def kill(self, client: int) -> None:
        if not any(await self._all("kill", client=client)):
            raise InvalidParameterValue(f"there is no client {client}", hint="SHOW CLIENTS lists them.")

    async def drain(self) -> None:
        self._stop()

    async def _all(self, what: str, *, patience: float | None = ANSWER_TIMEOUT, **values: Any) -> list[Any]:
        """Every worker's answer. Raises the first error of one that is still there."""
        answers = await self.supervisor.ask_all(what, patience=patience, **values)
        there = {worker.place for worker in self.supervisor.serving}
        found: list[Any] = []
        for place, answer in answers.items():
            if not isinstance(answer, ProxyError):
                found.append(answer)
            elif place in there:
                raise answer
        return found


def databases_together(rows: Iterable[DatabaseRow]) -> list[DatabaseRow]:
    """Healthy where all workers find it so, as far behind as the worst sees it."""
    found: dict[tuple[str, str], DatabaseRow] = {}
    for row in rows:
        key = (row.dsn_database, row.database)
        known = found.get(key)
        if known is None:
            found[key] = row
            continue
        states = {known.healthy, row.healthy}
        lags = [lag for lag in (known.lag_seconds, row.lag_seconds) if lag is not None]
        found[key] = replace(
            known,
            healthy=False if False in states else None if None in states else True,
            lag_seconds=max(lags, default=None),
            paused=known.paused or row.paused,
        )
    return list(found.values())


def calls_together(rows: Iterable[_Counted], key_fields: int) -> list[_Counted]:
    """Equal but for their counts: the calls of all workers."""
    found: dict[tuple[object, ...], _Counted] = {}
    for row in rows:
        key = astuple(row)[:key_fields]
        known = found.get(key)
        found[key] = row if known is None else replace(known, calls=known.calls + row.calls)
    return list(found.values())

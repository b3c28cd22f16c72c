"""One serving process: proxy, listener and metrics over one reading of the files; reloads that are all or nothing."""

from __future__ import annotations

import asyncio
import os
import socket
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from structlog.typing import FilteringBoundLogger

import proxy
from proxy.admin.console import ConsoleBackend
from proxy.admin.rows import Console
from proxy.app.facts import ProcessFacts
from proxy.app.meters import supply
from proxy.app.place import Place
from proxy.app.proxy import Proxy, Upcoming
from proxy.backends.urls import check_urls
from proxy.config import ADMIN_DATABASE, ListenSettings, PoolMode, PoolSettings, ServerSettings
from proxy.errors import ConfigurationProblem, ProxyError
from proxy.pool.pool import Pool
from proxy.routing.load import Texts, load_server, settings_of
from proxy.routing.route import Mode, Route
from proxy.routing.rules import Rules
from proxy.routing.shape import Transactions
from proxy.server.cancel import CancelKeys
from proxy.server.census import Census
from proxy.server.listener import Listener, Terms
from proxy.session.instance import Instance
from proxy.session.planner import Planner
from proxy.sql.analyze import analyze
from proxy.telemetry.metrics import Metrics
from proxy.telemetry.subscribers import Subscribers
from proxy.transactions.coordinator import Fault

RESTART_NEEDED = ("listen.host", "listen.port", "http", "log", "events", "otel", "workers", "two_phase.journal")
"""Settings that a reload leaves as they are."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says before server.yaml does."""

    listen: str | None = None
    record: str | None = None

    def applied(self, settings: ServerSettings) -> ServerSettings:
        """Raises ConfigurationProblem."""
        changes: dict[str, object] = {}
        if self.listen is not None:
            changes["listen"] = _listen_at(settings.listen, self.listen)
        if self.record is not None:
            changes["events"] = settings.events.model_copy(update={"record": Path(self.record)})
        return settings.model_copy(update=changes) if changes else settings


class Host:
    """`start` begins to serve what `texts` say. A reload is `prepare`, then `take_up` or `abandon`."""

    def __init__(
        self,
        path: Path,
        texts: Texts,
        overrides: Overrides,
        logger: FilteringBoundLogger,
        place: Place,
        *,
        secret: bytes | None = None,
        elsewhere: Callable[[int, bytes], None] | None = None,
        tell_others: Callable[[str, bool], None] | None = None,
        census: Census | None = None,
        fault: Fault | None = None,
    ) -> None:
        """`tell_others` takes what other workers must hear of DDL here: the DSN database, and whether defaults of
        settings have changed. `fault` is for tests, see `transactions.coordinator`. Raises ConfigurationProblem."""
        # For the life of the process
        self.path = path
        self.logger = logger
        self._overrides = overrides
        self._place = place
        self.settings, self._rules = self._read(texts)
        self.proxy = Proxy(path, self.settings, os.environ, logger, place, fault, tell_others)
        self._subscribers = Subscribers(self.proxy.trace, logger)
        self.metrics = Metrics()
        supply(self.metrics, self.proxy, self._subscribers)
        self.facts = ProcessFacts(self.proxy, self.metrics)
        keys = CancelKeys(elsewhere, place.worker, place.workers)
        self.listener = Listener(self.settings, self.proxy, keys, secret, self._refused, census, place.worker)
        # Between prepare and its end
        self._prepared: tuple[Upcoming, Terms] | None = None

    async def start(self, console: Console, bound: Sequence[socket.socket] = ()) -> tuple[str, int]:
        """The address it listens on. Raises ConfigurationProblem."""
        asyncio.get_running_loop().set_exception_handler(lambda _, context: log_failure(self.logger, context))
        folder = self.path if self.path.is_dir() else self.path.parent
        self._subscribers.subscribe(self.settings.events, debug=self.settings.log.level == "debug", folder=folder)
        self._subscribers.export(self.settings.otel, proxy.__version__, self.settings.events.queue)
        if any(one.transactions is Transactions.TWO_PHASE for one in self._rules.values()):
            await self.proxy.journal.ensure_open()
        self.proxy.admin = admin_instance(console, self.proxy)
        self.proxy.take_up(self.proxy.prepare(self._rules, self.settings))
        self.proxy.start()
        return await self.listener.start(bound)

    def _read(self, texts: Texts) -> tuple[ServerSettings, dict[str, Rules]]:
        settings, rules = load_server(self.path, texts, os.environ)
        check_urls(rules)
        if self._place.workers > 1:
            alone = [f"{name}/{database.name}" for name, database in in_memory(rules)]
            if alone:
                raise ConfigurationProblem(
                    f"{', '.join(alone)}: a database in memory is in one process, but there are "
                    f"{self._place.workers} workers",
                    hint="Set workers: 1 in server.yaml, or give it a file.",
                )
        return self._overrides.applied(settings), rules

    # ---- reload

    async def prepare(self, texts: Texts) -> None:
        """Reads and checks everything. Raises ConfigurationProblem; then nothing has changed."""
        await self.abandon()
        settings, rules = self._read(texts)
        terms = self.listener.prepare(settings)
        self._prepared = self.proxy.prepare(rules, settings), terms

    def take_up(self) -> None:
        """What was prepared is in force. Cannot fail."""
        assert self._prepared is not None, "nothing was prepared"
        (upcoming, terms), self._prepared = self._prepared, None
        unchanged = {name: getattr_path(self.settings, name) for name in RESTART_NEEDED}
        later = [name for name, value in unchanged.items() if getattr_path(upcoming.settings, name) != value]
        if later:
            self.logger.warning("these settings change with a restart only", settings=later)
        self.proxy.take_up(upcoming)
        self.listener.take_up(terms)

    async def abandon(self) -> None:
        prepared, self._prepared = self._prepared, None
        if prepared is not None:
            await self.proxy.abandon(prepared[0])

    # ---- the end

    async def drain(self, patience: float) -> None:
        self.logger.info("draining", clients=len(self.proxy.sessions), timeout=patience)
        await self.listener.stop_listening()
        await self.proxy.drain(patience)

    async def close(self) -> None:
        await self.listener.close()
        await self.proxy.close()
        await asyncio.to_thread(self._subscribers.close)

    def _refused(self, address: str | None, error: ProxyError, why: str | None) -> None:
        self.proxy.clients_refused[error.code] += 1
        self.logger.info("client refused", address=address, error=error.message, sqlstate=error.code, why=why)


def in_memory(rules: dict[str, Rules]) -> list[tuple[str, Any]]:
    """The databases that are in one process only, with their DSN database. Any: `Database`, for a caller to name."""
    return [
        (name, database)
        for name, one in rules.items()
        for database in one.databases.values()
        if database.kind == "sqlite" and (":memory:" in database.url or "mode=memory" in database.url)
    ]


def getattr_path(settings: ServerSettings, name: str) -> object:
    value: object = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value


def read_settings(path: Path, texts: Texts, overrides: Overrides) -> ServerSettings:
    """Raises ConfigurationProblem."""
    return overrides.applied(settings_of(path, texts, os.environ))


def _listen_at(settings: ListenSettings, listen: str) -> ListenSettings:
    host, colon, port = listen.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise ConfigurationProblem(f"--listen {listen}: write HOST:PORT, as in 127.0.0.1:6432")
    return settings.model_copy(update={"host": host.strip("[]") or "127.0.0.1", "port": int(port)})


def log_failure(logger: FilteringBoundLogger, context: dict[str, Any]) -> None:
    """What nobody caught: the connection it happened on is closed, the proxy goes on. Any: as asyncio gives it."""
    error = context.get("exception")
    trace = "" if error is None else "".join(traceback.format_exception(error))
    logger.error("unexpected failure", what=context.get("message"), error=repr(error), traceback=trace)


def admin_instance(console: Console, running: Proxy) -> Instance:
    """The DSN database `onedsn`: its statements are commands, and none is routed."""
    pool_settings = PoolSettings(size=1000, mode=PoolMode.SESSION)
    pool = Pool(ConsoleBackend(console), pool_settings, running.tasks.spawn, running.clock)
    route = Route(Mode.NONE, (ADMIN_DATABASE,), "console")
    planner = Planner(lambda text, _: analyze(text), lambda *_: route, lambda text: text, limit=1000)
    return Instance(
        name=ADMIN_DATABASE,
        default=ADMIN_DATABASE,
        planner=planner,
        pools={ADMIN_DATABASE: pool},
        sources={ADMIN_DATABASE: ADMIN_DATABASE},
        reads_its_writes=frozenset(),
        choose_by=lambda databases, *_: databases[0],
        explain=lambda *_: ["console"],
    )

"""From the command line to a serving process: settings, logger, listener, signals, and the orderly end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from structlog.typing import FilteringBoundLogger

from proxy import net
from proxy.admin.console import ADMIN_DATABASE, ConsoleBackend
from proxy.admin.page import page_routes
from proxy.app.console import ProxyConsole
from proxy.app.meters import supply
from proxy.app.proxy import Proxy
from proxy.config import ListenSettings, PoolMode, PoolSettings, ServerSettings
from proxy.errors import ConfigurationProblem, ProxyError
from proxy.pool.pool import Pool
from proxy.routing.load import SETTINGS_FILE, load_settings
from proxy.routing.route import Mode, Route
from proxy.server.listener import Listener
from proxy.session.instance import Instance
from proxy.session.plan import Planner
from proxy.sql.analyze import analyze
from proxy.telemetry.http import HttpServer, standard_routes
from proxy.telemetry.log import make_logger
from proxy.telemetry.metrics import EVENTS_DROPPED, Metrics
from proxy.telemetry.subscribers import Subscribers


def serve(path: Path, listen: str | None = None, record: Path | None = None) -> None:
    """Serves the rules of `path` until SIGTERM or Ctrl-C; `record` is the file of `events.record`, before what
    server.yaml says. Raises ConfigurationProblem before anything listens."""
    settings = read_settings(path, os.environ)
    if record is not None:
        settings = settings.model_copy(update={"events": settings.events.model_copy(update={"record": record})})
    if listen is not None:
        settings = settings.model_copy(update={"listen": _listen_at(settings.listen, listen)})
    net.run(_serve(path, settings))


def read_settings(path: Path, environment: Mapping[str, str]) -> ServerSettings:
    """server.yaml beside the rules, or the defaults."""
    folder = path if path.is_dir() else path.parent
    file = folder / SETTINGS_FILE
    return load_settings(file, environment) if file.exists() else ServerSettings()


def _listen_at(settings: ListenSettings, listen: str) -> ListenSettings:
    host, colon, port = listen.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise ConfigurationProblem(f"--listen {listen}: write HOST:PORT, as in 127.0.0.1:6432")
    return settings.model_copy(update={"host": host.strip("[]") or "127.0.0.1", "port": int(port)})


async def _serve(path: Path, settings: ServerSettings) -> None:
    logger = make_logger(settings.log, sys.stderr)
    asyncio.get_running_loop().set_exception_handler(lambda _, context: _log_failure(logger, context))
    running = Proxy(path, settings, os.environ, logger)
    stopping = asyncio.Event()
    subscribers = Subscribers(running.trace, logger)
    subscribers.subscribe(settings.events, debug=settings.log.level == "debug")
    metrics = Metrics()
    console = ProxyConsole(running, metrics, stopping.set)
    supply(metrics, running)
    metrics.supply(EVENTS_DROPPED, lambda: {(name,): count for name, count in subscribers.dropped.items()})
    running.admin = admin_instance(console, running)
    listener = Listener(settings, running, refused=lambda *what: _log_refused(logger, *what))
    _obey_signals(running, listener, stopping, logger)
    running.start()
    http = HttpServer({**standard_routes(metrics, running.missing), **page_routes(console)}, logger)
    try:
        host, port = await listener.start()
        logger.info("listening", host=host, port=port, rules=sorted(running.running))
        if settings.http.port is not None:
            http_host, http_port = await http.start(settings.http.host, settings.http.port)
            logger.info("metrics, health and page", url=f"http://{http_host}:{http_port}/")
        await stopping.wait()
        logger.info("draining", clients=len(running.sessions), timeout=settings.drain_timeout)
        await listener.stop_listening()
        await running.drain(settings.drain_timeout)
    finally:
        await listener.close()
        await running.close()
        await http.close()
        await asyncio.to_thread(subscribers.close)
        logger.info("stopped")


def _log_failure(logger: FilteringBoundLogger, context: dict[str, Any]) -> None:
    """What nobody caught: the connection it happened on is closed, the proxy goes on. Any: as asyncio gives it."""
    error = context.get("exception")
    trace = "" if error is None else "".join(traceback.format_exception(error))
    logger.error("unexpected failure", what=context.get("message"), error=repr(error), traceback=trace)


def _log_refused(logger: FilteringBoundLogger, address: str | None, error: ProxyError, why: str | None) -> None:
    logger.info("client refused", address=address, error=error.message, sqlstate=error.code, why=why)


def _obey_signals(running: Proxy, listener: Listener, stopping: asyncio.Event, logger: FilteringBoundLogger) -> None:
    loop = asyncio.get_running_loop()

    def reload() -> None:
        try:
            settings = read_settings(running.path, running.environment)
            running.reload()
            listener.reload(settings)
        except ProxyError as error:
            logger.error("reload refused", error=error.message)
            logger.error("the old rules stay in force")

    loop.add_signal_handler(signal.SIGHUP, reload)
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stopping.set)


def admin_instance(console: ProxyConsole, running: Proxy) -> Instance:
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
        route=lambda *_: route,
        explain=lambda *_: ["console"],
        session_pooled=True,
    )

"""From the command line to a serving process, or to a supervisor and its workers; signals; the orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from proxy import net
from proxy.admin.page import page_routes
from proxy.admin.rows import Console
from proxy.app.cluster import ClusterConsole
from proxy.app.console import ProxyConsole
from proxy.app.host import Host, Overrides, in_memory, log_failure, read_settings
from proxy.app.place import Place
from proxy.app.remote import handlers
from proxy.config import ServerSettings
from proxy.errors import ConfigurationProblem, ProxyError
from proxy.routing.load import Texts, load_server, read_texts
from proxy.server.census import Census
from proxy.server.sockets import shared_sockets
from proxy.server.supervisor import Supervisor
from proxy.telemetry.access import Access
from proxy.telemetry.http import HttpServer, standard_routes
from proxy.telemetry.log import make_logger

WORKER_MODULE = "proxy.app.worker"


def serve(path: Path, listen: str | None = None, record: Path | None = None) -> None:
    """Serves the rules of `path` until SIGTERM or Ctrl-C. `listen`, and `record` as the file of `events.record`, go
    before what server.yaml says. Raises ConfigurationProblem before anything listens."""
    texts = read_texts(path)
    overrides = Overrides(listen, None if record is None else str(record))
    settings = read_settings(path, texts, overrides)
    workers = how_many(settings, path, texts)
    if workers == 1:
        net.run(_serve_alone(path, texts, overrides, settings))
    else:
        net.run(_serve_with_workers(path, texts, overrides, settings, workers))


def how_many(settings: ServerSettings, path: Path, texts: Texts) -> int:
    """How many worker processes. `auto` is one for each processor core that may be used."""
    if settings.workers != "auto":
        return int(settings.workers)
    _, rules = load_server(path, texts, os.environ)
    return 1 if in_memory(rules) else net.usable_cores()


async def _serve_alone(path: Path, texts: Texts, overrides: Overrides, settings: ServerSettings) -> None:
    logger = make_logger(settings.log, sys.stderr)
    stopping = asyncio.Event()
    host = Host(path, texts, overrides, logger, Place())

    async def reload() -> str:
        try:
            await host.prepare(read_texts(path))
        except ProxyError as error:
            host.proxy.reloads["refused"] += 1
            logger.error("reload refused, the old rules stay in force", error=error.message)
            raise
        host.take_up()
        host.proxy.reloads["done"] += 1
        logger.info("reloaded", rules=sorted(host.proxy.running))
        return f"reloaded {', '.join(sorted(host.proxy.running))}"

    async def missing() -> Mapping[str, str]:
        return host.proxy.missing()

    async def metrics() -> bytes:
        return host.metrics.text()

    console = ProxyConsole(host.proxy, host.facts, reload, stopping.set)
    _obey_signals(host.proxy.tasks, console, stopping)
    http = HttpServer(
        {**standard_routes(metrics, missing), **page_routes(console)}, logger, Access(settings.http.token)
    )
    try:
        address, port = await host.start(console)
        logger.info("listening", host=address, port=port, rules=sorted(host.proxy.running))
        await _open_http(http, settings, logger)
        await stopping.wait()
        await host.drain(host.proxy.settings.drain_timeout)
    finally:
        await host.close()
        await http.close()
        logger.info("stopped")


async def _serve_with_workers(
    path: Path, texts: Texts, overrides: Overrides, settings: ServerSettings, workers: int
) -> None:
    logger = make_logger(settings.log, sys.stderr)
    asyncio.get_running_loop().set_exception_handler(lambda _, context: log_failure(logger, context))
    stopping = asyncio.Event()
    secret = secrets.token_hex(32)
    tasks = net.TaskOwner("server")
    console = ClusterConsole(path, texts, stopping.set, logger)
    _obey_signals(tasks, console, stopping)

    def introduce(_place: int, _generation: int) -> Mapping[str, object]:
        return {
            "path": str(path),
            "texts": console.texts,
            "overrides": asdict(overrides),
            "secret": secret,
            "said": list(console.said),
        }

    async def metrics() -> bytes:
        await console.take_metrics()
        return console.metrics.text()

    sockets = shared_sockets(settings.listen.host, settings.listen.port, workers)
    supervisor = Supervisor(
        WORKER_MODULE,
        sockets,
        Census.make(workers),
        introduce,
        handlers(console),
        logger,
        console.worker_ended,
    )
    console.supervisor = supervisor
    http = HttpServer(
        {**standard_routes(metrics, console.missing), **page_routes(console)}, logger, Access(settings.http.token)
    )
    try:
        await supervisor.start()
        address, port = sockets[0][0].getsockname()[:2]
        logger.info("listening", host=address, port=port, workers=workers)
        await _open_http(http, settings, logger)
        await stopping.wait()
    finally:
        for one in (one for bound in sockets for one in bound):
            one.close()
        await supervisor.stop(read_settings(path, console.texts, overrides).drain_timeout)
        await http.close()
        await tasks.close()
        logger.info("stopped")


async def _open_http(http: HttpServer, settings: ServerSettings, logger: FilteringBoundLogger) -> None:
    if settings.http.port is None:
        return
    try:
        host, port = await http.start(settings.http.host, settings.http.port)
    except OSError as error:
        raise ConfigurationProblem(
            f"cannot listen on {settings.http.host}:{settings.http.port}: {error}",
            hint="Choose another host or port under `http` in server.yaml.",
        ) from error
    logger.info("metrics, health and page", url=f"http://{host}:{port}/")


def _obey_signals(tasks: net.TaskOwner, console: Console, stopping: asyncio.Event) -> None:
    """SIGHUP reloads, SIGTERM and SIGINT drain."""
    loop = asyncio.get_running_loop()

    async def reload() -> None:
        # The log line has been written by then; there is nobody else to tell.
        with contextlib.suppress(ProxyError):
            await console.reload()

    loop.add_signal_handler(signal.SIGHUP, lambda: tasks.spawn(reload(), "reload"))
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stopping.set)

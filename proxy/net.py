"""The event loop's edge: tasks with a name and an owner, socket options, TLS contexts."""

from __future__ import annotations

import asyncio
import math
import os
import socket
import ssl
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import uvloop

from proxy.errors import ConfigurationProblem

ALPN = "postgresql"
"""What PostgreSQL 17 and later ask for in the TLS handshake."""


class TaskOwner:
    """The parent of tasks: keeps them referenced, reports those that fail, ends them with itself."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def spawn(self, coroutine: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Runs `coroutine` as a task called `owner/name`."""
        task = asyncio.get_running_loop().create_task(coroutine, name=f"{self.name}/{name}")
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def close(self) -> None:
        """Cancels what still runs and waits until it has ended."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def wait_closed(self) -> None:
        """Waits until every task has ended by itself."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            # The application installs the loop's exception handler; it writes the log line.
            task.get_loop().call_exception_handler(
                {"message": f"task {task.get_name()} failed: {error}", "exception": error, "task": task}
            )


def run(main: Coroutine[Any, Any, None]) -> None:
    """Runs `main` to its end on uvloop."""
    uvloop.run(main)


def module_command(module: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """How to run a module of this very installation in a process of its own: command and environment.

    It finds what this process finds, and nothing that happens to lie in the working directory.
    """
    path = os.pathsep.join(filter(None, sys.path))
    return [sys.executable, "-P", "-m", module, *arguments], {**os.environ, "PYTHONPATH": path}


def usable_cores() -> int:
    """Processor cores that this process may use: by affinity, and by the quota of its control group."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        return max(1, min(cores, math.ceil(int(quota) / int(period))))
    except (OSError, ValueError):
        # No such file, or no limit in it.
        return cores


def set_socket_options(transport: asyncio.BaseTransport) -> None:
    """No delay for small messages; a peer that vanished without a word is found out by keepalives."""
    connection = transport.get_extra_info("socket")
    if connection is None or connection.family == socket.AF_UNIX:
        return
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)


def server_context(certificate: Path | None, key: Path | None) -> ssl.SSLContext:
    """TLS as a server. Raises ConfigurationProblem for files that cannot be used."""
    if certificate is None:
        raise ConfigurationProblem(
            "TLS is switched on, but there is no certificate",
            hint="Name a certificate in tls_certificate and its key in tls_key, or set tls to off.",
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols([ALPN])
    load_certificate(context, certificate, key)
    return context


def client_context() -> ssl.SSLContext:
    """TLS as a client that does not ask who the server is; `verify` makes it ask."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols([ALPN])
    return context


def verify(context: ssl.SSLContext, root: Path | None, *, hostname: bool) -> None:
    """Trusts only what `root` (None: the system's roots) has signed; with `hostname`, only for that very host."""
    context.verify_mode = ssl.CERT_REQUIRED
    context.check_hostname = hostname
    if root is None:
        context.load_default_certs()
        return
    try:
        context.load_verify_locations(cafile=root)
    except OSError as error:
        raise ConfigurationProblem(f'the root certificate "{root}" cannot be used: {error}') from error


def load_certificate(context: ssl.SSLContext, certificate: Path, key: Path | None) -> None:
    """Gives `context` a certificate of its own."""
    try:
        context.load_cert_chain(certificate, key)
    except OSError as error:
        raise ConfigurationProblem(
            f'the certificate "{certificate}" and the key "{key or certificate}" cannot be used: {error}',
            hint="Both must be PEM files that this process may read, and belong together.",
        ) from error

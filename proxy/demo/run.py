"""The demo from beginning to end: a folder, a proxy in a process of its own, the tour, and serving until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import asyncpg
from rich.console import Console
from rich.markup import escape

from proxy.demo.data import make
from proxy.demo.tour import AFTER, BEFORE, show
from proxy.errors import ConfigurationProblem, ConnectionFailure

START_TIMEOUT = 20.0
STOP_TIMEOUT = 10.0
PORTS_TRIED = 50
PAGE_PORT = 9432

COMMANDS = (
    'psql "{dsn}" -c "SELECT * FROM product"',
    'psql "{dsn}" -c "EXPLAIN (ROUTE) SELECT * FROM auth_user"',
    'psql "{dsn}" -c "UPDATE product SET price = 3 WHERE id = 3 RETURNING *"',
    '{onedsn} explain {rules} "SELECT 1 FROM orders JOIN auth_user ON true"',
    '{onedsn} top --dsn "{console}"',
)


def run_demo(listen: str, console: Console, *, stays: bool) -> None:
    """Raises ProxyError where the proxy cannot be started. Ctrl-C ends it and removes the folder, and so do SIGTERM
    and the terminal's end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    host, port = _free_address(listen, console)
    page = _free_port("127.0.0.1", PAGE_PORT)
    with tempfile.TemporaryDirectory(prefix="onedsn-demo-") as name:
        folder = Path(name)
        rules = make(folder)
        with (folder / "server.yaml").open("a") as settings:
            settings.write(f"http: {{port: {page}}}\n")
        command = [sys.executable, "-m", "proxy.cli", "serve", str(folder), "--listen", f"{host}:{port}"]
        # The rules name the files relative to the folder.
        path = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH"))))
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": path})
        try:
            asyncio.run(_tour(process, host, port, rules, console))
            if stays:
                _say_what_to_try(host, port, rules, console)
                console.print(
                    f"The page is [bold]http://127.0.0.1:{page}/[/]. Ctrl-C ends it and removes everything it made."
                )
                process.wait()
        except KeyboardInterrupt:
            console.print("\nstopping")
        finally:
            _stop(process)


async def _tour(process: subprocess.Popen[bytes], host: str, port: int, rules: Path, console: Console) -> None:
    connection = await _connect(process, host, port)
    try:
        console.print(
            f"Serving a shop, two replicas of it and its users, four SQLite files, behind [bold]{_dsn(host, port)}[/]",
            soft_wrap=True,
        )
        await show(connection, BEFORE, console)
        _edit(rules)
        process.send_signal(signal.SIGHUP)
        console.print("\n[bold]A reload[/]: `replicas` now reads from default; SIGHUP; this connection stays open")
        await _until_reloaded(connection)
        await show(connection, (AFTER,), console)
    finally:
        await connection.close(timeout=5)


def _edit(rules: Path) -> None:
    """What an operator would do in an editor: replicas read from the primary."""
    rules.write_text(rules.read_text().replace("    read: [replica1, replica2]\n", "    read: default\n"))


# Any: asyncpg has no types.
async def _connect(process: subprocess.Popen[bytes], host: str, port: int) -> Any:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        if process.poll() is not None:
            raise ConnectionFailure(f"the proxy ended with exit code {process.returncode}; see the lines above")
        try:
            return await asyncpg.connect(_dsn(host, port), timeout=5)
        except (OSError, TimeoutError):
            if time.monotonic() > deadline:
                raise ConnectionFailure(f"the proxy did not listen within {START_TIMEOUT:g} seconds") from None
            await asyncio.sleep(0.05)


async def _until_reloaded(connection: Any) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        lines = [str(row[0]) for row in await connection.fetch(f"EXPLAIN (ROUTE) {AFTER.sql}")]
        if "replica" not in lines[0].partition("(")[0]:
            return
        if time.monotonic() > deadline:
            raise ConfigurationProblem("the reload did not take effect; see the lines above")
        await asyncio.sleep(0.05)


def _say_what_to_try(host: str, port: int, rules: Path, console: Console) -> None:
    console.print(f"\nThe DSN is [bold]{_dsn(host, port)}[/]. Five commands to try:", soft_wrap=True)
    for command in COMMANDS:
        text = command.format(dsn=_dsn(host, port), rules=rules, console=_dsn(host, port, "onedsn"), onedsn=_program())
        console.print(f"  {escape(text)}", style="cyan", soft_wrap=True)


def _program() -> str:
    """How to call this command: by its name where the shell finds it."""
    return "onedsn" if shutil.which("onedsn") else sys.argv[0] if os.access(sys.argv[0], os.X_OK) else "python -m proxy"


def _dsn(host: str, port: int, database: str = "shop") -> str:
    return f"postgresql://demo@{host}:{port}/{database}?sslmode=disable"


def _free_address(listen: str, console: Console) -> tuple[str, int]:
    host, colon, written = listen.rpartition(":")
    if not colon or not written.isdecimal() or not 0 < int(written) < 65536:
        raise ConfigurationProblem(f"{listen!r} is not HOST:PORT")
    port = _free_port(host, int(written))
    if port != int(written):
        console.print(f"port {written} is taken; using {port}")
    return host, port


def _free_port(host: str, first: int) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((host, port))
            except OSError:
                continue
        return port
    raise ConfigurationProblem(f"no port from {first} on is free on {host}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

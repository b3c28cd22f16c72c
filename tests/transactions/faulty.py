"""A proxy in which something dies at a step of a two-phase commit: `python -m tests.transactions.faulty`.

Arguments: the rules' folder, HOST:PORT, the step, and what happens there: `die`, `leave` (the client is cut off),
`spoil` (the journal cannot be written any more), `end URL COMMIT` (somebody ends what is prepared on a server), or
`kill PID PORT` (a server is killed and waited for until nobody listens any more).
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import psycopg

from proxy import net
from proxy.app.console import ProxyConsole
from proxy.app.host import Host, Overrides
from proxy.app.place import Place
from proxy.config import LogSettings
from proxy.routing.load import read_texts
from proxy.telemetry.log import make_logger


async def main(folder: str, listen: str, step: str, action: str, *arguments: str) -> None:
    path = Path(folder)
    logger = make_logger(LogSettings(), sys.stderr)
    done: list[str] = []

    async def fault(at: str) -> None:
        if at != step or done:
            return
        done.append(at)
        logger.info("fault", at=at, action=action)
        if action == "die":
            os._exit(9)
        if action == "leave":
            for session in list(host.proxy.sessions.values()):
                session.client.close()
                session.client_lost()
        if action == "spoil":
            await host.proxy.journal._open_database.execute("PRAGMA query_only = on")
        if action == "end":
            await asyncio.to_thread(_end_by_hand, *arguments)
        if action == "kill":
            pid, address = arguments
            os.kill(int(pid), signal.SIGQUIT)
            await _until_nobody_listens(address)

    host = Host(path, read_texts(path), Overrides(listen), logger, Place(), fault=fault)
    stopping = asyncio.Event()

    async def no_reload() -> str:
        raise AssertionError

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await host.start(ProxyConsole(host.proxy, host.facts, no_reload, stopping.set))
    await stopping.wait()
    await host.close()


def _end_by_hand(url: str, verb: str) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        for (name,) in server.execute("SELECT gid FROM pg_prepared_xacts").fetchall():
            server.execute(f"{verb} PREPARED '{name}'".encode())


async def _until_nobody_listens(address: str) -> None:
    """`address` is a Unix socket: nobody else's, unlike a port that is free again."""
    while True:
        with socket.socket(socket.AF_UNIX) as asking:
            try:
                asking.connect(address)
            except (ConnectionRefusedError, FileNotFoundError):
                return
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    net.run(main(*sys.argv[1:]))

"""A whole proxy for tests: the `onedsn` command on a free port, over rules written to a folder of the test's own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.servers import free_port


class ProxyProcess:
    """`onedsn serve` as a process. `url("shop")` is the DSN of the rules file shop.yaml."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / "onedsn.log"
        self.process: subprocess.Popen[bytes] | None = None

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def start(self, environment: Mapping[str, str] | None = None) -> None:
        self.launch(environment)
        self._wait_until_ready()

    def run_to_its_end(self) -> int:
        """For one that cannot start; the exit code."""
        return self.launch().wait(30)

    def command(self) -> list[str]:
        return [sys.executable, "-P", "-m", "proxy", "serve", str(self.folder), "--listen", f"127.0.0.1:{self.port}"]

    def launch(self, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command(), stdout=output, stderr=output, env={**os.environ, **(environment or {})}
            )
        return self.process

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def reload(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGHUP)

    def url(self, database: str, user: str = "app") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str, **options: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url(database), autocommit=True, **options)  # type: ignore[arg-type]

    def wait_for_log(self, text: str, timeout: float = 15.0) -> None:
        """Returns when the log holds `text`."""
        deadline = time.monotonic() + timeout
        while text not in self.log.read_text():
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} never came:\n{self.log.read_text()}")
            time.sleep(0.02)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(f"onedsn ended with {self.process.returncode}:\n{self.log.read_text()}")
            try:
                psycopg.connect(f"postgresql://app@127.0.0.1:{self.port}/onedsn", connect_timeout=2).close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return


@contextmanager
def running_proxy(folder: Path, files: Mapping[str, str]) -> Iterator[ProxyProcess]:
    """A proxy over these files (name → text), ready for clients; stopped at the end."""
    proxy = ProxyProcess(folder)
    for name, text in files.items():
        proxy.write(name, text)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()

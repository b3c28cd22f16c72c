"""One SQLite file: how it is opened, who may write to it, and what its connections share."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote

from proxy.backends.sqlite.advisory import AdvisoryLocks
from proxy.backends.sqlite.writer import WriterLock
from proxy.errors import ConfigurationProblem, FatalError, InvalidParameterValue, ProxyError

if TYPE_CHECKING:
    from proxy.backends.sqlite.plan import Plan
    from proxy.sql.schema import SchemaFacts

PATIENCE: Final = 0.05
"""Seconds that SQLite itself waits for a lock; a longer wait is ours, and can be cancelled."""
_OPTIONS: Final = ("mode", "busy_timeout", "foreign_keys", "journal_mode", "synchronous", "log_statement")


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What a `sqlite://` URL says. `path` is None for a database in memory."""

    path: Path | None
    read_only: bool = False
    must_exist: bool = False
    busy_timeout: float = 5.0
    foreign_keys: bool = True
    journal_mode: str = "wal"
    synchronous: str = "full"
    """As durable as PostgreSQL: a commit that was told is on the disk."""
    log_statement: Path | None = None
    """A file that gets every statement that runs here, one line of JSON each."""

    @property
    def prepared_path(self) -> Path | None:
        """Where a prepared transaction's outcome lies; None for a database in memory, which no crash outlives."""
        return None if self.path is None else self.path.with_name(f"{self.path.name}-onedsn-prepared")


def read_url(url: str) -> FileOptions:
    """Takes `sqlite:///relative.db`, `sqlite:////absolute.db` and `sqlite:///:memory:` apart.

    Options: mode=ro|rw|rwc, busy_timeout (milliseconds), foreign_keys, journal_mode, synchronous. Raises
    ConfigurationProblem for anything else.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in ("sqlite", "sqlite+aiosqlite"):
        raise ConfigurationProblem(f"{url!r} is not an SQLite URL; write sqlite:///path/to/file.db")
    location, _, query = rest.partition("?")
    path = unquote(location.removeprefix("/"))
    options = dict(parse_qsl(query))
    for name in options:
        if name not in _OPTIONS:
            raise ConfigurationProblem(f"unknown option {name!r} in {url!r}; known are {', '.join(_OPTIONS)}")
    mode = options.get("mode", "rwc")
    if mode not in ("ro", "rw", "rwc", "memory"):
        raise ConfigurationProblem(f"mode={mode} in {url!r}; it can be ro, rw or rwc")
    try:
        busy_timeout = int(options.get("busy_timeout", "5000")) / 1000
    except ValueError as problem:
        raise ConfigurationProblem(f"busy_timeout in {url!r} is not a number of milliseconds") from problem
    return FileOptions(
        path=None if path in ("", ":memory:") or mode == "memory" else Path(path),
        read_only=mode == "ro",
        must_exist=mode != "rwc",
        busy_timeout=busy_timeout,
        foreign_keys=options.get("foreign_keys", "on").lower() not in ("off", "0", "false", "no"),
        journal_mode=_word(options.get("journal_mode", "wal")),
        synchronous=_word(options.get("synchronous", "full")),
        log_statement=Path(options["log_statement"]) if "log_statement" in options else None,
    )


def _word(text: str) -> str:
    if not text.isalnum():
        raise InvalidParameterValue(f"{text!r} is not the name of a mode")
    return text


def _size(path: Path) -> int:
    """0 where there is no file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


class FileGone(FatalError):
    """The file was deleted, or another one was put in its place, while connections had it open."""

    sqlstate = "58P01"


class StatementLog:
    """Statements as clients sent them, one line of JSON each, from any thread."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._path = path

    def write(self, process_id: int, text: str) -> None:
        line = json.dumps({"process_id": process_id, "statement": text}, ensure_ascii=False)
        with self._lock, self._path.open("a") as out:
            out.write(line + "\n")


class Channels:
    """LISTEN and NOTIFY among the connections of one file in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[str, dict[object, Callable[[int, str, str], None]]] = {}

    def listen(self, owner: object, channel: str, tell: Callable[[int, str, str], None]) -> None:
        with self._lock:
            self._listeners.setdefault(channel, {})[owner] = tell

    def unlisten(self, owner: object, channel: str | None) -> None:
        """Ends one channel of `owner`, all of them for None."""
        with self._lock:
            for name in list(self._listeners) if channel is None else [channel]:
                self._listeners.get(name, {}).pop(owner, None)

    def notify(self, process_id: int, channel: str, payload: str) -> None:
        with self._lock:
            listeners = list(self._listeners.get(channel, {}).values())
        for tell in listeners:
            tell(process_id, channel, payload)


@dataclass(slots=True)
class SharedFacts:
    """The committed schema and the plans made for it; replaced as a whole when the schema changes."""

    version: int
    schema: SchemaFacts
    plans: dict[tuple[object, ...], Plan]
    rolls_back: bool = False
    """A table or a trigger that was made elsewhere may end a transaction as a whole, for one row (ROLLBACK)."""


class DatabaseFile:
    """What all connections to one file have in common. `is_shared` with other processes of this server."""

    def __init__(self, options: FileOptions, *, is_shared: bool = False) -> None:
        self.options = options
        self.is_shared = is_shared
        self.writer = WriterLock()
        self.channels = Channels()
        self.advisory = AdvisoryLocks()
        self.log = None if options.log_statement is None else StatementLog(options.log_statement)
        self.facts: SharedFacts | None = None
        self._directory: str | None = None
        self._last_opened: tuple[int, int] | None = None
        if options.path is None:
            # A file of its own, in memory where the system offers that: SQLite's shared in-memory databases make
            # readers wait for writers, and know no WAL.
            parent = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
            self._directory = tempfile.mkdtemp(prefix="onedsn-", dir=parent)

    @property
    def path(self) -> Path:
        if self._directory is not None:
            return Path(self._directory) / "memory.db"
        assert self.options.path is not None
        return self.options.path

    @property
    def uri(self) -> str:
        mode = "ro" if self.options.read_only else "rw" if self.options.must_exist else "rwc"
        return f"{self.path.absolute().as_uri()}?mode={mode}"

    @property
    def existing_uri(self) -> str:
        """The same, and no file is begun where there is none."""
        return f"{self.path.absolute().as_uri()}?mode={'ro' if self.options.read_only else 'rw'}"

    @property
    def identity(self) -> tuple[int, int] | None:
        """Which file lies at the path now; None if there is none."""
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def check(self, identity: tuple[int, int] | None) -> None:
        """Raises FileGone (58P01) where another file than that one, or none, lies at the path."""
        if self.identity != identity:
            raise FileGone(
                f"the SQLite file {self.path.name} was deleted or replaced while it was open",
                hint="Put the file back, with its -wal file; connections that are made then use it.",
            )

    def open(self) -> sqlite3.Connection:
        """A connection of its own. Raises sqlite3.Error, and FileGone rather than begin an empty
        file in the place of one that was here before."""
        if self._last_opened is not None and self.identity is None:
            raise FileGone(
                f"the SQLite file {self.path.name} was deleted while it was in use",
                hint="Put it back; a restart of the proxy would begin with an empty one.",
            )
        connection = sqlite3.connect(self.uri, uri=True, isolation_level=None, cached_statements=512)
        found = self.identity
        if found != self._last_opened:
            self.facts = None
        self._last_opened = found
        return connection

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Sets a fresh connection up. Raises sqlite3.Error, for a file that is no database for instance."""
        options = self.options
        connection.execute(f"PRAGMA busy_timeout = {round(options.busy_timeout * 1000)}")
        connection.execute(f"PRAGMA foreign_keys = {'on' if options.foreign_keys else 'off'}")
        connection.execute("PRAGMA schema_version").fetchone()
        self._check_end(connection)
        if not options.read_only:
            try:
                connection.execute(f"PRAGMA journal_mode = {options.journal_mode}").fetchone()
            except sqlite3.OperationalError as problem:
                # The file or its folder may not be written: it can be read all the same, and writes say why not.
                if not problem.sqlite_errorname.startswith("SQLITE_READONLY"):
                    raise
        connection.execute(f"PRAGMA synchronous = {'off' if self._directory else options.synchronous}")
        connection.execute("PRAGMA recursive_triggers = on")
        connection.execute("PRAGMA cache_size = -8000")
        connection.execute("PRAGMA temp_store = memory")
        connection.execute(f"PRAGMA busy_timeout = {round(min(options.busy_timeout, PATIENCE) * 1000)}")

    def _check_end(self, connection: sqlite3.Connection) -> None:
        """Raises ProxyError (XX001) for a file that was cut off within a page: SQLite reads zeros there.

        One that lacks whole pages it sees itself, and while there is a log, the page may lie there.
        """
        if any(_size(self.path.with_name(self.path.name + tail)) for tail in ("-wal", "-journal")):
            return
        size = _size(self.path)
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        if size % page:
            raise ProxyError(
                "the SQLite file is damaged",
                detail=f"It has {size} bytes, which is no multiple of its pages' {page}: its end is missing.",
                sqlstate="XX001",
            )

    def remove(self) -> None:
        """Forgets a database in memory."""
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)

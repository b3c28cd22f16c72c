"""Prepared transactions of an SQLite file: what a commit will make of the file lies beside it before anybody commits.

SQLite knows no PREPARE TRANSACTION. A transaction that is prepared here stays open, and holds the file, as long as its
connection lives; its outcome, the whole file as it will be, is on disk for when it does not. Whoever writes to the file
through onedsn looks for such an image first, so nobody comes between a crash and the recovery that ends it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from proxy.backends.sqlite.decisions import has_committed, make_durable
from proxy.backends.sqlite.file import read_url
from proxy.errors import ConnectionFailure

_PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Prepared:
    """The first line of an image. `before` tells the file that it was made from."""

    name: str
    before: str
    at: float


def keep(target: Path, name: str, at: float, before: bytes, after: bytes) -> None:
    """Returns when the image is on disk. Raises OSError."""
    head = json.dumps({"name": name, "before": _digest(before), "at": at}).encode()
    begun = _begun(target)
    try:
        with begun.open("wb") as out:
            out.write(head + b"\n")
            out.write(after)
            out.flush()
            os.fsync(out.fileno())
        begun.replace(target)
    except OSError:
        begun.unlink(missing_ok=True)
        raise
    _sync_folder(target)


def drop(target: Path) -> None:
    """What became of the transaction is in the file itself."""
    target.unlink(missing_ok=True)
    _sync_folder(target)


def size_of(url: str) -> int:
    """At most what the file and its write-ahead log hold; 0 for one in memory."""
    path = read_url(url).path
    if path is None:
        return 0
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


def find(url: str) -> Prepared | None:
    """The transaction that is prepared on that database. Raises ConnectionFailure."""
    target = read_url(url).prepared_path
    if target is None:
        return None
    try:
        with target.open("rb") as file:
            return _head(file.readline())
    except FileNotFoundError:
        _tidy(url)
        return None
    except (OSError, ValueError, KeyError) as error:
        raise ConnectionFailure(f"{target} cannot be read: {error}") from error


def end(url: str, name: str, *, commit: bool, patience: float) -> None:
    """Ends a transaction whose connection is gone, unless somebody else has done it. Raises ConnectionFailure."""
    options = read_url(url)
    assert options.path is not None
    assert options.prepared_path is not None
    try:
        with _locked(options.prepared_path) as content:
            head, _, image = content.partition(b"\n")
            if not content or _head(head).name != name:
                return
            if commit:
                _redo(options.path, _head(head), image, time.monotonic() + patience)
            drop(options.prepared_path)
    except (sqlite3.Error, OSError, ValueError, KeyError) as error:
        raise ConnectionFailure(f"{options.path} cannot be brought to its prepared state: {error}") from error


def _redo(path: Path, prepared: Prepared, image: bytes, deadline: float) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as file:
        if has_committed(file, prepared.name):
            return
        if _digest(file.serialize()) != prepared.before:
            raise ConnectionFailure(
                f"{path} was changed by another program since transaction {prepared.name} was prepared",
                hint=f"Compare it with {path.name}-onedsn-prepared, which is one line and then a database file; put it "
                f"right by hand, and remove that one.",
                sqlstate="55000",
            )

        def look_at_the_clock(status: int, remaining: int, total: int) -> None:
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
                raise sqlite3.OperationalError("another process holds the lock of the file")

        file.execute("PRAGMA synchronous = full")
        with closing(sqlite3.connect(":memory:")) as memory:
            memory.deserialize(_without_log(image))
            memory.backup(file, progress=look_at_the_clock, sleep=_PAUSE)
        make_durable(file)


def _without_log(image: bytes) -> bytes:
    """A database in memory has no write-ahead log."""
    return image[:18] + b"\1\1" + image[20:]


def _digest(content: bytes) -> str:
    """Of all that tells one state of a file from another; its counters and its journal mode do not."""
    parts = (content[:18], content[20:24], content[28:92], content[100:])
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _begun(target: Path) -> Path:
    """The image while it is being written."""
    return target.with_name(target.name + ".part")


def _tidy(url: str) -> None:
    """Removes an image that was begun and never finished."""
    options = read_url(url)
    assert options.path is not None
    assert options.prepared_path is not None
    if not _begun(options.prepared_path).exists() or not options.path.exists():
        return
    # Whoever writes one holds the file.
    with closing(
        sqlite3.connect(f"{options.path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    ) as file:
        try:
            file.execute("PRAGMA busy_timeout = 0")
            file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return  # Somebody writes to the file, an image perhaps: the next look comes.
        _begun(options.prepared_path).unlink(missing_ok=True)
        file.execute("ROLLBACK")


def _head(line: bytes) -> Prepared:
    found = json.loads(line)
    return Prepared(found["name"], found["before"], found["at"])


@contextmanager
def _locked(target: Path) -> Iterator[bytes]:
    """The image's content while nobody else ends it; nothing where it is gone."""
    try:
        file = target.open("rb")
    except FileNotFoundError:
        yield b""
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Whoever held it before may have ended the transaction.
        is_there = target.exists() and os.path.samestat(os.fstat(file.fileno()), target.stat())
        yield file.read() if is_there else b""


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

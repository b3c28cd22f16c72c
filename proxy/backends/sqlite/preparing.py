"""A connection's part in a transaction over several files: prepared, so that nothing can undo it, then ended."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proxy.backends.sqlite import prepared
from proxy.backends.sqlite.decisions import make_durable, write_decision
from proxy.backends.sqlite.failures import ForeignKeyFailed
from proxy.errors import FeatureNotSupported, ProxyError

if TYPE_CHECKING:
    from proxy.backends.sqlite.store import Store


@dataclass(frozen=True, slots=True)
class Preparing:
    """A transaction over several databases that is about to be prepared here. Files above `limit` bytes are not."""

    name: str
    at: float
    limit: int


def prepare(store: Store, name: str) -> None:
    """PREPARE TRANSACTION: from here on the transaction can be committed whatever happens to this process. It goes on
    being open. Raises ProxyError."""
    wanted, store.prepares = store.prepares, None
    if wanted is None or wanted.name != name:
        raise FeatureNotSupported("PREPARE TRANSACTION is not supported on SQLite: it has no prepared transactions")
    file, connection = store.file, store.connection
    target = file.options.prepared_path
    if target is None or not file.writer.is_held_by(store):
        store.prepared = name
        return
    try:
        store.before_commit()
        write_decision(connection, name)
        with closing(file.open()) as reader:
            before = _small_enough(reader, wanted.limit, file.path.name)
            if file.options.foreign_keys:
                _check_references(connection, reader)
            after = _small_enough(connection, wanted.limit, file.path.name)
        prepared.keep(target, name, wanted.at, before, after)
    except sqlite3.Error as problem:
        raise store.failure(problem) from problem
    except OSError as problem:
        raise ProxyError(
            f"the outcome of the transaction could not be written to {target}: {problem.strerror}", sqlstate="58030"
        ) from problem
    store.prepared = name


def forget(store: Store, *, committed: bool) -> None:
    """The transaction has ended: what became of it is in the file."""
    name, store.prepared = store.prepared, None
    target = store.file.options.prepared_path
    if name is None or target is None or not target.exists():
        return
    if committed:
        make_durable(store.connection)
    prepared.drop(target)


def wait_for_recovery(store: Store, deadline: float) -> None:
    """Nobody writes to the file before a transaction is ended whose process died after preparing it. Raises
    ProxyError."""
    target = store.file.options.prepared_path
    while target is not None and target.exists():
        if store.is_cancelled():
            raise ProxyError("canceling statement due to user request", sqlstate="57014")
        if time.monotonic() >= deadline:
            raise ProxyError(
                "could not serialize access: a prepared transaction over several databases must be ended first",
                sqlstate="40001",
                hint="Recovery does that when it can: see SHOW PREPARED on the console.",
            )
        store.begin_again()


def _check_references(connection: sqlite3.Connection, before: sqlite3.Connection) -> None:
    """Deferred foreign keys speak now: the commit must not fail any more."""
    now, then = (len(each.execute("PRAGMA foreign_key_check").fetchall()) for each in (connection, before))
    if now > then:
        raise ForeignKeyFailed("FOREIGN KEY constraint failed")


def _small_enough(connection: sqlite3.Connection, limit: int, name: str) -> bytes:
    """The whole file as that connection sees it. Raises ProxyError for one that is too large."""
    pages, size = (connection.execute(f"PRAGMA {word}").fetchone()[0] for word in ("page_count", "page_size"))
    if pages * size > limit:
        raise FeatureNotSupported(
            f"the SQLite file {name} is too large to be written together with another file in one transaction",
            detail=f"It has {pages * size} bytes, two_phase.file_limit is {limit}.",
        )
    return connection.serialize()

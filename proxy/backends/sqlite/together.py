"""Single writes of other connections that a transaction takes along when it commits: one wait for the disk for all.

Each runs in a savepoint of its own and is told after the commit. Whatever fails is undone, and runs once more by
itself: nobody hears of anybody else's error.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from proxy.backends.sqlite.functions import SessionValues
    from proxy.backends.sqlite.plan import Plan
    from proxy.backends.sqlite.store import Store
    from proxy.backends.sqlite.writer import Turn

SHORT: Final = 0.002
"""Seconds of the processor that a statement may have taken when it ran last."""
_MOST: Final = 100
_MOST_SECONDS: Final = 0.005
"""After so long nobody else is taken along: those who were wait for it."""


class Written:
    """What there is to know of a statement that ran on another connection; it reads like its cursor."""

    def __init__(self, rows: list[tuple[Any, ...]], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._rows


class Joining:
    """A statement that is all of its transaction, and that another connection may run; `written` once it has."""

    __slots__ = ("plan", "session", "values", "written")

    def __init__(self, plan: Plan, values: Sequence[Any], session: SessionValues) -> None:
        self.plan = plan
        self.values = values
        self.session = session
        self.written: Written | None = None


def take_along(store: Store, taken: list[Turn]) -> None:
    """Runs the first of those who wait for their turn to write, as far as they may join, and adds them to `taken`.

    Raises sqlite3.Error where that has ended the whole transaction, as a full disk does.
    """
    latest = time.monotonic() + _MOST_SECONDS
    while len(taken) < _MOST and time.monotonic() < latest:
        turn = store.file.writer.take_along()
        if turn is None:
            break
        if not taken:
            store.connection.execute("SAVEPOINT onedsn_company")
        taken.append(turn)
        joining = turn.joining
        if joining is not None and joining.plan.schema is store.schema.shared:
            _run(store, joining)
    if taken:
        store.functions.begin(store.session)


def leave_alone(store: Store, taken: list[Turn]) -> None:
    """The commit failed: as long as the transaction is open, it goes back to what it was without company. Raises
    sqlite3.Error."""
    store.connection.execute("ROLLBACK TO onedsn_company")
    for turn in taken:
        if turn.joining is not None:
            turn.joining.written = None


def part(store: Store, taken: list[Turn], *, committed: bool) -> None:
    """The transaction has ended: who was taken along is told, or waits on for a turn of its own."""
    if not taken:
        return
    kept: list[Turn] = []
    others: list[Turn] = []
    for turn in taken:
        if turn.joining is not None and not committed:
            turn.joining.written = None
        is_kept = turn.joining is not None and turn.joining.written is not None
        (kept if is_kept else others).append(turn)
    store.file.writer.tell(kept)
    store.file.writer.give_back(others)


def _run(store: Store, joining: Joining) -> None:
    connection, plan = store.connection, joining.plan
    assert plan.translation is not None
    store.functions.begin(joining.session)
    connection.execute("SAVEPOINT onedsn_joining")
    began = time.thread_time()
    try:
        cursor = connection.execute(plan.translation.sqlite_sql, plan.bound(joining.values))
        rows = cursor.fetchall() if plan.translation.returns_rows else []
        count = cursor.rowcount if cursor.rowcount >= 0 or rows else store.changed_rows()
        connection.execute("RELEASE onedsn_joining")
    except Exception:
        if not connection.in_transaction:
            raise
        # What it is, its own connection will find out and tell.
        connection.execute("ROLLBACK TO onedsn_joining")
        connection.execute("RELEASE onedsn_joining")
        return
    plan.took = time.thread_time() - began
    joining.written = Written(rows, count)

"""Cursors of SQL: DECLARE, FETCH, MOVE and CLOSE."""

from __future__ import annotations

from typing import Any

from proxy.backends.sqlite.commands import DeclareCommand, FetchCommand
from proxy.backends.sqlite.portal import NoSuchCursor, Portal
from proxy.backends.sqlite.store import Block, Store
from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql.statement import CursorCommand


def named(portals: dict[str, Portal], name: str) -> Portal:
    """The open cursor of that name. Raises NoSuchCursor (34000)."""
    portal = portals.get(name)
    if portal is None or not name:
        raise NoSuchCursor(f'cursor "{name}" does not exist')
    return portal


def declare(store: Store, portals: dict[str, Portal], command: DeclareCommand, declaring: Portal) -> None:
    """Opens a cursor with the parameters of the portal that declares it. Raises ProxyError."""
    if store.block is Block.NONE and not command.hold:
        raise ProxyError("DECLARE CURSOR can only be used in transaction blocks", sqlstate="25P01")
    if command.cursor in portals:
        raise ProxyError(f'cursor "{command.cursor}" already exists', sqlstate="42P03")
    plan = declaring.plan.inner
    assert plan is not None
    formats = (1,) if command.binary else ()
    portal = Portal(plan, declaring.values, formats, hold=command.hold, scroll=command.scroll)
    portal.depth = len(store.savepoints)
    portal.text = declaring.plan.piece.text
    portal.start(store)
    portals[command.cursor] = portal


def drop_since(portals: dict[str, Portal], savepoint: int) -> None:
    """Closes the portals made after the savepoint of that number, which is rolled back."""
    for name, portal in list(portals.items()):
        if portal.depth > savepoint:
            portal.close()
            del portals[name]


def keep_since(portals: dict[str, Portal], savepoint: int) -> None:
    """Gives the portals made after the savepoint of that number, which is released, to what is around it."""
    for portal in portals.values():
        portal.depth = min(portal.depth, savepoint)


def fetch(store: Store, portals: dict[str, Portal], command: FetchCommand, portal: Portal) -> None:
    """Leaves the rows of FETCH, or the count of MOVE, in `portal`. Raises ProxyError."""
    cursor = named(portals, command.cursor)
    rows = (_scroll if cursor.scroll else _advance)(store, cursor, command)
    word = "MOVE" if command.move else "FETCH"
    if not command.move and cursor.formats:
        portal.formats = cursor.formats
    portal.supply(() if command.move else cursor.columns, [] if command.move else rows, f"{word} {len(rows)}")


def _advance(store: Store, cursor: Portal, command: FetchCommand) -> list[tuple[Any, ...]]:
    count = command.count
    if command.way == "absolute" and count is not None and count > cursor.position:
        cursor.take(store, count - cursor.position - 1)
        return cursor.take(store, 1)
    if command.way == "relative" and count is not None and count > 0:
        cursor.take(store, count - 1)
        return cursor.take(store, 1)
    if count == 0 and command.way in ("forward", "backward") and (cursor.is_done or not cursor.position):
        return []
    is_forward = command.way == "forward" and count != 0
    if not is_forward and cursor.scroll is None:
        raise FeatureNotSupported(
            "a cursor without SCROLL cannot go back on SQLite",
            detail="On PostgreSQL it depends on the plan of its query.",
            hint="Declare it with SCROLL.",
        )
    if not is_forward:
        raise ProxyError(
            "cursor can only scan forward",
            sqlstate="55000",
            hint="Declare it with SCROLL option to enable backward scan.",
        )
    if count is not None:
        rows = cursor.take(store, count)
        cursor.is_done = len(rows) < count
        return rows
    cursor.is_done = True
    cursor.fetch_ahead(store)
    return cursor.take(store, 2**62)


def _scroll(store: Store, cursor: Portal, command: FetchCommand) -> list[tuple[Any, ...]]:
    if cursor.seen is None:
        cursor.fetch_ahead(store)
        cursor.seen = cursor.take(store, 2**62)
        cursor.position = 0
    rows, position, count = cursor.seen, cursor.position, command.count
    if command.way in ("absolute", "relative"):
        assert count is not None
        target = position + count if command.way == "relative" else count if count >= 0 else len(rows) + 1 + count
        cursor.position = min(max(target, 0), len(rows) + 1)
        return rows[target - 1 : target] if 1 <= target <= len(rows) else []
    if count == 0:
        return rows[position - 1 : position] if position else []
    if command.way == "forward":
        end = len(rows) if count is None else min(position + count, len(rows))
        found = rows[position:end]
        cursor.position = len(rows) + 1 if count is None or len(found) < count else end
        return found
    first = 0 if count is None else max(position - 1 - count, 0)
    found = rows[first : max(position - 1, 0)][::-1]
    cursor.position = 0 if count is None or len(found) < count else first + 1
    return found


def close(portals: dict[str, Portal], command: CursorCommand) -> None:
    """Closes one cursor or all. Raises NoSuchCursor (34000)."""
    names = [name for name in portals if name] if command.name is None else [command.name]
    for name in names:
        named(portals, name).close()
        del portals[name]

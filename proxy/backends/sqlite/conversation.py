"""What the commands of a session need of the engine that runs them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from proxy.backends.sqlite.plan import Plan
from proxy.backends.sqlite.portal import Portal
from proxy.backends.sqlite.reading import Piece
from proxy.backends.sqlite.settings import ConnectionSettings
from proxy.backends.sqlite.store import Store
from proxy.sql.literals import moment_text
from proxy.sql.transpile import ResultColumn
from proxy.wire import backend, values


class Prepared:
    """A prepared statement of either protocol level."""

    __slots__ = ("from_sql", "given_types", "piece", "plan", "since", "text")

    def __init__(
        self,
        piece: Piece,
        given_types: tuple[int, ...],
        plan: Plan,
        since: datetime | None = None,
        text: str | None = None,
    ) -> None:
        self.from_sql = text is not None
        """By PREPARE, whose whole text is `text`, or by the protocol."""
        self.text = piece.text if text is None else text
        self.since = since
        self.piece = piece
        self.given_types = given_types
        self.plan = plan


class Conversation(Protocol):
    """What commands need of the engine they run in."""

    store: Store
    settings: ConnectionSettings
    portals: dict[str, Portal]
    prepared: dict[str, Prepared]
    notifications: list[tuple[str, str]]

    def write(self, data: bytes) -> None: ...

    def refresh(self, prepared: Prepared) -> Plan: ...

    def listen(self, channel: str) -> None: ...

    def unlisten(self, channel: str | None) -> None: ...

    def end_transaction(self, *, commit: bool) -> None: ...


def stored_moment(moment: datetime | None) -> str | None:
    """As a stored timestamptz."""
    return None if moment is None else moment_text(moment) + "+00"


def text_column(name: str) -> ResultColumn:
    return ResultColumn(name, values.TEXT)


def warn(engine: Conversation, text: str, sqlstate: str) -> None:
    """Tells the client without an end of anything."""
    engine.write(backend.notice_response(text, severity="WARNING", sqlstate=sqlstate))

"""Events before and after each statement, for whoever subscribed; with no subscriber they are not even made."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

from structlog.typing import FilteringBoundLogger

ENTRY_POINTS = "onedsn.events"
"""The group of Python entry points whose names `events.subscribers` may use."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the events of one statement have in common: the statement's shape, whose it is, and what was decided."""

    statement: str
    """The shape: literals replaced, so that no value of a client's ever leaves by an event."""
    kind: str
    """"read", "write", "ddl", "copy_in" …; of a query string of several statements, that of the first which writes."""
    mode: str
    """Which question its tables asked the routers: "read", "write", "migrate", "none"."""
    tables: tuple[str, ...]
    router: str | None
    reason: str
    client: int
    """The number SHOW CLIENTS gives."""
    dsn_database: str
    user: str
    application: str = ""
    using: str | None = None
    """The session's explicit choice of a database."""
    transaction: str = "autocommit"
    bound: str | None = None
    """The database that the transaction was bound to before this statement."""
    search_path: tuple[str, ...] = ("public",)
    load: bool = False
    own: bool = False
    """Added by the proxy itself: a look-up, a cascade."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a statement is about to go; `database` is None when it was refused or needs none. `at` is wall time."""

    at: float
    subject: Subject
    database: str | None
    refused: str | None = None
    """The refusal's kind ("cross_database" …) when the statement will not run."""


@dataclass(frozen=True, slots=True)
class Completion:
    """How a statement ended: `tag` is CommandComplete's, `sqlstate` an error's; one of them is set, neither where a
    portal was left suspended."""

    at: float
    subject: Subject
    database: str | None
    seconds: float
    rows: int = 0
    tag: str | None = None
    sqlstate: str | None = None


Event = Decision | Completion
Subscriber = Callable[[Event], None]


def record(event: Event) -> dict[str, Any]:
    """The event as plain values, for JSON; what says nothing is left out. Any: JSON."""
    flat: dict[str, Any] = asdict(event)
    subject = flat.pop("subject")
    named = {"event": "decision" if isinstance(event, Decision) else "completion", **flat, **subject}
    return _plain(named)


def _plain(named: dict[str, Any]) -> dict[str, Any]:
    """What says something."""
    return {key: value for key, value in named.items() if value is not None and value is not False and value != ""}


class Trace:
    """Hands events to subscribers. The warm path reads `is_active` and makes no event while it is False."""

    __slots__ = ("_subscribers", "is_active", "wall")

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        # For the life of the process: seconds since the epoch, for `at`
        self.wall = wall
        # Changing with every subscription
        self._subscribers: tuple[Subscriber, ...] = ()
        self.is_active = False

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Returns what ends the subscription; calling it twice does no harm. `subscriber` must neither raise nor wait:
        what cannot promise that comes behind a `Postbox`."""
        self._subscribers = (*self._subscribers, subscriber)
        self.is_active = True

        def unsubscribe() -> None:
            self._subscribers = tuple(other for other in self._subscribers if other is not subscriber)
            self.is_active = bool(self._subscribers)

        return unsubscribe

    def emit(self, event: Event) -> None:
        for subscriber in self._subscribers:
            subscriber(event)


def log_events(logger: FilteringBoundLogger) -> Subscriber:
    """A subscriber that writes every event as a DEBUG line. Subscribe it only where DEBUG is on."""

    def write(event: Event) -> None:
        fields = record(event)
        logger.debug(fields.pop("event"), **fields)

    return write


@lru_cache(maxsize=1000)
def _quoted(word: str) -> str:
    return json.dumps(word)


_SUBJECTS: Final = 1000
"""Subjects whose text is kept: the statements of a session are few."""


def lines_to(write: Callable[[str], object]) -> Subscriber:
    """A subscriber that gives `write` every event as one line of JSON: what `record` says."""
    # By identity, which dear equality need not be asked for; each is kept, so that no other one gets its number.
    texts: dict[int, tuple[Subject, str]] = {}

    def text_of(subject: Subject) -> str:
        known = texts.get(id(subject))
        if known is None:
            if len(texts) >= _SUBJECTS:
                texts.clear()
            known = texts[id(subject)] = subject, json.dumps(_plain(asdict(subject)))[1:]
        return known[1]

    def write_line(event: Event) -> None:
        kind = "decision" if isinstance(event, Decision) else "completion"
        line = f'{{"event": "{kind}", "at": {event.at!r}'
        if event.database:
            line += f', "database": {_quoted(event.database)}'
        if isinstance(event, Decision):
            if event.refused:
                line += f', "refused": {_quoted(event.refused)}'
        else:
            line += f', "seconds": {event.seconds!r}, "rows": {event.rows}'
            if event.tag:
                line += f', "tag": {_quoted(event.tag)}'
            if event.sqlstate:
                line += f', "sqlstate": {_quoted(event.sqlstate)}'
        write(f"{line}, {text_of(event.subject)}\n")

    return write_line


_REMEMBERED = 200_000
"""Distinct statements that a recorder keeps apart; when there are more it begins anew, and repeats itself."""


def shapes_to(write: Callable[[str], object]) -> Subscriber:
    """A subscriber that gives `write` each distinct statement in each context once: what `onedsn diff` reads."""
    seen: set[tuple[object, ...]] = set()

    def write_shape(event: Event) -> None:
        subject = event.subject
        if not isinstance(event, Decision) or subject.own:
            return
        key = (
            subject.dsn_database,
            subject.statement,
            subject.user,
            subject.application,
            subject.using,
            subject.transaction,
            subject.bound,
            subject.search_path,
            subject.load,
        )
        if key in seen:
            return
        if len(seen) >= _REMEMBERED:
            seen.clear()
        seen.add(key)
        write(json.dumps(record(event), ensure_ascii=True) + "\n")

    return write_shape

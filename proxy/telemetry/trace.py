"""Events before and after each statement, for whoever subscribed; with no subscriber they are not even made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from structlog.typing import FilteringBoundLogger


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a statement is about to go; `database` is None when it was refused or needs none."""

    client: int
    """The number SHOW CLIENTS gives."""
    database: str | None
    mode: str
    tables: tuple[str, ...]
    router: str | None
    reason: str
    refused: str | None = None
    """The refusal's kind ("cross_database" …) when the statement will not run."""
    own: bool = False
    """Added by the proxy itself: a look-up, a cascade."""


@dataclass(frozen=True, slots=True)
class Completion:
    """How a statement ended: `tag` is CommandComplete's, `sqlstate` an error's; exactly one is set."""

    client: int
    database: str | None
    mode: str
    tables: tuple[str, ...]
    router: str | None
    seconds: float
    tag: str | None = None
    sqlstate: str | None = None
    own: bool = False


Event = Decision | Completion
Subscriber = Callable[[Event], None]


class Trace:
    """Hands events to subscribers. The warm path reads `is_active` and makes no event while it is False."""

    __slots__ = ("_subscribers", "is_active")

    def __init__(self) -> None:
        self._subscribers: tuple[Subscriber, ...] = ()
        self.is_active = False

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Returns what ends the subscription; calling it twice does no harm."""
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
        fields = {key: value for key, value in asdict(event).items() if value is not None and value is not False}
        logger.debug("decision" if isinstance(event, Decision) else "completion", **fields)

    return write

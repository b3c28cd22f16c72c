"""Subscribers written by others: each gets its events on a thread of its own and can harm nobody else.

Posting never waits. A subscriber that hangs or is too slow finds its box full: further events for it are dropped and
counted. One that raises is told of in the log, at most once a minute.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import Full, Queue

from structlog.typing import FilteringBoundLogger

from proxy.telemetry.trace import Event, Subscriber

_BETWEEN_COMPLAINTS = 60.0


class Postbox:
    """`post` is the subscriber that a `Trace` sees; `subscriber` runs behind it. `close` ends the thread, if it can."""

    def __init__(
        self,
        name: str,
        subscriber: Subscriber,
        size: int,
        logger: FilteringBoundLogger,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        # For the life of the process
        self.name = name
        self._subscriber = subscriber
        self._logger = logger.bind(subscriber=name)
        self._clock = clock
        self._box: Queue[Event | None] = Queue(size)
        # A daemon: a subscriber that hangs must not keep the process from ending.
        self._thread = threading.Thread(target=self._deliver, name=f"events to {name}", daemon=True)
        # Growing
        self.dropped = 0
        self.failed = 0
        self._complained_at = float("-inf")
        self._thread.start()

    def post(self, event: Event) -> None:
        try:
            self._box.put_nowait(event)
        except Full:
            self.dropped += 1
            self._complain("events dropped: the subscriber does not keep up", dropped=self.dropped)

    def close(self, patience: float) -> bool:
        """Lets the subscriber have what is in its box, at most `patience` seconds; whether it had all of it."""
        try:
            self._box.put(None, timeout=patience)
        except Full:
            return False
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _deliver(self) -> None:
        while True:
            event = self._box.get()
            if event is None:
                return
            try:
                self._subscriber(event)
            except Exception as error:  # noqa: BLE001 - foreign code; the log says what it raised
                self.failed += 1
                self._complain("a subscriber of events raised", error=repr(error), failed=self.failed)

    def _complain(self, what: str, **fields: object) -> None:
        now = self._clock()
        if now - self._complained_at >= _BETWEEN_COMPLAINTS:
            self._complained_at = now
            self._logger.warning(what, **fields)

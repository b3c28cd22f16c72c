"""Subscribers written by others: each gets its events on a thread of its own and can harm nobody else.

Posting never waits, and wakes nobody who is about to look anyway: what comes within a moment is delivered together. A
subscriber that hangs or is too slow finds its box full: further events for it are dropped and counted. One that raises
is told of in the log, at most once a minute.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from structlog.typing import FilteringBoundLogger

from proxy.telemetry.trace import Event, Subscriber

_BETWEEN_COMPLAINTS: Final = 60.0
_MOMENT: Final = 0.02
"""Seconds from the first event in an empty box to its delivery; a box that is half full does not wait."""


class Postbox:
    """`post` is the subscriber that a `Trace` sees; `subscriber` runs behind it, and `delivered` after it has had all
    there was. `close` ends the thread, if it can."""

    def __init__(
        self,
        name: str,
        subscriber: Subscriber,
        size: int,
        logger: FilteringBoundLogger,
        clock: Callable[[], float] = time.monotonic,
        delivered: Callable[[], object] | None = None,
    ) -> None:
        # For the life of the process
        self.name = name
        self._subscriber = subscriber
        self._logger = logger.bind(subscriber=name)
        self._clock = clock
        self._delivered = delivered
        self._size = size
        self._has_mail = threading.Event()
        self._hurries = threading.Event()
        self._is_closing = False
        # Appended to by the event loop, emptied by the thread: a deque needs no lock for that.
        self._box: deque[Event] = deque()
        # A daemon: a subscriber that hangs must not keep the process from ending.
        self._thread = threading.Thread(target=self._deliver, name=f"events to {name}", daemon=True)
        # Growing
        self.dropped = 0
        self.failed = 0
        self._complained_at = float("-inf")
        self._thread.start()

    def post(self, event: Event) -> None:
        if len(self._box) >= self._size:
            self.dropped += 1
            self._complain("events dropped: the subscriber does not keep up", dropped=self.dropped)
            return
        self._box.append(event)
        if not self._has_mail.is_set():
            self._has_mail.set()
        if 2 * len(self._box) >= self._size and not self._hurries.is_set():
            self._hurries.set()

    def close(self, patience: float) -> bool:
        """Lets the subscriber have what is in its box, at most `patience` seconds; whether it had all of it."""
        self._is_closing = True
        self._has_mail.set()
        self._hurries.set()
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _deliver(self) -> None:
        while self._box or not self._is_closing:
            self._has_mail.wait()
            if not self._is_closing:
                self._hurries.wait(_MOMENT)
            self._has_mail.clear()
            self._hurries.clear()
            # What is posted from here on is delivered now, or sets the flag again.
            while self._box:
                self._attempt(self._subscriber, self._box.popleft())
            if self._delivered is not None:
                self._attempt(self._delivered)

    def _attempt(self, call: Callable[..., object], *arguments: object) -> None:
        try:
            call(*arguments)
        except Exception as error:  # noqa: BLE001 - foreign code; the log says what it raised
            self.failed += 1
            self._complain("a subscriber of events raised", error=repr(error), failed=self.failed)

    def _complain(self, what: str, **fields: object) -> None:
        now = self._clock()
        if now - self._complained_at >= _BETWEEN_COMPLAINTS:
            self._complained_at = now
            self._logger.warning(what, **fields)

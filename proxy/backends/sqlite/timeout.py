"""statement_timeout: interrupts a statement that takes longer than its session allows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from proxy.backends.sqlite.store import Store

_UNTIMED: Final[AbstractContextManager[None]] = nullcontext()


class StatementTimeout:
    """Belongs to one connection and runs on its thread, the timer apart."""

    def __init__(self, store: Store, cancelled: threading.Event) -> None:
        # For the life of the connection
        self._store = store
        self._cancelled = cancelled
        self._seconds = (-1, 0.0)
        """Version of the settings, and what they said then."""
        # For one statement
        self.has_passed = False

    def running(self) -> AbstractContextManager[None]:
        """Frames one statement, or a part of its rows: the time counts for it alone."""
        return self._timed(self._limit) if self._limit else _UNTIMED

    @property
    def is_set(self) -> bool:
        """Statements have a limit."""
        return bool(self._limit)

    @property
    def _limit(self) -> float:
        """Seconds; 0 for none."""
        settings = self._store.settings
        if self._seconds[0] != settings.version:
            self._seconds = (settings.version, settings.seconds("statement_timeout"))
        return self._seconds[1]

    @contextmanager
    def _timed(self, seconds: float) -> Iterator[None]:
        self.has_passed = False
        timer = threading.Timer(seconds, self._pass)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
        if self.has_passed:
            # Too late: it has ended, and the next statement has a time of its own.
            self._cancelled.clear()

    def _pass(self) -> None:
        self.has_passed = True
        self._cancelled.set()
        self._store.connection.interrupt()
        self._store.file.writer.wake()

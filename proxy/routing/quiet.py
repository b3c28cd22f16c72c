"""What foreign code prints goes to standard error: standard output belongs to the command that asked."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Final, TextIO


class _Silence:
    """Counts who is inside: calls on several threads may overlap, and the first that ends must not undo the others'."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._before: TextIO | None = None

    def begin(self) -> None:
        with self._lock:
            if not self._inside:
                self._before, sys.stdout = sys.stdout, sys.stderr
            self._inside += 1

    def end(self) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside and self._before is not None:
                sys.stdout, self._before = self._before, None


_SILENCE: Final = _Silence()


def quietly(call: Callable[[], object]) -> object:
    """What `call` returns or raises."""
    _SILENCE.begin()
    try:
        return call()
    finally:
        _SILENCE.end()

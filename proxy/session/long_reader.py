"""Who reads statements that would hold up others, as sessions see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from proxy.sql.long import Condensed
from proxy.sql.statement import Analysis


class LongReader(Protocol):
    """Reads statements that would hold up others."""

    def known(self, text: bytes, conforming: bool) -> Analysis | None:
        """What was found in `text`, where that is not long ago."""

    def begin(self, text: bytes, conforming: bool, done: Callable[[], None]) -> None:
        """Reads `text`, then calls `done`: the answer is `known` by then."""

    def condense(self, pieces: Sequence[bytes], conforming: bool, done: Callable[[Condensed | None], None]) -> None:
        """Reads the text that these pieces are, and gives `done` what `sql.long.condense` finds."""

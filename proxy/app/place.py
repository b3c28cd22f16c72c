"""Which of how many worker processes this one is, and its share of what they divide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

_FIRST_NUMBER: Final = 1 << 23
"""Above every process id of Linux and macOS: a client may be known by that of a server connection instead."""
_NUMBERS: Final = 1 << 22
"""So many clients are numbered before a replaced worker could give the number of one that its predecessor had."""


@dataclass(frozen=True, slots=True)
class Place:
    worker: int = 0
    workers: int = 1
    generation: int = 0
    """How many workers were in this place before."""

    def share(self, total: int) -> int:
        """This worker's part of `total`; the parts differ by at most one, and none is 0."""
        part, rest = divmod(total, self.workers)
        return max(1, part + (self.worker < rest))

    def numbers(self) -> Iterator[int]:
        """Numbers for clients that no other worker gives."""
        start = self.generation * (_NUMBERS // 64) % _NUMBERS
        return count(_FIRST_NUMBER + start * self.workers + self.worker, self.workers)

"""How many clients all workers have together, in memory that they share: one number each, written by one of them."""

from __future__ import annotations

import mmap
import os
import tempfile
from struct import Struct
from typing import Final

_NUMBER: Final = Struct("=Q")


class Census:
    """`descriptor` is of a file without a name, inherited by every worker."""

    def __init__(self, descriptor: int, workers: int) -> None:
        self.descriptor = descriptor
        self._workers = workers
        self._memory = mmap.mmap(descriptor, workers * _NUMBER.size)

    @staticmethod
    def make(workers: int) -> Census:
        with tempfile.TemporaryFile() as file:
            file.truncate(workers * _NUMBER.size)
            return Census(os.dup(file.fileno()), workers)

    def report(self, worker: int, clients: int) -> None:
        """Says how many clients a worker has now. Only that worker says it, and the supervisor when it is gone."""
        _NUMBER.pack_into(self._memory, worker * _NUMBER.size, clients)

    def others(self, worker: int) -> int:
        """How many clients the other workers have."""
        counts = (_NUMBER.unpack_from(self._memory, other * _NUMBER.size)[0] for other in range(self._workers))
        return sum(count for other, count in enumerate(counts) if other != worker)

    def close(self) -> None:
        self._memory.close()
        os.close(self.descriptor)

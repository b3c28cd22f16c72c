"""A bounded memory: what was used lately stays, by number of entries and by bytes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """Two generations: an entry that is asked for moves to the young one; a full young one becomes the old one.

    So a look-up costs one dictionary access, and what was used since the last turn survives the next.
    """

    __slots__ = ("_capacity", "_old", "_old_weight", "_weight_limit", "_young", "_young_weight", "evictions")

    def __init__(self, capacity: int, weight_limit: int = 64 * 1024**2) -> None:
        # For the life of the cache
        self._capacity = max(1, capacity // 2)
        self._weight_limit = max(1, weight_limit // 2)
        self._young: dict[Key, tuple[Value, int]] = {}
        self._old: dict[Key, tuple[Value, int]] = {}
        self._young_weight = 0
        self._old_weight = 0
        self.evictions = 0

    def get(self, key: Key) -> Value | None:
        """The value kept for `key`, or None."""
        found = self._young.get(key)
        if found is not None:
            return found[0]
        found = self._old.pop(key, None)
        if found is None:
            return None
        self._old_weight -= found[1]
        self._keep(key, found)
        return found[0]

    def put(self, key: Key, value: Value, weight: int = 256) -> None:
        """Keeps `value`, which takes about `weight` bytes; what is heavier than half the limit is not kept."""
        self.discard(key)
        if weight <= self._weight_limit:
            self._keep(key, (value, weight))

    def discard(self, key: Key) -> None:
        found = self._young.pop(key, None)
        if found is not None:
            self._young_weight -= found[1]
        found = self._old.pop(key, None)
        if found is not None:
            self._old_weight -= found[1]

    def clear(self) -> None:
        self._young.clear()
        self._old.clear()
        self._young_weight = self._old_weight = 0

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    @property
    def weight(self) -> int:
        """The bytes that all entries together were said to take."""
        return self._young_weight + self._old_weight

    def _keep(self, key: Key, entry: tuple[Value, int]) -> None:
        if len(self._young) >= self._capacity or self._young_weight + entry[1] > self._weight_limit:
            self.evictions += len(self._old)
            self._old, self._young = self._young, {}
            self._old_weight, self._young_weight = self._young_weight, 0
        self._young[key] = entry
        self._young_weight += entry[1]

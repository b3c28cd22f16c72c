"""What views and rewrite rules touch: followed down to the tables that hold the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# asyncpg's records, which have no types.
Row = Mapping[str, Any]


class Views:
    """Follows rules from views to the tables behind them. A materialized view holds its rows itself: it is an end."""

    def __init__(self, rows: Mapping[int, Row], rules: Iterable[Row], changing_functions: set[int]) -> None:
        self._rows = rows
        self._reads: dict[int, set[int]] = {}
        self._writes: dict[int, set[int]] = {}
        self._changing: set[int] = set()
        for rule in rules:
            if rule["type"] == "1":
                self._reads.setdefault(rule["oid"], set()).update(rule["touches"])
                if changing_functions.intersection(rule["calls"]):
                    self._changing.add(rule["oid"])
            else:
                self._writes.setdefault(rule["oid"], set()).update(rule["touches"])

    def read_by(self, oid: int) -> set[int]:
        """The tables that reading the view `oid` reads."""
        return {other for other in self._behind(oid) if self._rows[other]["kind"] not in ("v", "S")}

    def changes_when_read(self, oid: int) -> bool:
        return bool(self._changing.intersection({oid, *self._behind(oid)}))

    def written_with(self, oid: int) -> set[int]:
        """The tables that rules of the table or view `oid` may write; without telling them from those only read."""
        found: set[int] = set()
        for other in self._writes.get(oid, ()):
            if other in self._rows:
                found |= self.read_by(other) if self._rows[other]["kind"] == "v" else {other}
        return found

    def _behind(self, oid: int) -> set[int]:
        seen: set[int] = set()
        waiting = [oid]
        while waiting:
            current = waiting.pop()
            if current != oid and self._rows[current]["kind"] != "v":
                continue
            for other in self._reads.get(current, ()):
                if other in self._rows and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return seen

"""The enums and domains of one connection: their names, the order of enums, and texts on their way into them."""

from __future__ import annotations

import json
import sqlite3

from proxy.backends.sqlite.catalog_types import oids_of
from proxy.backends.sqlite.functions_order import array_comparer, by_place, flattened, parsed, places_of
from proxy.sql import types as t
from proxy.sql.literals import label
from proxy.sql.schema import SchemaFacts
from proxy.wire.defined import EnumType


class UserTypes:
    """Each enum has a collation, and another for arrays of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        # For the life of the connection
        self._connection = connection
        self._types: dict[int, int] = {}
        self._places: dict[int, dict[str, int]] = {}
        """What the collations order by: each label's place."""

    def know(self, schema: SchemaFacts) -> None:
        """Orders the enums of this schema as it says. Before the first statement over them."""
        before, self._types = self._types, oids_of(schema.types)
        for found in schema.types.values():
            if isinstance(found, EnumType) and before.get(found) is not found:
                self._places[found] = places = places_of(found)
                self._connection.create_collation(f"pg_enum_{found:d}", by_place(places))
                self._connection.create_collation(f"pg_array_{found:d}", array_comparer(found, by_place(places)))

    def alias(self, oid: int, old: str, new: str) -> None:
        """A label is about to be renamed: rows with either name are in the same place of an index."""
        self._places[oid][new] = self._places[oid][old]

    def type_of(self, oid: int) -> int:
        """The oid as one that knows what it stands for."""
        return self._types.get(oid, oid)

    def _enum(self, oid: int) -> EnumType:
        found = self._types[oid]
        assert isinstance(found, EnumType)
        return found

    def name(self, oid: int | None, modifier: int | None) -> str | None:
        """format_type()."""
        if oid is None:
            return None
        return t.format_type(self.type_of(oid), -1 if modifier is None else modifier)

    def label(self, text: str, oid: int) -> str:
        """text::enum. Raises BadValue (22P02)."""
        return label(self._enum(oid), text)

    def labels(self, items: str, oid: int) -> str:
        """text[]::enum[]. Raises BadValue (22P02)."""
        for text in flattened(parsed(items)):
            if text is not None:
                label(self._enum(oid), text)
        return items


def label_range(labels: str, first: str | None, last: str | None) -> str:
    """enum_range() between two labels; NULL is the first or the last of all."""
    every = json.loads(labels)
    low = 0 if first is None else every.index(first)
    high = len(every) if last is None else every.index(last) + 1
    return json.dumps(every[low:high], separators=(",", ":"), ensure_ascii=False)

"""Functions that tell of the file behind the catalogs: sizes, and how far a sequence has come."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql.keywords import FROM_ENDS, JOINS, NOT_FUNCTIONS, RESERVED, VALUE_FUNCTIONS

if TYPE_CHECKING:
    from proxy.backends.sqlite.functions import Functions

_WORDS = RESERVED | NOT_FUNCTIONS | VALUE_FUNCTIONS | JOINS | FROM_ENDS
_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB")


class CatalogFunctions:
    """Of one connection; `functions` knows the names behind object identifiers."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def size(self, what: str, oid: object) -> int | None:
        """pg_table_size() and its kin, in bytes of the file; None for an object that is not there."""
        connection = self._functions.connection
        if what == "database":
            pages, size = (connection.execute(f"PRAGMA {word}").fetchone()[0] for word in ("page_count", "page_size"))
            return int(pages) * int(size)
        name = self._functions.tables.get(int(str(oid)))
        if name is None:
            return 0 if int(str(oid)) in self._functions.numbers else None
        indexes = [row[1] for row in connection.execute("SELECT * FROM pragma_index_list(?1)", (name,))]
        wanted = {"total": [name, *indexes], "indexes": indexes}.get(what, [name])
        marks = ", ".join("?" * len(wanted))
        try:
            found = connection.execute(f"SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name IN ({marks})", wanted)
            return int(found.fetchone()[0])
        except sqlite3.OperationalError as problem:
            if "dbstat" not in str(problem):
                raise
            raise FeatureNotSupported("this SQLite was built without dbstat, which tells sizes of tables") from problem

    def last_value(self, oid: int) -> int | None:
        """pg_sequence_last_value(): None before the first nextval()."""
        row = self._functions.connection.execute(
            "SELECT last_value, is_called FROM _onedsn_sequences WHERE json_extract(facts, '$.oid') = ?1", (oid,)
        ).fetchone()
        if row is None:
            raise ProxyError(f"could not open relation with OID {oid}", sqlstate="42P01")
        return int(row[0]) if row[1] else None

    def all(self) -> dict[str, Callable[..., Any]]:
        return {
            "pg_size": self.size,
            "pg_last_value": self.last_value,
            "pg_size_pretty": pretty,
            "pg_expanded": expanded,
            "pg_vector_subscripts": vector_subscripts,
            "pg_key_words": key_words,
        }


def expanded(array: str) -> str:
    """_pg_expandarray() as rows of two columns."""
    return json.dumps([[value, number] for number, value in enumerate(json.loads(array), 1)])


def vector_subscripts(array: str, dimension: int, reverse: int = 0) -> str:
    """generate_subscripts() of an int2vector or oidvector, whose first element has the number 0."""
    count = len(json.loads(array)) if dimension == 1 else 0
    numbers = range(count - 1, -1, -1) if reverse else range(count)
    return json.dumps([[number] for number in numbers])


def key_words() -> str:
    """pg_get_keywords() as rows of three columns, of the words that cannot be any name."""
    kinds = {
        "U": ("unreserved", _WORDS - NOT_FUNCTIONS),
        "C": ("unreserved (cannot be function or type name)", NOT_FUNCTIONS - RESERVED),
        "R": ("reserved", RESERVED),
    }
    return json.dumps([[word, code, text] for code, (text, words) in kinds.items() for word in sorted(words)])


def pretty(size: int) -> str:
    """pg_size_pretty(): the largest unit that leaves less than 10240 of it, halves rounded away from zero."""
    for unit in _UNITS:
        last = unit == _UNITS[-1]
        limit = 10 * 1024 if unit == "bytes" else 20 * 1024 - 1
        if abs(size) < limit or last:
            if unit != "bytes":
                size = (size + (1 if size > 0 else -1)) // 2 if size >= 0 else -((-size + 1) // 2)
            return f"{size} {unit}"
        # One bit more than the unit is kept, to round by it at the end.
        size = size >> 9 if unit == "bytes" else size >> 10
    raise AssertionError("the last unit takes everything")

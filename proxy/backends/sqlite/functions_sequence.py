"""Sequences of a SQLite file: nextval() and its kin, never taken back by a rollback."""

from __future__ import annotations

import json
import sqlite3
import threading

from proxy.errors import ProxyError
from proxy.sql.schema import SequenceFacts

_LOCK = threading.Lock()
_HANDED_OUT: dict[tuple[str, str], int] = {}
"""The highest value given out by this process, by file and sequence; guarded by `_LOCK`."""


_PLACES = (("temp._onedsn_temporary_sequences", "temp.sqlite_schema"), ("main._onedsn_sequences", "main.sqlite_schema"))


def _around(facts: SequenceFacts) -> int:
    """Where a sequence goes on behind its end. Raises 2200H unless it is a CYCLE."""
    if facts.cycle:
        return facts.minimum if facts.increment > 0 else facts.maximum
    side, bound = ("maximum", facts.maximum) if facts.increment > 0 else ("minimum", facts.minimum)
    raise ProxyError(f'nextval: reached {side} value of sequence "{facts.name}" ({bound})', sqlstate="2200H")


class Sequences:
    """The sequences of the file behind one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        self.file = path or f":memory:{id(connection)}"

    def _row(self, name: str) -> tuple[SequenceFacts, int, bool]:
        bare = str(name).replace('"', "").removeprefix("public.")
        row = None
        for place, schema in _PLACES:
            if (
                row is None
                and self.connection.execute(f"SELECT 1 FROM {schema} WHERE name = ?", (place[5:],)).fetchone()
            ):
                row = self.connection.execute(
                    f"SELECT facts, last_value, is_called FROM {place} WHERE name = ?1"
                    " OR json_extract(facts, '$.oid') = ?2",
                    (bare, int(bare) if bare.isdigit() else -1),
                ).fetchone()
        if row is None:
            raise ProxyError(f'relation "{name}" does not exist', sqlstate="42P01")
        facts = json.loads(row[0])
        facts["owner"] = tuple(facts["owner"]) if facts["owner"] else None
        return SequenceFacts(**facts), row[1], bool(row[2])

    def next(self, session: dict[str, int], name: str) -> int:
        """The next value, written to the file and remembered beside it. Raises 2200H at the end."""
        facts, last, called = self._row(name)
        key = (self.file, facts.identity or facts.sqlite_name)
        with _LOCK:
            value = last + facts.increment if called else last
            handed_out = _HANDED_OUT.get(key)
            if handed_out is not None and (handed_out - value) * facts.increment >= 0:
                value = handed_out + facts.increment
            if not facts.minimum <= value <= facts.maximum:
                value = _around(facts)
            _HANDED_OUT[key] = value
        self._write(facts, value, True)
        session[facts.identity or facts.sqlite_name] = session[""] = value
        return value

    def set(self, session: dict[str, int], name: str, value: int, called: int) -> int:
        """setval()."""
        facts, _, _ = self._row(name)
        if not facts.minimum <= value <= facts.maximum:
            raise ProxyError(
                f'setval: value {value} is out of bounds for sequence "{facts.name}"',
                sqlstate="22003",
            )
        with _LOCK:
            _HANDED_OUT.pop((self.file, facts.identity or facts.sqlite_name), None)
        self._write(facts, value, bool(called))
        if called:
            session[facts.identity or facts.sqlite_name] = value
        return value

    def current(self, session: dict[str, int], name: str) -> int:
        """currval(). Raises 55000 before the first nextval() of the session."""
        facts, _, _ = self._row(name)
        key = facts.identity or facts.sqlite_name
        if key not in session:
            raise ProxyError(f'currval of sequence "{facts.name}" is not yet defined in this session', sqlstate="55000")
        return session[key]

    @staticmethod
    def last(session: dict[str, int]) -> int:
        """lastval(). Raises 55000."""
        if "" not in session:
            raise ProxyError("lastval is not yet defined in this session", sqlstate="55000")
        return session[""]

    def of_column(self, table: str, column: str) -> str | None:
        """pg_get_serial_sequence()."""
        bare = table.replace('"', "").removeprefix("public.")
        if not self.connection.execute("SELECT 1 FROM sqlite_schema WHERE name = '_onedsn_sequences'").fetchone():
            return None
        for (text,) in self.connection.execute("SELECT facts FROM _onedsn_sequences"):
            facts = json.loads(text)
            if facts["owner"] in ([bare, column], [bare.rpartition(".")[2], column]):
                return f"{facts['schema']}.{facts['name']}"
        return None

    def _write(self, facts: SequenceFacts, value: int, called: bool) -> None:
        place = _PLACES[0][0] if facts.schema == "pg_temp" else _PLACES[1][0]
        self.connection.execute(
            f"UPDATE {place} SET last_value = ?1, is_called = ?2 WHERE name = ?3",
            (value, int(called), facts.sqlite_name),
        )

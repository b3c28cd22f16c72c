"""The keys that a COPY brings, gathered while it streams: which must be asked for now, which when it has ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from proxy.errors import ProxyError
from proxy.relations.copy_format import CopyFormat, places, read_format
from proxy.relations.copy_rows import BinaryRows, CsvRows, Rows, TextRows
from proxy.relations.declared import Work
from proxy.relations.owed import Owed
from proxy.relations.parameters import text_of_binary
from proxy.relations.steps import Steps
from proxy.relations.verify import Claims, claims_of, verify
from proxy.relations.violations import cannot_be_verified, columns_not_known

_READ_AT_ONCE: Final = 64 * 1024
"""Bytes that are gathered before their rows are read."""
_MOST_PENDING: Final = 5000
"""New keys of another database after which it is asked."""
_MOST_KNOWN: Final = 100_000
"""Keys found there that are remembered."""


_CSV: Final = re.compile(r"\bcsv\b", re.IGNORECASE)
_PLAIN: Final = CopyFormat("text", b"\t", b"\\N", b'"', b'"', False, ())


class _Relation:
    """One relation's keys. `is_here`: the parent is asked for through the connection that the COPY keeps busy."""

    __slots__ = ("claims", "is_here", "known", "wanted")

    def __init__(self, claims: Claims, wanted: slice, is_here: bool) -> None:
        # For the length of the COPY
        self.claims = claims
        self.wanted = wanted
        self.is_here = is_here
        # Growing with the data
        self.known: set[tuple[bytes | None, ...]] = set()


class CopyCheck:
    """Raises what forbids the COPY as soon as it is known. Nothing is asked here: see `pending` and `rest`."""

    def __init__(self, owed: Owed, text: str) -> None:
        # For the length of the COPY
        self._owed = owed
        form = read_format(text)
        self._relations: list[_Relation] = []
        fields: list[int] = []
        columns: list[int] = []
        for claims in claims_of(owed.children):
            child = next(iter(claims.duties.values()))
            order = owed.columns.get(child.child_table, ())
            if not form.columns and not order:
                raise columns_not_known(child)
            found = places(form, order, claims.columns)
            if found is None:
                defaults = owed.defaults.get(child.child_table)
                if defaults is None or any(column in defaults for column in claims.columns):
                    raise cannot_be_verified(child) if defaults else columns_not_known(child)
                continue
            wanted = slice(len(fields), len(fields) + len(found))
            self._relations.append(_Relation(claims, wanted, _is_here(owed, claims)))
            fields.extend(found)
            types = owed.types.get(child.child_table, {})
            columns.extend(types.get(column, 0) for column in claims.columns)
        self._rows = _rows(form, fields, columns, owed)
        # Growing with the data
        self._gathered: list[bytes] = []
        self._size = 0

    @property
    def is_needed(self) -> bool:
        """False where the COPY loads none of the columns."""
        return bool(self._relations)

    @property
    def is_atomic(self) -> bool:
        """Something is left to ask of the COPY's own database when it has ended, in the same transaction; or parents on
        others stay locked until then."""
        return any(
            relation.is_here or self._owed.locks_elsewhere(relation.claims.duties.values())
            for relation in self._relations
        )

    def add(self, data: bytes) -> bool:
        """The payload of one CopyData; True where another database should be asked now."""
        self._gathered.append(data)
        self._size += len(data)
        if self._size < _READ_AT_ONCE:
            return False
        self._read(is_end=False)
        return any(len(one.claims.rows) >= _MOST_PENDING for one in self._relations if not one.is_here)

    def end(self) -> None:
        """CopyDone has come."""
        self._read(is_end=True)

    def pending(self) -> Steps:
        """Asks other databases for the keys that came since the last time."""
        waiting = [one.claims for one in self._relations if not one.is_here and one.claims.rows]
        yield from verify(waiting, self._owed.database, self._owed.holders)
        for claims in waiting:
            claims.rows.clear()

    @property
    def has_pending(self) -> bool:
        return any(one.claims.rows for one in self._relations if not one.is_here)

    def rest(self) -> Steps:
        """Asks the COPY's own database for all keys, once it has ended."""
        waiting = [one.claims for one in self._relations if one.is_here and one.claims.rows]
        yield from verify(waiting, self._owed.database, self._owed.holders)

    def _read(self, *, is_end: bool) -> None:
        data = b"".join(self._gathered)
        self._gathered.clear()
        self._size = 0
        rows = self._rows.read(data, is_end=is_end)
        for one in self._relations:
            self._take(one, rows if len(self._relations) == 1 else [row[one.wanted] for row in rows])

    def _take(self, one: _Relation, keys: Sequence[tuple[bytes | None, ...]]) -> None:
        new = set(keys) - one.known
        if not new:
            return
        for line, key in enumerate(keys, self._rows.line):
            if key in new:
                new.discard(key)
                one.claims.add([None if value is None else value.decode("utf-8", "replace") for value in key], line)
                one.known.add(key)
        refusal = one.claims.refusal()
        if refusal is not None:
            raise refusal
        if len(one.known) > _MOST_KNOWN and not one.is_here:
            one.known.clear()


class CopyCount:
    """How many rows a COPY brings that goes nowhere."""

    def __init__(self, text: str) -> None:
        # For the length of the COPY
        try:
            form = read_format(text)
        except ProxyError:
            # What says how values read, and leaves the rows alone, is among the options.
            form = replace(_PLAIN, kind="csv") if _CSV.search(text) else _PLAIN
        self._rows: Rows = CsvRows(form, ()) if form.kind == "csv" else TextRows(form, ())
        if form.kind == "binary":
            self._rows = BinaryRows((), ())
        # Growing with the data
        self.rows = 0

    def add(self, data: bytes, *, is_end: bool = False) -> None:
        """The payload of one CopyData; none, and it has ended."""
        self.rows += len(self._rows.read(data, is_end=is_end))


def _is_here(owed: Owed, claims: Claims) -> bool:
    return any(
        (duty.work is Work.LOOK_UP and duty.parent.databases[0] == owed.database)
        or duty.names_database == owed.database
        for duty in claims.duties.values()
    )


def _rows(form: CopyFormat, fields: Sequence[int], types: Sequence[int], owed: Owed) -> Rows:
    if form.kind == "csv":
        return CsvRows(form, fields)
    if form.kind == "text":
        return TextRows(form, fields)
    if 0 in types:
        raise cannot_be_verified(owed.children[0])
    return BinaryRows(fields, [partial(text_of_binary, type_oid) for type_oid in types])

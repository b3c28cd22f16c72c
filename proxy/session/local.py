"""Answers the session gives by itself, in the words a server would use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from proxy.sql.tokens import PARAMETER, tokenize
from proxy.wire import backend, frontend

TEXT_OID = 25


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server would have said: notices, rows of text, and the command tag."""

    tag: str
    column: str | None = None
    rows: tuple[str, ...] = ()
    notices: tuple[bytes, ...] = ()

    def description(self) -> bytes:
        """RowDescription or NoData, for Describe."""
        if self.column is None:
            return backend.NO_DATA
        return backend.row_description((backend.Column(self.column, TEXT_OID),))

    def execution(self) -> bytes:
        """Notices, rows and CommandComplete, for Execute."""
        rows = b"".join(backend.data_row((row.encode("utf-8", "surrogateescape"),)) for row in self.rows)
        return b"".join(self.notices) + rows + backend.command_complete(self.tag)

    def whole(self) -> bytes:
        """All of it but ReadyForQuery, for a simple query."""
        if self.column is None and not (self.rows or self.notices):
            return backend.command_complete(self.tag)
        description = b"" if self.column is None else self.description()
        return description + self.execution()


@cache
def plain(tag: str) -> Answer:
    """Nothing but the tag, of which there are few."""
    return Answer(tag)


def one_value(column: str, value: str, tag: str = "SHOW") -> Answer:
    return Answer(tag, column, (value,))


def rows(column: str, values: Sequence[str], tag: str) -> Answer:
    return Answer(tag, column, tuple(values))


def warning(text: str, sqlstate: str) -> bytes:
    return backend.notice_response(text, severity="WARNING", sqlstate=sqlstate)


def skipped(tag: str, notices: Sequence[str], *, copies_out: bool = False) -> Answer:
    """A statement that `elsewhere: skip` keeps from this database: its usual tag, and why. A COPY TO copies nothing."""
    counts = {
        "INSERT": "INSERT 0 0",
        "COPY": "COPY 0",
        "UPDATE": "UPDATE 0",
        "DELETE": "DELETE 0",
        "MERGE": "MERGE 0",
        "SELECT INTO": "SELECT 0",
    }
    told = [backend.notice_response(notice) for notice in notices]
    if copies_out:
        told.append(backend.copy_out_response(0, ()) + frontend.COPY_DONE)
    return Answer(counts.get(tag, tag), None, (), tuple(told))


def parameter_types(text: str, declared: Sequence[int]) -> tuple[int, ...]:
    """The types of the parameters of a statement that no server describes: as declared, else text."""
    tokens = tokenize(text)
    numbers = [int(value[1:]) for kind, value in zip(tokens.kinds, tokens.values, strict=True) if kind == PARAMETER]
    known = dict(enumerate(declared, 1))
    return tuple(known.get(number) or TEXT_OID for number in range(1, max(numbers, default=0) + 1))

"""The wanted fields of rows that stream in by COPY: text, csv or binary, cut anywhere, lines counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from struct import Struct
from typing import Final, Protocol

from proxy.errors import ProxyError
from proxy.relations.copy_format import CopyFormat

Fields = list[tuple[bytes | None, ...]]
"""The wanted fields of consecutive rows, as text; None is NULL."""

_SIGNATURE: Final = b"PGCOPY\n\xff\r\n\0"
_INTEGER: Final = Struct("!i")
_ESCAPED: Final = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))", re.DOTALL)
_ESCAPES: Final = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class Rows(Protocol):
    """Reads one format."""

    line: int
    """The line (for binary: the row) of the first of the rows read last, counted from 1."""

    def read(self, data: bytes, *, is_end: bool) -> Fields:
        """The rows that are whole now."""


class TextRows:
    def __init__(self, form: CopyFormat, places: Sequence[int]) -> None:
        # For the length of the COPY
        self._delimiter = form.delimiter
        self._null = form.null
        self._has_header = form.has_header
        self._places = tuple(places)
        self._split = re.compile(rb"((?:\\.|[^\\" + re.escape(form.delimiter) + rb"])*+)", re.DOTALL)
        # Changing with the data
        self._rest = b""
        self._next = 1
        self._is_over = False
        self.line = 1

    def read(self, data: bytes, *, is_end: bool) -> Fields:
        whole = self._rest + data
        self._rest = b""
        if self._is_over:
            return []
        if is_end:
            whole += b"" if whole.endswith(b"\n") or not whole else b"\n"
        else:
            cut = self._last_line_end(whole)
            whole, self._rest = whole[:cut], whole[cut:]
        self.line = self._next
        if not whole:
            return []
        if b"\r" in whole:
            whole = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines = self._lines(whole)
        self._next += len(lines)
        if self.line == 1 and self._has_header and lines:
            del lines[0]
            self.line = 2
        if b"\\." in lines:
            del lines[lines.index(b"\\.") :]
            self._is_over = True
        return self._fields(lines, has_escapes=b"\\" in whole)

    def _last_line_end(self, data: bytes) -> int:
        """Behind the last line feed that ends a line: none after an odd number of backslashes does."""
        end = len(data)
        while True:
            end = data.rfind(b"\n", 0, end)
            if end < 0:
                return 0
            before = data[:end]
            if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0:
                return end + 1

    def _lines(self, whole: bytes) -> list[bytes]:
        lines = whole.split(b"\n")
        lines.pop()
        if b"\\\n" not in whole:
            return lines
        joined: list[bytes] = []
        for line in lines:
            before = joined[-1] if joined else b""
            if joined and (len(before) - len(before.rstrip(b"\\"))) % 2:
                joined[-1] = before + b"\n" + line
                self._next += 1
            else:
                joined.append(line)
        return joined

    def _fields(self, lines: list[bytes], *, has_escapes: bool) -> Fields:
        places, delimiter, null = self._places, self._delimiter, self._null
        if not has_escapes and null == b"\\N":
            if len(places) == 1:
                place = places[0]
                most = place + 1
                try:
                    return [(line.split(delimiter, most)[place],) for line in lines]
                except IndexError:
                    return [_picked(line.split(delimiter), places) for line in lines]
            return [_picked(line.split(delimiter), places) for line in lines]
        return [self._line(line) for line in lines]

    def _line(self, line: bytes) -> tuple[bytes | None, ...]:
        fields = line.split(self._delimiter) if b"\\" not in line or self._is_simple(line) else self._cut(line)
        return tuple(
            None if field is None or field == self._null else _unescaped(field)
            for field in _picked(fields, self._places)
        )

    def _is_simple(self, line: bytes) -> bool:
        return b"\\" + self._delimiter not in line

    def _cut(self, line: bytes) -> list[bytes]:
        fields: list[bytes] = []
        position = 0
        while True:
            found = self._split.match(line, position)
            assert found is not None
            fields.append(found[1])
            position = found.end() + 1
            if position > len(line):
                return fields


class CsvRows:
    def __init__(self, form: CopyFormat, places: Sequence[int]) -> None:
        # For the length of the COPY
        self._form = form
        self._places = tuple(places)
        quote, escape, delimiter = (re.escape(part) for part in (form.quote, form.escape, form.delimiter))
        inside = rb"(?:" + escape + quote + rb"|" + quote + quote + rb"|[^" + quote + rb"])*+"
        self._field = re.compile(
            rb"(?:" + quote + rb"(?P<quoted>" + inside + rb")" + quote + rb"(?P<more>[^" + delimiter + rb"]*)"
            rb"|(?P<plain>[^" + delimiter + rb"]*))",
            re.DOTALL,
        )
        # Changing with the data
        self._rest = b""
        self._next = 1
        self.line = 1

    def read(self, data: bytes, *, is_end: bool) -> Fields:
        whole = self._rest + data
        self._rest = b""
        if is_end and whole and not whole.endswith(b"\n"):
            whole += b"\n"
        self.line = self._next
        rows: list[bytes] = []
        start = position = 0
        quote = self._form.quote
        has_quotes = quote in whole
        while (end := whole.find(b"\n", position)) >= 0:
            position = end + 1
            # A row ends where its quotes are even in number; an escaped quote counts as two, or as none.
            if has_quotes and self._quotes(whole[start:end]) % 2:
                continue
            rows.append(whole[start:end])
            self._next += whole.count(b"\n", start, position)
            start = position
        self._rest = whole[start:]
        if self.line == 1 and self._form.has_header and rows:
            self.line += rows.pop(0).count(b"\n") + 1
        if b"\\." in rows:
            del rows[rows.index(b"\\.") :]
        return [self._row(row.removesuffix(b"\r")) for row in rows]

    def _quotes(self, row: bytes) -> int:
        if self._form.escape != self._form.quote:
            row = row.replace(self._form.escape + self._form.quote, b"")
        return row.count(self._form.quote)

    def _row(self, row: bytes) -> tuple[bytes | None, ...]:
        null = self._form.null
        if self._form.quote not in row:
            picked = _picked(row.split(self._form.delimiter), self._places)
            return tuple(None if field == null else field for field in picked)
        fields: list[bytes | None] = []
        position = 0
        while position <= len(row):
            found = self._field.match(row, position)
            assert found is not None
            plain, quoted = found["plain"], found["quoted"]
            if quoted is not None:
                fields.append(self._unquoted(quoted) + found["more"])
            else:
                fields.append(None if plain == null else plain)
            position = found.end() + 1
        return _picked(fields, self._places)

    def _unquoted(self, text: bytes) -> bytes:
        escape, quote = self._form.escape, self._form.quote
        text = text.replace(escape + quote, quote)
        return text.replace(escape + escape, escape) if escape != quote else text


class BinaryRows:
    """`decode` gives the text of each wanted field."""

    def __init__(self, places: Sequence[int], decode: Sequence[Callable[[bytes], str]]) -> None:
        # For the length of the COPY
        self._places = tuple(places)
        self._decode = tuple(decode)
        # Changing with the data
        self._rest = b""
        self._next = 1
        self._is_begun = False
        self.line = 1

    def read(self, data: bytes, *, is_end: bool) -> Fields:
        whole = self._rest + data
        self.line = self._next
        position = self._begin(whole)
        rows: Fields = []
        if position is not None:
            for row, behind in self._rows(whole, position):
                rows.append(row)
                position = behind
        self._rest = whole[position or 0 :]
        self._next += len(rows)
        return rows

    def _begin(self, whole: bytes) -> int | None:
        if self._is_begun:
            return 0
        if len(whole) < 19:
            return None
        if not whole.startswith(_SIGNATURE):
            raise ProxyError("COPY file signature not recognized", sqlstate="22P04")
        position = int(19 + _INTEGER.unpack_from(whole, 15)[0])
        if len(whole) < position:
            return None
        self._is_begun = True
        return position

    def _rows(self, whole: bytes, position: int) -> Iterator[tuple[tuple[bytes | None, ...], int]]:
        size = len(whole)
        while size - position >= 2:
            count = int.from_bytes(whole[position : position + 2], "big", signed=True)
            if count < 0:
                return
            at = position + 2
            fields: list[bytes | None] = []
            for _ in range(count):
                if size - at < 4:
                    return
                length = _INTEGER.unpack_from(whole, at)[0]
                at += 4
                if size - at < length:
                    return
                fields.append(None if length < 0 else whole[at : at + length])
                at += max(length, 0)
            position = at
            yield tuple(self._texts(_picked(fields, self._places))), position

    def _texts(self, fields: Iterable[bytes | None]) -> Iterator[bytes | None]:
        for field, decode in zip(fields, self._decode, strict=True):
            yield None if field is None else decode(field).encode()


def _picked(fields: Sequence[bytes | None], places: Sequence[int]) -> tuple[bytes | None, ...]:
    """The server refuses a row with too few fields by itself."""
    return tuple(fields[place] if place < len(fields) else None for place in places)


def _unescaped(field: bytes) -> bytes:
    return _ESCAPED.sub(_character, field) if b"\\" in field else field


def _character(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 255,))
    if found[2]:
        return bytes((int(found[2], 16),))
    return _ESCAPES.get(found[3], found[3])

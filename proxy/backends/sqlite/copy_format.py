"""COPY's three formats: text, csv and binary, read in any chunking and written row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct, error
from typing import Final

from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError
from proxy.sql.tokens import tokenize, unquoted

_SIGNATURE: Final = b"PGCOPY\n\xff\r\n\0"
_SHORT: Final = Struct("!h")
_LENGTH: Final = Struct("!i")
_KNOWN: Final = ("format", "delimiter", "null", "header", "quote", "escape", "encoding", "force_quote", "force_null",
                 "force_not_null")  # fmt: skip
_REFUSED: Final = ("freeze", "default", "on_error", "reject_limit", "log_verbosity")


class BadCopyFormat(ProxyError):
    """Data that are not in the announced format."""

    sqlstate = "22P04"


@dataclass(frozen=True, slots=True)
class CopyFormat:
    kind: str = "text"
    delimiter: str = "\t"
    null: str = "\\N"
    header: bool = False
    match_header: bool = False
    quote: str = '"'
    escape: str = '"'
    force_quote: frozenset[str] | None = frozenset()
    """Columns; None for all of them."""
    force_null: frozenset[str] = frozenset()
    force_not_null: frozenset[str] = frozenset()


def copy_format(options: Mapping[str, str], *, into: bool) -> CopyFormat:
    """The format that the options of COPY FROM (`into`) or TO describe. Raises ProxyError for what PostgreSQL or we
    do not take."""
    for name in options:
        if name in _REFUSED or (name == "header" and options[name].lower() == "match" and not into):
            raise FeatureNotSupported(f"COPY with the option {name.upper()} is not supported on SQLite")
        if name in ("force_null", "force_not_null") and not into:
            raise InvalidParameterValue(f"COPY {name.upper()} cannot be used with COPY TO")
        if name == "force_quote" and into:
            raise InvalidParameterValue("COPY FORCE_QUOTE cannot be used with COPY FROM")
        if name not in _KNOWN:
            raise ProxyError(f'option "{name}" not recognized', sqlstate="42601")
    kind = options.get("format", "text").lower()
    if kind not in ("text", "csv", "binary"):
        raise InvalidParameterValue(f'COPY format "{kind}" not recognized')
    if options.get("encoding", "utf8").lower().replace("-", "") not in ("utf8", "unicode"):
        raise FeatureNotSupported(f"COPY with encoding {options['encoding']} is not supported on SQLite; use UTF8")
    csv = kind == "csv"
    quote = options.get("quote", '"')
    header = options.get("header", "false").lower()
    for name in ("delimiter", "quote", "escape"):
        if name in options and len(options[name].encode()) != 1:
            raise FeatureNotSupported(f"COPY {name} must be a single one-byte character")
        if name in options and not csv and (name != "delimiter" or kind == "binary"):
            raise FeatureNotSupported(f"COPY {name} requires CSV mode")
    return CopyFormat(
        kind,
        options.get("delimiter", "," if csv else "\t"),
        options.get("null", "" if csv else "\\N"),
        header not in ("false", "off", "0"),
        header == "match",
        quote,
        options.get("escape", quote),
        None if options.get("force_quote") == "*" else _columns(options.get("force_quote")),
        _columns(options.get("force_null")),
        _columns(options.get("force_not_null")),
    )


def _columns(text: str | None) -> frozenset[str]:
    if text == "*":
        raise FeatureNotSupported("FORCE_NULL and FORCE_NOT_NULL of all columns is not supported on SQLite; name them")
    return (
        frozenset() if text is None else frozenset(unquoted(value) for value in tokenize(text).values if value != ",")
    )


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_TEXT_ESCAPES: Final = {
    b"\\": b"\\\\", b"\b": b"\\b", b"\f": b"\\f", b"\n": b"\\n", b"\r": b"\\r", b"\t": b"\\t", b"\v": b"\\v",
}  # fmt: skip

_SPECIAL: Final = re.compile(rb"[\\\x08-\x0d]")


def head(form: CopyFormat, names: Sequence[str]) -> bytes:
    """What comes before the first row."""
    if form.kind == "binary":
        return _SIGNATURE + b"\0" * 8
    return line(form, [name.encode() for name in names], names, is_header=True) if form.header else b""


def tail(form: CopyFormat) -> bytes:
    return b"\xff\xff" if form.kind == "binary" else b""


def line(form: CopyFormat, row: Sequence[bytes | None], names: Sequence[str], *, is_header: bool = False) -> bytes:
    """One row, its values already in the column's text format, or binary format for `binary`."""
    if form.kind == "binary":
        parts = [_SHORT.pack(len(row))]
        parts.extend(b"\xff\xff\xff\xff" if value is None else _LENGTH.pack(len(value)) + value for value in row)
        return b"".join(parts)
    if form.kind == "csv":
        texts = [None if value is None else value.decode() for value in row]
        fields = [_csv_field(form, text, names[i], len(texts) == 1, is_header) for i, text in enumerate(texts)]
        return (form.delimiter.join(fields) + "\n").encode()
    delimiter, null = form.delimiter.encode(), form.null.encode()
    return delimiter.join([null if value is None else _text_field(delimiter, value) for value in row]) + b"\n"


def _text_field(delimiter: bytes, value: bytes) -> bytes:
    if _SPECIAL.search(value):
        value = _SPECIAL.sub(lambda found: _TEXT_ESCAPES[found[0]], value)
    return value.replace(delimiter, b"\\" + delimiter) if delimiter != b"\t" else value


def _csv_field(form: CopyFormat, text: str | None, name: str, alone: bool, is_header: bool) -> str:
    if text is None:
        return form.null
    forced = not is_header and (form.force_quote is None or name in form.force_quote)
    special = any(character in text for character in (form.delimiter, form.quote, "\n", "\r"))
    if not (forced or special or text == form.null or (alone and text == "\\.")):
        return text
    if form.escape != form.quote:
        text = text.replace(form.escape, form.escape * 2)
    return form.quote + text.replace(form.quote, form.escape + form.quote) + form.quote


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class RowReader:
    """Cuts incoming bytes into rows of fields: text for text and csv, bytes for binary; None is NULL."""

    def __init__(self, form: CopyFormat, names: Sequence[str]) -> None:
        self.form = form
        self.names = names
        self.line = 0
        self._buffer = b""
        self._needs_head = form.header if form.kind != "binary" else True
        self._ended = False
        self._csv_quote = form.quote.encode()

    def feed(self, data: bytes) -> Iterator[list[bytes | None]]:
        """The rows that `data` completes. Raises BadCopyFormat."""
        self._buffer += data
        if self.form.kind == "binary":
            yield from self._binary_rows()
            return
        start = scanned = 0
        while not self._ended:
            end = self._buffer.find(b"\n", scanned)
            if end < 0:
                break
            raw = self._buffer[start:end]
            scanned = end + 1
            if self.form.kind == "csv" and self._is_open(raw):
                continue
            start = scanned
            row = self._row(raw.removesuffix(b"\r"))
            if row is not None:
                yield row
        self._buffer = self._buffer[start:]

    def finish(self) -> Iterator[list[bytes | None]]:
        """The last row, if no newline ended it. Raises BadCopyFormat for a broken end."""
        if self.form.kind == "binary":
            if not self._ended and self._buffer:
                raise BadCopyFormat("unexpected EOF in COPY data")
            return
        if self._buffer and not self._ended:
            if self.form.kind == "csv" and self._is_open(self._buffer):
                raise BadCopyFormat("unterminated CSV quoted field", where=f"line {self.line + 1}")
            row = self._row(self._buffer.removesuffix(b"\r"))
            if row is not None:
                yield row

    def _is_open(self, raw: bytes) -> bool:
        """A quoted field goes on behind the line's end."""
        if self.form.escape == self.form.quote:
            return raw.count(self._csv_quote) % 2 == 1
        escape, inside, i = self.form.escape.encode(), False, 0
        while i < len(raw):
            if inside and raw[i : i + 1] == escape:
                i += 1
            elif raw[i : i + 1] == self._csv_quote:
                inside = not inside
            i += 1
        return inside

    def _row(self, raw: bytes) -> list[bytes | None] | None:
        self.line += 1
        if raw == b"\\." and self.form.kind != "csv":
            self._ended = True
            return None
        try:
            text = raw.decode()
        except UnicodeDecodeError as problem:
            byte = raw[problem.start]
            raise ProxyError(f'invalid byte sequence for encoding "UTF8": 0x{byte:02x}', sqlstate="22021") from problem
        fields = self._csv(text) if self.form.kind == "csv" else self._text(text)
        if self._needs_head:
            self._needs_head = False
            if self.form.match_header and fields != list(self.names):
                raise BadCopyFormat("column names in the header line do not match the columns of COPY")
            return None
        if len(fields) < len(self.names):
            missing = self.names[len(fields)]
            raise BadCopyFormat(f'missing data for column "{missing}"', where=f"COPY, line {self.line}")
        if len(fields) > len(self.names):
            raise BadCopyFormat("extra data after last expected column", where=f"COPY, line {self.line}")
        return [None if field is None else field.encode() for field in fields]

    def _text(self, text: str) -> list[str | None]:
        if not self.names and not text:
            return []
        if "\\" not in text:
            return [None if field == self.form.null else field for field in text.split(self.form.delimiter)]
        mark = re.escape(self.form.delimiter)
        fields = re.findall(rf"(?:^|{mark})((?:\\.|[^\\{mark}])*\\?)", text, re.DOTALL)
        return [None if field == self.form.null else _UNESCAPE.sub(_unescaped, field) for field in fields]

    def _csv(self, text: str) -> list[str | None]:
        form = self.form
        fields: list[str | None] = []
        i, size = 0, len(text)
        while True:
            parts: list[str] = []
            quoted = False
            while i < size and text[i] != form.delimiter:
                if text[i] != form.quote:
                    parts.append(text[i])
                    i += 1
                    continue
                quoted = True
                i += 1
                while i < size:
                    if text[i] == form.escape and text[i + 1 : i + 2] in (form.quote, form.escape) and i + 1 < size:
                        parts.append(text[i + 1])
                        i += 2
                    elif text[i] == form.quote:
                        i += 1
                        break
                    else:
                        parts.append(text[i])
                        i += 1
            value = "".join(parts)
            name = self.names[len(fields)] if len(fields) < len(self.names) else ""
            is_null = value == form.null and (not quoted or name in form.force_null) and name not in form.force_not_null
            fields.append(None if is_null else value)
            if i >= size:
                return fields
            i += 1

    def _binary_rows(self) -> Iterator[list[bytes | None]]:
        buffer, position = self._buffer, 0
        if self._needs_head:
            if len(buffer) < 19:
                return
            if not buffer.startswith(_SIGNATURE):
                raise BadCopyFormat("COPY file signature not recognized")
            position = 19 + _LENGTH.unpack_from(buffer, 15)[0]
            self._needs_head = False
        while not self._ended:
            try:
                row, after = self._binary_row(buffer, position)
            except error:
                break
            if after > len(buffer):
                break
            position = after
            if row is not None:
                self.line += 1
                yield row
        self._buffer = buffer[position:]

    def _binary_row(self, buffer: bytes, position: int) -> tuple[list[bytes | None] | None, int]:
        count = _SHORT.unpack_from(buffer, position)[0]
        position += 2
        if count == -1:
            self._ended = True
            return None, position
        if count != len(self.names):
            raise BadCopyFormat(f"row field count is {count}, expected {len(self.names)}")
        row: list[bytes | None] = []
        for _ in range(count):
            length = _LENGTH.unpack_from(buffer, position)[0]
            position += 4
            row.append(None if length < 0 else buffer[position : position + length])
            position += max(length, 0)
        return row, position


_UNESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)
_UNESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    if found[2]:
        return chr(int(found[2], 8) & 0xFF)
    return _UNESCAPES.get(found[3], found[3])

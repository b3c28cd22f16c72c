"""A statement ready to run: its translation, its types, and the functions that encode its rows."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timezone, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from proxy.backends.sqlite.catalog import catalogs_in
from proxy.backends.sqlite.reading import Piece
from proxy.backends.sqlite.rows import INTEGER, OTHER, STRING, Encode, RowWriter
from proxy.backends.sqlite.settings import zone
from proxy.errors import ProxyError
from proxy.sql import literals
from proxy.sql.schema import DomainType
from proxy.sql.transpile import ResultColumn, Translation
from proxy.wire import backend, binary, values
from proxy.wire.defined import EnumType

_STRINGS: Final = frozenset(
    (values.TEXT, values.VARCHAR, values.BPCHAR, values.NAME, values.CHAR, values.JSON, values.JSONB, values.DATE,
     values.TIME, values.TIMESTAMP, values.INTERVAL, values.UUID, values.XML)
)  # fmt: skip
_INTEGERS: Final = frozenset((values.INT2, values.INT4, values.INT8, values.OID))
_NAMED: Final = frozenset((values.REGCLASS, values.REGTYPE, values.REGPROC, values.REGNAMESPACE, values.REGROLE))
OF_THE_SESSION: Final = ("pg_set_config", "pg_notify", "pg_advisory", "pg_sleep")
"""Functions that do more than tell."""
_CHECKED: Final = frozenset((values.JSON, values.JSONB))
_RANGES: Final = {
    values.INT2: (-(2**15), 2**15 - 1, "smallint"),
    values.INT4: (-(2**31), 2**31 - 1, "integer"),
    values.INT8: (-(2**63), 2**63 - 1, "bigint"),
}


class Plan:
    """What is known of a statement under one schema. `translation` is None for a command the engine runs itself."""

    __slots__ = (
        "_descriptions",
        "_row_writers",
        "catalogs",
        "columns",
        "inner",
        "parameter_types",
        "piece",
        "schema",
        "took",
        "translation",
    )

    def __init__(
        self, piece: Piece, translation: Translation | None, schema: object, inner: Plan | None = None
    ) -> None:
        self.piece = piece
        self.translation = translation
        self.schema = schema
        """The facts it was made for; another object there means that it may be wrong now."""
        self.inner = inner
        """Of the statement that DECLARE and EXPLAIN name; its parameters are theirs."""
        self.parameter_types: tuple[int, ...] = () if translation is None else translation.parameter_types
        if inner is not None:
            self.parameter_types = inner.parameter_types
        self.columns: tuple[ResultColumn, ...] = () if translation is None else translation.columns
        self.catalogs: tuple[str, ...] = ()
        if translation is not None and translation.reads_catalogs:
            self.catalogs = catalogs_in(translation.statements)
        self.took = math.inf
        """Seconds of the processor that it took when it ran last."""
        self._descriptions: dict[tuple[int, ...], bytes] = {}
        self._row_writers: dict[tuple[tuple[int, ...], str], RowWriter] = {}

    @property
    def is_late(self) -> bool:
        """Nothing is known of the statement: it says what is wrong when it runs."""
        return self.translation is None and self.piece.command is None

    @property
    def is_plain_write(self) -> bool:
        """Nothing but one statement has to be run, which changes rows and asks nothing of the session's own."""
        translation = self.translation
        return (
            translation is not None
            and translation.writes
            and len(translation.statements) == 1
            and translation.tag in ("INSERT", "UPDATE", "DELETE")
            and not translation.steps
            and not translation.on_commit
            and not translation.changes_schema
            and not translation.reads_catalogs
            and not any(name in translation.sqlite_sql for name in OF_THE_SESSION)
        )

    def bound(self, values: Sequence[Any]) -> Sequence[Any]:
        """Of these parameters those that the statement proper mentions."""
        assert self.translation is not None
        return values if self.translation.bound < 0 else values[: self.translation.bound]

    def description(self, formats: tuple[int, ...]) -> bytes:
        """RowDescription for these result formats, or NoData."""
        found = self._descriptions.get(formats)
        if found is None:
            found = self._descriptions[formats] = description(self.columns, formats)
        return found

    def row_writer(self, formats: tuple[int, ...], time_zone: str) -> RowWriter:
        found = self._row_writers.get((formats, time_zone))
        if found is None:
            found = self._row_writers[formats, time_zone] = row_writer(self.columns, formats, time_zone)
        return found


def column_format(formats: Sequence[int], index: int) -> int:
    if not formats:
        return 0
    return formats[0] if len(formats) == 1 else formats[index]


def check_formats(formats: Sequence[int], count: int) -> None:
    """Raises ProxyError (08P01) unless none, one or `count` result formats are given."""
    if len(formats) > 1 and len(formats) != count:
        raise ProxyError(
            f"bind message has {len(formats)} result formats but query has {count} columns", sqlstate="08P01"
        )
    if any(code not in (0, 1) for code in formats):
        raise ProxyError("unsupported format code", sqlstate="22023")


def description(columns: Sequence[ResultColumn], formats: Sequence[int]) -> bytes:
    return backend.row_description(
        [
            backend.Column(
                column.name,
                column.type_oid,
                values.size_of(column.type_oid),
                column.type_modifier,
                column_format(formats, i),
                column.table_oid,
                column.column_number,
            )
            for i, column in enumerate(columns)
        ]
    )


def row_writer(columns: Sequence[ResultColumn], formats: Sequence[int], time_zone: str) -> RowWriter:
    """What writes rows of these columns in the asked formats."""
    encode = encoders(columns, formats, time_zone)
    kinds = [_kind(column.type_oid, column_format(formats, i)) for i, column in enumerate(columns)]
    return RowWriter(columns, encode, kinds)


def encoders(columns: Sequence[ResultColumn], formats: Sequence[int], time_zone: str) -> list[Encode]:
    """One function a column, from the stored value (never None) to its bytes in the asked format."""
    return [_encoder(column.type_oid, column_format(formats, i), time_zone) for i, column in enumerate(columns)]


def _kind(oid: int, format_code: int) -> int:
    if format_code == 1:
        return OTHER
    return STRING if oid in _STRINGS else INTEGER if oid in _INTEGERS else OTHER


def _encoder(oid: int, format_code: int, time_zone: str) -> Encode:
    if format_code == 1:
        return binary.encoder(oid)
    if oid in _STRINGS:
        return str.encode
    if oid in _INTEGERS:
        return _digits
    if oid == values.TIMESTAMPTZ and zone(time_zone) is not UTC:
        place = zone(time_zone)
        return lambda value: in_zone(value, place).encode()
    return lambda value: values.text_of(oid, value).encode()


def _digits(value: Any) -> bytes:
    if type(value) is not int:
        raise TypeError(f"{value!r} is no integer")
    return b"%d" % value


def in_zone(text: str, place: timezone | ZoneInfo) -> str:
    """A stored timestamptz as PostgreSQL prints it in that time zone."""
    if text.endswith("infinity"):
        return text
    moment = datetime.fromisoformat(_whole(text)).astimezone(place)
    offset = moment.utcoffset()
    assert offset is not None
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    suffix = f"{sign}{seconds // 3600:02d}"
    if seconds % 3600:
        suffix += f":{seconds // 60 % 60:02d}"
    if seconds % 60:
        suffix += f":{seconds % 60:02d}"
    clock = moment.strftime("%H:%M:%S")
    fraction = f".{moment.microsecond:06d}".rstrip("0") if moment.microsecond else ""
    return f"{moment.date().isoformat()} {clock}{fraction}{suffix}"


def _whole(text: str) -> str:
    """`text` with its fraction filled up, as `datetime.fromisoformat` of Python 3.11 wants it."""
    clock = text.removesuffix("+00")
    head, point, fraction = clock.partition(".")
    return f"{head}{point}{fraction.ljust(6, '0') if point else ''}+00:00"


def _checked(oid: int, element: int, value: Any) -> Any:
    """A value whose binary format is its text, or an array of such, as that text is read."""
    if oid == element:
        return literals.stored(oid, value)

    def item(one: Any) -> Any:
        if isinstance(one, list):
            return [item(each) for each in one]
        return None if one is None else literals.stored(element, one)

    return json.dumps(item(json.loads(value)), separators=(",", ":"), ensure_ascii=False)


def parameter(oid: int, format_code: int, data: bytes | None, place: tzinfo) -> Any:
    """The stored form of a Bind value; a moment without a zone is one at `place`."""
    if data is None:
        return None
    if isinstance(oid, DomainType):
        oid = oid.base
    if format_code == 1:
        value = binary.from_binary(oid, data)
        element = values.ELEMENTS.get(oid, oid)
        return _checked(oid, element, value) if element in _CHECKED or isinstance(element, EnumType) else value
    try:
        text = data.decode()
    except UnicodeDecodeError as problem:
        raise ProxyError(
            f'invalid byte sequence for encoding "UTF8": 0x{data[problem.start]:02x}', sqlstate="22021"
        ) from problem
    if oid in _RANGES and (text.isdigit() or (text[:1] == "-" and text[1:].isdigit())) and text.isascii():
        low, high, name = _RANGES[oid]
        number = int(text)
        if not low <= number <= high:
            raise ProxyError(f'value "{text}" is out of range for type {name}', sqlstate="22003")
        return number
    if "\0" in text:
        raise ProxyError('invalid byte sequence for encoding "UTF8": 0x00', sqlstate="22021")
    if oid in (values.TEXT, values.VARCHAR):
        return text
    if oid in _NAMED:
        # A name is looked up where the catalogs are at hand.
        return int(text) if text.isdigit() else text
    return literals.stored(oid, text, place)

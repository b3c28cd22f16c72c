"""Rows as PostgreSQL messages: columns from a row's fields, values in text or binary."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from struct import Struct
from typing import Final

from proxy.admin.rows import Row
from proxy.wire.backend import Column, data_row, row_description

_INT8: Final = Struct("!q")
_FLOAT8: Final = Struct("!d")

# Type OIDs and sizes from pg_type.dat, by the annotation of the row's field.
_TYPES: Final = {"str": (25, -1), "int": (20, 8), "float": (701, 8), "bool": (16, 1)}


def columns(row: type[Row], formats: Sequence[int] = ()) -> list[Column]:
    """`formats` as in Bind: none is text, one holds for all."""
    fields = dataclasses.fields(row)
    found = []
    for index, field in enumerate(fields):
        oid, size = _TYPES[str(field.type).removesuffix(" | None")]
        format_ = formats[index] if len(formats) > 1 else (formats[0] if formats else 0)
        found.append(Column(field.name, oid, size, format=format_))
    return found


def description(row: type[Row], formats: Sequence[int] = ()) -> bytes:
    return row_description(columns(row, formats))


def data(rows: Sequence[Row], formats: Sequence[int] = ()) -> bytes:
    if not rows:
        return b""
    described = columns(type(rows[0]), formats)
    return b"".join(data_row([_value(getattr(row, column.name), column) for column in described]) for row in rows)


def _value(value: str | int | float | bool | None, column: Column) -> bytes | None:
    if value is None:
        return None
    if column.type_oid == 16:
        return (b"\1" if value else b"\0") if column.format else (b"t" if value else b"f")
    if column.format and column.type_oid == 20:
        return _INT8.pack(int(value))
    if column.format and column.type_oid == 701:
        return _FLOAT8.pack(float(value))
    return str(value).encode()

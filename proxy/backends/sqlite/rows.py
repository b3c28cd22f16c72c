"""DataRow messages from rows of SQLite, by functions chosen once for each column. May be compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct
from typing import TYPE_CHECKING, Any, Final

from proxy.errors import ProxyError
from proxy.sql.transpile import ResultColumn
from proxy.wire import values

if TYPE_CHECKING:
    from mypy_extensions import i64

Encode = Callable[[Any], bytes]

# How a column's values become bytes. The first two are done here, without a call.
STRING: Final = 0
INTEGER: Final = 1
OTHER: Final = 2

_PACK: Final = Struct("!I").pack
_LENGTHS: Final[list[bytes]] = [_PACK(number) for number in range(512)]
"""Lengths of four bytes, made before."""
_NULL: Final = b"\xff\xff\xff\xff"


class RowWriter:
    """For the columns of one result in the formats its client asked for."""

    def __init__(self, columns: Sequence[ResultColumn], encode: list[Encode], kinds: list[int]) -> None:
        self.encode = encode
        """One function a column, from the stored value (never None) to its bytes."""
        self._columns = columns
        self._kinds = kinds
        self._count: i64 = len(encode)
        self._head = Struct("!H").pack(len(encode))

    def data_rows(self, rows: list[tuple[Any, ...]]) -> bytes:
        """Raises ProxyError (XX001) for a value that its column's type does not allow."""
        out: list[bytes] = []
        try:
            for row in rows:
                self._add(out, row)
        except (TypeError, ValueError, AttributeError) as problem:
            types = ", ".join(
                f"{c.name} {values.TYPES[c.type_oid].name if c.type_oid in values.TYPES else c.type_oid}"
                for c in self._columns
            )
            raise ProxyError(
                f"the file holds a value that its column's type does not allow ({problem})",
                sqlstate="XX001",
                detail=f"The columns of the result are: {types}.",
            ) from problem
        return b"".join(out)

    def _add(self, out: list[bytes], row: tuple[Any, ...]) -> None:
        parts: list[bytes] = [self._head]
        kinds = self._kinds
        count = self._count
        size: i64 = 6 + 4 * count
        index: i64 = 0
        while index < count:
            value = row[index]
            if value is None:
                parts.append(_NULL)
            else:
                kind = kinds[index]
                if kind == STRING:
                    if not isinstance(value, str):
                        raise TypeError(f"{value!r} is no text")
                    data = value.encode()
                elif kind == INTEGER:
                    if not isinstance(value, int):
                        raise TypeError(f"{value!r} is no integer")
                    data = str(value).encode()
                else:
                    data = self.encode[index](value)
                length: i64 = len(data)
                size += length
                parts.append(_LENGTHS[length] if length < 512 else _PACK(length))
                parts.append(data)
            index += 1
        out.append(b"D")
        out.append(_LENGTHS[size] if size < 512 else _PACK(size))
        out.append(b"".join(parts))

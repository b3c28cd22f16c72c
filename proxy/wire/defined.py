"""Types that users define: oids that know what they stand for."""

from __future__ import annotations

from typing import Any, Final

_TEXT: Final = "25"
_TEXTS: Final = "1009"


class DefinedType(int):
    """The oid of a type with a name of its own."""

    schema: str
    name: str


class EnumType(DefinedType):
    """The oid of an enum, with its labels in their order.

    A value is kept as its label, so in the text of SQLite's SQL the oid is that of text; `:d` gives its own.
    """

    labels: tuple[str, ...]
    array: EnumArray

    def __new__(cls, oid: int, schema: str, name: str, labels: tuple[str, ...]) -> EnumType:
        found = super().__new__(cls, oid)
        found.schema, found.name, found.labels = schema, name, labels
        found.array = EnumArray(oid + 1, found)
        return found

    def __str__(self) -> str:
        return format(self, "")

    def __format__(self, specification: str) -> str:
        return super().__format__(specification) if specification else _TEXT

    def __deepcopy__(self, memo: dict[int, Any]) -> EnumType:
        return self


class EnumArray(int):
    """The oid of the arrays of an enum; in the text of SQL that of arrays of text."""

    element: EnumType

    def __new__(cls, oid: int, element: EnumType) -> EnumArray:
        found = super().__new__(cls, oid)
        found.element = element
        return found

    def __str__(self) -> str:
        return format(self, "")

    def __format__(self, specification: str) -> str:
        return super().__format__(specification) if specification else _TEXTS

    def __deepcopy__(self, memo: dict[int, Any]) -> EnumArray:
        return self


class Elements(dict[int, int]):
    """Array type → element type. The array of an enum knows its own."""

    def __contains__(self, oid: object) -> bool:
        return isinstance(oid, EnumArray) or super().__contains__(oid)

    def __missing__(self, oid: int) -> int:
        if isinstance(oid, EnumArray):
            return oid.element
        raise KeyError(oid)

    def get(self, oid: int, default: Any = None) -> Any:
        if oid not in self:
            return default
        return self[oid]


class Arrays(dict[int, int]):
    """Element type → array type. An enum knows its own."""

    def __contains__(self, oid: object) -> bool:
        return isinstance(oid, EnumType) or super().__contains__(oid)

    def __missing__(self, oid: int) -> int:
        if isinstance(oid, EnumType):
            return oid.array
        raise KeyError(oid)

    def get(self, oid: int, default: Any = None) -> Any:
        if oid not in self:
            return default
        return self[oid]

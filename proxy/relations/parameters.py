"""A client's parameters as text, whichever format and type they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proxy.relations.errand import Parameters
from proxy.wire.binary import from_binary
from proxy.wire.frontend import Bind
from proxy.wire.values import text_of


def lacks_types(bound: Bind, types: Sequence[int], numbers: Iterable[int]) -> bool:
    """Whether a binary value among these cannot be read before the server has told its parameters' types."""
    return any(
        bound.parameter_format(number - 1) == 1 and not _type(types, number)
        for number in numbers
        if number <= len(bound.values)
    )


def read_parameters(bound: Bind, types: Sequence[int], numbers: Iterable[int]) -> Parameters:
    """The values of the parameters of these numbers. Raises WrongValue for bytes that are none of their type.

    One that the Bind does not have counts as NULL: the server refuses such a Bind by itself.
    """
    return {number: _text(bound, types, number) for number in numbers}


def text_of_binary(type_oid: int, value: bytes) -> str:
    """A value in the binary format, as PostgreSQL writes it in text."""
    return text_of(type_oid, from_binary(type_oid, value))


def _text(bound: Bind, types: Sequence[int], number: int) -> str | None:
    value = bound.values[number - 1] if number <= len(bound.values) else None
    if value is None:
        return None
    if bound.parameter_format(number - 1) == 0:
        return value.decode("utf-8", "surrogateescape")
    return text_of_binary(_type(types, number), value)


def _type(types: Sequence[int], number: int) -> int:
    return types[number - 1] if number <= len(types) else 0

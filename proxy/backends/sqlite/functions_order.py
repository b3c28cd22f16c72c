"""How PostgreSQL orders stored values of each type, arrays among them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cmp_to_key, lru_cache
from typing import Any

from proxy.backends.sqlite.functions_interval import span
from proxy.sql import types as t
from proxy.wire.defined import EnumType

Compare = Callable[[Any, Any], int]


@lru_cache(maxsize=512)
def parsed(text: str) -> Any:
    """The list behind a stored array; nobody may change it."""
    return json.loads(text)


def flattened(items: Iterable[Any]) -> list[Any]:
    """The items of all dimensions in one list."""
    result: list[Any] = []
    for item in items:
        if isinstance(item, list):
            result += flattened(item)
        else:
            result.append(item)
    return result


def sizes_of(items: Any) -> list[int]:
    """How many items each dimension has."""
    sizes = []
    while isinstance(items, list) and items:
        sizes.append(len(items))
        items = items[0]
    return sizes


def _plain(a: Any, b: Any) -> int:
    return int(a > b) - int(a < b)


def comparer(oid: int) -> Compare:
    """How PostgreSQL orders two stored values of the type, neither of them NULL."""
    if oid == t.NUMERIC:
        return lambda a, b: _plain(Decimal(a), Decimal(b))
    if oid == t.INTERVAL:
        return lambda a, b: _plain(span(a), span(b))
    if oid == t.BPCHAR:
        return lambda a, b: _plain(a.rstrip(" "), b.rstrip(" "))
    if oid in (t.DATE, t.TIMESTAMP, t.TIMESTAMPTZ):
        return lambda a, b: _plain(_moment_key(a), _moment_key(b))
    if oid == t.JSONB:
        from proxy.backends.sqlite.functions_json import compare_jsonb

        return compare_jsonb
    if isinstance(oid, EnumType):
        return enum_comparer(oid)
    if oid in t.ELEMENTS:
        return array_comparer(t.ELEMENTS[oid])
    return _plain


def enum_comparer(oid: EnumType) -> Compare:
    """The order of the labels."""
    return by_place(places_of(oid))


def places_of(oid: EnumType) -> dict[str, int]:
    """Each label's place in the order."""
    return {label: place for place, label in enumerate(oid.labels)}


def by_place(places: dict[str, int]) -> Compare:
    """The order that these places give; what has none comes last."""
    last = len(places)
    return lambda a, b: places.get(a, last) - places.get(b, last) or _plain(a, b)


def _moment_key(value: str) -> str:
    return {"infinity": "~", "-infinity": ""}.get(value, value)


def array_comparer(element: int, compare_items: Compare | None = None) -> Compare:
    """The order of arrays: item by item, NULL last, then the shorter first."""
    compare_items = compare_items or comparer(element)

    def compare(a: str, b: str) -> int:
        if a == b:
            return 0
        left, right = flattened(parsed(a)), flattened(parsed(b))
        for one, other in zip(left, right, strict=False):
            if one is None or other is None:
                if one is None and other is None:
                    continue
                return 1 if one is None else -1
            result = compare_items(one, other)
            if result:
                return result
        if len(left) != len(right):
            return _plain(len(left), len(right))
        return _plain(sizes_of(parsed(a)), sizes_of(parsed(b)))

    return compare


def sort_key(oid: int) -> Callable[[Any], Any]:
    """A key under which `sorted` orders stored values as PostgreSQL does."""
    return cmp_to_key(comparer(oid))

"""Arrays, kept as JSON text: building, access, search, comparison, and what unnest() runs over."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from proxy.backends.sqlite.functions_order import comparer, flattened, parsed, sizes_of
from proxy.backends.sqlite.functions_text import like_pattern, lower
from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError
from proxy.sql import types as t
from proxy.sql.literals import text as text_of
from proxy.wire.values import unwrapped, wrapped


class ArraySubscript(ProxyError):
    """Arrays whose dimensions do not fit together."""

    sqlstate = "2202E"


def dumped(items: Any) -> str:
    """The stored form of a list."""
    return json.dumps(items, separators=(",", ":"), ensure_ascii=False)


def extreme(greatest: int, oid: int, *values: Any) -> Any:
    """greatest() and least(), which skip NULL."""
    compare = comparer(oid)
    best = None
    for value in values:
        if value is not None and (best is None or (compare(value, best) > 0 if greatest else compare(value, best) < 0)):
            best = value
    return best


# ── building ────────────────────────────────────────────────────────────────────────────────────────────────────────


def built(element: int, *values: Any) -> str:
    """ARRAY[…] of stored values."""
    return dumped([None if value is None else wrapped(element, value) for value in values])


def nested(*arrays: str | None) -> str:
    """ARRAY[…] of arrays, which must be of one shape."""
    lists = [parsed(array) if array is not None else [] for array in arrays]
    if len({tuple(sizes_of(one)) for one in lists}) > 1:
        raise ArraySubscript("multidimensional arrays must have array expressions with matching dimensions")
    if all(not one for one in lists):
        return "[]"
    return dumped(lists)


def concatenated(a: str | None, b: str | None) -> str | None:
    """array || array; NULL is nothing."""
    if a is None or b is None:
        return a if b is None else b
    left, right = parsed(a), parsed(b)
    if not left or not right:
        return b if not left else a
    depth, other = len(sizes_of(left)), len(sizes_of(right))
    if depth == other:
        if sizes_of(left)[1:] != sizes_of(right)[1:]:
            raise ArraySubscript("cannot concatenate incompatible arrays")
        return dumped(left + right)
    if depth == other + 1 and sizes_of(left)[1:] == sizes_of(right):
        return dumped([*left, right])
    if other == depth + 1 and sizes_of(right)[1:] == sizes_of(left):
        return dumped([left, *right])
    raise ArraySubscript("cannot concatenate incompatible arrays")


def appended(element: int, array: str | None, value: Any) -> str:
    """array_append()."""
    items = [] if array is None else parsed(array)
    _one_dimension(items)
    return dumped([*items, None if value is None else wrapped(element, value)])


def prepended(element: int, value: Any, array: str | None) -> str:
    """array_prepend()."""
    items = [] if array is None else parsed(array)
    _one_dimension(items)
    return dumped([None if value is None else wrapped(element, value), *items])


def _one_dimension(items: list[Any]) -> None:
    if items and isinstance(items[0], list):
        raise ProxyError("argument must be empty or one-dimensional array", sqlstate="22000")


def filled(element: int, value: Any, sizes: str) -> str:
    """array_fill()."""
    result: Any = None if value is None else wrapped(element, value)
    for size in reversed(parsed(sizes)):
        if size is None:
            raise ProxyError("dimension values cannot be null", sqlstate="22004")
        result = [result] * size
    return dumped(result if isinstance(result, list) else [])


def from_text(text: str | None, separator: str | None, null: str | None) -> str | None:
    """string_to_array()."""
    if text is None:
        return None
    if text == "":
        return "[]"
    parts: list[str] = list(text) if separator is None else text.split(separator) if separator else [text]
    return dumped([None if null is not None and part == null else part for part in parts])


# ── access ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def subscripted(element: int, array: str | None, *indexes: int | None) -> Any:
    """array[i][j]: NULL outside, and for fewer subscripts than dimensions."""
    if array is None or None in indexes:
        return None
    value = parsed(array)
    for index in indexes:
        if not isinstance(value, list) or index is None or not 1 <= index <= len(value):
            return None
        value = value[index - 1]
    return None if value is None or isinstance(value, list) else unwrapped(element, value)


def sliced(array: str | None, *bounds: int | str | None) -> str | None:
    """array[a:b][c:d]; an omitted bound is an empty text."""
    if array is None or None in bounds:
        return None
    return dumped(_sliced(parsed(array), bounds))


def _sliced(items: list[Any], bounds: tuple[Any, ...]) -> list[Any]:
    low = 1 if bounds[0] == "" else int(bounds[0])
    high = len(items) if bounds[1] == "" else int(bounds[1])
    found = items[max(low, 1) - 1 : max(high, 0)]
    if len(bounds) == 2:
        return found
    inner = [_sliced(item, bounds[2:]) if isinstance(item, list) else [] for item in found]
    return inner if all(inner) else []


def length(text: str, dimension: int) -> int | None:
    """array_length()."""
    sizes = sizes_of(parsed(text))
    return sizes[dimension - 1] if 0 < dimension <= len(sizes) else None


def lower_bound(text: str, dimension: int) -> int | None:
    """array_lower(): always 1 here, as arrays do not keep other bounds."""
    return None if length(text, dimension) is None else 1


def dimensions(text: str) -> str | None:
    """array_dims()."""
    return "".join(f"[1:{size}]" for size in sizes_of(parsed(text))) or None


def position(element: int, array: str | None, value: Any, start: int = 1) -> int | None:
    """array_position()."""
    found = _positions(element, array, value)
    return None if found is None else next((place for place in found if place >= start), None)


def positions(element: int, array: str | None, value: Any) -> str | None:
    """array_positions()."""
    found = _positions(element, array, value)
    return None if found is None else dumped(found)


def _same(element: int) -> Callable[[Any, Any], bool]:
    compare = comparer(element)
    return lambda a, b: (a is None and b is None) or (a is not None and b is not None and compare(a, b) == 0)


def _positions(element: int, array: str | None, value: Any) -> list[int] | None:
    if array is None:
        return None
    items = parsed(array)
    if items and isinstance(items[0], list):
        raise ProxyError("searching for elements in multidimensional arrays is not supported", sqlstate="0A000")
    same = _same(element)
    return [n for n, item in enumerate(items, 1) if same(None if item is None else unwrapped(element, item), value)]


def removed(element: int, array: str | None, value: Any) -> str | None:
    """array_remove()."""
    if array is None:
        return None
    items = parsed(array)
    if items and isinstance(items[0], list):
        raise ProxyError("removing elements from multidimensional arrays is not supported", sqlstate="0A000")
    same = _same(element)
    return dumped([i for i in items if not same(None if i is None else unwrapped(element, i), value)])


def replaced(element: int, array: str | None, old: Any, new: Any) -> str | None:
    """array_replace()."""
    if array is None:
        return None
    same = _same(element)
    fresh = None if new is None else wrapped(element, new)

    def one(item: Any) -> Any:
        if isinstance(item, list):
            return [one(each) for each in item]
        return fresh if same(None if item is None else unwrapped(element, item), old) else item

    return dumped(one(parsed(array)))


def trimmed(array: str, count: int) -> str:
    """trim_array()."""
    items = parsed(array)
    if not 0 <= count <= len(items):
        raise ArraySubscript(f"number of elements to trim must be between 0 and {len(items)}")
    return dumped(items[: len(items) - count])


def contains(element: int, left: str, right: str) -> int:
    """@>: each item of the right one, none of them NULL, is in the left one."""
    same = _same(element)
    items = [item for item in flattened(parsed(left)) if item is not None]
    return int(all(item is not None and any(same(item, one) for one in items) for item in flattened(parsed(right))))


def overlaps(element: int, left: str, right: str) -> int:
    """&&."""
    same = _same(element)
    items = [item for item in flattened(parsed(left)) if item is not None]
    return int(any(same(item, one) for item in flattened(parsed(right)) if item is not None for one in items))


def to_text(element: int, array: str | None, separator: str | None, null: str | None = None) -> str | None:
    """array_to_string()."""
    if array is None or separator is None:
        return None
    parts = []
    for item in flattened(parsed(array)):
        if item is None:
            if null is not None:
                parts.append(null)
        else:
            parts.append(text_of(element, unwrapped(element, item)))
    return separator.join(parts)


def quantified(operator: str, is_any: int, oid: int, value: Any, array: str | None) -> int | None:
    """value operator ANY (array), ALL (array); None is NULL, as SQL has it."""
    if array is None:
        return None
    test = _TESTS[operator](oid)
    unknown = False
    for item in flattened(parsed(array)):
        if item is None or value is None:
            unknown = True
            continue
        if bool(test(value, unwrapped(oid, item))) == bool(is_any):
            return int(bool(is_any))
    return None if unknown else int(not is_any)


def _ordering(test: Callable[[int], bool]) -> Callable[[int], Callable[[Any, Any], bool]]:
    def of(oid: int) -> Callable[[Any, Any], bool]:
        compare = comparer(oid)
        return lambda a, b: test(compare(a, b))

    return of


def _matching(test: Callable[[str, str], bool]) -> Callable[[int], Callable[[Any, Any], bool]]:
    return lambda _: test


def _matches(text: str, pattern: str, ignore_case: bool) -> bool:
    from proxy.backends.sqlite.functions_regexp import matches

    return bool(matches(text, pattern, ignore_case))


_TESTS: dict[str, Callable[[int], Callable[[Any, Any], bool]]] = {
    "=": _ordering(lambda order: order == 0),
    "<>": _ordering(lambda order: order != 0),
    "<": _ordering(lambda order: order < 0),
    "<=": _ordering(lambda order: order <= 0),
    ">": _ordering(lambda order: order > 0),
    ">=": _ordering(lambda order: order >= 0),
    "~~": _matching(lambda text, pattern: like_pattern(pattern).fullmatch(text) is not None),
    "!~~": _matching(lambda text, pattern: like_pattern(pattern).fullmatch(text) is None),
    "~~*": _matching(lambda text, pattern: like_pattern(lower(pattern)).fullmatch(lower(text)) is not None),
    "!~~*": _matching(lambda text, pattern: like_pattern(lower(pattern)).fullmatch(lower(text)) is None),
    "~": _matching(lambda text, pattern: _matches(text, pattern, False)),
    "!~": _matching(lambda text, pattern: not _matches(text, pattern, False)),
    "~*": _matching(lambda text, pattern: _matches(text, pattern, True)),
    "!~*": _matching(lambda text, pattern: not _matches(text, pattern, True)),
}

# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rows_of(*arrays: Any) -> str:
    """unnest() of arrays side by side, oid before each: one list a row, NULL where an array is the shorter one."""
    pairs = [(arrays[n], arrays[n + 1]) for n in range(0, len(arrays), 2)]
    lists = [flattened(parsed(array)) if array is not None else [] for _, array in pairs]
    return dumped(list(zip_longest(*lists)))


def zipped_rows(*tables: str) -> str:
    """The rows of several set-returning functions side by side, NULL where one has fewer."""
    lists = [json.loads(table) for table in tables]
    widths = [len(rows[0]) if rows else 1 for rows in lists]
    filled_rows = zip_longest(*lists)
    return dumped(
        [
            [cell for part, width in zip(row, widths, strict=True) for cell in (part or [None] * width)]
            for row in filled_rows
        ]
    )


def item_of(oid: int, row: str | None, number: int) -> Any:
    """The stored value at a place of a row that `rows_of` or an aggregate of rows has made."""
    if row is None:
        return None
    value = parsed(row)[number]
    return None if value is None else unwrapped(oid, value)


def series(oid: int, first: Any, last: Any, step: Any) -> str:
    """generate_series() of numbers as rows of one column."""
    if None in (first, last, step):
        return "[]"
    if oid == t.NUMERIC:
        return dumped([[value] for value in _numeric_series(str(first), str(last), str(step))])
    if step == 0:
        raise InvalidParameterValue("step size cannot equal zero")
    if abs(last - first) // abs(step) > 10_000_000:
        raise FeatureNotSupported("so long a generate_series() is not supported by the SQLite backend")
    return dumped([[value] for value in range(first, last + (1 if step > 0 else -1), step)])


def _numeric_series(first: str, last: str, step: str) -> list[str]:
    from proxy.backends.sqlite.functions_number import numeric

    if Decimal(step) == 0:
        raise InvalidParameterValue("step size cannot equal zero")
    found = []
    value = numeric("+", first, numeric("-", step, step))
    up = Decimal(step) > 0
    while (Decimal(value) <= Decimal(last)) if up else (Decimal(value) >= Decimal(last)):
        found.append(value)
        value = numeric("+", value, step)
    return found


def subscripts(array: str | None, dimension: int | None, reverse: int = 0) -> str:
    """generate_subscripts() as rows of one column."""
    count = None if array is None or dimension is None else length(array, dimension)
    numbers = range(1, (count or 0) + 1)
    return dumped([[number] for number in (reversed(numbers) if reverse else numbers)])


def split_rows(text: str | None, separator: str | None, null: str | None = None) -> str:
    """string_to_table() as rows of one column."""
    array = from_text(text, separator, null)
    return "[]" if array is None else dumped([[part] for part in json.loads(array)])


def rows_from_array(array: str | None) -> str:
    """Any one-column rows from an array that may be NULL."""
    return "[]" if array is None else dumped([[item] for item in flattened(parsed(array))])


ARRAY_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_array_length": length,
    "pg_array_ndims": lambda text: len(sizes_of(parsed(text))) or None,
    "pg_array_dims": dimensions,
    "pg_array_lower": lower_bound,
    "pg_flat": lambda text: dumped(flattened(parsed(text))),
    "pg_array_trim": trimmed,
    "pg_cardinality": lambda text: len(flattened(parsed(text))),
    "pg_array_contains": contains,
    "pg_array_overlaps": overlaps,
}
LENIENT_ARRAY_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_extreme": extreme,
    "pg_array": built,
    "pg_array_nest": nested,
    "pg_array_cat": concatenated,
    "pg_array_append": appended,
    "pg_array_prepend": prepended,
    "pg_array_fill": filled,
    "pg_array_subscript": subscripted,
    "pg_array_slice": sliced,
    "pg_array_position": position,
    "pg_array_positions": positions,
    "pg_array_remove": removed,
    "pg_array_replace": replaced,
    "pg_array_to_string": to_text,
    "pg_string_to_array": from_text,
    "pg_quantified": quantified,
    "pg_rows": rows_of,
    "pg_zip_rows": zipped_rows,
    "pg_item": item_of,
    "pg_series": series,
    "pg_subscripts": subscripts,
    "pg_split_rows": split_rows,
    "pg_array_rows": rows_from_array,
}

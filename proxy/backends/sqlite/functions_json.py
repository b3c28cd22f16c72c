"""jsonb and arrays: access, containment, order."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql.literals import json_value, jsonb_text


@lru_cache(maxsize=512)
def _parsed(text: str) -> Any:
    return json_value(text)


def _is_number(value: object) -> bool:
    return isinstance(value, str) and type(value) is not str


def _member(value: Any, key: str | int) -> Any:
    """The member, or None for a missing one (JSON null is a member: [None])."""
    if isinstance(value, dict) and isinstance(key, str):
        return [value[key]] if key in value else None
    if isinstance(value, list) and isinstance(key, int):
        return [value[key]] if -len(value) <= key < len(value) else None
    return None


def get(text: str, key: str | int, _binary: int) -> str | None:
    """-> of jsonb."""
    found = _member(_parsed(text), key)
    return None if found is None else jsonb_text(found[0])


def get_text(text: str, key: str | int, _binary: int) -> str | None:
    """->> of jsonb."""
    found = _member(_parsed(text), key)
    if found is None or found[0] is None:
        return None
    if isinstance(found[0], str) and not _is_number(found[0]):
        return found[0]
    return jsonb_text(found[0])


def _contains(left: Any, right: Any, top: bool = False) -> bool:
    if isinstance(right, dict):
        return isinstance(left, dict) and all(key in left and _contains(left[key], right[key]) for key in right)
    if isinstance(right, list):
        return isinstance(left, list) and all(any(_contains(one, item) for one in left) for item in right)
    if top and isinstance(left, list):
        return any(_same(one, right) for one in left)
    return _same(left, right)


def _same(a: Any, b: Any) -> bool:
    if _is_number(a) and _is_number(b):
        return Decimal(a) == Decimal(b)
    return type(a) is type(b) and bool(a == b)


def contains(left: str, right: str) -> int:
    """@> of jsonb."""
    return int(_contains(_parsed(left), _parsed(right), top=True))


def exists(text: str, key: str) -> int:
    """? of jsonb."""
    value = _parsed(text)
    if isinstance(value, dict):
        return int(key in value)
    if isinstance(value, list):
        return int(any(item == key and not _is_number(item) for item in value))
    return int(value == key and not _is_number(value))


def concatenated(left: str, right: str) -> str:
    """|| of jsonb."""
    a, b = _parsed(left), _parsed(right)
    if isinstance(a, dict) and isinstance(b, dict):
        return jsonb_text({**a, **b})
    return jsonb_text((a if isinstance(a, list) else [a]) + (b if isinstance(b, list) else [b]))


def kind(text: str) -> str:
    """jsonb_typeof()."""
    value = _parsed(text)
    if value is None:
        return "null"
    if _is_number(value):
        return "number"
    return {dict: "object", list: "array", bool: "boolean", str: "string"}[type(value)]


def length(text: str) -> int:
    """jsonb_array_length(). Raises 22023."""
    value = _parsed(text)
    if not isinstance(value, list):
        what = "an object" if isinstance(value, dict) else "a scalar"
        raise ProxyError(
            "cannot get array length of a non-array" if what == "an object" else "cannot get array length of a scalar",
            sqlstate="22023",
        )
    return len(value)


def _rank(value: Any) -> tuple[int, Any]:
    """PostgreSQL's order of jsonb kinds: object, array, boolean, number, string, null; an empty array first of all."""
    if value is None:
        return 1, 0
    if _is_number(value):
        return 3, Decimal(value)
    if isinstance(value, bool):
        return 4, value
    if isinstance(value, str):
        return 2, value.encode()
    if isinstance(value, list):
        return 5, value
    return 6, value


def _compare(a: Any, b: Any) -> int:
    (rank_a, key_a), (rank_b, key_b) = _rank(a), _rank(b)
    if rank_a != rank_b:
        return -1 if rank_a < rank_b else 1
    if rank_a < 5:
        return int((key_a > key_b) - (key_a < key_b))
    if len(a) != len(b):
        return -1 if len(a) < len(b) else 1
    if rank_a == 6:
        by_size = [sorted(value, key=lambda k: (len(k.encode()), k.encode())) for value in (a, b)]
        a = [item for key in by_size[0] for item in (key, a[key])]
        b = [item for key in by_size[1] for item in (key, b[key])]
    for one, other in zip(a, b, strict=True):
        result = _compare(one, other)
        if result:
            return result
    return 0


def compare_jsonb(a: str, b: str) -> int:
    """The order of stored jsonb values."""
    if a == b:
        return 0
    left, right = _parsed(a), _parsed(b)
    if (left == [] or right == []) and left != right:
        return -1 if left == [] else 1
    return _compare(left, right)


def compare_array(a: str, b: str) -> int:
    """The order of stored arrays: element by element, NULL last, then the shorter first."""
    if a == b:
        return 0
    left, right = json.loads(a), json.loads(b)
    for one, other in zip(left, right, strict=False):
        if one == other:
            continue
        if one is None or other is None:
            return 1 if one is None else -1
        return 1 if one > other else -1
    return (len(left) > len(right)) - (len(left) < len(right))


def array_length(text: str, dimension: int) -> int | None:
    """array_length()."""
    value = json.loads(text)
    for _ in range(dimension - 1):
        value = value[0] if isinstance(value, list) and value else None
    return len(value) if dimension > 0 and isinstance(value, list) and value else None


def flat(text: str) -> str:
    """The elements of an array of any dimensions in one list."""
    result: list[Any] = []

    def walk(value: list[Any]) -> None:
        for item in value:
            if isinstance(item, list):
                walk(item)
            else:
                result.append(item)

    walk(json.loads(text))
    return json.dumps(result, separators=(",", ":"), ensure_ascii=False)


def to_string(text: str, separator: str) -> str:
    """array_to_string() for elements whose text is their stored form."""
    items = [item for item in json.loads(flat(text)) if item is not None]
    if any(isinstance(item, bool | float) for item in items):
        raise FeatureNotSupported("array_to_string() of this array is not supported by the SQLite backend")
    return separator.join(str(item) for item in items)


def series(first: int, last: int, step: int) -> str:
    """generate_series() as a list."""
    if step == 0:
        raise ProxyError("step size cannot equal zero", sqlstate="22023")
    return json.dumps(list(range(first, last + (1 if step > 0 else -1), step)))


def zipped(*arrays: str | None) -> str:
    """unnest() of several arrays: one list a row, NULL where an array is the shorter one."""
    lists = [json.loads(flat(array)) if array is not None else [] for array in arrays]
    return json.dumps(list(zip_longest(*lists)), separators=(",", ":"), ensure_ascii=False)


JSON_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_json_get": get,
    "pg_json_text": get_text,
    "pg_json_contains": contains,
    "pg_json_exists": exists,
    "pg_json_concat": concatenated,
    "pg_json_typeof": kind,
    "pg_json_array_length": length,
    "pg_array_length": array_length,
    "pg_cardinality": lambda text: len(json.loads(flat(text))),
    "pg_flat": flat,
    "pg_array_to_string": to_string,
    "pg_series": series,
}

"""json and jsonb: access, containment, order and change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from proxy.errors import InvalidParameterValue, ProxyError
from proxy.sql.literals import json_value, jsonb_text


@lru_cache(maxsize=512)
def parsed(text: str) -> Any:
    return json_value(text)


def _is_number(value: object) -> bool:
    return isinstance(value, str) and type(value) is not str


def by_size(keys: Iterable[str]) -> list[str]:
    """Keys as jsonb orders them: by length and bytes."""
    return sorted(keys, key=lambda key: (len(key.encode()), key.encode()))


def _member(value: Any, key: str | int) -> Any:
    """The member, or None for a missing one (JSON null is a member: [None])."""
    if isinstance(value, dict) and isinstance(key, str):
        return [value[key]] if key in value else None
    if isinstance(value, list) and isinstance(key, int):
        return [value[key]] if -len(value) <= key < len(value) else None
    return None


# ── json keeps its text ─────────────────────────────────────────────────────────────────────────────────────────────

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


@lru_cache(maxsize=256)
def pieces(text: str) -> Any:
    """Members of a json value as the texts they were written as: a dictionary, a list, or None for a scalar."""
    position = _blank(text, 0)
    if text[position : position + 1] == "{":
        members: dict[str, str] = {}
        position = _blank(text, position + 1)
        while text[position] != "}":
            key, position = _DECODER.raw_decode(text, position)
            start = _blank(text, _blank(text, position) + 1)
            _, position = _DECODER.raw_decode(text, start)
            members[key] = text[start:position]
            position = _blank(text, position)
            if text[position] == ",":
                position = _blank(text, position + 1)
        return members
    if text[position : position + 1] == "[":
        items: list[str] = []
        position = _blank(text, position + 1)
        while text[position] != "]":
            _, end = _DECODER.raw_decode(text, position)
            items.append(text[position:end])
            position = _blank(text, end)
            if text[position] == ",":
                position = _blank(text, position + 1)
        return items
    return None


def _blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return position if match is None else match.end()


def unquoted(piece: str) -> str | None:
    """->> of a piece of json text."""
    piece = piece.strip(" \t\n\r")
    if piece == "null":
        return None
    return str(json.loads(piece)) if piece.startswith('"') else piece


# ── access ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _listed(value: Any, key: str | int) -> Any:
    """A scalar of jsonb is an array of one to whoever asks by number."""
    return [value] if isinstance(key, int) and not isinstance(value, dict | list) else value


def get(text: str, key: str | int, binary: int) -> str | None:
    """-> of jsonb, and of json as it is written."""
    found = _member(_listed(parsed(text), key) if binary else pieces(text), key)
    if found is None:
        return None
    return jsonb_text(found[0]) if binary else str(found[0])


def get_text(text: str, key: str | int, binary: int) -> str | None:
    """->> of jsonb and json."""
    found = _member(_listed(parsed(text), key) if binary else pieces(text), key)
    if found is None:
        return None
    return plain(found[0]) if binary else unquoted(found[0])


def plain(value: Any) -> str | None:
    if value is None:
        return None
    return value if isinstance(value, str) and not _is_number(value) else jsonb_text(value)


def _step(value: Any, key: str | None) -> Any:
    if key is None:
        return None
    if isinstance(value, list):
        return _member(value, int(key)) if re.fullmatch(r"[+-]?\d+", key) else None
    return _member(value, key)


def by_path(text: str, path: str, binary: int) -> str | None:
    """#> of jsonb and json."""
    value: Any = parsed(text) if binary else text
    for key in json.loads(path):
        found = _step(value if binary else pieces(value), key)
        if found is None:
            return None
        value = found[0]
    return jsonb_text(value) if binary else str(value)


def by_path_text(text: str, path: str) -> str | None:
    """#>> of jsonb and json."""
    found = by_path(text, path, 0)
    return None if found is None else unquoted(found)


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
    return int(_contains(parsed(left), parsed(right), top=True))


def exists(text: str, key: str) -> int:
    """? of jsonb."""
    value = parsed(text)
    if isinstance(value, dict):
        return int(key in value)
    if isinstance(value, list):
        return int(any(item == key and not _is_number(item) for item in value))
    return int(value == key and not _is_number(value))


def exists_any(text: str, keys: str) -> int:
    """?| of jsonb."""
    return int(any(exists(text, key) for key in json.loads(keys) if key is not None))


def exists_all(text: str, keys: str) -> int:
    """?& of jsonb."""
    return int(all(exists(text, key) for key in json.loads(keys) if key is not None))


# ── change ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def concatenated(left: str, right: str) -> str:
    """|| of jsonb."""
    a, b = parsed(left), parsed(right)
    if isinstance(a, dict) and isinstance(b, dict):
        return jsonb_text({**a, **b})
    return jsonb_text((a if isinstance(a, list) else [a]) + (b if isinstance(b, list) else [b]))


def minus(text: str, key: str) -> str:
    """- of a key, or of equal strings in an array."""
    return _without(text, {key})


def minus_all(text: str, keys: str) -> str:
    """- of several keys."""
    return _without(text, {key for key in json.loads(keys) if key is not None})


def _without(text: str, keys: set[str]) -> str:
    value = parsed(text)
    if isinstance(value, dict):
        return jsonb_text({key: item for key, item in value.items() if key not in keys})
    if isinstance(value, list):
        return jsonb_text([i for i in value if not (isinstance(i, str) and not _is_number(i) and i in keys)])
    raise InvalidParameterValue("cannot delete from scalar")


def minus_index(text: str, index: int) -> str:
    """- of an array's item by its place."""
    value = parsed(text)
    if isinstance(value, dict):
        raise InvalidParameterValue("cannot delete from object using integer index")
    if not isinstance(value, list):
        raise InvalidParameterValue("cannot delete from scalar")
    place = index if index >= 0 else len(value) + index
    return jsonb_text([item for number, item in enumerate(value) if number != place])


def minus_path(text: str, path: str) -> str:
    """#- of jsonb."""
    keys = json.loads(path)
    value = parsed(text)
    if not isinstance(value, dict | list):
        raise InvalidParameterValue("cannot delete path in scalar")
    return jsonb_text(_changed(value, keys, 1, lambda old: []) if keys and value else value)


def _place(value: list[Any], key: Any, position: int) -> int:
    if not isinstance(key, str) or not re.fullmatch(r"\s*[+-]?\d+", key):
        raise ProxyError(f'path element at position {position} is not an integer: "{key}"', sqlstate="22P02")
    number = int(key)
    return number if number >= 0 else len(value) + number


def _changed(value: Any, path: list[Any], position: int, change: Callable[[Any], list[Any]]) -> Any:
    """A copy in which what is at the path became what `change` gives: nothing, or one value."""
    key = path[0]
    if key is None:
        raise ProxyError(f"path element at position {position} is null", sqlstate="22004")
    if isinstance(value, dict):
        if key not in value:
            return value
        kept = dict(value)
        new = change(value[key]) if len(path) == 1 else [_changed(value[key], path[1:], position + 1, change)]
        if new:
            kept[key] = new[0]
        else:
            del kept[key]
        return kept
    if isinstance(value, list):
        place = _place(value, key, position)
        if not 0 <= place < len(value):
            return value
        new = change(value[place]) if len(path) == 1 else [_changed(value[place], path[1:], position + 1, change)]
        return [*value[:place], *new, *value[place + 1 :]]
    return value


def set_at(text: str, path: str, new: str, create: int) -> str:
    """jsonb_set()."""
    value, keys = parsed(text), json.loads(path)
    if not isinstance(value, dict | list):
        raise InvalidParameterValue("cannot set path in scalar")
    if not keys or (not value and not create):
        return jsonb_text(value)
    return jsonb_text(_put(value, keys, 1, parsed(new), bool(create), insert=None))


def insert_at(text: str, path: str, new: str, after: int) -> str:
    """jsonb_insert()."""
    value, keys = parsed(text), json.loads(path)
    if not isinstance(value, dict | list):
        raise InvalidParameterValue("cannot set path in scalar")
    if not keys:
        return jsonb_text(value)
    return jsonb_text(_put(value, keys, 1, parsed(new), True, insert=bool(after)))


def _put(value: Any, path: list[Any], position: int, new: Any, create: bool, insert: bool | None) -> Any:
    key, last = path[0], len(path) == 1
    if key is None:
        raise ProxyError(f"path element at position {position} is null", sqlstate="22004")
    if isinstance(value, dict):
        if last and key in value and insert is not None:
            raise InvalidParameterValue(
                "cannot replace existing key", hint="Try using the function jsonb_set to replace key value."
            )
        if last:
            return {**value, key: new} if create or key in value else value
        if key not in value:
            return value
        return {**value, key: _put(value[key], path[1:], position + 1, new, create, insert)}
    if isinstance(value, list):
        place = _place(value, key, position)
        inside = 0 <= place < len(value)
        if not last:
            if not inside:
                return value
            return [
                *value[:place],
                _put(value[place], path[1:], position + 1, new, create, insert),
                *value[place + 1 :],
            ]
        if inside and insert is None:
            return [*value[:place], new, *value[place + 1 :]]
        if not create:
            return value
        if not inside:
            return [*value, new] if place >= 0 else [new, *value]
        at = place + (1 if insert else 0)
        return [*value[:at], new, *value[at:]]
    return value


def without_nulls(text: str) -> str:
    """jsonb_strip_nulls()."""

    def one(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: one(item) for key, item in value.items() if item is not None}
        return [one(item) for item in value] if isinstance(value, list) else value

    return jsonb_text(one(parsed(text)))


def pretty(text: str) -> str:
    """jsonb_pretty()."""

    def one(value: Any, indent: str) -> str:
        inner = indent + "    "
        if value in ({}, []):
            return f"{'{' if value == {} else '['}\n{indent}{'}' if value == {} else ']'}"
        if isinstance(value, dict):
            keys = by_size(value)
            lines = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {one(value[key], inner)}" for key in keys]
            return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
        if isinstance(value, list):
            return "[\n" + ",\n".join(inner + one(item, inner) for item in value) + f"\n{indent}]"
        return jsonb_text(value)

    return one(parsed(text), "")


# ── kinds, order ────────────────────────────────────────────────────────────────────────────────────────────────────


def kind(text: str) -> str:
    """jsonb_typeof()."""
    value = parsed(text)
    if value is None:
        return "null"
    if _is_number(value):
        return "number"
    return {dict: "object", list: "array", bool: "boolean", str: "string"}[type(value)]


def length(text: str) -> int:
    """jsonb_array_length(). Raises 22023."""
    value = parsed(text)
    if not isinstance(value, list):
        what = "a non-array" if isinstance(value, dict) else "a scalar"
        raise ProxyError(f"cannot get array length of {what}", sqlstate="22023")
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
    left, right = parsed(a), parsed(b)
    if (left == [] or right == []) and left != right:
        return -1 if left == [] else 1
    return _compare(left, right)


def from_pairs(keys: str, values: str | None = None) -> str:
    """jsonb_object() of text arrays."""
    items = json.loads(keys)
    if values is None:
        if items and isinstance(items[0], list):
            if any(len(pair) != 2 for pair in items):
                raise ProxyError("array must have two columns", sqlstate="2202E")
            pairs = [tuple(pair) for pair in items]
        else:
            if len(items) % 2:
                raise ProxyError("array must have even number of elements", sqlstate="2202E")
            pairs = list(zip(items[::2], items[1::2], strict=True))
    else:
        other = json.loads(values)
        if len(items) != len(other):
            raise ProxyError("mismatched array dimensions", sqlstate="2202E")
        pairs = list(zip(items, other, strict=True))
    if any(key is None for key, _ in pairs):
        raise ProxyError("null value not allowed for object key", sqlstate="22004")
    return jsonb_text(dict(pairs))


JSON_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_json_get": get,
    "pg_json_text": get_text,
    "pg_json_path": by_path,
    "pg_json_path_text": by_path_text,
    "pg_json_contains": contains,
    "pg_json_exists": exists,
    "pg_json_exists_any": exists_any,
    "pg_json_exists_all": exists_all,
    "pg_json_concat": concatenated,
    "pg_json_minus": minus,
    "pg_json_minus_all": minus_all,
    "pg_json_minus_index": minus_index,
    "pg_json_minus_path": minus_path,
    "pg_json_set": set_at,
    "pg_json_insert": insert_at,
    "pg_json_strip_nulls": without_nulls,
    "pg_json_pretty": pretty,
    "pg_json_object": from_pairs,
    "pg_json_typeof": kind,
    "pg_json_array_length": length,
}

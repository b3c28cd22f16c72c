"""jsonb made from jsonb: joined, without keys, with other values, laid out for reading."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from proxy.backends.sqlite.functions_json import by_size, is_number, parsed
from proxy.errors import InvalidParameterValue, ProxyError
from proxy.sql.literals import jsonb_text


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
        return jsonb_text([i for i in value if not (isinstance(i, str) and not is_number(i) and i in keys)])
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


JSON_CHANGES: dict[str, Callable[..., Any]] = {
    "pg_json_concat": concatenated,
    "pg_json_minus": minus,
    "pg_json_minus_all": minus_all,
    "pg_json_minus_index": minus_index,
    "pg_json_minus_path": minus_path,
    "pg_json_set": set_at,
    "pg_json_insert": insert_at,
    "pg_json_strip_nulls": without_nulls,
    "pg_json_pretty": pretty,
}

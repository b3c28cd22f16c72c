"""json and jsonb: access, containment and order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from proxy.errors import ProxyError
from proxy.sql.literals import json_value, jsonb_text


@lru_cache(maxsize=512)
def parsed(text: str) -> Any:
    return json_value(text)


def is_number(value: object) -> bool:
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
    return value if isinstance(value, str) and not is_number(value) else jsonb_text(value)


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
    if is_number(a) and is_number(b):
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
        return int(any(item == key and not is_number(item) for item in value))
    return int(value == key and not is_number(value))


def exists_any(text: str, keys: str) -> int:
    """?| of jsonb."""
    return int(any(exists(text, key) for key in json.loads(keys) if key is not None))


def exists_all(text: str, keys: str) -> int:
    """?& of jsonb."""
    return int(all(exists(text, key) for key in json.loads(keys) if key is not None))


# ── kinds, order ────────────────────────────────────────────────────────────────────────────────────────────────────


def kind(text: str) -> str:
    """jsonb_typeof()."""
    value = parsed(text)
    if value is None:
        return "null"
    if is_number(value):
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
    if is_number(value):
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
    "pg_json_object": from_pairs,
    "pg_json_typeof": kind,
    "pg_json_array_length": length,
}

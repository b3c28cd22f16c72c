"""What the functions of json and jsonb that return rows run over: lists of rows as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from proxy.backends.sqlite.functions_json import by_size, parsed, pieces, plain, unquoted
from proxy.errors import InvalidParameterValue
from proxy.sql import types as t
from proxy.sql.literals import jsonb_text
from proxy.wire.values import wrapped


def _dumped(rows: list[list[Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def each(text: str | None, binary: int, as_text: int) -> str:
    """jsonb_each(), jsonb_each_text() and those of json."""
    if text is None:
        return "[]"
    value = parsed(text) if binary else pieces(text)
    if not isinstance(value, dict):
        raise InvalidParameterValue(
            f"cannot call {'jsonb' if binary else 'json'}_each{'_text' if as_text else ''} on a non-object"
        )
    keys = by_size(value) if binary else list(value)
    return _dumped([[key, _shown(value[key], binary, as_text)] for key in keys])


def _shown(value: Any, binary: int, as_text: int) -> str | None:
    if as_text:
        return plain(value) if binary else unquoted(value)
    return jsonb_text(value) if binary else str(value)


def elements(text: str | None, binary: int, as_text: int) -> str:
    """jsonb_array_elements() and its kin."""
    if text is None:
        return "[]"
    value = parsed(text) if binary else pieces(text)
    if not isinstance(value, list):
        what = "an object" if isinstance(value, dict) else "a scalar"
        raise InvalidParameterValue(f"cannot extract elements from {what}")
    return _dumped([[_shown(item, binary, as_text)] for item in value])


def keys_of(text: str | None, binary: int) -> str:
    """jsonb_object_keys()."""
    if text is None:
        return "[]"
    value = parsed(text) if binary else pieces(text)
    if not isinstance(value, dict):
        what = "an array" if isinstance(value, list) else "a scalar"
        raise InvalidParameterValue(f"cannot call {'jsonb' if binary else 'json'}_object_keys on {what}")
    keys = by_size(value) if binary else list(value)
    return _dumped([[key] for key in keys])


def records(text: str | None, single: int, convert: Callable[[int, str], Any], *columns: Any) -> str:
    """jsonb_to_recordset() and jsonb_to_record(): name and oid of each column."""
    if text is None:
        return "[]"
    value = parsed(text)
    rows = [value] if single else value
    if not isinstance(rows, list):
        raise InvalidParameterValue("cannot call jsonb_to_recordset on a non-array")
    found = []
    for row in rows:
        if not isinstance(row, dict):
            raise InvalidParameterValue("argument of jsonb_to_recordset must be an array of objects")
        cells: list[Any] = []
        for n in range(0, len(columns), 2):
            name, oid = columns[n : n + 2]
            item = row.get(name)
            if item is None:
                cells.append(None)
            elif oid in (t.JSON, t.JSONB):
                cells.append(jsonb_text(item))
            else:
                text_value = plain(item)
                cells.append(wrapped(oid, convert(oid, str(text_value))))
        found.append(cells)
    return _dumped(found)


JSON_ROWS: dict[str, Callable[..., Any]] = {
    "pg_json_each": each,
    "pg_json_elements": elements,
    "pg_json_keys": keys_of,
}

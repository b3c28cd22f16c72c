"""json and jsonb made from values of SQL: to_json(), json_build_…(), row_to_json()."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from proxy.errors import InvalidParameterValue, ProxyError
from proxy.sql import types as t
from proxy.sql.literals import float_text, stored
from proxy.sql.literals import text as text_of
from proxy.wire.values import unwrapped


class ToJson:
    """Values of SQL as JSON; timestamptz is shown in the session's time zone."""

    def __init__(self, shown: Callable[[str], str]) -> None:
        self.shown = shown

    def text(self, oid: int, value: Any) -> str:
        """to_json() of a stored value."""
        if value is None:
            return "null"
        if oid == t.BOOL:
            return "true" if value else "false"
        if oid in (t.INT2, t.INT4, t.INT8):
            return str(value)
        if oid == t.NUMERIC:
            return value if value[-1].isdigit() else f'"{value}"'
        if oid in (t.FLOAT4, t.FLOAT8):
            shown = float_text(float(value), oid)
            return f'"{shown}"' if shown[-1].isalpha() else shown
        if oid in (t.JSON, t.JSONB):
            return str(value)
        if oid in t.ELEMENTS:
            return self._array(t.ELEMENTS[oid], json.loads(value))
        if oid == t.TIMESTAMPTZ:
            value = _zone_suffix(self.shown(value))
        if oid in (t.TIMESTAMP, t.TIMESTAMPTZ):
            value = value.replace(" ", "T")
        elif oid not in t.TEXTS:
            value = text_of(oid, value)
        elif oid == t.BPCHAR:
            value = str(value)
        return json.dumps(value, ensure_ascii=False)

    def _array(self, element: int, items: list[Any]) -> str:
        parts = [
            self._array(element, item)
            if isinstance(item, list)
            else self.text(element, None if item is None else unwrapped(element, item))
            for item in items
        ]
        return "[" + ",".join(parts) + "]"

    def value(self, oid: int, value: Any, binary: int) -> str | None:
        """to_json() and to_jsonb(), NULL for NULL."""
        if value is None:
            return None
        text = self.text(oid, value)
        return canonical(text) if binary else text

    def built_array(self, binary: int, *pairs: Any) -> str:
        """json_build_array(): oid before each value."""
        items = [self.text(pairs[n], pairs[n + 1]) for n in range(0, len(pairs), 2)]
        text = "[" + ", ".join(items) + "]"
        return canonical(text) if binary else text

    def built_object(self, binary: int, *pairs: Any) -> str:
        """json_build_object(): oid before each key and value."""
        parts = []
        for n in range(0, len(pairs), 4):
            key_oid, key, value_oid, value = pairs[n : n + 4]
            if key is None:
                raise ProxyError(
                    f"argument {n // 2 + 1}: key must not be null", sqlstate="22004" if not binary else "22023"
                )
            parts.append(f"{self.key(key_oid, key)} : {self.text(value_oid, value)}")
        text = "{" + ", ".join(parts) + "}"
        return canonical(text) if binary else text

    def key(self, oid: int, value: Any) -> str:
        """A value as the key of an object."""
        text = self.text(oid, value)
        if oid in t.ELEMENTS or oid in (t.JSON, t.JSONB):
            raise InvalidParameterValue("key value must be scalar, not array, composite, or json")
        return text if text.startswith('"') else f'"{text}"'

    def row(self, binary: int, pretty_row: int, *columns: Any) -> str:
        """row_to_json(): name, oid and value of each column."""
        separator = ",\n " if pretty_row else ","
        parts = [
            f"{json.dumps(columns[n], ensure_ascii=False)}:{self.text(columns[n + 1], columns[n + 2])}"
            for n in range(0, len(columns), 3)
        ]
        text = "{" + separator.join(parts) + "}"
        return canonical(text) if binary else text


def _zone_suffix(text: str) -> str:
    """The offset with its minutes, as JSON has it."""
    return text + ":00" if re.search(r"[+-]\d\d$", text) and not text.endswith("infinity") else text


def canonical(text: str) -> str:
    """The jsonb of a json text."""
    return str(stored(t.JSONB, text))

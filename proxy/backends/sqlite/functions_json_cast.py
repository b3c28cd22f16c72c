"""Casts of jsonb to numbers and booleans."""

from __future__ import annotations

from typing import Any

from proxy.errors import InvalidParameterValue
from proxy.sql import types as t
from proxy.sql.literals import Number, json_value, stored

SCALARS = frozenset((t.BOOL, *t.NUMBERS))
"""What jsonb can be cast to, beside text and json."""


def scalar(text: str, target: int) -> tuple[Any, int]:
    """The number or the boolean that a jsonb is, and its type; null is NULL. Raises InvalidParameterValue (22023)."""
    value = json_value(text)
    if value is None:
        return None, target
    if isinstance(value, Number) and target != t.BOOL:
        return stored(t.NUMERIC, value), t.NUMERIC
    if isinstance(value, bool) and target == t.BOOL:
        return int(value), t.BOOL
    raise InvalidParameterValue(f"cannot cast jsonb {_kind(value)} to type {t.format_type(target)}")


def _kind(value: object) -> str:
    if isinstance(value, Number):
        return "numeric"
    if isinstance(value, str):
        return "string"
    return {bool: "boolean", list: "array", dict: "object"}[type(value)]

"""The question whether a parent is there, asked by the very connection and transaction that writes its child.

It travels in the batch of the write, before its Bind, and costs no round trip. A parent that is missing divides by
zero; the link then puts the foreign key's own error in place of that one, and the server skips the write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from proxy.relations.declared import Duty
from proxy.relations.values import Parameter, Rows, Value
from proxy.relations.violations import missing_parent
from proxy.routing.route import LookUp
from proxy.sql.statement import quote_identifier
from proxy.wire.frontend import Bind

MOST: Final = 100
"""Rows of one statement that are looked up; with more it is refused."""
_INTEGERS: Final = (20, 21, 23)


def look_up(duty: Duty, rows: Rows, bound: Bind, types: Sequence[int]) -> list[LookUp]:
    """One question for each different key that is not null; no value may be unknown.

    `types` are the OIDs that the client's Parse declared.
    """
    found: dict[tuple[Value, ...], LookUp] = {}
    for row in rows:
        if any(value is None or (isinstance(value, Parameter) and _is_null(value, bound)) for value in row):
            continue
        if row not in found:
            found[row] = _question(duty, row, bound, types)
    return list(found.values())


def _is_null(parameter: Parameter, bound: Bind) -> bool:
    # The server refuses a Bind with too few values by itself.
    return parameter.number > len(bound.values) or bound.values[parameter.number - 1] is None


def _question(duty: Duty, row: Sequence[Value], bound: Bind, types: Sequence[int]) -> LookUp:
    conditions: list[str] = []
    declared: list[int] = []
    formats: list[int] = []
    values: list[bytes | None] = []
    shown: list[str] = []
    child = duty.relation.child
    for column, parent_column, value in zip(child.columns, duty.parent_columns.columns, row, strict=True):
        if isinstance(value, Parameter):
            index = value.number - 1
            declared.append(types[index] if index < len(types) else 0)
            formats.append(bound.parameter_format(index))
            values.append(bound.values[index])
            shown.append(_shown(bound, index, declared[-1]))
            cast = value.cast
        else:
            declared.append(0)
            formats.append(0)
            values.append(str(value).encode())
            shown.append(str(value))
            cast = ""
        # What the client left open has the type of the column it is written to, here as there.
        of_child = f"(SELECT {quote_identifier(column)} FROM {child.table} LIMIT 0)"
        conditions.append(f"{quote_identifier(parent_column)} = COALESCE(${len(values)}{cast}, {of_child})")
    text = (
        f"SELECT 1 / count(*) FROM (SELECT 1 FROM {duty.parent_columns.table} "
        f"WHERE {' AND '.join(conditions)} FOR KEY SHARE) AS parent"
    )
    return LookUp(text.encode(), tuple(declared), tuple(formats), tuple(values), missing_parent(duty, shown))


def _shown(bound: Bind, index: int, type_: int) -> str:
    value = bound.values[index]
    if value is None:
        return "null"
    if bound.parameter_format(index) == 0:
        return value.decode("utf-8", "replace")
    if type_ in _INTEGERS or (type_ == 0 and len(value) in (2, 4, 8)):
        return str(int.from_bytes(value, "big", signed=True))
    return f"${index + 1}"

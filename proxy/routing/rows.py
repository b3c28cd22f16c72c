"""The rows that an INSERT writes, as far as its text tells: what a Python router is shown of them."""

from __future__ import annotations

from typing import Final

from proxy.sql.tokens import NUMBER, QUOTED, STRING, WORD, Tokens, string_value, tokenize, unquoted

_MOST: Final = 100
"""Rows that are shown; a router decides about a statement, not about bulk data."""


def inserted_rows(text: str) -> tuple[dict[str, str | None], ...]:
    """`INSERT INTO t (a, b) VALUES (1, 'x')` is `{"a": "1", "b": "x"}`; NULL is None.

    What is neither a constant nor NULL (a parameter, a function, DEFAULT) is left out of its row. Empty for every other
    form.
    """
    tokens = tokenize(text, limit=4_000)
    values = tokens.values
    if values[:2] != ["insert", "into"] or "values" not in values:
        return ()
    behind_name = next((index for index in range(2, len(tokens)) if values[index] == "("), 0)
    before_values = values.index("values")
    if not 0 < behind_name < before_values or tokens.match[behind_name] != before_values - 1:
        return ()
    columns = [unquoted(values[index]) for index in range(behind_name + 1, before_values - 1) if values[index] != ","]
    rows: list[dict[str, str | None]] = []
    position = before_values + 1
    while position < len(tokens) and values[position] == "(" and tokens.match[position] > 0 and len(rows) < _MOST:
        end = tokens.match[position]
        rows.append(_row(tokens, columns, position + 1, end))
        position = end + 1
        if position >= len(tokens) or values[position] != ",":
            break
        position += 1
    return tuple(rows)


def _row(tokens: Tokens, columns: list[str], start: int, end: int) -> dict[str, str | None]:
    row: dict[str, str | None] = {}
    for column in columns:
        stop = start
        while stop < end and tokens.values[stop] != ",":
            stop = max(tokens.match[stop], stop) + 1 if tokens.values[stop] == "(" else stop + 1
        _add(tokens, row, column, start, stop)
        start = stop + 1
    return row


def _add(tokens: Tokens, row: dict[str, str | None], column: str, start: int, stop: int) -> None:
    sign = "-" if stop - start == 2 and tokens.values[start] == "-" else ""
    if stop - start - len(sign) != 1:
        return
    kind, value = tokens.kinds[stop - 1], tokens.values[stop - 1]
    if kind == NUMBER:
        row[column] = sign + value
    elif kind == STRING and not sign:
        row[column] = string_value(value)
    elif kind == WORD and value == "null":
        row[column] = None
    elif kind in (WORD, QUOTED) and value in ("true", "false"):
        row[column] = value

"""The names that a definition gives: of the index it makes, of what it renames or moves to another schema."""

from __future__ import annotations

from typing import Final

from proxy.sql.statement import TableName
from proxy.sql.tokens import QUOTED, WORD, Tokens, tokenize, unquoted

_TABLES: Final = ("table", "view", "sequence")


def made_index(text: str) -> str | None:
    """The name of the index behind CREATE INDEX, or its new one behind ALTER INDEX … RENAME TO."""
    tokens = tokenize(text)
    words = tokens.values
    if words[:1] == ["alter"]:
        return _after(tokens, "rename", "to")
    position = 1
    while words[position : position + 1] in (["unique"], ["index"], ["concurrently"]):
        position += 1
    if words[position : position + 3] == ["if", "not", "exists"]:
        position += 3
    if words[position : position + 1] == ["on"]:
        return None  # The server finds a name.
    return _name_at(tokens, position)


def new_name(text: str, table: TableName) -> TableName | None:
    """What `table` will be called behind ALTER TABLE (VIEW, SEQUENCE) … RENAME TO or SET SCHEMA; None for all else."""
    tokens = tokenize(text)
    words = tokens.values
    position = 1 + (words[1:2] in (["foreign"], ["materialized"]))
    if words[:1] != ["alter"] or words[position : position + 1] not in ([kind] for kind in _TABLES):
        return None
    renamed = _after(tokens, "rename", "to")
    if renamed is not None:
        return TableName(renamed, table.schema)
    schema = _after(tokens, "set", "schema")
    return None if schema is None else TableName(table.name, schema)


def _after(tokens: Tokens, *words: str) -> str | None:
    """The name behind these words, which follow one another."""
    size = len(words)
    for position in range(len(tokens) - size):
        if tokens.values[position : position + size] == [*words]:
            return _name_at(tokens, position + size)
    return None


def _name_at(tokens: Tokens, position: int) -> str | None:
    if position >= len(tokens) or tokens.kinds[position] not in (WORD, QUOTED):
        return None
    return unquoted(tokens.values[position])

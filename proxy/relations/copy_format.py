"""How the rows of one COPY FROM STDIN are written, and which of their fields are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from proxy.errors import FeatureNotSupported
from proxy.sql.tokens import STRING, Tokens, string_value, tokenize, unquoted

_TRUE: Final = ("true", "on", "1", "match", "")


@dataclass(frozen=True, slots=True)
class CopyFormat:
    """`kind` is "text", "csv" or "binary"; `columns` are those listed, empty for all of the table."""

    kind: str
    delimiter: bytes
    null: bytes
    quote: bytes
    escape: bytes
    has_header: bool
    columns: tuple[str, ...]


def read_format(text: str) -> CopyFormat:
    """The format that a COPY … FROM STDIN announces. Raises FeatureNotSupported for what changes how values read."""
    tokens = tokenize(text)
    words = tokens.values
    position = _behind_name(tokens, 1)
    columns: tuple[str, ...] = ()
    if words[position : position + 1] == ["("]:
        end = tokens.match[position]
        columns = tuple(unquoted(word) for word in words[position + 1 : end] if word != ",")
        position = end + 1
    options = _options(tokens, position + 2)
    kind = "csv" if "csv" in options else "binary" if "binary" in options else options.get("format", "text").lower()
    for name in ("force_null", "force_not_null", "default", "encoding"):
        if name in options and not (
            name == "encoding" and options[name].lower().replace("-", "") in ("utf8", "unicode")
        ):
            raise FeatureNotSupported(
                f"COPY with {name} cannot be verified", hint="Leave the option out, or load the rows with INSERT."
            )
    quote = options.get("quote", '"')
    return CopyFormat(
        kind,
        options.get("delimiter", "," if kind == "csv" else "\t").encode(),
        options.get("null", "" if kind == "csv" else "\\N").encode(),
        quote.encode(),
        options.get("escape", quote).encode(),
        options.get("header", "false").lower() in _TRUE and kind != "binary",
        columns,
    )


def places(form: CopyFormat, order: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """Which fields hold the wanted columns; None where one of them is not loaded."""
    columns = form.columns or tuple(order)
    if any(column not in columns for column in wanted):
        return None
    return [columns.index(column) for column in wanted]


def _behind_name(tokens: Tokens, position: int) -> int:
    while tokens.values[position + 1 : position + 2] == ["."]:
        position += 2
    return position + 1


def _options(tokens: Tokens, position: int) -> Mapping[str, str]:
    """Both spellings: `WITH (FORMAT csv, HEADER)` and the older `CSV HEADER DELIMITER ';'`."""
    words = tokens.values
    if words[position : position + 1] == ["with"]:
        position += 1
    if words[position : position + 1] != ["("]:
        return _old_options(tokens, position)
    end = tokens.match[position]
    found: dict[str, str] = {}
    name = ""
    for index in range(position + 1, end):
        if words[index] == ",":
            name = ""
        elif not name:
            name = words[index]
            found[name] = ""
        else:
            found[name] += _word(tokens, index)
    return found


def _old_options(tokens: Tokens, position: int) -> Mapping[str, str]:
    words = tokens.values
    found: dict[str, str] = {}
    while position < len(words):
        word = words[position]
        if word == "force":
            word = "force_null" if "null" in words[position : position + 2] else "force_not_null"
        if word in ("csv", "binary", "header", "force_null", "force_not_null"):
            found[word] = ""
        elif word in ("delimiter", "delimiters", "null", "quote", "escape", "encoding"):
            position += 1 + (words[position + 1 : position + 2] == ["as"])
            if position < len(words):
                found["delimiter" if word == "delimiters" else word] = _word(tokens, position)
        position += 1
    return found


def _word(tokens: Tokens, index: int) -> str:
    word = tokens.values[index]
    return string_value(word) if tokens.kinds[index] == STRING else unquoted(word)

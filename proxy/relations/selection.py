"""The rows that an UPDATE or DELETE is about to change, as a query of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proxy.relations.cut import Cut, assignments
from proxy.sql.statement import quote_identifier
from proxy.sql.tokens import PARAMETER, Tokens


@dataclass(frozen=True, slots=True)
class Selection:
    """Its `$1` is the statement's parameter `parameters[0]`, and so on."""

    text: str
    parameters: tuple[int, ...]
    joins: bool = False
    """One row may come several times, for it is joined with others."""


class Writer:
    """Collects the text of another statement; parameters are numbered anew as they come."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._numbers: list[int] = []

    def say(self, text: str) -> None:
        if text:
            self._parts.append(text)

    def add(self, tokens: Tokens, start: int, end: int) -> None:
        """What was written from token `start` up to token `end`."""
        first = start
        for position in range(start, end):
            if tokens.kinds[position] != PARAMETER:
                continue
            number = int(tokens.values[position][1:])
            if number not in self._numbers:
                self._numbers.append(number)
            self.say(_text(tokens, first, position))
            self._parts.append(f"${self._numbers.index(number) + 1}")
            first = position + 1
        self.say(_text(tokens, first, end))

    def typed(self, tokens: Tokens, bounds: tuple[int, int], column: str) -> None:
        """An expression as text, as `column` would take it: a literal gets the column's type."""
        self.say("(CASE WHEN TRUE THEN (")
        self.add(tokens, *bounds)
        self.say(f") ELSE {column} END)::text")

    def selection(self, *, joins: bool = False) -> Selection:
        return Selection(" ".join(self._parts), tuple(self._numbers), joins)


def _text(tokens: Tokens, start: int, end: int) -> str:
    return tokens.text[tokens.starts[start] : tokens.ends[end - 1]] if start < end else ""


def shown(alias: str, columns: Sequence[str]) -> str:
    """The columns as text."""
    return ", ".join(f"({alias}.{quote_identifier(column)})::text" for column in columns)


def selection(
    statement: Cut, columns: Sequence[str], assigned: Sequence[str] = (), writer: Writer | None = None
) -> Selection | None:
    """The present `columns` of the rows that an UPDATE or DELETE will change, then what it gives to `assigned`.

    `writer` has what goes before, else that is what the statement has before its verb. None where it cannot be asked:
    WHERE CURRENT OF, or a value that is no expression of its own.
    """
    tokens = statement.tokens
    where = statement.clause("where")
    if where is not None and tokens.values[where[0] : where[0] + 2] == ["current", "of"]:
        return None
    if writer is None:
        writer = Writer()
        writer.add(tokens, 0, statement.start)
    writer.say(f"SELECT {shown(statement.alias, columns)}")
    if assigned:
        values = assignments(statement)
        for column in assigned:
            bounds = None if values is None else values.get(column)
            if bounds is None or tokens.values[slice(*bounds)] == ["default"]:
                return None
            writer.say(",")
            writer.typed(tokens, bounds, f"{statement.alias}.{quote_identifier(column)}")
    joined = write_from(writer, statement)
    writer.say(f"FOR UPDATE OF {statement.alias}")
    return writer.selection(joins=joined)


def write_from(writer: Writer, statement: Cut) -> bool:
    """FROM and WHERE of the rows; whether they are joined with others."""
    tokens = statement.tokens
    writer.say("FROM ONLY" if statement.is_only else "FROM")
    writer.add(tokens, *statement.target)
    writer.say(f"AS {statement.alias}")
    joined, where = statement.clause("using") or statement.clause("from"), statement.clause("where")
    if joined is not None:
        writer.say(",")
        writer.add(tokens, *joined)
    if where is not None:
        writer.say("WHERE")
        writer.add(tokens, *where)
    return joined is not None

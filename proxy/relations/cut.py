"""One INSERT, UPDATE or DELETE taken apart by its words, and put together again as another statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from proxy.sql.statement import TableName, quote_identifier
from proxy.sql.tokens import QUOTED, WORD, Tokens, tokenize, unquoted

LONGEST: Final = 8192
"""Characters from which on the tokens leave out runs of literals: rows of values cannot be read then."""
_VERBS: Final = ("insert", "update", "delete", "merge", "select", "values", "table")
_CLAUSES: Final = {
    "insert": ("returning",),
    "update": ("set", "from", "where", "returning"),
    "delete": ("using", "where", "returning"),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the parts of a statement are. All positions count tokens."""

    tokens: Tokens
    verb: str
    start: int
    """Of the verb; what is before are common table expressions."""
    target: tuple[int, int]
    """From the first word of the table's name to behind the last one."""
    is_only: bool
    alias: str
    """The name by which expressions speak of the table, as SQL writes it."""
    body: int
    """The first token behind the table and its alias."""
    clauses: dict[str, int]
    """Of the statement's own clauses, those that are there, by their first word."""
    end: int

    def text(self, start: int, end: int) -> str:
        """What was written from token `start` up to token `end`."""
        if start >= end:
            return ""
        return self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]]

    def clause(self, word: str) -> tuple[int, int] | None:
        """The bounds of a clause, its first word left out; None where there is none."""
        start = self.clauses.get(word)
        if start is None:
            return None
        behind = [position for position in self.clauses.values() if position > start]
        return start + 1, min(behind, default=self.end)


def cut(text: str, table: TableName) -> Cut | None:
    """`text` taken apart where it is one INSERT, UPDATE or DELETE of `table`, else None."""
    tokens = tokenize(text)
    if tokens.broken is not None or not len(tokens):
        return None
    start = verb_of(tokens)
    return None if start is None else cut_between(tokens, start, end_of(tokens), table)


def explained(text: str) -> str | None:
    """The statement that an EXPLAIN stands in front of; None where it does not."""
    if text.lstrip()[:7].lower() != "explain":
        return None
    tokens = tokenize(text)
    words = tokens.values
    if words[:1] != ["explain"]:
        return None
    position = 1
    if words[1:2] == ["("]:
        position = tokens.match[1] + 1
    while words[position : position + 1] in (["analyze"], ["analyse"], ["verbose"]):
        position += 1
    return text[tokens.starts[position] :] if 0 < position < len(tokens) else None


def end_of(tokens: Tokens) -> int:
    """Behind the last token that is no semicolon."""
    end = len(tokens)
    while end and tokens.values[end - 1] == ";":
        end -= 1
    return end


def cut_between(tokens: Tokens, start: int, end: int, table: TableName | None) -> Cut | None:
    """The same for a part of a statement, whose verb is the token `start`; None for `table` stands for any."""
    words = tokens.values
    if words[start] not in _CLAUSES:
        return None
    verb = words[start]
    position = start + 1
    if verb != "update":
        if words[position : position + 1] != ["into" if verb == "insert" else "from"]:
            return None
        position += 1
    found = target_at(tokens, position, table)
    if found is None:
        return None
    is_only, target, alias, position = found
    if words[position : position + 1] == ["as"]:
        alias = quote_identifier(unquoted(words[position + 1]))
        position += 2
    elif verb != "insert" and _is_alias(tokens, position, end):
        alias = quote_identifier(unquoted(words[position]))
        position += 1
    return Cut(tokens, verb, start, target, is_only, alias, position, _clauses(tokens, verb, position, end), end)


def is_nested(text: str) -> bool:
    """Whether rows may change in another part of the statement than its last: in a common table expression.

    True for whatever cannot be read.
    """
    tokens = tokenize(text)
    if tokens.broken is not None:
        return True
    start = verb_of(tokens)
    if start is None:
        return True
    return any(
        word in ("insert", "update", "delete", "merge") and tokens.kinds[position] == WORD
        for position, word in enumerate(tokens.values[:start])
    )


def with_returning(statement: Cut, columns: Sequence[str]) -> str:
    """The statement with the text of these columns behind whatever it returns."""
    extra = ", ".join(f"({statement.alias}.{quote_identifier(column)})::text" for column in columns)
    word = "," if "returning" in statement.clauses else " RETURNING"
    whole = statement.tokens.text[: statement.tokens.ends[statement.end - 1]]
    return f"{whole}{word} {extra}"


def assignments(statement: Cut) -> dict[str, tuple[int, int] | None] | None:
    """See `assigned_between`; None where the statement has no SET either."""
    bounds = statement.clause("set")
    return None if bounds is None else assigned_between(statement.tokens, *bounds)


def assigned_between(tokens: Tokens, start: int, stop: int) -> dict[str, tuple[int, int] | None] | None:
    """The bounds of what the list behind SET gives to each column it names; None for a value that has no text of its
    own. None instead of all where the list cannot be read."""
    words = tokens.values
    found: dict[str, tuple[int, int] | None] = {}
    for first, end in split(tokens, start, stop):
        if words[first] == "(":
            close = tokens.match[first]
            if close < 0:
                return None
            names = [unquoted(words[start]) for start, _ in split(tokens, first + 1, close)]
            found.update(zip(names, _row(tokens, close + 1, end, len(names)), strict=True))
            continue
        column = unquoted(words[first])
        found[column] = (first + 2, end) if words[first + 1 : first + 2] == ["="] else None
    return found


def _row(tokens: Tokens, equals: int, end: int, size: int) -> list[tuple[int, int] | None]:
    """`= (a, b)` or `= ROW (a, b)` as the bounds of each; a subquery has none."""
    words = tokens.values
    position = equals + 1
    position += words[position : position + 1] == ["row"]
    nothing: list[tuple[int, int] | None] = [None] * size
    if words[equals : equals + 1] != ["="] or words[position : position + 1] != ["("]:
        return nothing
    close = tokens.match[position]
    if close != end - 1 or words[position + 1] in ("select", "with", "values", "table"):
        return nothing
    parts: list[tuple[int, int] | None] = [*split(tokens, position + 1, close)]
    return parts if len(parts) == size else nothing


def split(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between the commas from `start` to `end`, as bounds."""
    parts: list[tuple[int, int]] = []
    position = first = start
    while position < end:
        word = tokens.values[position]
        if word in ("(", "[") and tokens.match[position] > 0:
            position = tokens.match[position]
        elif word == ",":
            parts.append((first, position))
            first = position + 1
        position += 1
    if first < end:
        parts.append((first, end))
    return parts


def verb_of(tokens: Tokens, start: int = 0, end: int | None = None) -> int | None:
    """Where the statement itself begins, behind WITH and what that defines."""
    words = tokens.values
    end = len(words) if end is None else end
    if start >= end:
        return None
    if words[start] != "with":
        return start
    position = start + 1
    while position < end:
        word = words[position]
        if word in ("(", "[") and tokens.match[position] > 0:
            position = tokens.match[position]
        elif word in _VERBS and tokens.kinds[position] == WORD and words[position - 1] == ")":
            return position
        position += 1
    return None


def target_at(tokens: Tokens, position: int, table: TableName | None) -> tuple[bool, tuple[int, int], str, int] | None:
    """The table that is written, named here with or without ONLY: whether with it, where its name begins and ends, by
    what it is called, and where the statement goes on. None where it is another than `table`."""
    words = tokens.values
    is_only = words[position : position + 1] == ["only"]
    position += is_only
    behind = behind_name(tokens, position, table)
    if behind is None:
        return None
    alias = quote_identifier(unquoted(words[behind - 1]))
    return is_only, (position, behind), alias, behind + (words[behind : behind + 1] == ["*"])


def behind_name(tokens: Tokens, position: int, table: TableName | None) -> int | None:
    """The index behind the name at `position`; None unless it names `table`, where there is one."""
    names: list[str] = []
    while position < len(tokens) and tokens.kinds[position] in (WORD, QUOTED):
        names.append(unquoted(tokens.values[position]))
        position += 1
        if tokens.values[position : position + 1] != ["."]:
            break
        position += 1
    if not names or len(names) > 2:
        return None
    if table is None:
        return position
    if names[-1] != table.name:
        return None
    if len(names) == 2 and table.schema is not None and names[0] != table.schema:
        return None
    return position


def _is_alias(tokens: Tokens, position: int, end: int) -> bool:
    if position >= end or tokens.kinds[position] not in (WORD, QUOTED):
        return False
    return tokens.values[position] not in ("set", "using", "where", "returning")


def _clauses(tokens: Tokens, verb: str, position: int, end: int) -> dict[str, int]:
    """Each clause's first word outside parentheses, in the order in which they may come."""
    wanted = list(_CLAUSES[verb])
    found: dict[str, int] = {}
    words = tokens.values
    while position < end and wanted:
        word = words[position]
        if word in ("(", "[") and tokens.match[position] > 0:
            position = tokens.match[position]
        elif (
            word in wanted
            and tokens.kinds[position] == WORD
            and not (word == "from" and words[position - 1] == "distinct")
        ):
            found[word] = position
            del wanted[: wanted.index(word) + 1]
        position += 1
    return found

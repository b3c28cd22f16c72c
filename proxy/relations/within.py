"""What WITH defines in front of a statement: which of it changes rows, and what each part of the statement can see."""

from __future__ import annotations

from dataclasses import dataclass

from proxy.relations.cut import assignments, cut_between, verb_of
from proxy.relations.selection import Writer, write_from
from proxy.sql.tokens import QUOTED, WORD, Tokens, unquoted

_CHANGES = ("insert", "update", "delete", "merge")


@dataclass(frozen=True, slots=True)
class Defined:
    """`name (columns) AS MATERIALIZED (body)`; all positions count tokens."""

    name: str
    start: int
    body: tuple[int, int]
    """What is inside the parentheses."""
    end: int
    verb: int
    """Of the body, behind a WITH of its own."""


@dataclass(frozen=True, slots=True)
class Within:
    """A statement that begins with WITH."""

    tokens: Tokens
    is_recursive: bool
    defined: tuple[Defined, ...]
    verb: int
    """Of the statement itself."""

    @property
    def changing(self) -> tuple[Defined, ...]:
        """Those that change rows."""
        return tuple(one for one in self.defined if self.tokens.values[one.verb] in _CHANGES)


def within(tokens: Tokens) -> Within | None:
    """None where it cannot be read: SEARCH and CYCLE too."""
    words = tokens.values
    if words[:1] != ["with"]:
        return Within(tokens, False, (), 0)
    position = 1 + (words[1:2] == ["recursive"])
    is_recursive = position == 2
    found: list[Defined] = []
    while position < len(words):
        one = _defined(tokens, position)
        if one is None:
            return None
        found.append(one)
        position = one.end
        if words[position : position + 1] != [","]:
            break
        position += 1
    if position >= len(words) or words[position] not in (*_CHANGES, "select", "values", "table", "("):
        return None
    return Within(tokens, is_recursive, tuple(found), position)


def _defined(tokens: Tokens, start: int) -> Defined | None:
    words = tokens.values
    if tokens.kinds[start] not in (WORD, QUOTED):
        return None
    position = start + 1
    if words[position : position + 1] == ["("]:
        position = tokens.match[position] + 1
    if not position or words[position : position + 1] != ["as"]:
        return None
    position += 1
    position += words[position : position + 1] == ["not"]
    position += words[position : position + 1] == ["materialized"]
    if words[position : position + 1] != ["("] or tokens.match[position] < 0:
        return None
    body = (position + 1, tokens.match[position])
    verb = verb_of(tokens, *body)
    return None if verb is None else Defined(unquoted(words[start]), start, body, body[1] + 1, verb)


def write_before(statement: Within, part: tuple[int, int], own: int | None = None) -> Writer | None:
    """A new text that begins with all that the tokens of `part` see, `own` being the place of what they define.

    What changes rows is there as a query for what it would return. None where that cannot be said before it has run.
    """
    tokens = statement.tokens
    visible = [
        one
        for place, one in enumerate(statement.defined)
        if own is None or place < own or (statement.is_recursive and place != own)
    ]
    used = {unquoted(word) for word in tokens.values[slice(*part)]}
    needed: list[Defined] = []
    while True:
        more = [one for one in visible if one.name in used and one not in needed]
        if not more:
            break
        needed += more
        for one in more:
            used.update(map(unquoted, tokens.values[slice(*one.body)]))
    writer = Writer()
    first = "WITH RECURSIVE" if statement.is_recursive else "WITH"
    for one in (one for one in visible if one in needed):
        writer.say(first)
        first = ","
        if one not in statement.changing:
            writer.add(tokens, one.start, one.end)
        elif not _write_returned(writer, tokens, one):
            return None
    # A WITH of the part's own goes on with the list.
    inner = part[0]
    verb = verb_of(tokens, *part)
    if verb is not None and verb > inner:
        inner += 1 + (tokens.values[inner + 1] == "recursive")
        if tokens.values[part[0] + 1] == "recursive" and needed and not statement.is_recursive:
            return None
        writer.say(first if needed else "WITH RECURSIVE" if inner - part[0] == 2 else "WITH")
        writer.add(tokens, inner, verb)
    return writer


def _write_returned(writer: Writer, tokens: Tokens, one: Defined) -> bool:
    """What a DELETE returns, or an UPDATE of other columns, as a query; False where that is only known afterwards."""
    statement = cut_between(tokens, one.verb, one.body[1], None)
    returning = None if statement is None else statement.clause("returning")
    if statement is None or returning is None or one.verb != one.body[0]:
        return False
    words = tokens.values[slice(*returning)]
    if statement.verb == "update":
        assigned = assignments(statement)
        if assigned is None or "*" in words or {unquoted(word) for word in words} & set(assigned):
            return False
    if statement.verb == "insert" or {"old", "new", "with"} & set(words):
        return False
    writer.add(tokens, one.start, one.body[0])
    writer.say("SELECT")
    writer.add(tokens, *returning)
    write_from(writer, statement)
    writer.say(")")
    return True

"""MERGE taken apart: which rows each WHEN takes, and what it makes of them, as queries of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proxy.relations.cut import assigned_between, end_of, split, target_at, verb_of
from proxy.relations.selection import Selection, Writer, shown
from proxy.sql.statement import TableName, quote_identifier
from proxy.sql.tokens import QUOTED, WORD, Tokens, tokenize, unquoted

_MATCHED = "matched"
_MISSING = "not matched"
_LEFT = "not matched by source"


@dataclass(frozen=True, slots=True)
class When:
    """One WHEN; all positions count tokens."""

    kind: str
    condition: tuple[int, int] | None
    verb: str
    """"update", "delete", "insert" or "do" (nothing)."""
    body: tuple[int, int]
    """Behind SET; behind INSERT."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A MERGE into one table."""

    tokens: Tokens
    target: tuple[int, int]
    is_only: bool
    alias: str
    source: tuple[int, int]
    condition: tuple[int, int]
    whens: tuple[When, ...]

    def assigned(self, when: When) -> dict[str, tuple[int, int] | None] | None:
        """See `cut.assigned_between`; none for what is no UPDATE."""
        return assigned_between(self.tokens, *when.body) if when.verb == "update" else {}

    def inserted(self, when: When) -> dict[str, tuple[int, int]] | None:
        """The bounds of what an INSERT gives to each column that it names; None where it names none."""
        words = self.tokens.values
        position, end = when.body
        if words[position : position + 2] == ["default", "values"]:
            return {}
        if words[position : position + 1] != ["("]:
            return None
        close = self.tokens.match[position]
        names = [unquoted(words[start]) for start, _ in split(self.tokens, position + 1, close)]
        values = words.index("values", close, end) if "values" in words[close:end] else -1
        if values < 0 or self.tokens.match[values + 1] < 0:
            return None
        given = split(self.tokens, values + 2, self.tokens.match[values + 1])
        return dict(zip(names, given, strict=True)) if len(names) == len(given) else None

    def changed(self, when: When, columns: Sequence[str], assigned: Sequence[str], writer: Writer) -> Selection | None:
        """The present `columns` of the rows that it updates or deletes, then what it gives to `assigned`."""
        values = self.assigned(when)
        writer.say(f"SELECT {shown(self.alias, columns)}")
        for column in assigned:
            bounds = None if values is None else values.get(column)
            if bounds is None or self.tokens.values[slice(*bounds)] == ["default"]:
                return None
            writer.say(",")
            writer.typed(self.tokens, bounds, f"{self.alias}.{quote_identifier(column)}")
        self._write_rows(when, writer)
        writer.say(f"FOR UPDATE OF {self.alias}")
        return writer.selection()

    def counted(self, when: When, writer: Writer) -> Selection:
        """One row for each that it takes."""
        writer.say("SELECT '1'::text")
        self._write_rows(when, writer)
        return writer.selection()

    def given(
        self, when: When, columns: Sequence[str], defaults: Mapping[str, str] | None, writer: Writer
    ) -> Selection | None:
        """What it writes into `columns`. None where that cannot be asked."""
        values: Mapping[str, tuple[int, int] | None] | None
        values = self.assigned(when) if when.verb == "update" else self.inserted(when)
        if values is None or (defaults is None and when.verb == "insert" and set(columns) - set(values)):
            return None
        separator = "SELECT"
        for column in columns:
            writer.say(separator)
            separator = ","
            name = quote_identifier(column)
            bounds = values.get(column)
            if column in values and bounds is None:
                return None
            if bounds is not None and self.tokens.values[slice(*bounds)] == ["default"]:
                bounds = None
                if when.verb == "update":
                    return None
            if bounds is not None:
                # A literal gets the column's type, whoever is the row.
                kind = f"(SELECT {name} FROM {self._table()} LIMIT 0)"
                writer.typed(self.tokens, bounds, kind)
            elif when.verb == "update":
                writer.say(f"({self.alias}.{name})::text")
            else:
                writer.say(f"({(defaults or {}).get(column, 'NULL')})::text")
        self._write_rows(when, writer)
        writer.say("FOR UPDATE")
        return writer.selection()

    def _table(self) -> str:
        start, end = self.target
        return self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]]

    def _write_rows(self, when: When, writer: Writer) -> None:
        """FROM and WHERE: the rows that no WHEN of its kind before it takes, and it does."""
        target = f"{'ONLY ' if self.is_only else ''}{self._table()} AS {self.alias}"
        writer.say("FROM")
        if when.kind == _MISSING:
            writer.add(self.tokens, *self.source)
            writer.say(f"WHERE NOT EXISTS (SELECT 1 FROM {target} WHERE (")
            writer.add(self.tokens, *self.condition)
            writer.say("))")
        elif when.kind == _LEFT:
            writer.say(f"{target} WHERE NOT EXISTS (SELECT 1 FROM")
            writer.add(self.tokens, *self.source)
            writer.say("WHERE (")
            writer.add(self.tokens, *self.condition)
            writer.say("))")
        else:
            writer.say(f"{target},")
            writer.add(self.tokens, *self.source)
            writer.say("WHERE (")
            writer.add(self.tokens, *self.condition)
            writer.say(")")
        for other in self.whens:
            if other.kind != when.kind:
                continue
            if other is not when:
                writer.say("AND (")
                self._write_condition(other, writer)
                writer.say(") IS NOT TRUE")
                continue
            writer.say("AND (")
            self._write_condition(other, writer)
            writer.say(")")
            return

    def _write_condition(self, when: When, writer: Writer) -> None:
        if when.condition is None:
            writer.say("TRUE")
        else:
            writer.add(self.tokens, *when.condition)


def merge_between(tokens: Tokens, start: int, end: int, table: TableName | None) -> Merge | None:
    """The MERGE whose verb is the token `start`, where it is one into `table`; None for `table` stands for any."""
    words = tokens.values
    if words[start : start + 2] != ["merge", "into"]:
        return None
    found = target_at(tokens, start + 2, table)
    if found is None:
        return None
    is_only, target, alias, position = found
    position += words[position : position + 1] == ["as"]
    if words[position : position + 1] != ["using"]:
        if position >= end or tokens.kinds[position] not in (WORD, QUOTED):
            return None
        alias = quote_identifier(unquoted(words[position]))
        position += 1
    if words[position : position + 1] != ["using"]:
        return None
    tops = _tops(tokens, position, end)
    firsts = [place for place in tops if words[place] == "when"]
    ons = [place for place in tops if words[place] == "on" and firsts and place < firsts[0]]
    if not firsts or not ons:
        return None
    last = next((place for place in tops if words[place] == "returning" and place > firsts[-1]), end)
    whens = []
    for first, behind in zip(firsts, [*firsts[1:], last], strict=True):
        one = _when(tokens, first, behind, tops)
        if one is None:
            return None
        whens.append(one)
    on = ons[-1]
    return Merge(tokens, target, is_only, alias, (position + 1, on), (on + 1, firsts[0]), tuple(whens))


def merge_returning(text: str, table: TableName, columns: Sequence[str]) -> str | None:
    """A MERGE into `table` with the text of these columns behind whatever it returns, NULL for rows that it deletes;
    None for what is no such MERGE."""
    tokens = tokenize(text)
    start, end = (None, 0) if tokens.broken is not None else (verb_of(tokens), end_of(tokens))
    merge = None if start is None else merge_between(tokens, start, end, table)
    if merge is None or start is None:
        return None
    returns = any(tokens.values[place] == "returning" for place in _tops(tokens, start, end))
    kept = (
        f"(CASE WHEN merge_action() <> 'DELETE' THEN {merge.alias}.{quote_identifier(column)} END)::text"
        for column in columns
    )
    return f"{text[: tokens.ends[end - 1]]}{',' if returns else ' RETURNING'} {', '.join(kept)}"


def _tops(tokens: Tokens, start: int, end: int) -> list[int]:
    """The key words outside of parentheses and of CASE."""
    found: list[int] = []
    depth, position = 0, start
    while position < end:
        word = tokens.values[position]
        if word in ("(", "[") and tokens.match[position] > 0:
            position = tokens.match[position]
        elif word == "case":
            depth += 1
        elif word == "end" and depth:
            depth -= 1
        elif not depth and tokens.kinds[position] == WORD:
            found.append(position)
        position += 1
    return found


def _when(tokens: Tokens, start: int, end: int, tops: Sequence[int]) -> When | None:
    words = tokens.values
    position = start + 1
    kind = _MATCHED
    if words[position : position + 2] == ["not", "matched"]:
        position, kind = position + 2, _MISSING
    elif words[position : position + 1] == ["matched"]:
        position += 1
    else:
        return None
    if words[position : position + 1] == ["by"]:
        kind = _LEFT if words[position + 1 : position + 2] == ["source"] else kind
        position += 2
    then = next((place for place in tops if place >= position and words[place] == "then"), end)
    if then + 1 >= end:
        return None
    condition = (position + 1, then) if words[position] == "and" else None
    verb = words[then + 1]
    body = then + (3 if verb == "update" else 2)
    return When(kind, condition, verb, (body, end)) if verb in ("update", "delete", "insert", "do") else None

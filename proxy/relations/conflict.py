"""INSERT … ON CONFLICT DO UPDATE that changes a key: the rows it will meet, as a query of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from proxy.relations.cut import Cut, assigned_between, split
from proxy.relations.selection import Selection, Writer, shown
from proxy.sql.statement import quote_identifier
from proxy.sql.tokens import QUOTED, WORD, Tokens, unquoted


def conflict_assigns(statement: Cut) -> tuple[dict[str, tuple[int, int] | None], tuple[int, int]] | None:
    """What DO UPDATE gives to each column, and the bounds of its WHERE (empty without); None where there is none, or
    where it cannot be read."""
    tokens, words = statement.tokens, statement.tokens.values
    start = _conflict(statement)
    if start is None:
        return None
    places = _tops(tokens, start, _end(statement))
    update = next((place for place in places if words[place : place + 3] == ["do", "update", "set"]), None)
    if update is None:
        return None
    end = _end(statement)
    where = next((place for place in places if place > update and words[place] == "where"), end)
    assigned = assigned_between(tokens, update + 3, where)
    return None if assigned is None else (assigned, (min(where + 1, end), end))


def met(
    statement: Cut,
    columns: Sequence[str],
    assigned: Sequence[str],
    order: Sequence[str],
    constraints: Mapping[str, tuple[str, ...]],
    writer: Writer,
) -> Selection | None:
    """The present `columns` of the rows that the new ones conflict with, then what they get in `assigned`.

    `order` are all columns of the table, `constraints` has those of its unique ones. None where it cannot be asked: a
    conflict of expressions or of a part of the rows, a value that only the INSERT would compute.
    """
    tokens, words = statement.tokens, statement.tokens.values
    found, start, target = conflict_assigns(statement), _conflict(statement), _target(statement, constraints)
    proposed = _proposed(statement, order)
    if found is None or start is None or target is None or proposed is None:
        return None
    values, where = found
    names, source = proposed
    # Whatever is said of `excluded` behind ON CONFLICT must be known.
    said = {
        unquoted(words[place + 2])
        for place in range(start, len(words) - 2)
        if words[place : place + 2] == ["excluded", "."]
    }
    if (said | set(target)) - set(names):
        return None
    alias = statement.alias
    writer.say(f"SELECT {shown(alias, columns)}")
    for column in assigned:
        bounds = values.get(column)
        if bounds is None or words[slice(*bounds)] == ["default"]:
            return None
        writer.say(",")
        writer.typed(tokens, bounds, f"{alias}.{quote_identifier(column)}")
    writer.say("FROM")
    writer.add(tokens, *statement.target)
    writer.say(f"AS {alias}, (")
    if words[source[0]] == "values":
        needed = said | set(target)
        if not _write_values(writer, statement, names, source, needed):
            return None
    else:
        writer.add(tokens, *source)
    writer.say(f") AS excluded ({', '.join(map(quote_identifier, names))}) WHERE")
    writer.say(" AND ".join(f"{alias}.{quote_identifier(one)} = excluded.{quote_identifier(one)}" for one in target))
    if where[0] < where[1]:
        writer.say("AND (")
        writer.add(tokens, *where)
        writer.say(")")
    writer.say(f"FOR UPDATE OF {alias}")
    return writer.selection(joins=True)


def _write_values(
    writer: Writer, statement: Cut, names: Sequence[str], source: tuple[int, int], needed: set[str]
) -> bool:
    """The rows behind one that is no row: it gives each column the type of the table's."""
    tokens, words = statement.tokens, statement.tokens.values
    start, end = statement.target
    table = tokens.text[tokens.starts[start] : tokens.ends[end - 1]]
    kinds = ", ".join(f"(SELECT {quote_identifier(name)} FROM {table} LIMIT 0)" for name in names)
    writer.say(f"VALUES ({kinds})")
    for first, stop in split(tokens, source[0] + 1, source[1]):
        if words[first] != "(" or tokens.match[first] != stop - 1:
            return False
        writer.say(", (")
        cells = split(tokens, first + 1, stop - 1)
        if len(cells) != len(names):
            return False
        for place, (name, cell) in enumerate(zip(names, cells, strict=True)):
            writer.say("," if place else "")
            if words[slice(*cell)] == ["default"]:
                if name in needed:
                    return False
                writer.say("NULL")
            else:
                writer.add(tokens, *cell)
        writer.say(")")
    return True


def _proposed(statement: Cut, order: Sequence[str]) -> tuple[list[str], tuple[int, int]] | None:
    """The columns that are given, and the bounds of VALUES or of the query."""
    tokens, words = statement.tokens, statement.tokens.values
    position, end = statement.body, _conflict(statement)
    if end is None:
        return None
    names = list(order)
    if words[position] == "(" and words[position + 1] not in ("select", "with", "values", "table", "("):
        close = tokens.match[position]
        names = [unquoted(words[start]) for start, _ in split(tokens, position + 1, close)]
        position = close + 1
    if words[position : position + 1] == ["overriding"]:
        position += 3
    if not names or words[position] not in ("values", "select", "with", "table", "("):
        return None
    if words[position] == "values" and words[position + 1] == "(":
        first = split(tokens, position + 2, tokens.match[position + 1])
        names = names[: len(first)]
    return names, (position, end)


def _target(statement: Cut, constraints: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The columns whose equality is the conflict; None where something else is."""
    tokens, words = statement.tokens, statement.tokens.values
    start = _conflict(statement)
    if start is not None and words[start + 2 : start + 4] == ["on", "constraint"]:
        return constraints.get(unquoted(words[start + 4])) if words[start + 5 : start + 6] == ["do"] else None
    if start is None or words[start + 2 : start + 3] != ["("]:
        return None
    close = tokens.match[start + 2]
    parts = split(tokens, start + 3, close)
    if words[close + 1 : close + 2] != ["do"] or any(
        stop - first != 1 or tokens.kinds[first] not in (WORD, QUOTED) for first, stop in parts
    ):
        return None
    return tuple(unquoted(words[first]) for first, _ in parts)


def _conflict(statement: Cut) -> int | None:
    """Of the ON of ON CONFLICT."""
    words = statement.tokens.values
    places = _tops(statement.tokens, statement.body, _end(statement))
    return next((place for place in places if words[place : place + 2] == ["on", "conflict"]), None)


def _end(statement: Cut) -> int:
    return statement.clauses.get("returning", statement.end)


def _tops(tokens: Tokens, start: int, end: int) -> list[int]:
    """The words outside of parentheses."""
    found: list[int] = []
    position = start
    while position < end:
        if tokens.values[position] in ("(", "[") and tokens.match[position] > 0:
            position = tokens.match[position]
        elif tokens.kinds[position] == WORD:
            found.append(position)
        position += 1
    return found

"""Statements that were once seen, each in its context: the lines that `events.record` and `events.log` write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from proxy.errors import ConfigurationProblem
from proxy.routing.route import Choice, Context, TransactionMode


@dataclass(frozen=True, slots=True)
class Recorded:
    """One statement in one context. The database that its transaction was bound to is left out: other rules bind it
    elsewhere."""

    dsn_database: str | None
    sql: str
    context: Context


def read_recorded(lines: Iterable[str], name: str) -> dict[Recorded, int]:
    """Each distinct one with how often it was seen, in the order of the first. Raises ConfigurationProblem for a line
    that is none; `name` is that of the file, for the message."""
    counts: dict[Recorded, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            if fields.get("event") == "completion" or fields.get("own"):
                continue
            recorded = _recorded(fields)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigurationProblem(
                f"{name}:{number}: no recorded statement: {error or type(error).__name__}",
                hint='Lines come from `onedsn serve --record FILE` or events.log; {"statement": "SELECT …"} is enough.',
            ) from error
        counts[recorded] = counts.get(recorded, 0) + 1
    return counts


def _recorded(fields: dict[str, object]) -> Recorded:
    sql = fields["statement"] if "statement" in fields else fields["sql"]
    if not isinstance(sql, str):
        raise TypeError("its statement is no text")
    using = fields.get("using")
    path = fields.get("search_path")
    context = Context(
        user=str(fields.get("user", "")),
        application=str(fields.get("application", "")),
        choice=None if using is None else Choice(str(using), "SET"),
        transaction=TransactionMode(str(fields.get("transaction", "autocommit"))),
        search_path=tuple(str(schema) for schema in path) if isinstance(path, list) else ("public",),
        load=bool(fields.get("load", False)),
    )
    of = fields.get("dsn_database")
    return Recorded(None if of is None else str(of), sql, context)

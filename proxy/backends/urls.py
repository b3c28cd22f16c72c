"""Whether the URLs of rules can be used, said before anybody connects."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.backends.postgres.url import parse_url
from proxy.errors import ProxyError
from proxy.routing.problems import FileProblems, Problem
from proxy.routing.rules import Database, Rules


def check_urls(rules: Mapping[str, Rules]) -> None:
    """Raises FileProblems with every one that cannot, at its line."""
    problems = [
        Problem(str(one.path), database.line, f"databases.{database.name}.url", _sentence(error))
        for one in rules.values()
        for database in one.databases.values()
        if (error := _wrong(database)) is not None
    ]
    if problems:
        raise FileProblems(problems)


def _wrong(database: Database) -> ProxyError | None:
    try:
        if database.kind == "sqlite":
            # Who has no such database does not import what it needs.
            from proxy.backends.sqlite.file import read_url

            read_url(database.url)
        else:
            parse_url(database.url)
    except ProxyError as error:
        return error
    return None


def _sentence(error: ProxyError) -> str:
    return error.message if error.hint is None else f"{error.message}; {error.hint[:1].lower()}{error.hint[1:]}"

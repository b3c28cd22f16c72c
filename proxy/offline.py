"""What can be said about rules without serving them: check, test, explain, and a starter file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from proxy.errors import ConfigurationProblem, ProxyError, UnknownDatabase
from proxy.relations.guarded import decide_for_shape, decide_guarded
from proxy.routing.check_catalogs import lint_catalogs
from proxy.routing.diff import Difference, diff
from proxy.routing.explain import not_understood, route_lines, route_record
from proxy.routing.findings import Finding
from proxy.routing.load import load_directory
from proxy.routing.recorded import Recorded, read_recorded
from proxy.routing.route import Choice, Context
from proxy.routing.rules import Database, Rules
from proxy.routing.shape import Transactions
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog
from proxy.sql.explain import analysis_record

LIVE_TIMEOUT = 10.0

Record = dict[str, Any]  # JSON

STARTER = """\
# One file is one DSN database: this one is reached as dbname={name}. Try it:
#   onedsn check {path}
#   onedsn test {path}
#   onedsn serve {path}
databases:
  default: "sqlite:///{name}.db"
  # default: "postgresql://user:${{PASSWORD}}@host:5432/name"
  # replica1: {{url: "postgresql://user:${{PASSWORD}}@replica:5432/name", replica_of: default, max_lag: 5s}}

routers:                          # asked in order; the first opinion wins; a missing key is no opinion
  - name: everything
    read: default
    write: default
    migrate: [default]

tests:                            # run by `onedsn test`
  - {{sql: "SELECT * FROM orders", database: default, router: everything}}
  - {{sql: "DELETE FROM orders", database: default, mode: write}}
"""


def write_starter(path: Path) -> None:
    """Writes a rules file to begin with. Raises ConfigurationProblem where something is already there."""
    if path.suffix not in (".yaml", ".yml"):
        raise ConfigurationProblem(f"{path} does not end in .yaml", hint="The file's name is the DSN database.")
    try:
        with path.open("x") as file:
            file.write(STARTER.format(name=path.stem, path=path))
    except FileExistsError:
        raise ConfigurationProblem(f"{path} exists already; nothing was changed") from None
    except OSError as error:
        raise ConfigurationProblem(f"{path} cannot be written: {error.strerror}") from error


def choose(rules: Mapping[str, Rules], name: str | None) -> Rules:
    """The rules of DSN database `name`, or the only ones. Raises UnknownDatabase."""
    if name is None and len(rules) == 1:
        return next(iter(rules.values()))
    if name is None or name not in rules:
        known = ", ".join(sorted(rules)) or "none"
        problem = "several rules files were found" if name is None else f'there are no rules for "{name}"'
        raise UnknownDatabase(problem, hint=f"Choose one with --database: {known}.")
    return rules[name]


def explain_rules(path: Path, environment: Mapping[str, str], name: str | None) -> Rules:
    """The rules that `explain` asks. Raises ProxyError."""
    return choose(load_directory(path, environment), name)


def explain(text: str, rules: Rules | None, context: Context) -> Record:
    """The record of `onedsn explain --json`; without rules the route is left out."""
    analysis = analyze(text, None if rules is None else rules.facts)
    record: Record = dict(analysis_record(analysis))
    if rules is None:
        return record
    route = decide_guarded(analysis, context, rules, text=text)
    told: Record = dict(route_record(route))
    error = told.pop("error")
    del told["refused"]
    return {**record, "route": {**told, "why": route_lines(route)}, "refused": error}


def explain_text(text: str, rules: Rules, context: Context) -> list[str]:
    """The same for people."""
    analysis = analyze(text, rules.facts)
    lines = route_lines(decide_guarded(analysis, context, rules, text=text))
    return lines if analysis.problem is None else [*lines, not_understood(analysis.problem)]


def context(user: str, application: str, using: str | None) -> Context:
    """A session outside any transaction."""
    return Context(user, application, None if using is None else Choice(using, "options"))


def answer_lines(lines: Iterable[bytes], answer: Callable[[str], Record]) -> Iterator[str]:
    """One JSON line for each line; a line that is no `{"sql": …}` is answered with what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        yield json.dumps(_answer_line(number, line, answer), ensure_ascii=True)


def _answer_line(number: int, line: bytes, answer: Callable[[str], Record]) -> Record:
    try:
        # What is no UTF-8, or a control character inside of a string, is the statement's own affair.
        value = json.loads(line.decode("utf-8", "surrogateescape").removeprefix("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        return {"error": f"line {number} is not JSON: {error}"}
    sql = value.get("sql") if isinstance(value, dict) else None
    if not isinstance(sql, str):
        return {"error": f'line {number} is not an object with a text "sql"'}
    try:
        return answer(sql)
    except ProxyError as error:
        return {"error": error.message, "sqlstate": error.code, "hint": error.hint}
    except Exception as error:  # noqa: BLE001 - one odd statement must not end a run of thousands; its line tells
        return {"error": f"line {number} could not be analysed: {type(error).__name__}: {error}"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two versions of the rules say differently about recorded statements."""

    differences: tuple[tuple[str, Difference, int], ...]
    """Of each its DSN database, what it is, and how often it was seen."""
    statements: int

    @property
    def changes(self) -> bool:
        return any(difference.matters for _, difference, _ in self.differences)

    def lines(self) -> Iterator[str]:
        """For people."""
        for name, difference, count in self.differences:
            yield f"{name}: {difference} (seen {count} times)" if count > 1 else f"{name}: {difference}"
        changed = sum(difference.matters for _, difference, _ in self.differences)
        yield f"{changed} of {self.statements} statements would move, be refused or no longer be refused"

    def record(self) -> Record:
        return {
            "statements": self.statements,
            "differences": [
                {
                    "dsn_database": name,
                    "statement": difference.sql,
                    "change": difference.change.value,
                    "seen": count,
                    "user": None if difference.context is None else difference.context.user,
                    "old": route_record(difference.old),
                    "new": route_record(difference.new),
                }
                for name, difference, count in self.differences
            ],
        }


def recorded(paths: Iterable[Path], otherwise: TextIO) -> dict[Recorded, int]:
    """The recorded statements of these files, or of `otherwise` where there are none. Raises ConfigurationProblem."""
    counts: dict[Recorded, int] = {}
    files = list(paths)
    if not files:
        return read_recorded(otherwise, "standard input")
    for path in files:
        try:
            with path.open(encoding="utf-8") as file:
                for one, count in read_recorded(file, str(path)).items():
                    counts[one] = counts.get(one, 0) + count
        except OSError as error:
            raise ConfigurationProblem(f"{path} cannot be read: {error.strerror}") from error
    return counts


def compare(
    old: Mapping[str, Rules], new: Mapping[str, Rules], statements: Mapping[Recorded, int], only: str | None = None
) -> Comparison:
    """Raises UnknownDatabase for a statement of a DSN database that either side has no rules for."""
    found: list[tuple[str, Difference, int]] = []
    total = 0
    by_name: dict[str | None, dict[tuple[str, Context], int]] = {}
    for one, count in statements.items():
        if only is None or one.dsn_database in (None, only):
            of = by_name.setdefault(one.dsn_database if only is None else only, {})
            of[one.sql, one.context] = of.get((one.sql, one.context), 0) + count
    for name, counts in by_name.items():
        before, after = _rules_of(old, name), _rules_of(new, name)
        total += len(counts)
        shown = name or before.name
        for difference in diff(before, after, counts, analyze, decide_for_shape):
            assert difference.context is not None
            found.append((shown, difference, counts[difference.sql, difference.context]))
    return Comparison(tuple(found), total)


def _rules_of(rules: Mapping[str, Rules], name: str | None) -> Rules:
    """Of a single file, whatever it is called: `shop.yaml` is compared with `shop-new.yaml`."""
    return next(iter(rules.values())) if len(rules) == 1 else choose(rules, name)


async def live_problems(rules: Rules) -> list[str]:
    """Connects to every database and says which cannot be reached or are not what the rules call them."""
    problems = []
    for database in rules.databases.values():
        problem = await _live_problem(database, prepares=rules.transactions is Transactions.TWO_PHASE)
        if problem is not None:
            problems.append(f"{rules.path}:{database.line}: {database.name}: {problem}")
    return problems


async def catalog_findings(rules: Rules) -> list[Finding]:
    """What the databases hold that the rules do not fit; those that cannot be reached are left out."""
    catalogs = {}
    unreadable: list[Finding] = []
    for database in rules.databases.values():
        try:
            catalog = await _catalog(database)
        except ProxyError as error:
            if database.kind == "sqlite" and _file_problem(database) is None:
                key = f"databases.{database.name}"
                unreadable.append(Finding(str(rules.path), database.line, "catalog_unreadable", error.message, key))
            continue  # What live_problems() has named already.
        if catalog is not None:
            catalogs[database.name] = catalog
    return [*unreadable, *lint_catalogs(rules, catalogs)]


async def _catalog(database: Database) -> Catalog | None:
    """None for a file that is not there yet. Raises ProxyError."""
    if database.kind == "postgresql":
        from proxy.backends.postgres.catalog import load_catalog

        return await load_catalog(database.name, database.url)
    from proxy.backends.sqlite.backend import SqliteBackend

    path = _file_of(database)
    if path is None or not path.exists():
        return None
    backend = SqliteBackend(database.name, database.url)
    try:
        return await backend.catalog()
    finally:
        await backend.close()


async def _live_problem(database: Database, *, prepares: bool) -> str | None:
    if database.kind == "sqlite":
        return _file_problem(database)
    # Only --live needs a driver; the other commands start without it.
    import asyncpg

    try:
        connection = await asyncpg.connect(database.url, timeout=LIVE_TIMEOUT)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return f"cannot connect: {str(error) or type(error).__name__}"
    try:
        in_recovery = await connection.fetchval("SELECT pg_is_in_recovery()", timeout=LIVE_TIMEOUT)
        limit = await connection.fetchval("SHOW max_prepared_transactions", timeout=LIVE_TIMEOUT)
    finally:
        await connection.close(timeout=LIVE_TIMEOUT)
    if in_recovery and not database.is_replica:
        return "is a replica, but the rules do not say replica_of"
    if not in_recovery and database.is_replica:
        return f"is called a replica of {database.replica_of}, but accepts writes"
    if prepares and not database.is_replica and limit == "0":
        return "cannot take part in transactions: two_phase, for its max_prepared_transactions is 0"
    return None


def _file_of(database: Database) -> Path | None:
    """None for a database in memory."""
    written = database.url.partition("?")[0].removeprefix("sqlite:///")
    return None if written == ":memory:" else Path(written)


def _file_problem(database: Database) -> str | None:
    file = _file_of(database)
    if file is None:
        return None
    if not file.exists():
        return None if file.parent.is_dir() else f"the folder {file.parent} does not exist"
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        return f"{file} cannot be read: {error.strerror}"
    return None if head in (b"", b"SQLite format 3\0") else f"{file} is not an SQLite database"

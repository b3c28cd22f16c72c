"""What a rules file needs in order to run: a backend and a pool per database, a planner, the facts of the catalogs."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from structlog.typing import FilteringBoundLogger

from proxy.app.place import Place
from proxy.app.thinking import when_thought
from proxy.backends.base import Backend
from proxy.backends.postgres.backend import PostgresBackend
from proxy.backends.sqlite.prepared import size_of
from proxy.config import PoolSettings, ServerSettings
from proxy.errors import ProxyError
from proxy.pool.opening import Spawn
from proxy.pool.pool import Pool
from proxy.relations.guarded import decide_guarded
from proxy.relations.owed import Owed, owe
from proxy.routing.deadline import Thoughts
from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs
from proxy.routing.explain import not_understood, route_record, route_text
from proxy.routing.path import search_path
from proxy.routing.replica import choose
from proxy.routing.route import Context, Route
from proxy.routing.rules import Database, Relation, Rules
from proxy.session.instance import Freshness, Instance
from proxy.session.long_reader import LongReader
from proxy.session.planner import Planner
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Facts
from proxy.sql.known import with_facts_behind
from proxy.sql.naming import made_index
from proxy.sql.normalize import shape
from proxy.sql.statement import Analysis, TableName
from proxy.transactions.coordinator import Coordinator, Fault
from proxy.transactions.journal import Journal
from proxy.transactions.parts import PartsRunner
from proxy.transactions.recovery import Participant, Recovery
from proxy.transactions.two_phase import TwoPhase

_MOST_MADE: Final = 1000
_MAKING: Final = ("CREATE TABLE", "CREATE TABLE AS", "SELECT INTO")


class Facets:
    """The catalogs of one rules file's databases, replaced as they are fetched. Owned by the watch, read by plans."""

    def __init__(self) -> None:
        self.catalogs: Catalogs = {}
        self.found: tuple[Relation, ...] = ()
        """Foreign keys of the catalogs whose ends the rules have moved apart."""
        self.made: dict[TableName, TableName] = {}
        """Indexes that statements make and no catalog has shown yet, each with its table."""
        self._made_at: dict[TableName, int] = {}
        self._expected: dict[tuple[str, TableName], int] = {}
        """Tables that statements make, each with its database."""
        self.clock = 0
        """How many were made so far."""
        self.changes = 0
        """How often something was defined."""
        self.changes_read = 0
        """Of those, how many the catalogs show."""

    def note_index(self, text: str, analysis: Analysis) -> None:
        """What these statements make may be dropped before the catalogs are read again, in the same transaction."""
        if len(analysis.statements) > _MOST_MADE:
            return  # Hundreds of thousands of statements are not gone through once more.
        for statement in analysis.statements:
            if statement.tag in ("CREATE INDEX", "ALTER INDEX") and statement.writes:
                table = statement.writes[0].table
                written = made_index(text[statement.start : statement.end])
                if written is not None:
                    name = TableName(written, table.schema)
                    self.clock += 1
                    self.made[name], self._made_at[name] = table, self.clock
        while len(self.made) > _MOST_MADE:
            self._forget(next(iter(self.made)))

    def note_tables(self, analysis: Analysis, route: Route, schema: str) -> None:
        """What these statements make may be referred to before the catalogs are read again."""
        if len(analysis.statements) > _MOST_MADE or not route.databases:
            return
        database = route.databases[0]
        for statement in analysis.statements:
            if statement.tag in _MAKING and statement.writes:
                table = statement.writes[0].table
                self.clock += 1
                self._expected[database, TableName(table.name, table.schema or schema)] = self.clock
                self.catalogs = self._expecting(self.catalogs, database)

    def _expecting(self, catalogs: Catalogs, database: str) -> Catalogs:
        if database not in catalogs:
            return catalogs
        expected = frozenset(name for known, name in self._expected if known == database)
        return {**catalogs, database: replace(catalogs[database], expected=expected)}

    def catalogs_read(self, found: Catalogs, began: int) -> None:
        """`began` is the clock when their reading began: what was made before, and is in them, needs no note."""
        self.catalogs = {**self.catalogs, **found}
        self._expected = {key: at for key, at in self._expected.items() if at > began or key[0] not in found}
        for database in found:
            self.catalogs = self._expecting(self.catalogs, database)
        shown = {(name.name, table.name) for one in found.values() for name, table in one.indexes.items()}
        for name, table in list(self.made.items()):
            if self._made_at[name] <= began and (name.name, table.name) in shown:
                self._forget(name)

    def _forget(self, name: TableName) -> None:
        del self.made[name], self._made_at[name]

    def related(self, rules: Rules) -> Rules:
        """The rules with the relations that were found beside those declared."""
        return replace(rules, relations=(*rules.relations, *self.found)) if self.found else rules


def make_backend(database: Database, settings: PoolSettings, *, is_shared: bool = False) -> Backend:
    """The backend for this database's URL. Raises ConfigurationProblem for one that cannot be read."""
    if database.kind == "sqlite":
        # sqlglot and the type tables take a while to import; most proxies have no SQLite behind them.
        from proxy.backends.sqlite.backend import SqliteBackend

        return SqliteBackend(database.name, database.url, is_shared=is_shared)
    return PostgresBackend(database.name, database.url, connect_timeout=settings.connect_timeout)


def pool_settings(database: Database, settings: ServerSettings, place: Place) -> PoolSettings:
    """The server's pool settings with what this database says otherwise; the size is divided among the workers."""
    changes: dict[str, object] = {"size": place.share(database.pool_size or settings.pool.size)}
    if database.pool_mode is not None:
        changes["mode"] = database.pool_mode
    if database.lanes is not None:
        changes["lanes"] = database.lanes
    return settings.pool.model_copy(update=changes)


def make_pool(
    database: Database,
    settings: PoolSettings,
    spawn: Spawn,
    clock: Callable[[], float],
    on_failure: Callable[[str, ProxyError], None],
    *,
    is_shared: bool = False,
) -> Pool:
    """`is_shared`: other processes of this server have pools of the same database."""
    later = asyncio.get_running_loop().call_later
    return Pool(make_backend(database, settings, is_shared=is_shared), settings, spawn, clock, on_failure, later)


def facts_of(context: Context, rules: Rules, facets: Facets) -> Facts:
    """What the rules, the catalogs and the session say about names at the moment."""
    return Facts(
        catalogs=tuple(facets.catalogs.values()),
        search_path=search_path(context, facets.catalogs, rules.default),
        functions=rules.functions,
        made=facets.made,
    )


def analyzed_with(text: str, context: Context, rules: Rules, facets: Facets) -> Analysis:
    """The analysis under the facts of the moment."""
    facts = facts_of(context, rules, facets)
    return analyze(text, facts, standard_conforming_strings=context.standard_conforming_strings)


def make_planner(rules: Rules, facets: Facets, limit: int, reader: LongReader | None = None) -> Planner:
    """Plans by these rules and by the facts of the moment."""

    def analyzed(text: str, context: Context) -> Analysis:
        return analyzed_with(text, context, rules, facets)

    def read(text: bytes, context: Context) -> Analysis | None:
        known = None if reader is None else reader.known(text, context.standard_conforming_strings)
        return None if known is None else with_facts_behind(known, facts_of(context, rules, facets))

    def decided(analysis: Analysis, context: Context, text: str) -> Route:
        facets.note_index(text, analysis)
        route = decide(analysis, context, rules, facets.catalogs, text=text)
        facets.note_tables(analysis, route, search_path(context, facets.catalogs, rules.default)[0])
        if any(table.router in rules.without_lanes for table in route.tables):
            return replace(route, lanes=False)
        return route

    def owed(route: Route, analysis: Analysis, context: Context, text: str) -> tuple[Route, tuple[Owed, ...]]:
        route, found = owe(route, analysis, context, facets.related(rules), facets.catalogs, text)
        if facets.changes_read != facets.changes:
            # Not kept for longer: plans are made anew when the catalogs were read.
            found = tuple(one.after_definitions() for one in found)
        return route, found

    def condensed(analysis: Analysis, context: Context) -> Analysis | None:
        found = with_facts_behind(analysis, facts_of(context, rules, facets))
        if thoughts is not None:
            # Its routers may ask for the statement and its rows.
            return None
        keeps_relations = bool(facets.related(rules).relations) and any(each.writes for each in found.statements)
        return None if keeps_relations else found

    thoughts = Thoughts() if any(router.is_python for router in rules.routers) else None
    return Planner(analyzed, decided, shape, limit, owed, read, thoughts, condensed)


def make_instance(
    rules: Rules,
    settings: ServerSettings,
    pools: Mapping[str, Pool],
    facets: Facets,
    freshness: dict[str, Freshness],
    reader: LongReader | None = None,
) -> Instance:
    """One DSN database, ready for sessions."""
    planner = make_planner(rules, facets, settings.limits.cached_statements, reader)

    def route_of(text: str, analysis: Analysis, context: Context) -> Route:
        return decide_guarded(analysis, context, facets.related(rules), facets.catalogs, text=text)

    thoughts = Thoughts()

    def explain(body: str, context: Context, as_json: bool) -> list[str]:
        analysis = analyzed_with(body, context, rules, facets)
        route = thoughts.decide((body, context), partial(route_of, body, analysis, context))
        unknown = [name for name in rules.databases if name not in facets.catalogs]
        if as_json:
            problem = {} if analysis.problem is None else {"problem": analysis.problem}
            return [json.dumps({**route_record(route), **problem, "without_catalogs": unknown})]
        lines = route_text(route).splitlines()
        if analysis.problem is not None:
            lines.append(not_understood(analysis.problem))
        if unknown:
            lines.append(f"The catalogs of {', '.join(unknown)} are not known: functions count as writing, views hide.")
        return lines

    return Instance(
        name=rules.name,
        default=rules.default,
        planner=planner,
        pools=dict(pools),
        reader=reader,
        sources={name: database.source for name, database in rules.databases.items()},
        reads_its_writes=frozenset(
            name for name, database in rules.databases.items() if database.is_replica and database.read_your_writes
        ),
        choose_by=choose,
        explain=explain,
        freshness=freshness,
        when_thought=when_thought,
    )


def add_parts(instance: Instance, rules: Rules, settings: ServerSettings, spawn: Spawn) -> None:
    """Lets a statement for objects of several databases run as one for each."""
    instance.parts = PartsRunner(instance.pools, spawn, settings.two_phase.timeout, instance.two_phase)


def add_two_phase(
    instance: Instance,
    rules: Rules,
    settings: ServerSettings,
    journal: Journal,
    spawn: Spawn,
    logger: FilteringBoundLogger,
    fault: Fault | None,
) -> Recovery:
    """Lets the transactions of this DSN database span several; what they leave is for the recovery to end."""

    def left(name: str) -> None:
        logger.warning("a transaction was left to recovery", name=name, dsn_database=rules.name)
        recovery.look_soon()

    limit = settings.two_phase.file_limit
    coordinator = Coordinator(rules.name, journal, time.time, left, limit, fault)
    files = {
        name: partial(size_of, database.url) for name, database in rules.databases.items() if database.kind == "sqlite"
    }
    two_phase = TwoPhase(coordinator, files, spawn, settings.two_phase.timeout, limit)
    sources = {
        name: Participant(name, database.kind, database.url)
        for name, database in rules.databases.items()
        if not database.is_replica
    }
    recovery = Recovery(sources, coordinator, two_phase, time.time, logger.bind(dsn_database=rules.name))
    instance.two_phase = two_phase
    return recovery

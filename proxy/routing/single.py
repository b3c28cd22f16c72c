"""Where one statement goes: explicit choice, the chain of each table, the transaction, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.routing.deliberation import (
    CATALOG,
    NO_OPINION,
    TEMPORARY,
    TRANSACTION,
    Catalogs,
    Deliberation,
    Home,
    Refused,
    is_of_the_system,
)
from proxy.routing.guard import agree_on, agree_to_read, common_databases, crossing, widened
from proxy.routing.migrate import Placement, check_load, place_definition, place_truncation
from proxy.routing.route import Context, Mode, Route, TransactionMode
from proxy.routing.router import Table
from proxy.routing.rules import Rules
from proxy.routing.shape import Transactions, Unknown
from proxy.routing.split import TRUNCATE
from proxy.routing.transaction import in_transaction
from proxy.sql.statement import Kind, Statement, TableName

_WITHOUT_DATABASE = (Kind.EMPTY, Kind.TRANSACTION, Kind.SESSION)
_READING = (Kind.READ, Kind.COPY_OUT)
_READS_CATALOGS = re.compile(r"\b(?:from|join)\s+\(*(?:pg_|information_schema\b)", re.IGNORECASE)


def decide_statement(
    statement: Statement,
    context: Context,
    rules: Rules,
    catalogs: Catalogs | None = None,
    *,
    text: str = "",
    is_alone: bool = True,
) -> Route:
    """The route of one statement, refused or not. `is_alone` says that its query string has no other."""
    deliberation = Deliberation(statement, context, rules, catalogs, text)
    deliberation.is_alone = is_alone
    mode = mode_of(statement, context)
    try:
        route = _decided(deliberation, mode)
    except Refused as refusal:
        return _refused(deliberation, mode, refusal.error, refusal.word, cacheable=refusal.cacheable)
    except ProxyError as error:
        # An unknown database was chosen, or a Python router failed: neither is remembered.
        word = "router" if error.code == "38000" else "unknown_database"
        return _refused(deliberation, mode, error, word, cacheable=False)
    return route


def mode_of(statement: Statement, context: Context) -> Mode:
    """Which question the tables ask. Only a confirmed read outside a read-write transaction asks to read."""
    if statement.kind is Kind.DDL:
        return Mode.MIGRATE
    if statement.kind in _WITHOUT_DATABASE and not (statement.reads or statement.writes):
        return Mode.NONE
    if is_read(statement) and context.transaction is not TransactionMode.READ_WRITE:
        return Mode.READ
    return Mode.WRITE


def is_read(statement: Statement) -> bool:
    """Whether it is known to change and to lock nothing."""
    reading = statement.kind in _READING or (statement.kind is Kind.SESSION and not statement.writes)
    return reading and not (statement.locks or statement.unknown or statement.writes)


def _decided(deliberation: Deliberation, mode: Mode) -> Route:
    statement, rules = deliberation.statement, deliberation.rules
    if mode is Mode.NONE:
        return Route(Mode.NONE, (), "no database is needed")
    choice = deliberation.choice
    if choice is not None:
        rules.known(choice.database)
    if statement.unknown and rules.unknown is Unknown.REFUSE and choice is None:
        raise Refused(
            FeatureNotSupported(
                "the tables of this statement cannot be known",
                detail="The rules file says unknown: refuse.",
                hint="Choose a database: /* onedsn: using=… */ or SET onedsn.using.",
            ),
            "unknown",
        )
    if TEMPORARY in statement.pins:
        return _temporary(deliberation, mode)
    if mode is Mode.MIGRATE:
        return _definition(deliberation)
    references = (*statement.writes, *statement.reads)
    if not any(not is_of_the_system(reference.table) for reference in references):
        return _without_table(deliberation, mode)
    if mode is Mode.READ:
        homes = deliberation.homes(references, Mode.READ)
        databases = agree_to_read(deliberation, homes)
        return _dump_checked(deliberation, _placed(deliberation, mode, homes[0], databases), homes)
    written = deliberation.homes(statement.writes, Mode.WRITE)
    read = deliberation.homes(statement.reads, Mode.WRITE)
    if not written:
        databases = _agree_inside_transaction(deliberation, read)
        return _dump_checked(deliberation, _placed(deliberation, mode, read[0], databases), read)
    if statement.tag == TRUNCATE:
        placement = place_truncation(deliberation, written)
        if placement.parts or placement.skip:
            return _in_parts(deliberation, Mode.WRITE, placement)
        return _placed(deliberation, mode, written[0], (placement.database,))
    target = _agree_to_write(written, rules)
    agree_on(deliberation, target, written[0], [*written[1:], *read])
    if not _is_load(statement, deliberation.context):
        return _placed(deliberation, mode, written[0], (target,))
    # First of all: what is loaded nowhere does not matter to the transaction under way.
    skip = check_load(deliberation, written, target)
    if skip:
        return _skipped(deliberation, mode, written[0].reason, skip)
    return _placed(deliberation, mode, written[0], (target,))


def _definition(deliberation: Deliberation) -> Route:
    placement = place_definition(deliberation)
    home = placement.home
    reason = "no opinion" if home is None else home.reason
    if placement.parts or placement.skip:
        return _in_parts(deliberation, Mode.MIGRATE, placement)
    found = home or Home(Table(""), (placement.database,), None, reason)
    return _placed(deliberation, Mode.MIGRATE, found, (placement.database,))


def _in_parts(deliberation: Deliberation, mode: Mode, placement: Placement) -> Route:
    """It runs as several statements, or nowhere."""
    reason = NO_OPINION if placement.home is None else placement.home.reason
    return replace(_skipped(deliberation, mode, reason, placement.skip), parts=placement.parts)


def _skipped(deliberation: Deliberation, mode: Mode, reason: str, notices: tuple[str, ...]) -> Route:
    """It runs nowhere, and is answered as if it had."""
    return Route(
        mode=mode,
        databases=(),
        reason=reason,
        router=deliberation.tables[-1].router,
        tables=tuple(deliberation.tables),
        skip=notices,
        cacheable=deliberation.cacheable,
    )


def _temporary(deliberation: Deliberation, mode: Mode) -> Route:
    """A temporary table is made where the tables are that fill it; no router is asked for the table itself."""
    read = deliberation.homes(deliberation.statement.reads, Mode.WRITE)
    if read:
        return _placed(deliberation, mode, read[0], _agree_inside_transaction(deliberation, read))
    return _without_table(deliberation, mode)


def _without_table(deliberation: Deliberation, mode: Mode) -> Route:
    """Nothing says where it belongs: the explicit database, the transaction's, or, for a write, the default."""
    choice, context = deliberation.choice, deliberation.context
    if choice is not None:
        home = Home(Table(""), (choice.database,), None, f"explicit {choice.way}")
        return _placed(deliberation, mode, home, home.databases)
    database, reason = deliberation.fallback()
    if deliberation.rules.transactions is Transactions.TWO_PHASE and _READS_CATALOGS.search(deliberation.text):
        # A migration looks in the middle of its transaction whether the table of its bookkeeping is there.
        database, reason = deliberation.rules.default, NO_OPINION
    if context.bound is None and is_read(deliberation.statement):
        return Route(Mode.NONE, (), "no table")
    holders = _holders(deliberation)
    if holders and database not in holders:
        nowhere = Table("")
        return _placed(deliberation, mode, Home(nowhere, holders[:1], None, CATALOG), holders[:1])
    return Route(mode, (database,), reason)


def _holders(deliberation: Deliberation) -> tuple[str, ...]:
    """The databases, no replicas, whose catalogs have every function of the statement that any catalog has."""
    known: list[set[str]] = []
    for word in deliberation.statement.functions:
        schema, _, name = word.rpartition(".")
        schemas = (schema,) if schema else deliberation.search_path
        holders = {
            database
            for database, catalog in deliberation.catalogs.items()
            if any(TableName(name, each) in catalog.functions for each in schemas)
        }
        if holders:
            known.append(holders)
    common = set.intersection(*known) if known else set()
    databases = deliberation.rules.databases
    return tuple(name for name, database in databases.items() if name in common and not database.is_replica)


def _agree_to_write(written: Sequence[Home], rules: Rules) -> str:
    """The one database on which all written tables may be written. Raises Refused."""
    common = common_databases(written, rules)
    if common:
        return common[0]
    for home in written[1:]:
        if not common_databases((written[0], home), rules):
            # No router can allow this one: two databases would have to be written in one statement.
            raise crossing(written[0], home)
    raise crossing(written[0], written[1])


def _agree_inside_transaction(deliberation: Deliberation, homes: list[Home]) -> tuple[str, ...]:
    """A SELECT inside a read-write transaction, or one that locks: the write databases, else any that is no replica.

    What only reads may stay on the transaction's database wherever its tables may be read there.
    """
    rules = deliberation.rules
    bound = deliberation.context.bound
    common = common_databases(homes, rules)
    leaves = bound is not None and not any(rules.share_source(bound, name) for name in common)
    if not common or (leaves and is_read(deliberation.statement)):
        wide = [widened(deliberation, home) for home in homes]
        primaries = {name for home in homes for name in home.databases}
        shared = [name for name in common_databases(wide, rules) if name in primaries or rules.source(name) == name]
        common = (bound,) if bound is not None and bound in shared else common or tuple(shared)
    if common:
        return agree_to_read(deliberation, [replace(home, databases=common) for home in homes])[:1]
    return agree_to_read(deliberation, homes)[:1]


def _placed(deliberation: Deliberation, mode: Mode, home: Home, databases: tuple[str, ...]) -> Route:
    """The route on `databases`, or on the transaction's database where that is one of them. Raises Refused."""
    rules = deliberation.rules
    two_phase = rules.transactions is Transactions.TWO_PHASE
    stays = is_read(deliberation.statement) or deliberation.context.transaction is TransactionMode.READ_ONLY
    kept = in_transaction(deliberation, home, databases, stays=stays, two_phase=two_phase)
    reason = home.reason if kept == databases or kept[0] in databases else TRANSACTION
    return Route(
        mode=mode,
        databases=kept,
        reason=reason,
        router=home.router,
        tables=tuple(deliberation.tables),
        balanced=mode is Mode.READ and len(kept) > 1,
        fallback=_fallback(deliberation, mode, home, kept),
        cacheable=deliberation.cacheable,
    )


def _fallback(deliberation: Deliberation, mode: Mode, home: Home, databases: tuple[str, ...]) -> str | None:
    """Only an autocommit read that a router sent to a replica may run again elsewhere."""
    if mode is not Mode.READ or home.is_explicit:
        return None
    if deliberation.context.transaction is not TransactionMode.AUTOCOMMIT:
        return None
    for name in databases:
        if deliberation.rules.databases[name].is_replica:
            return deliberation.rules.source(name)
    return None


def _is_load(statement: Statement, context: Context) -> bool:
    return statement.kind is Kind.COPY_IN or (context.load and statement.kind is Kind.WRITE)


def _dump_checked(deliberation: Deliberation, route: Route, homes: list[Home]) -> Route:
    """COPY … TO of a database that was chosen explicitly is a dump: only tables that belong there, by source."""
    if deliberation.statement.kind is not Kind.COPY_OUT or deliberation.choice is None:
        return route
    skip = check_load(deliberation, homes, deliberation.rules.source(route.databases[0]))
    return replace(route, skip=skip, tables=tuple(deliberation.tables), cacheable=deliberation.cacheable)


def _refused(deliberation: Deliberation, mode: Mode, error: ProxyError, word: str, *, cacheable: bool) -> Route:
    last = deliberation.tables[-1] if deliberation.tables else None
    return Route(
        mode=mode,
        databases=(),
        reason="refused",
        router=None if last is None else last.router,
        tables=tuple(deliberation.tables),
        refused=error,
        refusal=word,
        cacheable=cacheable and deliberation.cacheable,
    )

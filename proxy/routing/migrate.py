"""DDL, loads and dumps: where `migrate` allows a table to be, and what becomes of them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from proxy.errors import FeatureNotSupported
from proxy.routing.chain import Permission
from proxy.routing.deliberation import CATALOG, NO_OPINION, TEMPORARY, Deliberation, Home, Refused
from proxy.routing.guard import agree_on, common_databases, crossing
from proxy.routing.route import Mode, Part, TransactionMode
from proxy.routing.router import Table
from proxy.routing.shape import Elsewhere
from proxy.routing.split import SPLITTABLE, split
from proxy.sql.naming import new_name
from proxy.sql.statement import TableName


@dataclass(frozen=True, slots=True)
class Placement:
    """Where DDL runs; with notices in `skip` it runs nowhere and is answered as if it had."""

    database: str
    home: Home | None
    skip: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    """The statement as one for each of several databases; `skip` tells then of the tables that are left out."""


def place_definition(deliberation: Deliberation) -> Placement:
    """The database of a DDL statement: the explicit one, the write database, or the first allowed one that is no
    replica. Raises Refused."""
    written = deliberation.homes(deliberation.statement.writes, Mode.WRITE)
    read = deliberation.homes(deliberation.statement.reads, Mode.WRITE)
    if not written:
        return _place_nameless(deliberation, read)
    written = [_with_its_tables(deliberation, home, read) for home in written]
    renamed = new_name(deliberation.text, written[0].table.written or TableName(written[0].table.name))
    if renamed is not None:
        # Under its new name it will be looked for where that belongs: it must be there already.
        written.append(deliberation.home(deliberation.resolve(renamed), Mode.WRITE))
    denied: list[tuple[Home, Permission, str]] = []
    allowed: list[tuple[Home, str]] = []
    for home in written:
        database, permission = _allowed_database(deliberation, home)
        if permission is not None:
            denied.append((home, permission, database))
            continue
        allowed.append((home, database))
    parts = split_up(deliberation, written, allowed, denied)
    if parts:
        return Placement(parts[0].database, allowed[0][0], _notices(deliberation, denied), parts)
    if denied:
        return _elsewhere(deliberation, denied, [home for home, _ in allowed])
    first, target = allowed[0]
    for home, database in allowed[1:]:
        if not deliberation.rules.share_source(database, target):
            raise _not_split(deliberation, crossing(_moved(first, target), _moved(home, database)))
    moved = _moved(first, target)
    agree_on(deliberation, target, moved, read)
    return Placement(target, moved)


def split_up(
    deliberation: Deliberation,
    written: Sequence[Home],
    allowed: Sequence[tuple[Home, str]],
    denied: Sequence[tuple[Home, Permission, str]] = (),
) -> tuple[Part, ...]:
    """The statement as one for each database, where its objects are on several and that says exactly the same; none
    where it runs as it is, or must be refused."""
    rules, statement = deliberation.rules, deliberation.statement
    sources = {rules.source(database) for _, database in allowed}
    if (len(sources) < 2 and not (sources and denied)) or not _may_split(deliberation):
        return ()
    if any(permission.elsewhere is not Elsewhere.SKIP for _, permission, _ in denied):
        return ()
    where = {str(home.table): rules.source(database) for home, database in allowed}
    where |= dict.fromkeys((str(home.table) for home, _, _ in denied), "")
    databases = [where.get(str(reference.table)) for reference in statement.writes]
    if len(written) != len(databases) or None in databases:
        return ()
    return split(deliberation.text, statement.tag, [name or None for name in databases]) or ()


def _may_split(deliberation: Deliberation) -> bool:
    return (
        deliberation.statement.tag in SPLITTABLE
        and deliberation.context.transaction is TransactionMode.AUTOCOMMIT
        and deliberation.is_alone
    )


def _not_split(deliberation: Deliberation, refused: Refused) -> Refused:
    """The same refusal, with the reason why the statement is not taken apart."""
    if deliberation.statement.tag not in SPLITTABLE:
        return refused
    if deliberation.context.transaction is not TransactionMode.AUTOCOMMIT:
        why = "In a transaction block it is not split into one statement for each database"
    elif not deliberation.is_alone:
        why = "In a query string with other statements it is not split into one for each database"
    else:
        why = "It is not of a form that can be split into one statement for each database"
    error = refused.error
    told = FeatureNotSupported(error.message, detail=f"{error.detail} {why}.", hint=error.hint)
    return Refused(told, refused.word, cacheable=refused.cacheable)


def _with_its_tables(deliberation: Deliberation, home: Home, read: list[Home]) -> Home:
    """A new view that no router claims is made where the tables are that it reads."""
    makes_view = deliberation.statement.tag.startswith("CREATE") and deliberation.statement.tag.endswith("VIEW")
    if not makes_view or not read or home.reason != NO_OPINION:
        return home
    common = common_databases(read, deliberation.rules)
    return replace(home, databases=common[:1], reason=CATALOG) if common else home


def place_truncation(deliberation: Deliberation, written: list[Home]) -> Placement:
    """TRUNCATE: where its tables are written, if they may be defined there. Raises Refused."""
    allowed: list[tuple[Home, str]] = []
    denied: list[tuple[Home, Permission, str]] = []
    for home in written:
        permission = deliberation.may_migrate(home.table, home.databases[0])
        if permission.allowed is False and home.reason != TEMPORARY:
            denied.append((home, permission, home.databases[0]))
        else:
            allowed.append((home, home.databases[0]))
    parts = split_up(deliberation, written, allowed, denied)
    if parts:
        return Placement(parts[0].database, allowed[0][0], _notices(deliberation, denied), parts)
    if denied:
        return _elsewhere(deliberation, denied, [home for home, _ in allowed])
    common = common_databases(written, deliberation.rules)
    if not common:
        stranger = next(home for home in written[1:] if not common_databases((written[0], home), deliberation.rules))
        raise _not_split(deliberation, crossing(written[0], stranger))
    return Placement(common[0], written[0])


def check_load(deliberation: Deliberation, tables: list[Home], database: str) -> tuple[str, ...]:
    """Rows are loaded only where their table may be defined: the notices of a load to skip. Raises Refused."""
    denied: list[tuple[Home, Permission, str]] = []
    for home in tables:
        permission = deliberation.may_migrate(home.table, database)
        if permission.allowed is False:
            denied.append((home, permission, database))
    if not denied:
        return ()
    loaded = [home for home in tables if home not in [denied_home for denied_home, _, _ in denied]]
    return _elsewhere(deliberation, denied, loaded).skip


def _allowed_database(deliberation: Deliberation, home: Home) -> tuple[str, Permission | None]:
    """Where the table may be defined, or its wanted database with the refusal."""
    wanted = home.databases[0]
    if home.reason == TEMPORARY:
        return wanted, None
    permission = deliberation.may_migrate(home.table, wanted)
    if permission.allowed is not False:
        return wanted, None
    if home.is_explicit:
        return wanted, permission
    for name, database in deliberation.rules.databases.items():
        if name == wanted or database.is_replica:
            continue
        if deliberation.may_migrate(home.table, name).allowed is not False:
            return name, None
    return wanted, permission


def _place_nameless(deliberation: Deliberation, read: list[Home]) -> Placement:
    """CREATE SCHEMA, EXTENSION, FUNCTION …: no table to ask for, so the routers that cover every table decide."""
    choice = deliberation.choice
    rules = deliberation.rules
    if choice is not None:
        database, reason = rules.known(choice.database), f"explicit {choice.way}"
    else:
        database, reason = deliberation.fallback()
    home = Home(Table(""), (database,), None, reason)
    permission = deliberation.may_migrate(None, database)
    if permission.allowed is False and choice is None:
        for name, other in rules.databases.items():
            if not other.is_replica and deliberation.may_migrate(None, name).allowed is not False:
                home = Home(Table(""), (name,), permission.router, "router")
                permission = Permission(None, None, ())
                break
    if permission.allowed is False:
        return _elsewhere(deliberation, [(home, permission, database)], [])
    target = home.databases[0]
    if read:
        agree_on(deliberation, target, read[0], read)
    return Placement(target, home)


def _moved(home: Home, database: str) -> Home:
    if database == home.databases[0]:
        return home
    return Home(home.table, (database,), home.router, "migrate")


def _elsewhere(
    deliberation: Deliberation, denied: list[tuple[Home, Permission, str]], allowed: list[Home]
) -> Placement:
    """Skips where every table's router says so and none is allowed; raises Refused otherwise."""
    tag = deliberation.statement.tag
    if not allowed and all(permission.elsewhere is Elsewhere.SKIP for _, permission, _ in denied):
        return Placement(denied[0][2], denied[0][0], _notices(deliberation, denied))
    home, permission, database = denied[0]
    hint = "Choose a database that the router's migrate: names, or let it say elsewhere: skip."
    if allowed:
        hint = f"{', '.join(str(other.table) for other in allowed)} may be there; use one statement for each table."
    raise Refused(
        FeatureNotSupported(
            f'{tag} of {_what(home)} is not allowed on database "{database}"',
            detail=f'Router "{permission.router}" decided.',
            hint=hint,
        ),
        "migrate",
    )


def _notices(deliberation: Deliberation, denied: Sequence[tuple[Home, Permission, str]]) -> tuple[str, ...]:
    tag = deliberation.statement.tag
    return tuple(
        f'{tag} of {_what(home)} was skipped on database "{database}": router "{permission.router}" does not '
        f"allow it there"
        for home, permission, database in denied
    )


def _what(home: Home) -> str:
    return f"table {home.table}" if home.table.name else "something that is no table"

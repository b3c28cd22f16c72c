"""One statement on its way to a decision: its tables, whom they asked, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proxy.errors import ProxyError
from proxy.routing.chain import Opinion, Permission, ask_for_databases, ask_for_migrate, ask_for_relation
from proxy.routing.path import search_path
from proxy.routing.route import Answer, Choice, Context, Mode, TableRoute
from proxy.routing.router import Pair, Question, Table
from proxy.routing.rules import Rules
from proxy.routing.shape import Transactions
from proxy.sql.catalog import Catalog, Persistence
from proxy.sql.statement import Statement, TableName, TableReference

Catalogs = Mapping[str, Catalog]
"""What each database holds, by its name in the rules; one that was not reached is not in it."""

NO_OPINION = "no opinion"
TRANSACTION = "transaction"
CATALOG = "catalog"
TEMPORARY = "temporary table"


class Refused(Exception):
    """Ends a deliberation: `error` is for the client, `word` for rules' tests and metrics."""

    def __init__(self, error: ProxyError, word: str, *, cacheable: bool = True) -> None:
        super().__init__(error.message)
        self.error = error
        self.word = word
        self.cacheable = cacheable


@dataclass(frozen=True, slots=True)
class Home:
    """Where one table of the statement may be, in order of preference."""

    table: Table
    databases: tuple[str, ...]
    router: str | None
    reason: str
    using: str | None = None
    """The explicit choice around this reference."""

    @property
    def is_explicit(self) -> bool:
        return self.reason.startswith("explicit")

    @property
    def who(self) -> str:
        """Who decided, for an error: `router "auth"`, "no opinion", "explicit comment"."""
        return f'router "{self.router}"' if self.router is not None else self.reason


class Deliberation:
    """Asks the chain for the tables of one statement and remembers every answer."""

    def __init__(
        self, statement: Statement, context: Context, rules: Rules, catalogs: Catalogs | None = None, text: str = ""
    ) -> None:
        self.statement = statement
        self.context = context
        self.rules = rules
        self.catalogs: Catalogs = catalogs or {}
        self.text = text
        self.is_alone = True
        """No other statement is in its query string."""
        # For the length of one decision.
        self.tables: list[TableRoute] = []
        self.cacheable = True
        self._path: tuple[str, ...] | None = None

    @property
    def choice(self) -> Choice | None:
        """The explicit choice for the whole statement; a comment is nearer than the session's. May be unknown."""
        if self.statement.using is not None:
            return Choice(self.statement.using, "comment")
        return self.context.choice

    def homes(self, references: tuple[TableReference, ...], mode: Mode) -> list[Home]:
        """Each table once, in the order of the statement."""
        homes: list[Home] = []
        seen: set[tuple[TableName, str | None]] = set()
        for reference in references:
            key = (reference.table, reference.using)
            if key not in seen and not is_of_the_system(reference.table):
                seen.add(key)
                homes.append(self.home(self.resolve(reference.table), mode, reference.using))
        return homes

    def home(self, table: Table, mode: Mode, using: str | None = None) -> Home:
        """Explicit choice, the session's temporary tables, the chain, the transaction's database, the default."""
        for name, database in self.context.temporary:
            if name == table.name and (table.written is None or table.written.schema in (None, "pg_temp")):
                return self._found(Home(table, (database,), None, TEMPORARY), mode)
        if table.schema.startswith("pg_temp"):
            return self._found(Home(table, (self.fallback()[0],), None, TEMPORARY), mode)
        choice = self.choice if using is None else Choice(using, "comment")
        if choice is not None:
            database = self.rules.known(choice.database)
            return self._found(Home(table, (database,), None, f"explicit {choice.way}", using), mode)
        opinion = self._opinion(table, mode)
        if opinion.databases is not None:
            databases = self._able(table, opinion.databases)
            return self._found(Home(table, databases, opinion.router, "router"), mode, opinion.asked)
        return self._found(self._unclaimed(table, mode), mode, opinion.asked)

    def _opinion(self, table: Table, mode: Mode) -> Opinion:
        """What the chain says of the table; of a partition that it does not know, what it says of its parent; of a
        sequence that belongs to a table, what it says of that."""
        if table.databases:
            owner = self.catalogs[table.databases[0]].tables[TableName(table.name, table.schema)].owner
            table = table if owner is None else self.resolve(owner)
        opinion = ask_for_databases(self.rules.routers, self._question(table, mode), mode)
        self.cacheable = self.cacheable and not opinion.python
        seen = {table.name}
        while opinion.databases is None and table.databases:
            known = self.catalogs[table.databases[0]].tables[TableName(table.name, table.schema)]
            if known.parent is None or str(known.parent) in seen:
                break
            seen.add(str(known.parent))
            table = self.resolve(known.parent)
            opinion = ask_for_databases(self.rules.routers, self._question(table, mode), mode)
            self.cacheable = self.cacheable and not opinion.python
        return opinion

    def _unclaimed(self, table: Table, mode: Mode) -> Home:
        """Where a table is that no router claims. A view is where the catalogs have it, and so is a table that a
        transaction over several databases can reach there."""
        database, reason = self.fallback()
        holders = tuple(
            name for name in table.databases if mode is Mode.READ or not self.rules.databases[name].is_replica
        )
        if (
            self.rules.transactions is Transactions.TWO_PHASE
            and database not in holders
            and self.rules.default in (holders or (self.rules.default,))
        ):
            # What nobody knows yet, a migration's bookkeeping for instance, is looked for where it is outside too.
            return Home(table, (self.rules.default,), None, NO_OPINION)
        reaches = self.rules.transactions is Transactions.TWO_PHASE and self.context.bound is not None
        if (table.is_view or reaches) and holders and database not in holders:
            return Home(table, holders, None, CATALOG)
        return Home(table, (database,), None, reason)

    def fallback(self) -> tuple[str, str]:
        """The database of what nobody claims, and why: the transaction's, else the default."""
        if self.context.bound is not None:
            return self.context.bound, TRANSACTION
        return self.rules.default, NO_OPINION

    def may_migrate(self, table: Table | None, database: str) -> Permission:
        """Whether `table`, or something that is no table, may be defined or loaded on `database`."""
        permission = ask_for_migrate(self.rules.routers, self._question(table, Mode.MIGRATE), database)
        self.cacheable = self.cacheable and not permission.python
        allowed = permission.allowed is not False
        self.tables.append(
            TableRoute(
                table="" if table is None else str(table),
                mode=Mode.MIGRATE,
                databases=(database,) if allowed else (),
                router=permission.router,
                reason=f"{'allowed' if allowed else 'not allowed'} on {database}",
                asked=permission.asked,
            )
        )
        return permission

    def may_relate(self, first: Home, first_database: str, second: Home, second_database: str) -> Permission:
        question = self._question(first.table, Mode.NONE)
        pair = Pair(first.table, first_database, second.table, second_database, question)
        permission = ask_for_relation(self.rules.routers, pair)
        self.cacheable = self.cacheable and not permission.python
        return permission

    def resolve(self, name: TableName) -> Table:
        """The table that `name` means to this session."""
        for schema in (name.schema,) if name.schema is not None else self.search_path:
            qualified = TableName(name.name, schema)
            holders = tuple(database for database, catalog in self.catalogs.items() if qualified in catalog.tables)
            if holders:
                known = self.catalogs[holders[0]].tables[qualified]
                return Table(name.name, schema, name, holders, known.columns, known.is_view)
        return Table(name.name, name.schema or self.search_path[0], name)

    def is_missing(self, table: Table, database: str) -> bool:
        """Whether the catalogs show that `database` does not hold `table`."""
        catalog = self.catalogs.get(database) or self.catalogs.get(self.rules.source(database))
        name = TableName(table.name, table.schema)
        return catalog is not None and name not in catalog.tables and name not in catalog.expected

    @property
    def search_path(self) -> tuple[str, ...]:
        if self._path is None:
            self._path = search_path(self.context, self.catalogs, self.rules.default)
        return self._path

    @property
    def _is_serializable(self) -> bool:
        if self.context.serializable is not None:
            return self.context.serializable
        catalog = self.catalogs.get(self.rules.default)
        return catalog is not None and catalog.isolation == "serializable"

    def _able(self, table: Table, databases: tuple[str, ...]) -> tuple[str, ...]:
        """Without the replicas, where they do not hold the table's rows or cannot be read as the session wants."""
        if self._is_serializable:
            # "cannot use serializable mode in a hot standby"
            return tuple(dict.fromkeys(self.rules.source(name) for name in databases))
        qualified = TableName(table.name, table.schema)
        for database in table.databases:
            if self.catalogs[database].tables[qualified].persistence is not Persistence.PERMANENT:
                return tuple(dict.fromkeys(self.rules.source(name) for name in databases))
        return databases

    def _question(self, table: Table | None, mode: Mode) -> Question:
        return Question(table, mode, self.statement, self.context, self.text)

    def _found(self, home: Home, mode: Mode, asked: tuple[Answer, ...] = ()) -> Home:
        self.tables.append(TableRoute(str(home.table), mode, home.databases, home.router, home.reason, asked))
        return home


def is_of_the_system(name: TableName) -> bool:
    """Whether every database has it, so that it says nothing about where a statement belongs."""
    if name.schema is not None:
        return name.schema in ("pg_catalog", "information_schema", "pg_toast")
    return name.name.startswith("pg_")

"""Facts from the databases' catalogs that change what a statement does: frozen data, loaded elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from proxy.sql.statement import TableName


class Volatility(StrEnum):
    """What pg_proc says of a function."""

    IMMUTABLE = "immutable"
    STABLE = "stable"
    VOLATILE = "volatile"


class Persistence(StrEnum):
    PERMANENT = "permanent"
    UNLOGGED = "unlogged"
    TEMPORARY = "temporary"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, view, sequence or foreign table. `reads` are the base tables of a view, rules that write in `writes`."""

    name: TableName
    columns: tuple[str, ...] = ()
    persistence: Persistence = Persistence.PERMANENT
    is_view: bool = False
    reads: tuple[TableName, ...] = ()
    writes: tuple[TableName, ...] = ()
    """Tables that rules and triggers write when this one is written."""
    read_writes: bool = False
    """Reading it changes something: a view over a function that writes, or a rule on SELECT."""
    parent: TableName | None = None
    """The partitioned or inherited table it belongs to."""
    children: tuple[TableName, ...] = ()
    """Its partitions and the tables that inherit from it, theirs included."""
    types: tuple[int, ...] = ()
    """The type OID of each of `columns`."""
    defaults: tuple[tuple[str, str], ...] = ()
    """The columns that have a default, each with its SQL."""
    constraints: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Unique constraints and the primary key: name and columns."""
    owner: TableName | None = None
    """Of a sequence, the table that it belongs to, which decides where it is."""
    pins: tuple[str, ...] = ()
    """What its triggers leave behind in the session that writes it."""


@dataclass(frozen=True, slots=True)
class Function:
    """All overloads of one name together: the most dangerous volatility, every table any of them touches."""

    name: TableName
    volatility: Volatility = Volatility.VOLATILE
    reads: tuple[TableName, ...] = ()
    writes: tuple[TableName, ...] = ()
    complete: bool = False
    """`reads` and `writes` are known to be all."""
    pure: bool = False
    """Declared or found to change nothing, whatever its volatility says."""
    pins: tuple[str, ...] = ()
    """What it leaves behind in the session that calls it."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`table`.`columns` must be found in `parent`.`parent_columns`."""

    name: str
    table: TableName
    columns: tuple[str, ...]
    parent: TableName
    parent_columns: tuple[str, ...]
    on_delete: str = "no action"
    on_update: str = "no action"


@dataclass(frozen=True, slots=True)
class Catalog:
    """What one database holds. Every `TableName` in it carries its schema."""

    tables: Mapping[TableName, Table] = field(default_factory=dict)
    functions: Mapping[TableName, Function] = field(default_factory=dict)
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: Mapping[TableName, TableName] = field(default_factory=dict)
    """The table of each index."""
    version: int = 0
    """Grows with each refresh."""
    search_path: tuple[str, ...] = ("$user", "public")
    """Where names without a schema are looked for, by the settings of the database and of the user that asked."""
    user: str = ""
    """The user that asked: the one that sessions are on the server."""
    schemas: frozenset[str] = frozenset()
    """Those that hold a table or a function."""
    isolation: str = "read committed"
    """The level of transactions that name none, by the same settings as the path."""
    expected: frozenset[TableName] = frozenset()
    """Tables that statements have made since it was read."""
    release: int = 0
    """The server's major version; 0 where it is no PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a statement's meaning depends on besides its text. Equal facts may share an analysis.

    `catalogs` are asked in order; the first that knows a name answers. Without any, unknown functions write.
    """

    catalogs: tuple[Catalog, ...] = ()
    search_path: tuple[str, ...] = ("public",)
    functions: Mapping[TableName, Function] = field(default_factory=dict)
    """From `functions:` of the rules; they win over the catalogs."""
    prepared: Mapping[str, str] = field(default_factory=dict)
    """The session's SQL-level PREPAREs: name to the text after AS."""
    made: Mapping[TableName, TableName] = field(default_factory=dict)
    """Indexes that no catalog has seen yet, each with its table; they win."""

    def table(self, name: TableName) -> Table | None:
        """The relation that `name` means under the search path."""
        for schema in (name.schema,) if name.schema else self.search_path:
            qualified = TableName(name.name, schema)
            for catalog in self.catalogs:
                if found := catalog.tables.get(qualified):
                    return found
        return None

    def indexed(self, index: TableName) -> tuple[TableName, ...]:
        """The tables that may have this index: several where databases have one of that name on different tables."""
        for schema in (index.schema,) if index.schema else self.search_path:
            for name in (TableName(index.name, schema), TableName(index.name)):
                if name in self.made:
                    return (self.made[name],)
            qualified = TableName(index.name, schema)
            found = [catalog.indexes[qualified] for catalog in self.catalogs if qualified in catalog.indexes]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def function(self, name: TableName) -> Function | None:
        """The function that `name` means under the search path; rules first, with and without a schema."""
        if found := self.functions.get(name):
            return found
        for schema in (name.schema,) if name.schema else self.search_path:
            qualified = TableName(name.name, schema)
            if found := self.functions.get(qualified):
                return found
            for catalog in self.catalogs:
                if found := catalog.functions.get(qualified):
                    return found
        return None

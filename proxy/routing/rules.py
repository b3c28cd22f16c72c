"""One rules file, checked and frozen: databases, routers, relations, tests, options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from proxy.config import PoolMode
from proxy.errors import InvalidParameterValue
from proxy.routing.router import Router
from proxy.routing.shape import Action, Check, TestShape, Transactions, Unknown
from proxy.sql.catalog import Facts, Function
from proxy.sql.statement import TableName

NAMES_KEY: Final = "id"
"""The column of the table in `names:` that `by:` holds a value of."""


@dataclass(frozen=True, slots=True)
class Database:
    """A named destination. `source` is the database whose data it holds: itself, unless it is a replica."""

    name: str
    url: str = field(repr=False)
    """With the environment's values put in; may hold a password."""
    kind: str
    """"postgresql" or "sqlite"."""
    source: str
    replica_of: str | None = None
    max_lag: float | None = None
    read_your_writes: bool = True
    pool_size: int | None = None
    pool_mode: PoolMode | None = None
    lanes: bool | None = None
    line: int = 0

    @property
    def is_replica(self) -> bool:
        return self.source != self.name


@dataclass(frozen=True, slots=True)
class Columns:
    """One column of a table, or several that are a key together."""

    table: TableName
    columns: tuple[str, ...]

    def __str__(self) -> str:
        if len(self.columns) == 1:
            return f"{self.table}.{self.columns[0]}"
        return f"{self.table}.({', '.join(self.columns)})"


@dataclass(frozen=True, slots=True)
class Relation:
    """A foreign key that the proxy keeps. `parents` has the one key "" unless `by` chooses among several kinds."""

    child: Columns
    parents: Mapping[str, Columns]
    by: str | None = None
    names: Columns | None = None
    check: Check = Check.REFUSE
    on_delete: Action = Action.NO_ACTION
    on_update: Action = Action.NO_ACTION
    lock: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one rules file says. `name` is the DSN database, `default` takes what no router claims."""

    name: str
    path: Path
    databases: Mapping[str, Database]
    default: str
    routers: tuple[Router, ...] = ()
    relations: tuple[Relation, ...] = ()
    tests: tuple[TestShape, ...] = ()
    test_lines: tuple[int, ...] = ()
    unknown: Unknown = Unknown.DEFAULT
    transactions: Transactions = Transactions.REFUSE
    check: Check = Check.REFUSE
    """Of relations that do not say their own."""
    without_lanes: frozenset[str] = frozenset()
    """Routers whose statements share no connection with others'."""
    functions: Mapping[TableName, Function] = field(default_factory=dict)
    """What the file says functions do; it counts for more than what the catalogs show."""

    @property
    def facts(self) -> Facts:
        """What the file alone says of names, without catalogs."""
        return Facts(functions=self.functions)

    def source(self, database: str) -> str:
        """The database whose data `database` holds."""
        return self.databases[database].source

    def share_source(self, one: str, other: str) -> bool:
        return self.source(one) == self.source(other)

    def known(self, database: str) -> str:
        """`database` itself. Raises InvalidParameterValue where the file has none of that name."""
        if database not in self.databases:
            names = ", ".join(self.databases)
            raise InvalidParameterValue(
                f'invalid value for parameter "onedsn.using": "{database}"', hint=f"Available values: {names}."
            )
        return database

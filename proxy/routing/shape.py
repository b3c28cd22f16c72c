"""The shape of a rules file as it is written, before its names are checked against one another."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from proxy.config import PoolMode, Seconds, Settings


class Elsewhere(StrEnum):
    """What becomes of DDL or a load where `migrate` does not allow it."""

    REFUSE = "refuse"
    SKIP = "skip"


class Unknown(StrEnum):
    """What becomes of a statement whose tables cannot be known."""

    DEFAULT = "default"
    REFUSE = "refuse"


class Transactions(StrEnum):
    """Whether one transaction may span databases of several sources."""

    REFUSE = "refuse"
    TWO_PHASE = "two_phase"


class Check(StrEnum):
    """How a declared relation over two sources is kept when a row is written."""

    REFUSE = "refuse"
    VERIFY = "verify"
    ALLOW = "allow"


class Action(StrEnum):
    """ON DELETE and ON UPDATE, in PostgreSQL's words."""

    NO_ACTION = "no action"
    RESTRICT = "restrict"
    CASCADE = "cascade"
    SET_NULL = "set null"
    SET_DEFAULT = "set default"


def _as_list(value: object) -> object:
    """One word stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _as_database(value: object) -> object:
    """A plain text stands for `{url: …}`."""
    return {"url": value} if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]


class DatabaseShape(Settings):
    url: str
    """`postgresql://user:password@host:port/name?sslmode=…` or `sqlite:///path/to/file.db`."""
    replica_of: str | None = None
    """The database whose data this one holds."""
    max_lag: Seconds | None = None
    """A replica further behind is left out."""
    read_your_writes: bool = True
    """Keeps a session's reads off a replica that has not replayed the session's writes yet."""
    pool_size: int | None = Field(default=None, ge=1)
    pool_mode: PoolMode | None = None
    lanes: bool | None = None
    """Whether short reads of several clients may share a server connection, before `pool.lanes`."""


class RouterShape(Settings):
    """Without one of `read`, `write`, `relation`, `migrate` the router has no opinion on that."""

    name: str = Field(min_length=1)
    python: str | None = None
    """`module:Class` with any of db_for_read, db_for_write, allow_relation, allow_migrate."""
    apps: dict[str, Words] = Field(default={})
    """For a Python router: the `app_label` of tables, by pattern; without one, the part before the first `_`."""
    tables: Words | None = None
    """Patterns of table names: `auth_*`, `sales.order_?`."""
    schemas: Words | None = None
    users: Words | None = None
    applications: Words | None = None
    statements: Words | None = None
    """Kinds (`read`, `write`, `ddl`, `copy_in`, …) or tags (`INSERT`, `CREATE TABLE`)."""
    read: Words | None = None
    write: Words | None = None
    relation: Literal["allow", "refuse"] | None = None
    migrate: Words | None = None
    elsewhere: Elsewhere | None = None
    on_refused: Literal["error", "notice"] | None = None
    """The same as `elsewhere`: error is refuse, notice is skip."""
    lanes: bool = True
    """Whether reads that this router places may share a server connection with those of others."""


class RelationShape(Settings):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: Words = Field(alias="from")
    """`table.column`; a list for a key of several columns."""
    to: str | list[str] | dict[str, Words]
    """`table.column`; a list for several columns; with `by`, one of them for each kind."""
    by: str | None = None
    """The column of the child that says which kind of parent it has."""
    names: str | None = None
    """`table.column` that translates the value of `by`, a key of that table, into the words of `to`."""
    check: Check | None = None
    on_delete: Action = Action.NO_ACTION
    on_update: Action = Action.NO_ACTION
    lock: bool = False
    """Takes FOR KEY SHARE on the parent while the transaction lasts."""


class FunctionShape(Settings):
    """What calling a function does, where neither its volatility nor its body tells."""

    reads: tuple[str, ...] = ()
    """Tables."""
    writes: tuple[str, ...] = ()
    """Tables. With none, the function changes nothing."""
    changes: bool | None = None
    """Yes for one that changes something else than tables."""


class TestShape(Settings):
    """One expectation of the file about itself, run by `onedsn test`."""

    sql: str
    database: str | None = None
    router: str | None = None
    mode: Literal["read", "write", "migrate", "none"] | None = None
    refused: bool | str | None = None
    """A word ("cross_database", "transaction", "migrate", "router", "unknown"), or yes or no."""
    skipped: bool | None = None
    reason: str | None = None
    user: str = "test"
    application: str = ""
    using: str | None = None
    transaction: Literal["autocommit", "read write", "read only"] = "autocommit"
    bound: str | None = None
    """The database that the transaction already runs on."""
    load: bool = False


class RulesShape(Settings):
    """One rules file."""

    databases: dict[
        str, Annotated[DatabaseShape, BeforeValidator(_as_database, json_schema_input_type=str | DatabaseShape)]
    ] = Field(min_length=1)
    default: str | None = None
    """The database of tables that no router claims; "default", or the only one."""
    routers: tuple[RouterShape, ...] = ()
    relations: tuple[RelationShape, ...] = ()
    check: Check = Check.REFUSE
    """For relations that do not say their own."""
    tests: tuple[TestShape, ...] = ()
    functions: dict[str, Literal["read", "write"] | FunctionShape] = Field(default={})
    """By name, with or without a schema: `read`, `write`, or the tables."""
    unknown: Unknown = Unknown.DEFAULT
    transactions: Transactions = Transactions.REFUSE
    router_timeout: Seconds = 1.0
    """How long a Python router may think about one question."""

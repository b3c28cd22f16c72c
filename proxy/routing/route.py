"""The decision for a query string: one record that serves the session, the error, the log line, EXPLAIN and the CLI."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from proxy.errors import ProxyError


class Mode(StrEnum):
    """Which question the tables asked the chain."""

    READ = "read"
    WRITE = "write"
    MIGRATE = "migrate"
    NONE = "none"
    """No table and nothing that needs a particular database."""


class TransactionMode(StrEnum):
    AUTOCOMMIT = "autocommit"
    READ_WRITE = "read write"
    READ_ONLY = "read only"


@dataclass(frozen=True, slots=True)
class Choice:
    """An explicit choice of a database and the way it was made: "comment", "SET LOCAL", "SET", "options", "dbname"."""

    database: str
    way: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision depends on beside the statement and the rules. Equal contexts share their plans.

    `bound` is the database that the session's open transaction runs on, None outside one and before its first
    statement. `bound_by` (the text of that statement, shortened) only words an error and is no part of equality.
    """

    user: str
    application: str = ""
    choice: Choice | None = None
    transaction: TransactionMode = TransactionMode.AUTOCOMMIT
    bound: str | None = None
    search_path: tuple[str, ...] = ("public",)
    """As it was set, "$user" included; empty for the server's default."""
    role: str = ""
    """What SET ROLE or SET SESSION AUTHORIZATION made of the user on the server."""
    standard_conforming_strings: bool = True
    serializable: bool | None = None
    """The isolation level that no replica offers; None where the server's default holds."""
    reads_only: bool = False
    """A transaction is READ ONLY where it does not say otherwise."""
    load: bool = False
    temporary: tuple[tuple[str, str], ...] = ()
    """The session's temporary tables, each with the database that holds it; they ask no router."""
    bound_by: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one router said when it was asked: `databases` is empty for "no opinion"."""

    router: str
    databases: tuple[str, ...]
    said: str = ""
    """What it said where that is no database: "relation allowed", "not allowed on other"."""


@dataclass(frozen=True, slots=True)
class TableRoute:
    """Where one table may be read or written for this statement, every router asked, in order."""

    table: str
    mode: Mode
    databases: tuple[str, ...]
    router: str | None
    """The router whose opinion counted; None for an explicit choice, the transaction's database or `default`."""
    reason: str
    asked: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one database runs of a statement for objects of several."""

    database: str
    text: str


@dataclass(frozen=True, slots=True)
class Route:
    """Where a query string goes.

    `databases` are the acceptable ones in order of preference: the session takes the least busy healthy one of them
    when `balanced`, else the first. Empty when `refused`, or when nothing needs a database (`Mode.NONE`): then the
    session runs it wherever it is, or on `default`.
    """

    mode: Mode
    databases: tuple[str, ...]
    reason: str
    """"router", "explicit comment", "explicit SET", "transaction", "no opinion", "default" …"""
    router: str | None = None
    tables: tuple[TableRoute, ...] = ()
    balanced: bool = False
    fallback: str | None = None
    """Where a read goes again when a replica said 25006 or was lost: the write database of the same source."""
    refused: ProxyError | None = None
    refusal: str | None = None
    """One word for rules' tests and metrics: "cross_database", "transaction", "migrate", "router", "relation" …"""
    skip: tuple[str, ...] = ()
    """With `elsewhere: skip`: the notices to send instead of running the statement, which gets its usual tag."""
    parts: tuple[Part, ...] = ()
    """A statement for objects of several databases, as one for each; `databases` is empty then."""
    lanes: bool = True
    """False where a router that placed a table keeps its statements off shared connections."""
    cacheable: bool = True
    """False where a Python router may answer otherwise the next time."""

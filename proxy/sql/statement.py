"""The facts about one statement, as every other room reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a statement does, decided before where it goes."""

    READ = "read"
    WRITE = "write"
    DDL = "ddl"
    TRANSACTION = "transaction"
    SESSION = "session"
    COPY_IN = "copy_in"
    COPY_OUT = "copy_out"
    UTILITY = "utility"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class TableName:
    """A relation's name, folded and cut to 63 bytes as PostgreSQL does; `schema` is None where none was written."""

    name: str
    schema: str | None = None

    def __str__(self) -> str:
        """As written in SQL: each part quoted only where folding would change it."""
        if self.schema is None:
            return quote_identifier(self.name)
        return f"{quote_identifier(self.schema)}.{quote_identifier(self.name)}"


def quote_identifier(name: str) -> str:
    """`name` as SQL would have to write it so that folding leaves it alone."""
    plain = name != "" and not name[0].isdigit() and name[0] != "$"
    # PostgreSQL takes every letter beyond ASCII into a name, whatever it is; capital ones may be folded or not.
    if plain and all(c == c.lower() and (c.isalnum() or c in "_$" or c > "\x7f") for c in name):
        return name
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class TableReference:
    """One table in one role of one statement. `using` is the database that a comment around it asks for."""

    table: TableName
    using: str | None = None


class TransactionVerb(StrEnum):
    BEGIN = "begin"
    COMMIT = "commit"
    ROLLBACK = "rollback"
    SAVEPOINT = "savepoint"
    RELEASE = "release"
    ROLLBACK_TO = "rollback to"
    PREPARE = "prepare transaction"
    COMMIT_PREPARED = "commit prepared"
    ROLLBACK_PREPARED = "rollback prepared"
    SET_TRANSACTION = "set transaction"
    SET_CONSTRAINTS = "set constraints"


@dataclass(frozen=True, slots=True)
class TransactionCommand:
    """BEGIN … COMMIT and their kin. `name` is a savepoint or a prepared transaction."""

    verb: TransactionVerb
    name: str | None = None
    read_only: bool | None = None
    isolation: str | None = None
    """Lower case: "serializable", "repeatable read", "read committed", "read uncommitted"."""
    chain: bool = False
    """AND CHAIN was written."""
    is_understood: bool = True
    """False where a server must say what is wrong with it."""


class SettingVerb(StrEnum):
    SET = "set"
    SET_LOCAL = "set local"
    RESET = "reset"
    RESET_ALL = "reset all"
    SHOW = "show"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True)
class SettingCommand:
    """SET, RESET, SHOW, DISCARD, and SELECT set_config('literal', 'literal', literal).

    `name` is lower case; "time zone" is `timezone`, "session authorization" is `session_authorization`, "names" is
    `client_encoding`; for DISCARD it is "all", "plans", "sequences" or "temp".
    """

    verb: SettingVerb
    name: str
    values: tuple[str, ...] = ()
    """The list after `=`, unquoted; empty for DEFAULT, for RESET and for SHOW."""
    value_text: str = ""
    """The text after `=` or TO as it was written, for replaying: `'a', "b"`; "DEFAULT" for DEFAULT."""


@dataclass(frozen=True, slots=True)
class PreparedCommand:
    """PREPARE, EXECUTE and DEALLOCATE of SQL. `name` is None for DEALLOCATE ALL."""

    verb: str
    """"prepare", "execute" or "deallocate"."""
    name: str | None
    body: str | None = None
    """The text after AS of a PREPARE."""


@dataclass(frozen=True, slots=True)
class CursorCommand:
    """DECLARE, FETCH, MOVE and CLOSE. `name` is None for CLOSE ALL."""

    verb: str
    """"declare", "fetch", "move" or "close"."""
    name: str | None
    with_hold: bool = False


@dataclass(frozen=True, slots=True)
class ChannelCommand:
    """LISTEN, UNLISTEN and NOTIFY. `channel` is None for UNLISTEN *."""

    verb: str
    """"listen", "unlisten" or "notify"."""
    channel: str | None


@dataclass(frozen=True, slots=True)
class RouteCommand:
    """EXPLAIN (ROUTE) of the statement `body`, which is not run."""

    body: str
    json: bool = False


Command = TransactionCommand | SettingCommand | PreparedCommand | CursorCommand | ChannelCommand | RouteCommand


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a query string. `start` and `end` bound its text, in characters of that string."""

    kind: Kind
    tag: str
    """The command's words, upper case: "SELECT", "INSERT", "CREATE TABLE", "BEGIN", "COPY" …; "" when empty."""
    start: int
    end: int
    reads: tuple[TableReference, ...] = ()
    writes: tuple[TableReference, ...] = ()
    functions: tuple[str, ...] = ()
    """Names of the functions called, as written and folded, `schema.name` where a schema was written."""
    pins: tuple[str, ...] = ()
    """Why the session must keep its server connection after this statement, in words that SHOW CLIENTS prints:
    "listen", "temporary table", "advisory lock", "cursor with hold", "load", "session settings" …"""
    unpins: tuple[str, ...] = ()
    """Reasons that this statement ends: UNLISTEN *, DISCARD ALL, pg_advisory_unlock_all() …"""
    using: str | None = None
    """The database that a comment `/* onedsn: using=… */` of the whole statement asks for."""
    unknown: bool = False
    """The tables could not be known; routing must not trust `reads` and `writes` to be complete."""
    locks: bool = False
    """Takes locks that outlive the statement in its transaction, or may wait for them (writes, locking reads, LOCK)."""
    returns_rows: bool = False
    command: Command | None = None
    """What transaction and session statements ask for, taken apart."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All statements of one query string."""

    statements: tuple[Statement, ...]
    problem: str | None = None
    """Why a part of the string was not understood, for explain and the log; None when all was."""

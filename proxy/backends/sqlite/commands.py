"""What the engine runs itself: the commands, beside those that `sql.statement` names."""

from __future__ import annotations

from dataclasses import dataclass, field

from proxy.errors import ProxyError
from proxy.sql.statement import (
    ChannelCommand,
    CursorCommand,
    PreparedCommand,
    SettingCommand,
    TransactionCommand,
)


@dataclass(frozen=True, slots=True)
class CopyCommand:
    """COPY as it was written. `query` is the text in parentheses, else `table` and `columns` are SQL text."""

    into: bool
    """FROM STDIN: rows come in."""
    table: str = ""
    columns: tuple[str, ...] = ()
    query: str | None = None
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FetchCommand:
    """FETCH and MOVE. `count` is None for ALL; `way` is "forward", "backward", "absolute" or "relative"."""

    cursor: str
    way: str
    count: int | None
    move: bool


class InvalidCursorDefinition(ProxyError):
    """Options of a cursor that contradict each other or its query."""

    sqlstate = "42P11"


@dataclass(frozen=True, slots=True)
class DeclareCommand:
    """DECLARE … CURSOR. `scroll` is None where neither SCROLL nor NO SCROLL is written."""

    cursor: str
    query: str
    scroll: bool | None
    insensitive: bool
    hold: bool
    binary: bool


@dataclass(frozen=True, slots=True)
class PrepareCommand:
    name: str
    types: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class ExecuteCommand:
    name: str
    arguments: str
    """The text between the parentheses."""


@dataclass(frozen=True, slots=True)
class NotifyCommand:
    channel: str
    payload: str


@dataclass(frozen=True, slots=True)
class ExplainCommand:
    query: str


@dataclass(frozen=True, slots=True)
class NothingCommand:
    """VACUUM, ANALYZE, CHECKPOINT, LOCK … and how SQLite does it: `sql` may be empty."""

    sql: str = ""
    outside_transaction: bool = False


Command = (
    TransactionCommand
    | SettingCommand
    | PreparedCommand
    | CursorCommand
    | ChannelCommand
    | CopyCommand
    | FetchCommand
    | DeclareCommand
    | PrepareCommand
    | ExecuteCommand
    | NotifyCommand
    | ExplainCommand
    | NothingCommand
)

"""The facts that the console and the page show; field names are the column names, in this order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class ClientRow:
    """SHOW CLIENTS."""

    worker: int
    id: int
    user: str
    dsn_database: str
    application: str
    address: str
    state: str
    database: str | None
    """The one whose connection it holds now."""
    transaction: str
    pins: str
    """Why it keeps that connection, comma separated."""
    statements: int
    connected_seconds: float


@dataclass(frozen=True, slots=True)
class ServerRow:
    """SHOW SERVERS: one connection to a database."""

    worker: int
    dsn_database: str
    database: str
    process_id: int
    state: str
    client: int | None
    age_seconds: float


@dataclass(frozen=True, slots=True)
class PoolRow:
    """SHOW POOLS: each worker has its own."""

    worker: int
    dsn_database: str
    database: str
    mode: str
    size: int
    in_use: int
    idle: int
    waiting: int


@dataclass(frozen=True, slots=True)
class DatabaseRow:
    """SHOW DATABASES. `url` carries no password."""

    dsn_database: str
    database: str
    kind: str
    url: str
    source: str
    healthy: bool | None
    """None while it has not been checked."""
    lag_seconds: float | None
    paused: bool
    known_tables: int | None
    """How many its catalogs hold; None while they are not known: then functions count as writing, and views hide."""


@dataclass(frozen=True, slots=True)
class RouterRow:
    """SHOW ROUTERS, in the order they are asked."""

    dsn_database: str
    position: int
    router: str
    matches: str | None
    read: str | None
    write: str | None
    relation: str | None
    migrate: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """SHOW STATEMENTS: one known shape."""

    dsn_database: str
    statement: str
    mode: str
    database: str | None
    router: str | None
    calls: int


@dataclass(frozen=True, slots=True)
class StatRow:
    """SHOW STATS: one counter or gauge, as Prometheus would see it."""

    metric: str
    labels: str
    value: float


@dataclass(frozen=True, slots=True)
class ConfigRow:
    """SHOW CONFIG: one setting of server.yaml."""

    setting: str
    value: str
    default: str


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """SHOW PREPARED: a transaction over several databases that is being ended, or a part of one that waits."""

    dsn_database: str
    transaction: str
    databases: str
    """All of them, or the one where a part was left prepared."""
    state: str
    age_seconds: float


@dataclass(frozen=True, slots=True)
class RouteRow:
    """SHOW ROUTES: where the statements of one table go."""

    dsn_database: str
    table: str
    mode: str
    database: str | None
    """None where they are refused."""
    router: str | None
    reason: str
    shapes: int
    calls: int


@dataclass(frozen=True, slots=True)
class LaneRow:
    """SHOW LANES: the shared connections of one pool."""

    worker: int
    dsn_database: str
    database: str
    lanes: int
    turns: int
    """Statements answered on them."""
    moved: int
    """Statements taken off them because one before them was slow."""


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """SHOW MEMORY: what there is many of, and what the process has in memory altogether."""

    worker: int
    what: str
    count: int | None
    bytes: int | None


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """SHOW WORKERS: one process that serves clients."""

    worker: int
    process_id: int
    state: str
    clients: int
    up_seconds: float
    cpu_seconds: float
    memory_bytes: int
    started: int
    """How many processes this place has seen, this one included."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """SHOW VERSION."""

    version: str
    core: str
    """Whether the hot modules are compiled or interpreted."""
    python: str
    platform: str
    workers: int


@dataclass(frozen=True, slots=True)
class HelpRow:
    """SHOW HELP."""

    command: str
    does: str


ROWS = (
    ClientRow,
    ServerRow,
    PoolRow,
    DatabaseRow,
    RouterRow,
    RouteRow,
    StatementRow,
    LaneRow,
    PreparedRow,
    StatRow,
    MemoryRow,
    WorkerRow,
    ConfigRow,
    VersionRow,
    HelpRow,
)
Row = (
    ClientRow
    | ServerRow
    | PoolRow
    | DatabaseRow
    | RouterRow
    | RouteRow
    | StatementRow
    | LaneRow
    | PreparedRow
    | StatRow
    | MemoryRow
    | WorkerRow
    | ConfigRow
    | VersionRow
    | HelpRow
)
R = TypeVar("R", bound=Row)


class Console(Protocol):
    """What the running proxy tells and does for its operator. Actions raise ProxyError where they cannot."""

    @property
    def version(self) -> str: ...

    async def rows(self, kind: type[R]) -> list[R]:
        """The facts of one kind, of all workers."""

    async def explain(self, dsn_database: str, sql: str) -> dict[str, object]:
        """The record of `onedsn explain --json`; nothing is run."""

    async def pause(self, database: str | None) -> None:
        """New statements for `database` (None: all) wait; returns when none runs any more."""

    async def resume(self, database: str | None) -> None: ...

    async def reload(self) -> str:
        """Reads rules and settings again; the old ones stay where the new ones are bad. A sentence saying what is in
        force now."""

    async def kill(self, client: int) -> None:
        """Ends one client with 57P01."""

    async def drain(self) -> None:
        """No new clients; each present one ends with its transaction; then the proxy stops."""

"""Settings of the server: `routing_rules/server.yaml`, each with a default that works.

Times are seconds (or "5s", "200ms", "1min", "2h"), sizes are bytes (or "16MB", "1GB").
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

ADMIN_DATABASE = "onedsn"
"""The DSN database that is the console."""

_TIME_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
_SIZE_UNITS = {"b": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}


def seconds(value: object) -> object:
    """`"200ms"` → 0.2; numbers pass unchanged. Raises ValueError for an unknown unit."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*", value)
    if match is None or (match[2] and match[2] not in _TIME_UNITS):
        raise ValueError(f"{value!r} is not a time; write a number with one of {', '.join(_TIME_UNITS)}")
    return float(match[1]) * _TIME_UNITS[match[2] or "s"]


def size(value: object) -> object:
    """`"16MB"` → 16777216; numbers pass unchanged. Raises ValueError for an unknown unit."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*(\d+)\s*([a-z]*)\s*", value.lower())
    if match is None or (match[2] and match[2] not in _SIZE_UNITS):
        raise ValueError(f"{value!r} is not a size; write a number with one of kB, MB, GB")
    return int(match[1]) * _SIZE_UNITS[match[2] or "b"]


Seconds = Annotated[float, BeforeValidator(seconds, json_schema_input_type=float | str), Field(ge=0)]
Size = Annotated[int, BeforeValidator(size, json_schema_input_type=int | str), Field(ge=0)]


class PoolMode(StrEnum):
    TRANSACTION = "transaction"
    SESSION = "session"


class ClientTls(StrEnum):
    OFF = "off"
    ALLOW = "allow"
    REQUIRE = "require"


class Settings(BaseModel):
    """A section of a file: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ListenSettings(Settings):
    host: str = "127.0.0.1"
    port: int = Field(default=6432, ge=0, le=65535)
    tls: ClientTls = ClientTls.OFF
    tls_certificate: Path | None = None
    tls_key: Path | None = None


class UserSettings(Settings):
    """One client user. Without a password its addresses alone let it in, and only where `authentication` is trust."""

    password: str | None = None
    """A stored verifier `SCRAM-SHA-256$…` as PostgreSQL keeps it, or a plain text."""
    authentication: Literal["scram-sha-256", "password", "trust", "reject"] = "scram-sha-256"
    addresses: tuple[str, ...] = ()
    """Networks in CIDR notation; empty means every address."""
    databases: tuple[str, ...] = ()
    """DSN databases that this user may open; empty means all."""
    admin: bool = False
    pool_mode: PoolMode | None = None
    lanes: bool = True
    """Whether this user's statements may share a server connection with others'."""


class PoolSettings(Settings):
    size: int = Field(default=20, ge=1)
    """Server connections per database; the workers divide them among themselves, each has one at least."""
    mode: PoolMode = PoolMode.TRANSACTION
    wait_timeout: Seconds = 30.0
    """How long a statement waits for a free connection before 53300."""
    idle_timeout: Seconds = 600.0
    lifetime: Seconds = 3600.0
    lanes: bool = True
    """Whether short autocommit reads of several clients may share a server connection, pipelined."""
    lane_limit: Seconds = 0.002
    """How long a statement may take on a lane; behind a slower one nobody waits, and it runs alone if often slower."""
    connect_timeout: Seconds = 10.0
    prepared_statements: int = Field(default=1000, ge=1)
    """Named statements that a server connection keeps; beyond, the oldest is closed, and prepared again when needed."""


class LimitSettings(Settings):
    clients: int = Field(default=10_000, ge=1)
    message_size: Size = 256 * 1024**2
    """Of one client message, in bytes; checked before anything is allocated for it."""
    startup_timeout: Seconds = 30.0
    startup_size: Size = 10_000
    idle_in_transaction_timeout: Seconds = 0.0
    """0 is off."""
    cached_statements: int = Field(default=20_000, ge=16)
    """Plans kept per rules file and worker."""
    prepared_statements: int = Field(default=10_000, ge=1)
    """Named statements of one client."""


class HttpSettings(Settings):
    """Metrics, health and the page. Off without a port."""

    host: str = "127.0.0.1"
    port: int | None = Field(default=None, ge=0, le=65535)
    token: str | None = Field(default=None, min_length=8)
    """Whoever shows it may ask; without one only programs on this machine may. Health is open to all."""


class LogSettings(Settings):
    level: str = Field(default="info", pattern="^(debug|info|warning|error)$")
    format: str = Field(default="auto", pattern="^(auto|console|json)$")


class EventSettings(Settings):
    """Who is told of each routed statement. With none of them no event is ever made."""

    subscribers: tuple[str, ...] = ()
    """`module:callable`, or names of entry points of the group `onedsn.events`; each runs on a thread of its own."""
    log: Path | None = None
    """A file that gets every event as a line of JSON."""
    record: Path | None = None
    """A file that gets each distinct statement once: what `onedsn diff` reads."""
    queue: int = Field(default=10_000, ge=1)
    """Events that may wait for one subscriber; further ones are dropped and counted."""


class OtelSettings(Settings):
    """OpenTelemetry spans of statements. Needs the extra `otel`."""

    endpoint: str | None = Field(default=None, pattern="^https?://.+")
    """Where a collector takes OTLP over HTTP, as in http://127.0.0.1:4318."""
    sample: float = Field(default=1.0, ge=0, le=1)
    """Which part of the statements gets a span."""
    service: str = "onedsn"


class TwoPhaseSettings(Settings):
    """Transactions over several databases, where the rules say `transactions: two_phase`."""

    journal: Path | None = None
    """The file that keeps decisions, durable and local to this host; `.onedsn-journal.db` beside the rules without."""
    timeout: Seconds = 30.0
    """How long one database may take to prepare or to commit before it counts as lost."""
    recovery_interval: Seconds = 30.0
    """How often prepared transactions that nobody ends are looked for."""
    file_limit: Size = 64 * 1024**2
    """The largest SQLite file that may be written in one transaction with another one, in bytes."""


class ServerSettings(Settings):
    """The whole of server.yaml. Without `users`, loopback addresses may come in as anybody, others not at all."""

    listen: ListenSettings = ListenSettings()
    users: dict[str, UserSettings] = {}
    pool: PoolSettings = PoolSettings()
    limits: LimitSettings = LimitSettings()
    http: HttpSettings = HttpSettings()
    log: LogSettings = LogSettings()
    events: EventSettings = EventSettings()
    otel: OtelSettings = OtelSettings()
    two_phase: TwoPhaseSettings = TwoPhaseSettings()
    workers: Annotated[int, Field(ge=1, le=256)] | Literal["auto"] = 1
    """Processes that serve clients; "auto" is one for each processor core that this process may use."""
    drain_timeout: Seconds = 30.0
    """How long SIGTERM waits for transactions under way."""
    catalog_interval: Seconds = 60.0
    """How often the facts about tables and functions are fetched anew."""
    health_interval: Seconds = 2.0

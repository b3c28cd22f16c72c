"""One DSN database as sessions see it: its rules' plans, its pools, and what the health watch knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from proxy.errors import ConnectionFailure
from proxy.pool.pool import Pool
from proxy.routing.deadline import StillThinking
from proxy.routing.route import Context, Mode, Route
from proxy.session.beside import Beside, Nothing
from proxy.session.long_reader import LongReader
from proxy.session.plan import Count, Plan
from proxy.session.planner import Planner
from proxy.transactions.parts import PartsRunner
from proxy.transactions.two_phase import TwoPhase


@dataclass(slots=True)
class Freshness:
    """When a database was last known to be reachable and, for a replica, up to which moment it has replayed."""

    is_healthy: bool = True
    is_lagging: bool = False
    replayed_until: float = 0.0
    """A moment of the event loop's clock: every write acknowledged before it is visible here."""


_MOST: Final = 20_000
_WEIGHT: Final = 500
_HEAVIEST: Final = 64 * 1024**2
"""Names for statements that are kept, the bytes that each takes beside its text, and what all may take."""

Key = tuple[bytes, bytes, tuple[tuple[str, ...], ...]]
"""A text, its parameter types as in Parse (the count in 2 bytes, the OIDs in 4 each), and `Variables.meaning`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as PREPAREd on servers: what has the same key has the same name on every server connection."""

    name: bytes
    key: Key
    known: dict[str, bytes] = field(default_factory=dict, compare=False)
    """Its shape, by the databases that have described it (see `columns`)."""


class Preparations:
    """Names for prepared statements: until the next DDL, one per text, parameter types and what gives them meaning."""

    def __init__(self) -> None:
        self._known: dict[Key, Prepared] = {}
        self._next = 0
        self._proven: set[bytes] = set()
        self.weight = 0
        """About how many bytes they take."""

    @property
    def size(self) -> int:
        return len(self._known)

    def prove(self, prepared: Prepared) -> None:
        """A server has parsed it."""
        self._proven.add(prepared.name)

    def is_proven(self, prepared: Prepared) -> bool:
        """Whether Parse of it may be answered without asking a server again."""
        return prepared.name in self._proven

    def named(self, key: Key) -> Prepared:
        prepared = self._known.get(key)
        if prepared is None:
            weight = _weight(key)
            if len(self._known) >= _MOST or self.weight + weight > _HEAVIEST:
                self.forget()
            self.weight += weight
            self._next += 1
            prepared = self._known[key] = Prepared(b"onedsn_%d" % self._next, key)
        return prepared

    def renew(self, prepared: Prepared) -> Prepared:
        """The one for whoever prepares the same from now on: a server has other columns for it."""
        if self._known.get(prepared.key) is prepared:
            del self._known[prepared.key]
            self.weight -= _weight(prepared.key)
        return self.named(prepared.key)

    def forget(self) -> None:
        """After DDL a fresh Parse must be analysed afresh, as it would be on a direct connection; and at the limit.
        Statements that clients have keep their names."""
        self._known.clear()
        self._proven.clear()
        self.weight = 0


def _weight(key: Key) -> int:
    return len(key[0]) + len(key[1]) + _WEIGHT


@dataclass(slots=True, eq=False)
class Instance:
    """Everything a session of this DSN database needs. A reload replaces the whole; transactions keep the old one."""

    name: str
    default: str
    planner: Planner
    pools: dict[str, Pool]
    sources: dict[str, str]
    """Database → the database whose data it holds."""
    reads_its_writes: frozenset[str]
    """Replicas that a session avoids until they have replayed what it wrote."""
    choose_by: Callable[[Sequence[str], Callable[[str], int], Callable[[str], bool]], str]
    explain: Callable[[str, Context, bool], list[str]]
    """EXPLAIN (ROUTE): the lines for a statement, in text or JSON. Raises StillThinking as `Planner.plan` does."""
    freshness: dict[str, Freshness] = field(default_factory=dict)
    beside: Beside = field(default_factory=Nothing)
    """Asks other databases about relations."""
    preparations: Preparations = field(default_factory=Preparations)
    reader: LongReader | None = None
    """Reads long statements elsewhere; without one they are read where they come."""
    when_thought: Callable[[StillThinking, Callable[[], None]], None] = lambda _, done: done()
    """Calls back on the event loop when a router in Python has answered, or should have."""
    two_phase: TwoPhase | None = None
    """Where the rules say `transactions: two_phase`."""
    parts: PartsRunner | None = None
    """Runs statements for objects of several databases."""
    misrouted: Callable[[str, str, str], None] = lambda *_: None
    """Reports a read that a replica could not answer: its text, the replica, and where it goes instead."""
    terminated_at: float = float("-inf")
    """When a client last called pg_terminate_backend(), on the event loop's clock."""
    on_ddl: Callable[[bool], None] = lambda _renews: None
    """DDL has run; whether it has changed the defaults of settings, too."""
    counts: dict[tuple[str, str], Count] = field(default_factory=dict)
    """How many query strings went where, by database and mode."""
    refusals: dict[str, int] = field(default_factory=dict)

    def choose(self, route: Route, wrote_at: float, pinned: Mapping[str, object]) -> str:
        """The database for this route: a pinned one, else the least busy healthy one, else the first.

        `wrote_at` is the moment of the session's last write (0 for none) on the event loop's clock.
        """
        databases = route.databases
        for name in pinned:
            if name in databases:
                return name
            reads = route.mode is Mode.READ and not route.reason.startswith("explicit")
            if reads and any(self.sources[name] == self.sources[other] for other in databases):
                return name
        if len(databases) == 1:
            return databases[0]
        if not route.balanced:
            return next((name for name in databases if self._is_fit(name, wrote_at)), databases[0])
        return self.choose_by(databases, self._load, lambda name: self._is_fit(name, wrote_at))

    def pool(self, database: str) -> Pool:
        """Raises ConnectionFailure (08006) for a database whose pool is gone."""
        pool = self.pools.get(database)
        if pool is None:
            raise ConnectionFailure(f'there is no connection to database "{database}"')
        return pool

    def defined(self, *, renews: bool) -> None:
        """DDL has run; it `renews` connections where it has changed the defaults of settings."""
        self.outdate(renews=renews)
        self.on_ddl(renews)

    def outdate(self, *, renews: bool) -> None:
        """DDL has run here, or elsewhere: what was prepared before is prepared anew."""
        self.preparations.forget()
        if renews:
            for pool in self.pools.values():
                pool.renew()

    def count(self, plan: Plan, database: str) -> None:
        """The plan's query string goes to `database`."""
        count = plan.count
        if count is None or count.database != database:
            key = (database, plan.mode)
            count = plan.count = self.counts.get(key) or self.counts.setdefault(key, Count(*key))
        count.value += 1

    def count_refusal(self, refusal: str) -> None:
        self.refusals[refusal] = self.refusals.get(refusal, 0) + 1

    def _load(self, database: str) -> int:
        pool = self.pools.get(database)
        return 0 if pool is None else pool.load

    def _is_fit(self, database: str, wrote_at: float) -> bool:
        fresh = self.freshness.get(database)
        if fresh is None:
            return True
        if not fresh.is_healthy or fresh.is_lagging:
            return False
        return database not in self.reads_its_writes or wrote_at <= 0 or fresh.replayed_until >= wrote_at

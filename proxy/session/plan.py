"""What to do with a query string: the decision of routing, compiled for the warm path and kept by statement text."""

from __future__ import annotations

import re
from typing import Final

from proxy.relations.call import shown_by
from proxy.relations.owed import Owed
from proxy.routing.route import Mode, Route
from proxy.session.movable import changes, moves
from proxy.sql.statement import (
    Analysis,
    CursorCommand,
    Kind,
    PreparedCommand,
    RouteCommand,
    SettingCommand,
    SettingVerb,
    Statement,
    TransactionCommand,
    TransactionVerb,
)

# What the session does with a plan.
FORWARD: Final = 0
"""Send it; nothing to remember afterwards."""
TRACK: Final = 1
"""Send it, and remember what it changed once it has succeeded."""
LOCAL: Final = 2
"""One statement that the session may answer by itself."""
REFUSE: Final = 3
SKIP: Final = 4
EMPTY: Final = 5
IN_PARTS: Final = 6
"""Several databases run it, each its part."""

_SETS_DEFAULTS: Final = re.compile(r"\bALTER\s+(?:DATABASE|ROLE|USER)\b[^;]*\b(?:SET|RESET)\b", re.IGNORECASE)
_TRUSTED: Final = 2
"""Short executions on a connection of its own before a statement may ride a lane."""
_TRIED: Final = 8
"""Executions, none of them short or very long, after which it may all the same: on a machine that is busy with nothing
but short statements all of them take long. A lane's watch tells the difference."""
_VERY_LONG: Final = 25
"""Times the limit of a lane."""
_OFTEN: Final = 0.01
"""The share of slow turns above which a statement leaves the lanes: its 99th percentile is over the limit."""
_FORGIVEN: Final = 2
"""Slow turns that say nothing yet: a machine has its hiccups."""
_FORGOTTEN: Final = 10_000
"""Calls after which counting begins anew."""
_BANISHED: Final = 1.0
"""Seconds until a statement that left the lanes is tried again; doubled each time, up to `_LONGEST`."""
_LONGEST: Final = 300.0


_EXPLAINED: Final = 8192
"""Characters in which EXPLAIN, or CREATE TABLE … AS, names what it executes."""


class Count:
    """How many query strings went to one database in one mode."""

    __slots__ = ("database", "mode", "value")

    def __init__(self, database: str, mode: str) -> None:
        self.database = database
        self.mode = mode
        self.value = 0


class Plan:
    """One query string in one context, shared by all sessions with an equal context. Only what is counted and learned
    ever changes."""

    __slots__ = (
        "_alone_until",
        "_banished",
        "_short",
        "_slow_turns",
        "_tried",
        "_trusted_at",
        "action",
        "analysis",
        "calls",
        "changes",
        "count",
        "ddl",
        "ends_failure",
        "executed",
        "executes",
        "falls_back",
        "is_commit",
        "is_plain",
        "is_trusted",
        "may_write",
        "mode",
        "moves",
        "only_database",
        "owed",
        "rides",
        "route",
        "sets_defaults",
        "settles",
        "shape_text",
        "shows_prepared",
        "statement",
        "terminates",
        "text",
        "unbound",
    )

    def __init__(self, text: str, analysis: Analysis, route: Route, owed: tuple[Owed, ...] = ()) -> None:
        statements = [statement for statement in analysis.statements if statement.kind is not Kind.EMPTY]
        self.text = text
        self.analysis = analysis
        self.route = route
        self.owed = owed
        """What its statements owe to the relations of the rules."""
        self.statement: Statement | None = statements[0] if len(statements) == 1 else None
        self.ddl = any(statement.kind is Kind.DDL for statement in statements)
        self.sets_defaults = self.ddl and _SETS_DEFAULTS.search(text) is not None
        """It may change what settings new connections begin with."""
        self.may_write = any(statement.kind not in (Kind.READ, Kind.SESSION, Kind.EMPTY) for statement in statements)
        self.changes = any(changes(statement) for statement in statements)
        """More is done than to read, to set and to end."""
        self.moves = moves(statements, text)
        self.mode = str(route.mode.value)
        self.unbound = route.mode is Mode.NONE
        """Runs on any database: the one the session is on, or `default`."""
        self.only_database = route.databases[0] if len(route.databases) == 1 and not self.unbound else None
        self.action = _action(statements, self.statement, route)
        # One look through a long text, not three.
        names_own = "pg_" in text
        self.shows_prepared = names_own and "pg_prepared_statements" in text
        self.terminates = names_own and "pg_terminate_backend" in text
        if self.terminates and self.action == FORWARD:
            self.action = TRACK
        self.ends_failure = self.statement is not None and _ends_failure(self.statement)
        """It may be said to a transaction that has failed."""
        self.executed = None if self.statement is None else _executed(self.statement, text)
        """The name of what it runs, or explains, and was prepared before."""
        command = None if self.statement is None else self.statement.command
        self.executes = self.executed is not None or isinstance(command, PreparedCommand)
        self.is_plain = self.action == FORWARD and not (owed or self.shows_prepared or self.executes)
        """Nothing is to be done for it but to send it where it belongs."""
        self.is_commit = self.statement is not None and _is_commit(self.statement)
        """Where nothing else is owed, its transaction's server ends it by this."""
        self.settles = self.action != FORWARD and not self.is_commit
        """Something is to be remembered once it was executed. COMMIT says something of others in its batch alone."""
        self.falls_back = self.is_plain and route.fallback is not None
        """It may have to be said again on another database."""
        self.calls = 0
        self.count: Count | None = None
        self.shape_text = ""
        """For events: the text without its values, once somebody has asked for it."""
        # What is about one connection must be asked on the session's own.
        self.rides = (
            self.is_plain
            and self.statement is not None
            and _may_ride(self.statement, route)
            and not (names_own and "pg_backend_pid" in text)
        )
        # Learned from run times
        self.is_trusted = False
        """A lane may carry it now: of a kind that can be repeated, and known to be short."""
        self._short = 0
        self._tried = 0
        self._slow_turns = 0
        self._trusted_at = 0
        self._alone_until = 0.0
        self._banished = _BANISHED

    def ran_alone(self, seconds: float, limit: float, now: float) -> None:
        """One execution on a connection of its own is over; `limit` is that of a lane."""
        if self.is_trusted:
            # Begun before the statement was; what rides says more.
            return
        if seconds > limit * _VERY_LONG:
            self._tried = self._short = 0
            return
        if now < self._alone_until:
            return
        self._tried += 1
        if seconds <= limit:
            self._short += 1
        self.is_trusted = self._short >= _TRUSTED or self._tried >= _TRIED
        if self.is_trusted:
            self._tried = self._short = self._slow_turns = 0
            self._trusted_at = self.calls

    def slow_on_lane(self, now: float) -> None:
        """A turn has taken longer than turns may: too often, and the statement leaves the lanes for a while."""
        if self.calls - self._trusted_at > _FORGOTTEN:
            self._slow_turns = 0
            self._trusted_at = self.calls
        self._slow_turns += 1
        if self._slow_turns <= _FORGIVEN + (self.calls - self._trusted_at) * _OFTEN:
            return
        self.is_trusted = False
        self._alone_until = now + self._banished
        self._banished = min(2 * self._banished, _LONGEST)


def _ends_failure(statement: Statement) -> bool:
    command = statement.command
    return isinstance(command, TransactionCommand) and command.verb in (
        TransactionVerb.COMMIT,
        TransactionVerb.ROLLBACK,
        TransactionVerb.ROLLBACK_TO,
    )


def _executed(statement: Statement, text: str) -> str | None:
    command = statement.command
    if isinstance(command, PreparedCommand):
        return command.name if command.verb == "execute" else None
    if statement.tag in ("EXPLAIN", "CREATE TABLE AS") and "execute" in text[:_EXPLAINED].lower():
        return shown_by(text[:_EXPLAINED])
    return None


def _is_commit(statement: Statement) -> bool:
    command = statement.command
    return (
        isinstance(command, TransactionCommand)
        and command.verb is TransactionVerb.COMMIT
        and command.is_understood
        and not command.chain
    )


def _may_ride(statement: Statement, route: Route) -> bool:
    return (
        statement.kind is Kind.READ
        and statement.tag in ("SELECT", "VALUES", "TABLE", "WITH")
        and not (statement.locks or statement.unknown or statement.pins or statement.unpins)
        and route.cacheable
        and route.lanes
        and route.mode in (Mode.READ, Mode.NONE)
    )


def _action(statements: list[Statement], single: Statement | None, route: Route) -> int:
    if not statements:
        return EMPTY
    if single is not None and _is_local(single):
        return LOCAL
    if route.refused is not None:
        return REFUSE
    if route.parts:
        return IN_PARTS
    if route.skip:
        return SKIP
    if any(_leaves_traces(statement) for statement in statements):
        return TRACK
    return FORWARD


def _is_local(statement: Statement) -> bool:
    command = statement.command
    if isinstance(command, TransactionCommand | RouteCommand):
        return True
    if isinstance(command, SettingCommand):
        # set_config() is a SELECT with a row to return: a server answers it, whatever the setting.
        return statement.kind is Kind.SESSION and (
            command.name.startswith("onedsn.") or command.verb is SettingVerb.DISCARD
        )
    return isinstance(command, PreparedCommand) and command.verb == "deallocate"


def _leaves_traces(statement: Statement) -> bool:
    if statement.pins or statement.unpins or statement.kind is Kind.DDL:
        return True
    command = statement.command
    if isinstance(command, SettingCommand):
        return command.verb is not SettingVerb.SHOW
    return isinstance(command, TransactionCommand | PreparedCommand | CursorCommand)

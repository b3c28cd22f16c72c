"""The commands the engine runs itself: transactions, settings, SQL-level prepared statements and cursors, channels."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any, Protocol

from proxy.backends.sqlite import cursors, preparing
from proxy.backends.sqlite.commands import (
    DeclareCommand,
    ExecuteCommand,
    ExplainCommand,
    FetchCommand,
    NothingCommand,
    NotifyCommand,
    PrepareCommand,
)
from proxy.backends.sqlite.plan import Plan
from proxy.backends.sqlite.portal import Portal
from proxy.backends.sqlite.reading import Piece, pieces
from proxy.backends.sqlite.settings import ConnectionSettings
from proxy.backends.sqlite.store import Block, Store
from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql.statement import (
    ChannelCommand,
    CursorCommand,
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    TransactionVerb,
    quote_identifier,
)
from proxy.sql.tokens import tokenize
from proxy.sql.transpile import ResultColumn
from proxy.wire import backend, values
from proxy.wire.defined import DefinedType


class Prepared:
    """A prepared statement of either protocol level."""

    __slots__ = ("from_sql", "given_types", "piece", "plan", "since", "text")

    def __init__(
        self, piece: Piece, given_types: tuple[int, ...], plan: Plan, since: str = "", text: str | None = None
    ) -> None:
        self.from_sql = text is not None
        """By PREPARE, whose whole text is `text`, or by the protocol."""
        self.text = piece.text if text is None else text
        self.since = since
        self.piece = piece
        self.given_types = given_types
        self.plan = plan


class Conversation(Protocol):
    """What commands need of the engine they run in."""

    store: Store
    settings: ConnectionSettings
    portals: dict[str, Portal]
    prepared: dict[str, Prepared]
    notifications: list[tuple[str, str]]

    def write(self, data: bytes) -> None: ...

    def refresh(self, prepared: Prepared) -> Plan: ...

    def listen(self, channel: str) -> None: ...

    def unlisten(self, channel: str | None) -> None: ...

    def end_transaction(self, *, commit: bool) -> None: ...


def text_column(name: str) -> ResultColumn:
    return ResultColumn(name, values.TEXT)


def columns_of(engine: Conversation, portal: Portal) -> tuple[ResultColumn, ...]:
    """The columns a portal will have, before it runs."""
    command = portal.plan.piece.command
    if isinstance(command, FetchCommand) and not command.move:
        return cursors.named(engine.portals, command.cursor).columns
    if isinstance(command, ExecuteCommand):
        return _prepared(engine, command.name).plan.columns
    if isinstance(command, SettingCommand) and command.verb is SettingVerb.SHOW:
        return _show_columns(command.name)
    if isinstance(command, ExplainCommand):
        return (text_column("QUERY PLAN"),)
    return portal.columns


def prepared_rows(engine: Conversation) -> list[dict[str, object]]:
    """pg_prepared_statements."""
    return [
        {
            "name": name,
            "statement": one.text,
            "prepare_time": one.since,
            "parameter_types": json.dumps(list(one.plan.parameter_types)),
            "from_sql": int(one.from_sql),
            "generic_plans": 0,
            "custom_plans": 0,
        }
        for name, one in engine.prepared.items()
        if name
    ]


def cursor_rows(engine: Conversation) -> list[dict[str, object]]:
    """pg_cursors."""
    return [
        {
            "name": name,
            "statement": portal.text,
            "is_holdable": int(portal.hold),
            "is_binary": int(portal.formats == (1,)),
            "is_scrollable": int(bool(portal.scroll)),
            "creation_time": portal.since,
        }
        for name, portal in engine.portals.items()
        if portal.is_started
    ]


def run(engine: Conversation, portal: Portal) -> Portal:
    """Runs the portal's command and leaves rows and tag in the portal returned. Raises ProxyError."""
    piece = portal.plan.piece
    command = piece.command
    if isinstance(command, ExecuteCommand):
        engine.store.check_open()
        return _execute(engine, command, portal.formats)
    if isinstance(command, TransactionCommand):
        portal.supply((), [], _transaction(engine, command, piece.tag))
        return portal
    engine.store.check_open()
    if isinstance(command, SettingCommand):
        _setting(engine, command, portal, piece.tag)
    elif isinstance(command, FetchCommand):
        cursors.fetch(engine.store, engine.portals, command, portal)
    elif isinstance(command, DeclareCommand):
        cursors.declare(engine.store, engine.portals, command, portal)
        portal.supply((), [], piece.tag)
    elif isinstance(command, ExplainCommand):
        _explain(engine, portal)
    else:
        for kind, act in _SIMPLE:
            if isinstance(command, kind):
                act(engine, command, piece.text)
                break
        else:
            raise FeatureNotSupported(f"{piece.word.upper()} is not supported on SQLite")
        portal.supply((), [], piece.tag)
    return portal


# ── transactions ────────────────────────────────────────────────────────────────────────────────────────────────────


def _warn(engine: Conversation, text: str, sqlstate: str) -> None:
    engine.write(backend.notice_response(text, severity="WARNING", sqlstate=sqlstate))


def _transaction(engine: Conversation, command: TransactionCommand, tag: str) -> str:
    store = engine.store
    verb = command.verb
    if verb in (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK):
        return _end(engine, command, tag)
    if verb is TransactionVerb.ROLLBACK_TO:
        if store.block is Block.NONE:
            raise ProxyError("ROLLBACK TO SAVEPOINT can only be used in transaction blocks", sqlstate="25P01")
        store.before_write()
        cursors.drop_since(engine.portals, store.rollback_to(command.name or ""))
        return tag
    store.check_open()
    if verb is TransactionVerb.BEGIN:
        if store.block is Block.OPEN:
            _warn(engine, "there is already a transaction in progress", "25001")
        else:
            store.open_block(read_only=None, isolation=None)
        store.characteristics(read_only=command.read_only, isolation=command.isolation)
        return tag
    if verb is TransactionVerb.SET_TRANSACTION and command.name == "session":
        if command.isolation is not None:
            engine.settings.set("default_transaction_isolation", command.isolation)
        if command.read_only is not None:
            engine.settings.set("default_transaction_read_only", "on" if command.read_only else "off")
        return tag
    if verb is TransactionVerb.SET_TRANSACTION:
        if store.block is Block.NONE:
            _warn(engine, "SET TRANSACTION can only be used in transaction blocks", "25P01")
        else:
            _before_any_query(store, command)
            store.characteristics(read_only=command.read_only, isolation=command.isolation)
        return tag
    if verb is TransactionVerb.SET_CONSTRAINTS:
        if (command.name or "").lower() != "all":
            raise FeatureNotSupported("SET CONSTRAINTS of single constraints is not supported on SQLite; use ALL")
        store.constraints(deferred=command.isolation == "deferred")
        return tag
    if verb in (TransactionVerb.SAVEPOINT, TransactionVerb.RELEASE):
        if store.block is Block.NONE:
            word = "SAVEPOINT" if verb is TransactionVerb.SAVEPOINT else "RELEASE SAVEPOINT"
            raise ProxyError(f"{word} can only be used in transaction blocks", sqlstate="25P01")
        if verb is TransactionVerb.SAVEPOINT:
            store.savepoint(command.name or "")
        else:
            cursors.keep_since(engine.portals, store.release(command.name or ""))
        return tag
    if verb is TransactionVerb.PREPARE:
        preparing.prepare(store, command.name or "")
        return tag
    if store.prepared is None or store.prepared != command.name:
        raise FeatureNotSupported(f"{tag} is not supported on SQLite: it has no prepared transactions")
    commit = verb is TransactionVerb.COMMIT_PREPARED
    engine.end_transaction(commit=commit)
    preparing.forget(store, committed=commit)
    return tag


def _before_any_query(store: Store, command: TransactionCommand) -> None:
    """Raises ProxyError (25001) for what can no longer be changed in this transaction."""
    if not store.has_queried:
        return
    if command.isolation is not None and command.isolation != store.isolation:
        raise ProxyError("SET TRANSACTION ISOLATION LEVEL must be called before any query", sqlstate="25001")
    if command.read_only is False and store.read_only:
        raise ProxyError("transaction read-write mode must be set before any query", sqlstate="25001")


def _end(engine: Conversation, command: TransactionCommand, tag: str) -> str:
    store = engine.store
    commit = command.verb is TransactionVerb.COMMIT
    if store.block is Block.NONE:
        if command.chain:
            raise ProxyError(f"{tag} AND CHAIN can only be used in transaction blocks", sqlstate="25P01")
        _warn(engine, "there is no transaction in progress", "25P01")
    elif store.block is Block.FAILED and commit:
        commit, tag = False, "ROLLBACK"
    read_only, isolation = store.read_only, store.isolation
    engine.end_transaction(commit=commit)
    if command.chain:
        store.open_block(read_only=read_only, isolation=isolation)
    return tag


# ── settings ────────────────────────────────────────────────────────────────────────────────────────────────────────

_LABELS = {"datestyle": "DateStyle", "timezone": "TimeZone", "intervalstyle": "IntervalStyle"}


def _show_columns(name: str) -> tuple[ResultColumn, ...]:
    if name == "all":
        return tuple(map(text_column, ("name", "setting", "description")))
    return (text_column(_LABELS.get(name.lower(), name.lower())),)


def _setting(engine: Conversation, command: SettingCommand, portal: Portal, tag: str) -> None:
    settings = engine.settings
    columns: tuple[ResultColumn, ...] = ()
    rows: list[tuple[Any, ...]] = []
    name = command.name
    if command.verb is SettingVerb.SHOW:
        columns = _show_columns(name)
        if name == "all":
            rows = [(_LABELS.get(key, key), value, "") for key, value in sorted(settings.all().items())]
        else:
            rows = [(settings.get(name),)]
    elif command.verb is SettingVerb.DISCARD:
        _discard(engine, name)
    elif command.verb is SettingVerb.RESET_ALL:
        settings.reset_all()
    elif name == "transaction_isolation" and command.values:
        engine.store.characteristics(read_only=None, isolation=command.values[0].lower())
    elif name == "transaction_read_only" and command.values:
        settings.set(name, command.values[0], local=True)
        engine.store.read_only = settings.get(name) == "on"
    else:
        local = command.verb is SettingVerb.SET_LOCAL
        if local and engine.store.block is Block.NONE:
            _warn(engine, "SET LOCAL can only be used in transaction blocks", "25P01")
        else:
            settings.set(name, _value(command), local=local)
    portal.supply(columns, rows, tag)


def change(engine: Conversation, name: str, value: str | None, local: bool) -> str:
    """set_config(): what SHOW says then. Raises ProxyError."""
    if not local or engine.store.block is not Block.NONE:
        engine.settings.set(name, value, local=local)
    return engine.settings.get(name)


def _value(command: SettingCommand) -> str | None:
    if not command.values:
        return None
    if command.name == "search_path":
        return ", ".join(map(quote_identifier, command.values))
    return ", ".join(command.values)


def _discard(engine: Conversation, what: str) -> None:
    if what == "all":
        if engine.store.block is not Block.NONE:
            raise ProxyError("DISCARD ALL cannot run inside a transaction block", sqlstate="25001")
        for portal in engine.portals.values():
            portal.close()
        engine.portals.clear()
        engine.prepared.clear()
        engine.unlisten(None)
        engine.settings.reset_all()
    if what in ("all", "temp"):
        engine.store.drop_temporary()
    if what in ("all", "sequences"):
        engine.store.session.sequence_values.clear()


# ── prepared statements of SQL ──────────────────────────────────────────────────────────────────────────────────────


def _prepared(engine: Conversation, name: str) -> Prepared:
    found = engine.prepared.get(name)
    if found is None:
        raise ProxyError(f'prepared statement "{name}" does not exist', sqlstate="26000")
    return found


def _prepare(engine: Conversation, command: PrepareCommand, text: str) -> None:
    if command.name in engine.prepared:
        raise ProxyError(f'prepared statement "{command.name}" already exists', sqlstate="42P05")
    oids = tuple(_type_oid(engine, name) for name in command.types)
    [piece] = pieces(command.body)
    plan = engine.store.plan(piece, oids)
    engine.prepared[command.name] = Prepared(piece, oids, plan, engine.store.now, text)


def _type_oid(engine: Conversation, name: str) -> int:
    [piece] = pieces(f"SELECT CAST(NULL AS {name})")
    return engine.store.plan(piece).columns[0].type_oid


def _execute(engine: Conversation, command: ExecuteCommand, formats: tuple[int, ...]) -> Portal:
    prepared = _prepared(engine, command.name)
    plan = engine.refresh(prepared)
    arguments: tuple[Any, ...] = ()
    expected = len(plan.parameter_types)
    if command.arguments.strip():
        given = _split(command.arguments)
        if len(given) != expected:
            _wrong_count(command.name, expected, len(given))
        types = plan.parameter_types
        items = [f"CAST(({text}) AS {_type_name(oid)})" for text, oid in zip(given, types, strict=True)]
        [piece] = pieces(f"SELECT {', '.join(items)}")
        row = Portal(engine.store.plan(piece), (), ())
        row.start(engine.store)
        arguments = row.take(engine.store, 2)[0]
    elif expected:
        _wrong_count(command.name, expected, 0)
    portal = Portal(plan, arguments, formats)
    if plan.translation is None:
        return run(engine, portal)
    portal.start(engine.store)
    return portal


def _type_name(oid: int) -> str:
    """The type as SQL names it."""
    if isinstance(oid, DefinedType):
        return f"{quote_identifier(oid.schema)}.{quote_identifier(oid.name)}"
    if oid in values.ELEMENTS:
        return _type_name(values.ELEMENTS[oid]) + "[]"
    return values.TYPES[oid].name


def _wrong_count(name: str, expected: int, given: int) -> None:
    raise SyntaxProblem(
        f'wrong number of parameters for prepared statement "{name}"',
        detail=f"Expected {expected} parameters but got {given}.",
    )


def _split(arguments: str) -> list[str]:
    """The expressions between the commas of the outermost level."""
    tokens = tokenize(arguments)
    parts: list[str] = []
    depth = start = 0
    for i, value in enumerate(tokens.values):
        if tokens.kinds[i] != "p":
            continue
        depth += (value in "([") - (value in ")]")
        if value == "," and depth == 0:
            parts.append(arguments[start : tokens.starts[i]])
            start = tokens.ends[i]
    parts.append(arguments[start:])
    return parts


def _deallocate(engine: Conversation, command: PreparedCommand, _text: str) -> None:
    if command.name is None:
        engine.prepared.clear()
        return
    _prepared(engine, command.name)
    del engine.prepared[command.name]


def _close(engine: Conversation, command: CursorCommand, _text: str) -> None:
    cursors.close(engine.portals, command)


# ── the rest ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _channel(engine: Conversation, command: ChannelCommand, _text: str) -> None:
    if command.verb == "listen":
        engine.listen(command.channel or "")
    else:
        engine.unlisten(command.channel)


def _notify(engine: Conversation, command: NotifyCommand, _text: str) -> None:
    if (command.channel, command.payload) not in engine.notifications:
        engine.notifications.append((command.channel, command.payload))


def _explain(engine: Conversation, portal: Portal) -> None:
    plan = portal.plan.inner
    assert plan is not None
    if plan.translation is None:
        raise FeatureNotSupported(f"EXPLAIN {plan.piece.word.upper()} is not supported on SQLite")
    sql = f"EXPLAIN QUERY PLAN {plan.translation.sqlite_sql}"
    try:
        steps = engine.store.connection.execute(sql, (None,) * len(plan.parameter_types)).fetchall()
    except sqlite3.Error as problem:
        raise engine.store.failure(problem) from problem
    depth = {0: 0}
    rows: list[tuple[Any, ...]] = []
    for number, parent, _, text in steps:
        depth[number] = depth.get(parent, 0) + 1
        rows.append(("  " * (depth[number] - 1) + text,))
    portal.supply((text_column("QUERY PLAN"),), rows, "EXPLAIN")


def _nothing(engine: Conversation, command: NothingCommand, _text: str) -> None:
    store = engine.store
    if command.outside_transaction and store.block is not Block.NONE:
        raise ProxyError(f"{command.sql} cannot run inside a transaction block", sqlstate="25001")
    if not command.sql:
        if store.block is Block.NONE:
            raise ProxyError("LOCK TABLE can only be used in transaction blocks", sqlstate="25P01")
        store.begin_write("LOCK TABLE")
        return
    try:
        store.connection.execute(command.sql).fetchall()
    except sqlite3.Error as problem:
        raise store.failure(problem) from problem


_SIMPLE: tuple[tuple[type[Any], Callable[[Conversation, Any, str], None]], ...] = (
    (PrepareCommand, _prepare),
    (PreparedCommand, _deallocate),
    (CursorCommand, _close),
    (ChannelCommand, _channel),
    (NotifyCommand, _notify),
    (NothingCommand, _nothing),
)

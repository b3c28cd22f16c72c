"""The commands the engine runs itself, each by its room; SQL-level prepared statements, EXPLAIN and channels here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from proxy.backends.sqlite import cursors
from proxy.backends.sqlite.commands import (
    DeclareCommand,
    ExecuteCommand,
    ExplainCommand,
    FetchCommand,
    NothingCommand,
    NotifyCommand,
    PrepareCommand,
)
from proxy.backends.sqlite.conversation import Conversation, Prepared, stored_moment, text_column
from proxy.backends.sqlite.portal import Portal
from proxy.backends.sqlite.reading import pieces
from proxy.backends.sqlite.session_settings import setting, show_columns
from proxy.backends.sqlite.session_transactions import transaction
from proxy.backends.sqlite.store import Block
from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql.statement import (
    ChannelCommand,
    CursorCommand,
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    quote_identifier,
)
from proxy.sql.tokens import tokenize
from proxy.sql.transpile import ResultColumn
from proxy.wire import values
from proxy.wire.defined import DefinedType


def columns_of(engine: Conversation, portal: Portal) -> tuple[ResultColumn, ...]:
    """The columns a portal will have, before it runs."""
    command = portal.plan.piece.command
    if isinstance(command, FetchCommand) and not command.move:
        return cursors.named(engine.portals, command.cursor).columns
    if isinstance(command, ExecuteCommand):
        return _prepared(engine, command.name).plan.columns
    if isinstance(command, SettingCommand) and command.verb is SettingVerb.SHOW:
        return show_columns(command.name)
    if isinstance(command, ExplainCommand):
        return (text_column("QUERY PLAN"),)
    return portal.columns


def prepared_rows(engine: Conversation) -> list[dict[str, object]]:
    """pg_prepared_statements."""
    return [
        {
            "name": name,
            "statement": one.text,
            "prepare_time": stored_moment(one.since),
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
            "creation_time": stored_moment(portal.since),
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
        portal.supply((), [], transaction(engine, command, piece.tag))
        return portal
    engine.store.check_open()
    if isinstance(command, SettingCommand):
        setting(engine, command, portal, piece.tag)
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
    engine.prepared[command.name] = Prepared(piece, oids, plan, engine.store.session.statement_start, text)


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

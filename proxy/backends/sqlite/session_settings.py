"""SET, RESET, SHOW, DISCARD and set_config()."""

from __future__ import annotations

from typing import Any, Final

from proxy.backends.sqlite.conversation import Conversation, text_column, warn
from proxy.backends.sqlite.portal import Portal
from proxy.backends.sqlite.store import Block
from proxy.errors import ProxyError
from proxy.sql.statement import (
    SettingCommand,
    SettingVerb,
    quote_identifier,
)
from proxy.sql.transpile import ResultColumn
from proxy.wire import backend

_LABELS = {"datestyle": "DateStyle", "timezone": "TimeZone", "intervalstyle": "IntervalStyle"}
_LONGEST_NAME: Final = 63


def show_columns(name: str) -> tuple[ResultColumn, ...]:
    """What SHOW of that name returns."""
    if name == "all":
        return tuple(map(text_column, ("name", "setting", "description")))
    return (text_column(_LABELS.get(name.lower(), name.lower())),)


def setting(engine: Conversation, command: SettingCommand, portal: Portal, tag: str) -> None:
    """SET, RESET, SHOW and DISCARD: leaves rows and tag in `portal`. Raises ProxyError."""
    settings = engine.settings
    columns: tuple[ResultColumn, ...] = ()
    rows: list[tuple[Any, ...]] = []
    name = command.name
    if command.verb is SettingVerb.SHOW:
        columns = show_columns(name)
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
            warn(engine, "SET LOCAL can only be used in transaction blocks", "25P01")
        else:
            _assign(engine, name, _value(command), local=local)
    portal.supply(columns, rows, tag)


def change(engine: Conversation, name: str, value: str | None, local: bool) -> str:
    """set_config(): what SHOW says then. Raises ProxyError."""
    if not local or engine.store.block is not Block.NONE:
        _assign(engine, name, value, local=local)
    return engine.settings.get(name)


def _assign(engine: Conversation, name: str, value: str | None, *, local: bool) -> None:
    if value is not None and name.lower() == "application_name" and len(value.encode()) > _LONGEST_NAME:
        cut = value.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
        text = f'identifier "{value}" will be truncated to "{cut}"'
        engine.write(backend.notice_response(text, sqlstate="42622"))
        value = cut
    engine.settings.set(name, value, local=local)


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
        if engine.store.session.advisory is not None:
            engine.store.session.advisory.unlock_all()
        engine.settings.reset_all()
    if what in ("all", "temp"):
        engine.store.drop_temporary()
    if what in ("all", "sequences"):
        engine.store.session.sequence_values.clear()

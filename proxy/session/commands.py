"""What transaction and setting statements do to a session, and which of them need no server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError
from proxy.routing.route import Choice, TransactionMode
from proxy.session import local
from proxy.sql.statement import (
    PreparedCommand,
    RouteCommand,
    SettingCommand,
    SettingVerb,
    Statement,
    TransactionCommand,
    TransactionVerb,
)
from proxy.sql.wrapped import PREPARED_PIN

if TYPE_CHECKING:
    from proxy.session.plan import Plan
    from proxy.session.session import Session

_BEGIN: Final = TransactionVerb.BEGIN
"""Of every transaction, and an enumeration's members are dear to find."""


class UnknownSavepoint(ProxyError):
    """ROLLBACK TO or RELEASE of a savepoint nobody made."""

    sqlstate = "3B001"


def answer(session: Session, statement: Statement, text: bytes) -> local.Answer | None:
    """The answer where the session can give it; None where the statement must go to a server.

    Raises ProxyError for what is wrong without asking a server.
    """
    command = statement.command
    if isinstance(command, TransactionCommand):
        return _transaction(session, command, text, statement.tag)
    if isinstance(command, SettingCommand):
        return _setting(session, command)
    if isinstance(command, RouteCommand):
        lines = session.instance.explain(command.body, session.context, command.json)
        return local.rows("QUERY PLAN", lines, "EXPLAIN")
    if isinstance(command, PreparedCommand):
        return _deallocate(session, command)
    return None


def must_begin_on_server(session: Session) -> bool:
    """Whether BEGIN is not held back: the connection is known, and what pins it (LISTEN) acts otherwise inside of a
    transaction."""
    return bool(session.pinned) and not session.transaction.is_open and len(session.instance.sources) == 1


def must_be_set_on_server(session: Session, command: TransactionCommand) -> bool:
    """Whether SET TRANSACTION stands behind a savepoint: not all of it is allowed there."""
    return command.verb is TransactionVerb.SET_TRANSACTION and bool(session.transaction.savepoints)


def describe(statement: Statement) -> local.Answer:
    """The shape of the answer, before it is given."""
    command = statement.command
    if isinstance(command, RouteCommand):
        return local.rows("QUERY PLAN", (), "EXPLAIN")
    if isinstance(command, SettingCommand) and command.verb is SettingVerb.SHOW:
        return local.one_value(command.name, "")
    return local.Answer(statement.tag)


def _transaction(session: Session, command: TransactionCommand, text: bytes, tag: str) -> local.Answer | None:
    transaction = session.transaction
    verb = command.verb
    if session.lease is not None or not command.is_understood:
        return None
    if verb is _BEGIN:
        if must_begin_on_server(session):
            return None
        if transaction.is_open:
            return local.Answer(tag, notices=(local.warning("there is already a transaction in progress", "25001"),))
        variables = session.variables
        transaction.begin(
            text, command, variables.settings, variables.reads_only_by_default, variables.isolation_by_default
        )
        session.context_changed()
        return local.plain(tag)
    if verb in (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK):
        return _end(session, command)
    if not transaction.is_open:
        return None
    if verb is TransactionVerb.SAVEPOINT and command.name is not None:
        transaction.savepoint(command.name, session.variables.settings, text, None)
        return local.Answer("SAVEPOINT")
    if verb in (TransactionVerb.RELEASE, TransactionVerb.ROLLBACK_TO) and command.name is not None:
        if not transaction.has_savepoint(command.name):
            raise UnknownSavepoint(f'savepoint "{command.name}" does not exist')
        mode = transaction.mode
        if verb is TransactionVerb.RELEASE:
            transaction.release(command.name, text, None)
        else:
            transaction.roll_back_to(command.name, text, None)
            transaction.is_failed = False
        if transaction.mode is not mode:
            session.context_changed()
        return local.Answer("RELEASE" if verb is TransactionVerb.RELEASE else "ROLLBACK")
    if must_be_set_on_server(session, command):
        return None
    if verb in (TransactionVerb.SET_TRANSACTION, TransactionVerb.SET_CONSTRAINTS):
        transaction.said(text, None)
        transaction.isolation = command.isolation or transaction.isolation
        if command.read_only is not None:
            transaction.mode = TransactionMode.READ_ONLY if command.read_only else TransactionMode.READ_WRITE
            session.context_changed()
        return local.Answer("SET" if verb is TransactionVerb.SET_TRANSACTION else "SET CONSTRAINTS")
    return None


def _end(session: Session, command: TransactionCommand) -> local.Answer | None:
    transaction = session.transaction
    tag = "COMMIT" if command.verb is TransactionVerb.COMMIT and not transaction.is_failed else "ROLLBACK"
    if not transaction.is_open:
        if command.chain:
            return None
        return local.Answer(tag, notices=(local.warning("there is no transaction in progress", "25P01"),))
    if command.chain:
        transaction.chain(session.variables.settings, None)
    else:
        session.end_transaction(keep_settings=tag == "COMMIT")
    session.context_changed()
    return local.plain(tag)


_READ_ONLY: Final = ("onedsn.pins", "onedsn.database")


def _setting(session: Session, command: SettingCommand) -> local.Answer | None:
    verb, name = command.verb, command.name
    if verb is SettingVerb.DISCARD:
        if name != "all" or session.transaction.is_open:
            return None
        session.discard_all()
        return local.Answer("DISCARD ALL")
    if verb is SettingVerb.SHOW:
        return local.one_value(name, _shown(session, name))
    notices: tuple[bytes, ...] = ()
    value = command.values[0] if command.values and verb is not SettingVerb.RESET else None
    if name == "onedsn.using":
        notices = _choose(session, verb, value)
    elif name == "onedsn.load":
        if verb is SettingVerb.SET_LOCAL:
            raise FeatureNotSupported("SET LOCAL onedsn.load is not supported", hint="SET it, and set it off again.")
        if value not in (None, "on", "off", "true", "false", "1", "0", "yes", "no"):
            raise InvalidParameterValue(f'parameter "onedsn.load" requires a Boolean value, not "{value}"')
        session.variables.load = value in ("on", "true", "1", "yes")
    elif name in _READ_ONLY:
        raise ProxyError(f'parameter "{name}" cannot be changed', sqlstate="55P02")
    else:
        raise _unknown_setting(name)
    session.context_changed()
    return local.Answer("RESET" if verb is SettingVerb.RESET else "SET", notices=notices)


def _choose(session: Session, verb: SettingVerb, value: str | None) -> tuple[bytes, ...]:
    if value is not None and value not in session.instance.sources:
        known = ", ".join(sorted(session.instance.sources))
        raise InvalidParameterValue(
            f'"{value}" is not a database of "{session.instance.name}"', hint=f"Known databases: {known}."
        )
    if verb is SettingVerb.SET_LOCAL:
        if not session.transaction.is_open:
            return (local.warning("SET LOCAL can only be used in transaction blocks", "25P01"),)
        session.transaction.local_choice = value
    else:
        session.variables.choice = None if value is None else Choice(value, "SET")
    return ()


def _shown(session: Session, name: str) -> str:
    if name == "onedsn.using":
        choice = session.current_choice
        return "" if choice is None else choice.database
    if name == "onedsn.load":
        return "on" if session.variables.load else "off"
    if name == "onedsn.pins":
        return ", ".join(sorted(session.pins))
    if name == "onedsn.database":
        return "" if session.lease is None else session.lease.database
    raise _unknown_setting(name)


def _unknown_setting(name: str) -> ProxyError:
    return ProxyError(
        f'unrecognized configuration parameter "{name}"',
        hint="onedsn has onedsn.using, onedsn.load, onedsn.pins (read only) and onedsn.database (read only).",
        sqlstate="42704",
    )


def _deallocate(session: Session, command: PreparedCommand) -> local.Answer | None:
    """Of a statement that was prepared by the protocol; one of SQL's PREPARE is the server's."""
    if command.name is None:
        if session.pins:
            return None
        session.statements.clear()
        return local.Answer("DEALLOCATE ALL")
    if session.statements.pop(command.name.encode(), None) is None:
        return None
    return local.Answer("DEALLOCATE")


def settle(session: Session, plan: Plan, statement: Statement, database: str) -> None:
    """Remembers what a statement of the plan changed, after the server of `database` has done it."""
    command = statement.command
    if isinstance(command, SettingCommand):
        _settle_setting(session, command)
        if session.transaction.is_open and command.verb is not SettingVerb.SHOW:
            session.transaction.said(_text(plan, statement), database)
    elif isinstance(command, TransactionCommand):
        _settle_transaction(session, command, plan, statement, database)
    elif isinstance(command, PreparedCommand):
        _settle_prepared(session, command, database)
    if statement.unpins:
        session.pins.difference_update(statement.unpins)
    if statement.pins:
        session.pins.update(statement.pins)
        if PREPARED_PIN in statement.pins and not isinstance(command, PreparedCommand):
            prepared_somehow(session)
    if "temporary table" in statement.pins:
        made = tuple((reference.table.name, database) for reference in statement.writes)
        session.variables.temporary = (*session.variables.temporary, *made)
        session.context_changed()
    elif "temporary table" in statement.unpins and session.variables.temporary:
        session.variables.temporary = ()
        session.context_changed()


def prepared_somehow(session: Session) -> None:
    """There may be a statement whose name nobody here knows."""
    session.bodies.setdefault("", ("", ""))


def _settle_prepared(session: Session, command: PreparedCommand, database: str) -> None:
    if command.verb == "prepare":
        session.bodies[command.name or ""] = command.body or "", database
    elif command.verb == "deallocate" and command.name is None:
        session.statements.clear()
        session.bodies.clear()
    elif command.verb == "deallocate":
        session.bodies.pop(command.name or "", None)
        if not session.bodies:
            session.pins.discard(PREPARED_PIN)


def _settle_setting(session: Session, command: SettingCommand) -> None:
    verb, name, variables = command.verb, command.name, session.variables
    if name == "session characteristics":
        for characteristic, value in _characteristics(command.value_text):
            variables.change(characteristic, value)
        session.settings_changed()
    elif verb is SettingVerb.RESET or (verb is SettingVerb.SET and command.value_text.upper() == "DEFAULT"):
        session.settings_changed(on_server=variables.reset(name))
    elif verb is SettingVerb.SET:
        if name not in ("transaction_read_only", "transaction_isolation", "transaction_deferrable", "seed"):
            variables.change(name, command.value_text)
            session.settings_changed()
    elif verb is SettingVerb.SET_LOCAL:
        variables.change_local(name, command.values)
        session.context_changed()
    elif verb is SettingVerb.RESET_ALL:
        session.settings_changed(on_server=variables.reset_all())


def _characteristics(text: str) -> Iterator[tuple[str, str]]:
    """The settings that SET SESSION CHARACTERISTICS AS TRANSACTION changes."""
    words = f" {' '.join(text.lower().replace(',', ' ').split())} "
    for level in ("serializable", "repeatable read", "read committed", "read uncommitted"):
        if f" isolation level {level} " in words:
            yield "default_transaction_isolation", f"'{level}'"
    if " read only " in words or " read write " in words:
        yield "default_transaction_read_only", "on" if " read only " in words else "off"
    if " deferrable " in words:
        yield "default_transaction_deferrable", "off" if " not deferrable " in words else "on"


def _settle_transaction(
    session: Session, command: TransactionCommand, plan: Plan, statement: Statement, database: str
) -> None:
    transaction = session.transaction
    verb = command.verb
    if verb in (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK) and not command.chain:
        return
    text = _text(plan, statement)
    if verb is TransactionVerb.BEGIN and not transaction.is_open:
        transaction.log, transaction.heard = [text], {database: 1}
    if verb in (TransactionVerb.SET_TRANSACTION, TransactionVerb.SET_CONSTRAINTS) and transaction.is_open:
        transaction.said(text, database)
    if verb in (TransactionVerb.BEGIN, TransactionVerb.SET_TRANSACTION):
        transaction.isolation = command.isolation or transaction.isolation
        if command.read_only is not None:
            transaction.mode = TransactionMode.READ_ONLY if command.read_only else TransactionMode.READ_WRITE
            session.context_changed()
    if command.chain and transaction.is_open:
        transaction.chain(session.variables.settings, database)
        session.context_changed()
    if command.name is None:
        return
    if verb is TransactionVerb.SAVEPOINT:
        transaction.savepoint(command.name, session.variables.settings, text, database)
    elif verb is TransactionVerb.RELEASE:
        mode = transaction.mode
        transaction.release(command.name, text, database)
        if transaction.mode is not mode:
            session.context_changed()
    elif verb is TransactionVerb.ROLLBACK_TO:
        settings = transaction.roll_back_to(command.name, text, database)
        if settings is not None:
            # The server has undone them itself.
            session.variables.go_back_to(settings)
            session.settings_changed()


def _text(plan: Plan, statement: Statement) -> bytes:
    return plan.text[statement.start : statement.end].encode("utf-8", "surrogateescape")

"""What one statement of a query string changes for the decision about the next."""

from __future__ import annotations

from dataclasses import replace

from proxy.routing.route import Choice, Context, Route, TransactionMode
from proxy.sql.statement import SettingCommand, SettingVerb, Statement, TransactionCommand, TransactionVerb

_ENDS = (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK, TransactionVerb.PREPARE)
_SHOWN = 60


def following(context: Context, statement: Statement, route: Route, text: str) -> Context:
    """The context after `statement` was routed by `route`."""
    command = statement.command
    if isinstance(command, TransactionCommand):
        return _after_transaction_command(context, command)
    if isinstance(command, SettingCommand):
        return _after_setting(context, command)
    if context.transaction is TransactionMode.AUTOCOMMIT or context.bound is not None or not route.databases:
        return context
    shown = " ".join(text.split())
    return replace(context, bound=route.databases[0], bound_by=shown[:_SHOWN])


def _after_transaction_command(context: Context, command: TransactionCommand) -> Context:
    if command.verb in _ENDS:
        # The database stays: one query string runs on one.
        return context if command.chain else replace(context, transaction=TransactionMode.AUTOCOMMIT)
    if command.verb not in (TransactionVerb.BEGIN, TransactionVerb.SET_TRANSACTION):
        return context
    if command.read_only is None and command.verb is TransactionVerb.SET_TRANSACTION:
        return context
    read_only = context.reads_only if command.read_only is None else command.read_only
    mode = TransactionMode.READ_ONLY if read_only else TransactionMode.READ_WRITE
    return replace(context, transaction=mode)


def _after_setting(context: Context, command: SettingCommand) -> Context:
    value = command.values[0] if command.values else None
    if command.name == "onedsn.using" and command.verb is not SettingVerb.SHOW:
        if value:
            way = "SET LOCAL" if command.verb is SettingVerb.SET_LOCAL else "SET"
            return replace(context, choice=Choice(value, way))
        keeps = context.choice is not None and context.choice.way in ("options", "dbname")
        return context if keeps else replace(context, choice=None)
    if command.name == "onedsn.load" and command.verb is not SettingVerb.SHOW:
        return replace(context, load=(value or "off").lower() in ("on", "true", "yes", "1"))
    return context

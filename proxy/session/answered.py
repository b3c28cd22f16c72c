"""Which statements of the extended protocol no server is asked about, and which may not go on. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proxy.errors import InFailedTransaction
from proxy.session import commands, local, several_end
from proxy.session.plan import EMPTY, FORWARD, IN_PARTS, LOCAL, REFUSE, SKIP, Plan
from proxy.sql.statement import (
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    TransactionVerb,
)
from proxy.wire.codes import FAILED_TRANSACTION

if TYPE_CHECKING:
    from proxy.session.session import Session


_BY_NAME: Final = (TransactionVerb.PREPARE, TransactionVerb.COMMIT_PREPARED, TransactionVerb.ROLLBACK_PREPARED)


def admit(session: Session, plan: Plan) -> None:
    """Raises what refuses this plan now: the route, or a transaction that has failed."""
    if session.transaction.is_failed and not plan.ends_failure and plan.action != EMPTY:
        if session.lease is None or session.lease.status != FAILED_TRANSACTION:
            raise InFailedTransaction
        return
    if plan.action == REFUSE and plan.route.refused is not None:
        session.refused_by_rules(plan, plan.route.refused)
        raise plan.route.refused


def is_answered(session: Session, plan: Plan) -> bool:
    if plan.action == FORWARD:
        return False
    if plan.action in (EMPTY, SKIP, IN_PARTS):
        return True
    if plan.action != LOCAL or plan.statement is None:
        return False
    command = plan.statement.command
    if isinstance(command, TransactionCommand):
        if several_end.ends(session, command):
            return True
        if command.verb is TransactionVerb.BEGIN and commands.must_begin_on_server(session):
            return False
        if session.lease is None and (not command.is_understood or commands.must_be_set_on_server(session, command)):
            return False
        if session.lease is None:
            if command.verb in (TransactionVerb.BEGIN, TransactionVerb.COMMIT, TransactionVerb.ROLLBACK):
                return True
            # The names of prepared transactions are a server's, even where nothing has been done in them.
            return session.transaction.is_open and command.verb not in _BY_NAME
        failed_here = session.transaction.is_failed and session.lease.status != FAILED_TRANSACTION
        return failed_here and command.verb in (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK)
    if isinstance(command, SettingCommand) and command.verb is SettingVerb.DISCARD:
        return command.name == "all" and not session.transaction.is_open
    if isinstance(command, PreparedCommand):
        known = command.name is not None and command.name.encode() in session.statements
        return known or (command.name is None and not session.pins)
    return True


def shape(plan: Plan) -> local.Answer:
    if plan.statement is None or plan.action in (SKIP, IN_PARTS):
        return local.Answer("")
    return commands.describe(plan.statement)

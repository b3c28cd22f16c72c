"""What statements leave behind though one of them has failed: a lock, or what was committed before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from proxy.session import commands
from proxy.sql.statement import SettingCommand, SettingVerb, Statement, TransactionCommand, TransactionVerb
from proxy.sql.wrapped import PREPARED_PIN
from proxy.wire.codes import IDLE

if TYPE_CHECKING:
    from proxy.session.session import Session

_OUTLIVES_ROLLBACK: Final = ("advisory lock", PREPARED_PIN, "random seed")
"""Pins for what a rollback does not take back."""
_ENDS: Final = (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK)
_COMMITTING: Final = ("CALL", "DO")
"""What may commit inside of itself."""
_UNKNOWN: Final = "session settings"
"""The pin of a client whose settings only its server connection knows."""


def settle(session: Session, status: int) -> None:
    """How far the statements under way have come is not known, only that not all of them have. What may be the server's
    alone by now stays the client's alone: it is pinned."""
    statements = [statement for plan in session.under_way for statement in plan.analysis.statements]
    ends = [verb for statement in statements if (verb := _end(statement)) is not None]
    may_have_committed = TransactionVerb.COMMIT in ends or any(one.tag in _COMMITTING for one in statements)
    transaction = session.transaction
    if transaction.is_open and status == IDLE:
        if _is_rolled_back(session, statements, ends):
            transaction.is_failed = True  # Settings go back.
        elif session.variables.settings is not transaction.settings_before:
            session.pins.add(_UNKNOWN)
    is_alone = len(statements) == 1
    for statement in statements:
        for pin in statement.pins:
            # What fails by itself has prepared nothing, but may hold what it has locked.
            if may_have_committed or (pin in _OUTLIVES_ROLLBACK and not (is_alone and pin == PREPARED_PIN)):
                session.pins.add(pin)
                if pin == PREPARED_PIN:
                    commands.prepared_somehow(session)
        command = statement.command
        if may_have_committed and isinstance(command, SettingCommand) and command.verb is not SettingVerb.SHOW:
            session.pins.add(_UNKNOWN)


def _is_rolled_back(session: Session, statements: Sequence[Statement], ends: Sequence[TransactionVerb]) -> bool:
    """Whether the transaction that was open, and is not any more, has certainly changed nothing."""
    if ends and ends[0] is TransactionVerb.ROLLBACK:
        return True
    plan = session.last_plan
    is_commit = plan is not None and plan.statement is not None and _end(plan.statement) is TransactionVerb.COMMIT
    # COMMIT itself has failed.
    return is_commit and len(statements) <= 1


def _end(statement: Statement) -> TransactionVerb | None:
    command = statement.command
    if isinstance(command, TransactionCommand) and command.verb in _ENDS:
        return command.verb
    return None

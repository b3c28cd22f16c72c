"""The end of an exchange: what it has changed is settled, and its connection goes back. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.session import commands, failed, homes, leases
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.wire.codes import FAILED_TRANSACTION, IDLE

if TYPE_CHECKING:
    from proxy.pool.link import Link
    from proxy.session.session import Session


def done(session: Session, link: Link, status: int) -> None:
    """The server has answered everything and says in which state the transaction is."""
    if not session.outstanding or session.is_ended:
        return
    session.outstanding = False
    session.copy_in = session.copy_ended = False
    if session.saw_error:
        failed.settle(session, status)
        session.under_way.clear()
    elif session.under_way:
        _settle(session, link, status)
        session.under_way.clear()
    session.batch.done()
    session.saw_error = False
    session.ride.done(link)
    transaction = session.transaction
    if status == IDLE:
        if transaction.is_open:
            if transaction.changed:
                session.instance.defined(renews=transaction.changed > 1)
            session.end_transaction(keep_settings=not transaction.is_failed)
            session.context_changed()
        let_go(session, link)
    else:
        was_open = transaction.is_open
        transaction.open(session.variables.settings)
        transaction.is_failed = status == FAILED_TRANSACTION
        session.answered_at = session.clock()
        if not was_open and session.last_plan is not None:
            # BEGIN was one of the statements that have just run.
            if session.last_plan.may_write:
                transaction.wrote.add(link.database)
            transaction.bind(link.database, session.last_plan.text)
            session.context_changed()
    if session.ending is not None or session.next_instance is not None or session.intake.has_more:
        session.take_next()


def let_go(session: Session, link: Link) -> None:
    """The exchange and its transaction are over: the connection goes back, unless something pins it."""
    session.lease = None
    if session.paused is not None:
        session.let_flow()
    if link.holder is not session:
        return
    if leases.keeps(session, link):
        session.pinned[link.database] = link
        return
    if session.pinned:
        leases.unpin(session, link)
    session.batch.hide_prepared(link)
    if not session.ride.makes_lane(link):
        link.release()


def forget(session: Session) -> None:
    """Nothing of the exchange under way will be answered where it was asked."""
    if session.observer is not None:
        session.observer.taken_back()
    session.lease = None
    session.outstanding = False
    session.saw_error = False
    session.under_way.clear()
    session.out.clear()


def _settle(session: Session, link: Link, status: int) -> None:
    for plan in session.under_way:
        for statement in plan.analysis.statements:
            command = statement.command
            if (
                isinstance(command, TransactionCommand)
                and command.verb is TransactionVerb.ROLLBACK
                and session.transaction.is_open
            ):
                session.transaction.is_failed = True  # Settings go back, as after a failure.
            commands.settle(session, plan, statement, link.database)
        if plan.terminates:
            homes.visit(session)
        if plan.ddl:
            session.instance.defined(renews=plan.sets_defaults and status == IDLE)
            if status != IDLE:
                # Others see it when the transaction has ended.
                session.transaction.changed = 2 if plan.sets_defaults else session.transaction.changed or 1

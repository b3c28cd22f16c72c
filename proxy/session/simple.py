"""Simple queries: one query string, its plan, and where it goes. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proxy.errors import FeatureNotSupported, InFailedTransaction, ProxyError
from proxy.pool.link import Link
from proxy.routing.deadline import StillThinking
from proxy.session import (
    commands,
    commit,
    copy_errands,
    elsewhere,
    exchange,
    leases,
    local,
    pondering,
    query_errands,
    several_end,
    study,
)
from proxy.session.in_parts import InParts
from proxy.session.plan import EMPTY, FORWARD, IN_PARTS, LOCAL, REFUSE, SKIP, Plan
from proxy.session.unwanted import UnwantedCopy
from proxy.sql.long import LONG
from proxy.sql.statement import Kind, TransactionCommand, TransactionVerb
from proxy.wire import backend, frontend
from proxy.wire.codes import FAILED_TRANSACTION

if TYPE_CHECKING:
    from proxy.session.session import Session

_FUNCTION_CALL: Final = b"SELECT lo_creat(-1) /* a FunctionCall message */"
"""What stands for such a message where plans are counted."""


def query(session: Session, text: bytes, message: bytes) -> None:
    """Answers, refuses or sends the query string of a Query message."""
    session.query_count += 1
    plan = session.plans.get(text)
    if plan is None:
        if len(text) >= LONG and study.begins(session, text, message, query):
            return
        try:
            plan = session.plan(text)
        except StillThinking as thinking:
            pondering.query(session, thinking, query, text, message)
            return
    action = plan.action
    if session.transaction.is_failed and not plan.ends_failure:
        if session.lease is None or session.lease.status != FAILED_TRANSACTION:
            session.refuse(InFailedTransaction())
            return
    elif action == FORWARD or (plan.is_commit and _only_ends(session)):
        pass
    elif action == LOCAL and plan.statement is not None:
        _local_query(session, plan, text, message)
        return
    elif action == REFUSE and plan.route.refused is not None:
        session.refused_by_rules(plan, plan.route.refused)
        session.refuse(plan.route.refused)
        return
    elif action == SKIP and plan.statement is not None:
        _skip_query(session, plan)
        return
    elif action == IN_PARTS:
        InParts(session, plan).start()
        return
    elif action == EMPTY:
        session.client_write(backend.EMPTY_QUERY_RESPONSE + backend.ready_for_query(session.status))
        return
    _run(session, plan, message)


def _only_ends(session: Session) -> bool:
    """Whether a COMMIT is for the lease alone, which has heard all there is to say."""
    transaction = session.transaction
    return session.lease is not None and session.several is None and not (transaction.is_failed or transaction.owed)


def function_call(session: Session, message: bytes) -> None:
    """Sends a FunctionCall message, which names its function by a number that only one server knows: as large objects
    need it, inside a transaction, where that server is known. It counts as a write without a table."""
    plan = session.plan(_FUNCTION_CALL)
    if not session.transaction.is_open or plan.action != FORWARD:
        session.refuse(
            FeatureNotSupported(
                "onedsn does not forward FunctionCall messages outside of a transaction",
                hint="Call the function in a SELECT statement, or begin a transaction.",
            )
        )
    elif session.transaction.is_failed and (session.lease is None or session.lease.status != FAILED_TRANSACTION):
        session.refuse(InFailedTransaction())
    else:
        _run(session, plan, message)


def _local_query(session: Session, plan: Plan, text: bytes, message: bytes) -> None:
    assert plan.statement is not None
    if session.transaction.owed and commit.query(session, plan, text, message, _local_query):
        return
    if several_end.commits(session, plan.statement.command):
        several_end.Committing(session, plan.statement.command).start()
        return
    try:
        answer = commands.answer(session, plan.statement, text)
    except ProxyError as error:
        session.refuse(error)
        return
    except StillThinking as thinking:
        pondering.query(session, thinking, query, text, message)
        return
    if answer is not None:
        session.client_write(answer.whole() + backend.ready_for_query(session.status))
        return
    command = plan.statement.command
    if (
        isinstance(command, TransactionCommand)
        and command.verb is TransactionVerb.COMMIT
        and session.transaction.is_failed
        and session.lease is not None
        and session.lease.status != FAILED_TRANSACTION
    ):
        # The server never noticed the refusal that failed this transaction; it must not commit the rest.
        message = frontend.query(b"ROLLBACK AND CHAIN" if command.chain else b"ROLLBACK")
    _run(session, plan, message)


def _skip_query(session: Session, plan: Plan) -> None:
    assert plan.statement is not None
    if plan.statement.kind is Kind.COPY_IN:
        session.client_write(UnwantedCopy(session, plan, in_batch=False).response())
        return
    answer = local.skipped(plan.statement.tag, plan.route.skip, copies_out=plan.statement.kind is Kind.COPY_OUT)
    if session.observer is not None:
        session.observer.skipped(plan, answer.tag)
    session.client_write(answer.whole() + backend.ready_for_query(session.status))


def _run(session: Session, plan: Plan, message: bytes) -> None:
    link = session.lease
    if (plan.owed or plan.executes) and not query_errands.may_run(session, plan, message, query):
        return
    if link is None:
        try:
            link = leases.seat(session, plan, message)
        except ProxyError as error:
            session.refuse(error)
            return
        if link is None:
            return
    elif link.settings is not session.variables.settings and leases.is_brought(session, link, plan, message):
        return
    elif session.several is not None or not leases.is_at_home(session, plan, link):
        try:
            link = elsewhere.seat(session, plan, message, link)
        except ProxyError as error:
            session.refuse(error)
            return
        if link is None:
            return
    run_on(session, plan, message, link)


def run_alone(session: Session, plan: Plan, message: bytes) -> None:
    """Runs what has left a lane on a connection of its own."""
    try:
        link = leases.take(session, leases.database_for(session, plan), plan, message)
    except ProxyError as error:
        session.refuse(error)
        return
    if link is not None:
        run_on(session, plan, message, link)


def run_on(session: Session, plan: Plan, message: bytes, link: Link) -> None:
    """Sends the query to the lease, or to the lane whose turn the session has."""
    session.note(plan, link)
    # A server forgets its unnamed statement over a query string.
    link.statements.unnamed = None
    if plan.is_plain or plan.is_commit:
        if plan.falls_back:
            session.asked = message
        link.expect_whole(session.entry)
        if session.out:
            session.out.append(message)
        else:
            link.send(message)
    elif (
        (plan.owed or plan.executes)
        and link.status != FAILED_TRANSACTION
        and _run_errands(session, plan, message, link)
    ):
        return
    else:
        session.batch.run_query(plan, message, link)
    session.outstanding = True
    # A simple query ends a batch that was only flushed, as it does in a server.
    session.batch.is_unsynced = False
    if session.transaction.is_open and session.transaction.bound is None:
        leases.bind(session, plan, link)


def _run_errands(session: Session, plan: Plan, message: bytes, link: Link) -> bool:
    """Begins what the query owes to relations; False where its values ask for nothing."""
    if session.transaction.is_open and session.transaction.bound is None:
        leases.bind(session, plan, link)
    session.batch.is_unsynced = False
    try:
        if plan.statement is not None and plan.owed and plan.owed[0].is_copy:
            return copy_errands.run_copy(session, plan, message, link)
        return query_errands.run_query(session, plan, message, link)
    except ProxyError as error:
        session.refused_by_rules(plan, error, "relation")
        session.refuse(error)
        if not session.transaction.is_open:
            exchange.let_go(session, link)
        return True

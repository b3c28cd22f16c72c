"""A transaction that comes to a statement for another database: taken along whole, spread over both, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import FeatureNotSupported, InFailedTransaction, ProxyError
from proxy.pool.entry import BEGIN, SKIP
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session import leases
from proxy.session.branches import Branches
from proxy.session.drain import Drain
from proxy.session.plan import Plan
from proxy.wire import frontend

if TYPE_CHECKING:
    from proxy.session.session import Session


def seat(session: Session, plan: Plan, message: bytes, link: Link, *, is_busy: bool = False) -> Link | None:
    """The lease for `plan`, which `link` is not, or not alone; None where a connection must be waited for.

    `message` is as for `Session.take`; `is_busy` says that replies are owed on `link`. Raises ProxyError.
    """
    if session.several is None:
        transaction = session.transaction
        if not transaction.is_open or (is_busy and session.instance.two_phase is None):
            raise refusal(session, plan, link)
        if transaction.is_failed:
            raise InFailedTransaction
        if transaction.bound is None and transaction.log and not session.pins and not is_busy:
            session.flush()
            session.lease = None
            transaction.heard.clear()
            roll_back(session, link)
            return leases.take(session, leases.database_for(session, plan), plan, message)
        if session.instance.two_phase is None or not transaction.log:
            raise refusal(session, plan, link)
        session.several = Branches(session, session.instance.two_phase)
    several = session.several
    try:
        return several.seat(plan, message, link, is_busy=is_busy)
    finally:
        several.settle()


def begin_on(session: Session, link: Link, plan: Plan | None, *, for_query: bool) -> None:
    """The transaction under way goes on on `link`, which has the settings it began with: all that was said of it.

    Where that is BEGIN alone, and `plan` follows as it came in a query string or in a batch, the server answers both at
    once: it is ready after each query string, which costs it and the proxy a message, but after a batch only once Sync
    has come.
    """
    transaction = session.transaction
    beginning = None
    if plan is not None and plan.is_plain and link.takes_both_protocols:
        beginning = transaction.take_beginning(link.database)
    if beginning is not None:
        link.expect(BEGIN, for_query)
        session.send(frontend.unsynced(beginning))
    else:
        deferred = transaction.take_deferred(link.database)
        if deferred is not None:
            leases.add_before(session, link, deferred.decode("utf-8", "surrogateescape"))
    # What was SET since is a part of the log.
    link.settings = session.variables.settings
    leases.report_parameters(session, link)


def roll_back(session: Session, link: Link) -> None:
    """What the transaction did on this connection, which is not the lease any more, is undone; nobody hears of it."""
    link.settings = dict(session.transaction.settings_before)
    if leases.keeps(session, link):
        link.expect(SKIP, None, Holder())
        link.send(frontend.query(b"ROLLBACK"))
        session.pinned[link.database] = link
        return
    Drain(link, begun=False, copying=False, pinned=False)


def refusal(session: Session, plan: Plan, link: Link) -> ProxyError:
    """What is said of a statement for another database than the transaction's."""
    wanted = " or ".join(f'"{name}"' for name in plan.route.databases)
    return FeatureNotSupported(
        f'this transaction runs on database "{link.database}", the statement belongs to {wanted}',
        detail=f"The transaction was bound by: {session.transaction.bound_by}",
        hint="End the transaction first, or choose one database for all of it with SET LOCAL onedsn.using.",
    )

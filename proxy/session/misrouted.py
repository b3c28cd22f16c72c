"""A read that a replica cannot answer (25006, 0A000) is said again on the primary, remembered, and reported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.pool.entry import FORWARD, STEP
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session import exchange
from proxy.session.plan import Plan

if TYPE_CHECKING:
    from proxy.session.session import Session

REFUSALS: Final = ("25006", "0A000")
"""What replicas say of writes; and of unlogged tables and of SERIALIZABLE, where nobody knew of them."""


def is_taken_back(session: Session, link: Link, entry: int) -> bool:
    """Whether this error of the statement under way is not for the client: nothing of a reply has left yet, and the
    statement goes where it can run."""
    plan = session.last_plan
    if plan is None or plan.route.fallback in (None, link.database) or session.transaction.is_open or session.pinned:
        return False
    better = remember(session, plan, link)
    if link.has_delivered or entry not in (FORWARD, STEP) or session.batch.is_unsynced:
        return False
    if not session.asked and not session.batch.can_repeat:
        return False
    link.unsay(_Again(session, better, link))
    return True


def remember(session: Session, plan: Plan, link: Link) -> Plan:
    """The plan by which the statement goes to the primary from now on, in this context, until plans are made anew."""
    fallback = plan.route.fallback
    assert fallback is not None
    route = replace(
        plan.route, databases=(fallback,), balanced=False, fallback=None, reason=f"refused by {link.database}"
    )
    better = Plan(plan.text, plan.analysis, route)
    better.calls = plan.calls
    for plans in (session.plans, session.shapes):
        for key in [key for key, known in plans.items() if known is plan]:
            plans[key] = better
    session.instance.misrouted(plan.text, link.database, fallback)
    return better


class _Again(Holder):
    """Hears the end of the reply that nobody hears, and says the statement again."""

    def __init__(self, session: Session, plan: Plan, link: Link) -> None:
        super().__init__()
        self._session = session
        self._plan = plan
        self._link = link

    def exchange_done(self, link: Link, status: int) -> None:
        from proxy.session import simple

        session = self._session
        if session.is_ended:
            return
        message, session.asked = session.asked, b""
        if session.observer is not None:
            session.observer.taken_back()
        session.outstanding = False
        session.saw_error = False
        session.under_way.clear()
        session.out.clear()
        session.ride.done(link)
        exchange.let_go(session, link)
        if message:
            simple.run_alone(session, self._plan, message)
        else:
            session.batch.say_again(self._plan)
        session.flush()

    def server_lost(self, link: Link, error: ProxyError) -> None:
        self._session.server_lost(link, error)

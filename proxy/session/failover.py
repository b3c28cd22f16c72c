"""A read whose database cannot be reached goes to another one that has the same data. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import ConnectionFailure, ProxyError
from proxy.session import leases, simple
from proxy.session.waiting import Query, Waiting

if TYPE_CHECKING:
    from proxy.session.session import Session


def go_elsewhere(session: Session, waiting: Waiting, error: ProxyError) -> bool:
    """Whether what waited for a connection, and got `error`, has another database to go to, and went."""
    plan = waiting.plan
    failed = waiting.pool.name
    fresh = session.instance.freshness.get(failed)
    if plan is None or plan.may_write or fresh is None or not isinstance(error, ConnectionFailure):
        return False
    if session.lease is not None or session.pinned or session.several is not None:
        return False
    # Until the next look at it finds otherwise.
    fresh.is_healthy = False
    if leases.database_for(session, plan) == failed:
        return False
    if isinstance(waiting, Query):
        simple.run_alone(session, plan, waiting.message)
    else:
        session.batch.resume()
    session.flush()
    return True

"""A connection or a lane that was waited for has come, or will not. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.session import bringing, failover, leases
from proxy.session.waiting import Query

if TYPE_CHECKING:
    from proxy.errors import ProxyError
    from proxy.pool.link import Link
    from proxy.session.session import Session


def of_connection(session: Session, link: Link) -> None:
    """The pool has a connection for the statement that waits."""
    waiting = session.waiting
    if session.is_ended or waiting is None:
        link.pool.release(link)
        return
    lacking = bringing.lacking(session, link, waiting.plan)
    if lacking is not None:
        bringing.ForStatement(session, link, waiting, lacking)
        return
    session.waiting = None
    leases.hold(session, link, waiting.plan, for_query=isinstance(waiting, Query))
    waiting.go_on()
    session.flush()
    session.intake.go_on()


def of_lane(session: Session, lane: Link) -> bool:
    """The pool has a new lane: whether the statement that waits takes a turn on it."""
    waiting = session.waiting
    if session.is_ended or waiting is None or not waiting.rides(lane):
        return False
    session.waiting = None
    leases.ride_on(session, lane)
    waiting.go_on()
    session.flush()
    return True


def failed(session: Session, error: ProxyError) -> None:
    """No connection could be had; the statement that waits is refused, the session lives on."""
    waiting, session.waiting = session.waiting, None
    if session.is_ended or waiting is None:
        return
    if session.several is not None and session.lease is None:
        session.several.go_back()
    if not failover.go_elsewhere(session, waiting, error):
        waiting.refuse(error)
    session.intake.go_on()

"""Which server connection a session uses for a plan, and what that connection must hear first. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.pool.entry import SKIP
from proxy.pool.link import Link
from proxy.session import bringing, elsewhere
from proxy.session.movable import MOVES, MOVES_WITHOUT_SNAPSHOT
from proxy.session.plan import Plan
from proxy.session.waiting import Query, WholeBatch
from proxy.sql.statement import PreparedCommand
from proxy.wire import backend, frontend

if TYPE_CHECKING:
    from proxy.session.session import Session


def bind(session: Session, plan: Plan, link: Link) -> None:
    """The transaction stays where this statement runs, unless nothing of it depends on where that is."""
    if plan.moves == MOVES or (plan.moves == MOVES_WITHOUT_SNAPSHOT and not session.transaction.has_snapshot):
        return
    session.transaction.bind(link.database, plan.text)
    session.context_changed()


def database_for(session: Session, plan: Plan) -> str:
    """The database that this plan's route prefers now."""
    known = _prepared_on(session, plan) if plan.executes else None
    if known is not None:
        return known
    if plan.unbound or not plan.route.databases:
        if session.pinned:
            return next(iter(session.pinned))
        choice = session.current_choice
        return session.instance.default if choice is None else choice.database
    return session.instance.choose(plan.route, session.wrote_at, session.pinned)


def is_at_home(session: Session, plan: Plan, link: Link) -> bool:
    """Whether the leased connection may run this plan: a routed read may, wherever the same data is."""
    if plan.executes:
        known = _prepared_on(session, plan)
        if known is not None:
            return link.database == known
    elif plan.only_database == link.database:
        return True
    route = plan.route
    if plan.unbound or not route.databases or link.database in route.databases:
        return True
    if plan.may_write or route.reason.startswith("explicit"):
        return False
    sources = session.instance.sources
    return any(sources[name] == sources[link.database] for name in route.databases)


def _prepared_on(session: Session, plan: Plan) -> str | None:
    """The only database that knows what SQL's EXECUTE names, where SQL has prepared it."""
    if not session.bodies:
        return None
    command = None if plan.statement is None else plan.statement.command
    name = command.name if isinstance(command, PreparedCommand) else plan.executed
    known = session.bodies.get(name or "")
    return None if known is None else known[1]


def seat(session: Session, plan: Plan, message: bytes) -> Link | None:
    """A turn on a lane or a lease for this plan; None where one must be waited for (see `take`)."""
    database = plan.only_database
    if database is None or session.pinned:
        database = database_for(session, plan)
    if plan.rides and session.may_ride and not (session.pinned or session.transaction.is_open):
        pool = session.instance.pool(database)
        if pool.lanes is not None:
            lane = session.ride.board(plan, pool, pool.lanes, message)
            if lane is not None:
                ride_on(session, lane)
                return lane
    return take(session, database, plan, message)


def ride_on(session: Session, lane: Link) -> None:
    """The session has a turn on this lane."""
    session.lease = lane
    if lane.parameters is not session.reported:
        report_parameters(session, lane)


def take(session: Session, database: str, plan: Plan, message: bytes) -> Link | None:
    """The lease of a connection to `database`; None where it must be waited for. Then the session goes on by itself
    with the query `message`, or with the batch, for which `message` is empty."""
    link = session.pinned.get(database)
    if link is None:
        pool = session.instance.pool(database)
        link = pool.acquire_nowait(session.home)
        if link is None:
            session.waiting = Query(session, pool, plan, message) if message else WholeBatch(session, pool, plan)
            pool.wait(session)
            return None
    if is_brought(session, link, plan, message):
        return None
    hold(session, link, plan, for_query=bool(message))
    return link


def is_brought(session: Session, link: Link, plan: Plan | None, message: bytes) -> bool:
    """Whether the connection hears first what it might refuse; then the session waits for it as in `take`."""
    if link.settings is session.variables.settings and not session.transaction.is_open:
        return False
    lacking = bringing.lacking(session, link, plan)
    if lacking is None:
        return False
    if message and plan is not None:
        bringing.ForStatement(session, link, Query(session, link.pool, plan, message), lacking)
    else:
        bringing.ForStatement(session, link, WholeBatch(session, link.pool, plan), lacking)
    return True


def hold(session: Session, link: Link, plan: Plan | None, *, for_query: bool) -> None:
    """The lease is this connection, which has the session's settings; it is brought into the session's transaction.

    `plan` is what runs next, in a query string or in a batch, where that is known.
    """
    link.holder = session
    session.lease = link
    session.ride.leased()
    if session.transaction.is_open:
        elsewhere.begin_on(session, link, plan, for_query=for_query)
    elif link.parameters is not session.reported:
        report_parameters(session, link)


def keeps(session: Session, link: Link) -> bool:
    """Whether the connection stays with the session when its transaction is over."""
    if session.pins:
        return True
    return link.keeps_session if session.session_pooled is None else session.session_pooled


def unpin(session: Session, link: Link) -> None:
    """Nothing pins any more: what is not kept for another reason goes back; `link` is the caller's."""
    kept = {name: other for name, other in session.pinned.items() if other is not link and keeps(session, other)}
    for name, other in session.pinned.items():
        if name not in kept and other is not link:
            other.release()
    session.pinned = kept


def add_before(session: Session, link: Link, text: str | None) -> None:
    """A query string of the proxy's own, whose reply nobody hears."""
    if text is not None:
        link.expect(SKIP)
        session.out.append(frontend.query(text.encode("utf-8", "surrogateescape")))


def report_parameters(session: Session, link: Link) -> None:
    """Another server may report other values; the client is told what changed."""
    if link.parameters is session.reported:
        return
    session.reported = link.parameters
    for name, value in link.parameters.items():
        if session.known.get(name) != value:
            session.known[name] = value
            session.client_write(backend.parameter_status(name, value))

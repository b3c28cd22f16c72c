"""What a session does when something ends early: its client, its server, or the statement under way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from proxy.errors import FatalError, ProtocolViolation, ProxyError
from proxy.pool.entry import SKIP, SKIP_STEP
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session import exchange
from proxy.session.drain import Drain
from proxy.wire import backend

if TYPE_CHECKING:
    from proxy.session.instance import Instance
    from proxy.session.session import Session


def leave(session: Session) -> None:
    """The client is gone: its turn on a lane is nobody's, connections that it held are cleaned and given back."""
    home, session.home = session.home, None
    if home is not None:
        home.pool.moved_out(home)
    stop_waiting(session)
    if session.greeting is not None:
        unfinished = session.greeting.abandon()
        session.greeting = None
        if unfinished is not None:
            Drain(unfinished, begun=True, copying=False, pinned=False)
    lease, session.lease = session.lease, None
    links = set(session.pinned.values())
    session.pinned.clear()
    if session.several is not None:
        links.update(session.several.drop())
    if lease is not None and lease.group is not None:
        lease.group.lanes.leave(lease, session)
    elif lease is not None:
        links.add(lease)
    for link in links:
        if session.transaction.is_open:
            # Its rollback takes them back.
            link.settings = dict(session.transaction.settings_before)
        if link is lease and session.batch.is_unsynced:
            link.pool.discard(link)
            continue
        if "temporary table" in session.pins:
            # DISCARD leaves an empty schema behind, which the next session could tell from none.
            link.retired = True
        Drain(link, begun=link is lease and session.outstanding, copying=session.copy_in, pinned=bool(session.pins))


def terminate(session: Session) -> None:
    """The client has said its last word: the session ends, after the replies that are still owed."""
    link = session.lease
    if session.copy_in and session.copy_ended:
        session.copy_in = False
        session.intake.put_back()
    elif session.copy_in:
        session.fail(ProtocolViolation("unexpected EOF on client connection with an open transaction"))
    elif session.batch.is_unsynced and link is not None:
        # Should its last statement turn out to be a COPY, there is no more of its data.
        session.intake.put_back()
        session.batch.break_off(link)
    else:
        session.client.close()
        session.client_lost()


class Unheard(Holder):
    """The end of a batch that the client has left without a Sync: it hears nothing of it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.known = session.known
        self._session = session

    def exchange_done(self, link: Link, status: int) -> None:
        self._session.exchange_done(link, status)


def stop_waiting(session: Session) -> None:
    waiting, session.waiting = session.waiting, None
    if waiting is not None:
        waiting.stop()


def clean_pinned(session: Session) -> None:
    """Nothing pins any more: the connections get rid of what did and go back."""
    for link in session.pinned.values():
        Drain(link, begun=False, copying=False, pinned=True)
    session.pinned.clear()


def has_pools_in(session: Session, instance: Instance) -> bool:
    """Whether what pins the session to its connections can go on under these rules."""
    return all(instance.pools.get(name) is link.pool for name, link in session.pinned.items())


def leave_old_pools(session: Session) -> None:
    """Connections that the session keeps, and that the rules have no more, go."""
    pools = session.instance.pools
    for name, link in list(session.pinned.items()):
        if pools.get(name) is not link.pool:
            del session.pinned[name]
            Drain(link, begun=False, copying=False, pinned=True)


def end_if_idle_in_transaction(session: Session, longest: float) -> None:
    """See `Session`."""
    if session.outstanding or session.waiting is not None or session.lease is None:
        return
    if session.transaction.is_open and session.clock() - session.answered_at > longest:
        session.fail(FatalError("terminating connection due to idle-in-transaction timeout", sqlstate="25P03"))


def cancel(session: Session) -> None:
    """Cancels what the session runs now, and nothing else: a late cancel must not meet the next one's statement."""
    error = ProxyError("canceling statement due to user request", sqlstate="57014")
    if session.waiting is not None:
        session.waiting.cancelled(error)
        return
    link = session.lease
    if link is None or not session.outstanding:
        return
    if link.group is not None:
        # No statement of another session may be hit: those behind it leave before the server hears of the cancel.
        if not link.group.lanes.is_next(link, session):
            link.group.lanes.leave(link, session)
            exchange.forget(session)
            session.batch.done()
            session.refuse(error)
            session.intake.go_on()
            return
        link.group.lanes.clear_behind(link)
    link.cancel()


def failed(session: Session, link: Link, entry: int, fields: Mapping[str, str]) -> None:
    """A statement under way has failed: what the proxy believed of the connection may be wrong."""
    code = fields.get("C", "")
    if code == "26000" or fields.get("R") == "RevalidateCachedQuery":
        # A prepared statement that the server dropped, or whose result has changed under it.
        session.instance.preparations.forget()
        link.statements.outdate_all()
    if entry not in (SKIP, SKIP_STEP):
        return
    link.retired = True
    link.settings = {}
    if entry == SKIP and fields.get("V") != "FATAL":
        session.client_write(backend.error_response(backend.error_of(fields)))


def server_lost(session: Session, link: Link, error: ProxyError) -> None:
    """The connection under this session is gone; only what ran on it is."""
    session.pinned = {name: other for name, other in session.pinned.items() if other is not link}
    if session.several is not None and session.several.loses(link):
        _end_with(session, link, error)
        return
    was_leased = link is session.lease
    if was_leased:
        session.lease = None
    if session.pins:
        # What was pinned cannot be made again: the client must know, as it would on a direct connection.
        _end_with(session, link, error)
        return
    if not was_leased:
        return
    begun = session.outstanding
    exchange.forget(session)
    session.copy_in = False
    was_open = session.transaction.is_open
    session.end_transaction(keep_settings=False)
    if begun or was_open:
        _end_with(session, link, error)


def _end_with(session: Session, link: Link, error: ProxyError) -> None:
    if link.said_why or link.is_within_row_of(session):
        session.client.close()
        session.client_lost()
        return
    session.fail(FatalError(error.message, detail=error.detail, hint=error.hint, sqlstate=error.code))

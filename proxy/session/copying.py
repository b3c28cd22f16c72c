"""The client's messages while a server takes its data to copy. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import ProtocolViolation, ProxyError
from proxy.pool.link import Link
from proxy.session.waiting import Waiting
from proxy.sql.statement import Kind
from proxy.wire.codes import COPY_DATA, COPY_DONE, COPY_FAIL, FLUSH, SYNC

if TYPE_CHECKING:
    from proxy.session.session import Session


def take(session: Session, code: int, message: bytes) -> None:
    """Raises ProtocolViolation (08P01) for what is no part of a COPY before the data have ended."""
    if code not in (COPY_DATA, COPY_DONE, COPY_FAIL, SYNC, FLUSH):
        if session.copy_ended:
            # What comes behind the data is no part of the COPY.
            session.copy_in = False
            session.intake.put_back()
            return
        raise ProtocolViolation(f"unexpected message type {code} during COPY from stdin")
    if code in (COPY_DONE, COPY_FAIL):
        session.copy_ended = True
        session.copied = session.query_count
    if session.unwanted is not None:
        session.unwanted.message(code, message)
        return
    if session.copy_check is not None:
        session.copy_check.take(code, message)
        return
    session.out.append(message)
    if code in (COPY_DONE, COPY_FAIL) and session.batch.is_unsynced:
        # Without the Sync that a server in COPY mode reads over: the next one ends the batch.
        session.copy_in = False


def ahead(session: Session, code: int, message: bytes) -> None:
    """Data that the client sends behind the Execute of a COPY without waiting to be asked for it: it is taken when the
    server asks. Of any other statement it is dropped, as a server does."""
    session.batch.sent_ahead()
    if session.copy_in:
        take(session, code, message)
        return
    if not session.is_blocked():
        link = session.lease
        if link is None or not _is_awaited(session, link):
            return
        session.waiting = Asked(session, link)
    session.intake.put_back()


def _is_awaited(session: Session, link: Link) -> bool:
    """Whether the last statement is a COPY that the server has said nothing about yet."""
    plan = session.last_plan
    if plan is None or plan.statement is None or plan.statement.kind is not Kind.COPY_IN:
        return False
    is_new = session.copied != session.query_count and not session.saw_error
    return is_new and session.batch.is_unsynced and bool(link.queue)


class Asked(Waiting):
    """Until the server asks for the data of a COPY, or has refused it."""

    def __init__(self, session: Session, link: Link) -> None:
        super().__init__(session, link.pool)
        self._link = link

    def over(self) -> None:
        """It has."""
        self.session.waiting = None
        self.session.intake.go_on()

    def stop(self) -> None:
        """The connection is the session's already."""

    def cancelled(self, error: ProxyError) -> None:
        self._link.cancel()

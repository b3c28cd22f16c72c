"""The client's messages while a server takes its data to copy. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.errors import ProtocolViolation
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

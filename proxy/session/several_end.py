"""COMMIT and ROLLBACK of a transaction over several databases, and what the client hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mypy_extensions import mypyc_attr

from proxy.errors import FeatureNotSupported
from proxy.session import leases
from proxy.session.drain import Drain
from proxy.session.elsewhere import roll_back
from proxy.session.waiting import Waiting
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.transactions.branch import Branch
from proxy.transactions.coordinator import Ending
from proxy.wire import backend
from proxy.wire.codes import IDLE

if TYPE_CHECKING:
    from proxy.session.session import Session


def ends(session: Session, command: object) -> bool:
    """Whether this is the end of such a transaction."""
    return (
        session.several is not None
        and isinstance(command, TransactionCommand)
        and command.verb in (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK)
    )


def commits(session: Session, command: object) -> bool:
    """Whether all its databases must be asked; else the others roll back now, and the lease goes on alone."""
    if not ends(session, command) or session.several is None:
        return False
    assert isinstance(command, TransactionCommand)
    if command.verb is TransactionVerb.COMMIT and not session.transaction.is_failed:
        return True
    for link in session.several.drop():
        roll_back(session, link)
    return False


# For what waits seldom, and is not compiled.
@mypyc_attr(allow_interpreted_subclasses=True)
class Committing(Waiting):
    """The session waits for all databases. A cancel does not reach what has been decided."""

    can_stop = False

    def __init__(self, session: Session, command: object) -> None:
        assert session.lease is not None
        super().__init__(session, session.lease.pool)
        self._chain = isinstance(command, TransactionCommand) and command.chain

    def start(self) -> None:
        session = self.session
        several, lease, two_phase = session.several, session.lease, session.instance.two_phase
        assert several is not None
        assert lease is not None
        assert two_phase is not None
        session.flush()
        branches = several.commit(lease)
        session.waiting = self
        two_phase.commit(branches, self.ended)

    def ended(self, branches: Sequence[Branch], ending: Ending) -> None:
        """It is over; the client may have left meanwhile."""
        session = self.session
        if session.waiting is self:
            session.waiting = None
        if ending.is_committed and self._chain:
            session.transaction.chain(session.variables.settings, None)
        else:
            session.end_transaction(keep_settings=ending.is_committed)
        for branch in branches:
            _give_back(session, branch)
        session.context_changed()
        if session.is_ended:
            return
        self.tell(ending)
        session.take_next()

    def tell(self, ending: Ending) -> None:
        """To a simple query."""
        if ending.error is not None:
            said = backend.error_response(ending.error)
        else:
            said = warning(ending) + backend.command_complete("COMMIT")
        self.session.client_write(said + backend.ready_for_query(self.session.status))


class CommittingBatch(Committing):
    """The same for COMMIT by the extended protocol."""

    def tell(self, ending: Ending) -> None:
        self.session.batch.answered(warning(ending), "COMMIT", ending.error)


def warning(ending: Ending) -> bytes:
    """What a COMMIT that recovery completes says before its tag."""
    if ending.warning is None:
        return b""
    return backend.notice_response(ending.warning, severity="WARNING", sqlstate="01000")


def busy_batch(tag: str) -> FeatureNotSupported:
    return FeatureNotSupported(
        f"{tag} over several databases cannot share a batch of messages with other statements",
        hint="Send Sync before it.",
    )


def _give_back(session: Session, branch: Branch) -> None:
    link = branch.link
    if branch.is_lost or link.is_closed:
        session.pinned.pop(branch.database, None)
        return
    link.settings = session.variables.settings
    if link.status != IDLE:
        session.pinned.pop(branch.database, None)
        link.pool.discard(link)
    elif not leases.keeps(session, link):
        link.release()
    elif session.is_ended:
        Drain(link, begun=False, copying=False, pinned=True)
    else:
        link.holder = session
        session.pinned[branch.database] = link

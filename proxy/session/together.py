"""A statement in autocommit whose relations reach other databases, where transactions may span several: it becomes a
transaction of its own over all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from proxy.pool.link import Link
from proxy.session.aside import Aside, close_transaction
from proxy.session.elsewhere import roll_back
from proxy.session.several_end import Committing, warning
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.transactions.branch import Branch
from proxy.transactions.coordinator import Ending
from proxy.wire import backend
from proxy.wire.codes import FAILED_TRANSACTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proxy.session.session import Session

_BEGIN = TransactionCommand(TransactionVerb.BEGIN)


def may_begin(session: Session) -> bool:
    """Whether a statement that the client has not put into a transaction may become one over several databases."""
    return session.instance.two_phase is not None and not session.transaction.is_open


def begin(session: Session, link: Link, text: str) -> None:
    """What the proxy has begun on `link` is a transaction that other databases can join."""
    transaction, variables = session.transaction, session.variables
    transaction.begin(b"BEGIN", _BEGIN, variables.settings, False, variables.isolation_by_default)
    transaction.heard = {link.database: 1}
    transaction.wrote.add(link.database)
    transaction.bind(link.database, text)
    session.context_changed()


def has_joined(session: Session) -> bool:
    return session.several is not None and bool(session.several.parked)


def close(session: Session, link: Link, *, commit: bool, held: Callable[[], bytes]) -> None:
    """Ends the transaction that the proxy has opened, on every database that has joined it; `held` is what the client
    hears before it is ready."""
    if not has_joined(session):
        session.several = None  # Whoever was to join did not.
        close_transaction(session, link, commit=commit, held=held)
    elif commit:
        CommittingAlone(session, held).start()
    else:
        assert session.several is not None
        for other in session.several.drop():
            roll_back(session, other)
        close_transaction(session, link, commit=False, held=held)


class CommittingAlone(Committing):
    """The end of such a transaction."""

    def __init__(self, session: Session, held: Callable[[], bytes]) -> None:
        super().__init__(session, _BEGIN)
        self._held = held

    def ended(self, branches: Sequence[Branch], ending: Ending) -> None:
        self.session.under_way.clear()
        self.session.batch.done()
        super().ended(branches, ending)

    def tell(self, ending: Ending) -> None:
        said = warning(ending) + self._held() if ending.error is None else backend.error_response(ending.error)
        self.session.client_write(said + backend.ready_for_query(self.session.status))


class Ended(Aside):
    """The last replies of a batch, which the client hears; then its transaction ends everywhere."""

    def __init__(self, session: Session, link: Link, *, commit: bool) -> None:
        super().__init__(session, lambda _, status: self._close(status))
        self._link = link
        self._commit = commit

    def _close(self, status: int) -> None:
        session = self.session
        commit = self._commit and status != FAILED_TRANSACTION and not session.saw_error
        session.outstanding = False
        close(session, self._link, commit=commit, held=bytes)
        session.flush()

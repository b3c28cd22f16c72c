"""Work on other databases that waits for the client's COMMIT: done then, before its own transaction is committed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.pool.link import Link
from proxy.relations.questions import Question
from proxy.relations.steps import Ask, Run, Steps
from proxy.session.aside import close_transaction
from proxy.session.elsewhere import roll_back
from proxy.session.plan import Plan
from proxy.session.query_errands import QueryErrands
from proxy.sql.statement import TransactionCommand, TransactionVerb
from proxy.wire import backend

if TYPE_CHECKING:
    from proxy.session.session import Session

    Again = Callable[[Session, Plan, bytes, bytes], None]


def is_commit(plan: Plan) -> bool:
    """Whether it is a COMMIT, and nothing else."""
    command = None if plan.statement is None else plan.statement.command
    return isinstance(command, TransactionCommand) and command.verb is TransactionVerb.COMMIT


def pending_work(session: Session) -> Steps | None:
    """The steps of a COMMIT; None where it may be sent as it is."""
    transaction = session.transaction
    if not transaction.owed or transaction.is_failed:
        return None
    questions = tuple(question for _, question in transaction.owed)
    transaction.owed.clear()
    return _steps(questions)


def _steps(questions: tuple[Question, ...]) -> Steps:
    yield Ask(questions)
    yield Run(is_last=True)


class CommitErrands(QueryErrands):
    """Of a COMMIT that was sent as a simple query."""

    def __init__(self, session: Session, link: Link, message: bytes, commit: Callable[[], None]) -> None:
        super().__init__(session, link, message, opens=False)
        self._commit = commit

    def run(self, step: Run) -> None:
        """Nothing stands in its way any more."""
        self.session.waiting = None
        self._commit()

    def failed(self, error: ProxyError) -> None:
        """A commit that fails ends the transaction."""
        session = self.session
        session.client_write(backend.error_response(error))
        session.transaction.is_failed = True
        if session.several is not None:
            for link in session.several.drop():
                roll_back(session, link)
        close_transaction(session, self.link, commit=False, held=bytes)


def query(session: Session, plan: Plan, text: bytes, message: bytes, again: Again) -> bool:
    """Begins what a COMMIT must do first; False where there is nothing. Then it is said `again`."""
    if session.lease is None or not is_commit(plan):
        return False
    steps = pending_work(session)
    if steps is None:
        return False
    errands = CommitErrands(session, session.lease, message, lambda: again(session, plan, text, message))
    errands.own = plan
    errands.carry_out(steps)
    return True

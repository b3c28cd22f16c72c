"""What the statements of an extended batch owe to their relations, from Bind to the end of the batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.pool.link import Link
from proxy.relations.copy_check import CopyCheck
from proxy.relations.errand import Errand, Parameters, errand, parameters_read
from proxy.relations.owed import Owed
from proxy.relations.parameters import lacks_types, read_parameters
from proxy.session import together
from proxy.session.batch_errands import BatchErrands
from proxy.session.commit import pending_work
from proxy.session.copy_errands import BatchCopyErrands
from proxy.session.executed import Executed, executed, owed_now
from proxy.session.plan import Plan
from proxy.session.prepared import ClientStatement
from proxy.wire import frontend
from proxy.wire.codes import BIND, DESCRIBE, EXECUTE, FAILED_TRANSACTION

if TYPE_CHECKING:
    from proxy.session.extended import Batch
    from proxy.session.outgoing import Outgoing
    from proxy.session.session import Session

_MOST_AHEAD: Final = 5000
"""Executions of one statement that are asked for together."""
Messages = Sequence[tuple[int, bytes]]


class Suspended(Exception):
    """The batch stops at this message until its errands are done."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A portal of a statement that owes something; `body` is that of its Bind. `executed`: it is SQL's EXECUTE."""

    owed: Owed
    text: str
    statement: ClientStatement
    body: bytes
    executed: Executed | None = None


_NO_PARAMETERS: Final = ClientStatement(b"", b"\0\0", None)


class BatchRelations:
    """Kept by a batch for the statements of it that owe something."""

    def __init__(self, session: Session, batch: Batch) -> None:
        # For the life of the session
        self.session = session
        self.batch = batch
        # For the transaction
        self._bound: dict[bytes, Bound] = {}
        # Since the last Sync
        self.is_opened = False
        """The proxy has opened a transaction for the batch, and will end it."""
        self.is_spoiled = False
        self.settled = 0
        """So many of the next executions have nothing left to ask."""

    def bound(self, portal: bytes, statement: ClientStatement, plan: Plan, body: bytes) -> None:
        """A Bind of a statement that owes something. Raises what refuses its values before any database sees them."""
        self._bound.pop(portal, None)
        if plan.executes:
            found = self._executed(statement, plan, body)
            if found is not None:
                self._bound[portal] = found
            return
        owed = owed_now(self.session, plan)[0]
        self._bound[portal] = Bound(owed, _text(statement), statement, body)
        if owed.is_copy:
            CopyCheck(owed, _text(statement))
            return
        self._judge(self._bound[portal])

    def _executed(self, statement: ClientStatement, plan: Plan, body: bytes) -> Bound | None:
        """What SQL's EXECUTE is about to do. Raises what refuses its values."""
        found = executed(self.session, plan)
        if found is None:
            return None
        if not statement.of_sql:
            found.judge()
            return Bound(found.owed, found.body, _NO_PARAMETERS, body, found)
        # The client binds by the protocol what SQL has prepared.
        bound = Bound(found.owed, found.body, ClientStatement(found.body.encode(), b"\0\0", None), body)
        self._judge(bound)
        return bound

    def _judge(self, bound: Bound) -> None:
        bind, statement = frontend.parse_bind(bound.body), bound.statement
        numbers = parameters_read(bound.owed, bound.text)
        if not lacks_types(bind, statement.types(), numbers):
            found = errand(bound.owed, bound.text, [read_parameters(bind, statement.types(), numbers)])
            if found is not None:
                found.steps.close()

    def begin(
        self, portal: bytes, statement: ClientStatement, plan: Plan, link: Link, execute: bytes, rest: Messages
    ) -> bool:
        """Begins the errands of one Execute; False where there are none. `rest` are the messages behind it."""
        if self.settled:
            self.settled -= 1
            return False
        bound = self._bound.get(portal)
        if bound is None or link.status == FAILED_TRANSACTION or link.is_discarding:
            return False
        opens = not self.session.transaction.is_open and not self.is_opened
        bind = frontend.parse_bind(bound.body)
        if bound.executed is not None:
            bind = frontend.Bind(b"", b"", (), (), bind.result_formats)
            errands = BatchErrands(self, link, bound.statement, bind, execute, opens=opens)
            errands.own = plan
            errands.begin(Errand(bound.executed.steps(link), is_before_only=False, is_atomic=True), 1)
            return True
        owed, text, meant = bound.owed, bound.text, bound.statement
        if owed.is_copy:
            return self._begin_copy(bound, bind, plan, link, execute, rest)
        numbers = parameters_read(owed, text)
        if lacks_types(bind, meant.types(), numbers):
            BatchErrands(self, link, meant, bind, execute, opens=opens).learn_types()
            return True
        values = read_parameters(bind, meant.types(), numbers)
        work = errand(owed, text, [values])
        if work is None:
            return False
        count = 1
        if work.is_before_only:
            several = self._ahead(statement, numbers, values, rest)
            together = _together(owed, text, several)
            if together is not None:
                work.steps.close()
                work, count = together, len(several)
        errands = BatchErrands(self, link, meant, bind, execute, opens=opens and work.is_atomic)
        errands.own = plan
        errands.begin(work, count)
        return True

    def _begin_copy(
        self, bound: Bound, bind: frontend.Bind, plan: Plan, link: Link, execute: bytes, rest: Messages
    ) -> bool:
        check = CopyCheck(bound.owed, bound.text)
        if not check.is_needed:
            return False
        if rest:
            raise FeatureNotSupported(
                "COPY into a table whose relations are to be kept must be the last statement of its batch of messages",
                hint="Send Sync behind it.",
            )
        opens = check.is_atomic and not self.session.transaction.is_open and not self.is_opened
        errands = BatchCopyErrands(self, link, bound.statement, bind, execute, opens=opens)
        errands.own = plan
        errands.begin_copy(check)
        return True

    def begin_commit(self, link: Link, statement: ClientStatement, execute: bytes) -> bool:
        """Before COMMIT is executed: the work on other databases that waits for it; False where there is none."""
        steps = pending_work(self.session)
        if steps is None:
            return False
        bind = frontend.Bind(b"", b"", (), (), ())
        errands = BatchErrands(self, link, statement, bind, execute, opens=False)
        errands.is_commit = True
        errands.carry_out(steps)
        return True

    def close(self, link: Link, out: Outgoing) -> None:
        """Ends the transaction that was opened for the batch, behind what it has still to say."""
        session, commit, is_owed = self.session, not self.is_spoiled, out.has_sent or bool(link.queue)
        self.forget()
        if is_owed and together.has_joined(session):
            session.outstanding = True
            out.finish_unheard(link, together.Ended(session, link, commit=commit))
            return
        if is_owed:
            out.finish_unheard(link)
        together.close(session, link, commit=commit, held=bytes)

    def forget(self) -> None:
        """ReadyForQuery has come, or comes next."""
        self.is_opened = self.is_spoiled = False
        self.settled = 0

    def transaction_over(self) -> None:
        self._bound.clear()

    def _ahead(
        self, statement: ClientStatement, numbers: frozenset[int], first: Parameters, rest: Messages
    ) -> list[Parameters]:
        """The values of the executions of the same statement that follow at once."""
        found = [first]
        waiting: Parameters | None = None
        for code, body in rest:
            if code == BIND and waiting is None:
                bind = frontend.parse_bind(body)
                if self.session.statements.get(bind.statement) is not statement:
                    break
                if lacks_types(bind, statement.types(), numbers):
                    break
                waiting = read_parameters(bind, statement.types(), numbers)
            elif code == EXECUTE and waiting is not None:
                found.append(waiting)
                waiting = None
            elif code != DESCRIBE:
                break
            if len(found) >= _MOST_AHEAD:
                break
        return found


def _together(owed: Owed, text: str, several: list[Parameters]) -> Errand | None:
    """All executions as one errand; None where one of them is refused: then each is told for itself, in its turn."""
    if len(several) == 1:
        return None
    try:
        return errand(owed, text, several)
    except ProxyError:
        return None


def _text(statement: ClientStatement) -> str:
    return statement.text.decode("utf-8", "surrogateescape")

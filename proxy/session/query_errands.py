"""What a simple query owes to its relations: it is run between the questions, and the client hears what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.pool.entry import FORWARD
from proxy.pool.link import Link
from proxy.relations.errand import Errand, errand
from proxy.relations.steps import Ran, Run, Steps
from proxy.routing.deadline import StillThinking
from proxy.session import pondering, together
from proxy.session.aside import Aside, Relay, close_transaction
from proxy.session.errands import Errands
from proxy.session.executed import executed, owed_now
from proxy.session.plan import Plan
from proxy.sql.statement import Kind
from proxy.wire import backend, frontend
from proxy.wire.codes import FAILED_TRANSACTION, IDLE

if TYPE_CHECKING:
    from proxy.session.session import Session


class QueryErrands(Errands):
    """Of a simple query."""

    def __init__(self, session: Session, link: Link, message: bytes, *, opens: bool) -> None:
        super().__init__(session, link, opens=opens)
        self._message_of_client = message
        self._held = b""

    def run(self, step: Run) -> None:
        session, link = self.session, self.link
        message = self._message_of_client
        if step.text is not None:
            message = frontend.query(step.text.encode("utf-8", "surrogateescape"))
        if step.is_last and not self.opens:
            session.waiting = None
            session.outstanding = True
            link.expect(FORWARD, None, session)
            session.send(message)
            return
        self.send_beginning()
        if self._held:
            # Of a query string with several statements: the client hears of each before the next one's rows.
            session.client_write(self._held)
            self._held = b""
        relay = Relay(session, self._ran, step)
        self._waits_here = session.outstanding = True
        link.expect(FORWARD, None, relay)
        session.send(message)
        if step.is_last and not together.has_joined(session):
            # Where the statement fails, so does the commit: it rolls back.
            close_transaction(session, link, commit=True, held=lambda: relay.held)

    def _ran(self, relay: Aside, status: int) -> None:
        assert isinstance(relay, Relay)
        self._waits_here = self.session.outstanding = False
        if relay.failure is not None:
            self._end(commit=False)
            self.session.flush()
            return
        self._held += relay.held
        self.step(Ran(relay.count, tuple(relay.returned)))

    def finished(self) -> None:
        self._end(commit=True)

    def failed(self, error: ProxyError) -> None:
        session = self.session
        session.saw_error = True
        session.client_write(backend.error_response(error))
        session.instance.count_refusal("relation")
        self._end(commit=False)

    def voided(self) -> None:
        self._end(commit=False)

    def _end(self, *, commit: bool) -> None:
        session = self.session
        session.waiting = None
        held = self._held if commit else b""
        if self.is_opened:
            together.close(session, self.link, commit=commit, held=lambda: held)
            return
        status = self.link.status
        if not commit and status != IDLE:
            # The server may not have noticed what the proxy refused.
            status = FAILED_TRANSACTION
        session.client_write(held + backend.ready_for_query(status))
        session.outstanding = True
        session.exchange_done(self.link, status)


def may_run(session: Session, plan: Plan, message: bytes, again: pondering.Again) -> bool:
    """False where a relation refuses the literals of a simple query, and the client is told; also where a router in
    Python must be waited for, and it is said `again` then."""
    try:
        judge_query(session, plan, message[5:-1])
        called = session.executed = executed(session, plan)
        if called is not None:
            called.judge()
    except StillThinking as thinking:
        pondering.query(session, thinking, again, message[5:-1], message)
        return False
    except ProxyError as error:
        session.refused_by_rules(plan, error, "relation")
        session.refuse(error)
        return False
    return True


def judge_query(session: Session, plan: Plan, text: bytes) -> None:
    """Raises what a relation says to the literals of a query string, before any database hears of it."""
    decoded = text.decode("utf-8", "surrogateescape")
    for owed in owed_now(session, plan):
        if not owed.is_copy:
            found = errand(owed, _part(plan, decoded, owed.statement.start, owed.statement.end))
            if found is not None:
                found.steps.close()


def run_query(session: Session, plan: Plan, message: bytes, link: Link) -> bool:
    """Begins the errands of a simple query; False where its values ask for nothing. Raises what refuses them."""
    # Not looked at anew: a router in Python would be asked again, and perhaps waited for.
    called, session.executed = session.executed, None
    if plan.executes and called is not None:
        errands = QueryErrands(session, link, message, opens=not session.transaction.is_open)
        errands.own = plan
        steps = called.steps(link)
        session.batch.show_to(plan, link)
        errands.carry_out(steps)
        return True
    text = message[5:-1].decode("utf-8", "surrogateescape")
    is_single = plan.statement is not None
    if any(owed.is_copy for owed in plan.owed):
        raise _not_together("COPY")
    works = [
        errand(owed, _part(plan, text, owed.statement.start, owed.statement.end)) for owed in owed_now(session, plan)
    ]
    if not any(works):
        return False
    in_transaction = session.transaction.is_open
    if is_single:
        work = works[0]
        assert work is not None
        errands = QueryErrands(session, link, message, opens=work.is_atomic and not in_transaction)
        errands.own = plan
        errands.carry_out(work.steps)
        return True
    parts = _parts(session, plan, text)
    errands = QueryErrands(session, link, message, opens=not in_transaction)
    errands.own = plan
    errands.carry_out(_one_by_one(parts))
    return True


def _part(plan: Plan, text: str, start: int, end: int) -> str:
    """The text of one statement. The plan may be that of another text of its shape: then it is the only one."""
    return text if plan.statement is not None else text[start:end]


def _parts(session: Session, plan: Plan, text: str) -> list[tuple[str, Errand | None]]:
    owed = {id(one.statement): one for one in owed_now(session, plan)}
    parts: list[tuple[str, Errand | None]] = []
    for statement in plan.analysis.statements:
        if statement.kind is Kind.EMPTY:
            continue
        if statement.kind in (Kind.TRANSACTION, Kind.COPY_IN, Kind.COPY_OUT):
            raise _not_together(statement.tag)
        part = text[statement.start : statement.end]
        one = owed.get(id(statement))
        parts.append((part, None if one is None else errand(one, part)))
    return parts


def _not_together(tag: str) -> ProxyError:
    return FeatureNotSupported(
        f"{tag} cannot be sent in one query string with a statement whose relations are to be kept",
        hint="Send the statements one by one.",
    )


def _one_by_one(parts: Sequence[tuple[str, Errand | None]]) -> Steps:
    """The statements of a query string one after the other, each with its steps."""
    for text, work in parts:
        if work is None:
            yield Run(text)
            continue
        answer: object = None
        while True:
            try:
                request = work.steps.send(answer)
            except StopIteration:
                break
            if isinstance(request, Run):
                request = replace(request, text=request.text or text, is_last=False)
            answer = yield request

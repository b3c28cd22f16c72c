"""Carries out what a statement owes to its relations: puts the questions where they belong, in their order.

The session takes no messages meanwhile. Everything asked of the statement's own database goes through the session's
own connection, in the transaction of the statement; one that the client has not opened is opened for it, and ended
with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.pool.entry import FORWARD
from proxy.pool.link import Link
from proxy.relations.questions import MARK, Question
from proxy.relations.steps import Answers, Ask, Run, Steps
from proxy.relations.violations import MISSING, end_missing
from proxy.session import together
from proxy.session.aside import Aside
from proxy.session.joining import Joining, catch_up, may_join
from proxy.session.plan import Plan
from proxy.session.waiting import Waiting
from proxy.wire import frontend

if TYPE_CHECKING:
    from proxy.session.session import Session

BEGIN: Final = MARK.encode() + b" BEGIN"
NAME: Final = b"onedsn_relation"
"""Of the proxy's own statements and portals: a client may have its unnamed ones open."""


def exchange(
    text: bytes, values: Sequence[bytes | None] = (), formats: Sequence[int] = (), types: Sequence[int] = ()
) -> bytes:
    """One statement of the proxy's own, without Sync."""
    return (
        parsed(text, types)
        + frontend.bind(NAME, NAME, values, formats)
        + frontend.execute(NAME)
        + frontend.close(b"P", NAME)
        + frontend.close(b"S", NAME)
    )


def parsed(text: bytes, types: Sequence[int] = ()) -> bytes:
    """Its Parse. One before it that has failed was not closed."""
    return frontend.close(b"S", NAME) + frontend.parse(NAME, text, types)


class Errands(Waiting):
    """The steps of one statement under way. Subclasses know how the client speaks."""

    def __init__(self, session: Session, link: Link, *, opens: bool) -> None:
        super().__init__(session, link.pool)
        # For the length of the statement
        self.link = link
        self.opens = opens
        """A transaction is to be opened for it, with the first thing that is sent."""
        self.is_opened = False
        # For the step under way
        self._steps: Steps | None = None
        self._expected = 0
        self._waits_here = False
        self._waits_parked: list[Link] = []
        self._waits_elsewhere = False
        self._here: list[int] = []
        self._away: list[int] = []
        self._answers: Answers = []
        self._asked: tuple[Question, ...] = ()
        self._error: ProxyError | None = None
        self._give_up: Callable[[], None] = _nothing
        self.own: Plan | None = None

    # ---- steps

    def carry_out(self, steps: Steps) -> None:
        """Begins with the first step."""
        self._steps = steps
        self.session.waiting = self
        self.step(None)

    def step(self, answer: object) -> None:
        """Goes on with the answer to the last step."""
        steps = self._steps
        assert steps is not None
        try:
            request = steps.send(answer)
        except StopIteration:
            self.finished()
        except ProxyError as error:
            self.failed(error)
        else:
            if isinstance(request, Ask):
                self._ask(request.questions)
            elif isinstance(request, Run):
                self.run(request)
            else:
                self.later(request.questions)
        self.session.flush()

    def run(self, step: Run) -> None:
        """Runs the client's statement, and goes on with `ran`."""
        raise NotImplementedError

    def finished(self) -> None:
        """All steps are done."""
        raise NotImplementedError

    def failed(self, error: ProxyError) -> None:
        """The statement is refused; nothing of it may stay."""
        raise NotImplementedError

    def voided(self) -> None:
        """Something that the client had sent before has failed, and it was told so."""
        raise NotImplementedError

    def later(self, questions: tuple[Question, ...]) -> None:
        """Now, where the statement is a transaction of its own; else when the client commits."""
        if self.session.transaction.is_open and not may_join(self.session):
            self.session.transaction.owe(questions)
            self.step(None)
            return
        self._ask(questions, works=True)

    # ---- asking

    def _ask(self, questions: tuple[Question, ...], *, works: bool = False) -> None:
        """`works` says that they change rows."""
        joins = {one.database: None for one in questions if (works or one.locks) and one.database != self.link.database}
        if joins and self.opens and together.may_begin(self.session):
            together.begin(self.session, self.link, "" if self.own is None else self.own.text)
            if not self.is_opened:
                self.send([], partial(self._begun, questions, tuple(joins)))
                return
        if not joins or not may_join(self.session):
            self._put(questions)
            return
        self._join(questions, tuple(joins))

    def _begun(self, questions: tuple[Question, ...], databases: tuple[str, ...], aside: Aside, status: int) -> None:
        self._waits_here = self.session.outstanding = False
        if aside.failure is not None:
            self.failed(aside.failure)
        else:
            self._join(questions, databases)
        self.session.flush()

    def _join(self, questions: tuple[Question, ...], databases: tuple[str, ...]) -> None:
        joining = Joining(self.session, partial(self._joined, questions), self._not_joined)
        self._give_up = joining.stop
        joining.start(databases)

    def _joined(self, questions: tuple[Question, ...]) -> None:
        self._give_up = _nothing
        self._put(questions)
        self.session.flush()

    def _not_joined(self, error: ProxyError) -> None:
        self._give_up = _nothing
        self.failed(error)
        self.session.flush()

    def _put(self, questions: tuple[Question, ...]) -> None:
        self._answers = [None] * len(questions)
        self._asked = questions
        self._error = None
        parked = self._parked()
        places: dict[str, list[int]] = {}
        for place, one in enumerate(questions):
            places.setdefault(one.database, []).append(place)
        self._here = places.pop(self.link.database, [])
        for database in [name for name in places if name in parked]:
            self._ask_parked(parked[database], places.pop(database), questions)
        self._away = [place for of_one in places.values() for place in of_one]
        if self._here:
            self.send([self._message(questions[place]) for place in self._here], self._answered_here)
        if self._away:
            self._waits_elsewhere = True
            away = [questions[place] for place in self._away]
            self._give_up = self.session.instance.beside.ask(away, self._answered_elsewhere)
        if self.own is not None and self.session.observer is not None:
            for one in questions:
                self.session.observer.own(self.own, one.text, one.database, "")
        if not questions:
            self.step([])

    def _parked(self) -> dict[str, Link]:
        """The connections of other databases that take part in the client's transaction."""
        return {} if self.session.several is None else self.session.several.parked

    def _ask_parked(self, link: Link, places: list[int], questions: tuple[Question, ...]) -> None:
        """Through the connection on which the transaction is, so that its own rows count."""
        self._waits_parked.append(link)
        catch_up(self.session, link, self._behind)
        link.expect(FORWARD, None, Aside(self.session, partial(self._answered_parked, link, places)))
        link.send(b"".join(self._message(questions[place]) for place in places) + frontend.SYNC)

    def _behind(self, error: ProxyError) -> None:
        """It has refused something that was said of the transaction; what it is asked fails by that."""
        self._error = self._error or error

    def _answered_parked(self, link: Link, places: list[int], aside: Aside, status: int) -> None:
        self._waits_parked.remove(link)
        self._error = self._error or aside.failure
        for place, rows in zip(places, aside.results, strict=False):
            self._answers[place] = rows
        self._all_answered()

    def _message(self, question: Question) -> bytes:
        return exchange(question.text.encode("utf-8", "surrogateescape"))

    def send(self, messages: list[bytes], then: Callable[[Aside, int], None]) -> None:
        """Sends statements of the proxy's own, behind the beginning of the transaction where there is none yet."""
        if self.opens and not self.is_opened:
            self.is_opened = True
            messages = [exchange(BEGIN), *messages]
        self._expected = len(messages)
        self._waits_here = self.session.outstanding = True
        self.link.expect(FORWARD, None, Aside(self.session, then))
        for message in messages:
            self.session.send(message)
        self.session.send(frontend.SYNC)

    def send_beginning(self) -> None:
        """Only the beginning of the transaction, where it is owed; nobody waits for the answer."""
        if self.opens and not self.is_opened:
            self.is_opened = True
            self.link.expect(FORWARD, None, Aside(self.session, _ignored))
            self.session.send(exchange(BEGIN) + frontend.SYNC)

    def _answered_here(self, aside: Aside, status: int) -> None:
        self._waits_here = self.session.outstanding = False
        if aside.failure is None and len(aside.results) < self._expected:
            self._give_up()
            self.voided()
            self.session.flush()
            return
        self._error = self._error or aside.failure
        for place, rows in zip(self._here, aside.results[self._expected - len(self._here) :], strict=False):
            self._answers[place] = rows
        self._all_answered()

    def _answered_elsewhere(self, answers: Answers | ProxyError) -> None:
        self._waits_elsewhere = False
        self._give_up = _nothing
        if isinstance(answers, ProxyError):
            self._error = self._error or answers
        else:
            for place, rows in zip(self._away, answers, strict=True):
                self._answers[place] = rows
        self._all_answered()

    def _all_answered(self) -> None:
        if self._waits_here or self._waits_parked or self._waits_elsewhere or self.session.is_ended:
            return
        if self._error is None:
            self.step(self._answers)
            return
        error, self._error = self._error, None
        abouts = [one for one in self._asked if one.about]
        if error.code in MISSING and len(abouts) == len(self._asked):
            error = end_missing(abouts[0].about, abouts[0].database, error)
        self.failed(error)
        self.session.flush()

    # ---- the end, one way or another

    def stop(self) -> None:
        """The client is gone."""
        self._give_up()

    def cancelled(self, error: ProxyError) -> None:
        """The client asks to cancel the statement: its own connection says so, or nobody has to."""
        asked = [*self._waits_parked, self.link] if self._waits_here else [*self._waits_parked]
        for link in asked:
            link.cancel()
        if asked:
            return
        if self._waits_elsewhere or self._give_up is not _nothing:
            self._give_up()
            self._waits_elsewhere = False
            self.failed(error)
            self.session.flush()


def _nothing() -> None:
    """There is nothing to give up."""


def _ignored(aside: Aside, status: int) -> None:
    """Something else follows, and its answer counts."""

"""What one session does, told as events; a session has one only while somebody subscribed.

It stands between the session and its client: every byte that the client gets passes through `write`, which sees how
each statement ended. So the relaying of replies knows nothing of events, and costs nothing where there are none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from struct import Struct
from typing import TYPE_CHECKING, Final

from proxy.routing.route import Context, Mode, Route
from proxy.sql.redact import redact
from proxy.sql.statement import Kind
from proxy.telemetry.trace import Completion, Decision, Subject, Trace
from proxy.wire.backend import parse_fields
from proxy.wire.codes import (
    COMMAND_COMPLETE,
    DATA_ROW,
    EMPTY_QUERY_RESPONSE,
    ERROR_RESPONSE,
    PORTAL_SUSPENDED,
    READY_FOR_QUERY,
)

if TYPE_CHECKING:
    from proxy.session.plan import Plan
    from proxy.session.session import Session

_LENGTH: Final = Struct("!I")
_MOST_SUBJECTS: Final = 100
_READ: Final = frozenset((COMMAND_COMPLETE, ERROR_RESPONSE))
_ENDS: Final = frozenset((COMMAND_COMPLETE, EMPTY_QUERY_RESPONSE, PORTAL_SUSPENDED, ERROR_RESPONSE, READY_FOR_QUERY))


class _UnderWay:
    """A statement that was sent and whose end the client has not heard yet."""

    __slots__ = ("database", "is_step", "rows", "seen", "sent_at", "sqlstate", "subject", "tag")

    def __init__(self, subject: Subject, database: str | None, sent_at: float, is_step: bool) -> None:
        self.subject = subject
        self.database = database
        self.sent_at = sent_at
        self.is_step = is_step
        """One Execute of a batch, ended by its own CommandComplete; a simple query ends with ReadyForQuery."""
        self.rows = 0
        self.seen = 0
        """DataRows that have passed by since its last CommandComplete."""
        self.tag: str | None = None
        self.sqlstate: str | None = None


class Observer:
    """Makes the events of one session."""

    def __init__(self, session: Session, trace: Trace, client_write: Callable[[bytes], object]) -> None:
        # For the life of the session
        self._session = session
        self._trace = trace
        self._client_write = client_write
        # While the session says the same again: by the plan's identity, which it keeps
        self._subjects: dict[int, tuple[Plan, Context, Subject]] = {}
        # Since the last ReadyForQuery
        self._under_way: deque[_UnderWay] = deque()
        # Between two calls of `write`
        self._partial = b""
        self._skip = 0

    # ---- from the session

    def sent(self, plan: Plan, database: str, *, is_step: bool) -> None:
        """The statement of `plan` leaves for `database`."""
        subject = self._subject(plan)
        self._trace.emit(Decision(self._trace.wall(), subject, database))
        self._under_way.append(_UnderWay(subject, database, self._session.clock(), is_step))

    def refused(self, plan: Plan, sqlstate: str, word: str) -> None:
        """It leaves for nowhere: `word` is the refusal's."""
        subject = self._subject(plan)
        at = self._trace.wall()
        self._trace.emit(Decision(at, subject, None, refused=word))
        self._trace.emit(Completion(at, subject, None, 0.0, sqlstate=sqlstate))

    def skipped(self, plan: Plan, tag: str) -> None:
        """It was answered as if it had run, for the rules say so."""
        subject = self._subject(plan)
        at = self._trace.wall()
        self._trace.emit(Decision(at, subject, None))
        self._trace.emit(Completion(at, subject, None, 0.0, tag=tag))

    def own(self, subject_of: Plan, text: str, database: str, tag: str) -> None:
        """A statement that the proxy added for the sake of the client's: both events at once, marked so."""
        plan = subject_of
        subject = self._subject(plan, text)
        at = self._trace.wall()
        self._trace.emit(Decision(at, subject, database))
        self._trace.emit(Completion(at, subject, database, 0.0, tag=tag))

    def taken_back(self) -> None:
        """What was sent will be said again elsewhere; nobody has heard an answer."""
        self._under_way.clear()

    def lost(self, sqlstate: str) -> None:
        """The conversation is over; what was under way ended with it."""
        while self._under_way:
            self._under_way[0].sqlstate = sqlstate
            self._finish()

    # ---- to the client

    def write(self, data: bytes) -> None:
        """Passes `data` on and reads what ends in it, cut anywhere."""
        self._client_write(data)
        if self._skip:
            if len(data) <= self._skip:
                self._skip -= len(data)
                return
            data = data[self._skip :]
            self._skip = 0
        if self._partial:
            data = self._partial + data
            self._partial = b""
        position, size = 0, len(data)
        while size - position >= 5:
            code = data[position]
            end = position + 1 + _LENGTH.unpack_from(data, position + 1)[0]
            if end > size:
                if code in _READ:
                    break
                self._message(code, b"")
                self._skip = end - size
                return
            self._message(code, data[position + 5 : end] if code in _READ else b"")
            position = end
        self._partial = data[position:]

    def _message(self, code: int, body: bytes) -> None:
        if not self._under_way:
            return
        head = self._under_way[0]
        if code == DATA_ROW:
            head.seen += 1
            return
        if code not in _ENDS:
            return
        if code == READY_FOR_QUERY:
            # A simple query ends here, and so does what an error of its batch has voided.
            while self._under_way:
                self._finish()
            return
        if code == COMMAND_COMPLETE:
            head.tag = body.rstrip(b"\0").decode("utf-8", "replace")
            last = head.tag.rpartition(" ")[2]
            head.rows += int(last) if last.isdecimal() else head.seen
        elif code == ERROR_RESPONSE:
            head.sqlstate = parse_fields(body).get("C", "")
            head.tag = None
        else:
            head.rows += head.seen
        head.seen = 0
        if code == ERROR_RESPONSE and head.is_step:
            # The rest up to Sync was never executed.
            self._finish()
            self._under_way.clear()
        elif head.is_step:
            self._finish()

    def _finish(self) -> None:
        done = self._under_way.popleft()
        seconds = max(0.0, self._session.clock() - done.sent_at)
        self._trace.emit(
            Completion(self._trace.wall(), done.subject, done.database, seconds, done.rows, done.tag, done.sqlstate)
        )

    def _subject(self, plan: Plan, text: str | None = None) -> Subject:
        known = self._subjects.get(id(plan)) if text is None else None
        if known is not None and known[1] is self._session.context:
            return known[2]
        subject = self._make_subject(plan, text)
        if text is None:
            if len(self._subjects) >= _MOST_SUBJECTS:
                self._subjects.clear()
            self._subjects[id(plan)] = plan, self._session.context, subject
        return subject

    def _make_subject(self, plan: Plan, text: str | None) -> Subject:
        session, route = self._session, plan.route
        context = session.context
        if not plan.shape_text:
            plan.shape_text = redact(plan.text)
        return Subject(
            statement=plan.shape_text if text is None else redact(text),
            kind=_kind(plan),
            mode=route.mode.value,
            tables=_tables(route),
            router=route.router,
            reason=route.reason,
            client=session.identity.process_id,
            dsn_database=session.instance.name,
            user=context.user,
            application=context.application,
            using=None if context.choice is None else context.choice.database,
            transaction=context.transaction.value,
            bound=context.bound,
            search_path=context.search_path,
            load=context.load,
            own=text is not None,
        )


def _kind(plan: Plan) -> str:
    kinds = [statement.kind for statement in plan.analysis.statements if statement.kind is not Kind.EMPTY]
    telling = [kind for kind in kinds if kind not in (Kind.READ, Kind.SESSION, Kind.TRANSACTION)]
    return (telling or kinds or [Kind.EMPTY])[0].value


def _tables(route: Route) -> tuple[str, ...]:
    named = (table.table for table in route.tables if table.table and table.mode is not Mode.NONE)
    return tuple(dict.fromkeys(named))

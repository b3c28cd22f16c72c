"""A prepared statement keeps its parameters and columns, on whichever connection it runs. May be compiled.

A server keeps to the columns that a statement had when it was prepared: where its tables have others now, it refuses
it; and to the types of its parameters. A statement that must be prepared once more, on another connection, is held to
the same. So each name on servers stands for one shape, which is both; a client that prepares the text again gets a name
of its own, with what is true by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.pool.entry import ABORT_STEP, DESCRIBE_STEP, FAKE, PARSE_STEP, SKIP_STEP, STEP, SYNC_STEP, Entry
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session import long_message
from proxy.session.plan import Plan
from proxy.session.prepared import ClientStatement
from proxy.session.waiting import Waiting
from proxy.wire import backend, frontend
from proxy.wire.codes import DESCRIBE, PARAMETER_DESCRIPTION

if TYPE_CHECKING:
    from proxy.session.outgoing import Outgoing
    from proxy.session.session import Session

_COUNT: Final = Struct("!H")
_NUMBER: Final = Struct("!I")
_FIELD: Final = Struct("!IHIhiH")
_TYPE: Final = Struct("!Ihi")
_FIRST_OF_USERS: Final = 16384
"""Numbers of types from here on differ between databases."""
_KEEPERS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE")
"""What servers hold to its columns; a utility statement may have others each time."""


def are_kept(plan: Plan) -> bool:
    """Whether a server would refuse this statement rather than answer with other columns."""
    return plan.statement is not None and plan.statement.tag in _KEEPERS


def shape_of(description: bytes) -> bytes:
    """Of a ParameterDescription and RowDescription, or NoData: the count and the types of the parameters, names and
    types of the columns, without where they come from."""
    position = 0
    parts: list[bytes] = [b"\0\0"]
    if description[0] == PARAMETER_DESCRIPTION:
        position = 7 + 4 * _COUNT.unpack_from(description, 5)[0]
        parts = [description[5:position]]
    if description[position : position + 1] != b"T":
        return parts[0]
    count = _COUNT.unpack_from(description, position + 5)[0]
    position += 7
    for _ in range(count):
        end = description.index(b"\0", position) + 1
        _, _, number, size, modifier, _ = _FIELD.unpack_from(description, end)
        parts.append(description[position:end] + _TYPE.pack(number, size, modifier))
        position = end + _FIELD.size
    return b"".join(parts)


def _parameters(shape: bytes) -> bytes:
    """As in Parse."""
    return shape[: 2 + 4 * _COUNT.unpack_from(shape)[0]]


def _anywhere(shape: bytes) -> bytes:
    """The same without the numbers of types that a database has given itself."""
    parts: list[bytes] = [shape[:2]]
    position = 2
    for _ in range(_COUNT.unpack_from(shape)[0]):
        number = _NUMBER.unpack_from(shape, position)[0]
        parts.append(_NUMBER.pack(0 if number >= _FIRST_OF_USERS else number))
        position += 4
    while position < len(shape):
        end = shape.index(b"\0", position) + 1
        number, size, modifier = _TYPE.unpack_from(shape, end)
        own = number >= _FIRST_OF_USERS
        parts.append(shape[position:end] + _TYPE.pack(0 if own else number, size, modifier))
        position = end + _TYPE.size
    return b"".join(parts)


def agree(known: dict[str, bytes], database: str, shape: bytes) -> bool:
    """Whether it is the shape known by `database`, or by the others where it is asked for the first time."""
    before = known.get(database)
    if before is not None:
        return before == shape
    for other in known.values():
        if _anywhere(other) != _anywhere(shape):
            return False
    known[database] = shape
    return True


class Told:
    """What an injected Describe is for. `is_new`: the client has prepared the statement, and was told nothing yet."""

    __slots__ = ("is_new", "plan", "prepared", "statement")

    def __init__(self, statement: ClientStatement, plan: Plan, *, is_new: bool) -> None:
        self.statement = statement
        self.plan = plan
        self.prepared = statement.prepared
        self.is_new = is_new


def learn(out: Outgoing, link: Link, statement: ClientStatement, plan: Plan) -> None:
    """Behind the client's own Parse: which columns its name stands for."""
    if statement.prepared is None:
        return
    statement.is_fresh = True
    name = statement.prepared.name
    if not are_kept(plan):
        link.statements.add(name, plan)
        return
    link.statements.preparing.add(name)
    out.send(frontend.describe(b"S", name), (DESCRIBE_STEP, name, Told(statement, plan, is_new=True)), injected=True)


def is_there(link: Link, statement: ClientStatement, plan: Plan) -> bool:
    """Whether this connection has the statement as its client has prepared it.

    What others had prepared before may be out of date by then, where a table was altered past the proxy: no server has
    told their plan from a client's own. So it is prepared anew, once for each Parse that was answered without a server.
    """
    prepared = statement.prepared
    if prepared is None:
        return link.statements.unnamed is statement
    if statement.is_fresh or not are_kept(plan):
        return prepared.name in link.statements.prepared
    statement.is_fresh = True
    link.statements.outdate(prepared.name)
    return False


def prepare_again(session: Session, out: Outgoing, link: Link, statement: ClientStatement, plan: Plan) -> bool:
    """Parses the statement on a connection that does not have it; where another has just done so, and has not heard yet
    what the server makes of it, asks that as well. False where the answer must be seen before anything else: then the
    session waits, and the batch is resumed.

    A single read outside of a transaction needs no wait: where its columns are others, nobody hears of its rows.
    """
    prepared = statement.prepared
    name = b"" if prepared is None else prepared.name
    is_sent = prepared is not None and name in link.statements.preparing
    if prepared is None:
        link.statements.unnamed = statement
    elif not is_sent:
        out.name_is_taken(link, name)
    is_new = prepared is not None and not statement.is_used
    known = None if is_new else statement.known.get(link.database)
    types = statement.parameter_types if known is None else _parameters(known)
    parse = b"" if is_sent else long_message.parse(session, name, statement.text, types)
    detail = (PARSE_STEP, None if prepared is None else name, None)
    if not are_kept(plan) or (prepared is None and not statement.known):
        out.send(parse, detail, injected=True)
        if prepared is not None:
            link.statements.add(name, plan)
        return True
    if prepared is not None:
        link.statements.preparing.add(name)
    told = Told(statement, plan, is_new=is_new)
    description = (DESCRIBE_STEP, name, told)
    reads_once = session.batch.can_repeat and not plan.may_write and not session.transaction.is_open
    if told.is_new or not statement.known or reads_once:
        if not is_sent:
            out.send(parse, detail, injected=True)
        out.send(frontend.describe(b"S", name), description, injected=True)
        return True
    out.hand_over(link)
    looking = Looking(session, link)
    if not is_sent:
        link.expect(SKIP_STEP, detail, looking)
    link.expect(SKIP_STEP, description, looking)
    session.send(parse + frontend.describe(b"S", name) + frontend.FLUSH)
    out.has_sent = True
    session.batch.is_unsynced = True
    session.outstanding = True
    session.waiting = LookingAt(session, link)
    return False


def described(session: Session, link: Link, told: Told, description: bytes) -> ProxyError | None:
    """A server has described a statement: what refuses it. Nothing does where the client was told nothing yet."""
    statement, prepared = told.statement, told.prepared
    shape = shape_of(description)
    if prepared is None:
        if not told.is_new and not agree(statement.known, link.database, shape):
            link.statements.unnamed = None
            return _changed()
        statement.known[link.database] = shape
        return None
    name = prepared.name
    link.statements.preparing.discard(name)
    if agree(prepared.known, link.database, shape):
        link.statements.add(name, told.plan)
        return None
    link.statements.forget(name)
    link.statements.outdated.add(name)
    fresh = session.instance.preparations.renew(prepared)
    if not told.is_new:
        return _changed()
    if not agree(fresh.known, link.database, shape):
        fresh = session.instance.preparations.renew(fresh)
        fresh.known[link.database] = shape
    if statement.prepared is prepared:
        statement.prepared = fresh
    return None


def _changed() -> ProxyError:
    return ProxyError("cached plan must not change result type", sqlstate="0A000")


def read_in_passing(session: Session, link: Link, told: Told, description: bytes) -> None:
    """The same for a batch that is with the server as a whole: where it is refused, the rest of it goes to nobody."""
    error = described(session, link, told, description)
    if error is None:
        return
    session.saw_error = True
    queue = link.queue
    first = queue.popleft()
    answer = backend.error_response(error)
    rest: list[Entry] = []
    while queue and queue[0].kind != SYNC_STEP:
        entry = queue.popleft()
        if entry.kind == STEP and not rest and entry.detail[0] == DESCRIBE_STEP:
            answer = _parameters_told(told, link) + answer
        if entry.kind != FAKE:
            # It is refused once.
            rest.append(Entry(ABORT_STEP, entry.holder, (entry.detail[0], None, None)))
    queue.extendleft(reversed((first, Entry(FAKE, first.holder, answer), *rest)))


def _parameters_told(told: Told, link: Link) -> bytes:
    """What a Describe that is refused says all the same."""
    shape = told.statement.known.get(link.database)
    return b"" if shape is None else backend.message(b"t", _parameters(shape))


class LookingAt(Waiting):
    """The batch waits for what the server makes of its statement."""

    def __init__(self, session: Session, link: Link) -> None:
        super().__init__(session, link.pool)
        self._link = link

    def stop(self) -> None:
        """Whoever ends the session ends the batch."""

    def cancelled(self, error: ProxyError) -> None:
        """The server may wait for a lock on the table; it ends the statement by itself."""
        self._link.cancel()


class Looking(Holder):
    """Hears what it makes of it."""

    def __init__(self, session: Session, link: Link) -> None:
        super().__init__()
        self.known = session.known
        self._session = session

    def client_write(self, data: bytes) -> None:
        self._session.client_write(data)

    def described(self, link: Link, told: Told, description: bytes) -> None:
        session = self._session
        error = described(session, link, told, description)
        waiting = session.waiting
        if waiting is None:
            return
        if error is None:
            waiting.take_up(session.batch.resume)
            return
        session.saw_error = True
        session.waiting = None
        if session.batch.is_at(DESCRIBE):
            session.client_write(_parameters_told(told, link))
        session.batch.refuse(error)
        session.flush()
        session.intake.go_on()

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        session = self._session
        session.server_error(link, entry, fields)
        if session.waiting is not None:
            session.waiting.take_up(session.batch.skip_rest)

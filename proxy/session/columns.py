"""The columns of a prepared statement stay what its client was told, on whichever connection it runs. May be compiled.

A server keeps to the columns that a statement had when it was prepared: where its tables have others now, it refuses
it. A statement that must be prepared once more, on another connection, is held to the same. So each name on servers
stands for one set of columns; a client that prepares the text again gets a name of its own, with what is true by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.pool.entry import ABORT_STEP, DESCRIBE_STEP, FAKE, PARSE_STEP, SKIP_STEP, SYNC_STEP, Entry
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session import long_message
from proxy.session.plan import Plan
from proxy.session.prepared import ClientStatement
from proxy.session.waiting import Waiting
from proxy.wire import backend, frontend

if TYPE_CHECKING:
    from proxy.session.outgoing import Outgoing
    from proxy.session.session import Session

_COUNT: Final = Struct("!H")
_FIELD: Final = Struct("!IHIhiH")
_TYPE: Final = Struct("!Ihi")
_FIRST_OF_USERS: Final = 16384
"""Numbers of types from here on differ between databases."""
_KEEPERS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE")
"""What servers hold to its columns; a utility statement may have others each time."""


def are_kept(plan: Plan) -> bool:
    """Whether a server would refuse this statement rather than answer with other columns."""
    return plan.statement is not None and plan.statement.tag in _KEEPERS


def columns_of(description: bytes) -> bytes:
    """Names and types of a RowDescription message, without where they come from; empty for NoData."""
    if description[:1] != b"T":
        return b""
    parts: list[bytes] = []
    position = 7
    for _ in range(_COUNT.unpack_from(description, 5)[0]):
        end = description.index(b"\0", position) + 1
        _, _, number, size, modifier, _ = _FIELD.unpack_from(description, end)
        parts.append(description[position:end] + _TYPE.pack(number, size, modifier))
        position = end + _FIELD.size
    return b"".join(parts)


def _anywhere(columns: bytes) -> bytes:
    """The same without the numbers of types that a database has given itself."""
    parts: list[bytes] = []
    position = 0
    while position < len(columns):
        end = columns.index(b"\0", position) + 1
        number, size, modifier = _TYPE.unpack_from(columns, end)
        own = number >= _FIRST_OF_USERS
        parts.append(columns[position:end] + _TYPE.pack(0 if own else number, size, modifier))
        position = end + _TYPE.size
    return b"".join(parts)


def agree(known: dict[str, bytes], database: str, columns: bytes) -> bool:
    """Whether they are the columns known by `database`, or by the others where it is asked for the first time."""
    before = known.get(database)
    if before is not None:
        return before == columns
    for other in known.values():
        if _anywhere(other) != _anywhere(columns):
            return False
    known[database] = columns
    return True


class Told:
    """What an injected Describe is for. `is_new`: the client has prepared the statement, and was told nothing yet."""

    __slots__ = ("is_new", "prepared", "statement")

    def __init__(self, statement: ClientStatement, *, is_new: bool) -> None:
        self.statement = statement
        self.prepared = statement.prepared
        self.is_new = is_new


def learn(out: Outgoing, link: Link, statement: ClientStatement, plan: Plan) -> None:
    """Behind the client's own Parse: which columns its name stands for."""
    if statement.prepared is None:
        return
    name = statement.prepared.name
    if not are_kept(plan):
        link.prepared[name] = None
        return
    link.preparing.add(name)
    out.send(frontend.describe(b"S", name), (DESCRIBE_STEP, name, Told(statement, is_new=True)), injected=True)


def prepare_again(session: Session, out: Outgoing, link: Link, statement: ClientStatement, plan: Plan) -> bool:
    """Parses the statement on a connection that does not have it; where another has just done so, and has not heard yet
    what the server makes of it, asks that as well. False where the answer must be seen before anything else: then the
    session waits, and the batch is resumed.

    A single read outside of a transaction needs no wait: where its columns are others, nobody hears of its rows.
    """
    prepared = statement.prepared
    name = b"" if prepared is None else prepared.name
    is_sent = prepared is not None and name in link.preparing
    if prepared is None:
        link.unnamed = statement
    elif not is_sent:
        out.name_is_taken(link, name)
    parse = b"" if is_sent else long_message.parse(session, name, statement.text, statement.parameter_types)
    detail = (PARSE_STEP, None if prepared is None else name, None)
    if not are_kept(plan) or (prepared is None and not statement.known):
        out.send(parse, detail, injected=True)
        if prepared is not None:
            link.prepared[name] = None
        return True
    if prepared is not None:
        link.preparing.add(name)
    told = Told(statement, is_new=prepared is not None and not statement.is_used)
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
    columns = columns_of(description)
    if prepared is None:
        if not told.is_new and not agree(statement.known, link.database, columns):
            link.unnamed = None
            return _changed()
        statement.known[link.database] = columns
        return None
    name = prepared.name
    link.preparing.discard(name)
    if agree(prepared.known, link.database, columns):
        link.prepared[name] = None
        return None
    link.prepared.pop(name, None)
    link.outdated.add(name)
    fresh = session.instance.preparations.renew(prepared)
    if not told.is_new:
        return _changed()
    if not agree(fresh.known, link.database, columns):
        fresh = session.instance.preparations.renew(fresh)
        fresh.known[link.database] = columns
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
    rest: list[Entry] = []
    while queue and queue[0].kind != SYNC_STEP:
        entry = queue.popleft()
        if entry.kind != FAKE:
            rest.append(Entry(ABORT_STEP, entry.holder, entry.detail))
    queue.extendleft(reversed((first, Entry(FAKE, first.holder, backend.error_response(error)), *rest)))


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
        session.batch.refuse(error)
        session.flush()
        session.intake.go_on()

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        session = self._session
        session.server_error(link, entry, fields)
        if session.waiting is not None:
            session.waiting.take_up(session.batch.skip_rest)

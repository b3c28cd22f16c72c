"""The warm path of the extended protocol: one statement, bound and executed once, whose batch came in one piece.

`[Parse] Bind [Describe] Execute Sync`, all unnamed but the statement, is what drivers send for almost everything. Where
nothing must be added but the statement's name on servers, it leaves as it came. Everything else is `Batch`'s. May be
compiled.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.pool.link import Link
from proxy.session import leases
from proxy.session.lookahead import Message
from proxy.session.plan import Plan
from proxy.session.prepared import ClientStatement
from proxy.wire import frontend
from proxy.wire.codes import BIND, PARSE, SYNC

if TYPE_CHECKING:
    from mypy_extensions import i64

    from proxy.session.session import Session

_LENGTH: Final = Struct("!I")
_EXECUTED: Final = frontend.execute() + frontend.SYNC
"""How such a batch ends, 15 bytes."""
_DESCRIBED: Final = frontend.describe(b"P", b"") + _EXECUTED
"""Or so, 22 bytes."""
_SHORTEST: Final = 28
"""A Bind without anything in it (13 bytes), and the shorter end: whatever is shorter may be no message at all."""


def run(session: Session, data: bytes) -> bool:
    """Whether `data`, which begins with a Parse or a Bind, was such a batch, and is on its way or waits for it.

    The session must be ready for it: nothing under way, no message of a batch before these, and no transaction but one
    whose server it has.
    """
    size: i64 = len(data)
    at: i64 = 0
    if size < _SHORTEST:
        return False
    is_parsed = data[0] == PARSE
    if is_parsed:
        if data[5] != 0:
            return False
        at = _after(data, 0)
        if at + 7 > size or data[at] != BIND:
            return False
    bind: i64 = at
    end_of_name = data.find(b"\0", bind + 6)
    after_bind = _after(data, bind)
    if data[bind + 5] != 0 or end_of_name < 0 or end_of_name >= after_bind:
        return False
    if not (
        (after_bind == size - 22 and data.endswith(_DESCRIBED))
        or (after_bind == size - 15 and data.endswith(_EXECUTED))
    ):
        return False
    if is_parsed:
        if end_of_name != bind + 6:
            return False
        statement = _parsed(session, data[6:bind])
    else:
        statement = session.statements.get(data[bind + 6 : end_of_name])
    if statement is None:
        return False
    plan = session.plans.get(statement.text)
    if plan is None or not plan.is_plain or not (statement.is_used or is_parsed):
        return False
    lease = session.lease
    if lease is not None:
        return _is_known(session, statement, plan, lease, is_parsed=is_parsed) and _go_on(
            session, statement, plan, lease, data, end_of_name, after_bind
        )
    session.batch.begin_whole(data)
    if plan.falls_back:
        session.asked = b""
    try:
        link = leases.seat(session, plan, b"")
    except ProxyError as error:
        session.batch.refuse_whole(error)
        return True
    prepared = statement.prepared
    if prepared is None:
        session.statements[b""] = statement
    if link is None:
        session.batch.wait_whole()
    elif prepared is None:
        link.statements.unnamed = statement
        _forward(session, plan, link, data)
    elif prepared.name in link.statements.prepared:
        _forward(session, plan, link, _named(prepared.name, data, end_of_name, after_bind))
    else:
        session.batch.run_whole()
    return True


def _is_known(session: Session, statement: ClientStatement, plan: Plan, link: Link, *, is_parsed: bool) -> bool:
    """Whether a transaction's server has the statement, and is the one it belongs to."""
    if not leases.is_at_home(session, plan, link):
        return False
    if statement.prepared is None:
        return is_parsed or link.statements.unnamed is statement
    return statement.prepared.name in link.statements.prepared


def _go_on(
    session: Session, statement: ClientStatement, plan: Plan, link: Link, data: bytes, end_of_name: i64, after_bind: i64
) -> bool:
    """Sends the batch, a statement of the transaction that runs on `link`."""
    session.batch.executes_whole(statement, plan)
    if statement.prepared is None:
        session.statements[b""] = statement
        link.statements.unnamed = statement
        _forward(session, plan, link, data)
    else:
        _forward(session, plan, link, _named(statement.prepared.name, data, end_of_name, after_bind))
    if session.transaction.bound is None:
        leases.bind(session, plan, link)
    return True


def _named(name: bytes, data: bytes, end_of_name: i64, after_bind: i64) -> bytes:
    """A batch that begins with a Bind, which names its statement so."""
    length = 5 + len(name) + after_bind - end_of_name
    return b"B%b\0%b" % (_LENGTH.pack(length), name) + data[end_of_name:]


def messages(data: bytes) -> list[Message]:
    """Its messages up to Sync, for whoever must look at them one by one."""
    found: list[Message] = []
    at: i64 = 0
    while data[at] != SYNC:
        end = _after(data, at)
        found.append((data[at], data[at + 5 : end]))
        at = end
    return found


def _after(data: bytes, at: i64) -> i64:
    """Where the message that begins at `at` ends; beyond the end of `data` where its length cannot be read."""
    if at + 5 > len(data):
        return 1 << 40
    return at + 1 + ((data[at + 1] << 24) | (data[at + 2] << 16) | (data[at + 3] << 8) | data[at + 4])


def _parsed(session: Session, body: bytes) -> ClientStatement | None:
    """The unnamed statement of a Parse; None where its message is none. `body` begins with the text."""
    end = body.find(b"\0")
    types = body[end + 1 :]
    if end < 0 or len(types) < 2 or (len(types) - 2) & 3:
        return None
    before = session.statements.get(b"")
    if before is not None and before.text == body[:end] and before.parameter_types == types:
        return before
    return ClientStatement(body[:end], types, None)


def _forward(session: Session, plan: Plan, link: Link, message: bytes) -> None:
    session.query_count += 1
    session.note(plan, link, True)
    link.expect_whole(session.entry)
    session.outstanding = True
    if session.out:
        session.out.append(message)
    else:
        link.send(message)

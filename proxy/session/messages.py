"""Each message of a client: whose matter it is. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proxy.errors import MalformedMessage, ProtocolViolation
from proxy.session import copying, endings, simple, study
from proxy.sql.long import LONG
from proxy.wire.codes import (
    BIND,
    CLOSE,
    COPY_DATA,
    COPY_DONE,
    COPY_FAIL,
    DESCRIBE,
    EXECUTE,
    FLUSH,
    FUNCTION_CALL,
    PARSE,
    QUERY,
    SYNC,
    TERMINATE,
)

if TYPE_CHECKING:
    from proxy.session.session import Session

_NO_STRING: Final = "invalid string in Query message"


def take(session: Session, code: int, data: bytes, position: int, end: int) -> None:
    """The message lies in `data` from `position` to `end`. Raises ProtocolViolation for what is none."""
    if session.copy_in and code != TERMINATE:
        copying.take(session, code, data[position:end])
    elif code == QUERY:
        if end - position < 6:
            session.refuse(MalformedMessage(_NO_STRING))
            return
        text = data[position + 5 : end - 1]
        # `0 in text` where `b"\0" in text` would ask it for a number first.
        if data[end - 1] != 0 or 0 in text:
            session.refuse(MalformedMessage(_NO_STRING))
            return
        simple.query(session, text, data if position == 0 and end == len(data) else data[position:end])
    elif code in (BIND, EXECUTE, DESCRIBE, PARSE, CLOSE):
        if code == PARSE and end - position >= LONG and study.of_parse(session, data[position:end]):
            return
        session.batch.add(code, data[position + 5 : end])
    elif code == SYNC:
        session.batch.synced()
    elif code == FLUSH:
        session.batch.flushed()
    elif code == TERMINATE:
        endings.terminate(session)
    elif code in (COPY_DATA, COPY_DONE, COPY_FAIL):
        copying.ahead(session, code, data[position:end])
    elif code == FUNCTION_CALL:
        simple.function_call(session, data[position:end])
    else:
        raise ProtocolViolation(f"invalid frontend message type {code}")

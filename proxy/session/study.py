"""A long statement is read elsewhere first; then the session takes its message up again. May be compiled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.session.waiting import Waiting
from proxy.wire.codes import PARSE, QUERY

if TYPE_CHECKING:
    from proxy.session.session import Session

Again = Callable[["Session", bytes, bytes], None]


class Study(Waiting):
    """A Query or a Parse, whole, whose statement `text` is being read."""

    def __init__(self, session: Session, text: bytes, message: bytes, again: Again) -> None:
        super().__init__(session, session.instance.pool(session.instance.default))
        self._text = text
        self._message = message
        self._again = again
        self.can_stop = message[0] == QUERY

    def done(self) -> None:
        """The statement has been read."""
        self.take_up(partial(self._again, self.session, self._text, self._message))

    def refuse(self, error: ProxyError) -> None:
        self.session.refuse(error)

    def stop(self) -> None:
        """What is read is read to its end; nobody hears of it."""


def begins(session: Session, text: bytes, message: bytes, again: Again) -> bool:
    """Whether the statement `text` of this message must be read elsewhere first; then the session waits for that, and
    `again` takes up the message."""
    reader = session.instance.reader
    if reader is None or text in session.plans:
        return False
    conforming = session.context.standard_conforming_strings
    if reader.known(text, conforming) is not None:
        return False
    study = Study(session, text, message, again)
    session.waiting = study
    reader.begin(text, conforming, study.done)
    return True


def of_parse(session: Session, message: bytes) -> bool:
    """The same for a Parse, whole."""
    begin = message.find(b"\0", 5) + 1
    end = message.find(b"\0", begin)
    return 0 < begin < end and begins(session, message[begin:end], message, _parse_again)


def _parse_again(session: Session, text: bytes, message: bytes) -> None:
    session.batch.add(PARSE, message[5:])

"""A client's bytes cut into messages, and held back while the session cannot take them. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proxy.errors import FatalError, ProtocolViolation
from proxy.session import long_message, messages, whole
from proxy.session.long_message import LARGE, LongMessage
from proxy.wire.codes import BIND, COPY_DATA, PARSE
from proxy.wire.frontend import TERMINATE

if TYPE_CHECKING:
    from mypy_extensions import i64

    from proxy.session.session import Session

_BACKLOG: Final = 256 * 1024
"""Bytes of further messages kept while one is under way, before the client is asked to wait."""


class Intake:
    """Hands the session one whole message after the other. `longest` is the largest that is taken, in bytes."""

    def __init__(self, session: Session, longest: int) -> None:
        # For the life of the session
        self._session = session
        self._longest = longest
        # Until it can be taken
        self._buffer = bytearray()
        self._needed = 0
        self._long: LongMessage | None = None
        """The one that is coming in, where it is very long."""
        self.is_pausing = False
        """The client was asked to wait."""
        self._is_put_back = False
        # From the client's last byte on
        self._is_over = False

    @property
    def has_more(self) -> bool:
        return bool(self._buffer)

    def take(self, code: int, message: bytes) -> None:
        """A message that came in pieces, whole."""
        messages.take(self._session, code, message, 0, len(message))

    def forget(self) -> None:
        """The client is gone."""
        self._buffer.clear()
        self._long = None

    def data(self, data: bytes) -> None:
        """Bytes of any length, cut anywhere."""
        session = self._session
        if self._long is not None:
            self._continue(self._long, data)
            return
        if self._buffer:
            self._buffer += data
            if session.is_blocked():
                self._hold_back()
                return
            if len(self._buffer) < self._needed:
                return
            data = bytes(self._buffer)
            self._buffer.clear()
        elif session.is_blocked():
            self._buffer += data
            self._hold_back()
            return
        try:
            self._consume(data)
        except FatalError as error:
            session.fail(error)

    def _continue(self, long: LongMessage, data: bytes) -> None:
        """More of a very long message."""
        session = self._session
        rest = long.add(data)
        if not long.is_whole:
            return
        self._long = None
        if session.is_blocked() and long.code != COPY_DATA:
            self._buffer += long.joined()
            self._buffer += rest
            self._hold_back()
            return
        try:
            long_message.begin(session, long)
        except FatalError as error:
            session.fail(error)
            return
        self._buffer += rest
        self._needed = 5
        session.batch.hurry()
        session.flush()
        self.go_on()

    def over(self) -> None:
        """Nothing more will come: as if Terminate had come behind what is whole."""
        if self._is_over:
            return
        self._is_over = True
        self._long = None
        del self._buffer[self._end_of_whole() :]
        self._needed = 5
        self.data(TERMINATE)

    def put_back(self) -> None:
        """The message at hand is taken again when the session, which is blocked now, goes on."""
        self._is_put_back = True

    def _end_of_whole(self) -> int:
        """Where the messages in the buffer end that have come whole, or the one begins that cannot be read."""
        buffer = self._buffer
        position = 0
        while len(buffer) - position >= 5:
            length = int.from_bytes(buffer[position + 1 : position + 5], "big")
            if length < 4 or length > self._longest:
                return len(buffer)
            if position + 1 + length > len(buffer):
                break
            position += 1 + length
        return position

    def go_on(self) -> None:
        """Takes up the messages that came while the session could not."""
        session = self._session
        while self._buffer and not session.is_blocked() and not session.is_ended and len(self._buffer) >= self._needed:
            before = len(self._buffer)
            data = bytes(self._buffer)
            self._buffer.clear()
            try:
                self._consume(data)
            except FatalError as error:
                session.fail(error)
                return
            if len(self._buffer) >= before:
                break
        # A message that has not come whole is waited for, however long it is.
        needs_more = len(self._buffer) < self._needed and not session.is_blocked()
        if self.is_pausing and (needs_more or len(self._buffer) <= _BACKLOG):
            self.is_pausing = False
            session.client.resume_reading()

    def _hold_back(self) -> None:
        if len(self._buffer) > _BACKLOG and not self.is_pausing:
            self.is_pausing = True
            self._session.client.pause_reading()

    def _consume(self, data: bytes) -> None:
        session = self._session
        position: i64 = 0
        size: i64 = len(data)
        self._needed = 5
        while size - position >= 5:
            length: i64 = (
                (data[position + 1] << 24) | (data[position + 2] << 16) | (data[position + 3] << 8) | data[position + 4]
            )
            if length < 4 or length > self._longest:
                raise ProtocolViolation(f"invalid message length {length}")
            end: i64 = position + 1 + length
            code = data[position]
            if end > size:
                if length >= LARGE and long_message.is_taken(session, code):
                    self._long = LongMessage(code, length)
                    self._long.add(data[position:])
                    position = size
                    break
                self._needed = end - position
                break
            if (code in (BIND, PARSE)) and not position and session.takes_whole() and whole.run(session, data):
                position = size
                break
            messages.take(session, code, data, position, end)
            if session.is_ended:
                return
            if session.is_blocked():
                self._needed = 5
                if self._is_put_back:
                    self._is_put_back = False
                else:
                    position = end
                break
            position = end
        if position < size:
            # Messages that came while this one ran are behind what is left here.
            self._buffer[:0] = data[position:]
        session.batch.hurry()
        session.flush()
        if session.next_instance is not None or session.ending is not None:
            # What was answered without a server has no other end.
            session.take_pending()

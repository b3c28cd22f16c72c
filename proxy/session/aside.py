"""Replies to what the proxy asks beside the client's conversation, and to a client's statement it watches over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from struct import Struct
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.pool.entry import FORWARD
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.relations.questions import MARK, Row
from proxy.relations.steps import Run
from proxy.relations.violations import MISSING, end_missing
from proxy.session import endings
from proxy.wire import backend, frontend
from proxy.wire.codes import (
    BIND_COMPLETE,
    CLOSE_COMPLETE,
    COMMAND_COMPLETE,
    DATA_ROW,
    ERROR_RESPONSE,
    NO_DATA,
    NOTICE_RESPONSE,
    NOTIFICATION_RESPONSE,
    PARAMETER_DESCRIPTION,
    PARAMETER_STATUS,
    PARSE_COMPLETE,
    PORTAL_SUSPENDED,
    READY_FOR_QUERY,
    ROW_DESCRIPTION,
)

if TYPE_CHECKING:
    from proxy.session.session import Session

_LENGTH: Final = Struct("!I")
_INTEGER: Final = Struct("!i")
_SHORT: Final = Struct("!H")
_COMMIT: Final = frontend.query(MARK.encode() + b" COMMIT")
_ROLLBACK: Final = frontend.query(MARK.encode() + b" ROLLBACK")
_HEARD: Final = (NOTICE_RESPONSE, PARAMETER_STATUS, NOTIFICATION_RESPONSE)
_UNHEARD: Final = (PARSE_COMPLETE, BIND_COMPLETE, CLOSE_COMPLETE, NO_DATA, PARAMETER_DESCRIPTION, READY_FOR_QUERY)


class Aside(Holder):
    """What the proxy asks by itself; the client hears of notices and parameters alone.

    `then` is called with it and the transaction's status once nothing more is owed.
    """

    def __init__(self, session: Session, then: Callable[[Aside, int], None]) -> None:
        super().__init__()
        self.known = session.known
        self.session = session
        self.results: list[list[Row]] = []
        """The rows of each statement that has ended, as text."""
        self.failure: ProxyError | None = None
        self.types: tuple[int, ...] = ()
        self._then = then
        self._rows: list[Row] = []
        self._partial = b""

    def client_write(self, data: bytes) -> None:
        if self._partial:
            data = self._partial + data
        position, size = 0, len(data)
        while size - position >= 5:
            end = position + 1 + _LENGTH.unpack_from(data, position + 1)[0]
            if end > size:
                break
            self.message(data[position], data[position:end])
            position = end
        self._partial = data[position:]

    def message(self, code: int, message: bytes) -> None:
        if code == DATA_ROW:
            self._rows.append(backend.texts_of(message))
        elif code == COMMAND_COMPLETE:
            self.results.append(self._rows)
            self._rows = []
        elif code == ERROR_RESPONSE:
            self.failure = backend.error_in(message)
        elif code == PARAMETER_DESCRIPTION:
            self.types = tuple(int(_LENGTH.unpack_from(message, at)[0]) for at in range(7, len(message), 4))
        elif code in (NOTICE_RESPONSE, PARAMETER_STATUS, NOTIFICATION_RESPONSE):
            self.session.client_write(message)

    def exchange_done(self, link: Link, status: int) -> None:
        if not self.session.is_ended:
            self._then(self, status)


class Relay(Aside):
    """A statement of the client's: it hears everything but the end, which is held until the rest is known to be right.

    `step` tells how many columns at the end of each row are the proxy's own.
    """

    def __init__(
        self, session: Session, then: Callable[[Aside, int], None], step: Run | None = None, *, begins: bool = False
    ) -> None:
        super().__init__(session, then)
        self._step = step or Run()
        self._database = "" if session.lease is None else session.lease.database
        self.extra = self._step.extra
        self._begins = begins
        """The first command that ends is the proxy's BEGIN."""
        self.held = b""
        self.count: int | None = None
        self.returned: list[Row] = []
        self.is_muted = False
        """The client is told something else than the server's error."""

    def message(self, code: int, message: bytes) -> None:
        if code == DATA_ROW and self.extra:
            self._extended_row(message)
        elif code == ROW_DESCRIPTION and self.extra:
            self._extended_description(message)
        elif code == COMMAND_COMPLETE and self._begins:
            self._begins = False
        elif code in (COMMAND_COMPLETE, PORTAL_SUSPENDED):
            self.held += message
            last = message[5:-1].rpartition(b" ")[2]
            self.count = int(last) if last.isdigit() else None
        elif code == ERROR_RESPONSE:
            self.failure = backend.error_in(message)
            if self._is_about_its_own(message):
                self.failure = end_missing(self._step.about, self._database, self.failure)
                message = backend.error_response(self.failure)
            if not self.is_muted:
                self.session.client_write(message)
        elif code not in _UNHEARD:
            self.session.client_write(message)

    def _is_about_its_own(self, message: bytes) -> bool:
        """Whether an error is about what stands behind all that the client has written."""
        if not self.extra or self.failure is None or self.failure.code not in MISSING:
            return False
        position = backend.parse_fields(message[5:]).get("P", "")
        return position.isdigit() and int(position) > self._step.written

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        self.session.saw_error = True
        endings.failed(self.session, link, entry, fields)

    def copy_in_begun(self) -> None:
        self.session.copy_in_begun()

    def _extended_row(self, message: bytes) -> None:
        positions = _fields(message)
        kept = len(positions) - self.extra
        self.returned.append(backend.texts_of(message)[kept:])
        if kept:
            end = positions[kept]
            body = _SHORT.pack(kept) + message[7:end]
            self.session.client_write(backend.message(b"D", body))

    def _extended_description(self, message: bytes) -> None:
        kept = _SHORT.unpack_from(message, 5)[0] - self.extra
        if not kept:
            return
        position = 7
        for _ in range(kept):
            position = message.index(b"\0", position) + 19
        self.session.client_write(backend.message(b"T", _SHORT.pack(kept) + message[7:position]))


class Closing(Holder):
    """The end of a transaction that the proxy has opened for one statement or batch: the client hears that it is ready.

    `held` gives what it hears before that where the transaction was committed.
    """

    def __init__(self, session: Session, held: Callable[[], bytes]) -> None:
        super().__init__()
        self.known = session.known
        self._session = session
        self._held = held
        self._partial = b""
        self._has_failed = False

    def client_write(self, data: bytes) -> None:
        data = self._partial + data
        position, size = 0, len(data)
        while size - position >= 5:
            end = position + 1 + _LENGTH.unpack_from(data, position + 1)[0]
            if end > size:
                break
            if data[position] == ERROR_RESPONSE or data[position] in _HEARD:
                self._session.client_write(data[position:end])
            position = end
        self._partial = data[position:]

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        self._has_failed = True
        self._session.saw_error = True

    def exchange_done(self, link: Link, status: int) -> None:
        if self._session.is_ended:
            return
        held = b"" if self._has_failed else self._held()
        self._session.client_write(held + backend.ready_for_query(status))
        self._session.exchange_done(link, status)


def close_transaction(session: Session, link: Link, *, commit: bool, held: Callable[[], bytes]) -> None:
    """Sends the end of the transaction that the proxy has opened."""
    session.waiting = None
    session.outstanding = True
    link.expect(FORWARD, None, Closing(session, held))
    session.send(_COMMIT if commit else _ROLLBACK)


def _fields(message: bytes) -> list[int]:
    """Where each field of a DataRow begins."""
    position = 7
    positions: list[int] = []
    for _ in range(_SHORT.unpack_from(message, 5)[0]):
        positions.append(position)
        position += 4 + max(_INTEGER.unpack_from(message, position)[0], 0)
    return positions

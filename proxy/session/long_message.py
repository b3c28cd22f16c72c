"""A message too large to be handled as one string: it stays in the pieces in which it came.

Nothing on the event loop looks at all of it at once, or copies it: the text of a Query or a Parse is read by the helper
process, the session goes by what was found and by an excerpt, and the pieces leave for the server as they are. In the
session's tables, and in messages, a name that no client can guess stands for the text, or for the values of a Bind.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, Final

from proxy.errors import MalformedMessage, ProxyError
from proxy.session import simple
from proxy.session.waiting import Waiting
from proxy.sql.long import Condensed
from proxy.sql.statement import Analysis, Kind, Statement, TableName, TableReference
from proxy.wire import frontend
from proxy.wire.codes import BIND, COPY_DATA, PARSE, QUERY

if TYPE_CHECKING:
    from proxy.routing.route import Context
    from proxy.session.plan import Plan
    from proxy.session.session import Session

LARGE: Final = 1024 * 1024
"""Bytes of a message from which on it is one."""
_HEAD: Final = 5
_LENGTH: Final = Struct("!I")
_MOST_TYPES: Final = 2 + 4 * 65535
_NO_STRING: Final = {
    QUERY: "invalid string in Query message",
    PARSE: "invalid Parse message",
    BIND: "invalid Bind message",
}
_A_WRITE: Final = Analysis((Statement(Kind.WRITE, "", 0, 0, writes=(TableReference(TableName("")),)),))


class LongValues:
    """What is behind the names in a Bind."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces = pieces
        self.size = sum(map(len, pieces))


class LongText(LongValues):
    """A statement's text, without the zero byte behind it."""

    def __init__(self, pieces: Sequence[bytes], condensed: Condensed) -> None:
        super().__init__(pieces)
        self.condensed = condensed


class LongMessage:
    """Collects the pieces; `code` is that of its head, `length` what it says."""

    def __init__(self, code: int, length: int) -> None:
        self.code = code
        self._missing = 1 + length
        self._pieces: list[bytes] = []
        self._zeros: list[tuple[int, int]] = []
        """The first of them: in which piece, and where."""

    @property
    def is_whole(self) -> bool:
        return not self._missing

    def add(self, data: bytes) -> bytes:
        """Takes what belongs to it, and gives back what is behind."""
        rest = b""
        if len(data) > self._missing:
            data, rest = data[: self._missing], data[self._missing :]
        self._missing -= len(data)
        start = 0 if self._pieces else _HEAD
        while len(self._zeros) < 2 and (found := data.find(b"\0", start)) >= 0:
            self._zeros.append((len(self._pieces), found))
            start = found + 1
        self._pieces.append(data)
        return rest

    @property
    def pieces(self) -> Sequence[bytes]:
        """The whole message."""
        return self._pieces

    def joined(self) -> bytes:
        """The whole message, for who cannot do without: this takes its time."""
        return b"".join(self._pieces)

    def parts(self) -> tuple[bytes, list[bytes], bytes]:
        """Name, text and parameter types; of a Query the text alone; of a Bind portal, all behind the names, and the
        statement's name. Raises MalformedMessage."""
        last = len(self._pieces) - 1, len(self._pieces[-1]) - 1
        if self.code == QUERY:
            if self._zeros[:1] != [last]:
                raise MalformedMessage(_NO_STRING[QUERY])
            return b"", self._between((0, _HEAD), last), b""
        if len(self._zeros) < 2:
            raise MalformedMessage(_NO_STRING[self.code])
        first, second = self._zeros
        name = b"".join(self._between((0, _HEAD), first))
        if self.code == BIND:
            statement = b"".join(self._between((first[0], first[1] + 1), second))
            return name, self._between((second[0], second[1] + 1), (last[0], last[1] + 1)), statement
        behind = self._between((second[0], second[1] + 1), (last[0], last[1] + 1))
        types = b"".join(behind) if sum(map(len, behind)) <= _MOST_TYPES else b""
        if len(types) < 2 or (len(types) - 2) % 4:
            raise MalformedMessage(_NO_STRING[PARSE])
        return name, self._between((first[0], first[1] + 1), second), types

    def _between(self, start: tuple[int, int], end: tuple[int, int]) -> list[bytes]:
        pieces = self._pieces[start[0] : end[0] + 1]
        pieces[-1] = pieces[-1][: end[1]]
        pieces[0] = pieces[0][start[1] :]
        return [piece for piece in pieces if piece]


class LongStudy(Waiting):
    """The session waits until the text has been read."""

    def __init__(self, session: Session, message: LongMessage, found: Callable[[Condensed | None], None]) -> None:
        super().__init__(session, session.instance.pool(session.instance.default))
        self._found = found
        self.can_stop = message.code == QUERY

    def done(self, condensed: Condensed | None) -> None:
        self.take_up(partial(self._found, condensed))

    def refuse(self, error: ProxyError) -> None:
        self.session.refuse(error)

    def stop(self) -> None:
        """What is read is read to its end; nobody hears of it."""


def is_taken(session: Session, code: int) -> bool:
    """Whether a long message that comes now can be one, and its pieces mean as much as the whole."""
    if session.copy_in:
        return code == COPY_DATA and session.unwanted is None and session.copy_check is None
    if code == BIND:
        # Relations and routers in Python may ask for the values.
        return not session.instance.planner.needs_text(_A_WRITE, session.context)
    return code in (QUERY, PARSE) and session.instance.reader is not None


def begin(session: Session, message: LongMessage) -> None:
    """The message is whole: where it has a text, that is read, then the session goes on."""
    if message.code == COPY_DATA and not session.copy_in:
        return  # It was under way when the copy failed.
    if not is_taken(session, message.code):
        _take_whole(session, message)
        return
    if message.code == COPY_DATA:
        _send_pieces(session, message.pieces)
        return
    try:
        parts = message.parts()
    except MalformedMessage as error:
        _refuse(session, message, error)
        return
    if message.code == BIND:
        portal, pieces, name = parts
        if session.batch.is_empty:
            session.long_values.clear()
        key = _key()
        session.long_values[key] = LongValues(pieces)
        session.batch.add(BIND, portal + b"\0" + name + b"\0" + key)
    else:
        _study(session, message, parts)


def _refuse(session: Session, message: LongMessage, error: ProxyError) -> None:
    if message.code == QUERY:
        session.refuse(error)
    else:
        # As short as it is wrong: it is refused in its turn.
        session.batch.add(message.code, b"")


def _study(session: Session, message: LongMessage, parts: tuple[bytes, list[bytes], bytes]) -> None:
    reader = session.instance.reader
    assert reader is not None, "nobody reads long texts"
    name, pieces, types = parts

    def found(condensed: Condensed | None) -> None:
        if condensed is None or session.instance.planner.needs_text(condensed.analysis, session.context):
            _take_whole(session, message)
            return
        _forget_old(session)
        key = _key()
        session.long_texts[key] = LongText(pieces, condensed)
        if message.code == PARSE:
            session.batch.add(PARSE, name + b"\0" + key + b"\0" + types)
            return
        simple.query(session, key, key)
        if session.waiting is None:
            # It has left, or was refused.
            session.long_texts.pop(key, None)

    study = LongStudy(session, message, found)
    session.waiting = study
    reader.condense(pieces, session.context.standard_conforming_strings, study.done)


def plan(session: Session, key: bytes, context: Context) -> Plan:
    """The plan of the text that `key` stands for. Raises StillThinking as `Planner.plan` does."""
    condensed = session.long_texts[key].condensed
    return session.instance.planner.plan_condensed(condensed, key, context, session.transaction.bound_by)


def send(session: Session, before: bytes, text: LongValues, behind: bytes) -> None:
    """Sends a message to the lease piece by piece: what is before the text, the text, what is behind it."""
    _send_pieces(session, (before, *text.pieces, behind) if behind else (before, *text.pieces))


def parse(session: Session, name: bytes, text: bytes, types: bytes) -> bytes:
    """The Parse of this text or of what it stands for; that is sent at once, and nothing is left to be sent."""
    long = session.long_texts.get(text) if session.long_texts else None
    if long is None:
        return frontend.message(b"P", name + b"\0" + text + b"\0" + types)
    before = b"P" + _LENGTH.pack(len(name) + long.size + len(types) + 6) + name + b"\0"
    send(session, before, long, b"\0" + types)
    return b""


def bind(session: Session, portal: bytes, name: bytes, rest: bytes) -> bytes:
    """The Bind of this statement with what is behind the names, or with what `rest` stands for; as `parse`."""
    long = session.long_values.get(rest) if session.long_values else None
    length = len(portal) + len(name) + 6
    if long is None:
        return b"B%b%b\0%b\0%b" % (_LENGTH.pack(length + len(rest)), portal, name, rest)
    send(session, b"B%b%b\0%b\0" % (_LENGTH.pack(length + long.size), portal, name), long, b"")
    return b""


def _send_pieces(session: Session, pieces: Sequence[bytes]) -> None:
    session.flush()
    link = session.lease
    assert link is not None, "a message is sent without a connection to send it to"
    for piece in pieces:
        link.send(piece)


def _key() -> bytes:
    return b"-- something long, " + secrets.token_hex(16).encode()


def _take_whole(session: Session, message: LongMessage) -> None:
    whole = message.joined()
    session.intake.take(message.code, whole)


def _forget_old(session: Session) -> None:
    """The texts of statements that the session has no more."""
    kept = {statement.text for statement in session.statements.values()}
    for key in [key for key in session.long_texts if key not in kept]:
        del session.long_texts[key]

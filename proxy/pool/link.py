"""One server connection and the replies it owes: forward, skip or fake, and never to anybody else. May be compiled.

Every request that goes to the server leaves an entry; replies are matched to the entries in order. A batch that needs
nothing injected is one entry, `FORWARD`: everything up to ReadyForQuery belongs to the holder, unread but for the few
messages that change what the proxy knows.
"""

from __future__ import annotations

from collections import deque
from struct import Struct
from typing import Any, Final

from proxy.errors import ProtocolViolation, ProxyError
from proxy.wire.backend import parse_fields, parse_parameter_status
from proxy.wire.codes import (
    BIND_COMPLETE,
    CLOSE_COMPLETE,
    COMMAND_COMPLETE,
    COPY_DATA,
    COPY_IN_RESPONSE,
    DATA_ROW,
    EMPTY_QUERY_RESPONSE,
    ERROR_RESPONSE,
    IDLE,
    NO_DATA,
    NOTICE_RESPONSE,
    NOTIFICATION_RESPONSE,
    PARAMETER_STATUS,
    PARSE_COMPLETE,
    PORTAL_SUSPENDED,
    READY_FOR_QUERY,
    ROW_DESCRIPTION,
)

_LENGTH: Final = Struct("!I")

# Entries of the reply queue. The numbers are compared, never stored.
FORWARD: Final = 0
"""Up to and including ReadyForQuery, to the holder."""
SKIP: Final = 1
"""Up to and including ReadyForQuery, to nobody: a statement the proxy added by itself."""
STEP: Final = 2
"""One message of an extended batch, to the holder: it ends with one of `ENDS[step]`."""
SKIP_STEP: Final = 3
"""The same for a message the proxy added."""
FAKE: Final = 4
"""Bytes that the holder gets when everything before them has come: the server was not asked."""
SYNC_STEP: Final = 5
"""The ReadyForQuery of a batch that was queued step by step."""
ABORT_STEP: Final = 6
"""A statement that cannot be parsed, sent so that the server gives up what the refused batch has done so far."""
CHECK_STEP: Final = 7
"""A step of a look-up the proxy added: where it divides by zero, the holder gets `detail[1]` instead.
Without one, the error goes through as it is: a step of the holder's own whose success it must not hear of."""

# Which messages end the reply to each step of the extended protocol.
PARSE_STEP: Final = (PARSE_COMPLETE,)
BIND_STEP: Final = (BIND_COMPLETE,)
DESCRIBE_STEP: Final = (ROW_DESCRIPTION, NO_DATA)
EXECUTE_STEP: Final = (COMMAND_COMPLETE, EMPTY_QUERY_RESPONSE, PORTAL_SUSPENDED)
CLOSE_STEP: Final = (CLOSE_COMPLETE,)

_WATCHED: Final = frozenset(
    (
        READY_FOR_QUERY,
        ERROR_RESPONSE,
        PARAMETER_STATUS,
        NOTIFICATION_RESPONSE,
        COPY_IN_RESPONSE,
    )
)
_PASSED_IN_PIECES: Final = (DATA_ROW, COPY_DATA)
_ASYNCHRONOUS: Final = (PARAMETER_STATUS, NOTICE_RESPONSE, NOTIFICATION_RESPONSE)


class Link:
    """A `Receiver` that knows whose reply comes next. `holder` is the session that leased it, None at rest."""

    def __init__(self, connection: Any, pool: Any, now: float) -> None:
        # For the life of the connection. `Any`: a ServerConnection and a Pool, which import this module.
        self.connection = connection
        self.pool = pool
        self.database: str = connection.database
        self.opened = now
        connection.receiver = self
        # Changing with every lease
        self.holder: Any = None
        # From a session's start to its end: the session whose client was told this connection's process id
        self.owner: Any = None
        self.idle_since = now
        self.retired = False
        self.said_why = False
        """The holder was given the server's own reason for the end that follows."""
        # While it is a lane (see `pool.lane`): whose turns are under way, `holder` first. Any: as above.
        self.turns: Any = None
        self.stalled = False
        self.lanes: Any = None
        self.head_since = now
        self.turn_seconds = 0.0
        # What the server knows, kept in step with what was sent
        self.parameters: dict[str, str] = dict(connection.parameters)
        self.settings: dict[str, str] = {}
        self.prepared: dict[bytes, None] = {}
        self.unnamed: Any = None
        self.status = IDLE
        # For the replies under way
        self.queue: deque[tuple[int, Any]] = deque()
        self._discarding = False
        self._partial = b""
        self._remaining = 0
        self._remaining_forwarded = False
        self._delivered = False

    @property
    def is_closed(self) -> bool:
        return bool(self.connection.is_closed)

    @property
    def is_quiet(self) -> bool:
        """No reply is owed and no half message has come: fit for another session."""
        return not self.queue and not self._partial and not self._remaining and self.status == IDLE

    def close(self) -> None:
        self.connection.close()

    def send(self, data: bytes) -> None:
        self.connection.send(data)

    def expect(self, entry: int, detail: Any = None) -> None:
        """Adds one entry; after an error of the batch, entries up to its Sync are void, as the server sees it."""
        if self._discarding:
            if entry == SYNC_STEP:
                self._discarding = False
            else:
                return
        self.queue.append((entry, detail))

    # ---- replies, from the server

    def replies(self, data: bytes) -> None:
        holder = self.holder
        position = 0
        if self._remaining:
            if len(data) < self._remaining:
                self._remaining -= len(data)
                if self._remaining_forwarded and holder is not None:
                    holder.client_write(data)
                return
            position = self._remaining
            self._remaining = 0
            if self._remaining_forwarded and holder is not None:
                holder.client_write(data[:position])
            data = data[position:]
            position = 0
        elif self._partial:
            data = self._partial + data
            self._partial = b""
        size = len(data)
        start = 0
        queue = self.queue
        while size - position >= 5:
            code = data[position]
            end = position + 1 + _LENGTH.unpack_from(data, position + 1)[0]
            if queue and queue[0][0] == FORWARD and code not in _WATCHED:
                if end > size:
                    if code in _PASSED_IN_PIECES:
                        self._remaining = end - size
                        self._remaining_forwarded = True
                        position = size
                    break
                position = end
                continue
            if end > size:
                if code in _PASSED_IN_PIECES:
                    forwarded = bool(queue) and queue[0][0] == STEP
                    if not forwarded and position > start and self.holder is not None:
                        self.holder.client_write(data[start:position])
                    self._remaining = end - size
                    self._remaining_forwarded = forwarded
                    position = size
                    if not forwarded:
                        start = size
                break
            # A watched message: what was passed over goes out first, so that order is kept.
            if self._take(code, data, position, end):
                position = end
                if code == READY_FOR_QUERY:
                    self._write(data, start, position)
                    start = position
                    self.status = data[position - 1]
                    if not queue or self.turns is not None:
                        self._ready()
                    self._emit_fakes()
                elif queue and queue[0][0] == FAKE:
                    self._write(data, start, position)
                    start = position
                    self._emit_fakes()
            else:
                self._write(data, start, position)
                position = end
                start = position
                if code == READY_FOR_QUERY:
                    self.status = data[end - 1]
                    self._emit_fakes()
                    if not queue:
                        self._ready()
                else:
                    self._emit_fakes()
        self._write(data, start, position)
        if position < size:
            self._partial = data[position:]

    def _take(self, code: int, data: bytes, position: int, end: int) -> bool:
        """Whether this message goes to the holder; advances the queue by it."""
        queue = self.queue
        if code in _ASYNCHRONOUS:
            return self._take_asynchronous(code, data[position + 5 : end])
        if not queue:
            if code == ERROR_RESPONSE:
                # The server says why it is about to close the connection; `lost` follows.
                fields = parse_fields(data[position + 5 : end])
                self.connection.last_error = fields
                if self.holder is not None:
                    self.said_why = True
                    self.holder.server_ending(fields)
                return False
            raise ProtocolViolation(f'the server of database "{self.database}" sent a reply nobody asked for')
        entry, detail = queue[0]
        if entry in (FORWARD, SKIP):
            if code == READY_FOR_QUERY:
                queue.popleft()
            elif code == ERROR_RESPONSE:
                self._error(entry, data[position + 5 : end])
            elif code == COPY_IN_RESPONSE and entry == FORWARD and self.holder is not None:
                self.holder.copy_in_begun()
            return entry == FORWARD
        if code == ERROR_RESPONSE:
            self._error(entry, data[position + 5 : end])
            self._discard_batch()
            if (
                entry == CHECK_STEP
                and detail[1] is not None
                and parse_fields(data[position + 5 : end]).get("C") == "22012"
            ):
                queue.appendleft((FAKE, detail[1]))
                return False
            return entry != ABORT_STEP
        if entry == SYNC_STEP:
            if code == READY_FOR_QUERY:
                queue.popleft()
            return True
        if code == COPY_IN_RESPONSE and self.holder is not None:
            self.holder.copy_in_begun()
        if code in detail[0]:
            queue.popleft()
        return entry == STEP

    def _take_asynchronous(self, code: int, body: bytes) -> bool:
        if code == PARAMETER_STATUS:
            name, value = parse_parameter_status(body)
            self.parameters[name] = value
            holder = self.holder
            if holder is None or holder.known.get(name) == value:
                return False
            holder.known[name] = value
            return True
        if code == NOTICE_RESPONSE and self.queue and self.queue[0][0] == SKIP:
            return False
        return self.holder is not None

    def _error(self, entry: int, body: bytes) -> None:
        holder = self.holder
        if holder is None:
            return
        fields = parse_fields(body)
        if entry in (FORWARD, STEP, SYNC_STEP) and fields.get("V", fields.get("S")) in ("FATAL", "PANIC"):
            self.said_why = True
        holder.server_error(entry, fields)

    def _discard_batch(self) -> None:
        """An error voids the rest of the batch, whether the server has it yet or not."""
        queue = self.queue
        while queue:
            entry, detail = queue[0]
            if entry in (SYNC_STEP, FORWARD, SKIP):
                return
            if entry in (STEP, SKIP_STEP) and detail[0] is PARSE_STEP:
                self._parse_failed(detail)
            queue.popleft()
        self._discarding = True

    def _parse_failed(self, detail: Any) -> None:
        """`detail` is that of a step: what ends it, the statement's name on servers, its name for the client."""
        if detail[1] is None:
            self.unnamed = None
        else:
            self.prepared.pop(detail[1], None)
        if detail[2] is not None and self.holder is not None:
            self.holder.parse_failed(detail[2])

    def _emit_fakes(self) -> None:
        queue = self.queue
        while queue and queue[0][0] == FAKE:
            data = queue.popleft()[1]
            if self.holder is not None:
                self.holder.client_write(data)

    def emit_fakes(self) -> None:
        """Delivers fakes at the head of the queue at once: nothing of the server's is before them."""
        self._emit_fakes()

    def _write(self, data: bytes, start: int, end: int) -> None:
        if end <= start or self.holder is None:
            return
        self._delivered = True
        self.holder.client_write(data if start == 0 and end == len(data) else data[start:end])

    def _ready(self) -> None:
        holder = self.holder
        turns = self.turns
        if turns:
            turns.popleft()
            self._delivered = False
            self.holder = turns[0] if turns else None
            self.lanes.turn_over(self)
        if holder is not None:
            holder.exchange_done(self, self.status)

    # ---- the rest of `Receiver`

    def lost(self, error: ProxyError) -> None:
        holder = self.holder
        owner, self.owner = self.owner, None
        if owner is not None:
            owner.home_lost(error)
        self.queue.clear()
        if self.turns is not None:
            self._lane_lost(error)
            return
        self.pool.discard(self)
        if holder is not None:
            holder.server_lost(self, error)

    def _lane_lost(self, error: ProxyError) -> None:
        """Who has got nothing yet is served elsewhere; the first may have, and is told."""
        head = self.holder
        begun = self._delivered
        passengers = self.lanes.lost(self)
        self.pool.discard(self)
        for passenger in passengers:
            if passenger is head and begun:
                passenger.server_lost(self, error)
            else:
                passenger.say_again()

    def server_full(self) -> None:
        if self.holder is not None:
            self.holder.server_full()

    def server_drained(self) -> None:
        if self.holder is not None:
            self.holder.server_drained()

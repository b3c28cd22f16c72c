"""One server connection and the replies it owes: forward, skip or fake, and never to anybody else. May be compiled.

Every request that goes to the server leaves an entry, which names whom the reply is for; replies are matched to the
entries in order. A batch that needs nothing injected is one entry, `FORWARD`: everything up to ReadyForQuery belongs
to its holder, unread but for the few messages that change what the proxy knows.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from proxy.config import PoolMode
from proxy.errors import ProtocolViolation, ProxyError
from proxy.pool.entry import (
    ABORT_STEP,
    BEGIN,
    DESCRIBE_STEP,
    FAKE,
    FORWARD,
    PARSE_STEP,
    SKIP,
    SKIP_STEP,
    STEP,
    SYNC_STEP,
    Entry,
)
from proxy.pool.holder import Holder
from proxy.pool.statements import Statements
from proxy.wire.backend import BEGINNING_OF_ERROR, LONG_ERROR, parse_fields, parse_parameter_status
from proxy.wire.codes import (
    COMMAND_COMPLETE,
    COPY_DATA,
    COPY_IN_RESPONSE,
    DATA_ROW,
    ERROR_RESPONSE,
    IDLE,
    NOTICE_RESPONSE,
    NOTIFICATION_RESPONSE,
    PARAMETER_DESCRIPTION,
    PARAMETER_STATUS,
    READY_FOR_QUERY,
)
from proxy.wire.frontend import SYNC

if TYPE_CHECKING:
    from mypy_extensions import i64

    from proxy.pool.lane import Group
    from proxy.pool.pool import Pool


class Link:
    """A `Receiver` that knows whose reply comes next. `holder` is the session that leased it; it is nobody's at rest
    and while it is a lane."""

    def __init__(self, connection: Any, pool: Pool | None, now: float) -> None:
        # For the life of the connection. `Any`: a ServerConnection, of which there are several kinds.
        self.connection = connection
        self._pool = pool
        self._write_to_server = connection.writer()
        self.database: str = connection.database
        self.opened = now
        self.takes_both_protocols = pool is not None and pool.backend.kind == "postgresql"
        """A query string may follow messages of the extended protocol that no Sync has ended."""
        self.keeps_session = pool is not None and pool.settings.mode is PoolMode.SESSION
        """A client that has it keeps it, unless the user's own mode is another."""
        connection.receiver = self
        # Changing with every lease
        self.nobody = Holder()
        self.holder: Holder = self.nobody
        self.idle_since = now
        self.retired = False
        self.is_old = False
        """The defaults of its settings have changed since it was made: nobody but its owner has it from now on."""
        self.said_why = False
        """The holder was given the server's own reason for the end that follows."""
        # While the server is told to cancel what runs
        self._cancels = 0
        self._is_given_back = False
        # From a session's start to its end: the session whose client was told this connection's process id. Any: a
        # Session, which imports this module.
        self.owner: Any = None
        # While it is a lane (see `pool.lane`)
        self.group: Group | None = None
        self.turns = 0
        self.is_stalled = False
        self.answered = 0
        """How many turns were answered, for the life of the connection."""
        self.answered_at_tick = -1
        """The same when the lanes' watch last looked; -1 where no turn was under way."""
        self.silent_ticks = 0
        """For how many of its looks nothing was answered."""
        self.answered_at_expiry = 0
        # What the server knows, kept in step with what was sent
        self.parameters: dict[str, str] = dict(connection.parameters)
        if pool is not None:
            self.parameters = pool.interned(self.parameters)
        self.settings: dict[str, str] = {}
        self.statements = Statements()
        self.status = IDLE
        # For the replies under way
        self.queue: deque[Entry] = deque()
        self._discarding = False
        self._unsaid: Holder | None = None
        self._partial = bytearray()
        self._needed = 0
        self._remaining = 0
        self._remaining_for: Holder | None = None
        self.has_delivered = False
        """Something of the reply at the head of the queue has gone to its holder."""

    @property
    def pool(self) -> Pool:
        assert self._pool is not None, "a link without a pool is a test's"
        return self._pool

    @property
    def is_closed(self) -> bool:
        return bool(self.connection.is_closed)

    @property
    def is_quiet(self) -> bool:
        """No reply is owed and no half message has come: fit for another session."""
        is_idle = not self.queue and not self._partial and not self._remaining and self.status == IDLE
        return is_idle and not self._cancels

    @property
    def is_discarding(self) -> bool:
        """The server reads over everything up to the next Sync."""
        return self._discarding

    def is_within_row_of(self, holder: Holder) -> bool:
        """The holder has got the beginning of a row whose rest has not come: nothing else may be said to it."""
        return self._remaining > 0 and self._remaining_for is holder

    def close(self) -> None:
        self.connection.close()

    def send(self, data: bytes) -> None:
        self._write_to_server(data)

    def expect(self, kind: int, detail: Any = None, holder: Holder | None = None) -> None:
        """Adds an entry for `holder`, whose lease or turn this is; it need be told of a lane only.

        After an error of the batch, entries up to its Sync are void, as the server sees it.
        """
        if self._discarding:
            if kind != SYNC_STEP:
                self._void(Entry(kind, self.holder if holder is None else holder, detail))
                return
            self._discarding = False
        if kind in (SKIP, BEGIN):
            # A query string: a server forgets its unnamed statement over it.
            self.statements.unnamed = None
        self.queue.append(Entry(kind, self.holder if holder is None else holder, detail))

    def expect_whole(self, entry: Entry) -> None:
        """Adds a FORWARD entry that its holder keeps for the purpose. Nothing of a batch may be outstanding."""
        self.queue.append(entry)

    def release(self) -> None:
        """The holder gives the connection back."""
        self.holder = self.nobody
        if self._cancels:
            self._is_given_back = True
        else:
            self.pool.release(self)

    def cancel(self) -> None:
        """Asks the server to cancel what runs. It is not given back before that was heard: a late cancel would meet the
        statement of whoever comes next."""
        self._cancels += 1
        self.connection.cancel(self._cancel_heard)

    def _cancel_heard(self, is_sure: bool) -> None:
        self._cancels -= 1
        if not is_sure:
            self.retired = True
        if self._is_given_back and not self._cancels:
            self._is_given_back = False
            self.pool.release(self)

    def unsay(self, holder: Holder) -> None:
        """From within `server_error`, while nothing was delivered: this reply goes to nobody, its end to `holder`."""
        self._unsaid = holder

    def hand_over(self, holder: Holder) -> None:
        """What is owed to the present holder is owed to `holder` from now on."""
        self.holder = holder
        self.queue = deque(Entry(entry.kind, holder, entry.detail) for entry in self.queue)

    # ---- replies, from the server

    def replies(self, data: bytes) -> None:
        try:
            self._replies(data)
        except ProtocolViolation as problem:
            # Whose reply the next one is, nobody can tell any more.
            self.connection.not_understood(problem)

    def _replies(self, data: bytes) -> None:
        if self._remaining or self._partial:
            data = self._continued(data)
        size: i64 = len(data)
        position: i64 = 0
        start: i64 = 0
        queue = self.queue
        holder = queue[0].holder if queue else self.holder
        forwarding = bool(queue) and queue[0].kind == FORWARD
        while size - position >= 5:
            code: i64 = data[position]
            end: i64 = (
                position
                + 1
                + (
                    (data[position + 1] << 24)
                    | (data[position + 2] << 16)
                    | (data[position + 3] << 8)
                    | data[position + 4]
                )
            )
            if end > size:
                break
            if end < position + 5:
                raise ProtocolViolation(f'the server of database "{self.database}" sent an invalid message')
            if forwarding and (
                code == DATA_ROW
                or (
                    code != READY_FOR_QUERY
                    and code != ERROR_RESPONSE
                    and code != PARAMETER_STATUS
                    and code != NOTIFICATION_RESPONSE
                    and code != COPY_IN_RESPONSE
                )
            ):
                position = end
                continue
            if forwarding and code == READY_FOR_QUERY:
                # The end of a plain exchange: its bytes leave in one piece with what was passed over.
                queue.popleft()
                position = end
                self._write(holder, data, start, position)
                start = position
                self._ready(holder, data[position - 1])
                if self.queue:
                    self.emit_fakes()
            elif self._take(code, data, position, end):
                position = end
                if code == READY_FOR_QUERY or (queue and (queue[0].kind == FAKE or queue[0].holder is not holder)):
                    self._write(holder, data, start, position)
                    start = position
                    if code == READY_FOR_QUERY:
                        self._ready(holder, data[position - 1])
                    self.emit_fakes()
            else:
                if self._unsaid is None:
                    self._write(holder, data, start, position)
                self._unsaid = None
                position = end
                start = position
                self.emit_fakes()
                if code == READY_FOR_QUERY:
                    self._ready(holder, data[position - 1])
            queue = self.queue
            holder = queue[0].holder if queue else self.holder
            forwarding = bool(queue) and queue[0].kind == FORWARD
        if position < size:
            self._keep_rest(data, position, start, holder)
        else:
            self._write(holder, data, start, position)

    def _continued(self, data: bytes) -> bytes:
        """What of `data` is still to be read: the rest of a row that is passed on in pieces is not."""
        if self._remaining:
            size = len(data)
            remaining = self._remaining
            passed = size if size < remaining else remaining
            self._remaining = remaining - passed
            if self._remaining_for is not None:
                self._remaining_for.client_write(data if passed == size else data[:passed])
            return data[passed:]
        # Joined once: an error that quotes a long statement comes in hundreds of pieces.
        self._partial += data
        if len(self._partial) < self._needed:
            return b""
        data = bytes(self._partial)
        self._partial.clear()
        return data

    def _keep_rest(self, data: bytes, position: int, start: int, holder: Holder) -> None:
        """A message begins at the end of a chunk: what there is of a row is passed on, others wait for the rest."""
        size = len(data)
        has_head = size - position >= 5
        code = data[position] if has_head else 0
        length = int.from_bytes(data[position + 1 : position + 5], "big") if has_head else 4
        is_heard = bool(self.queue) and self.queue[0].kind in (FORWARD, STEP)
        is_long = code == ERROR_RESPONSE and length > LONG_ERROR
        if is_long and size - position >= BEGINNING_OF_ERROR:
            # It quotes a very long statement. Its code is known; the rest is passed on as it comes.
            is_heard = self._take(ERROR_RESPONSE, data, position, size)
            self._unsaid = None
        elif code != DATA_ROW and code != COPY_DATA:
            self._write(holder, data, start, position)
            self._partial += data[position:]
            self._needed = BEGINNING_OF_ERROR if is_long else 1 + length
            return
        self._remaining = position + 1 + length - size
        self._remaining_for = holder if is_heard else None
        self._write(holder, data, start, size if is_heard else position)

    def _take(self, code: int, data: bytes, position: int, end: int) -> bool:
        """Whether this message goes to the holder; advances the queue by it."""
        queue = self.queue
        if code in (PARAMETER_STATUS, NOTICE_RESPONSE, NOTIFICATION_RESPONSE):
            return self._take_asynchronous(code, data[position + 5 : end])
        if not queue:
            if code == ERROR_RESPONSE:
                # The server says why it is about to close the connection; `lost` follows.
                fields = parse_fields(data[position + 5 : end])
                self.connection.last_error = fields
                self.said_why = self.holder is not self.nobody
                self.holder.server_ending(fields)
                return False
            raise ProtocolViolation(f'the server of database "{self.database}" sent a reply nobody asked for')
        entry = queue[0]
        kind = entry.kind
        if kind in (FORWARD, SKIP):
            if code == READY_FOR_QUERY:
                queue.popleft()
            elif code == ERROR_RESPONSE:
                self._error(entry, data[position + 5 : end])
                if self._unsaid is not None:
                    queue[0] = Entry(SKIP, self._unsaid, None)
                    return False
            elif code == COPY_IN_RESPONSE and kind == FORWARD:
                entry.holder.copy_in_begun()
            return kind == FORWARD
        if kind == BEGIN:
            if code == COMMAND_COMPLETE:
                queue.popleft()
            elif code == ERROR_RESPONSE:
                self._begin_failed(entry, data[position + 5 : end])
                return True
            return False
        if code == ERROR_RESPONSE:
            return self._step_failed(entry, data[position + 5 : end])
        if kind == SYNC_STEP:
            if code == READY_FOR_QUERY:
                queue.popleft()
            return True
        if code == COPY_IN_RESPONSE:
            entry.holder.copy_in_begun()
        if code in entry.detail[0]:
            if code in DESCRIBE_STEP and entry.detail[2] is not None:
                entry.holder.described(self, entry.detail[2], self.statements.parameters + data[position:end])
            queue.popleft()
        elif code == PARAMETER_DESCRIPTION:
            self.statements.parameters = data[position:end]
        return kind == STEP

    def _take_asynchronous(self, code: int, body: bytes) -> bool:
        holder = self.queue[0].holder if self.queue else self.holder
        if code == PARAMETER_STATUS:
            name, value = parse_parameter_status(body)
            self.parameters = {**self.parameters, name: value}
            if self._pool is not None:
                self.parameters = self._pool.interned(self.parameters)
            if holder is self.nobody or holder.known.get(name) == value:
                return False
            holder.known[name] = value
            return True
        if code == NOTICE_RESPONSE and self.queue and self.queue[0].kind == SKIP:
            holder.remarked(body)
            return False
        return holder is not self.nobody

    def _error(self, entry: Entry, body: bytes) -> None:
        fields = parse_fields(body)
        if fields.get("V", fields.get("S")) in ("FATAL", "PANIC"):
            self.connection.last_error = fields
            if entry.kind in (FORWARD, STEP, SYNC_STEP, BEGIN):
                self.said_why = True
        entry.holder.server_error(self, entry.kind, fields)

    def _begin_failed(self, entry: Entry, body: bytes) -> None:
        """The server reads over what follows up to a Sync; what was to run in the transaction has failed by this."""
        self._error(entry, body)
        self._discard_batch()
        if entry.detail:
            self.send(SYNC)

    def _step_failed(self, entry: Entry, body: bytes) -> bool:
        """Whether the holder hears of this error of its batch."""
        self._error(entry, body)
        self._discard_batch()
        if self._unsaid is not None:
            # Up to the Sync of its batch.
            self.queue[0] = Entry(SKIP, self._unsaid, None)
            return False
        return entry.kind != ABORT_STEP

    def _discard_batch(self) -> None:
        """An error voids the rest of the batch, whether the server has it yet or not."""
        queue = self.queue
        while queue:
            entry = queue[0]
            if entry.kind in (SYNC_STEP, FORWARD, SKIP):
                return
            self._void(entry)
            queue.popleft()
        self._discarding = True

    def _void(self, entry: Entry) -> None:
        """The server reads over this step."""
        if entry.kind not in (STEP, SKIP_STEP):
            return
        self.statements.void(entry.detail)
        if entry.detail[0] == PARSE_STEP and entry.detail[2] is not None:
            entry.holder.parse_failed(entry.detail[2])

    def emit_fakes(self) -> None:
        """Delivers fakes at the head of the queue at once: nothing of the server's is before them."""
        queue = self.queue
        while queue and queue[0].kind == FAKE:
            entry = queue.popleft()
            entry.holder.client_write(entry.detail)

    def _write(self, holder: Holder, data: bytes, start: int, end: int) -> None:
        if end > start:
            self.has_delivered = True
            holder.client_write(data if start == 0 and end == len(data) else data[start:end])

    def _ready(self, holder: Holder, status: int) -> None:
        """ReadyForQuery has come. On a lane each ends a turn; else only the last that is owed ends the exchange."""
        self.status = status
        if self.group is not None:
            self.has_delivered = False
            self.turns -= 1
            self.answered += 1
            if not self.turns and (self.is_stalled or self.retired or self.pool.waiters):
                self.group.lanes.disband(self)
            holder.exchange_done(self, status)
        elif not self.queue:
            self.has_delivered = False
            holder.exchange_done(self, status)

    # ---- the rest of `Receiver`

    def lost(self, error: ProxyError) -> None:
        holder = self.holder
        owner, self.owner = self.owner, None
        if owner is not None:
            owner.home_lost(self, error)
        if self.group is not None:
            self.group.lanes.lost(self, error)
            return
        self.queue.clear()
        self.pool.discard(self)
        holder.server_lost(self, error)

    def server_full(self) -> None:
        self.holder.server_full()

    def server_drained(self) -> None:
        self.holder.server_drained()

"""An authenticated connection to a PostgreSQL server: bytes out, bytes in, as directly as possible."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from struct import Struct
from typing import Final

from proxy.backends.base import Receiver
from proxy.errors import ConnectionFailure, ProxyError
from proxy.wire.backend import parse_fields, parse_parameter_status
from proxy.wire.codes import ERROR_RESPONSE, NOTICE_RESPONSE, NOTIFICATION_RESPONSE, PARAMETER_STATUS
from proxy.wire.frontend import TERMINATE

_LENGTH: Final = Struct("!I")
HIGH_WATER: Final = 1024 * 1024


class PostgresConnection(asyncio.Protocol):
    """A `ServerConnection`. `canceller` opens the other connection that a cancel request needs; it returns at once."""

    data_received: Callable[[bytes], None]  # type: ignore[assignment]
    """Of each object, not a method: the event loop calls the receiver without anything in between."""

    def __init__(
        self,
        database: str,
        address: str,
        process_id: int,
        parameters: dict[str, str],
        canceller: Callable[[Callable[[bool], None]], None],
    ) -> None:
        # For the life of the connection
        self.database = database
        self.address = address
        self.process_id = process_id
        self._cancel = canceller
        self._transport: asyncio.Transport
        # As the server reports
        self.parameters = parameters
        self.last_error: dict[str, str] | None = None
        # Until the end
        self.is_closed = False
        # While nobody receives: the beginning of a message that is not complete yet
        self._partial = b""
        self._receiver: Receiver | None = None
        self.data_received = self._unreceived

    def attach(self, transport: asyncio.Transport) -> None:
        """Takes over the transport of a connection whose start-up is done."""
        self._transport = transport
        transport.set_write_buffer_limits(high=HIGH_WATER)
        self._deliver_to(self._unreceived)

    @property
    def receiver(self) -> Receiver | None:
        return self._receiver

    @receiver.setter
    def receiver(self, receiver: Receiver | None) -> None:
        self._receiver = receiver
        if receiver is None:
            self._deliver_to(self._unreceived)
        elif self._partial:
            self._deliver_to(self._received_after_partial)
        else:
            self._deliver_to(receiver.replies)

    def _deliver_to(self, receive: Callable[[bytes], None]) -> None:
        self.data_received = receive
        if not self.is_closed:
            # uvloop looks for `data_received` when it is told of a protocol, and not again.
            self._transport.set_protocol(self)

    def writer(self) -> Callable[[bytes], object]:
        return self._transport.write

    def pause_reading(self) -> None:
        if not self.is_closed:
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if not self.is_closed:
            self._transport.resume_reading()

    def cancel(self, heard: Callable[[bool], None]) -> None:
        if self.is_closed:
            heard(True)
        else:
            self._cancel(heard)

    def close(self) -> None:
        if self.is_closed:
            return
        self.is_closed = True
        self._receiver = None
        self.data_received = _ignore
        if self._transport.get_write_buffer_size():
            # The server does not take what it was sent; it would not hear a Terminate either.
            self._transport.abort()
            return
        self._transport.write(TERMINATE)
        self._transport.close()

    def not_understood(self, problem: ProxyError) -> None:
        if not self.is_closed:
            self._lose(
                ConnectionFailure(
                    f'the server of database "{self.database}" ({self.address}) is not understood: {problem}'
                )
            )

    # ---- called by the event loop

    def pause_writing(self) -> None:
        if self._receiver is not None:
            self._receiver.server_full()

    def resume_writing(self) -> None:
        if self._receiver is not None:
            self._receiver.server_drained()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.is_closed:
            self._lose(self._why_lost(exc))

    def _lose(self, error: ConnectionFailure) -> None:
        self.is_closed = True
        self._transport.abort()
        receiver, self._receiver = self._receiver, None
        self.data_received = _ignore
        if receiver is not None:
            receiver.lost(error)

    # ---- the server's last words

    def _why_lost(self, exc: Exception | None) -> ConnectionFailure:
        fields = self.last_error
        # Only a FATAL or PANIC ends connections; an earlier ERROR of some statement says nothing about the end.
        if fields is not None and fields.get("V", fields.get("S")) in ("FATAL", "PANIC"):
            return ConnectionFailure(
                fields.get("M", "the server ended the connection"),
                detail=f'Reported by the server of database "{self.database}" ({self.address}).',
                sqlstate=fields.get("C"),
            )
        reason = f": {exc}" if exc is not None else ""
        return ConnectionFailure(
            f'the server of database "{self.database}" ({self.address}) closed the connection unexpectedly{reason}',
            hint="The transaction under way, if any, was rolled back; run it again.",
        )

    # ---- while nobody receives

    def _unreceived(self, data: bytes) -> None:
        """Between start-up and the first receiver a server may only report parameters, notices, or its end."""
        data = self._partial + data
        position = 0
        while len(data) - position >= 5:
            end = position + 1 + _LENGTH.unpack_from(data, position + 1)[0]
            if end > len(data):
                break
            code = data[position]
            body = data[position + 5 : end]
            if code == PARAMETER_STATUS:
                name, value = parse_parameter_status(body)
                self.parameters[name] = value
            elif code == ERROR_RESPONSE:
                self.last_error = parse_fields(body)
            elif code not in (NOTICE_RESPONSE, NOTIFICATION_RESPONSE):
                self.close()
                return
            position = end
        self._partial = data[position:]

    def _received_after_partial(self, data: bytes) -> None:
        partial, self._partial = self._partial, b""
        assert self._receiver is not None
        self._deliver_to(self._receiver.replies)
        self._receiver.replies(partial + data)


def _ignore(_data: bytes) -> None:
    """What a server says after the proxy has hung up."""

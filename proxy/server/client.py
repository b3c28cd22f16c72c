"""One client's connection: start-up, TLS, then its bytes to its session and back, never more than it can take."""

from __future__ import annotations

import asyncio
import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, cast

from proxy.config import ADMIN_DATABASE, ClientTls, LimitSettings
from proxy.errors import FatalError, ProxyError, TooManyConnections
from proxy.net import TaskOwner, set_socket_options
from proxy.server.cancel import CancelKeys
from proxy.server.census import Census
from proxy.session.admission import Admission
from proxy.session.startup import Admit, CancelOther, NoStartup, Refuse, StartTls, Startup, StartupMachine, Write
from proxy.wire import backend

HIGH_WATER: Final = 1024 * 1024
"""Bytes kept for a client that does not read, before its session is asked to stop its server."""
LOW_WATER: Final = 256 * 1024
_WAITING_ROOM: Final = 100
"""Connections beyond the limit that are kept as long as start-up takes, to be told why they cannot stay."""
_LINGER: Final = 30.0
"""Seconds that a closed client gets to read what was written to it."""
_GOODBYE: Final = 1.0
"""Seconds that one gets to say goodbye, as TLS asks for."""


class Session(Protocol):
    """The conversation after start-up."""

    def start(self) -> None:
        """Sends ParameterStatus, BackendKeyData and ReadyForQuery as soon as it can."""

    def client_data(self, data: bytes) -> None: ...

    def client_finished(self) -> None:
        """The client has closed its half of the connection: it is told what it is owed, then the session ends."""

    def client_lost(self) -> None: ...

    def client_full(self) -> None: ...

    def client_drained(self) -> None: ...

    def cancel(self) -> None: ...


class Sessions(Protocol):
    """Where sessions come from and go to."""

    def next_process_id(self) -> int: ...

    def open_session(self, client: ClientConnection, startup: Startup, process_id: int, secret: bytes) -> Session:
        """Raises FatalError for what this client may not open."""

    def close_session(self, process_id: int) -> None: ...


@dataclass(slots=True)
class Reception:
    """What all clients of a listener share. Its owner replaces fields on reload; new clients see the new ones."""

    sessions: Sessions
    admission: Admission
    limits: LimitSettings
    keys: CancelKeys
    tasks: TaskOwner
    clients: set[ClientConnection]
    tls: ClientTls = ClientTls.OFF
    tls_context: ssl.SSLContext | None = None
    tls_binding: bytes | None = None
    refused: Callable[[str | None, ProxyError, str | None], None] | None = None
    """Told of every client that was not let in: its address, the error, and what the log may know besides."""
    census: Census | None = None
    """With several workers: what the others have, for the limits hold for all together."""
    worker: int = 0

    def counted(self) -> None:
        """A client has come or gone."""
        if self.census is not None:
            self.census.report(self.worker, len(self.clients))

    def is_full(self) -> bool:
        others = 0 if self.census is None else self.census.others(self.worker)
        return len(self.clients) + others > self.limits.clients


class ClientConnection(asyncio.Protocol):
    """See the module. To the session it is the client: `writer`, `close`, `pause_reading`, `resume_reading`."""

    data_received: Callable[[bytes], None]  # type: ignore[assignment]
    """Of each object, not a method: the event loop calls the session without anything in between."""

    def __init__(self, reception: Reception) -> None:
        # For the life of the connection
        self._reception = reception
        self._transport: asyncio.Transport
        self._beneath: asyncio.Transport
        """The transport that carries TLS; the same where there is none."""
        self.address: str | None = None
        self._closing = False
        # During start-up
        self._machine: StartupMachine
        self._deadline: asyncio.TimerHandle | None = None
        self._upgrading: asyncio.Task[None] | None = None
        self.data_received = self._startup_data
        # After it
        self._session: Session | None = None
        self.process_id = 0
        self.key = 0
        self.is_encrypted = False

    # ---- for the session

    def writer(self) -> Callable[[bytes], object]:
        return self._transport.write

    def write(self, data: bytes) -> None:
        if not self._closing:
            self._transport.write(data)

    def close(self) -> None:
        """After what was written has left, or after some patience."""
        if self._closing:
            return
        self._closing = True
        self._stop_deadline()
        self._transport.close()
        loop = asyncio.get_running_loop()
        if self.is_encrypted:
            self._deadline = loop.call_later(_GOODBYE, self._part)
        elif self._transport.get_write_buffer_size():
            self._deadline = loop.call_later(_LINGER, self._transport.abort)

    def _part(self) -> None:
        """TLS waits for the client's goodbye; one that does not read says none, and has all that was written."""
        if self._beneath.get_write_buffer_size() or self._transport.get_write_buffer_size():
            self._deadline = asyncio.get_running_loop().call_later(_LINGER, self._transport.abort)
        else:
            self._transport.abort()

    def pause_reading(self) -> None:
        if not self._closing:
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if not self._closing:
            self._transport.resume_reading()

    def known_as(self, process_id: int) -> bool:
        """Cancel requests name this process id from now on; False where it is another client's."""
        session = self._session
        if session is None or not self._reception.keys.rename(self.key, process_id):
            return False
        self.key = process_id
        return True

    @property
    def is_closing(self) -> bool:
        return self._closing

    # ---- called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's, though they do all that one does.
        transport = cast("asyncio.Transport", transport)
        self._transport = self._beneath = transport
        reception = self._reception
        set_socket_options(transport)
        transport.set_write_buffer_limits(high=HIGH_WATER, low=LOW_WATER)
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if isinstance(peer, tuple) else None
        reception.clients.add(self)
        reception.counted()
        if len(reception.clients) > reception.limits.clients + _WAITING_ROOM:
            transport.abort()
            return
        self._machine = StartupMachine(
            reception.admission, reception.tls, reception.limits.startup_size, self.address, _nonce
        )
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(reception.limits.startup_timeout, self._too_late)

    def pause_writing(self) -> None:
        if self._session is not None:
            self._session.client_full()

    def resume_writing(self) -> None:
        if self._session is not None:
            self._session.client_drained()

    def eof_received(self) -> bool:
        """Whether the connection stays open; an encrypted one never does, for TLS has no half that could."""
        if self._session is None or self._closing or self.is_encrypted:
            return False
        self._session.client_finished()
        return not self._closing

    def connection_lost(self, exc: Exception | None) -> None:
        self._closing = True
        self._stop_deadline()
        self._reception.clients.discard(self)
        self._reception.counted()
        if self._upgrading is not None:
            self._upgrading.cancel()
        session, self._session = self._session, None
        if session is None:
            return
        self._reception.keys.forget(self.key)
        session.client_lost()
        self._reception.sessions.close_session(self.process_id)

    # ---- start-up

    def _startup_data(self, data: bytes) -> None:
        for action in self._machine.receive(data):
            match action:
                case Write(data=answer):
                    self.write(answer)
                case StartTls():
                    # Paused before the client may speak TLS, so that no byte of it is taken for start-up.
                    self._transport.pause_reading()
                    self._upgrading = self._reception.tasks.spawn(self._upgrade(), "TLS handshake")
                case CancelOther(process_id=process_id, secret=secret):
                    self._reception.keys.cancel(process_id, secret)
                    self.close()
                case Refuse(error=error, why=why):
                    self._refuse(error, why)
                case Admit(startup=startup, rest=rest):
                    self._admit(startup, rest)

    async def _upgrade(self) -> None:
        context = self._reception.tls_context
        assert context is not None, "TLS is offered without a context"
        self._transport.write(b"S")
        try:
            encrypted = await asyncio.get_running_loop().start_tls(self._transport, self, context, server_side=True)
        except (OSError, asyncio.IncompleteReadError) as error:
            self._tell_refused(FatalError(f"TLS handshake failed: {error}", sqlstate="08006"), None)
            self._abort()
            return
        finally:
            self._upgrading = None
        if encrypted is None:
            self._abort()
            return
        self._transport = encrypted
        self.is_encrypted = True
        encrypted.set_write_buffer_limits(high=HIGH_WATER, low=LOW_WATER)
        self._machine.encrypted(self._reception.tls_binding)

    def _abort(self) -> None:
        """Ends a connection on which nothing can be said. The TLS layer may have kept its loss to itself."""
        self._transport.abort()
        self.connection_lost(None)

    def _admit(self, startup: Startup, rest: bytes) -> None:
        self._stop_deadline()
        reception = self._reception
        # Only now, for a client that asks for TLS first takes an error for a broken server. Operators come in always.
        if reception.is_full() and startup.database != ADMIN_DATABASE:
            hint = "Raise limits.clients in server.yaml."
            self._refuse(TooManyConnections("sorry, too many clients already", hint=hint))
            return
        process_id = reception.sessions.next_process_id()
        secret = reception.keys.make_secret(startup.minor)
        try:
            session = reception.sessions.open_session(self, startup, process_id, secret)
        except FatalError as error:
            self._refuse(error)
            return
        self.process_id = self.key = process_id
        self._session = session
        reception.keys.register(process_id, secret, session)
        self._deliver_to(session.client_data)
        session.start()
        if rest and not self._closing:
            session.client_data(rest)

    def _deliver_to(self, receive: Callable[[bytes], None]) -> None:
        self.data_received = receive
        if not self._closing:
            # uvloop looks for `data_received` when it is told of a protocol, and not again.
            self._transport.set_protocol(self)

    def _too_late(self) -> None:
        self._refuse(FatalError("canceling authentication due to timeout", sqlstate="57014"))

    def _refuse(self, error: FatalError, why: str | None = None) -> None:
        self._tell_refused(error, why)
        self._deliver_to(_ignore)
        if self._upgrading is not None:
            self._transport.abort()
            return
        if not isinstance(error, NoStartup):
            self.write(backend.error_response(error))
        self.close()

    def _tell_refused(self, error: FatalError, why: str | None) -> None:
        if self._reception.refused is not None:
            self._reception.refused(self.address, error, why)

    def _stop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _nonce() -> str:
    return secrets.token_urlsafe(18)


def _ignore(_data: bytes) -> None:
    """What a client says after it was refused."""

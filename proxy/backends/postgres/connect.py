"""Start-up towards a PostgreSQL server: reaching it, TLS, authentication, up to the first ReadyForQuery."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from struct import Struct, pack
from typing import Final

from proxy.backends.postgres.credentials import Authenticator
from proxy.backends.postgres.tls import Encryption, attempts, context_for
from proxy.backends.postgres.url import Host, SessionAttributes, Target
from proxy.errors import ConnectionFailure, ProxyError
from proxy.net import set_socket_options
from proxy.wire import frontend
from proxy.wire.backend import parse_fields, parse_parameter_status
from proxy.wire.codes import (
    AUTHENTICATION,
    BACKEND_KEY_DATA,
    ERROR_RESPONSE,
    NEGOTIATE_PROTOCOL_VERSION,
    NOTICE_RESPONSE,
    PARAMETER_STATUS,
    PROTOCOL_3_0,
    PROTOCOL_3_2,
    READY_FOR_QUERY,
    SSL_REQUEST,
)

_LENGTH: Final = Struct("!I")
_LONGEST_MESSAGE: Final = 1024 * 1024
_REFUSED_BY_RULES: Final = "28000"
_REFUSALS_OF_VERSION: Final = ("0A000", "08P01")


class Unreachable(ConnectionFailure):
    """Nobody listens there."""

    sqlstate = "08001"


class ServerRefused(ConnectionFailure):
    """The server answered the start-up with an error of its own; `code` is its SQLSTATE."""


class Conversation(asyncio.Protocol):
    """The bytes of a start-up, to be awaited; replaced by a PostgresConnection once the server is ready."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._ended = False
        self._more = asyncio.Event()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._more.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        self._more.set()

    @property
    def is_empty(self) -> bool:
        return not self._buffer

    async def take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            if self._ended:
                raise ConnectionFailure("the server closed the connection during start-up")
            self._more.clear()
            await self._more.wait()
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    async def wait_ended(self) -> None:
        """Returns when the server has closed the connection."""
        while not self._ended:
            self._more.clear()
            await self._more.wait()

    async def message(self) -> tuple[int, bytes]:
        """Code and body of the next message."""
        head = await self.take(5)
        length = _LENGTH.unpack_from(head, 1)[0]
        if not 4 <= length <= _LONGEST_MESSAGE:
            raise ConnectionFailure("the server does not speak the PostgreSQL protocol")
        return head[0], await self.take(length - 4)


@dataclass(frozen=True, slots=True)
class Ready:
    """A connection whose start-up is done."""

    transport: asyncio.Transport
    host: Host
    encrypted: bool
    process_id: int
    secret: bytes
    parameters: dict[str, str]


async def connect(target: Target) -> Ready:
    """Tries the hosts in their order; raises the error of the last one. The caller sets the deadline."""
    wished = target.target_session_attrs
    rounds: tuple[SessionAttributes, ...] = (wished,)
    if wished is SessionAttributes.PREFER_STANDBY:
        rounds = (SessionAttributes.STANDBY, SessionAttributes.ANY)
    problem: ProxyError | None = None
    for attributes in rounds:
        for host in target.hosts:
            try:
                ready = await _connect_host(target, host)
            except ConnectionFailure as error:
                problem = error
                continue
            if _fits(ready.parameters, attributes):
                return ready
            ready.transport.write(frontend.TERMINATE)
            ready.transport.close()
            problem = ConnectionFailure(f"the server at {host} is not {attributes}", sqlstate="08001")
    assert problem is not None
    raise problem


async def open_transport(host: Host, encryption: Encryption, target: Target) -> tuple[asyncio.Transport, Conversation]:
    """A connection to `host`, encrypted as asked, on which nothing was said yet."""
    loop = asyncio.get_running_loop()
    try:
        if host.is_socket:
            transport, conversation = await loop.create_unix_connection(Conversation, host.socket_path)
        else:
            transport, conversation = await loop.create_connection(Conversation, host.address or host.name, host.port)
    except OSError as error:
        raise Unreachable(f"could not connect to {host}: {error}") from error
    set_socket_options(transport)
    if encryption is Encryption.NONE:
        return transport, conversation
    try:
        encrypted = await _encrypt(transport, conversation, host, encryption, target)
    except BaseException:
        transport.abort()
        raise
    return encrypted, conversation


async def _encrypt(
    transport: asyncio.Transport, conversation: Conversation, host: Host, encryption: Encryption, target: Target
) -> asyncio.Transport:
    transport.write(pack("!II", 8, SSL_REQUEST))
    answer = await conversation.take(1)
    if answer == b"N" and encryption is Encryption.IF_OFFERED:
        return transport
    if answer == b"N":
        raise ConnectionFailure(
            f"the server at {host} does not support TLS, but sslmode={target.sslmode} requires it", sqlstate="08001"
        )
    # An error message instead of S or N comes from a server before TLS; it is not to be trusted.
    if answer != b"S" or not conversation.is_empty:
        raise ConnectionFailure(f"the server at {host} gave an invalid answer to the request for TLS")
    try:
        encrypted = await asyncio.get_running_loop().start_tls(
            transport, conversation, context_for(target), server_hostname=None if host.is_socket else host.name
        )
    except OSError as error:
        raise ConnectionFailure(f"TLS with the server at {host} failed: {error}", sqlstate="08001") from error
    if encrypted is None:
        raise ConnectionFailure(f"the server at {host} closed the connection during the TLS handshake")
    return encrypted


async def _connect_host(target: Target, host: Host) -> Ready:
    """One host, with and without TLS in the order that sslmode asks for."""
    ways = attempts(target, host)
    for way in ways[:-1]:
        try:
            return await _start(target, host, way)
        except Unreachable:
            raise
        except ServerRefused as error:
            if error.code != _REFUSED_BY_RULES:
                raise
        except ConnectionFailure:
            if way is Encryption.NONE:
                raise
    return await _start(target, host, ways[-1])


async def _start(target: Target, host: Host, encryption: Encryption) -> Ready:
    try:
        return await _speak(target, host, encryption, PROTOCOL_3_2)
    except ServerRefused as error:
        # What does not negotiate (PostgreSQL before 9.3.21, some poolers) refuses a version that it does not know.
        if error.code not in _REFUSALS_OF_VERSION:
            raise
    return await _speak(target, host, encryption, PROTOCOL_3_0)


async def _speak(target: Target, host: Host, encryption: Encryption, version: int) -> Ready:
    transport, conversation = await open_transport(host, encryption, target)
    try:
        return await _talk(target, host, transport, conversation, version)
    except BaseException:
        transport.abort()
        raise


async def _talk(
    target: Target, host: Host, transport: asyncio.Transport, conversation: Conversation, version: int
) -> Ready:
    tls = transport.get_extra_info("ssl_object")
    authenticator = Authenticator(target, str(host), tls)
    words = {"user": target.user, "database": target.database, **target.settings}
    transport.write(frontend.startup(words, version))
    parameters: dict[str, str] = {}
    process_id, secret = 0, b"\0\0\0\0"
    while True:
        code, body = await conversation.message()
        if code == AUTHENTICATION:
            if (answer := authenticator.answer(body)) is not None:
                transport.write(answer)
        elif code == PARAMETER_STATUS:
            name, value = parse_parameter_status(body)
            parameters[name] = value
        elif code == BACKEND_KEY_DATA:
            process_id, secret = int(_LENGTH.unpack_from(body)[0]), body[4:]
        elif code == ERROR_RESPONSE:
            raise _refused(body)
        elif code == READY_FOR_QUERY:
            authenticator.finish()
            return Ready(transport, host, tls is not None, process_id, secret, parameters)
        elif code == NEGOTIATE_PROTOCOL_VERSION:
            # The newest version the server speaks, as the whole number or its minor part alone.
            if _LENGTH.unpack_from(body)[0] > version:
                raise ConnectionFailure(f"the server at {host} offers a protocol version that was not asked for")
        elif code != NOTICE_RESPONSE:
            raise ConnectionFailure(f"the server at {host} sent an unexpected message {chr(code)!r} during start-up")


def _refused(body: bytes) -> ServerRefused:
    fields = parse_fields(body)
    return ServerRefused(
        fields.get("M", "the server refused the connection"),
        detail=fields.get("D"),
        hint=fields.get("H"),
        sqlstate=fields.get("C"),
    )


def _fits(parameters: dict[str, str], attributes: SessionAttributes) -> bool:
    """PostgreSQL 14 and later report both parameters; what is not reported is taken as a primary's."""
    standby = parameters.get("in_hot_standby") == "on"
    read_only = standby or parameters.get("default_transaction_read_only") == "on"
    match attributes:
        case SessionAttributes.READ_WRITE:
            return not read_only
        case SessionAttributes.READ_ONLY:
            return read_only
        case SessionAttributes.PRIMARY:
            return not standby
        case SessionAttributes.STANDBY:
            return standby
        case _:
            return True

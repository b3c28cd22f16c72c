"""How a conversation begins: encryption, the start-up packet, who is there; bytes in, actions out, no I/O.

Source: PostgreSQL manual, "Message Flow", section "Start-up", and "Message Formats".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from struct import Struct
from typing import Final

from proxy.config import ClientTls
from proxy.errors import (
    FatalError,
    InvalidAuthorization,
    InvalidPassword,
    MalformedMessage,
    ProtocolViolation,
)
from proxy.session.admission import Admission, Admittance, Method
from proxy.session.packet import Startup, parse_startup
from proxy.session.scram import ScramServer
from proxy.wire import backend
from proxy.wire.codes import CANCEL_REQUEST, GSSENC_REQUEST, PASSWORD, PROTOCOL_3_0, SSL_REQUEST, TERMINATE
from proxy.wire.frontend import Reader

__all__ = ["Admit", "CancelOther", "Refuse", "StartTls", "Startup", "StartupMachine", "Write"]

_WORD: Final = Struct("!I")
_LONGEST_SECRET: Final = 256
_TLS_HANDSHAKE: Final = 0x16
_LATEST_MINOR: Final = 2


@dataclass(frozen=True, slots=True)
class Write:
    data: bytes


@dataclass(frozen=True, slots=True)
class StartTls:
    """Say S and encrypt; then call `encrypted`."""


@dataclass(frozen=True, slots=True)
class CancelOther:
    """This connection only asks to cancel what another runs. It is closed without an answer."""

    process_id: int
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Admit:
    """The client is who it says; AuthenticationOk is written. `rest` are bytes it has sent beyond start-up."""

    startup: Startup
    rest: bytes


@dataclass(frozen=True, slots=True)
class Refuse:
    """Tell the client `error` and close. `why` is for the log alone."""

    error: FatalError
    why: str | None = None


Action = Write | StartTls | CancelOther | Admit | Refuse


class NoStartup(ProtocolViolation):
    """A client that has thought better of it says Terminate first; nobody listens for an answer."""


class State(Enum):
    PACKET = auto()
    """Waiting for a packet without a code: a request for encryption, to cancel, or the start-up itself."""
    HANDSHAKE = auto()
    CLEARTEXT = auto()
    SASL_FIRST = auto()
    SASL_FINAL = auto()
    ENDED = auto()


_ASKING: Final = (State.CLEARTEXT, State.SASL_FIRST, State.SASL_FINAL)


class StartupMachine:
    """One client's start-up. `address` is None for a unix socket; `nonce` gives a new random text at each call."""

    def __init__(
        self, admission: Admission, tls: ClientTls, size_limit: int, address: str | None, nonce: Callable[[], str]
    ) -> None:
        self._admission = admission
        self._tls = tls
        self._limit = size_limit
        self._address = address
        self._nonce = nonce
        # As start-up goes on
        self.state = State.PACKET
        self.startup: Startup | None = None
        self._buffer = bytearray()
        self._requested: set[int] = set()
        self._is_encrypted = False
        self._binding: bytes | None = None
        self._admittance: Admittance
        self._scram: ScramServer

    @property
    def is_ended(self) -> bool:
        return self.state is State.ENDED

    def receive(self, data: bytes) -> Sequence[Action]:
        """Takes bytes cut anywhere; what must be done now, in order."""
        if self.is_ended:
            return ()
        self._buffer += data
        actions: list[Action] = []
        try:
            while not self.is_ended and (taken := self._take()) is not None:
                actions.extend(taken)
        except FatalError as error:
            self.state = State.ENDED
            actions.append(Refuse(error))
        except MalformedMessage as error:
            # Before a session is there, there is nothing to go on with.
            self.state = State.ENDED
            actions.append(Refuse(ProtocolViolation(error.message)))
        return actions

    def encrypted(self, binding: bytes | None) -> None:
        """The TLS handshake is done. `binding` is the hash of our certificate, for channel binding."""
        self.state = State.PACKET
        self._is_encrypted = True
        self._binding = binding

    def _take(self) -> Sequence[Action] | None:
        """Handles the next packet or message; None when it has not come whole."""
        if self.state is State.HANDSHAKE:
            if not self._buffer:
                return None
            raise ProtocolViolation(
                "received unencrypted data after SSL request",
                detail="The client does not wait for TLS, or somebody in between put the data there.",
            )
        if self.state in _ASKING:
            body = self._message()
            return None if body is None else self._answer(body)
        packet = self._packet()
        return None if packet is None else self._begin(packet)

    # ---- framing: a length is judged before anything is kept for it

    def _packet(self) -> bytes | None:
        buffer = self._buffer
        if buffer and buffer[0] == _TLS_HANDSHAKE and not self._is_encrypted:
            raise ProtocolViolation(
                "direct TLS connections are not supported", hint="Leave sslnegotiation=direct out of the DSN."
            )
        if len(buffer) < 4:
            return None
        length = _WORD.unpack_from(buffer)[0]
        if not 8 <= length <= self._limit:
            kind = NoStartup if buffer[0] == TERMINATE else ProtocolViolation
            raise kind("invalid length of startup packet")
        return self._cut(4, length)

    def _message(self) -> bytes | None:
        buffer = self._buffer
        if buffer and buffer[0] != PASSWORD:
            raise ProtocolViolation(f"expected password response, got message type {buffer[0]}")
        if len(buffer) < 5:
            return None
        length = _WORD.unpack_from(buffer, 1)[0]
        if not 4 <= length <= self._limit:
            raise ProtocolViolation("invalid length of password message")
        return self._cut(5, length + 1)

    def _cut(self, start: int, end: int) -> bytes | None:
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[start:end])
        del self._buffer[:end]
        return body

    # ---- packets without a code

    def _begin(self, packet: bytes) -> Sequence[Action]:
        code = _WORD.unpack_from(packet)[0]
        if code == CANCEL_REQUEST:
            return self._cancel(packet)
        if code in (SSL_REQUEST, GSSENC_REQUEST):
            return self._encryption(code, packet)
        startup, unknown = parse_startup(packet)
        if self._tls is ClientTls.REQUIRE and not self._is_encrypted:
            raise InvalidAuthorization(
                "connections without TLS are not allowed", hint="Add sslmode=require to the DSN."
            )
        self.startup = startup
        actions: list[Action] = []
        if unknown or code > PROTOCOL_3_0 + _LATEST_MINOR:
            # Servers send the whole version here, its major part too; libpq depends on it.
            actions.append(Write(backend.negotiate_protocol_version(PROTOCOL_3_0 + startup.minor, unknown)))
        actions.extend(self._ask(startup))
        return actions

    def _cancel(self, packet: bytes) -> Sequence[Action]:
        secret = packet[8:]
        if not 4 <= len(secret) <= _LONGEST_SECRET:
            raise ProtocolViolation("invalid length of cancel request packet")
        self.state = State.ENDED
        return (CancelOther(_WORD.unpack_from(packet, 4)[0], secret),)

    def _encryption(self, code: int, packet: bytes) -> Sequence[Action]:
        if len(packet) != 4:
            raise ProtocolViolation("invalid length of startup packet")
        if code in self._requested or self._is_encrypted:
            raise ProtocolViolation("encryption was requested twice")
        self._requested.add(code)
        if code == GSSENC_REQUEST or self._tls is ClientTls.OFF:
            return (Write(b"N"),)
        self.state = State.HANDSHAKE
        # `_take` refuses what came too early.
        return () if self._buffer else (StartTls(),)

    # ---- who is there

    def _ask(self, startup: Startup) -> Sequence[Action]:
        self._admittance = self._admission.ask(startup.user, self._address)
        match self._admittance.method:
            case Method.TRUST:
                return self._admit(b"")
            case Method.PASSWORD:
                self.state = State.CLEARTEXT
                return (Write(backend.AUTHENTICATION_CLEARTEXT),)
            case Method.SCRAM:
                assert self._admittance.verifier is not None
                self._scram = ScramServer(self._admittance.verifier, self._nonce(), self._binding)
                self.state = State.SASL_FIRST
                return (Write(backend.authentication_sasl(self._scram.mechanisms)),)
            case Method.REJECT:
                self.state = State.ENDED
                error = InvalidAuthorization(
                    f'onedsn rejects connections of user "{startup.user}" from {self._address or "this socket"}',
                    hint="Who may come in from where is written under `users` in server.yaml.",
                )
                return (Refuse(error, self._admittance.doomed),)

    def _answer(self, body: bytes) -> Sequence[Action]:
        if self.state is State.CLEARTEXT:
            reader = Reader(body, "PasswordMessage")
            password = reader.string().decode("utf-8", "surrogateescape")
            reader.finish()
            if not password:
                raise InvalidPassword("empty password returned by client")
            if not Admission.is_right(self._admittance, _encodable(password)):
                return self._wrong()
            return self._admit(b"")
        if self.state is State.SASL_FIRST:
            reader = Reader(body, "SASLInitialResponse")
            mechanism = reader.string().decode("utf-8", "replace")
            data = reader.take(reader.integer())
            reader.finish()
            answer = self._scram.first(mechanism, data)
            self.state = State.SASL_FINAL
            return (Write(backend.authentication_sasl_continue(answer)),)
        final = self._scram.final(body)
        if final is None or self._admittance.doomed is not None:
            return self._wrong()
        return self._admit(backend.authentication_sasl_final(final))

    def _wrong(self) -> Sequence[Action]:
        assert self.startup is not None
        self.state = State.ENDED
        error = InvalidPassword(f'password authentication failed for user "{self.startup.user}"')
        return (Refuse(error, self._admittance.doomed),)

    def _admit(self, before: bytes) -> Sequence[Action]:
        assert self.startup is not None
        self.state = State.ENDED
        startup = self.startup
        if not self._admission.may_open(startup.user, startup.database):
            error = InvalidAuthorization(
                f'user "{startup.user}" may not open database "{startup.database}"',
                hint="Add it to the user's `databases` in server.yaml.",
                sqlstate="42501",
            )
            return (Refuse(error),)
        rest = bytes(self._buffer)
        self._buffer.clear()
        return (Write(before + backend.AUTHENTICATION_OK), Admit(startup, rest))


def _encodable(password: str) -> str:
    """No password in settings holds bytes that are not UTF-8, so whatever stands for them is wrong."""
    return password.encode("utf-8", "replace").decode()

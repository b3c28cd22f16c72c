"""Proving to a server who we are: SCRAM-SHA-256 with and without channel binding, MD5, clear text, trust."""

from __future__ import annotations

import hashlib
import ssl
from struct import Struct
from typing import Any, Final

from scramp import ScramClient, ScramException

from proxy.backends.postgres.url import ChannelBinding, Target
from proxy.errors import ConnectionFailure
from proxy.wire import frontend

_REQUEST: Final = Struct("!I")

# The request codes of an Authentication message.
_OK: Final = 0
_CLEARTEXT: Final = 3
_MD5: Final = 5
_SASL: Final = 10
_SASL_CONTINUE: Final = 11
_SASL_FINAL: Final = 12

_METHODS: Final = {2: "Kerberos", 6: "SCM credentials", 7: "GSSAPI", 8: "GSSAPI", 9: "SSPI"}


class Authenticator:
    """Answers the Authentication messages of one start-up. `tls` is the connection's SSLObject, None without TLS."""

    def __init__(self, target: Target, host: str, tls: ssl.SSLObject | None) -> None:
        self._target = target
        self._host = host
        self._tls = tls
        # Any: scramp has no types.
        self._scram: Any = None
        self._bound = False
        self._server_proved = False

    def answer(self, body: bytes) -> bytes | None:
        """The message to send back, if any. Raises ConnectionFailure for what cannot be answered."""
        request = _REQUEST.unpack_from(body)[0]
        data = body[4:]
        if request == _OK:
            return None
        if request == _SASL:
            return self._sasl_begin([name.decode() for name in data.split(b"\0") if name])
        if request in (_SASL_CONTINUE, _SASL_FINAL):
            return self._sasl_go_on(request, data.decode())
        if self._target.channel_binding is ChannelBinding.REQUIRE:
            raise self._problem("channel_binding=require, but the server did not ask for SCRAM authentication")
        if request == _CLEARTEXT:
            return frontend.password(self._password().encode() + b"\0")
        if request == _MD5:
            return frontend.password(md5_response(self._target.user, self._password(), data[:4]) + b"\0")
        method = _METHODS.get(request, f"number {request}")
        raise self._problem(f"the server asks for authentication by {method}, which is not supported")

    def finish(self) -> None:
        """Called when the server is ready: a server that did not prove to know the password is not believed."""
        if self._scram is not None and not self._server_proved:
            raise self._problem("the server skipped its part of the SCRAM exchange")
        if self._target.channel_binding is ChannelBinding.REQUIRE and not self._bound:
            raise self._problem("channel_binding=require, but the server let the connection in without it")

    def _sasl_begin(self, mechanisms: list[str]) -> bytes:
        wanted = self._target.channel_binding
        binding = None
        if self._tls is not None and wanted is not ChannelBinding.DISABLE and "SCRAM-SHA-256-PLUS" in mechanisms:
            binding = ("tls-server-end-point", self._tls)
        if wanted is ChannelBinding.REQUIRE and binding is None:
            raise self._problem("channel_binding=require, but the server does not offer it on this connection")
        if binding is not None:
            offered = ["SCRAM-SHA-256-PLUS"]
        elif "SCRAM-SHA-256" in mechanisms:
            offered = ["SCRAM-SHA-256"]
        else:
            raise self._problem(f"none of the server's SASL mechanisms is supported: {', '.join(mechanisms)}")
        try:
            # PostgreSQL takes the user of the start-up packet and ignores this one.
            self._scram = ScramClient(offered, "*", self._password(), channel_binding=binding)
            first = self._scram.get_client_first().encode()
        except ScramException as error:
            raise self._problem(f"SCRAM authentication failed: {error}") from error
        self._bound = binding is not None
        return frontend.password(offered[0].encode() + b"\0" + _REQUEST.pack(len(first)) + first)

    def _sasl_go_on(self, request: int, data: str) -> bytes | None:
        if self._scram is None:
            raise self._problem("the server continued a SCRAM exchange that was not begun")
        try:
            if request == _SASL_CONTINUE:
                self._scram.set_server_first(data)
                return frontend.password(self._scram.get_client_final().encode())
            self._scram.set_server_final(data)
        except ScramException as error:
            raise self._problem(f"SCRAM authentication failed: {error}") from error
        self._server_proved = True
        return None

    def _password(self) -> str:
        if self._target.password is None:
            raise self._problem(f'the server asks for the password of user "{self._target.user}", but there is none')
        return self._target.password

    def _problem(self, text: str) -> ConnectionFailure:
        return ConnectionFailure(
            f"could not log in at {self._host}: {text}",
            hint="Check user, password and TLS parameters of the database's URL in the rules file.",
            sqlstate="08001",
        )


def md5_response(user: str, password: str, salt: bytes) -> bytes:
    inner = hashlib.md5(password.encode() + user.encode(), usedforsecurity=False).hexdigest()
    return b"md5" + hashlib.md5(inner.encode() + salt, usedforsecurity=False).hexdigest().encode()

"""The door: accepts clients on the listen address and hands each to its connection."""

from __future__ import annotations

import asyncio
import secrets
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scramp.core import CBindData

from proxy.config import ClientTls, LimitSettings, ServerSettings
from proxy.errors import ConfigurationProblem, ProxyError
from proxy.net import TaskOwner, server_context
from proxy.server.cancel import CancelKeys
from proxy.server.census import Census
from proxy.server.client import ClientConnection, Reception, Sessions
from proxy.session.admission import Admission

_BACKLOG = 1024


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may come in and how, ready to be taken up."""

    admission: Admission
    limits: LimitSettings
    tls: ClientTls
    tls_context: ssl.SSLContext | None
    tls_binding: bytes | None


def terms_of(settings: ServerSettings, secret: bytes) -> Terms:
    """What the settings say of them, certificates read. Raises ConfigurationProblem."""
    listen = settings.listen
    context, binding = None, None
    if listen.tls is not ClientTls.OFF:
        context = server_context(listen.tls_certificate, listen.tls_key)
        assert listen.tls_certificate is not None
        binding = certificate_hash(listen.tls_certificate)
    return Terms(Admission(settings.users, secret), settings.limits, listen.tls, context, binding)


class Listener:
    """Accepts clients from `start` to `stop_listening`. `secret` should be the same in all workers of a server."""

    def __init__(
        self,
        settings: ServerSettings,
        sessions: Sessions,
        keys: CancelKeys | None = None,
        secret: bytes | None = None,
        refused: Callable[[str | None, ProxyError, str | None], None] | None = None,
        census: Census | None = None,
        worker: int = 0,
    ) -> None:
        # For the life of the process
        self.keys = CancelKeys() if keys is None else keys
        self._secret = secret or secrets.token_bytes(32)
        self._tasks = TaskOwner("listener")
        self._listen = settings.listen
        self.clients: set[ClientConnection] = set()
        # Between start and stop
        self._servers: list[asyncio.Server] = []
        # Replaced field by field by a reload
        self.reception = Reception(
            sessions,
            Admission(settings.users, self._secret),
            settings.limits,
            self.keys,
            self._tasks,
            self.clients,
            refused=refused,
            census=census,
            worker=worker,
        )
        self.take_up(self.prepare(settings))

    @property
    def port(self) -> int:
        """The real one, where the settings say 0."""
        assert self._servers, "the listener has not been started"
        return int(self._servers[0].sockets[0].getsockname()[1])

    async def start(self, bound: Sequence[socket.socket] = ()) -> tuple[str, int]:
        """Begins to accept; the address it got. Sockets that are bound already come from who shares them out."""
        loop = asyncio.get_running_loop()

        def made() -> ClientConnection:
            return ClientConnection(self.reception)

        if bound:
            for one in bound:
                self._servers.append(await loop.create_server(made, sock=one, backlog=_BACKLOG))
            return self._listen.host, self.port
        try:
            server = await loop.create_server(made, self._listen.host, self._listen.port, backlog=_BACKLOG)
        except OSError as error:
            raise ConfigurationProblem(
                f"cannot listen on {self._listen.host}:{self._listen.port}: {error}",
                hint="Choose another host or port under `listen` in server.yaml.",
            ) from error
        self._servers.append(server)
        return self._listen.host, self.port

    def prepare(self, settings: ServerSettings) -> Terms:
        """What a reload changes here, checked before anything changes. Raises ConfigurationProblem."""
        return terms_of(settings, self._secret)

    def take_up(self, terms: Terms) -> None:
        """Users, limits and TLS, certificates read anew, hold for new clients; the address cannot change."""
        self.reception.admission = terms.admission
        self.reception.limits = terms.limits
        self.reception.tls = terms.tls
        self.reception.tls_context = terms.tls_context
        self.reception.tls_binding = terms.tls_binding

    async def stop_listening(self) -> None:
        """Clients that are in stay."""
        for server in self._servers:
            server.close()

    async def close(self) -> None:
        """Stops accepting and ends every client."""
        await self.stop_listening()
        for client in tuple(self.clients):
            client.close()
        await self._tasks.close()


def certificate_hash(certificate: Path) -> bytes:
    """What tls-server-end-point (RFC 5929) binds to: the hash of the first certificate of a PEM file."""
    text = certificate.read_text(encoding="ascii")
    end = "-----END CERTIFICATE-----"
    begin = text.index("-----BEGIN CERTIFICATE-----")
    der = ssl.PEM_cert_to_DER_cert(text[begin : text.index(end, begin) + len(end)])
    return bytes(CBindData.from_der(der))

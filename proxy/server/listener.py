"""The door: accepts clients on the listen address and hands each to its connection."""

from __future__ import annotations

import asyncio
import secrets
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

from scramp.core import CBindData

from proxy.config import ClientTls, ListenSettings, ServerSettings
from proxy.errors import ConfigurationProblem, ProxyError
from proxy.net import TaskOwner, server_context
from proxy.server.cancel import CancelKeys
from proxy.server.client import ClientConnection, Reception, Sessions
from proxy.session.admission import Admission


class Listener:
    """Accepts clients from `start` to `stop_listening`. `secret` should be the same in all workers of a server."""

    def __init__(
        self,
        settings: ServerSettings,
        sessions: Sessions,
        keys: CancelKeys | None = None,
        secret: bytes | None = None,
        refused: Callable[[str | None, ProxyError, str | None], None] | None = None,
    ) -> None:
        # For the life of the process
        self.keys = CancelKeys() if keys is None else keys
        self._secret = secret or secrets.token_bytes(32)
        self._tasks = TaskOwner("listener")
        self._listen = settings.listen
        self.clients: set[ClientConnection] = set()
        # Between start and stop
        self._server: asyncio.Server | None = None
        # Replaced field by field by a reload
        self.reception = Reception(
            sessions,
            Admission(settings.users, self._secret),
            settings.limits,
            self.keys,
            self._tasks,
            self.clients,
            refused=refused,
        )
        self._set_tls(settings.listen)

    @property
    def port(self) -> int:
        """The real one, where the settings say 0."""
        assert self._server is not None, "the listener has not been started"
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self, *, reuse_port: bool = False) -> tuple[str, int]:
        """Begins to accept; the address it got. With `reuse_port` several processes may share one."""
        loop = asyncio.get_running_loop()
        try:
            self._server = await loop.create_server(
                lambda: ClientConnection(self.reception),
                self._listen.host,
                self._listen.port,
                reuse_port=reuse_port or None,
                backlog=1024,
            )
        except OSError as error:
            raise ConfigurationProblem(
                f"cannot listen on {self._listen.host}:{self._listen.port}: {error}",
                hint="Choose another host or port under `listen` in server.yaml.",
            ) from error
        return self._listen.host, self.port

    def reload(self, settings: ServerSettings) -> None:
        """Users, limits and TLS hold for new clients; the address cannot change. Raises ConfigurationProblem."""
        admission = Admission(settings.users, self._secret)
        self._set_tls(settings.listen)
        self.reception.admission = admission
        self.reception.limits = settings.limits

    async def stop_listening(self) -> None:
        """Clients that are in stay."""
        if self._server is not None:
            self._server.close()

    async def close(self) -> None:
        """Stops accepting and ends every client."""
        await self.stop_listening()
        for client in tuple(self.clients):
            client.close()
        await self._tasks.close()

    def _set_tls(self, listen: ListenSettings) -> None:
        if listen.tls is ClientTls.OFF:
            self.reception.tls, self.reception.tls_context, self.reception.tls_binding = listen.tls, None, None
            return
        context = server_context(listen.tls_certificate, listen.tls_key)
        assert listen.tls_certificate is not None
        self.reception.tls_binding = certificate_hash(listen.tls_certificate)
        self.reception.tls_context = context
        self.reception.tls = listen.tls


def certificate_hash(certificate: Path) -> bytes:
    """What tls-server-end-point (RFC 5929) binds to: the hash of the first certificate of a PEM file."""
    text = certificate.read_text(encoding="ascii")
    end = "-----END CERTIFICATE-----"
    begin = text.index("-----BEGIN CERTIFICATE-----")
    der = ssl.PEM_cert_to_DER_cert(text[begin : text.index(end, begin) + len(end)])
    return bytes(CBindData.from_der(der))


def reuse_port_is_possible() -> bool:
    """Whether several processes can share a listen address on this machine."""
    return hasattr(socket, "SO_REUSEPORT")

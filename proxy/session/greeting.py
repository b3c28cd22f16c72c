"""The first words of a session: what a server reports with the client's settings, and which process id it is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from proxy.errors import FatalError, ProxyError
from proxy.pool.link import Link
from proxy.pool.pool import Pool
from proxy.session.bringing import Bringing
from proxy.session.settings import differences
from proxy.wire import backend

if TYPE_CHECKING:
    from proxy.session.session import Session

_TELLING: Final = ("standard_conforming_strings", "default_transaction_read_only")
"""What servers report that decisions depend on."""
_LONGEST_NAME: Final = 63


class Greeting(Bringing):
    """Holds a connection of the default database until it has taken the start-up settings, then lets the session go on.

    Only a server knows whether the values are right, and how it reports them.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._link: Link | None = None
        self._pool: Pool | None = None
        self._remarks: list[bytes] = []
        """What the server has to say of the start-up settings."""

    def start(self) -> None:
        """Takes a connection, now or as soon as there is one."""
        try:
            self._pool = self._session.instance.pool(self._session.instance.default)
        except ProxyError as error:
            self.lease_failed(error)
            return
        link = self._pool.acquire_nowait()
        if link is None:
            self._pool.wait(self)
        else:
            self.lease_ready(link)

    def lease_ready(self, link: Link) -> None:
        session = self._session
        if session.is_ended:
            link.release()
            return
        self.known = dict(link.parameters)
        settings = session.variables.settings
        text = differences(_to_be_said_again(link.settings, settings), settings)
        if text is None:
            self._greet(link)
            return
        self._link = link
        self.tell(link, text, settings)

    def lane_ready(self, lane: Link) -> bool:
        return False

    def lease_failed(self, error: ProxyError) -> None:
        if not self._session.is_ended:
            self._session.fail(FatalError(error.message, detail=error.detail, hint=error.hint, sqlstate=error.code))

    def remarked(self, notice: bytes) -> None:
        self._remarks.append(backend.message(b"N", notice))

    def brought(self, link: Link) -> None:
        if not self._session.is_ended:
            self._greet(link)

    def refused(self, link: Link, error: ProxyError) -> None:
        self._link = None
        link.release()
        self.lease_failed(error)

    def server_lost(self, link: Link, error: ProxyError) -> None:
        self._link = None
        self.lease_failed(error)

    def abandon(self) -> Link | None:
        """The client is gone; the connection that was on its way to the right settings, to be cleaned."""
        if self._pool is not None and self._link is None:
            self._pool.forget(self)
        link, self._link = self._link, None
        return link

    def _greet(self, link: Link) -> None:
        self._link = None
        session = self._session
        session.known = self.known
        session.server_reports({name: self.known[name] for name in _TELLING if name in self.known})
        process_id = self._move_in(link)
        parts = [*self._remarks, *(backend.parameter_status(name, value) for name, value in self.known.items())]
        parts.append(backend.backend_key_data(process_id, session.identity.secret))
        parts.append(backend.READY_IDLE)
        session.client_write(b"".join(parts))
        link.release()
        session.begin()

    def _move_in(self, link: Link) -> int:
        """The process id to tell the client: that of a server connection which is nobody else's, while there is one.

        What the client asks about it (pg_stat_activity, pg_locks, pg_terminate_backend) is then true of its own work.
        """
        session = self._session
        process_id: int = link.connection.process_id
        if link.owner is not None or not session.client.known_as(process_id):
            return session.identity.process_id
        link.owner = session
        session.home = link
        return process_id


def _to_be_said_again(held: Mapping[str, str], wanted: Mapping[str, str]) -> Mapping[str, str]:
    """What of `held` a client need not say: of a name that it cuts a server tells each client."""
    return {name: value for name, value in held.items() if len(value) <= _LONGEST_NAME + 2 or wanted.get(name) != value}

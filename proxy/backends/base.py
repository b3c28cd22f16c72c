"""The seam between a session and what holds its data, whichever kind that is.

A backend takes frontend messages and answers with backend messages, exactly as a PostgreSQL server does after start-up.
A PostgreSQL connection relays bytes; the SQLite engine and the admin console make them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from proxy.errors import ProxyError


class Receiver(Protocol):
    """Who gets the replies of a server connection; set by the pool, called on the event loop, never re-entrantly
    from within `ServerConnection.send`."""

    def replies(self, data: bytes) -> None:
        """Backend messages in order: any chunk of the stream, cut anywhere. What cannot be understood is said to
        `ServerConnection.not_understood`; the fields of an error that ends the connection go to its `last_error`."""

    def lost(self, error: ProxyError) -> None:
        """The connection is gone; called once, nothing follows. `error` says why, for the client."""

    def server_full(self) -> None:
        """The server takes no more for now; stop sending until `server_drained`."""

    def server_drained(self) -> None: ...


class ServerConnection(Protocol):
    """One authenticated connection to one database, idle when it is handed over."""

    database: str
    """The name in the rules file."""
    process_id: int
    parameters: dict[str, str]
    """ParameterStatus values as reported at start-up; the receiver keeps track of later changes."""
    receiver: Receiver | None
    last_error: dict[str, str] | None
    """Why the server is about to end the connection, where it has said so."""

    def writer(self) -> Callable[[bytes], object]:
        """What takes whole frontend messages, or the continuation of one that an earlier call began, until the end."""

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def cancel(self, heard: Callable[[bool], None]) -> None:
        """Asks the server to cancel what runs on this connection; returns at once. `heard` is called, perhaps at once,
        when the request has had its effect: with False where it may yet have one later."""

    def not_understood(self, problem: ProxyError) -> None:
        """Ends the connection, whose further replies mean nothing; `lost` is called."""

    def close(self) -> None:
        """Ends the connection (Terminate first where the server is in a state to hear it); `lost` is not called."""

    @property
    def is_closed(self) -> bool: ...


class Backend(Protocol):
    """One database of a rules file."""

    name: str
    kind: str
    """"postgresql" or "sqlite"."""

    async def connect(self) -> ServerConnection:
        """A new connection, authenticated and idle. Raises `ConnectionFailure` (08006, 08001) or the server's error."""

    async def close(self) -> None:
        """Gives back what the backend itself holds; its connections are closed by whoever holds them."""

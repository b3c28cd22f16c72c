"""Who is on the other side of a session, and how it is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from proxy.routing.route import Choice


class Client(Protocol):
    """The client's side of the wire, as the listener gives it."""

    def writer(self) -> Callable[[bytes], object]:
        """What takes bytes for the client for as long as the connection is open."""

    def close(self) -> None:
        """After what was written has left."""

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def known_as(self, process_id: int) -> bool:
        """Makes this the process id of the client's cancel requests; False where another client has it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is on the other side, once start-up is over."""

    user: str
    process_id: int
    secret: bytes
    parameters: Mapping[str, str]
    choice: Choice | None = None
    session_pooled: bool | None = None
    """It keeps its server connections, or shares them; None where the database says."""
    lanes: bool = True
    """Its statements may share a server connection with others'."""

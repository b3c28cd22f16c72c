"""Statements that a client has prepared by the protocol, under its own names. May be compiled."""

from __future__ import annotations

from proxy.errors import ProxyError
from proxy.session.instance import Prepared


class ClientStatement:
    """A statement under its client's name. `prepared` has its name on servers; None for the unnamed one."""

    __slots__ = ("_shapes", "described", "is_fresh", "is_used", "of_sql", "parameter_types", "prepared", "text")

    def __init__(self, text: bytes, parameter_types: bytes, prepared: Prepared | None, of_sql: bool = False) -> None:
        self.text = text
        self.parameter_types = parameter_types
        """As in Parse: the count (2 bytes) and the OIDs (4 bytes each)."""
        self.prepared = prepared
        self.of_sql = of_sql
        self.described: tuple[int, ...] = ()
        """The OIDs that a server gave the parameters, once one was asked."""
        self.is_used = False
        """It has a name on servers, and has been bound or described by it."""
        self.is_fresh = False
        """A server has parsed it for this client, not only for others before."""
        self._shapes: dict[str, bytes] | None = None

    @property
    def known(self) -> dict[str, bytes]:
        """Its shape (see `columns`), by the databases that have described it; that of its name, where it has one."""
        if self.prepared is not None:
            return self.prepared.known
        if self._shapes is None:
            self._shapes = {}
        return self._shapes

    def types(self) -> tuple[int, ...]:
        """The OIDs of the parameters: as a server described them, or as the client's Parse declared them."""
        if self.described:
            return self.described
        types = self.parameter_types[2:]
        return tuple(int.from_bytes(types[i : i + 4], "big") for i in range(0, len(types), 4))


class UnknownStatement(ProxyError):
    sqlstate = "26000"


class DuplicateStatement(ProxyError):
    sqlstate = "42P05"


def unknown(name: bytes) -> UnknownStatement:
    """What PostgreSQL says of a name nobody has prepared."""
    if not name:
        return UnknownStatement("unnamed prepared statement does not exist")
    return UnknownStatement(f'prepared statement "{name.decode("utf-8", "replace")}" does not exist')


def by_sql(name: bytes) -> ClientStatement:
    """Perhaps one of SQL's PREPARE: the pinned connection knows, and whatever EXECUTE may do, this may."""
    quoted = name.replace(b'"', b'""')
    return ClientStatement(b'EXECUTE "' + quoted + b'"', b"\0\0", Prepared(name, (b"", b"", ())), of_sql=True)

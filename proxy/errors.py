"""Errors a client or an operator can read: what happened, to what, and what to do."""

from __future__ import annotations

from typing import ClassVar


class ProxyError(Exception):
    """An error that reaches a client as ErrorResponse, or an operator as a line of text.

    `sqlstate` is PostgreSQL's five-character code (manual, appendix A). The optional fields are those of
    ErrorResponse (manual, "Error and Notice Message Fields"); an absent one is None and is not sent.
    """

    sqlstate: ClassVar[str] = "XX000"
    severity: ClassVar[str] = "ERROR"

    def __init__(
        self,
        message: str,
        *,
        detail: str | None = None,
        hint: str | None = None,
        position: int | None = None,
        where: str | None = None,
        schema: str | None = None,
        table: str | None = None,
        column: str | None = None,
        data_type: str | None = None,
        constraint: str | None = None,
        sqlstate: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
        self.hint = hint
        self.position = position
        """1-based, in characters of the statement text."""
        self.where = where
        self.schema = schema
        self.table = table
        self.column = column
        self.data_type = data_type
        self.constraint = constraint
        self.code = sqlstate or type(self).sqlstate
        """The SQLSTATE of this very error; the class gives the default."""


class FatalError(ProxyError):
    """Ends the client's connection after it was told."""

    severity = "FATAL"


class ProtocolViolation(FatalError):
    """Bytes or messages that the protocol does not allow here."""

    sqlstate = "08P01"


class MalformedMessage(ProxyError):
    """A message that ends where it says and whose contents are none: its sender hears so, and may go on."""

    sqlstate = "08P01"


class FeatureNotSupported(ProxyError):
    """Understood, and deliberately not done."""

    sqlstate = "0A000"


class SyntaxProblem(ProxyError):
    """A statement that cannot be read."""

    sqlstate = "42601"


class InvalidParameterValue(ProxyError):
    """A setting that exists got a value it cannot have."""

    sqlstate = "22023"


class InFailedTransaction(ProxyError):
    """The transaction has failed; only its end is accepted."""

    sqlstate = "25P02"

    def __init__(self) -> None:
        super().__init__("current transaction is aborted, commands ignored until end of transaction block")


class InvalidAuthorization(FatalError):
    """The client may not come in."""

    sqlstate = "28000"


class InvalidPassword(FatalError):
    """The password, or the proof of it, is wrong."""

    sqlstate = "28P01"


class UnknownDatabase(FatalError):
    """No rules file, or no database of it, has that name."""

    sqlstate = "3D000"


class ConnectionFailure(ProxyError):
    """A server could not be reached, or went away."""

    sqlstate = "08006"


class CannotConnectNow(FatalError):
    """The proxy is starting, draining or paused."""

    sqlstate = "57P03"


class TooManyConnections(FatalError):
    """A limit on clients or on connections to a server is reached."""

    sqlstate = "53300"


class NoConnectionInTime(ProxyError):
    """No connection of the pool became free before the deadline."""

    sqlstate = "53300"


class AdminShutdown(FatalError):
    """The operator ended the connection."""

    sqlstate = "57P01"


class ConfigurationProblem(ProxyError):
    """A rules or settings file that cannot be used; the message names file, line and key."""

    sqlstate = "F0000"

"""A connection that takes the settings of a session before anything of the session's runs on it. May be compiled.

Only a server knows whether it takes them: a role may be gone, or unknown there. Then what waits is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from proxy.errors import ProxyError
from proxy.pool.holder import Holder
from proxy.pool.link import SKIP, Link
from proxy.session.plan import Plan
from proxy.session.settings import differences
from proxy.session.waiting import Waiting
from proxy.sql.statement import SettingCommand, SettingVerb
from proxy.wire import frontend
from proxy.wire.codes import FAILED_TRANSACTION

if TYPE_CHECKING:
    from proxy.session.session import Session


class Bringing(Holder):
    """Holds the connection meanwhile; `waiting` goes on with it, or is refused."""

    def __init__(self, session: Session, link: Link, waiting: Waiting, text: str) -> None:
        super().__init__()
        self._session = session
        self._waiting = waiting
        self._error: ProxyError | None = None
        waiting.bringing = self
        session.waiting = waiting
        link.holder = self
        link.settings = wanted(session, link, waiting.plan)
        link.expect(SKIP)
        link.send(frontend.query(text.encode("utf-8", "surrogateescape")))

    def cancelled(self, error: ProxyError) -> None:
        """What waits is refused as soon as the connection is fit for something else."""
        self._error = error

    def exchange_done(self, link: Link, status: int) -> None:
        session = self._session
        self._waiting.bringing = None
        if session.is_ended or session.waiting is not self._waiting:
            link.release()
        elif self._error is None:
            session.lease_ready(link)
        else:
            if link is session.lease or link in session.pinned.values():
                link.holder = session
            else:
                link.release()
            session.lease_failed(self._error)

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        # How much of them it has taken is not known.
        link.retired = True
        link.settings = {}
        self._error = ProxyError(
            fields.get("M", "the server refused a setting of this session"),
            detail=fields.get("D"),
            hint=fields.get("H"),
            sqlstate=fields.get("C"),
        )

    def server_lost(self, link: Link, error: ProxyError) -> None:
        session = self._session
        self._waiting.bringing = None
        if session.is_ended:
            return
        if link is session.lease or link in session.pinned.values():
            session.waiting = None
            session.outstanding = True
            session.server_lost(link, error)
        elif session.waiting is self._waiting:
            session.lease_failed(error)


def wanted(session: Session, link: Link, plan: Plan | None) -> dict[str, str]:
    """The settings with which the session's next statement, `plan`, begins on this connection. What its transaction has
    SET comes after its BEGIN; what the statement itself sets need not be there before, and may be what is refused."""
    transaction = session.transaction
    if transaction.is_open and link.database not in transaction.heard and link is not session.lease:
        return transaction.settings_before
    settings = session.variables.settings
    command = None if plan is None or plan.statement is None or transaction.is_open else plan.statement.command
    if not isinstance(command, SettingCommand) or command.verb not in (SettingVerb.SET, SettingVerb.RESET):
        return settings
    if command.name not in settings:
        return settings
    taken = ("session_authorization", "role") if command.name == "session_authorization" else (command.name,)
    return {name: value for name, value in settings.items() if name not in taken}


def lacking(session: Session, link: Link, plan: Plan | None) -> str | None:
    """What the connection must hear to have the session's settings; None where it has them, or can take none now."""
    settings = wanted(session, link, plan)
    if link.settings is settings or link.status == FAILED_TRANSACTION:
        return None
    text = differences(link.settings, settings)
    if text is None:
        link.settings = settings
    return text

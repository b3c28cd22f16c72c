"""What a connection must hear before anything of a session's runs on it, and may refuse. May be compiled.

Only a server knows whether it takes the settings of a session: a role may be gone, or unknown there. A standby takes
some transactions and others not. What might be refused is waited for; then what needs the connection is refused too.
What cannot be refused, a plain BEGIN above all, goes ahead of the statement without waiting.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mypy_extensions import mypyc_attr

from proxy.errors import ProxyError
from proxy.pool.entry import SKIP
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session.drain import Drain
from proxy.session.plan import Plan
from proxy.session.settings import differences
from proxy.session.waiting import Waiting
from proxy.sql.statement import SettingCommand, SettingVerb
from proxy.wire import frontend
from proxy.wire.backend import error_of
from proxy.wire.codes import FAILED_TRANSACTION, IDLE

if TYPE_CHECKING:
    from proxy.session.session import Session


# For what joins a transaction seldom, and is not compiled.
@mypyc_attr(allow_interpreted_subclasses=True)
class Bringing(Holder):
    """Holds a connection until it has heard something of the proxy's own; then it is `brought`, or has `refused`."""

    def __init__(self) -> None:
        super().__init__()
        # For one connection after the other
        self._refusal: ProxyError | None = None

    def tell(self, link: Link, text: str, settings: dict[str, str]) -> None:
        """`text` makes `settings` those of the connection."""
        self._refusal = None
        link.holder = self
        link.settings = settings
        link.expect(SKIP)
        link.send(frontend.query(text.encode("utf-8", "surrogateescape")))

    def brought(self, link: Link) -> None:
        """It has taken all of it."""
        raise NotImplementedError

    def refused(self, link: Link, error: ProxyError) -> None:
        """It has not, and is fit for nobody else."""
        raise NotImplementedError

    # ---- from the link

    def exchange_done(self, link: Link, status: int) -> None:
        if self._refusal is None:
            self.brought(link)
        else:
            self.refused(link, self._refusal)

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        # How much of the settings it has taken is not known.
        link.retired = True
        link.settings = {}
        self._refusal = error_of(fields)


class ForStatement(Bringing):
    """`waiting` goes on with the connection, or is refused."""

    def __init__(self, session: Session, link: Link, waiting: Waiting, lacking: Lacking) -> None:
        super().__init__()
        self._session = session
        self._waiting = waiting
        self._cancelled: ProxyError | None = None
        waiting.bringing = self
        session.waiting = waiting
        self._takes_part = takes_part(session, link)
        lacking.told(session, link)
        self.tell(link, lacking.text, lacking.settings)

    def cancelled(self, error: ProxyError) -> None:
        """What waits is refused as soon as the connection is fit for something else."""
        self._cancelled = error

    def brought(self, link: Link) -> None:
        if self._cancelled is not None and self._is_wanted:
            self.refused(link, self._cancelled)
        elif self._is_wanted:
            self._waiting.bringing = None
            self._session.lease_ready(link)
        else:
            give_back(link)

    def refused(self, link: Link, error: ProxyError) -> None:
        session = self._session
        if not self._is_wanted:
            give_back(link)
            return
        self._waiting.bringing = None
        if link is session.lease:
            link.holder = session
        elif self._takes_part and session.several is not None:
            # What was done there is undone with the whole, or up to a savepoint.
            link.holder = session
            session.several.parked[link.database] = link
        else:
            set_down(session, link)
        session.lease_failed(error)

    @property
    def _is_wanted(self) -> bool:
        return self._session.waiting is self._waiting and not self._session.is_ended

    def server_lost(self, link: Link, error: ProxyError) -> None:
        session = self._session
        self._waiting.bringing = None
        if session.is_ended:
            return
        if self._takes_part or link is session.lease or link in session.pinned.values():
            session.waiting = None
            session.lease = link
            session.outstanding = True
            session.server_lost(link, error)
        elif session.waiting is self._waiting:
            session.transaction.heard.pop(link.database, None)
            session.lease_failed(error)


class Lacking:
    """`text` is what must be taken before anything else, `settings` are those that the connection has then;
    it `hears` by it what was said of the transaction."""

    __slots__ = ("_hears", "settings", "text")

    def __init__(self, text: str, settings: dict[str, str], *, hears: bool) -> None:
        self.text = text
        self.settings = settings
        self._hears = hears

    def told(self, session: Session, link: Link) -> None:
        """It is on its way."""
        if self._hears:
            session.transaction.take_deferred(link.database)


def give_back(link: Link) -> None:
    """A connection that nobody waits for any more; it may be inside a transaction."""
    if link.status == IDLE:
        link.release()
    else:
        Drain(link, begun=False, copying=False, pinned=False)


def set_down(session: Session, link: Link) -> None:
    """The connection does not come into the session's transaction after all."""
    session.transaction.heard.pop(link.database, None)
    if session.is_ended or link not in session.pinned.values():
        give_back(link)
        return
    link.holder = session
    if link.status != IDLE:
        link.expect(SKIP, None, Holder())
        link.send(frontend.query(b"ROLLBACK"))


def takes_part(session: Session, link: Link) -> bool:
    """Whether the connection is inside the transaction under way already."""
    return session.transaction.is_open and link.database in session.transaction.heard


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


def lacking(session: Session, link: Link, plan: Plan | None) -> Lacking | None:
    """What the connection must hear and might refuse; None where there is nothing, or it can take nothing now."""
    if link.status == FAILED_TRANSACTION:
        return None
    transaction = session.transaction
    parts: list[str] = []
    settings = link.settings
    if not (takes_part(session, link) and link is not session.lease):
        settings = wanted(session, link, plan)
        text = None if link.settings is settings else differences(link.settings, settings)
        if text is None:
            link.settings = settings
        else:
            parts.append(text)
    hears = transaction.is_open and transaction.is_refusable(
        link.database, is_primary=link.parameters.get("in_hot_standby") == "off"
    )
    if hears:
        parts.extend(text.decode("utf-8", "surrogateescape") for text in transaction.deferred(link.database))
        if takes_part(session, link):
            settings = session.variables.settings
    return Lacking(";".join(parts), settings, hears=hears) if parts else None

"""What a batch sends, what the proxy adds to it or answers in a server's place, and in which order. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from proxy.pool.entry import ABORT_STEP, CLOSE_STEP, FAKE, FORWARD, PARSE_STEP, SKIP, SKIP_STEP, STEP, SYNC_STEP
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.session import long_message
from proxy.session.prepared import ClientStatement
from proxy.wire import frontend
from proxy.wire.codes import FAILED_TRANSACTION

if TYPE_CHECKING:
    from proxy.session.session import Session

_UNPARSABLE: Final = frontend.parse(b"", b"onedsn refused a statement of this batch")


class Outgoing:
    """The steps of a session's batch that are not in the link's queue yet. A batch to which nothing was added is one
    FORWARD entry; any other is queued step by step."""

    def __init__(self, session: Session) -> None:
        # For the life of the session
        self._session = session
        # Since the last Sync
        self._entries: list[tuple[int, Any]] = []
        self._is_special = False
        self.has_sent = False
        # While a connection has statements under this client's own names
        self._is_shown = False

    def send(self, message: bytes, detail: tuple[Any, ...], injected: bool = False) -> None:
        """Adds a message whose reply the client hears unless it is `injected`; `detail` is that of its entry."""
        self._session.send(message)
        self.has_sent = True
        if injected:
            self._is_special = True
            self._entries.append((SKIP_STEP, detail))
        else:
            self._entries.append((STEP, detail))

    def parse(
        self, name: bytes, statement: ClientStatement, detail: tuple[Any, ...], *, injected: bool = False
    ) -> None:
        """Sends a Parse of the statement under this name. Its failure must be noticed by name, where it has one."""
        if name:
            self._is_special = True
        message = long_message.parse(self._session, name, statement.text, statement.parameter_types)
        self.send(message, detail, injected)

    def fake(self, data: bytes) -> None:
        """Answers in a server's place, behind what was asked before."""
        link = self._session.lease
        if link is None or not (self._entries or link.queue):
            self._session.client_write(data)
            return
        self._is_special = True
        self._entries.append((FAKE, data))

    def abort(self) -> None:
        """Makes the server give up what the batch has done so far."""
        self._is_special = True
        self._session.send(_UNPARSABLE)
        if self._session.lease is not None:
            self._session.lease.statements.unnamed = None
        self._entries.append((ABORT_STEP, ((), None, None)))

    def hand_over(self, link: Link) -> None:
        """Queues the steps so far one by one, for replies that may come before Sync."""
        self._queue(link)
        self._is_special = True
        link.emit_fakes()

    def finish(self, link: Link) -> None:
        """Queues the rest, and sends Sync."""
        if self._is_special:
            self._queue(link)
            link.expect(SYNC_STEP, None, self._session)
            link.emit_fakes()
        else:
            link.expect(FORWARD, None, self._session)
        self.forget()
        self._session.send(frontend.SYNC)

    def finish_unheard(self, link: Link, holder: Holder | None = None) -> None:
        """The same, but the client is not told that it is ready: something follows, for which `holder` waits."""
        self._queue(link)
        link.expect(SYNC_STEP, None, link.nobody if holder is None else holder)
        link.emit_fakes()
        self.forget()
        self._session.send(frontend.SYNC)

    def forget(self) -> None:
        """The next batch begins clean."""
        self._entries.clear()
        self._is_special = False
        self.has_sent = False

    def _queue(self, link: Link) -> None:
        for entry, detail in self._entries:
            link.expect(entry, detail, self._session)
        self._entries.clear()

    # ---- names on servers

    def name_is_taken(self, link: Link, name: bytes) -> None:
        """Before a statement is prepared under this name: it is free then, and there is room."""
        if name in link.statements.outdated:
            link.statements.outdated.discard(name)
            self._close(name)
        if len(link.statements.prepared) >= link.pool.settings.prepared_statements:
            unused = link.statements.take_unused(self._session.batch.opened())
            if unused is not None:
                self._close(unused)

    def _close(self, name: bytes) -> None:
        self.send(frontend.close(b"S", name), (CLOSE_STEP, name, None), injected=True)

    def show_prepared(self, link: Link) -> None:
        """Prepares exactly this session's statements, under its own names: it is about to look at them."""
        if link.status == FAILED_TRANSACTION:
            return
        self._is_special = self._is_shown = True
        for name in link.statements.held():
            self.send(frontend.close(b"S", name), (CLOSE_STEP, None, None), injected=True)
        link.statements.forget_all()
        for name, statement in self._session.statements.items():
            if statement.prepared is not None and not self._session.batch.is_answered_here(statement):
                link.statements.add(name, None)
                self.parse(name, statement, (PARSE_STEP, name, None), injected=True)

    def show_prepared_alone(self, link: Link) -> None:
        """The same before a simple query, as a batch of its own that nobody hears of."""
        self.show_prepared(link)
        self._queue(link)
        link.expect(SKIP)
        self.forget()
        self._session.send(frontend.SYNC)

    def hide_prepared(self, link: Link) -> None:
        """Before the connection is another's: a name it was shown under may be the other's own."""
        if not self._is_shown:
            return
        self._is_shown = False
        link.expect(SKIP)
        link.send(b"".join(frontend.close(b"S", name) for name in link.statements.held()) + frontend.SYNC)
        link.statements.forget_all()

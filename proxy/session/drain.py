"""A connection whose session has gone: replies dropped, the transaction rolled back, then to rest."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.pool.entry import FORWARD
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.wire import frontend
from proxy.wire.codes import IDLE

_DROPPED_LIMIT = 4 * 1024 * 1024
"""Bytes of replies to nobody after which closing the connection is cheaper than reading on."""


class Drain(Holder):
    """Holds a link in the place of its session until it is clean."""

    def __init__(self, link: Link, *, begun: bool, copying: bool, pinned: bool) -> None:
        super().__init__()
        self._link = link
        self._dropped = 0
        self._pinned = pinned
        link.hand_over(self)
        link.connection.resume_reading()
        if copying:
            # The server gives up what came so far when its client hangs up; how many replies a CopyFail would bring
            # depends on the protocol used.
            link.pool.discard(link)
        elif not begun:
            self._clean()

    def client_write(self, data: bytes) -> None:
        self._dropped += len(data)
        if self._dropped > _DROPPED_LIMIT:
            self._link.pool.discard(self._link)

    def exchange_done(self, link: Link, status: int) -> None:
        self._clean()

    def _clean(self) -> None:
        link = self._link
        if link.queue:
            # A batch that never got its Sync: its end cannot be told from the next one's.
            link.pool.discard(link)
        elif link.status != IDLE:
            link.statements.unnamed = None
            link.expect(FORWARD)
            link.send(frontend.query(b"ROLLBACK"))
        elif self._pinned:
            self._pinned = False
            link.settings = {}
            link.statements.discarded()
            link.expect(FORWARD)
            link.send(frontend.query(b"DISCARD ALL"))
        else:
            link.release()

    def copy_in_begun(self) -> None:
        self._link.send(frontend.copy_fail("the client is gone"))

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        link.retired = True

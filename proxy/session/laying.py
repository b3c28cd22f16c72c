"""A connection that is nobody's becomes a lane, once it has the settings of those who will ride it. May be compiled."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.errors import ProxyError
from proxy.pool.holder import Holder
from proxy.pool.lane import Group
from proxy.pool.link import SKIP, Link
from proxy.session.settings import differences
from proxy.wire import frontend


class Laying(Holder):
    """Holds the connection meanwhile."""

    def __init__(self, link: Link, group: Group, settings: dict[str, str]) -> None:
        super().__init__()
        self._group = group
        group.is_laying = True
        link.holder = self
        text = differences(link.settings, settings)
        link.settings = settings
        if text is None:
            self._finish(link)
            return
        link.expect(SKIP)
        link.send(frontend.query(text.encode("utf-8", "surrogateescape")))

    def exchange_done(self, link: Link, status: int) -> None:
        self._finish(link)

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        # Its session was let in with these settings; whatever the server minds now, this connection is none for it.
        link.retired = True
        link.settings = {}

    def server_lost(self, link: Link, error: ProxyError) -> None:
        """The pool has dropped it; the next statement that may ride asks for another."""
        self._group.is_laying = False

    def _finish(self, link: Link) -> None:
        self._group.is_laying = False
        if not self._group.lanes.adopt(link, self._group):
            link.release()

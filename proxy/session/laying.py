"""A connection that is nobody's becomes a lane, once it has the settings of those who will ride it. May be compiled."""

from __future__ import annotations

from proxy.errors import ProxyError
from proxy.pool.lane import Group
from proxy.pool.link import Link
from proxy.session.bringing import Bringing
from proxy.session.settings import differences


class Laying(Bringing):
    """Holds the connection meanwhile."""

    def __init__(self, link: Link, group: Group, settings: dict[str, str]) -> None:
        super().__init__()
        self._group = group
        group.is_laying = True
        text = differences(link.settings, settings)
        if text is None:
            link.settings = settings
            self.brought(link)
        else:
            self.tell(link, text, settings)

    def brought(self, link: Link) -> None:
        self._group.is_laying = False
        if not self._group.lanes.adopt(link, self._group):
            link.release()

    def refused(self, link: Link, error: ProxyError) -> None:
        # Its session was let in with these settings; whatever the server minds now, this connection is none for it.
        self._group.is_laying = False
        link.release()

    def server_lost(self, link: Link, error: ProxyError) -> None:
        """The pool has dropped it; the next statement that may ride asks for another."""
        self._group.is_laying = False

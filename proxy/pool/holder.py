"""Who gets what a server connection says. May be compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mypy_extensions import mypyc_attr

from proxy.errors import ProxyError


# For the fakes of tests, which are never compiled.
@mypyc_attr(allow_interpreted_subclasses=True)
class Holder:
    """Is told everything a link receives for it. This one lets it all go: the place of a session that has left.

    `known` holds the parameters that were last reported to whoever is behind it.
    """

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    # `link` is a `Link`, which imports this module: Any.

    def client_write(self, data: bytes) -> None:
        """Whole messages, or a piece of one that is followed by the rest."""

    def exchange_done(self, link: Any, status: int) -> None:
        """ReadyForQuery has come for what this holder had asked; `status` is what it said of the transaction."""

    def server_error(self, link: Any, entry: int, fields: Mapping[str, str]) -> None:
        """An ErrorResponse has come; `entry` says whether it answers the client or something the proxy added."""

    def server_ending(self, fields: Mapping[str, str]) -> None:
        """The connection says why it ends while nothing runs on it."""

    def server_lost(self, link: Any, error: ProxyError) -> None:
        """The connection is gone."""

    def remarked(self, notice: bytes) -> None:
        """A NoticeResponse, without its head, to something the proxy added."""

    def parse_failed(self, name: bytes) -> None:
        """The statement of that name was not prepared after all."""

    def described(self, link: Any, told: Any, description: bytes) -> None:
        """The ParameterDescription and RowDescription, or NoData, of a statement, which were asked for by an entry that
        has this `told`. Any: as for the link."""

    def copy_in_begun(self) -> None: ...

    def server_full(self) -> None:
        """The server takes no more for now."""

    def server_drained(self) -> None: ...

    def say_again(self) -> None:
        """Nothing of the reply on a lane has come and none will: the statement must run elsewhere."""

    def was_slow(self, link: Any) -> None:
        """The turn on a lane has taken longer than turns may."""

"""What a server owes next, and to whom: the entries of a connection's queue of replies. May be compiled."""

from __future__ import annotations

from typing import Any, Final

from proxy.pool.holder import Holder
from proxy.wire.codes import (
    BIND_COMPLETE,
    CLOSE_COMPLETE,
    COMMAND_COMPLETE,
    EMPTY_QUERY_RESPONSE,
    NO_DATA,
    PARSE_COMPLETE,
    PORTAL_SUSPENDED,
    ROW_DESCRIPTION,
)

# Kinds of entries in the reply queue. The numbers are compared, never stored.
FORWARD: Final = 0
"""Up to and including ReadyForQuery, to the holder."""
SKIP: Final = 1
"""Up to and including ReadyForQuery, to nobody: a statement the proxy added by itself."""
STEP: Final = 2
"""One message of an extended batch, to the holder: it ends with one of `ENDS[step]`."""
SKIP_STEP: Final = 3
"""The same for a message the proxy added."""
FAKE: Final = 4
"""Bytes that the holder gets when everything before them has come: the server was not asked."""
SYNC_STEP: Final = 5
"""The ReadyForQuery of a batch that was queued step by step."""
ABORT_STEP: Final = 6
"""A statement that cannot be parsed, sent so that the server gives up what the refused batch has done so far."""
BEGIN: Final = 7
"""A BEGIN that the proxy held back, as Parse, Bind and Execute without a Sync: it is answered with whatever follows.
`detail` says whether that is a query string, which brings no Sync either."""

# Which messages end the reply to each step of the extended protocol.
PARSE_STEP: Final = (PARSE_COMPLETE,)
BIND_STEP: Final = (BIND_COMPLETE,)
DESCRIBE_STEP: Final = (ROW_DESCRIPTION, NO_DATA)
EXECUTE_STEP: Final = (COMMAND_COMPLETE, EMPTY_QUERY_RESPONSE, PORTAL_SUSPENDED)
CLOSE_STEP: Final = (CLOSE_COMPLETE,)


class Entry:
    """What the server owes next, and to whom. `detail` is the bytes of a FAKE, or of a step: what ends it, the
    statement's name on servers, its name for the client."""

    __slots__ = ("detail", "holder", "kind")

    def __init__(self, kind: int, holder: Holder, detail: Any) -> None:
        self.kind = kind
        self.holder = holder
        self.detail = detail

"""COPY FROM that the rules keep from every database: the client's data is read to its end, and goes nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.session import local
from proxy.session.plan import Plan
from proxy.wire import backend
from proxy.wire.codes import COPY_DONE, COPY_FAIL

if TYPE_CHECKING:
    from proxy.session.session import Session

_BINARY: Final = re.compile(r"\bformat\s+'?binary\b|\bbinary\b(?!\s*\.)", re.IGNORECASE)
_COLUMNS: Final = re.compile(r"^\s*copy\s+[^\s(]+\s*\(([^)]*)\)", re.IGNORECASE)


class UnwantedCopy:
    """The answer of such a COPY, given when its data has ended. `in_batch` is the extended protocol."""

    def __init__(self, session: Session, plan: Plan, *, in_batch: bool) -> None:
        # For the life of the statement
        self._session = session
        self._plan = plan
        self._in_batch = in_batch
        session.copy_in = True
        session.unwanted = self

    def response(self) -> bytes:
        """CopyInResponse. Without a list of columns their number is not known here: it says none."""
        text = self._plan.text
        overall = 1 if _BINARY.search(text.partition(")")[2] if _COLUMNS.match(text) else text) else 0
        columns = _COLUMNS.match(text)
        count = 0 if columns is None else columns[1].count(",") + 1
        return backend.copy_in_response(overall, (overall,) * count)

    def message(self, code: int, message: bytes) -> None:
        """One message of the client in COPY mode; Sync and Flush are read over, as a server reads over them."""
        if code not in (COPY_DONE, COPY_FAIL):
            return
        session = self._session
        session.copy_in = False
        session.unwanted = None
        if code == COPY_FAIL:
            said = message[5:-1].decode("utf-8", "replace")
            error = ProxyError(f"COPY from stdin failed: {said}", sqlstate="57014")
            if self._in_batch:
                session.batch.fail(error)
            else:
                session.refuse(error)
            return
        answer = local.skipped("COPY", self._plan.route.skip)
        if session.observer is not None:
            session.observer.skipped(self._plan, answer.tag)
        session.client_write(answer.execution())
        if not self._in_batch:
            session.client_write(backend.ready_for_query(session.status))

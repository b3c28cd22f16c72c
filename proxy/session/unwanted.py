"""COPY FROM that the rules keep from every database: the client's data is read to its end, and goes nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proxy.errors import ProxyError
from proxy.relations.copy_check import CopyCount
from proxy.session import local
from proxy.session.plan import Plan
from proxy.wire import backend
from proxy.wire.codes import COPY_DATA, COPY_DONE, COPY_FAIL

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
        self._count = CopyCount(plan.text)
        session.copy_in = True
        session.unwanted = self
        # While the data comes
        self._failure: ProxyError | None = None

    def response(self) -> bytes:
        """CopyInResponse. Without a list of columns their number is not known here: it says none."""
        text = self._plan.text
        overall = 1 if _BINARY.search(text.partition(")")[2] if _COLUMNS.match(text) else text) else 0
        columns = _COLUMNS.match(text)
        count = 0 if columns is None else columns[1].count(",") + 1
        return backend.copy_in_response(overall, (overall,) * count)

    def message(self, code: int, message: bytes) -> None:
        """One message of the client in COPY mode; Sync and Flush are read over, as a server reads over them."""
        if code == COPY_DATA and self._failure is None:
            self._read(message[5:], is_end=False)
        if code not in (COPY_DONE, COPY_FAIL):
            return
        if code == COPY_DONE and self._failure is None:
            self._read(b"", is_end=True)
        session = self._session
        session.copy_in = False
        session.unwanted = None
        error = self._failure
        if code == COPY_FAIL:
            said = message[5:-1].decode("utf-8", "replace")
            error = ProxyError(f"COPY from stdin failed: {said}", sqlstate="57014")
        if error is not None:
            if self._in_batch:
                session.batch.fail(error)
            else:
                session.refuse(error)
            return
        rows = f"{self._count.rows} {'row' if self._count.rows == 1 else 'rows'} not loaded"
        answer = local.skipped("COPY", [f"{notice}: {rows}" for notice in self._plan.route.skip])
        if session.observer is not None:
            session.observer.skipped(self._plan, answer.tag)
        session.client_write(answer.execution())
        if not self._in_batch:
            session.client_write(backend.ready_for_query(session.status))

    def _read(self, data: bytes, *, is_end: bool) -> None:
        try:
            self._count.add(data, is_end=is_end)
        except ProxyError as error:
            # What is no COPY data at all is told as a server would, once it has ended.
            self._failure = error

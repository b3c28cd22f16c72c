"""Reads that are asked again, from the bytes of their batch to the bytes of their answer. May be compiled.

Most statements of most applications are of one kind: a statement that is known is bound, perhaps described, executed to
its end and synchronised, outside a transaction; or a query string differs in literals only from one that was answered.
Such a batch is answered here as a whole. Whatever is not exactly that, or goes wrong, is left to the engine, message by
message: a read may be run again from its beginning.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from proxy.backends.sqlite.plan import OF_THE_SESSION, Plan, parameter
from proxy.backends.sqlite.rows import RowWriter
from proxy.errors import ProxyError
from proxy.wire import backend, frontend, values
from proxy.wire.codes import BIND, PARSE, QUERY

if TYPE_CHECKING:
    from mypy_extensions import i64

    from proxy.backends.sqlite.conversation import Prepared
    from proxy.backends.sqlite.store import Store

MOST_ROWS: Final = 256
"""A longer result leaves in pieces, which is the engine's affair."""
_MOST_PARSED: Final = 1000
_LONGEST_PARSED: Final = 4000
_DESCRIBED: Final = frontend.describe(b"P", b"") + frontend.execute() + frontend.SYNC
_EXECUTED: Final = frontend.execute() + frontend.SYNC
_NO_FORMATS: Final = b"\0\0"
"""Text, all of it."""
_HEAD: Final = backend.BIND_COMPLETE
_PARSED_HEAD: Final = backend.PARSE_COMPLETE + backend.BIND_COMPLETE
_TAILS: Final[list[bytes]] = [
    backend.command_complete(f"SELECT {count}") + backend.ready_for_query(ord("I")) for count in range(MOST_ROWS)
]
_DIGITS: Final = {values.INT2: 4, values.INT4: 9, values.INT8: 18}
"""Integers with so many digits are in the range of their type."""


class Course:
    """How one prepared read is run for Binds with the same formats."""

    def __init__(self, plan: Plan, sql: str, formats: list[int], description: bytes, writer: RowWriter) -> None:
        self.plan = plan
        self.sql = sql
        self.types: list[int] = list(plan.parameter_types)
        self.formats = formats
        """Of each parameter."""
        self.digits: list[int] = [
            _DIGITS.get(oid, 0) if not form else 0 for oid, form in zip(self.types, formats, strict=True)
        ]
        self.description = description
        self.writer = writer
        self.is_long = False
        """It gave more rows than are answered here."""


class RepeatedReads:
    """Belongs to one connection and runs on its thread. The engine says by `may_run` whether it is at rest."""

    def __init__(
        self,
        store: Store,
        prepared: dict[str, Prepared],
        shape: Callable[[bytes], Any],
        may_run: Callable[[], bool],
        write: Callable[[bytes], None],
    ) -> None:
        # For the life of the connection. Any: the store is interpreted, and its attributes are looked up anyway.
        self._store: Any = store
        self._file: Any = store.file
        self._functions: Any = store.functions
        self._session: Any = store.session
        self._settings: Any = store.settings
        self._prepared: Any = prepared
        self._shape = shape
        self._may_run = may_run
        self._write = write
        self._cursor = store.connection.cursor()
        # As long as settings and schema stay
        self._version = -1
        self._facts: Any = None
        self._courses: dict[tuple[Any, bytes], Course | None] = {}
        self._parsed: dict[bytes, Any] = {}
        self._asked: dict[tuple[str, tuple[int, ...]], Course | None] = {}
        # Until the engine answers something itself, or new input comes
        self._is_sure = False

    def look_again(self) -> None:
        """Something may have changed: the file, the schema, the conversation's state."""
        self._is_sure = False

    def answered(self, data: bytes, start: i64) -> i64:
        """How far `data` is answered, from `start` on; the message there must be taken up by the engine."""
        position = start
        while position < len(data):
            end = self._answered(data, position)
            if end == position:
                break
            position = end
        return position

    def _answered(self, data: bytes, start: i64) -> i64:
        """Where the batch that begins at `start` ends, now that it is answered; `start` where it is none of these."""
        code = data[start]
        if code == QUERY:
            return self._query(data, start)
        if code != BIND and code != PARSE:
            return start
        size: i64 = len(data)
        bind = start
        if code == PARSE:
            bind = _after(data, start)
            if bind + 7 > size or data[start + 5] != 0 or data[bind] != BIND:
                return start
        end = _after(data, bind)
        if end > size or data[bind + 5] != 0:
            return start
        is_described = data.startswith(_DESCRIBED, end)
        if not is_described and not data.startswith(_EXECUTED, end):
            return start
        if not (self._is_sure and self._file.facts is self._facts) and not self._make_sure():
            return start
        is_parsed = bind > start
        if is_parsed:
            prepared = self._parsed.get(data[start + 6 : bind])
            if prepared is None or data[bind + 6] != 0:
                return start
            at = bind + 7
        else:
            at = data.find(b"\0", bind + 6, end) + 1
            if not at:
                return start
            prepared = self._prepared.get(data[bind + 6 : at - 1].decode("utf-8", "surrogateescape"))
            if prepared is None:
                return start
        tail = self._run(prepared, data, at, end, is_parsed, is_described)
        if not tail:
            return start
        return end + len(_DESCRIBED if is_described else _EXECUTED)

    def learn(self, body: bytes, prepared: Prepared) -> None:
        """The engine has prepared the unnamed statement that way."""
        if len(body) > _LONGEST_PARSED:
            return
        if len(self._parsed) >= _MOST_PARSED:
            self._parsed.clear()
        self._parsed[body[1:]] = prepared

    def _make_sure(self) -> bool:
        """Whether the conversation is at rest and the file as it was."""
        if not self._may_run():
            return False
        store = self._store
        try:
            store.check_file()
            facts = store.facts
        except (ProxyError, sqlite3.Error):
            # A cancel among others: the engine looks again, and says what is wrong.
            return False
        if facts is not self._file.facts:
            return False
        version: int = self._settings.version
        if facts is not self._facts or version != self._version:
            self._courses.clear()
            self._parsed.clear()
            self._asked.clear()
            self._facts = facts
            self._version = version
        self._is_sure = True
        return True

    def _run(self, prepared: Any, data: bytes, at: i64, end: i64, is_parsed: bool, is_described: bool) -> bool:
        """Reads what is left of the Bind, from behind the name of its statement, and answers; whether it could."""
        if at + 4 > end:
            return False
        count: i64 = (data[at] << 8) | data[at + 1]
        first = at + 2 + 2 * count
        if first + 4 > end:
            return False
        value_count: i64 = (data[first] << 8) | data[first + 1]
        position = first + 2
        found: list[bytes | None] = []
        while value_count:
            if position + 6 > end:
                return False
            length: i64 = (
                (data[position] << 24) | (data[position + 1] << 16) | (data[position + 2] << 8) | data[position + 3]
            )
            position += 4
            if length == 0xFFFFFFFF:
                found.append(None)
            else:
                if position + length > end:
                    return False
                found.append(data[position : position + length])
                position += length
            value_count -= 1
        key = (prepared, data[at:first] + data[position:end])
        course = self._courses.get(key)
        if course is None:
            if key in self._courses:
                return False
            if prepared.plan.schema is not self._facts:
                return False
            if len(self._courses) >= _MOST_PARSED:
                self._courses.clear()
            course = self._chart(prepared.plan, data[at:first], len(found), data[position:end])
            self._courses[key] = course
            if course is None:
                return False
        if course.is_long or len(found) != len(course.types) or prepared.plan is not course.plan:
            return False
        written = self._rows(course, found)
        if not written:
            return False
        head = _HEAD
        if is_parsed:
            head = _PARSED_HEAD
            self._prepared[""] = prepared
        self._write((head + course.description if is_described else head) + written)
        return True

    def _query(self, data: bytes, start: i64) -> i64:
        """As `_answered`, for a query string."""
        end = _after(data, start)
        if end > len(data) or end < start + 6 or data[end - 1] != 0:
            return start
        if not (self._is_sure and self._file.facts is self._facts) and not self._make_sure():
            return start
        if not self._asked:
            return start
        try:
            shape = self._shape(data[start + 5 : end - 1])
        except ProxyError:
            return start
        if shape is None:
            return start
        course = self._asked.get((shape.text, shape.types))
        if course is None or course.is_long:
            return start
        written = self._rows(course, list(shape.values))
        if not written:
            return start
        self._write(course.description + written)
        return end

    def learn_query(self, text: str, types: tuple[int, ...], plan: Plan) -> None:
        """The engine has answered a query string of that shape by that plan."""
        key = (text, types)
        if key in self._asked or plan.schema is not self._facts:
            return
        if len(self._asked) >= _MOST_PARSED:
            self._asked.clear()
        self._asked[key] = self._chart(plan, _NO_FORMATS, len(plan.parameter_types), _NO_FORMATS)

    def _rows(self, course: Course, found: list[bytes | None]) -> bytes:
        """The rows, the tag and ReadyForQuery; empty where it could not be done here."""
        session = self._session
        session.statement_start = session.transaction_start = datetime.now(UTC)
        try:
            bound: list[Any] = []
            for index, value in enumerate(found):
                if value is not None and len(value) <= course.digits[index] and value.isdigit():
                    bound.append(int(value))
                else:
                    bound.append(parameter(course.types[index], course.formats[index], value, self._settings.place))
            cursor = self._cursor
            rows: list[Any] = cursor.execute(course.sql, bound).fetchmany(MOST_ROWS)
            if len(rows) == MOST_ROWS:
                course.is_long = True
                self._cursor = cursor.connection.cursor()
                cursor.close()
                return b""
            written = course.writer.data_rows(rows)
        except Exception:  # noqa: BLE001
            # The engine runs it again, and says what is wrong.
            self._is_sure = False
            return b""
        return written + _TAILS[len(rows)]

    def _chart(self, plan: Plan, formats: bytes, count: int, result_formats: bytes) -> Course | None:
        """None for what is not answered here."""
        translation = plan.translation
        if (
            translation is None
            or not plan.columns
            or len(plan.parameter_types) != count
            or translation.writes
            or translation.reads_catalogs
            or translation.notices
            or translation.steps
            or translation.bound >= 0
            or len(translation.statements) != 1
            or len(result_formats) != 2 + 2 * ((result_formats[0] << 8) | result_formats[1])
            or any(name in translation.sqlite_sql for name in OF_THE_SESSION)
        ):
            return None
        given = [formats[3 + 2 * i] for i in range(len(formats) // 2 - 1)]
        wanted = tuple(result_formats[3 + 2 * i] for i in range(len(result_formats) // 2 - 1))
        if len(given) not in (0, 1, count) or len(wanted) not in (0, 1, len(plan.columns)):
            return None
        if formats[2::2].strip(b"\0") or result_formats[2::2].strip(b"\0") or max([*given, *wanted, 0]) > 1:
            return None
        each = given if len(given) == count else [given[0] if given else 0] * count
        time_zone = self._settings.get("timezone")
        return Course(
            plan, translation.statements[-1], each, plan.description(wanted), plan.row_writer(wanted, time_zone)
        )


def _after(data: bytes, at: i64) -> i64:
    """Where the message that begins at `at` ends; beyond the end of `data` where its length cannot be read."""
    if at + 5 > len(data):
        return 1 << 40
    return at + 1 + ((data[at + 1] << 24) | (data[at + 2] << 16) | (data[at + 3] << 8) | data[at + 4])

"""Statements of megabytes stay in the pieces they came in: nothing of the session is ever as large as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from proxy.routing.decide import decide
from proxy.session.long_message import LARGE, LongMessage
from proxy.session.planner import Planner
from proxy.session.session import Session
from proxy.sql.analyze import analyze
from proxy.sql.long import Condensed, condense
from proxy.sql.normalize import shape
from proxy.sql.statement import Analysis
from proxy.wire import frontend
from proxy.wire.codes import PARSE
from tests.session.stage import Stage, batch, codes, errors

CHUNK = 64 * 1024
VALUES = b"(1, 2), " * (2 * LARGE // 8) + b"(1, 2)"
INSERT = b"INSERT INTO book VALUES " + VALUES


class Reader:
    """Reads at once when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[bytes], bool, Callable[[Condensed | None], None]]] = []

    def known(self, text: bytes, conforming: bool) -> Analysis | None:
        return None

    def begin(self, text: bytes, conforming: bool, done: Callable[[], None]) -> None:
        raise AssertionError("a very long text was put together")

    def condense(self, pieces: Sequence[bytes], conforming: bool, done: Callable[[Condensed | None], None]) -> None:
        self.asked.append((pieces, conforming, done))

    def answer(self) -> None:
        pieces, conforming, done = self.asked.pop(0)
        done(condense(b"".join(pieces).decode("utf-8", "surrogateescape"), standard_conforming_strings=conforming))


class Told(Stage):
    """A stage with a reader, whose servers tell how large what they are sent is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.reader = Reader()
        self.instance.reader = self.reader
        self.instance.planner = Planner(
            lambda text, _: analyze(text),
            lambda analysis, context, text: decide(analysis, context, self.rules, text=text),
            shape,
            1000,
            read=lambda text, context: self.reader.known(text, context.standard_conforming_strings),
            condensed=lambda analysis, _: analysis,
        )

    def say_in_chunks(self, session: Session, data: bytes) -> None:
        for start in range(0, len(data), CHUNK):
            session.client_data(data[start : start + CHUNK])
            self.settle()

    def read(self) -> None:
        self.reader.answer()
        self.settle()

    def largest(self, name: str) -> int:
        return max(max(server.sizes, default=0) for server in self.servers(name))


@pytest.fixture
def stage(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_a_long_query_leaves_in_the_pieces_in_which_it_came(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, frontend.query(INSERT) + frontend.query(b"SELECT * FROM book"))
    assert stage.heard("default") == []
    stage.read()
    assert stage.heard("default") == [INSERT]
    assert stage.heard("replica1") == [b"SELECT * FROM book"]
    assert codes(client.received) == "CZCZ"
    assert stage.largest("default") <= CHUNK
    assert session.long_texts == {}


def test_what_is_planned_of_a_long_query_is_short(stage: Told) -> None:
    session, _ = stage.session()
    stage.say_in_chunks(session, frontend.query(INSERT))
    stage.read()
    assert session.last_plan is not None
    assert session.last_plan.text.startswith("INSERT INTO book VALUES (1, 2)")
    assert len(session.last_plan.text) < 2000


def test_a_long_statement_of_the_extended_protocol_is_parsed_in_pieces_on_each_connection(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, batch(INSERT, b"name"))
    stage.read()
    assert codes(client.received) == "12TDCZ"
    stage.servers("default")[0].lose()
    stage.say(session, frontend.bind(b"", b"name", ()), frontend.execute(), frontend.SYNC)
    assert stage.heard("default")[-1] == INSERT
    assert codes(client.received) == "12TDCZ2DCZ"
    assert stage.largest("default") <= CHUNK
    stage.say_in_chunks(session, batch(INSERT))
    stage.read()
    assert len(session.long_texts) == 2
    stage.say(session, frontend.close(b"S", b"name"), frontend.SYNC)
    stage.say_in_chunks(session, frontend.query(INSERT))
    stage.read()
    assert [each.size for each in session.long_texts.values()] == [len(INSERT)], "only the unnamed one is left"


def test_a_zero_byte_in_a_long_query_is_refused_as_in_a_short_one(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, frontend.query(INSERT + b"\0" + INSERT))
    assert errors(client.received) == ["08P01"]
    assert codes(client.received) == "EZ"
    assert stage.reader.asked == []


@pytest.mark.parametrize("types", [b"", b"\0", b"\0\1", b"\0\1\0\0\0"])
def test_a_long_parse_is_refused_where_a_short_one_would_be(stage: Told, types: bytes) -> None:
    session, client = stage.session()
    body = b"\0" + INSERT + b"\0" + types
    complete = len(types) >= 2 and not (len(types) - 2) % 4
    stage.say_in_chunks(session, frontend.message(b"P", body) + frontend.SYNC)
    assert errors(client.received) == ([] if complete else ["08P01"])


def test_a_long_read_is_refused_by_name_where_it_would_cross_databases(stage: Told) -> None:
    session, client = stage.session()
    text = b"SELECT * FROM book, auth_user WHERE id IN (" + b"1, " * LARGE + b"1)"
    stage.say_in_chunks(session, frontend.query(text))
    stage.read()
    assert errors(client.received) == ["0A000"]
    assert all(stage.heard(name) == [] for name in stage.backends)
    assert session.long_texts == {}


def test_a_long_query_string_may_open_and_end_transactions(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, frontend.query(b"BEGIN; SAVEPOINT s; " + INSERT))
    stage.read()
    stage.say(session, frontend.query(b"ROLLBACK TO s"), frontend.query(b"COMMIT"))
    assert errors(client.received) == []
    assert stage.heard("default")[-2:] == [b"ROLLBACK TO s", b"COMMIT"]


def test_a_long_query_of_a_failed_transaction_is_refused(stage: Told) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"SELECT * FROM book, auth_user"))
    stage.say_in_chunks(session, frontend.query(INSERT))
    stage.read()
    assert errors(client.received) == ["0A000", "25P02"]


def test_a_client_that_leaves_within_a_long_message_leaves_nothing(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, frontend.query(INSERT)[:-1])
    session.client_finished()
    stage.settle()
    assert session.is_ended
    assert client.received == b""
    other, _ = stage.session()
    stage.say_in_chunks(other, frontend.query(INSERT))
    other.client_lost()
    stage.read()
    assert stage.heard("default") == []


def test_a_cancel_request_ends_the_wait_for_a_long_query(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, frontend.query(INSERT))
    session.cancel()
    stage.read()
    assert errors(client.received) == ["57014"]
    stage.say(session, frontend.query(b"SELECT * FROM book"))
    assert codes(client.received).endswith("CZ")


VALUE = b"v" * (2 * LARGE)


def bound(name: bytes = b"") -> bytes:
    return frontend.bind(b"", name, (b"1", VALUE), (), (1,))


@pytest.mark.parametrize("name", [b"", b"name"])
def test_long_values_leave_in_the_pieces_in_which_they_came(stage: Told, name: bytes) -> None:
    session, client = stage.session()
    executed = frontend.execute() + frontend.SYNC
    for _ in range(2):
        stage.say_in_chunks(session, frontend.parse(b"", b"INSERT INTO book VALUES ($1, $2)") + frontend.SYNC)
        if name and name not in session.statements:
            stage.say(session, frontend.parse(name, b"INSERT INTO book VALUES ($1, $2)"), frontend.SYNC)
        client.received = b""
        stage.say_in_chunks(session, bound(name) + executed)
        assert codes(client.received) == "2DCZ"
        assert session.long_values == {}
    [server] = stage.servers("default")
    bodies = [body for code, body in server.heard if code == "B"]
    assert [body[body.index(b"\0", 1) + 1 :] for body in bodies] == [bound()[7:]] * 2
    assert stage.largest("default") <= CHUNK


def test_long_values_of_a_read_do_not_ride_and_are_not_said_again(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, frontend.parse(b"", b"SELECT * FROM book WHERE a = $1 AND b = $2"))
    stage.say_in_chunks(session, bound() + frontend.execute() + frontend.SYNC)
    assert codes(client.received) == "12DCZ"
    assert stage.largest("replica1") <= CHUNK
    assert session.long_values == {}


def test_within_a_transaction_no_values_are_kept(stage: Told) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"), frontend.parse(b"n", b"INSERT INTO book VALUES ($1, $2)"))
    for _ in range(3):
        stage.say_in_chunks(session, bound(b"n") + frontend.execute() + frontend.SYNC)
        assert session.long_values == {}
    assert errors(client.received) == []


def test_values_of_a_statement_that_is_not_there_are_refused(stage: Told) -> None:
    session, client = stage.session()
    stage.say_in_chunks(session, bound(b"nowhere") + frontend.execute() + frontend.SYNC)
    assert errors(client.received) == ["26000"]
    stage.say_in_chunks(session, frontend.message(b"B", b"x" * (2 * LARGE)) + frontend.SYNC)
    assert errors(client.received) == ["26000", "08P01"]


def test_long_rows_of_a_copy_leave_in_the_pieces_in_which_they_came(stage: Told) -> None:
    session, _ = stage.session()
    stage.say(session, frontend.query(b"INSERT INTO book VALUES (1)"))
    [server] = stage.servers("default")
    server.heard.clear()
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"COPY book FROM STDIN"))
    session.copy_in_begun()
    stage.say_in_chunks(session, frontend.copy_data(VALUE) + frontend.copy_data(b"more"))
    assert [body for code, body in server.heard if code == "d"] == [VALUE, b"more"]
    assert stage.largest("default") <= CHUNK


class ShortOnly(Reader):
    """Only the whole text tells what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.read = b""

    def answer(self) -> None:
        self.asked.pop(0)[2](None)

    def begin(self, text: bytes, conforming: bool, done: Callable[[], None]) -> None:
        self.read = text
        done()

    def known(self, text: bytes, conforming: bool) -> Analysis | None:
        return analyze(text.decode()) if self.read == text else None


def test_where_only_the_whole_text_tells_it_is_put_together(stage: Told) -> None:
    stage.reader = stage.instance.reader = ShortOnly()
    session, client = stage.session()
    stage.say_in_chunks(session, frontend.query(INSERT))
    stage.read()
    assert stage.heard("default") == [INSERT]
    assert codes(client.received) == "CZ"
    stage.say_in_chunks(session, batch(INSERT, b"name"))
    stage.read()
    assert codes(client.received) == "CZ12TDCZ"


def parts_of(data: bytes, size: int) -> tuple[bytes, bytes, bytes]:
    message = LongMessage(data[0], int.from_bytes(data[1:5], "big"))
    rest = b""
    for start in range(0, len(data), size):
        rest += message.add(data[start : start + size])
    assert message.is_whole
    assert message.joined() == data[: len(data) - len(rest)]
    name, text, types = message.parts()
    return name, b"".join(text), types


@pytest.mark.parametrize("size", range(5, 40))
def test_a_parse_is_cut_into_its_parts_wherever_its_pieces_end(size: int) -> None:
    data = frontend.parse(b"a name", b"SELECT $1, $2", (23, 25))
    assert data[0] == PARSE
    types = b"\0\2\0\0\0\x17\0\0\0\x19"
    assert parts_of(data, size) == (b"a name", b"SELECT $1, $2", types)
    assert parts_of(data + b"more", size) == (b"a name", b"SELECT $1, $2", types)
    assert parts_of(frontend.query(b"SELECT 1"), size) == (b"", b"SELECT 1", b"")

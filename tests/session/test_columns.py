"""A prepared statement that another connection prepares once more keeps its columns, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.session.columns import agree, shape_of
from proxy.session.session import Session
from proxy.wire import backend, frontend
from tests.session.stage import FakeClient, FakeServer, Stage, codes, errors, messages

READ = b"SELECT a FROM book"
WRITE = b"UPDATE book SET a = 1 RETURNING a"
CHANGED = backend.Column("one", 25)
RUN = frontend.bind(b"", b"s", ()) + frontend.execute() + frontend.SYNC
ROUTER = "routers: [{name: all, read: default, write: default}]\n"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, rules='databases:\n  default: {url: "postgresql://127.0.0.1:1/a"}\n' + ROUTER)


def told(stage: Stage, text: bytes) -> tuple[Session, FakeClient]:
    """A session that has been told the columns of `s` by one connection, and comes to another one next."""
    session, client = stage.session()
    stage.say(session, frontend.parse(b"s", text) + frontend.describe(b"S", b"s") + frontend.SYNC + RUN)
    other, _ = stage.session()
    stage.say(other, frontend.query(b"BEGIN"), frontend.query(b"SELECT 1"))
    client.received = b""
    return session, client


def heard_since(server: FakeServer, count: int) -> str:
    return "".join(code for code, _ in server.heard[count:])


@pytest.mark.parametrize("text", [READ, WRITE], ids=["read", "write"])
@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_rows_in_another_shape_are_refused_wherever_the_stream_is_cut(stage: Stage, text: bytes, size: int) -> None:
    session, client = told(stage, text)
    stage.backends["default"].columns[text] = CHANGED
    session.client_data(RUN)
    stage.run_tasks()
    stage.settle([size] * 300)
    assert codes(client.received) == "EZ"
    assert errors(client.received) == ["0A000"]
    assert messages(client.received)[-1] == ("Z", b"I")
    second = stage.servers("default")[-1]
    assert ("E" in heard_since(second, 0)) == (text == READ), "a write must not have run"


def test_a_statement_is_described_once_on_each_connection_and_never_again(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.parse(b"s", READ) + frontend.describe(b"S", b"s") + frontend.SYNC)
    [server] = stage.servers("default")
    before = len(server.heard)
    for _ in range(3):
        stage.say(session, RUN)
    assert heard_since(server, before) == "BESBESBES"
    assert errors(client.received) == []


def test_a_cancel_reaches_the_server_that_is_asked_for_the_columns(stage: Stage) -> None:
    session, client = told(stage, WRITE)
    session.client_data(RUN)
    stage.run_tasks()
    second = stage.servers("default")[-1]
    session.cancel()
    assert len(second.cancels) == 1
    stage.settle()
    assert codes(client.received) == "2DCZ"


def test_an_error_of_the_server_instead_of_the_columns_is_told_once(stage: Stage) -> None:
    session, client = told(stage, WRITE)
    stage.backends["default"].failing.add(WRITE)
    stage.say(session, RUN)
    assert codes(client.received) == "EZ"
    client.received = b""
    stage.say(session, frontend.query(b"SELECT 1"))
    assert codes(client.received) == "CZ"


def test_a_client_that_leaves_meanwhile_leaves_no_connection_behind_that_is_half_asked(stage: Stage) -> None:
    session, _ = told(stage, WRITE)
    session.client_data(RUN)
    stage.run_tasks()
    session.client_lost()
    assert stage.servers("default")[-1].is_closed
    stage.settle()


def test_numbers_of_types_are_compared_within_a_database_only_where_they_are_its_own() -> None:
    def shape(number: int, parameter: int = 23) -> bytes:
        columns = backend.row_description((backend.Column("mood", number),))
        return shape_of(backend.parameter_description((parameter,)) + columns)

    known: dict[str, bytes] = {}
    assert agree(known, "default", shape(20000, 20000))
    assert agree(known, "replica", shape(30000, 30000))
    assert not agree(known, "default", shape(30000, 20000))
    assert not agree(known, "default", shape(20000, 30000))
    assert not agree(known, "third", shape(25, 20000))
    assert not agree(known, "third", shape(20000, 25))


def test_where_columns_come_from_is_no_part_of_their_shape() -> None:
    one = backend.row_description((backend.Column("a", 23, table_oid=1, column_number=1),))
    two = backend.row_description((backend.Column("a", 23, table_oid=2, column_number=3),))
    none = backend.parameter_description(())
    assert shape_of(none + one) == shape_of(none + two)
    assert shape_of(none + backend.message(b"n", b"")) == b"\0\0"


@pytest.mark.parametrize(("text", "behind"), [(WRITE, frontend.SYNC), (READ, RUN)], ids=["alone", "with the rest"])
def test_a_refused_describe_tells_the_parameters_before_as_a_server_does(
    stage: Stage, text: bytes, behind: bytes
) -> None:
    session, client = told(stage, text)
    stage.backends["default"].columns[text] = CHANGED
    stage.say(session, frontend.describe(b"S", b"s") + behind)
    assert codes(client.received) == "tEZ"
    client.received = b""
    stage.say(session, RUN)
    assert codes(client.received) == "EZ"


ALL = [b"SELECT %b FROM book" % column for column in (b"a", b"b", b"c", b"d", b"e")]


def run(number: int, portal: bytes = b"") -> bytes:
    return frontend.bind(portal, b"s%d" % number, ()) + frontend.execute(portal)


def test_a_server_keeps_no_more_statements_than_it_may(tmp_path: Path) -> None:
    stage = Stage(
        tmp_path,
        rules='databases:\n  default: {url: "postgresql://127.0.0.1:1/a"}\n' + ROUTER,
        size=1,
        prepared_statements=3,
    )
    session, client = stage.session()
    for number, text in enumerate(ALL):
        stage.say(session, frontend.parse(b"s%d" % number, text) + run(number) + frontend.SYNC)
    [server] = stage.servers("default")
    for _ in range(2):
        for number in range(5):
            stage.say(session, run(number) + frontend.SYNC)
            assert len([name for name in server._parsed if name]) <= 3
    assert errors(client.received) == []


def test_a_statement_whose_portal_is_open_is_not_the_one_to_go(tmp_path: Path) -> None:
    stage = Stage(
        tmp_path,
        rules='databases:\n  default: {url: "postgresql://127.0.0.1:1/a"}\n' + ROUTER,
        size=1,
        prepared_statements=2,
    )
    session, client = stage.session()
    for number, text in enumerate(ALL):
        stage.say(session, frontend.parse(b"s%d" % number, text) + frontend.SYNC)
    stage.say(session, frontend.query(b"BEGIN"), run(3, b"kept") + frontend.FLUSH)
    [server] = stage.servers("default")
    closed = len([code for code, _ in server.heard if code == "C"])
    stage.say(session, run(0) + run(1) + run(2) + frontend.execute(b"kept") + frontend.SYNC)
    names = [body for code, body in server.heard if code == "C"][closed:]
    assert names
    assert session.statements[b"s3"].prepared is not None
    assert b"S" + session.statements[b"s3"].prepared.name + b"\0" not in names
    assert errors(client.received) == []


def test_what_a_server_has_read_over_is_neither_prepared_nor_closed(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"SELECT 1"))
    [server] = stage.servers("default")
    server.failing.add(b"wrong")
    stage.say(session, frontend.parse(b"", b"wrong") + frontend.FLUSH)
    stage.say(session, frontend.parse(b"late", READ) + frontend.FLUSH, frontend.SYNC, frontend.query(b"ROLLBACK"))
    client.received = b""
    stage.say(session, frontend.bind(b"", b"late", ()) + frontend.execute() + frontend.SYNC)
    assert errors(client.received) == ["26000"]
    client.received = b""
    late = frontend.bind(b"", b"late", ()) + frontend.execute() + frontend.SYNC
    stage.say(session, frontend.parse(b"late", READ) + late)
    assert errors(client.received) == []


def test_a_statement_that_is_used_all_the_time_stays_on_its_server(tmp_path: Path) -> None:
    stage = Stage(
        tmp_path,
        rules='databases:\n  default: {url: "postgresql://127.0.0.1:1/a"}\n' + ROUTER,
        size=1,
        prepared_statements=3,
    )
    session, _ = stage.session()
    stage.say(session, frontend.parse(b"s0", ALL[0]) + run(0) + frontend.SYNC)
    for number in range(1, 20):
        text = b"SELECT c%d FROM book" % number
        stage.say(session, frontend.parse(b"s%d" % number, text) + run(number) + frontend.SYNC, run(0) + frontend.SYNC)
    assert stage.heard("default").count(ALL[0]) == 1

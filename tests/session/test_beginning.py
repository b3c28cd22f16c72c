"""A BEGIN that was held back, and the first statement behind it: one reply for both, and no hang where BEGIN fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.wire import backend, frontend
from tests.session.stage import FakeServer, Stage, batch, codes, errors, messages

BEGIN = frontend.query(b"BEGIN")
WRITE = b"UPDATE book SET a = 1"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, size=1)


def codes_heard(server: FakeServer) -> str:
    return "".join(code for code, _ in server.heard)


def test_begin_and_its_first_query_leave_together_and_make_the_server_ready_once(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, BEGIN)
    stage.say(session, frontend.query(WRITE))
    [server] = stage.servers("default")
    assert codes_heard(server) == "PBEQ"
    assert len(server.sizes) == 1, "one packet"
    assert codes(client.received) == "CZCZ"
    assert messages(client.received)[-1] == ("Z", b"T")


@pytest.mark.parametrize("size", [1, 2, 5, 13])
def test_its_reply_is_kept_from_the_client_wherever_it_is_cut(stage: Stage, size: int) -> None:
    session, client = stage.session()
    stage.say(session, BEGIN)
    client.received = b""
    session.client_data(frontend.query(WRITE))
    stage.settle([size] * 300)
    assert codes(client.received) == "CZ"


def test_begin_and_its_first_batch_are_answered_by_one_sync(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, BEGIN)
    client.received = b""
    stage.say(session, batch(WRITE))
    [server] = stage.servers("default")
    assert codes_heard(server) == "PBEPBDES"
    assert codes(client.received) == "12TDCZ"
    assert messages(client.received)[-1] == ("Z", b"T")


@pytest.mark.parametrize(
    "said", [frontend.query(WRITE), batch(WRITE), batch(WRITE, b"s")], ids=["query", "batch", "named"]
)
def test_where_the_server_refuses_begin_the_client_hears_why_and_the_session_goes_on(stage: Stage, said: bytes) -> None:
    session, client = stage.session()
    stage.servers("default")[0].failing.add(b"BEGIN")
    stage.say(session, BEGIN)
    client.received = b""
    stage.say(session, said)
    assert errors(client.received) == ["42601"]
    assert codes(client.received) == "EZ"
    assert messages(client.received)[-1] == ("Z", b"I")

    stage.say(session, frontend.query(WRITE))
    assert codes(client.received) == "EZCZ"
    assert stage.pools["default"].counts.idle == 1


def test_where_the_connection_had_to_be_waited_for_the_server_is_ready_once_as_well(stage: Stage) -> None:
    holder, _ = stage.session()
    stage.say(holder, BEGIN, frontend.query(WRITE))
    session, client = stage.session()
    stage.say(session, BEGIN, frontend.query(WRITE))
    [server] = stage.servers("default")
    before = len(server.heard)
    stage.say(holder, frontend.query(b"COMMIT"))
    assert codes_heard(server)[before:] == "QPBEQ"
    assert messages(client.received)[-1] == ("Z", b"T")


def test_what_was_said_after_begin_goes_with_it_in_one_query_string(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, BEGIN, frontend.query(b"SAVEPOINT a"), frontend.query(WRITE))
    assert stage.heard("default") == [b"BEGIN;SAVEPOINT a", WRITE]
    assert codes(client.received) == "CZCZCZ"


def test_the_beginning_costs_the_server_no_unnamed_statement_that_the_proxy_believes_in(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.parse(b"", WRITE) + frontend.SYNC)
    stage.say(session, BEGIN)
    client.received = b""
    stage.say(session, frontend.bind(b"", b"", ()) + frontend.execute() + frontend.SYNC)
    assert codes(client.received) == "2DCZ"
    [server] = stage.servers("default")
    assert codes_heard(server)[-7:] == "PBEPBES", "it is parsed anew"
    assert backend.READY_IN_TRANSACTION in client.received

"""A batch that comes in one piece takes a way of its own, and nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proxy.session import whole
from proxy.wire import frontend
from proxy.wire.codes import BIND, DESCRIBE, EXECUTE, PARSE
from tests.session.stage import Stage, batch, codes, errors

READ = b"SELECT a FROM book WHERE id = $1"
WRITE = b"UPDATE book SET a = $1"
CROSSING = b"SELECT 1 FROM book JOIN auth_user USING (id)"


def executed(name: bytes, *, described: bool = True) -> bytes:
    describing = frontend.describe(b"P", b"") if described else b""
    return frontend.bind(b"", name, (b"1",)) + describing + frontend.execute() + frontend.SYNC


BATCHES = (
    batch(READ),
    batch(WRITE),
    batch(b"BEGIN"),
    batch(b"COMMIT"),
    batch(b""),
    batch(CROSSING),
    batch(b"SET work_mem = '5MB'"),
    executed(b"read"),
    executed(b"write", described=False),
    executed(b"unknown"),
    executed(b""),
    frontend.parse(b"late", READ) + frontend.SYNC,
    executed(b"late"),
)


def conversation(folder: Path, chosen: list[bytes], pieces: int) -> tuple[list[bytes], list[bytes], list[list[object]]]:
    """What the client hears, and what each server does, where every batch comes in `pieces` pieces."""
    stage = Stage(folder)
    session, client = stage.session()
    stage.say(session, frontend.parse(b"read", READ) + frontend.parse(b"write", WRITE) + frontend.SYNC)
    heard: list[bytes] = []
    for data in chosen:
        client.received = b""
        step = max(1, len(data) // pieces)
        for start in range(0, len(data), step):
            session.client_data(data[start : start + step])
        stage.settle()
        heard.append(client.received)
    texts = [text for name in ("default", "replica1") for text in stage.heard(name)]
    return heard, texts, [[code for code, _ in server.heard if code != "S"] for server in stage.servers("default")]


@given(st.lists(st.sampled_from(BATCHES), max_size=8), st.integers(min_value=2, max_value=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_it_hears_and_does_what_it_would_in_pieces(tmp_path: Path, chosen: list[bytes], pieces: int) -> None:
    assert conversation(tmp_path, chosen, 1) == conversation(tmp_path, chosen, pieces)


@pytest.mark.parametrize("described", [True, False])
def test_a_prepared_statement_leaves_under_its_name_on_servers(tmp_path: Path, described: bool) -> None:
    stage = Stage(tmp_path)
    session, client = stage.session()
    stage.say(session, frontend.parse(b"read", READ) + frontend.SYNC)
    client.received = b""
    stage.say(session, executed(b"read", described=described))
    server = stage.servers("replica1")[0]
    bound = [body for code, body in server.heard if code == "B"]
    assert bound[-1].startswith(b"\0onedsn_1\0")
    assert bound[-1].endswith(b"\0\0\0\x011\0\0")
    assert codes(client.received) == ("2TDCZ" if described else "2DCZ")


def test_its_messages_can_be_told_apart_again() -> None:
    found = whole.messages(batch(READ))
    assert [code for code, _ in found] == [PARSE, BIND, DESCRIBE, EXECUTE]


def test_it_waits_for_a_connection_like_any_other(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=1)
    (first, _), (second, client) = stage.session(), stage.session()
    stage.say(first, frontend.query(b"BEGIN"), frontend.query(b"SELECT a FROM book FOR UPDATE"))
    client.received = b""
    stage.say(second, batch(WRITE))
    assert client.received == b""
    stage.say(first, frontend.query(b"COMMIT"))
    assert codes(client.received) == "12TDCZ"


def test_it_is_refused_where_its_database_has_no_connections(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    session, client = stage.session()
    stage.say(session, batch(WRITE))
    del stage.pools["default"]
    client.received = b""
    stage.say(session, batch(WRITE))
    assert errors(client.received) == ["08006"]
    assert codes(client.received) == "EZ"


@given(st.binary(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_only_looks_like_one_is_left_to_others(tmp_path: Path, middle: bytes) -> None:
    """Whatever stands between a Bind and the usual end: an answer or the end of the connection, and nobody hangs."""
    stage = Stage(tmp_path)
    session, client = stage.session()
    stage.say(session, b"B" + middle + frontend.describe(b"P", b"") + frontend.execute() + frontend.SYNC)
    assert client.received == b"" or codes(client.received)[-1] in "ZE" or client.is_closed


INSIDE = (
    batch(READ),
    batch(WRITE),
    executed(b"read"),
    executed(b"write", described=False),
    executed(b""),
    executed(b"late"),
    frontend.parse(b"late", READ) + frontend.SYNC,
    frontend.execute() + frontend.SYNC,
    frontend.bind(b"", b"read", (b"1",)) + frontend.execute(b"", 1) + frontend.SYNC,
    frontend.query(READ),
    frontend.query(b"SET work_mem = '5MB'"),
    frontend.query(b"SAVEPOINT a"),
    frontend.query(b"ROLLBACK TO a"),
    batch(CROSSING),
    batch(b"SELECT 1 FROM auth_user"),
)


@given(st.lists(st.sampled_from(INSIDE), max_size=8), st.integers(min_value=2, max_value=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_inside_a_transaction_too(tmp_path: Path, chosen: list[bytes], pieces: int) -> None:
    said = [frontend.query(b"BEGIN"), *chosen, frontend.query(b"COMMIT"), executed(b"read")]
    assert conversation(tmp_path, said, 1) == conversation(tmp_path, said, pieces)


def test_a_statement_of_a_transaction_is_not_taken_apart_once_the_server_has_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    session, client = stage.session()
    stage.say(session, frontend.parse(b"write", WRITE) + frontend.SYNC, frontend.query(b"BEGIN"))
    # Its plan, then its plan in a transaction that is bound to a database.
    stage.say(session, executed(b"write"), executed(b"write"))
    client.received = b""
    assert whole.run(session, executed(b"write"))
    stage.settle()
    assert codes(client.received) == "2TDCZ"
    assert client.received.endswith(b"T"), "inside the transaction"
    assert not session.batch.can_repeat

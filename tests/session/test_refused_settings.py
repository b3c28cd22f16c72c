"""A connection that does not take the settings of a session: the statement that needs it fails, and never runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from proxy.session.session import Session
from proxy.wire import frontend
from tests.session.stage import FakeClient, Stage, batch, codes, errors, messages

ROLE = b"SET role TO nobody_much"
WRITE = b"UPDATE book SET a = 1"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Two databases take the role, the third has none of that name."""
    stage = Stage(tmp_path)
    stage.session()
    stage.session(role="somebody")
    return stage


def refuse_everywhere(stage: Stage, text: bytes) -> None:
    for backend in stage.backends.values():
        for server in backend.connections:
            server.failing.add(text)
        backend.failing.add(text)


@pytest.mark.parametrize("said", [frontend.query, batch], ids=["query", "batch"])
def test_a_statement_never_runs_without_the_settings_of_its_session(
    stage: Stage, said: Callable[[bytes], bytes]
) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SET role TO nobody_much"))
    client.received = b""
    refuse_everywhere(stage, ROLE)
    stage.say(session, said(b"INSERT INTO auth_user VALUES (1)"))

    assert codes(client.received) == "EZ"
    assert errors(client.received) == ["42601"]
    assert b"INSERT INTO auth_user VALUES (1)" not in stage.heard("auth")
    assert stage.pools["auth"].counts.active == 0


def test_a_batch_that_is_refused_so_is_skipped_to_its_sync(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SET role TO nobody_much"))
    client.received = b""
    refuse_everywhere(stage, ROLE)
    two = batch(b"INSERT INTO auth_user VALUES (1)")[: -len(frontend.SYNC)] + batch(b"INSERT INTO auth_user VALUES (2)")
    stage.say(session, two)

    assert codes(client.received) == "EZ"
    assert [text for text in stage.heard("auth") if text.startswith(b"INSERT")] == []


def test_a_transaction_that_is_refused_so_has_failed(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SET role TO nobody_much"))
    refuse_everywhere(stage, ROLE)
    client.received = b""
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"INSERT INTO auth_user VALUES (1)"))
    stage.say(session, frontend.query(b"INSERT INTO auth_user VALUES (2)"), frontend.query(b"ROLLBACK"))

    assert codes(client.received) == "CZEZEZCZ"
    assert errors(client.received) == ["42601", "25P02"]
    assert [text for text in stage.heard("auth") if text.startswith(b"INSERT")] == []


def test_settings_that_are_taken_come_before_the_statement_and_nothing_else_is_heard(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SET work_mem TO '1MB'"))
    client.received = b""
    stage.say(session, batch(b"INSERT INTO auth_user VALUES (1)"), frontend.query(b"INSERT INTO auth_user VALUES (2)"))

    assert codes(client.received) == "12TDCZCZ"
    assert stage.heard("auth") == [
        b"SET work_mem TO '1MB'",
        b"INSERT INTO auth_user VALUES (1)",
        b"INSERT INTO auth_user VALUES (2)",
    ]


def test_a_server_lost_while_it_takes_settings_refuses_the_statement_alone(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SET work_mem TO '1MB'"))
    client.received = b""
    stage.say(session, frontend.query(b"SELECT * FROM auth_user"))
    stage.say(session, frontend.query(b"SET work_mem TO '2MB'"))
    client.received = b""
    session.client_data(frontend.query(b"INSERT INTO auth_user VALUES (1)"))
    (server,) = stage.servers("auth")
    server.lose()
    stage.say(session, frontend.query(b"INSERT INTO auth_user VALUES (2)"))

    assert codes(client.received) == "EZCZ"
    assert errors(client.received) == ["08006"]


def test_who_leaves_while_settings_are_taken_leaves_nothing_behind(stage: Stage) -> None:
    session, _ = stage.session()
    stage.say(session, frontend.query(b"SELECT * FROM auth_user"))
    stage.say(session, frontend.query(b"SET work_mem TO '1MB'"))
    session.client_data(frontend.query(b"INSERT INTO auth_user VALUES (1)"))
    session.client_lost()
    stage.settle()

    assert stage.heard("auth") == [b"SELECT * FROM auth_user", b"SET work_mem TO '1MB'"]
    assert stage.pools["auth"].counts.idle == 1


def test_a_cancel_while_settings_are_taken_refuses_the_statement(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SELECT * FROM auth_user"))
    stage.say(session, frontend.query(b"SET work_mem TO '1MB'"))
    client.received = b""
    session.client_data(frontend.query(b"INSERT INTO auth_user VALUES (1)"))
    session.cancel()
    stage.settle()
    stage.say(session, frontend.query(b"INSERT INTO auth_user VALUES (2)"))

    assert errors(client.received) == ["57014"]
    assert codes(client.received) == "EZCZ"
    assert b"INSERT INTO auth_user VALUES (1)" not in stage.heard("auth")


def test_a_setting_of_start_up_that_is_refused_after_a_reset_keeps_the_statement_back(stage: Stage) -> None:
    session, client = stage.session(role="nobody_much")
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(WRITE), frontend.query(b"RESET role"))
    client.received = b""
    refuse_everywhere(stage, b"SET role TO 'nobody_much'")
    stage.say(session, frontend.query(b"UPDATE book SET a = 2"), frontend.query(b"ROLLBACK"))

    assert codes(client.received) == "EZCZ"
    assert b"UPDATE book SET a = 2" not in stage.heard("default")


SERIALIZABLE = b"BEGIN ISOLATION LEVEL SERIALIZABLE"


def on_a_standby(stage: Stage) -> tuple[Session, FakeClient]:
    """A session that has chosen the replica, which takes no such transaction."""
    session, client = stage.session()
    stage.say(session, frontend.query(b"SET onedsn.using = 'replica1'"), frontend.query(b"SELECT a FROM book"))
    refuse_everywhere(stage, SERIALIZABLE)
    stage.say(session, frontend.query(SERIALIZABLE))
    client.received = b""
    return session, client


@pytest.mark.parametrize("said", [frontend.query, batch], ids=["query", "batch"])
def test_a_statement_never_runs_outside_of_the_transaction_that_a_standby_has_refused(
    stage: Stage, said: Callable[[bytes], bytes]
) -> None:
    session, client = on_a_standby(stage)
    stage.say(session, said(b"SELECT b FROM book"), said(b"SELECT c FROM book"), frontend.query(b"ROLLBACK"))

    assert errors(client.received) == ["42601", "25P02"]
    assert codes(client.received) == "EZEZCZ"
    assert messages(client.received)[1] == ("Z", b"E")
    assert stage.heard("replica1")[-1] == SERIALIZABLE
    assert stage.pools["replica1"].counts.active == 0


def test_who_leaves_while_a_transaction_begins_leaves_no_transaction_behind(stage: Stage) -> None:
    session, _ = on_a_standby(stage)
    for server in stage.servers("replica1"):
        server.failing.clear()
    session.client_data(frontend.query(b"SELECT b FROM book"))
    session.client_lost()
    stage.settle()
    assert stage.heard("replica1")[-2:] == [SERIALIZABLE, b"ROLLBACK"]
    assert [server.status for server in stage.servers("replica1")] == [b"I"]


@pytest.mark.parametrize(
    ("begin", "is_primary"), [(b"BEGIN", False), (b"BEGIN READ ONLY", False), (SERIALIZABLE, True)]
)
def test_what_cannot_be_refused_is_not_waited_for(tmp_path: Path, begin: bytes, *, is_primary: bool) -> None:
    stage = Stage(tmp_path, rules='databases:\n  default: {url: "postgresql://127.0.0.1:1/a"}\n')
    if is_primary:
        stage.backends["default"].parameters = {"in_hot_standby": "off"}
    session, _ = stage.session()
    session.client_data(frontend.query(begin))
    stage.settle()
    session.client_data(frontend.query(b"SELECT a FROM book"))
    assert stage.heard("default") == [begin, b"SELECT a FROM book"]

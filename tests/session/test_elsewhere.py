"""A transaction that began with statements which belong nowhere goes where its first table is."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.session.movable import FIRM, MOVES, MOVES_WITHOUT_SNAPSHOT, moves
from proxy.sql.analyze import analyze
from proxy.wire import backend, frontend
from tests.session.stage import Stage, batch, errors


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_a_constant_query_binds_a_transaction_to_nothing(stage: Stage) -> None:
    session, client = stage.session()
    for text in (b"BEGIN", b"SELECT 1", b"UPDATE auth_user SET a = 1", b"COMMIT"):
        stage.say(session, frontend.query(text))
    assert errors(client.received) == []
    assert stage.heard("default") == [b"BEGIN", b"SELECT 1", b"ROLLBACK"]
    assert stage.heard("auth") == [b"BEGIN", b"UPDATE auth_user SET a = 1", b"COMMIT"]
    assert client.received.endswith(backend.command_complete("COMMIT") + backend.READY_IDLE)


def test_by_the_extended_protocol_too(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"))
    stage.say(session, batch(b"SELECT 1"))
    stage.say(session, batch(b"SELECT a FROM auth_user"))
    stage.say(session, frontend.query(b"COMMIT"))
    assert errors(client.received) == []
    assert stage.heard("auth") == [b"BEGIN", b"SELECT a FROM auth_user", b"COMMIT"]


def test_what_was_set_and_saved_meanwhile_is_taken_along(stage: Stage) -> None:
    session, client = stage.session()
    before = (b"BEGIN", b"SET LOCAL lock_timeout = 5", b"SAVEPOINT a", b"SAVEPOINT b", b"RELEASE b", b"SET x.y = 'z'")
    for text in (*before, b"SELECT 1", b"UPDATE auth_user SET a = 1", b"ROLLBACK TO a", b"COMMIT"):
        stage.say(session, frontend.query(text))
    assert errors(client.received) == []
    [begun, *rest] = stage.heard("auth")
    assert begun == b"BEGIN;SET LOCAL lock_timeout = 5;SAVEPOINT a;SET x.y = 'z'"
    assert rest == [b"UPDATE auth_user SET a = 1", b"ROLLBACK TO a", b"COMMIT"]


@pytest.mark.parametrize("begin", [b"BEGIN ISOLATION LEVEL REPEATABLE READ", b"BEGIN ISOLATION LEVEL SERIALIZABLE"])
def test_where_the_first_query_decides_what_is_seen_the_transaction_stays(stage: Stage, begin: bytes) -> None:
    session, client = stage.session()
    for text in (begin, b"SELECT 1", b"SELECT a FROM auth_user"):
        stage.say(session, frontend.query(text))
    assert errors(client.received) == ["0A000"]
    assert stage.heard("auth") == []


def test_settings_alone_decide_nothing_at_any_level(stage: Stage) -> None:
    session, client = stage.session()
    for text in (b"BEGIN ISOLATION LEVEL SERIALIZABLE", b"SET LOCAL a.b = 1", b"SHOW a.b", b"SELECT a FROM auth_user"):
        stage.say(session, frontend.query(text))
    assert errors(client.received) == []
    assert stage.heard("auth")[-1] == b"SELECT a FROM auth_user"


def test_a_transaction_that_has_failed_goes_nowhere(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SELECT 2"))
    stage.servers("default")[0].failing.add(b"SELECT 1")
    for text in (b"BEGIN", b"SELECT 1", b"SELECT a FROM auth_user", b"ROLLBACK"):
        stage.say(session, frontend.query(text))
    assert errors(client.received) == ["42601", "25P02"]
    assert stage.heard("auth") == []


def test_a_setting_of_a_rolled_back_transaction_is_believed_of_no_server(stage: Stage) -> None:
    session, client = stage.session()
    for text in (b"BEGIN", b"SET a.b = 1", b"SELECT 1", b"UPDATE auth_user SET a = 1", b"ROLLBACK"):
        stage.say(session, frontend.query(text))
    client.received = b""
    for server in (*stage.servers("auth"), *stage.servers("default")):
        server.heard.clear()
    for text in (b"SET a.b = 1", b"UPDATE auth_user SET a = 1", b"UPDATE book SET a = 1"):
        stage.say(session, frontend.query(text))
    assert stage.heard("auth")[0] == b'SET "a"."b" TO 1'
    assert stage.heard("default")[0] == b"SET a.b = 1"


def test_a_client_that_leaves_in_a_transaction_takes_its_settings_with_it(stage: Stage) -> None:
    session, _ = stage.session()
    for text in (b"BEGIN", b"UPDATE book SET a = 1", b"SET a.b = 1"):
        stage.say(session, frontend.query(text))
    session.client_lost()
    stage.settle()
    other, _ = stage.session()
    for text in (b"SET a.b = 1", b"UPDATE auth_user SET a = 1", b"UPDATE book SET a = 2"):
        stage.say(other, frontend.query(text))
    [server] = stage.servers("default")
    assert server.heard[-1] == ("Q", b"UPDATE book SET a = 2\0")
    assert ("Q", b"SET a.b = 1\0") in server.heard[-3:] or ("Q", b"SET a.b TO 1\0") in server.heard[-3:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT 1", MOVES_WITHOUT_SNAPSHOT),
        ("SELECT 1 AS one, 'a' || $1", MOVES_WITHOUT_SNAPSHOT),
        ("VALUES (1, NULL)", MOVES_WITHOUT_SNAPSHOT),
        ("SHOW search_path", MOVES),
        ("SET LOCAL a.b = 1", MOVES),
        ("SAVEPOINT a", MOVES),
        ("SAVEPOINT a; SELECT 1", MOVES_WITHOUT_SNAPSHOT),
        ("SELECT now()", FIRM),
        ("SELECT current_timestamp", FIRM),
        ("SELECT current_user", FIRM),
        ("SELECT 'now'::timestamptz", FIRM),
        ("SELECT timestamptz 'now'", FIRM),
        ("SELECT pg_advisory_lock(1)", FIRM),
        ("SELECT pg_backend_pid()", FIRM),
        ("SELECT a FROM book", FIRM),
        ("SELECT 'book'::regclass", FIRM),
        ("SELECT set_config('a.b', '1', true)", FIRM),
        ("SET TRANSACTION SNAPSHOT 'a'", FIRM),
        ("DECLARE c CURSOR FOR SELECT 1", FIRM),
        ("LISTEN a", FIRM),
        ("INSERT INTO book VALUES (1)", FIRM),
        ("SELECT 1; INSERT INTO book VALUES (1)", FIRM),
        ("DISCARD PLANS", FIRM),
        ("this is no SQL", FIRM),
    ],
)
def test_only_what_nobody_can_tell_apart_moves(text: str, expected: int) -> None:
    assert moves(analyze(text).statements, text) == expected

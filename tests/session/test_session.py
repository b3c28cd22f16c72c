"""One client's conversation, with servers that are not there: what is sent where, what is answered, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proxy.config import LimitSettings
from proxy.errors import AdminShutdown
from proxy.wire import backend, frontend
from tests.session.stage import Stage, batch, codes, errors, messages


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_a_read_reaches_the_replica_and_its_reply_the_client(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SELECT * FROM book"))
    assert stage.heard("replica1") == [b"SELECT * FROM book"]
    assert stage.heard("default") == []
    assert codes(client.received) == "CZ"


def test_begin_is_held_back_until_a_statement_needs_a_database(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"))
    assert client.received == backend.command_complete("BEGIN") + backend.READY_IN_TRANSACTION
    assert stage.heard("auth") == []
    stage.say(session, frontend.query(b"INSERT INTO auth_user VALUES (1)"))
    assert stage.heard("auth") == [b"BEGIN", b"INSERT INTO auth_user VALUES (1)"]
    stage.say(session, frontend.query(b"COMMIT"))
    assert client.received.endswith(backend.command_complete("COMMIT") + backend.READY_IDLE)
    assert stage.heard("default") == []


def test_an_empty_transaction_reaches_no_server(stage: Stage) -> None:
    session, client = stage.session()
    for text in (b"BEGIN", b"SAVEPOINT a", b"ROLLBACK TO a", b"RELEASE a", b"COMMIT"):
        stage.say(session, frontend.query(text))
    assert errors(client.received) == []
    assert client.received.endswith(backend.command_complete("COMMIT") + backend.READY_IDLE)
    assert all(stage.heard(name) == [] for name in stage.backends)


def test_a_join_over_two_sources_is_refused_unseen(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SELECT * FROM book, auth_user"))
    assert errors(client.received) == ["0A000"]
    assert client.received.endswith(backend.READY_IDLE)
    assert all(stage.heard(name) == [] for name in stage.backends)


def test_a_refusal_fails_the_transaction_until_rollback_and_commit_rolls_back(stage: Stage) -> None:
    session, client = stage.session()
    for text in (b"BEGIN", b"UPDATE book SET a = 1", b"UPDATE auth_user SET a = 1", b"SELECT 1"):
        stage.say(session, frontend.query(text))
    assert errors(client.received) == ["0A000", "25P02"]
    assert client.received.endswith(backend.READY_FAILED)
    stage.say(session, frontend.query(b"COMMIT"))
    assert stage.heard("default") == [b"BEGIN", b"UPDATE book SET a = 1", b"ROLLBACK"]
    assert client.received.endswith(backend.command_complete("ROLLBACK") + backend.READY_IDLE)


def test_a_savepoint_saves_a_transaction_from_a_refusal(stage: Stage) -> None:
    session, client = stage.session()
    texts = (b"BEGIN", b"UPDATE book SET a = 1", b"SAVEPOINT s", b"UPDATE auth_user SET a = 1", b"ROLLBACK TO s")
    for text in (*texts, b"COMMIT"):
        stage.say(session, frontend.query(text))
    assert stage.heard("default")[-1] == b"COMMIT"
    assert client.received.endswith(backend.READY_IDLE)


def test_settings_are_brought_to_each_connection_once(stage: Stage) -> None:
    session, _ = stage.session()
    stage.say(session, frontend.query(b"SET work_mem = '5MB'"))
    stage.say(session, frontend.query(b"SELECT * FROM book"))
    stage.say(session, frontend.query(b"SELECT * FROM book"))
    assert stage.heard("replica1") == [b"SET work_mem TO '5MB'", b"SELECT * FROM book", b"SELECT * FROM book"]


def test_a_setting_does_not_stay_behind_for_the_next_session(stage: Stage) -> None:
    first, _ = stage.session()
    stage.say(first, frontend.query(b"SET work_mem = '5MB'"))
    second, client = stage.session()
    stage.say(second, frontend.query(b"INSERT INTO book VALUES (1)"))
    assert stage.heard("default")[-2:] == [b"RESET work_mem", b"INSERT INTO book VALUES (1)"]
    assert codes(client.received) == "CZ"


def test_a_role_goes_with_the_user_of_the_session(stage: Stage) -> None:
    session, _ = stage.session()
    for text in (b"SET ROLE a", b"SET SESSION AUTHORIZATION b", b"SET ROLE c", b"RESET SESSION AUTHORIZATION"):
        stage.say(session, frontend.query(text))
    stage.say(session, frontend.query(b"SELECT * FROM book"))
    assert stage.heard("replica1") == [b"SELECT * FROM book"]


def test_what_another_session_set_is_gone_even_where_the_own_settings_are_refused(stage: Stage) -> None:
    first, _ = stage.session()
    stage.say(first, frontend.query(b"SET search_path = other"))
    second, _ = stage.session()
    stage.say(second, frontend.query(b"SET work_mem = '5MB'"))
    stage.say(first, frontend.query(b"INSERT INTO book VALUES (1)"))
    assert stage.heard("default")[-2:] == [
        b"BEGIN;RESET work_mem;COMMIT;SET search_path TO other",
        b"INSERT INTO book VALUES (1)",
    ]


def test_a_batch_answers_in_the_order_it_was_asked(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, batch(b"SELECT * FROM book"))
    assert codes(client.received) == "12TDCZ"


def test_a_named_statement_is_prepared_once_for_each_client_that_does_under_the_name_that_all_share(
    stage: Stage,
) -> None:
    first, client = stage.session()
    second, other = stage.session()
    for session in (first, second):
        stage.say(session, batch(b"SELECT * FROM book", b"mine"))
    for session in (first, second):
        stage.say(session, frontend.bind(b"", b"mine", ()) + frontend.execute() + frontend.SYNC)
    assert stage.heard("replica1") == [b"SELECT * FROM book"] * 2
    [server] = stage.servers("replica1")
    assert [name for name in server._parsed if name] == [b"onedsn_1"]
    assert codes(client.received) == codes(other.received) == "12TDCZ" + "2DCZ"


def test_a_text_that_a_server_has_parsed_is_prepared_without_asking_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=1)
    first, _ = stage.session()
    second, client = stage.session()
    stage.say(first, batch(b"UPDATE book SET a = 1", b"mine"))
    stage.say(first, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 2"))
    stage.say(second, frontend.parse(b"his", b"UPDATE book SET a = 1"), frontend.SYNC)
    assert client.received == backend.PARSE_COMPLETE + backend.READY_IDLE


def test_a_named_statement_follows_to_a_connection_that_does_not_know_it(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, batch(b"SELECT * FROM book", b"mine"))
    client.received = b""
    stage.say(session, frontend.query(b"BEGIN"))
    stage.say(session, frontend.bind(b"", b"mine", ()), frontend.execute(), frontend.SYNC)
    assert stage.heard("default") == [b"BEGIN", b"SELECT * FROM book"]
    assert codes(client.received) == "CZ" + "2DCZ"


def test_an_unnamed_statement_is_parsed_again_where_a_query_string_made_the_server_forget_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=1)
    first, client = stage.session()
    second, _ = stage.session()
    stage.say(first, frontend.parse(b"", b"UPDATE book SET a = 1"), frontend.SYNC)
    stage.say(second, frontend.query(b"UPDATE book SET a = 2"))
    stage.say(first, frontend.bind(b"", b"", ()), frontend.execute(), frontend.SYNC)
    texts = [b"UPDATE book SET a = 1", b"UPDATE book SET a = 2", b"UPDATE book SET a = 1"]
    assert stage.heard("default") == texts
    assert codes(client.received) == "1Z2DCZ"


def test_a_statement_that_failed_to_parse_can_be_prepared_again(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, batch(b"SELECT * FROM book WHERE wrong", b"mine"))
    for server in stage.servers("replica1"):
        server.failing.add(b"SELECT * FROM book WHERE broken")
    client.received = b""
    stage.say(session, frontend.close(b"S", b"mine"), batch(b"SELECT * FROM book WHERE broken", b"mine"))
    assert errors(client.received) == ["42601"]
    client.received = b""
    stage.say(session, batch(b"SELECT * FROM book", b"mine"))
    assert codes(client.received) == "12TDCZ"


def test_begin_inside_a_batch_is_answered_and_the_rest_is_forwarded(stage: Stage) -> None:
    session, client = stage.session()
    begin = frontend.parse(b"", b"BEGIN") + frontend.bind(b"", b"", ()) + frontend.execute()
    stage.say(session, begin, batch(b"SELECT * FROM book"))
    assert codes(client.received) == "12C12TDCZ"
    assert client.received.endswith(backend.READY_IN_TRANSACTION)
    assert stage.heard("default") == [b"BEGIN", b"SELECT * FROM book"]


def test_a_batch_that_reads_and_writes_runs_where_it_writes(stage: Stage) -> None:
    session, client = stage.session()
    read = frontend.parse(b"", b"SELECT * FROM book") + frontend.bind(b"", b"", ()) + frontend.execute()
    stage.say(session, read, batch(b"UPDATE book SET a = 1"))
    assert stage.heard("replica1") == []
    assert stage.heard("default") == [b"SELECT * FROM book", b"UPDATE book SET a = 1"]
    assert errors(client.received) == []


def test_a_refusal_in_a_batch_undoes_what_the_server_has_done(stage: Stage) -> None:
    session, client = stage.session()
    write = frontend.parse(b"", b"UPDATE book SET a = 1") + frontend.bind(b"", b"", ()) + frontend.execute()
    stage.say(session, write, batch(b"UPDATE auth_user SET a = 1"))
    assert codes(client.received) == "12DCEZ"
    assert errors(client.received) == ["0A000"]
    assert stage.heard("default")[-1].startswith(b"onedsn refused")
    assert stage.heard("auth") == []


def test_a_rollback_of_a_batch_that_has_no_begin_leaves_the_session_usable(stage: Stage) -> None:
    session, client = stage.session()
    write = frontend.parse(b"", b"UPDATE book SET a = 1") + frontend.bind(b"", b"", ()) + frontend.execute()
    stage.say(session, write, batch(b"ROLLBACK"))
    client.received = b""
    stage.say(session, frontend.query(b"SELECT * FROM book"))
    assert codes(client.received) == "CZ"


def test_a_session_whose_held_connection_ends_answers_nothing_more(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"LISTEN news"))
    client.received = b""
    held = next(server for server in stage.servers("default") if ("Q", b"LISTEN news\0") in server.heard)
    held.receiver.replies(backend.error_response(AdminShutdown("terminating connection")))
    stage.say(session, frontend.query(b"BEGIN"))
    assert codes(client.received) == "E"
    assert errors(client.received) == ["57P01"]
    assert client.is_closed


def test_a_transaction_left_open_too_long_is_rolled_back_and_its_client_told(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 1"))
    session.end_if_idle_in_transaction(10)
    assert not client.is_closed
    stage.now += 11
    session.end_if_idle_in_transaction(10)
    stage.settle()
    assert errors(client.received) == ["25P03"]
    assert stage.heard("default")[-1] == b"ROLLBACK"


def test_errors_skip_the_batch_up_to_sync(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.bind(b"", b"nothing", ()), frontend.execute(), frontend.describe(b"P", b""))
    stage.say(session, frontend.SYNC)
    assert codes(client.received) == "EZ"
    assert errors(client.received) == ["26000"]


def test_a_session_waits_for_a_connection_and_goes_on_with_what_it_said_meanwhile(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=1)
    first, _ = stage.session()
    second, client = stage.session()
    stage.say(first, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 1"))
    stage.say(second, frontend.query(b"UPDATE book SET a = 2"), frontend.query(b"UPDATE book SET a = 3"))
    assert client.received == b""
    stage.say(first, frontend.query(b"COMMIT"))
    assert codes(client.received) == "CZCZ"
    assert stage.heard("default")[-2:] == [b"UPDATE book SET a = 2", b"UPDATE book SET a = 3"]


def test_a_long_message_that_began_to_come_during_a_wait_is_read_to_its_end(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=1)
    holder, _ = stage.session()
    session, client = stage.session()
    stage.say(holder, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 1"))
    long = frontend.query(b"UPDATE book SET b = '" + b"x" * 1_000_000 + b"'")
    stage.say(session, frontend.query(b"UPDATE book SET a = 2"))
    stage.say(session, long[:600_000])
    assert client.is_paused
    stage.say(holder, frontend.query(b"COMMIT"))
    assert not client.is_paused
    stage.say(session, long[600_000:])
    assert codes(client.received) == "CZCZ"


def test_who_waits_too_long_is_told_53300_and_lives_on(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=1)
    first, _ = stage.session()
    second, client = stage.session()
    stage.say(first, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 1"))
    stage.say(second, frontend.query(b"UPDATE book SET a = 2"))
    stage.now += 1000
    stage.pools["default"].expire(stage.now)
    assert errors(client.received) == ["53300"]
    stage.say(second, frontend.query(b"SELECT * FROM book"))
    assert codes(client.received) == "EZCZ"


def test_a_client_that_leaves_in_a_transaction_has_it_rolled_back(stage: Stage) -> None:
    session, _ = stage.session()
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 1"))
    session.client_lost()
    stage.settle()
    assert stage.heard("default")[-1] == b"ROLLBACK"
    assert stage.pools["default"].counts.idle == 1


def test_a_connection_with_a_temporary_schema_is_nobody_elses(stage: Stage) -> None:
    session, _ = stage.session()
    stage.say(session, frontend.query(b"CREATE TEMP TABLE t (a int)"))
    session.client_lost()
    stage.settle()
    assert [server.is_closed for server in stage.servers("default")] == [True]


@pytest.mark.parametrize("message", [b"P\0\0\0\4", b"B\0\0\0\4", b"B\0\0\0\5\0", b"P\0\0\0\x07\0a\0", b"P\0\0\0\6ab"])
def test_a_first_message_that_is_too_short_is_a_violation(stage: Stage, message: bytes) -> None:
    session, client = stage.session()
    stage.say(session, message, frontend.SYNC)
    assert errors(client.received) == ["08P01"]


def test_a_client_that_leaves_while_it_copies_takes_its_connection_along(stage: Stage) -> None:
    session, _ = stage.session()
    session.client_data(frontend.query(b"COPY book FROM STDIN"))
    session.copy_in_begun()
    session.client_lost()
    assert [server.is_closed for server in stage.servers("default")] == [True]


def test_a_long_batch_that_writes_is_sent_before_its_sync(stage: Stage) -> None:
    session, client = stage.session()
    row = frontend.bind(b"", b"", (b"x" * 100,)) + frontend.execute()
    stage.say(session, frontend.parse(b"", b"SELECT * FROM book WHERE a = $1"), row * 300)
    assert stage.heard("replica1") == stage.heard("default") == []
    stage.say(session, frontend.parse(b"", b"INSERT INTO book VALUES ($1)"), row * 310)
    assert stage.heard("default") == [b"SELECT * FROM book WHERE a = $1", b"INSERT INTO book VALUES ($1)"]
    assert codes(client.received) == "1" + "2DC" * 300 + "1" + "2DC" * 310
    stage.say(session, frontend.SYNC)
    assert client.received.endswith(backend.READY_IDLE)


def test_replies_to_a_client_that_left_go_to_nobody(tmp_path: Path) -> None:
    stage = Stage(tmp_path, size=1)
    first, gone = stage.session()
    first.client_data(frontend.query(b"UPDATE book SET a = 1"))
    first.client_lost()
    second, client = stage.session()
    second.client_data(frontend.query(b"UPDATE book SET a = 2"))
    stage.settle()
    assert gone.received == b""
    assert codes(client.received) == "CZ"


@pytest.mark.parametrize(
    "bytes_",
    [
        b"\x00\x00\x00\x00\x00",
        b"Q\x00\x00\x00\x03",
        b"Q\xff\xff\xff\xff",
        b"?\x00\x00\x00\x04",
    ],
)
def test_bytes_that_are_no_protocol_end_the_connection_with_a_word(stage: Stage, bytes_: bytes) -> None:
    session, client = stage.session()
    stage.say(session, bytes_)
    assert errors(client.received) == ["08P01"]
    assert client.is_closed


def test_a_message_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    stage = Stage(tmp_path, LimitSettings(message_size=1000))
    session, client = stage.session()
    stage.say(session, b"Q" + (5000).to_bytes(4, "big"))
    assert errors(client.received) == ["08P01"]
    assert client.is_closed


def test_a_function_call_outside_of_a_transaction_is_refused_and_the_session_lives_on(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.message(b"F", b"\0" * 10), frontend.query(b"SELECT * FROM book"))
    assert codes(client.received) == "EZCZ"


TALK = (
    frontend.query(b"BEGIN"),
    frontend.query(b"UPDATE book SET a = 1"),
    batch(b"SELECT * FROM book", b"mine"),
    frontend.query(b"COMMIT"),
    batch(b"SELECT * FROM book WHERE a = 1"),
    frontend.bind(b"", b"mine", ()) + frontend.execute() + frontend.SYNC,
    frontend.query(b"SELECT * FROM book, auth_user"),
    frontend.query(b"SET work_mem = '5MB'"),
    frontend.query(b"SELECT * FROM auth_user"),
)


def uncut(folder: Path) -> bytes:
    stage = Stage(folder)
    session, client = stage.session()
    for part in TALK:
        stage.say(session, part)
    return client.received


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    asked=st.lists(st.integers(min_value=1, max_value=90), max_size=30),
    answered=st.lists(st.integers(min_value=1, max_value=30), max_size=8),
)
def test_however_both_sides_are_cut_the_client_gets_the_same(
    tmp_path: Path, asked: list[int], answered: list[int]
) -> None:
    stage = Stage(tmp_path)
    session, client = stage.session()
    talk = b"".join(TALK)
    for size in asked:
        session.client_data(talk[:size])
        talk = talk[size:]
        stage.settle(answered)
    session.client_data(talk)
    stage.settle(answered)
    assert messages(client.received) == messages(uncut(tmp_path))


@pytest.mark.parametrize("end", [b"COMMIT", b"ROLLBACK"])
def test_what_ddl_in_a_transaction_has_made_is_looked_at_again_when_others_can_see_it(stage: Stage, end: bytes) -> None:
    session, _ = stage.session()
    looks: list[bool] = []
    stage.instance.on_ddl = lambda _renews: looks.append(session.transaction.is_open)
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"CREATE TABLE book (a int)"))
    stage.say(session, frontend.query(b"SELECT 1"))
    count = len(looks)
    stage.say(session, frontend.query(end))
    assert len(looks) == count + 1
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"SELECT 1"), frontend.query(end))
    assert len(looks) == count + 1

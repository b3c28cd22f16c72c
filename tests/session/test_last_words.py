"""What a session does when its client says nothing more: whatever was said is answered, then it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.wire import backend, frontend
from tests.session.stage import Stage, batch, codes, errors


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, size=1)


def test_a_client_that_is_not_even_greeted_is_served_before_its_session_ends(stage: Stage) -> None:
    holder, _ = stage.session()
    stage.say(holder, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 1"))
    session, client = stage.open()
    session.client_data(frontend.query(b"UPDATE book SET a = 2") + frontend.query(b"UPDATE book SET a = 3"))
    session.client_finished()
    stage.say(holder, frontend.query(b"COMMIT"))

    assert codes(client.received).endswith("KZCZCZ")
    assert client.is_closed
    assert stage.pools["default"].counts.idle == 1


def test_a_message_that_did_not_come_whole_is_dropped(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"SELECT * FROM book")[:-2])
    session.client_finished()
    stage.settle()

    assert client.is_closed
    assert stage.heard("replica1") == []


def test_a_batch_without_a_sync_is_answered_and_undone(stage: Stage) -> None:
    session, client = stage.session()
    session.client_data(batch(b"INSERT INTO book VALUES (1)")[: -len(frontend.SYNC)] + frontend.FLUSH)
    session.client_finished()
    stage.settle()

    assert codes(client.received) == "12TDC"
    assert client.is_closed
    assert stage.heard("default")[-1].startswith(b"onedsn refused")
    assert stage.pools["default"].counts.idle == 1


def test_what_comes_behind_the_data_of_a_copy_waits_for_its_end(stage: Stage) -> None:
    session, client = stage.session()
    session.client_data(frontend.query(b"COPY book FROM STDIN"))
    session.copy_in_begun()
    data = frontend.copy_data(b"1\n") + frontend.COPY_DONE
    session.client_data(data + frontend.query(b"SELECT 1") + frontend.query(b"SELECT 2"))
    assert [code for code, _ in stage.servers("default")[0].heard] == ["Q", "d", "c"]
    stage.settle()

    assert codes(client.received) == "CZCZCZ"
    assert errors(client.received) == []


def test_who_leaves_in_the_middle_of_a_copy_is_told_that_it_was_not_finished(stage: Stage) -> None:
    session, client = stage.session()
    session.client_data(frontend.query(b"COPY book FROM STDIN"))
    session.copy_in_begun()
    session.client_data(frontend.copy_data(b"1\n"))
    session.client_finished()

    assert errors(client.received) == ["08P01"]
    assert [server.is_closed for server in stage.servers("default")] == [True]


def test_the_end_is_heard_once(stage: Stage) -> None:
    session, client = stage.session()
    session.client_data(frontend.query(b"SELECT * FROM book"))
    session.client_finished()
    session.client_finished()
    stage.settle()

    assert client.received.endswith(backend.READY_IDLE)
    assert client.is_closed


def test_data_of_a_batch_without_its_sync_leaves_the_connection_to_others(stage: Stage) -> None:
    session, client = stage.session()
    begun = batch(b"COPY book FROM STDIN")[: -len(frontend.SYNC)] + frontend.FLUSH
    session.client_data(begun)
    session.copy_in_begun()
    session.client_data(frontend.copy_data(b"1\n") + frontend.COPY_DONE)
    session.client_finished()
    stage.settle()

    assert client.is_closed
    assert errors(client.received) == []
    assert [server.is_closed for server in stage.servers("default")] == [False]
    assert stage.pools["default"].counts.idle == 1

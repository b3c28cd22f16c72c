"""Who is told that a server connection was ended, and who may have one on which a cancel request is under way."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.errors import ConnectionFailure
from proxy.wire import frontend
from tests.session.stage import Stage, codes, errors

RULES = 'databases:\n  default: {url: "postgresql://127.0.0.1:1/a"}\n'
SLOW = frontend.query(b"SELECT slow FROM book")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, rules=RULES)
    stage.has_homes = True
    return stage


def test_a_client_whose_process_is_terminated_at_rest_is_ended_before_it_says_more(stage: Stage) -> None:
    session, client = stage.session()
    [server] = stage.servers("default")
    server.lose("57P01")
    session.client_data(frontend.query(b"SELECT a FROM book"))
    stage.settle()
    assert errors(client.received) == ["57P01"]
    assert client.is_closed
    assert stage.heard("default") == []


@pytest.mark.parametrize("sqlstate", ["57P03", "08001", "08006"])
def test_a_client_at_rest_lives_on_where_the_whole_server_ends(stage: Stage, sqlstate: str) -> None:
    session, client = stage.session()
    stage.backends["default"].refusal = ConnectionFailure("not now", sqlstate=sqlstate)
    [server] = stage.servers("default")
    server.lose("57P01")
    session.client_data(frontend.query(b"SELECT a FROM book"))
    stage.settle()
    assert errors(client.received) == [sqlstate]
    assert not client.is_closed
    stage.backends["default"].refusal = None
    client.received = b""
    stage.say(session, frontend.query(b"SELECT a FROM book"))
    assert codes(client.received) == "CZ"


def test_a_server_that_lets_this_user_in_no_more_has_not_ended(stage: Stage) -> None:
    session, client = stage.session()
    stage.backends["default"].refusal = ConnectionFailure("too many clients", sqlstate="53300")
    [server] = stage.servers("default")
    server.lose("57P01")
    stage.say(session, frontend.query(b"SELECT a FROM book"))
    assert errors(client.received) == ["57P01"]


def test_a_connection_lost_in_another_way_ends_nobody_at_rest(stage: Stage) -> None:
    session, client = stage.session()
    [server] = stage.servers("default")
    server.lose("57P02")
    stage.say(session, frontend.query(b"SELECT a FROM book"))
    assert codes(client.received) == "CZ"


@pytest.mark.parametrize("asked_for", [False, True], ids=["by nobody", "by a client"])
def test_who_had_lent_the_connection_is_ended_only_where_a_client_asked_for_it(tmp_path: Path, asked_for: bool) -> None:
    stage = Stage(tmp_path, rules=RULES, size=1)
    stage.has_homes = True
    owner, owners_client = stage.session()
    guest, guests_client = stage.session()
    stage.now += 1
    stage.say(guest, frontend.query(b"BEGIN"), frontend.query(b"SELECT a FROM book"))
    stage.now += 1
    if asked_for:
        stage.instance.terminated_at = stage.now
    guests_client.received = b""
    [server] = stage.servers("default")
    server.lose("57P01")
    stage.settle()
    assert errors(guests_client.received) == ["57P01"]
    assert guests_client.is_closed
    assert owners_client.is_closed == asked_for
    assert owner.is_ended == asked_for


@pytest.mark.parametrize("is_meant", [False, True])
def test_who_may_be_meant_hears_nothing_before_it_is_known_whether_its_process_lives(
    stage: Stage, is_meant: bool
) -> None:
    owner, client = stage.session()
    other, _ = stage.session()
    meant, terminating = stage.servers("default")
    client.received = b""
    other.client_data(frontend.query(b"SELECT pg_terminate_backend(1)"))
    terminating.answer()
    owner.client_data(frontend.query(b""))
    assert codes(client.received) == ""
    if is_meant:
        meant.lose("57P01")
    stage.settle()
    assert codes(client.received) == ("E" if is_meant else "IZ")
    assert client.is_closed == is_meant


def test_nobody_gets_a_connection_before_its_server_has_heard_of_a_cancel(tmp_path: Path) -> None:
    stage = Stage(tmp_path, rules=RULES, size=1)
    session, client = stage.session()
    other, others_client = stage.session()
    session.client_data(SLOW)
    session.cancel()
    stage.settle()
    assert codes(client.received) == "CZ"
    [server] = stage.servers("default")
    stage.say(other, frontend.query(b"SELECT a FROM book"))
    assert codes(others_client.received) == ""
    server.cancels.pop()(True)
    stage.settle()
    assert codes(others_client.received) == "CZ"
    assert [server] == stage.servers("default"), "it serves on"


def test_a_connection_that_may_yet_be_cancelled_serves_nobody_else(tmp_path: Path) -> None:
    stage = Stage(tmp_path, rules=RULES, size=1)
    session, _ = stage.session()
    other, client = stage.session()
    session.client_data(SLOW)
    session.cancel()
    stage.settle()
    stage.say(other, frontend.query(b"SELECT a FROM book"))
    [server] = stage.servers("default")
    server.cancels.pop()(False)
    stage.settle()
    assert server.is_closed
    assert codes(client.received) == "CZ"


def test_a_transaction_goes_on_where_it_was_cancelled(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"), frontend.query(b"SELECT a FROM book"))
    client.received = b""
    session.client_data(SLOW)
    session.cancel()
    stage.settle()
    stage.say(session, frontend.query(b"SELECT b FROM book"))
    assert codes(client.received) == "CZCZ"


def test_who_comes_while_a_connection_is_opened_is_not_given_the_home_of_another(stage: Stage) -> None:
    owner, _ = stage.session()
    stage.say(owner, frontend.query(b"BEGIN"), frontend.query(b"SELECT a FROM book"))
    guest, client = stage.begin()
    owner.client_data(frontend.query(b"COMMIT"))
    first = stage.servers("default")[0]
    first.answer()
    assert codes(client.received) == "", "it waits for the one that is opened for it"
    stage.settle()
    assert guest.home is not None
    assert guest.home is not owner.home


def test_who_waits_in_vain_for_another_gets_what_rests(stage: Stage) -> None:
    owner, _ = stage.session()
    stage.say(owner, frontend.query(b"BEGIN"), frontend.query(b"SELECT a FROM book"))
    _, client = stage.begin()
    owner.client_data(frontend.query(b"COMMIT"))
    stage.servers("default")[0].answer()
    stage.backends["default"].refusal = ConnectionFailure("too many clients", sqlstate="53300")
    stage.settle()
    assert codes(client.received).endswith("KZ")

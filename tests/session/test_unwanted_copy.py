"""COPY FROM that the rules keep from every database is answered as if it had run, and no server hears of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.wire import backend, frontend
from tests.session.stage import RULES, Stage, codes, errors

SKIPPING = RULES.replace("migrate: [auth]}", "migrate: [replica1], on_refused: notice}")
COPY = b"COPY auth_user (a, b) FROM STDIN WITH (FORMAT csv)"
DATA = frontend.message(b"d", b"1,2\n") + frontend.message(b"d", b"3,4\n")
DONE = frontend.message(b"c", b"")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, rules=SKIPPING)


def test_by_a_simple_query(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(COPY))
    assert client.received == backend.copy_in_response(0, (0, 0))
    stage.say(session, DATA, DONE)
    assert codes(client.received) == "GNCZ"
    assert client.received.endswith(backend.command_complete("COPY 0") + backend.READY_IDLE)
    assert stage.heard("auth") == stage.heard("replica1") == []
    stage.say(session, frontend.query(b"SELECT a FROM auth_user"))
    assert stage.heard("auth") == [b"SELECT a FROM auth_user"]


@pytest.mark.parametrize("ahead", [frontend.SYNC, frontend.FLUSH, b""])
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_by_the_extended_protocol_with_data_that_comes_at_once(stage: Stage, size: int, ahead: bytes) -> None:
    session, client = stage.session()
    opened = frontend.parse(b"", COPY) + frontend.bind(b"", b"", ()) + frontend.describe(b"P", b"") + frontend.execute()
    data = opened + ahead + DATA + DONE + frontend.SYNC
    for start in range(0, len(data), size):
        session.client_data(data[start : start + size])
    stage.settle()
    assert codes(client.received) == "12nGNCZ"
    assert errors(client.received) == []


def test_a_client_that_gives_up_gets_its_own_words(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(COPY), DATA, frontend.copy_fail("enough"))
    assert errors(client.received) == ["57014"]
    assert client.received.endswith(backend.READY_IDLE)
    client.received = b""
    opened = frontend.parse(b"", COPY) + frontend.bind(b"", b"", ()) + frontend.execute()
    stage.say(session, opened, frontend.FLUSH, DATA, frontend.copy_fail("enough"), frontend.SYNC)
    assert codes(client.received) == "12GEZ"


def test_inside_a_transaction_which_goes_on(stage: Stage) -> None:
    session, client = stage.session()
    for text in (b"BEGIN", b"INSERT INTO book VALUES (1)", COPY):
        stage.say(session, frontend.query(text))
    stage.say(session, DATA, DONE, frontend.query(b"COMMIT"))
    assert errors(client.received) == []
    assert stage.heard("default") == [b"BEGIN", b"INSERT INTO book VALUES (1)", b"COMMIT"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        (b"COPY auth_user FROM STDIN", backend.copy_in_response(0, ())),
        (b"COPY auth_user (a) FROM STDIN (FORMAT binary)", backend.copy_in_response(1, (1,))),
        (b"COPY auth_user FROM STDIN WITH BINARY", backend.copy_in_response(1, ())),
        (b"COPY auth_user (a, binary) FROM STDIN", backend.copy_in_response(0, (0, 0))),
    ],
)
def test_the_format_asked_for_is_the_format_told(stage: Stage, text: bytes, response: bytes) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(text))
    assert client.received == response

"""What relations cost a session: nothing where there are none, one exchange more where there is one."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from proxy.wire import frontend
from tests.session.stage import RULES, Stage

RELATIONS = "check: verify\nrelations: [{from: book.editor_id, to: person.id}]\n"
UNRELATED = (b"SELECT * FROM shelf WHERE id = 1", b"INSERT INTO shelf VALUES (1)", b"UPDATE book SET title = 'a'")


def calls_of(stage: Stage, text: bytes) -> list[str]:
    """The names of the Python functions that a query calls the third time it is sent."""
    session, _ = stage.session()
    for _ in range(2):
        session.client_data(frontend.query(text))
        stage.settle()
    names: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            names.append(frame.f_code.co_qualname)

    sys.setprofile(note)
    try:
        session.client_data(frontend.query(text))
    finally:
        sys.setprofile(None)
    stage.settle()
    return names


@pytest.mark.parametrize("text", UNRELATED)
def test_a_statement_without_a_relation_calls_nothing_more(tmp_path: Path, text: bytes) -> None:
    plain = calls_of(Stage(tmp_path), text)
    related = calls_of(Stage(tmp_path, rules=RULES + RELATIONS), text)
    assert plain
    assert related == plain


def heard(stage: Stage) -> list[str]:
    return [text.decode() for _, text in stage.servers("default")[0].heard]


def test_a_verified_insert_is_two_exchanges_with_its_own_server(tmp_path: Path) -> None:
    stage = Stage(tmp_path, rules=RULES + RELATIONS)
    session, client = stage.session()
    session.client_data(frontend.query(b"INSERT INTO book (title, editor_id) VALUES ('a', 5)"))
    assert [
        text.partition("*/ ")[2].rstrip("\0")[:6] for text in heard(stage) if "onedsn" in text and "*/" in text
    ] == [
        "BEGIN",
        "SELECT",
    ]
    assert not any("INSERT" in text for text in heard(stage))
    stage.settle()
    texts = [text for text in heard(stage) if "INSERT" in text or "COMMIT" in text]
    assert [text.rstrip("\0").rpartition("*/ ")[2][:6] for text in texts] == ["INSERT", "COMMIT"]
    assert client.received.endswith(b"INSERT\0Z\0\0\0\x05I")
    assert session.lease is None


def test_a_reference_that_crosses_is_refused_before_any_server_hears_of_it(tmp_path: Path) -> None:
    relations = "relations: [{from: book.user_id, to: auth_user.id}]\n"
    stage = Stage(tmp_path, rules=RULES + relations)
    session, client = stage.session()
    session.client_data(frontend.query(b"INSERT INTO book (user_id) VALUES (5)"))
    stage.settle()
    assert b"0A000" in client.received
    assert not any("book" in text for text in heard(stage))

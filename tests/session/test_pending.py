"""Other rules, and the session's own end, wait for what is under way and for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.errors import AdminShutdown, ProxyError
from proxy.session.session import Session
from proxy.session.waiting import Waiting
from proxy.wire import frontend
from tests.session.stage import Stage, errors


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


class Elsewhere(Waiting):
    """Something that is found out without a server."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session.instance.pool("default"))

    def refuse(self, error: ProxyError) -> None:
        raise AssertionError(error)


def test_rules_that_come_in_a_transaction_no_server_has_heard_of_hold_when_it_is_over(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"))
    again = Stage(stage.folder)
    session.adopt(again.instance)
    assert session.instance is stage.instance
    stage.say(session, frontend.query(b"COMMIT"))
    assert session.instance is again.instance
    assert errors(client.received) == []


def test_so_does_a_batch_of_them(stage: Stage) -> None:
    session, _ = stage.session()
    again = Stage(stage.folder)
    for text in (b"BEGIN", b"COMMIT"):
        stage.say(session, frontend.parse(b"", text) + frontend.bind(b"", b"", ()) + frontend.execute() + frontend.SYNC)
        session.adopt(again.instance)
    assert session.instance is again.instance


def test_rules_that_come_while_something_is_found_out_elsewhere_hold_when_it_is(stage: Stage) -> None:
    session, _ = stage.session()
    session.waiting = waiting = Elsewhere(session)
    again = Stage(stage.folder)
    session.adopt(again.instance)
    assert session.instance is stage.instance
    waiting.take_up(lambda: None)
    assert session.instance is again.instance


def test_an_end_that_waits_for_such_a_transaction_comes_with_its_end(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN"))
    session.end_when_idle(AdminShutdown("going down"))
    assert not session.is_ended
    stage.say(session, frontend.query(b"COMMIT"))
    assert session.is_ended
    assert errors(client.received) == ["57P01"]

"""A transaction on several databases inside one session: who is asked what, and what happens when one ends early."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from proxy.errors import ConnectionFailure, ProxyError
from proxy.transactions.branch import Branch
from proxy.transactions.coordinator import Ending
from proxy.transactions.protocol import Participant, Phase
from proxy.wire import backend, frontend
from tests.session.stage import RULES, Stage, batch, codes, errors


class FakeTwoPhase:
    """Keeps what it is given until the test says how it ended."""

    timeout = 1.0

    def __init__(self) -> None:
        self.given: list[tuple[Sequence[Branch], Callable[[Sequence[Branch], Ending], None]]] = []
        self.refuses: ProxyError | None = None

    def participants(self, databases: Iterable[str], wrote: Collection[str]) -> list[Participant]:
        return [Participant(name, name in wrote) for name in databases]

    def check(self, participants: Sequence[Participant]) -> None:
        if self.refuses is not None:
            raise self.refuses

    def commit(self, branches: Sequence[Branch], ended: Callable[[Sequence[Branch], Ending], None]) -> None:
        self.given.append((branches, ended))

    def end(self, ending: Ending) -> None:
        branches, ended = self.given.pop()
        for branch in branches:
            branch.link.status = ord("I")
        ended(branches, ending)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, rules=f"transactions: two_phase\n{RULES}")
    stage.instance.two_phase = FakeTwoPhase()  # type: ignore[assignment]
    return stage


def two_phase(stage: Stage) -> Any:  # Any: the fake, where a TwoPhase is declared
    return stage.instance.two_phase


BOTH = (b"BEGIN", b"INSERT INTO book VALUES (1)", b"INSERT INTO auth_user VALUES (1)")


def say_all(stage: Stage, session: Any, *texts: bytes) -> None:
    for text in texts:
        stage.say(session, frontend.query(text))


def test_commit_hands_both_over_and_answers_when_it_is_over(stage: Stage) -> None:
    session, client = stage.session()
    say_all(stage, session, *BOTH, b"COMMIT")
    assert not client.received.endswith(backend.READY_IDLE)
    [(branches, _)] = two_phase(stage).given
    assert [branch.participant for branch in branches] == [Participant("default", True), Participant("auth", True)]
    session.client_data(frontend.query(b"SELECT a FROM book"))
    assert stage.heard("replica1") == []
    two_phase(stage).end(Ending(Phase.COMMITTED))
    stage.settle()
    assert backend.command_complete("COMMIT") + backend.READY_IDLE in client.received
    assert stage.heard("replica1") == [b"SELECT a FROM book"]
    assert [stage.pools[name].counts.active for name in ("default", "auth")] == [0, 0]


@pytest.mark.parametrize("by_batch", [False, True])
def test_an_error_of_the_commit_ends_the_transaction(stage: Stage, by_batch: bool) -> None:
    session, client = stage.session()
    say_all(stage, session, *BOTH)
    client.received = b""
    stage.say(session, batch(b"COMMIT") if by_batch else frontend.query(b"COMMIT"))
    two_phase(stage).end(Ending(Phase.ABORTED, ProxyError("no", sqlstate="23505")))
    stage.settle()
    assert errors(client.received) == ["23505"]
    assert client.received.endswith(backend.READY_IDLE)
    say_all(stage, session, b"UPDATE book SET a = 1")
    assert stage.heard("default")[-1] == b"UPDATE book SET a = 1"


def test_a_commit_that_recovery_completes_says_so(stage: Stage) -> None:
    session, client = stage.session()
    say_all(stage, session, *BOTH)
    client.received = b""
    stage.say(session, batch(b"COMMIT"))
    two_phase(stage).end(Ending(Phase.LEFT_COMMITTED, warning="later"))
    stage.settle()
    assert codes(client.received) == "12nNCZ"
    assert b"later" in client.received


def test_a_cancel_does_not_reach_a_commit(stage: Stage) -> None:
    session, client = stage.session()
    say_all(stage, session, *BOTH, b"COMMIT")
    session.cancel()
    assert errors(client.received) == []
    two_phase(stage).end(Ending(Phase.COMMITTED))
    assert client.received.endswith(backend.command_complete("COMMIT") + backend.READY_IDLE)


def test_a_client_that_leaves_during_the_commit_leaves_connections_that_work(stage: Stage) -> None:
    session, client = stage.session()
    say_all(stage, session, *BOTH, b"COMMIT")
    client.received = b""
    session.client_lost()
    two_phase(stage).end(Ending(Phase.COMMITTED))
    stage.settle()
    assert client.received == b""
    assert [stage.pools[name].counts.active for name in ("default", "auth")] == [0, 0]
    other, other_client = stage.session()
    say_all(stage, other, b"UPDATE auth_user SET a = 1")
    assert errors(other_client.received) == []


def test_a_lost_server_that_waits_ends_the_session_and_rolls_the_other_back(stage: Stage) -> None:
    session, client = stage.session()
    say_all(stage, session, *BOTH)
    [default] = stage.servers("default")
    default.is_closed = True
    default.receiver.lost(ConnectionFailure("gone"))
    stage.settle()
    assert client.is_closed
    assert errors(client.received) == ["08006"]
    assert stage.heard("auth")[-1] == b"ROLLBACK"


def test_what_cannot_be_committed_together_is_refused_before_it_is_sent(stage: Stage) -> None:
    session, client = stage.session()
    say_all(stage, session, *BOTH[:2])
    two_phase(stage).refuses = ProxyError("cannot prepare", sqlstate="55000")
    say_all(stage, session, BOTH[2], b"COMMIT")
    assert errors(client.received) == ["55000"]
    assert stage.heard("auth") == []
    assert stage.heard("default")[-1] == b"ROLLBACK"


def test_savepoints_are_said_to_whoever_has_not_heard_them(stage: Stage) -> None:
    session, _ = stage.session()
    say_all(stage, session, *BOTH[:2], b"SAVEPOINT a", BOTH[2], b"ROLLBACK TO a", b"UPDATE book SET a = 1", b"COMMIT")
    assert stage.heard("auth") == [b"BEGIN;SAVEPOINT a", BOTH[2], b"ROLLBACK TO a"]
    assert stage.heard("default")[-2:] == [b"ROLLBACK TO a", b"UPDATE book SET a = 1"]


def test_a_reload_waits_for_the_end(stage: Stage) -> None:
    session, _ = stage.session()
    say_all(stage, session, *BOTH, b"COMMIT")
    again = Stage(stage.folder)
    session.adopt(again.instance)
    assert session.instance is stage.instance
    two_phase(stage).end(Ending(Phase.COMMITTED))
    assert session.instance is again.instance

"""What a session tells whoever subscribed: one decision before and one completion after each statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.session.session import Identity, Session
from proxy.telemetry.trace import Completion, Decision, Event, Trace
from proxy.wire import backend, frontend
from tests.session.stage import FakeClient, Stage, batch


class Watched(Stage):
    """A stage whose sessions are watched."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.seen: list[Event] = []
        self.trace = Trace(wall=lambda: 1000.0)
        self.trace.subscribe(self.seen.append)

    def watched(self, **parameters: str) -> tuple[Session, FakeClient]:
        client = FakeClient()
        identity = Identity("app", 1, b"abcd", {"user": "app", **parameters})
        session = Session(client, self.instance, identity, self.limits, lambda: self.now, self.trace)
        session.start()
        self.settle()
        return session, client

    @property
    def completions(self) -> list[Completion]:
        return [event for event in self.seen if isinstance(event, Completion)]


@pytest.fixture
def stage(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_a_simple_query_is_told_before_and_after(stage: Watched) -> None:
    session, _ = stage.watched(application_name="shop")
    stage.say(session, frontend.query(b"SELECT b FROM book"))
    stage.seen.clear()
    session.client_data(frontend.query(b"SELECT a FROM book WHERE id = 7"))
    assert [type(event) for event in stage.seen] == [Decision]
    stage.now += 0.25
    stage.settle()
    decision, completion = stage.seen
    assert isinstance(completion, Completion)
    subject = decision.subject
    assert completion.subject == subject
    assert subject.statement == "SELECT a FROM book WHERE id = 0"
    assert (subject.kind, subject.mode, subject.tables, subject.router) == ("read", "read", ("book",), "replicas")
    assert (subject.user, subject.application, subject.dsn_database) == ("app", "shop", "shop")
    assert (decision.database, completion.database, completion.tag) == ("replica1", "replica1", "SELECT")
    assert completion.seconds == 0.25
    assert completion.sqlstate is None


def test_each_execute_of_a_batch_is_told(stage: Watched) -> None:
    session, _ = stage.watched()
    two = frontend.parse(b"", b"INSERT INTO book VALUES ($1)") + frontend.bind(b"", b"", (b"1",)) + frontend.execute()
    stage.say(session, two + frontend.bind(b"", b"", (b"2",)) + frontend.execute() + frontend.SYNC)
    assert [type(event) for event in stage.seen] == [Decision, Decision, Completion, Completion]
    assert [one.rows for one in stage.completions] == [1, 1]
    assert {one.database for one in stage.completions} == {"default"}


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_events_are_the_same_however_replies_are_cut(stage: Watched, size: int) -> None:
    session, _ = stage.watched()
    session.client_data(batch(b"SELECT a FROM book"))
    stage.settle([size] * 500)
    assert [(one.rows, one.tag) for one in stage.completions] == [(1, "SELECT 1")]


def test_an_error_is_told_with_its_sqlstate_and_voids_the_rest_of_the_batch(stage: Watched) -> None:
    session, _ = stage.watched()
    stage.say(session, frontend.query(b"SELECT 1 FROM auth_user"))
    server = stage.servers("auth")[0]
    server.failing.add(b"SELECT 2 FROM auth_user")
    stage.say(session, frontend.query(b"SELECT 2 FROM auth_user"))
    assert [one.sqlstate for one in stage.completions] == [None, "42601"]
    assert stage.completions[1].tag is None


def test_a_refusal_is_told_with_its_kind_and_no_database(stage: Watched) -> None:
    session, _ = stage.watched()
    text = b"SELECT * FROM book, auth_user"
    stage.say(session, frontend.query(text))
    stage.say(session, batch(text))
    decision, completion, second, _ = stage.seen
    assert isinstance(decision, Decision)
    assert isinstance(completion, Completion)
    assert isinstance(second, Decision)
    assert (decision.database, decision.refused, second.refused) == (None, "cross_database", "cross_database")
    assert completion.sqlstate == "0A000"


def test_statements_of_a_transaction_say_where_it_runs(stage: Watched) -> None:
    session, _ = stage.watched()
    for text in (b"BEGIN", b"SELECT a FROM book", b"INSERT INTO book VALUES (1)", b"COMMIT"):
        stage.say(session, frontend.query(text))
    told = [(one.subject.transaction, one.subject.bound, one.database) for one in stage.completions]
    assert told[:2] == [("read write", None, "default"), ("read write", "default", "default")]


def test_a_client_that_leaves_ends_what_was_under_way(stage: Watched) -> None:
    session, _ = stage.watched()
    stage.say(session, frontend.query(b"SELECT b FROM book"))
    stage.seen.clear()
    session.client_data(frontend.query(b"SELECT a FROM book"))
    session.client_lost()
    assert [one.sqlstate for one in stage.completions] == ["08006"]


def test_the_client_hears_the_same_bytes_with_and_without_a_subscriber(stage: Watched) -> None:
    plain, plain_client = stage.session()
    watched, watched_client = stage.watched()
    watched_client.received = b""
    for session in (plain, watched):
        stage.say(session, frontend.query(b"SELECT a FROM book"), batch(b"SELECT 1"))
    assert plain_client.received == watched_client.received
    assert plain_client.received.endswith(backend.READY_IDLE)


def test_without_a_subscriber_a_session_has_no_observer(stage: Watched) -> None:
    client = FakeClient()
    session = Session(
        client, stage.instance, Identity("app", 2, b"abcd", {"user": "app"}), stage.limits, lambda: 1.0, Trace()
    )
    assert session.observer is None

"""A read that a replica refuses is answered by the primary, goes there from then on, and is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.wire import backend, frontend
from tests.session.stage import Stage, batch, codes, errors

READ = b"SELECT a FROM odd_view WHERE id = 1"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    session, _ = stage.session()
    stage.say(session, frontend.query(b"SELECT a FROM book"))
    [replica] = stage.servers("replica1")
    replica.read_only.update((READ, READ.replace(b"1", b"2")))
    return stage


def test_a_simple_query_is_said_again_on_the_primary(stage: Stage) -> None:
    told: list[tuple[str, str, str]] = []
    stage.instance.misrouted = lambda *what: told.append(what)
    session, client = stage.session()
    stage.say(session, frontend.query(READ))
    assert errors(client.received) == []
    assert codes(client.received) == "CZ"
    assert stage.heard("default")[-1] == READ
    assert told == [(READ.decode(), "replica1", "default")]


def test_so_is_one_of_what_no_replica_has(stage: Stage) -> None:
    [replica] = stage.servers("replica1")
    replica.refusal = "0A000"
    session, client = stage.session()
    stage.say(session, frontend.query(READ))
    assert errors(client.received) == []
    assert stage.heard("default")[-1] == READ


def test_it_goes_to_the_primary_at_once_the_next_time_whatever_its_literals(stage: Stage) -> None:
    session, _ = stage.session()
    stage.say(session, frontend.query(READ))
    [replica] = stage.servers("replica1")
    replica.heard.clear()
    stage.say(session, frontend.query(READ), frontend.query(READ.replace(b"1", b"2")))
    assert replica.heard == []
    other, client = stage.session()
    stage.say(other, frontend.query(READ))
    assert replica.heard == []
    assert errors(client.received) == []


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_batch_is_said_again_as_a_whole(stage: Stage, size: int) -> None:
    session, client = stage.session()
    session.client_data(batch(READ))
    stage.settle([size] * 300)
    if size == 1000:
        assert errors(client.received) == []
        assert codes(client.received) == "12TDCZ"
    else:
        # Something had been told already: the error is true, and the next time it is right.
        assert errors(client.received) in ([], ["25006"])
    client.received = b""
    stage.say(session, batch(READ))
    assert codes(client.received) == "12TDCZ"
    assert stage.heard("default")[-1] == READ


@pytest.mark.parametrize("in_batch", [False, True])
def test_it_stays_with_the_primary_though_all_plans_are_forgotten_while_it_waits_for_a_connection(
    stage: Stage, in_batch: bool
) -> None:
    session, client = stage.session()
    holders = [stage.session()[0] for _ in range(5)]
    for holder in holders:
        holder.client_data(frontend.query(b"BEGIN") + frontend.query(b"INSERT INTO book VALUES (1)"))
    stage.settle()
    session.client_data(batch(READ) if in_batch else frontend.query(READ))
    stage.settle()
    assert client.received == b""
    stage.instance.planner.forget()
    for holder in holders:
        stage.say(holder, frontend.query(b"COMMIT"))
    assert errors(client.received) == []
    assert codes(client.received).endswith("CZ")
    assert stage.heard("default").count(READ) == 1


@pytest.mark.parametrize("in_batch", [False, True])
def test_it_is_said_again_though_all_plans_are_forgotten_while_the_replica_has_it(stage: Stage, in_batch: bool) -> None:
    session, client = stage.session()
    session.client_data(batch(READ) if in_batch else frontend.query(READ))
    stage.instance.planner.forget()
    stage.settle()
    assert errors(client.received) == []
    assert codes(client.received).endswith("CZ")
    assert stage.heard("default").count(READ) == 1


def test_a_named_statement_too(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.parse(b"s", READ) + frontend.SYNC)
    client.received = b""
    again = frontend.bind(b"", b"s", ()) + frontend.describe(b"P", b"") + frontend.execute() + frontend.SYNC
    stage.say(session, again)
    assert errors(client.received) == []
    assert codes(client.received) == "2TDCZ"


def test_in_a_transaction_the_error_is_the_clients(stage: Stage) -> None:
    session, client = stage.session()
    stage.say(session, frontend.query(b"BEGIN READ ONLY"), frontend.query(READ))
    assert errors(client.received) == ["25006"]


def test_an_explicit_choice_is_kept(stage: Stage) -> None:
    session, client = stage.session()
    stage.servers("replica1")[0].read_only.add(b"/* onedsn: using=replica1 */ " + READ)
    stage.say(session, frontend.query(b"/* onedsn: using=replica1 */ " + READ))
    assert errors(client.received) == ["25006"]


def test_messages_behind_it_wait_for_it(stage: Stage) -> None:
    session, client = stage.session()
    session.client_data(frontend.query(READ) + frontend.query(b"SELECT b FROM book"))
    stage.settle()
    assert errors(client.received) == []
    assert client.received.endswith(backend.READY_IDLE)
    assert codes(client.received) == "CZCZ"

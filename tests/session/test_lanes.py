"""Reads of several sessions on one server connection: each reply to its own session, and slow ones left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from proxy.errors import ConnectionFailure
from proxy.pool.lane import Lanes
from proxy.session.plan import Plan
from proxy.session.session import Session
from proxy.wire import backend, frontend
from tests.session.stage import FakeClient, Stage, batch, codes, errors

READ = b"SELECT a FROM book WHERE id = %d"


class Timer:
    """The event loop's timer, fired by hand."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def later(self, _seconds: float, call: Callable[[], None]) -> None:
        self.calls.append(call)

    def fire(self) -> None:
        calls, self.calls = self.calls, []
        for call in calls:
            call()


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
def stage(tmp_path: Path, timer: Timer) -> Stage:
    stage = Stage(tmp_path, size=2)
    for pool in stage.pools.values():
        pool.lanes = Lanes(4, 0.002, lambda: stage.now, timer.later)
    return stage


def sessions_on_a_lane(stage: Stage, count: int) -> list[tuple[Session, FakeClient]]:
    """Sessions whose reads ride the one lane of the replica."""
    found = [stage.session() for _ in range(count)]
    for number in range(4):
        stage.say(found[0][0], frontend.query(READ % number))
    lanes = stage.pools["replica1"].lanes
    assert lanes is not None
    assert lanes.count == 1
    for _, client in found:
        client.received = b""
    return found


def test_reads_of_many_sessions_are_on_their_way_at_once_on_one_connection(stage: Stage) -> None:
    riders = sessions_on_a_lane(stage, 5)
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    lanes = stage.pools["replica1"].lanes
    assert lanes is not None
    assert lanes.turns_taken >= 5
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["CZ"] * 5
    assert len(stage.servers("replica1")) == 1


def test_an_error_touches_its_own_session_only(stage: Stage) -> None:
    riders = sessions_on_a_lane(stage, 3)
    stage.servers("replica1")[0].failing.add(READ % 1)
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["CZ", "EZ", "CZ"]


def test_batches_ride_with_their_injected_and_faked_messages(stage: Stage) -> None:
    riders = sessions_on_a_lane(stage, 3)
    for session, client in riders:
        stage.say(session, frontend.parse(b"mine", READ % 7) + frontend.SYNC)
        client.received = b""
    executing = frontend.bind(b"", b"mine", ()) + frontend.execute() + frontend.SYNC
    for session, _ in riders:
        session.client_data(executing)
    stage.settle([1, 2, 3])
    assert [codes(client.received) for _, client in riders] == ["2DCZ"] * 3


@pytest.mark.parametrize("sizes", [[1] * 200, [3, 50, 7], [13] * 20])
def test_however_the_replies_are_cut_each_session_gets_its_own(stage: Stage, sizes: list[int]) -> None:
    riders = sessions_on_a_lane(stage, 4)
    for number, (session, _) in enumerate(riders):
        session.client_data(batch(READ % 3) if number % 2 else frontend.query(READ % number))
    stage.settle(sizes)
    assert [codes(client.received) for _, client in riders] == ["CZ", "12TDCZ", "CZ", "12TDCZ"]


def test_a_session_that_leaves_has_its_reply_dropped_and_nobody_else_notices(stage: Stage) -> None:
    riders = sessions_on_a_lane(stage, 3)
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    riders[0][0].client_lost()
    riders[1][0].client_lost()
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["", "", "CZ"]


def test_who_waits_behind_a_slow_statement_is_served_elsewhere(stage: Stage, timer: Timer) -> None:
    riders = sessions_on_a_lane(stage, 3)
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    slow = stage.servers("replica1")[0]
    for _ in range(3):
        stage.now += 0.002
        timer.fire()
    held, slow.pending = slow.pending, b""
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["", "CZ", "CZ"]
    slow.pending = held
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["CZ", "CZ", "CZ"]


def test_a_lost_lane_serves_its_reads_elsewhere(stage: Stage) -> None:
    riders = sessions_on_a_lane(stage, 3)
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    lost = stage.servers("replica1")[0]
    lost.pending = b""
    lost.is_closed = True
    lost.receiver.lost(ConnectionFailure("gone"))
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["CZ"] * 3
    assert all(errors(client.received) == [] for _, client in riders)


def test_a_cancel_touches_no_statement_of_another_session(stage: Stage) -> None:
    riders = sessions_on_a_lane(stage, 3)
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    riders[1][0].cancel()
    assert stage.servers("replica1")[0].cancels == []
    riders[0][0].cancel()
    assert len(stage.servers("replica1")[0].cancels) == 1
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["CZ", "EZ", "CZ"]
    assert errors(riders[1][1].received) == ["57014"]


def test_settings_of_one_session_never_ride_with_another(stage: Stage) -> None:
    (first, _), (second, client) = sessions_on_a_lane(stage, 2)
    stage.say(second, frontend.query(b"SET work_mem = '5MB'"))
    client.received = b""
    first.client_data(frontend.query(READ % 101))
    second.client_data(frontend.query(READ % 102))
    stage.settle()
    with_setting = [server for server in stage.servers("replica1") if ("Q", READ % 102 + b"\0") in server.heard]
    assert len(with_setting) == 1
    heard = with_setting[0].heard
    assert heard.index(("Q", b"SET work_mem TO '5MB'\0")) < heard.index(("Q", READ % 102 + b"\0"))
    assert codes(client.received) == "CZ"


def test_an_error_is_never_put_into_the_middle_of_a_row(stage: Stage) -> None:
    (first, _), (second, client) = sessions_on_a_lane(stage, 2)
    del first
    second.client_data(frontend.query(READ % 2))
    row = backend.data_row((b"x" * 100,))
    server = stage.servers("replica1")[0]
    server.pending = b""
    server.receiver.replies(row[:50])
    server.is_closed = True
    server.receiver.lost(ConnectionFailure("gone"))
    assert client.received == row[:50]
    assert client.is_closed


def test_a_write_never_rides(stage: Stage) -> None:
    session, client = stage.session()
    for _ in range(6):
        stage.say(session, frontend.query(b"UPDATE book SET a = 1"))
    lanes = stage.pools["default"].lanes
    assert lanes is not None
    assert lanes.count == 0
    assert client.received.count(backend.READY_IDLE) == 6


def test_a_busy_machine_makes_no_statement_look_slow(stage: Stage, timer: Timer) -> None:
    """Ticks that come late prove nothing, until there are many of them."""
    riders = sessions_on_a_lane(stage, 3)
    lanes = stage.pools["replica1"].lanes
    assert lanes is not None
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    for _ in range(8):
        stage.now += 0.01
        timer.fire()
    assert lanes.turns_moved == 0
    stage.now += 0.01
    timer.fire()
    assert lanes.turns_moved == 2


def trusted_plan(stage: Stage) -> Plan:
    """That of a read which has run often enough to be known as short."""
    session, _ = stage.session()
    for number in range(4):
        stage.say(session, frontend.query(READ % number))
    plan = session.last_plan
    assert plan is not None
    assert plan.is_trusted
    return plan


def test_a_statement_that_is_slow_too_often_runs_alone_until_it_is_tried_again(stage: Stage) -> None:
    plan = trusted_plan(stage)
    for _ in range(3):
        plan.slow_on_lane(stage.now)
    assert not plan.is_trusted
    plan.ran_alone(0.001, 0.002, stage.now + 0.5)
    plan.ran_alone(0.001, 0.002, stage.now + 0.5)
    assert not plan.is_trusted
    plan.ran_alone(0.001, 0.002, stage.now + 2)
    plan.ran_alone(0.001, 0.002, stage.now + 2)
    assert plan.is_trusted


def test_what_ran_alone_before_its_statement_was_trusted_takes_no_trust_away(stage: Stage) -> None:
    plan = trusted_plan(stage)
    plan.ran_alone(0.001, 0.002, stage.now)
    assert plan.is_trusted


def test_who_needs_a_connection_of_its_own_gets_that_of_an_idle_lane(stage: Stage) -> None:
    for pool in stage.pools.values():
        pool.settings = pool.settings.model_copy(update={"size": 1})
    (reader, _), (writer, client) = stage.session(), stage.session()
    for number in range(4):
        stage.say(reader, frontend.query(b"/* onedsn: using=default */ SELECT a FROM book WHERE id = %d" % number))
    lanes = stage.pools["default"].lanes
    assert lanes is not None
    assert lanes.count == 1
    client.received = b""
    stage.say(writer, frontend.query(b"UPDATE book SET a = 1"))
    assert codes(client.received) == "CZ"


def test_who_waits_gets_the_connection_of_a_lane_when_its_last_turn_is_over(stage: Stage) -> None:
    for pool in stage.pools.values():
        pool.settings = pool.settings.model_copy(update={"size": 1})
    (reader, _), (writer, client) = stage.session(), stage.session()
    for number in range(4):
        stage.say(reader, frontend.query(b"/* onedsn: using=default */ SELECT a FROM book WHERE id = %d" % number))
    reader.client_data(frontend.query(b"/* onedsn: using=default */ SELECT a FROM book WHERE id = 9"))
    writer.client_data(frontend.query(b"UPDATE book SET a = 1"))
    client.received = b""
    stage.settle()
    assert codes(client.received) == "CZ"


def test_the_connection_of_a_session_that_has_written_becomes_no_lane(stage: Stage) -> None:
    writer, _ = stage.session()
    stage.say(writer, frontend.query(b"INSERT INTO book VALUES (1)"))
    link = stage.pools["default"].idle[0]
    lanes = stage.pools["default"].lanes
    assert lanes is not None
    group = lanes.group({})
    assert group is not None
    link.owner = writer
    assert not lanes.adopt(link, group)
    link.owner = stage.session()[0]
    assert lanes.adopt(link, group)


def test_a_session_gets_its_own_connection_back_from_the_lanes_where_it_needs_one(stage: Stage) -> None:
    pool = stage.pools["default"]
    reader, _ = stage.session()
    other, _ = stage.session()
    stage.say(reader, frontend.query(b"BEGIN"), frontend.query(b"UPDATE book SET a = 1"))
    stage.say(other, frontend.query(b"UPDATE book SET a = 1"))
    stage.say(reader, frontend.query(b"COMMIT"))
    home = pool.idle.pop()
    assert pool.lanes is not None
    group = pool.lanes.group({})
    assert group is not None
    assert pool.lanes.adopt(home, group)
    assert pool.acquire_nowait(home) is home
    assert home.group is None


def test_where_every_connection_is_the_home_of_a_session_that_writes_a_lane_gets_one_of_its_own(stage: Stage) -> None:
    pool = stage.pools["default"]
    reader, client = stage.session(application_name="reader")
    writer, _ = stage.session()
    stage.say(writer, frontend.query(b"UPDATE book SET a = 1"))
    for link in pool.idle:
        link.owner = writer
    for number in range(6):
        stage.say(reader, frontend.query(b"/* onedsn: using=default */ SELECT a FROM book WHERE id = %d" % number))
    assert pool.lanes is not None
    assert pool.lanes.count == 1
    assert pool.lanes.turns_taken >= 1
    lane = next(link for link in pool.active if link.group is not None)
    assert lane.owner is None
    assert lane.settings is reader.variables.settings
    assert ("Q", b"SET application_name TO 'reader'\0") in lane.connection.heard
    assert codes(client.received)[-2:] == "CZ"


def crowd(stage: Stage, count: int) -> list[tuple[Session, FakeClient]]:
    """More sessions than the replica has connections, each with a read under way; every shape is new to the proxy."""
    found = [stage.session() for _ in range(count)]
    for number, (session, _) in enumerate(found):
        session.client_data(frontend.query(READ % number))
    return found


def answer_one_round(stage: Stage) -> None:
    """Every server answers what it has been asked, once: what is asked thereupon is left to the next round."""
    stage.run_tasks()
    for server in stage.servers("replica1"):
        data, server.pending = server.pending, b""
        if data:
            server.receiver.replies(data)


def test_where_more_wait_than_there_are_connections_a_lane_is_laid_for_them(stage: Stage) -> None:
    everybody = crowd(stage, 12)
    for number in range(30):
        answer_one_round(stage)
        for session, client in everybody:
            if codes(client.received) == "CZ":
                client.received = b""
                session.client_data(frontend.query(READ % (100 + number)))
    lanes = stage.pools["replica1"].lanes
    assert lanes is not None
    assert lanes.count
    assert not stage.pools["replica1"].waiters
    stage.settle()
    assert {codes(client.received) for _, client in everybody} == {"CZ"}


def test_a_statement_rides_a_deep_lane_where_every_other_connection_is_taken(stage: Stage) -> None:
    riders = sessions_on_a_lane(stage, 12)
    other, _ = stage.session()
    stage.say(other, frontend.query(b"BEGIN READ ONLY"))
    stage.say(other, frontend.query(READ % 1))
    pool = stage.pools["replica1"]
    for number, (session, _) in enumerate(riders):
        session.client_data(frontend.query(READ % number))
    assert not pool.waiters
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["CZ"] * 12


def answer_one_turn(stage: Stage) -> None:
    """The replica's one connection answers what it was asked first."""
    server = stage.servers("replica1")[0]
    end = server.pending.index(b"Z\0\0\0\x05") + 6
    data, server.pending = server.pending[:end], server.pending[end:]
    server.receiver.replies(data)


def test_with_one_connection_what_may_not_ride_gets_it_though_the_lane_is_never_empty(
    tmp_path: Path, timer: Timer
) -> None:
    stage = Stage(tmp_path, size=1)
    for pool in stage.pools.values():
        pool.lanes = Lanes(1, 0.002, lambda: stage.now, timer.later)
    riders = sessions_on_a_lane(stage, 3)
    for session, _ in riders:
        session.client_data(frontend.query(READ % 5))
    other, client = stage.session()
    other.client_data(frontend.query(b"SELECT a FROM book; SELECT b FROM book"))
    for _ in range(8):
        answer_one_turn(stage)
        for session, rider in riders:
            if codes(rider.received) == "CZ":
                rider.received = b""
                session.client_data(frontend.query(READ % 5))
    assert codes(client.received) == "CCZ"
    stage.settle()
    assert [codes(rider.received) for _, rider in riders] == ["CZ"] * 3


def test_who_rides_behind_one_whose_statement_is_being_prepared_is_held_to_its_columns_too(stage: Stage) -> None:
    text = b"SELECT a FROM book WHERE a = 1"
    riders = sessions_on_a_lane(stage, 3)
    for session, _ in riders:
        stage.say(session, frontend.parse(b"s", text) + frontend.describe(b"S", b"s") + frontend.SYNC)
        stage.say(session, frontend.query(text), frontend.query(text))
    [lane] = [server for server in stage.servers("replica1") if server.receiver.group is not None]
    lane.columns[text] = backend.Column("a", 25)
    for _, client in riders:
        client.received = b""
    run = frontend.bind(b"", b"s", ()) + frontend.execute() + frontend.SYNC
    for session, _ in riders:
        session.client_data(run)
    assert lane.receiver.turns == 3
    stage.settle()
    assert [codes(client.received) for _, client in riders] == ["EZ"] * 3
    assert [errors(client.received) for _, client in riders] == [["0A000"]] * 3

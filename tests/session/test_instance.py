"""Which of several databases a session takes: healthy, fresh enough, and where it is pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.routing.replica import choose
from proxy.routing.route import Mode, Route
from proxy.session.instance import Freshness, Instance, Preparations
from tests.session.stage import Stage

READ = Route(Mode.READ, ("replica1", "default"), "router", balanced=True)
WRITE = Route(Mode.WRITE, ("default",), "router")


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    instance = Stage(tmp_path).instance
    instance.choose_by = choose
    instance.reads_its_writes = frozenset(("replica1",))
    instance.freshness = {"default": Freshness(), "replica1": Freshness(replayed_until=100.0)}
    return instance


def test_a_session_that_wrote_nothing_may_read_the_replica(instance: Instance) -> None:
    only_replica = Route(Mode.READ, ("replica1",), "router")
    assert instance.choose(only_replica, 0.0, {}) == "replica1"


def test_after_a_write_the_replica_is_left_out_until_it_has_replayed_it(instance: Instance) -> None:
    assert instance.choose(READ, 101.0, {}) == "default"
    instance.freshness["replica1"].replayed_until = 102.0
    instance.pools["default"].active.add(object())  # type: ignore[arg-type] - only counted
    assert instance.choose(READ, 101.0, {}) == "replica1"


def test_an_unhealthy_or_lagging_database_is_left_out(instance: Instance) -> None:
    instance.pools["default"].active.add(object())  # type: ignore[arg-type] - only counted
    for fault in ({"is_healthy": False}, {"is_lagging": True}):
        instance.freshness["replica1"] = Freshness(**fault)  # type: ignore[arg-type]
        assert instance.choose(READ, 0.0, {}) == "default"


def test_a_read_stays_where_the_session_is_pinned_to_the_same_data(instance: Instance) -> None:
    assert instance.choose(READ, 0.0, {"default": object()}) == "default"


def test_a_write_never_runs_on_a_replica_the_session_is_pinned_to(instance: Instance) -> None:
    assert instance.choose(WRITE, 0.0, {"replica1": object()}) == "default"


def test_the_names_of_prepared_statements_take_no_more_than_their_share() -> None:
    names = Preparations()
    first = names.named((b"SELECT 0", b"\0\0", ()))
    names.prove(first)
    assert names.named((b"SELECT 0", b"\0\0", ())) is first
    highest = 0
    for i in range(100):
        names.prove(names.named((b"SELECT %d" % i + b" " * 1_000_000, b"\0\0", ())))
        highest = max(highest, names.weight)
    assert 32 * 1024**2 < highest <= 64 * 1024**2
    assert names.size < 70
    assert not names.is_proven(first)
    assert names.named((b"SELECT 0", b"\0\0", ())).name != first.name, "a name means one thing for ever"
    names.forget()
    assert (names.size, names.weight) == (0, 0)


def test_a_statement_that_is_named_anew_counts_once() -> None:
    names = Preparations()
    first = names.named((b"SELECT 0", b"\0\0", ()))
    weight = names.weight
    assert names.renew(first).name != first.name
    assert (names.size, names.weight) == (1, weight)

"""A file's lane through the proxy: shared by several clients, and nobody waits behind a read that takes long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy

COUNT = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < %s) SELECT count(*) FROM r"
POINT = "SELECT name FROM t WHERE id = %s"
Client = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[ProxyProcess]:
    rules = f'databases:\n  default: {{url: "sqlite:///{tmp_path}/lane.db"}}\n'
    with running_proxy(tmp_path, {"shop.yaml": rules}) as running:
        with running.connect("shop") as connection:
            connection.execute("CREATE TABLE t (id int PRIMARY KEY, name text)")
            connection.execute("INSERT INTO t SELECT n, 'name ' || n FROM generate_series(1, 100) n")
        yield running


def turns(proxy: ProxyProcess) -> tuple[int, int]:
    """How many statements have had a turn on a lane, and how many were moved from one."""
    with psycopg.connect(proxy.url("onedsn"), autocommit=True) as console:
        [(*_, taken, moved)] = console.execute("SHOW LANES").fetchall()
        return int(taken), int(moved)


def ask(client: Client, statement: str, value: int) -> object:
    row = client.execute(statement, [value], prepare=True).fetchone()
    assert row is not None
    return row[0]


def until_it_rides(proxy: ProxyProcess, client: Client, statement: str) -> None:
    """Says the statement until it is trusted and a lane is there."""
    for _ in range(1000):
        before = turns(proxy)[0]
        for value in range(1, 20):
            ask(client, statement, value)
        if turns(proxy)[0] >= before + 19:
            return
    raise AssertionError("it never rode")


def test_a_slow_read_on_a_lane_holds_nobody_up_and_is_cancelled_alone(proxy: ProxyProcess) -> None:
    with proxy.connect("shop") as slow, proxy.connect("shop") as quick:
        until_it_rides(proxy, quick, POINT)
        until_it_rides(proxy, slow, COUNT)
        problems: list[psycopg.Error] = []

        def run() -> None:
            try:
                ask(slow, COUNT, 2_000_000_000)
            except psycopg.Error as problem:
                problems.append(problem)

        thread = threading.Thread(target=run)
        thread.start()
        while slow.info.transaction_status is psycopg.pq.TransactionStatus.IDLE:
            thread.join(0.001)
        for value in range(1, 101):
            assert ask(quick, POINT, value) == f"name {value}"
        assert thread.is_alive()
        slow.cancel()
        thread.join(20)
        assert [problem.sqlstate for problem in problems] == ["57014"]
        assert ask(slow, COUNT, 5) == 5
        assert ask(quick, POINT, 7) == "name 7"


def test_a_read_on_a_lane_sees_what_its_client_has_just_written(proxy: ProxyProcess) -> None:
    with proxy.connect("shop") as client, proxy.connect("shop") as other:
        until_it_rides(proxy, other, POINT)
        for number in range(200):
            client.execute("UPDATE t SET name = %s WHERE id = 1", [f"version {number}"])
            assert ask(client, POINT, 1) == f"version {number}"
            assert ask(other, POINT, 1) == f"version {number}"


def test_many_clients_on_one_lane_get_their_own_rows(proxy: ProxyProcess) -> None:
    wrong: list[object] = []

    def run(first: int) -> None:
        with proxy.connect("shop") as client:
            for turn in range(200):
                value = (first + turn * 7) % 100 + 1
                found = ask(client, POINT, value)
                if found != f"name {value}":
                    wrong.append((value, found))

    threads = [threading.Thread(target=run, args=(first,)) for first in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong
    assert not any(thread.is_alive() for thread in threads)
    assert turns(proxy)[0] > 0

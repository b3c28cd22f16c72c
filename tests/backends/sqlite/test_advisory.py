"""Advisory locks of an SQLite file: between sessions, for a session or for a transaction."""

from __future__ import annotations

import threading

import psycopg
import pytest

from .conftest import Server


def held(connection: psycopg.Connection[tuple[object, ...]], sql: str) -> object:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def both(server: Server) -> tuple[psycopg.Connection[tuple[object, ...]], psycopg.Connection[tuple[object, ...]]]:
    return psycopg.connect(server.dsn, autocommit=True), psycopg.connect(server.dsn, autocommit=True)


Both = tuple[psycopg.Connection[tuple[object, ...]], psycopg.Connection[tuple[object, ...]]]


def test_one_session_at_a_time_has_a_lock_and_may_have_it_twice(both: Both) -> None:
    one, other = both
    one.execute("SELECT pg_advisory_lock(7), pg_advisory_lock(7)")
    assert held(other, "SELECT pg_try_advisory_lock(7)") is False
    assert held(other, "SELECT pg_try_advisory_lock(0, 7)") is True
    assert held(other, "SELECT pg_advisory_unlock(7)") is False
    assert held(one, "SELECT pg_advisory_unlock(7)") is True
    assert held(other, "SELECT pg_try_advisory_lock(7)") is False
    one.execute("SELECT pg_advisory_unlock_all()")
    assert held(other, "SELECT pg_try_advisory_lock(7)") is True


def test_shared_locks_go_together_and_keep_others_out(both: Both) -> None:
    one, other = both
    assert held(one, "SELECT pg_try_advisory_lock_shared(1)") is True
    assert held(other, "SELECT pg_try_advisory_lock_shared(1)") is True
    assert held(other, "SELECT pg_try_advisory_lock(1)") is False


@pytest.mark.parametrize("ending", ["COMMIT", "ROLLBACK"])
def test_a_lock_of_a_transaction_ends_with_it(both: Both, ending: str) -> None:
    one, other = both
    one.execute("BEGIN")
    one.execute("SELECT pg_advisory_xact_lock(1)")
    assert held(other, "SELECT pg_try_advisory_lock(1)") is False
    one.execute(ending)
    assert held(other, "SELECT pg_try_advisory_lock(1)") is True
    assert held(one, "SELECT pg_try_advisory_xact_lock(2)") is True
    assert held(other, "SELECT pg_try_advisory_lock(2)") is True


def test_a_session_that_goes_lets_its_locks_go(both: Both) -> None:
    one, other = both
    one.execute("SELECT pg_advisory_lock(1)")
    waiter = threading.Thread(target=lambda: other.execute("SELECT pg_advisory_lock(1)"))
    waiter.start()
    one.close()
    waiter.join(20)
    assert not waiter.is_alive()


def test_waiting_ends_with_lock_timeout_and_with_a_deadlock(both: Both) -> None:
    one, other = both
    one.execute("SELECT pg_advisory_lock(1)")
    other.execute("SELECT pg_advisory_lock(2)")
    other.execute("SET lock_timeout = '50ms'")
    with pytest.raises(psycopg.errors.LockNotAvailable):
        other.execute("SELECT pg_advisory_lock(1)")
    other.execute("RESET lock_timeout")
    failures: list[BaseException] = []

    def wait_for(connection: psycopg.Connection[tuple[object, ...]], number: int) -> None:
        try:
            connection.execute("SELECT pg_advisory_lock(%s)", (number,))
        except psycopg.errors.DeadlockDetected as problem:
            failures.append(problem)
            connection.execute("SELECT pg_advisory_unlock_all()")

    waiters = [threading.Thread(target=wait_for, args=pair) for pair in ((one, 2), (other, 1))]
    for waiter in waiters:
        waiter.start()
    for waiter in waiters:
        waiter.join(20)
    assert len(failures) == 1

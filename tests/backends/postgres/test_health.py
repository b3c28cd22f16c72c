"""Health as real servers tell it."""

from __future__ import annotations

import pytest

from proxy.backends.postgres.health import HealthCheck
from proxy.backends.postgres.sideline import APPLICATION_NAME
from proxy.errors import ConnectionFailure
from tests.servers import Replica, Server


async def test_a_primary_is_not_behind_and_its_position_grows(primary: Server) -> None:
    check = HealthCheck("default", primary.url)
    before = await check.look()
    primary.execute("SELECT pg_logical_emit_message(false, 'test', 'something')")
    after = await check.look()
    assert (before.in_recovery, before.lag) == (False, 0.0)
    assert after.position > before.position
    await check.close()


async def test_a_replica_that_has_replayed_is_where_its_primary_was(primary: Server, replica: Replica) -> None:
    first, second = HealthCheck("default", primary.url), HealthCheck("replica1", replica.url)
    written = await first.look()
    replica.wait_replayed()
    replayed = await second.look()
    assert replayed.in_recovery
    assert replayed.position >= written.position
    assert replayed.lag == 0.0
    await first.close()
    await second.close()


async def test_a_replica_that_pauses_falls_behind(primary: Server, replica: Replica) -> None:
    check = HealthCheck("replica1", replica.url)
    primary.execute("CREATE TABLE health_mark (); DROP TABLE health_mark")
    replica.wait_replayed()
    replica.execute("SELECT pg_wal_replay_pause()")
    try:
        primary.execute("CREATE TABLE health_mark (); DROP TABLE health_mark")
        written = await HealthCheck("default", primary.url).look()
        received = "SELECT pg_last_wal_receive_lsn() - '0/0'::pg_lsn"
        primary.execute("SELECT pg_logical_emit_message(false, 'test', '', true)")
        while replica.execute(received)[0][0] < written.position:
            pass
        behind = await check.look()
        assert behind.position < written.position
        assert behind.lag is not None
        assert behind.lag > 0
    finally:
        replica.execute("SELECT pg_wal_replay_resume()")
        await check.close()


async def test_a_lost_connection_fails_one_look_and_the_next_one_connects_anew(primary: Server) -> None:
    check = HealthCheck("default", primary.url)
    await check.look()
    primary.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = %s",
        [APPLICATION_NAME],
    )
    with pytest.raises(ConnectionFailure):
        await check.look()
    assert not (await check.look()).in_recovery
    await check.close()


async def test_a_server_that_is_not_there_is_a_connection_failure() -> None:
    with pytest.raises(ConnectionFailure, match='database "auth" could not be asked'):
        await HealthCheck("auth", "postgresql://u@127.0.0.1:1/d?sslmode=disable").look()

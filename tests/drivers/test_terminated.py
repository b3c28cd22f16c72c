"""A real server ends one of its processes, or itself: who is told, and who lives on."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.proxying import running_proxy
from tests.servers import Server, start_server


def test_a_process_that_the_operator_ends_takes_its_client_with_it_and_nobody_else(
    primary: Server, tmp_path: Path
) -> None:
    rules = {"one.yaml": f'databases:\n  default: {{url: "{primary.url_of(primary.create_database())}"}}\n'}
    with running_proxy(tmp_path, rules) as proxy, proxy.connect("one") as meant, proxy.connect("one") as other:
        primary.execute("SELECT pg_terminate_backend(%s, 10000)", [meant.info.backend_pid])
        with pytest.raises(psycopg.errors.AdminShutdown):
            meant.execute("SELECT 1")
        assert meant.broken
        assert other.execute("SELECT 2").fetchone() == (2,)


def test_nothing_is_answered_to_a_client_that_another_has_terminated(primary: Server, tmp_path: Path) -> None:
    rules = {"one.yaml": f'databases:\n  default: {{url: "{primary.url_of(primary.create_database())}"}}\n'}
    with running_proxy(tmp_path, rules) as proxy, proxy.connect("one") as other:
        for _ in range(20):
            meant = proxy.connect("one")
            other.execute("SELECT pg_terminate_backend(%s)", [meant.info.backend_pid])
            with pytest.raises(psycopg.OperationalError):
                meant.execute("")
            assert meant.broken


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_clients_at_rest_outlive_a_restart_of_the_server(tmp_path: Path, mode: str) -> None:
    server = start_server("restarted")
    try:
        rules = {
            "one.yaml": f'databases:\n  default: {{url: "{server.url}"}}\n',
            "server.yaml": "health_interval: 100ms\n",
        }
        with running_proxy(tmp_path, rules) as proxy:
            clients = [proxy.connect("one") for _ in range(5)]
            busy = proxy.connect("one")
            busy.execute("BEGIN; SELECT 1")
            server.stop(mode)
            with pytest.raises(psycopg.OperationalError) as lost:
                busy.execute("SELECT 2")
            assert lost.value.sqlstate in ("57P01", "57P02", "08006")
            # What it has to find out it has found out by then.
            proxy.wait_for_log("database unreachable")
            server.start()
            for client in clients:
                assert client.execute("SELECT 3").fetchone() == (3,)
                client.close()
    finally:
        server.remove()


def test_a_cancelled_statement_leaves_its_connection_to_the_next(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"one.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 1}\n"}
    with running_proxy(tmp_path, rules) as proxy, proxy.connect("one") as client:
        process = client.info.backend_pid
        for _ in range(5):
            client.pgconn.send_query(b"SELECT pg_sleep(60)")
            runs = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND wait_event = 'PgSleep'"
            while primary.execute(runs, [process]) != [(1,)]:
                continue
            client.cancel_safe()
            result = client.pgconn.get_result()
            assert result is not None
            assert result.error_field(psycopg.pq.DiagnosticField.SQLSTATE) == b"57014"
            assert client.pgconn.get_result() is None
            assert client.execute("SELECT pg_backend_pid()").fetchone() == (process,)

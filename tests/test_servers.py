"""The harness itself: what it says about where a statement ran must be true."""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest

from tests.servers import Replica, Server, free_port, start_server


def test_no_two_processes_are_given_the_same_port() -> None:
    ours = free_port()
    told = "import tests.servers as them; them._PORTS = range({0}, {0} + 2); print(them.free_port())"
    others = [
        subprocess.run([sys.executable, "-c", told.format(port)], capture_output=True, text=True, check=False)
        for port in (ours, ours - 1)
    ]
    assert str(ours) not in [one.stdout.strip() for one in others]
    assert free_port() != ours


def test_each_server_shows_only_the_statements_it_ran() -> None:
    # Servers of its own: proxies of other tests may look after the shared ones all the while.
    first, second = start_server("first"), start_server("second")
    try:
        with psycopg.connect(first.url, autocommit=True) as connection:
            connection.execute("SELECT 'on the\nprimary'")
            connection.execute("SELECT %s::int", [5])
        assert first.log_statements() == ["SELECT 'on the\nprimary'", "SELECT $1::int"]
        assert second.log_statements() == []
    finally:
        first.remove()
        second.remove()


def test_the_replica_shows_what_the_primary_wrote_before_the_wait(primary: Server, replica: Replica) -> None:
    primary.execute("CREATE TABLE harness_copy (n int); INSERT INTO harness_copy VALUES (7)")
    try:
        replica.wait_replayed()
        assert replica.execute("SELECT n FROM harness_copy") == [(7,)]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            replica.execute("DELETE FROM harness_copy")
    finally:
        primary.execute("DROP TABLE harness_copy")


def test_psql_of_the_wheel_reaches_a_server(primary: Server) -> None:
    command = [str(primary.psql), "-X", "-A", "-t", "-c", "SELECT 6 * 7", primary.url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "42\n"


def test_host_rules_hold_while_their_block_runs(primary: Server) -> None:
    with primary.host_rules("host all barred 127.0.0.1/32 reject"):
        primary.execute("CREATE ROLE barred LOGIN")
        try:
            with pytest.raises(psycopg.OperationalError, match="reject"):
                psycopg.connect(primary.url_of("postgres", user="barred"))
        finally:
            primary.execute("DROP ROLE barred")

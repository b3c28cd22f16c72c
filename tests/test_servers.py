"""The harness itself: what it says about where a statement ran must be true."""

from __future__ import annotations

import subprocess

import psycopg
import pytest

from tests.servers import Replica, Server, start_server


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

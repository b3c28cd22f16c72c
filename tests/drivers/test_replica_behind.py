"""A replica that falls behind, or is not there: who reads where, and that nobody reads what is too old for them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Replica, Server, start_replica

RULES = """
databases:
  default: {{url: "{primary}"}}
  replica1: {{url: "{replica}", replica_of: default{more}}}
routers:
  - {{name: replicas, read: [replica1, default], write: default, relation: allow}}
"""
PORT = "SELECT current_setting('port')::int FROM book LIMIT 1"
Connection = psycopg.Connection[tuple[object, ...]]


class Stage:
    """The proxy over a primary and a replica of its own, whose replay may be paused."""

    def __init__(self, proxy: ProxyProcess, primary: Server, replica: Replica) -> None:
        self.proxy = proxy
        self.primary = primary
        self.replica = replica

    def connect(self, dsn: str = "own") -> Connection:
        return self.proxy.connect(dsn)

    def read_from(self, connection: Connection) -> str:
        row = connection.execute(PORT.encode()).fetchone()
        assert row is not None
        return "replica" if row[0] == self.replica.port else "primary"

    def until_read_from(self, connection: Connection, where: str) -> None:
        deadline = time.monotonic() + 30
        while self.read_from(connection) != where:
            assert time.monotonic() < deadline, f"reads never went to the {where}"


@pytest.fixture(scope="module")
def stage(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    name = primary.create_database()
    with psycopg.connect(primary.url_of(name), autocommit=True) as connection:
        connection.execute("CREATE TABLE book (id serial PRIMARY KEY, title text)")
        connection.execute("INSERT INTO book (title) VALUES ('first')")
    replica = start_replica("behind", primary)
    replica.wait_replayed()
    urls = {"primary": primary.url_of(name), "replica": replica.url_of(name)}
    files = {
        "own.yaml": RULES.format(**urls, more=""),
        "lag.yaml": RULES.format(**urls, more=", max_lag: 1s, read_your_writes: false"),
        "server.yaml": "health_interval: 100ms\n",
    }
    with running_proxy(Path(tmp_path_factory.mktemp("behind")), files) as proxy:
        yield Stage(proxy, primary, replica)
    replica.remove()


@pytest.fixture
def paused(stage: Stage) -> Iterator[Stage]:
    stage.replica.execute("SELECT pg_wal_replay_pause()")
    try:
        yield stage
    finally:
        stage.replica.execute("SELECT pg_wal_replay_resume()")


def test_a_session_reads_what_it_wrote_while_others_stay_on_the_replica(paused: Stage) -> None:
    with paused.connect() as writer, paused.connect() as reader:
        paused.until_read_from(reader, "replica")
        for number in range(20):
            title = f"written {number}"
            writer.execute("INSERT INTO book (title) VALUES (%s)", [title])
            found = writer.execute("SELECT title FROM book WHERE title = %s", [title]).fetchall()
            assert found == [(title,)]
        assert paused.read_from(writer) == "primary"
        paused.until_read_from(reader, "replica")
        paused.replica.execute("SELECT pg_wal_replay_resume()")
        paused.until_read_from(writer, "replica")
        assert writer.execute("SELECT count(*) FROM book WHERE title LIKE 'written%'").fetchone() == (20,)


def test_a_replica_too_far_behind_is_left_out_until_it_has_caught_up(paused: Stage) -> None:
    with paused.connect("lag") as reader:
        paused.primary.execute("SELECT pg_logical_emit_message(true, 'harness', 'x')")
        paused.until_read_from(reader, "primary")
        paused.replica.execute("SELECT pg_wal_replay_resume()")
        paused.until_read_from(reader, "replica")


def test_reads_go_on_without_an_error_when_the_replica_goes_and_return_with_it(stage: Stage) -> None:
    with stage.connect() as reader:
        stage.until_read_from(reader, "replica")
        stage.replica.stop()
        assert {stage.read_from(reader) for _ in range(200)} == {"primary"}
        with stage.connect() as another:
            assert stage.read_from(another) == "primary"
        stage.replica.start()
        stage.until_read_from(reader, "replica")

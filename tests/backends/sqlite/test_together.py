"""Single writes that wait for the same file share one commit, and nothing else: each has its own answer and error."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import psycopg
import pytest
from psycopg import errors

from proxy.backends.sqlite.writer import Turn, WriterLock
from tests.backends.sqlite.conftest import Server

Client = psycopg.Connection[tuple[object, ...]]
_UNUSED = itertools.count(1000)
INSERT = "INSERT INTO t (v, w) VALUES (%s, %s) RETURNING id"


class NotedLock(WriterLock):
    """Remembers how many were told by each commit that it was theirs too."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    def tell(self, turns: Sequence[Turn]) -> None:
        self.told.append(len(turns))
        super().tell(turns)


class Stage:
    def __init__(self, server: Server, stack: ExitStack) -> None:
        self.lock = server.backend._file.writer = NotedLock()
        self._server = server
        self._stack = stack
        self.first = self.connect()

    def connect(self) -> Client:
        return self._stack.enter_context(psycopg.connect(self._server.dsn, autocommit=True))

    def at_once(self, jobs: Sequence[Callable[[], object]], cancelled: Client | None = None) -> list[object]:
        """Runs the jobs, none of which may write before all of them wait for it, and the first of which may be
        cancelled then; what each gave or raised."""
        found: list[object] = [None] * len(jobs)

        def run(index: int) -> None:
            try:
                found[index] = jobs[index]()
            except psycopg.Error as problem:
                found[index] = problem

        threads = [threading.Thread(target=run, args=(index,)) for index in range(len(jobs))]
        with self.first.transaction():
            self.first.execute("UPDATE t SET v = v WHERE id = 0")
            for count, thread in enumerate(threads, 1):
                thread.start()
                while len(self.lock.waiting) < count:
                    thread.join(0.001)
            if cancelled is not None:
                # Not by libpq, which would hold Python's lock while the server of this very process is to answer.
                self._server.loop.call_soon_threadsafe(self._server.cancel, cancelled.info.backend_pid)
                threads[0].join(20)
        for thread in threads:
            thread.join(20)
        return found


@pytest.fixture
def stage(server: Server) -> Iterator[Stage]:
    with ExitStack() as stack:
        stage = Stage(server, stack)
        stage.first.execute("CREATE TABLE t (id serial PRIMARY KEY, v int UNIQUE, w text)")
        yield stage


def adding(stage: Stage, client: Client, value: int, text: str = "x", prepare: bool = True) -> Callable[[], object]:
    """A job whose statement is known to be short."""
    client.execute(INSERT, [next(_UNUSED), text.upper()], prepare=prepare)
    return lambda: client.execute(INSERT, [value, text], prepare=prepare).fetchone()


@pytest.mark.parametrize("prepare", [True, False])
def test_those_who_wait_share_a_commit_and_each_has_its_own_row(stage: Stage, prepare: bool) -> None:
    clients = [stage.connect() for _ in range(6)]
    jobs = [adding(stage, client, value, prepare=prepare) for value, client in enumerate(clients, 1)]
    answers = stage.at_once(jobs)
    assert max(stage.lock.told) == 5
    rows = stage.first.execute("SELECT id, v FROM t WHERE v < 1000 ORDER BY v").fetchall()
    assert [(number,) for number, _ in rows] == answers
    assert [value for _, value in rows] == [1, 2, 3, 4, 5, 6]
    assert [client.execute("SELECT lastval()").fetchone() for client in clients] == answers


def test_statements_without_parameters_share_it_too(stage: Stage) -> None:
    jobs = []
    for value in range(1, 5):
        client = stage.connect()
        client.execute(f"INSERT INTO t (v) VALUES ({value + 100})".encode())
        text = f"INSERT INTO t (v) VALUES ({value})".encode()
        jobs.append(lambda client=client, text=text: client.execute(text).statusmessage)
    assert stage.at_once(jobs) == ["INSERT 0 1"] * 4
    assert max(stage.lock.told) == 3


def test_the_error_of_one_touches_nobody_else(stage: Stage) -> None:
    values = [1, 2, 2, 3, 1, 4]
    clients = [stage.connect() for _ in values]
    jobs = [adding(stage, client, value, "y") for client, value in zip(clients, values, strict=True)]
    answers = stage.at_once(jobs)
    failed = [isinstance(answer, errors.UniqueViolation) for answer in answers]
    assert failed == [False, False, True, False, True, False]
    assert stage.first.execute("SELECT v FROM t WHERE w = 'y' ORDER BY v").fetchall() == [(1,), (2,), (3,), (4,)]
    assert all(client.execute("SELECT 1").fetchone() == (1,) for client in clients)


def test_a_commit_that_one_of_them_spoils_is_done_again_by_each(stage: Stage) -> None:
    stage.first.execute("CREATE TABLE child (id int, v int REFERENCES t (v) DEFERRABLE INITIALLY DEFERRED)")
    stage.first.execute("INSERT INTO t (v) VALUES (7)")
    statement = "INSERT INTO child (id, v) VALUES (%s, %s)"
    jobs = []
    for number, value in enumerate((7, 7, 99, 7)):
        client = stage.connect()
        client.execute(statement, [-1, 7], prepare=True)
        jobs.append(
            lambda client=client, row=(number, value): client.execute(statement, row, prepare=True).statusmessage
        )
    answers = stage.at_once(jobs)
    assert isinstance(answers.pop(2), errors.ForeignKeyViolation)
    assert answers == ["INSERT 0 1"] * 3
    assert stage.first.execute("SELECT id FROM child WHERE id >= 0 ORDER BY id").fetchall() == [(0,), (1,), (3,)]


def test_each_is_read_by_the_settings_of_its_own_session(stage: Stage) -> None:
    stage.first.execute("CREATE TABLE moments (zone text, at timestamptz)")
    statement = "INSERT INTO moments (zone, at) VALUES (current_setting('TimeZone'), %s::text::timestamptz)"
    jobs = []
    for zone in ("UTC", "Asia/Tokyo", "America/New_York"):
        client = stage.connect()
        client.execute(f"SET TIME ZONE '{zone}'".encode())
        client.execute(statement, ["2025-01-01 00:00"], prepare=True)
        jobs.append(lambda client=client: client.execute(statement, ["2026-01-01 12:00"], prepare=True).statusmessage)
    assert stage.at_once(jobs) == ["INSERT 0 1"] * 3
    assert max(stage.lock.told) == 2
    stage.first.execute("SET TIME ZONE 'UTC'")
    late = "SELECT zone, at::text FROM moments WHERE at::text LIKE '%:00:00+00' ORDER BY at"
    assert stage.first.execute(late).fetchall()[-3:] == [
        ("Asia/Tokyo", "2026-01-01 03:00:00+00"),
        ("UTC", "2026-01-01 12:00:00+00"),
        ("America/New_York", "2026-01-01 17:00:00+00"),
    ]


def test_one_that_is_cancelled_while_it_waits_writes_nothing(stage: Stage) -> None:
    clients = [stage.connect() for _ in range(3)]
    jobs = [adding(stage, client, value) for value, client in enumerate(clients, 1)]

    answers = stage.at_once(jobs, cancelled=clients[0])
    assert isinstance(answers[0], errors.QueryCanceled)
    assert stage.first.execute("SELECT v FROM t WHERE v < 1000 ORDER BY v").fetchall() == [(2,), (3,)]


def test_a_part_of_a_transaction_waits_for_its_own_turn(stage: Stage) -> None:
    one, other = stage.connect(), stage.connect()
    add, own = adding(stage, one, 1), adding(stage, other, 2)

    def in_a_transaction() -> object:
        with other.transaction(force_rollback=True):
            return own()

    stage.at_once([add, in_a_transaction])
    assert sum(stage.lock.told) == 0
    assert stage.first.execute("SELECT v FROM t WHERE v < 1000").fetchall() == [(1,)]


def test_nobody_shares_a_commit_where_one_row_may_end_the_whole_transaction(stage: Stage) -> None:
    path = stage._server.backend._file.path
    with sqlite3.connect(path) as elsewhere:
        elsewhere.execute("CREATE TABLE harsh (v int UNIQUE ON CONFLICT ROLLBACK)")
    elsewhere.close()
    jobs = []
    for value in (1, 1, 2):
        client = stage.connect()
        client.execute("INSERT INTO harsh VALUES (%s)", [10 + len(jobs)], prepare=True)
        jobs.append(
            lambda client=client, value=value: (
                client.execute("INSERT INTO harsh VALUES (%s)", [value], prepare=True).statusmessage
            )
        )
    answers = stage.at_once(jobs)
    assert [isinstance(answer, errors.UniqueViolation) for answer in answers] == [False, True, False]
    assert sum(stage.lock.told) == 0

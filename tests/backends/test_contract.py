"""What a session may expect of a backend's connection, whichever kind it is: the same for PostgreSQL and SQLite."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from proxy.backends.base import Backend
from proxy.backends.postgres.backend import PostgresBackend
from proxy.backends.sqlite.backend import SqliteBackend
from proxy.wire import frontend
from tests.backends.talk import COUNT_FOREVER, Talk, codes, error, error_or_none, fields

KINDS = ("postgresql", "sqlite")


@pytest.fixture(params=KINDS)
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Backend]:
    """A backend of each kind over an empty database."""
    made: Backend
    if request.param == "sqlite":
        made = SqliteBackend("default", f"sqlite:///{tmp_path}/test.db?busy_timeout=300")
    else:
        server = request.getfixturevalue("primary")
        made = PostgresBackend("default", server.url_of(server.create_database()))
    yield made
    await made.close()


@pytest.fixture
async def talk(backend: Backend) -> AsyncIterator[Talk]:
    talk = Talk(await backend.connect())
    await talk.ok("CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL)")
    yield talk
    talk.connection.close()


async def test_a_query_string_of_several_statements_is_one_transaction(talk: Talk) -> None:
    assert await talk.fails("INSERT INTO t VALUES (1, 'a'); INSERT INTO t VALUES (1, 'b')") == "23505"
    assert await talk.rows("SELECT * FROM t") == []


async def test_an_empty_query_says_so(talk: Talk) -> None:
    assert codes(await talk.query(" -- nothing")) == "IZ"


async def test_begin_inside_a_query_string_keeps_what_came_before_it(talk: Talk) -> None:
    await talk.ok("INSERT INTO t VALUES (1, 'a'); BEGIN; INSERT INTO t VALUES (2, 'b')")
    await talk.ok("ROLLBACK")
    assert await talk.rows("SELECT * FROM t") == []


async def test_the_status_byte_follows_the_transaction(talk: Talk) -> None:
    states = [(await talk.query(text))[-1][1] for text in ("BEGIN", "SELECT nothing", "SELECT 1", "ROLLBACK")]
    assert states == [b"T", b"E", b"E", b"I"]


async def test_a_failed_transaction_refuses_everything_until_its_end(talk: Talk) -> None:
    await talk.ok("BEGIN")
    assert await talk.fails("INSERT INTO t VALUES (1, NULL)") == "23502"
    assert await talk.fails("SELECT 1") == "25P02"
    assert await talk.ok("COMMIT") == "ROLLBACK"


async def test_a_savepoint_brings_a_failed_transaction_back(talk: Talk) -> None:
    await talk.ok("BEGIN; INSERT INTO t VALUES (1, 'a'); SAVEPOINT s")
    await talk.fails("INSERT INTO t VALUES (1, 'again')")
    await talk.ok("ROLLBACK TO s; INSERT INTO t VALUES (2, 'b'); RELEASE s; COMMIT")
    assert await talk.rows("SELECT id FROM t ORDER BY id") == [("1",), ("2",)]


async def test_a_savepoint_set_before_the_first_write_can_be_returned_to(talk: Talk) -> None:
    await talk.ok("BEGIN; SAVEPOINT s; INSERT INTO t VALUES (1, 'a'); ROLLBACK TO s; COMMIT")
    assert await talk.rows("SELECT id FROM t") == []


async def test_after_an_error_everything_is_skipped_until_sync(talk: Talk) -> None:
    talk.send(frontend.parse(b"", b"SELECT nothing") + frontend.bind(b"", b"", ()) + frontend.execute() + frontend.SYNC)
    assert codes(await talk.until("Z")) == "EZ"


async def test_messages_may_arrive_byte_by_byte(talk: Talk) -> None:
    data = frontend.parse(b"", b"SELECT 1") + frontend.bind(b"", b"", ()) + frontend.execute() + frontend.SYNC
    for i in range(len(data)):
        talk.send(data[i : i + 1])
    assert codes(await talk.until("Z")) == "12DCZ"


async def test_a_row_limit_suspends_the_portal_and_the_next_execute_goes_on(talk: Talk) -> None:
    await talk.ok("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')")
    talk.send(
        frontend.parse(b"", b"SELECT id FROM t ORDER BY id")
        + frontend.bind(b"p", b"", ())
        + frontend.execute(b"p", 2)
        + frontend.execute(b"p", 2)
        + frontend.SYNC
    )
    assert codes(await talk.until("Z")) == "12DDsDCZ"


async def test_an_open_portal_does_not_see_what_the_transaction_writes_later(talk: Talk) -> None:
    await talk.ok("INSERT INTO t VALUES (1, 'a'), (2, 'b')")
    await talk.ok("BEGIN; DECLARE c CURSOR FOR SELECT id FROM t ORDER BY id; FETCH c; INSERT INTO t VALUES (3, 'c')")
    assert await talk.rows("FETCH ALL FROM c") == [("2",)]


async def test_describe_comes_before_execute_with_types(talk: Talk) -> None:
    talk.send(
        frontend.parse(b"s", b"SELECT id, name FROM t WHERE id = $1") + frontend.describe(b"S", b"s") + frontend.SYNC
    )
    found = await talk.until("Z")
    assert codes(found) == "1tTZ"
    assert found[1][1] == bytes.fromhex("000100000017")


async def test_binary_values_go_both_ways(talk: Talk) -> None:
    talk.send(
        frontend.parse(b"", b"INSERT INTO t VALUES ($1, $2) RETURNING id")
        + frontend.bind(b"", b"", (b"\0\0\1\0", b"x"), (1,), (1,))
        + frontend.execute()
        + frontend.SYNC
    )
    found = await talk.until("Z")
    assert codes(found) == "12DCZ"
    assert found[2][1] == bytes.fromhex("00010000000400000100")


@pytest.mark.parametrize(
    ("messages", "sqlstate"),
    [
        (frontend.bind(b"", b"nowhere", ()), "26000"),
        (frontend.execute(b"nowhere"), "34000"),
        (frontend.parse(b"", b"SELECT 1; SELECT 2"), "42601"),
        (frontend.parse(b"a", b"SELECT 1") + frontend.parse(b"a", b"SELECT 1"), "42P05"),
        (frontend.parse(b"", b"SELECT 1") + frontend.bind(b"", b"", (b"1",)), "08P01"),
    ],
)
async def test_a_misuse_of_the_extended_protocol_has_postgresqls_code(
    talk: Talk, messages: bytes, sqlstate: str
) -> None:
    talk.send(messages + frontend.SYNC)
    assert error(await talk.until("Z")) == sqlstate


async def test_sql_level_prepared_statements_take_arguments(talk: Talk) -> None:
    await talk.ok("PREPARE p (int, text) AS INSERT INTO t VALUES ($1, $2)")
    assert await talk.ok("EXECUTE p(7, 'seven')") == "INSERT 0 1"
    assert await talk.fails("EXECUTE p(7)") == "42601"
    await talk.ok("DEALLOCATE p")
    assert await talk.fails("EXECUTE p(8, 'eight')") == "26000"


async def test_a_scrolling_cursor_goes_both_ways(talk: Talk) -> None:
    await talk.ok("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')")
    await talk.ok("BEGIN; DECLARE c SCROLL CURSOR FOR SELECT id FROM t ORDER BY id")
    assert await talk.rows("FETCH LAST FROM c") == [("3",)]
    assert await talk.rows("FETCH PRIOR FROM c") == [("2",)]
    assert await talk.rows("FETCH BACKWARD ALL FROM c") == [("1",)]
    assert await talk.rows("FETCH 2 FROM c") == [("1",), ("2",)]


async def test_a_cursor_with_hold_outlives_its_transaction(talk: Talk) -> None:
    await talk.ok("INSERT INTO t VALUES (1, 'a')")
    await talk.ok("BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT id FROM t; COMMIT; DELETE FROM t")
    assert await talk.rows("FETCH ALL FROM c") == [("1",)]
    await talk.ok("CLOSE c")
    assert await talk.fails("FETCH c") == "34000"


async def test_set_is_rolled_back_and_set_local_ends_with_its_transaction(talk: Talk) -> None:
    await talk.ok("BEGIN; SET lock_timeout = '1s'; ROLLBACK")
    assert await talk.rows("SHOW lock_timeout") == [("0",)]
    await talk.ok("BEGIN; SET LOCAL lock_timeout = '2s'")
    assert await talk.rows("SHOW lock_timeout") == [("2s",)]
    await talk.ok("COMMIT")
    assert await talk.rows("SHOW lock_timeout") == [("0",)]


async def test_a_changed_setting_is_reported(talk: Talk) -> None:
    found = await talk.query("SET TIME ZONE 'Europe/Berlin'")
    assert ("S", b"TimeZone\0Europe/Berlin\0") in found


async def test_an_unknown_setting_is_42704_and_a_wrong_value_22023(talk: Talk) -> None:
    assert await talk.fails("SET colour = 'red'") == "42704"
    assert await talk.fails("SET timezone = 'Nowhere/Land'") == "22023"


async def test_copy_in_is_undone_by_copyfail_and_kept_by_copydone(talk: Talk) -> None:
    talk.send(frontend.query(b"COPY t FROM STDIN"))
    await talk.until("G")
    talk.send(frontend.copy_data(b"1\ta\n") + frontend.copy_fail("changed my mind"))
    assert error(await talk.until("Z")) == "57014"
    talk.send(frontend.query(b"COPY t FROM STDIN; SELECT count(*) FROM t"))
    await talk.until("G")
    talk.send(frontend.copy_data(b"1\ta\n2\t") + frontend.copy_data(b"b\n") + frontend.COPY_DONE)
    found = await talk.until("Z")
    assert found[0] == ("C", b"COPY 2\0")
    assert fields(found[2][1]) == ("2",)


async def test_copy_out_writes_a_row_a_message(talk: Talk) -> None:
    await talk.ok("INSERT INTO t VALUES (1, 'a\tb')")
    found = await talk.query("COPY t TO STDOUT")
    assert [body for code, body in found if code == "d"] == [b"1\ta\\tb\n"]


async def test_statement_timeout_ends_a_statement(talk: Talk) -> None:
    await talk.ok("SET statement_timeout = 100")
    assert await talk.fails(COUNT_FOREVER) == "57014"


async def test_read_committed_sees_what_others_commit(talk: Talk, backend: Backend) -> None:
    other = Talk(await backend.connect())
    await talk.ok("BEGIN; SELECT * FROM t")
    await other.ok("INSERT INTO t VALUES (1, 'a')")
    assert await talk.rows("SELECT id FROM t") == [("1",)]


async def test_a_read_only_transaction_refuses_writes(talk: Talk) -> None:
    await talk.ok("BEGIN READ ONLY")
    assert await talk.fails("INSERT INTO t VALUES (1, 'a')") == "25006"


async def test_notifications_reach_listeners_after_commit_only(talk: Talk, backend: Backend) -> None:
    other = Talk(await backend.connect())
    await other.ok("LISTEN news")
    await talk.ok("BEGIN; NOTIFY news, 'lost'; ROLLBACK; NOTIFY news, 'kept'")
    [*_, (_, body)] = await other.until("A")
    assert body[4:] == b"news\0kept\0"


async def test_rows_wait_while_the_receiver_has_paused(talk: Talk) -> None:
    talk.connection.pause_reading()
    talk.send(
        frontend.query(
            b"WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 50000) SELECT x FROM r"
        )
    )
    other = asyncio.Event()
    asyncio.get_running_loop().call_later(0.2, other.set)
    await other.wait()
    assert talk.messages == []
    talk.connection.resume_reading()
    found = await talk.until("Z")
    assert codes(found).count("D") == 50000


async def test_ddl_is_rolled_back_with_its_transaction(talk: Talk) -> None:
    await talk.ok("BEGIN; CREATE TABLE u (id integer); INSERT INTO u VALUES (1)")
    assert await talk.rows("SELECT id FROM u") == [("1",)]
    await talk.ok("ROLLBACK")
    assert await talk.fails("SELECT id FROM u") == "42P01"


async def test_a_deferred_foreign_key_fails_at_commit_and_nothing_stays(talk: Talk) -> None:
    await talk.ok("CREATE TABLE c (t_id integer REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)")
    await talk.ok("BEGIN; INSERT INTO c VALUES (9)")
    assert await talk.fails("COMMIT") == "23503"
    assert await talk.rows("SELECT * FROM c") == []


async def test_set_constraints_immediate_checks_at_once(talk: Talk) -> None:
    await talk.ok("CREATE TABLE c (t_id integer REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)")
    await talk.ok("BEGIN; INSERT INTO c VALUES (9)")
    assert await talk.fails("SET CONSTRAINTS ALL IMMEDIATE") == "23503"


async def test_a_changed_table_makes_an_old_plan_say_so(talk: Talk) -> None:
    talk.send(frontend.parse(b"s", b"SELECT * FROM t") + frontend.SYNC)
    await talk.until("Z")
    await talk.ok("ALTER TABLE t ADD COLUMN age integer")
    talk.send(frontend.bind(b"", b"s", ()) + frontend.execute() + frontend.SYNC)
    assert error(await talk.until("Z")) == "0A000"


async def test_discard_all_forgets_statements_and_settings(talk: Talk) -> None:
    await talk.ok("PREPARE p AS SELECT 1")
    await talk.ok("SET lock_timeout = '1s'")
    assert await talk.ok("DISCARD ALL") == "DISCARD ALL"
    assert await talk.rows("SHOW lock_timeout") == [("0",)]
    assert await talk.fails("EXECUTE p") == "26000"


async def test_garbage_instead_of_a_message_ends_the_connection(talk: Talk) -> None:
    talk.send(b"\x01\0\0\0\4")
    while talk.error is None:
        talk.arrived.clear()
        await asyncio.wait_for(talk.arrived.wait(), 10)
    assert talk.error.code == "08P01"
    assert talk.connection.is_closed


async def test_cancel_ends_the_statement_under_way(talk: Talk) -> None:
    talk.send(frontend.query(COUNT_FOREVER.encode()))
    heard: asyncio.Queue[bool] = asyncio.Queue()
    asyncio.get_running_loop().call_later(0.1, talk.connection.cancel, heard.put_nowait)
    assert error(await talk.until("Z")) == "57014"
    assert await heard.get()


async def test_a_closed_connection_answers_nothing_and_is_not_lost(talk: Talk, backend: Backend) -> None:
    other = Talk(await backend.connect())
    talk.send(frontend.query(b"SELECT 1"))
    talk.connection.close()
    assert talk.connection.is_closed
    assert await other.rows("SELECT 1") == [("1",)]
    assert talk.messages == []
    assert talk.error is None
    other.connection.close()


async def test_what_a_closed_connection_had_not_committed_is_gone(talk: Talk, backend: Backend) -> None:
    other = Talk(await backend.connect())
    await talk.ok("BEGIN; INSERT INTO t VALUES (1, 'a')")
    talk.connection.close()
    while error_or_none(await other.query("INSERT INTO t VALUES (1, 'b')")) == "40001":
        continue
    assert await other.rows("SELECT name FROM t") == [("b",)]
    other.connection.close()

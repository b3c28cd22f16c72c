"""Reads asked again are answered in one go, and nobody can tell: the same bytes as message by message."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from proxy.backends.sqlite.backend import SqliteBackend
from proxy.wire import frontend
from tests.backends.talk import COUNT_FOREVER, Talk, codes, error, error_or_none, fields

TAKEN_APART = frontend.FLUSH
"""A message between the others, which says nothing: such a batch is answered message by message."""
STATEMENTS: dict[str, tuple[bytes | None, ...]] = {
    "SELECT name FROM t WHERE id = $1": (b"2",),
    "SELECT id, name, at, price, doc, raw, flag FROM t ORDER BY id": (),
    "SELECT id FROM t WHERE name = $1 AND price > $2 AND at < $3": (b"two", b"0.5", b"2030-01-01 00:00+02"),
    "SELECT $1::bigint, $2::smallint, $3::text": (b"-9223372036854775808", b"-7", "schön".encode()),
    "SELECT $1::int": (b"99999999999",),
    "SELECT $1::int + 1": (b" 12 ",),
    "SELECT $1::date": (b"not a date",),
    "SELECT 10 / $1::int": (b"0",),
    "SELECT $1::int IS NULL": (None,),
    "SELECT count(*) FROM t WHERE id = ANY($1::int[])": (b"{1,2}",),
    "SELECT n FROM generate_series(1, $1::int) n": (b"255",),
    "SELECT n FROM generate_series(1, $1::int) AS n ": (b"256",),
    "SELECT n FROM generate_series(1, $1::int) AS n": (b"1000",),
    "INSERT INTO t (id, name) VALUES ($1, 'new') RETURNING id": (b"7",),
    "SELECT set_config('TimeZone', $1, false)": (b"Asia/Tokyo",),
    "SELECT at FROM t ORDER BY at": (),
    "SELECT relname FROM pg_class WHERE relname = $1": (b"t",),
    "SHOW TimeZone": (),
    "SELECT missing FROM t": (),
    "VALUES (1), (2)": (),
    "BEGIN": (),
    "SELECT 1": (),
    "ROLLBACK": (),
    "": (),
}
SHAPES = [
    ((), ()),
    ((0,), (0,)),
    ((), (1,)),
]


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[SqliteBackend]:
    made = SqliteBackend("default", f"sqlite:///{tmp_path}/test.db")
    yield made
    await made.close()


async def filled(sqlite: SqliteBackend) -> Talk:
    talk = Talk(await sqlite.connect())
    await talk.ok(
        "DROP TABLE IF EXISTS t; CREATE TABLE t (id int PRIMARY KEY, name text, at timestamptz, price numeric(8, 2),"
        " doc jsonb, raw bytea, flag bool)"
    )
    await talk.ok("""INSERT INTO t VALUES (1, 'one', '2020-01-01 12:00+00', 1.5, '{"a": 1}', '\\x01', true)""")
    await talk.ok("INSERT INTO t VALUES (2, 'two', NULL, 2.25, NULL, NULL, false), (3, NULL, NULL, 0, '1', '', NULL)")
    return talk


async def asked(talk: Talk, batch: bytes) -> list[tuple[str, bytes]]:
    talk.send(batch)
    return await talk.until("Z")


def execution(
    name: bytes,
    given: tuple[bytes | None, ...],
    formats: tuple[int, ...] = (),
    wanted: tuple[int, ...] = (),
    *,
    described: bool = True,
    between: bytes = b"",
) -> bytes:
    bind = frontend.bind(b"", name, given, formats, wanted)
    return bind + between + (frontend.describe(b"P", b"") if described else b"") + frontend.execute() + frontend.SYNC


@pytest.mark.parametrize(("formats", "wanted"), SHAPES)
@pytest.mark.parametrize("described", [True, False])
@pytest.mark.parametrize("named", [True, False])
async def test_the_answer_is_the_same_as_message_by_message(
    sqlite: SqliteBackend, formats: tuple[int, ...], wanted: tuple[int, ...], described: bool, named: bool
) -> None:
    said: list[list[list[tuple[str, bytes]]]] = []
    for between in (b"", TAKEN_APART):
        talk = await filled(sqlite)
        answers = []
        for number, (text, given) in enumerate(STATEMENTS.items()):
            name = b"s%d" % number if named else b""
            parse = frontend.parse(name, text.encode())
            batch = execution(name, given, formats, wanted, described=described, between=between)
            if named:
                answers.append(await asked(talk, parse + frontend.SYNC))
            answers += [await asked(talk, batch if named else parse + batch) for _ in range(3)]
        said.append(answers)
        talk.connection.close()
        await talk.connection.wait_closed()
    assert said[0] == said[1]
    assert sum(code == "D" for answer in said[0] for code, _ in answer) > 3000


async def test_binary_parameters_are_read_alike(sqlite: SqliteBackend) -> None:
    talk = await filled(sqlite)
    await asked(talk, frontend.parse(b"s", b"SELECT name FROM t WHERE id = $1 AND price = $2") + frontend.SYNC)
    batch = execution(b"s", (b"\0\0\0\2", b"2.25"), (1, 0))
    for _ in range(3):
        assert [fields(body) for code, body in await asked(talk, batch) if code == "D"] == [("two",)]
    assert error(await asked(talk, execution(b"s", (b"\0\0\2", b"2.25"), (1, 0)))) == "08P01"


async def test_a_batch_is_answered_wherever_it_is_cut(sqlite: SqliteBackend) -> None:
    talk = await filled(sqlite)
    await asked(talk, frontend.parse(b"s", b"SELECT name FROM t WHERE id = $1") + frontend.SYNC)
    batch = execution(b"s", (b"2",))
    whole = await asked(talk, batch)
    for position in range(1, len(batch)):
        talk.send(batch[:position])
        await asyncio.sleep(0)
        assert await asked(talk, batch[position:]) == whole


async def test_a_message_that_lies_about_its_lengths_is_refused_as_message_by_message(sqlite: SqliteBackend) -> None:
    await filled(sqlite)
    good = frontend.bind(b"", b"s", [b"2"], [0], [0])
    rest = frontend.describe(b"P", b"") + frontend.execute() + frontend.SYNC
    for position in range(5, len(good)):
        for wrong in (0x00, 0x7F, 0xFF):
            bad = good[:position] + bytes((wrong,)) + good[position + 1 :]
            assert await outcome(sqlite, good + rest, bad + rest) == await outcome(
                sqlite, good + rest, bad + TAKEN_APART + rest
            )


async def outcome(sqlite: SqliteBackend, warm: bytes, batch: bytes) -> object:
    """What `batch` gets after `warm`: messages, or the error that ends the connection."""
    talk = Talk(await sqlite.connect())
    await asked(talk, frontend.parse(b"s", b"SELECT name FROM t WHERE id = $1") + frontend.SYNC)
    await asked(talk, warm)
    talk.send(batch)
    while talk.error is None and not any(code == "Z" for code, _ in talk.messages):
        talk.arrived.clear()
        await talk.arrived.wait()
    talk.connection.close()
    await talk.connection.wait_closed()
    return talk.messages if talk.error is None else str(talk.error)


async def test_a_table_that_another_connection_changes_is_noticed(sqlite: SqliteBackend) -> None:
    talk, other = await filled(sqlite), Talk(await sqlite.connect())
    await asked(talk, frontend.parse(b"s", b"SELECT * FROM t WHERE id = $1") + frontend.SYNC)
    batch = execution(b"s", (b"2",))
    assert error_or_none(await asked(talk, batch)) is None
    assert error_or_none(await asked(talk, batch)) is None
    await other.ok("ALTER TABLE t DROP COLUMN raw")
    assert error(await asked(talk, batch)) == "0A000"
    await other.ok("ALTER TABLE t ADD COLUMN raw bytea")


async def test_a_file_that_was_deleted_is_noticed(sqlite: SqliteBackend, tmp_path: Path) -> None:
    talk = await filled(sqlite)
    await asked(talk, frontend.parse(b"s", b"SELECT name FROM t WHERE id = $1") + frontend.SYNC)
    batch = execution(b"s", (b"2",))
    assert error_or_none(await asked(talk, batch)) is None
    (tmp_path / "test.db").unlink()
    talk.send(batch)
    while talk.error is None:
        talk.arrived.clear()
        await talk.arrived.wait()
    assert talk.error.code == "58P01"


async def test_the_answers_before_a_slow_statement_do_not_wait_for_it(sqlite: SqliteBackend) -> None:
    talk = await filled(sqlite)
    await asked(talk, frontend.parse(b"s", b"SELECT name FROM t WHERE id = $1") + frontend.SYNC)
    batch = execution(b"s", (b"2",))
    await asked(talk, batch)
    for slow in (COUNT_FOREVER, "SELECT pg_sleep(100)"):
        talk.send(batch + batch + frontend.query(slow.encode()))
        first, second = await talk.until("Z"), await talk.until("Z")
        assert codes(first) == codes(second) == "2TDCZ"
        talk.connection.cancel(lambda heard: None)
        assert error(await talk.until("Z")) == "57014"


async def test_a_repeated_read_is_cancelled_and_the_next_one_is_not(sqlite: SqliteBackend) -> None:
    talk = await filled(sqlite)
    text = b"WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < $1) SELECT count(*) FROM r"
    await asked(talk, frontend.parse(b"s", text) + frontend.SYNC)
    for _ in range(2):
        assert error_or_none(await asked(talk, execution(b"s", (b"10",)))) is None
    talk.send(execution(b"s", (b"2",)) + execution(b"s", (b"2000000000",)))
    assert codes(await talk.until("Z")) == "2TDCZ"
    talk.connection.cancel(lambda heard: None)
    assert error(await talk.until("Z")) == "57014"
    assert codes(await asked(talk, execution(b"s", (b"10",)))) == "2TDCZ"


QUERIES = (
    ("SELECT name FROM t WHERE id = 1", "SELECT name FROM t WHERE id = 2", "SELECT name FROM t WHERE id = 77"),
    (
        "SELECT id FROM t WHERE name = 'two' ;",
        "SELECT id FROM t WHERE name = 'it''s'",
        "SELECT id FROM t WHERE name = ''",
    ),
    ("SELECT id, at FROM t WHERE at > '2019-01-01'", "SELECT id, at FROM t WHERE at > 'no date'"),
    ("SELECT id FROM t WHERE price = 1.5", "SELECT id FROM t WHERE price = 2.25", "SELECT id FROM t WHERE price = 2"),
    ("SELECT id FROM t WHERE id = 2147483647", "SELECT id FROM t WHERE id = 2147483648"),
    ("SELECT n FROM generate_series(1, 300) n WHERE n < 3", "SELECT n FROM generate_series(1, 300) n WHERE n < 299"),
    ("SELECT 10 / id FROM t WHERE id = 1", "SELECT 10 / (id - 1) FROM t WHERE id = 1"),
    ("UPDATE t SET name = 'one' WHERE id = 1", "UPDATE t SET name = 'other' WHERE id = 1"),
    ("SELECT id FROM t WHERE id = 1; SELECT 2", "SELECT id FROM t WHERE id = 2; SELECT 3"),
    ("SELECT missing FROM t WHERE id = 1", "SELECT missing FROM t WHERE id = 2"),
)


@pytest.mark.parametrize("texts", QUERIES)
async def test_query_strings_that_differ_in_literals_are_answered_as_by_one_that_has_heard_none(
    sqlite: SqliteBackend, texts: tuple[str, ...]
) -> None:
    talk = await filled(sqlite)
    for text in texts + texts + texts[:1]:
        fresh = Talk(await sqlite.connect())
        message = frontend.query(text.encode())
        assert await asked(talk, message) == await asked(fresh, message), text


async def test_a_query_string_that_comes_again_sees_what_has_changed_meanwhile(sqlite: SqliteBackend) -> None:
    talk, other = await filled(sqlite), Talk(await sqlite.connect())
    one, two = (frontend.query(f"SELECT * FROM t WHERE id = {value}".encode()) for value in (1, 2))
    before = await asked(talk, one + two)
    assert codes(before).startswith("TDCZ")
    await talk.until("Z")
    await other.ok("ALTER TABLE t ADD COLUMN more int DEFAULT 5")
    await asked(talk, one)
    assert fields((await asked(talk, two))[1][1])[-1] == "5"
    await talk.ok("SET TimeZone = 'Asia/Tokyo'")
    assert b"2020-01-01 21:00:00+09" in (await asked(talk, one))[1][1]
    await talk.ok("BEGIN")
    assert (await asked(talk, two))[-1] == ("Z", b"T")
    await talk.ok("ROLLBACK")


@pytest.mark.parametrize("extended", [False, True], ids=["query", "batch"])
async def test_a_cancel_that_comes_while_the_file_is_looked_at_ends_no_connection(
    sqlite: SqliteBackend, monkeypatch: pytest.MonkeyPatch, extended: bool
) -> None:
    talk = await filled(sqlite)
    again = frontend.query(b"SELECT id FROM t WHERE id = 2")
    if extended:
        await asked(talk, frontend.parse(b"s", b"SELECT id FROM t WHERE id = $1") + frontend.SYNC)
        again = execution(b"s", (b"2",))
    expected = await asked(talk, again)
    store = talk.connection._store
    looked = store.check_file
    interruptions = [sqlite3.OperationalError("interrupted")]

    def check_file() -> None:
        if interruptions:
            raise interruptions.pop()
        looked()

    monkeypatch.setattr(store, "check_file", check_file)
    assert await asked(talk, again) == expected
    assert not interruptions

"""Drivers and psql talk to the engine as they do to a PostgreSQL server."""

from __future__ import annotations

import datetime
import decimal
import enum
import subprocess
import uuid

import asyncpg
import psycopg
import psycopg2
import pytest
from psycopg.rows import dict_row
from psycopg.types.enum import EnumInfo, register_enum

from tests.servers import binaries

from .conftest import Server

MOMENT = datetime.datetime(2024, 2, 29, 12, 30, 15, 250000, tzinfo=datetime.UTC)
VALUES = (
    ("boolean", True),
    ("smallint", -7),
    ("integer", 42),
    ("bigint", 2**60),
    ("double precision", 2.5),
    ("numeric(10,2)", decimal.Decimal("12.50")),
    ("text", "grün'\"\\"),
    ("varchar(10)", "abc"),
    ("bytea", b"\0\1\xff"),
    ("date", datetime.date(2024, 2, 29)),
    ("time", datetime.time(1, 2, 3, 450000)),
    ("timestamp", MOMENT.replace(tzinfo=None)),
    ("timestamptz", MOMENT),
    ("uuid", uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")),
    ("integer[]", [100_000, None, 3]),
    ("text[]", ["a", "b,c", '"']),
)


@pytest.mark.parametrize(("declared", "value"), VALUES)
async def test_asyncpg_gets_back_what_it_stored(server: Server, declared: str, value: object) -> None:
    connection = await asyncpg.connect(server.dsn)
    await connection.execute(f"CREATE TABLE v (x {declared})")
    await connection.execute("INSERT INTO v VALUES ($1), (NULL)", value)
    assert [row["x"] for row in await connection.fetch("SELECT x FROM v ORDER BY x NULLS LAST")] == [value, None]
    await connection.close()


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize(("declared", "value"), VALUES)
def test_psycopg_gets_back_what_it_stored(server: Server, declared: str, value: object, binary: bool) -> None:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE v (x {declared})")
        connection.execute("INSERT INTO v VALUES (%s)", (value,))
        assert connection.cursor(binary=binary).execute("SELECT x FROM v").fetchone() == (value,)


def test_psycopg_names_constraint_table_and_column_of_an_error(server: Server) -> None:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE p (id int PRIMARY KEY, name text NOT NULL, age int CHECK (age > 0))")
        connection.execute("CREATE TABLE c (id int PRIMARY KEY, p_id int REFERENCES p (id))")
        connection.execute("INSERT INTO p VALUES (1, 'a', 1)")
        with pytest.raises(psycopg.errors.UniqueViolation) as unique:
            connection.execute("INSERT INTO p VALUES (1, 'a', 1)")
        assert (unique.value.diag.table_name, unique.value.diag.constraint_name) == ("p", "p_pkey")
        with pytest.raises(psycopg.errors.NotNullViolation) as null:
            connection.execute("INSERT INTO p VALUES (2, NULL, 1)")
        assert (null.value.diag.table_name, null.value.diag.column_name) == ("p", "name")
        with pytest.raises(psycopg.errors.CheckViolation) as check:
            connection.execute("INSERT INTO p VALUES (2, 'b', -1)")
        assert check.value.diag.constraint_name == "p_age_check"
        with pytest.raises(psycopg.errors.ForeignKeyViolation) as key:
            connection.execute("INSERT INTO c VALUES (1, 99)")
        assert key.value.diag.constraint_name == "c_p_id_fkey"
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("SELECT * FROM nowhere")
        with pytest.raises(psycopg.errors.UndefinedColumn):
            connection.execute("SELECT nothing FROM p")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT 'x'::int")


def test_psycopg_transactions_nest(server: Server) -> None:
    with psycopg.connect(server.dsn, row_factory=dict_row) as connection:
        connection.execute("CREATE TABLE t (id int)")
        with connection.transaction():
            connection.execute("INSERT INTO t VALUES (1)")
            with connection.transaction(force_rollback=True):
                connection.execute("INSERT INTO t VALUES (2)")
        assert connection.execute("SELECT id FROM t").fetchall() == [{"id": 1}]


def test_psycopg_pipelines_are_one_implicit_transaction(server: Server) -> None:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (id int PRIMARY KEY)")
        with pytest.raises(psycopg.errors.UniqueViolation), connection.pipeline(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO t VALUES (%s)", [(1,), (1,)])
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_psycopg2_server_side_cursors_fetch_in_parts(server: Server) -> None:
    connection = psycopg2.connect(server.dsn)
    cursor = connection.cursor("part")
    cursor.itersize = 10
    cursor.execute("SELECT * FROM generate_series(1, 35)")
    assert [row[0] for row in cursor] == list(range(1, 36))
    connection.close()


async def test_asyncpg_copies_records_in_binary(server: Server) -> None:
    connection = await asyncpg.connect(server.dsn)
    await connection.execute("CREATE TABLE r (id int, name text, at timestamptz)")
    records = [(i, f"n{i}", MOMENT) for i in range(1200)]
    assert await connection.copy_records_to_table("r", records=records) == "COPY 1200"
    assert [tuple(row) for row in await connection.fetch("SELECT * FROM r ORDER BY id")] == records
    await connection.close()


async def test_asyncpg_cancels_a_query_that_takes_too_long(server: Server) -> None:
    connection = await asyncpg.connect(server.dsn)
    with pytest.raises(TimeoutError):
        await connection.fetch("SELECT count(*) FROM generate_series(1, 1000000000)", timeout=0.3)
    assert await connection.fetchval("SELECT 1") == 1
    await connection.close()


def test_timestamps_are_shown_in_the_sessions_time_zone(server: Server) -> None:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (at timestamptz)")
        connection.execute("INSERT INTO t VALUES ('2024-07-01 12:00:00+00')")
        connection.execute("SET timezone = 'Europe/Berlin'")
        found = connection.execute("SELECT at FROM t").pgresult
        assert found is not None
        assert found.get_value(0, 0) == b"2024-07-01 14:00:00+02"


def test_moments_without_a_zone_are_meant_in_the_sessions_time_zone(server: Server) -> None:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (at timestamptz)")
        connection.execute("SET timezone = 'Europe/Berlin'")
        connection.execute("INSERT INTO t VALUES (%s)", ("2024-07-01 14:00:00",))
        connection.execute("INSERT INTO t VALUES ('2024-07-01 14:00:00')")
        with connection.cursor().copy("COPY t FROM STDIN") as copy:
            copy.write_row(("2024-07-01 14:00:00",))
        connection.execute("SET timezone = 'UTC'")
        rows = connection.execute("SELECT at FROM t").fetchall()
        assert [str(row[0]) for row in rows] == ["2024-07-01 12:00:00+00:00"] * 3


def test_psql_shows_results_and_errors(server: Server) -> None:
    command = [
        str(binaries() / "psql"),
        "-X",
        "-At",
        "-v",
        "VERBOSITY=sqlstate",
        server.dsn,
        "-c",
        "SELECT 1, NULL, true",
        "-c",
        "SELEC",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout == "1||t\n"
    assert done.stderr.strip() == "ERROR:  42601"


async def test_cursors_take_parameters(server: Server) -> None:
    with psycopg.connect(server.dsn) as connection:
        connection.execute("CREATE TABLE t (id int, name text)")
        connection.execute("INSERT INTO t SELECT n, 'name ' || n FROM generate_series(1, 50) AS n")
        with connection.cursor("some") as cursor:
            cursor.itersize = 7
            cursor.execute("SELECT id FROM t WHERE id > %s AND name <> %s ORDER BY id", (10, "name 12"))
            assert [id for (id,) in cursor] == [11, *range(13, 51)]
        with connection.cursor("scrolled", scrollable=True) as scrolled:
            scrolled.execute("SELECT name FROM t WHERE id = ANY(%s) ORDER BY id", ([3, 5, 7],), binary=True)
            scrolled.scroll(2, mode="absolute")
            assert scrolled.fetchone() == ("name 7",)
            scrolled.scroll(-2)
            assert scrolled.fetchall() == [("name 5",), ("name 7",)]
        with connection.cursor("held", withhold=True) as held:
            held.execute("SELECT id FROM t WHERE id < %s ORDER BY id", (4,))
            connection.commit()
            assert held.fetchall() == [(1,), (2,), (3,)]
        assert connection.execute("EXPLAIN SELECT id FROM t WHERE id = %s", (1,)).fetchall()
    connection_of_asyncpg = await asyncpg.connect(server.dsn)
    async with connection_of_asyncpg.transaction():
        rows = [row["id"] async for row in connection_of_asyncpg.cursor("SELECT id FROM t WHERE id > $1", 47)]
    assert rows == [48, 49, 50]
    await connection_of_asyncpg.close()


class Mood(enum.Enum):
    SAD = "sad"
    OK = "ok"
    HAPPY = "happy"


async def test_drivers_find_enums_and_domains(server: Server) -> None:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')")
        connection.execute("CREATE DOMAIN positive AS int CHECK (VALUE > 0)")
        connection.execute("CREATE TABLE person (id positive PRIMARY KEY, m mood, ms mood[])")
        info = EnumInfo.fetch(connection, "mood")
        assert info is not None
        assert list(info.labels) == ["sad", "ok", "happy"]
        register_enum(info, connection, Mood, mapping={each: each.value for each in Mood})
        for binary in (False, True):
            row = (2 + binary, Mood.HAPPY, [Mood.SAD, Mood.OK])
            marks = "%b, %b, %b" if binary else "%t, %t, %t"
            connection.execute(f"INSERT INTO person VALUES ({marks})", row)
            found = connection.cursor(binary=binary).execute("SELECT * FROM person WHERE m > 'ok' AND id = %s", row[:1])
            assert found.fetchone() == row
        with pytest.raises(psycopg.errors.CheckViolation) as problem:
            connection.execute("INSERT INTO person VALUES (%s, 'ok', NULL)", (-1,))
        assert problem.value.diag.datatype_name == "positive"
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("INSERT INTO person VALUES (9, %s, NULL)", ("glad",))
    other = await asyncpg.connect(server.dsn)
    await other.execute("INSERT INTO person VALUES ($1, $2, $3)", 7, "sad", ["happy", None])
    rows = await other.fetch("SELECT * FROM person WHERE m = ANY($1::mood[])", ["sad"])
    assert list(map(tuple, rows)) == [(7, "sad", ["happy", None])]
    with pytest.raises(asyncpg.InvalidTextRepresentationError):
        await other.fetch("SELECT $1::mood", "glad")
    await other.close()


def test_an_enum_s_order_outlives_the_connection_and_grows(server: Server) -> None:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE TYPE size AS ENUM ('small', 'large')")
        connection.execute("CREATE TABLE box (s size PRIMARY KEY)")
        connection.execute("INSERT INTO box VALUES ('large'), ('small')")
        connection.execute("ALTER TYPE size ADD VALUE 'medium' BEFORE 'large'")
        connection.execute("ALTER TYPE size ADD VALUE 'huge'")
        connection.execute("INSERT INTO box VALUES ('huge'), ('medium')")
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        rows = connection.execute("SELECT s FROM box WHERE s > 'small' ORDER BY s").fetchall()
        assert rows == [("medium",), ("large",), ("huge",)]

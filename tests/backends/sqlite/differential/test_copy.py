"""COPY with every option gives and takes the same on PostgreSQL and on SQLite, or SQLite refuses with 0A000."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg import pq

from tests.backends.sqlite.differential.outcome import outcome_of
from tests.backends.sqlite.differential.test_differential import Pair, pair

__all__ = ["pair"]

OUT = (
    "COPY (SELECT * FROM item ORDER BY id) TO STDOUT",
    "COPY item TO STDOUT",
    "COPY item (id, label) TO STDOUT WITH CSV HEADER",
    "COPY (SELECT id, label, NULL AS n, '' AS e, 'a,\"b\"' AS q, E'x\\ny' AS nl FROM"
    " item ORDER BY id) TO STDOUT (FORMAT csv, HEADER true, NULL 'NIL', DELIMITER ';',"
    " QUOTE '''', ESCAPE '\\', FORCE_QUOTE *)",
    "COPY (SELECT 1, 'a') TO STDOUT (FORMAT csv, FORCE_QUOTE (nosuch))",
    "COPY (SELECT E'a\\tb\\\\c\\r\\n' AS x, NULL) TO STDOUT (DELIMITER '|', NULL 'x')",
    "COPY (SELECT 1) TO STDOUT (FORMAT binary)",
    "COPY (SELECT id, amount, ratio, label, made, at, seen, good, doc, tags FROM"
    " item ORDER BY id) TO STDOUT WITH BINARY",
    "COPY (VALUES (1, '\\.'), (2, '\\\\.')) TO STDOUT",
    "COPY (SELECT 'x') TO STDOUT (FORMAT csv, DELIMITER 'ab')",
    "COPY (SELECT 'x') TO STDOUT (FORMAT nosuch)",
    "COPY (SELECT 'x') TO STDOUT (nosuch true)",
    "COPY (SELECT 'x' AS y) TO STDOUT (HEADER)",
    "COPY (SELECT 'x' AS y) TO STDOUT (FORMAT csv, ENCODING 'LATIN1')",
    "COPY nosuch TO STDOUT",
    "COPY (SELECT '\\.' AS x) TO STDOUT CSV",
    "COPY (SELECT 'x') TO STDOUT (FORMAT csv, HEADER match)",
    "COPY (SELECT 1 WHERE false) TO STDOUT CSV HEADER",
    "COPY item TO STDOUT (FORMAT csv, FORCE_NULL (id))",
    "COPY (SELECT ' a ', '\"', 'é') TO STDOUT CSV",
)
IN = (
    ("COPY ct (a,b) FROM STDIN", b"1\tx\n2\t\\N\n3\ta\\tb\\\\c\\x41\\101\\n\n"),
    ("COPY ct (a,b) FROM STDIN", b"1\tx\n\\.\n2\ty\n"),
    ("COPY ct (a,b) FROM STDIN", b"1\tx\r\n2\ty\r\n"),
    ("COPY ct (a,b) FROM STDIN", b"1\n"),
    ("COPY ct (a,b) FROM STDIN", b"1\tx\ty\n"),
    ("COPY ct (a,b) FROM STDIN", b"x\ty\n"),
    ("COPY ct (a,b) FROM STDIN", b""),
    ("COPY ct FROM STDIN", b"1\tx\t1.50\tf\t\\\\x00ff\t2020-01-01 00:00:00+02\t{1,2}\n"),
    ("COPY ct (a,b) FROM STDIN CSV HEADER", b'q,w\n1,x\n2,""\n3,\n4,"a""b,\nc"\n'),
    ("COPY ct (a,b) FROM STDIN (FORMAT csv, HEADER match)", b"a,b\n1,x\n"),
    ("COPY ct (a,b) FROM STDIN (FORMAT csv, HEADER match)", b"a,c\n1,x\n"),
    ("COPY ct (a,b) FROM STDIN (FORMAT csv, NULL 'NIL', DELIMITER ';', QUOTE '''')", b"1;NIL\n2;'NIL'\n3;'it''s'\n"),
    ("COPY ct (a,b) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (b))", b'1,\n2,""\n'),
    ("COPY ct (a,b) FROM STDIN (FORMAT csv, FORCE_NULL (b))", b'1,""\n'),
    ("COPY ct (a,b) FROM STDIN (FORMAT csv, FORCE_NULL *)", b'1,""\n'),
    ("COPY ct (a,b) FROM STDIN CSV", b'1,"x\n'),
    ("COPY ct (a,b) FROM STDIN CSV", b"1,x\n\n2,y\n"),
    ("COPY ct (a,b) FROM STDIN CSV", b'1,"x"y\n'),
    ("COPY ct (a,b) FROM STDIN (ON_ERROR ignore)", b"x\ty\n1\tz\n"),
    ("COPY ct (a,b,d) FROM STDIN (DEFAULT '\\D')", b"1\tx\t\\D\n"),
    ("COPY ct (a,b) FROM STDIN WHERE a > 1", b"1\tx\n2\ty\n"),
    ("COPY ct (a,nosuch) FROM STDIN", b"1\tx\n"),
    ("COPY ct (a,a) FROM STDIN", b"1\t1\n"),
    ("COPY ct (a,b) FROM STDIN", b"1\t\xff\n"),
    ("COPY ct (a,b) FROM STDIN (DELIMITER '|', NULL '')", b"1|\n2|x\\|y\n"),
    ("COPY ct (a,b) FROM STDIN (FORMAT csv, ESCAPE '\\')", b'1,"a\\"b"\n'),
    ("COPY ct (a,b) FROM STDIN (FREEZE)", b"1\tx\n"),
    (
        "COPY ct (a,b) FROM STDIN BINARY",
        b"PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x07\x00\x00\x00\x01x\xff\xff",
    ),
    ("COPY ct (a,b) FROM STDIN BINARY", b"garbage"),
    ("COPY ct (a,b) FROM STDIN", b"1\tx"),
    ("COPY ct (a,b) FROM STDIN CSV", b"1,x"),
    ("COPY ct (a,b) FROM STDIN CSV", b"1,x\n2,\\.\n"),
    ("COPY ct (a,b) FROM STDIN CSV", b" 1 , x \n"),
    ("COPY ct (a,b) FROM STDIN CSV QUOTE '\"' NULL AS ''", b'5,""\n'),
    ("COPY ct (a,d) FROM STDIN", b"1\tyes\n2\tmaybe\n"),
)


@pytest.fixture(scope="module")
def target(pair: Pair) -> Iterator[Pair]:
    columns = "a int, b text, c numeric, d bool DEFAULT true, e bytea, f timestamptz, g int[]"
    for one in (pair.postgresql, pair.sqlite):
        one.wire.exec_(f"CREATE TABLE ct ({columns})".encode())
    yield pair
    for one in (pair.postgresql, pair.sqlite):
        one.wire.exec_(b"DROP TABLE ct")


def copied_out(wire: pq.abc.PGconn, sql: str) -> tuple[object, ...]:
    started = wire.exec_(sql.encode())
    if started.status != pq.ExecStatus.COPY_OUT:
        return ("", outcome_of(started).sqlstate)
    data = b""
    while True:
        size, piece = wire.get_copy_data(0)
        if size < 0:
            break
        data += bytes(piece)
    return (data, ended(wire), started.binary_tuples, started.nfields)


def copied_in(wire: pq.abc.PGconn, sql: str, data: bytes) -> tuple[object, ...]:
    started = wire.exec_(sql.encode())
    if started.status != pq.ExecStatus.COPY_IN:
        return (outcome_of(started).sqlstate,)
    wire.put_copy_data(data)
    wire.put_copy_end()
    end = ended(wire)
    rows = outcome_of(wire.exec_(b"SELECT * FROM ct ORDER BY a, b")).rows
    wire.exec_(b"DELETE FROM ct")
    return (end, rows)


def ended(wire: pq.abc.PGconn) -> tuple[str, str]:
    """SQLSTATE and tag of what ends a COPY."""
    found = ("", "")
    while (result := wire.get_result()) is not None:
        outcome = outcome_of(result)
        found = (outcome.sqlstate or found[0], outcome.tag or found[1])
    return found


def refused(outcome: tuple[object, ...]) -> bool:
    return "0A000" in str(outcome)


@pytest.mark.parametrize("sql", OUT)
def test_rows_leave_the_same(target: Pair, sql: str) -> None:
    ours = copied_out(target.sqlite.wire, sql)
    theirs = copied_out(target.postgresql.wire, sql)
    assert refused(ours) or ours == theirs


@pytest.mark.parametrize(("sql", "data"), IN)
def test_rows_come_in_the_same(target: Pair, sql: str, data: bytes) -> None:
    ours = copied_in(target.sqlite.wire, sql, data)
    theirs = copied_in(target.postgresql.wire, sql, data)
    assert refused(ours) or ours == theirs

"""Values in the binary format, as parameters and as results, are the same bytes on PostgreSQL and on SQLite."""

from __future__ import annotations

import pytest
from psycopg import pq

from tests.backends.sqlite.differential.outcome import outcome_of
from tests.backends.sqlite.differential.test_differential import Pair, pair

__all__ = ["pair"]

VALUES: dict[str, tuple[str, ...]] = {
    "bool": ("t", "f"),
    "int2": ("0", "-32768", "32767"),
    "int4": ("1", "-2147483648", "2147483647"),
    "int8": ("1", "-9223372036854775808", "9223372036854775807"),
    "float4": ("0", "1.5", "-3.4028235e+38", "1e-45", "Infinity"),
    "float8": ("0", "0.1", "1.7976931348623157e+308", "5e-324", "-Infinity"),
    "numeric": ("0", "0.00", "-1.50", "123456789012345678901234567890.000000001", "1e-20", "10000", "0.0001"),
    "text": ("", "abc", "Ünïcode 日本 👍", "a\nb\tc\\d'e\"f"),
    "varchar": ("", "x y"),
    "char(5)": ("ab", ""),
    "bytea": ("\\x", "\\x00ff10"),
    "date": ("2024-02-29", "0001-01-01", "9999-12-31", "1999-12-31"),
    "time": ("00:00:00", "23:59:59.999999", "24:00:00"),
    "timestamp": ("2024-02-29 12:34:56.789012", "0001-01-01 00:00:00", "1999-12-31 23:59:59.5"),
    "timestamptz": ("2024-02-29 12:34:56.789012+00", "1970-01-01 00:00:00+00", "2024-07-01 00:00:00+05:30"),
    "interval": ("1 year 2 mons 3 days 04:05:06.789", "-1 days +00:00:01", "00:00:00", "-3 mons"),
    "uuid": ("00112233-4455-6677-8899-aabbccddeeff",),
    "json": ('{"a": [1, null, "x"]}', " 1 "),
    "jsonb": ('{"b": 1, "a": [1.50, null, "x"]}', "null", '"é"'),
    "int4[]": ("{}", "{1,NULL,3}", "{{1,2},{3,4}}"),
    "int8[]": ("{9223372036854775807}",),
    "text[]": ("{}", '{a,"b c",NULL,"",nUlL,"\\"q\\""}'),
    "bool[]": ("{t,f,NULL}",),
    "float8[]": ("{0.1,1e300}",),
    "numeric[]": ("{1.50,NULL,-0.1}",),
    "uuid[]": ("{00112233-4455-6677-8899-aabbccddeeff}",),
    "date[]": ("{2024-02-29,NULL}",),
    "timestamptz[]": ('{"2024-02-29 12:00:00+00"}',),
    "bytea[]": ('{"\\\\x00ff"}',),
    "jsonb[]": ('{"{\\"a\\": 1}"}',),
    "interval[]": ('{"1 day"}',),
}


def asked(wire: pq.abc.PGconn, sql: str, oid: int, data: bytes | None, result: int) -> object:
    found = wire.exec_params(sql.encode(), [data], [oid], [1], result)
    return outcome_of(found)


@pytest.mark.parametrize("declared", VALUES)
def test_values_go_in_and_come_out_in_binary(pair: Pair, declared: str) -> None:
    theirs, ours = pair.postgresql.wire, pair.sqlite.wire
    for wire in (theirs, ours):
        outcome_of(wire.exec_(f"CREATE TEMP TABLE kept (v {declared})".encode()))
    try:
        for value in VALUES[declared]:
            literal = "'" + value.replace("'", "''") + "'"
            found = theirs.exec_params(f"SELECT {literal}::{declared}".encode(), None, result_format=1)
            data, oid = found.get_value(0, 0), found.ftype(0)
            assert data is not None, found.error_message
            for sql in (
                f"SELECT $1::{declared}",
                f"SELECT $1::{declared} IS NULL, ($1::{declared})::text",
                "INSERT INTO kept VALUES ($1) RETURNING v",
                "SELECT v FROM kept WHERE v::text = ($1::" + declared + ")::text",
            ):
                for result in (0, 1):
                    for one in (data, None):
                        assert asked(ours, sql, oid, one, result) == asked(theirs, sql, oid, one, result), (sql, value)
            if declared == "jsonb":
                for text in (b'\1 {"b":1,  "a":2.50,"b":3}', b'\1{"a"', b"\1"):
                    left, right = (asked(wire, "SELECT $1::jsonb", oid, text, 0) for wire in (ours, theirs))
                    assert left == right, text
            for wrong in (data + b"\1", data[:-1], b""):
                left, right = (asked(wire, f"SELECT $1::{declared}", oid, wrong, 1) for wire in (ours, theirs))
                assert left == right, (declared, value, wrong)
    finally:
        for wire in (theirs, ours):
            wire.exec_(b"DROP TABLE kept")

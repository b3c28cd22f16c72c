"""Values in PostgreSQL's text and binary formats, against bytes and texts that a PostgreSQL server sends."""

from __future__ import annotations

import struct
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.wire import binary, moments, values

KNOWN = (
    (values.BOOL, 1, "t", "01"),
    (values.BOOL, 0, "f", "00"),
    (values.INT2, -2, "-2", "fffe"),
    (values.INT4, 305419896, "305419896", "12345678"),
    (values.INT8, -1, "-1", "ffffffffffffffff"),
    (values.OID, 4294967295, "4294967295", "ffffffff"),
    (values.FLOAT8, 1.5, "1.5", "3ff8000000000000"),
    (values.FLOAT4, 0.5, "0.5", "3f000000"),
    (values.TEXT, "grün", "grün", "6772c3bc6e"),
    (values.BYTEA, b"\x00\xff", "\\x00ff", "00ff"),
    (values.NUMERIC, "0", "0", "0000000000000000"),
    (values.NUMERIC, "1.50", "1.50", "000200000000000200011388"),
    (values.NUMERIC, "-12345.678", "-12345.678", "0003000140000003000109291a7c"),
    (values.NUMERIC, "NaN", "NaN", "00000000c0000000"),
    (values.DATE, "2000-01-02", "2000-01-02", "00000001"),
    (values.DATE, "1999-12-31", "1999-12-31", "ffffffff"),
    (values.DATE, "infinity", "infinity", "7fffffff"),
    (values.TIME, "00:00:01.5", "00:00:01.5", "000000000016e360"),
    (values.TIMESTAMP, "2000-01-01 00:00:00.000001", "2000-01-01 00:00:00.000001", "0000000000000001"),
    (values.TIMESTAMPTZ, "2000-01-01 00:00:01+00", "2000-01-01 00:00:01+00", "00000000000f4240"),
    (values.INTERVAL, "1 mon 2 days 00:00:03", "1 mon 2 days 00:00:03", "00000000002dc6c00000000200000001"),
    (values.UUID, "00112233-4455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff",
     "00112233445566778899aabbccddeeff"),
    (values.JSONB, '{"a": 1}', '{"a": 1}', "017b2261223a20317d"),
    (1007, "[1,null]", "{1,NULL}", "00000001000000010000001700000002000000010000000400000001ffffffff"),
    (1009, '["a","b c"]', '{a,"b c"}', "000000010000000000000019000000020000000100000001610000000362" "2063"),
    (1007, "[]", "{}", "000000000000000000000017"),
)  # fmt: skip


@pytest.mark.parametrize(("oid", "stored", "text", "sent"), KNOWN)
def test_a_value_leaves_as_postgresql_sends_it(oid: int, stored: object, text: str, sent: str) -> None:
    assert values.text_of(oid, stored) == text
    assert binary.binary_of(oid, stored).hex() == sent


@pytest.mark.parametrize(("oid", "stored", "text", "sent"), KNOWN)
def test_a_binary_value_comes_back_as_it_was_stored(oid: int, stored: object, text: str, sent: str) -> None:
    assert binary.from_binary(oid, bytes.fromhex(sent)) == stored


@pytest.mark.parametrize(
    ("number", "text"),
    [(1e15, "1e+15"), (1e14, "100000000000000"), (0.0001, "0.0001"), (0.00001, "1e-05"), (-0.0, "-0"),
     (float("inf"), "Infinity"), (1.1, "1.1"), (123456789012345678.0, "1.2345678901234568e+17"),
     (5e-324, "5e-324"), (3.0, "3"), (1.7976931348623157e308, "1.7976931348623157e+308")],
)  # fmt: skip
def test_floats_are_printed_as_postgresql_does(number: float, text: str) -> None:
    assert values.float_text(number) == text


@given(st.floats(allow_nan=False))
def test_every_float_reads_back_from_its_text(number: float) -> None:
    assert float(values.float_text(number)) == number


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_every_single_precision_float_reads_back_from_its_text(number: float) -> None:
    text = values.float_text(number, single=True)
    assert struct.unpack("f", struct.pack("f", float(text)))[0] == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_numeric_survives_the_binary_format(number: Decimal) -> None:
    text = f"{number:f}"
    back = binary.from_binary(values.NUMERIC, binary.binary_of(values.NUMERIC, text))
    assert Decimal(back) == number
    assert back.partition(".")[2] == text.partition(".")[2]


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-(10**12), 10**12))
def test_every_interval_survives_its_text(months: int, days: int, microseconds: int) -> None:
    text = moments.interval_text(months, days, microseconds)
    assert moments.interval_parts(text) == (months, days, microseconds)


@given(st.datetimes())
def test_every_timestamp_survives_the_binary_format(moment: object) -> None:
    text = str(moment).rstrip("0") if "." in str(moment) else str(moment)
    assert binary.from_binary(values.TIMESTAMP, binary.binary_of(values.TIMESTAMP, text)) == text


@pytest.mark.parametrize(("data", "sqlstate"), [(b"\x00\x01", "08P01"), (b"\x00\x00\x00\x00\x01", "22P03")])
def test_too_few_bytes_are_a_wrong_message_and_too_many_a_wrong_value(data: bytes, sqlstate: str) -> None:
    with pytest.raises(ProxyError) as caught:
        binary.from_binary(values.INT4, data)
    assert caught.value.code == sqlstate


def test_a_date_that_sqlite_cannot_keep_is_refused() -> None:
    with pytest.raises(FeatureNotSupported):
        binary.from_binary(values.DATE, struct.pack("!i", -2_000_000))


def test_text_in_the_file_where_an_integer_is_declared_is_told() -> None:
    with pytest.raises(ProxyError) as caught:
        values.text_of(values.INT4, "abc")
    assert caught.value.code == "XX001"

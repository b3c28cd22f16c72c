"""Floating-point numbers reach SQLite without the loss of a digit."""

from __future__ import annotations

import sqlite3
import struct

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.sql.transpile_convert import value_sql

CONNECTION = sqlite3.connect(":memory:")


@given(st.floats(allow_nan=False))
@example(0.1)
@example(-0.0)
@example(7.205759403792794e16)
@example(5e-324)
@example(2.2250738585072011e-308)
@example(1.7976931348623157e308)
@example(float("-inf"))
def test_sqlite_works_out_the_very_number(number: float) -> None:
    [found] = CONNECTION.execute(f"SELECT {value_sql(number)}").fetchone()
    assert struct.pack("d", found) == struct.pack("d", number)


@given(st.integers(-(10**14), 10**14), st.integers(-30, 30))
def test_decimals_are_not_read_by_sqlite(digits: int, exponent: int) -> None:
    number = float(f"{digits}e{exponent}")
    assert CONNECTION.execute(f"SELECT {value_sql(number)}").fetchone() == (number,)


def test_short_binary_fractions_stay_as_they_are_written() -> None:
    assert [value_sql(number) for number in (0.5, -2.25, 100.0)] == ["0.5", "-2.25", "100.0"]

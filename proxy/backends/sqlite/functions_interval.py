"""Intervals: arithmetic with one another and with dates and times, age(), justify_…(), make_interval()."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from proxy.backends.sqlite.functions_number import DivisionByZero
from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.interval_input import DAY
from proxy.sql.literals import day, moment, moment_text
from proxy.wire.moments import (
    interval_parts,
    interval_text,
    time_microseconds,
    time_text,
    timestamp_microseconds,
    timestamp_text,
)

_INFINITE: Final = frozenset(("infinity", "-infinity"))
_MONTH: Final = 30 * DAY


@lru_cache(maxsize=2048)
def parts(value: str) -> tuple[int, int, int]:
    """Months, days, microseconds of a stored interval. Raises 0A000 for an infinite one."""
    if value in _INFINITE:
        raise FeatureNotSupported("infinite intervals are not supported here by the SQLite backend")
    return interval_parts(value)


def made(months: int, days: int, microseconds: int) -> str:
    """The stored form. Raises 22008 where a field overflows."""
    if not (-(2**31) <= months < 2**31 and -(2**31) <= days < 2**31 and -(2**63) <= microseconds < 2**63):
        raise ProxyError("interval out of range", sqlstate="22008")
    return interval_text(months, days, microseconds)


def span(value: str) -> int:
    """The length that intervals are compared by: a month is 30 days, a day 24 hours."""
    if value in _INFINITE:
        return 2**100 if value == "infinity" else -(2**100)
    months, days, microseconds = parts(value)
    return months * _MONTH + days * DAY + microseconds


def compare_interval(a: str, b: str) -> int:
    """The order of stored intervals."""
    left, right = span(a), span(b)
    return (left > right) - (left < right)


def interval(operator: str, a: str, b: str | float = "") -> str:
    """Arithmetic of intervals."""
    months, days, microseconds = parts(a)
    if operator == "neg":
        return made(-months, -days, -microseconds)
    if operator in "+-":
        other = parts(str(b))
        sign = 1 if operator == "+" else -1
        return made(months + sign * other[0], days + sign * other[1], microseconds + sign * other[2])
    factor = float(b)
    if operator == "/":
        if factor == 0:
            raise DivisionByZero("division by zero")
        return _scaled(months, days, microseconds, lambda field: field / factor)
    return _scaled(months, days, microseconds, lambda field: field * factor)


def _scaled(months: int, days: int, microseconds: int, scale: Callable[[int], float]) -> str:
    """Each field times a factor; what is left of a month goes to days, of a day to the clock."""
    try:
        whole_months, whole_days = int(scale(months)), int(scale(days))
    except (OverflowError, ValueError):
        raise ProxyError("interval out of range", sqlstate="22008") from None
    month_rest = _rounded((scale(months) - whole_months) * 30)
    seconds_rest = (scale(days) - whole_days + month_rest - int(month_rest)) * 86400
    seconds_rest = _rounded(seconds_rest)
    if abs(seconds_rest) >= 86400:
        whole_days += int(seconds_rest / 86400)
        seconds_rest -= int(seconds_rest / 86400) * 86400
    whole_days += int(month_rest)
    clock = round(scale(microseconds) + seconds_rest * 1_000_000)
    return made(whole_months, whole_days, clock)


def _rounded(value: float) -> float:
    return round(value * 1e6) / 1e6


def later(value: str, span_text: str, sign: int) -> str:
    """A timestamp plus or minus an interval: months first, cut to the month's length, then days, then the clock."""
    if value in _INFINITE:
        return value
    if span_text in _INFINITE:
        return span_text if sign > 0 else ("-infinity" if span_text == "infinity" else "infinity")
    return moment_text(shifted(moment(value), span_text, sign))


def shifted(start: datetime, span_text: str, sign: int) -> datetime:
    """`later` for a datetime without a zone."""
    months, days, microseconds = (sign * field for field in parts(span_text))
    try:
        if months:
            total = start.year * 12 + start.month - 1 + months
            year, month = divmod(total, 12)
            last = calendar.monthrange(year, month + 1)[1] if 1 <= year <= 9999 else 31
            start = start.replace(year=year, month=month + 1, day=min(start.day, last))
        return start + timedelta(days=days, microseconds=microseconds)
    except (ValueError, OverflowError):
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend") from None


def time_later(value: str, span_text: str, sign: int) -> str:
    """A time of day plus or minus an interval's clock, round the dial."""
    return time_text((time_microseconds(value) + sign * parts(span_text)[2]) % DAY)


def between(a: str, b: str) -> str:
    """a - b of timestamps: days and a clock."""
    if a in _INFINITE or b in _INFINITE:
        if a == b:
            raise ProxyError("interval out of range", sqlstate="22008")
        return a if a in _INFINITE else ("-infinity" if b == "infinity" else "infinity")
    total = timestamp_microseconds(a) - timestamp_microseconds(b)
    days = abs(total) // DAY * (1 if total >= 0 else -1)
    return made(0, days, total - days * DAY)


def age(a: str, b: str) -> str:
    """age(): years, months and days as a calendar counts them."""
    if a in _INFINITE or b in _INFINITE:
        return between(a, b)
    newer, older, sign = moment(a), moment(b), 1
    if newer < older:
        newer, older, sign = older, newer, -1
    months = (newer.year - older.year) * 12 + newer.month - older.month
    days = newer.day - older.day
    clock = _clock(newer) - _clock(older)
    if clock < 0:
        clock += DAY
        days -= 1
    while days < 0:
        days += calendar.monthrange(older.year, older.month)[1]
        months -= 1
    return made(sign * months, sign * days, sign * clock)


def _clock(value: datetime) -> int:
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond


def justified(which: str, value: str) -> str:
    """justify_days(), justify_hours(), justify_interval()."""
    months, days, clock = parts(value)
    if which in ("hours", "interval"):
        whole = abs(clock) // DAY * (1 if clock >= 0 else -1)
        clock -= whole * DAY
        days += whole
    if which in ("days", "interval"):
        whole = abs(days) // 30 * (1 if days >= 0 else -1)
        days -= whole * 30
        months += whole
    if which == "interval" and months > 0 and (days < 0 or (days == 0 and clock < 0)):
        days, months = days + 30, months - 1
    elif which == "interval" and months < 0 and (days > 0 or (days == 0 and clock > 0)):
        days, months = days - 30, months + 1
    if which in ("hours", "interval"):
        if days > 0 and clock < 0:
            clock, days = clock + DAY, days - 1
        elif days < 0 and clock > 0:
            clock, days = clock - DAY, days + 1
    if which == "days":
        if months > 0 and days < 0:
            days, months = days + 30, months - 1
        elif months < 0 and days > 0:
            days, months = days - 30, months + 1
    return made(months, days, clock)


def make_interval(years: int, months: int, weeks: int, days: int, hours: int, minutes: int, seconds: float) -> str:
    """make_interval()."""
    clock = (hours * 60 + minutes) * 60_000_000 + round(seconds * 1_000_000)
    return made(years * 12 + months, weeks * 7 + days, clock)


def extracted(unit: str, value: str) -> str:
    """extract() from an interval."""
    from proxy.backends.sqlite.functions_time import unit_named

    months, days, clock = parts(value)
    sign = -1 if clock < 0 else 1
    seconds = abs(clock) // 1_000_000
    micros = sign * (abs(clock) % 60_000_000)
    unit = unit_named(unit, t.INTERVAL)
    years = abs(months) // 12 * (1 if months >= 0 else -1)
    rest = abs(months) % 12 * (1 if months >= 0 else -1)

    def toward_zero(number: int, divisor: int) -> int:
        return abs(number) // divisor * (1 if number >= 0 else -1)

    if unit == "epoch":
        total = years * 31_557_600_000_000 + rest * _MONTH + days * DAY + clock
        return _decimal(total, 6)
    if unit == "second":
        return _decimal(micros, 6)
    if unit == "milliseconds":
        return _decimal(micros, 3)
    if unit == "microseconds":
        return str(micros)
    values = {
        "minute": sign * (seconds // 60 % 60), "hour": sign * (seconds // 3600), "day": days, "month": rest,
        "week": toward_zero(days, 7), "quarter": rest // 3 + 1 if months >= 0 else -(-rest // 3 + 1), "year": years,
        "decade": toward_zero(years, 10), "century": toward_zero(years, 100), "millennium": toward_zero(years, 1000),
    }  # fmt: skip
    if unit not in values:
        raise ProxyError(f'unit "{unit}" not supported for type interval', sqlstate="0A000")
    return str(values[unit])


def _decimal(value: int, places: int) -> str:
    sign, value = ("-", -value) if value < 0 else ("", value)
    return f"{sign}{value // 10**places}.{value % 10**places:0{places}d}"


def truncated(unit: str, value: str) -> str:
    """date_trunc() of an interval."""
    from proxy.backends.sqlite.functions_time import check_truncated, unit_named

    months, days, clock = parts(value)
    unit = unit_named(unit, t.INTERVAL)
    check_truncated(unit, t.INTERVAL)
    steps = {"millennium": 12000, "century": 1200, "decade": 120, "year": 12, "quarter": 3, "month": 1}

    def cut(number: int, step: int) -> int:
        return abs(number) // step * step * (1 if number >= 0 else -1)

    if unit in steps:
        return made(cut(months, steps[unit]), 0, 0)
    if unit == "day":
        return made(months, days, 0)
    sizes = {"hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000, "milliseconds": 1000, "microseconds": 1}
    if unit not in sizes:
        raise ProxyError(f'unit "{unit}" not supported for type interval', sqlstate="0A000")
    return made(months, days, cut(clock, sizes[unit]))


def to_time(value: str) -> str:
    """interval::time: the clock round the dial."""
    return time_text(parts(value)[2] % DAY)


def average(total: tuple[int, int, int], count: int) -> str:
    """The mean of intervals."""
    return _scaled(*total, lambda field: field / float(count))


def binned(stride: str, value: str, origin: str) -> str:
    """date_bin()."""
    months, days, clock = parts(stride)
    if months:
        raise ProxyError("timestamps cannot be binned into intervals containing months or years", sqlstate="0A000")
    width = days * DAY + clock
    if width <= 0:
        raise ProxyError("stride must be greater than zero", sqlstate="22008")
    start = timestamp_microseconds(origin)
    distance = (timestamp_microseconds(value) - start) // width * width
    return timestamp_text(start + distance) + ("+00" if value.endswith("+00") else "")


def date_and_time(value: str, clock: str) -> str:
    """date + time."""
    return value if value in _INFINITE else later(f"{day(value).isoformat()} 00:00:00", clock, 1)


def clock_interval(value: str) -> str:
    """time::interval."""
    return interval_text(0, 0, time_microseconds(value))


def time_between(a: str, b: str) -> str:
    """a - b of times of day."""
    return made(0, 0, time_microseconds(a) - time_microseconds(b))


def is_finite(value: str) -> int:
    """isfinite()."""
    return int(value not in _INFINITE)


def overlapped(a: str | None, b: str | None, c: str | None, d: str | None) -> int | None:
    """(a, b) OVERLAPS (c, d) of values that order as their stored text does."""
    first, last = _ordered(a, b)
    other, other_last = _ordered(c, d)
    if first is None or other is None:
        return None
    if first == other:
        return None if last is None or other_last is None else 1
    if first > other:
        (first, last), (other, other_last) = (other, other_last), (first, last)
    if last is None:
        return None
    if other < last:
        return 1
    return None if other_last is None else 0


def _ordered(a: str | None, b: str | None) -> tuple[str | None, str | None]:
    """Start and end; an end that is not known is None."""
    if a is None:
        return b, None
    if b is not None and a > b:
        return b, a
    return a, b


INTERVAL_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_interval": interval,
    "pg_later": later,
    "pg_time_later": time_later,
    "pg_between": between,
    "pg_time_between": time_between,
    "pg_age": age,
    "pg_justify": justified,
    "pg_make_interval": make_interval,
    "pg_extract_interval": extracted,
    "pg_trunc_interval": truncated,
    "pg_interval_time": to_time,
    "pg_time_interval": clock_interval,
    "pg_date_bin": binned,
    "pg_date_time": date_and_time,
    "pg_is_finite": is_finite,
}

"""Dates, times and intervals: between the text PostgreSQL prints and the numbers of its binary format."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from proxy.errors import FeatureNotSupported

_EPOCH: Final = date(2000, 1, 1).toordinal()
_DAY: Final = 86_400_000_000
_INFINITE_DATE: Final = {"infinity": 2**31 - 1, "-infinity": -(2**31)}
_INFINITE_TIMESTAMP: Final = {"infinity": 2**63 - 1, "-infinity": -(2**63)}


def date_days(text: str) -> int:
    """Days since 2000-01-01."""
    infinite = _INFINITE_DATE.get(text)
    return date.fromisoformat(text).toordinal() - _EPOCH if infinite is None else infinite


def date_text(days: int) -> str:
    for text, value in _INFINITE_DATE.items():
        if days == value:
            return text
    return _calendar(days)


def _calendar(days: int) -> str:
    try:
        return date.fromordinal(days + _EPOCH).isoformat()
    except (ValueError, OverflowError) as problem:
        raise FeatureNotSupported("dates before year 1 and after year 9999 cannot be kept in SQLite") from problem


def time_microseconds(text: str) -> int:
    """Microseconds since midnight of "HH:MM:SS[.ffffff]"."""
    hours, minutes, seconds = text.split(":")
    whole, _, fraction = seconds.partition(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1_000_000 + int(fraction.ljust(6, "0")[:6])


def time_text(microseconds: int) -> str:
    seconds, fraction = divmod(microseconds, 1_000_000)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{fraction:06d}".rstrip("0") if fraction else text


def timestamp_microseconds(text: str) -> int:
    """Microseconds since 2000-01-01 00:00; a zone at the end, where there is one, must be UTC's "+00"."""
    infinite = _INFINITE_TIMESTAMP.get(text)
    if infinite is not None:
        return infinite
    day, _, clock = text.removesuffix("+00").replace("T", " ").partition(" ")
    return date_days(day) * _DAY + time_microseconds(clock or "00:00:00")


def timestamp_text(microseconds: int) -> str:
    for text, value in _INFINITE_TIMESTAMP.items():
        if microseconds == value:
            return text
    days, rest = divmod(microseconds, _DAY)
    return f"{_calendar(days)} {time_text(rest)}"


def timestamptz_text(microseconds: int) -> str:
    text = timestamp_text(microseconds)
    return text if text.endswith("infinity") else text + "+00"


_INTERVAL: Final = re.compile(
    r"(?:(?P<years>[+-]?\d+) years?\s*)?(?:(?P<months>[+-]?\d+) mons?\s*)?(?:(?P<days>[+-]?\d+) days?\s*)?"
    r"(?:(?P<sign>[+-])?(?P<hours>\d+):(?P<minutes>\d\d):(?P<seconds>\d\d)(?:\.(?P<fraction>\d{1,6}))?)?"
)


def interval_parts(text: str) -> tuple[int, int, int]:
    """Months, days and microseconds of an interval as PostgreSQL prints it with IntervalStyle postgres."""
    match = _INTERVAL.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not an interval as PostgreSQL prints it")
    months = int(match["years"] or 0) * 12 + int(match["months"] or 0)
    clock = (int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)) * 60 + int(match["seconds"] or 0)
    microseconds = clock * 1_000_000 + int((match["fraction"] or "").ljust(6, "0"))
    return months, int(match["days"] or 0), -microseconds if match["sign"] == "-" else microseconds


def interval_text(months: int, days: int, microseconds: int) -> str:
    """As PostgreSQL prints it: a plus sign marks what is positive after something negative."""
    years, months = (abs(months) // 12 * (1 if months >= 0 else -1), abs(months) % 12 * (1 if months >= 0 else -1))
    parts: list[str] = []
    negative = False
    for number, word in ((years, "year"), (months, "mon"), (days, "day")):
        if number:
            plus = "+" if negative and number > 0 else ""
            parts.append(f"{plus}{number} {word}{'' if number == 1 else 's'}")
            negative = number < 0
    if microseconds or not parts:
        sign = "-" if microseconds < 0 else "+" if negative else ""
        parts.append(sign + time_text(abs(microseconds)))
    return " ".join(parts)

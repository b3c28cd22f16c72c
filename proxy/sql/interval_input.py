"""Intervals from the forms that PostgreSQL reads: words, SQL standard, ISO 8601."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from proxy.errors import ProxyError
from proxy.wire.moments import interval_parts, interval_text

DAY: Final = 86_400_000_000
_MONTHS: Final = {"year": 12, "decade": 120, "century": 1200, "millennium": 12000, "month": 1}
_DAYS: Final = {"week": 7, "day": 1}
_MICROSECONDS: Final = {
    "hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000, "millisecond": 1000, "microsecond": 1,
}  # fmt: skip
UNITS: Final = {
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "year"),
    **dict.fromkeys(("mon", "mons", "month", "months"), "month"),
    **dict.fromkeys(("w", "week", "weeks"), "week"),
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "second"),
    **dict.fromkeys(
        ("ms", "msec", "msecs", "mseconds", "msecond", "millisecond", "milliseconds", "millisecon"), "millisecond"
    ),
    **dict.fromkeys(
        ("us", "usec", "usecs", "useconds", "usecond", "microsecond", "microseconds", "microsecon"), "microsecond"
    ),
    **dict.fromkeys(("dec", "decs", "decade", "decades"), "decade"),
    **dict.fromkeys(("c", "cent", "century", "centuries"), "century"),
    **dict.fromkeys(("mil", "mils", "millennium", "millennia"), "millennium"),
}
"""The words of a field → its name."""
_PIECE: Final = re.compile(
    r"\s*(?:(?P<sign>[+-])?\s*(?P<hours>\d+):(?P<minutes>\d{1,2})(?::(?P<seconds>\d{1,2}(?:\.\d*)?))?"
    r"|(?P<span>[+-]?\d+)-(?P<spanned>\d+)(?![\d-])"
    r"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?![\d-])\s*(?P<unit>[a-zA-Z]+)?"
    r"|(?P<word>ago|@))\s*",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"P(?=.)(?P<date>(?:[+-]?[\d.]+[YMWD])*)(?:T(?P<time>(?:[+-]?[\d.]+[HMS])+))?", re.IGNORECASE)


class _Sum:
    """What has been read so far."""

    def __init__(self) -> None:
        self.months = 0
        self.days = 0
        self.microseconds = 0

    def add(self, amount: Fraction, unit: str) -> None:
        """A field; its fraction spills into the next smaller one, a month being 30 days."""
        if unit in _MONTHS:
            months = amount * _MONTHS[unit]
            if unit != "month":
                # Only a month's own fraction becomes days; that of a year is rounded to whole months.
                self.months += int(months) if months.denominator == 1 else _nearest(months)
                return
            self.months += int(months)
            self.add((months - int(months)) * 30, "day")
        elif unit in _DAYS:
            days = amount * _DAYS[unit]
            self.days += int(days)
            self.microseconds += _nearest((days - int(days)) * DAY)
        else:
            self.microseconds += _nearest(amount * _MICROSECONDS[unit])

    def text(self, original: str) -> str:
        if not (-(2**31) <= self.months < 2**31 and -(2**31) <= self.days < 2**31):
            raise ProxyError(f'interval field value out of range: "{original}"', sqlstate="22015")
        return interval_text(self.months, self.days, self.microseconds)


def _nearest(value: Fraction) -> int:
    return round(value)


def interval_input(text: str, default_unit: str = "second") -> str:
    """The interval as PostgreSQL prints it. Raises 22007 for what is none, 22015 for one too long."""
    bare = text.strip()
    if bare.lower() in ("infinity", "-infinity", "+infinity"):
        return bare.lower().lstrip("+")
    if bare[:1] in ("P", "p"):
        return _iso(text, bare)
    found = _Sum()
    sign = 1
    position, pieces = 0, 0
    while position < len(bare):
        match = _PIECE.match(bare, position)
        if match is None or match.end() == position:
            raise _wrong(text)
        position = match.end()
        if match["word"]:
            if match["word"].lower() == "ago":
                sign = -1
                if position < len(bare) or not pieces:
                    raise _wrong(text)
            continue
        pieces += 1
        _take(found, match, bare, position, text, default_unit)
    if not pieces:
        raise _wrong(text)
    found.months, found.days, found.microseconds = (sign * n for n in (found.months, found.days, found.microseconds))
    return found.text(text)


def _take(found: _Sum, match: re.Match[str], bare: str, position: int, text: str, default_unit: str) -> None:
    if match["hours"]:
        if int(match["minutes"]) > 59 or float(match["seconds"] or 0) >= 61:
            raise ProxyError(f'interval field value out of range: "{text}"', sqlstate="22015")
        if match["seconds"] is None and default_unit == "minute to second":
            clock = Fraction(int(match["hours"]) * 60 + int(match["minutes"]))
        else:
            clock = Fraction(match["seconds"] or 0) + int(match["minutes"]) * 60 + int(match["hours"]) * 3600
        found.microseconds += round(clock * 1_000_000) * (-1 if match["sign"] == "-" else 1)
    elif match["span"]:
        years, months = int(match["span"]), int(match["spanned"])
        if months > 11:
            raise ProxyError(f'interval field value out of range: "{text}"', sqlstate="22015")
        found.months += years * 12 + (-months if match["span"].startswith("-") else months)
    else:
        unit = match["unit"]
        name = UNITS.get(unit.lower()) if unit else _unit_by_place(bare, position, default_unit)
        if name is None:
            raise _wrong(text)
        found.add(Fraction(match["number"]), name)


def _unit_by_place(bare: str, position: int, default_unit: str) -> str:
    """A number without a word counts days before a clock, else what the type's last field says."""
    following = _PIECE.match(bare, position)
    if following is not None and following["hours"]:
        return "day"
    return default_unit.rpartition(" ")[2]


def _iso(text: str, bare: str) -> str:
    match = _ISO.fullmatch(bare)
    if match is None:
        raise _wrong(text)
    found = _Sum()
    names = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    for number, unit in re.findall(r"([+-]?[\d.]+)([YMWD])", match["date"].upper()):
        found.add(Fraction(number), names[unit])
    for number, unit in re.findall(r"([+-]?[\d.]+)([HMS])", (match["time"] or "").upper()):
        found.add(Fraction(number), {"H": "hour", "M": "minute", "S": "second"}[unit])
    return found.text(text)


_BITS: Final = {"year": 1 << 2, "month": 1 << 1, "day": 1 << 3, "hour": 1 << 10, "minute": 1 << 11, "second": 1 << 12}
_ORDER: Final = ("year", "month", "day", "hour", "minute", "second")
_ALL_FIELDS: Final = 0x7FFF
_FULL: Final = 0xFFFF


def interval_modifier(fields: str, precision: int | None) -> int:
    """The type modifier of `interval day to second (3)`."""
    first, _, last = fields.partition(" to ")
    if not fields:
        mask = _ALL_FIELDS
    else:
        words = _ORDER[_ORDER.index(first) : _ORDER.index(last or first) + 1]
        mask = sum(_BITS[word] for word in words)
    return mask << 16 | (_FULL if precision is None else precision)


def default_unit(modifier: int) -> str:
    """What a bare number means for an interval with this modifier."""
    if modifier < 0 or modifier >> 16 == _ALL_FIELDS:
        return "second"
    found = [word for word in _ORDER if modifier >> 16 & _BITS[word]]
    return "minute to second" if found == ["minute", "second"] else found[-1]


def fit_interval(value: str, modifier: int) -> str:
    """The stored interval cut to the fields and rounded to the precision of its type."""
    if value.endswith("infinity"):
        return value
    months, days, microseconds = interval_parts(value)
    mask, precision = modifier >> 16, modifier & _FULL
    if mask != _ALL_FIELDS:
        last = [word for word in _ORDER if mask & _BITS[word]][-1]
        if last == "year":
            months = int(months / 12) * 12
        if last in ("year", "month"):
            days = microseconds = 0
        if last == "day":
            microseconds = 0
        unit = _MICROSECONDS.get(last, 1)
        if last in ("hour", "minute"):
            microseconds = abs(microseconds) // unit * unit * (-1 if microseconds < 0 else 1)
    if precision < 6:
        step = 10 ** (6 - precision)
        rounded = (abs(microseconds) + step // 2) // step * step
        microseconds = -rounded if microseconds < 0 else rounded
    return interval_text(months, days, microseconds)


def _wrong(text: str) -> ProxyError:
    return ProxyError(f'invalid input syntax for type interval: "{text}"', sqlstate="22007")

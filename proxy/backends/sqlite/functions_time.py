"""Dates and times: arithmetic, date_trunc, extract, to_char, and casts that ask for the session's time zone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from proxy.backends.sqlite.functions_number import OutOfRange, fit
from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError
from proxy.sql import types as t
from proxy.sql.literals import EXACT, day, float_text, moment, moment_text, numeric_text, single, stored, text

if TYPE_CHECKING:
    from proxy.backends.sqlite.functions import Functions

_UNITS = ("microseconds", "milliseconds", "second", "minute", "hour", "day", "week", "month", "quarter", "year")


def truncated(unit: str, value: str) -> str:
    """date_trunc() of a timestamp without time zone."""
    unit = unit.lower()
    if value in ("infinity", "-infinity"):
        return value
    if unit not in (*_UNITS, "decade", "century", "millennium"):
        raise InvalidParameterValue(f'unit "{unit}" not recognized for type timestamp without time zone')
    now = moment(value)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    results: dict[str, Callable[[], datetime]] = {
        "microseconds": lambda: now,
        "milliseconds": lambda: now.replace(microsecond=now.microsecond // 1000 * 1000),
        "second": lambda: now.replace(microsecond=0),
        "minute": lambda: now.replace(second=0, microsecond=0),
        "hour": lambda: now.replace(minute=0, second=0, microsecond=0),
        "day": lambda: midnight,
        "week": lambda: midnight - timedelta(days=now.weekday()),
        "month": lambda: midnight.replace(day=1),
        "quarter": lambda: midnight.replace(month=(now.month - 1) // 3 * 3 + 1, day=1),
        "year": lambda: midnight.replace(month=1, day=1),
    }
    if unit not in results:
        raise FeatureNotSupported(f"date_trunc('{unit}') is not supported by the SQLite backend")
    return moment_text(results[unit]())


def extracted(unit: str, value: str, oid: int) -> str:
    """extract() as the numeric PostgreSQL gives."""
    unit = unit.lower().rstrip("s") if unit.lower() not in ("microseconds", "milliseconds") else unit.lower()
    if oid == t.TIME:
        value = "2000-01-01 " + value
        allowed: tuple[str, ...] = ("hour", "minute", "second", "microseconds", "milliseconds")
    elif oid == t.DATE:
        allowed = ("year", "month", "day", "dow", "isodow", "doy", "week", "quarter", "isoyear", "epoch")
    else:
        allowed = (
            "year",
            "month",
            "day",
            "dow",
            "isodow",
            "doy",
            "week",
            "quarter",
            "isoyear",
            "epoch",
            "hour",
            "minute",
        )
        allowed += ("second", "microseconds", "milliseconds")
    if unit not in allowed:
        raise FeatureNotSupported(f"extract({unit}) from {t.format_type(oid)} is not supported by the SQLite backend")
    now = moment(value)
    micros = now.second * 1_000_000 + now.microsecond
    if unit == "epoch":
        seconds = now - datetime(1970, 1, 1)  # noqa: DTZ001  both ends are without zone
        whole = seconds.days * 86400 + seconds.seconds
        return str(whole) if oid == t.DATE else numeric_text(Decimal(whole) + Decimal(f"0.{seconds.microseconds:06d}"))
    if unit == "second":
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
    if unit == "milliseconds":
        return f"{micros // 1000}.{micros % 1000:03d}"
    return str(
        {
            "year": now.year,
            "month": now.month,
            "day": now.day,
            "hour": now.hour,
            "minute": now.minute,
            "microseconds": micros,
            "dow": now.isoweekday() % 7,
            "isodow": now.isoweekday(),
            "doy": now.timetuple().tm_yday,
            "week": now.isocalendar().week,
            "isoyear": now.isocalendar().year,
            "quarter": (now.month - 1) // 3 + 1,
        }[unit]
    )


_TEMPLATES = re.compile(
    r'"[^"]*"|YYYY|YY|MM|MI|DD|DDD|HH24|HH12|SS|MS|US|AM|PM|Month|Mon|Day|Dy|Q|[A-Za-z0-9]+|.', re.S
)


def to_char(value: str, template: str) -> str:
    """to_char() with the plain numeric patterns; the rest is refused."""
    now = moment(value)
    known = {
        "YYYY": f"{now.year:04d}", "YY": f"{now.year % 100:02d}", "MM": f"{now.month:02d}", "DD": f"{now.day:02d}",
        "HH24": f"{now.hour:02d}", "HH12": f"{(now.hour + 11) % 12 + 1:02d}", "MI": f"{now.minute:02d}",
        "SS": f"{now.second:02d}", "MS": f"{now.microsecond // 1000:03d}", "US": f"{now.microsecond:06d}",
        "AM": "AM" if now.hour < 12 else "PM", "PM": "AM" if now.hour < 12 else "PM",
        "Q": str((now.month - 1) // 3 + 1),
    }  # fmt: skip
    parts = []
    for match in _TEMPLATES.finditer(template):
        piece = match[0]
        if piece in known:
            parts.append(known[piece])
        elif piece.startswith('"'):
            parts.append(piece.strip('"'))
        elif piece.isalnum():
            pieces = re.findall("YYYY|HH24|HH12|YY|MM|DD|MI|SS|MS|US", piece)
            if "".join(pieces) != piece:
                raise FeatureNotSupported(f"to_char() with the pattern {piece} is not supported by the SQLite backend")
            parts += [known[one] for one in pieces]
        else:
            parts.append(piece)
    return "".join(parts)


def shifted(value: str, days: int) -> str:
    """A date some days later."""
    try:
        return (day(value) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend") from None


def made(year: int, month: int, number: int) -> str:
    """make_date()."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        raise ProxyError(f"date field value out of range: {year}-{month:02d}-{number:02d}", sqlstate="22008") from None


class TimeZoned:
    """What depends on the session's TimeZone."""

    def __init__(self, name: Callable[[], str]) -> None:
        self.name = name

    def zone(self) -> ZoneInfo:
        """The session's zone. Raises 22023."""
        name = self.name()
        try:
            return ZoneInfo("UTC" if name.upper() in ("UTC", "GMT") else name)
        except (ZoneInfoNotFoundError, ValueError):
            raise InvalidParameterValue(f'time zone "{name}" not recognized') from None

    def local(self, value: str) -> str:
        """A timestamptz as the clock on the session's wall shows it."""
        if value in ("infinity", "-infinity"):
            return value
        return moment_text(moment(value).replace(tzinfo=UTC).astimezone(self.zone()).replace(tzinfo=None))

    def absolute(self, value: str) -> str:
        """A timestamp of the session's wall clock as timestamptz."""
        return str(stored(t.TIMESTAMPTZ, value, self.zone()))

    def date_trunc(self, unit: str, value: str) -> str:
        """date_trunc() of a timestamptz."""
        return self.absolute(truncated(unit, self.local(value)))

    def extract(self, unit: str, value: str, oid: int) -> str:
        """extract() of any date or time."""
        if oid == t.TIMESTAMPTZ and unit.lower() != "epoch":
            value = self.local(value)
        return extracted(unit, value, oid)

    def cast(self, functions: Functions, value: Any, source: int, target: int, _modifier: int) -> Any:
        """`value::target`, for every pair of types that the transpiler lets through."""
        if target in t.TEXTS:
            return self._to_text(functions, value, source)
        if source in t.TEXTS:
            if target in (t.REGCLASS, t.REGTYPE, t.REGNAMESPACE, t.REGROLE, t.REGPROC):
                return functions.registered(target, value)
            return stored(target, value.rstrip(" ") if source == t.BPCHAR else value, self.zone())
        if source in t.ELEMENTS:
            return self._array(functions, value, source, target)
        if target == t.BOOL:
            return int(value != 0)
        if target in t.INTEGERS or target in t.IDENTIFIERS:
            return self._whole(value, target)
        if target == t.NUMERIC:
            return self._numeric(value, source)
        if target in (t.FLOAT4, t.FLOAT8):
            number = float(value)
            if number in (float("inf"), float("-inf")) and source == t.NUMERIC:
                raise OutOfRange(f'"{value}" is out of range for type double precision')
            return single(number) if target == t.FLOAT4 else number
        if target == t.JSONB:
            return stored(t.JSONB, value)
        if target == t.JSON:
            return value
        return self._moment(value, source, target)

    @staticmethod
    def _whole(value: Any, target: int) -> int:
        if isinstance(value, int):
            return fit(value, target)
        if isinstance(value, float):
            if value != value or value in (float("inf"), float("-inf")):
                raise OutOfRange(f"{t.format_type(target)} out of range")
            return fit(int(Decimal(value).quantize(Decimal(1), ROUND_HALF_EVEN, EXACT)), target)
        return fit(int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP, EXACT)), target)

    @staticmethod
    def _numeric(value: Any, source: int) -> str:
        if isinstance(value, float):
            return str(stored(t.NUMERIC, f"{value:.{6 if source == t.FLOAT4 else 15}g}"))
        return str(value)

    def _to_text(self, functions: Functions, value: Any, source: int) -> str:
        if source == t.BOOL:
            return "true" if value else "false"
        if source == t.BPCHAR:
            return str(value).rstrip(" ")
        if source == t.TIMESTAMPTZ and value not in ("infinity", "-infinity"):
            there = moment(value).replace(tzinfo=UTC).astimezone(self.zone())
            offset = there.strftime("%z")
            return moment_text(there) + offset[:3] + (f":{offset[3:5]}" if offset[3:5] != "00" else "")
        if source in t.IDENTIFIERS and source != t.OID:
            for (kind, name), oid in functions.names.items():
                if kind == source and oid == value:
                    return name
            return t.format_type(value) if source == t.REGTYPE else str(value)
        if source in (t.FLOAT4, t.FLOAT8):
            return float_text(float(value), source)
        return text(source, value)

    def _array(self, functions: Functions, value: str, source: int, target: int) -> str:
        inner, outer = t.ELEMENTS[source], t.ELEMENTS[target]

        def one(item: Any) -> Any:
            if item is None:
                return None
            if isinstance(item, list):
                return [one(each) for each in item]
            if inner == outer:
                return item
            result = self.cast(functions, item, inner, outer, -1)
            return bool(result) if outer == t.BOOL else result

        return json.dumps(one(json.loads(value)), separators=(",", ":"), ensure_ascii=False)

    def _moment(self, value: str, source: int, target: int) -> str:
        pair = (source, target)
        if value in ("infinity", "-infinity") and target != t.TIME:
            return value
        if pair == (t.TIMESTAMP, t.DATE):
            return value[:10]
        if pair == (t.TIMESTAMPTZ, t.DATE):
            return self.local(value)[:10]
        if pair == (t.TIMESTAMPTZ, t.TIMESTAMP):
            return self.local(value)
        if pair == (t.TIMESTAMP, t.TIMESTAMPTZ):
            return self.absolute(value)
        if pair == (t.DATE, t.TIMESTAMPTZ):
            return self.absolute(value + " 00:00:00")
        if pair == (t.TIMESTAMP, t.TIME):
            return value[11:]
        raise FeatureNotSupported(
            f"the cast from {t.format_type(source)} to {t.format_type(target)} is not supported by the SQLite backend"
        )


TIME_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_date_trunc": truncated,
    "pg_to_char": to_char,
    "pg_date_add": shifted,
    "pg_date_diff": lambda a, b: (day(a) - day(b)).days,
    "pg_make_date": made,
    "pg_midnight": lambda value: value if value in ("infinity", "-infinity") else value + " 00:00:00",
}

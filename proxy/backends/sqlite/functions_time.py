"""Dates and times: arithmetic, date_trunc, extract, and casts that ask for the session's time zone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from proxy.backends.sqlite.functions_interval import age, clock_interval, later, parts, span, to_time
from proxy.backends.sqlite.functions_interval import made as made_interval
from proxy.backends.sqlite.functions_json_cast import SCALARS, scalar
from proxy.backends.sqlite.functions_number import fit, quotient
from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError
from proxy.sql import types as t
from proxy.sql.interval_input import DAY, UNITS
from proxy.sql.literals import (
    EXACT,
    OutOfRange,
    day,
    float_text,
    moment,
    moment_text,
    numeric_text,
    single,
    stored,
    text,
)
from proxy.sql.moment_input import localized, zone_named
from proxy.wire.moments import time_text

if TYPE_CHECKING:
    from proxy.backends.sqlite.functions import Functions

_TRUNCATED: Final = (
    "microseconds", "milliseconds", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade",
    "century", "millennium",
)  # fmt: skip
_WORDS: Final = {
    **{word: {"millisecond": "milliseconds", "microsecond": "microseconds"}.get(name, name) for word, name in
       UNITS.items()},
    **dict.fromkeys(("qtr", "quarter"), "quarter"), "dow": "dow", "isodow": "isodow", "doy": "doy", "epoch": "epoch",
    "isoyear": "isoyear", "julian": "julian", "j": "julian", "jd": "julian", "timezone": "timezone",
    "timezone_h": "timezone_hour", "timezone_hour": "timezone_hour", "timezone_m": "timezone_minute",
    "timezone_minute": "timezone_minute",
}  # fmt: skip


def unit_named(unit: str, oid: int) -> str:
    """The field that a word means. Raises 22023 for none."""
    found = _WORDS.get(unit.lower())
    if found is None:
        raise InvalidParameterValue(f'unit "{unit}" not recognized for type {t.format_type(oid)}')
    return found


def _not_supported(unit: str, oid: int) -> ProxyError:
    return ProxyError(f'unit "{unit}" not supported for type {t.format_type(oid)}', sqlstate="0A000")


def check_truncated(unit: str, oid: int) -> None:
    """Raises 22023 for a word that date_trunc() does not know, 0A000 for one that it knows and cannot cut to."""
    if unit in ("epoch", "dow", "isodow", "doy", "isoyear", "julian"):
        raise InvalidParameterValue(f'unit "{unit}" not recognized for type {t.format_type(oid)}')
    if unit not in _TRUNCATED:
        raise _not_supported(unit, oid)


def truncated(unit: str, value: str, oid: int = t.TIMESTAMP) -> str:
    """date_trunc() of a timestamp without time zone."""
    unit = unit_named(unit, oid)
    check_truncated(unit, oid)
    if value in ("infinity", "-infinity"):
        return value
    now = moment(value)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit in ("decade", "century", "millennium"):
        size = {"decade": 10, "century": 100, "millennium": 1000}[unit]
        year = now.year // 10 * 10 if unit == "decade" else (now.year - 1) // size * size + 1
        if year < 1:
            raise FeatureNotSupported("dates before the year 1 are not supported by the SQLite backend")
        return moment_text(midnight.replace(year=year, month=1, day=1))
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
    return moment_text(results[unit]())


_CLOCK_UNITS: Final = frozenset(("hour", "minute", "second", "milliseconds", "microseconds"))


def extracted(unit: str, value: str, oid: int) -> str | None:
    """extract() as the numeric PostgreSQL gives."""
    unit = unit_named(unit, oid)
    if oid == t.TIME:
        value = "2000-01-01 " + value.replace("24:", "00:")
        if unit not in (*_CLOCK_UNITS, "epoch"):
            raise _not_supported(unit, oid)
    if (oid == t.DATE and unit in _CLOCK_UNITS) or (unit.startswith("timezone") and oid != t.TIMESTAMPTZ):
        raise _not_supported(unit, oid)
    if value in ("infinity", "-infinity"):
        if unit in ("year", "isoyear", "decade", "century", "millennium", "epoch", "julian"):
            return "Infinity" if value == "infinity" else "-Infinity"
        return None
    now = moment(value)
    micros = now.second * 1_000_000 + now.microsecond
    if unit == "epoch":
        seconds = now - datetime(2000, 1, 1) if oid == t.TIME else now - datetime(1970, 1, 1)  # noqa: DTZ001  no zones
        whole = seconds.days * 86400 + seconds.seconds
        return str(whole) if oid == t.DATE else numeric_text(Decimal(whole) + Decimal(f"0.{seconds.microseconds:06d}"))
    if unit == "second":
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
    if unit == "milliseconds":
        return f"{micros // 1000}.{micros % 1000:03d}"
    if unit == "julian":
        return _julian(now, oid)
    return str(
        {
            "year": now.year, "month": now.month, "day": now.day, "hour": now.hour, "minute": now.minute,
            "microseconds": micros, "dow": now.isoweekday() % 7, "isodow": now.isoweekday(),
            "doy": now.timetuple().tm_yday, "week": now.isocalendar().week, "isoyear": now.isocalendar().year,
            "quarter": (now.month - 1) // 3 + 1, "decade": now.year // 10, "century": (now.year - 1) // 100 + 1,
            "millennium": (now.year - 1) // 1000 + 1,
        }[unit]
    )  # fmt: skip


def _julian(now: datetime, oid: int) -> str:
    days = now.toordinal() + 1_721_425
    if oid == t.DATE:
        return str(days)
    clock = ((now.hour * 60 + now.minute) * 60 + now.second) * 1_000_000 + now.microsecond
    return numeric_text(Decimal(days) + quotient(Decimal(clock).scaleb(-6), Decimal(86400)))


def shifted(value: str, days: int) -> str:
    """A date some days later; what is infinite stays so."""
    if value in ("infinity", "-infinity"):
        return value
    try:
        return (day(value) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend") from None


def days_between(a: str, b: str) -> int:
    """date - date. Raises 22008 where one of them is infinite."""
    if "infinity" in a or "infinity" in b:
        raise ProxyError("cannot subtract infinite dates", sqlstate="22008")
    return (day(a) - day(b)).days


def made(year: int, month: int, number: int) -> str:
    """make_date()."""
    if year < 0:
        raise FeatureNotSupported("dates before the year 1 are not supported by the SQLite backend")
    if year > 9999 and 1 <= month <= 12 and 1 <= number <= 31:
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend")
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        raise ProxyError(f"date field value out of range: {year}-{month:02d}-{number:02d}", sqlstate="22008") from None


def made_time(hour: int, minute: int, second: float) -> str:
    """make_time()."""
    micros = round(second * 1_000_000)
    if not (0 <= hour <= 24 and 0 <= minute < 60 and 0 <= second <= 60):
        raise ProxyError(f"time field value out of range: {hour}:{minute:02d}:{second:02g}", sqlstate="22008")
    total = (hour * 60 + minute) * 60_000_000 + micros
    if total > DAY:
        raise ProxyError(f"time field value out of range: {hour}:{minute:02d}:{second:02g}", sqlstate="22008")
    return time_text(total)


def made_timestamp(year: int, month: int, number: int, hour: int, minute: int, second: float) -> str:
    """make_timestamp()."""
    return later(f"{made(year, month, number)} 00:00:00", f"{_clock_text(hour, minute, second)}", 1)


def _clock_text(hour: int, minute: int, second: float) -> str:
    return made_time(hour, minute, second)


def from_epoch(seconds: float) -> str:
    """to_timestamp() of seconds since 1970."""
    if seconds in (float("inf"), float("-inf")):
        return "infinity" if seconds > 0 else "-infinity"
    try:
        # PostgreSQL rounds to microseconds after adding, in double precision.
        return moment_text(datetime(1970, 1, 1) + timedelta(microseconds=round(seconds * 1_000_000))) + "+00"  # noqa: DTZ001
    except OverflowError:
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend") from None


def at_zone(value: str, zone: str) -> str:
    """AT TIME ZONE: a timestamptz as the zone's clock shows it, a timestamp of that clock as timestamptz."""
    if value in ("infinity", "-infinity"):
        return value
    place = zone_named(zone)
    if value.endswith("+00"):
        return moment_text(moment(value).replace(tzinfo=UTC).astimezone(place).replace(tzinfo=None))
    return moment_text(localized(moment(value), place).astimezone(UTC)) + "+00"


def at_interval(value: str, span: str) -> str:
    """AT TIME ZONE of an interval east of Greenwich."""
    months, days, microseconds = parts(span)
    if months or days:
        raise InvalidParameterValue(f'interval time zone "{span}" must not include months or days')
    shift = made_interval(0, 0, microseconds)
    return later(value, shift, 1) if value.endswith("+00") else later(value, shift, -1) + "+00"


class TimeZoned:
    """What depends on the session's TimeZone."""

    def __init__(self, name: Callable[[], str], now: Callable[[str], str]) -> None:
        self.name = name
        self.now = now

    def zone(self) -> tzinfo:
        """The session's zone. Raises 22023."""
        return zone_named(self.name())

    def local(self, value: str) -> str:
        """A timestamptz as the clock on the session's wall shows it."""
        if value in ("infinity", "-infinity"):
            return value
        return moment_text(moment(value).replace(tzinfo=UTC).astimezone(self.zone()).replace(tzinfo=None))

    def absolute(self, value: str) -> str:
        """A timestamp of the session's wall clock as timestamptz."""
        return str(stored(t.TIMESTAMPTZ, value, self.zone()))

    def date_trunc(self, unit: str, value: str, zone: str | None = None) -> str:
        """date_trunc() of a timestamptz, in the session's zone or the one given."""
        if zone is None:
            return self.absolute(truncated(unit, self.local(value), t.TIMESTAMPTZ))
        return at_zone(truncated(unit, at_zone(value, zone), t.TIMESTAMPTZ), zone)

    def extract(self, unit: str, value: str, oid: int) -> str | None:
        """extract() of any date or time."""
        if oid == t.TIMESTAMPTZ:
            name = unit_named(unit, oid)
            if name.startswith("timezone"):
                return self._offset(name, value)
            if name != "epoch":
                value = self.local(value)
        return extracted(unit, value, oid)

    def _offset(self, unit: str, value: str) -> str | None:
        if value in ("infinity", "-infinity"):
            return None
        shift = moment(value).replace(tzinfo=UTC).astimezone(self.zone()).utcoffset() or timedelta()
        seconds = int(shift.total_seconds())
        sign = -1 if seconds < 0 else 1
        minutes = sign * (abs(seconds) // 60 % 60)
        return str(
            {"timezone": seconds, "timezone_hour": sign * (abs(seconds) // 3600), "timezone_minute": minutes}[unit]
        )

    def later(self, value: str, span: str, sign: int) -> str:
        """timestamptz plus or minus an interval: months and days on the session's calendar."""
        if value in ("infinity", "-infinity"):
            return value
        months, days, microseconds = parts(span)
        if months or days:
            value = self.absolute(later(self.local(value), made_interval(months, days, 0), sign))
        return later(value, made_interval(0, 0, microseconds), sign) + "+00" if microseconds else value

    def age(self, a: str, b: str) -> str:
        """age() of timestamptz."""
        return age(self.local(a), self.local(b))

    def shown(self, value: str) -> str:
        """A timestamptz as PostgreSQL prints it in the session's zone."""
        if value in ("infinity", "-infinity"):
            return value
        there = moment(value).replace(tzinfo=UTC).astimezone(self.zone())
        offset = there.strftime("%z")
        return moment_text(there) + offset[:3] + (f":{offset[3:5]}" if offset[3:5] != "00" else "")

    def read(self, oid: int, value: str) -> Any:
        """The stored form of a text for the type."""
        return stored(oid, value, self.zone())

    def series(self, oid: int, first: str | None, last: str | None, step: str | None) -> str:
        """generate_series() of timestamps as rows of one column."""
        if first is None or last is None or step is None:
            return "[]"
        months, days, microseconds = parts(step)
        if not (months or days or microseconds):
            raise InvalidParameterValue("step size cannot equal zero")
        forward = span(step) > 0
        move = self.later if oid == t.TIMESTAMPTZ else later
        rows: list[list[str]] = []
        value = first
        while (value <= last) if forward else (value >= last):
            rows.append([value])
            if len(rows) > 5_000_000:
                raise FeatureNotSupported("so long a generate_series() is not supported by the SQLite backend")
            value = move(value, step, 1)
        return json.dumps(rows, separators=(",", ":"))

    def today(self) -> str:
        """Midnight of the current date."""
        return self.local(self.now("transaction"))[:10] + " 00:00:00"

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
        if source == t.JSONB and target in SCALARS:
            value, source = scalar(value, target)
            return value if source == target or value is None else self.cast(functions, value, source, target, -1)
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
        if source == t.TIMESTAMPTZ:
            return self.shown(value)
        if source in t.IDENTIFIERS and source != t.OID:
            for (kind, name), oid in functions.names.items():
                if kind == source and oid == value and kind != t.REGTYPE:
                    return name
            return functions.types.name(value, None) or "" if source == t.REGTYPE else str(value)
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
        if pair == (t.TIMESTAMPTZ, t.TIME):
            return self.local(value)[11:]
        if pair == (t.DATE, t.TIMESTAMP):
            return value + " 00:00:00"
        if pair == (t.TIME, t.INTERVAL):
            return clock_interval(value)
        if pair == (t.INTERVAL, t.TIME):
            return to_time(value)
        raise FeatureNotSupported(
            f"the cast from {t.format_type(source)} to {t.format_type(target)} is not supported by the SQLite backend"
        )


TIME_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_date_trunc": truncated,
    "pg_at_zone": at_zone,
    "pg_moment_at": lambda *fields: at_zone(made_timestamp(*fields[:6]), fields[6]),
    "pg_at_interval": at_interval,
    "pg_make_time": made_time,
    "pg_make_timestamp": made_timestamp,
    "pg_to_timestamp": from_epoch,
    "pg_date_add": shifted,
    "pg_date_diff": days_between,
    "pg_make_date": made,
    "pg_midnight": lambda value: value if value in ("infinity", "-infinity") else value + " 00:00:00",
}

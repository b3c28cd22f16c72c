"""Dates and times from the forms that PostgreSQL reads with DateStyle ISO, MDY."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t

_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_DATES: Final = tuple(
    re.compile(_WEEKDAY + pattern + r"(?![\d-])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4,5})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=$|[ T])",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
        rf"(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:,\s*|\s+)(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})[ -](?P<name>{_MONTH})\.?[ -](?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[ -](?P<name>{_MONTH})[ -](?P<day>\d{{1,2}})",
    )
)
_CLOCK: Final = re.compile(
    r"[T ]?\s*(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>\.\d*)?)?)?"
    r"\s*(?P<half>am\b|pm\b)?"
    r"|T?(?P<packed>\d{6})(?P<parts>\.\d+)?",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(r"\s*(?:(?P<offset>[+-]\d{1,2}(?::?\d{2}(?::\d{2})?)?)|(?P<name>[A-Za-z][\w/+-]*))")
_SPECIAL: Final = frozenset({"infinity", "-infinity", "+infinity"})
_MOVING: Final = frozenset({"now", "today", "tomorrow", "yesterday", "allballs"})


class BadMoment(ProxyError):
    """A text that is no date or time."""

    sqlstate = "22007"


def _bad(oid: int, text: str, sqlstate: str = "22007") -> ProxyError:
    if sqlstate == "22008":
        return BadMoment(f'date/time field value out of range: "{text}"', sqlstate=sqlstate)
    return BadMoment(f'invalid input syntax for type {t.format_type(oid)}: "{text}"')


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo:
    """The zone of that name. Raises 22023 for an unknown one, 0A000 for a POSIX rule."""
    if name.upper() in ("UTC", "GMT", "Z", "ZULU", "UCT"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    found = _ZONES_BY_LOWER.get(name.lower())
    if found is not None:
        return ZoneInfo(found)
    if re.search(r"\d", name) or name.lower() in _ABBREVIATIONS:
        raise FeatureNotSupported(f'the time zone "{name}" is not supported by the SQLite backend; write its full name')
    raise ProxyError(f'time zone "{name}" not recognized', sqlstate="22023")


def localized(value: datetime, zone: tzinfo) -> datetime:
    """The moment that a zone's clock shows as `value`: of two, and in a gap, the one by standard time."""
    first, second = value.replace(tzinfo=zone), value.replace(tzinfo=zone, fold=1)
    early, late = first.utcoffset(), second.utcoffset()
    return first if early is None or late is None or early <= late else second


_ZONES_BY_LOWER: Final = {name.lower(): name for name in available_timezones()}
_ABBREVIATIONS: Final = frozenset(
    (
        "acst", "adt", "akdt", "akst", "art", "ast", "bst", "cdt", "cest", "cst", "eat", "edt", "eest", "gst", "hkt",
        "ist", "jst", "kst", "mdt", "mest", "msk", "ndt", "nst", "nzdt", "nzst", "pdt", "pht", "pkt", "pst", "sast",
        "sgt", "wast", "wat", "wib", "aest", "aedt", "acdt", "awst",
    )
)  # fmt: skip


def date_of(oid: int, word: str, text: str) -> tuple[date, str]:
    """The date at the start of `word`, and what follows it. Raises 22007, 22008."""
    for pattern in _DATES:
        match = pattern.match(word)
        if match is not None:
            break
    else:
        if re.fullmatch(r"\d+-\d+-\d+.*", word, re.DOTALL) or re.fullmatch(r"\d{1,2}/\d{1,2}/\d+.*", word, re.DOTALL):
            raise _unread(text)
        if re.search(r"\d", word) and not re.fullmatch(r"[\d.]{1,3}", word):
            raise _unread(text)
        raise _bad(oid, text)
    groups = match.groupdict()
    month = _MONTHS[groups["name"][:3].lower()] if groups.get("name") else int(groups["month"])
    rest = word[match.end() :]
    if re.search(r"\bbc\b", rest, re.IGNORECASE) or len(groups["year"]) > 4:
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend")
    try:
        return date(int(groups["year"]), month, int(groups["day"])), rest
    except ValueError:
        raise _bad(oid, text, "22008") from None


def _unread(text: str) -> ProxyError:
    return FeatureNotSupported(
        f'the date/time format of "{text}" is not supported by the SQLite backend; write ISO 8601'
    )


def _clock(oid: int, rest: str, text: str) -> tuple[timedelta, str]:
    match = _CLOCK.match(rest)
    if match is None or not match[0].strip():
        return timedelta(), rest
    if match["packed"]:
        packed = match["packed"]
        hour, minute, second = int(packed[:2]), int(packed[2:4]), int(packed[4:])
        fraction = match["parts"]
    else:
        if match["minute"] is None and not match["half"]:
            raise _unread(text)
        hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
        fraction = match["fraction"]
    if match["half"]:
        if not 0 < hour <= 12:
            raise _bad(oid, text, "22008")
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    micro = round(float(fraction or 0) * 1e6) if fraction != "." else 0
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second or micro)):
        raise _bad(oid, text, "22008")
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro), rest[match.end() :]


def _zone(oid: int, rest: str, text: str, zone: tzinfo) -> tzinfo | timedelta:
    """The zone that ends the text: an offset east of Greenwich, or the session's where there is none."""
    if not rest.strip():
        return zone
    match = _ZONE.fullmatch(rest.rstrip())
    if match is None:
        raise _bad(oid, text) if not re.search(r"\d", rest) else _unread(text)
    if match["name"]:
        try:
            return zone_named(match["name"])
        except ProxyError as problem:
            if problem.code == "0A000":
                raise
            raise _bad(oid, text) from None
    digits = match["offset"][1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if len(digits) > 4:
        raise _unread(text)
    if hours > 15 or minutes > 59:
        raise ProxyError(f'time zone displacement out of range: "{text}"', sqlstate="22009")
    shift = timedelta(hours=hours, minutes=minutes)
    return shift if match["offset"][0] == "+" else -shift


def moment_input(oid: int, text: str, zone: tzinfo = UTC) -> str:
    """A date, timestamp or timestamptz as it is stored. Raises 22007, 22008, 0A000 for a form that is not read."""
    from proxy.sql.literals import moment_text

    word = text.strip()
    if word.lower() in _SPECIAL:
        return word.lower().lstrip("+")
    if word.lower() == "epoch":
        return {t.DATE: "1970-01-01", t.TIMESTAMP: "1970-01-01 00:00:00"}.get(oid, "1970-01-01 00:00:00+00")
    if word.lower() in _MOVING:
        raise FeatureNotSupported(f'the special date/time value "{word}" is not supported by the SQLite backend')
    found, rest = date_of(oid, word, text)
    clock, rest = _clock(oid, rest, text)
    place = _zone(oid, rest, text, zone)
    try:
        value = datetime.combine(found, time()) + clock
        if oid == t.DATE:
            return found.isoformat()
        if oid == t.TIMESTAMP:
            return moment_text(value)
        if isinstance(place, timedelta):
            return moment_text(value - place) + "+00"
        return moment_text(localized(value, place).astimezone(UTC)) + "+00"
    except OverflowError:
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend") from None


def time_input(text: str) -> str:
    """A time of day as it is stored. Raises 22007, 22008."""
    word = text.strip()
    if word.lower() == "allballs":
        return "00:00:00"
    match = _CLOCK.match(word)
    if match is None or (match["minute"] is None and not match["packed"] and not match["half"]):
        if re.match(r"\d{4}-\d{1,2}-\d{1,2}[T ]+\d+:", word):
            return moment_input(t.TIMESTAMP, text).partition(" ")[2]
        raise _bad(t.TIME, text)
    clock, rest = _clock(t.TIME, word, text)
    if rest.strip():
        _zone(t.TIME, rest, text, UTC)
    if clock == timedelta(days=1):
        return "24:00:00"
    value = (datetime(1, 1, 1) + clock).time()  # noqa: DTZ001  a time of day has no zone
    result = value.strftime("%H:%M:%S")
    return result + (f".{value.microsecond:06d}".rstrip("0") if value.microsecond else "")

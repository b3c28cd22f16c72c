"""to_char(), to_date(), to_timestamp() and to_number() by PostgreSQL's templates."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Final

from proxy.backends.sqlite.functions_interval import parts
from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql.literals import EXACT, moment

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TEMPLATE: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"|\\"|(?P<mode>FM|FX|TM|fm|fx|tm)'
    r"|(?P<key>HH24|hh24|HH12|hh12|HH|hh|MI|mi|SSSSS|sssss|SSSS|ssss|SS|ss|MS|ms|US|us|FF[1-6]|ff[1-6]"
    r"|A\.M\.|P\.M\.|a\.m\.|p\.m\.|AM|PM|am|pm|Y,YYY|y,yyy|YYYY|yyyy|YYY|yyy|YY|yy|Y|y|IYYY|iyyy|IYY|iyy|IY|iy"
    r"|IDDD|iddd|IW|iw|ID|id|I|i|B\.C\.|A\.D\.|b\.c\.|a\.d\.|BC|AD|bc|ad|MONTH|Month|month|MON|Mon|mon|MM|mm"
    r"|DAY|Day|day|DDD|ddd|DD|dd|DY|Dy|dy|D|d|WW|ww|W|w|CC|cc|J|j|Q|q|RM|rm|TZH|TZM|TZ|tz|OF)"
    r"(?P<suffix>TH|th|SP)?|(?P<other>.)",
    re.DOTALL,
)


@lru_cache(maxsize=512)
def _pieces(template: str) -> tuple[tuple[str, str, str, bool], ...]:
    """Key, literal, suffix, and whether FM stands before it."""
    found: list[tuple[str, str, str, bool]] = []
    fill_mode = False
    for match in _TEMPLATE.finditer(template):
        if match["mode"]:
            if match["mode"].upper() == "TM":
                raise FeatureNotSupported("TM in a template of to_char() is not supported by the SQLite backend")
            fill_mode = match["mode"].upper() == "FM"
        elif match["key"]:
            if match["suffix"] == "SP":
                raise FeatureNotSupported("SP in a template of to_char() is not supported by the SQLite backend")
            found.append((match["key"], "", match["suffix"] or "", fill_mode))
            fill_mode = False
        else:
            text = '"' if match[0] == '\\"' else match[0]
            if text.startswith('"') and len(text) > 1:
                text = re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
            found.append(("", text, "", False))
    return tuple(found)


def _ordinal(text: str, suffix: str) -> str:
    number = text.strip()
    last = number[-1:]
    word = {"1": "st", "2": "nd", "3": "rd"}.get(last, "th") if number[-2:-1] != "1" else "th"
    return text + (word.upper() if suffix == "TH" else word)


def _cased(word: str, key: str, width: int, fill: bool) -> str:
    word = word.upper() if key.isupper() else word.lower() if key.islower() else word
    return word if fill else word.ljust(width)


def time_to_char(value: str, template: str, zone: Callable[[], tzinfo] | None = None) -> str | None:
    """to_char() of a timestamp; with `zone` of one that was a timestamptz, now on that zone's clock."""
    if value in ("infinity", "-infinity"):
        return None
    now = moment(value)
    if not template:
        return None
    return "".join(
        literal if not key else _ordinal(text, suffix) if suffix else text
        for key, literal, suffix, fill in _pieces(template)
        for text in (_field(now, key, fill, zone) if key else "",)
    )


def _field(now: datetime, key: str, fill: bool, zone: Callable[[], tzinfo] | None) -> str:
    upper = key.upper()
    if upper in ("TZ", "TZH", "TZM", "OF"):
        return _zone_field(now, key, zone)
    if upper in ("AM", "PM", "A.M.", "P.M."):
        text = ("A.M." if now.hour < 12 else "P.M.") if "." in key else ("AM" if now.hour < 12 else "PM")
        return text if key.isupper() or key[0].isupper() else text.lower()
    if upper in ("BC", "AD", "B.C.", "A.D."):
        text = "A.D." if "." in key else "AD"
        return text if key[0].isupper() else text.lower()
    if upper in ("MONTH", "MON"):
        name = _MONTHS[now.month - 1]
        return _cased(name if upper == "MONTH" else name[:3], key, 9 if upper == "MONTH" else 0, fill)
    if upper in ("DAY", "DY"):
        name = _DAYS[now.isoweekday() % 7]
        return _cased(name if upper == "DAY" else name[:3], key, 9 if upper == "DAY" else 0, fill)
    if upper == "RM":
        return _cased(_ROMAN[now.month - 1], key, 4, fill)
    if upper in ("MS", "US") or upper.startswith("FF"):
        digits = {"MS": 3, "US": 6}.get(upper) or int(upper[2])
        return f"{now.microsecond:06d}"[:digits]
    if upper == "Y,YYY":
        return f"{now.year // 1000},{now.year % 1000:03d}"
    number, width = _number(now, upper)
    return str(number) if fill else f"{number:0{width}d}"


def _number(now: datetime, key: str) -> tuple[int, int]:
    """The value of a numeric field and how many digits it takes."""
    week_year, week, weekday = now.isocalendar()
    day_of_year = now.timetuple().tm_yday
    seconds = now.hour * 3600 + now.minute * 60 + now.second
    return {
        "HH24": (now.hour, 2), "HH12": ((now.hour + 11) % 12 + 1, 2), "HH": ((now.hour + 11) % 12 + 1, 2),
        "MI": (now.minute, 2), "SS": (now.second, 2), "SSSS": (seconds, 1), "SSSSS": (seconds, 1),
        "YYYY": (now.year, 4), "YYY": (now.year % 1000, 3), "YY": (now.year % 100, 2), "Y": (now.year % 10, 1),
        "IYYY": (week_year, 4), "IYY": (week_year % 1000, 3), "IY": (week_year % 100, 2), "I": (week_year % 10, 1),
        "MM": (now.month, 2), "DD": (now.day, 2), "DDD": (day_of_year, 3), "IDDD": ((week - 1) * 7 + weekday, 3),
        "D": (now.isoweekday() % 7 + 1, 1), "ID": (weekday, 1), "IW": (week, 2), "WW": ((day_of_year - 1) // 7 + 1, 2),
        "W": ((now.day - 1) // 7 + 1, 1), "CC": ((now.year - 1) // 100 + 1, 2), "J": (now.toordinal() + 1_721_425, 1),
        "Q": ((now.month - 1) // 3 + 1, 1),
    }[key]  # fmt: skip


def _zone_field(now: datetime, key: str, zone: Callable[[], tzinfo] | None) -> str:
    if zone is None:
        if key.upper() == "TZ":
            return ""
        raise FeatureNotSupported(f"{key} in a template of to_char() without a zone is not supported here")
    there = now.replace(tzinfo=zone())
    if key.upper() == "TZ":
        name = there.tzname() or ""
        return name if key.isupper() else name.lower()
    shift = there.utcoffset() or timedelta()
    seconds = int(shift.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    hours, minutes = f"{sign}{seconds // 3600:02d}", seconds // 60 % 60
    if key == "TZM":
        return f"{minutes:02d}"
    return hours + (f":{minutes:02d}" if key == "OF" and minutes else "")


def interval_to_char(value: str, template: str) -> str:
    """to_char() of an interval."""
    months, days, clock = parts(value)
    sign = -1 if clock < 0 else 1
    seconds = abs(clock) // 1_000_000
    hour = seconds // 3600
    fields = {
        "HH24": (sign * hour, 2), "HH12": (sign * (hour % 12 or 12), 2), "HH": (sign * (hour % 12 or 12), 2),
        "MI": (sign * (seconds // 60 % 60), 2), "SS": (sign * (seconds % 60), 2), "DD": (days, 2),
        "MM": (abs(months) % 12 * (1 if months >= 0 else -1), 2),
        "YYYY": (abs(months) // 12 * (1 if months >= 0 else -1), 4),
    }  # fmt: skip
    result = ""
    for key, literal, suffix, fill in _pieces(template):
        if not key:
            result += literal
            continue
        if key.upper() in ("MS", "US"):
            result += f"{abs(clock) % 1_000_000:06d}"[: 3 if key.upper() == "MS" else 6]
            continue
        if key.upper() not in fields or sign < 0 or months < 0 or days < 0:
            raise FeatureNotSupported(f"to_char() of this interval as {key} is not supported by the SQLite backend")
        number, width = fields[key.upper()]
        text = str(number) if fill else f"{number:0{width}d}"
        result += _ordinal(text, suffix) if suffix else text
    return result


_NUMERIC: Final = re.compile(
    r'[90.,DG]|FM|fm|S|s|MI|mi|PR|pr|TH|th|V|v|PL|pl|SG|sg|L|l|RN|rn|EEEE|eeee|"[^"]*"|.', re.DOTALL
)


def float_to_char(value: float, template: str, reliable: int) -> str:
    """to_char() of a floating-point number, of which the first digits are reliable: 15 of float8, 6 of float4."""
    if not math.isfinite(value):
        raise FeatureNotSupported("to_char() of Infinity is not supported by the SQLite backend")
    places = max(reliable - len(f"{abs(value):.0f}"), 0)
    tokens = _NUMERIC.findall(template)
    point = next((i for i, token in enumerate(tokens) if token in (".", "D")), len(tokens))
    kept = tokens[:point]
    for token in tokens[point:]:
        if token not in ("9", "0", ".", "D"):
            kept.append(token)
        elif places:
            kept.append(token)
            places -= token in ("9", "0")
    places = sum(token in ("9", "0") for token in kept[point:])
    return _number_to_char(f"{value:.{places}f}", kept, template)


def number_to_char(value: str, template: str) -> str:
    """to_char() of a number by 9, 0, point, comma, S, MI, PR, TH and FM."""
    return _number_to_char(value, _NUMERIC.findall(template), template)


def _number_to_char(value: str, tokens: list[str], template: str) -> str:
    words = {token.upper() for token in tokens}
    if words & {"V", "RN", "EEEE", "L", "PL", "SG"} or value in ("NaN", "Infinity", "-Infinity"):
        raise FeatureNotSupported(f"to_char() by the template {template!r} is not supported by the SQLite backend")
    fill = "FM" in words
    point = next((i for i, token in enumerate(tokens) if token in (".", "D")), len(tokens))
    whole_places = [token for token in tokens[:point] if token in ("9", "0")]
    decimals = [token for token in tokens[point:] if token in ("9", "0")]
    number = Decimal(value).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, EXACT)
    negative = number < 0
    digits, _, fraction = format(abs(number), "f").partition(".")
    if len(digits) > len(whole_places) and digits != "0":
        digits, overflow = "#" * len(whole_places), True
        fraction = "#" * len(decimals)
    else:
        overflow = False
    first_zero = next((i for i, token in enumerate(whole_places) if token == "0"), len(whole_places))
    unseen = digits == "0" and not overflow and "0" not in whole_places and bool(decimals)
    digits = "" if unseen and not (fill and number == 0) else digits
    shown = digits.rjust(len(whole_places))
    shown = shown[:first_zero] + shown[first_zero:].replace(" ", "0")
    return _laid_out(tokens, point, shown, fraction, negative, fill, overflow)


def _laid_out(
    tokens: list[str], point: int, whole: str, fraction: str, negative: bool, fill: bool, overflow: bool
) -> str:
    if fill and not overflow:
        needed = max(
            (i for i, token in enumerate([x for x in tokens[point:] if x in "90"]) if token == "0"), default=-1
        )
        fraction = fraction.rstrip("0").ljust(needed + 1, "0")
    out: list[str] = []
    used = used_fraction = 0
    words = {token.upper() for token in tokens}
    started = False
    sign_at: int | None = None
    signed = bool(words & {"S", "MI", "PR"})
    for i, token in enumerate(tokens):
        upper = token.upper()
        if token in ("9", "0"):
            if i < point:
                character = whole[used]
                used += 1
                started = started or character != " "
                if started and sign_at is None:
                    sign_at = len(out)
                out.append(character)
            elif used_fraction < len(fraction):
                out.append(fraction[used_fraction])
                used_fraction += 1
        elif token in (".", "D"):
            if sign_at is None:
                sign_at = len(out)
            out.append("." if (fraction or not fill) else "." if fill else "")
        elif token in (",", "G"):
            out.append("," if started else " ")
        elif upper == "FM":
            continue
        elif upper == "S":
            out.append("\1")
        elif upper == "MI":
            out.append("-" if negative else ("" if fill else " "))
        elif upper == "PR":
            out.append("\2")
        elif upper == "TH":
            if not negative and "." not in tokens:
                out.append(_ordinal(whole, token)[len(whole) :])
        else:
            out.append(token.strip('"') if token.startswith('"') else token)
    return _signed("".join(out), out, sign_at, negative, fill, signed)


def _signed(text: str, out: list[str], sign_at: int | None, negative: bool, fill: bool, signed: bool) -> str:
    if "\1" in text:
        sign = "-" if negative else "+"
        if text.startswith("\1"):
            body = text[1:]
            stripped = body.lstrip(" ")
            text = " " * (len(body) - len(stripped)) + sign + stripped
        else:
            text = text.replace("\1", sign)
    elif "\2" in text:
        body = text.replace("\2", "")
        stripped = body.lstrip(" ")
        pad = " " * (len(body) - len(stripped))
        text = pad + ("<" + stripped + ">" if negative else " " + stripped + " ")
    elif not signed:
        at = sum(map(len, out[:sign_at])) if sign_at is not None else 0
        text = text[:at] + ("-" if negative else " ") + text[at:]
    return (
        text.replace(" ", "") if fill and not re.search(r"[^\d\s.,<>+#-]", text) else text.strip(" ") if fill else text
    )


def parsed_moment(text: str, template: str) -> datetime:
    """to_timestamp(text, template) without a zone. Raises 22007, 22008, 0A000."""
    fields: dict[str, int] = {}
    position = 0
    for key, literal, suffix, _ in _pieces(template):
        if suffix:
            raise FeatureNotSupported("TH in a template of to_date() is not supported by the SQLite backend")
        if not key:
            for character in literal:
                if character.isspace():
                    while position < len(text) and text[position].isspace():
                        position += 1
                elif (position < len(text) and not text[position].isalnum()) or (
                    position < len(text) and character.isalnum() and text[position].isalnum()
                ):
                    position += 1
            continue
        while position < len(text) and text[position].isspace():
            position += 1
        position = _read(fields, key.upper(), text, position, template)
    return _assembled(fields, text)


_WIDTHS: Final = {
    "YYYY": 4, "YYY": 3, "YY": 2, "MM": 2, "DD": 2, "HH24": 2, "HH12": 2, "HH": 2, "MI": 2, "SS": 2, "MS": 3, "US": 6,
    "DDD": 3,
}  # fmt: skip


def _read(fields: dict[str, int], key: str, text: str, position: int, template: str) -> int:
    if key in ("MONTH", "MON"):
        for number, name in enumerate(_MONTHS, 1):
            wanted = name if key == "MONTH" else name[:3]
            if text[position : position + len(wanted)].lower() == wanted.lower():
                fields["MM"] = number
                return position + len(wanted)
        raise ProxyError(f'invalid value "{text[position:]}" for "{key}"', sqlstate="22007")
    if key in ("AM", "PM", "A.M.", "P.M."):
        word = text[position : position + len(key)].upper()
        if word.replace(".", "") not in ("AM", "PM"):
            raise ProxyError(f'invalid value "{text[position:]}" for "{key}"', sqlstate="22007")
        fields["PM"] = int(word.startswith("P"))
        return position + len(key)
    if key not in _WIDTHS:
        raise FeatureNotSupported(f"{key} in a template of to_date() is not supported by the SQLite backend")
    following = template.upper().partition(key)[2][:1]
    width = _WIDTHS[key] if following.isalnum() or key in ("MS", "US") else 9
    match = re.compile(rf"[+-]?\d{{1,{width}}}").match(text, position)
    if match is None:
        if position >= len(text):
            return position
        raise ProxyError(f'invalid value "{text[position : position + 2]}" for "{key}"', sqlstate="22007")
    if key in ("MS", "US"):
        fields[key] = int(match[0].ljust(_WIDTHS[key], "0"))
    else:
        fields[key] = int(match[0])
    return match.end()


def _assembled(fields: dict[str, int], text: str) -> datetime:
    year = fields.get("YYYY", fields.get("YYY", 1))
    if "YY" in fields:
        year = fields["YY"] + (2000 if fields["YY"] < 70 else 1900) if fields["YY"] < 100 else fields["YY"]
    if year > 9999:
        raise FeatureNotSupported("dates outside the years 1 to 9999 are not supported by the SQLite backend")
    hour = fields.get("HH24", 0)
    if "HH12" in fields or "HH" in fields:
        hour = fields.get("HH12", fields.get("HH", 0))
        if not 1 <= hour <= 12:
            raise ProxyError(f'hour "{hour}" is invalid for the 12-hour clock', sqlstate="22007")
        hour = hour % 12 + 12 * fields.get("PM", 0)
    try:
        value = datetime(year, fields.get("MM", 1), fields.get("DD", 1))  # noqa: DTZ001  the caller knows the zone
        if "DDD" in fields:
            value = datetime(year, 1, 1) + timedelta(days=fields["DDD"] - 1)  # noqa: DTZ001
        micros = fields.get("MS", 0) * 1000 + fields.get("US", 0)
        if hour > 23 or fields.get("MI", 0) > 59 or fields.get("SS", 0) > 59:
            raise ValueError
        return value + timedelta(
            hours=hour, minutes=fields.get("MI", 0), seconds=fields.get("SS", 0), microseconds=micros
        )
    except ValueError:
        raise ProxyError(f'date/time field value out of range: "{text}"', sqlstate="22008") from None


def to_date(text: str, template: str) -> str:
    """to_date()."""
    return parsed_moment(text, template).date().isoformat()


def to_number(text: str, template: str) -> str:
    """to_number() by 9, 0, point, comma, S and MI."""
    if re.search(r"[^90.,DGSMIFL$ ]", template.upper()):
        raise FeatureNotSupported(f"to_number() by the template {template!r} is not supported by the SQLite backend")
    match = re.fullmatch(r"\s*([+-]?)\s*\$?([\d,]*\.?\d*)\s*([+-]?)\s*", text)
    if match is None or not re.search(r"\d", match[2]):
        raise ProxyError(f'invalid input syntax for type numeric: "{text.strip() or " "}"', sqlstate="22P02")
    places = template.upper().replace("D", ".").partition(".")[2]
    whole, _, fraction = match[2].replace(",", "").partition(".")
    fraction = fraction[: len(re.findall("[90]", places))]
    sign = "-" if "-" in (match[1], match[3]) else ""
    return sign + (whole or "0") + ("." + fraction if fraction else "")


FORMAT_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pg_to_char": time_to_char,
    "pg_interval_to_char": interval_to_char,
    "pg_number_to_char": number_to_char,
    "pg_float_to_char": float_to_char,
    "pg_to_date": to_date,
    "pg_to_number": to_number,
}

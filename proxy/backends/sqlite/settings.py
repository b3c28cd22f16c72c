"""The settings of one connection: SET, SET LOCAL, RESET and SHOW, as PostgreSQL keeps them through transactions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from proxy.errors import FeatureNotSupported, InvalidParameterValue, ProxyError

SERVER_VERSION: Final = "16.0"

DEFAULTS: Final = {
    "application_name": "", "backslash_quote": "safe_encoding", "bytea_output": "hex",
    "check_function_bodies": "on", "client_encoding": "UTF8", "client_min_messages": "notice",
    "constraint_exclusion": "partition", "datestyle": "ISO, MDY", "default_table_access_method": "heap",
    "default_tablespace": "", "default_transaction_deferrable": "off",
    "default_transaction_isolation": "read committed", "default_transaction_read_only": "off",
    "escape_string_warning": "on", "extra_float_digits": "1", "idle_in_transaction_session_timeout": "0",
    "in_hot_standby": "off", "integer_datetimes": "on", "intervalstyle": "postgres", "is_superuser": "on", "jit": "off",
    "lc_collate": "C.UTF-8", "lc_ctype": "C.UTF-8", "lc_messages": "C.UTF-8", "lc_monetary": "C.UTF-8",
    "lc_numeric": "C.UTF-8", "lc_time": "C.UTF-8", "lock_timeout": "0", "max_connections": "100",
    "max_identifier_length": "63", "max_index_keys": "32", "password_encryption": "scram-sha-256", "role": "none",
    "row_security": "on", "search_path": '"$user", public', "server_encoding": "UTF8",
    "server_version": SERVER_VERSION, "server_version_num": "160000", "session_authorization": "",
    "session_replication_role": "origin", "standard_conforming_strings": "on", "statement_timeout": "0",
    "synchronous_commit": "on", "synchronize_seqscans": "on", "timezone": "UTC", "transaction_deferrable": "off",
    "transaction_isolation": "read committed", "transaction_read_only": "off", "wal_level": "replica",
    "work_mem": "4MB", "xmloption": "content", "enable_seqscan": "on", "enable_indexscan": "on",
    "enable_bitmapscan": "on", "enable_hashjoin": "on", "enable_mergejoin": "on", "enable_nestloop": "on",
    "geqo": "on", "quote_all_identifiers": "off", "event_triggers": "on", "transaction_timeout": "0",
}  # fmt: skip

REPORTED: Final = {
    "application_name": "application_name", "client_encoding": "client_encoding", "datestyle": "DateStyle",
    "default_transaction_read_only": "default_transaction_read_only", "in_hot_standby": "in_hot_standby",
    "integer_datetimes": "integer_datetimes", "intervalstyle": "IntervalStyle", "is_superuser": "is_superuser",
    "server_encoding": "server_encoding", "server_version": "server_version",
    "session_authorization": "session_authorization", "standard_conforming_strings": "standard_conforming_strings",
    "timezone": "TimeZone",
}  # fmt: skip
"""Settings told to the client by ParameterStatus, under the names PostgreSQL writes there."""

READ_ONLY: Final = frozenset(
    ("in_hot_standby", "integer_datetimes", "is_superuser", "lc_collate", "lc_ctype", "max_connections",
     "max_identifier_length", "max_index_keys", "server_encoding", "server_version", "server_version_num", "wal_level")
)  # fmt: skip

_TIMES: Final = {"lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout"}
_UNITS: Final = {"": 1.0, "ms": 1.0, "s": 1000.0, "min": 60_000.0, "h": 3_600_000.0, "d": 86_400_000.0, "us": 0.001}
_TRUE: Final = ("on", "true", "yes", "1", "t", "y")
_FALSE: Final = ("off", "false", "no", "0", "f", "n")


def boolean(name: str, value: str) -> str:
    if value.lower() in _TRUE:
        return "on"
    if value.lower() in _FALSE:
        return "off"
    raise InvalidParameterValue(f'parameter "{name}" requires a Boolean value')


_ENCODINGS: Final = frozenset(("big5", "gbk", "gb18030", "johab", "muleinternal", "shiftjis", "sjis", "uhc", "abc"))


def _client_encoding(name: str, value: str) -> str:
    folded = re.sub(r"[^a-z0-9]", "", value.lower())
    if folded in ("utf8", "unicode"):
        return "UTF8"
    if folded == "sqlascii":
        return "SQL_ASCII"
    if folded not in _ENCODINGS and not re.fullmatch(r"(?:latin|iso8859|win|windows|koi8|euc)[a-z]*\d*", folded):
        raise InvalidParameterValue(f'invalid value for parameter "client_encoding": "{value}"')
    raise FeatureNotSupported(f'client_encoding "{value}" is not supported on SQLite', hint="Use UTF8.")


def _date_style(name: str, value: str) -> str:
    style, order = "ISO", "MDY"
    orders = {"mdy": "MDY", "us": "MDY", "dmy": "DMY", "euro": "DMY", "european": "DMY", "ymd": "YMD"}
    for word in value.lower().replace(" ", "").split(","):
        if word in orders:
            order = orders[word]
        elif word in ("sql", "postgres", "german"):
            raise FeatureNotSupported(f"DateStyle {word} is not supported on SQLite", hint="Use ISO.")
        elif word != "iso":
            raise InvalidParameterValue(f'invalid value for parameter "DateStyle": "{value}"')
    return f"{style}, {order}"


def _only(*allowed: str) -> Callable[[str, str], str]:
    def check(name: str, value: str) -> str:
        if value.lower() in allowed:
            return value.lower()
        raise FeatureNotSupported(f'"{name}" can only be {" or ".join(allowed)} on SQLite, not "{value}"')

    return check


def _standard_strings(name: str, value: str) -> str:
    if boolean(name, value) == "off":
        raise FeatureNotSupported("standard_conforming_strings cannot be off on SQLite")
    return "on"


def _float_digits(name: str, value: str) -> str:
    if not re.fullmatch(r"-?\d+", value) or not -15 <= int(value) <= 3:
        raise InvalidParameterValue(f'invalid value for parameter "{name}": "{value}"')
    if int(value) < 1:
        raise FeatureNotSupported("extra_float_digits below 1 is not supported on SQLite")
    return value


def _time_zone(name: str, value: str) -> str:
    if value.lower() in ("local", "default"):
        return "UTC"
    zone(value)
    return value


def _milliseconds(name: str, value: str) -> str:
    match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d|)\s*", value)
    if match is None:
        raise InvalidParameterValue(f'invalid value for parameter "{name}": "{value}"')
    number = round(float(match[1]) * _UNITS[match[2]])
    if number < 0:
        raise InvalidParameterValue(
            f'{number} ms is outside the valid range for parameter "{name}" (0 ms .. 2147483647 ms)'
        )
    for unit, size in (("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000)):
        if number and number % size == 0:
            return f"{number // size}{unit}"
    return f"{number}ms" if number else "0"


def _isolation(name: str, value: str) -> str:
    if value.lower() not in ("serializable", "repeatable read", "read committed", "read uncommitted"):
        raise InvalidParameterValue(f'invalid value for parameter "{name}": "{value}"')
    return value.lower()


_CHECKS: Final[dict[str, Callable[[str, str], str]]] = {
    "client_encoding": _client_encoding, "datestyle": _date_style, "intervalstyle": _only("postgres"),
    "bytea_output": _only("hex"), "standard_conforming_strings": _standard_strings,
    "extra_float_digits": _float_digits, "timezone": _time_zone, "session_replication_role": _only("origin"),
    "default_transaction_isolation": _isolation, "transaction_isolation": _isolation,
    **dict.fromkeys(_TIMES, _milliseconds),
    **{name: boolean for name, value in DEFAULTS.items() if value in ("on", "off") and name not in READ_ONLY
       and name != "standard_conforming_strings" and name != "synchronous_commit"},
}  # fmt: skip


def zone(name: str) -> timezone | ZoneInfo:
    """The time zone of that name, or a fixed one such as "+02". Raises InvalidParameterValue."""
    if name.upper() in ("UTC", "GMT", "Z", "ETC/UTC", "ZULU"):
        return UTC
    match = re.fullmatch(r"(?:<([+-]\d\d)>[+-]\d+)|([+-]?\d{1,2})(?::?00)?", name)
    try:
        if match is not None:
            return timezone(timedelta(hours=int(match[1] or match[2])))
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise InvalidParameterValue(f'invalid value for parameter "TimeZone": "{name}"') from problem


class LiveSettings(dict[str, str]):
    """What current_setting() asks: always the values of the moment."""

    def __init__(self, settings: ConnectionSettings) -> None:
        super().__init__()
        self._settings = settings

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        settings = self._settings
        return settings.local.get(name, settings.values.get(name, default))


class ConnectionSettings:
    """Session values, with those of SET LOCAL on top; `begin`, `commit` and `rollback` frame a transaction."""

    def __init__(self, user: str) -> None:
        # For the life of the connection
        self.defaults = {**DEFAULTS, "session_authorization": user}
        self.values: dict[str, str] = dict(self.defaults)
        self.reported: dict[str, str] = {name: self.values[name] for name in REPORTED}
        self._place: tuple[str, tzinfo] = ("UTC", UTC)
        self.version = 0
        """Grows whenever any value may have changed."""
        # For one transaction
        self.local: dict[str, str] = {}
        self._before: dict[str, str] | None = None
        self._savepoints: list[tuple[dict[str, str], dict[str, str]]] = []

    def get(self, name: str) -> str:
        """What SHOW prints. Raises ProxyError (42704) for a name that is no setting."""
        name = name.lower()
        value = self.local.get(name)
        if value is None:
            value = self.values.get(name)
        if value is None:
            raise ProxyError(f'unrecognized configuration parameter "{name}"', sqlstate="42704")
        return value

    @property
    def place(self) -> tzinfo:
        """Where moments without a zone are meant to be."""
        name = self.local.get("timezone") or self.values["timezone"]
        if name != self._place[0]:
            self._place = (name, zone(name))
        return self._place[1]

    def all(self) -> dict[str, str]:
        return {**self.values, **self.local}

    def set(self, name: str, value: str | None, *, local: bool = False) -> None:
        """Gives `name` a value, its default for None. Raises ProxyError for one it cannot have."""
        name = name.lower()
        if name in READ_ONLY:
            raise ProxyError(f'parameter "{name}" cannot be changed', sqlstate="55P02")
        if name not in DEFAULTS and "." not in name:
            raise ProxyError(f'unrecognized configuration parameter "{name}"', sqlstate="42704")
        if value is None:
            value = self.defaults.get(name, "")
        elif name in _CHECKS:
            value = _CHECKS[name](name, value)
        elif name == "role" and value.lower() != "none" and value != self.get("session_authorization"):
            raise InvalidParameterValue(f'role "{value}" does not exist')
        self.version += 1
        if local:
            self.local[name] = value
            return
        self.values[name] = value
        self.local.pop(name, None)

    def reset_all(self) -> None:
        self.version += 1
        for name in list(self.values):
            if name not in self.defaults:
                self.values[name] = ""
        self.values.update({n: v for n, v in self.defaults.items() if n not in ("transaction_isolation", "role")})
        self.local.clear()

    def begin(self) -> None:
        self._before = dict(self.values)

    def savepoint(self) -> None:
        self._savepoints.append((dict(self.values), dict(self.local)))

    def rollback_to(self, index: int) -> None:
        """Back to the state at savepoint `index` (0 is the outermost), which stays."""
        self.version += 1
        values, local = self._savepoints[index]
        self.values, self.local = dict(values), dict(local)
        del self._savepoints[index + 1 :]

    def release(self, index: int) -> None:
        del self._savepoints[index:]

    def end(self, *, commit: bool) -> None:
        if not commit and self._before is not None:
            self.version += 1
            self.values = self._before
        if self.local:
            self.version += 1
        self._before = None
        self._savepoints.clear()
        self.local.clear()

    def search_path(self) -> tuple[str, ...]:
        """The schemas that unqualified names are looked for in."""
        schemas: list[str] = []
        for part in self.get("search_path").split(","):
            name = part.strip()
            name = name[1:-1].replace('""', '"') if name.startswith('"') else name.lower()
            schemas.append(self.get("session_authorization") if name == "$user" else name)
        return tuple(name for name in schemas if name)

    def changes(self) -> Iterator[tuple[str, str]]:
        """Reportable settings whose value differs from what the client was told, now taken as told."""
        for name, label in REPORTED.items():
            value = self.local.get(name) or self.values[name]
            if self.reported[name] != value:
                self.reported[name] = value
                yield label, value

    def seconds(self, name: str) -> float:
        """A time setting in seconds; 0.0 is off."""
        match = re.fullmatch(r"(\d+)(\D*)", self.get(name))
        return 0.0 if match is None else int(match[1]) * _UNITS[match[2]] / 1000

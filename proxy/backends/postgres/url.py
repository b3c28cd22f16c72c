"""A PostgreSQL URL taken apart as libpq does: hosts in order, credentials, TLS, settings for the session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote

from rapidfuzz import process

from proxy.errors import ConfigurationProblem

_SCHEMES: Final = ("postgresql://", "postgres://")
_SOCKET_FOLDERS: Final = ("/var/run/postgresql", "/tmp")
DEFAULT_PORT: Final = 5432

Word = TypeVar("Word", bound=StrEnum)


class SslMode(StrEnum):
    DISABLE = "disable"
    ALLOW = "allow"
    PREFER = "prefer"
    REQUIRE = "require"
    VERIFY_CA = "verify-ca"
    VERIFY_FULL = "verify-full"


class SessionAttributes(StrEnum):
    """libpq's target_session_attrs: which of several hosts will do."""

    ANY = "any"
    READ_WRITE = "read-write"
    READ_ONLY = "read-only"
    PRIMARY = "primary"
    STANDBY = "standby"
    PREFER_STANDBY = "prefer-standby"


class ChannelBinding(StrEnum):
    DISABLE = "disable"
    PREFER = "prefer"
    REQUIRE = "require"


@dataclass(frozen=True, slots=True)
class Host:
    """One address. A `name` that begins with / is the folder of a unix socket; `address` is its hostaddr, if given."""

    name: str
    port: int = DEFAULT_PORT
    address: str | None = None

    @property
    def is_socket(self) -> bool:
        return self.name.startswith("/")

    @property
    def socket_path(self) -> str:
        return f"{self.name}/.s.PGSQL.{self.port}"

    def __str__(self) -> str:
        return self.socket_path if self.is_socket else f"{self.name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Target:
    """Everything a connection needs to know about where it goes."""

    hosts: tuple[Host, ...]
    user: str
    database: str
    password: str | None = field(default=None, repr=False)
    sslmode: SslMode = SslMode.PREFER
    sslrootcert: str | None = None
    """A path, or "system"."""
    sslcert: Path | None = None
    sslkey: Path | None = None
    channel_binding: ChannelBinding = ChannelBinding.PREFER
    target_session_attrs: SessionAttributes = SessionAttributes.ANY
    connect_timeout: float | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    """Parameters of the start-up packet beside user and database: application_name, options."""


_KNOWN: Final = (
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "channel_binding",
    "target_session_attrs",
    "connect_timeout",
    "application_name",
    "fallback_application_name",
    "options",
    "client_encoding",
)


def parse_url(url: str) -> Target:
    """Raises ConfigurationProblem, which never shows the password, for what cannot be a PostgreSQL URL."""
    scheme = next((known for known in _SCHEMES if url.startswith(known)), None)
    if scheme is None:
        raise ConfigurationProblem(
            "a PostgreSQL URL begins with postgresql://",
            hint="postgresql://user:password@host:5432/database?sslmode=verify-full",
        )
    rest, _, query = url[len(scheme) :].partition("?")
    authority, _, path = rest.partition("/")
    login, at, places = authority.rpartition("@")
    if not at:
        login, places = "", authority
    user, colon, password = login.partition(":")
    parameters = _parse_query(query)
    database = parameters.get("dbname") or unquote(path)
    user = parameters.get("user") or unquote(user)
    if not user:
        raise ConfigurationProblem(
            "the PostgreSQL URL names no user", hint="Write it before the host: postgresql://user@host/database."
        )
    root = parameters.get("sslrootcert")
    mode = _choice(SslMode, "sslmode", parameters.get("sslmode"), SslMode.PREFER)
    if root == "system" and "sslmode" not in parameters:
        mode = SslMode.VERIFY_FULL
    if mode in (SslMode.VERIFY_CA, SslMode.VERIFY_FULL) and root is None:
        raise ConfigurationProblem(
            f"sslmode={mode} needs a certificate to trust",
            hint="Add sslrootcert=/path/to/root.crt, or sslrootcert=system.",
        )
    if root == "system" and mode is not SslMode.VERIFY_FULL:
        raise ConfigurationProblem(f"sslrootcert=system needs sslmode=verify-full, not {mode}")
    return Target(
        hosts=_hosts(places, parameters),
        user=user,
        database=database or user,
        password=parameters.get("password", unquote(password) if colon else None),
        sslmode=mode,
        sslrootcert=root,
        sslcert=_path(parameters.get("sslcert")),
        sslkey=_path(parameters.get("sslkey")),
        channel_binding=_choice(
            ChannelBinding, "channel_binding", parameters.get("channel_binding"), ChannelBinding.PREFER
        ),
        target_session_attrs=_choice(
            SessionAttributes,
            "target_session_attrs",
            parameters.get("target_session_attrs"),
            SessionAttributes.ANY,
        ),
        connect_timeout=_timeout(parameters.get("connect_timeout")),
        settings=_settings(parameters),
    )


def _parse_query(query: str) -> dict[str, str]:
    """Later words win, as with libpq; "ssl=true" is JDBC's way to say sslmode=require."""
    parameters: dict[str, str] = {}
    for pair in query.split("&") if query else ():
        word, equals, value = pair.partition("=")
        name = unquote(word)
        if not equals:
            raise ConfigurationProblem(f'the parameter "{name}" of the PostgreSQL URL has no value')
        if name == "ssl" and value == "true":
            name, value = "sslmode", "require"
        if name not in _KNOWN:
            nearest = process.extractOne(name, _KNOWN, score_cutoff=70)
            known = f'Did you mean "{nearest[0]}"?' if nearest else f"Known are: {', '.join(_KNOWN)}."
            raise ConfigurationProblem(f'the PostgreSQL URL has an unknown parameter "{name}"', hint=known)
        parameters[name] = unquote(value)
    return parameters


def _hosts(places: str, parameters: Mapping[str, str]) -> tuple[Host, ...]:
    names: list[str] = []
    ports: list[str] = []
    for place in places.split(",") if places else ():
        if place.startswith("["):
            name, bracket, port = place[1:].partition("]")
            if not bracket:
                raise ConfigurationProblem(f'the IPv6 address in "{place}" has no closing bracket')
            port = port.removeprefix(":")
        else:
            name, _, port = place.partition(":")
        names.append(unquote(name))
        ports.append(port)
    if "host" in parameters:
        names = parameters["host"].split(",")
    if "port" in parameters:
        ports = parameters["port"].split(",")
    addresses: list[str] = parameters["hostaddr"].split(",") if "hostaddr" in parameters else []
    names = names or list(addresses) or [""]
    if addresses and len(addresses) != len(names):
        raise ConfigurationProblem(f"{len(addresses)} hostaddr values for {len(names)} hosts: give as many of both")
    if len(ports) not in (0, 1, len(names)):
        raise ConfigurationProblem(f"{len(ports)} ports for {len(names)} hosts: give one, or as many")
    if len(ports) <= 1:
        ports = (ports or [""]) * len(names)
    return tuple(
        Host(name or _default_host(port), port, addresses[i] if addresses else None)
        for i, (name, port) in enumerate(zip(names, map(_port, ports), strict=True))
    )


def _default_host(port: int) -> str:
    """A unix socket where one lies, else this machine."""
    folders = (folder for folder in _SOCKET_FOLDERS if Path(folder, f".s.PGSQL.{port}").exists())
    return next(folders, "localhost")


def _port(text: str) -> int:
    if not text:
        return DEFAULT_PORT
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ConfigurationProblem(f'"{text}" is not a port: it must be a number from 1 to 65535')
    return int(text)


def _timeout(text: str | None) -> float | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise ConfigurationProblem(f'connect_timeout "{text}" is not a number of seconds')
    return float(text) or None


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _choice(kind: type[Word], name: str, text: str | None, default: Word) -> Word:
    if text is None:
        return default
    try:
        return kind(text)
    except ValueError:
        nearest = process.extractOne(text, list(kind), score_cutoff=70)
        hint = f'Did you mean "{nearest[0]}"?' if nearest else None
        raise ConfigurationProblem(f'{name} "{text}" is not one of {", ".join(kind)}', hint=hint) from None


def _settings(parameters: Mapping[str, str]) -> dict[str, str]:
    # The proxy reads statements as UTF-8, so that is what its server connections speak.
    encoding = parameters.get("client_encoding", "UTF8")
    if encoding.upper().replace("-", "") not in ("UTF8", "AUTO", "UNICODE"):
        raise ConfigurationProblem(f'client_encoding "{encoding}" is not possible: the proxy speaks UTF8 to servers')
    settings = {"client_encoding": "UTF8"}
    # Without one, clients that have no name either see none, as they would on a direct connection.
    if name := parameters.get("application_name") or parameters.get("fallback_application_name"):
        settings["application_name"] = name
    if "options" in parameters:
        settings["options"] = parameters["options"]
    return settings

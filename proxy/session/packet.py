"""The start-up packet read: who wants which database, with which settings, by which protocol version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import Struct
from typing import Final

from proxy.errors import FatalError, InvalidAuthorization, ProtocolViolation
from proxy.wire.frontend import Reader

_WORD: Final = Struct("!I")
_LATEST_MINOR: Final = 2
_EXTENSION: Final = "_pq_."
_USING: Final = "onedsn.using"
_FALSE: Final = ("", "false", "f", "off", "of", "no", "n", "0")
"""What PostgreSQL reads as false for `replication`; everything else asks for a replication connection."""


@dataclass(frozen=True, slots=True)
class Startup:
    """What a client asked for. `using` is the database it chose explicitly, and `using_way` how: "options", "dbname".

    `parameters` are the settings for the session, those of `options` among them.
    """

    user: str
    database: str
    using: str | None = None
    using_way: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    minor: int = 0
    """Of protocol 3: 0 or 2."""


def parse_startup(packet: bytes) -> tuple[Startup, list[str]]:
    """`packet` begins with the version. Also the `_pq_.` options that are not known here. Raises FatalError."""
    version = _WORD.unpack_from(packet)[0]
    major, minor = version >> 16, version & 0xFFFF
    if major != 3:
        raise FatalError(f"unsupported frontend protocol {major}.{minor}: server supports 3.0 to 3.2", sqlstate="0A000")
    given = _parameters(packet)
    unknown = [name for name in given if name.startswith(_EXTENSION)]
    user = given.pop("user", "")
    if not user:
        raise InvalidAuthorization("no PostgreSQL user name specified in startup packet")
    if given.pop("replication", "").lower() not in _FALSE:
        raise FatalError(
            "replication connections are not possible through onedsn",
            hint="Connect to the server itself for replication, pg_basebackup and logical decoding.",
            sqlstate="0A000",
        )
    # As in a server, a setting of its own wins over the same one in `options`.
    parameters = parse_options(given.pop("options", ""))
    database = given.pop("database", "") or user
    parameters.update((name, value) for name, value in given.items() if name not in unknown)
    using, way = _using(parameters), "options"
    plain, at, chosen = database.rpartition("@")
    if at and plain and chosen:
        database = plain
        if using is None:
            using, way = chosen, "dbname"
    startup = Startup(user, database, using, way if using else "", parameters, min(minor, _LATEST_MINOR))
    return startup, unknown


def _using(parameters: dict[str, str]) -> str | None:
    names = [name for name in parameters if name.lower() == _USING]
    using = None
    for name in names:
        using = parameters.pop(name) or None
    return using


def _parameters(packet: bytes) -> dict[str, str]:
    reader = Reader(packet, "StartupMessage")
    reader.take(4)
    given: dict[str, str] = {}
    try:
        while name := reader.string().decode():
            given[name] = reader.string().decode()
    except UnicodeDecodeError:
        raise ProtocolViolation("invalid startup packet: names and values must be UTF-8") from None
    if reader.position != len(packet):
        raise ProtocolViolation("invalid startup packet layout: expected terminator as last byte")
    return given


def parse_options(text: str) -> dict[str, str]:
    """The settings of `-c name=value`, `-cname=value` and `--name=value`; a backslash keeps a space in a value."""
    settings: dict[str, str] = {}
    words = iter(_split(text))
    for word in words:
        if word == "-c":
            setting, flag = next(words, ""), "-c"
        elif word.startswith("--"):
            setting, flag = word[2:], "--"
        elif word.startswith("-c"):
            setting, flag = word[2:], "-c"
        else:
            raise FatalError(
                f"invalid command-line argument for server process: {word}",
                hint="In options, onedsn reads -c name=value and --name=value.",
                sqlstate="42601",
            )
        name, equals, value = setting.partition("=")
        if not equals or not name:
            raise FatalError(f"{flag} {setting} requires a value", sqlstate="42601")
        settings[name.replace("-", "_")] = value
    return settings


def _split(text: str) -> list[str]:
    words: list[str] = []
    word: str | None = None
    escaped = False
    for character in text:
        if not escaped and character.isspace():
            if word is not None:
                words.append(word)
            word = None
        elif not escaped and character == "\\":
            escaped = True
            word = word or ""
        else:
            word = (word or "") + character
            escaped = False
    if word is not None:
        words.append(word)
    return words

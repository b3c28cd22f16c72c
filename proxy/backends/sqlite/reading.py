"""Cuts a query string into statements, and reads the commands that the engine runs itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from proxy.backends.sqlite.commands import (
    Command,
    DeclareCommand,
    ExecuteCommand,
    ExplainCommand,
    FetchCommand,
    InvalidCursorDefinition,
    NothingCommand,
    NotifyCommand,
    PrepareCommand,
)
from proxy.backends.sqlite.reading_copy import read_copy
from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql.statement import (
    ChannelCommand,
    CursorCommand,
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    TransactionVerb,
    quote_identifier,
)
from proxy.sql.tokens import WORD, Tokens, tokenize
from proxy.sql.words import Words


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement of a query string: its text, where it starts there, and its command if the engine runs it."""

    text: str
    start: int
    word: str
    """The first word, lower case; "" for an empty statement."""
    command: Command | None = None
    tag: str = ""

    @property
    def is_utility(self) -> bool:
        """PostgreSQL looks up none of its names before it runs."""
        return self.word in _UTILITIES and _QUERY_INSIDE.match(self.text) is None


_UTILITIES: Final = frozenset(("alter", "comment", "create", "drop", "grant", "revoke", "truncate"))
_QUERY_INSIDE: Final = re.compile(
    r"create\s+(?:(?:global|local|temp|temporary|unlogged)\s+)*(?:table|materialized\s+view)\b.*\bas\b[\s(]*"
    r"(?:select|with|values|table|execute)\b",
    re.IGNORECASE | re.DOTALL,
)


def pieces(text: str) -> list[Piece]:
    """The statements of `text`. Raises SyntaxProblem for an unterminated quote or a command that cannot be read."""
    tokens = tokenize(text)
    if tokens.broken is not None:
        raise SyntaxProblem(
            f"{tokens.broken} at or near {text[tokens.starts[-1] :][:40]!r}" if len(tokens) else tokens.broken
        )
    found: list[Piece] = []
    first, depth = 0, 0
    for i in range(len(tokens) + 1):
        value = tokens.values[i] if i < len(tokens) else ";"
        kind = tokens.kinds[i] if i < len(tokens) else "p"
        if kind == "p" and value in "([":
            depth += 1
        elif kind == "p" and value in ")]":
            depth -= 1
        elif kind == "p" and value == ";" and (depth <= 0 or i == len(tokens)):
            if i > first:
                found.append(_piece(text, tokens, first, i))
            first, depth = i + 1, 0
    return found


def _piece(text: str, tokens: Tokens, first: int, after: int) -> Piece:
    start, end = tokens.starts[first], tokens.ends[after - 1]
    body = text[start:end]
    word = tokens.values[first] if tokens.kinds[first] == WORD else ""
    reader = _READERS.get(word)
    if reader is None and word not in _FIRST_WORDS and body[0] != "(":
        shown = text[start : tokens.ends[first]]
        raise SyntaxProblem(f'syntax error at or near "{shown}"', position=start + 1)
    if reader is None:
        return Piece(body, start, word)
    words = Words(body)
    command, tag = reader(words)
    return Piece(body, start, word, command, tag)


_FIRST_WORDS: Final = frozenset(
    ("alter", "call", "cluster", "comment", "create", "delete", "do", "drop", "grant", "import", "insert", "load",
     "merge", "reassign", "refresh", "reindex", "revoke", "security", "select", "table", "truncate", "update",
     "values", "with")
)  # fmt: skip
"""Of statements that are not in `_READERS`; PostgreSQL knows no others."""

Read = tuple[Command | None, str]


def _modes(words: Words, verb: TransactionVerb) -> TransactionCommand:
    isolation: str | None = None
    read_only: bool | None = None
    while not words.at_end:
        if words.take("isolation", "level"):
            for level in ("serializable", "repeatable read", "read committed", "read uncommitted"):
                if words.take(*level.split()):
                    isolation = level
                    break
            else:
                words.problem()
        elif words.take("read", "only"):
            read_only = True
        elif words.take("read", "write"):
            read_only = False
        elif not (words.take("not", "deferrable") or words.take("deferrable") or words.take(",")):
            words.problem()
    return TransactionCommand(verb, None, read_only, isolation)


def _begin(words: Words) -> Read:
    if words.take("start"):
        words.expect("transaction")
        return _modes(words, TransactionVerb.BEGIN), "START TRANSACTION"
    words.expect("begin")
    _ = words.take("work") or words.take("transaction")
    return _modes(words, TransactionVerb.BEGIN), "BEGIN"


def _end(words: Words) -> Read:
    verb = TransactionVerb.COMMIT if words.value in ("commit", "end") else TransactionVerb.ROLLBACK
    words.position += 1
    if words.take("prepared"):
        prepared = (
            TransactionVerb.COMMIT_PREPARED if verb is TransactionVerb.COMMIT else TransactionVerb.ROLLBACK_PREPARED
        )
        return TransactionCommand(prepared, words.literal()), f"{verb.value.upper()} PREPARED"
    _ = words.take("work") or words.take("transaction")
    if verb is TransactionVerb.ROLLBACK and words.take("to"):
        words.take("savepoint")
        name = words.name()
        words.finish()
        return TransactionCommand(TransactionVerb.ROLLBACK_TO, name), "ROLLBACK"
    chain = False
    if words.take("and"):
        chain = not words.take("no")
        words.expect("chain")
    words.finish()
    return TransactionCommand(verb, chain=chain), verb.value.upper()


def _savepoint(words: Words) -> Read:
    if words.take("release"):
        words.take("savepoint")
        name = words.name()
        words.finish()
        return TransactionCommand(TransactionVerb.RELEASE, name), "RELEASE"
    words.expect("savepoint")
    name = words.name()
    words.finish()
    return TransactionCommand(TransactionVerb.SAVEPOINT, name), "SAVEPOINT"


def _set(words: Words) -> Read:
    words.expect("set")
    verb = SettingVerb.SET
    if words.take("local"):
        verb = SettingVerb.SET_LOCAL
    elif words.take("session", "characteristics"):
        words.expect("as", "transaction")
        modes = _modes(words, TransactionVerb.SET_TRANSACTION)
        return TransactionCommand(modes.verb, "session", modes.read_only, modes.isolation), "SET"
    elif words.value == "session" and not words.take("session", "authorization"):
        words.position += 1
    elif words.position > 1:
        words.position -= 1
        value = words.literal() if words.take("authorization") else ""
        return SettingCommand(verb, "session_authorization", () if value.lower() == "default" else (value,)), "SET"
    if words.take("constraints"):
        return _constraints(words), "SET CONSTRAINTS"
    if words.take("transaction"):
        if words.take("snapshot"):
            raise FeatureNotSupported("SET TRANSACTION SNAPSHOT is not supported on SQLite")
        return _modes(words, TransactionVerb.SET_TRANSACTION), "SET"
    if words.take("time", "zone"):
        if words.take("interval"):
            raise FeatureNotSupported("SET TIME ZONE INTERVAL is not supported on SQLite; name the zone")
        if words.take("default") or words.take("local"):
            words.finish()
            return SettingCommand(verb, "timezone"), "SET"
        value = words.literal()
        words.finish()
        return SettingCommand(verb, "timezone", (value,)), "SET"
    for alias, name in (("names", "client_encoding"), ("role", "role"), ("schema", "search_path")):
        if words.value == alias:
            words.position += 1
            values = () if words.at_end else (words.literal(),)
            return SettingCommand(verb, name, () if values and values[0].lower() == "default" else values), "SET"
    name = words.name()
    while words.take("."):
        name += "." + words.name()
    if not (words.take("=") or words.take("to")):
        words.problem()
    if words.take("default"):
        words.finish()
        return SettingCommand(verb, name, ()), "SET"
    parts = [words.literal()]
    while words.take(","):
        parts.append(words.literal())
    words.finish()
    return SettingCommand(verb, name, tuple(parts)), "SET"


def _constraints(words: Words) -> TransactionCommand:
    if words.take("all"):
        which = "all"
    else:
        names = [_qualified(words)]
        while words.take(","):
            names.append(_qualified(words))
        which = ", ".join(names)
    mode = words.value
    if mode not in ("deferred", "immediate"):
        words.problem()
    words.expect(mode)
    words.finish()
    return TransactionCommand(TransactionVerb.SET_CONSTRAINTS, which, isolation=mode)


def _qualified(words: Words) -> str:
    name = quote_identifier(words.name())
    while words.take("."):
        name += "." + quote_identifier(words.name())
    return name


def _show(words: Words) -> Read:
    verb = SettingVerb.SHOW if words.value == "show" else SettingVerb.RESET
    words.position += 1
    tag = "SHOW" if verb is SettingVerb.SHOW else "RESET"
    if words.take("time", "zone"):
        name = "timezone"
    elif words.take("session", "authorization"):
        name = "session_authorization"
    elif words.take("transaction", "isolation", "level"):
        name = "transaction_isolation"
    elif words.take("all"):
        name = "all"
        verb = SettingVerb.RESET_ALL if verb is SettingVerb.RESET else verb
    else:
        name = words.name()
        while words.take("."):
            name += "." + words.name()
    words.finish()
    return SettingCommand(verb, name), tag


def _discard(words: Words) -> Read:
    words.expect("discard")
    name = words.name()
    name = "temp" if name == "temporary" else name
    if name not in ("all", "plans", "sequences", "temp"):
        words.problem()
    return SettingCommand(SettingVerb.DISCARD, name), f"DISCARD {name.upper()}"


def _prepare(words: Words) -> Read:
    words.expect("prepare")
    if words.take("transaction"):
        return TransactionCommand(TransactionVerb.PREPARE, words.literal()), "PREPARE TRANSACTION"
    name = words.name()
    types = tuple(part.strip() for part in words.parenthesized().split(",")) if words.value == "(" else ()
    words.expect("as")
    return PrepareCommand(name, types, words.rest()), "PREPARE"


def _execute(words: Words) -> Read:
    words.expect("execute")
    name = words.name()
    arguments = words.parenthesized() if words.value == "(" else ""
    words.finish()
    return ExecuteCommand(name, arguments), "EXECUTE"


def _deallocate(words: Words) -> Read:
    words.expect("deallocate")
    words.take("prepare")
    if words.take("all"):
        return PreparedCommand("deallocate", None), "DEALLOCATE ALL"
    return PreparedCommand("deallocate", words.name()), "DEALLOCATE"


def _declare(words: Words) -> Read:
    words.expect("declare")
    cursor = words.name()
    options: set[str] = set()
    while not words.take("cursor"):
        for option in ("no scroll", "scroll", "asensitive", "insensitive", "binary"):
            if words.take(*option.split()):
                options.add(option)
                break
        else:
            words.problem()
    for one, other in (("scroll", "no scroll"), ("asensitive", "insensitive")):
        if options >= {one, other}:
            raise InvalidCursorDefinition(f"cannot specify both {one.upper()} and {other.upper()}")
    hold = words.take("with", "hold")
    if not hold:
        words.take("without", "hold")
    words.expect("for")
    scroll = "scroll" in options or (None if "no scroll" not in options else False)
    insensitive, binary = "insensitive" in options, "binary" in options
    return DeclareCommand(cursor, words.rest(), scroll, insensitive, hold, binary), "DECLARE CURSOR"


_FAR: Final = {"next": ("forward", 1), "prior": ("backward", 1), "first": ("absolute", 1), "last": ("absolute", -1)}


def _fetch(words: Words) -> Read:
    move = words.value == "move"
    words.position += 1
    way: str = "forward"
    count: int | None = 1
    if words.value in _FAR:
        way, count = _FAR[words.value]
        words.position += 1
    elif words.value in ("absolute", "relative"):
        way = words.value
        words.position += 1
        count = _count(words)
    elif words.value in ("forward", "backward"):
        way = words.value
        words.position += 1
        if words.take("all"):
            count = None
        elif words.value in ("-", "+") or words.value.isdigit():
            count = _count(words)
    elif words.take("all"):
        count = None
    elif words.value in ("-", "+") or words.value.isdigit():
        count = _count(words)
    if count is not None and count < 0 and way in ("forward", "backward"):
        way, count = ("backward" if way == "forward" else "forward"), -count
    _ = words.take("from") or words.take("in")
    cursor = words.name()
    words.finish()
    return FetchCommand(cursor, way, count, move), "MOVE" if move else "FETCH"


def _count(words: Words) -> int:
    text = words.literal()
    if not text.lstrip("-").isdigit():
        words.position -= 1
        words.problem()
    return int(text)


def _close(words: Words) -> Read:
    words.expect("close")
    if words.take("all"):
        return CursorCommand("close", None), "CLOSE CURSOR ALL"
    return CursorCommand("close", words.name()), "CLOSE CURSOR"


def _channel(words: Words) -> Read:
    verb = words.value
    words.position += 1
    if verb == "unlisten" and words.take("*"):
        return ChannelCommand(verb, None), "UNLISTEN"
    channel = words.name()
    if verb == "notify":
        payload = words.literal() if words.take(",") else ""
        words.finish()
        return NotifyCommand(channel, payload), "NOTIFY"
    words.finish()
    return ChannelCommand(verb, channel), verb.upper()


def _explain(words: Words) -> Read:
    words.expect("explain")
    options = words.parenthesized().lower() if words.value == "(" else ""
    analyze = "analyze" in options or words.take("analyze") or words.take("verbose", "analyze")
    words.take("verbose")
    if analyze or "format" in options:
        raise FeatureNotSupported("EXPLAIN ANALYZE and EXPLAIN formats other than text are not supported on SQLite")
    return ExplainCommand(words.rest()), "EXPLAIN"


def _nothing(words: Words) -> Read:
    word = words.value
    if word == "vacuum":
        return NothingCommand("VACUUM", outside_transaction=True), "VACUUM"
    if word in ("analyze", "analyse"):
        return NothingCommand("ANALYZE"), "ANALYZE"
    if word == "checkpoint":
        return NothingCommand("PRAGMA wal_checkpoint(PASSIVE)"), "CHECKPOINT"
    return NothingCommand(), "LOCK TABLE"


_READERS: Final = {
    "begin": _begin, "start": _begin, "commit": _end, "end": _end, "rollback": _end, "abort": _end,
    "savepoint": _savepoint, "release": _savepoint, "set": _set, "show": _show, "reset": _show, "discard": _discard,
    "prepare": _prepare, "execute": _execute, "deallocate": _deallocate, "declare": _declare, "fetch": _fetch,
    "move": _fetch, "close": _close, "listen": _channel, "unlisten": _channel, "notify": _channel,
    "explain": _explain, "copy": read_copy, "vacuum": _nothing, "analyze": _nothing, "analyse": _nothing,
    "checkpoint": _nothing, "lock": _nothing,
}  # fmt: skip

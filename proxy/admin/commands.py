"""The console's language: which words there are, what each answers, and which word was probably meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process

from proxy.admin.rows import (
    ClientRow,
    ConfigRow,
    Console,
    DatabaseRow,
    HelpRow,
    LaneRow,
    MemoryRow,
    PoolRow,
    PreparedRow,
    RouteRow,
    RouterRow,
    Row,
    ServerRow,
    StatementRow,
    StatRow,
    VersionRow,
    WorkerRow,
)
from proxy.errors import ProxyError, SyntaxProblem


@dataclass(frozen=True, slots=True)
class Listing:
    """SHOW of something: `row` is its kind, whose fields are the columns."""

    word: str
    row: type[Row]
    does: str


LISTINGS: tuple[Listing, ...] = (
    Listing("CLIENTS", ClientRow, "who is connected, where, and what pins them"),
    Listing("SERVERS", ServerRow, "connections to the databases"),
    Listing("POOLS", PoolRow, "pools: in use, idle, waiting"),
    Listing("DATABASES", DatabaseRow, "databases: health, lag, source"),
    Listing("ROUTERS", RouterRow, "routers in the order they are asked"),
    Listing("ROUTES", RouteRow, "where the statements of each table went, and why"),
    Listing("STATEMENTS", StatementRow, "known statement shapes and their route"),
    Listing("LANES", LaneRow, "connections that several sessions share"),
    Listing("PREPARED", PreparedRow, "transactions over several databases that are being ended or wait"),
    Listing("STATS", StatRow, "every counter"),
    Listing("MEMORY", MemoryRow, "what there is many of, and the memory of each process"),
    Listing("WORKERS", WorkerRow, "the processes that serve clients"),
    Listing("CONFIG", ConfigRow, "settings and their defaults"),
    Listing("VERSION", VersionRow, "this version, and whether its core is compiled"),
    Listing("HELP", HelpRow, "this list"),
)

ACTIONS: tuple[tuple[str, str], ...] = (
    ("PAUSE [database]", "hold new statements, return when none runs"),
    ("RESUME [database]", "let them go on"),
    ("RELOAD", "read rules and settings again; bad ones change nothing"),
    ("KILL client", "end one client, by its id of SHOW CLIENTS"),
    ("DRAIN", "let every client finish its transaction, then stop"),
)

HELP: tuple[HelpRow, ...] = (
    *(HelpRow(f"SHOW {listing.word}", listing.does) for listing in LISTINGS),
    *(HelpRow(command, does) for command, does in ACTIONS),
)

_BY_WORD = {listing.word: listing for listing in LISTINGS}
_ACTION_WORDS = tuple(command.split(" ")[0] for command, _ in ACTIONS)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_WORD = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|[^\s;]+')
# What drivers say on their own account when they connect or leave; it changes nothing here.
_IGNORED = frozenset({"SET", "BEGIN", "START", "COMMIT", "ROLLBACK", "RESET", "DISCARD", "DEALLOCATE", "CLOSE"})


@dataclass(frozen=True, slots=True)
class Action:
    word: str
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Accepted and without effect; `tag` is what CommandComplete says."""

    tag: str


Command = Listing | Action | Ignored


def split(text: str) -> list[str]:
    """The commands of a query string; empty ones left out."""
    return [part.strip() for part in _COMMENT.sub(" ", text).split(";") if part.strip()]


def parse(text: str) -> Command:
    """One command. Raises SyntaxProblem that suggests the nearest known one."""
    words = [_unquoted(word) for word in _WORD.findall(text)]
    head, arguments = words[0].upper(), words[1:]
    if head == "SHOW" and len(arguments) == 1 and arguments[0].upper() in _BY_WORD:
        return _BY_WORD[arguments[0].upper()]
    if head == "HELP" and not arguments:
        return _BY_WORD["HELP"]
    if head in _ACTION_WORDS:
        return _action(head, arguments)
    if head in _IGNORED:
        return Ignored("DISCARD ALL" if head == "DISCARD" else head)
    raise _unknown(text)


def _action(word: str, arguments: list[str]) -> Action:
    takes = {"PAUSE": (0, 1), "RESUME": (0, 1), "KILL": (1, 1)}.get(word, (0, 0))
    if not takes[0] <= len(arguments) <= takes[1]:
        usage = next(command for command, _ in ACTIONS if command.split(" ")[0] == word)
        raise SyntaxProblem(f"{word} got {len(arguments)} arguments", hint=f"Write {usage}.")
    if word == "KILL" and not arguments[0].isdecimal():
        raise SyntaxProblem(f"KILL needs a client's number, not {arguments[0]!r}", hint="SHOW CLIENTS lists them.")
    return Action(word, arguments[0] if arguments else None)


async def answer(console: Console, listing: Listing) -> Sequence[Row]:
    """The rows of a SHOW."""
    return HELP if listing.row is HelpRow else await console.rows(listing.row)


async def act(console: Console, action: Action) -> str | None:
    """Does it; the sentence it returns, if any, is for the operator."""
    match action.word:
        case "PAUSE":
            await console.pause(action.argument)
        case "RESUME":
            await console.resume(action.argument)
        case "RELOAD":
            return await console.reload()
        case "KILL" if action.argument is not None:
            await console.kill(int(action.argument))
        case "DRAIN":
            await console.drain()
        case _:
            raise AssertionError(f"no such action: {action}")
    return None


def _unknown(text: str) -> ProxyError:
    known = [row.command for row in HELP]
    nearest = process.extractOne(text.upper(), [command.split(" [")[0] for command in known])
    suggestion = "" if nearest is None else f"Did you mean {nearest[0]}? "
    shown = text if len(text) <= 60 else text[:57] + "..."
    return SyntaxProblem(f"the console does not know {shown!r}", hint=f"{suggestion}SHOW HELP lists every command.")


def _unquoted(word: str) -> str:
    if word[0] in "\"'" and len(word) > 1:
        return word[1:-1].replace(word[0] * 2, word[0])
    return word

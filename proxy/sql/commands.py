"""Transaction and session statements taken apart."""

from __future__ import annotations

import itertools
from typing import Final

from proxy.sql.statement import (
    ChannelCommand,
    Command,
    CursorCommand,
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    TransactionVerb,
)
from proxy.sql.tokens import Tokens, string_value, unquoted

_MODES: Final = (
    "isolation level serializable",
    "isolation level repeatable read",
    "isolation level read committed",
    "isolation level read uncommitted",
    "read only",
    "read write",
    "deferrable",
    "not deferrable",
)
_VERBS: Final = {
    "begin": TransactionVerb.BEGIN,
    "start": TransactionVerb.BEGIN,
    "commit": TransactionVerb.COMMIT,
    "end": TransactionVerb.COMMIT,
    "rollback": TransactionVerb.ROLLBACK,
    "abort": TransactionVerb.ROLLBACK,
    "savepoint": TransactionVerb.SAVEPOINT,
    "release": TransactionVerb.RELEASE,
}


class CommandReader:
    """The tokens of one statement, `first` to before `last`."""

    def __init__(self, tokens: Tokens, first: int, last: int, *, standard_conforming_strings: bool = True) -> None:
        self.tokens = tokens
        self.first = first
        self.last = last
        self.conforming = standard_conforming_strings

    def words(self) -> list[str]:
        return self.tokens.values[self.first : self.last]

    def text(self, start: int, end: int) -> str:
        """What is written from token `start` to before token `end`."""
        if start >= end:
            return ""
        return self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]]

    def value(self, i: int) -> str:
        """The token at `i` as a value: strings unquoted."""
        if i >= self.last:
            return ""
        raw = self.tokens.values[i]
        if self.tokens.kinds[i] == "s":
            return string_value(raw, standard_conforming_strings=self.conforming)
        return unquoted(raw)

    def read(self) -> Command | None:
        """The command; None where the statement is no such command, or not to be understood."""
        words = self.words()
        first = words[0]
        if first == "set" and words[1:2] in (["local"], ["session"]) and words[2:3] == ["transaction"]:
            return TransactionCommand(TransactionVerb.SET_TRANSACTION, None, *_modes(words[3:]))
        # A statement may be called "transaction" too: PREPARE transaction AS …
        prepares = words[:2] == ["prepare", "transaction"] and words[2:3] not in (["as"], ["("])
        if first in _VERBS or prepares or words[:2] in (["set", "transaction"], ["set", "constraints"]):
            return self._transaction(words)
        if first == "set":
            return self._set(words)
        if first == "reset":
            if words[1:] == ["all"]:
                return SettingCommand(SettingVerb.RESET_ALL, "all")
            name, _ = self._setting_name(1)
            return SettingCommand(SettingVerb.RESET, name)
        if first == "show":
            name, _ = self._setting_name(1)
            return SettingCommand(SettingVerb.SHOW, name)
        if first == "discard":
            name = words[1] if len(words) > 1 else "all"
            return SettingCommand(SettingVerb.DISCARD, "temp" if name == "temporary" else name)
        if first in ("prepare", "execute", "deallocate"):
            return self._prepared(words)
        if first in ("declare", "fetch", "move", "close"):
            return self._cursor(words)
        if first in ("listen", "unlisten", "notify") and len(words) > 1:
            return ChannelCommand(first, None if words[1] == "*" else unquoted(words[1]))
        return None

    def _transaction(self, words: list[str]) -> TransactionCommand:
        if words[0] == "prepare":
            return TransactionCommand(TransactionVerb.PREPARE, self.value(self.first + 2))
        if words[:2] == ["set", "transaction"]:
            if words[2:3] == ["snapshot"]:
                return TransactionCommand(TransactionVerb.SET_TRANSACTION, self.value(self.first + 3))
            return TransactionCommand(TransactionVerb.SET_TRANSACTION, None, *_modes(words[2:]))
        if words[:2] == ["set", "constraints"]:
            return TransactionCommand(TransactionVerb.SET_CONSTRAINTS)
        verb = _VERBS[words[0]]
        if words[1:2] == ["prepared"]:
            prepared = {
                TransactionVerb.COMMIT: TransactionVerb.COMMIT_PREPARED,
                TransactionVerb.ROLLBACK: TransactionVerb.ROLLBACK_PREPARED,
            }
            return TransactionCommand(prepared.get(verb, verb), self.value(self.first + 2))
        if verb is TransactionVerb.SAVEPOINT:
            return _of_savepoint(verb, words[1:])
        if verb is TransactionVerb.RELEASE:
            return _of_savepoint(verb, words[2:] if words[1:2] == ["savepoint"] and len(words) > 2 else words[1:])
        rest = words[2:] if words[1:2] in (["work"], ["transaction"]) else words[1:]
        if verb is TransactionVerb.BEGIN:
            is_understood = _are_modes(rest) and (words[0] == "begin" or words[1:2] == ["transaction"])
            return TransactionCommand(verb, None, *_modes(rest), is_understood=is_understood)
        if verb is TransactionVerb.ROLLBACK and rest[:1] == ["to"]:
            rest = rest[2:] if rest[1:2] == ["savepoint"] and len(rest) > 2 else rest[1:]
            return _of_savepoint(TransactionVerb.ROLLBACK_TO, rest)
        is_understood = rest in ([], ["and", "chain"], ["and", "no", "chain"])
        return TransactionCommand(verb, chain=rest == ["and", "chain"], is_understood=is_understood)

    # Settings

    def _setting_name(self, i: int) -> tuple[str, int]:
        """The setting named at word `i` and the word behind it."""
        words = self.words()
        if words[i : i + 2] == ["time", "zone"]:
            return "timezone", i + 2
        if words[i : i + 2] == ["session", "authorization"]:
            return "session_authorization", i + 2
        if words[i : i + 3] == ["transaction", "isolation", "level"]:
            return "transaction_isolation", i + 3
        if words[i : i + 1] == ["names"]:
            return "client_encoding", i + 1
        name = unquoted(words[i]) if i < len(words) else ""
        i += 1
        while i + 1 < len(words) and words[i] == ".":
            name += "." + unquoted(words[i + 1])
            i += 2
        return name.lower(), i

    def _set(self, words: list[str]) -> Command:
        verb, i = SettingVerb.SET, 1
        if words[1:2] in (["local"], ["session"]) and words[1:3] != ["session", "authorization"] and len(words) > 2:
            if words[1:4] == ["session", "characteristics", "as"]:
                return SettingCommand(
                    SettingVerb.SET, "session characteristics", tuple(words[5:]), self.text(self.first + 5, self.last)
                )
            if words[2] not in ("=", "to"):
                verb, i = SettingVerb.SET_LOCAL if words[1] == "local" else SettingVerb.SET, 2
        name, i = self._setting_name(i)
        has_sign = i < len(words) and words[i] in ("=", "to")
        is_special = name in (
            "timezone",
            "session_authorization",
            "client_encoding",
            "role",
            "schema",
            "catalog",
            "xml",
        )
        if not has_sign and name == "schema":
            name = "search_path"
        if not has_sign and name == "xml":
            name, i = "xmloption", i + 1
        if has_sign:
            i += 1
        elif not is_special:
            return SettingCommand(verb, name, (), self.text(self.first + i, self.last))
        start = self.first + i
        text = self.text(start, self.last)
        if (words[i:] == ["default"] and self.tokens.kinds[start] == "w") or (
            not has_sign and name == "timezone" and words[i:] == ["local"]
        ):
            return SettingCommand(verb, name, (), "DEFAULT")
        if start >= self.last and name == "client_encoding":
            return SettingCommand(verb, name, (), "DEFAULT")
        return SettingCommand(verb, name, self._values(start), text)

    def _values(self, i: int) -> tuple[str, ...]:
        """The list from token `i` on, unquoted; signs joined to their numbers, an interval's words by spaces."""
        found: list[list[str]] = [[]]
        while i < self.last:
            if self.tokens.values[i] == "," and self.tokens.kinds[i] == "p":
                found.append([])
            else:
                found[-1].append(self.value(i))
            i += 1
        return tuple("".join(each) if each[:1] in (["-"], ["+"]) else " ".join(each) for each in found if each)

    # Prepared statements and cursors

    def _prepared(self, words: list[str]) -> PreparedCommand:
        if words[0] == "deallocate":
            i = 2 if words[1:2] == ["prepare"] and len(words) > 2 else 1
            name = words[i] if i < len(words) else None
            return PreparedCommand("deallocate", None if name in (None, "all") else unquoted(name))
        name = unquoted(words[1]) if len(words) > 1 else None
        if words[0] == "execute":
            return PreparedCommand("execute", name)
        body = self.prepared_body()
        return PreparedCommand("prepare", name, self.text(body, self.last) if body < self.last else None)

    def prepared_body(self) -> int:
        """The token behind AS of a PREPARE."""
        i = self.first + 2
        if i < self.last and self.tokens.values[i] == "(":
            i = max(self.tokens.match[i], i) + 1
        return i + 1

    def _cursor(self, words: list[str]) -> CursorCommand:
        if words[0] == "close":
            name = words[1] if len(words) > 1 else None
            return CursorCommand("close", None if name in (None, "all") else unquoted(name))
        if words[0] == "declare":
            behind = self.cursor_body() - self.first
            hold = words[2:behind]
            with_hold = any(pair == ("with", "hold") for pair in itertools.pairwise(hold))
            return CursorCommand("declare", unquoted(words[1]) if len(words) > 1 else None, with_hold)
        return CursorCommand(words[0], unquoted(words[-1]) if len(words) > 1 else None)

    def cursor_body(self) -> int:
        """The token behind FOR of a DECLARE."""
        i = self.first + 2
        while i < self.last and self.tokens.values[i] != "for":
            i += 1
        return i + 1


def _of_savepoint(verb: TransactionVerb, names: list[str]) -> TransactionCommand:
    return TransactionCommand(verb, unquoted(names[0]) if names else None, is_understood=len(names) == 1)


def _are_modes(words: list[str]) -> bool:
    """Whether these are characteristics of a transaction and nothing else."""
    text = " ".join(words).replace(" , ", " ")
    while text:
        mode = next((mode for mode in _MODES if text == mode or text.startswith(f"{mode} ")), None)
        if mode is None:
            return False
        text = text[len(mode) + 1 :]
    return True


def _modes(words: list[str]) -> tuple[bool | None, str | None]:
    """READ ONLY and the isolation level of a list of transaction modes; the last of each counts."""
    read_only: bool | None = None
    isolation: str | None = None
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        if word == "read" and following in ("only", "write"):
            read_only = following == "only"
        elif word == "level":
            isolation = "serializable" if following == "serializable" else " ".join(words[i + 1 : i + 3])
    return read_only, isolation

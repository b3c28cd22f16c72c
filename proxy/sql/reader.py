"""Reads one statement of a query string, and those inside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from proxy.sql import functions, wrapped
from proxy.sql.catalog import Facts
from proxy.sql.commands import CommandReader
from proxy.sql.ddl import Definition
from proxy.sql.head import classify
from proxy.sql.known import of_tables, with_facts
from proxy.sql.statement import (
    ChannelCommand,
    CursorCommand,
    Kind,
    PreparedCommand,
    SettingCommand,
    SettingVerb,
    Statement,
    TransactionCommand,
)
from proxy.sql.tables import EXPRESSION, START, Walk
from proxy.sql.tokens import Tokens, string_value, tokenize
from proxy.sql.wrapped import PREPARED_PIN, QUERIES, SETTINGS_PIN

_MODIFYING: Final = ("INSERT", "UPDATE", "DELETE", "MERGE")


class Reader:
    """Reads one statement, and those inside it."""

    def __init__(
        self, tokens: Tokens, facts: Facts | None, prepared: Mapping[str, str], *, conforming: bool, depth: int = 0
    ) -> None:
        self.tokens = tokens
        self.facts = facts
        self.prepared = prepared
        self.conforming = conforming
        self.depth = depth
        self.problem: str | None = None

    def statement(self, first: int, last: int) -> Statement:
        tokens = self.tokens
        kind, tag = classify(tokens, first, last)
        walk = Walk(tokens, standard_conforming_strings=self.conforming)
        using = self._hints(walk, first, last)
        base = Statement(kind, tag, tokens.starts[first], tokens.ends[last - 1], using=using)
        word = tokens.values[first] if tokens.kinds[first] in "wp" else ""
        if word in QUERIES:
            found = self._query(walk, base, first, last)
        elif word in wrapped.READERS and kind is not Kind.TRANSACTION:
            found = wrapped.READERS[word](self, walk, base, first, last)
        elif word in ("call", "notify"):
            found = self._action(walk, base, first, last)
        elif kind in (Kind.TRANSACTION, Kind.SESSION):
            found = self._command(base, first, last)
        elif kind in (Kind.DDL, Kind.UTILITY) or word == "truncate":
            found = self._definition(walk, base, first, last)
        else:
            self.problem = f"no statement of PostgreSQL begins with {tokens.text[base.start : base.start + 20]!r}"
            found = replace(base, kind=Kind.WRITE, unknown=True)
        if walk.problem is not None:
            self.problem = walk.problem
        strays = tokens.strays
        if strays and self.problem is None and any(first <= each < last for each in strays):
            self.problem = "a character that no statement of PostgreSQL has"
        if self.problem is not None:
            found = replace(found, unknown=True, kind=Kind.WRITE if found.kind is Kind.READ else found.kind)
        return found

    def _hints(self, walk: Walk, first: int, last: int) -> str | None:
        """Sorts the comments that name a database: the statement's own is returned."""
        known = self.tokens.hints
        if last - first < len(known):
            hints = {index: known[index] for index in range(first, last + 1) if index in known}
        else:
            hints = {index: each for index, each in known.items() if first <= index <= last}
        if not hints:
            return None
        using = None
        values, match = self.tokens.values, self.tokens.match
        queries: list[int] = []
        for i in range(first, min(last, max(hints)) + 1):
            if i in hints and queries:
                walk.hints[queries[-1]] = hints[i]
            elif i in hints:
                using = hints[i]
            if i == last:
                break
            if values[i] == "(" and match[i] > i and values[i + 1] in QUERIES:
                queries.append(i)
            elif queries and match[queries[-1]] == i:
                queries.pop()
        return using

    # Queries

    def _query(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        if self.tokens.values[first] == "with" and not walk.is_declaration(first + 1, last):
            walk.problem = "a common table expression was expected"
        walk.walk(first, last, START)
        if base.tag in _MODIFYING and not walk.modifying:
            walk.problem = walk.problem or f"{base.tag} without its table"
        if walk.modifying and base.tag == "SELECT" and self.tokens.values[first] == "with":
            base = replace(base, tag=self._tag_behind_with(first, last))
        return self.finish(walk, base, first, last)

    def _tag_behind_with(self, i: int, last: int) -> str:
        while i < last:
            value = self.tokens.values[i]
            if value == "(" and self.tokens.match[i] > i:
                i = self.tokens.match[i]
            elif value in ("select", "values", "insert", "update", "delete", "merge"):
                return "SELECT" if value == "values" else value.upper()
            i += 1
        return "SELECT"

    def finish(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        writing = self._writing_functions(walk)
        changes = bool(writing or walk.runs_query or walk.locking or walk.modifying or walk.into)
        pins, unknown = self._pins(walk)
        command = None
        words = self.tokens.values[first:last]
        returns_rows = (base.tag == "SELECT" and not walk.into) or "returning" in words
        called = [functions.bare_name(function) for function in walk.functions]
        if "set_config" in called:
            command = self._set_config(first)
            if command is None and not self._sets_locally(first, last):
                pins.append(SETTINGS_PIN)
        if walk.modifying and "pg_settings" in words and "update" in words:
            # A rule of this view makes set_config of it.
            pins.append(SETTINGS_PIN)
        unpins = ("advisory lock",) if "pg_advisory_unlock_all" in called else ()
        if walk.into:
            base = replace(base, tag="SELECT INTO")
        found = replace(
            base,
            kind=Kind.DDL if walk.into else Kind.WRITE if changes else Kind.READ,
            reads=tuple(walk.reads),
            writes=tuple(walk.writes),
            functions=tuple(walk.functions),
            pins=tuple(dict.fromkeys(pins)),
            unpins=unpins,
            unknown=unknown,
            locks=changes,
            returns_rows=returns_rows,
            command=command,
        )
        return with_facts(found, self.facts, walk.is_only)

    def _writing_functions(self, walk: Walk) -> list[str]:
        return [
            function
            for function, name in walk.functions.items()
            if name.schema != "information_schema" and functions.writes(function, name, self.facts)
        ]

    def _pins(self, walk: Walk) -> tuple[list[str], bool]:
        pins = [reason for function in walk.functions if (reason := functions.pins(function))]
        if walk.temporary:
            pins.append("temporary table")
        return pins, walk.runs_query or any(functions.hides_tables(function) for function in walk.functions)

    def _sets_locally(self, first: int, last: int) -> bool:
        """Whether all calls of set_config end with a plain `true`: their effect ends with the transaction."""
        values, match = self.tokens.values, self.tokens.match
        for i in range(first, last - 1):
            if values[i] == "set_config" and values[i + 1] == "(":
                close = match[i + 1]
                if close < i or values[close - 2 : close] != [",", "true"]:
                    return False
        return True

    def _set_config(self, first: int) -> SettingCommand | None:
        """SELECT set_config('name', 'value', true or false) and nothing else."""
        values = self.tokens.values[first : first + 14]
        if values[1:3] == ["pg_catalog", "."]:
            values = [values[0], *values[3:]]
            first += 2
        at = first + 3
        kinds = self.tokens.kinds
        if values[:3] != ["select", "set_config", "("] or kinds[at : at + 3 : 2] != ["s", "s"]:
            return None
        if values[4] != "," or values[6:7] != [","] or values[8:9] != [")"] or values[9:10] not in ([], [";"], ["as"]):
            return None
        name = string_value(values[3], standard_conforming_strings=self.conforming).lower()
        value = string_value(values[5], standard_conforming_strings=self.conforming)
        is_local = {"true": True, "false": False}.get(values[7].strip("'"))
        if is_local is None:
            return None
        verb = SettingVerb.SET_LOCAL if is_local else SettingVerb.SET
        return SettingCommand(verb, name, (value,), values[5])

    # Statements inside

    def inner(self, first: int, last: int) -> Statement | None:
        if first >= last:
            self.problem = "a statement was expected"
            return None
        if self.depth > 8:
            self.problem = "statements nested too deeply"
            return None
        reader = Reader(self.tokens, self.facts, self.prepared, conforming=self.conforming, depth=self.depth + 1)
        found = reader.statement(first, last)
        self.problem = reader.problem
        return found

    def command_reader(self, first: int, last: int) -> CommandReader:
        return CommandReader(self.tokens, first, last, standard_conforming_strings=self.conforming)

    def prepared_statement(self, name: str) -> Statement | None:
        body = self.prepared.get(name)
        if not body or self.depth > 8:
            return None
        tokens = tokenize(body, standard_conforming_strings=self.conforming)
        if not len(tokens):
            return None
        reader = Reader(tokens, self.facts, {}, conforming=self.conforming, depth=self.depth + 1)
        return reader.statement(0, len(tokens))

    # The rest

    def _action(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        word = self.tokens.values[first]
        if word == "notify":
            return replace(base, locks=True, command=self.command_reader(first, last).read())
        walk.walk(first + 1, last, EXPRESSION)
        return replace(self.finish(walk, base, first, last), kind=Kind.WRITE, locks=True, returns_rows=True)

    def _command(self, base: Statement, first: int, last: int) -> Statement:
        command = self.command_reader(first, last).read()
        pins: tuple[str, ...] = ()
        unpins: tuple[str, ...] = ()
        match command:
            case ChannelCommand("listen"):
                pins = ("listen",)
            case ChannelCommand("unlisten", None):
                unpins = ("listen",)
            case SettingCommand(SettingVerb.DISCARD, "all"):
                unpins = (
                    "listen", "temporary table", "advisory lock", "cursor with hold", PREPARED_PIN, SETTINGS_PIN,
                    "sequence value",
                )  # fmt: skip
            case SettingCommand(SettingVerb.DISCARD, "temp"):
                unpins = ("temporary table",)
            case SettingCommand(SettingVerb.DISCARD, "sequences"):
                unpins = ("sequence value",)
            case CursorCommand("close", None):
                unpins = ("cursor with hold",)
            case PreparedCommand("deallocate", None):
                unpins = (PREPARED_PIN,)
        if base.kind is Kind.TRANSACTION and not isinstance(command, TransactionCommand):
            self.problem = "a transaction command that is not understood"
        word = self.tokens.values[first]
        return replace(base, command=command, pins=pins, unpins=unpins, returns_rows=word in ("show", "fetch"))

    def _definition(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        definition = Definition(self.tokens, first, last, walk)
        definition.read()
        pins = ["temporary table"] if walk.temporary else []
        hidden = walk.runs_query or any(functions.hides_tables(function) for function in walk.functions)
        if base.tag == "LOAD":
            pins.append("load")
        if definition.is_query and base.tag == "CREATE TABLE":
            pins.extend(reason for function in walk.functions if (reason := functions.pins(function)))
            if any(functions.bare_name(function) == "set_config" for function in walk.functions):
                pins.append(SETTINGS_PIN)
        found = replace(
            base,
            tag="CREATE TABLE AS" if definition.is_query and base.tag == "CREATE TABLE" else base.tag,
            reads=tuple(walk.reads),
            writes=tuple(walk.writes),
            functions=tuple(walk.functions),
            pins=tuple(dict.fromkeys(pins)),
            unknown=hidden,
            locks=True,
        )
        if definition.executes is not None:
            inner = self.prepared_statement(definition.executes)
            if inner is None:
                return replace(found, unknown=True)
            return replace(found, reads=tuple(dict.fromkeys((*found.reads, *inner.reads, *inner.writes))))
        return of_tables(found, self.facts)

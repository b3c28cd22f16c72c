"""What the statements of a query string are: kind, tables, functions, pins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from proxy.sql import functions
from proxy.sql.catalog import Facts, Persistence
from proxy.sql.commands import CommandReader
from proxy.sql.ddl import Definition
from proxy.sql.head import boundaries, classify
from proxy.sql.statement import (
    Analysis,
    ChannelCommand,
    CursorCommand,
    Kind,
    PreparedCommand,
    RouteCommand,
    SettingCommand,
    SettingVerb,
    Statement,
    TableReference,
    TransactionCommand,
)
from proxy.sql.tables import EXPRESSION, START, Walk
from proxy.sql.tokens import Tokens, string_value, tokenize, unquoted

_QUERIES: Final = frozenset(["select", "values", "table", "with", "insert", "update", "delete", "merge", "("])
_PREPARED_PIN: Final = "prepared statement"
_LEXICAL: Final = "the text ends inside a quote or a comment"


def analyze(text: str, facts: Facts | None = None, *, standard_conforming_strings: bool = True) -> Analysis:
    """Every statement of `text`, at least one (of kind empty). Never raises."""
    tokens = tokenize(text, standard_conforming_strings=standard_conforming_strings)
    found: list[Statement] = []
    prepared = dict(facts.prepared) if facts is not None else {}
    problems: list[str] = []
    for first, last in boundaries(tokens):
        reader = _Reader(tokens, facts, prepared, conforming=standard_conforming_strings)
        try:
            statement = reader.statement(first, last)
        except Exception as error:  # noqa: BLE001
            # A text that our reading trips over is unknown; it must not end the session that sent it.
            kind, tag = classify(tokens, first, last)
            kind = Kind.WRITE if kind is Kind.READ else kind
            statement = Statement(kind, tag, tokens.starts[first], tokens.ends[last - 1], unknown=True, locks=True)
            reader.problem = f"the reader failed: {error!r}"
        if reader.problem is not None:
            problems.append(reader.problem)
        found.append(statement)
        if isinstance(statement.command, PreparedCommand) and statement.command.verb == "prepare":
            prepared[statement.command.name or ""] = statement.command.body or ""
    if tokens.broken is not None:
        problems.append(tokens.broken)
        if not found:
            found.append(Statement(Kind.WRITE, "", 0, len(text), unknown=True))
    if not found:
        found.append(Statement(Kind.EMPTY, "", 0, len(text)))
    return Analysis(tuple(found), problems[0] if problems else None)


class _Reader:
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
        if word in _QUERIES:
            found = self._query(walk, base, first, last)
        elif word in ("explain", "prepare", "declare", "execute", "copy") and kind is not Kind.TRANSACTION:
            found = getattr(self, f"_{word}")(walk, base, first, last)
        elif word in ("call", "do", "notify"):
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
        if self.problem is not None:
            found = replace(found, unknown=True, kind=Kind.WRITE if found.kind is Kind.READ else found.kind)
        return found

    def _hints(self, walk: Walk, first: int, last: int) -> str | None:
        """Sorts the comments that name a database: the statement's own is returned."""
        hints = {index: each for index, each in self.tokens.hints.items() if first <= index <= last}
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
            if values[i] == "(" and match[i] > i and values[i + 1] in _QUERIES:
                queries.append(i)
            elif queries and match[queries[-1]] == i:
                queries.pop()
        return using

    # Queries

    def _query(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        if self.tokens.values[first] == "with" and not walk.is_declaration(first + 1, last):
            walk.problem = "a common table expression was expected"
        walk.walk(first, last, START)
        if walk.modifying and base.tag == "SELECT" and self.tokens.values[first] == "with":
            base = replace(base, tag=self._tag_behind_with(first, last))
        return self._finish(walk, base, first)

    def _tag_behind_with(self, i: int, last: int) -> str:
        while i < last:
            value = self.tokens.values[i]
            if value == "(" and self.tokens.match[i] > i:
                i = self.tokens.match[i]
            elif value in ("select", "values", "insert", "update", "delete", "merge"):
                return "SELECT" if value == "values" else value.upper()
            i += 1
        return "SELECT"

    def _finish(self, walk: Walk, base: Statement, first: int) -> Statement:
        writing = self._writing_functions(walk)
        changes = bool(writing or walk.runs_query or walk.locking or walk.modifying or walk.into)
        pins, unknown = self._pins(walk)
        command = None
        returns_rows = (base.tag == "SELECT" and not walk.into) or "returning" in self.tokens.values[first:]
        called = [functions.bare_name(function) for function in walk.functions]
        if "set_config" in called:
            command = self._set_config(first)
            if command is None:
                pins.append("session settings")
        unpins = ("advisory lock",) if "pg_advisory_unlock_all" in called else ()
        found = replace(
            base,
            kind=Kind.WRITE if changes else Kind.READ,
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
        return self._with_facts(found, walk)

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

    def _with_facts(self, found: Statement, walk: Walk) -> Statement:
        """What the catalogs add: tables behind views and functions, and what writing a table writes besides."""
        if self.facts is None:
            return found
        reads, writes, changes = dict(walk.reads), dict(walk.writes), False
        for reference in walk.reads:
            table = self.facts.table(reference.table)
            if table is not None:
                reads.update((TableReference(each, reference.using), None) for each in table.reads)
                changes = changes or table.read_writes
        for reference in walk.writes:
            table = self.facts.table(reference.table)
            if table is not None:
                writes.update((TableReference(each, reference.using), None) for each in table.writes)
                if table.is_view:
                    writes.update((TableReference(each, reference.using), None) for each in table.reads)
        for name in walk.functions.values():
            function = self.facts.function(name)
            if function is not None:
                reads.update((TableReference(each), None) for each in function.reads)
                writes.update((TableReference(each), None) for each in function.writes)
        pins = found.pins
        for reference in (*reads, *writes):
            table = self.facts.table(reference.table)
            if table is not None and table.persistence is Persistence.TEMPORARY and "temporary table" not in pins:
                pins = (*pins, "temporary table")
        kind = Kind.WRITE if changes and found.kind is Kind.READ else found.kind
        return replace(found, kind=kind, reads=tuple(reads), writes=tuple(writes), pins=pins)

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

    # Statements around statements

    def _inner(self, first: int, last: int) -> Statement | None:
        if first >= last:
            self.problem = "a statement was expected"
            return None
        if self.depth > 8:
            self.problem = "statements nested too deeply"
            return None
        reader = _Reader(self.tokens, self.facts, self.prepared, conforming=self.conforming, depth=self.depth + 1)
        found = reader.statement(first, last)
        self.problem = reader.problem
        return found

    def _around(self, base: Statement, inner: Statement | None, **changes: object) -> Statement:
        if inner is None:
            return replace(base, kind=Kind.WRITE, unknown=True)
        copied = replace(inner, tag=base.tag, start=base.start, end=base.end, using=base.using or inner.using)
        return replace(copied, command=None, **changes)  # type: ignore[arg-type]

    def _explain(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        i = first + 1
        values = self.tokens.values
        analyze_it = route = json = False
        if i < last and values[i] == "(" and not (i + 1 < last and values[i + 1] in _QUERIES):
            close = max(self.tokens.match[i], i)
            option: list[str] = []
            for k in range(i + 1, close + 1):
                if values[k] == "," or k == close:
                    word, value = (option[0] if option else ""), "".join(option[1:]).strip("'\"").lower()
                    if word in ("analyze", "analyse"):
                        analyze_it = value not in ("false", "off", "0")
                    route = route or (word == "route" and value not in ("false", "off", "0"))
                    json = json or (word == "format" and value == "json")
                    option = []
                else:
                    option.append(values[k])
            i = close + 1
        else:
            while i < last and values[i] in ("analyze", "analyse", "verbose"):
                analyze_it = analyze_it or values[i] != "verbose"
                i += 1
        if route:
            body = self.tokens.text[self.tokens.starts[i] : base.end] if i < last else ""
            if base.using is not None and i < last:
                # Comments before the body are no part of its text.
                body = f"/* onedsn: using={base.using} */ {body}"
            return replace(base, kind=Kind.SESSION, returns_rows=True, command=RouteCommand(body, json))
        inner = self._inner(i, last)
        if inner is not None and not analyze_it:
            return self._around(base, inner, kind=Kind.READ, pins=(), unpins=(), locks=False, returns_rows=True)
        return self._around(base, inner, returns_rows=True)

    def _reader(self, first: int, last: int) -> CommandReader:
        return CommandReader(self.tokens, first, last, standard_conforming_strings=self.conforming)

    def _prepare(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        reader = self._reader(first, last)
        inner = self._inner(reader.prepared_body(), last)
        found = self._around(base, inner, pins=(_PREPARED_PIN,), unpins=(), returns_rows=False)
        return replace(found, command=reader.read())

    def _declare(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        reader = self._reader(first, last)
        command = reader.read()
        inner = self._inner(reader.cursor_body(), last)
        with_hold = isinstance(command, CursorCommand) and command.with_hold
        pins = (*(inner.pins if inner else ()), *(("cursor with hold",) if with_hold else ()))
        return replace(self._around(base, inner, pins=pins, returns_rows=False), command=command)

    def _execute(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        if first + 2 < last:
            walk.walk(first + 2, last, EXPRESSION)
        command = self._reader(first, last).read()
        name = unquoted(self.tokens.values[first + 1]) if first + 1 < last else ""
        found = self._finish(walk, base, first)
        inner = self._prepared_statement(name)
        if inner is None:
            return replace(found, kind=Kind.WRITE, unknown=True, locks=True, returns_rows=True, command=command)
        kind = inner.kind if inner.kind is not Kind.READ or found.kind is Kind.READ else Kind.WRITE
        return replace(
            found,
            kind=kind,
            reads=tuple(dict.fromkeys((*found.reads, *inner.reads))),
            writes=tuple(dict.fromkeys((*found.writes, *inner.writes))),
            functions=tuple(dict.fromkeys((*found.functions, *inner.functions))),
            unknown=found.unknown or inner.unknown,
            locks=found.locks or inner.locks,
            returns_rows=inner.returns_rows,
            command=command,
        )

    def _prepared_statement(self, name: str) -> Statement | None:
        body = self.prepared.get(name)
        if not body or self.depth > 8:
            return None
        tokens = tokenize(body, standard_conforming_strings=self.conforming)
        if not len(tokens):
            return None
        reader = _Reader(tokens, self.facts, {}, conforming=self.conforming, depth=self.depth + 1)
        return reader.statement(0, len(tokens))

    def _copy(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        i = first + 1
        values = self.tokens.values
        if i < last and values[i] == "(":
            close = max(self.tokens.match[i], i + 1)
            inner = self._inner(i + 1, close)
            kind = base.kind if inner is not None and inner.kind is Kind.READ else Kind.WRITE
            return self._around(base, inner, kind=kind, returns_rows=False)
        if i < last and values[i] == "binary" and i + 1 < last and values[i + 1] not in ("from", "to", ".", "("):
            i += 1
        name, i = walk.qualified(i, last)
        while i < last and values[i] not in ("from", "to"):
            i = max(self.tokens.match[i], i) + 1 if values[i] == "(" else i + 1
        incoming = i < last and values[i] == "from"
        walk.add(walk.writes if incoming else walk.reads, name)
        if incoming:
            where = i
            while where < last and values[where] != "where":
                where += 1
            walk.walk(where, last, EXPRESSION)
        found = self._finish(walk, base, first)
        return replace(found, kind=base.kind, locks=incoming, returns_rows=False)

    # The rest

    def _action(self, walk: Walk, base: Statement, first: int, last: int) -> Statement:
        word = self.tokens.values[first]
        if word == "notify":
            return replace(base, locks=True, command=self._reader(first, last).read())
        if word == "do":
            return replace(base, unknown=True, locks=True)
        walk.walk(first + 1, last, EXPRESSION)
        return replace(self._finish(walk, base, first), kind=Kind.WRITE, locks=True, returns_rows=True)

    def _command(self, base: Statement, first: int, last: int) -> Statement:
        command = self._reader(first, last).read()
        pins: tuple[str, ...] = ()
        unpins: tuple[str, ...] = ()
        match command:
            case ChannelCommand("listen"):
                pins = ("listen",)
            case ChannelCommand("unlisten", None):
                unpins = ("listen",)
            case SettingCommand(SettingVerb.DISCARD, "all"):
                unpins = (
                    "listen", "temporary table", "advisory lock", "cursor with hold", _PREPARED_PIN, "session settings",
                    "sequence value",
                )  # fmt: skip
            case SettingCommand(SettingVerb.DISCARD, "temp"):
                unpins = ("temporary table",)
            case SettingCommand(SettingVerb.DISCARD, "sequences"):
                unpins = ("sequence value",)
            case CursorCommand("close", None):
                unpins = ("cursor with hold",)
            case PreparedCommand("deallocate", None):
                unpins = (_PREPARED_PIN,)
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
        found = replace(
            base,
            tag="CREATE TABLE AS" if definition.is_query and base.tag == "CREATE TABLE" else base.tag,
            reads=tuple(walk.reads),
            writes=tuple(walk.writes),
            functions=tuple(walk.functions),
            pins=tuple(pins),
            unknown=hidden,
            locks=True,
        )
        if definition.executes is not None:
            inner = self._prepared_statement(definition.executes)
            if inner is None:
                return replace(found, unknown=True)
            return replace(found, reads=tuple(dict.fromkeys((*found.reads, *inner.reads, *inner.writes))))
        return found

"""Statements around statements: EXPLAIN, PREPARE, EXECUTE, DECLARE, COPY, and DO around a body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from proxy.sql.statement import CursorCommand, Kind, RouteCommand, SettingCommand, Statement, TableReference
from proxy.sql.tables import EXPRESSION, Walk
from proxy.sql.tokens import string_value, unquoted

if TYPE_CHECKING:
    from proxy.sql.reader import Reader

QUERIES: Final = frozenset(["select", "values", "table", "with", "insert", "update", "delete", "merge", "("])
PREPARED_PIN: Final = "prepared statement"
SETTINGS_PIN: Final = "session settings"


def _around(base: Statement, inner: Statement | None, **changes: object) -> Statement:
    if inner is None:
        return replace(base, kind=Kind.WRITE, unknown=True)
    # Nobody follows a setting that something else is around.
    pins = (*inner.pins, SETTINGS_PIN) if isinstance(inner.command, SettingCommand) else inner.pins
    copied = replace(inner, tag=base.tag, start=base.start, end=base.end, using=base.using or inner.using, pins=pins)
    return replace(copied, command=None, **changes)  # type: ignore[arg-type]


def _explain(reader: Reader, walk: Walk, base: Statement, first: int, last: int) -> Statement:
    i = first + 1
    values = reader.tokens.values
    analyze_it = route = json = False
    if i < last and values[i] == "(" and not (i + 1 < last and values[i + 1] in QUERIES):
        close = max(reader.tokens.match[i], i)
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
        body = reader.tokens.text[reader.tokens.starts[i] : base.end] if i < last else ""
        if base.using is not None and i < last:
            # Comments before the body are no part of its text.
            body = f"/* onedsn: using={base.using} */ {body}"
        return replace(base, kind=Kind.SESSION, returns_rows=True, command=RouteCommand(body, json))
    inner = reader.inner(i, last)
    if inner is not None and not analyze_it:
        return _around(base, inner, kind=Kind.READ, pins=(), unpins=(), locks=False, returns_rows=True)
    return _around(base, inner, returns_rows=True)


def _prepare(reader: Reader, walk: Walk, base: Statement, first: int, last: int) -> Statement:
    commands = reader.command_reader(first, last)
    inner = reader.inner(commands.prepared_body(), last)
    found = _around(base, inner, pins=(PREPARED_PIN,), unpins=(), returns_rows=False)
    return replace(found, command=commands.read())


def _declare(reader: Reader, walk: Walk, base: Statement, first: int, last: int) -> Statement:
    commands = reader.command_reader(first, last)
    command = commands.read()
    inner = reader.inner(commands.cursor_body(), last)
    with_hold = isinstance(command, CursorCommand) and command.with_hold
    pins = (*(inner.pins if inner else ()), *(("cursor with hold",) if with_hold else ()))
    return replace(_around(base, inner, pins=pins, returns_rows=False), command=command)


def _execute(reader: Reader, walk: Walk, base: Statement, first: int, last: int) -> Statement:
    if first + 2 < last:
        walk.walk(first + 2, last, EXPRESSION)
    command = reader.command_reader(first, last).read()
    name = unquoted(reader.tokens.values[first + 1]) if first + 1 < last else ""
    found = reader.finish(walk, base, first, last)
    inner = reader.prepared_statement(name)
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


def _copy(reader: Reader, walk: Walk, base: Statement, first: int, last: int) -> Statement:
    i = first + 1
    values = reader.tokens.values
    if i < last and values[i] == "(":
        close = max(reader.tokens.match[i], i + 1)
        inner = reader.inner(i + 1, close)
        kind = base.kind if inner is not None and inner.kind is Kind.READ else Kind.WRITE
        return _around(base, inner, kind=kind, returns_rows=False)
    if i < last and values[i] == "binary" and i + 1 < last and values[i + 1] not in ("from", "to", ".", "("):
        i += 1
    name, i = walk.qualified(i, last)
    while i < last and values[i] not in ("from", "to"):
        i = max(reader.tokens.match[i], i) + 1 if values[i] == "(" else i + 1
    incoming = i < last and values[i] == "from"
    walk.add(walk.writes if incoming else walk.reads, name)
    if incoming:
        where = i
        while where < last and values[where] != "where":
            where += 1
        walk.walk(where, last, EXPRESSION)
    found = reader.finish(walk, base, first, last)
    return replace(found, kind=base.kind, locks=incoming, returns_rows=False)


def _do(reader: Reader, walk: Walk, base: Statement, first: int, last: int) -> Statement:
    """The tables that its body shows; others may hide, so that they are never known to be all. What it does to the
    session by EXECUTE, nobody sees."""
    # A body holds statements, which are read by what reads this one.
    from proxy.sql.bodies import read_body

    values, kinds = reader.tokens.values, reader.tokens.kinds
    language, text = "plpgsql", ""
    for i in range(first + 1, last):
        if kinds[i - 1] == "w" and values[i - 1] == "language":
            language = reader.command_reader(first, last).value(i).lower()
        elif kinds[i] == "s":
            text = string_value(values[i], standard_conforming_strings=reader.conforming)
    body = read_body(text, language)
    return replace(
        base,
        reads=tuple(TableReference(name) for name in body.reads),
        writes=tuple(TableReference(name) for name in body.writes),
        functions=body.functions,
        pins=body.pins if body.complete else tuple(dict.fromkeys((*body.pins, SETTINGS_PIN))),
        unknown=True,
        locks=True,
    )


_Reading = Callable[["Reader", Walk, Statement, int, int], Statement]
READERS: Final[dict[str, _Reading]] = {
    "explain": _explain,
    "prepare": _prepare,
    "declare": _declare,
    "execute": _execute,
    "copy": _copy,
    "do": _do,
}

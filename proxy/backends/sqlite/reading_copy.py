"""Reads COPY: what is copied, which way, and with which options."""

from __future__ import annotations

from proxy.backends.sqlite.commands import CopyCommand
from proxy.errors import FeatureNotSupported
from proxy.sql.statement import quote_identifier
from proxy.sql.words import Words


def read_copy(words: Words) -> tuple[CopyCommand, str]:
    """COPY and its options, in both ways of writing them. Raises SyntaxProblem."""
    words.expect("copy")
    table, query = "", None
    columns: tuple[str, ...] = ()
    if words.value == "(":
        query = words.parenthesized()
    else:
        table = quote_identifier(words.name())
        while words.take("."):
            table += "." + quote_identifier(words.name())
        if words.value == "(":
            inner = Words(words.parenthesized())
            names = [inner.name()]
            while inner.take(","):
                names.append(inner.name())
            inner.finish()
            columns = tuple(names)
    into = words.value == "from"
    if not (words.take("from", "stdin") or words.take("to", "stdout")):
        if words.value in ("from", "to"):
            raise FeatureNotSupported("COPY with a file or a program of the server is not supported on SQLite")
        words.problem()
    words.take("with")
    options = _options(words)
    return CopyCommand(into, table, columns, query, options), "COPY"


def _options(words: Words) -> dict[str, str]:
    options: dict[str, str] = {}
    if words.value == "(":
        inner = Words(words.parenthesized())
        if words.value == "where":
            raise FeatureNotSupported("COPY FROM … WHERE is not supported on SQLite")
        words.finish()
        while not inner.at_end:
            name = inner.name()
            if inner.value == "(":
                options[name] = inner.parenthesized()
            else:
                options[name] = "true" if inner.value == "," or inner.at_end else inner.literal()
            if not inner.at_end:
                inner.expect(",")
        return options
    while not words.at_end:
        name = words.name()
        if name in ("csv", "binary"):
            options["format"] = name
        elif name == "header":
            options["header"] = "true"
        elif name in ("delimiter", "delimiters", "null", "quote", "escape", "encoding"):
            words.take("as")
            options[name.rstrip("s") if name == "delimiters" else name] = words.literal()
        elif name == "force":
            kind = "force_quote" if words.take("quote") else "force_null" if words.take("null") else "force_not_null"
            if kind == "force_not_null":
                words.expect("not", "null")
            options[kind] = "*" if words.take("*") else ",".join(_names(words))
        elif name == "where":
            raise FeatureNotSupported("COPY FROM … WHERE is not supported on SQLite")
        else:
            words.position -= 1
            words.problem()
    return options


def _names(words: Words) -> list[str]:
    names = [words.name()]
    while words.take(","):
        names.append(words.name())
    return names

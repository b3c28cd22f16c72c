"""The grammar of statements for SQLite: sqlglot's PostgreSQL one with function calls and operators left as written."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.postgres import PostgresParser
from sqlglot.tokenizer_core import TokenType

from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql.transpile_rewrite import rewritten


def _operator(name: str):  # type: ignore[no-untyped-def]  # sqlglot's own parser tables are untyped callables
    return lambda self, this, path: exp.Anonymous(this=f"operator {name}", expressions=[this, path])


class DropOnCommit(exp.Property):
    """ON COMMIT DROP."""

    arg_types: ClassVar[dict[str, bool]] = {}


def _on_commit(parser):  # type: ignore[no-untyped-def]  # sqlglot's own parser tables are untyped callables
    if parser._match_text_seq("COMMIT", "DROP"):
        return DropOnCommit()
    return parser._parse_on_property()


class VerbatimPostgres(Postgres):
    """Keeps `now()` apart from CURRENT_TIMESTAMP and `a -> b` from a path, so that types decide what they mean."""

    INDEX_OFFSET = 0

    class Tokenizer(Postgres.Tokenizer):
        KEYWORDS: ClassVar = {**Postgres.Tokenizer.KEYWORDS, "FLOAT": TokenType.DOUBLE}

    class Parser(PostgresParser):
        FUNCTIONS: ClassVar[dict[str, Any]] = {}
        PROPERTY_PARSERS: ClassVar = {**PostgresParser.PROPERTY_PARSERS, "ON": _on_commit}
        FUNCTION_PARSERS: ClassVar = {
            name: parser
            for name, parser in PostgresParser.FUNCTION_PARSERS.items()
            if name in ("CAST", "EXTRACT", "POSITION", "SUBSTRING", "TRIM", "OVERLAY", "STRING_AGG")
        }
        JSON_OPERATORS: ClassVar = {
            TokenType.ARROW: _operator("->"),
            TokenType.DARROW: _operator("->>"),
            TokenType.HASH_ARROW: _operator("#>"),
            TokenType.DHASH_ARROW: _operator("#>>"),
            TokenType.PLACEHOLDER: _operator("?"),
        }


AS_WRITTEN: Final[dict[str, Any]] = {"dialect": "postgres", "normalize_functions": "lower"}
"""How a piece of a definition becomes text again, for it to be kept and shown."""

_UNREAD: Final = re.compile(
    r"\bcube\s*\(|\brollup\s*\(|\bgrouping\s+sets\b|\bsimilar\b|\bjson_table\b|\bxml\w+\s*\(|\btablesample\b|\bwith\s+ties\b"
    r"|\boperator\s*\(|\brows\s+from\b|\bpartition\s+(?:of|by)\b|\bcollate\b|\bsearch\s+(?:breadth|depth)\b|\bcycle\b"
    r"|\bexclude\b|\binherits\b|\boverlaps\b|\bvariadic\b|\bcurrent\s+of\b|\bbetween\s+symmetric\b",
    re.IGNORECASE,
)
"""Constructs some of whose forms sqlglot takes for errors of syntax."""


def parse(text: str) -> exp.Expr:
    """The one statement in `text`. Raises 42601, and 0A000 for what sqlglot does not take apart."""
    dialect = VerbatimPostgres()
    try:
        trees = [tree for tree in dialect.parse(rewritten(text)) if tree is not None]
    except (ParseError, TokenError) as error:
        first = error.errors[0] if isinstance(error, ParseError) and error.errors else {}
        near = first.get("highlight") or text.strip()[:40]
        unread = _UNREAD.search(text)
        if unread is not None:
            construct = " ".join(unread[0].upper().replace("(", " ").split()[:2])
            raise FeatureNotSupported(
                f"a form of {construct} that sqlglot does not read is not supported by the SQLite backend"
            ) from None
        raise SyntaxProblem(f'syntax error at or near "{near}"') from None
    except RecursionError:
        raise FeatureNotSupported("the statement is nested too deeply for the SQLite backend") from None
    if len(trees) != 1:
        raise SyntaxProblem("one statement was expected")
    tree = trees[0]
    if not isinstance(tree, exp.Expr) or isinstance(tree, exp.Command):
        raise FeatureNotSupported(
            f"this form of {text.split(None, 1)[0].upper()} is not supported by the SQLite backend"
        )
    return tree


def into_table(node: exp.Select) -> exp.Create:
    """SELECT … INTO as CREATE TABLE AS."""
    query = node.copy()
    into = query.args["into"]
    query.set("into", None)
    properties = exp.Properties(expressions=[exp.TemporaryProperty()]) if into.args.get("temporary") else None
    return exp.Create(this=into.this, kind="TABLE", expression=query, properties=properties)


def identifier(node: exp.Expr | str | None) -> str:
    """The name an identifier stands for: folded unless it was quoted."""
    if node is None:
        return ""
    if isinstance(node, str):
        return node.lower()
    if isinstance(node, exp.Identifier):
        return str(node.this) if node.args.get("quoted") else str(node.this).lower()
    if isinstance(node, exp.Column | exp.Table | exp.TableAlias | exp.Var | exp.Alias | exp.Dot):
        return identifier(node.args.get("alias") if isinstance(node, exp.Alias) else node.this)
    return str(node.name).lower()


def quoted(name: str) -> str:
    """The name as SQLite must read it."""
    return '"' + name.replace('"', '""') + '"'


def string(value: str) -> str:
    """The text as a SQLite string literal."""
    if "\0" in value:
        raise SyntaxProblem('invalid byte sequence for encoding "UTF8": 0x00', sqlstate="22021")
    return "'" + value.replace("'", "''") + "'"

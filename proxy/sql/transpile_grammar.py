"""The grammar of statements for SQLite: sqlglot's PostgreSQL one with function calls and operators left as written."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.postgres import PostgresParser
from sqlglot.tokenizer_core import Token, TokenType

from proxy.errors import FeatureNotSupported, SyntaxProblem


def _operator(name: str):  # type: ignore[no-untyped-def]  # sqlglot's own parser tables are untyped callables
    return lambda self, this, path: exp.Anonymous(this=f"operator {name}", expressions=[this, path])


class VerbatimPostgres(Postgres):
    """Keeps `now()` apart from CURRENT_TIMESTAMP and `a -> b` from a path, so that types decide what they mean."""

    INDEX_OFFSET = 0

    class Tokenizer(Postgres.Tokenizer):
        KEYWORDS: ClassVar = {**Postgres.Tokenizer.KEYWORDS, "FLOAT": TokenType.DOUBLE}

    class Parser(PostgresParser):
        FUNCTIONS: ClassVar[dict[str, Any]] = {}
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


# sqlglot takes `$1,$` for the start of a dollar-quoted string, unless a blank follows the number.
_PARAMETERS = re.compile(
    r"""([eE]'(?:\\.|[^'\\])*'|'[^']*'|"[^"]*"|--[^\n]*|/\*.*?\*/|\$([A-Za-z_]\w*)?\$.*?\$\2\$)|\$(\d+)""", re.S
)
_AFTER_NO_COMMA = frozenset(
    {TokenType.FROM, TokenType.WHERE, TokenType.R_PAREN, TokenType.SEMICOLON, TokenType.ORDER_BY}
)


def parse(text: str) -> exp.Expr:
    """The one statement in `text`. Raises 42601, and 0A000 for what sqlglot does not take apart."""
    try:
        text = _PARAMETERS.sub(lambda match: match[0] if match[3] is None else f"${match[3]} ", text)
        tokens = VerbatimPostgres().tokenize(text)
        for token, following in zip(tokens, [*tokens[1:], None], strict=True):
            if token.token_type == TokenType.COMMA and (following is None or following.token_type in _AFTER_NO_COMMA):
                raise SyntaxProblem(
                    'syntax error at or near ","'
                    if following is None
                    else f'syntax error at or near "{following.text}"'
                )
        text = _array_casts(text, tokens)
        trees = [tree for tree in VerbatimPostgres().parse(text) if tree is not None]
    except (ParseError, TokenError) as error:
        first = error.errors[0] if isinstance(error, ParseError) and error.errors else {}
        near = first.get("highlight") or text.strip()[:40]
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


def _array_casts(text: str, tokens: list[Token]) -> str:
    """`x::oid[]` as `x::"_oid"`: sqlglot takes such a type's brackets for a subscript."""
    spans = []
    for cast, name, left, right in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        brackets = left.token_type == TokenType.L_BRACKET and right.token_type == TokenType.R_BRACKET
        if (
            cast.token_type == TokenType.DCOLON
            and brackets
            and name.text.lower() in ("oid", "name", "regtype", "regclass")
        ):
            spans.append((name.start, right.end, name.text.lower()))
    for start, end, word in reversed(spans):
        text = f'{text[:start]}"_{word}"{text[end + 1 :]}'
    return text


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

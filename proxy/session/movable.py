"""What a transaction may have run and still begin anew on another database, with nobody able to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from proxy.sql.statement import (
    Kind,
    SettingCommand,
    SettingVerb,
    Statement,
    TransactionCommand,
    TransactionVerb,
)
from proxy.sql.tokens import BROKEN, PUNCTUATION, QUOTED, WORD, tokenize

FIRM: Final = 0
"""It must stay where this has run."""
MOVES: Final = 1
MOVES_WITHOUT_SNAPSHOT: Final = 2
"""Unless its isolation level makes its first query decide which commits all others see."""

_OF_TRANSACTIONS: Final = (
    TransactionVerb.BEGIN,
    TransactionVerb.SAVEPOINT,
    TransactionVerb.RELEASE,
    TransactionVerb.ROLLBACK_TO,
    TransactionVerb.SET_TRANSACTION,
    TransactionVerb.SET_CONSTRAINTS,
)
_PLAIN_WORDS: Final = frozenset(("select", "values", "as", "null", "true", "false", "not", "and", "or"))
_LONGEST: Final = 200
"""Tokens of a statement that is looked at."""


def changes(statement: Statement) -> bool:
    """Whether more is done than to read, to set and to end."""
    return statement.locks or statement.kind not in (Kind.READ, Kind.SESSION, Kind.TRANSACTION, Kind.EMPTY)


def moves(statements: Sequence[Statement], text: str) -> int:
    """One of the above, for the statements of one query string."""
    found = MOVES
    for statement in statements:
        one = _moves(statement, text)
        if one == FIRM:
            return FIRM
        found = max(found, one)
    return found


def _moves(statement: Statement, text: str) -> int:
    command = statement.command
    if statement.pins or statement.unpins or changes(statement):
        return FIRM
    if isinstance(command, TransactionCommand):
        imports_snapshot = command.verb is TransactionVerb.SET_TRANSACTION and command.name is not None
        return MOVES if command.verb in _OF_TRANSACTIONS and not imports_snapshot else FIRM
    if statement.kind is Kind.SESSION:
        return MOVES if isinstance(command, SettingCommand) and command.verb is not SettingVerb.DISCARD else FIRM
    if statement.kind is Kind.READ and _is_constant(text[statement.start : statement.end]):
        return MOVES_WITHOUT_SNAPSHOT
    return FIRM


def _is_constant(text: str) -> bool:
    """Nothing but constants and operators on them: no table, no function, no clock, no cast that might read one."""
    tokens = tokenize(text, limit=_LONGEST)
    previous = ""
    for kind, value in zip(tokens.kinds, tokens.values, strict=True):
        if kind in (WORD, QUOTED) and value not in _PLAIN_WORDS and previous != "as":
            return False
        if kind == BROKEN or (kind == PUNCTUATION and value in ("::", ".", "[")):
            return False
        previous = value
    return len(tokens) < _LONGEST

"""The engine reads commands strictly, routing reads them leniently; what both understand they understand alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proxy.backends.sqlite.commands import FetchCommand
from proxy.backends.sqlite.reading import pieces
from proxy.errors import FeatureNotSupported, SyntaxProblem
from proxy.sql.analyze import analyze
from proxy.sql.statement import CursorCommand, Kind, SettingCommand, Statement, TransactionCommand, TransactionVerb
from tests.sql.corpus import cases

COMMANDS = sorted(
    {
        case.sql[statement.start : statement.end]
        for case in cases()
        for statement in analyze(case.sql).statements
        if statement.kind in (Kind.TRANSACTION, Kind.SESSION)
    }
)


def comparable(command: object) -> object:
    """Without what only one of the readings keeps."""
    if isinstance(command, FetchCommand):
        return CursorCommand("move" if command.move else "fetch", command.cursor)
    if isinstance(command, SettingCommand):
        return replace(command, value_text="", values=tuple(value.lower() for value in command.values))
    if isinstance(command, TransactionCommand) and command.verb is TransactionVerb.SET_CONSTRAINTS:
        return TransactionCommand(command.verb)
    return command


def lenient(text: str) -> Statement:
    [found] = analyze(text).statements
    return found


def test_every_command_of_the_corpus_is_read_alike() -> None:
    alike = 0
    for text in COMMANDS:
        theirs = lenient(text)
        try:
            [ours] = pieces(text)
        except FeatureNotSupported:
            continue
        except SyntaxProblem:
            assert theirs.command is None or not getattr(theirs.command, "is_understood", False), text
            continue
        if "characteristics" in text.lower():
            # The engine takes its modes apart, the session keeps the text.
            continue
        assert comparable(ours.command) == comparable(theirs.command), text
        assert ours.tag.startswith(theirs.tag) or theirs.tag == f"{ours.tag} TRANSACTION", text
        alike += 1
    assert alike > 150


@pytest.mark.parametrize("space", [" ", "\n\t"])
@pytest.mark.parametrize("names", ["ALL", 'a, "B".c'])
def test_set_constraints_is_read_whatever_stands_between_its_words(space: str, names: str) -> None:
    [piece] = pieces(f"SET{space}CONSTRAINTS{space}{names}{space}DEFERRED")
    assert piece.command == TransactionCommand(
        TransactionVerb.SET_CONSTRAINTS, "all" if names == "ALL" else names, isolation="deferred"
    )


def test_the_local_time_zone_is_the_default_one() -> None:
    assert pieces("SET TIME ZONE LOCAL")[0].command == pieces("SET TIME ZONE DEFAULT")[0].command


@pytest.mark.parametrize("text", ["SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE", "SET TRANSACTION SNAPSHOT 'x'"])
def test_what_a_file_has_not_is_refused_by_name(text: str) -> None:
    with pytest.raises(FeatureNotSupported, match="SQLite"):
        pieces(text)

"""Which commands the engine recognises, and how it cuts a query string."""

from __future__ import annotations

import pytest

from proxy.backends.sqlite.commands import (
    CopyCommand,
    DeclareCommand,
    ExecuteCommand,
    FetchCommand,
    NotifyCommand,
    PrepareCommand,
)
from proxy.backends.sqlite.reading import pieces
from proxy.errors import SyntaxProblem
from proxy.sql.statement import SettingCommand, SettingVerb, TransactionCommand, TransactionVerb


def only(text: str) -> object:
    [piece] = pieces(text)
    return piece.command


def test_a_query_string_is_cut_at_semicolons_outside_of_quotes_and_comments() -> None:
    found = pieces("SELECT ';' /* ; */; ; SELECT $$;$$ -- ;\n; SELECT (1)")
    assert [piece.text for piece in found] == ["SELECT ';'", "SELECT $$;$$", "SELECT (1)"]


def test_nothing_but_comments_is_no_statement() -> None:
    assert pieces(" -- nothing\n ;; /* here */ ") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("begin", TransactionCommand(TransactionVerb.BEGIN)),
        ("START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY",
         TransactionCommand(TransactionVerb.BEGIN, None, True, "serializable")),
        ("END WORK", TransactionCommand(TransactionVerb.COMMIT)),
        ("ABORT AND CHAIN", TransactionCommand(TransactionVerb.ROLLBACK, chain=True)),
        ('ROLLBACK TO SAVEPOINT "A b"', TransactionCommand(TransactionVerb.ROLLBACK_TO, "A b")),
        ("release s1", TransactionCommand(TransactionVerb.RELEASE, "s1")),
        ("SET LOCAL statement_timeout TO '5s'",
         SettingCommand(SettingVerb.SET_LOCAL, "statement_timeout", ("5s",))),
        ("SET SESSION search_path = a, \"B\"", SettingCommand(SettingVerb.SET, "search_path", ("a", "B"))),
        ("SET TIME ZONE 'Europe/Berlin'", SettingCommand(SettingVerb.SET, "timezone", ("Europe/Berlin",))),
        ("SET SESSION AUTHORIZATION DEFAULT", SettingCommand(SettingVerb.SET, "session_authorization")),
        ("set onedsn.load = on", SettingCommand(SettingVerb.SET, "onedsn.load", ("on",))),
        ("SHOW TRANSACTION ISOLATION LEVEL", SettingCommand(SettingVerb.SHOW, "transaction_isolation")),
        ("RESET ALL", SettingCommand(SettingVerb.RESET_ALL, "all")),
        ("FETCH 5 FROM c", FetchCommand("c", "forward", 5, False)),
        ("FETCH FORWARD ALL IN c", FetchCommand("c", "forward", None, False)),
        ("MOVE BACKWARD 2 c", FetchCommand("c", "backward", 2, True)),
        ("FETCH -3 FROM c", FetchCommand("c", "backward", 3, False)),
        ("FETCH ABSOLUTE -1 FROM c", FetchCommand("c", "absolute", -1, False)),
        ("FETCH c", FetchCommand("c", "forward", 1, False)),
        ("DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT 1",
         DeclareCommand("c", "SELECT 1", False, False, True, False)),
        ("PREPARE p (int, text) AS SELECT $1", PrepareCommand("p", ("int", "text"), "SELECT $1")),
        ("EXECUTE p(1, 'a,b')", ExecuteCommand("p", "1, 'a,b'")),
        ("NOTIFY ch, 'hello'", NotifyCommand("ch", "hello")),
        ("COPY s.t (a, \"B\") FROM STDIN WITH (FORMAT csv, HEADER, DELIMITER ';')",
         CopyCommand(True, "s.t", ("a", "B"), None, {"format": "csv", "header": "true", "delimiter": ";"})),
        ("COPY (SELECT 1) TO STDOUT CSV HEADER",
         CopyCommand(False, "", (), "SELECT 1", {"format": "csv", "header": "true"})),
    ],
)  # fmt: skip
def test_a_command_is_read(text: str, expected: object) -> None:
    assert only(text) == expected


@pytest.mark.parametrize("text", ["BEGIN nonsense", "SAVEPOINT", "FETCH 1 FROM", "SET x", "COPY t", "SELECT 'open"])
def test_a_command_that_cannot_be_read_is_a_syntax_error(text: str) -> None:
    with pytest.raises(SyntaxProblem):
        pieces(text)

"""Transaction and session statements taken apart."""

from __future__ import annotations

import pytest

from proxy.sql.analyze import analyze
from proxy.sql.statement import (
    ChannelCommand,
    Command,
    CursorCommand,
    Kind,
    PreparedCommand,
    RouteCommand,
    SettingCommand,
    SettingVerb,
    TransactionCommand,
    TransactionVerb,
)

V = TransactionVerb


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("BEGIN", TransactionCommand(V.BEGIN)),
        (
            "START TRANSACTION ISOLATION LEVEL repeatable read, READ ONLY, DEFERRABLE",
            TransactionCommand(V.BEGIN, None, True, "repeatable read"),
        ),
        ("begin work isolation level serializable", TransactionCommand(V.BEGIN, None, None, "serializable")),
        ("COMMIT AND CHAIN", TransactionCommand(V.COMMIT, chain=True)),
        ("END WORK AND NO CHAIN", TransactionCommand(V.COMMIT)),
        ("ABORT", TransactionCommand(V.ROLLBACK)),
        ("SAVEPOINT Sp", TransactionCommand(V.SAVEPOINT, "sp")),
        ("RELEASE sp", TransactionCommand(V.RELEASE, "sp")),
        ('ROLLBACK WORK TO SAVEPOINT "Sp"', TransactionCommand(V.ROLLBACK_TO, "Sp")),
        ("PREPARE TRANSACTION 'it''s'", TransactionCommand(V.PREPARE, "it's")),
        ("COMMIT PREPARED 'x'", TransactionCommand(V.COMMIT_PREPARED, "x")),
        ("SET TRANSACTION READ WRITE", TransactionCommand(V.SET_TRANSACTION, None, False)),
        ("SET CONSTRAINTS ALL DEFERRED", TransactionCommand(V.SET_CONSTRAINTS)),
        ("SET Search_Path TO 'a', \"B\"", SettingCommand(SettingVerb.SET, "search_path", ("a", "B"), "'a', \"B\"")),
        (
            "SET LOCAL onedsn.using = 'other'",
            SettingCommand(SettingVerb.SET_LOCAL, "onedsn.using", ("other",), "'other'"),
        ),
        ("SET SESSION x = DEFAULT", SettingCommand(SettingVerb.SET, "x", (), "DEFAULT")),
        ("SET x = 'default'", SettingCommand(SettingVerb.SET, "x", ("default",), "'default'")),
        ("SET extra_float_digits=-3", SettingCommand(SettingVerb.SET, "extra_float_digits", ("-3",), "-3")),
        ("SET TIME ZONE 'UTC'", SettingCommand(SettingVerb.SET, "timezone", ("UTC",), "'UTC'")),
        ("SET TIME ZONE LOCAL", SettingCommand(SettingVerb.SET, "timezone", (), "DEFAULT")),
        ("SET NAMES 'utf8'", SettingCommand(SettingVerb.SET, "client_encoding", ("utf8",), "'utf8'")),
        (
            "SET SESSION AUTHORIZATION joe",
            SettingCommand(SettingVerb.SET, "session_authorization", ("joe",), "joe"),
        ),
        ("SET ROLE NONE", SettingCommand(SettingVerb.SET, "role", ("none",), "NONE")),
        ("RESET ALL", SettingCommand(SettingVerb.RESET_ALL, "all")),
        ("RESET TIME ZONE", SettingCommand(SettingVerb.RESET, "timezone")),
        ("SHOW TRANSACTION ISOLATION LEVEL", SettingCommand(SettingVerb.SHOW, "transaction_isolation")),
        ("DISCARD TEMPORARY", SettingCommand(SettingVerb.DISCARD, "temp")),
        (
            "SELECT set_config('Work_Mem', '1MB', true)",
            SettingCommand(SettingVerb.SET_LOCAL, "work_mem", ("1MB",), "'1MB'"),
        ),
        ("PREPARE p (int) AS SELECT $1", PreparedCommand("prepare", "p", "SELECT $1")),
        ("EXECUTE p (1)", PreparedCommand("execute", "p")),
        ("DEALLOCATE PREPARE ALL", PreparedCommand("deallocate", None)),
        ('DEALLOCATE "all"', PreparedCommand("deallocate", "all")),
        ("DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT 1", CursorCommand("declare", "c", True)),
        ("FETCH FORWARD 5 FROM c", CursorCommand("fetch", "c")),
        ("CLOSE ALL", CursorCommand("close", None)),
        ("LISTEN Chan", ChannelCommand("listen", "chan")),
        ("UNLISTEN *", ChannelCommand("unlisten", None)),
        ("NOTIFY chan, 'x'", ChannelCommand("notify", "chan")),
        ("EXPLAIN (ROUTE) DROP TABLE t", RouteCommand("DROP TABLE t")),
        ("EXPLAIN (FORMAT JSON, ROUTE) SELECT 1", RouteCommand("SELECT 1", True)),
    ],
)
def test_a_command_is_taken_apart(text: str, command: Command) -> None:
    assert analyze(text).statements[0].command == command


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("LISTEN c", "listen"),
        ("CREATE TEMP TABLE t (a int)", "temporary table"),
        ("SELECT 1 INTO TEMP t", "temporary table"),
        ("SELECT pg_advisory_lock(1)", "advisory lock"),
        ("DECLARE c CURSOR WITH HOLD FOR SELECT 1", "cursor with hold"),
        ("LOAD 'x'", "load"),
        ("SELECT set_config('a', $1, false)", "session settings"),
        ("SELECT pg_backend_pid()", "backend process id"),
        ("SELECT lastval()", "sequence value"),
        ("PREPARE p AS SELECT 1", "prepared statement"),
    ],
)
def test_what_cannot_be_moved_pins(text: str, pin: str) -> None:
    assert analyze(text).statements[0].pins == (pin,)


def test_a_lock_that_ends_with_its_transaction_pins_nothing() -> None:
    assert analyze("SELECT pg_advisory_xact_lock(1)").statements[0].pins == ()


@pytest.mark.parametrize(
    ("text", "unpin"),
    [
        ("UNLISTEN *", "listen"),
        ("DISCARD ALL", "advisory lock"),
        ("DISCARD TEMP", "temporary table"),
        ("SELECT pg_advisory_unlock_all()", "advisory lock"),
        ("CLOSE ALL", "cursor with hold"),
        ("DEALLOCATE ALL", "prepared statement"),
    ],
)
def test_what_gives_everything_back_unpins(text: str, unpin: str) -> None:
    assert unpin in analyze(text).statements[0].unpins


def test_explain_route_is_answered_by_the_proxy() -> None:
    assert analyze("EXPLAIN (ROUTE) DELETE FROM t").statements[0].kind is Kind.SESSION


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ('SAVEPOINT "Work"', TransactionCommand(V.SAVEPOINT, "Work")),
        ('RELEASE SAVEPOINT "savepoint"', TransactionCommand(V.RELEASE, "savepoint")),
        ('CLOSE "all"', CursorCommand("close", "all")),
        ('LISTEN "Chan"', ChannelCommand("listen", "Chan")),
        ('SET "Search_Path" = "A"', SettingCommand(SettingVerb.SET, "search_path", ("A",), '"A"')),
        ('EXECUTE "P"', PreparedCommand("execute", "P")),
    ],
)
def test_quoted_names_are_names(text: str, command: Command) -> None:
    assert analyze(text).statements[0].command == command

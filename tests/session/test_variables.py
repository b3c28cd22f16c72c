"""What a session's settings mean for decisions."""

from __future__ import annotations

import pytest

from proxy.session.identity import Identity
from proxy.session.transaction import Transaction
from proxy.session.variables import Variables


def variables(**parameters: str) -> Variables:
    return Variables(Identity("app", 1, b"", parameters))


def test_what_was_never_set_is_the_servers_default() -> None:
    context = variables().context(Transaction())
    assert (context.search_path, context.role) == ((), "")
    assert context.standard_conforming_strings
    assert not context.serializable


def test_the_path_keeps_the_users_own_schema() -> None:
    subject = variables(search_path='"$user", Sales')
    assert subject.context(Transaction()).search_path == ("$user", "sales")


@pytest.mark.parametrize("word", ["off", "'off'", "FALSE", "0", "no"])
def test_strings_may_be_read_with_backslashes(word: str) -> None:
    subject = variables()
    subject.change("standard_conforming_strings", word)
    assert not subject.context(Transaction()).standard_conforming_strings


def test_set_local_holds_for_the_transaction() -> None:
    subject = variables()
    subject.change("role", "alice")
    subject.change_local("role", ("bob",))
    subject.change_local("standard_conforming_strings", ("off",))
    subject.change_local("work_mem", ("1MB",))
    context = subject.context(Transaction())
    assert (context.role, context.standard_conforming_strings) == ("bob", False)
    assert set(subject.local) == {"role", "standard_conforming_strings"}


def test_no_role_is_the_users_own() -> None:
    subject = variables()
    subject.change("session_authorization", "alice")
    subject.change("role", "none")
    assert subject.context(Transaction()).role == "alice"


def test_serializable_is_said_by_the_transaction_or_by_default() -> None:
    subject, transaction = variables(), Transaction()
    transaction.isolation = "serializable"
    assert subject.context(transaction).serializable
    subject.change("default_transaction_isolation", "'serializable'")
    assert subject.context(Transaction()).serializable
    transaction.isolation = "read committed"
    assert not subject.context(transaction).serializable


def test_what_the_server_reports_holds_where_the_session_says_nothing() -> None:
    subject = variables()
    subject.reported = {"standard_conforming_strings": "off", "default_transaction_read_only": "on"}
    context = subject.context(Transaction())
    assert not context.standard_conforming_strings
    assert context.reads_only
    subject.change("standard_conforming_strings", "on")
    subject.change("default_transaction_read_only", "off")
    context = subject.context(Transaction())
    assert context.standard_conforming_strings
    assert not context.reads_only
    subject.change("default_transaction_read_only", "'tru'")
    assert subject.reads_only_by_default

"""Statements inside transactions and several in one query string: O6, O9, Q09, Q18, R04, R06."""

from proxy.routing.route import Choice, Mode
from proxy.sql.catalog import Catalog
from proxy.sql.catalog import Table as CatalogTable
from proxy.sql.statement import (
    Kind,
    SettingCommand,
    SettingVerb,
    Statement,
    TableName,
    TransactionCommand,
    TransactionVerb,
)
from tests.routing.stage import READ_ONLY, READ_WRITE, TWO, Stage, insert, route, select, session, statement, update


def test_a_table_without_opinion_takes_over_the_transactions_database(stage: Stage) -> None:
    found = route(stage.rules("two_databases"), insert("auth_user"), context=session(bound="other"))
    assert (found.databases, found.reason) == (("other",), "transaction")


def test_an_explicit_choice_of_another_database_is_refused_even_if_it_shares_the_source(stage: Stage) -> None:
    for which in ("two_databases", "primary_replica"):
        found = route(stage.rules(which), update("book", using="other"), context=session(bound="default"))
        assert found.refused is not None
        assert (found.refused.code, found.refusal, found.cacheable) == ("0A000", "transaction", False)
        assert '"default"' in found.refused.message
        assert '"other"' in found.refused.message
        assert "SELECT 1" in (found.refused.detail or "")


def test_a_routed_read_of_the_same_source_runs_where_the_transaction_is(stage: Stage) -> None:
    rules = stage.rules("primary_replica")
    assert route(rules, select("book"), context=session(bound="default")).databases == ("default",)
    assert route(rules, select("book"), context=session(bound="other")).databases == ("other",)
    read_only = session(bound="default", mode=READ_ONLY)
    assert route(rules, select("book"), context=read_only).databases == ("default",)


def test_a_routed_write_never_runs_on_the_replica_that_a_transaction_is_bound_to(stage: Stage) -> None:
    found = route(stage.rules("primary_replica"), insert("book"), context=session(bound="other"))
    assert found.refusal == "transaction"


def test_a_write_in_a_read_only_transaction_is_left_to_the_server(stage: Stage) -> None:
    context = session(bound="other", mode=READ_ONLY)
    assert route(stage.rules("primary_replica"), insert("book"), context=context).databases == ("other",)


def test_another_source_is_refused_unless_two_phase_is_allowed(stage: Stage) -> None:
    context = session(bound="default")
    assert route(stage.rules("write_to_other"), insert("book"), context=context).refusal == "transaction"
    rules = stage.load("transactions: two_phase\n" + TWO + "routers: [{name: write_to_other, write: other}]")
    found = route(rules, insert("book"), context=context)
    assert (found.databases, found.refused) == (("other",), None)


def test_over_several_databases_a_statement_without_a_table_runs_where_the_transaction_is_bound(stage: Stage) -> None:
    rules = stage.load("transactions: two_phase\n" + TWO + "routers: [{name: a, tables: [auth_*], write: other}]")
    for bound in ("default", "other"):
        asked = statement(Kind.READ, "SELECT", locks=True)
        assert route(rules, asked, context=session(bound=bound, mode=READ_WRITE)).databases == (bound,)


def test_over_several_databases_a_table_that_nobody_knows_is_where_it_is_outside_too(stage: Stage) -> None:
    rules = stage.load("transactions: two_phase\n" + TWO + "routers: [{name: a, tables: [auth_*], write: other}]")
    for context in (session(bound="other", mode=READ_WRITE), session(mode=READ_WRITE), session()):
        for asked in (insert("book"), select("book"), statement(Kind.DDL, "CREATE TABLE", writes="book")):
            assert route(rules, asked, context=context).databases == ("default",)


def test_over_several_databases_an_unclaimed_table_is_found_where_the_catalogs_have_it(stage: Stage) -> None:
    rules = stage.load("transactions: two_phase\n" + TWO + "routers: [{name: a, tables: [auth_*], write: other}]")
    lines, book, pet = (TableName(name, "public") for name in ("lines", "book", "pet"))
    catalogs = {
        "default": Catalog(tables={name: CatalogTable(name) for name in (lines, pet)}),
        "other": Catalog(tables={name: CatalogTable(name) for name in (book, pet)}),
    }
    for table, bound, wanted in (
        ("lines", "other", "default"), ("book", "default", "other"), ("pet", "default", "default"),
        ("pet", "other", "other"), ("new", "other", "default"),
    ):  # fmt: skip
        found = route(rules, insert(table), context=session(bound=bound, mode=READ_WRITE), catalogs=catalogs)
        assert found.databases == (wanted,), table
    refusing = stage.load(TWO)
    found = route(refusing, insert("lines"), context=session(bound="other", mode=READ_WRITE), catalogs=catalogs)
    assert found.databases == ("other",)


def test_a_read_that_prefers_a_replica_asks_to_write_inside_a_transaction(stage: Stage) -> None:
    found = route(stage.rules("primary_replica"), select("book"), context=session(mode=READ_WRITE))
    assert (found.databases, found.mode, found.fallback) == (("default",), Mode.WRITE, None)


def test_a_read_stays_in_the_transaction_where_its_table_may_be_read_there(stage: Stage) -> None:
    rules = stage.rules("auth_router")
    found = route(rules, select("auth_user"), context=session(bound="default"))
    assert (found.databases, found.refused) == (("default",), None)
    assert route(rules, select("auth_user book"), context=session(bound="default")).databases == ("default",)
    assert route(rules, select("auth_user"), context=session(bound="other")).databases == ("other",)
    assert route(rules, update("auth_user"), context=session(bound="default")).refusal == "transaction"
    locking = statement(Kind.READ, "SELECT", reads="auth_user", locks=True)
    assert route(rules, locking, context=session(bound="default")).refusal == "transaction"


def test_several_reads_in_one_string_share_a_replica(stage: Stage) -> None:
    found = route(stage.rules("primary_replica"), select("book"), select("person"))
    assert (found.databases, found.mode) == (("other",), Mode.READ)


def test_a_write_beside_a_read_in_one_string_takes_the_read_along(stage: Stage) -> None:
    found = route(stage.rules("primary_replica"), select("book"), insert("person"))
    assert (found.databases, found.mode, found.refused) == (("default",), Mode.WRITE, None)


def test_one_string_cannot_run_on_two_databases(stage: Stage) -> None:
    found = route(stage.rules("split_tables"), select("book"), select("person"))
    assert found.refused is not None
    assert (found.refused.code, found.refusal, found.databases) == ("0A000", "transaction", ())
    assert '"other" and on database "default"' in found.refused.message
    assert route(stage.rules("split_tables"), insert("book"), insert("person")).refusal == "transaction"


def test_begin_in_the_string_makes_its_reads_ask_to_write(stage: Stage) -> None:
    begin = _transaction(TransactionVerb.BEGIN)
    commit = _transaction(TransactionVerb.COMMIT)
    found = route(stage.rules("primary_replica"), begin, select("book"), commit)
    assert found.databases == ("default",)
    read_only = _transaction(TransactionVerb.BEGIN, read_only=True)
    assert route(stage.rules("primary_replica"), read_only, select("book"), commit).databases == ("other",)


def test_a_choice_made_in_the_string_counts_for_what_follows(stage: Stage) -> None:
    command = SettingCommand(SettingVerb.SET, "onedsn.using", ("other",), "'other'")
    chosen = Statement(Kind.SESSION, "SET", 0, 0, command=command)
    found = route(stage.rules("two_databases"), chosen, select("book"))
    assert (found.databases, found.reason) == (("other",), "explicit SET")
    reset = Statement(Kind.SESSION, "RESET", 0, 0, command=SettingCommand(SettingVerb.RESET, "onedsn.using"))
    context = session(choice=Choice("other", "SET"))
    assert route(stage.rules("two_databases"), reset, select("book"), context=context).databases == ("default",)


def _transaction(verb: TransactionVerb, read_only: bool | None = None) -> Statement:
    command = TransactionCommand(verb, read_only=read_only)
    return Statement(Kind.TRANSACTION, verb.value.upper(), 0, 0, command=command)

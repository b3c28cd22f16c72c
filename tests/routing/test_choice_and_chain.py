"""Explicit choices, the chain, and no opinion: Q01, C01, R01, R03, R04, A01."""

import pytest

from proxy.routing.route import Choice, Mode
from proxy.sql.statement import Kind
from tests.routing.stage import (
    READ_ONLY,
    READ_WRITE,
    Stage,
    asked,
    create,
    insert,
    route,
    select,
    session,
    statement,
    update,
)

WAYS = ("SET LOCAL", "SET", "options", "dbname")


def test_a_table_without_opinion_goes_to_the_default(stage: Stage) -> None:
    found = route(stage.rules("two_databases"), select("book"))
    assert (found.databases, found.router, found.reason, found.mode) == (("default",), None, "no opinion", Mode.READ)


@pytest.mark.parametrize("way", WAYS)
def test_an_explicit_choice_bypasses_the_chain_and_names_its_way(stage: Stage, way: str) -> None:
    context = session(choice=Choice("default", way))
    found = route(stage.rules("primary_replica"), select("book"), context=context)
    assert (found.databases, found.router, found.reason) == (("default",), None, f"explicit {way}")
    assert asked(found, "book") == []


def test_a_comment_is_nearer_than_the_sessions_choice(stage: Stage) -> None:
    context = session(choice=Choice("other", "SET"))
    found = route(stage.rules("primary_replica"), select("book", using="default"), context=context)
    assert (found.databases, found.reason) == (("default",), "explicit comment")


def test_an_unknown_choice_is_refused_with_the_known_names(stage: Stage) -> None:
    found = route(stage.rules("two_databases"), select("book", using="othre"))
    assert found.refused is not None
    assert (found.refused.code, found.refusal, found.databases) == ("22023", "unknown_database", ())
    assert found.refused.hint == "Available values: default, other."


def test_the_first_opinion_wins_and_later_routers_are_not_asked(stage: Stage) -> None:
    found = route(stage.rules("primary_write"), insert("book"))
    assert (found.databases, found.router) == (("default",), "primary_replica")
    assert asked(found, "book") == ["primary_replica"]


def test_a_missing_opinion_passes_and_is_recorded(stage: Stage) -> None:
    found = route(stage.rules("write_auth_primary"), select("book"))
    assert [(answer.router, answer.databases) for answer in found.tables[0].asked] == [
        ("write_router", ()),
        ("auth", ()),
        ("primary_replica", ("other",)),
    ]


@pytest.mark.parametrize(
    ("which", "sent", "database", "router"),
    [
        ("primary_replica", select("auth_user"), "other", "primary_replica"),
        ("primary_replica", update("book"), "default", "primary_replica"),
        ("write_auth_primary", select("auth_user"), "default", "auth"),
        ("write_auth_primary", select("book"), "other", "primary_replica"),
        ("write_auth_primary", update("auth_user"), "writer", "write_router"),
        ("write_auth_primary", update("book"), "writer", "write_router"),
        ("primary_replica", select("book person"), "other", "primary_replica"),
        ("write_auth_primary", select("book person"), "other", "primary_replica"),
        ("auth_router", insert("auth_user"), "other", "auth"),
        ("auth_router", select("auth_user"), "default", "auth"),
        ("write_to_other", insert("book_authors"), "other", "write_to_other"),
    ],
)
def test_partial_routers_answer_only_what_they_say(
    stage: Stage, which: str, sent: object, database: str, router: str
) -> None:
    found = route(stage.rules(which), sent)  # type: ignore[arg-type]  # a parameter of pytest
    assert (found.databases, found.router, found.refused) == ((database,), router, None)


def test_a_select_in_a_read_write_transaction_asks_to_write(stage: Stage) -> None:
    found = route(stage.rules("auth_router"), select("auth_user"), context=session(mode=READ_WRITE))
    assert (found.mode, found.databases) == (Mode.WRITE, ("other",))


def test_a_select_in_a_read_only_transaction_asks_to_read(stage: Stage) -> None:
    found = route(stage.rules("primary_replica"), select("book"), context=session(mode=READ_ONLY))
    assert (found.mode, found.databases) == (Mode.READ, ("other",))


def test_locking_and_unknown_reads_are_writes(stage: Stage) -> None:
    rules = stage.rules("primary_replica")
    for sent in (
        statement(Kind.READ, "SELECT", reads="book", locks=True),
        statement(Kind.READ, "SELECT", reads="book", unknown=True),
        statement(Kind.WRITE, "SELECT", reads="book"),
    ):
        assert (route(rules, sent).databases, route(rules, sent).mode) == (("default",), Mode.WRITE)


def test_an_unknown_statement_goes_to_the_default_or_is_refused_as_the_rules_say(stage: Stage) -> None:
    sent = statement(Kind.WRITE, "DO", unknown=True)
    assert route(stage.rules("two_databases"), sent).databases == ("default",)
    strict = stage.load("unknown: refuse\n" + "databases: {default: {url: 'sqlite:///d'}}")
    found = route(strict, sent)
    assert found.refused is not None
    assert (found.refused.code, found.refusal) == ("0A000", "unknown")
    chosen = statement(Kind.WRITE, "DO", unknown=True, using="default")
    assert route(strict, chosen).databases == ("default",)


def test_a_statement_without_a_table_needs_no_particular_database(stage: Stage) -> None:
    rules = stage.rules("two_databases")
    assert (route(rules, select("")).mode, route(rules, select("")).databases) == (Mode.NONE, ())
    assert route(rules, select("pg_catalog.pg_class")).databases == ()
    assert route(rules, select("", using="other")).databases == ("other",)
    assert route(rules, select(""), context=session(bound="other")).databases == ("other",)
    assert route(rules, statement(Kind.WRITE, "SELECT")).databases == ("default",)
    assert route(rules, statement(Kind.TRANSACTION, "BEGIN")).mode is Mode.NONE
    assert route(rules).mode is Mode.NONE


def test_a_list_is_balanced_and_falls_back_to_the_source(stage: Stage) -> None:
    rules = stage.load(
        "databases: {default: 'sqlite:///d', r: {url: 'sqlite:///r', replica_of: default}}\n"
        "routers: [{name: replicas, read: [r, default], write: default}]"
    )
    found = route(rules, select("book"))
    assert (found.databases, found.balanced, found.fallback) == (("r", "default"), True, "default")
    chosen = route(rules, select("book", using="r"))
    assert (chosen.databases, chosen.balanced, chosen.fallback) == (("r",), False, None)


@pytest.mark.parametrize(
    ("narrowed", "context", "sent", "database"),
    [
        ("users: [report_*]", session(user="report_7"), select("book"), "other"),
        ("users: [report_*]", session(user="app"), select("book"), "default"),
        ("applications: [cron]", session(application="cron"), select("book"), "other"),
        ("applications: [cron]", session(), select("book"), "default"),
        ("schemas: [sales]", session(), select("sales.book"), "other"),
        ("schemas: [sales]", session(), select("book"), "default"),
        ("statements: [read]", session(), select("book"), "other"),
        ("statements: [insert]", session(), select("book"), "default"),
        ("tables: [sales.b*]", session(), select("sales.book"), "other"),
        ("tables: [sales.b*]", session(), select("book"), "default"),
        ("tables: ['b??k']", session(), select("book"), "other"),
        ("tables: [BOOK]", session(), select("book"), "default"),
    ],
)
def test_a_router_narrows_itself(stage: Stage, narrowed: str, context: object, sent: object, database: str) -> None:
    rules = stage.load(
        f"databases: {{default: 'sqlite:///d', other: 'sqlite:///o'}}\n"
        f"routers: [{{name: narrow, {narrowed}, read: other}}]"
    )
    assert route(rules, sent, context=context).databases == (database,)  # type: ignore[arg-type]  # parameters


def test_the_search_path_gives_a_table_its_schema(stage: Stage) -> None:
    from dataclasses import replace

    rules = stage.load(
        "databases: {default: 'sqlite:///d', other: 'sqlite:///o'}\n"
        "routers: [{name: sales, schemas: [sales], read: other}]"
    )
    context = replace(session(), search_path=("$user", "sales", "public"))
    assert route(rules, select("book"), context=context).databases == ("other",)


def test_a_temporary_table_stays_where_it_was_made(stage: Stage) -> None:
    context = session(temporary=(("scratch", "other"),))
    found = route(stage.rules("two_databases"), select("scratch"), context=context)
    assert (found.databases, found.tables[0].reason) == (("other",), "temporary table")
    crossed = route(stage.rules("two_databases"), select("scratch book"), context=context)
    assert crossed.refusal == "cross_database"


def test_ddl_of_the_transaction_and_migrate_records_who_was_asked(stage: Stage) -> None:
    found = route(stage.rules("primary_replica"), create("book"))
    assert (found.mode, found.databases, found.router) == (Mode.MIGRATE, ("default",), "primary_replica")

"""The relation guard: Q26, R03, R06, R13 and the rest of O12 and O13."""

import pytest

from proxy.routing.deliberation import Catalogs
from proxy.sql.catalog import Catalog, Persistence
from proxy.sql.catalog import Table as CatalogTable
from proxy.sql.statement import Kind, Statement, TableName
from tests.routing.stage import (
    READ_WRITE,
    TWO,
    Stage,
    create,
    delete,
    insert,
    route,
    select,
    session,
    statement,
    update,
)


def test_a_subquery_on_another_database_is_refused_by_both_names(stage: Stage) -> None:
    found = route(stage.rules("two_databases"), select("book person@other"))
    error = found.refused
    assert error is not None
    assert (error.code, found.refusal, found.databases) == ("0A000", "cross_database", ())
    for word in ("book", '"default"', "person", '"other"'):
        assert word in error.message
    assert error.detail is not None
    assert "book: no opinion; person: explicit comment" in error.detail
    assert error.hint is not None
    assert "inner query first and pass its keys" in error.hint


@pytest.mark.parametrize(
    "sent",
    [
        select("book person"),
        insert("book", reads="person"),
        update("book", reads="book person"),
        delete("person", reads="person book_authors"),
        statement(Kind.WRITE, "TRUNCATE", writes="book person"),
        statement(Kind.DDL, "DROP TABLE", writes="book person"),
        create("chapter", reads="book"),
        statement(Kind.COPY_OUT, "COPY", reads="book person"),
        statement(Kind.UTILITY, "VACUUM", reads="", writes="book person"),
    ],
)
def test_tables_with_different_homes_cannot_meet(stage: Stage, sent: Statement) -> None:
    found = route(stage.rules("split_tables"), sent)
    assert found.refusal == "cross_database"
    assert found.refused is not None
    assert "router" in (found.refused.detail or "")


def test_one_explicit_choice_for_the_whole_statement_is_no_crossing(stage: Stage) -> None:
    assert route(stage.rules("split_tables"), select("book person", using="other")).databases == ("other",)


def test_two_comments_that_disagree_are_a_crossing(stage: Stage) -> None:
    found = route(stage.rules("two_databases"), select("book@default person@other"))
    assert found.refusal == "cross_database"


@pytest.mark.parametrize("relation", ["relation: allow, ", ""])
def test_tables_that_share_a_source_may_meet_in_a_write(stage: Stage, relation: str) -> None:
    rules = stage.load(
        "databases: {default: 'sqlite:///d', other: {url: 'sqlite:///o', replica_of: default}}\n"
        f"routers: [{{name: one, {relation}read: other, write: default}}]"
    )
    assert route(rules, update("book", reads="book person")).databases == ("default",)


def test_two_replicas_of_one_source_are_read_on_the_source(stage: Stage) -> None:
    rules = stage.load(
        "databases: {default: 'sqlite:///d', r1: {url: 'sqlite:///1', replica_of: default},"
        " r2: {url: 'sqlite:///2', replica_of: default}}\n"
        "routers: [{name: a, tables: [a], read: r1}, {name: b, tables: [b], read: r2}]"
    )
    found = route(rules, select("a b"))
    assert (found.databases, found.refused) == (("default",), None)


def test_reads_run_where_every_table_is_acceptable(stage: Stage) -> None:
    rules = stage.load(
        "databases: {default: 'sqlite:///d', r1: {url: 'sqlite:///1', replica_of: default},"
        " r2: {url: 'sqlite:///2', replica_of: default}}\n"
        "routers: [{name: a, tables: [a], read: [r1, r2, default]}, {name: b, tables: [b], read: [default, r2]}]"
    )
    assert route(rules, select("a b")).databases == ("r2", "default")


def test_inside_a_write_a_table_is_at_home_where_it_may_be_read_too(stage: Stage) -> None:
    rules = stage.rules("auth_router")
    assert route(rules, update("auth_user")).databases == ("other",)
    assert route(rules, insert("book", reads="auth_user")).databases == ("default",)
    joined = route(rules, select("auth_user book"), context=session(mode=READ_WRITE))
    assert (joined.databases, joined.refused) == (("default",), None)


ALLOWING = (
    TWO
    + "routers: [{name: people, tables: [person], read: other, write: other, relation: allow,"
    + " migrate: [default, other]}]"
)


def test_an_allowed_relation_reads_on_the_first_tables_database_and_writes_where_it_writes(stage: Stage) -> None:
    rules = stage.load(ALLOWING)
    assert route(rules, select("book person")).databases == ("default",)
    assert route(rules, select("person book")).databases == ("other",)
    assert route(rules, insert("book", reads="person")).databases == ("default",)


def test_an_allowed_relation_needs_both_tables_on_the_database_it_runs_on(stage: Stage) -> None:
    rules = stage.load(ALLOWING)
    book = TableName("book", "public")
    catalogs: Catalogs = {"default": Catalog(tables={book: CatalogTable(book)}), "other": Catalog()}
    found = route(rules, select("book person"), catalogs=catalogs)
    assert found.refusal == "cross_database"
    assert found.refused is not None
    assert 'person of database "other" is not on database "default"' in found.refused.message


def test_an_allowance_counts_only_between_the_databases_it_names(stage: Stage) -> None:
    rules = stage.load(
        "databases: {default: 'sqlite:///d', a: 'sqlite:///a', b: 'sqlite:///b'}\n"
        "routers: [{name: people, tables: [person], read: a, relation: allow},"
        " {name: books, tables: [book], read: b}]"
    )
    assert route(rules, select("book person")).refusal == "cross_database"


def test_a_relation_can_be_forbidden_inside_one_database(stage: Stage) -> None:
    rules = stage.load(TWO + "routers: [{name: secret, tables: [salary], relation: refuse}]")
    found = route(rules, select("salary person"))
    assert found.refused is not None
    assert 'router "secret" refuses it' in (found.refused.detail or "")
    assert route(rules, select("salary")).refused is None


def test_no_router_can_allow_writing_two_databases_at_once(stage: Stage) -> None:
    rules = stage.load(ALLOWING)
    assert route(rules, statement(Kind.WRITE, "TRUNCATE", writes="book person")).refusal == "cross_database"


def test_an_unlogged_table_is_never_read_on_a_replica(stage: Stage) -> None:
    book = TableName("book", "public")
    unlogged = CatalogTable(book, persistence=Persistence.UNLOGGED)
    catalogs: Catalogs = {"default": Catalog(tables={book: unlogged})}
    rules = stage.rules("primary_replica")
    assert route(rules, select("book")).databases == ("other",)
    assert route(rules, select("book"), catalogs=catalogs).databases == ("default",)


def test_the_catalogs_give_an_unqualified_name_its_schema(stage: Stage) -> None:
    from dataclasses import replace

    book = TableName("book", "sales")
    rules = stage.load(TWO + "routers: [{name: sales, tables: [sales.book], read: other}]")
    catalogs: Catalogs = {"other": Catalog(tables={book: CatalogTable(book)})}
    context = replace(session(), search_path=("public", "sales"))
    assert route(rules, select("book"), context=context, catalogs=catalogs).databases == ("other",)
    assert route(rules, select("book"), context=context).databases == ("default",)

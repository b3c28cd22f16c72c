"""Facts of the session and of the catalogs that change where the same text goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proxy.routing.decide import decide
from proxy.routing.path import search_path
from proxy.routing.route import Context, Route, TransactionMode
from proxy.routing.rules import Rules
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, Facts, Function, Persistence, Table, Volatility
from proxy.sql.statement import TableName
from tests.routing.stage import Stage

RULES = """
databases:
  default: postgresql://a/a
  replica: {url: postgresql://b/b, replica_of: default}
  other: postgresql://c/c
routers:
  - {name: alice, schemas: [alice], read: other, write: other}
  - {name: shop, tables: [book, parted, view_of_unlogged], read: [replica], write: default}
functions:
  tidy: read
  Shop.fill: {reads: [book], writes: [far]}
"""
BOTH = Context("app", search_path=())


def table(name: str, schema: str = "public", **more: object) -> Table:
    return Table(TableName(name, schema), **more)  # type: ignore[arg-type]  # of its fields


def catalog(*tables: Table, functions: tuple[Function, ...] = (), **more: object) -> Catalog:
    schemas = frozenset(str(each.name.schema) for each in tables)
    return Catalog(
        {each.name: each for each in tables},
        {each.name: each for each in functions},
        schemas=schemas,
        **more,  # type: ignore[arg-type]  # of its fields
    )


def route(rules: Rules, sql: str, context: Context = BOTH, known: Catalog | None = None) -> Route:
    catalogs = {} if known is None else {"default": known}
    facts = Facts(tuple(catalogs.values()), search_path(context, catalogs, "default"), rules.functions)
    return decide(analyze(sql, facts), context, rules, catalogs, text=sql)


@pytest.fixture
def rules(stage: Stage) -> Rules:
    return stage.load(RULES)


def test_the_users_own_schema_counts_only_where_there_is_one(rules: Rules) -> None:
    here = catalog(table("book", "alice"), user="alice")
    assert search_path(BOTH, {}, "default") == ("public",)
    assert search_path(BOTH, {"default": here}, "default") == ("alice", "public")
    assert route(rules, "SELECT * FROM book", known=here).databases == ("other",)
    assert route(rules, "SELECT * FROM book", known=catalog(table("book"), user="alice")).databases == ("replica",)


def test_a_role_is_another_user(rules: Rules) -> None:
    here = catalog(table("book", "alice"), table("book"), user="app")
    assert route(rules, "SELECT * FROM book", known=here).databases == ("replica",)
    assert route(rules, "SELECT * FROM book", replace(BOTH, role="alice"), here).databases == ("other",)


def test_the_servers_own_path_holds_while_the_session_sets_none(rules: Rules) -> None:
    here = catalog(table("book", "alice"), table("book"), search_path=("alice", "public"))
    assert route(rules, "SELECT * FROM book", known=here).databases == ("other",)
    assert route(rules, "SELECT * FROM book", replace(BOTH, search_path=("public",)), here).databases == ("replica",)


def test_a_serializable_read_stays_away_from_replicas(rules: Rules) -> None:
    assert route(rules, "SELECT * FROM book").databases == ("replica",)
    assert route(rules, "SELECT * FROM book", replace(BOTH, serializable=True)).databases == ("default",)


def test_the_servers_own_isolation_level_holds_while_the_session_sets_none(rules: Rules) -> None:
    here = catalog(table("book"), isolation="serializable")
    assert route(rules, "SELECT * FROM book", known=here).databases == ("default",)
    assert route(rules, "SELECT * FROM book", replace(BOTH, serializable=False), here).databases == ("replica",)


def test_a_transaction_that_says_nothing_else_reads_only_where_that_is_the_default(rules: Rules) -> None:
    context = replace(BOTH, reads_only=True)
    for begin, database in (("BEGIN", "replica"), ("BEGIN READ WRITE", "default"), ("BEGIN READ ONLY", "replica")):
        assert route(rules, f"{begin}; SELECT * FROM book", context).databases == (database,), begin
    assert route(rules, "BEGIN; SELECT * FROM book").databases == ("default",)


def test_an_unlogged_table_is_never_read_on_a_replica(rules: Rules) -> None:
    unlogged = table("book", persistence=Persistence.UNLOGGED)
    view = table("view_of_unlogged", is_view=True, reads=(TableName("book", "public"),))
    for sql in ("SELECT * FROM book", "SELECT * FROM view_of_unlogged"):
        assert route(rules, sql, known=catalog(unlogged, view)).databases == ("default",), sql


def test_what_might_write_stays_on_the_primary_in_a_read_only_transaction_too(rules: Rules) -> None:
    reading = replace(BOTH, transaction=TransactionMode.READ_ONLY)
    assert route(rules, "SELECT * FROM book", reading).databases == ("replica",)
    assert route(rules, "SELECT unheard_of(id) FROM book", reading).databases == ("default",)
    assert route(rules, "INSERT INTO book VALUES (1)", reading).databases == ("default",)


def test_a_partition_goes_where_its_parent_goes(rules: Rules) -> None:
    names = TableName("parted", "public"), TableName("parted_1", "public")
    here = catalog(table("parted", children=names[1:]), table("parted_1", parent=names[0]))
    assert route(rules, "SELECT * FROM parted_1", known=here).databases == ("replica",)
    found = route(rules, "SELECT * FROM parted", known=here)
    assert [(each.table, each.databases) for each in found.tables] == [
        ("parted", ("replica",)),
        ("public.parted_1", ("replica",)),
    ]


def test_a_partition_that_a_router_keeps_elsewhere_is_not_overlooked_behind_its_parent(rules: Rules) -> None:
    names = TableName("parted", "public"), TableName("old", "alice")
    here = catalog(table("parted", children=names[1:]), table("old", "alice", parent=names[0]))
    assert route(rules, "SELECT * FROM parted", known=here).refusal == "cross_database"
    assert route(rules, "SELECT * FROM ONLY parted", known=here).databases == ("replica",)


def test_the_rules_say_what_a_function_does(rules: Rules) -> None:
    assert route(rules, "SELECT tidy(title) FROM book").databases == ("replica",)
    assert route(rules, "SELECT untidy(title) FROM book").databases == ("default",)
    filled = route(rules, "SELECT shop.fill()")
    assert [(each.table, each.mode.value) for each in filled.tables] == [
        ("far", "write"),
        ("book", "write"),
    ]


def test_the_catalogs_say_what_a_function_does(rules: Rules) -> None:
    book = TableName("book", "public")
    pure = Function(TableName("count_books", "public"), Volatility.VOLATILE, reads=(book,), complete=True, pure=True)
    found = route(rules, "SELECT count_books()", known=catalog(table("book"), functions=(pure,)))
    assert (found.databases, found.tables[0].table) == (("replica",), "public.book")

"""Views, functions and temporary tables: what the catalogs and the session know beside the rules."""

from dataclasses import replace

from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs
from proxy.routing.route import Choice, Mode, Route
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, Facts, Function
from proxy.sql.catalog import Table as CatalogTable
from proxy.sql.statement import TableName
from tests.routing.stage import AUTOCOMMIT, TWO, Stage, session

BOOK, SHELF, STAMP = TableName("book", "public"), TableName("shelf", "public"), TableName("stamp", "public")
CATALOGS: Catalogs = {
    "default": Catalog(tables={TableName("person", "public"): CatalogTable(TableName("person", "public"))}),
    "other": Catalog(
        tables={BOOK: CatalogTable(BOOK), SHELF: CatalogTable(SHELF, is_view=True, reads=(BOOK,))},
        functions={STAMP: Function(STAMP)},
    ),
}


def sent(stage: Stage, sql: str, catalogs: Catalogs | None = CATALOGS, context=AUTOCOMMIT) -> Route:  # type: ignore[no-untyped-def]
    facts = Facts(tuple((catalogs or {}).values()))
    return decide(analyze(sql, facts), context, stage.rules("split_tables"), catalogs)


def test_a_view_that_no_router_claims_is_where_the_catalogs_have_it(stage: Stage) -> None:
    found = sent(stage, "SELECT * FROM shelf")
    assert (found.databases, found.refused, found.tables[0].reason) == (("other",), None, "catalog")
    assert sent(stage, "DROP VIEW shelf").databases == ("other",)
    assert sent(stage, "SELECT * FROM shelf, person").refusal == "cross_database"


def test_a_new_view_is_made_where_its_tables_are(stage: Stage) -> None:
    assert sent(stage, "CREATE VIEW best AS SELECT * FROM book", None).databases == ("other",)
    assert sent(stage, "CREATE VIEW best AS SELECT * FROM book, person", None).refusal == "cross_database"


def test_a_function_runs_where_the_catalogs_have_it(stage: Stage) -> None:
    assert sent(stage, "SELECT stamp()").databases == ("other",)
    assert sent(stage, "SELECT stamp()", None).databases == ("default",)
    assert sent(stage, "SELECT stamp()", context=session(bound="default")).refusal == "transaction"
    chosen = replace(AUTOCOMMIT, choice=Choice("default", "SET"))
    assert sent(stage, "SELECT stamp()", context=chosen).databases == ("default",)


def test_a_temporary_table_is_made_where_the_tables_are_that_fill_it(stage: Stage) -> None:
    assert sent(stage, "CREATE TEMP TABLE t AS SELECT * FROM book").databases == ("other",)
    assert sent(stage, "SELECT * INTO TEMP t FROM book").databases == ("other",)
    assert sent(stage, "CREATE TEMP TABLE t (id int)").databases == ("default",)
    assert sent(stage, "CREATE TEMP TABLE t (id int)", context=session(bound="other")).databases == ("other",)


def test_a_temporary_table_asks_no_router(stage: Stage) -> None:
    rules = stage.rules("sync_only_default")
    context = replace(AUTOCOMMIT, choice=Choice("other", "SET"))
    found = decide(analyze("CREATE TEMP TABLE book (id int)"), context, rules)
    assert (found.databases, found.skip, found.mode) == (("other",), (), Mode.MIGRATE)
    scratch = decide(analyze("SELECT * FROM pg_temp.book"), session(bound="other"), stage.rules("split_tables"))
    assert (scratch.databases, scratch.tables[0].asked) == (("other",), ())


def test_a_file_without_routers_sends_all_to_its_default(stage: Stage) -> None:
    rules = stage.load(TWO)
    for sql in ("SELECT 1 FROM a, b, c", "INSERT INTO a SELECT * FROM b", "CREATE TABLE a (b int REFERENCES c)"):
        assert decide(analyze(sql), AUTOCOMMIT, rules).databases == ("default",)

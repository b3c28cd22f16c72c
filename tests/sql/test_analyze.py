"""What is particular to the analyzer: comments that choose a database, catalogs, bad input, the record."""

from __future__ import annotations

import json

import pytest

from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, Facts, Function, Persistence, Table, Volatility
from proxy.sql.explain import analysis_record
from proxy.sql.statement import Kind, Statement, TableName


def one(text: str, facts: Facts | None = None) -> Statement:
    [statement] = analyze(text, facts).statements
    return statement


def test_a_comment_chooses_the_database_of_the_whole_statement() -> None:
    assert one("/* onedsn: using=other */ SELECT 1 FROM t").using == "other"
    assert one("SELECT 1 FROM t -- onedsn: using='other'").using == "other"
    assert one("SELECT '/* onedsn: using=other */' FROM t").using is None


def test_a_comment_inside_a_subquery_speaks_for_its_tables() -> None:
    statement = one("SELECT * FROM a WHERE x IN (/* onedsn: using=other */ SELECT y FROM b, (SELECT 1 FROM c) d)")
    assert statement.using is None
    assert {str(each.table): each.using for each in statement.reads} == {"a": None, "b": "other", "c": "other"}


def test_each_statement_of_a_string_has_its_own_comment() -> None:
    first, second = analyze("SELECT 1; /* onedsn: using=other */ SELECT 2").statements
    assert (first.using, second.using) == (None, "other")


def test_the_catalog_expands_views_and_knows_functions() -> None:
    view = TableName("v", "public")
    pure, touching = TableName("pure", "public"), TableName("touching", "public")
    catalog = Catalog(
        tables={view: Table(view, is_view=True, reads=(TableName("base", "public"),))},
        functions={
            pure: Function(pure, Volatility.IMMUTABLE),
            touching: Function(touching, Volatility.STABLE, reads=(TableName("hidden", "public"),)),
        },
    )
    statement = one("SELECT pure(1), touching() FROM v", Facts(catalogs=(catalog,)))
    assert statement.kind is Kind.READ
    assert [str(each.table) for each in statement.reads] == ["v", "public.base", "public.hidden"]
    assert one("SELECT pure(1)").kind is Kind.WRITE


def test_a_temporary_table_of_the_catalog_pins() -> None:
    name = TableName("t", "pg_temp")
    catalog = Catalog(tables={name: Table(name, persistence=Persistence.TEMPORARY)})
    facts = Facts(catalogs=(catalog,), search_path=("pg_temp", "public"))
    assert one("SELECT 1 FROM t", facts).pins == ("temporary table",)


def test_execute_is_what_was_prepared() -> None:
    facts = Facts(prepared={"p": "DELETE FROM t"})
    assert [str(each.table) for each in one("EXECUTE p", facts).writes] == ["t"]
    unknown = one("EXECUTE p")
    assert (unknown.kind, unknown.unknown) == (Kind.WRITE, True)
    _, executed = analyze("PREPARE p AS SELECT 1 FROM t; EXECUTE p").statements
    assert (executed.kind, executed.unknown) == (Kind.READ, False)


MONSTERS = {
    "parentheses": "select " + "(" * 100_000 + "1" + ")" * 100_000,
    "open parentheses": "select " + "(" * 100_000,
    "ors": "select 1 from t where " + " or ".join(["a = 1"] * 100_000),
    "common table expressions": "with a as (" * 30_000 + "select 1" + ") select 1" * 30_000,
    "comments": "/*" * 100_000,
    "quotes": "'" * 99_999,
    "dollar quotes": "$a$ $b$ " * 50_000,
    "explains": "explain " * 50_000,
    "hints": "select 1 where x in (" + "/* onedsn: using=a */ 1, " * 20_000 + "1)",
    "rows": "insert into t values " + ",".join(["(1, 'a')"] * 300_000),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_gets_an_answer(name: str) -> None:
    analysis = analyze(MONSTERS[name])
    assert "reader failed" not in (analysis.problem or "")
    assert len(analysis.statements) == 1


@pytest.mark.parametrize(
    "text", ["select \x00 from t", 'select "\udc80" from \udcff', "select 1 from (t", "(((", ")", "copy"]
)
def test_broken_input_gets_an_answer(text: str) -> None:
    assert "reader failed" not in (analyze(text).problem or "")


@pytest.mark.parametrize(
    "text",
    ["SELEKT 1", "select * from (t", "select 'a", "insert into", "SELECT * FROM WHERE", "with with", "explain explain"],
)
def test_what_is_not_understood_is_an_unknown_write(text: str) -> None:
    statement = one(text)
    assert (statement.kind, statement.unknown) == (Kind.WRITE, True)
    assert analyze(text).problem is not None


def test_a_statement_cut_anywhere_gets_an_answer() -> None:
    text = (
        "WITH a AS (SELECT * FROM b) INSERT INTO c (d) SELECT 'e'::regclass FROM a ON CONFLICT DO NOTHING RETURNING f"
    )
    for end in range(len(text)):
        assert "reader failed" not in (analyze(text[:end]).problem or "")


def test_the_record_is_plain_json() -> None:
    record = analysis_record(analyze("INSERT INTO \"A\".b SELECT nextval('s') FROM c; VACUUM"))
    assert json.loads(json.dumps(record)) == {
        "statements": [
            {
                "kind": "write",
                "reads": ["c"],
                "writes": ['"A".b', "s"],
                "functions": ["nextval"],
                "pins": [],
                "unknown": False,
            },
            {"kind": "utility", "reads": [], "writes": [], "functions": [], "pins": [], "unknown": False},
        ]
    }

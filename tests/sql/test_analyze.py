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


def test_what_reads_a_view_that_writes_is_a_write() -> None:
    view = TableName("v", "public")
    facts = Facts(catalogs=(Catalog(tables={view: Table(view, is_view=True, read_writes=True)}),))
    for text in ("SELECT * FROM v", "COPY (TABLE v) TO STDOUT", "DECLARE c CURSOR FOR TABLE v", "PREPARE p AS TABLE v"):
        assert one(text, facts).kind is Kind.WRITE, text


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE t JOIN u ON t.a = u.a SET t.b = 1",
        "UPDATE t, u SET t.b = u.b",
        "DELETE t FROM t JOIN u ON t.a = u.a",
        "REPLACE INTO t SELECT * FROM u",
        "SELECT * FROM `t`",
        "SELECT * FROM [dbo].[t]",
        "SELECT * FROM :table",
        "SELECT * FROM %s",
        "INSERT INTO ? VALUES (1)",
    ],
)
def test_other_dialects_and_templates_are_unknown_where_a_table_would_be_overlooked(text: str) -> None:
    statement = one(text)
    assert (statement.kind, statement.unknown) == (Kind.WRITE, True)


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
    "semicolons": ";" * 2_000_000,
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
    [
        "SELEKT 1",
        "UPDATE {table} SET a = 1",
        "INSERT t VALUES (1)",
        "DELETE t WHERE true",
        "MERGE t USING u ON true",
        "SELECT {function}(1) FROM t",
        "SELECT 1 \\gset",
        "select * from (t",
        "select 'a",
        "insert into",
        "SELECT * FROM WHERE",
        "with with",
        "explain explain",
    ],
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


NEWEST = [
    # What the grammar that judges the corpus does not have: PostgreSQL 19.
    ("UPDATE t FOR PORTION OF at FROM now() TO NULL AS x SET a = (SELECT b FROM u)", "write", ["u"], ["t"], ["now"]),
    ("UPDATE t FOR PORTION OF at (tsrange(f(1), g(2))) SET a = 1 FROM u", "write", ["u"], ["t"], ["tsrange", "f", "g"]),
    ("DELETE FROM t FOR PORTION OF at FROM INTERVAL '1' HOUR TO MINUTE TO a x USING u", "write", ["u"], ["t"], []),
    ("WITH x AS (DELETE FROM t FOR PORTION OF at FROM 1 TO 2 RETURNING *) TABLE x", "write", [], ["t"], []),
    ("INSERT INTO t VALUES (1) ON CONFLICT (a) DO SELECT FOR UPDATE WHERE a > 1 RETURNING *", "write", [], ["t"], []),
    ("SELECT * FROM GRAPH_TABLE (s.g MATCH (a IS b WHERE a.c = 1)-[IS d]->(e) COLUMNS (a.c AS f)) x, u", "read",
     ["s.g", "u"], [], []),
    ("SELECT * FROM GRAPH_TABLE (g MATCH (a) WHERE EXISTS (SELECT 1 FROM u) COLUMNS (nextval('s') AS n))", "write",
     ["g", "u"], ["s"], ["nextval"]),
    ("CREATE PROPERTY GRAPH s.g VERTEX TABLES (a KEY (x), s.b AS c LABEL l PROPERTIES (f(x) AS y)) EDGE TABLES "
     "(e KEY (x, y) SOURCE KEY (x) REFERENCES a (x) DESTINATION c NO PROPERTIES)", "ddl", ["a", "s.b", "e"], ["s.g"],
     ["f"]),
    ("ALTER PROPERTY GRAPH IF EXISTS g ADD VERTEX TABLES (a) ADD EDGE TABLES (e SOURCE a DESTINATION a)", "ddl",
     ["a", "e"], ["g"], []),
    ("ALTER PROPERTY GRAPH g DROP VERTEX TABLES (a) CASCADE", "ddl", [], ["g"], []),
    ("DROP PROPERTY GRAPH IF EXISTS g, h", "ddl", [], ["g", "h"], []),
    ("COMMENT ON PROPERTY GRAPH g IS 'it'", "ddl", [], ["g"], []),
    ("GRANT SELECT ON PROPERTY GRAPH g TO PUBLIC", "ddl", [], ["g"], []),
    ("ALTER TABLE t MERGE PARTITIONS (a, s.b) INTO c", "ddl", ["a", "s.b", "c"], ["t"], []),
    ("ALTER TABLE t SPLIT PARTITION a INTO (PARTITION b FOR VALUES IN (1), PARTITION c DEFAULT)", "ddl",
     ["a", "b", "c"], ["t"], []),
    ("WAIT FOR LSN '0/1' WITH (TIMEOUT 100)", "utility", [], [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "reads", "writes", "called"), NEWEST)
def test_statements_of_postgresql_19_are_read(
    text: str, kind: str, reads: list[str], writes: list[str], called: list[str]
) -> None:
    statement = one(text)
    assert not statement.unknown
    assert (str(statement.kind), list(statement.functions)) == (kind, called)
    assert [str(each.table) for each in statement.reads] == reads
    assert [str(each.table) for each in statement.writes] == writes


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("CREATE INDEX ON t USING gin (f(a) ops(n=1), (g(b) + 1) DESC, c s.ops (n=1)) INCLUDE (d) WHERE h(e)", "f g h"),
        ("CREATE INDEX ON t ((SELECT f(1)))", "f"),
        ("ALTER TABLE t ADD EXCLUDE USING gist (f(a) WITH =, b WITH &&) INCLUDE (c) WHERE (g(d))", "f g"),
        ("CREATE TABLE t (a int, CHECK (f(a))) PARTITION BY RANGE (g(a), (h(a) + 1) COLLATE x)", "f g h"),
        ("CREATE TABLE t PARTITION OF p DEFAULT PARTITION BY LIST (a)", ""),
        ("MERGE INTO t USING u ON f(1) WHEN NOT MATCHED THEN INSERT (a) VALUES (g(1))", "f g"),
        ("MERGE INTO t USING u ON true WHEN NOT MATCHED THEN INSERT (a) OVERRIDING USER VALUE VALUES (1)", ""),
        ("SELECT CASE WHEN a THEN insert (b) END", "insert"),
        ("CREATE INDEX ON t USING", ""),
        ("CREATE INDEX ON t (a,", ""),
    ],
)
def test_what_looks_like_a_call_in_a_definition_is_no_function(text: str, called: str) -> None:
    assert list(one(text).functions) == called.split()


def test_every_sign_beyond_ascii_belongs_to_a_name_and_needs_no_quotes() -> None:
    statement = one('SELECT * FROM 😀, "ärger…", "É", "a b", "user", "1a", "$a", "a$1"')
    assert [str(each.table) for each in statement.reads] == [
        "😀", "ärger…", '"É"', '"a b"', "user", '"1a"', '"$a"', "a$1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pins"),
    [
        ("UPDATE pg_settings SET setting = 'a' WHERE name = 'b'", ("session settings",)),
        ("UPDATE t SET a = 1", ()),
        ("SELECT set_config('a', b, false) FROM t", ("session settings",)),
        ("SELECT set_config('a', b, c) FROM t", ("session settings",)),
        ("SELECT set_config('a', b, true), 1 FROM t", ()),
        ("SELECT set_config('a', b, true), set_config('b', 'c', d) FROM t", ("session settings",)),
        ("EXPLAIN ANALYZE SELECT set_config('a', 'b', false)", ("session settings",)),
        ("EXPLAIN SELECT set_config('a', 'b', false)", ()),
        ("CREATE TABLE t AS SELECT set_config('a', 'b', false)", ("session settings",)),
        ("CREATE TABLE t AS SELECT pg_advisory_lock(1)", ("advisory lock",)),
        ("CREATE TABLE t AS SELECT 1", ()),
        ("DO $$ BEGIN EXECUTE 'LISTEN ' || 'a'; END $$", ("session settings",)),
        ("DO LANGUAGE plpython3u $$ anything $$", ("session settings",)),
        ("DO $$ BEGIN PERFORM 1; END $$", ()),
    ],
)
def test_what_changes_the_session_out_of_sight_pins_it(text: str, pins: tuple[str, ...]) -> None:
    assert one(text).pins == pins


def test_what_triggers_leave_behind_in_the_session_pins_who_writes_their_table() -> None:
    name = TableName("t", "public")
    facts = Facts(catalogs=(Catalog(tables={name: Table(name, pins=("session settings",))}),))
    assert one("INSERT INTO t VALUES (1)", facts).pins == ("session settings",)
    assert one("SELECT 1 FROM t", facts).pins == ()

"""SQL that nobody wrote: Hypothesis strategies for statements of PostgreSQL's dialect."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = (
    "orders",
    "Customers",
    '"Order Lines"',
    '"select"',
    "sales.items",
    'Sales."Items"',
    "überweisung",
    "t1",
    "pg_class",
)
CTES = ("recent", "orders", '"Customers"', "t1", "sub")
COLUMNS = ("id", "name", '"from"', "price", "x.id", "delete")
FUNCTIONS = (
    "lower(name)",
    "count(*)",
    "now()",
    "nextval('Order_Numbers')",
    "currval('sales.numbers')",
    "close_day(1)",
    "pg_advisory_lock(7)",
    "random()",
    "row_number() OVER (ORDER BY id)",
    "pg_catalog.upper('x')",
    "shop.lower('x')",
    "coalesce(name, 'none')",
    "'Sales.Items'::regclass",
    "set_config('a.b', 'c', true)",
)
CONSTANTS = (
    "1",
    "'x'",
    "'it''s'",
    "E'a\\'b'",
    "$$;$$",
    "$q$FOR UPDATE$q$",
    "NULL",
    "-1.5e3",
    "$1",
    "true",
    "'DELETE FROM t'",
)
SPACES = (" ", " ", " ", "\n", "\t", " /* x */ ", " /* a /* b */ ; */ ", " -- DELETE FROM t\n")

tables = st.sampled_from(NAMES)
spaces = st.sampled_from(SPACES)


def _words(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The parts with blanks or comments between them."""
    strategies = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(st.lists(spaces, min_size=len(parts), max_size=len(parts)), *strategies).map(_join)


def _join(drawn: tuple[list[str], *tuple[str, ...]]) -> str:
    blanks, *words = drawn
    return "".join(word and blank + word for blank, word in zip(blanks, words, strict=True)).strip(" ")


def _optional(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy)


def _expressions(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(COLUMNS[:4]),
        st.sampled_from(CONSTANTS),
        st.sampled_from(FUNCTIONS),
        queries.map("({})".format),
        queries.map("EXISTS ({})".format),
        queries.map("ARRAY({})".format),
        st.tuples(st.sampled_from(COLUMNS[:4]), queries).map(lambda two: "{} IN ({})".format(*two)),
        st.sampled_from(COLUMNS[:4]).map("CASE WHEN {} IS NULL THEN 1 ELSE 2 END".format),
        st.sampled_from(CONSTANTS).map("CAST({} AS text)".format),
    )


def _from_items(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    single = st.one_of(
        tables,
        tables,
        tables.map("{} AS x".format),
        tables.map("ONLY {}".format),
        st.sampled_from(CTES),
        queries.map("({}) AS sub".format),
        queries.map("LATERAL ({}) AS later".format),
        st.sampled_from(
            ("generate_series(1, 3) AS g", "unnest(ARRAY[1]) WITH ORDINALITY AS u (v, i)", "rows_of('x') AS r")
        ),
    )
    joined = st.tuples(
        single,
        st.sampled_from(("JOIN {} ON true", "LEFT JOIN {} USING (id)", "CROSS JOIN {}", ", {}", "NATURAL JOIN {}")),
        single,
    ).map(lambda three: f"{three[0]} {three[1].format(three[2])}")
    return st.one_of(single, joined)


def _selects(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    expressions = _expressions(queries)
    return _words(
        "SELECT",
        expressions,
        _optional(expressions.map(", {}".format)),
        "FROM",
        _from_items(queries),
        _optional(expressions.map("WHERE {} IS NOT NULL".format)),
        _optional(expressions.map("ORDER BY {}".format)),
        _optional(st.just("LIMIT 5")),
        st.sampled_from(("", "", "", "", "FOR UPDATE", "FOR SHARE SKIP LOCKED", "FOR KEY SHARE OF orders NOWAIT")),
    )


def _modifying(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    expressions = _expressions(queries)
    returning = _optional(expressions.map("RETURNING {}".format))
    return st.one_of(
        _words("INSERT INTO", tables, queries, returning),
        _words(
            "INSERT INTO",
            tables,
            "VALUES (",
            expressions,
            ")",
            st.sampled_from(("", "ON CONFLICT DO NOTHING")),
            returning,
        ),
        _words("UPDATE", tables, "SET name =", expressions, _optional(tables.map("FROM {} AS y".format)), returning),
        _words(
            "DELETE FROM",
            tables,
            _optional(tables.map("USING {} AS y".format)),
            "WHERE",
            expressions,
            "IS NULL",
            returning,
        ),
        _words("MERGE INTO", tables, "AS t USING", tables, "AS s ON t.id = s.id WHEN MATCHED THEN DELETE"),
    )


def _with(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bodies = st.one_of(queries, queries, _modifying(queries))
    member = st.tuples(st.sampled_from(CTES), st.sampled_from(("AS", "AS MATERIALIZED")), bodies)
    members = st.lists(member, min_size=1, max_size=3, unique_by=lambda each: each[0])
    return st.tuples(
        st.sampled_from(("WITH", "WITH RECURSIVE")), members, st.one_of(_selects(queries), _modifying(queries))
    ).map(
        lambda drawn: f"{drawn[0]} {', '.join(f'{name} {word} ({body})' for name, word, body in drawn[1])} {drawn[2]}"
    )


def _larger(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sets = st.tuples(queries, st.sampled_from(("UNION", "UNION ALL", "EXCEPT", "INTERSECT")), queries)
    plain = st.tuples(st.sampled_from(CTES), queries, _selects(queries)).map(
        lambda x: f"WITH {x[0]} AS ({x[1]}) {x[2]}"
    )
    return st.one_of(_selects(queries), sets.map(lambda three: "({}) {} ({})".format(*three)), plain)


queries: st.SearchStrategy[str] = st.recursive(
    st.one_of(tables.map("SELECT * FROM {}".format), tables.map("TABLE {}".format), st.just("VALUES (1), (2)")),
    _larger,
    max_leaves=6,
)

data_statements = st.one_of(queries, _modifying(queries), _with(queries))

definitions = st.one_of(
    _words("CREATE VIEW", tables, "AS", queries),
    _words("CREATE TABLE", tables, "AS", queries),
    _words("CREATE MATERIALIZED VIEW", tables, "AS", queries),
    _words("CREATE TABLE", tables, "( id int REFERENCES", tables, ", LIKE", tables, ")"),
    _words("ALTER TABLE", tables, "ADD FOREIGN KEY (id) REFERENCES", tables),
    _words("DROP TABLE IF EXISTS", tables, ",", tables),
    _words("CREATE INDEX ON", tables, "( lower(name) )"),
    _words("CREATE RULE r AS ON INSERT TO", tables, "DO ALSO", _modifying(queries)),
    _words("CREATE POLICY p ON", tables, "USING ( EXISTS (", queries, ") )"),
    _words("COMMENT ON TABLE", tables, "IS 'x'"),
    _words("GRANT SELECT ON", tables, "TO PUBLIC"),
)

others = st.one_of(
    _words("TRUNCATE", tables, ",", tables),
    _words("LOCK TABLE", tables, "IN SHARE MODE"),
    _words("VACUUM", tables),
    _words("ANALYZE", tables),
    _words("COPY", tables, "FROM STDIN"),
    _words("COPY", tables, "TO STDOUT"),
    st.sampled_from(
        ("BEGIN", "COMMIT", "SAVEPOINT s", "SET a.b = 'c'", "SHOW ALL", "LISTEN c", "NOTIFY c", "DISCARD ALL")
    ),
    st.sampled_from(
        ("SET TRANSACTION READ ONLY", "FETCH c", "DEALLOCATE p", "EXECUTE p", "DO 'x'", "CALL p()", "CHECKPOINT")
    ),
)

wrapped = st.one_of(
    _words("EXPLAIN", data_statements),
    _words("EXPLAIN ANALYZE", data_statements),
    _words(
        "EXPLAIN (",
        st.sampled_from(("ANALYZE", "ANALYZE off", "COSTS off, ANALYZE true", "VERBOSE")),
        ")",
        data_statements,
    ),
    _words("PREPARE p AS", data_statements),
    _words("DECLARE c CURSOR FOR", queries),
    _words("COPY (", queries, ") TO STDOUT"),
)

single_statements = st.one_of(data_statements, data_statements, definitions, others, wrapped)

texts = st.lists(single_statements, min_size=1, max_size=3).map("; ".join)

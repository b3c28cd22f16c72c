"""One statement at a time: its types, its names, and what is refused."""

from __future__ import annotations

import pytest

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, ConstraintFacts, SchemaFacts, TableFacts
from proxy.sql.transpile import transpile

BOOK = TableFacts(
    "book",
    (
        ColumnFacts("id", t.INT4, not_null=True, sequence="book_id_seq"),
        ColumnFacts("title", t.VARCHAR, 104, not_null=True),
        ColumnFacts("published", t.DATE),
        ColumnFacts("price", t.NUMERIC, ((6 << 16) | 2) + 4),
    ),
    oid=16384,
    constraints=(ConstraintFacts("book_pkey", "p", ("id",)),),
)
SCHEMA = SchemaFacts({("public", "book"): BOOK})


def test_a_column_keeps_the_type_and_modifier_it_was_declared_with() -> None:
    columns = transpile("SELECT title, price FROM book", SCHEMA).columns
    assert [(c.name, c.type_oid, c.type_modifier) for c in columns] == [
        ("title", t.VARCHAR, 104),
        ("price", t.NUMERIC, ((6 << 16) | 2) + 4),
    ]
    assert [(c.table_oid, c.column_number) for c in columns] == [(16384, 2), (16384, 4)]


@pytest.mark.parametrize(
    ("sql", "types"),
    [
        ("SELECT id FROM book WHERE id = $1", (t.INT4,)),
        ("SELECT id FROM book WHERE published > $1 AND title = $2", (t.DATE, t.TEXT)),
        ("SELECT $2::int, $1", (t.TEXT, t.INT4)),
        ("INSERT INTO book (title, price) VALUES ($1, $2)", (t.VARCHAR, t.NUMERIC)),
        ("SELECT id FROM book WHERE id = ANY($1)", (t.ARRAYS[t.INT4],)),
        ("SELECT id FROM book LIMIT $1", (t.INT8,)),
        ("INSERT INTO book (title,price) VALUES ($1,$2)", (t.VARCHAR, t.NUMERIC)),
    ],
)
def test_a_parameter_takes_its_type_from_where_it_stands(sql: str, types: tuple[int, ...]) -> None:
    assert transpile(sql, SCHEMA).parameter_types == types


def test_a_declared_parameter_type_is_kept() -> None:
    assert transpile("SELECT $1", SCHEMA, [t.INT8]).parameter_types == (t.INT8,)


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("SELECT now()::date, 'x'::text, id + 1, count(*) FROM book GROUP BY id", ["now", "text", "?column?", "count"]),
        ("SELECT CASE WHEN true THEN 1 END, coalesce(1, 2), NULL", ["case", "coalesce", "?column?"]),
        ("SELECT *, id AS again FROM book", ["id", "title", "published", "price", "again"]),
    ],
)
def test_columns_are_named_as_postgresql_names_them(sql: str, names: list[str]) -> None:
    assert [column.name for column in transpile(sql, SCHEMA).columns] == names


@pytest.mark.parametrize(
    ("sql", "sqlstate"),
    [
        ("SELECT * FROM nope", "42P01"),
        ("SELECT nope FROM book", "42703"),
        ("SELECT x.id FROM book", "42P01"),
        ("SELECT id FROM book a, book b", "42702"),
        ("SELECT title, count(*) FROM book GROUP BY price", "42803"),
        ("SELECT id FROM book WHERE count(*) > 1", "42803"),
        ("SELECT id + title FROM book", "42883"),
        ("SELECT id FROM book WHERE id", "42804"),
        ("SELECT 'x'::int", "22P02"),
        ("SELECT FROM WHERE", "42601"),
        ("SELECT 1,", "42601"),
        ("INSERT INTO book (nope) VALUES (1)", "42703"),
        ("INSERT INTO book (title) VALUES ('a') ON CONFLICT (title) DO NOTHING", "42P10"),
        ("CREATE TABLE book (id int)", "42P07"),
    ],
)
def test_what_postgresql_refuses_is_refused_with_its_code(sql: str, sqlstate: str) -> None:
    with pytest.raises(ProxyError) as caught:
        transpile(sql, SCHEMA)
    assert caught.value.code == sqlstate


@pytest.mark.parametrize(
    "sql",
    [
        "WITH x AS (DELETE FROM book RETURNING id) SELECT * FROM x, book",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        'SELECT price FROM book ORDER BY price COLLATE "de-x-icu"',
    ],
)
def test_what_cannot_be_the_same_is_refused(sql: str) -> None:
    with pytest.raises(FeatureNotSupported):
        transpile(sql, SCHEMA)


def test_an_insert_fills_serials_and_every_column() -> None:
    translation = transpile("INSERT INTO book (title) VALUES ('a') RETURNING id", SCHEMA)
    assert "pg_nextval('book_id_seq')" in translation.sqlite_sql
    assert translation.tag == "INSERT"
    assert translation.writes
    assert [column.type_oid for column in translation.columns] == [t.INT4]


def test_reading_a_catalog_is_announced() -> None:
    assert transpile("SELECT relname FROM pg_catalog.pg_class", SCHEMA).reads_catalogs
    assert not transpile("SELECT id FROM book", SCHEMA).reads_catalogs

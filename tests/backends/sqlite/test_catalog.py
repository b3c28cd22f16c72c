"""The catalogs tell what a SQLite file holds, whoever made it."""

from __future__ import annotations

import sqlite3

import pytest

from proxy.backends.sqlite.catalog import read_schema, refresh_catalogs
from proxy.backends.sqlite.functions import register
from proxy.sql import types as t
from proxy.sql.transpile import transpile
from proxy.wire.values import text_of


class File:
    """A database in memory that runs translated statements."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.functions = register(self.connection)

    def run(self, sql: str) -> list[tuple[object, ...]]:
        schema = read_schema(self.connection)
        translation = transpile(sql, schema)
        self.functions.begin(self.functions.session)
        if translation.reads_catalogs:
            refresh_catalogs(self.connection, schema, self.functions.session, self.functions)
        rows: list[tuple[object, ...]] = []
        for statement in translation.statements:
            rows = self.connection.execute(statement).fetchall()
        return rows


@pytest.fixture
def file() -> File:
    made = File()
    made.run("CREATE TABLE person (id serial PRIMARY KEY, name varchar(50) UNIQUE NOT NULL)")
    made.run("CREATE TABLE pet (id serial PRIMARY KEY, owner_id int NOT NULL REFERENCES person(id) ON DELETE CASCADE)")
    return made


def test_tables_are_listed(file: File) -> None:
    rows = file.run(
        "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p', '') AND n.nspname !~ '^pg_' AND pg_catalog.pg_table_is_visible(c.oid)"
        " ORDER BY 1, 2"
    )
    assert rows == [("public", "person"), ("public", "pet")]


def test_columns_have_their_declared_types_and_defaults(file: File) -> None:
    rows = file.run(
        "SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)"
        " FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
        " WHERE a.attrelid = 'person'::regclass ORDER BY a.attnum"
    )
    assert rows == [
        ("id", "integer", 1, "nextval('person_id_seq'::regclass)"),
        ("name", "character varying(50)", 1, None),
    ]


def test_a_foreign_key_is_described_with_its_action(file: File) -> None:
    rows = file.run("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'")
    assert rows == [("pet_owner_id_fkey", "FOREIGN KEY (owner_id) REFERENCES person(id) ON DELETE CASCADE")]


def test_the_catalogs_follow_a_change_of_the_definitions(file: File) -> None:
    before = file.run("SELECT count(*) FROM information_schema.columns WHERE table_name = 'pet'")
    file.run("ALTER TABLE pet ADD COLUMN name text DEFAULT 'Fido'")
    after = file.run("SELECT count(*) FROM information_schema.columns WHERE table_name = 'pet'")
    assert (before, after) == ([(2,)], [(3,)])


def test_regclass_leaves_as_a_name(file: File) -> None:
    [(value,)] = file.run("SELECT conrelid::regclass FROM pg_constraint WHERE contype = 'f'")
    assert text_of(t.REGCLASS, value) == "pet"


def test_a_table_that_the_proxy_did_not_make_has_the_nearest_types() -> None:
    file = File()
    file.connection.execute("CREATE TABLE old (id INTEGER PRIMARY KEY, word VARCHAR(9) NOT NULL, at DATE, x REAL)")
    table = read_schema(file.connection).tables["public", "old"]
    assert [column.type_oid for column in table.columns] == [t.INT8, t.TEXT, t.DATE, t.FLOAT8]
    assert table.primary_key == ("id",)


def test_a_sequence_is_not_taken_back_by_a_rollback(file: File) -> None:
    file.connection.execute("BEGIN")
    assert file.run("INSERT INTO person (name) VALUES ('a') RETURNING id") == [(1,)]
    file.connection.execute("ROLLBACK")
    assert file.run("INSERT INTO person (name) VALUES ('a') RETURNING id") == [(2,)]

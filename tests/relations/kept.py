"""Parents and children on both engines, together and apart: the tables, the rules, and how violations read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

Connection = psycopg.Connection[tuple[Any, ...]]
TABLES = {
    "people": """
        CREATE TABLE person (id integer PRIMARY KEY, name text UNIQUE, boss_id integer);
        CREATE TABLE place (country text, code integer, PRIMARY KEY (country, code));
        CREATE TABLE badge (id integer PRIMARY KEY, person_id integer)
    """,
    "books": """
        CREATE TABLE book (id integer PRIMARY KEY, title text, editor_id integer);
        CREATE TABLE chapter (id integer PRIMARY KEY, book_id integer, number bigint DEFAULT 5);
        CREATE TABLE shop (id integer PRIMARY KEY, country text, code integer);
        CREATE TABLE loan (id integer PRIMARY KEY, person_id integer DEFAULT 9);
        CREATE TABLE kinds (id integer PRIMARY KEY, model text);
        CREATE TABLE review (id integer PRIMARY KEY, kind_id integer, object_id integer)
    """,
}
RULES = """
databases:
  people: '{people}'
  books: '{books}'
default: people
routers: [{{name: books, tables: [book, chapter, shop, loan, kinds, review], read: books, write: books}}]
check: verify
relations:
  - {{from: book.editor_id, to: person.id, on_delete: set null, on_update: cascade}}
  - {{from: badge.person_id, to: person.id, on_delete: cascade, on_update: cascade}}
  - {{from: chapter.book_id, to: book.id, on_delete: cascade}}
  - {{from: person.boss_id, to: person.id}}
  - {{from: [shop.country, shop.code], to: [place.country, place.code], on_delete: restrict}}
  - {{from: loan.person_id, to: person.id, on_delete: set default}}
  - from: review.object_id
    by: review.kind_id
    names: kinds.model
    to: {{book: book.id, person: person.id}}
    on_delete: cascade
"""
PAIRS = {
    "apart_pg": ("postgresql", "postgresql"),
    "pg_to_lite": ("postgresql", "sqlite"),
    "lite_to_pg": ("sqlite", "postgresql"),
    "apart_lite": ("sqlite", "sqlite"),
}
"""The engine of the parents' database, and of the children's."""


def rows(connection: Connection, statement: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement.encode()).fetchall()


@contextmanager
def violated(constraint: str, *words: str) -> Iterator[None]:
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught:
        yield
    diagnostic = caught.value.diag
    assert diagnostic.constraint_name == constraint
    for word in words:
        assert word in f"{diagnostic.message_primary} {diagnostic.message_detail} {diagnostic.message_hint}"

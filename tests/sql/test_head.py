"""Boundaries and kinds from the first words."""

from __future__ import annotations

import pytest

from proxy.sql.analyze import analyze
from proxy.sql.head import heads
from proxy.sql.statement import Kind


def texts(text: str) -> list[str]:
    return [text[head.start : head.end] for head in heads(text)]


def test_empty_statements_are_no_statements() -> None:
    assert texts(" ;; select 1 ;; -- nothing\n; select 2") == ["select 1", "select 2"]
    assert heads("") == ()
    assert [each.kind for each in analyze(" ; ").statements] == [Kind.EMPTY]


def test_semicolons_in_quotes_comments_and_parentheses_part_nothing() -> None:
    rule = "create rule r as on insert to t do (delete from a; delete from b)"
    assert texts(f"select ';', $$;$$, \";\" /* ; */; {rule}; select 2") == [
        "select ';', $$;$$, \";\" /* ; */".removesuffix(" /* ; */"),
        rule,
        "select 2",
    ]


def test_the_body_of_a_routine_is_one_statement() -> None:
    body = "create function f() returns int begin atomic select case when true then 1 end; select 2; end"
    assert texts(f"{body}; select 3") == [body, "select 3"]


@pytest.mark.parametrize(
    ("text", "kind", "tag"),
    [
        ("SELECT 1", Kind.READ, "SELECT"),
        ("((SELECT 1))", Kind.READ, "SELECT"),
        ("insert into t values (1)", Kind.WRITE, "INSERT"),
        ("CREATE UNIQUE INDEX i ON t (a)", Kind.DDL, "CREATE INDEX"),
        ("CREATE OR REPLACE TEMP VIEW v AS SELECT 1", Kind.DDL, "CREATE VIEW"),
        ("DROP MATERIALIZED VIEW v", Kind.DDL, "DROP MATERIALIZED VIEW"),
        ("copy t from stdin", Kind.COPY_IN, "COPY"),
        ("copy t (a, b) to stdout", Kind.COPY_OUT, "COPY"),
        ("copy t from '/tmp/x'", Kind.WRITE, "COPY"),
        ("copy t to program 'x'", Kind.WRITE, "COPY"),
        ("end", Kind.TRANSACTION, "COMMIT"),
        ("prepare transaction 'x'", Kind.TRANSACTION, "PREPARE TRANSACTION"),
        ("set local transaction read only", Kind.TRANSACTION, "SET TRANSACTION"),
        ("set session characteristics as transaction read only", Kind.SESSION, "SET"),
        ("vacuum t", Kind.UTILITY, "VACUUM"),
        ("nonsense", Kind.WRITE, "NONSENSE"),
    ],
)
def test_the_first_words_tell_kind_and_tag(text: str, kind: Kind, tag: str) -> None:
    [head] = heads(text)
    assert (head.kind, head.tag) == (kind, tag)

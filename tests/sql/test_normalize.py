"""Statements share a shape when they differ in literals alone."""

from __future__ import annotations

import pytest

from proxy.sql.normalize import normalize, shape


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT * FROM t WHERE a = 1", "SELECT * FROM t WHERE a = 22.5e3"),
        ("SELECT * FROM t WHERE a = 'x'", "SELECT * FROM t WHERE a = 'it''s; -- no'"),
        (r"SELECT E'\'' FROM t", "SELECT E'b' FROM t"),
        ("INSERT INTO t VALUES (1, 'a;b')", "INSERT INTO t VALUES (20, '')"),
        ("/* c */ UPDATE t SET a = 0x1F", "/* c */ UPDATE t SET a = 5"),
    ],
)
def test_other_literals_are_the_same_shape(one: str, other: str) -> None:
    assert normalize(one.encode()) == normalize(other.encode())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT * FROM t1", "SELECT * FROM t2"),
        ('SELECT * FROM "t1"', 'SELECT * FROM "t2"'),
        ("SELECT * FROM t LIMIT 1", "SELECT * FROM t LIMIT 2"),
        ("SELECT '1'::int", "SELECT '1'::text"),
        ("SELECT 'a'::regclass", "SELECT 'b'::regclass"),
        ("SELECT nextval('a')", "SELECT nextval('b')"),
        ("SELECT set_config('a', 'b', true)", "SELECT set_config('onedsn.using', 'b', true)"),
        ("/* onedsn: using=a */ SELECT 1", "/* onedsn: using=b */ SELECT 1"),
        ("SELECT 1 /* 'a' */", "SELECT 1 /* 'b' */"),
        ("SELECT 1 -- 1", "SELECT 1 -- 2"),
        ("SELECT 1; SET a = 'b'", "SELECT 1; SET a = 'c'"),
        ("SET a = 'b'", "SET a = 'c'"),
        ("SELECT $1", "SELECT $2"),
        ("SELECT $a$1$a$", "SELECT $a$2$a$"),
        ("SELECT 'a'\n'b' FROM t", "SELECT 'a' FROM t"),
        ("SELECT \"a'1'\" FROM t", "SELECT \"a'2'\" FROM t"),
        ("SELECT 'a', /* /* */ ' */ 1", "SELECT 'a', /* /* */ ' */ 2"),
        ("SELECT 1 FROM t WHERE a ? 'b'", "SELECT 1 FROM t WHERE a ? b"),
    ],
)
def test_what_may_differ_in_meaning_keeps_its_own_shape(one: str, other: str) -> None:
    assert normalize(one.encode()) != normalize(other.encode())


def test_a_backslash_decides_where_a_literal_ends() -> None:
    one, other = rb"SELECT 'a\' FROM t WHERE b = '", rb"SELECT 'a\' FROM u WHERE b = '"
    assert normalize(one) != normalize(other)
    assert normalize(one, standard_conforming_strings=False) == normalize(other, standard_conforming_strings=False)


def test_the_shape_of_a_shape_is_itself() -> None:
    shape = normalize(b"SELECT 'a', 1 FROM t LIMIT 3")
    assert b"'a'" not in shape
    assert b"LIMIT 3" in shape


def test_bulk_data_is_its_own_shape() -> None:
    text = b"INSERT INTO t VALUES " + b", ".join([b"(1, 'a')"] * 10_000)
    assert normalize(text) is text


def test_where_a_text_ends_is_part_of_its_shape() -> None:
    assert len({shape(text) for text in (b"SELECT 1", b"SELECT ", b"SELECT 1 2", b"SELECT 1'", b"SELECT $$1")}) == 5


@pytest.mark.parametrize(
    "text",
    [
        "SELECT E'a'\n'\\'' FROM t --'",
        "SELECT e'a' -- x\n 'b'",
        "SELECT * FROM t LIMIT  5",
        "SELECT * FROM t limit/**/5",
        'SELECT "1\'2", "2',
        "SELECT 'a",
        "SELECT /* /* */ 1",
    ],
)
def test_what_is_not_plain_is_its_own_shape(text: str) -> None:
    assert normalize(text.encode()) == text.encode()

"""The lexer cuts where PostgreSQL's does."""

from __future__ import annotations

import pytest

from proxy.sql.tokens import string_value, tokenize, unquoted


def values(text: str, *, conforming: bool = True) -> list[str]:
    return [unquoted(each) for each in tokenize(text, standard_conforming_strings=conforming).values]


def test_unquoted_names_fold_only_ascii_letters() -> None:
    assert values("Foo ÄÖ Bär") == ["foo", "ÄÖ", "bär"]


def test_names_are_cut_at_63_bytes_and_never_inside_a_character() -> None:
    assert values("a" * 70) == ["a" * 63]
    assert values('"' + "ä" * 40 + '"') == ["ä" * 31]


def test_quoted_names_keep_their_case_and_their_quotes() -> None:
    assert values('"Fo""o"') == ['Fo"o']


def test_unicode_escapes_are_resolved_before_the_cut() -> None:
    assert values("U&\"d!0061t\" UESCAPE '!' x") == ["dat", "x"]
    assert values(r'u&"\0441\+000442"') == ["ст"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (r"E'a\'b' c", r"E'a\'b'"),
        (r"'a\' c", r"'a\'"),
        ("'a''b' c", "'a''b'"),
        ("'a'\n  'b' c", "'a'\n  'b'"),
        ("$x$ ' $y$ $x$ c", "$x$ ' $y$ $x$"),
    ],
)
def test_a_string_ends_where_postgresql_ends_it(text: str, first: str) -> None:
    assert values(text) == [first, "c"]


def test_a_backslash_escapes_when_strings_do_not_conform() -> None:
    assert values(r"'a\' c' d", conforming=False) == [r"'a\' c'", "d"]


def test_comments_nest_and_disappear() -> None:
    assert values("a /* x /* y */ ' */ b -- ' c\nd") == ["a", "b", "d"]


def test_a_minus_sign_is_no_part_of_an_equals_sign() -> None:
    assert values("x=-1 <> a@-b") == ["x", "=", "-", "1", "<>", "a", "@-", "b"]


def test_an_unterminated_quote_swallows_the_rest_and_is_told() -> None:
    tokens = tokenize("select 'a; drop table t")
    assert tokens.kinds == ["w", "!"]
    assert tokens.broken == "unterminated quoted string"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("'it''s'", "it's"),
        (r"E'a\n\x41\u00e4\101'", "a\nAäA"),
        ("$a$ 'x' $a$", " 'x' "),
        (r"U&'\0061'", "a"),
        ("'a'\n'b'", "ab"),
    ],
)
def test_a_literal_stands_for_its_value(raw: str, value: str) -> None:
    assert string_value(raw) == value


def test_rows_of_literals_in_a_long_text_are_not_taken_apart() -> None:
    text = "INSERT INTO t VALUES " + ", ".join(f"({i}, 'a,(', NULL)" for i in range(5_000)) + " RETURNING x"
    tokens = tokenize(text)
    assert len(tokens) < 100
    assert tokens.values[-2:] == ["returning", "x"]


def test_a_quoted_name_is_never_taken_for_a_key_word() -> None:
    assert tokenize('"select"').values != tokenize("select").values

"""On SQL that Hypothesis makes up, the analyzer and PostgreSQL's grammar agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pglast.parser import ParseError, scan

from proxy.sql.analyze import analyze
from proxy.sql.normalize import normalize
from proxy.sql.statement import Analysis, Kind
from tests.sql.generate import queries, single_statements, texts
from tests.sql.judge import judge
from tests.sql.verdicts import HARMLESS_SHARE, Score

ENOUGH = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))

FRAGMENTS = (
    *("'", "''", "E'", "e'", "U&'", "B'", "X'", "N'", "\\", '"', '""', 'U&"', "$$", "$a$", "$a", "$1", "a$", "$é$"),
    *(
        "--",
        "\n",
        "/*",
        "*/",
        "/",
        "*",
        "-",
        "+",
        "@",
        ";",
        ";",
        ";",
        " ",
        " ",
        "a",
        "A",
        "e",
        "u",
        "é",
        "1",
        "1.5",
        ".",
    ),
    *("::", ":", "?", "<", "=", "SELECT ", "FROM t ", "DELETE FROM t", "'x'", '"y"', "'x'\n'y'", "uescape '!'"),
)
OTHER_STRINGS = ("''", "'other'", "'it''s'", "'a.b'", "'; DELETE FROM t; --'", "'FOR UPDATE'", "'\\'", "'/*'")


def errors_of(sql: str) -> Score:
    """The analyzer's errors on `sql`, which PostgreSQL must be able to parse to be worth a look."""
    score = Score()
    try:
        verdicts = judge(sql)
    except ParseError:
        assume(False)
    else:
        score.add(sql, list(verdicts))
    return score


@ENOUGH
@given(single_statements)
def test_no_generated_statement_is_taken_for_less_than_it_is(sql: str) -> None:
    assert not errors_of(sql).dangerous


@ENOUGH
@given(queries)
def test_no_generated_query_is_taken_for_more_than_it_is(sql: str) -> None:
    assert not errors_of(sql).harmless


@ENOUGH
@given(texts)
def test_generated_statements_are_told_apart_in_one_string(sql: str) -> None:
    assert not errors_of(sql).dangerous


def test_generated_sql_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    total = Score()

    @settings(ENOUGH, max_examples=800)
    @given(st.one_of(single_statements, texts))
    def measure(sql: str) -> None:
        try:
            verdicts = judge(sql)
        except ParseError:
            assume(False)
        else:
            total.add(sql, list(verdicts))

    measure()
    with capsys.disabled():
        print(f"\ngenerated: {total}")
    assert not total.dangerous, "\n".join(total.dangerous)
    assert len(total.harmless) <= HARMLESS_SHARE * total.statements, "\n".join(total.harmless)


@settings(ENOUGH, max_examples=1500)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join))
def test_statements_end_where_postgresqls_scanner_sees_a_semicolon(text: str) -> None:
    try:
        tokens = [each for each in scan(text) if each.name not in ("C_COMMENT", "SQL_COMMENT")]
    except ParseError:
        analyze(text)
        return
    starts, is_first = [], True
    for token in tokens:
        if token.name == "ASCII_59":
            is_first = True
        elif is_first:
            starts.append(token.start)
            is_first = False
    assert [each.start for each in analyze(text).statements if each.kind is not Kind.EMPTY] == starts


@ENOUGH
@given(
    st.lists(st.sampled_from(("\\", "'", "''", ";", "a", "--", "\n", "/*", "$$", " DELETE FROM t; ")), max_size=12).map(
        "".join
    )
)
def test_without_standard_conforming_strings_a_plain_string_escapes_as_an_e_string_does(body: str) -> None:
    plain = analyze(f"SELECT '{body}", standard_conforming_strings=False).statements
    escaped = analyze(f"SELECT E'{body}", standard_conforming_strings=False).statements
    assert [(each.kind, each.reads, each.writes) for each in plain] == [
        (each.kind, each.reads, each.writes) for each in escaped
    ]


@ENOUGH
@given(single_statements, st.integers(min_value=0))
def test_a_statement_cut_anywhere_gets_an_answer(sql: str, cut: int) -> None:
    assert analyze(sql[: cut % (len(sql) + 1)]).statements


@ENOUGH
@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    assert analyze(text).statements


@ENOUGH
@given(single_statements, st.sampled_from(OTHER_STRINGS), st.sampled_from(("0", "77", "2.5", "1e3")))
def test_statements_of_one_shape_are_analyzed_alike(sql: str, string: str, number: str) -> None:
    pieces, end = [], 0
    for token in scan(sql):
        replacement = {"SCONST": string, "ICONST": number, "FCONST": number}.get(token.name)
        if replacement is not None and sql[token.start] in "'0123456789":
            pieces += [sql[end : token.start], replacement]
            end = token.end + 1
    other = "".join([*pieces, sql[end:]])
    if normalize(sql.encode()) == normalize(other.encode()):
        assert [each.kind for each in analyze(sql).statements] == [each.kind for each in analyze(other).statements]
        assert _tables(sql) == _tables(other)


PIECES = (
    *(
        "SELECT ",
        "select ",
        "INSERT INTO t ",
        "UPDATE t SET a = ",
        "DELETE FROM t ",
        "VALUES ",
        " FROM t ",
        ' FROM "T" ',
    ),
    *(
        " a",
        "_1",
        '"',
        '"a"',
        '"1"',
        "$",
        "$1",
        "$$",
        "$a$",
        "\\",
        "e",
        "E",
        "U&",
        "b",
        "x",
        "n",
        "u&",
        ".",
        "..",
        "::",
        "(",
        ")",
    ),
    *(
        "--",
        "\n",
        "\r",
        " ",
        "/*",
        "*/",
        "/",
        "*",
        "-",
        ";",
        ",",
        "=",
        " LIMIT ",
        " limit\t",
        "OFFSET ",
        "regclass",
        "'",
    ),
    *("nextval(", "FOR UPDATE", "é", "uescape ", "interval ", "1", "0x", "e5", "'a'", "'x' 'y'", "set_config("),
)
LITERALS = (
    "0",
    "77",
    "2.5",
    "1e3",
    "0x1F",
    "1_000",
    "'a'",
    "'it''s'",
    "'\\'",
    "'; DELETE FROM u; --'",
    "'/*'",
    "'\"'",
    "'$$'",
    "''",
    "'FOR UPDATE'",
    "'a.b'",
    "'\n'",
)
SLOT = ""


@settings(ENOUGH, max_examples=4000)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.just(SLOT), st.just(SLOT)), min_size=2, max_size=14),
    st.lists(st.tuples(st.sampled_from(LITERALS), st.sampled_from(LITERALS)), min_size=14, max_size=14),
    st.booleans(),
)
def test_whatever_shares_a_shape_shares_its_analysis(
    pieces: list[str], literals: list[tuple[str, str]], conforming: bool
) -> None:
    head = "SELECT "
    one = head + "".join(piece or pair[0] for piece, pair in zip(pieces, literals, strict=False))
    other = head + "".join(piece or pair[1] for piece, pair in zip(pieces, literals, strict=False))
    key = normalize(one.encode(), standard_conforming_strings=conforming)
    if key == normalize(other.encode(), standard_conforming_strings=conforming):
        first = analyze(one, standard_conforming_strings=conforming)
        second = analyze(other, standard_conforming_strings=conforming)
        assert _facts(first) == _facts(second)


def _facts(analysis: Analysis) -> list[object]:
    return [replace(each, start=0, end=0, command=None) for each in analysis.statements]


def _tables(sql: str) -> list[tuple[object, object]]:
    return [(each.reads, each.writes) for each in analyze(sql).statements]

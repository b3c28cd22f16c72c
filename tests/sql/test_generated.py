"""On SQL that Hypothesis makes up, the analyzer and PostgreSQL's grammar agree."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from pglast.parser import ParseError

from tests.sql.generate import queries, single_statements, texts
from tests.sql.judge import judge
from tests.sql.verdicts import Score

ENOUGH = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


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

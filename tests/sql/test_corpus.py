"""The corpus, the judge and the analyzer, each against the others."""

from __future__ import annotations

import pytest

from proxy.sql.analyze import analyze
from tests.sql.corpus import CASES, Case, Expected, cases
from tests.sql.judge import judge
from tests.sql.verdicts import HARMLESS_SHARE, Score

TOPICS = sorted(path.stem for path in CASES.glob("*.sql"))


def of_topic(topic: str) -> list[Case]:
    return [each for each in cases() if each.place.startswith(f"{topic}.sql:")]


def not_empty(case: Case) -> list[Expected]:
    return [each for each in case.statements if each.kind != "empty"]


def test_the_corpus_holds_at_least_three_thousand_different_statements() -> None:
    texts = {each.sql for each in cases()}
    assert len(texts) >= 3000
    assert len(texts) == len(cases())


@pytest.mark.parametrize("topic", TOPICS)
def test_postgresqls_grammar_agrees_with_what_the_corpus_says(topic: str) -> None:
    differing = []
    for case in of_topic(topic):
        said = [(each.kind, each.reads, each.writes, each.unknown) for each in not_empty(case)]
        judged = [(each.kind, each.reads, each.writes, each.unknown) for each in judge(case.sql)]
        if said != judged:
            differing.append(f"{case.place} {case.sql!r}: says {said}, judged {judged}")
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_analyzer_makes_no_dangerous_error_on_a_topic(topic: str) -> None:
    score = Score()
    for case in of_topic(topic):
        score.add(case.sql, list(not_empty(case)), case.place)
    assert not score.dangerous, "\n".join(score.dangerous)


def test_the_analyzer_is_measured_on_the_whole_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    score = Score()
    for case in cases():
        score.add(case.sql, list(not_empty(case)), case.place)
    with capsys.disabled():
        print(f"\ncorpus: {score}")
    assert not score.dangerous, "\n".join(score.dangerous)
    assert len(score.harmless) <= HARMLESS_SHARE * score.statements, "\n".join(score.harmless)


def test_nothing_in_the_corpus_puzzles_the_analyzer() -> None:
    problems = [f"{case.place} {case.sql!r}: {problem}" for case in cases() if (problem := analyze(case.sql).problem)]
    assert not problems, "\n".join(problems)

"""SQL files that say themselves where each statement goes: anyone can add one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from proxy.routing.decide import decide
from proxy.sql.analyze import analyze
from tests.routing.stage import AUTOCOMMIT, Stage

CASES = Path(__file__).parent / "cases"
_CASE = re.compile(r"^-- route: (?P<expected>.*)\n(?P<sql>(?:(?!-- route: |\n).*\n)+)", re.MULTILINE)
_RULES = re.compile(r"^-- rules: (\w+)", re.MULTILINE)


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("*.sql")):
        text = path.read_text()
        rules = _RULES.search(text)
        assert rules is not None, f"{path.name} says no rules"
        for match in _CASE.finditer(text):
            sql = match["sql"].strip()
            yield pytest.param(rules[1], sql, match["expected"], id=f"{path.stem}: {sql[:70]}")


@pytest.mark.parametrize(("rules", "sql", "expected"), list(cases()))
def test_a_statement_goes_where_its_file_says(stage: Stage, rules: str, sql: str, expected: str) -> None:
    found = decide(analyze(sql), AUTOCOMMIT, stage.rules(rules), text=sql)
    where, _, mode = expected.partition(" ")
    if where == "refused":
        assert found.refusal == mode
        return
    assert found.refused is None, found.refused
    if where == "split":
        assert " | ".join(f"{part.database}: {part.text}" for part in found.parts) == mode
        return
    assert not found.parts
    assert (found.databases[0] if found.databases else "anywhere") == where
    assert not mode or found.mode.value == mode


def test_every_case_is_found() -> None:
    written = sum(path.read_text().count("-- route: ") for path in CASES.glob("*.sql"))
    assert len(list(cases())) == written > 90

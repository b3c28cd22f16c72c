"""The `tests:` of a rules file, run against its own rules without a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proxy.routing.diff import Decide
from proxy.routing.route import Choice, Context, Route, TransactionMode
from proxy.routing.rules import Rules
from proxy.routing.shape import TestShape
from proxy.sql.catalog import Facts
from proxy.sql.statement import Analysis


@dataclass(frozen=True, slots=True)
class TestResult:
    """One expectation; `failures` say what was found instead, empty when it holds."""

    file: str
    line: int
    sql: str
    route: Route
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run_tests(rules: Rules, analyze: Callable[[str, Facts], Analysis], decide: Decide) -> list[TestResult]:
    """Every test of the file, in its order."""
    results: list[TestResult] = []
    for test, line in zip(rules.tests, rules.test_lines, strict=True):
        route = decide(analyze(test.sql, rules.facts), _context(test), rules, text=test.sql)
        results.append(TestResult(str(rules.path), line, test.sql, route, tuple(_failures(test, route))))
    return results


def _context(test: TestShape) -> Context:
    mode = TransactionMode(test.transaction)
    if test.bound is not None and mode is TransactionMode.AUTOCOMMIT:
        mode = TransactionMode.READ_WRITE
    return Context(
        user=test.user,
        application=test.application,
        choice=None if test.using is None else Choice(test.using, "SET"),
        transaction=mode,
        bound=test.bound,
        load=test.load,
        bound_by="" if test.bound is None else "the test",
    )


def _failures(test: TestShape, route: Route) -> list[str]:
    """A statement that is refused without being expected to is a failure, whatever else the test says."""
    failures: list[str] = []
    expected = test.refused
    if expected is None or expected is False:
        if route.refused is not None:
            return [f"refused ({route.refusal}): {route.refused.message}"]
    elif route.refused is None:
        failures.append(f"expected to be refused ({expected}), goes to {_where(route)}")
    elif isinstance(expected, str) and expected not in (route.refusal, route.refused.code):
        failures.append(f"refused for {route.refusal} ({route.refused.code}), expected {expected}")
    if test.database is not None and test.database not in _databases(route):
        failures.append(f"database is {_where(route)}, expected {test.database}")
    for key, wanted, found in (
        ("router", test.router, route.router),
        ("mode", test.mode, route.mode.value),
        ("reason", test.reason, route.reason),
        ("skipped", test.skipped, bool(route.skip)),
    ):
        if wanted is not None and wanted != found:
            failures.append(f"{key} is {found if found is not None else 'none'}, expected {wanted}")
    return failures


def _databases(route: Route) -> tuple[str, ...]:
    """Any of which will do."""
    return route.databases or tuple(part.database for part in route.parts)


def _where(route: Route) -> str:
    if _databases(route):
        return ", ".join(_databases(route))
    return "no database" if route.skip or route.refused is not None else "any database"

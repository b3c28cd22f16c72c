"""DDL for tables of several databases: one statement for each where that is exact, else refused with the reason."""

from __future__ import annotations

import pytest

from proxy.routing.decide import decide
from proxy.routing.explain import route_lines
from proxy.routing.route import Context, Part, Route, TransactionMode
from proxy.routing.split import split
from proxy.sql.analyze import analyze
from tests.routing.stage import Stage

RULES = """
databases: {default: {url: 'sqlite:///d'}, auth: {url: 'sqlite:///a'}, old: {url: 'sqlite:///o'}}
routers:
  - {name: auth, tables: ["auth_*"], read: auth, write: auth, migrate: [auth]}
  - {name: old, tables: ["old_*"], read: old, write: old, migrate: [], on_refused: notice}
  - {name: kept, tables: ["kept_*"], read: default, write: default, migrate: []}
"""


@pytest.fixture
def route(stage: Stage):  # type: ignore[no-untyped-def]  # a function of tests
    rules = stage.load(RULES)

    def decided(text: str, mode: TransactionMode = TransactionMode.AUTOCOMMIT) -> Route:
        return decide(analyze(text), Context("app", transaction=mode), rules, text=text)

    return decided


def parts(*pairs: tuple[str, str]) -> tuple[Part, ...]:
    return tuple(Part(database, text) for database, text in pairs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DROP TABLE book, auth_user", parts(("default", "DROP TABLE book"), ("auth", "DROP TABLE auth_user"))),
        (
            'DROP TABLE IF EXISTS auth_user, public.book, "Auth_X", auth_group CASCADE;',
            parts(
                ("auth", "DROP TABLE IF EXISTS auth_user, auth_group CASCADE"),
                ("default", 'DROP TABLE IF EXISTS public.book, "Auth_X" CASCADE'),
            ),
        ),
        (
            "TRUNCATE ONLY book, auth_user * RESTART IDENTITY CASCADE",
            parts(
                ("default", "TRUNCATE ONLY book RESTART IDENTITY CASCADE"),
                ("auth", "TRUNCATE auth_user * RESTART IDENTITY CASCADE"),
            ),
        ),
        (
            "GRANT SELECT (id), INSERT ON TABLE book, auth_user TO somebody WITH GRANT OPTION",
            parts(
                ("default", "GRANT SELECT (id), INSERT ON TABLE book TO somebody WITH GRANT OPTION"),
                ("auth", "GRANT SELECT (id), INSERT ON TABLE auth_user TO somebody WITH GRANT OPTION"),
            ),
        ),
        (
            "REVOKE ALL ON auth_user, book FROM somebody",
            parts(("auth", "REVOKE ALL ON auth_user FROM somebody"), ("default", "REVOKE ALL ON book FROM somebody")),
        ),
        ("DROP VIEW book_view, auth_view", parts(("default", "DROP VIEW book_view"), ("auth", "DROP VIEW auth_view"))),
    ],
)
def test_lists_are_split_by_database(route, text: str, expected: tuple[Part, ...]) -> None:  # type: ignore[no-untyped-def]
    decided = route(text)
    assert decided.refused is None
    assert decided.parts == expected
    assert decided.databases == ()
    assert route_lines(decided)[0].startswith("Split over")


def test_what_the_rules_skip_is_left_out_with_a_notice(route) -> None:  # type: ignore[no-untyped-def]
    decided = route("DROP TABLE book, old_book")
    assert decided.parts == parts(("default", "DROP TABLE book"))
    assert ["old_book" in notice for notice in decided.skip] == [True]
    assert route("DROP TABLE old_a, old_b").parts == ()
    assert len(route("DROP TABLE old_a, old_b").skip) == 2


def test_one_that_is_refused_refuses_all(route) -> None:  # type: ignore[no-untyped-def]
    assert route("DROP TABLE auth_user, kept_book").refusal == "migrate"
    assert route("TRUNCATE kept_book").refusal == "migrate"


def test_truncate_asks_migrate_and_may_be_skipped(route) -> None:  # type: ignore[no-untyped-def]
    assert route("TRUNCATE auth_user").databases == ("auth",)
    assert len(route("TRUNCATE old_book").skip) == 1


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [
        ("DROP TABLE book, auth_user", TransactionMode.READ_WRITE, "In a transaction block"),
        ("DROP TABLE book, auth_user; SELECT 1", TransactionMode.AUTOCOMMIT, "In a query string with other statements"),
        ("TRUNCATE book, auth_user", TransactionMode.READ_WRITE, "In a transaction block"),
    ],
)
def test_what_is_not_split_is_refused_with_the_reason(route, text: str, mode: TransactionMode, why: str) -> None:  # type: ignore[no-untyped-def]
    decided = route(text, mode)
    assert decided.refusal == "cross_database"
    assert why in str(decided.refused.detail)


@pytest.mark.parametrize(
    "text", ["DROP TABLE", "GRANT SELECT ON a, b", "DROP TABLE a,, b", "DROP TABLE a, 'b", "TRUNCATE f(a), b"]
)
def test_what_is_no_such_list_is_left_alone(text: str) -> None:
    tag = "GRANT" if text.startswith("GRANT") else "TRUNCATE TABLE" if text.startswith("TRUNC") else "DROP TABLE"
    assert split(text, tag, ["x", "y", "z"]) is None

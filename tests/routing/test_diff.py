"""Two versions of the rules about the same statements."""

from proxy.routing.diff import Change, diff
from proxy.sql.analyze import analyze
from tests.routing.stage import AUTOCOMMIT, FILES, Stage


def test_a_difference_names_each_statement_that_would_move_or_be_refused(stage: Stage) -> None:
    old, new = stage.rules("two_databases"), stage.load(FILES["split_tables"])
    statements = ["SELECT * FROM book", "SELECT * FROM person", "SELECT * FROM book, person", "SELECT * FROM other_one"]
    found = diff(old, new, [(sql, AUTOCOMMIT) for sql in [*statements, statements[0]]], analyze)
    assert [(each.sql, each.change) for each in found] == [
        ("SELECT * FROM book", Change.MOVED),
        ("SELECT * FROM person", Change.OTHERWISE),
        ("SELECT * FROM book, person", Change.REFUSED),
    ]
    assert str(found[0]) == "moved: SELECT * FROM book: default (no opinion) → other (router books)"
    back = diff(new, old, [(statements[2], AUTOCOMMIT)], analyze)
    assert [each.change for each in back] == [Change.ALLOWED]


def test_the_same_rules_make_no_difference(stage: Stage) -> None:
    rules = stage.rules("write_auth_primary")
    assert diff(rules, rules, [("INSERT INTO book SELECT * FROM auth_user", AUTOCOMMIT)], analyze) == []

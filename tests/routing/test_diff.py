"""Two versions of the rules about the same statements."""

from proxy.relations.guarded import decide_for_shape
from proxy.routing.diff import Change, diff
from proxy.sql.analyze import analyze
from tests.routing.stage import AUTOCOMMIT, FILES, Stage


def test_a_difference_names_each_statement_that_would_move_or_be_refused(stage: Stage) -> None:
    old, new = stage.rules("two_databases"), stage.load(FILES["split_tables"])
    statements = ["SELECT * FROM book", "SELECT * FROM person", "SELECT * FROM book, person", "SELECT * FROM other_one"]
    found = diff(old, new, [(sql, AUTOCOMMIT) for sql in [*statements, statements[0]]], analyze, decide_for_shape)
    assert [(each.sql, each.change) for each in found] == [
        ("SELECT * FROM book", Change.MOVED),
        ("SELECT * FROM person", Change.OTHERWISE),
        ("SELECT * FROM book, person", Change.REFUSED),
    ]
    assert str(found[0]) == "moved: SELECT * FROM book: default (no opinion) → other (router books)"
    back = diff(new, old, [(statements[2], AUTOCOMMIT)], analyze, decide_for_shape)
    assert [each.change for each in back] == [Change.ALLOWED]


def test_the_same_rules_make_no_difference(stage: Stage) -> None:
    rules = stage.rules("write_auth_primary")
    assert (
        diff(rules, rules, [("INSERT INTO book SELECT * FROM auth_user", AUTOCOMMIT)], analyze, decide_for_shape) == []
    )


def test_what_a_relation_or_a_split_changes_is_named_too(stage: Stage) -> None:
    old = stage.rules("two_databases")
    routers = FILES["split_tables"]
    new = stage.load(routers + "\nrelations: [{from: book.owner_id, to: person.id}]")
    related = stage.load(FILES["two_databases"] + "relations: [{from: book.owner_id, to: person.id}]", "related")
    statements = ["INSERT INTO book (owner_id) VALUES ($1)", "INSERT INTO book (title) VALUES ($1)"]
    found = diff(
        stage.load(routers, "apart"), new, [(sql, AUTOCOMMIT) for sql in statements], analyze, decide_for_shape
    )
    assert [(each.sql, each.change, each.new.refusal) for each in found] == [
        (statements[0], Change.REFUSED, "relation")
    ]
    assert diff(old, related, [(statements[0], AUTOCOMMIT)], analyze, decide_for_shape) == []
    [moved] = diff(old, new, [("DROP TABLE book, person", AUTOCOMMIT)], analyze, decide_for_shape)
    assert str(moved) == "moved: DROP TABLE book, person: default (no opinion) → other, default (router)"

"""Lint against what the databases really hold."""

from proxy.routing.check_catalogs import lint_catalogs
from proxy.routing.deliberation import Catalogs
from proxy.sql.catalog import Catalog, ForeignKey, Table
from proxy.sql.statement import TableName
from tests.routing.stage import FILES, Stage


def name(word: str) -> TableName:
    return TableName(word, "public")


def holding(*words: str, keys: tuple[ForeignKey, ...] = (), views: tuple[Table, ...] = ()) -> Catalog:
    tables = {name(word): Table(name(word), ("id",)) for word in words}
    return Catalog(tables={**tables, **{view.name: view for view in views}}, foreign_keys=keys)


def kinds(stage: Stage, catalogs: Catalogs, more: str = "") -> list[tuple[str, str]]:
    rules = stage.load(f"{FILES['split_tables']}\n{more}")
    return [(finding.kind, finding.message) for finding in lint_catalogs(rules, catalogs)]


def test_catalogs_that_fit_the_rules_have_no_finding(stage: Stage) -> None:
    assert kinds(stage, {"default": holding("person", "pet", "extra"), "other": holding("book", "review")}) == []


def test_a_table_that_no_router_claims_and_one_on_the_wrong_database_are_named(stage: Stage) -> None:
    found = kinds(stage, {"default": holding("person", "book"), "other": holding("extra")})
    assert [kind for kind, _ in found] == ["unclaimed_table", "misplaced_table"]
    assert "public.extra" in found[0][1]
    assert "public.book" in found[1][1]


def test_a_table_on_two_databases_is_named_with_the_one_that_counts(stage: Stage) -> None:
    ((kind, message),) = kinds(stage, {"default": holding("book"), "other": holding("book")})
    assert (kind, message) == ("table_twice", "public.book is on default, other; the rules write it on other")


def test_a_foreign_key_whose_ends_the_rules_moved_apart_wants_a_relation(stage: Stage) -> None:
    key = ForeignKey("book_editor_fkey", name("book"), ("id",), name("person"), ("id",))
    catalogs: Catalogs = {"default": holding("person"), "other": holding("book", keys=(key,))}
    ((kind, message),) = kinds(stage, catalogs)
    assert kind == "foreign_key_crosses"
    assert "declare it under relations:" in message
    assert kinds(stage, catalogs, "relations: [{from: book.id, to: person.id}]") == []


def test_a_view_whose_tables_the_rules_moved_apart_is_named(stage: Stage) -> None:
    view = Table(name("both"), is_view=True, reads=(name("book"), name("person")))
    found = kinds(stage, {"default": holding("person", views=(view,)), "other": holding("book")})
    assert [kind for kind, _ in found] == ["view_crosses"]


def typed(**tables: dict[str, int]) -> Catalog:
    return Catalog(
        tables={
            name(word): Table(name(word), tuple(columns), types=tuple(columns.values()))
            for word, columns in tables.items()
        }
    )


def test_ends_of_a_relation_whose_types_never_meet_are_named(stage: Stage) -> None:
    more = (
        "relations:\n"
        "  - {from: book.editor_id, to: person.id}\n"
        "  - {from: review.object_id, by: review.kind, names: kinds.model, to: {book: book.id}}\n"
    )
    catalogs: Catalogs = {
        "default": typed(person={"id": 2950, "name": 25}),
        "other": typed(book={"id": 20, "editor_id": 23}, review={"object_id": 23}, kinds={"model": 25}),
    }
    found = [message for kind, message in kinds(stage, catalogs, more) if kind.startswith("relation")]
    assert found == [
        "book.editor_id is int4, person.id is uuid: no value of one is found in the other",
        "review has no column kind, which by: names",
        "kinds has no column id, which names: needs",
    ]


def test_a_relation_on_what_does_not_exist_is_named_by_its_line(stage: Stage) -> None:
    catalogs: Catalogs = {"default": holding("person"), "other": holding("book")}
    found = kinds(stage, catalogs, "relations: [{from: book.editor, to: person.id}, {from: nobody.id, to: person.id}]")
    assert [kind for kind, _ in found] == ["relation_without_column", "relation_without_table"]


def test_of_a_table_on_two_databases_the_one_that_the_rules_write_counts(stage: Stage) -> None:
    catalogs: Catalogs = {
        "default": typed(person={"id": 23}, book={"editor_id": 23, "shelf_id": 23}),
        "other": typed(person={"id": 25, "shelf": 23}, book={"editor_id": 25}),
    }
    more = "relations: [{from: book.editor_id, to: person.id}, {from: book.shelf_id, to: person.shelf}]"
    found = [message for kind, message in kinds(stage, catalogs, more) if kind.startswith("relation")]
    assert found == [
        "book has no column shelf_id",
        "person has no column shelf",
        "book.editor_id is text, person.id is int4: no value of one is found in the other",
    ]

"""Which declared relations a statement touches, where the other end is, and how violations read."""

from pathlib import Path

import pytest

from proxy.relations.declared import Duty, Work, duties_of_child, family_of_parents
from proxy.relations.violations import cannot_be_verified, crossing_reference, missing_parent, still_referenced
from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs, Deliberation
from proxy.routing.load import load_rules
from proxy.routing.route import Choice, Context
from proxy.routing.rules import Rules
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, ForeignKey, Table
from proxy.sql.statement import TableName

RELATIONS = """
relations:
  - {from: book.editor_id, to: person.id, on_delete: set null}
  - {from: pet.owner_id, to: person.id, on_delete: cascade}
  - {from: review.object_id, by: review.kind, to: {book: book.id, person: person.id}, on_delete: cascade}
"""
TWO = "databases: {default: 'sqlite:///d', other: 'sqlite:///o'}\n"
SPLIT = (
    "routers: [{name: people, tables: [person, pet], read: default, write: default},"
    " {name: books, tables: [book, review], read: other, write: other}]\n"
)
APP = Context("app")


@pytest.fixture
def rules(tmp_path: Path):  # type: ignore[no-untyped-def]  # a function of text
    def load(text: str) -> Rules:
        path = tmp_path / "shop.yaml"
        path.write_text(text + RELATIONS)
        return load_rules(path, {})

    return load


def child_duties(rules: Rules, sql: str, context: Context = APP, catalogs: Catalogs | None = None) -> tuple[Duty, ...]:
    analysis = analyze(sql)
    route = decide(analysis, context, rules, catalogs)
    return duties_of_child(Deliberation(analysis.statements[0], context, rules, catalogs), route)


def parent_duties(rules: Rules, sql: str, catalogs: Catalogs | None = None) -> tuple[Duty, ...]:
    analysis = analyze(sql)
    route = decide(analysis, APP, rules, catalogs)
    family = family_of_parents(Deliberation(analysis.statements[0], APP, rules, catalogs), route)
    return family.get(("public", sql.split()[2]), ())


def test_a_reference_over_two_sources_is_refused_unless_the_rules_say_otherwise(rules) -> None:  # type: ignore[no-untyped-def]
    (duty,) = child_duties(rules(TWO + SPLIT), "INSERT INTO book (editor_id) VALUES (1)")
    assert duty.work is Work.REFUSE
    error = crossing_reference(duty)
    assert error.code == "0A000"
    assert error.message == 'book.editor_id on database "other" cannot refer to person.id on database "default"'
    assert error.detail is not None
    assert 'router "books"' in error.detail
    assert 'router "people"' in error.detail
    (verified,) = child_duties(rules("check: verify\n" + TWO + SPLIT), "UPDATE book SET editor_id = 1")
    assert (verified.work, verified.parent.databases) == (Work.LOOK_UP, ("default",))
    (allowed,) = child_duties(rules("check: allow\n" + TWO + SPLIT), "COPY book FROM STDIN")
    assert allowed.work is Work.NOTHING


def test_with_refuse_one_source_is_enough_and_no_row_is_looked_up(rules) -> None:  # type: ignore[no-untyped-def]
    loaded = rules(TWO.replace("'sqlite:///o'", "{url: 'sqlite:///o', replica_of: default}"))
    (duty,) = child_duties(loaded, "INSERT INTO pet (owner_id) VALUES (1)")
    assert duty.work is Work.NOTHING


def test_the_parent_follows_the_explicit_choice_and_the_transaction(rules) -> None:  # type: ignore[no-untyped-def]
    loaded = rules("check: verify\n" + TWO)
    (chosen,) = child_duties(loaded, "/* onedsn: using=other */ INSERT INTO pet (owner_id) VALUES (1)")
    assert (chosen.parent.databases, chosen.work) == (("other",), Work.LOOK_UP)
    (session,) = child_duties(loaded, "INSERT INTO pet VALUES (1)", Context("app", choice=Choice("other", "SET")))
    assert session.parent.databases == ("other",)
    (bound,) = child_duties(loaded, "INSERT INTO pet VALUES (1)", Context("app", bound="other"))
    assert bound.parent.databases == ("other",)


def test_a_choice_of_a_database_without_the_parents_table_leaves_it_to_the_chain(rules) -> None:  # type: ignore[no-untyped-def]
    pet, person = TableName("pet", "public"), TableName("person", "public")
    catalogs: Catalogs = {
        "default": Catalog(tables={person: Table(person)}),
        "other": Catalog(tables={pet: Table(pet)}),
    }
    context = Context("app", choice=Choice("other", "SET"))
    (duty,) = child_duties(rules(TWO + SPLIT), "INSERT INTO pet VALUES (1)", context, catalogs)
    assert (duty.parent.databases, duty.parent.router, duty.work) == (("default",), "people", Work.REFUSE)


def test_each_kind_of_a_polymorphic_relation_has_its_own_parent(rules) -> None:  # type: ignore[no-untyped-def]
    duties = child_duties(rules(TWO + SPLIT), "INSERT INTO review VALUES (1)")
    assert {duty.kind: duty.work for duty in duties} == {"book": Work.NOTHING, "person": Work.REFUSE}


def test_where_the_database_holds_the_very_foreign_key_it_does_the_work(rules) -> None:  # type: ignore[no-untyped-def]
    pet, person = TableName("pet", "public"), TableName("person", "public")
    loaded = rules("check: verify\n" + TWO)
    for action, work in (("cascade", Work.NOTHING), ("no action", Work.KEEP)):
        key = ForeignKey("k", pet, ("owner_id",), person, ("id",), action)
        tables = {pet: Table(pet), person: Table(person)}
        catalogs: Catalogs = {"default": Catalog(tables=tables, foreign_keys=(key,))}
        (duty,) = child_duties(loaded, "INSERT INTO pet VALUES (1)", catalogs=catalogs)
        assert duty.work is Work.NOTHING
        by_child = {
            duty.relation.child.table.name: duty for duty in parent_duties(loaded, "DELETE FROM person", catalogs)
        }
        assert (by_child["pet"].work if work is Work.KEEP else by_child.get("pet")) in (work, None)
        assert by_child["book"].work is Work.KEEP


def test_a_delete_of_parents_finds_every_child_and_its_database(rules) -> None:  # type: ignore[no-untyped-def]
    duties = parent_duties(rules(TWO + SPLIT), "DELETE FROM person WHERE id = 1")
    found = [(duty.relation.child.table.name, duty.child.databases, duty.relation.on_delete.value) for duty in duties]
    assert found == [
        ("book", ("other",), "set null"),
        ("pet", ("default",), "cascade"),
        ("review", ("other",), "cascade"),
    ]


def test_violations_read_as_postgresqls_and_name_the_database(rules) -> None:  # type: ignore[no-untyped-def]
    (duty,) = child_duties(rules("check: verify\n" + TWO), "INSERT INTO pet VALUES (1)")
    error = missing_parent(duty, ["7"], "other")
    assert (error.code, error.schema, error.table, error.constraint) == ("23503", "public", "pet", "pet_owner_id_fkey")
    assert error.message == 'insert or update on table "pet" violates foreign key constraint "pet_owner_id_fkey"'
    assert error.detail == 'Key (owner_id)=(7) is not present in table "person" of database "default".'
    assert error.hint is not None
    assert '"other"' in error.hint
    referenced = still_referenced(duty, ["7"])
    assert referenced.message == (
        'update or delete on table "person" violates foreign key constraint "pet_owner_id_fkey" on table "pet"'
    )
    assert cannot_be_verified(duty).code == "0A000"

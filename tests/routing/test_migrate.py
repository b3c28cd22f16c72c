"""DDL, loads and dumps: R02, A02, F02, G01, G02."""

import pytest

from proxy.routing.route import Choice, Mode
from proxy.sql.statement import Kind, Statement
from tests.routing.stage import (
    FILES,
    Stage,
    copy_in,
    copy_out,
    create,
    insert,
    route,
    select,
    session,
    statement,
)


@pytest.mark.parametrize("which", ["primary_replica", "primary_auth"])
@pytest.mark.parametrize("table", ["auth_user", "book"])
@pytest.mark.parametrize("database", ["default", "other"])
def test_the_first_router_allows_every_table_everywhere(stage: Stage, which: str, table: str, database: str) -> None:
    found = route(stage.rules(which), create(table, using=database))
    assert (found.databases, found.skip) == ((database,), ())
    assert found.tables[-1].router == "primary_replica"


@pytest.mark.parametrize(
    ("table", "database", "router", "allowed"),
    [
        ("auth_user", "default", "auth", False),
        ("auth_user", "other", "auth", True),
        ("book", "default", "primary_replica", True),
        ("book", "other", "primary_replica", True),
    ],
)
def test_the_order_of_the_chain_decides(stage: Stage, table: str, database: str, router: str, allowed: bool) -> None:
    found = route(stage.rules("auth_primary"), create(table, using=database))
    assert found.databases == ((database,) if allowed else ())
    assert found.tables[-1].router == router
    assert len(found.skip) == (0 if allowed else 1)


def test_a_skipped_definition_says_table_database_and_router(stage: Stage) -> None:
    found = route(stage.rules("sync_only_default"), create("extra", using="other"))
    assert found.mode is Mode.MIGRATE
    (notice,) = found.skip
    for word in ("extra", '"other"', '"sync_only_default"', "CREATE TABLE"):
        assert word in notice


def test_a_definition_goes_to_the_first_allowed_database_that_is_no_replica(stage: Stage) -> None:
    assert route(stage.rules("auth_router"), create("auth_user")).databases == ("other",)
    rules = stage.load(
        "databases: {r: {url: 'sqlite:///r', replica_of: third}, default: 'sqlite:///d', third: 'sqlite:///t'}\n"
        "routers: [{name: there, migrate: [r, third]}]"
    )
    assert route(rules, create("book")).databases == ("third",)


def test_elsewhere_refuses_unless_it_says_skip(stage: Stage) -> None:
    rules = stage.load(FILES["sync_only_default"].replace(", elsewhere: skip", ""))
    for sent in (create("extra", using="other"), copy_in("book", using="other")):
        found = route(rules, sent)
        assert found.refused is not None
        assert (found.refused.code, found.refusal) == ("0A000", "migrate")
        assert "sync_only_default" in (found.refused.detail or "")
    noticed = stage.load(FILES["sync_only_default"].replace("elsewhere: skip", "on_refused: notice"))
    assert route(noticed, create("extra", using="other")).skip


def test_plain_writes_never_ask_to_migrate(stage: Stage) -> None:
    found = route(stage.rules("sync_only_default"), insert("book", using="other"))
    assert (found.databases, found.skip) == (("other",), ())


def test_loads_are_skipped_where_the_table_may_not_be(stage: Stage) -> None:
    rules = stage.rules("anti_pet")
    loading = session(load=True)
    assert route(rules, copy_in("pet", using="default")).skip
    assert route(rules, insert("pet", using="default"), context=loading).skip
    assert not route(rules, copy_in("pet", using="other")).skip
    assert route(rules, copy_in("person", using="other")).skip
    assert not route(rules, copy_in("person")).skip
    assert not route(rules, select("pet", using="default"), context=loading).skip


def test_a_load_without_a_choice_goes_to_the_write_database(stage: Stage) -> None:
    assert route(stage.rules("sync_only_default"), copy_in("book")).databases == ("default",)
    assert route(stage.rules("write_to_other"), copy_in("book")).databases == ("other",)


def test_a_dump_of_a_chosen_database_holds_only_what_belongs_there(stage: Stage) -> None:
    rules = stage.rules("auth_router")
    assert route(rules, copy_out("auth_user", using="default")).skip
    assert not route(rules, copy_out("auth_user", using="other")).skip
    assert not route(rules, copy_out("auth_user")).skip
    refusing = stage.load(FILES["auth_router"].replace(", elsewhere: skip", ""))
    assert route(refusing, copy_out("auth_user", using="default")).refusal == "migrate"


def test_a_replica_is_dumped_by_the_permission_of_its_source(stage: Stage) -> None:
    rules = stage.load(
        "databases: {default: 'sqlite:///d', r: {url: 'sqlite:///r', replica_of: default}}\n"
        "routers: [{name: only, migrate: [default]}]"
    )
    assert route(rules, copy_out("book", using="r")).refused is None


def test_definitions_without_a_table_ask_the_routers_that_cover_every_table(stage: Stage) -> None:
    schema = Statement(Kind.DDL, "CREATE SCHEMA", 0, 0)
    assert route(stage.rules("two_databases"), schema).databases == ("default",)
    context = session(choice=Choice("other", "SET"))
    assert route(stage.rules("sync_only_default"), schema, context=context).skip
    assert route(stage.rules("auth_router"), schema, context=context).databases == ("other",)


def test_a_foreign_key_to_another_database_cannot_be_defined(stage: Stage) -> None:
    assert route(stage.rules("split_tables"), create("book", reads="person")).refusal == "cross_database"
    assert route(stage.rules("split_tables"), create("book", reads="review")).databases == ("other",)


def test_a_definition_of_two_tables_with_one_not_allowed_is_refused(stage: Stage) -> None:
    drop = statement(Kind.DDL, "DROP TABLE", writes="pet person", using="other")
    found = route(stage.rules("anti_pet"), drop)
    assert found.refusal == "migrate"
    assert found.refused is not None
    assert "one statement for each table" in (found.refused.hint or "")

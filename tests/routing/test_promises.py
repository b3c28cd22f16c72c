"""What every decision promises, whatever the rules, the statement and the session are."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from proxy.routing.deliberation import Home
from proxy.routing.explain import route_record, route_text
from proxy.routing.guard import common_databases
from proxy.routing.route import Choice, Context, Mode, TransactionMode
from proxy.routing.router import Table
from proxy.routing.rules import Rules
from proxy.sql.statement import Kind, Statement, TableName, TableReference
from tests.routing.stage import FILES, Stage, route

TABLES = ("book", "person", "auth_user", "pet", "review", "pg_class", "unheard_of")
references = some.builds(
    TableReference,
    some.builds(TableName, some.sampled_from(TABLES), some.sampled_from([None, "public", "pg_catalog", "pg_temp"])),
    some.sampled_from([None, None, None, "default", "other", "missing"]),
)
statements = some.builds(
    Statement,
    kind=some.sampled_from(list(Kind)),
    tag=some.sampled_from(["SELECT", "INSERT", "CREATE TABLE", "CREATE VIEW", "COPY", ""]),
    start=some.just(0),
    end=some.just(0),
    reads=some.lists(references, max_size=3).map(tuple),
    writes=some.lists(references, max_size=2).map(tuple),
    pins=some.sampled_from([(), (), ("temporary table",), ("listen",)]),
    using=some.sampled_from([None, None, "other", "missing"]),
    unknown=some.booleans(),
    locks=some.booleans(),
)
contexts = some.builds(
    Context,
    user=some.just("app"),
    choice=some.sampled_from([None, None, Choice("default", "SET"), Choice("other", "options"), Choice("x", "dbname")]),
    transaction=some.sampled_from(list(TransactionMode)),
    bound=some.sampled_from([None, None, "default", "other"]),
    load=some.booleans(),
    temporary=some.sampled_from([(), (("book", "other"),)]),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rules]:
    directory: Path = tmp_path_factory.mktemp("rules")
    return {name: Stage(directory).rules(name) for name in FILES}


@settings(max_examples=400, deadline=None)
@given(name=some.sampled_from(sorted(FILES)), sent=some.lists(statements, min_size=1, max_size=3), context=contexts)
def test_a_decision_is_a_database_a_notice_or_a_refusal(
    files: dict[str, Rules], name: str, sent: list[Statement], context: Context
) -> None:
    rules = files[name]
    found = route(rules, *sent, context=context)
    route_text(found)
    assert route_record(found)["refused"] == found.refusal
    assert set(found.databases) <= set(rules.databases)
    if found.refused is not None:
        assert (found.databases, found.skip, found.refusal is None) == ((), (), False)
        return
    assert found.databases or found.skip or found.mode is Mode.NONE
    if found.databases and context.bound is not None:
        assert found.databases == (context.bound,)
    assert not found.balanced or found.mode is Mode.READ
    assert found.fallback is None or found.fallback == rules.source(found.databases[0])


@settings(max_examples=300, deadline=None)
@given(name=some.sampled_from(sorted(FILES)), sent=statements, context=contexts)
def test_an_explicit_choice_is_kept_or_refused(
    files: dict[str, Rules], name: str, sent: Statement, context: Context
) -> None:
    found = route(files[name], sent, context=context)
    choice = sent.using or (context.choice.database if context.choice is not None else None)
    nested = any(reference.using for reference in (*sent.reads, *sent.writes))
    if choice is None or nested or context.temporary or found.refused is not None or not found.databases:
        return
    if not any((reference.table.schema or "") == "pg_temp" for reference in (*sent.reads, *sent.writes)):
        assert found.databases == (choice,)


@settings(max_examples=300, deadline=None)
@given(name=some.sampled_from(sorted(FILES)), sent=statements)
def test_no_statement_answered_has_tables_of_two_sources_unless_a_router_allows_it(
    files: dict[str, Rules], name: str, sent: Statement
) -> None:
    rules = files[name]
    found = route(rules, sent)
    if found.refused is not None or found.skip or any(router.judges_relations for router in rules.routers):
        return
    homes = [
        Home(Table(each.table), each.databases, each.router, each.reason)
        for each in found.tables
        if each.mode is not Mode.MIGRATE
    ]
    by_table: dict[str, Home] = {}
    for home in homes:
        known = by_table.get(str(home.table))
        databases = home.databases if known is None else (*known.databases, *home.databases)
        by_table[str(home.table)] = Home(home.table, databases, None, home.reason)
    if sent.kind is not Kind.DDL and by_table:
        assert common_databases(list(by_table.values()), rules)


@settings(max_examples=200, deadline=None)
@given(name=some.sampled_from(sorted(FILES)), sent=statements, context=contexts)
def test_the_same_question_has_the_same_answer(
    files: dict[str, Rules], name: str, sent: Statement, context: Context
) -> None:
    first, second = (route(files[name], sent, context=context) for _ in range(2))
    assert route_record(first) == route_record(second)

"""The record of a decision: JSON that survives a round trip, and text."""

import json

from proxy.routing.explain import route_record, route_text
from tests.routing.stage import FILES, Stage, create, insert, route, select


def test_the_record_is_plain_json_and_equal_after_a_round_trip(stage: Stage) -> None:
    for which in FILES:
        for sent in (select("book"), select("book person@other"), insert("auth_user"), create("pet", using="default")):
            record = route_record(route(stage.rules(which), sent))
            assert json.loads(json.dumps(record)) == record


def test_the_record_shows_the_routers_asked_and_their_answers(stage: Stage) -> None:
    record = route_record(route(stage.rules("write_auth_primary"), select("auth_user")))
    assert (record["mode"], record["database"], record["reason"], record["router"]) == (
        "read",
        "default",
        "router",
        "auth",
    )
    (table,) = record["tables"]
    assert table["asked"] == [
        {"router": "write_router", "answer": "no opinion"},
        {"router": "auth", "answer": "default"},
    ]
    assert record["refused"] is None


def test_a_refusal_is_part_of_the_record(stage: Stage) -> None:
    record = route_record(route(stage.rules("two_databases"), select("book person@other")))
    assert (record["refused"], record["database"]) == ("cross_database", None)
    assert record["error"] is not None
    assert record["error"]["sqlstate"] == "0A000"


def test_the_text_says_where_and_who_and_why_not(stage: Stage) -> None:
    assert route_text(route(stage.rules("primary_replica"), select("book"))).splitlines() == [
        "Route to other (mode read, router primary_replica), falls back to default",
        "  ->  read book on other (router primary_replica)",
        "        primary_replica: other",
    ]
    refused = route_text(route(stage.rules("two_databases"), select("book person@other")))
    assert refused.startswith("Refused: cross_database (mode read)\n")
    assert "  HINT:  " in refused
    skipped = route_text(route(stage.rules("sync_only_default"), create("extra", using="other")))
    assert skipped.startswith("Skipped (mode migrate)\n")
    assert "sync_only_default: not allowed on other" in skipped

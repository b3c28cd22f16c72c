"""Who may ask the HTTP port."""

from __future__ import annotations

import base64

import pytest

from proxy.telemetry.access import OPEN_TO_ALL, Access

TOKEN = "correct horse"


def basic(password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"anybody:{password}".encode()).decode()}


@pytest.mark.parametrize("path", sorted(OPEN_TO_ALL))
def test_health_is_open_to_all(path: str) -> None:
    assert Access(TOKEN).refusal(path, {}, "203.0.113.9") is None
    assert Access(None).refusal(path, {}, "203.0.113.9") is None


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost:9432", "127.0.0.1:9432", "[::1]:9432", "LOCALHOST"])
def test_without_a_token_this_machine_may_ask_by_its_own_names(peer: str, host: str) -> None:
    assert Access(None).refusal("/metrics", {"host": host}, peer) is None


def test_without_a_token_other_machines_may_not_ask() -> None:
    assert "only this machine" in str(Access(None).refusal("/metrics", {"host": "10.0.0.1"}, "10.0.0.7"))


def test_without_a_token_a_name_that_somebody_pointed_here_is_refused() -> None:
    assert "evil.example" in str(Access(None).refusal("/state", {"host": "evil.example:9432"}, "127.0.0.1"))


@pytest.mark.parametrize("headers", [{"authorization": f"Bearer {TOKEN}"}, basic(TOKEN)])
def test_with_a_token_whoever_shows_it_may_ask(headers: dict[str, str]) -> None:
    assert Access(TOKEN).refusal("/metrics", {**headers, "host": "proxy.internal"}, "10.0.0.7") is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": "Bearer"},
        basic("wrong"),
        basic(""),
        {"authorization": "Basic ~~~"},
        {"authorization": f"Digest {TOKEN}"},
    ],
)
def test_with_a_token_nobody_else_may_ask_not_even_this_machine(headers: dict[str, str]) -> None:
    assert Access(TOKEN).refusal("/metrics", {**headers, "host": "127.0.0.1"}, "127.0.0.1") is not None


def test_a_page_of_another_site_may_not_ask() -> None:
    headers = {"host": "127.0.0.1", "sec-fetch-site": "cross-site"}
    assert Access(None).refusal("/explain", headers, "127.0.0.1") is not None

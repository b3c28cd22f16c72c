"""Transparency: a conversation through the proxy hears what it would hear on a direct connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest

from tests.drivers.conversation import Conversation, function_call, query
from tests.drivers.conversations import CONVERSATIONS, FAREWELLS, START_UPS, Step
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server


class Pair:
    """A server, and the proxy over another database of it."""

    def __init__(self, kind: str, server: Server, direct: str, proxy: ProxyProcess) -> None:
        self.kind = kind
        self.server = server
        self.direct = direct
        self.proxy = proxy

    def open(self, through_proxy: bool, **parameters: str) -> Conversation:
        if through_proxy:
            return Conversation(self.proxy.port, "plain", **parameters)
        return Conversation(self.server.port, self.direct, **parameters)

    def hold(self, steps: list[Step], through_proxy: bool) -> list[str]:
        conversation = self.open(through_proxy)
        try:
            return [conversation.say(message, until) for message, until in steps]
        finally:
            conversation.close()


@pytest.fixture(scope="module", params=["postgresql", "sqlite"])
def pair(request: pytest.FixtureRequest, primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    direct = primary.create_database()
    folder = Path(tmp_path_factory.mktemp("plain"))
    behind = primary.url_of(primary.create_database()) if request.param == "postgresql" else f"sqlite:///{folder}/u.db"
    rules = f'databases:\n  default: {{url: "{behind}"}}\n'
    with running_proxy(folder, {"plain.yaml": rules}) as proxy:
        for url in (primary.url_of(direct), proxy.url("plain", "postgres")):
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE TABLE u (id serial PRIMARY KEY, a int UNIQUE)")
        yield Pair(request.param, primary, direct, proxy)


UNLIKE_A_FILE: Final = {
    "AND CHAIN after a failure": "a transaction on a file has one isolation level, whatever was asked for",
    "transactions that are misspelt": "a file takes what begins like a transaction statement for one",
}
FOLDED: Final = ("an error after a Flush", "a batch is one transaction")
"""PostgreSQL already divides by zero when it plans `select 1/0`; SQLite when it runs it, after the description."""


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_hears_the_same(pair: Pair, name: str) -> None:
    if pair.kind == "sqlite" and name in UNLIKE_A_FILE:
        pytest.skip(UNLIKE_A_FILE[name])
    direct = pair.hold(CONVERSATIONS[name], through_proxy=False)
    heard = pair.hold(CONVERSATIONS[name], through_proxy=True)
    if pair.kind == "sqlite":
        # What a file cannot do is refused by name; what comes after that may differ.
        refused = next((n for n, reply in enumerate(heard) if "[0A000]" in reply or "[42883]" in reply), len(heard))
        direct, heard = direct[:refused], heard[:refused]
    if pair.kind == "sqlite" and name in FOLDED:
        heard = [reply.replace("12TE[22012]", "1E[22012]") for reply in heard]

    assert heard == direct


@pytest.mark.parametrize("name", START_UPS)
def test_a_start_up_packet_does_the_same(pair: Pair, name: str) -> None:
    def greeting(through_proxy: bool) -> str:
        conversation = pair.open(through_proxy, **START_UPS[name])
        said = [] if "Z" not in conversation.greeting else ["DateStyle", "TimeZone", "work_mem"]
        shown = [conversation.say(query(f"show {setting}"), "Z") for setting in said]
        conversation.close()
        return str((conversation.greeting.replace("S", ""), shown))

    if pair.kind == "sqlite" and "german" in str(START_UPS[name]):
        assert "[0A000]" in greeting(True)
        return
    assert greeting(True) == greeting(False)


@pytest.mark.parametrize("name", FAREWELLS)
def test_who_says_nothing_more_still_hears_what_it_is_owed(pair: Pair, name: str) -> None:
    def heard(through_proxy: bool) -> tuple[str, str]:
        conversation = pair.open(through_proxy)
        *first, last = FAREWELLS[name]
        reply = "".join(conversation.say(message, "G") for message in first)
        conversation.send(last)
        conversation.close_half()
        # An end in the middle of a COPY is two errors to a server; one will do.
        reply += conversation.until("!").replace("E[08006]", "")
        conversation.close()
        other = pair.open(through_proxy)
        kept = other.say(query("select a from u where a between 900 and 909; select count(*) from cq"), "Z")
        other.close()
        return reply, kept

    with psycopg.connect(pair.server.url_of(pair.direct), autocommit=True) as connection:
        connection.execute("create table if not exists cq (a int)")
    pair.proxy.connect("plain", user="postgres").execute("create table if not exists cq (a int)").connection.close()
    reply, kept = heard(through_proxy=True)
    if pair.kind == "sqlite":
        # A file's answer may leave before it is known that no Sync comes; a server keeps it till then.
        reply = reply.replace("12TE[22012]", "1E[22012]").replace("C<COPY 1>(closed)", "(closed)")
    assert (reply, kept) == heard(through_proxy=False)


def test_a_client_is_known_by_the_process_id_it_was_told(pair: Pair) -> None:
    with pair.proxy.connect("plain", user="postgres") as one, pair.proxy.connect("plain", user="postgres") as two:
        for connection in (one, two, one):
            row = connection.execute("select pg_backend_pid()").fetchone()
            assert row == (connection.info.backend_pid,)


def test_a_session_finds_what_it_did_to_a_sequence_whoever_comes_in_between(pair: Pair) -> None:
    with pair.proxy.connect("plain", user="postgres") as one:
        one.execute("create sequence if not exists counted")
        for number in range(1, 20):
            for _ in range(5):
                one.execute("select a from u where a = 1")
            assert one.execute("select nextval('counted')").fetchone() == (number,)
            with pair.proxy.connect("plain", user="postgres"):
                assert one.execute("select currval('counted')").fetchone() == (number,)


def test_a_terminated_client_is_told_and_others_are_not(pair: Pair) -> None:
    if pair.kind == "sqlite":
        pytest.skip("a file has no process that could be terminated")
    with pair.proxy.connect("plain", user="postgres") as one, pair.proxy.connect("plain", user="postgres") as two:
        two.execute("select pg_terminate_backend(%s, 5000)", [one.info.backend_pid])

        with pytest.raises(psycopg.errors.AdminShutdown):
            one.execute("select 1")
        assert two.execute("select 2").fetchone() == (2,)


def test_a_listener_is_in_its_transaction_as_soon_as_it_says_so(pair: Pair) -> None:
    if pair.kind == "sqlite":
        pytest.skip("a file has neither roles nor processes")
    with pair.proxy.connect("plain", user="postgres") as one, pair.proxy.connect("plain", user="postgres") as two:
        one.execute("listen somebody")
        one.execute("begin")

        state = "select state from pg_stat_activity where pid = %s"
        assert two.execute(state, [one.info.backend_pid]).fetchone() == ("idle in transaction",)
        one.execute("rollback")


def test_a_function_call_outside_of_a_transaction_is_refused_and_the_session_lives_on(pair: Pair) -> None:
    conversation = pair.open(through_proxy=True)

    assert conversation.say(function_call(957, -1), "Z") == "E[0A000]Z(I)"
    assert conversation.say(query("select 1"), "Z") == "TD[b'\\x00\\x01\\x00\\x00\\x00\\x011']C<SELECT 1>Z(I)"
    conversation.close()


def test_a_disguise_left_behind_does_not_keep_the_next_client_out(pair: Pair) -> None:
    if pair.kind == "sqlite":
        pytest.skip("a file has neither roles nor processes")
    first = pair.open(through_proxy=True)
    for text in ("create role nobody_much", "set lo_compat_privileges = on", "set session authorization nobody_much"):
        first.say(query(text), "Z")
    first.close()

    second = pair.open(through_proxy=True)
    assert second.say(query("select session_user"), "Z").endswith("8postgres']C<SELECT 1>Z(I)")
    second.say(query("drop role nobody_much"), "Z")
    second.close()

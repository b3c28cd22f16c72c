"""Verifiers as PostgreSQL stores them, and exchanges that somebody has meddled with."""

from __future__ import annotations

import base64

import pytest
from scramp import ScramClient

from proxy.errors import ProtocolViolation
from proxy.session.scram import ScramServer, is_password, make_verifier, parse_verifier
from tests.servers import Server

SALT = b"sixteen bytes ok"


def test_what_postgresql_stores_is_what_we_read(primary: Server) -> None:
    primary.execute("SET password_encryption = 'scram-sha-256'; CREATE ROLE stored PASSWORD 'p\u00e4ss wort'")
    try:
        text = primary.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'stored'")[0][0]
    finally:
        primary.execute("DROP ROLE stored")
    verifier = parse_verifier(text)
    assert verifier is not None
    assert is_password(verifier, "p\u00e4ss wort")
    assert not is_password(verifier, "pass wort")


@pytest.mark.parametrize(
    "text",
    [
        "geheim",
        "md5d41d8cd98f00b204e9800998ecf8427e",
        "SCRAM-SHA-256$4096:c2FsdA==$short:short",
        "SCRAM-SHA-256$0:c2FsdA==$" + base64.b64encode(b"s" * 32).decode() + ":" + base64.b64encode(b"s" * 32).decode(),
        "SCRAM-SHA-1$4096:c2FsdA==$YQ==:YQ==",
    ],
)
def test_anything_else_is_no_verifier(text: str) -> None:
    assert parse_verifier(text) is None


def exchange(client: ScramClient, server: ScramServer, mechanism: str) -> bytes | None:
    client.set_server_first(server.first(mechanism, client.get_client_first().encode()).decode())
    return server.final(client.get_client_final().encode())


def test_a_client_bound_to_this_certificate_is_let_in_and_one_bound_to_another_is_not() -> None:
    for ours, theirs, fits in ((b"a" * 32, b"a" * 32, True), (b"a" * 32, b"b" * 32, False)):
        client = ScramClient(["SCRAM-SHA-256-PLUS"], "u", "geheim", channel_binding=("tls-server-end-point", theirs))
        server = ScramServer(make_verifier("geheim", SALT), "nonce", ours)
        if fits:
            assert exchange(client, server, "SCRAM-SHA-256-PLUS") is not None
            continue
        with pytest.raises(ProtocolViolation, match="channel binding check failed"):
            exchange(client, server, "SCRAM-SHA-256-PLUS")


def test_an_offer_of_binding_that_got_lost_on_the_way_is_noticed() -> None:
    server = ScramServer(make_verifier("geheim", SALT), "nonce", b"a" * 32)
    with pytest.raises(ProtocolViolation, match="negotiation error"):
        server.first("SCRAM-SHA-256", b"y,,n=,r=abc")


@pytest.mark.parametrize(
    "message",
    [b"", b"n,,", b"n,,n=", b"n,a=x,n=,r=abc", b"x,,n=,r=abc", b"p=tls-unique,,n=,r=a", b"n,,r=a,n=", b"n,,n=,r=",
     b"n,,n=,r=a b", b"\xff", b"n,,m=x,n=,r=a"],
)  # fmt: skip
def test_a_malformed_first_message_is_a_protocol_violation(message: bytes) -> None:
    with pytest.raises(ProtocolViolation, match="malformed SCRAM message"):
        ScramServer(make_verifier("geheim", SALT), "nonce", None).first("SCRAM-SHA-256", message)


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (b"c=biws,r=abcnonce", "malformed"),
        (b"c=biws,r=abcother,p=" + base64.b64encode(b"p" * 32), "invalid SCRAM response"),
        (b"c=eSws,r=abcnonce,p=" + base64.b64encode(b"p" * 32), "channel binding check failed"),
        (b"c=biws,r=abcnonce,p=AAAA", "malformed"),
        (b"c=biws,r=abcnonce,p=!", "malformed"),
        (b"r=abcnonce,c=biws,p=" + base64.b64encode(b"p" * 32), "malformed"),
    ],
)
def test_a_meddled_final_message_is_a_protocol_violation(message: bytes, problem: str) -> None:
    server = ScramServer(make_verifier("geheim", SALT), "nonce", None)
    server.first("SCRAM-SHA-256", b"n,,n=,r=abc")
    with pytest.raises(ProtocolViolation, match=problem):
        server.final(message)


def test_a_proof_of_nothing_is_just_wrong() -> None:
    server = ScramServer(make_verifier("geheim", SALT), "nonce", None)
    server.first("SCRAM-SHA-256", b"n,,n=,r=abc")
    assert server.final(b"c=biws,r=abcnonce,p=" + base64.b64encode(b"p" * 32)) is None

"""Start-up as bytes in and actions out: fed whole, byte by byte, and cut at every position."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scramp import ScramClient

from proxy.config import ClientTls, UserSettings
from proxy.errors import FatalError
from proxy.session.admission import Admission
from proxy.session.packet import Startup, parse_options, parse_startup
from proxy.session.startup import Action, Admit, CancelOther, Refuse, StartTls, StartupMachine, Write
from proxy.wire import backend, frontend
from proxy.wire.codes import GSSENC_REQUEST, PROTOCOL_3_2, SSL_REQUEST

USERS = {
    "anna": UserSettings(password="geheim"),
    "clear": UserSettings(password="geheim", authentication="password"),
    "open": UserSettings(authentication="trust"),
}
SSL = pack("!II", 8, SSL_REQUEST)
GSS = pack("!II", 8, GSSENC_REQUEST)
OPEN = frontend.startup({"user": "open", "database": "shop"})


def machine(tls: ClientTls = ClientTls.OFF, address: str | None = "127.0.0.1") -> StartupMachine:
    return StartupMachine(Admission(USERS, b"secret"), tls, 10_000, address, lambda: "servernonce")


def feed(target: StartupMachine, pieces: Iterable[bytes]) -> list[Action]:
    return [action for piece in pieces for action in target.receive(piece)]


def every_cut(data: bytes) -> Iterable[list[bytes]]:
    yield [data]
    yield [bytes((byte,)) for byte in data]
    for position in range(1, len(data)):
        yield [data[:position], data[position:]]


def refusal(actions: list[Action]) -> FatalError:
    assert isinstance(actions[-1], Refuse)
    return actions[-1].error


def test_a_trusted_start_up_is_admitted_however_it_is_cut() -> None:
    for pieces in every_cut(GSS + SSL + OPEN):
        assert feed(machine(), pieces) == [
            Write(b"N"),
            Write(b"N"),
            Write(backend.AUTHENTICATION_OK),
            Admit(Startup("open", "shop"), b""),
        ], pieces


def test_bytes_beyond_start_up_are_handed_over() -> None:
    actions = machine().receive(OPEN + b"Qrest")
    assert actions[-1] == Admit(Startup("open", "shop"), b"Qrest")


def test_a_cancel_request_is_read_however_it_is_cut() -> None:
    for secret in (b"1234", b"s" * 32, b"s" * 256):
        for pieces in every_cut(frontend.cancel_request(77, secret)):
            assert feed(machine(), pieces) == [CancelOther(77, secret)]


@pytest.mark.parametrize("secret", [b"", b"123", b"s" * 257])
def test_a_cancel_secret_of_impossible_length_is_refused(secret: bytes) -> None:
    assert refusal(list(machine().receive(frontend.cancel_request(77, secret)))).code == "08P01"


def scram(user: str, password: str, cut: Callable[[bytes], Iterable[bytes]]) -> tuple[list[Action], ScramClient]:
    target = machine()
    client = ScramClient(["SCRAM-SHA-256"], user, password)
    asked = feed(target, cut(frontend.startup({"user": user, "database": "shop"})))
    assert asked == [Write(backend.authentication_sasl(["SCRAM-SHA-256"]))]
    first = client.get_client_first().encode()
    answers = feed(target, cut(frontend.password(b"SCRAM-SHA-256\0" + pack("!I", len(first)) + first)))
    assert isinstance(answers[0], Write)
    client.set_server_first(answers[0].data[9:].decode())
    return feed(target, cut(frontend.password(client.get_client_final().encode()))), client


@pytest.mark.parametrize("cut", [lambda data: [data], lambda data: [bytes((byte,)) for byte in data]])
def test_the_right_proof_is_admitted_and_answered_by_ours(cut: Callable[[bytes], Iterable[bytes]]) -> None:
    actions, client = scram("anna", "geheim", cut)
    written, admitted = actions
    assert isinstance(written, Write)
    assert isinstance(admitted, Admit)
    final = written.data[: -len(backend.AUTHENTICATION_OK)]
    assert written.data.endswith(backend.AUTHENTICATION_OK)
    client.set_server_final(final[9:].decode())


@pytest.mark.parametrize("user", ["anna", "nobody"])
def test_a_wrong_proof_and_a_user_that_is_not_there_get_the_same_answer(user: str) -> None:
    actions, _ = scram(user, "falsch", lambda data: [data])
    error = refusal(actions)
    assert (error.code, error.message) == ("28P01", f'password authentication failed for user "{user}"')
    assert error.detail is None
    assert error.hint is None


def test_an_unknown_user_has_the_same_salt_at_every_attempt() -> None:
    def salt(user: str) -> str:
        target = machine()
        target.receive(frontend.startup({"user": user}))
        first = b"n,,n=,r=abc"
        answer = target.receive(frontend.password(b"SCRAM-SHA-256\0" + pack("!I", len(first)) + first))[0]
        assert isinstance(answer, Write)
        return answer.data[9:].decode().split(",")[1]

    assert salt("nobody") == salt("nobody") != salt("no one")
    assert len(salt("nobody")) == len(salt("anna"))


def test_a_password_in_clear_text_is_judged() -> None:
    for password, ending in ((b"geheim", Admit), (b"falsch", Refuse), (b"\xff\xfe", Refuse)):
        target = machine()
        asked = target.receive(frontend.startup({"user": "clear", "database": "shop"}))
        assert asked == [Write(backend.AUTHENTICATION_CLEARTEXT)]
        assert isinstance(target.receive(frontend.password(password + b"\0"))[-1], ending)


@pytest.mark.parametrize(
    ("packet", "code"),
    [
        (pack("!I", 7), "08P01"),
        (pack("!I", 10_001), "08P01"),
        (pack("!II", 8, 2 << 16), "0A000"),
        (pack("!II", 9, SSL_REQUEST) + b"\0", "08P01"),
        (SSL + SSL, "08P01"),
        (GSS + GSS, "08P01"),
        (b"\x16\x03\x01", "08P01"),
        (pack("!II", 8, 3 << 16), "08P01"),
        (pack("!II", 9, 3 << 16) + b"\0", "28000"),
        (pack("!II", 15, 3 << 16) + b"user\0x\0", "08P01"),
        (pack("!I", len(OPEN) + 1) + OPEN[4:] + b"\0", "08P01"),
        (pack("!II", 17, 3 << 16) + b"user\0\xff\xfe\0\0", "08P01"),
        (frontend.startup({"user": "open", "replication": "database"}), "0A000"),
        (frontend.startup({"user": "open", "replication": "on"}), "0A000"),
        (frontend.startup({"user": "open", "options": "-d 5"}), "42601"),
        (frontend.startup({"user": "open", "options": "-c search_path"}), "42601"),
        (frontend.startup({"user": "clear", "database": "shop"}) + frontend.password(b"\0"), "28P01"),
        (frontend.startup({"user": "clear", "database": "shop"}) + frontend.password(b"geheim"), "08P01"),
        (frontend.startup({"user": "anna"}) + b"Q\0\0\0\x04", "08P01"),
        (frontend.startup({"user": "anna"}) + b"p\x7f\xff\xff\xff", "08P01"),
        (frontend.startup({"user": "anna"}) + frontend.password(b"SCRAM-SHA-1\0\0\0\0\0"), "08P01"),
        (frontend.startup({"user": "anna"}) + frontend.password(b"SCRAM-SHA-256\0\xff\xff\xff\xff"), "08P01"),
        (frontend.startup({"user": "anna"}) + frontend.password(b"SCRAM-SHA-256\0\0\0\0\x03abc"), "08P01"),
    ],
)
def test_hostile_start_ups_are_refused_once_however_they_are_cut(packet: bytes, code: str) -> None:
    for pieces in every_cut(packet):
        actions = feed(machine(), pieces)
        assert refusal(actions).code == code
        assert sum(isinstance(action, Refuse) for action in actions) == 1


@given(st.binary(max_size=200))
def test_no_bytes_break_the_machine(data: bytes) -> None:
    whole = machine().receive(data)
    cut = feed(machine(), [bytes((byte,)) for byte in data])
    assert [type(action) for action in cut] == [type(action) for action in whole]


def test_a_size_is_judged_before_anything_is_kept_for_it() -> None:
    target = machine()
    assert refusal(list(target.receive(pack("!I", 2**31 - 1)))).message == "invalid length of startup packet"
    assert target.receive(b"x" * 1000) == ()


def test_tls_is_started_when_it_is_offered_and_start_up_goes_on_inside() -> None:
    target = machine(ClientTls.ALLOW)
    assert target.receive(SSL) == [StartTls()]
    target.encrypted(b"hash of the certificate")
    asked = target.receive(frontend.startup({"user": "anna", "database": "shop"}))
    assert asked == [Write(backend.authentication_sasl(["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"]))]


def test_bytes_smuggled_in_before_the_handshake_are_refused() -> None:
    assert refusal(list(machine(ClientTls.ALLOW).receive(SSL + OPEN))).code == "08P01"
    target = machine(ClientTls.ALLOW)
    target.receive(SSL)
    assert refusal(list(target.receive(OPEN))).message == "received unencrypted data after SSL request"


def test_without_tls_nobody_comes_in_where_it_is_required() -> None:
    assert refusal(list(machine(ClientTls.REQUIRE).receive(OPEN))).code == "28000"


@pytest.mark.parametrize(
    ("given", "database", "using", "way", "parameters"),
    [
        ({}, "open", None, "", {}),
        ({"database": "shop@other"}, "shop", "other", "dbname", {}),
        ({"database": "a@b@c"}, "a@b", "c", "dbname", {}),
        ({"database": "@other"}, "@other", None, "", {}),
        ({"database": "shop", "options": "-c onedsn.using=other"}, "shop", "other", "options", {}),
        ({"database": "shop@x", "options": "--onedsn.using=other"}, "shop", "other", "options", {}),
        (
            {"database": "d", "options": "-cwork_mem=3MB  -c a.b=c\\ d"},
            "d",
            None,
            "",
            {"work_mem": "3MB", "a.b": "c d"},
        ),
        ({"database": "d", "options": "-c TimeZone=UTC", "TimeZone": "CET"}, "d", None, "", {"TimeZone": "CET"}),
        (
            {"database": "d", "application_name": "täst", "replication": "false"},
            "d",
            None,
            "",
            {"application_name": "täst"},
        ),
    ],
)
def test_a_start_up_packet_says_what_the_client_wants(
    given: dict[str, str], database: str, using: str | None, way: str, parameters: dict[str, str]
) -> None:
    startup, unknown = parse_startup(frontend.startup({"user": "open", **given})[4:])
    assert startup == Startup("open", database, using, way, parameters)
    assert unknown == []


def test_options_use_dashes_for_underscores_in_names() -> None:
    assert parse_options("--search-path=a,b --work_mem=1MB") == {"search_path": "a,b", "work_mem": "1MB"}


def test_protocol_3_2_is_spoken_without_negotiation() -> None:
    actions = machine().receive(frontend.startup({"user": "open", "database": "d"}, PROTOCOL_3_2))
    assert actions == [Write(backend.AUTHENTICATION_OK), Admit(Startup("open", "d", minor=2), b"")]

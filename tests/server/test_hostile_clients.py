"""Clients that send what no driver would: each gets an error or the door, and nobody else notices."""

from __future__ import annotations

import random
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest

from proxy.wire import backend, frontend
from proxy.wire.backend import parse_fields
from proxy.wire.codes import PROTOCOL_3_0
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

SERVER_YAML: Final = """
limits: {startup_timeout: 1s, message_size: 100MB}
users:
  anna: {password: geheim}
  postgres: {authentication: trust}
  app: {authentication: trust, admin: true}
"""
GROWTH: Final = 64 * 1024
"""kB that the proxy may have more after a test than before: what allocators keep, and no more."""
STARTUP: Final = frontend.startup({"user": "postgres", "database": "shop"})
SSL_REQUEST: Final = struct.pack("!II", 8, 80877103)
TYPES: Final = bytes(range(256))


class Stage:
    """The proxy, and a well-behaved client beside the others."""

    def __init__(self, proxy: ProxyProcess) -> None:
        self.proxy = proxy
        self.bystander = proxy.connect("shop", user="postgres")
        self.resident = self._resident()

    def check(self) -> None:
        """The bystander is served, nothing was written that only programmers read, and memory is given back."""
        assert self.bystander.execute("SELECT 'served'").fetchone() == ("served",)
        log = self.proxy.log.read_text()
        assert "Traceback" not in log
        assert '"level": "error"' not in log
        assert self._resident() - self.resident < GROWTH

    def _resident(self) -> int:
        assert self.proxy.process is not None
        status = Path(f"/proc/{self.proxy.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def talk(self, *messages: bytes) -> bytes:
        """Everything that comes back for a start-up, `messages` and a Terminate."""
        return self.wait_closed(STARTUP, *messages, frontend.TERMINATE)

    def send(self, *parts: bytes) -> bytes:
        """What comes back for `parts`, after which the client hangs up."""
        with socket.create_connection(("127.0.0.1", self.proxy.port), timeout=30) as client:
            received = b""
            try:
                for part in parts:
                    client.sendall(part)
                client.shutdown(socket.SHUT_WR)
                while data := client.recv(65536):
                    received += data
            except (ConnectionResetError, BrokenPipeError):
                # The proxy has closed with bytes unread, which resets a connection.
                return received
            return received

    def wait_closed(self, *parts: bytes) -> bytes:
        """The same for a client that stays to hear more: the proxy must end it."""
        with socket.create_connection(("127.0.0.1", self.proxy.port), timeout=30) as client:
            received = b""
            for part in parts:
                client.sendall(part)
            try:
                while data := client.recv(65536):
                    received += data
            except ConnectionResetError:
                return received
            return received


def codes(data: bytes) -> list[str]:
    """The SQLSTATEs of the errors in these messages; anything that is no message fails the test."""
    found = []
    while data:
        assert len(data) >= 5, data
        end = 1 + int.from_bytes(data[1:5], "big")
        assert len(data) >= end, data
        if data[:1] == b"E":
            fields = parse_fields(data[5:end])
            assert "Traceback" not in str(fields)
            found.append(fields["C"])
        data = data[end:]
    return found


@pytest.fixture(scope="module")
def proxy(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProxyProcess]:
    rules = f'databases:\n  default: {{url: "{primary.url_of(primary.create_database())}"}}\n'
    files = {"shop.yaml": rules, "server.yaml": SERVER_YAML}
    with running_proxy(Path(tmp_path_factory.mktemp("hostile")), files) as proxy:
        yield proxy


@pytest.fixture
def stage(proxy: ProxyProcess) -> Iterator[Stage]:
    stage = Stage(proxy)
    yield stage
    stage.check()
    stage.bystander.close()


# ---- before start-up is over


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\0",
        struct.pack("!I", 0),
        struct.pack("!II", 7, PROTOCOL_3_0),
        struct.pack("!II", 4, PROTOCOL_3_0),
        struct.pack("!II", 0x7FFFFFFF, PROTOCOL_3_0) + b"x" * 5000,
        struct.pack("!II", 10_001, PROTOCOL_3_0) + b"x" * 9_993,
        struct.pack("!II", 8, PROTOCOL_3_0),
        struct.pack("!II", 9, PROTOCOL_3_0) + b"\0",
        struct.pack("!II", 9, 2 << 16) + b"\0",
        struct.pack("!II", 9, 4 << 16) + b"\0",
        struct.pack("!II", 13, PROTOCOL_3_0) + b"user\0",
        struct.pack("!II", 14, PROTOCOL_3_0) + b"user\0\0",
        struct.pack("!II", 18, PROTOCOL_3_0) + b"user\0abc\0x",
        struct.pack("!II", 16, 80877102) + b"\0" * 7,
        struct.pack("!II", 12, 80877102) + b"\0" * 4,
        struct.pack("!II", 16, 80877102) + b"\0\0\0\1\0\0\0\1",
        struct.pack("!II", 9, 80877103) + b"x",
        SSL_REQUEST * 3,
        SSL_REQUEST + b"\x16\x03\x01",
        b"GET / HTTP/1.1\r\nHost: shop\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        frontend.startup({"user": "postgres", "database": "shop", "replication": "database"}),
        frontend.startup({"user": "postgres", "database": "shop", "options": "-c" + " -c" * 2000}),
        frontend.startup({"user": "x" * 9000, "database": "shop"}),
        frontend.startup({"user": "postgres", "database": "../../etc/passwd"}),
        frontend.startup({"user": "post\ngres", "database": "shop\r\n"}),
        STARTUP.replace(b"shop", b"\xff\xfe\xfd\xfc"),
    ],
)
def test_a_start_up_that_is_none_gets_an_error_or_the_door(stage: Stage, packet: bytes) -> None:
    answer = stage.send(packet).removeprefix(b"N")
    assert b"Z\0\0\0\x05I" not in answer
    assert all(code[:2] in ("08", "28", "3D", "0A", "22", "42", "57") for code in codes(answer.lstrip(b"N")))


@pytest.mark.parametrize("beginning", [b"", b"\0", STARTUP[:20], SSL_REQUEST, SSL_REQUEST[:5]])
def test_a_start_up_that_never_ends_is_ended(stage: Stage, beginning: bytes) -> None:
    assert codes(stage.wait_closed(beginning).removeprefix(b"N")) == ["57014"]


def test_random_bytes_are_no_start_up(stage: Stage) -> None:
    chance = random.Random(1)
    for _ in range(100):
        stage.send(chance.randbytes(chance.randrange(1, 400)))


@pytest.mark.parametrize(
    ("user", "database", "password", "code"),
    [
        ("anna", "shop", "falsch", "28P01"),
        ("anna", "shop", "", "28P01"),
        ("nobody", "shop", "geheim", "28P01"),
        ("anna", "no_such", "geheim", "3D000"),
        ("postgres", "no_such", "x", "3D000"),
        ("anna", "onedsn", "geheim", "3D000"),
    ],
)
def test_who_may_not_come_in_is_told_so(stage: Stage, user: str, database: str, password: str, code: str) -> None:
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect(
            host="127.0.0.1", port=stage.proxy.port, user=user, dbname=database, password=password or "\x01"
        )
    assert "Traceback" not in str(caught.value)
    # libpq keeps no SQLSTATE of a refused connection; the log does.
    stage.proxy.wait_for_log(f'"sqlstate": "{code}"')


# ---- after it


@pytest.mark.parametrize(
    "message",
    [
        b"Q\0\0\0\0",
        b"Q\0\0\0\3",
        b"Q\xff\xff\xff\xff",
        b"Q\x7f\xff\xff\xff" + b"x" * 10_000,
        b"P\x06\x40\0\0",
        frontend.message(b"Q", b"SELECT 1"),
        frontend.message(b"Q", b"SELECT 1\0; SELECT 2\0"),
        frontend.message(b"Q", b""),
        frontend.message(b"P", b""),
        frontend.message(b"P", b"name\0SELECT 1\0"),
        frontend.message(b"P", b"name\0SELECT 1\0\x7f\xff"),
        frontend.message(b"P", b"name\0SELECT 1\0\0\1\0\0"),
        frontend.message(b"B", b""),
        frontend.message(b"B", b"\0"),
        frontend.message(b"B", b"\0\0\x7f\xff"),
        frontend.message(b"D", b"X\0") + frontend.SYNC,
        frontend.message(b"D", b"") + frontend.SYNC,
        frontend.message(b"D", b"Sname") + frontend.SYNC,
        frontend.message(b"C", b"?\0") + frontend.SYNC,
        frontend.message(b"E", b"") + frontend.SYNC,
        frontend.message(b"E", b"portal") + frontend.SYNC,
        frontend.message(b"p", b"secret\0"),
        frontend.message(b"F", b"\0" * 3),
        frontend.message(b"\0", b"\0"),
        frontend.message(b"R", b"\0\0\0\0"),
        frontend.message(b"Z", b"I"),
        b"Q\0\0\0\x10SELECT",
        STARTUP,
        SSL_REQUEST,
    ],
)
def test_a_broken_message_gets_an_error_or_the_door(stage: Stage, message: bytes) -> None:
    answer = stage.send(STARTUP, message)
    assert all(code[:2] in ("08", "0A", "22", "26", "34", "42") for code in codes(answer))


def test_a_parse_and_a_bind_with_wrong_counts_are_refused_and_do_not_hold_the_session(stage: Stage) -> None:
    good = frontend.query(b"SELECT 7")
    bodies = (b"\0\0\0\1\0\1\0\0\0\0", b"\0\0\0\0\0\1\0\0\0\x05ab\0\0", b"\0\0\0\0\0\1\x7f\xff\xff\xff\0\0", b"\0\0")
    for body in bodies:
        answer = stage.talk(frontend.parse(b"", b"SELECT $1"), frontend.message(b"B", body), frontend.SYNC, good)
        assert [code[:2] for code in codes(answer)] == ["08"]


@pytest.mark.parametrize("length", [0x7FFFFFFF, 0x40000000, 100 * 1024**2 + 1])
@pytest.mark.parametrize("code", [b"Q", b"P", b"B", b"d", b"F"])
def test_a_length_over_the_limit_is_refused_before_anything_is_kept(stage: Stage, code: bytes, length: int) -> None:
    answer = stage.wait_closed(STARTUP, code + struct.pack("!I", length) + b"x" * 1000)
    assert codes(answer) == ["08P01"]


def test_messages_out_of_order_are_answered_as_a_server_does(stage: Stage) -> None:
    done = frontend.message(b"c", b"")
    cases: tuple[tuple[bytes, list[str]], ...] = (
        (frontend.message(b"d", b"1\n") + done, []),
        (frontend.copy_fail("no") + frontend.SYNC, []),
        (frontend.execute() + frontend.SYNC, ["34000"]),
        (frontend.bind(b"", b"nope", ()) + frontend.execute() + frontend.SYNC, ["26000"]),
        (frontend.describe(b"S", b"nope") + frontend.SYNC, ["26000"]),
        (frontend.SYNC * 500, []),
        (frontend.FLUSH * 500, []),
        (frontend.query(b"COPY (SELECT 1) TO STDOUT") + done, []),
        (frontend.query(b"CREATE TEMP TABLE t (a int); COPY t FROM STDIN") + frontend.query(b"SELECT 1"), ["08P01"]),
    )
    for messages, expected in cases:
        answer = stage.talk(messages, frontend.query(b"SELECT 7"))
        assert codes(answer) == expected, messages
        assert backend.data_row([b"7"]) in answer or expected == ["08P01"], messages


def test_random_messages_do_no_harm(stage: Stage) -> None:
    chance = random.Random(2)
    for _ in range(100):
        messages = b"".join(
            frontend.message(bytes((chance.choice(TYPES),)), chance.randbytes(chance.randrange(60)))
            for _ in range(chance.randrange(1, 8))
        )
        codes(stage.talk(messages))


def test_messages_that_chance_has_changed_do_no_harm(stage: Stage) -> None:
    talk = (
        frontend.query(b"BEGIN")
        + frontend.parse(b"s", b"SELECT $1::int")
        + frontend.bind(b"p", b"s", (b"1",))
        + frontend.describe(b"P", b"p")
        + frontend.execute(b"p", 1)
        + frontend.close(b"S", b"s")
        + frontend.SYNC
        + frontend.query(b"COPY (SELECT 1) TO STDOUT")
        + frontend.query(b"COMMIT")
    )
    chance = random.Random(3)
    for _ in range(150):
        changed = bytearray(talk)
        for _ in range(chance.randrange(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        cut = chance.randrange(1, len(changed) + 1)
        codes(stage.send(STARTUP, bytes(changed[:cut])))


@pytest.mark.parametrize(
    "text",
    [
        b"SELECT '\xff\xfe'",
        b"SELECT \xc3",
        b"\x80\x81\x82",
        b"SELECT '" + "\u2028\u0085".encode() + b"' /* \xf0\x9f */",
    ],
)
def test_bytes_that_are_no_utf_8_are_the_servers_to_judge(stage: Stage, text: bytes) -> None:
    answer = stage.talk(frontend.query(text), frontend.parse(b"", text) + frontend.SYNC, frontend.query(b"SELECT 7"))
    assert codes(answer) == ["22021", "22021"]
    assert backend.data_row([b"7"]) in answer


@pytest.mark.parametrize("protocol", ["simple", "extended"])
def test_a_hundred_thousand_parentheses_are_answered(stage: Stage, protocol: str) -> None:
    text = b"SELECT " + b"(" * 100_000 + b"1" + b")" * 100_000
    message = frontend.query(text) if protocol == "simple" else frontend.parse(b"", text) + frontend.SYNC
    answer = stage.talk(message, frontend.query(b"SELECT 7"))
    # PostgreSQL 18 reaches the depth of its grammar before that of its stack.
    assert codes(answer)[0] in ("42601", "54001")
    assert backend.data_row([b"7"]) in answer


def test_a_statement_of_fifty_megabytes_runs(stage: Stage) -> None:
    text = b"SELECT length('" + b"x" * 50_000_000 + b"')"
    answer = stage.talk(frontend.query(text))
    assert backend.data_row([b"50000000"]) in answer


def test_a_parameter_of_fifty_megabytes_runs(stage: Stage) -> None:
    parse = frontend.parse(b"", b"SELECT length($1)")
    bind = frontend.bind(b"", b"", (b"x" * 50_000_000,))
    answer = stage.talk(parse + bind + frontend.execute() + frontend.SYNC)
    assert backend.data_row([b"50000000"]) in answer


def test_a_thousand_clients_that_vanish_leave_nothing(stage: Stage) -> None:
    for number in range(1000):
        with socket.create_connection(("127.0.0.1", stage.proxy.port), timeout=10) as client:
            client.sendall(STARTUP + frontend.query(b"SELECT pg_sleep(0)")[: number % 25])

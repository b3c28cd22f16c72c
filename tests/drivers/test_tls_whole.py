"""TLS end to end: a client, a proxy, and a server that is a PostgreSQL behind another proxy, which plays its TLS.

The PostgreSQL of the wheel has no TLS of its own.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from proxy.wire import backend, frontend
from tests.authority import Authority
from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

SSL_REQUEST = b"\0\0\0\x08\x04\xd2\x16\x2f"
WORDS = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


def door(authority: Authority, tls: str) -> str:
    certificate, key = authority.issue("door", "127.0.0.1")
    users = "users: {anna: {password: geheim, admin: true}, app: {authentication: trust, admin: true}}\n"
    return f"listen: {{tls: {tls}, tls_certificate: {certificate}, tls_key: {key}}}\npool: {{size: 2}}\n{users}"


@contextmanager
def chain(authority: Authority, folder: Path, primary: Server, tls: str, mode: str) -> Iterator[ProxyProcess]:
    """A proxy towards a server that offers TLS like `tls`, reached by `sslmode`."""
    inner, outer = folder / "inner", folder / "outer"
    inner.mkdir()
    outer.mkdir()
    url = primary.url_of(primary.create_database())
    files = {"shop.yaml": f'databases: {{default: "{url}"}}', "server.yaml": door(authority, tls)}
    with running_proxy(inner, files) as server:
        root = f"&sslrootcert={authority.root}" if mode.startswith("verify") else ""
        there = f"postgresql://anna:geheim@127.0.0.1:{server.port}/shop?sslmode={mode}{root}"
        files = {"shop.yaml": f'databases: {{default: "{there}"}}', "server.yaml": door(authority, "require")}
        with running_proxy(outer, files) as proxy:
            yield proxy


def through(proxy: ProxyProcess, authority: Authority) -> psycopg.Connection[tuple[object, ...]]:
    more = f"?sslmode=verify-full&sslrootcert={authority.root}"
    return psycopg.connect(f"postgresql://anna:geheim@127.0.0.1:{proxy.port}/shop{more}", autocommit=True)


@pytest.mark.parametrize(
    ("mode", "tls", "works"),
    [
        *((mode, "allow", True) for mode in sorted(WORDS)),
        *((mode, "require", mode != "disable") for mode in sorted(WORDS)),
        *((mode, "off", mode in ("disable", "allow", "prefer")) for mode in sorted(WORDS)),
    ],
)
def test_each_sslmode_reaches_the_servers_it_should_and_no_others(
    authority: Authority, tmp_path: Path, primary: Server, mode: str, tls: str, *, works: bool
) -> None:
    with chain(authority, tmp_path, primary, tls, mode) as proxy:
        if not works:
            with pytest.raises(psycopg.OperationalError) as refused:
                through(proxy, authority).execute("SELECT 1")
            assert "TLS" in str(refused.value)
            return
        with through(proxy, authority) as client:
            assert client.pgconn.ssl_in_use
            assert client.execute("SELECT %s::int + 1", [1]).fetchone() == (2,)


def test_everything_travels_encrypted_on_both_sides(authority: Authority, tmp_path: Path, primary: Server) -> None:
    with chain(authority, tmp_path, primary, "require", "verify-full") as proxy, through(proxy, authority) as client:
        client.execute("CREATE TABLE thing (a int, b text)")
        with client.cursor().copy("COPY thing FROM STDIN") as copy:
            for number in range(20_000):
                copy.write_row((number, "x" * 100))
        assert client.execute("SELECT count(*), sum(length(b)) FROM thing").fetchone() == (20_000, 2_000_000)
        assert sum(len(row) for row in client.execute("SELECT * FROM thing")) == 40_000
        client.execute("LISTEN news")
        client.execute("NOTIFY news, 'heard'")
        assert [note.payload for note in client.notifies(timeout=10, stop_after=1)] == ["heard"]
        client.pgconn.send_query(b"SELECT pg_sleep(60)")
        client.cancel_safe()
        result = client.pgconn.get_result()
        assert result is not None
        assert result.error_field(psycopg.pq.DiagnosticField.SQLSTATE) == b"57014"
        assert client.pgconn.get_result() is None


def test_a_client_at_rest_over_tls_does_not_keep_the_proxy_from_its_end(
    authority: Authority, tmp_path: Path, primary: Server
) -> None:
    files = {"shop.yaml": f'databases: {{default: "{primary.url}"}}', "server.yaml": door(authority, "require")}
    with running_proxy(tmp_path, files) as proxy:
        client = through(proxy, authority)
        assert client.execute("SELECT 1").fetchone() == (1,)
        assert proxy.stop() == 0
        with pytest.raises(psycopg.errors.AdminShutdown):
            client.execute("SELECT 1")


def test_a_client_that_closes_its_half_over_tls_has_its_statements_done_and_leaves_nothing(
    authority: Authority, tmp_path: Path, primary: Server
) -> None:
    url = primary.url_of(primary.create_database())
    files = {"shop.yaml": f'databases: {{default: "{url}"}}', "server.yaml": door(authority, "require")}
    with psycopg.connect(url, autocommit=True) as direct, running_proxy(tmp_path, files) as proxy:
        direct.execute("CREATE TABLE thing (a int)")
        context = ssl.create_default_context(cafile=str(authority.root))
        with socket.create_connection(("127.0.0.1", proxy.port)) as plain:
            plain.sendall(SSL_REQUEST)
            assert plain.recv(1) == b"S"
            client = context.wrap_socket(plain, server_hostname="127.0.0.1")
            client.sendall(frontend.startup({"user": "app", "database": "shop"}))
            until_ready(client)
            client.sendall(frontend.query(b"INSERT INTO thing VALUES (1)") + frontend.query(b"BEGIN"))
            client.sendall(frontend.query(b"INSERT INTO thing VALUES (2)"))
            client.settimeout(20)
            # It will say no more; that answers come after that is nobody's error.
            with suppress(ssl.SSLError):
                client.unwrap()
        gone = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
        while direct.execute("SELECT a FROM thing").fetchall() != [(1,)] or direct.execute(gone).fetchone() != (0,):
            continue
        for _ in range(3):
            with psycopg.connect(f"postgresql://anna:geheim@127.0.0.1:{proxy.port}/shop?sslmode=require") as other:
                assert other.execute("SELECT count(*) FROM thing").fetchone() == (1,)


def until_ready(client: ssl.SSLSocket) -> None:
    received = b""
    while not received.endswith(backend.READY_IDLE):
        received += client.recv(65536)

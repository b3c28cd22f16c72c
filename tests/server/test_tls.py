"""TLS on both sides, with certificates made here: clients to the door, the proxy to a real server."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from proxy.backends.postgres.backend import PostgresBackend
from proxy.errors import ConfigurationProblem, ConnectionFailure
from proxy.wire import backend as backend_messages
from proxy.wire import frontend
from tests.authority import Authority
from tests.backends.postgres.fakes import Recorder
from tests.server.echo import echo_listener
from tests.servers import Server


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def other_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("other"))


def _listen(authority: Authority, tls: str) -> dict[str, object]:
    certificate, key = authority.issue("door", "127.0.0.1")
    return {"tls": tls, "tls_certificate": str(certificate), "tls_key": str(key)}


USERS = {"anna": {"password": "geheim"}}


async def _echo(port: int, more: str) -> str:
    url = f"host=127.0.0.1 port={port} dbname=shop user=anna password=geheim {more}"
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        row = await (await connection.execute(b"hello")).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("binding", ["disable", "prefer", "require"])
async def test_a_client_that_verifies_everything_comes_in(authority: Authority, binding: str) -> None:
    async with echo_listener(listen=_listen(authority, "require"), users=USERS) as (listener, sessions):
        more = f"sslmode=verify-full sslrootcert={authority.root} channel_binding={binding}"
        assert await _echo(listener.port, more) == "hello"
        assert sessions.opened[0].client.is_encrypted


async def test_a_client_without_tls_comes_in_where_it_is_allowed_and_not_where_it_is_required(
    authority: Authority,
) -> None:
    async with echo_listener(listen=_listen(authority, "allow"), users=USERS) as (listener, _):
        assert await _echo(listener.port, "sslmode=disable") == "hello"
    async with echo_listener(listen=_listen(authority, "require"), users=USERS) as (listener, _):
        with pytest.raises(psycopg.OperationalError, match="without TLS are not allowed"):
            await _echo(listener.port, "sslmode=disable")


async def test_a_large_answer_travels_encrypted(authority: Authority) -> None:
    async with echo_listener(listen=_listen(authority, "allow"), users=USERS) as (listener, sessions):
        url = f"host=127.0.0.1 port={listener.port} dbname=shop user=anna password=geheim sslmode=require"
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            rows = await (await connection.execute(b"flood 200")).fetchall()
        assert len(rows) == 200
        assert sessions.opened[0].full_count > 0


async def test_a_broken_handshake_ends_that_client_alone(authority: Authority) -> None:
    async with echo_listener(listen=_listen(authority, "allow"), users=USERS) as (listener, sessions):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        writer.write(b"\0\0\0\x08\x04\xd2\x16\x2f")
        assert await reader.readexactly(1) == b"S"
        writer.write(b"this is no TLS at all, not even nearly" * 10)
        await asyncio.wait_for(reader.read(), 20)
        writer.close()
        assert await _echo(listener.port, "sslmode=require") == "hello"
        assert len(sessions.opened) == 1
        assert "TLS handshake failed" in sessions.refused[0][1].message


async def test_a_certificate_that_is_not_there_is_a_configuration_problem() -> None:
    with pytest.raises(ConfigurationProblem, match="cannot be used"):
        async with echo_listener(listen={"tls": "allow", "tls_certificate": "/no/such.crt"}):
            pass


# ---- towards servers. The wheel's PostgreSQL has no TLS; the door, which libpq has judged above, plays one.


async def _encrypted(authority: Authority, tls: str, more: str, user: str = "anna", host: str = "127.0.0.1") -> bool:
    """Whether a connection to a server that offers TLS like `tls` came to be encrypted."""
    listen = {"tls": "off"} if tls == "off" else _listen(authority, tls)
    async with echo_listener(listen=listen, users=USERS) as (listener, sessions):
        url = f"postgresql://{user}:geheim@{host}:{listener.port}/shop?{more}"
        connection = await PostgresBackend("auth", url).connect()
        recorder = Recorder()
        connection.receiver = recorder
        connection.writer()(frontend.query(b"ping"))
        assert backend_messages.data_row([b"ping"]) in await recorder.until(backend_messages.READY_IDLE)
        connection.close()
        return sessions.opened[0].client.is_encrypted


@pytest.mark.parametrize(
    ("tls", "mode", "encrypted"),
    [
        ("allow", "disable", False),
        ("allow", "allow", False),
        ("require", "allow", True),
        ("allow", "prefer", True),
        ("off", "prefer", False),
        ("allow", "require", True),
        ("allow", "verify-ca", True),
        ("allow", "verify-full", True),
    ],
)
async def test_every_sslmode_means_what_libpq_means(authority: Authority, tls: str, mode: str, encrypted: bool) -> None:
    root = f"&sslrootcert={authority.root}" if mode.startswith("verify") else ""
    assert await _encrypted(authority, tls, f"sslmode={mode}{root}") is encrypted


@pytest.mark.parametrize("binding", ["disable", "prefer", "require"])
async def test_scram_binds_to_the_channel(authority: Authority, binding: str) -> None:
    assert await _encrypted(authority, "require", f"sslmode=require&channel_binding={binding}")


async def test_a_required_binding_is_not_given_up_without_tls(authority: Authority) -> None:
    with pytest.raises(ConnectionFailure, match="channel_binding=require"):
        await _encrypted(authority, "allow", "sslmode=disable&channel_binding=require")


async def test_a_server_of_another_authority_is_not_believed(authority: Authority, other_authority: Authority) -> None:
    for mode in ("verify-ca", "verify-full", "require"):
        with pytest.raises(ConnectionFailure, match="TLS with the server"):
            await _encrypted(authority, "allow", f"sslmode={mode}&sslrootcert={other_authority.root}")


async def test_a_server_with_another_name_is_not_believed_by_verify_full_alone(authority: Authority) -> None:
    more = f"hostaddr=127.0.0.1&sslrootcert={authority.root}"
    assert await _encrypted(authority, "allow", f"{more}&sslmode=verify-ca", host="localhost")
    with pytest.raises(ConnectionFailure, match="TLS with the server"):
        await _encrypted(authority, "allow", f"{more}&sslmode=verify-full", host="localhost")


async def test_a_cancel_request_travels_encrypted_as_its_connection_does(authority: Authority) -> None:
    async with echo_listener(listen=_listen(authority, "require"), users=USERS) as (listener, sessions):
        backend = PostgresBackend("auth", f"postgresql://anna:geheim@127.0.0.1:{listener.port}/shop?sslmode=require")
        connection = await backend.connect()
        heard: list[bool] = []
        connection.cancel(heard.append)
        await asyncio.wait_for(sessions.opened[0].cancelled.wait(), 20)
        await backend.wait_cancelled()
        assert heard == [True]
        connection.close()
        await backend.close()


async def test_a_server_without_tls_is_refused_where_it_is_required(primary: Server) -> None:
    with pytest.raises(ConnectionFailure, match="does not support TLS"):
        await PostgresBackend("default", f"{primary.url}?sslmode=require").connect()

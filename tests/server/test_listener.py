"""Real drivers at the door: who gets in, who does not, and what each is told."""

from __future__ import annotations

import asyncio
import subprocess
from struct import pack
from typing import Any

import asyncpg
import psycopg
import pytest

from proxy.session.scram import make_verifier
from proxy.wire import frontend
from tests.server.echo import echo_listener
from tests.servers import Server

_MADE = make_verifier("geheim", b"sixteen bytes ok")


def _stored() -> str:
    from base64 import b64encode

    salt, stored, server = (b64encode(part).decode() for part in (_MADE.salt, _MADE.stored_key, _MADE.server_key))
    return f"SCRAM-SHA-256$4096:{salt}${stored}:{server}"


USERS: dict[str, Any] = {
    "plain": {"password": "geheim"},
    "stored": {"password": _stored()},
    "clear": {"password": "geheim", "authentication": "password"},
    "clear_stored": {"password": _stored(), "authentication": "password"},
    "trusted": {"authentication": "trust"},
    "barred": {"authentication": "reject"},
    "elsewhere": {"password": "geheim", "addresses": ["10.0.0.0/8"]},
    "limited": {"password": "geheim", "databases": ["shop"]},
}


async def _psycopg(port: int, user: str, password: str, database: str = "shop") -> str:
    connection = await psycopg.AsyncConnection.connect(
        f"host=127.0.0.1 port={port} dbname={database} user={user} password={password}", autocommit=True
    )
    async with connection:
        row = await (await connection.execute(b"hello")).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("user", ["plain", "stored", "clear", "clear_stored", "trusted", "limited"])
async def test_psycopg_comes_in_with_the_right_password(user: str) -> None:
    async with echo_listener(users=USERS) as (listener, sessions):
        assert await _psycopg(listener.port, user, "geheim") == "hello"
        assert sessions.opened[0].startup.user == user


@pytest.mark.parametrize("user", ["plain", "stored", "clear", "trusted"])
async def test_asyncpg_comes_in_with_the_right_password(user: str) -> None:
    async with echo_listener(users=USERS) as (listener, sessions):
        connection = await asyncpg.connect(
            host="127.0.0.1", port=listener.port, user=user, password="geheim", database="shop", ssl=False
        )
        assert sessions.opened[0].startup.database == "shop"
        connection.terminate()


@pytest.mark.parametrize("user", ["plain", "stored", "clear", "clear_stored", "nobody", "elsewhere", "limited"])
async def test_a_wrong_password_and_an_unknown_user_are_told_the_same(user: str) -> None:
    async with echo_listener(users=USERS) as (listener, sessions):
        with pytest.raises(psycopg.OperationalError, match=f'password authentication failed for user "{user}"'):
            await _psycopg(listener.port, user, "falsch")
        assert sessions.opened == []
        assert len(sessions.refused) == 1


async def test_a_user_from_another_address_learns_no_more_than_a_stranger_but_the_log_does() -> None:
    async with echo_listener(users=USERS) as (listener, sessions):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            await _psycopg(listener.port, "elsewhere", "geheim")
        assert sessions.refused[0][2] == "its addresses do not include 127.0.0.1"


async def test_a_rejected_user_is_told_so() -> None:
    async with echo_listener(users=USERS) as (listener, _):
        with pytest.raises(psycopg.OperationalError, match='rejects connections of user "barred"'):
            await _psycopg(listener.port, "barred", "geheim")


async def test_a_user_opens_only_its_own_databases() -> None:
    async with echo_listener(users=USERS) as (listener, _):
        with pytest.raises(psycopg.OperationalError, match='may not open database "other"'):
            await _psycopg(listener.port, "limited", "geheim", "other")


async def test_without_users_loopback_comes_in_as_anybody() -> None:
    async with echo_listener() as (listener, sessions):
        assert await _psycopg(listener.port, "whoever", "x") == "hello"
        assert sessions.opened[0].startup.user == "whoever"


async def test_psql_comes_in_with_scram(primary: Server) -> None:
    async with echo_listener(users=USERS) as (listener, _):
        command = [str(primary.psql), "-X", "-A", "-t", "-c", "hello there"]
        url = f"postgresql://plain:geheim@127.0.0.1:{listener.port}/shop"
        process = await asyncio.create_subprocess_exec(*command, url, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = await process.communicate()
        assert (out, err) == (b"hello there\n", b"")


async def test_what_is_sent_right_behind_start_up_is_not_lost() -> None:
    async with echo_listener() as (listener, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        writer.write(frontend.startup({"user": "a", "database": "shop"}) + frontend.query(b"early"))
        assert b"early" in await asyncio.wait_for(reader.readuntil(b"SELECT 1\0Z\0\0\0\x05I"), 20)
        writer.close()


async def test_a_client_that_says_nothing_is_told_the_time_is_over() -> None:
    async with echo_listener(limits={"startup_timeout": 0.05}) as (listener, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        assert b"C57014\0" in await asyncio.wait_for(reader.read(), 20)
        writer.close()


async def test_a_client_too_many_is_told_so_and_the_next_place_is_free_again() -> None:
    async with echo_listener(limits={"clients": 1}) as (listener, sessions):
        first = await psycopg.AsyncConnection.connect(f"host=127.0.0.1 port={listener.port} dbname=shop user=a")
        with pytest.raises(psycopg.OperationalError, match="too many clients already"):
            await _psycopg(listener.port, "a", "")
        await first.close()
        await asyncio.wait_for(sessions.opened[0].lost.wait(), 20)
        assert await _psycopg(listener.port, "a", "") == "hello"


async def test_a_lost_client_is_told_to_its_session_once() -> None:
    async with echo_listener() as (listener, sessions):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        writer.write(frontend.startup({"user": "a", "database": "shop"}))
        await reader.readuntil(b"Z\0\0\0\x05I")
        writer.transport.abort()
        await asyncio.wait_for(sessions.opened[0].lost.wait(), 20)
        assert sessions.closed == [1]
        assert len(listener.keys) == 0
        assert not listener.clients


@pytest.mark.parametrize(
    "hostile",
    [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", pack("!I", 2**31), pack("!II", 8, 5 << 16), b"\0\0\0\0"],
)
async def test_hostile_first_bytes_get_one_error_and_the_end(hostile: bytes) -> None:
    async with echo_listener() as (listener, sessions):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        writer.write(hostile)
        answer = await asyncio.wait_for(reader.read(), 20)
        assert answer[:1] == b"E"
        assert b"SFATAL\0" in answer
        assert sessions.opened == []
        writer.close()


async def test_a_cancel_request_reaches_the_session_with_that_key_alone() -> None:
    async with echo_listener() as (listener, sessions):
        url = f"host=127.0.0.1 port={listener.port} dbname=shop user=a"
        first = await psycopg.AsyncConnection.connect(url)
        second = await psycopg.AsyncConnection.connect(url)
        wrong = frontend.cancel_request(sessions.opened[1].process_id, sessions.opened[0].secret)
        _, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        writer.write(wrong)
        await second.cancel_safe()
        await asyncio.wait_for(sessions.opened[1].cancelled.wait(), 20)
        assert not sessions.opened[0].cancelled.is_set()
        writer.close()
        await first.close()
        await second.close()


async def test_a_slow_client_costs_little_memory_and_still_gets_everything() -> None:
    rows = 1000
    async with echo_listener() as (listener, sessions):
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port, limit=4096)
        writer.write(frontend.startup({"user": "a", "database": "shop"}))
        await reader.readuntil(b"Z\0\0\0\x05I")
        writer.write(frontend.query(f"flood {rows}".encode()))
        received = 0
        most = 0
        while True:
            data = await asyncio.wait_for(reader.read(65536), 20)
            received += len(data)
            most = max(most, sessions.opened[0].client._transport.get_write_buffer_size())
            if data.endswith(b"SELECT 1\0Z\0\0\0\x05I"):
                break
        assert received > rows * 65536
        assert sessions.opened[0].full_count > 0
        assert most < 4 * 1024 * 1024
        writer.close()


async def test_reloaded_users_hold_for_the_next_client() -> None:
    from proxy.config import ServerSettings

    async with echo_listener(users=USERS) as (listener, _):
        listener.take_up(listener.prepare(ServerSettings.model_validate({"users": {"plain": {"password": "neu"}}})))
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            await _psycopg(listener.port, "plain", "geheim")
        assert await _psycopg(listener.port, "plain", "neu") == "hello"


@pytest.mark.parametrize(
    ("version", "options"),
    [(196608 + 9999, {}), (196608 + 9999, {"_pq_.one": "1", "_pq_.two": "2"}), (196608, {"_pq_.one": "1"})],
)
async def test_a_version_from_the_future_is_negotiated_as_the_server_does(
    primary: Server, version: int, options: dict[str, str]
) -> None:
    async def first_message(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(frontend.startup({"user": "postgres", "database": "postgres", **options}, version))
        head = await reader.readexactly(5)
        body = await reader.readexactly(int.from_bytes(head[1:], "big") - 4)
        writer.close()
        return head + body

    async with echo_listener() as (listener, _):
        ours = await first_message(listener.port)
    assert ours[:1] == b"v"
    assert ours == await first_message(primary.port)


async def test_protocol_3_2_gets_a_longer_key() -> None:
    async with echo_listener() as (listener, sessions):
        for version, length in ((196608, 4), (196610, 32)):
            reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
            writer.write(frontend.startup({"user": "a", "database": "shop"}, version))
            await reader.readuntil(b"Z\0\0\0\x05I")
            assert len(sessions.opened[-1].secret) == length
            writer.close()

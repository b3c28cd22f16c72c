"""Against a real server: what is sent arrives, what is answered comes back, and an end is told once, with a reason."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from proxy.backends.postgres.backend import PostgresBackend
from proxy.backends.postgres.connection import PostgresConnection
from proxy.errors import ConnectionFailure, FatalError, ProtocolViolation
from proxy.wire import backend as backend_messages
from proxy.wire import frontend
from tests.backends.postgres.fakes import Recorder
from tests.servers import Server

READY = backend_messages.READY_IDLE


@pytest.fixture
async def backend(primary: Server) -> AsyncIterator[PostgresBackend]:
    backend = PostgresBackend("default", primary.url)
    yield backend
    await backend.close()


@pytest.fixture
async def connection(backend: PostgresBackend) -> AsyncIterator[PostgresConnection]:
    connection = await backend.connect()
    yield connection
    connection.close()


async def test_a_query_is_answered_byte_for_byte(connection: PostgresConnection) -> None:
    recorder = Recorder()
    connection.receiver = recorder
    connection.writer()(frontend.query(b"SELECT 'x'"))
    answer = await recorder.until(READY)
    assert backend_messages.data_row([b"x"]) + backend_messages.command_complete("SELECT 1") + READY in answer


async def test_a_message_may_be_sent_in_pieces(connection: PostgresConnection) -> None:
    recorder = Recorder()
    connection.receiver = recorder
    for byte in frontend.query(b"SELECT 7"):
        connection.writer()(bytes((byte,)))
    assert backend_messages.data_row([b"7"]) in await recorder.until(READY)


async def test_start_up_reports_what_the_server_reports(connection: PostgresConnection) -> None:
    assert connection.parameters["server_version"].startswith("18")
    assert connection.parameters["client_encoding"] == "UTF8"
    assert connection.parameters["application_name"] == ""
    assert connection.process_id > 0


async def test_options_and_application_name_of_the_url_reach_the_server(primary: Server) -> None:
    url = primary.url + "?application_name=shop%20front&options=-c%20work_mem%3D3MB"
    connection = await PostgresBackend("default", url).connect()
    recorder = Recorder()
    connection.receiver = recorder
    connection.writer()(frontend.query(b"SHOW work_mem"))
    assert backend_messages.data_row([b"3MB"]) in await recorder.until(READY)
    assert connection.parameters["application_name"] == "shop front"
    connection.close()


async def test_a_terminated_backend_is_told_with_the_servers_own_code(
    connection: PostgresConnection, primary: Server
) -> None:
    recorder = Recorder(connection)
    connection.receiver = recorder
    primary.execute(f"SELECT pg_terminate_backend({connection.process_id})")
    error = await recorder.until_lost()
    assert isinstance(error, ConnectionFailure)
    assert error.code == "57P01"
    assert "administrator" in error.message
    assert "default" in str(error.detail)
    assert connection.is_closed


async def test_an_end_before_anybody_received_is_remembered(connection: PostgresConnection, primary: Server) -> None:
    primary.execute(f"SELECT pg_terminate_backend({connection.process_id}, 10000)")
    async with asyncio.timeout(20):
        # Nobody receives, so nobody is told; the property is all there is.
        while not connection.is_closed:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert connection.last_error is not None
    assert connection.last_error["C"] == "57P01"


async def test_closing_tells_the_server_and_not_the_receiver(connection: PostgresConnection, primary: Server) -> None:
    recorder = Recorder()
    connection.receiver = recorder
    connection.close()
    assert connection.is_closed
    gone = f"SELECT count(*) FROM pg_stat_activity WHERE pid = {connection.process_id}"
    async with asyncio.timeout(20):
        while primary.execute(gone) != [(0,)]:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert recorder.error is None


async def test_cancel_ends_the_statement_under_way(
    connection: PostgresConnection, backend: PostgresBackend, primary: Server
) -> None:
    recorder = Recorder()
    connection.receiver = recorder
    connection.writer()(frontend.query(b"SELECT pg_sleep(60)"))
    runs = f"SELECT count(*) FROM pg_stat_activity WHERE pid = {connection.process_id} AND wait_event = 'PgSleep'"
    async with asyncio.timeout(20):
        while primary.execute(runs) != [(1,)]:  # noqa: ASYNC110
            await asyncio.sleep(0)
    heard: list[bool] = []
    connection.cancel(heard.append)
    await backend.wait_cancelled()
    assert heard == [True]
    answer = await recorder.until(READY)
    assert b"C57014\0" in answer


async def test_a_paused_connection_delivers_nothing_until_it_is_resumed(connection: PostgresConnection) -> None:
    recorder = Recorder()
    connection.receiver = recorder
    connection.pause_reading()
    connection.writer()(frontend.query(b"SELECT 1"))
    other = Recorder()
    witness = await PostgresBackend("default", "postgresql://postgres@127.0.0.1" + _port(connection)).connect()
    witness.receiver = other
    witness.writer()(frontend.query(b"SELECT pg_sleep(0.05)"))
    await other.until(READY)
    witness.close()
    assert recorder.data == b""
    connection.resume_reading()
    assert backend_messages.data_row([b"1"]) in await recorder.until(READY)


def _port(connection: PostgresConnection) -> str:
    return ":" + connection.address.rpartition(":")[2]


async def test_a_server_that_does_not_read_makes_the_connection_full_and_then_drained(
    connection: PostgresConnection,
) -> None:
    recorder = Recorder()
    connection.receiver = recorder
    connection.writer()(frontend.query(b"SELECT pg_sleep(0.2)"))
    batch = frontend.query(b"SELECT 1 /* " + b"x" * 16_000_000 + b" */")
    connection.writer()(batch)
    await recorder.until_pressed("full", "drained")


async def test_nobody_listening_is_a_connection_failure_that_names_the_database(primary: Server) -> None:
    backend = PostgresBackend("auth", "postgresql://postgres@127.0.0.1:1/postgres")
    with pytest.raises(ConnectionFailure, match='database "auth"') as caught:
        await backend.connect()
    assert caught.value.code == "08001"


async def test_the_servers_refusal_keeps_its_code(primary: Server) -> None:
    with pytest.raises(ConnectionFailure) as caught:
        await PostgresBackend("default", primary.url_of("no_such_database")).connect()
    assert caught.value.code == "3D000"
    assert not isinstance(caught.value, FatalError)


async def test_a_silent_server_is_given_up_after_the_timeout() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    backend = PostgresBackend("default", f"postgresql://a@127.0.0.1:{port}/a?sslmode=disable", connect_timeout=0.1)
    with pytest.raises(ConnectionFailure, match=r"within 0\.1 seconds"):
        await backend.connect()
    server.close()


async def test_a_server_of_another_kind_is_refused() -> None:
    async def web(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    server = await asyncio.start_server(web, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    backend = PostgresBackend("default", f"postgresql://a@127.0.0.1:{port}/a?sslmode=disable")
    with pytest.raises(ConnectionFailure, match="does not speak the PostgreSQL protocol"):
        await backend.connect()
    server.close()


async def test_the_next_host_is_tried_when_one_does_not_answer(primary: Server) -> None:
    url = f"postgresql://postgres@127.0.0.1:1,127.0.0.1:{primary.port}/postgres"
    connection = await PostgresBackend("default", url).connect()
    assert connection.address == f"127.0.0.1:{primary.port}"
    connection.close()


async def test_target_session_attrs_choose_among_hosts(primary: Server, replica: Server) -> None:
    hosts = f"postgresql://postgres@127.0.0.1:{primary.port},127.0.0.1:{replica.port}/postgres"
    for word, server in (("standby", replica), ("read-only", replica), ("primary", primary), ("any", primary)):
        connection = await PostgresBackend("default", f"{hosts}?target_session_attrs={word}").connect()
        assert connection.address.endswith(str(server.port)), word
        connection.close()


async def test_a_unix_socket_is_reached(primary: Server) -> None:
    url = f"postgresql:///postgres?user=postgres&host={primary.socket_folder}&port={primary.port}"
    connection = await PostgresBackend("default", url).connect()
    assert connection.parameters["server_version"].startswith("18")
    connection.close()


async def test_a_server_that_is_not_understood_is_lost_and_said_to_be_so(connection: PostgresConnection) -> None:
    class Critic(Recorder):
        def replies(self, data: bytes) -> None:
            connection.not_understood(ProtocolViolation("a reply nobody asked for"))
            connection.not_understood(ProtocolViolation("another"))

    critic = Critic()
    connection.receiver = critic
    connection.writer()(frontend.query(b"SELECT 1"))
    error = await critic.until_lost()
    assert "is not understood: a reply nobody asked for" in error.message
    assert connection.is_closed

"""Every way in that a server may ask for, each tried with the right and the wrong password on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from proxy.backends.postgres.backend import PostgresBackend
from proxy.errors import ConnectionFailure
from tests.servers import Server

METHODS = ("scram-sha-256", "md5", "password")


@pytest.fixture(scope="module")
def server(auth_server: Server) -> Iterator[Server]:
    rules = [f"host all by_{method.replace('-', '_')} 127.0.0.1/32 {method}" for method in METHODS]
    for method in METHODS:
        encryption = "md5" if method == "md5" else "scram-sha-256"
        role = f"by_{method.replace('-', '_')}"
        auth_server.execute(f"SET password_encryption = '{encryption}'; CREATE ROLE {role} LOGIN PASSWORD 'ge@heim'")
    with auth_server.host_rules(*rules):
        yield auth_server
    for method in METHODS:
        auth_server.execute(f"DROP ROLE by_{method.replace('-', '_')}")


@pytest.mark.parametrize("method", METHODS)
async def test_the_right_password_gets_in(server: Server, method: str) -> None:
    url = server.url_of("postgres", f"by_{method.replace('-', '_')}", "ge%40heim")
    connection = await PostgresBackend("auth", url).connect()
    assert connection.process_id > 0
    connection.close()


@pytest.mark.parametrize("method", METHODS)
async def test_the_wrong_password_does_not_and_is_never_shown(server: Server, method: str) -> None:
    url = server.url_of("postgres", f"by_{method.replace('-', '_')}", "falsch")
    with pytest.raises(ConnectionFailure) as caught:
        await PostgresBackend("auth", url).connect()
    assert caught.value.code == "28P01"
    assert "falsch" not in f"{caught.value} {caught.value.detail} {caught.value.hint}"


async def test_a_missing_password_is_named(server: Server) -> None:
    with pytest.raises(ConnectionFailure, match='password of user "by_password"'):
        await PostgresBackend("auth", server.url_of("postgres", "by_password")).connect()

"""Fixtures that every room's tests may use: real servers, started once per test run when first asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import Replica, Server, start_replica, start_server


@pytest.fixture(scope="session")
def primary() -> Iterator[Server]:
    server = start_server("primary")
    yield server
    server.remove()


@pytest.fixture(scope="session")
def replica(primary: Server) -> Iterator[Replica]:
    """A streaming replica of `primary`."""
    server = start_replica("replica", primary)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def auth_server() -> Iterator[Server]:
    """A second server that shares nothing with `primary`."""
    server = start_server("auth")
    yield server
    server.remove()

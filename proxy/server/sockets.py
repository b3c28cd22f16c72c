"""Listening sockets for several workers, made once, so that no client is turned away while a worker is new."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from proxy.errors import ConfigurationProblem

# Any: host and port, and two more numbers with IPv6.
Address = tuple[Any, ...]


def shares_by_kernel() -> bool:
    """Whether the kernel deals out clients among sockets on one address; elsewhere all workers accept from one."""
    return sys.platform == "linux"


def shared_sockets(host: str, port: int, workers: int) -> list[list[socket.socket]]:
    """For each worker the bound sockets it accepts from, one per address of `host`. Raises ConfigurationProblem.

    Port 0 takes a free one, the same for all. The caller keeps them open: what waits in the queue of a worker that
    died is served by its replacement.
    """
    addresses = _addresses(host, port)
    made: list[list[socket.socket]] = [[] for _ in range(workers)]
    with contextlib.ExitStack() as undo:
        for family, address in addresses:
            if port == 0 and made[0]:
                address = (address[0], made[0][0].getsockname()[1], *address[2:])
            for one in _bound(family, address, workers, undo):
                made[_place(made)].append(one)
        undo.pop_all()
    return made


def _place(made: Sequence[Sequence[socket.socket]]) -> int:
    counts = [len(sockets) for sockets in made]
    return counts.index(min(counts))


def _addresses(host: str, port: int) -> list[tuple[socket.AddressFamily, Address]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise _unusable(host, port, error) from error
    internet = (socket.AF_INET, socket.AF_INET6)
    return list(dict.fromkeys((family, tuple(address)) for family, _, _, _, address in found if family in internet))


def _bound(
    family: socket.AddressFamily, address: Address, workers: int, undo: contextlib.ExitStack
) -> Iterator[socket.socket]:
    try:
        # Without sharing first: two servers must not share an address that each takes for its own.
        with _socket(family) as alone:
            alone.bind(address)
            address = alone.getsockname()
        first = undo.enter_context(_socket(family, shared=shares_by_kernel()))
        first.bind(address)
        yield first
        for _ in range(workers - 1):
            if not shares_by_kernel():
                yield undo.enter_context(first.dup())
                continue
            further = undo.enter_context(_socket(family, shared=True))
            further.bind(address)
            yield further
    except OSError as error:
        raise _unusable(address[0], address[1], error) from error


def _socket(family: socket.AddressFamily, *, shared: bool = False) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    if shared:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return made


def _unusable(host: str, port: int, error: OSError) -> ConfigurationProblem:
    return ConfigurationProblem(
        f"cannot listen on {host}:{port}: {error}", hint="Choose another host or port under `listen` in server.yaml."
    )

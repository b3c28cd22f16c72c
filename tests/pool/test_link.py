"""The reply queue: whatever way the server's bytes are cut, each reply goes where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.errors import ProxyError
from proxy.pool.entry import (
    ABORT_STEP,
    BIND_STEP,
    EXECUTE_STEP,
    FAKE,
    FORWARD,
    PARSE_STEP,
    SKIP,
    SKIP_STEP,
    STEP,
    SYNC_STEP,
)
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.wire import backend
from proxy.wire.backend import LONG_ERROR

ERROR = backend.error_response(ProxyError("no", sqlstate="42601"))
ROW = backend.data_row((b"one", None, b"x" * 40))
DONE = backend.command_complete("SELECT 1")
READY = backend.READY_IDLE


class FakeConnection:
    database = "default"
    parameters: Mapping[str, str] = {"TimeZone": "UTC"}
    is_closed = False
    receiver: Link | None = None
    last_error: dict[str, str] | None = None

    def __init__(self) -> None:
        self.problems: list[ProxyError] = []

    def close(self) -> None: ...

    def not_understood(self, problem: ProxyError) -> None:
        self.problems.append(problem)
        self.is_closed = True

    def writer(self) -> Callable[[bytes], object]:
        return lambda _data: None


class Client(Holder):
    def __init__(self) -> None:
        super().__init__()
        self.received = b""
        self.ready: list[int] = []
        self.errors: list[int] = []
        self.failed_names: list[bytes] = []
        self.known = {"TimeZone": "UTC"}
        self.copies = 0

    def client_write(self, data: bytes) -> None:
        self.received += data

    def exchange_done(self, link: Link, status: int) -> None:
        self.ready.append(status)

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        self.errors.append(entry)

    def parse_failed(self, name: bytes) -> None:
        self.failed_names.append(name)

    def copy_in_begun(self) -> None:
        self.copies += 1


def link_with(*entries: tuple[int, object]) -> tuple[Link, Client]:
    link = Link(FakeConnection(), None, 0.0)
    holder = Client()
    link.holder = holder
    for entry, detail in entries:
        link.expect(entry, detail)
    link.emit_fakes()
    return link, holder


def test_a_plain_exchange_reaches_its_holder_byte_for_byte() -> None:
    link, holder = link_with((FORWARD, None))
    link.replies(ROW + DONE + READY)
    assert holder.received == ROW + DONE + READY
    assert holder.ready == [ord("I")]
    assert link.is_quiet


def test_what_the_proxy_added_is_kept_from_the_client() -> None:
    link, holder = link_with((SKIP, None), (FORWARD, None))
    link.replies(backend.command_complete("BEGIN") + backend.READY_IN_TRANSACTION + ROW + DONE + READY)
    assert holder.received == ROW + DONE + READY
    assert holder.ready == [ord("I")]


def test_a_fake_comes_between_the_real_replies_around_it() -> None:
    fake = backend.PARSE_COMPLETE
    link, holder = link_with(
        (STEP, (BIND_STEP, None, None)), (FAKE, fake), (STEP, (EXECUTE_STEP, None, None)), (SYNC_STEP, None)
    )
    link.replies(backend.BIND_COMPLETE + ROW + DONE + READY)
    assert holder.received == backend.BIND_COMPLETE + fake + ROW + DONE + READY


def test_an_injected_parse_is_swallowed() -> None:
    link, holder = link_with(
        (SKIP_STEP, (PARSE_STEP, b"onedsn_1", None)),
        (STEP, (BIND_STEP, None, None)),
        (STEP, (EXECUTE_STEP, None, None)),
        (SYNC_STEP, None),
    )
    link.replies(backend.PARSE_COMPLETE + backend.BIND_COMPLETE + ROW + DONE + READY)
    assert holder.received == backend.BIND_COMPLETE + ROW + DONE + READY


def test_an_error_voids_the_rest_of_its_batch_and_no_more() -> None:
    link, holder = link_with(
        (STEP, (PARSE_STEP, b"onedsn_1", b"mine")),
        (FAKE, backend.BIND_COMPLETE),
        (STEP, (EXECUTE_STEP, None, None)),
        (SYNC_STEP, None),
    )
    link.statements.add(b"onedsn_1", None)
    link.replies(ERROR + READY)
    assert holder.received == ERROR + READY
    assert holder.failed_names == [b"mine"]
    assert b"onedsn_1" not in link.statements.prepared
    assert link.is_quiet


def test_steps_queued_after_an_error_are_void_up_to_their_sync() -> None:
    link, holder = link_with((STEP, (PARSE_STEP, None, None)))
    link.replies(ERROR)
    link.expect(STEP, (BIND_STEP, None, None))
    link.expect(SYNC_STEP)
    link.replies(READY)
    assert holder.received == ERROR + READY
    assert link.is_quiet


def test_an_abort_is_heard_by_the_server_only() -> None:
    link, holder = link_with(
        (STEP, (BIND_STEP, None, None)), (FAKE, ERROR), (ABORT_STEP, ((), None, None)), (SYNC_STEP, None)
    )
    link.replies(backend.BIND_COMPLETE + backend.error_response(ProxyError("abort")) + backend.READY_FAILED)
    assert holder.received == backend.BIND_COMPLETE + ERROR + backend.READY_FAILED


def test_what_is_said_in_a_servers_place_follows_the_plain_exchange_before_it() -> None:
    link, holder = link_with((FORWARD, None), (FAKE, backend.PARSE_COMPLETE), (SYNC_STEP, None))
    link.replies(ROW + DONE + READY)
    assert holder.received == ROW + DONE + READY + backend.PARSE_COMPLETE
    link.replies(READY)
    assert holder.received == ROW + DONE + READY + backend.PARSE_COMPLETE + READY
    assert holder.ready == [ord("I")]


def test_a_reply_nobody_asked_for_is_never_handed_on() -> None:
    link, holder = link_with()
    link.replies(ROW)
    assert link.is_closed
    assert [problem.message for problem in link.connection.problems] == [
        'the server of database "default" sent a reply nobody asked for'
    ]
    assert holder.received == b""


def test_a_parameter_the_client_knows_already_is_not_told_again() -> None:
    link, holder = link_with((FORWARD, None))
    link.replies(backend.parameter_status("TimeZone", "UTC") + DONE + READY)
    assert holder.received == DONE + READY
    link.expect(FORWARD)
    link.replies(backend.parameter_status("TimeZone", "Europe/Oslo") + DONE + READY)
    assert holder.received == DONE + READY + backend.parameter_status("TimeZone", "Europe/Oslo") + DONE + READY
    assert holder.known["TimeZone"] == "Europe/Oslo"


def conversation() -> tuple[list[tuple[int, object]], bytes, bytes]:
    """Entries, what the server says, what the client must get."""
    entries: list[tuple[int, object]] = [
        (SKIP, None),
        (SKIP_STEP, (PARSE_STEP, b"onedsn_1", None)),
        (STEP, (BIND_STEP, None, None)),
        (FAKE, backend.PARSE_COMPLETE),
        (STEP, (EXECUTE_STEP, None, None)),
        (SYNC_STEP, None),
        (FORWARD, None),
    ]
    notice = backend.notice_response("hello")
    said = (
        DONE + READY + backend.PARSE_COMPLETE + backend.BIND_COMPLETE + ROW + notice + ROW + DONE
        + backend.READY_IN_TRANSACTION + ROW * 3 + ERROR + READY
    )  # fmt: skip
    wanted = (
        backend.BIND_COMPLETE + backend.PARSE_COMPLETE + ROW + notice + ROW + DONE
        + backend.READY_IN_TRANSACTION + ROW * 3 + ERROR + READY
    )  # fmt: skip
    return entries, said, wanted


class Piece(bytes):
    """A piece of a message that knows when something before it is copied to join the two."""

    copied = 0

    def __radd__(self, before: bytes) -> bytes:
        if not isinstance(before, bytes):
            return NotImplemented
        Piece.copied += len(before)
        return bytes.__add__(before, self)


def test_a_long_error_is_joined_once_however_many_pieces_it_comes_in() -> None:
    link, holder = link_with((FORWARD, None))
    error = backend.error_response(ProxyError("x" * 400_000, sqlstate="42601"))
    Piece.copied = 0
    for start in range(0, len(error), 1000):
        link.replies(Piece(error[start : start + 1000]))
    link.replies(READY)
    assert holder.received == error + READY
    assert Piece.copied <= len(error)


class Pieces(Client):
    """Remembers how large what it is given is, and the SQLSTATEs it is told of."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []
        self.codes: list[str | None] = []

    def client_write(self, data: bytes) -> None:
        super().client_write(data)
        self.sizes.append(len(data))

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        super().server_error(link, entry, fields)
        self.codes.append(fields.get("C"))


@pytest.mark.parametrize("first", [3, 40, 5000, 70_000])
@pytest.mark.parametrize("kind", [FORWARD, STEP, SKIP])
def test_an_error_of_megabytes_is_passed_on_as_it_comes(kind: int, first: int) -> None:
    link, _ = link_with()
    client = Pieces()
    link.holder = client
    long = backend.error_response(ProxyError("near " + "x" * (2 * LONG_ERROR), sqlstate="42601"))
    steps = [(STEP, (PARSE_STEP, None, None)), (STEP, (BIND_STEP, None, None)), (SYNC_STEP, None)]
    for entry in steps if kind == STEP else [(kind, None)]:
        link.expect(*entry)
    link.expect(FORWARD)
    data = long + READY + ROW + DONE + READY
    cuts = [0, first, *range(70_000, len(data), 70_000), len(data)]
    for start, end in pairwise(dict.fromkeys(cuts)):
        link.replies(data[start:end])
    heard = b"" if kind == SKIP else long + READY
    assert client.received == heard + ROW + DONE + READY
    assert client.codes == ["42601"]
    assert max(client.sizes) <= 140_000


def test_cut_at_every_position_the_client_gets_the_same() -> None:
    entries, said, wanted = conversation()
    for cut in range(len(said) + 1):
        link, holder = link_with(*entries)
        link.replies(said[:cut])
        link.replies(said[cut:])
        assert holder.received == wanted, cut
        assert holder.ready == [ord("I")], cut


def test_byte_by_byte_the_client_gets_the_same() -> None:
    entries, said, wanted = conversation()
    link, holder = link_with(*entries)
    for position in range(len(said)):
        link.replies(said[position : position + 1])
    assert holder.received == wanted
    assert link.is_quiet


@given(st.lists(st.integers(min_value=1, max_value=60), max_size=40))
def test_cut_anyhow_the_client_gets_the_same(sizes: list[int]) -> None:
    entries, said, wanted = conversation()
    link, holder = link_with(*entries)
    position = 0
    for size in sizes:
        link.replies(said[position : position + size])
        position += size
    link.replies(said[position:])
    assert holder.received == wanted
    assert link.is_quiet

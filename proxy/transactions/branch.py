"""One server's part of a transaction that ends: it holds the connection in the session's place and asks one thing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from proxy.errors import ConnectionFailure, ProxyError
from proxy.pool.entry import FORWARD
from proxy.pool.holder import Holder
from proxy.pool.link import Link
from proxy.transactions.protocol import Participant
from proxy.wire import backend, frontend
from proxy.wire.codes import COMMAND_COMPLETE

_HEADER: Final = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said: `tag` is CommandComplete's, None where it said none; `error` is its error, or the loss of the
    connection with `is_lost`."""

    tag: str | None
    error: ProxyError | None = None
    is_lost: bool = False


class Branch(Holder):
    """Holds `link` until the coordinator gives it back. `behind` is what the server must hear before the end."""

    def __init__(self, link: Link, participant: Participant, timeout: float, behind: bytes | None = None) -> None:
        super().__init__()
        # For the life of the transaction's end
        self.link = link
        self.participant = participant
        self._timeout = timeout
        # While something is asked
        self._waiting: asyncio.Future[Reply] | None = None
        self._data = b""
        self._error: ProxyError | None = None
        # Changing with what it was asked
        self.is_prepared = False
        self._behind = behind
        self._lost: ProxyError | None = None
        link.hand_over(self)

    @property
    def database(self) -> str:
        return self.participant.database

    @property
    def is_lost(self) -> bool:
        return self._lost is not None

    async def ask(self, text: str) -> Reply:
        """Runs one statement. Never raises: a loss is an answer too."""
        return await self._ask(text.encode())

    async def _ask(self, text: bytes) -> Reply:
        if self._lost is not None:
            return Reply(None, self._lost, is_lost=True)
        self._data, self._error = b"", None
        waiting: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        self.link.expect(FORWARD)
        self.link.send(frontend.query(text))
        try:
            return await asyncio.wait_for(waiting, self._timeout)
        except TimeoutError:
            self._lost = ConnectionFailure(f'database "{self.database}" did not answer within {self._timeout:g} s')
            self.link.pool.discard(self.link)
            return Reply(None, self._lost, is_lost=True)

    def said(self, code: int) -> bytes:
        """The messages of this kind in the last reply."""
        return b"".join(message for found, message in _messages(self._data) if found == code)

    async def prepare(self, name: str) -> Reply:
        """PREPARE TRANSACTION. A server answers ROLLBACK where the transaction had failed."""
        caught_up = await self._catch_up()
        if caught_up.error is not None:
            return caught_up
        reply = await self.ask(f"PREPARE TRANSACTION '{name}'")
        self.is_prepared = reply.tag == "PREPARE TRANSACTION"
        if reply.error is None and not self.is_prepared:
            return Reply(reply.tag, ProxyError("the transaction had failed and was rolled back", sqlstate="40000"))
        return reply

    async def commit(self) -> Reply:
        """COMMIT, of what was not prepared."""
        caught_up = await self._catch_up()
        if caught_up.error is not None:
            return caught_up
        reply = await self.ask("COMMIT")
        if reply.error is None and reply.tag == "ROLLBACK":
            return Reply(reply.tag, ProxyError("the transaction had failed and was rolled back", sqlstate="40000"))
        return reply

    async def commit_prepared(self, name: str) -> Reply:
        reply = await self.ask(f"COMMIT PREPARED '{name}'")
        return _unless_gone(reply)

    async def roll_back(self, name: str) -> Reply:
        """Whatever has become of it so far."""
        if not self.is_prepared:
            return await self.ask("ROLLBACK")
        return _unless_gone(await self.ask(f"ROLLBACK PREPARED '{name}'"))

    async def _catch_up(self) -> Reply:
        behind, self._behind = self._behind, None
        return Reply(None) if behind is None else await self._ask(behind)

    def _answer(self, reply: Reply) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(reply)

    # ---- from the link

    def client_write(self, data: bytes) -> None:
        self._data += data

    def exchange_done(self, link: Link, status: int) -> None:
        self._answer(Reply(_tag(self._data), self._error))

    def server_error(self, link: Link, entry: int, fields: Mapping[str, str]) -> None:
        if fields.get("V", fields.get("S")) in ("FATAL", "PANIC"):
            # The connection's end follows; whether what was asked has happened is not said by this.
            return
        self._error = backend.error_of(fields)

    def server_lost(self, link: Link, error: ProxyError) -> None:
        self._lost = error
        self._answer(Reply(None, error, is_lost=True))

    def server_ending(self, fields: Mapping[str, str]) -> None:
        self._lost = ConnectionFailure(fields.get("M", "the server ended the connection"))

    def copy_in_begun(self) -> None:
        self.link.send(frontend.copy_fail("the transaction ends"))


def _unless_gone(reply: Reply) -> Reply:
    """A prepared transaction that is not there any more was ended by recovery, as the journal said."""
    if reply.error is not None and reply.error.code == "42704":
        return Reply(reply.tag)
    return reply


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while len(data) - position >= _HEADER:
        end = position + 1 + int.from_bytes(data[position + 1 : position + _HEADER], "big")
        yield data[position], data[position:end]
        position = end


def _tag(data: bytes) -> str | None:
    """The last CommandComplete's."""
    tag = None
    for code, message in _messages(data):
        if code == COMMAND_COMPLETE:
            tag = message[_HEADER:].rstrip(b"\0").decode("utf-8", "replace")
    return tag

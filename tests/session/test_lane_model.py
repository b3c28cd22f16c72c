"""Lanes against a model: whatever sessions, servers and the clock do, each session hears its own answers, in order.

Every statement carries a token of its own, the server answers with what it was asked, and the model knows which tokens
each session has asked for.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from proxy.errors import ConnectionFailure
from proxy.pool.lane import Lanes
from proxy.session.session import Session
from proxy.wire import backend, frontend
from tests.session.stage import FakeBackend, FakeClient, FakeServer, Stage, messages

READ = b"SELECT a FROM book WHERE id = %d"
PREPARED = b"SELECT a FROM book WHERE id = $1"


class Echo(FakeServer):
    """Answers a query with its text and an execution with the value that was bound; an id of a multiple of 7 fails."""

    def __init__(self, database: str) -> None:
        super().__init__(database)
        self._bound = b""

    def _hear(self, code: str, body: bytes) -> None:
        self.heard.append((code, body))
        if self._skipping and code != "S":
            return
        if code == "Q":
            self._answer(body[:-1].rpartition(b" ")[2])
            self._skipping = False
            self._say(backend.READY_IDLE)
        elif code == "B":
            # Portal, name, no formats, one value.
            self._bound = body.split(b"\0", 2)[2][8:-2]
            self._say(backend.BIND_COMPLETE)
        elif code == "E":
            self._answer(self._bound)
        else:
            super()._hear(code, body)
            self.heard.pop()

    def _answer(self, token: bytes) -> None:
        if token.isdigit() and not int(token) % 7:
            self._fail()
        else:
            self._say(backend.data_row((token,)) + backend.command_complete("SELECT 1"))


class EchoBackend(FakeBackend):
    async def connect(self) -> FakeServer:
        server = Echo(self.name)
        self.connections.append(server)
        return server


class One:
    """A session and what it has asked, oldest first."""

    def __init__(self, session: Session, client: FakeClient) -> None:
        self.session = session
        self.client = client
        self.asked: list[int] = []
        self.cancelled: set[int] = set()
        self.answered = 0
        self._row: int | None = None

    @property
    def is_waiting(self) -> bool:
        return self.answered < len(self.asked)

    def hear(self) -> None:
        """Checks what came since the last time."""
        data = self.client.received
        end = 0
        while len(data) - end >= 5 and len(data) - end > (length := int.from_bytes(data[end + 1 : end + 5], "big")):
            end += 1 + length
        self.client.received = data[end:]
        for code, body in messages(data[:end]):
            if code == "D":
                assert self._row is None, "two rows for one statement"
                self._row = int(body[6:])
            elif code == "E":
                token = self.asked[self.answered]
                assert token % 7 == 0 or token in self.cancelled or b"57P01" in body or b"08006" in body, body
            elif code == "Z":
                if self._row is not None:
                    assert self._row == self.asked[self.answered], "another session's answer, or an older one"
                self.answered += 1
                self._row = None


class LaneMachine(RuleBasedStateMachine):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.timers: list[Any] = []  # Any: callables without arguments
        self.stage = Stage(Path(self.folder.name), size=4)
        self.stage.backends = {name: EchoBackend(name) for name in self.stage.pools}
        for name, pool in self.stage.pools.items():
            pool.opening.backend = self.stage.backends[name]
            pool.lanes = Lanes(4, 0.002, lambda: self.stage.now, lambda _, call: self.timers.append(call))
        self.number = 0
        self.sessions: list[One] = []
        self.warm()

    def warm(self) -> None:
        """Until statements are trusted and a lane exists."""
        self.open()
        one = self.sessions[0]
        self.stage.say(one.session, frontend.parse(b"p", PREPARED) + frontend.SYNC)
        one.client.received = b""
        for _ in range(4):
            self.ask(one, prepared=False)
            self.answer([])
            self.ask(one, prepared=True)
            self.answer([])
        lanes = self.stage.pools["replica1"].lanes
        assert lanes is not None
        assert lanes.count, "nothing rides"
        for _ in range(4):
            self.open()

    def teardown(self) -> None:
        self.answer([])
        for one in self.sessions:
            assert one.session.is_ended or not one.is_waiting, "a statement was never answered"
        self.folder.cleanup()

    def open(self) -> None:
        session, client = self.stage.session()
        self.stage.say(session, frontend.parse(b"p", PREPARED) + frontend.SYNC)
        client.received = b""
        self.sessions.append(One(session, client))

    def ask(self, one: One, *, prepared: bool) -> None:
        self.number += 1
        one.asked.append(self.number)
        if prepared:
            value = str(self.number).encode()
            batch = frontend.bind(b"", b"p", (value,)) + frontend.execute() + frontend.SYNC
            one.session.client_data(batch)
        else:
            one.session.client_data(frontend.query(READ % self.number))

    def answer(self, sizes: list[int]) -> None:
        self.stage.settle(sizes)
        for one in self.sessions:
            one.hear()

    @rule()
    def a_session_comes(self) -> None:
        if len(self.sessions) < 12:
            self.stage.settle()
            self.open()

    @rule(index=st.integers(min_value=0, max_value=11), prepared=st.booleans())
    def a_session_asks(self, index: int, prepared: bool) -> None:
        one = self.sessions[index % len(self.sessions)]
        if not one.session.is_ended:
            self.ask(one, prepared=prepared)

    @rule(prepared=st.lists(st.booleans(), min_size=1, max_size=3))
    def all_sessions_ask(self, prepared: list[bool]) -> None:
        for number, one in enumerate(self.sessions):
            if not one.session.is_ended:
                self.ask(one, prepared=prepared[number % len(prepared)])

    @rule(index=st.integers(min_value=0, max_value=11))
    def a_session_leaves(self, index: int) -> None:
        one = self.sessions[index % len(self.sessions)]
        one.session.client_lost()

    @rule(index=st.integers(min_value=0, max_value=11))
    def a_session_cancels(self, index: int) -> None:
        one = self.sessions[index % len(self.sessions)]
        one.hear()
        if not one.session.is_ended and one.is_waiting:
            one.cancelled.add(one.asked[one.answered])
            one.session.cancel()

    @rule(sizes=st.lists(st.integers(min_value=1, max_value=40), max_size=12))
    def the_servers_answer(self, sizes: list[int]) -> None:
        self.answer(sizes)

    @rule(size=st.integers(min_value=1, max_value=60))
    def a_server_says_a_little(self, size: int) -> None:
        for name in self.stage.pools:
            for server in self.stage.servers(name):
                if server.pending and not server.is_closed:
                    data, server.pending = server.pending[:size], server.pending[size:]
                    server.receiver.replies(data)
        for one in self.sessions:
            one.hear()

    @rule(late=st.booleans(), count=st.integers(min_value=1, max_value=4))
    def the_watch_ticks(self, late: bool, count: int) -> None:
        for _ in range(count):
            self.stage.now += 0.01 if late else 0.002
            calls, self.timers = self.timers, []
            for call in calls:
                call()

    @precondition(lambda self: any(self.stage.servers("replica1")))
    @rule(index=st.integers(min_value=0, max_value=5))
    def a_server_is_lost(self, index: int) -> None:
        living = [server for server in self.stage.servers("replica1") if not server.is_closed]
        if living:
            server = living[index % len(living)]
            server.is_closed = True
            server.pending = b""
            server.receiver.lost(ConnectionFailure("gone"))

    @rule()
    def a_second_passes(self) -> None:
        self.stage.now += 1.5
        for pool in self.stage.pools.values():
            assert pool.lanes is not None
            pool.lanes.expire(self.stage.now)

    @invariant()
    def no_connection_is_both_idle_and_in_use(self) -> None:
        for pool in self.stage.pools.values():
            assert not set(pool.idle) & pool.active
            assert len(pool.idle) + len(pool.active) <= 4


LaneMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestLanesAgainstTheModel = LaneMachine.TestCase

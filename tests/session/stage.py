"""A session between a fake client and fake servers: every byte is visible, nothing waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from proxy.config import LimitSettings, PoolSettings
from proxy.errors import ConnectionFailure, ProxyError
from proxy.pool.pool import Pool
from proxy.relations.owed import Owed, owe
from proxy.routing.decide import decide
from proxy.routing.load import load_rules
from proxy.routing.route import Context, Route
from proxy.session.identity import Identity
from proxy.session.instance import Instance
from proxy.session.planner import Planner
from proxy.session.session import Session
from proxy.sql.analyze import analyze
from proxy.sql.normalize import shape
from proxy.sql.statement import Analysis
from proxy.wire import backend, frontend
from proxy.wire.backend import parse_fields

RULES = """
databases:
  default: {url: "postgresql://127.0.0.1:1/a"}
  replica1: {url: "postgresql://127.0.0.1:2/a", replica_of: default, read_your_writes: false}
  auth: {url: "postgresql://127.0.0.1:3/b"}
routers:
  - {name: auth, tables: ["auth_*"], read: auth, write: auth, migrate: [auth]}
  - {name: replicas, read: replica1, write: default, relation: allow}
"""


class FakeServer:
    """A server connection that answers as PostgreSQL would to the few messages it is given; it remembers them all."""

    process_id = 1
    address = "fake"

    def __init__(self, database: str) -> None:
        self.database = database
        self.parameters = {"TimeZone": "UTC", "server_version": "18"}
        self.receiver: Any = None  # Any: a Link, which this stands in for a server of.
        self.last_error: dict[str, str] | None = None
        self.is_closed = False
        self.heard: list[tuple[str, bytes]] = []
        self.sizes: list[int] = []
        """Of all that was sent."""
        self.pending = b""
        self.failing: set[bytes] = set()
        self.read_only: set[bytes] = set()
        """Texts that fail as writes do on a replica, when they are executed."""
        self.refusal = "25006"
        self.cancels: list[Callable[[bool], None]] = []
        """Requests to cancel, to be told when they were heard."""
        self.columns: dict[bytes, backend.Column] = {}
        """What it returns for a text, where that is not one integer."""
        self._parsed: dict[bytes, bytes] = {}
        self._bound = b""
        self.status = b"I"
        self._skipping = False
        self._buffer = b""

    def writer(self) -> Callable[[bytes], object]:
        return self.send

    def send(self, data: bytes) -> None:
        self.sizes.append(len(data))
        self._buffer += data
        while len(self._buffer) >= 5:
            end = 1 + int.from_bytes(self._buffer[1:5], "big")
            if len(self._buffer) < end:
                return
            self._hear(chr(self._buffer[0]), self._buffer[5:end])
            self._buffer = self._buffer[end:]

    def answer(self, sizes: Sequence[int] = ()) -> None:
        """Delivers what it has to say, in pieces of these sizes and the rest at once."""
        while self.pending:
            data, self.pending = self.pending, b""
            for size in sizes:
                if data:
                    self.receiver.replies(data[:size])
                    data = data[size:]
            if data:
                self.receiver.replies(data)

    def _hear(self, code: str, body: bytes) -> None:
        self.heard.append((code, body))
        if self._skipping and code != "S":
            return
        if code == "Q":
            self._query(body[:-1])
            self._say(b"Z\0\0\0\x05" + self.status)
        elif code == "P":
            name, text = body.split(b"\0")[:2]
            if name and name in self._parsed:
                self._fail("42P05")
                return
            self._parsed[name] = text
            self._fail() if text in self.failing or text.startswith(b"onedsn refused") else self._say(
                backend.PARSE_COMPLETE
            )
        elif code == "B":
            self._bound = self._parsed.get(body.split(b"\0")[1], b"")
            self._say(backend.BIND_COMPLETE)
        elif code == "D":
            if body[:1] == b"S":
                self._say(backend.parameter_description(()))
            text = self._bound if body[:1] == b"P" else self._parsed.get(body[1:-1], b"")
            self._say(backend.row_description((self.columns.get(text, backend.Column("one", 23)),)))
        elif code == "E" and self._bound in self.read_only:
            self._fail(self.refusal)
        elif code == "E" and self._bound.upper().startswith(b"BEGIN"):
            self.status = b"T"
            self._say(backend.command_complete("BEGIN"))
        elif code == "E":
            self._say(backend.data_row((b"1",)) + backend.command_complete("SELECT 1"))
        elif code == "C":
            self._parsed.pop(body[1:-1], None)
            self._say(backend.CLOSE_COMPLETE)
        elif code == "S":
            self._skipping = False
            self._say(b"Z\0\0\0\x05" + self.status)

    def lose(self, sqlstate: str = "08006") -> None:
        """The connection breaks."""
        self.is_closed = True
        self.pending = b""
        self.receiver.lost(ConnectionFailure("gone", sqlstate=sqlstate))

    def _query(self, text: bytes) -> None:
        for one in text.split(b";"):
            word = one.split()[0].upper() if one.split() else b""
            if text in self.failing or text in self.read_only:
                self._fail("42601" if text in self.failing else self.refusal)
                self._skipping = False
                return
            if word == b"BEGIN":
                self.status = b"T"
            elif word in (b"COMMIT", b"ROLLBACK") and b" TO " not in one.upper():
                self.status = b"I"
            self._say(backend.command_complete(word.decode()))

    def _fail(self, sqlstate: str = "42601") -> None:
        self._skipping = True
        if self.status == b"T":
            self.status = b"E"
        self._say(backend.error_response(ProxyError("no", sqlstate=sqlstate)))

    def _say(self, data: bytes) -> None:
        self.pending += data

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def cancel(self, heard: Callable[[bool], None]) -> None:
        self.cancels.append(heard)

    def close(self) -> None:
        self.is_closed = True


class FakeBackend:
    kind = "postgresql"

    def __init__(self, name: str) -> None:
        self.name = name
        self.connections: list[FakeServer] = []
        self.failing: set[bytes] = set()
        """Texts that fail on the connections made from now on."""
        self.columns: dict[bytes, backend.Column] = {}
        """Those of these connections, likewise."""
        self.parameters: dict[str, str] = {}
        """What they report beside the usual."""
        self.refusal: ProxyError | None = None
        """Nobody is let in."""

    async def connect(self) -> FakeServer:
        if self.refusal is not None:
            raise self.refusal
        server = FakeServer(self.name)
        server.failing.update(self.failing)
        server.columns.update(self.columns)
        server.parameters.update(self.parameters)
        self.connections.append(server)
        return server

    async def close(self) -> None: ...


class FakeClient:
    def __init__(self) -> None:
        self.received = b""
        self.is_closed = False
        self.is_paused = False
        self.has_home = False
        """It is told the process id of a server connection."""

    def writer(self) -> Callable[[bytes], object]:
        return self.write

    def write(self, data: bytes) -> None:
        self.received += data

    def close(self) -> None:
        self.is_closed = True

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False

    def known_as(self, process_id: int) -> bool:
        return self.has_home


class Stage:
    """Pools of fake servers and as many sessions as a test wants. `now` is the clock."""

    def __init__(
        self,
        folder: Path,
        limits: LimitSettings | None = None,
        size: int = 2,
        rules: str = RULES,
        prepared_statements: int = 1000,
    ) -> None:
        self.folder = folder
        path = folder / "shop.yaml"
        path.write_text(rules)
        self.rules = load_rules(path, {})
        self.now = 1.0
        self.has_homes = False
        """Clients that come from now on are told the process id of a server connection."""
        self.tasks: list[Any] = []  # Any: coroutines
        self.limits = limits or LimitSettings()
        self.backends = {name: FakeBackend(name) for name in self.rules.databases}
        settings = PoolSettings(size=size, prepared_statements=prepared_statements)
        self.pools = {
            name: Pool(one, settings, self._spawn, lambda: self.now) for name, one in self.backends.items()
        }  # fmt: skip
        planner = Planner(
            lambda text, _: analyze(text), lambda a, c, t: decide(a, c, self.rules, text=t), shape, 1000, self._owe
        )
        self.instance = Instance(
            name="shop",
            default="default",
            planner=planner,
            pools=self.pools,
            sources={name: database.source for name, database in self.rules.databases.items()},
            reads_its_writes=frozenset(),
            choose_by=lambda databases, load, _: min(databases, key=load),
            explain=lambda body, context, _: [str(decide(analyze(body), context, self.rules, text=body).databases)],
        )

    def _owe(self, route: Route, analysis: Analysis, context: Context, text: str) -> tuple[Route, tuple[Owed, ...]]:
        return owe(route, analysis, context, self.rules, None, text)

    def _spawn(self, coroutine: Any, name: str) -> None:
        """Keeps a coroutine that never really waits for the next `settle`. Any: as TaskOwner.spawn."""
        self.tasks.append(coroutine)

    def run_tasks(self) -> None:
        while self.tasks:
            try:
                self.tasks.pop(0).send(None)
            except StopIteration:
                continue
            raise AssertionError("a fake backend waits")

    def session(self, **parameters: str) -> tuple[Session, FakeClient]:
        """One that has been greeted."""
        session, client = self.open(**parameters)
        client.received = b""
        return session, client

    def open(self, **parameters: str) -> tuple[Session, FakeClient]:
        """One that has begun; it is greeted as soon as a server can be had."""
        session, client = self.begin(**parameters)
        self.settle()
        return session, client

    def begin(self, **parameters: str) -> tuple[Session, FakeClient]:
        """One that has just come: no server has said anything."""
        client = FakeClient()
        client.has_home = self.has_homes
        identity = Identity("app", 1, b"abcd", {"user": "app", **parameters})
        session = Session(client, self.instance, identity, self.limits, lambda: self.now)
        session.start()
        return session, client

    def servers(self, name: str) -> list[FakeServer]:
        return self.backends[name].connections

    def settle(self, sizes: Sequence[int] = ()) -> None:
        """Lets servers answer until nobody has anything to say."""
        self.run_tasks()
        servers = [server for one in self.backends.values() for server in one.connections]
        while any(server.pending and not server.is_closed for server in servers):
            for server in servers:
                if server.pending and server.receiver is not None and not server.is_closed:
                    server.answer(sizes)
            self.run_tasks()
            servers = [server for one in self.backends.values() for server in one.connections]

    def say(self, session: Session, *messages: bytes) -> None:
        session.client_data(b"".join(messages))
        self.settle()

    def heard(self, name: str) -> list[bytes]:
        """The query texts and Parse texts this database has heard, in order."""
        texts: list[bytes] = []
        for server in self.servers(name):
            for code, body in server.heard:
                if code == "Q":
                    texts.append(body[:-1])
                elif code == "P":
                    texts.append(body.split(b"\0")[1])
        return texts


def messages(data: bytes) -> list[tuple[str, bytes]]:
    """Whole messages, by code and body."""
    found: list[tuple[str, bytes]] = []
    while data:
        end = 1 + int.from_bytes(data[1:5], "big")
        found.append((chr(data[0]), data[5:end]))
        data = data[end:]
    return found


def codes(data: bytes) -> str:
    return "".join(code for code, _ in messages(data))


def errors(data: bytes) -> list[str]:
    return [parse_fields(body)["C"] for code, body in messages(data) if code == "E"]


def batch(text: bytes, name: bytes = b"") -> bytes:
    """Parse, Bind, Describe, Execute, Sync."""
    return (
        frontend.parse(name, text)
        + frontend.bind(b"", name, ())
        + frontend.describe(b"P", b"")
        + frontend.execute()
        + frontend.SYNC
    )

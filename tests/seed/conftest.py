"""One proxy serves every rules file of the seed over two databases; each scenario runs on several pairs of them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.seed.rules import rules_files
from tests.seed.stage import Database, PostgreSQLDatabase, SQLiteDatabase, Stage
from tests.servers import Server

SCENES = (
    ("postgresql", "fk", "extended"),
    ("postgresql", "fk", "asyncpg"),
    ("postgresql", "bare", "simple"),
    ("postgresql", "bare", "extended"),
    ("postgresql", "bare", "asyncpg"),
    ("sqlite", "fk", "simple"),
    ("sqlite", "fk", "asyncpg"),
    ("sqlite", "bare", "extended"),
    ("sqlite", "bare", "asyncpg"),
    ("mixed", "bare", "extended"),
)
"""The databases, whether they have the foreign keys, and the driver. In order: a pair is set up once."""


class Theatre:
    """The stage that is set; another one takes its place."""

    def __init__(self, server: Server, factory: pytest.TempPathFactory) -> None:
        self._server = server
        self._factory = factory
        self._stack = ExitStack()
        self._stage: Stage | None = None

    def set_up(self, kind: str, variant: str) -> Stage:
        if self._stage is not None and (self._stage.kind, self._stage.variant) == (kind, variant):
            return self._stage
        self.close()
        folder = Path(self._factory.mktemp(f"seed_{kind}_{variant}"))
        shutil.copy(Path(__file__).with_name("seed_routers.py"), folder)
        default = self._database("default", folder, kind != "sqlite", variant)
        other = self._database("other", folder, kind == "postgresql", variant)
        events = folder / "events.jsonl"
        events.touch()
        files = rules_files(default.url, other.url)
        files["server.yaml"] = f'events: {{log: "{events}"}}\n'
        proxy = self._stack.enter_context(running_proxy(folder, files))
        for database in (default, other):
            if isinstance(database, SQLiteDatabase):
                connection = self._stack.enter_context(proxy.connect(f"two_databases@{database.name}"))
                database.create_through(connection, variant)
        self._stage = Stage(kind, variant, proxy, default, other, self._server, folder)
        _wait_for_catalogs(proxy, variant)
        return self._stage

    def _database(self, name: str, folder: Path, on_server: bool, variant: str) -> Database:
        if not on_server:
            return SQLiteDatabase(name, folder / f"{name}.db")
        database = PostgreSQLDatabase(name, self._server)
        database.create(variant)
        return database

    def close(self) -> None:
        self._stack.close()
        self._stage = None


def _wait_for_catalogs(proxy: ProxyProcess, variant: str) -> None:
    """Until the proxy knows the foreign keys: before, it keeps them itself, which some scenarios tell apart."""
    deadline = time.monotonic() + 20
    statement = b"INSERT INTO pet (name, owner_id) VALUES ('nobody', 987654)"
    with proxy.connect("two_databases") as connection:
        while True:
            try:
                connection.execute(statement)
            except psycopg.errors.ForeignKeyViolation as error:
                is_native = "of database" not in (error.diag.message_detail or "")
                if is_native == (variant == "fk"):
                    return
            assert time.monotonic() < deadline, "the catalogs never came"
            time.sleep(0.05)


@pytest.fixture(scope="session")
def theatre(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    theatre = Theatre(primary, tmp_path_factory)
    yield theatre
    theatre.close()


@pytest.fixture(scope="session", params=SCENES, ids="-".join)
def scene(request: pytest.FixtureRequest) -> tuple[str, str, str]:
    """Which databases, with which foreign keys, by which driver; tests are grouped by it."""
    kind, variant, driver = request.param
    return kind, variant, driver


@pytest.fixture
def stage(theatre: Theatre, scene: tuple[str, str, str]) -> Stage:
    kind, variant, driver = scene
    stage = theatre.set_up(kind, variant)
    stage.driver = driver
    stage.empty()
    stage.forget()
    return stage

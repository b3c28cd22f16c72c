"""One proxy serves every rules file of the seed over two PostgreSQL databases and over two SQLite files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proxying import running_proxy
from tests.seed.rules import rules_files
from tests.seed.stage import Database, PostgreSQLDatabase, SQLiteDatabase, Stage
from tests.servers import Server


@pytest.fixture(scope="session")
def stages(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Stage]]:
    folder = Path(tmp_path_factory.mktemp("seed"))
    shutil.copy(Path(__file__).with_name("seed_routers.py"), folder)
    pairs: dict[str, tuple[Database, Database]] = {
        "postgresql": (PostgreSQLDatabase("default", primary), PostgreSQLDatabase("other", primary)),
        "sqlite": (SQLiteDatabase("default", folder / "d.db"), SQLiteDatabase("other", folder / "o.db")),
    }
    files: dict[str, str] = {}
    for kind, (default, other) in pairs.items():
        if isinstance(default, PostgreSQLDatabase) and isinstance(other, PostgreSQLDatabase):
            default.create()
            other.create()
        files |= rules_files(default.url, other.url, kind)
    with running_proxy(folder, files) as proxy:
        for database in pairs["sqlite"]:
            assert isinstance(database, SQLiteDatabase)
            database.create_through(proxy.connect(f"sqlite_two_databases@{database.name}"))
        yield {kind: Stage(kind, proxy, *pair, primary, folder) for kind, pair in pairs.items()}


@pytest.fixture(params=["postgresql", "sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """The kind of both databases."""
    return str(request.param)


@pytest.fixture(params=["extended", "simple"])
def protocol(request: pytest.FixtureRequest) -> str:
    """How clients send values: as parameters, or as literals."""
    return str(request.param)


@pytest.fixture
def stage(stages: dict[str, Stage], engine: str, protocol: str) -> Stage:
    stage = stages[engine]
    stage.is_simple = protocol == "simple"
    stage.empty()
    stage.forget()
    return stage

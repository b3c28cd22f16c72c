"""One proxy over every pair of engines that relations are kept over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.relations.kept import PAIRS, RULES, TABLES, Connection
from tests.servers import Server


@pytest.fixture(scope="package")
def proxy(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProxyProcess]:
    folder = Path(tmp_path_factory.mktemp("kept"))
    files: dict[str, str] = {}
    for pair, engines in PAIRS.items():
        urls = {}
        for name, engine in zip(("people", "books"), engines, strict=True):
            lite = f"sqlite:///{folder}/{pair}_{name}.db"
            urls[name] = primary.url_of(primary.create_database()) if engine == "postgresql" else lite
        files[f"{pair}.yaml"] = RULES.format(**urls)
    one = primary.url_of(primary.create_database())
    lite = f"sqlite:///{folder}/one.db"
    together = RULES.replace("  books: '{books}'\n", "").replace(
        "read: books, write: books", "read: people, write: people"
    )
    files["together_pg.yaml"] = together.format(people=one)
    files["together_lite.yaml"] = together.format(people=lite)
    with running_proxy(folder, files) as running:
        for pair in files:
            name = pair.removesuffix(".yaml")
            for tables in TABLES.values():
                with running.connect(name) as connection:
                    for statement in tables.split(";"):
                        connection.execute(statement.encode())
        yield running


@pytest.fixture(params=[*PAIRS, "together_pg", "together_lite"])
def pair(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["extended", "simple"])
def protocol(request: pytest.FixtureRequest) -> str:
    return str(request.param)


EVERYTHING = ("review", "loan", "shop", "chapter", "book", "badge", "kinds", "place", "person")


@pytest.fixture
def app(proxy: ProxyProcess, pair: str, protocol: str) -> Iterator[Connection]:
    factory = psycopg.Cursor if protocol == "extended" else psycopg.ClientCursor
    with psycopg.connect(proxy.url(pair), autocommit=True, cursor_factory=factory) as connection:
        for table in EVERYTHING:
            connection.execute(f"DELETE FROM {table}".encode())
        for number, name in ((1, "Ann"), (2, "Bob"), (3, "Cid"), (9, "Nobody")):
            connection.execute("INSERT INTO person (id, name) VALUES (%s, %s)", (number, name))
        connection.execute("INSERT INTO place VALUES ('de', 1)")
        connection.execute("INSERT INTO kinds VALUES (1, 'book'), (2, 'person'), (3, 'shelf')")
        yield connection

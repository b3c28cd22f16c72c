"""Two databases behind one DSN, of one kind or of two, with rules that place applications on different ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

RULES = """
transactions: {transactions}
databases:
  default: {{url: "{default}"}}
  auth: {{url: "{auth}"}}
routers:
  - {{name: auth, tables: ["auth_*", django_content_type], read: auth, write: auth, migrate: [auth]}}
  - {{name: nowhere, tables: ["legacy_*"], migrate: [], on_refused: notice}}
  - {{name: rest, read: default, write: default, migrate: [default]}}
"""
PAIRS = ("postgresql-postgresql", "postgresql-sqlite", "sqlite-postgresql", "sqlite-sqlite")


@dataclass
class Stage:
    """`dsn` is `shop`, whose transactions may span, or `plain`, whose may not."""

    proxy: ProxyProcess
    urls: Mapping[str, str]

    def tables(self, database: str) -> set[str]:
        """What is there, asked past the proxy."""
        url = self.urls[database]
        if url.startswith("sqlite"):
            file = sqlite3.connect(url.removeprefix("sqlite:///"))
            names = {str(name) for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            file.close()
            return {name for name in names if not name.startswith(("_onedsn", "sqlite_"))}
        with psycopg.connect(url) as connection:
            return {str(name) for (name,) in connection.execute("SELECT relname FROM pg_stat_user_tables")}

    def connect(self, name: str = "plain") -> psycopg.Connection[tuple[object, ...]]:
        return self.proxy.connect(name)


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", PAIRS[0]))


@pytest.fixture
def stage(pair: str, primary: Server, tmp_path: Path) -> Iterator[Stage]:
    urls = [
        primary.url_of(primary.create_database()) if kind == "postgresql" else f"sqlite:///{tmp_path}/{number}.db"
        for number, kind in enumerate(pair.split("-"))
    ]
    files = {
        f"{name}.yaml": RULES.format(default=urls[0], auth=urls[1], transactions=how)
        for name, how in (("shop", "two_phase"), ("plain", "refuse"))
    }
    with running_proxy(tmp_path, files) as proxy:
        yield Stage(proxy, dict(zip(("default", "auth"), urls, strict=True)))

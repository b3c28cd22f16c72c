"""A served proxy whose one database is down: the console and the HTTP port answer all the same."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import psycopg
import pytest

import proxy
from tests.servers import Server

RULES = """\
databases:
  default: "postgresql://nobody:s3cret@127.0.0.1:1/none"
  auth: "postgresql://nobody@127.0.0.1:1/auth"
routers:
  - {name: auth, tables: ["auth_*"], read: auth, write: auth}
"""
CROSSING = "SELECT 1 FROM orders JOIN auth_user ON auth_user.id = orders.user_id"


@dataclass
class Served:
    process: subprocess.Popen[str]
    rules: Path
    port: int
    http: str

    def dsn(self, database: str) -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def get(self, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(self.http + path, body, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


@contextmanager
def serving(folder: Path, text: str = RULES) -> Iterator[Served]:
    rules = folder / "shop.yaml"
    rules.write_text(text)
    (folder / "server.yaml").write_text("http: {port: 0}\nlog: {format: json}\n")
    command = [sys.executable, "-m", "proxy", "serve", str(folder), "--listen", "127.0.0.1:0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    port, http, seen = 0, "", []
    try:
        for line in process.stderr:
            seen.append(line)
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("event") == "listening":
                port = event["port"]
            elif "url" in event and event["event"].startswith("metrics"):
                http = event["url"].rstrip("/")
                break
        assert port, "".join(seen)
        assert http, "".join(seen)
        yield Served(process, rules, port, http)
    finally:
        process.terminate()
        process.stderr.close()
        process.wait(20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as found:
        yield found


async def test_the_console_answers_asyncpg_in_binary(served: Served) -> None:
    connection = await asyncpg.connect(served.dsn("onedsn"))
    try:
        assert await connection.fetchval("SHOW VERSION") == proxy.__version__
        (client,) = await connection.fetch("SHOW CLIENTS")
        assert (client["user"], client["dsn_database"]) == ("tester", "onedsn")
        rows = await connection.fetch("SHOW DATABASES")
        assert {row["database"] for row in rows} == {"default", "auth"}
        assert "s3cret" not in str(rows)
    finally:
        await connection.close()


def test_the_console_answers_psycopg(served: Served) -> None:
    with psycopg.connect(served.dsn("onedsn"), autocommit=True) as connection:
        (router,) = connection.execute("SHOW ROUTERS").fetchall()
        assert "auth_*" in str(router)
        with pytest.raises(psycopg.errors.SyntaxError, match="does not know"):
            connection.execute("SHOW EVERYTHING")


def test_a_reload_takes_effect_and_a_bad_one_changes_nothing(served: Served) -> None:
    with psycopg.connect(served.dsn("onedsn"), autocommit=True) as connection:
        served.rules.write_text(RULES.replace("name: auth", "name: people"))
        connection.execute("RELOAD")
        assert "people" in str(connection.execute("SHOW ROUTERS").fetchall())
        served.rules.write_text("databases: nonsense\n")
        with pytest.raises(psycopg.Error, match=r"shop\.yaml"):
            connection.execute("RELOAD")
        assert "people" in str(connection.execute("SHOW ROUTERS").fetchall())


def test_the_http_port_serves_page_state_and_metrics(served: Served) -> None:
    assert b"<title>onedsn</title>" in served.get("/")[1]
    state = json.loads(served.get("/state")[1])
    assert {row["database"] for row in state["databases"]} == {"default", "auth"}
    assert b"onedsn_clients{" in served.get("/metrics")[1]
    assert served.get("/health/live")[0] == 200


def test_the_page_explains_a_refusal(served: Served) -> None:
    status, body = served.get("/explain?database=shop", CROSSING.encode())
    assert status == 200
    assert b"0A000" in body
    assert b"auth_user" in body


def test_statements_and_refusals_are_counted_by_database_mode_and_kind(primary: Server, tmp_path: Path) -> None:
    rules = RULES.replace("postgresql://nobody:s3cret@127.0.0.1:1/none", primary.url)
    with serving(tmp_path, rules) as started:
        with psycopg.connect(started.dsn("shop"), autocommit=True) as connection:
            connection.execute("CREATE TEMP TABLE counted AS SELECT 1 AS one")
            connection.execute("SELECT one FROM counted")
            with pytest.raises(psycopg.errors.FeatureNotSupported, match="auth_user"):
                connection.execute(CROSSING)
        answer = started.get("/metrics")[1].decode()
    assert 'onedsn_refusals_total{dsn_database="shop",kind="cross_database"} 1.0' in answer
    assert 'onedsn_statements_total{database="default",dsn_database="shop",mode="migrate"} 1.0' in answer
    assert 'onedsn_statements_total{database="auth"' not in answer


def test_sigterm_ends_it_in_order(tmp_path: Path) -> None:
    with serving(tmp_path) as started:
        started.process.terminate()
        assert started.process.wait(20) == 0

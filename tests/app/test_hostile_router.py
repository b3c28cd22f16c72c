"""Routers in Python that do what no router should: the client is told, and everybody goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy

ROUTER = """
import sys

class Worse(BaseException):
    pass

class Router:
    def db_for_read(self, table, **hints):
        name = table.name
        if name == "leaves":
            sys.exit(3)
        if name == "interrupts":
            raise KeyboardInterrupt
        if name == "worse":
            raise Worse("no exception")
        if name == "ends":
            raise GeneratorExit
        if name == "deep":
            return self.db_for_read(table, **hints)
        if name == "generator":
            return (one for one in ("default",))
        if name == "number":
            return 7
        if name == "nowhere":
            return "atlantis"
        if name == "bytes":
            return b"default"
        if name == "loop":
            while True:
                try:
                    sys.stdout.write("x")
                except BaseException:
                    raise
        print("printed", table.name)
        print("printed", table.name, file=sys.stderr)
        return "default"

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        if hints["model_name"] == "undecided":
            return "perhaps"
        return True

class Async(Router):
    async def db_for_read(self, table, **hints):
        return "default"
"""
RULES = """
router_timeout: 200ms
databases: {{default: "sqlite:///{folder}/default.db"}}
routers: [{{name: hostile, python: "hostile_routers_of_a_test:{name}"}}]
"""
SAID = {
    "leaves": "raised SystemExit: 3",
    "interrupts": "raised KeyboardInterrupt",
    "worse": "raised Worse: no exception",
    "ends": "raised GeneratorExit",
    "deep": "raised RecursionError",
    "generator": "which is no database of the rules file",
    "number": "answered 7, which is no database",
    "nowhere": "answered 'atlantis', which is no database",
    "bytes": "answered b'default', which is no database",
    "loop": "did not answer within 0.2 s",
}


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProxyProcess]:
    folder = Path(tmp_path_factory.mktemp("hostile"))
    files = {
        "hostile_routers_of_a_test.py": ROUTER,
        "shop.yaml": RULES.format(folder=folder, name="Router"),
        "awaiting.yaml": RULES.format(folder=folder, name="Async"),
    }
    with running_proxy(folder, files) as running:
        with running.connect("shop") as connection:
            connection.execute("CREATE TABLE book (id int)")
        yield running


@pytest.mark.parametrize("protocol", ["simple", "extended"])
@pytest.mark.parametrize("table", SAID)
def test_whatever_a_router_does_the_client_hears_of_it_and_the_session_goes_on(
    proxy: ProxyProcess, table: str, protocol: str
) -> None:
    factory = psycopg.Cursor if protocol == "extended" else psycopg.ClientCursor
    with (
        psycopg.connect(proxy.url("shop"), autocommit=True, cursor_factory=factory) as connection,
        proxy.connect("shop") as other,
    ):
        for statement in (f"SELECT * FROM {table} WHERE id = %s", f"UPDATE {table} SET id = 1 WHERE id = %s"):
            with pytest.raises(psycopg.errors.ExternalRoutineException) as caught:
                connection.execute(statement, (1,))
            assert 'router "hostile"' in str(caught.value)
            assert SAID[table] in str(caught.value)
            assert connection.execute("SELECT count(*) FROM book WHERE id < %s", (0,)).fetchone() == (0,)
        connection.execute("BEGIN")
        with pytest.raises(psycopg.errors.ExternalRoutineException):
            connection.execute(f"SELECT * FROM {table}".encode())
        with pytest.raises(psycopg.errors.InFailedSqlTransaction):
            connection.execute("SELECT 1")
        connection.execute("ROLLBACK")
        assert other.execute("SELECT count(*) FROM book").fetchone() == (0,)


def test_an_async_router_is_told_what_it_is(proxy: ProxyProcess) -> None:
    with proxy.connect("awaiting") as connection:
        with pytest.raises(psycopg.errors.ExternalRoutineException, match="is async and answered a coroutine"):
            connection.execute("SELECT * FROM book")
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_an_answer_to_allow_migrate_that_is_none_is_told(proxy: ProxyProcess) -> None:
    with proxy.connect("shop") as connection:
        with pytest.raises(psycopg.errors.ExternalRoutineException, match="none of True, False, None"):
            connection.execute("CREATE TABLE undecided (id int)")
        assert connection.execute("SELECT count(*) FROM book").fetchone() == (0,)

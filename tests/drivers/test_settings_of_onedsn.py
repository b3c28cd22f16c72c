"""What SHOW onedsn.… and SET onedsn.… say to a real client, by either protocol; and every way to choose a database."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import asyncpg
import psycopg
import pytest
from psycopg import errors

from tests.drivers.conftest import Stage

Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture(params=[psycopg.ClientCursor, psycopg.Cursor], ids=["simple", "extended"])
def connect(stage: Stage, request: pytest.FixtureRequest) -> Callable[..., Connection]:
    def open_one(database: str = "shop", **options: str) -> Connection:
        connection = stage.proxy.connect(database, **options)
        connection.cursor_factory = request.param
        if request.param is psycopg.Cursor:
            # Without parameters psycopg would speak the simple protocol.
            connection.prepare_threshold = 0
        return connection

    return open_one


def shown(connection: Connection, name: str) -> object:
    cursor = connection.execute(f"SHOW onedsn.{name}".encode())
    assert [column.name for column in cursor.description or ()] == [f"onedsn.{name}"]
    [row] = cursor.fetchall()
    return row[0]


def test_each_setting_is_shown_as_it_is(connect: Callable[..., Connection]) -> None:
    with connect() as client:
        assert [shown(client, name) for name in ("using", "load", "pins", "database")] == ["", "off", "", ""]
        client.execute("SET onedsn.using = 'auth'")
        client.execute("SET onedsn.load = on")
        assert [shown(client, name) for name in ("using", "load")] == ["auth", "on"]
        client.execute("RESET onedsn.using")
        client.execute("SET onedsn.load TO DEFAULT")
        assert [shown(client, name) for name in ("using", "load")] == ["", "off"]
        client.execute("BEGIN")
        client.execute("SET LOCAL onedsn.using = 'default'")
        client.execute("SELECT count(*) FROM book")
        assert [shown(client, name) for name in ("using", "database")] == ["default", "default"]
        client.execute("COMMIT")
        client.execute("CREATE TEMP TABLE mine (a int)")
        assert shown(client, "pins") == "temporary table"


def test_what_can_only_be_shown_says_so_and_a_load_is_no_affair_of_one_transaction(
    connect: Callable[..., Connection],
) -> None:
    with connect() as client:
        for text in ("SET onedsn.pins = 'none'", "RESET onedsn.database"):
            with pytest.raises(psycopg.errors.CantChangeRuntimeParam, match="cannot be changed"):
                client.execute(text.encode())
        with pytest.raises(errors.FeatureNotSupported, match=r"SET LOCAL onedsn\.load"):
            client.execute("SET LOCAL onedsn.load = on")
        assert shown(client, "load") == "off"


def test_what_was_set_stays_when_a_transaction_is_rolled_back(connect: Callable[..., Connection]) -> None:
    with connect() as client:
        client.execute("BEGIN")
        client.execute("SET onedsn.using = 'auth'")
        client.execute("SET onedsn.load = on")
        client.execute("ROLLBACK")
        assert [shown(client, name) for name in ("using", "load")] == ["auth", "on"]


def test_an_unknown_setting_names_those_that_are(connect: Callable[..., Connection]) -> None:
    with connect() as client:
        for text in ("SHOW onedsn.usin", "SET onedsn.usin = 'auth'", "RESET onedsn.usin"):
            with pytest.raises(errors.UndefinedObject, match=r"onedsn\.usin") as error:
                client.execute(text.encode())
            assert "onedsn.using" in str(error.value.diag.message_hint)
        for text in ("SET onedsn.using = 'atuh'", "SET onedsn.load = 'perhaps'"):
            with pytest.raises(errors.InvalidParameterValue):
                client.execute(text.encode())
        assert client.execute("SELECT 1").fetchone() == (1,)


def test_each_way_of_choosing_runs_the_statement_there(stage: Stage, connect: Callable[..., Connection]) -> None:
    def runs(client: Connection, comment: str = "") -> list[str]:
        token = uuid4().hex
        client.execute(f"SELECT '{token}' {comment}".encode())
        return stage.ran(token)

    with connect() as client:
        assert runs(client, "/* onedsn: using=auth */") == ["auth"]
        assert runs(client, "/* onedsn: using=replica1 */") == ["replica1"]
        client.execute("SET onedsn.using = 'auth'")
        assert runs(client) == ["auth"]
        assert runs(client, "/* onedsn: using=default */") == ["default"], "the statement's own word is the nearest"
        client.execute("BEGIN")
        client.execute("SET LOCAL onedsn.using = 'replica1'")
        assert runs(client) == ["replica1"]
        client.execute("COMMIT")
        assert runs(client) == ["auth"], "SET LOCAL ends with its transaction"
    with connect(options="-c onedsn.using=auth") as client:
        assert runs(client) == ["auth"]
        client.execute("SET onedsn.using = 'default'")
        assert runs(client) == ["default"]
        client.execute("RESET onedsn.using")
        assert runs(client) == ["auth"], "RESET goes back to what the DSN says"
    with connect("shop@auth") as client:
        assert runs(client) == ["auth"]
    with connect("shop@auth", options="-c onedsn.using=replica1") as client:
        assert runs(client) == ["replica1"], "options are nearer than the name"


@pytest.mark.parametrize(
    ("database", "options"), [("shop@atuh", ""), ("shop", "-c onedsn.using=atuh"), ("shop@", ""), ("@auth", "")]
)
def test_a_choice_of_what_is_not_there_is_told_at_the_door(stage: Stage, database: str, options: str) -> None:
    with pytest.raises(psycopg.OperationalError) as error:
        stage.proxy.connect(database, options=options)
    assert "does not exist" in str(error.value) or '"atuh" is no database of "shop"' in str(error.value)


def test_a_choice_in_a_statement_of_what_is_not_there_is_refused(connect: Callable[..., Connection]) -> None:
    with connect() as client:
        with pytest.raises(psycopg.Error) as error:
            client.execute("SELECT 1 /* onedsn: using=atuh */")
        assert "auth" in str(error.value), "the nearest known word"
        assert client.execute("SELECT 1").fetchone() == (1,)


async def test_asyncpg_sees_the_same(stage: Stage) -> None:
    client = await asyncpg.connect(stage.proxy.url("shop"))
    try:
        await client.execute("SET onedsn.using = 'auth'")
        assert await client.fetchval("SHOW onedsn.using") == "auth"
        assert await (await client.prepare("SHOW onedsn.load")).fetchval() == "off"
        assert await client.fetchval("SHOW onedsn.pins") == ""
    finally:
        await client.close()

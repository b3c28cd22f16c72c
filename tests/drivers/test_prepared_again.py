"""Statements that a server must prepare once more: their names are free, their columns and meaning are the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import psycopg
import pytest
from psycopg import errors

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server


def test_a_statement_whose_result_has_changed_can_be_prepared_again(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"plain.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 1}\n"}
    with psycopg.connect(url, autocommit=True) as direct, running_proxy(tmp_path, rules) as proxy:
        direct.execute("CREATE TABLE thing (one int)")
        with psycopg.connect(proxy.url("plain", "postgres"), autocommit=True) as client:
            for _ in range(2):
                assert client.execute("SELECT * FROM thing", prepare=True).fetchall() == []
            direct.execute("ALTER TABLE thing ADD COLUMN two int")
            # As long as it is not deallocated, as on a direct connection.
            for _ in range(2):
                with pytest.raises(errors.FeatureNotSupported, match="cached plan"):
                    client.execute("SELECT * FROM thing", prepare=True)
            with psycopg.connect(proxy.url("plain", "postgres"), autocommit=True) as another:
                for _ in range(2):
                    cursor = another.execute("SELECT * FROM thing", prepare=True)
                    assert [column.name for column in cursor.description or ()] == ["one", "two"]


async def test_a_refused_statement_leaves_the_names_of_others_alone(tmp_path: Path) -> None:
    rules = {"file.yaml": f'databases:\n  default: {{url: "sqlite:///{tmp_path}/a.db"}}\n'}
    with running_proxy(tmp_path, rules) as proxy:
        connection = await asyncpg.connect(proxy.url("file"))
        try:
            for number in range(3):
                assert await connection.fetchval("SELECT 1 + $1::int", number) == 1 + number
                with pytest.raises(asyncpg.FeatureNotSupportedError):
                    await connection.prepare("SELECT row(1, 2)")
        finally:
            await connection.close()


@asynccontextmanager
async def clients(proxy: ProxyProcess, count: int) -> AsyncIterator[list[asyncpg.Connection]]:
    opened: list[asyncpg.Connection] = []
    try:
        for _ in range(count):
            opened.append(await asyncpg.connect(proxy.url("plain", "postgres")))  # noqa: PERF401
        yield opened
    finally:
        for one in opened:
            one.terminate()


async def another_server_connection_is_next(second: asyncpg.Connection, third: asyncpg.Connection) -> None:
    """Of two, the first client's own is taken from now on, and the other one is free."""
    await second.execute("BEGIN; SELECT 1")
    await third.execute("BEGIN; SELECT 1")
    await second.execute("COMMIT")


@pytest.mark.parametrize("in_transaction", [False, True], ids=["autocommit", "transaction"])
@pytest.mark.parametrize("text", ["SELECT * FROM thing", "UPDATE thing SET one = 7 RETURNING *"], ids=["read", "write"])
async def test_rows_never_come_in_another_shape_than_was_told(
    primary: Server, tmp_path: Path, text: str, *, in_transaction: bool
) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"plain.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 2}\n"}
    with psycopg.connect(url, autocommit=True) as direct, running_proxy(tmp_path, rules) as proxy:
        direct.execute("CREATE TABLE thing (one int, two int); INSERT INTO thing VALUES (1, 2)")
        async with clients(proxy, 3) as (client, second, third):
            statement = await client.prepare(text)
            assert len(await statement.fetch()) == 1
            await another_server_connection_is_next(second, third)
            direct.execute("UPDATE thing SET one = 1")
            direct.execute("ALTER TABLE thing ALTER COLUMN two TYPE text")
            if in_transaction:
                await client.execute("BEGIN; SELECT 1")
            for _ in range(2):
                with pytest.raises(asyncpg.FeatureNotSupportedError, match="cached plan must not change result type"):
                    await statement.fetch()
                if in_transaction:
                    with pytest.raises(asyncpg.InFailedSQLTransactionError):
                        await client.execute("SELECT 1")
                    await client.execute("ROLLBACK; BEGIN; SELECT 1")
            if in_transaction:
                await client.execute("COMMIT")
            assert direct.execute("SELECT one, two FROM thing").fetchall() == [(1, "2")]

            again = await client.prepare(text)
            assert [attribute.type.name for attribute in again.get_attributes()] == ["int4", "text"]
            assert [row["two"] for row in await again.fetch()] == ["2"]


async def test_a_statement_is_prepared_anew_with_what_its_table_has_become(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"plain.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 2}\n"}
    text = "SELECT * FROM thing"
    with psycopg.connect(url, autocommit=True) as direct, running_proxy(tmp_path, rules) as proxy:
        direct.execute("CREATE TABLE thing (one int); INSERT INTO thing VALUES (1)")
        async with clients(proxy, 4) as (client, second, third, fourth):
            statement = await client.prepare(text)
            assert await statement.fetchval() == 1
            await another_server_connection_is_next(second, third)
            direct.execute("ALTER TABLE thing ALTER COLUMN one TYPE text")

            fresh = await fourth.prepare(text)
            assert await fresh.fetchval() == "1"
            with pytest.raises(asyncpg.FeatureNotSupportedError, match="cached plan must not change result type"):
                await statement.fetchval()
            assert await fresh.fetchval() == "1"


async def test_a_table_made_anew_with_the_same_columns_changes_nothing(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"plain.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 2}\n"}
    with psycopg.connect(url, autocommit=True) as direct, running_proxy(tmp_path, rules) as proxy:
        direct.execute("CREATE TABLE thing (one int); INSERT INTO thing VALUES (1)")
        async with clients(proxy, 3) as (client, second, third):
            statement = await client.prepare("SELECT * FROM thing")
            assert await statement.fetchval() == 1
            await another_server_connection_is_next(second, third)
            direct.execute("DROP TABLE thing; CREATE TABLE thing (one int); INSERT INTO thing VALUES (2)")
            assert await statement.fetchval() == 2


async def test_constants_mean_what_the_settings_of_the_client_say(primary: Server, tmp_path: Path) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"plain.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 1}\n"}
    text = "SELECT extract(epoch FROM '1970-01-01 00:00'::timestamptz)::int"
    with running_proxy(tmp_path, rules) as proxy:
        seen: dict[str, list[int]] = {}
        for zone in ("UTC", "Etc/GMT-1", "UTC", "Etc/GMT-1"):
            client = await asyncpg.connect(proxy.url("plain", "postgres"), server_settings={"timezone": zone})
            seen.setdefault(zone, []).append(await (await client.prepare(text)).fetchval())
            async with client.transaction():
                await client.execute("SET LOCAL timezone TO 'Etc/GMT-2'")
                seen.setdefault("local", []).append(await (await client.prepare(text)).fetchval())
            await client.close()
        assert seen == {"UTC": [0, 0], "Etc/GMT-1": [-3600, -3600], "local": [-7200] * 4}


@pytest.mark.parametrize("in_transaction", [False, True], ids=["autocommit", "transaction"])
@pytest.mark.parametrize("text", ["SELECT * FROM thing", "UPDATE thing SET one = 7 RETURNING *"], ids=["read", "write"])
async def test_who_prepares_first_after_a_table_was_altered_has_no_plan_that_was_cached_for_others(
    primary: Server, tmp_path: Path, text: str, *, in_transaction: bool
) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"plain.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 1}\n"}
    with psycopg.connect(url, autocommit=True) as direct, running_proxy(tmp_path, rules) as proxy:
        direct.execute("CREATE TABLE thing (one int, two int); INSERT INTO thing VALUES (1, 2)")
        async with clients(proxy, 3) as (before, described, undescribed):
            old = await before.prepare(text)
            assert len(await old.fetch()) == 1
            direct.execute("ALTER TABLE thing ALTER COLUMN two TYPE text")
            for client in (described, undescribed):
                if in_transaction:
                    await client.execute("BEGIN; SELECT 1")
                if client is described:
                    new = await client.prepare(text)
                    assert [attribute.type.name for attribute in new.get_attributes()] == ["int4", "text"]
                    assert [row["two"] for row in await new.fetch()] == ["2"]
                else:
                    assert [row["two"] for row in await client.fetch(text)] == ["2"]
                if in_transaction:
                    await client.execute("COMMIT")
            with pytest.raises(asyncpg.FeatureNotSupportedError, match="cached plan must not change result type"):
                await old.fetch()
            assert [row["two"] for row in await new.fetch()] == ["2"]


async def test_a_parameter_keeps_its_type_on_whichever_connection_the_statement_is_prepared_again(
    primary: Server, tmp_path: Path
) -> None:
    url = primary.url_of(primary.create_database())
    rules = {"plain.yaml": f'databases:\n  default: {{url: "{url}"}}\n', "server.yaml": "pool: {size: 2}\n"}
    with psycopg.connect(url, autocommit=True) as direct, running_proxy(tmp_path, rules) as proxy:
        direct.execute("CREATE TABLE thing (one int)")
        async with clients(proxy, 4) as (client, second, third, fresh):
            statement = await client.prepare("INSERT INTO thing VALUES ($1)")
            await statement.fetch(1)
            await another_server_connection_is_next(second, third)
            direct.execute("ALTER TABLE thing ALTER COLUMN one TYPE text")
            for number in (0x41424344, 3):
                await statement.fetch(number)
            new = await fresh.prepare("INSERT INTO thing VALUES ($1)")
            assert [parameter.name for parameter in new.get_parameters()] == ["text"]
            await new.fetch("four")
            await statement.fetch(5)
            values = direct.execute("SELECT one FROM thing").fetchall()
            assert values == [("1",), (str(0x41424344),), ("3",), ("four",), ("5",)]

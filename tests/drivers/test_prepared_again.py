"""Statements that a server must prepare once more: their names are free again before they are used again."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import psycopg
import pytest
from psycopg import errors

from tests.proxying import running_proxy
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
            with pytest.raises(errors.FeatureNotSupported, match="cached plan"):
                client.execute("SELECT * FROM thing", prepare=True)
            for _ in range(2):
                cursor = client.execute("SELECT * FROM thing", prepare=True)
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

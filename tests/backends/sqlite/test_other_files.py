"""Files that something else than the proxy made: their tables work as they do for their maker."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from .conftest import Server


@pytest.fixture
def connection(tmp_path: Path, serve: Callable[..., Server]) -> psycopg.Connection[tuple[object, ...]]:
    path = tmp_path / "made_elsewhere.db"
    with sqlite3.connect(path) as maker:
        maker.execute(
            "CREATE TABLE note (id INTEGER PRIMARY KEY, word TEXT DEFAULT 'none',"
            " at DATETIME DEFAULT CURRENT_TIMESTAMP)"
        )
        maker.execute("INSERT INTO note (id, word) VALUES (7, 'seven')")
    maker.close()
    return psycopg.connect(serve(f"sqlite:///{path}").dsn, autocommit=True)


def test_rows_of_an_integer_primary_key_are_numbered_by_sqlite(
    connection: psycopg.Connection[tuple[object, ...]],
) -> None:
    insert = "INSERT INTO note (word) VALUES ('a'), ('b') RETURNING id"
    assert connection.execute(insert).fetchall() == [(8,), (9,)]
    assert connection.execute("INSERT INTO note VALUES (DEFAULT, 'c') RETURNING id").fetchall() == [(10,)]
    assert connection.execute("INSERT INTO note (word) SELECT 'd' RETURNING id").fetchall() == [(11,)]


def test_a_null_that_is_written_for_the_key_is_refused(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    with pytest.raises(psycopg.errors.NotNullViolation):
        connection.execute("INSERT INTO note (id) VALUES (NULL)")


def test_columns_left_out_get_the_defaults_of_the_file(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    row = connection.execute("INSERT INTO note (id) VALUES (1) RETURNING word, at IS NOT NULL").fetchone()
    assert row == ("none", True)


def test_only_a_file_that_cannot_be_written_is_in_recovery(tmp_path: Path, serve: Callable[..., Server]) -> None:
    writable = f"sqlite:///{tmp_path}/w.db"
    for url, answer in ((writable, False), (writable + "?mode=ro", True)):
        with psycopg.connect(serve(url).dsn, autocommit=True) as connection:
            assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (answer,)


def test_transaction_numbers_are_refused(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    with pytest.raises(psycopg.errors.FeatureNotSupported):
        connection.execute("SELECT txid_current()")


def test_foreign_keys_of_the_file_are_known(tmp_path: Path, serve: Callable[..., Server]) -> None:
    path = tmp_path / "keys.db"
    with sqlite3.connect(path) as maker:
        maker.executescript(
            "CREATE TABLE place (country TEXT, code TEXT, PRIMARY KEY (country, code));"
            "CREATE TABLE shop (id INTEGER PRIMARY KEY, country TEXT, code TEXT, owner INTEGER REFERENCES shop,"
            " FOREIGN KEY (country, code) REFERENCES place (country, code) ON DELETE CASCADE);"
        )
    maker.close()
    with psycopg.connect(serve(f"sqlite:///{path}").dsn, autocommit=True) as connection:
        asked = (
            "SELECT conname, confrelid::regclass::text, confdeltype::text FROM pg_constraint "
            "WHERE contype = 'f' ORDER BY conname"
        )
        assert connection.execute(asked).fetchall() == [
            ("shop_country_code_fkey", "place", "c"), ("shop_owner_fkey", "shop", "a"),
        ]  # fmt: skip
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute("INSERT INTO shop (id, country, code) VALUES (1, 'fr', 'x')")

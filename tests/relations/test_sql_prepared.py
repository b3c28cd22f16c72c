"""Relations kept by what SQL's PREPARE has made and EXECUTE runs."""

from __future__ import annotations

from typing import Any

import asyncpg
import psycopg
import pytest

from tests.proxying import ProxyProcess
from tests.relations.kept import Connection, rows, violated
from tests.relations.test_kept import play


def test_values_of_execute_are_verified_before_and_after_it_runs(app: Connection) -> None:
    app.execute("PREPARE put (integer, text, integer) AS INSERT INTO book VALUES ($1, $2, $3) RETURNING id")
    assert rows(app, "EXECUTE put (1, 'a', 1)") == [(1,)]
    assert rows(app, "EXECUTE put (2, 'it''s', NULL)") == [(2,)]
    with violated("book_editor_id_fkey", "Key (editor_id)=(77)"):
        app.execute("EXECUTE put (3, 'c', 77)")
    with violated("book_editor_id_fkey", "Key (editor_id)=(78)"):
        app.execute("EXECUTE put (3, 'c', 70 + 8)")
    assert rows(app, "EXECUTE put (4, upper('d'), 1 + 1)") == [(4,)]
    app.execute("PREPARE move AS UPDATE book SET editor_id = editor_id + $1 WHERE id = $2 RETURNING id, editor_id")
    assert rows(app, "EXECUTE move (1, 1)") == [(1, 2)]
    with violated("book_editor_id_fkey", "Key (editor_id)=(102)"):
        app.execute("EXECUTE move (100, 1)")
    assert rows(app, "SELECT * FROM book ORDER BY id") == [(1, "a", 2), (2, "it's", None), (4, "D", 2)]


def test_what_an_expression_gives_is_computed_once_and_stored_as_the_parameter_is_typed(app: Connection) -> None:
    app.execute("PREPARE put AS INSERT INTO badge VALUES ($1, $2)")
    app.execute("CREATE SEQUENCE ticket")
    try:
        app.execute("EXECUTE put (nextval('ticket'), 1.6)")
        app.execute("EXECUTE put (nextval('ticket'), 1)")
        assert rows(app, "SELECT id, person_id FROM badge ORDER BY id") == [(1, 2), (2, 1)]
    finally:
        app.execute("DROP SEQUENCE ticket")


def test_children_follow_a_parent_that_a_prepared_statement_removes_or_renames(app: Connection) -> None:
    app.execute("INSERT INTO book VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)")
    app.execute("INSERT INTO badge VALUES (1, 1), (2, 2), (3, 3)")
    app.execute("PREPARE go (text) AS DELETE FROM person WHERE name = $1")
    app.execute("PREPARE become (integer, integer) AS UPDATE person SET id = $1 WHERE id = $2")
    assert app.execute("EXECUTE go ('Ann')").statusmessage == "DELETE 1"
    assert app.execute("EXECUTE become (50, 2)").statusmessage == "UPDATE 1"
    with app.transaction():
        app.execute("EXECUTE become (60, 3)")
    assert rows(app, "SELECT id, editor_id FROM book ORDER BY id") == [(1, None), (2, 50), (3, 60)]
    assert rows(app, "SELECT id, person_id FROM badge ORDER BY id") == [(2, 50), (3, 60)]
    app.execute("DEALLOCATE ALL")
    with pytest.raises(psycopg.errors.InvalidSqlStatementName):
        app.execute("EXECUTE go ('Bob')")


def test_a_violation_fails_the_transaction_and_the_name_stays(app: Connection) -> None:
    app.execute("PREPARE put AS INSERT INTO book VALUES ($1, 'x', $2)")
    with violated("book_editor_id_fkey"), app.transaction():
        app.execute("EXECUTE put (1, 1)")
        app.execute("EXECUTE put (2, 77)")
    assert rows(app, "SELECT * FROM book") == []
    app.execute("EXECUTE put (2, 2)")
    assert rows(app, "SELECT id FROM book") == [(2,)]


def test_the_extended_protocol_executes_them_as_well_and_sql_executes_what_it_has_prepared(
    app: Connection, proxy: ProxyProcess, pair: str
) -> None:
    async def scene(connection: asyncpg.Connection) -> list[Any]:
        await connection.execute("PREPARE put AS INSERT INTO book VALUES ($1, 'x', $2) RETURNING id")
        said: list[Any] = [[tuple(row) for row in await connection.fetch("EXECUTE put (1, 1)")]]
        for text in ("EXECUTE put (2, 77)", "EXECUTE put (2, 70 + 8)", "EXPLAIN ANALYZE EXECUTE put (2, 77)"):
            try:
                await connection.fetch(text)
            except asyncpg.PostgresError as error:
                said.append(error.sqlstate)
        said.append([tuple(row) for row in await connection.fetch("EXECUTE put (1 + 1, 1 + 1)")])
        return said

    assert play(proxy, pair, scene) == [[(1,)], "23503", "23503", "0A000", [(2,)]]
    with psycopg.connect(proxy.url(pair), autocommit=True, prepare_threshold=0) as connection:
        connection.execute("INSERT INTO badge VALUES (%s, %s)", (1, 1))
        [(name,)] = connection.execute("SELECT name FROM pg_prepared_statements", prepare=False).fetchall()
        with violated("badge_person_id_fkey"):
            connection.execute(f"EXECUTE {name} (2, 77)".encode(), prepare=False)
        connection.execute(f"EXECUTE {name} (2, 2)".encode(), prepare=False)
    assert rows(app, "SELECT * FROM badge ORDER BY id") == [(1, 1), (2, 2)]


def test_in_a_query_string_with_others_such_a_prepare_is_refused_by_name(app: Connection) -> None:
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="SQL's PREPARE"), app.transaction():
        app.execute(b"PREPARE put AS INSERT INTO badge VALUES ($1, $2); EXECUTE put (1, 77)")
    assert rows(app, "SELECT * FROM badge") == []

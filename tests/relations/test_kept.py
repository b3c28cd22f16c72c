"""Relations kept over real databases: both engines, together and apart, by both protocols."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg
import psycopg
import pytest

from tests.proxying import ProxyProcess
from tests.relations.kept import Connection, rows, violated


def test_a_child_needs_its_parent(app: Connection) -> None:
    app.execute("INSERT INTO book (id, title, editor_id) VALUES (%s, %s, %s)", (1, "a", 1))
    app.execute("INSERT INTO book (id, title, editor_id) VALUES (%s, %s, %s)", (2, "b", None))
    app.execute("INSERT INTO book (id, title) VALUES (3, 'c')")
    with violated("book_editor_id_fkey", "Key (editor_id)=(7)", '"person"', "people"):
        app.execute("INSERT INTO book (id, title, editor_id) VALUES (%s, %s, %s), (5, 'e', %s)", (4, "d", 1, 7))
    with violated("book_editor_id_fkey"):
        app.execute("UPDATE book SET editor_id = %s WHERE id = %s", (7, 1))
    assert app.execute("UPDATE book SET editor_id = %s WHERE id = %s", (2, 1)).statusmessage == "UPDATE 1"
    assert rows(app, "SELECT id, editor_id FROM book ORDER BY id") == [(1, 2), (2, None), (3, None)]
    assert app.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_a_key_of_two_columns_is_one(app: Connection) -> None:
    app.execute("INSERT INTO shop VALUES (1, %s, %s)", ("de", 1))
    app.execute("INSERT INTO shop VALUES (2, %s, NULL)", ("xx",))
    with violated("shop_country_code_fkey", "(country, code)=(de, 2)"):
        app.execute("INSERT INTO shop VALUES (3, %s, %s)", ("de", 2))
    with violated("shop_country_code_fkey"):
        app.execute("UPDATE shop SET code = %s WHERE id = 1", (2,))
    assert rows(app, "SELECT id FROM shop ORDER BY id") == [(1,), (2,)]


def test_computed_values_are_verified_when_the_statement_has_run(app: Connection) -> None:
    app.execute("INSERT INTO book VALUES (1, 'a', 1), (2, 'b', 2)")
    assert app.execute("UPDATE book SET editor_id = editor_id + 1 WHERE id < %s", (9,)).statusmessage == "UPDATE 2"
    with violated("book_editor_id_fkey", "(4)"):
        app.execute("UPDATE book SET editor_id = editor_id + 1 WHERE id < %s", (9,))
    assert rows(app, "SELECT id, editor_id FROM book ORDER BY id") == [(1, 2), (2, 3)]
    inserted = app.execute("INSERT INTO book SELECT id + 10, title, editor_id - 1 FROM book ORDER BY id RETURNING id")
    assert (inserted.fetchall(), inserted.statusmessage) == ([(11,), (12,)], "INSERT 0 2")
    assert [column.name for column in inserted.description or ()] == ["id"]
    with violated("book_editor_id_fkey", "(-1)"):
        app.execute("INSERT INTO book SELECT id + 20, title, editor_id - 2 FROM book WHERE id > 10")
    assert rows(app, "SELECT count(*) FROM book") == [(4,)]


def test_a_conflict_that_changes_the_reference_is_verified(app: Connection) -> None:
    app.execute("INSERT INTO book VALUES (1, 'a', 1)")
    upsert = (
        "INSERT INTO book VALUES (1, 'b', %s) ON CONFLICT (id) "
        "DO UPDATE SET title = excluded.title, editor_id = excluded.editor_id"
    )
    assert app.execute(upsert, (2,)).statusmessage == "INSERT 0 1"
    with violated("book_editor_id_fkey"):
        app.execute(upsert, (7,))
    assert rows(app, "SELECT title, editor_id FROM book") == [("b", 2)]


def test_a_default_is_a_value_too(app: Connection) -> None:
    app.execute("INSERT INTO loan (id) VALUES (1)")
    app.execute("DELETE FROM person WHERE id = 9") if not rows(app, "SELECT 1 FROM loan") else None
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute("DELETE FROM person WHERE id = 9")
    app.execute("INSERT INTO loan VALUES (2, 1)")
    app.execute("DELETE FROM person WHERE id = 1")
    assert rows(app, "SELECT id, person_id FROM loan ORDER BY id") == [(1, 9), (2, 9)]


def test_the_kind_says_where_the_parent_is(app: Connection) -> None:
    app.execute("INSERT INTO book VALUES (5, 'a', NULL)")
    review = "INSERT INTO review VALUES (%s, %s, %s)"
    app.execute(review, (1, 1, 5))
    app.execute(review, (2, 2, 1))
    app.execute(review, (3, 3, 77))
    with violated("review_object_id_fkey", "kind person", "(5)"):
        app.execute(review, (4, 2, 5))
    with violated("review_object_id_fkey", "kind book"):
        app.execute("UPDATE review SET object_id = %s WHERE id = 1", (1,))
    with violated("review_object_id_fkey", "kind person"):
        app.execute("UPDATE review SET kind_id = 2 WHERE id = 1")
    app.execute("DELETE FROM book WHERE id = 5")
    assert rows(app, "SELECT id FROM review ORDER BY id") == [(2,), (3,)]
    app.execute("DELETE FROM person WHERE name = %s", ("Ann",))
    assert rows(app, "SELECT id FROM review ORDER BY id") == [(3,)]


def test_children_follow_a_parent_that_goes(app: Connection) -> None:
    app.execute("INSERT INTO book VALUES (1, 'a', 1), (2, 'b', 2)")
    app.execute("INSERT INTO badge VALUES (1, 1), (2, 2)")
    deleted = app.execute("DELETE FROM person WHERE name = %s RETURNING id, name", ("Ann",))
    assert (deleted.fetchall(), deleted.statusmessage) == ([(1, "Ann")], "DELETE 1")
    assert rows(app, "SELECT id, editor_id FROM book ORDER BY id") == [(1, None), (2, 2)]
    assert rows(app, "SELECT id FROM badge") == [(2,)]
    app.execute("INSERT INTO chapter VALUES (1, 2, 1)")
    app.execute("DELETE FROM book WHERE editor_id = %s", (2,))
    assert rows(app, "SELECT count(*) FROM chapter") == [(0,)]


def test_restrict_and_no_action_keep_a_parent(app: Connection) -> None:
    app.execute("INSERT INTO shop VALUES (1, 'de', 1)")
    with violated("shop_country_code_fkey", 'update or delete on table "place"', "still referenced"):
        app.execute("DELETE FROM place WHERE code = %s", (1,))
    app.execute("UPDATE person SET boss_id = %s WHERE id = %s", (1, 2))
    with violated("person_boss_id_fkey"):
        app.execute("DELETE FROM person WHERE id = %s", (1,))
    assert app.execute("DELETE FROM person WHERE id IN (1, 2)").statusmessage == "DELETE 2"
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot truncate"):
        app.execute("TRUNCATE place")


def test_children_follow_a_key_that_changes(app: Connection) -> None:
    app.execute("INSERT INTO book VALUES (1, 'a', 1), (2, 'b', 2)")
    app.execute("INSERT INTO badge VALUES (1, 1)")
    assert app.execute("UPDATE person SET id = id + %s WHERE name = 'Ann'", (40,)).statusmessage == "UPDATE 1"
    assert rows(app, "SELECT id, editor_id FROM book ORDER BY id") == [(1, 41), (2, 2)]
    assert rows(app, "SELECT person_id FROM badge") == [(41,)]
    app.execute("INSERT INTO shop VALUES (1, 'de', 1)")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute("UPDATE place SET code = %s", (2,))
    app.execute("UPDATE place SET code = code")


def test_a_parent_of_the_same_transaction_counts_where_they_share_it(app: Connection, pair: str) -> None:
    with app.transaction():
        app.execute("INSERT INTO person VALUES (%s, 'Eve', NULL)", (50,))
        app.execute("INSERT INTO badge VALUES (%s, %s)", (50, 50))
    assert rows(app, "SELECT person_id FROM badge") == [(50,)]
    app.execute("BEGIN")
    app.execute("INSERT INTO badge VALUES (51, 1)")
    with violated("badge_person_id_fkey"):
        app.execute("INSERT INTO badge VALUES (52, 77)")
    app.execute("ROLLBACK")
    assert rows(app, "SELECT person_id FROM badge") == [(50,)]
    with app.transaction():
        app.execute("INSERT INTO book VALUES (1, 'a', NULL)")
        app.execute("INSERT INTO book VALUES (2, 'b', %s)", (1,))
        app.execute("UPDATE book SET editor_id = editor_id + 1 WHERE id = 2")
    assert rows(app, "SELECT editor_id FROM book ORDER BY id") == [(None,), (2,)]
    app.execute("BEGIN")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app.execute("INSERT INTO badge VALUES (52, 77)")
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        app.execute("SELECT 1 FROM badge")
    assert app.execute("COMMIT").statusmessage == "ROLLBACK"
    assert app.execute("SELECT count(*) FROM badge").fetchone() == (1,)


def test_work_on_another_database_waits_for_the_commit(app: Connection) -> None:
    app.execute("INSERT INTO book VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)")
    app.execute("BEGIN")
    app.execute("DELETE FROM person WHERE id = %s", (1,))
    app.execute("ROLLBACK")
    assert rows(app, "SELECT id, editor_id FROM book ORDER BY id") == [(1, 1), (2, 2), (3, 3)]
    with app.transaction():
        app.execute("DELETE FROM person WHERE id = %s", (1,))
        app.execute("SAVEPOINT s")
        app.execute("DELETE FROM person WHERE id = %s", (2,))
        app.execute("ROLLBACK TO s")
    assert rows(app, "SELECT id, editor_id FROM book ORDER BY id") == [(1, None), (2, 2), (3, 3)]
    assert rows(app, "SELECT id FROM person ORDER BY id") == [(2,), (3,), (9,)]


def test_a_statement_that_fails_leaves_nothing_on_its_connection(app: Connection) -> None:
    app.execute("INSERT INTO badge VALUES (1, 1)")
    for _ in range(3):
        # Returned values, read in the middle of it.
        with pytest.raises(psycopg.errors.UniqueViolation):
            app.execute("INSERT INTO badge SELECT 1, id FROM person WHERE id = %s", (1,))
        with violated("badge_person_id_fkey", "(77)"):
            app.execute("INSERT INTO badge SELECT %s, 77", (2,))
    app.execute("INSERT INTO badge SELECT %s, 1", (2,))
    assert rows(app, "SELECT id FROM badge ORDER BY id") == [(1,), (2,)]


def test_several_statements_of_one_query_string_are_kept_one_by_one(app: Connection) -> None:
    if app.cursor_factory is psycopg.Cursor:
        pytest.skip("the extended protocol has one statement a message")
    cursor = app.execute("INSERT INTO book VALUES (1, 'a', 1); INSERT INTO book VALUES (2, 'b', 2) RETURNING id")
    assert cursor.statusmessage == "INSERT 0 1"
    assert cursor.nextset()
    assert cursor.fetchall() == [(2,)]
    with violated("book_editor_id_fkey"):
        app.execute("INSERT INTO book VALUES (3, 'c', 1); INSERT INTO book VALUES (4, 'd', 77)")
    assert rows(app, "SELECT id FROM book ORDER BY id") == [(1,), (2,)]


def test_executemany_is_verified_by_the_batch(app: Connection) -> None:
    with app.cursor() as cursor:
        cursor.executemany("INSERT INTO book VALUES (%s, 'a', %s)", [(number, 1 + number % 3) for number in range(20)])
        with pytest.raises(psycopg.errors.ForeignKeyViolation), app.transaction():
            cursor.executemany("INSERT INTO book VALUES (%s, 'a', %s)", [(number, number) for number in range(30, 40)])
    assert rows(app, "SELECT count(*) FROM book") == [(20,)]


def load(cursor: psycopg.Cursor[tuple[Any, ...]], statement: str, lines: list[tuple[Any, ...]]) -> None:
    with cursor.copy(statement.encode()) as copy:
        for line in lines:
            copy.write_row(line)


def test_copy_is_verified_while_it_streams_and_names_the_line(app: Connection) -> None:
    with app.cursor() as cursor:
        with cursor.copy("COPY book (id, editor_id) FROM STDIN") as copy:
            for number in range(1, 2001):
                copy.write_row((number, (1, 2, 3, None)[number % 4]))
        assert cursor.statusmessage == "COPY 2000"
        bad = [(number, "x", 77 if number == 4000 else 1) for number in range(3001, 5001)]
        with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught:
            load(cursor, "COPY book FROM STDIN", bad)
        assert "COPY book, line 1000" in (caught.value.diag.context or "")
        assert "(77)" in (caught.value.diag.message_detail or "")
        with cursor.copy("COPY book (id, title) FROM STDIN") as copy:
            copy.write_row((9001, "no reference"))
    assert rows(app, "SELECT count(*) FROM book") == [(2001,)]
    with app.cursor() as cursor, cursor.copy("COPY badge FROM STDIN (FORMAT csv, HEADER)") as copy:
        copy.write('id,person_id\n1,"1"\n2,\n')
    assert rows(app, "SELECT id, person_id FROM badge ORDER BY id") == [(1, 1), (2, None)]


def play(proxy: ProxyProcess, pair: str, scene: Callable[[asyncpg.Connection], Any]) -> Any:
    async def run() -> Any:
        connection = await asyncpg.connect(proxy.url(pair))
        try:
            return await scene(connection)
        finally:
            await connection.close()

    return asyncio.run(run())


def test_asyncpg_is_kept_as_well(app: Connection, proxy: ProxyProcess, pair: str) -> None:
    async def scene(connection: asyncpg.Connection) -> list[Any]:
        insert = "INSERT INTO book VALUES ($1, $2, $3)"
        await connection.execute(insert, 1, "a", 1)
        said = []
        for statement, values in ((insert, (2, "b", 77)), ("UPDATE book SET editor_id = $1", (78,))):
            try:
                await connection.execute(statement, *values)
            except asyncpg.ForeignKeyViolationError as error:
                said.append(str(error.detail).split(" is ")[0])
        await connection.executemany(insert, [(number, "c", 1 + number % 2) for number in range(10, 20)])
        try:
            await connection.executemany(insert, [(number, "c", number) for number in range(20, 30)])
        except asyncpg.ForeignKeyViolationError as error:
            said.append(str(error.detail).split(" is ")[0])
        said.append(await connection.fetch("UPDATE book SET editor_id = editor_id + 1 WHERE id < 12 RETURNING id"))
        said.append(await connection.execute("DELETE FROM person WHERE id = $1", 2))
        said.append(await connection.fetchval("SELECT count(*) FROM book WHERE editor_id IS NULL"))
        return said

    said = play(proxy, pair, scene)
    assert said[:3] == ["Key (editor_id)=(77)", "Key (editor_id)=(78)", "Key (editor_id)=(20)"]
    assert sorted(record["id"] for record in said[3]) == [1, 10, 11]
    assert said[4] == "DELETE 1"
    assert said[5] == rows(app, "SELECT count(*) FROM book WHERE editor_id IS NULL")[0][0] > 0


def test_a_row_may_refer_to_itself_and_to_others_of_its_statement(app: Connection) -> None:
    app.execute("INSERT INTO person (id, name, boss_id) VALUES (20, 'Own', 20)")
    app.execute("INSERT INTO person (id, name, boss_id) VALUES (21, 'One', 22), (22, 'Two', 20)")
    app.execute("INSERT INTO person (id, name, boss_id) VALUES (%s, %s, %s)", (23, "Par", 23))
    app.execute("UPDATE person SET id = 30, boss_id = 30 WHERE id = 23")
    with violated("person_boss_id_fkey", "(99)"):
        app.execute("INSERT INTO person (id, name, boss_id) VALUES (24, 'Not', 24), (25, 'Nor', 99)")
    assert rows(app, "SELECT id, boss_id FROM person WHERE id > 10 ORDER BY id") == [
        (20, 20),
        (21, 22),
        (22, 20),
        (30, 30),
    ]


def test_what_a_transaction_has_defined_itself_counts(app: Connection, protocol: str) -> None:
    for definition, statement in (
        ("ALTER TABLE book DROP COLUMN title", "INSERT INTO book VALUES (7, 77)"),
        ("ALTER TABLE book ALTER COLUMN editor_id SET DEFAULT 77", "INSERT INTO book (id) VALUES (8)"),
    ):
        app.execute("BEGIN")
        try:
            app.execute(definition.encode())
        except psycopg.errors.FeatureNotSupported:
            app.execute("ROLLBACK")
            continue  # SQLite drops no default and sets none.
        with violated("book_editor_id_fkey", "(77)"):
            app.execute(statement.encode(), (), prepare=protocol == "extended")
        app.execute("ROLLBACK")
    assert rows(app, "SELECT count(*) FROM book") == [(0,)]

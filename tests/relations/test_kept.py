"""Relations kept over real databases: both engines, together and apart, by both protocols."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import psycopg
import pytest

from tests.proxying import ProxyProcess, running_proxy
from tests.servers import Server

TABLES = {
    "people": """
        CREATE TABLE person (id integer PRIMARY KEY, name text UNIQUE, boss_id integer);
        CREATE TABLE place (country text, code integer, PRIMARY KEY (country, code));
        CREATE TABLE badge (id integer PRIMARY KEY, person_id integer)
    """,
    "books": """
        CREATE TABLE book (id integer PRIMARY KEY, title text, editor_id integer);
        CREATE TABLE chapter (id integer PRIMARY KEY, book_id integer, number bigint DEFAULT 5);
        CREATE TABLE shop (id integer PRIMARY KEY, country text, code integer);
        CREATE TABLE loan (id integer PRIMARY KEY, person_id integer DEFAULT 9);
        CREATE TABLE kinds (id integer PRIMARY KEY, model text);
        CREATE TABLE review (id integer PRIMARY KEY, kind_id integer, object_id integer)
    """,
}
RULES = """
databases:
  people: '{people}'
  books: '{books}'
default: people
routers: [{{name: books, tables: [book, chapter, shop, loan, kinds, review], read: books, write: books}}]
check: verify
relations:
  - {{from: book.editor_id, to: person.id, on_delete: set null, on_update: cascade}}
  - {{from: badge.person_id, to: person.id, on_delete: cascade, on_update: cascade}}
  - {{from: chapter.book_id, to: book.id, on_delete: cascade}}
  - {{from: person.boss_id, to: person.id}}
  - {{from: [shop.country, shop.code], to: [place.country, place.code], on_delete: restrict}}
  - {{from: loan.person_id, to: person.id, on_delete: set default}}
  - from: review.object_id
    by: review.kind_id
    names: kinds.model
    to: {{book: book.id, person: person.id}}
    on_delete: cascade
"""
PAIRS = {
    "apart_pg": ("postgresql", "postgresql"),
    "pg_to_lite": ("postgresql", "sqlite"),
    "lite_to_pg": ("sqlite", "postgresql"),
    "apart_lite": ("sqlite", "sqlite"),
}
"""The engine of the parents' database, and of the children's."""

Connection = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture(scope="module")
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


def rows(connection: Connection, statement: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement.encode()).fetchall()


@contextmanager
def violated(constraint: str, *words: str) -> Iterator[None]:
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught:
        yield
    diagnostic = caught.value.diag
    assert diagnostic.constraint_name == constraint
    for word in words:
        assert word in f"{diagnostic.message_primary} {diagnostic.message_detail} {diagnostic.message_hint}"


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

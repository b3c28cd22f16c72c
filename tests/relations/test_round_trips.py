"""What a verified INSERT costs: one round trip more, wherever its parent is."""

from __future__ import annotations

import time

import pytest

from tests.relations.kept import Connection, violated
from tests.servers import Server

MARK = "/* onedsn: relation */ "


def spoken(server: Server, table: str) -> list[str]:
    """What the server logged of statements about `table`, and of the proxy's own: how each was said, its first word."""
    found = []
    for record in server.log_records():
        how, _, text = record.get("message", "").partition(": ")
        if text.startswith((MARK, f"INSERT INTO {table}")):
            found.append(f"{how.split()[0]}: {text.removeprefix(MARK).split()[0]}")
    return found


@pytest.mark.parametrize("pair", ["apart_pg"])
def test_a_parent_on_another_server_is_one_message_and_its_answer(
    app: Connection, primary: Server, protocol: str
) -> None:
    app.execute("INSERT INTO book (id, editor_id) VALUES (1, 1)")
    primary.forget_statements()
    app.execute("INSERT INTO book (id, editor_id) VALUES (2, 2)")
    # `statement` is a simple query; asyncpg would prepare what it fetches, by a round trip of its own.
    assert spoken(primary, "book") == ["statement: SELECT", "statement: INSERT"]
    with violated("book_editor_id_fkey", "(77)"):
        app.execute("INSERT INTO book (id, editor_id) VALUES (3, 77)")


@pytest.mark.parametrize("pair", ["apart_pg"])
def test_parents_in_the_same_database_are_asked_with_the_beginning_and_committed_with_the_statement(
    app: Connection, primary: Server, protocol: str
) -> None:
    app.execute("INSERT INTO badge (id, person_id) VALUES (1, 1)")
    primary.forget_statements()
    app.execute("INSERT INTO badge (id, person_id) VALUES (2, 2)")
    said = spoken(primary, "badge")
    assert [line.partition(": ")[2] for line in said] == ["BEGIN", "SELECT", "INSERT", "COMMIT"]


@pytest.mark.parametrize("pair", ["apart_pg"])
def test_merge_is_verified_by_the_rows_that_it_returns(app: Connection, primary: Server, protocol: str) -> None:
    merge = "MERGE INTO book USING (SELECT {} AS id, {} AS who) AS s ON book.id = s.id WHEN MATCHED THEN DELETE"
    merge += " WHEN NOT MATCHED THEN INSERT (id, editor_id) VALUES (s.id, s.who) RETURNING book.id"
    deadline = time.monotonic() + 20
    while True:
        # Until the catalogs have told the server's version the whole table is looked at.
        primary.forget_statements()
        for _ in ("inserted", "deleted"):
            assert app.execute(merge.format(5, 2).encode()).fetchall() == [(5,)]
        if not any("age(xmin)" in record["message"] for record in primary.log_records()):
            break
        assert time.monotonic() < deadline
    with violated("book_editor_id_fkey", "(77)"):
        app.execute(merge.format(6, 77).encode())

"""Every form of statement that writes children or removes parents: MERGE, WITH in front, ON CONFLICT DO UPDATE."""

from __future__ import annotations

import psycopg
import pytest

from tests.relations.kept import Connection, rows, violated

ON_SERVERS = pytest.mark.parametrize("pair", ["apart_pg", "pg_to_lite", "together_pg"])
"""Where parents are on PostgreSQL: SQLite has no WITH that changes rows."""


@pytest.fixture
def full(app: Connection) -> Connection:
    app.execute("INSERT INTO book VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)")
    app.execute("INSERT INTO badge VALUES (1, 1), (2, 2), (3, 3)")
    return app


def book(connection: Connection) -> list[tuple[object, ...]]:
    return rows(connection, "SELECT id, editor_id FROM book ORDER BY id")


def badge(connection: Connection) -> list[tuple[object, ...]]:
    return rows(connection, "SELECT id, person_id FROM badge ORDER BY id")


# ---- children


def test_what_merge_gives_to_a_child_is_verified(app: Connection) -> None:
    app.execute("INSERT INTO badge VALUES (1, 1)")
    merge = (
        "MERGE INTO badge AS b USING (VALUES (1, {}), (2, {})) AS s (id, who) ON b.id = s.id"
        " WHEN MATCHED THEN UPDATE SET person_id = s.who"
        " WHEN NOT MATCHED THEN INSERT (id, person_id) VALUES (s.id, s.who)"
    )
    for first, second in ((77, 1), (1, 77)):
        with violated("badge_person_id_fkey", "(77)"):
            app.execute(merge.format(first, second).encode())
    assert badge(app) == [(1, 1)]
    assert app.execute(merge.format(2, 3).encode()).statusmessage == "MERGE 2"
    assert badge(app) == [(1, 2), (2, 3)]
    only_missing = (
        "MERGE INTO badge USING (SELECT 5 AS id, 78 AS who) AS s ON badge.id = s.id"
        " WHEN MATCHED THEN DELETE WHEN NOT MATCHED AND s.who > {} THEN INSERT (id, person_id) VALUES (s.id, s.who)"
    )
    assert app.execute(only_missing.format(100).encode()).statusmessage == "MERGE 0"
    with violated("badge_person_id_fkey", "(78)"):
        app.execute(only_missing.format(1).encode())


# ---- parents


def test_children_follow_parents_that_merge_removes_or_renames(full: Connection) -> None:
    said = full.execute(
        "MERGE INTO person AS p USING (VALUES (1, 'go'), (2, 'move'), (3, 'stay'), (8, 'new')) AS s (id, what)"
        " ON p.id = s.id"
        " WHEN MATCHED AND s.what = 'go' THEN DELETE"
        " WHEN MATCHED AND s.what = 'move' THEN UPDATE SET id = p.id + 40"
        " WHEN MATCHED THEN UPDATE SET name = 'same'"
        " WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.what)"
    )
    assert said.statusmessage == "MERGE 4"
    assert book(full) == [(1, None), (2, 42), (3, 3)]
    assert badge(full) == [(2, 42), (3, 3)]
    assert rows(full, "SELECT id FROM person ORDER BY id") == [(3,), (8,), (9,), (42,)]


def test_restrict_keeps_a_parent_from_merge(full: Connection) -> None:
    full.execute("INSERT INTO shop VALUES (1, 'de', 1)")
    with violated("shop_country_code_fkey"):
        full.execute(
            "MERGE INTO place USING (SELECT 'de' AS land) AS s ON place.country = s.land WHEN MATCHED THEN DELETE"
        )
    assert rows(full, "SELECT count(*) FROM place") == [(1,)]


def test_children_follow_a_key_that_a_conflict_changes(full: Connection) -> None:
    upsert = "INSERT INTO person (id, name) VALUES (%s, %s), (%s, %s) ON CONFLICT (name) DO UPDATE SET id = excluded.id"
    assert full.execute(upsert, (51, "Ann", 60, "Eve")).statusmessage == "INSERT 0 2"
    assert book(full) == [(1, 51), (2, 2), (3, 3)]
    assert badge(full) == [(1, 51), (2, 2), (3, 3)]
    with full.transaction():
        full.execute(
            "INSERT INTO person (id, name) SELECT id + 50, name FROM person WHERE name = 'Bob'"
            " ON CONFLICT (name) DO UPDATE SET id = excluded.id WHERE person.id < excluded.id"
        )
    assert badge(full) == [(1, 51), (2, 52), (3, 3)]
    assert full.execute(upsert, (51, "Ann", 60, "Eve")).statusmessage == "INSERT 0 2"
    assert book(full) == [(1, 51), (2, 52), (3, 3)]
    full.execute("INSERT INTO person VALUES (1, 'Ann') ON CONFLICT ON CONSTRAINT person_name_key DO UPDATE SET id = 7")
    assert book(full) == [(1, 7), (2, 52), (3, 3)]
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot change here"):
        full.execute("INSERT INTO person VALUES (1, 'Ann') ON CONFLICT (name) WHERE id > 0 DO UPDATE SET id = 8")


def test_children_follow_the_key_that_one_row_was_given(full: Connection) -> None:
    full.execute("CREATE SEQUENCE IF NOT EXISTS person_seq START 100")
    for value in ("id = nextval('person_seq')", "(id, name) = (SELECT id + 500, 'Al' FROM person WHERE id = 2)"):
        [(given,)] = rows(full, f"UPDATE person SET {value} WHERE name LIKE 'A%' RETURNING id")
        assert book(full) == [(1, given), (2, 2), (3, 3)]
        assert badge(full) == [(2, 2), (3, 3), (1, given)] or badge(full) == [(1, given), (2, 2), (3, 3)]
    with full.transaction():
        full.execute("UPDATE person SET id = nextval('person_seq') WHERE name LIKE 'A%'")
        [(given,)] = rows(full, "SELECT id FROM person WHERE name LIKE 'A%'")
    assert book(full) == [(1, given), (2, 2), (3, 3)]
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot change here"):
        full.execute("UPDATE person SET id = nextval('person_seq') WHERE id < 4")
    assert book(full) == [(1, given), (2, 2), (3, 3)]


def test_children_follow_what_a_delete_has_chosen_by_chance(full: Connection) -> None:
    for _ in range(3):
        full.execute("DELETE FROM person WHERE random() < 0.4")
        left = {identifier for (identifier,) in rows(full, "SELECT id FROM person")}
        assert [person for _, person in badge(full)] == sorted(left & {1, 2, 3})
        assert {editor for _, editor in book(full)} <= left | {None}


def test_what_a_delete_has_chosen_by_chance_stays_where_children_forbid_it(full: Connection) -> None:
    full.execute("INSERT INTO shop VALUES (1, 'de', 1)")
    with violated("shop_country_code_fkey"):
        full.execute("DELETE FROM place WHERE random() < 2")
    with violated("shop_country_code_fkey"), full.transaction():
        full.execute("DELETE FROM place WHERE random() < 2")
    assert rows(full, "SELECT * FROM place") == [("de", 1)]


@ON_SERVERS
def test_children_follow_the_row_under_a_cursor(full: Connection) -> None:
    with full.transaction():
        full.execute("DECLARE c CURSOR FOR SELECT * FROM person WHERE id < 3 ORDER BY id FOR UPDATE")
        full.execute("FETCH c")
        assert full.execute("DELETE FROM person WHERE CURRENT OF c").statusmessage == "DELETE 1"
        full.execute("FETCH c")
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="cannot change here"), full.transaction():
            full.execute("UPDATE person SET id = 99 WHERE CURRENT OF c")
    assert book(full) == [(1, None), (2, 2), (3, 3)]
    assert badge(full) == [(2, 2), (3, 3)]
    full.execute("INSERT INTO shop VALUES (1, 'de', 1)")
    with violated("shop_country_code_fkey"), full.transaction():
        full.execute("DECLARE c CURSOR FOR SELECT * FROM place FOR UPDATE")
        full.execute("FETCH c")
        full.execute("DELETE FROM place WHERE CURRENT OF c")
    assert rows(full, "SELECT count(*) FROM place") == [(1,)]


@ON_SERVERS
def test_explain_analyze_does_what_the_statement_does(full: Connection) -> None:
    full.execute("EXPLAIN ANALYZE DELETE FROM person WHERE id = %s", (1,))
    assert book(full) == [(1, None), (2, 2), (3, 3)]
    assert badge(full) == [(2, 2), (3, 3)]
    full.execute("EXPLAIN (ANALYZE) UPDATE person SET id = 42 WHERE id = 2")
    assert badge(full) == [(2, 42), (3, 3)]
    with violated("badge_person_id_fkey", "(77)"):
        full.execute("EXPLAIN ANALYZE INSERT INTO badge VALUES (9, 77)")
    assert badge(full) == [(2, 42), (3, 3)]


@ON_SERVERS
def test_children_follow_parents_that_go_inside_with(full: Connection) -> None:
    moved = full.execute(
        "WITH gone AS (DELETE FROM person WHERE id = %s RETURNING id, name) SELECT name FROM gone", (1,)
    )
    assert moved.fetchall() == [("Ann",)]
    assert book(full) == [(1, None), (2, 2), (3, 3)]
    assert badge(full) == [(2, 2), (3, 3)]
    full.execute(
        "WITH chosen AS (SELECT id FROM person WHERE name = 'Bob'),"
        " named AS (UPDATE person SET id = person.id + 40 FROM chosen WHERE person.id = chosen.id RETURNING name)"
        " INSERT INTO place SELECT name, 1 FROM named"
    )
    assert book(full) == [(1, None), (2, 42), (3, 3)]
    assert badge(full) == [(2, 42), (3, 3)]
    full.execute(
        "WITH lost AS (DELETE FROM badge WHERE id = 3 RETURNING person_id)"
        " DELETE FROM person USING lost WHERE id = person_id"
    )
    assert book(full) == [(1, None), (2, 42), (3, None)]
    assert badge(full) == [(2, 42)]


@ON_SERVERS
def test_children_follow_a_delete_that_reads_what_an_insert_returns(full: Connection) -> None:
    insert = "WITH new AS (INSERT INTO place VALUES ('fr', 1) RETURNING code) "
    full.execute(f"{insert} DELETE FROM person USING new WHERE id = code".encode())
    assert book(full) == [(1, None), (2, 2), (3, 3)]
    assert badge(full) == [(2, 2), (3, 3)]
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="rows of person cannot change here"):
        full.execute(f"{insert} UPDATE person SET id = 5 FROM new WHERE id = code + 1".encode())
    assert rows(full, "SELECT count(*) FROM place") == [(2,)]


@ON_SERVERS
def test_restrict_keeps_a_parent_inside_with(full: Connection) -> None:
    full.execute("INSERT INTO shop VALUES (1, 'de', 1)")
    with violated("shop_country_code_fkey"):
        full.execute("WITH gone AS (DELETE FROM place RETURNING code) SELECT * FROM gone")
    with violated("person_boss_id_fkey"), full.transaction():
        full.execute("UPDATE person SET boss_id = 1 WHERE id = 2")
        full.execute("WITH gone AS (DELETE FROM person WHERE id = 1 RETURNING id) SELECT * FROM gone")
    assert rows(full, "SELECT count(*) FROM person") == [(4,)]

"""The rows of a parent that a statement touches, as questions: each form, and those that nobody can ask beforehand."""

import pytest

from proxy.relations.looks import Shape, given_by_merge, looks
from proxy.relations.merge import merge_returning
from proxy.sql.statement import TableName

PERSON = Shape(TableName("person"), ("id", "name"), frozenset(("nextval", "random")), {"k": ("id",)})
ON = "MERGE INTO person p USING news n ON p.id = n.id "


def asked(text: str) -> list[str]:
    found = looks(text, PERSON, ("id",))
    assert found is not None
    return ["" if part.selection is None else part.selection.text for part in found.parts]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            ON + "WHEN MATCHED AND CASE WHEN n.a THEN n.b END THEN DELETE",
            "SELECT (p.id)::text FROM person AS p, news n WHERE ( p.id = n.id )"
            " AND ( CASE WHEN n.a THEN n.b END ) FOR UPDATE OF p",
        ),
        (
            ON + "WHEN NOT MATCHED BY SOURCE THEN DELETE RETURNING 1",
            "SELECT (p.id)::text FROM person AS p WHERE NOT EXISTS (SELECT 1 FROM news n WHERE ( p.id = n.id ))"
            " AND ( TRUE ) FOR UPDATE OF p",
        ),
        (
            "MERGE INTO ONLY person USING a JOIN b ON a.x = b.x ON person.id = b.id WHEN MATCHED AND b.y = 1 THEN"
            " DO NOTHING WHEN MATCHED THEN UPDATE SET (id, name) = (b.n, 'x')",
            "SELECT (person.id)::text , (CASE WHEN TRUE THEN ( b.n ) ELSE person.id END)::text"
            " FROM ONLY person AS person, a JOIN b ON a.x = b.x"
            " WHERE ( person.id = b.id ) AND ( b.y = 1 ) IS NOT TRUE AND ( TRUE )"
            " FOR UPDATE OF person",
        ),
        (
            "WITH RECURSIVE t (n) AS (SELECT 1), unused AS (SELECT 2) DELETE FROM person USING t WHERE id = t.n;",
            "WITH RECURSIVE t (n) AS (SELECT 1) SELECT (person.id)::text FROM person AS person , t WHERE id = t.n"
            " FOR UPDATE OF person",
        ),
        (
            "WITH a AS (SELECT 5 AS x), b AS MATERIALIZED (DELETE FROM pet p USING a WHERE p.id = a.x RETURNING owner),"
            " c AS (DELETE FROM person WHERE id IN (SELECT owner FROM b) RETURNING *) SELECT * FROM c",
            "WITH a AS (SELECT 5 AS x) , b AS MATERIALIZED ( SELECT owner FROM pet AS p , a WHERE p.id = a.x )"
            " SELECT (person.id)::text FROM person AS person WHERE id IN (SELECT owner FROM b) FOR UPDATE OF person",
        ),
        (
            "INSERT INTO person AS p VALUES ($2, DEFAULT) ON CONFLICT (id) DO UPDATE SET id = excluded.id + $1",
            "SELECT (p.id)::text , (CASE WHEN TRUE THEN ( excluded.id + $1 ) ELSE p.id END)::text FROM person AS p, ("
            " VALUES ((SELECT id FROM person LIMIT 0), (SELECT name FROM person LIMIT 0)) , ( $2 , NULL )"
            " ) AS excluded (id, name) WHERE p.id = excluded.id FOR UPDATE OF p",
        ),
        (
            "INSERT INTO person (id) SELECT 1 ON CONFLICT ON CONSTRAINT k DO UPDATE SET id = 2",
            "SELECT (person.id)::text , (CASE WHEN TRUE THEN ( 2 ) ELSE person.id END)::text FROM person AS person, ("
            " SELECT 1 ) AS excluded (id) WHERE person.id = excluded.id FOR UPDATE OF person",
        ),
    ],
)
def test_each_form_is_one_question(text: str, question: str) -> None:
    assert asked(text) == [question]


@pytest.mark.parametrize(
    "text",
    [
        ON + "WHEN MATCHED THEN UPDATE SET name = n.name WHEN NOT MATCHED THEN INSERT VALUES (1, 'a')",
        "WITH a AS (DELETE FROM pet RETURNING id) UPDATE person SET name = 'x' FROM a",
        "INSERT INTO person VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO person VALUES (1) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        "WITH a AS (INSERT INTO person VALUES (1) RETURNING id) SELECT * FROM a",
        "MERGE INTO pet USING person ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_what_leaves_keys_alone_asks_nothing(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE person SET id = 2 WHERE CURRENT OF c",
        "UPDATE person SET id = 2 WHERE id = random()",
        "WITH a AS (UPDATE person SET id = nextval('s') RETURNING id) SELECT * FROM a",
        "WITH a AS (DELETE FROM person WHERE random() < 0.5 RETURNING id) SELECT * FROM a",
        "WITH a AS (INSERT INTO pet VALUES (1) RETURNING id) UPDATE person SET id = 5 FROM a",
        "EXPLAIN ANALYZE DELETE FROM person",
        ON + "WHEN MATCHED THEN UPDATE SET id = nextval('s')",
        ON + "WHEN MATCHED THEN UPDATE SET id = DEFAULT",
        "INSERT INTO person VALUES (1) ON CONFLICT ON CONSTRAINT other DO UPDATE SET id = 2",
        "INSERT INTO person VALUES (1) ON CONFLICT (id) WHERE id > 5 DO UPDATE SET id = 2",
        "INSERT INTO person VALUES (nextval('s')) ON CONFLICT (id) DO UPDATE SET id = 2",
        "INSERT INTO person VALUES (1) ON CONFLICT (lower(name)) DO UPDATE SET id = 2",
        "INSERT INTO person (id) VALUES (1) ON CONFLICT (name) DO UPDATE SET id = 2",
        "INSERT INTO person VALUES (DEFAULT) ON CONFLICT (id) DO UPDATE SET id = excluded.id + 1",
        "WITH a AS (SELECT 1) SEARCH DEPTH FIRST BY x SET y DELETE FROM person",
        "DELETE FROM person WHERE name = 'open",
    ],
)
def test_what_nobody_can_tell_is_told_apart(text: str) -> None:
    assert looks(text, PERSON, ("id",)) is None


@pytest.mark.parametrize(
    "text",
    [
        "DELETE FROM person WHERE CURRENT OF c",
        "DELETE FROM person WHERE random() < 0.5",
        "WITH a AS (SELECT random() AS r) DELETE FROM person USING a WHERE id < r",
        "WITH a AS (INSERT INTO pet VALUES (1) RETURNING id) DELETE FROM person USING a",
        "WITH a AS (UPDATE pet SET id = 1 RETURNING id) DELETE FROM person USING a",
    ],
)
def test_which_rows_only_a_delete_itself_can_tell_it_does_tell(text: str) -> None:
    found = looks(text, PERSON, ("id",))
    assert found is not None
    assert [part.is_told for part in found.parts] == [True]


@pytest.mark.parametrize(
    "value",
    ["id = DEFAULT", "id = nextval('s')", "(id, name) = (SELECT 1, 'a')", "id = 5 + (SELECT random() * 5)::int"],
)
def test_which_key_only_an_update_itself_can_tell_is_left_to_it(value: str) -> None:
    found = looks(f"UPDATE person SET {value} WHERE id = 1", PERSON, ("id",))
    assert found is not None
    [part] = found.parts
    assert (part.late, asked(f"UPDATE person SET {value} WHERE id = 1")) == (
        ("id",),
        ["SELECT (person.id)::text FROM person AS person WHERE id = 1 FOR UPDATE OF person"],
    )


def test_the_command_tag_counts_what_one_statement_touches_and_not_what_with_does() -> None:
    whole = looks(ON + "WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1)", PERSON, ("id",))
    assert whole is not None
    assert whole.is_whole
    assert [part.is_counted_only for part in whole.parts] == [False, True]
    inside = looks("WITH a AS (DELETE FROM person) DELETE FROM person", PERSON, ("id",))
    assert inside is not None
    assert not inside.is_whole
    assert len(inside.parts) == 2


def test_values_that_merge_will_write_are_asked_for_unless_they_change_when_asked_again() -> None:
    pet = TableName("pet", None)
    text = "MERGE INTO pet USING n ON pet.id = n.id WHEN NOT MATCHED THEN INSERT (id, owner) VALUES (n.id, {})"
    [chosen] = given_by_merge(text.format("n.who"), pet, ("owner",), {}) or []
    assert chosen.text == (
        "SELECT (CASE WHEN TRUE THEN ( n.who ) ELSE (SELECT owner FROM pet LIMIT 0) END)::text"
        " FROM n WHERE NOT EXISTS (SELECT 1 FROM pet AS pet WHERE ( pet.id = n.id )) AND ( TRUE ) FOR UPDATE"
    )
    assert given_by_merge(text.format("random()"), pet, ("owner",), {}) is None
    assert given_by_merge(text.format("1"), pet, ("other",), None) is None
    assert given_by_merge("UPDATE pet SET owner = 1", pet, ("owner",), {}) is None


def test_merge_returns_what_it_has_written_and_nothing_of_what_it_has_deleted() -> None:
    pet = TableName("pet")
    text = "MERGE INTO pet p USING n ON p.id = n.id WHEN MATCHED THEN DELETE"
    kept = "(CASE WHEN merge_action() <> 'DELETE' THEN p.owner END)::text"
    assert merge_returning(f"{text};", pet, ("owner",)) == f"{text} RETURNING {kept}"
    assert merge_returning(f"{text} RETURNING n.id", pet, ("owner",)) == f"{text} RETURNING n.id, {kept}"
    assert merge_returning(f"WITH n AS (SELECT 1 AS id) {text}", pet, ("owner",)) is not None
    assert merge_returning(text, TableName("person"), ("id",)) is None
    assert merge_returning("UPDATE pet SET owner = 1", pet, ("owner",)) is None

"""The steps that keep relations, played without a database: what is asked where, in which order, and what is said."""

from pathlib import Path

import pytest

from proxy.relations.errand import errand, parameters_read
from proxy.relations.steps import Ask, Ran, Run
from proxy.routing.deliberation import Catalogs
from proxy.routing.rules import Rules
from tests.relations.stage import POSTGRES, SPLIT, errand_of, holding, load, owed_by, play

CATALOGS: Catalogs = {
    "default": holding(person=["id", "name"], pet=["id", "owner_id"]),
    "other": holding(book=["id", "title", "editor_id"], review=["id", "kind", "object_id"], kinds=["id", "model"]),
}


def relating(folder: Path, *relations: str, databases: str = POSTGRES + SPLIT, check: str = "verify") -> Rules:
    lines = "".join(f"  - {{{one}}}\n" for one in relations)
    return load(folder, f"{databases}check: {check}\nrelations:\n{lines}")


EDITOR = "from: book.editor_id, to: person.id"
ONE_GONE = Ran(1, (("1",),))
OWNER = "from: pet.owner_id, to: person.id"


def test_all_keys_of_a_statement_are_one_question_to_the_parents_database(tmp_path: Path) -> None:
    text = "INSERT INTO book (editor_id) VALUES (5), (NULL), ('6'), (5)"
    told = play(errand_of(relating(tmp_path, EDITOR), text, catalogs=CATALOGS), {"VALUES": [("1",), ("2",)]}).told
    assert told == [
        "default: SELECT asked.n::text FROM (VALUES (0, (SELECT id FROM person LIMIT 0)), (1, '5'), (2, '6')) "
        "AS asked(n, k1) JOIN person AS parent ON parent.id = asked.k1",
        "RUN",
    ]


def test_a_parent_of_the_statements_own_database_is_locked(tmp_path: Path) -> None:
    found = errand_of(relating(tmp_path, OWNER), "INSERT INTO pet (owner_id) VALUES (5)", catalogs=CATALOGS)
    assert found is not None
    assert found.is_atomic
    assert found.is_before_only
    assert play(found).told[0].endswith("FROM person WHERE id = '5' FOR KEY SHARE")


def test_a_missing_parent_is_told_in_postgresqls_words_with_the_database_that_has_it(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER, databases=POSTGRES)
    told = play(errand_of(rules, "INSERT INTO pet (owner_id) VALUES (5)"), {"FOR KEY": [], "FROM person": [("1",)]})
    error = told.error
    assert error is not None
    assert error.message == 'insert or update on table "pet" violates foreign key constraint "pet_owner_id_fkey"'
    assert error.detail == 'Key (owner_id)=(5) is not present in table "person" of database "default".'
    assert error.hint == 'Database "other" has that key; a row and what it refers to must be on one database.'
    assert (error.code, error.schema, error.table) == ("23503", "public", "pet")
    assert "RUN" not in told.told


def test_a_key_of_several_columns_is_asked_for_as_one(tmp_path: Path) -> None:
    rules = relating(tmp_path, "from: [pet.a, pet.b], to: [person.x, person.y]")
    text = "INSERT INTO pet (a, b) VALUES (1, 'p'), (1, NULL), (2, 'q')"
    played = play(errand_of(rules, text), {"VALUES": [("1",)]})
    assert "(1, '1', 'p'), (2, '2', 'q')" in played.told[0]
    assert "parent.x = asked.k1 AND parent.y = asked.k2" in played.told[0]
    assert played.error is not None
    assert played.error.detail is not None
    assert played.error.detail.startswith("Key (a, b)=(2, q)")


def test_parameters_of_several_executions_are_one_question(tmp_path: Path) -> None:
    rules = relating(tmp_path, EDITOR)
    text = "INSERT INTO book (title, editor_id) VALUES ($1, $2)"
    _, (owed,) = owed_by(rules, text, CATALOGS)
    assert parameters_read(owed, text) == {2}
    found = errand(owed, text, [{2: "5"}, {2: None}, {2: "6"}])
    assert "(1, '5'), (2, '6')" in play(found).told[0]
    assert errand(owed, text, [{2: None}]) is None


def test_a_column_left_out_counts_as_null_unless_it_has_a_default(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER)
    assert errand_of(rules, "INSERT INTO pet (id) VALUES (1)", catalogs=CATALOGS) is None
    with_default: Catalogs = {**CATALOGS, "default": holding(person=["id"], pet=["id", "owner_id=7"])}
    for text in ("INSERT INTO pet (id) VALUES (1)", "INSERT INTO pet VALUES (1, DEFAULT)"):
        played = play(errand_of(rules, text, catalogs=with_default), {"person": [("1",)]}, Ran(1, (("7",),)))
        assert played.told[0] == f"RUN {text} RETURNING (pet.owner_id)::text"
        assert "id = '7'" in played.told[1]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("INSERT INTO pet (owner_id) SELECT id FROM person", " RETURNING (pet.owner_id)::text"),
        ("INSERT INTO pet AS p (owner_id) SELECT 1 RETURNING id;", ", (p.owner_id)::text"),
        ("UPDATE pet p SET owner_id = owner_id + 1 WHERE id = 1", " RETURNING (p.owner_id)::text"),
        (
            "INSERT INTO pet (id, owner_id) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id",
            " RETURNING (pet.owner_id)::text",
        ),
    ],
)
def test_values_that_only_the_database_computes_are_returned_and_verified_before_the_commit(
    tmp_path: Path, text: str, run: str
) -> None:
    found = errand_of(relating(tmp_path, OWNER), text, catalogs=CATALOGS)
    assert found is not None
    assert found.is_atomic
    played = play(found, {"VALUES": [("1",)]}, Ran(3, (("5",), ("6",), (None,))))
    assert (
        played.told[-2 if len(played.told) > 2 else 0].startswith(f"RUN {text.rstrip(';')}{run}")
        or played.told[0] == f"RUN {text.rstrip(';')}{run}"
    )
    assert played.error is not None
    assert "(6)" in (played.error.detail or "")


def test_with_refuse_a_computed_reference_across_sources_is_refused_once_it_is_known(tmp_path: Path) -> None:
    rules = relating(tmp_path, EDITOR, check="refuse")
    found = play(errand_of(rules, "UPDATE book SET editor_id = id", catalogs=CATALOGS), ran=Ran(1, (("5",),)))
    assert found.error is not None
    assert "cannot refer to person.id" in found.error.message
    assert play(errand_of(rules, "UPDATE book SET editor_id = id"), ran=Ran(1, ((None,),))).error is None


POLYMORPHIC = (
    "from: review.object_id, by: review.kind, names: kinds.model, to: {book: book.id, person: person.id}, "
    "on_delete: cascade"
)


def test_the_kind_chooses_the_parent_and_is_translated_in_the_same_round(tmp_path: Path) -> None:
    rules = relating(tmp_path, POLYMORPHIC)
    text = "INSERT INTO review (kind, object_id) VALUES (1, 5)"
    played = play(errand_of(rules, text), {"FROM kinds": [("1", "book")], "FROM book": [("1",)]})
    assert played.error is None
    assert played.rounds == 1
    assert played.told[0] == "other: SELECT (id)::text, (model)::text FROM kinds WHERE id IN ('1')"
    missing = play(errand_of(rules, text), {"FROM kinds": [("1", "book")], "FROM person": [("1",)]})
    assert missing.error is not None
    assert 'Key (object_id)=(5) (kind book) is not present in table "book"' in (missing.error.detail or "")


def test_a_kind_that_the_relation_does_not_list_is_none_of_its_business(tmp_path: Path) -> None:
    played = play(
        errand_of(relating(tmp_path, POLYMORPHIC), "INSERT INTO review (kind, object_id) VALUES (3, 5)"),
        {"FROM kinds": [("3", "shelf")]},
    )
    assert played.error is None
    assert played.told[-1] == "RUN"


def test_with_refuse_the_kind_decides_whether_a_reference_crosses(tmp_path: Path) -> None:
    rules = relating(tmp_path, POLYMORPHIC, check="refuse")
    text = "INSERT INTO review (kind, object_id) VALUES (2, 5)"
    assert play(errand_of(rules, text), {"FROM kinds": [("2", "book")]}).error is None
    crossing = play(errand_of(rules, text), {"FROM kinds": [("2", "person")]})
    assert crossing.error is not None
    assert crossing.error.code == "0A000"


def test_many_keys_are_asked_for_in_parts_and_odd_spellings_once_more(tmp_path: Path) -> None:
    rules = relating(tmp_path, EDITOR)
    text = "INSERT INTO book (editor_id) SELECT 1"
    rows = tuple((f"0{number}",) for number in range(1, 601))
    answers = {
        "= ANY": [(str(number),) for number in range(1, 601)],
        "(500, ": [(str(number),) for number in range(1, 501)],
        "(100, ": [(str(number),) for number in range(1, 101)],
    }
    played = play(errand_of(rules, text), answers, Ran(600, rows))
    assert played.error is None
    assert [line.split(" FROM ")[0] for line in played.told[1:]] == [
        "default: SELECT (id)::text",
        "default: SELECT asked.n::text",
        "default: SELECT asked.n::text",
    ]


def test_the_rows_that_go_are_looked_for_first_and_their_children_follow(tmp_path: Path) -> None:
    rules = relating(tmp_path, EDITOR + ", on_delete: set null", OWNER + ", on_delete: cascade")
    found = errand_of(rules, "DELETE FROM person WHERE name = 'a' RETURNING id", catalogs=CATALOGS)
    played = play(found, {"FROM person": [("1",), ("2",)]}, Ran(2, (("2",), ("1",))))
    assert played.error is None
    assert played.told == [
        "default: SELECT (person.id)::text FROM person AS person WHERE name = 'a' FOR UPDATE OF person",
        "RUN DELETE FROM person WHERE name = 'a' RETURNING id, (person.id)::text",
        "default: DELETE FROM pet WHERE owner_id IN ('1', '2')",
        "later other: UPDATE book SET editor_id = NULL WHERE editor_id IN ('1', '2')",
    ]


def test_restrict_is_told_on_the_parent_before_anything_changes(tmp_path: Path) -> None:
    rules = relating(tmp_path, EDITOR + ", on_delete: restrict")
    answers = {"FROM person": [("1",)], "FROM book": [("1",)]}
    played = play(errand_of(rules, "DELETE FROM person WHERE id = 1", catalogs=CATALOGS), answers)
    assert played.error is not None
    assert played.error.message == (
        'update or delete on table "person" violates foreign key constraint "book_editor_id_fkey" on table "book"'
    )
    assert played.error.detail == 'Key (id)=(1) is still referenced from table "book" of database "other".'
    assert "RUN" not in played.told


def test_no_action_in_one_database_is_judged_when_the_statement_has_run(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER)
    answers = {"FROM person": [("1",)], "FROM pet": [("1",)]}
    played = play(errand_of(rules, "DELETE FROM person", catalogs=CATALOGS), answers, ONE_GONE)
    assert played.told[1:] == [
        "RUN DELETE FROM person RETURNING (person.id)::text",
        "default: SELECT DISTINCT (owner_id)::text FROM pet WHERE owner_id IN ('1')",
    ]
    assert played.error is not None
    assert played.error.code == "23503"


def test_cascades_go_down_several_levels_and_databases_the_deepest_rows_first(tmp_path: Path) -> None:
    rules = relating(
        tmp_path,
        EDITOR + ", on_delete: cascade",
        "from: review.object_id, by: review.kind, to: {book: book.id}, on_delete: cascade",
        "from: pet.owner_id, to: review.id, on_delete: set null",
    )
    answers = {"FROM person": [("1",)], "FROM book": [("10",), ("11",)], "FROM review": [("20",)]}
    played = play(errand_of(rules, "DELETE FROM person", catalogs=CATALOGS), answers, ONE_GONE)
    assert played.told[1:] == [
        "other: SELECT DISTINCT (id)::text FROM book WHERE editor_id IN ('1')",
        "other: SELECT DISTINCT (id)::text FROM review WHERE object_id IN ('10', '11') AND kind IN ('book')",
        "RUN DELETE FROM person RETURNING (person.id)::text",
        "default: UPDATE pet SET owner_id = NULL WHERE owner_id IN ('20')",
        "later other: DELETE FROM review WHERE object_id IN ('10', '11') AND kind IN ('book')",
        "later other: DELETE FROM book WHERE editor_id IN ('1')",
    ]


def test_rows_that_refer_to_one_another_in_a_circle_end_the_search(tmp_path: Path) -> None:
    rules = relating(tmp_path, "from: person.boss_id, to: person.id, on_delete: cascade")
    answers = {"WHERE boss_id IN ('1')": [("2",)], "WHERE boss_id IN ('2')": [("1",)], "FOR UPDATE": [("1",)]}
    played = play(errand_of(rules, "DELETE FROM person WHERE id = 1"), answers, ONE_GONE)
    assert played.error is None
    assert [line for line in played.told if ": DELETE" in line] == [
        "default: DELETE FROM person WHERE boss_id IN ('2')",
        "default: DELETE FROM person WHERE boss_id IN ('1')",
    ]


def test_a_key_that_changes_takes_its_children_along(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_update: cascade", EDITOR + ", on_update: set null")
    found = errand_of(rules, "UPDATE person SET name = $1, id = id + $2 WHERE id < $3", catalogs=CATALOGS)
    played = play(found, {"FROM person": [("1", "11"), ("2", "2")]}, Ran(2, (("11",), ("2",))))
    assert played.told == [
        "default: SELECT (person.id)::text , (CASE WHEN TRUE THEN ( id + $1 ) ELSE person.id END)::text "
        "FROM person AS person WHERE id < $2 FOR UPDATE OF person",
        "RUN UPDATE person SET name = $1, id = id + $2 WHERE id < $3 RETURNING (person.id)::text",
        "default: UPDATE pet SET owner_id = CASE WHEN owner_id = '1' THEN '11' ELSE owner_id END "
        "WHERE owner_id IN ('1')",
        "later other: UPDATE book SET editor_id = NULL WHERE editor_id IN ('1')",
    ]
    assert errand_of(rules, "UPDATE person SET name = 'a'", catalogs=CATALOGS) is None


def test_set_default_needs_a_default_that_is_somebody(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_delete: set default")
    catalogs: Catalogs = {"default": holding(person=["id"], pet=["id", "owner_id=9"])}
    answers = {"FOR UPDATE": [("1",)], "FROM pet": [("1",)], "SELECT (9)": [("9",)], "id = '9'": [("1",)]}
    played = play(errand_of(rules, "DELETE FROM person", catalogs=catalogs), answers, ONE_GONE)
    assert played.told[-1] == "default: UPDATE pet SET owner_id = DEFAULT WHERE owner_id IN ('1')"
    missing = play(errand_of(rules, "DELETE FROM person", catalogs=catalogs), {**answers, "id = '9'": []})
    assert missing.error is not None
    assert missing.error.code == "23503"
    itself = play(errand_of(rules, "DELETE FROM person", catalogs=catalogs), {**answers, "SELECT (9)": [("1",)]})
    assert itself.error is not None
    assert "still referenced" in (itself.error.detail or "")


def test_polymorphic_children_follow_the_parent_of_their_kind_alone(tmp_path: Path) -> None:
    rules = relating(tmp_path, POLYMORPHIC)
    answers = {"FROM book": [("5",)], "FROM kinds": [("1", "book"), ("2", "person")]}
    played = play(errand_of(rules, "DELETE FROM book WHERE id = 5", catalogs=CATALOGS), answers, Ran(1, (("5",),)))
    assert "other: DELETE FROM review WHERE object_id IN ('5') AND kind IN ('1')" in played.told


def test_the_children_of_what_a_delete_says_it_has_deleted_follow(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_delete: cascade")
    looked = {"FOR UPDATE": [("1",)]}
    played = play(errand_of(rules, "DELETE FROM person", catalogs=CATALOGS), looked, Ran(2, (("1",), ("2",))))
    assert played.told[-1] == "default: DELETE FROM pet WHERE owner_id IN ('1', '2')"
    cursor = play(errand_of(rules, "DELETE FROM person p WHERE CURRENT OF c", catalogs=CATALOGS), {}, ONE_GONE)
    assert cursor.told == [
        "RUN DELETE FROM person p WHERE CURRENT OF c RETURNING (p.id)::text",
        "default: DELETE FROM pet WHERE owner_id IN ('1')",
    ]


def test_what_a_delete_tells_is_heard_beside_children_that_with_writes(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_delete: cascade", databases=POSTGRES)
    text = "WITH a AS (INSERT INTO pet (owner_id) SELECT 5 RETURNING id) DELETE FROM person WHERE random() < 1"
    answers = {"age(xmin)": [("5",)], "FOR KEY SHARE": [("1",)]}
    played = play(errand_of(rules, text, catalogs=CATALOGS), answers, ONE_GONE)
    assert played.error is None
    assert f"RUN {text} RETURNING (person.id)::text" in played.told
    assert "default: DELETE FROM pet WHERE owner_id IN ('1')" in played.told
    assert any("age(xmin)" in line for line in played.told)


def test_keys_that_came_out_otherwise_than_looked_at_undo_the_statement(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_update: cascade")
    text = "UPDATE person SET id = id + 10"
    looked = {"FOR UPDATE": [("1", "11"), ("2", "12")]}
    for told in ((("11",), ("13",)), (("11",),), (("11",), ("12",), ("13",))):
        played = play(errand_of(rules, text, catalogs=CATALOGS), looked, Ran(len(told), told))
        assert played.error is not None
        assert played.error.code == "40001"


def test_of_one_row_the_key_that_it_was_given_counts(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_update: cascade")
    for text in ("UPDATE person SET id = DEFAULT", "UPDATE person SET id = nextval('s')", "UPDATE person SET id = 1.4"):
        looked = {"FOR UPDATE": [("1", "1.4")] if text.endswith("4") else [("1",)]}
        played = play(errand_of(rules, text, catalogs=CATALOGS), looked, Ran(1, (("7",),)))
        assert played.told[-1].startswith("default: UPDATE pet SET owner_id = CASE WHEN owner_id = '1' THEN '7'")
    several = play(errand_of(rules, "UPDATE person SET id = DEFAULT", catalogs=CATALOGS), {"FOR": [("1",), ("2",)]})
    assert several.error is not None
    assert (several.error.code, several.told[-1][:6]) == ("0A000", "default: SELECT"[:6])
    assert "RUN" not in " ".join(several.told)


def test_explain_analyze_of_a_statement_does_what_the_statement_does(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_delete: cascade", databases=POSTGRES)
    text = "EXPLAIN (ANALYZE, COSTS OFF) DELETE FROM person WHERE id = 1"
    played = play(errand_of(rules, text, catalogs=CATALOGS), {"FOR UPDATE": [("1",)]}, Ran(None))
    assert played.told == [
        "default: LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE",
        "default: SELECT (person.id)::text FROM person AS person WHERE id = 1 FOR UPDATE OF person",
        "RUN",
        "default: DELETE FROM pet WHERE owner_id IN ('1')",
    ]
    child = play(errand_of(rules, "EXPLAIN ANALYZE INSERT INTO pet (owner_id) VALUES (5)"), {"FOR KEY": []})
    assert child.error is not None
    assert child.error.code == "23503"
    assert "RUN" not in child.told


def test_a_join_of_the_deleted_rows_counts_each_once(tmp_path: Path) -> None:
    rules = relating(tmp_path, OWNER + ", on_delete: cascade")
    text = "DELETE FROM ONLY person p USING pet WHERE pet.owner_id = p.id"
    played = play(errand_of(rules, text, catalogs=CATALOGS), {"FOR UPDATE": [("1",), ("1",)]}, ONE_GONE)
    assert played.error is None
    assert played.told[0] == (
        "default: SELECT (p.id)::text FROM ONLY person AS p , pet WHERE pet.owner_id = p.id FOR UPDATE OF p"
    )


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE person SET id = 5 WHERE CURRENT OF c",
        "INSERT INTO person (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = DEFAULT",
        "INSERT INTO person (id) VALUES (1) ON CONFLICT (lower(name)) DO UPDATE SET id = 2",
    ],
)
def test_rows_that_cannot_be_asked_for_before_are_refused(tmp_path: Path, text: str) -> None:
    rules = relating(tmp_path, OWNER + ", on_delete: cascade")
    with pytest.raises(Exception, match="cannot change here"):
        errand_of(rules, text, catalogs=CATALOGS)


@pytest.mark.parametrize(
    ("text", "is_last"),
    [
        ("INSERT INTO person VALUES (1, 'a') ON CONFLICT (name) DO UPDATE SET id = excluded.id", False),
        ("WITH gone AS (DELETE FROM person RETURNING id) SELECT * FROM gone", False),
        ("DELETE FROM person", False),
        ("INSERT INTO pet (owner_id) VALUES (5)", True),
    ],
)
def test_what_may_still_have_work_behind_it_does_not_end_its_transaction(
    tmp_path: Path, text: str, is_last: bool
) -> None:
    rules = relating(tmp_path, OWNER + ", on_delete: cascade, on_update: cascade", databases=POSTGRES)
    found = errand_of(rules, text, catalogs=CATALOGS)
    assert found is not None
    step, answer = found.steps.send(None), None
    while not isinstance(step, Run):
        assert isinstance(step, Ask)
        answer = [[("1", "2")] if "FOR UPDATE" in one.text else [("1",)] for one in step.questions]
        step = found.steps.send(answer)
    assert step.is_last is is_last

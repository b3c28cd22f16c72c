"""What bodies of functions and of DO are found to touch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.sql.bodies import Body, read_body


def names(body: Body) -> tuple[set[str], set[str]]:
    return {str(each) for each in body.reads}, {str(each) for each in body.writes}


def test_a_body_in_sql_is_read_statement_by_statement() -> None:
    body = read_body("INSERT INTO log SELECT * FROM orders; SELECT count(*) FROM log", "sql")
    assert names(body) == ({"orders", "log"}, {"log"})
    assert body.changes
    assert body.complete


def test_a_body_that_only_reads_changes_nothing() -> None:
    body = read_body("SELECT total(id) FROM orders", "sql")
    assert (body.changes, body.complete, body.functions) == (False, True, ("total",))


def test_a_body_in_another_language_says_nothing() -> None:
    assert read_body("return 1", "plpython3u") == Body()


EVERYTHING = """
#variable_conflict use_column
<<outer>>
DECLARE
  total int := (SELECT count(*) FROM declared);
  name text DEFAULT 'x';
  found_rows CURSOR (k int) FOR SELECT * FROM cursored WHERE a = k;
  row record;
BEGIN
  SELECT a, b INTO STRICT total, row.b[1] FROM selected;
  SELECT INTO total CASE WHEN a THEN 1 ELSE 2 END FROM "Cased";
  PERFORM log_it(x) FROM performed;
  IF EXISTS (SELECT FROM asked) OR CASE WHEN true THEN false END THEN
    UPDATE updated SET a = 1 WHERE b IN (SELECT b FROM sub) RETURNING a INTO total;
  ELSIF total > (SELECT max(a) FROM asked_again) THEN
    INSERT INTO inserted (a) VALUES (1) RETURNING id INTO total;
  ELSE
    DELETE FROM deleted USING used;
  END IF;
  FOR row IN SELECT * FROM looped ORDER BY 1 LOOP
    total := total + (SELECT a FROM assigned);
  END LOOP outer;
  FOR row IN (WITH c AS (SELECT 1) SELECT * FROM c, parenthesized) LOOP
    EXIT WHEN row.a = (SELECT 1 FROM left_at);
  END LOOP;
  FOR i IN REVERSE 10 .. (SELECT low FROM bounds) BY 2 LOOP NULL; END LOOP;
  FOREACH x IN ARRAY (SELECT array_agg(a) FROM arrays) LOOP CONTINUE; END LOOP;
  WHILE total < (SELECT a FROM waited) LOOP total = total + 1; END LOOP;
  CASE (SELECT a FROM matched) WHEN 1 THEN PERFORM 1 FROM first_case; ELSE TRUNCATE emptied; END CASE;
  OPEN found_rows(1);
  OPEN other FOR SELECT * FROM opened;
  FETCH other INTO row; MOVE other; CLOSE other;
  RETURN QUERY SELECT * FROM returned;
  RETURN NEXT (SELECT a FROM next_one);
  RAISE NOTICE 'x %', (SELECT a FROM raised);
  GET DIAGNOSTICS total = ROW_COUNT;
  ASSERT (SELECT true FROM asserted), 'no';
  BEGIN
    MERGE INTO merged USING merging ON true WHEN MATCHED THEN DELETE;
  EXCEPTION WHEN unique_violation OR others THEN
    RAISE;
  END;
  RETURN (SELECT 1 FROM last_one);
END
"""


def test_every_statement_of_plpgsql_shows_its_tables() -> None:
    body = read_body(EVERYTHING, "plpgsql")
    reads, writes = names(body)
    assert reads == {
        *("declared", "cursored", "selected", '"Cased"', "performed", "asked", "sub", "asked_again", "used", "looped"),
        *("assigned", "parenthesized", "left_at", "bounds", "arrays", "waited", "matched", "first_case", "opened"),
        *("returned", "next_one", "raised", "asserted", "merging", "last_one"),
    }
    assert writes == {"updated", "inserted", "deleted", "emptied", "merged"}
    assert "log_it" in body.functions
    assert body.complete
    assert body.changes


@pytest.mark.parametrize(
    "body",
    [
        "BEGIN EXECUTE 'DELETE FROM ' || name; END",
        "BEGIN RETURN QUERY EXECUTE query; END",
        "BEGIN FOR r IN EXECUTE query LOOP NULL; END LOOP; END",
        "BEGIN OPEN c FOR EXECUTE query; END",
        "BEGIN something unheard of; END",
        "BEGIN x := 'unterminated; END",
    ],
)
def test_what_cannot_be_seen_makes_a_body_incomplete(body: str) -> None:
    assert not read_body(body, "plpgsql").complete


def test_a_body_that_only_computes_changes_nothing() -> None:
    body = read_body("DECLARE n int; BEGIN SELECT count(*) INTO n FROM t; RETURN n + length('x'); END;", "plpgsql")
    assert (names(body), body.changes, body.complete) == (({"t"}, set()), False, True)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(EVERYTHING.split()), max_size=30).map(" ".join))
def test_any_words_get_an_answer(text: str) -> None:
    read_body(text, "plpgsql")
    read_body(text, "sql")

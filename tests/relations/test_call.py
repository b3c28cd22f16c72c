"""SQL's EXECUTE read from its text, and the statement that its values make."""

import pytest

from proxy.relations.call import named_by, read_call, spoken


@pytest.mark.parametrize(
    ("text", "body", "whole"),
    [
        ("EXECUTE put (1, 'it''s', NULL)", "INSERT INTO a VALUES ($1, $2, $3)", "('1', 'it''s', NULL)"),
        ("/* x */ execute Put(-5)", "INSERT INTO a VALUES ($1)", "('-5')"),
        ("EXECUTE put", "INSERT INTO a VALUES (1)", "(1)"),
        ("EXECUTE put (1)", "INSERT INTO a VALUES ($1, $2, '$1')", "('1', $2, '$1')"),
        ("EXECUTE put (E'a\\\\b')", "INSERT INTO a VALUES ($1)", "(E'a\\\\b')"),
    ],
)
def test_literals_take_the_place_of_parameters(text: str, body: str, whole: str) -> None:
    call = read_call(text)
    assert call is not None
    assert call.name == "put"
    assert call.is_literal
    assert spoken(body, call) == f"INSERT INTO a VALUES {whole}"


@pytest.mark.parametrize("argument", ["1 + 1", "now()", "'5'::numeric", "1.5", "f(1, 2)", "(SELECT 1)"])
def test_what_must_be_computed_is_asked_for_with_the_parameters_type(argument: str) -> None:
    call = read_call(f"EXECUTE put (7, {argument})")
    assert call is not None
    assert not call.is_literal
    assert call.values_query(["integer", "text"]).endswith(f"SELECT ((7)::integer)::text, (({argument})::text)::text")
    assert call.with_values(["7", None]).text == "EXECUTE put ('7', NULL)"


def test_only_explain_analyze_executes_what_it_names() -> None:
    assert named_by('EXPLAIN (ANALYZE) EXECUTE "Put" (1)') == "Put"
    assert named_by("EXPLAIN EXECUTE put (1)") is None
    assert named_by("EXECUTE") is None
    assert read_call("EXPLAIN ANALYZE EXECUTE put (1)") is None

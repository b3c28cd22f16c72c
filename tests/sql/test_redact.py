"""What is shown of a statement has no value of a client's, and can be read again."""

from __future__ import annotations

import pytest

from proxy.sql.analyze import analyze
from proxy.sql.redact import redact


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("SELECT * FROM a WHERE b='x' AND c IN (1, 2.5) -- secret", "SELECT * FROM a WHERE b='?' AND c IN (0, 0)"),
        ("/* onedsn: using=other */ SELECT 'a'", "/* onedsn: using=other */ SELECT '?'"),
        ("SELECT nextval('s'), 'a'::regclass, regclass 'b'", "SELECT nextval('s'), 'a'::regclass, regclass 'b'"),
        (r"SELECT E'a\'b', $q$secret$q$, U&'\0061'", "SELECT '?', '?', '?'"),
        ("ALTER USER a PASSWORD 'secret'", "ALTER USER a PASSWORD '?'"),
        ("DO $$ SELECT 1 $$", "DO $$ SELECT 1 $$"),
        ('SELECT $1, "Ta ble".x FROM "Ta ble"', 'SELECT $1, "Ta ble".x FROM "Ta ble"'),
        ("SELECT 'never ends", "SELECT"),
        ("", ""),
    ],
)
def test_values_are_replaced_and_names_are_kept(text: str, shown: str) -> None:
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO book (title, pages) VALUES ('Pro', 100), ('Dive', -2) RETURNING id",
        "SELECT a FROM book JOIN person ON x = y WHERE t LIKE '%a%' LIMIT 5",
        "UPDATE auth_user SET n = n + 1 WHERE id = ANY(ARRAY[1, 2]) AND d > interval '1 day'",
        "COPY book FROM STDIN WITH (FORMAT csv, DELIMITER ';')",
    ],
)
def test_what_is_shown_is_read_as_the_statement_itself(text: str) -> None:
    first, again = analyze(text).statements[0], analyze(redact(text)).statements[0]
    assert (first.kind, first.tag, first.reads, first.writes) == (again.kind, again.tag, again.reads, again.writes)

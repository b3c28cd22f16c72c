"""Which values a statement gives to a relation's columns, as its text shows."""

import pytest

from proxy.relations.values import DEFAULT, UNKNOWN, Parameter, Rows, is_touched, written_values
from proxy.sql.statement import TableName

BOOK = TableName("book")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("INSERT INTO book (title, editor_id) VALUES ('a', 5)", (("5",),)),
        (
            "INSERT INTO book (title, editor_id) VALUES ('a', -5), ('b', NULL), ('c', $2)",
            (("-5",), (None,), (Parameter(2),)),
        ),
        ("insert into public.book as b (EDITOR_ID) values ('x''y'::text) returning id", (("x'y",),)),
        ('INSERT INTO "book" ("editor_id") VALUES ($1::int)', ((Parameter(1),),)),
        ("INSERT INTO book VALUES (1, 'a', 7)", (("7",),)),
        ("INSERT INTO book VALUES (1)", ((DEFAULT,),)),
        ("INSERT INTO book (title) VALUES ('a'), ('b')", ((DEFAULT,), (DEFAULT,))),
        ("INSERT INTO book DEFAULT VALUES", ((DEFAULT,),)),
        ("INSERT INTO book (editor_id) VALUES (DEFAULT) ON CONFLICT DO NOTHING", ((DEFAULT,),)),
        ("INSERT INTO book (editor_id) VALUES (1) ON CONFLICT (id) DO UPDATE SET title = 'a'", (("1",),)),
        ("INSERT INTO book (editor_id) VALUES (1) ON CONFLICT (id) DO UPDATE SET editor_id = 2", ((UNKNOWN,),)),
        ("INSERT INTO book (editor_id) VALUES (1 + 1)", ((UNKNOWN,),)),
        ("INSERT INTO book (editor_id) VALUES ((SELECT 1))", ((UNKNOWN,),)),
        ("INSERT INTO book (editor_id) SELECT 1", ((UNKNOWN,),)),
        ("INSERT INTO shelf (editor_id) VALUES (1)", ((UNKNOWN,),)),
        ("INSERT INTO book (editor_id) VALUES (1) UNION SELECT 2", ((UNKNOWN,),)),
        ("WITH a AS (SELECT 1) INSERT INTO book (editor_id) VALUES (NULL)", ((None,),)),
        ("WITH a AS (DELETE FROM c RETURNING 1) INSERT INTO book (editor_id) VALUES (NULL)", ((UNKNOWN,),)),
        ("INSERT INTO book (editor_id) VALUES ('abc'::char)", ((UNKNOWN,),)),
        ("INSERT INTO book (editor_id) VALUES (1.5)", ((UNKNOWN,),)),
        ("INSERT INTO book (editor_id) VALUES (E'a\\\\b')", (("a\\b",),)),
        ("INSERT INTO book (editor_id) VALUES (X'1F')", ((UNKNOWN,),)),
        ("UPDATE book SET title = 'a' WHERE editor_id = 5", ()),
        ("UPDATE ONLY book b SET title = f(a, b), editor_id = $1 WHERE id = 1", ((Parameter(1),),)),
        ("UPDATE book SET flag = a IS DISTINCT FROM b, editor_id = 4 FROM c", (("4",),)),
        ("UPDATE book SET (title, editor_id) = ('a', 1)", (("1",),)),
        ("UPDATE book SET (title, editor_id) = ROW ('a', 1)", (("1",),)),
        ("UPDATE book SET (title, editor_id) = (SELECT 'a', 1)", ((UNKNOWN,),)),
        ("UPDATE book SET (title, name) = (SELECT 'a', 1)", ()),
        ("UPDATE book SET editor_id = editor_id + 1", ((UNKNOWN,),)),
        ("UPDATE book SET editor_id = NULL", ((None,),)),
        ("DELETE FROM book WHERE id = 1", ()),
        ("COPY book FROM STDIN", ((UNKNOWN,),)),
        ("MERGE INTO book USING c ON true WHEN MATCHED THEN DELETE", ((UNKNOWN,),)),
        (f"INSERT INTO book (editor_id) VALUES ('{'x' * 9000}')", ((UNKNOWN,),)),
    ],
)
def test_values_are_literals_parameters_null_or_unknown(text: str, rows: Rows) -> None:
    assert written_values(text, BOOK, ("editor_id",), ("id", "title", "editor_id")) == rows


def test_without_the_columns_of_the_table_an_insert_without_a_list_is_unknown() -> None:
    assert written_values("INSERT INTO book VALUES (1, 'a', 7)", BOOK, ("editor_id",)) == ((UNKNOWN,),)


def test_an_update_of_half_a_key_leaves_the_other_half_unknown() -> None:
    assert written_values("UPDATE book SET a = 1", BOOK, ("a", "b")) == (("1", UNKNOWN),)


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("UPDATE book SET title = 'id'", False),
        ("UPDATE book SET id = 2", True),
        ("INSERT INTO book (id) VALUES (1) ON CONFLICT (id) DO NOTHING", False),
        ("INSERT INTO book (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 2", True),
        ("WITH a AS (SELECT 1) INSERT INTO book SELECT 1", False),
        ("WITH a AS (DELETE FROM book RETURNING id) SELECT * FROM a", True),
        ("INSERT INTO book (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET title = excluded.title", False),
        ("MERGE INTO book USING c ON true WHEN MATCHED THEN UPDATE SET title = 'a'", False),
        ("MERGE INTO book USING c ON true WHEN MATCHED THEN UPDATE SET (id, a) = (1, 2)", True),
        ("MERGE INTO book USING c ON true WHEN MATCHED THEN DELETE", True),
        ("PREPARE p AS INSERT INTO book VALUES (1)", False),
    ],
)
def test_keys_of_rows_already_there_are_touched_only_by_what_names_them(text: str, touched: bool) -> None:
    assert is_touched(text, BOOK, ("id",)) is touched

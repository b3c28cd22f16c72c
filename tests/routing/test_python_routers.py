"""Routers written in Python: E01 to E04, M01, W01 to W16, C02, and routers that misbehave."""

from dataclasses import replace

import pytest

from proxy.routing.decide import decide
from proxy.routing.models import Instance
from proxy.routing.problems import FileProblems
from proxy.routing.python_router import PythonRouter
from proxy.routing.route import Choice, Context
from proxy.routing.rows import inserted_rows
from proxy.sql.analyze import analyze
from tests.routing import python_routers
from tests.routing.stage import (
    READ_WRITE,
    REPLICA,
    TWO,
    WITH_WRITER,
    Stage,
    asked,
    create,
    insert,
    route,
    select,
    session,
)

MODULE = "tests.routing.python_routers"


def python(name: str, databases: str = TWO, more: str = "", timeout: str = "30s") -> str:
    return f"{databases}router_timeout: {timeout}\nrouters: [{{name: it, python: '{MODULE}:{name}'{more}}}]"


def test_an_exception_reaches_the_client_with_router_method_and_table(stage: Stage) -> None:
    rules = stage.load(python("AttributeErrorRouter"))
    for sent, method in ((select("book"), "db_for_read"), (insert("book"), "db_for_write")):
        found = route(rules, sent)
        assert found.refused is not None
        assert (found.refused.code, found.refusal, found.cacheable) == ("38000", "router", False)
        for word in ('"it"', method, "book", "AttributeError", "no such thing"):
            assert word in found.refused.message
    assert route(rules, select("book", using="default")).databases == ("default",)
    inside = route(rules, select("book_authors"), context=session(mode=READ_WRITE))
    assert inside.refused is not None
    assert "db_for_write(book_authors)" in inside.refused.message


WRITES = [
    ("W01", "DELETE FROM person WHERE id=1", "person"),
    ("W02", "DELETE FROM pet WHERE owner_id=1", "pet"),
    ("W04", "UPDATE pet SET name='max' WHERE owner_id=1", "pet"),
    ("W05", "INSERT INTO book_authors (book_id, person_id) VALUES (1,1)", "book_authors"),
    ("W06", "DELETE FROM book_authors WHERE book_id=1", "book_authors"),
    ("W07", "DELETE FROM person WHERE id IN (SELECT person_id FROM book_authors WHERE book_id=1)", "person"),
    ("W09", "DELETE FROM book_authors WHERE book_id=1 AND person_id IN (1)", "book_authors"),
    ("W10", "UPDATE person SET name='D' WHERE id IN (SELECT person_id FROM book_authors WHERE book_id=1)", "person"),
    ("W11", "INSERT INTO book_authors (person_id, book_id) VALUES (1,1)", "book_authors"),
    ("W12", "DELETE FROM book_authors WHERE person_id=1", "book_authors"),
    ("W13", "DELETE FROM book WHERE id IN (SELECT book_id FROM book_authors WHERE person_id=1)", "book"),
    ("W15", "DELETE FROM book_authors WHERE person_id=1 AND book_id IN (1)", "book_authors"),
    ("W16", "UPDATE book SET title='D' WHERE id IN (SELECT book_id FROM book_authors WHERE person_id=1)", "book"),
]
READS_INSIDE = [
    ("W03", "SELECT * FROM pet WHERE owner_id=1 AND name='fido'", "pet"),
    (
        "W08",
        "SELECT p.* FROM person p JOIN book_authors a ON a.person_id=p.id WHERE a.book_id=1 AND p.name='S'",
        "person",
    ),
    ("W14", "SELECT b.* FROM book b JOIN book_authors a ON a.book_id=b.id WHERE a.person_id=1", "book"),
]


def sent(rules_text: str, stage: Stage, sql: str, context: Context):  # type: ignore[no-untyped-def]  # a Route
    return decide(analyze(sql), context, stage.load(rules_text), text=sql)


@pytest.mark.parametrize(("name", "sql", "table"), WRITES)
def test_a_write_asks_for_the_written_table_first(stage: Stage, name: str, sql: str, table: str) -> None:
    found = sent(python("WriteCheckRouter"), stage, sql, session())
    assert found.refused is not None
    assert f"mode=write table={table} instance=None" in found.refused.message
    assert found.tables == ()


@pytest.mark.parametrize(("name", "sql", "table"), WRITES + READS_INSIDE)
def test_in_a_transaction_the_hint_names_its_database(stage: Stage, name: str, sql: str, table: str) -> None:
    found = sent(python("WriteCheckRouter"), stage, sql, session(bound="default"))
    assert found.refused is not None
    assert f"mode=write table={table} instance=default" in found.refused.message
    explicit = session(bound="default", choice=Choice("default", "SET LOCAL"))
    passed = sent(python("WriteCheckRouter"), stage, sql, explicit)
    assert (passed.refused, passed.databases) == (None, ("default",))


def test_djangos_own_router_examples_route_as_the_declared_ones(stage: Stage) -> None:
    primary = stage.load(python("TestRouter", REPLICA), "primary")
    assert route(primary, select("book")).databases == ("other",)
    assert route(primary, insert("book")).databases == ("default",)
    assert route(primary, select("book"), context=session(bound="default")).databases == ("default",)
    auth = stage.load(python("AuthRouter", more=", elsewhere: skip"), "auth")
    assert route(auth, select("auth_user")).databases == ("default",)
    assert route(auth, insert("auth_user")).databases == ("other",)
    assert route(auth, insert("pet")).databases == ("default",)
    assert asked(route(auth, insert("pet")), "pet") == ["it"]
    assert route(auth, create("auth_user", using="default")).skip
    assert route(auth, create("auth_user")).databases == ("other",)


def test_python_and_declared_routers_form_one_chain(stage: Stage) -> None:
    for routers in (
        f"{{name: a, python: '{MODULE}:TestRouter'}}, {{name: b, python: '{MODULE}:WriteRouter'}}",
        f"{{name: a, read: other, write: default}}, {{name: b, python: '{MODULE}:WriteRouter'}}",
    ):
        rules = stage.load(WITH_WRITER + f"routers: [{routers}]")
        assert [router.name for router in rules.routers] == ["a", "b"]
        assert route(rules, select("book")).databases == ("other",)
        assert route(rules, insert("book")).databases == ("default",)


def test_a_routers_answer_is_not_remembered(stage: Stage) -> None:
    assert not route(stage.load(python("ModelMetaRouter")), insert("book")).cacheable
    assert route(stage.rules("write_to_other"), insert("book")).cacheable


def test_every_argument_is_a_table_with_meta(stage: Stage) -> None:
    python_routers.ARGUMENTS.clear()
    rules = stage.load(python("ModelMetaRouter"))
    assert route(rules, insert("book_authors", reads="book person")).databases == ("default",)
    names = [
        (model._meta.db_table, model._meta.app_label, model._meta.model_name) for model in python_routers.ARGUMENTS
    ]
    assert names == [("book_authors", "book", "authors"), ("book", "", "book"), ("person", "", "person")]
    route(rules, insert("django_content_type"))
    assert python_routers.ARGUMENTS[-1].app_label == "contenttypes"


def test_apps_give_tables_their_label(stage: Stage) -> None:
    rules = stage.load(python("AuthRouter", more=", apps: {auth: [person, 'acc_*']}"))
    assert route(rules, insert("person")).databases == ("other",)
    assert route(rules, insert("acc_x")).databases == ("other",)
    assert route(rules, insert("auth_x")).databases == ("other",)


def test_an_answer_that_is_no_database_is_refused_with_router_and_answer(stage: Stage) -> None:
    rules = stage.load(python("Wrong"))
    for sent_now, words in (
        (select("book"), ("'nowhere'", "db_for_read")),
        (insert("book"), ("5", "db_for_write")),
        (create("book", using="default"), ("'book'", "allow_migrate")),
    ):
        found = route(rules, sent_now)
        assert found.refused is not None
        assert found.refused.code == "38000"
        for word in words:
            assert word in found.refused.message


def test_a_router_that_hangs_is_left_after_its_time(stage: Stage) -> None:
    found = route(stage.load(python("Sleepy", timeout="200ms")), select("book"))
    assert found.refused is not None
    assert (found.refused.code, found.refusal) == ("38000", "router")
    assert "did not answer within 0.2 s" in found.refused.message


def test_a_router_that_prints_or_exits_disturbs_nobody(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    rules = stage.load(python("Talkative"))
    assert route(rules, select("book")).databases == ("default",)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "thinking about book" in printed.err
    found = route(rules, insert("book"))
    assert found.refused is not None
    assert "SystemExit" in found.refused.message


def test_a_list_is_balanced_and_hints_without_a_place_are_left_out(stage: Stage) -> None:
    found = route(stage.load(python("Two", REPLICA)), select("book"))
    assert (found.databases, found.balanced) == (("other", "default"), True)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("no_such_module:Router", "ModuleNotFoundError"),
        (f"{MODULE}:Missing", "Missing"),
        (f"{MODULE}", "is not module:Class"),
        (f"{MODULE}:Nothing", "has none of db_for_read"),
    ],
)
def test_a_router_that_cannot_be_loaded_is_told_by_file_line_and_key(stage: Stage, reference: str, words: str) -> None:
    with pytest.raises(FileProblems) as raised:
        stage.load(f"{TWO}routers:\n  - name: it\n    python: '{reference}'\n")
    (problem,) = raised.value.problems
    assert (problem.line, problem.key) == (4, "routers[0].python")
    assert words in problem.message


@pytest.fixture
def local_module(stage: Stage) -> Stage:
    (stage.directory / "shop_routers.py").write_text("class Router:\n    def db_for_read(self, t): return 'default'\n")
    return stage


def test_a_module_beside_the_rules_is_read_anew_at_each_load(local_module: Stage) -> None:
    text = f"{TWO}routers: [{{name: it, python: 'shop_routers:Router'}}]"
    before = local_module.load(text)
    file = local_module.directory / "shop_routers.py"
    file.write_text(file.read_text().replace("default", "other"))
    after = local_module.load(text)
    assert route(before, select("book")).databases == ("default",)
    assert route(after, select("book")).databases == ("other",)


def test_hints_tell_the_statement_the_session_and_the_rows(stage: Stage) -> None:
    python_routers.HINTS.clear()
    rules = stage.load(python("Curious"))
    sql = "INSERT INTO book (id, title, pages) VALUES (1, 'it''s', NULL), (-2, $1, now())"
    context = Context("ann", "web", transaction=READ_WRITE, bound="other")
    decide(analyze(sql), context, rules, text=sql)
    [hints] = python_routers.HINTS
    assert hints["rows"] == ({"id": "1", "title": "it's", "pages": None}, {"id": "-2"})
    told = {key: hints[key] for key in ("statement", "tag", "user", "application", "database")}
    assert told == {"statement": sql, "tag": "INSERT", "user": "ann", "application": "web", "database": "other"}
    assert hints["instance"]._state.db == "other"


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("INSERT INTO s.book (a) VALUES (1)", ({"a": "1"},)),
        ("INSERT INTO book (\"A\", b) VALUES (true, E'x\\ty')", ({"A": "true", "b": "x\ty"},)),
        ("INSERT INTO book (a, b) VALUES (f(1, 2), 3)", ({"b": "3"},)),
        ("INSERT INTO book VALUES (1)", ()),
        ("INSERT INTO book (a) SELECT 1", ()),
        ("INSERT INTO book (a) VALUES (", ()),
        ("SELECT 1", ()),
    ],
)
def test_rows_are_read_from_the_text_of_an_insert(sql: str, rows: object) -> None:
    assert inserted_rows(sql) == rows


def test_the_routers_of_djangos_documentation_need_no_change_at_all(stage: Stage) -> None:
    databases = (
        "databases: {auth_db: {url: 'sqlite:///a'}, primary: {url: 'sqlite:///p'}, "
        "replica1: {url: 'sqlite:///1', replica_of: primary}, replica2: {url: 'sqlite:///2', replica_of: primary}}\n"
        "default: primary\n"
    )
    routers = ", ".join(
        f"{{name: {name}, python: 'tests.routing.django_routers:{name}'}}"
        for name in ("AuthRouter", "PrimaryReplicaRouter")
    )
    rules = stage.load(f"{databases}router_timeout: 30s\nrouters: [{routers}]")
    assert route(rules, select("auth_user")).databases == ("auth_db",)
    assert route(rules, insert("django_content_type")).databases == ("auth_db",)
    assert route(rules, select("book")).databases[0] in ("replica1", "replica2")
    assert route(rules, insert("book")).databases == ("primary",)
    assert route(rules, create("auth_user")).databases == ("auth_db",)
    assert route(rules, create("book")).databases == ("primary",)
    refused = route(rules, create("auth_user", using="primary"))
    assert refused.refusal == "migrate"
    joined = "SELECT * FROM book JOIN review ON review.book_id = book.id"
    assert decide(analyze(joined), session(), rules, text=joined).refused is None


def test_the_ends_of_a_relation_are_tables_too(stage: Stage) -> None:
    seen: list[tuple[object, ...]] = []

    class Looks:
        def allow_relation(self, first: Instance, second: Instance) -> None:
            for each in (first, second):
                seen.append((str(each), each.name, each.schema, each.app_label, each.model_name, each._state.db))
                assert each.columns == each.databases == ()

    router = PythonRouter("looks", Looks(), ("default", "other"))
    route(replace(stage.load(TWO), routers=(router,)), select("auth_user person@other"))
    assert seen == [
        ("auth_user", "auth_user", "public", "auth", "user", "default"),
        ("person", "person", "public", "", "person", "other"),
    ]

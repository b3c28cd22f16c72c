"""The command, as a terminal and a script see it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import proxy
from proxy.cli import app
from tests.servers import Server

RULES = """\
databases:
  default: "sqlite:///shop.db"
  replica1: {url: "sqlite:///replica.db", replica_of: default}
  auth: "sqlite:///auth.db"
routers:
  - {name: auth, tables: ["auth_*"], read: auth, write: auth, migrate: [auth]}
  - {name: replicas, read: replica1, write: default, migrate: [default], relation: allow}
tests:
  - {sql: "SELECT * FROM orders", database: replica1, router: replicas}
  - {sql: "SELECT * FROM orders JOIN auth_user ON auth_user.id = orders.user_id", refused: cross_database}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(RULES)
    return path


def onedsn(*arguments: str | Path, input_: str | bytes = "") -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input_)


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_version_is_told() -> None:
    assert onedsn("--version").stdout in {
        f"onedsn {proxy.__version__} ({how})\n" for how in ("compiled", "interpreted")
    }


@pytest.mark.parametrize("command", ["serve", "check", "test", "diff", "explain", "init", "schema", "demo", "top"])
def test_every_command_explains_itself(command: str) -> None:
    result = onedsn(command, "--help")
    assert result.exit_code == 0
    assert command in result.stdout


@pytest.mark.parametrize(("of", "key"), [("rules", "routers"), ("server", "listen")])
def test_the_schema_of_both_files_is_printed(of: str, key: str) -> None:
    assert key in json.loads(onedsn("schema", of).stdout)["properties"]


def test_check_accepts_good_rules(rules: Path) -> None:
    result = onedsn("check", rules)
    assert result.exit_code == 0, result.output
    assert "shop: 3 databases, 2 routers" in result.stdout


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("listen: {tls: require}", "tls_certificate"),
        ("users: {app: {password: x, addresses: [10.0.0.0/33]}}", "CIDR"),
    ],
)
def test_check_refuses_settings_that_could_not_be_served(rules: Path, settings: str, words: str) -> None:
    (rules.parent / "server.yaml").write_text(settings)
    result = onedsn("check", rules)
    assert result.exit_code == 2
    assert words in result.stderr


def test_check_looks_at_users_who_cannot_come_in_and_at_databases_that_are_none(rules: Path) -> None:
    users = "users:\n  app: {databases: [shop, shp]}\n  free: {authentication: trust, databases: [onedsn]}\n"
    (rules.parent / "server.yaml").write_text(users)
    findings = json.loads(onedsn("check", rules, "--json").stdout)["findings"]
    assert [(one["line"], one["key"], one["kind"]) for one in findings if one["file"].endswith("server.yaml")] == [
        (2, "users.app", "user_without_password"),
        (2, "users.app", "user_of_no_database"),
    ]


def test_explain_says_what_it_did_not_understand(rules: Path) -> None:
    shown = onedsn("explain", rules, "SELEC 1").stdout.splitlines()
    assert shown[0].startswith("Route to default")
    assert shown[1] == (
        "Not understood: no statement of PostgreSQL begins with 'SELEC 1'. What is not understood is taken for a write."
    )
    assert "Not understood" not in onedsn("explain", rules, "SELECT 1").stdout


def test_check_names_file_line_and_nearest_word(rules: Path) -> None:
    rules.write_text(RULES.replace("read: replica1", "read: replca1"))
    result = onedsn("check", rules)
    assert result.exit_code == 2
    assert "shop.yaml:7" in result.stderr
    assert "replica1" in result.stderr


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://a@h/d?sslmode=verfy-full", 'did you mean "verify-full"?'),
        ("postgresql://a@h/d?sslmod=require", 'did you mean "sslmode"?'),
        ("postgresql://h/d", "names no user"),
        ("postgresql://a@h:99999/d", '"99999" is not a port'),
        ("postgresql://a@h/d?sslmode=verify-full", "needs a certificate to trust"),
        ("sqlite:///a.db?mod=ro", "unknown option 'mod'"),
    ],
)
def test_check_and_serve_name_the_line_of_a_url_that_cannot_be_used(rules: Path, url: str, message: str) -> None:
    rules.write_text(RULES.replace("sqlite:///auth.db", url))
    for command in (["check"], ["serve", "--listen", "127.0.0.1:0"]):
        result = onedsn(*command, rules)
        assert result.exit_code == 2
        assert f"{rules}:4: databases.auth.url: " in result.output
        assert message in result.output


def test_check_finds_what_is_wrong_in_the_settings_beside_the_rules(rules: Path) -> None:
    (rules.parent / "server.yaml").write_text("listen: {host: 127.0.0.1}\nworker: 2\n")
    result = onedsn("check", rules)
    assert result.exit_code == 2
    assert "server.yaml:2" in result.stderr
    assert "workers" in result.stderr


def test_check_answers_in_json(rules: Path) -> None:
    (answer,) = lines(onedsn("check", rules, "--json"))
    assert answer["files"] == ["shop"]
    assert answer["live"] == []


@pytest.mark.parametrize("command", [["check"], ["test"], ["diff", "itself"]])
def test_errors_of_a_file_are_json_too(rules: Path, command: list[str]) -> None:
    rules.write_text('databases: {default: "sqlite:///d.db"}\nrouters:\n  - {name: a, raed: default}\n')
    result = onedsn(command[0], *([rules] * len(command)), "--json")
    assert result.exit_code == 2
    answer = json.loads(result.stdout)
    (error,) = answer["errors"]
    assert (error["file"], error["line"], error["key"]) == (str(rules), 3, "routers[0].raed")
    assert "read" in error["message"]


def test_findings_name_file_line_and_key(rules: Path) -> None:
    rules.write_text(
        'databases: {default: "sqlite:///d.db"}\nrouters:\n'
        "  - {name: a, tables: [x_*], read: default}\n  - {name: b, tables: [x_1], read: default}\n"
    )
    assert f"{rules}:4: routers[1]: shadowed" in onedsn("check", rules).stdout
    (answer,) = lines(onedsn("check", rules, "--json"))
    assert [(one["line"], one["key"], one["kind"]) for one in answer["findings"]] == [(4, "routers[1]", "shadowed")]


def test_check_live_names_a_database_that_does_not_answer(rules: Path) -> None:
    rules.write_text('databases: {default: "postgresql://nobody@127.0.0.1:1/none"}\n')
    result = onedsn("check", rules, "--live")
    assert result.exit_code == 1
    assert "default: cannot connect" in result.stdout


def test_check_live_knows_a_primary_from_a_replica(rules: Path, primary: Server) -> None:
    text = f'databases: {{default: "{primary.url}", copy: {{url: "{primary.url}", replica_of: default}}}}\n'
    rules.write_text(text)
    result = onedsn("check", rules, "--live")
    assert result.exit_code == 1
    assert "copy: is called a replica of default, but accepts writes" in result.stdout
    assert "default: " not in result.stdout


def test_check_live_tells_of_tables_that_exist_twice(rules: Path, primary: Server, auth_server: Server) -> None:
    rules.write_text(f'databases: {{default: "{primary.url}", other: "{auth_server.url}"}}\n')
    for server in (primary, auth_server):
        server.execute("CREATE TABLE held_by_both (id integer)")
    try:
        result = onedsn("check", rules, "--live")
    finally:
        for server in (primary, auth_server):
            server.execute("DROP TABLE held_by_both")
    assert result.exit_code == 0, result.output
    assert "held_by_both" in result.stdout


def test_tests_that_hold_exit_with_zero(rules: Path) -> None:
    result = onedsn("test", rules)
    assert result.exit_code == 0, result.output
    assert "2 of 2 tests hold" in result.stdout


def test_a_failing_test_says_what_was_found(rules: Path) -> None:
    rules.write_text(RULES.replace("database: replica1, router", "database: default, router"))
    result = onedsn("test", rules)
    assert result.exit_code == 1
    assert "replica1" in result.stdout
    assert "1 of 2" in result.stdout


def test_explain_tells_the_route_and_why(rules: Path) -> None:
    result = onedsn("explain", rules, "SELECT * FROM orders")
    assert result.exit_code == 0
    assert "replica1" in result.stdout
    assert "replicas" in result.stdout


def test_explain_json_has_statements_route_and_refusal(rules: Path) -> None:
    (answer,) = lines(onedsn("explain", rules, "SELECT * FROM orders", "--json"))
    (statement,) = answer["statements"]
    assert (statement["kind"], statement["reads"], statement["unknown"]) == ("read", ["orders"], False)
    assert answer["route"]["database"] == "replica1"
    assert answer["route"]["why"]
    assert answer["refused"] is None


def test_explain_json_tells_a_refusal_by_its_sqlstate(rules: Path) -> None:
    sql = "SELECT * FROM orders JOIN auth_user ON auth_user.id = orders.user_id"
    (answer,) = lines(onedsn("explain", rules, sql, "--json"))
    assert answer["route"]["database"] is None
    assert answer["refused"]["sqlstate"] == "0A000"
    assert "auth_user" in answer["refused"]["message"]


def test_each_line_of_standard_input_is_answered_in_order(rules: Path) -> None:
    asked = ["SELECT 1 FROM auth_user", "DELETE FROM orders", "\ud83d\ude00"]
    answers = lines(onedsn("explain", rules, "--json", input_="\n".join(json.dumps({"sql": sql}) for sql in asked)))
    assert [answer["route"]["database"] for answer in answers[:2]] == ["auth", "default"]
    assert len(answers) == 3


def test_a_bad_line_is_answered_and_the_next_one_too() -> None:
    bad = [b"not json", b"[1]", b'{"sql": 1}', b'{"other": "x"}', b"\xff\xfe", b"[" * 100_000, b"\0", b"9" * 5000]
    answers = lines(onedsn("explain", "--json", "--analyze-only", input_=b"\n".join([*bad, b'{"sql": "SELECT 1"}'])))
    assert ["error" in answer for answer in answers] == [True] * len(bad) + [False]
    assert answers[-1]["statements"][0]["kind"] == "read"


@pytest.mark.parametrize(
    "odd", [b"\xff\xfe", b"\\u0000", b"\0", b"\\ud800", b"\x1c\x85", b"(" * 100_000, b"x" * 10_000_000]
)
def test_an_odd_statement_is_answered_as_any_other(odd: bytes) -> None:
    text = b'{"sql": "SELECT \'' + odd + b"' FROM t\"}"
    (answer,) = lines(onedsn("explain", "--json", "--analyze-only", input_=text))
    assert answer["statements"][0]["reads"] == ["t"]


def test_what_the_rules_say_of_functions_counts_without_a_server_too(rules: Path) -> None:
    text = "functions: {tidy: read}\n" + RULES + '  - {sql: "SELECT tidy(id) FROM orders", database: replica1}\n'
    rules.write_text(text)
    (answer,) = lines(onedsn("explain", rules, "SELECT tidy(id) FROM orders", "--json"))
    assert (answer["statements"][0]["kind"], answer["route"]["database"]) == ("read", "replica1")
    assert "3 of 3 tests hold" in onedsn("test", rules).stdout


def test_analysis_alone_needs_no_rules_and_has_no_route() -> None:
    (answer,) = lines(onedsn("explain", "--json", "--analyze-only", input_='{"sql": "INSERT INTO a SELECT b FROM c"}'))
    (statement,) = answer["statements"]
    assert (statement["kind"], statement["reads"], statement["writes"]) == ("write", ["c"], ["a"])
    assert "route" not in answer


def test_one_statement_can_be_analysed_without_rules() -> None:
    (answer,) = lines(onedsn("explain", "--analyze-only", "SELECT nextval('s')"))
    assert answer["statements"][0]["kind"] == "write"


def test_several_rules_files_need_a_choice(rules: Path) -> None:
    (rules.parent / "other.yaml").write_text('databases: {default: "sqlite:///x.db"}\n')
    refused = onedsn("explain", rules.parent, "SELECT 1 FROM a")
    assert refused.exit_code == 2
    assert "--database: other, shop" in refused.stderr
    (answer,) = lines(onedsn("explain", rules.parent, "SELECT 1 FROM a", "--database", "shop", "--json"))
    assert answer["route"]["database"] == "replica1"


def test_init_writes_rules_that_check_and_test_accept(tmp_path: Path) -> None:
    path = tmp_path / "orders.yaml"
    assert onedsn("init", path).exit_code == 0
    assert onedsn("check", path).exit_code == 0
    result = onedsn("test", path)
    assert result.exit_code == 0, result.output


def test_init_leaves_an_existing_file_alone(rules: Path) -> None:
    result = onedsn("init", rules)
    assert result.exit_code == 2
    assert rules.read_text() == RULES


def test_reading_sql_alone_imports_no_driver_and_no_server() -> None:
    program = """\
import io, sys
sys.stdin = io.TextIOWrapper(io.BytesIO(b'{"sql": "SELECT 1"}'))
sys.argv = ["onedsn", "explain", "--json", "--analyze-only"]
from proxy.cli import main
try:
    main()
except SystemExit:
    pass
print([name for name in ("asyncpg", "aiosqlite", "uvloop", "prometheus_client", "proxy.app") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_serve_refuses_rules_that_cannot_be_used_before_it_listens(rules: Path) -> None:
    rules.write_text(RULES.replace("read: replica1", "read: replca1"))
    result = onedsn("serve", rules, "--listen", "127.0.0.1:0")
    assert result.exit_code == 2
    assert "shop.yaml:7" in result.stderr


def test_serve_refuses_an_address_that_is_none(rules: Path) -> None:
    result = onedsn("serve", rules, "--listen", "somewhere")
    assert result.exit_code == 2
    assert "HOST:PORT" in result.stderr


def test_check_strict_makes_findings_count(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text('databases: {default: "sqlite:///shop.db"}\nrouters: [{name: idle, tables: [book]}]\n')
    assert onedsn("check", path).exit_code == 0
    told = onedsn("check", path, "--strict")
    assert told.exit_code == 1
    assert "never_answers" in told.stdout


def test_check_live_looks_into_files(tmp_path: Path) -> None:
    import sqlite3

    for name in ("a", "b"):
        with sqlite3.connect(tmp_path / f"{name}.db") as file:
            file.execute("CREATE TABLE book (id integer)")
    path = tmp_path / "shop.yaml"
    path.write_text(f'databases: {{default: "sqlite:///{tmp_path}/a.db", other: "sqlite:///{tmp_path}/b.db"}}\n')
    told = onedsn("check", path, "--live", "--json")
    assert told.exit_code == 0
    assert "table_twice" in {finding["kind"] for finding in json.loads(told.stdout)["findings"]}


def test_check_live_names_views_of_files_that_another_program_has_made(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as file:
        file.executescript("""
            CREATE TABLE book (id integer, editor integer); CREATE TABLE person (id integer);
            CREATE VIEW [order] AS SELECT `book`.id FROM book JOIN [person] ON person.id = editor;
            CREATE VIEW above AS SELECT count(*) FROM [order]; CREATE VIEW harmless AS SELECT * FROM book;
            CREATE VIEW broken AS SELECT * FROM gone;
        """)
    path = tmp_path / "shop.yaml"
    path.write_text(
        f'databases: {{default: "sqlite:///{tmp_path}/a.db", other: "sqlite:///{tmp_path}/b.db"}}\n'
        "routers: [{name: people, tables: [person], read: other, write: other}]\n"
    )
    told = onedsn("check", path, "--live", "--json")
    found = [one["message"] for one in json.loads(told.stdout)["findings"] if one["kind"] == "view_crosses"]
    assert [message.partition(" of ")[0] for message in sorted(found)] == ["view public.above", "view public.order"]
    assert all('public.person on "other"' in message and 'public.book on "default"' in message for message in found)


HOSTILE = """
class Raises:
    def db_for_write(self, table, **hints):
        if table.name == "book":
            raise ValueError("no books")
        return "default" if table.name == "person" else "atlantis"

class Never:
    def __init__(self):
        raise KeyboardInterrupt
"""


def test_check_live_says_for_which_tables_a_python_router_fails(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as file:
        file.executescript("CREATE TABLE book (id); CREATE TABLE person (id); CREATE TABLE shop (id)")
    (tmp_path / "failing_routers_of_a_test.py").write_text(HOSTILE)
    path = tmp_path / "shop.yaml"
    rules = (
        f'databases: {{default: "sqlite:///{tmp_path}/a.db", other: "sqlite:///{tmp_path}/b.db"}}\n'
        "routers: [{name: hostile, python: 'failing_routers_of_a_test:Raises'}]\n"
    )
    path.write_text(rules)
    told = onedsn("check", path, "--live", "--json")
    assert told.exit_code == 0
    found = [one["message"] for one in json.loads(told.stdout)["findings"] if one["kind"] == "router_failed"]
    assert len(found) == 2
    assert any("db_for_write(public.book) raised ValueError: no books" in message for message in found)
    assert any("db_for_write(public.shop) answered 'atlantis'" in message for message in found)
    assert onedsn("check", path, "--live", "--strict").exit_code == 1
    path.write_text(rules.replace("Raises", "Never"))
    told = onedsn("check", path, "--json")
    assert told.exit_code == 2
    assert "cannot be loaded: KeyboardInterrupt" in told.stdout


def test_what_a_relation_refuses_is_known_without_a_server(tmp_path: Path) -> None:
    path = tmp_path / "apart.yaml"
    path.write_text(
        'databases: {default: "sqlite:///d.db", auth: "sqlite:///a.db"}\n'
        'routers: [{name: auth, tables: ["auth_*"], read: auth, write: auth, migrate: [auth]}]\n'
        "relations: [{from: orders.user_id, to: auth_user.id}]\n"
        'tests: [{sql: "INSERT INTO orders (user_id) VALUES (5)", refused: relation},'
        ' {sql: "INSERT INTO orders (user_id) VALUES (NULL)", database: default},'
        ' {sql: "DROP TABLE orders, auth_user", database: auth}]\n'
    )
    told = onedsn("test", path)
    assert (told.exit_code, told.output) == (0, "3 of 3 tests hold\n")
    assert "orders.user_id" in onedsn("explain", path, "INSERT INTO orders (user_id) VALUES (5)").output

"""Rules and settings files: what is read, and how each problem is told."""

from pathlib import Path

import pytest

from proxy.config import PoolMode
from proxy.routing.load import load_directory, load_rules, load_settings
from proxy.routing.problems import FileProblems
from proxy.routing.shape import Action, Check
from tests.routing.stage import TWO, Stage


def problems_of(stage: Stage, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(FileProblems) as raised:
        stage.load(text)
    return [(problem.line, problem.key, problem.message) for problem in raised.value.problems]


def test_a_file_becomes_databases_with_their_sources(stage: Stage) -> None:
    rules = stage.load(
        "databases:\n"
        "  default: {url: 'postgresql://h/d', pool_size: 3, pool_mode: session}\n"
        "  r1: {url: 'postgresql://h/r', replica_of: default, max_lag: 200ms, read_your_writes: false}\n"
        "  r2: {url: 'postgresql://h/r', replica_of: r1}\n"
        "  file: 'sqlite:///a.db'\n"
    )
    assert rules.name == "shop"
    assert {name: database.source for name, database in rules.databases.items()} == {
        "default": "default",
        "r1": "default",
        "r2": "default",
        "file": "file",
    }
    assert rules.databases["r1"].max_lag == 0.2
    assert rules.databases["default"].pool_mode is PoolMode.SESSION
    assert rules.databases["file"].kind == "sqlite"
    assert rules.default == "default"


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("databases:\n  default: {url: 'sqlite:///d', replicaof: x}", 2, "databases.default.replicaof", '"replica_of"'),
        ("databases:\n  default: {url: 'postgrsql://d'}", 2, "databases.default.url", '"postgresql"'),
        ("databases:\n  default:\n    replica_of: default\n", 2, "databases.default.url", '"url" is missing'),
        ("datbases: {}\n", 1, "datbases", '"databases"'),
        (f"{TWO}routers:\n  - name: a\n    raed: other", 4, "routers[0].raed", '"read"'),
        (f"{TWO}routers:\n  - name: a\n    read: othr", 4, "routers[0].read", '"other"'),
        (f"{TWO}routers:\n  - name: a\n    read: []", 4, "routers[0].read", "empty list"),
        (f"{TWO}routers:\n  - name: a\n    write: [default, other]", 4, "routers[0].write", "one"),
        (f"{TWO}routers:\n  - name: a\n    relation: alow", 4, "routers[0].relation", "'allow' or 'refuse'"),
        (f"{TWO}routers:\n  - name: a\n    statements: [raed]", 4, "routers[0].statements", '"read"'),
        (f"{TWO}routers:\n  - {{name: a, read: other}}\n  - {{name: a}}", 4, "routers[1].name", "another router"),
        (
            f"{TWO}routers:\n  - name: a\n    elsewhere: skip\n    on_refused: error",
            5,
            "routers[0].on_refused",
            "contr",
        ),
        (f"{TWO}tests:\n  - {{sql: SELECT 1, database: othr}}", 3, "tests[0].database", '"other"'),
        (f"{TWO}tests:\n  - {{sql: SELECT 1, router: x}}", 3, "tests[0].router", "none is known"),
        (f"{TWO}relations:\n  - {{from: a.b, to: c}}", 3, "relations[0].to", '"c" is not table.column'),
        (f"{TWO}relations:\n  - {{from: a.b, to: {{x: c.d}}}}", 3, "relations[0].to", "by:"),
        (f"{TWO}relations:\n  - {{from: a.b, to: [c.d, c.e]}}", 3, "relations[0].to", "numbers of columns"),
        (f"{TWO}relations:\n  - {{from: a.b, to: c.d, on_delete: kascade}}", 3, "relations[0].on_delete", "'cascade'"),
        ("databases: {a: 'sqlite:///a', b: 'sqlite:///b'}", 1, "databases", "default: NAME"),
        (
            "databases:\n  default: {url: 'sqlite:///d', replica_of: default}",
            2,
            "databases.default.replica_of",
            "circle",
        ),
        ("databases: {default: 'sqlite:///d'}\ndatabases: {}", 2, "", "duplicate key"),
        ("databases: {default: 'sqlite:///d'\n", 2, "", "is not YAML"),
        ("databases:\n\tdefault: 'sqlite:///d'\n", 2, "", "indent with spaces"),
        (f"{TWO}routers:\n  - {{name: a, tables: *all, read: other}}", 3, "", "needs quotes"),
        ("databases: {default: 'localhost/d'}", 1, "databases.default.url", "write postgresql://user@host/name"),
        ("- a\n", 1, "", "must be a mapping"),
        ("", 1, "databases", "missing"),
        (f"{TWO}routers: 5", 2, "routers", "must be a list, not 5"),
        (f"{TWO}routers:\n  - just text", 3, "routers[0]", "must be a mapping"),
        ("databases:\n  default: &a {url: 'x://'}\n  b:\n    <<: *a\n", 3, "databases.b.url", "no kind"),
        ("databases: &a {default: *a}", 1, "databases.default", "must be a mapping"),
        ("databases: " + "[" * 20_000, 1, "", "nested too deeply"),
        ("a: 1\n---\nb: 2", 2, "", "another document"),
        ("databases: {default: 'postgresql://${NOBODY}@h/d'}", 1, "databases.default", "no variable NOBODY"),
    ],
)
def test_a_problem_names_line_key_and_the_nearest_known_word(
    stage: Stage, text: str, line: int, key: str, words: str
) -> None:
    found = problems_of(stage, text)
    assert any(at == line and where == key and words in message for at, where, message in found), found


def test_all_problems_of_a_file_are_told_at_once(stage: Stage) -> None:
    text = f"{TWO}unknwon: default\nrouters:\n  - {{name: a, read: othr}}\n  - {{name: b, wirte: other}}\n"
    assert [line for line, _, _ in problems_of(stage, text)] == [2, 4, 5]


def test_names_are_checked_beside_a_part_that_has_the_wrong_shape(stage: Stage) -> None:
    text = "databases:\n  default: {url: 'sqlite:///d', replica_of: defalt}\nrouters:\n  - just text\n"
    assert [line for line, _, _ in problems_of(stage, text)] == [2, 4]


def test_no_problem_shows_a_password(tmp_path: Path) -> None:
    settings = tmp_path / "server.yaml"
    settings.write_text("users: {app: {password: 4711, addresses: 'postgresql://u:4711@h/d'}}")
    with pytest.raises(FileProblems) as raised:
        load_settings(settings, {})
    assert len(raised.value.problems) == 2
    assert "4711" not in str(raised.value)


def test_a_key_that_is_there_twice_shows_no_password(stage: Stage) -> None:
    text = "databases:\n  default: {url: 'postgresql://u:4711@h/d'}\n  default: {url: 'postgresql://u:4712@h/d'}\n"
    assert problems_of(stage, text) == [(3, "", 'is not YAML: found duplicate key "default"')]


def test_the_environment_fills_urls_and_encodes_what_is_in_their_password(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text("databases: {default: 'postgresql://u:${PW}@${HOST:-h}/d', other: '${URL}'}")
    rules = load_rules(path, {"PW": "a/b@c", "URL": "sqlite:///x y.db"})
    assert rules.databases["default"].url == "postgresql://u:a%2Fb%40c@h/d"
    assert rules.databases["other"].url == "sqlite:///x y.db"
    assert "a%2Fb" not in repr(rules)


def test_relations_are_taken_apart(stage: Stage) -> None:
    rules = stage.load(
        TWO
        + "check: verify\n"
        + "relations:\n"
        + "  - {from: pet.owner_id, to: person.id, on_delete: cascade}\n"
        + "  - {from: [line.order, line.shop], to: [orders.id, orders.shop], check: allow, lock: true}\n"
        + "  - {from: review.object_id, by: review.kind, names: kinds.model,"
        + " to: {book: book.id, person: s.person.id}}\n"
    )
    pet, line, review = rules.relations
    assert (str(pet.child), str(pet.parents[""]), pet.check) == ("pet.owner_id", "person.id", Check.VERIFY)
    assert pet.on_delete is Action.CASCADE
    assert (str(line.child), line.check, line.lock) == ("line.(order, shop)", Check.ALLOW, True)
    assert (review.by, str(review.names), str(review.parents["person"])) == ("kind", "kinds.model", "s.person.id")


def test_a_directory_holds_one_dsn_database_in_each_file_but_the_settings(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(TWO)
    (tmp_path / "blog.yml").write_text(TWO)
    (tmp_path / "server.yaml").write_text("workers: auto")
    assert sorted(load_directory(tmp_path, {})) == ["blog", "shop"]
    assert list(load_directory(tmp_path / "shop.yaml", {})) == ["shop"]


def test_the_problems_of_all_files_of_a_directory_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("databases: {}")
    (tmp_path / "b.yaml").write_text("x: 1")
    (tmp_path / "onedsn.yaml").write_text(TWO)
    with pytest.raises(FileProblems) as raised:
        load_directory(tmp_path, {})
    assert {Path(problem.file).name for problem in raised.value.problems} == {"a.yaml", "b.yaml", "onedsn.yaml"}


def test_an_empty_directory_and_a_missing_file_say_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match="holds no rules file"):
        load_directory(tmp_path, {})
    with pytest.raises(FileProblems, match="cannot be read"):
        load_rules(tmp_path / "none.yaml", {})


def test_settings_are_read_with_units_and_defaults(tmp_path: Path) -> None:
    path = tmp_path / "server.yaml"
    path.write_text("listen: {port: 7000}\npool: {size: 5, wait_timeout: 200ms}\nlimits: {message_size: 16MB}\n")
    settings = load_settings(path, {})
    assert (settings.listen.port, settings.listen.host) == (7000, "127.0.0.1")
    assert (settings.pool.wait_timeout, settings.limits.message_size) == (0.2, 16 * 1024**2)
    path.write_text("listen:\n  prot: 7000\n")
    with pytest.raises(FileProblems, match=r'server.yaml:2: listen.prot: unknown key "prot"; did you mean "port"'):
        load_settings(path, {})

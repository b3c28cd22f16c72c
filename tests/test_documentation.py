"""The documentation is true: commands run, settings and metrics are all there, and files that it names exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel
from typer.core import TyperGroup

from proxy.admin.commands import ACTIONS, LISTINGS
from proxy.cli import app
from proxy.config import ServerSettings, UserSettings
from proxy.relations.guarded import decide_guarded
from proxy.routing import shape
from proxy.routing.load import load_rules
from proxy.telemetry.metrics import COUNTERS, GAUGES
from tests.servers import free_port

ROOT = Path(__file__).parent.parent
PAGES = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/operating.md",
    "docs/rules.md",
    "docs/relations.md",
    "docs/transparency.md",
)
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def page(name: str) -> str:
    return (ROOT / name).read_text()


def table_rows(text: str) -> dict[str, list[str]]:
    """Rows of all tables by the code in their first cell."""
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if line.startswith("| `") and (found := re.match(r"`([^`]+)`", cells[0])):
            rows[found[1]] = cells[1:]
    return rows


def leaves(model: type[BaseModel], prefix: str = "") -> dict[str, object]:
    """Settings by their dotted name, with defaults."""
    found: dict[str, object] = {}
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found |= leaves(field.annotation, f"{prefix}{name}.")
        else:
            found[prefix + name] = field.default
    return found


def onedsn_commands() -> list[tuple[str, str]]:
    """Every line of a code block and every inline code that begins with onedsn, by page."""
    found = []
    for name in PAGES:
        text = page(name)
        lines = [line.partition("  #")[0].strip() for _, block in FENCE.findall(text) for line in block.splitlines()]
        lines += re.findall(r"`(onedsn [^`]+)`", FENCE.sub("", text))
        found += [(name, line.removeprefix("$ ")) for line in lines if re.match(r"(\$ )?onedsn( |$)", line)]
    return found


@pytest.mark.parametrize(("name", "line"), onedsn_commands())
def test_every_command_shown_exists_with_its_options(name: str, line: str) -> None:
    words = shlex.split(re.sub(r"[\[\]]|<.*|\|.*", " ", line))[1:]
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    command = group if not words or words[0].startswith("-") else group.commands.get(words[0])
    assert command is not None, f"{name}: there is no `onedsn {words[0]}`"
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize(("name", "default"), leaves(ServerSettings).items())
def test_every_setting_is_documented_with_its_default(name: str, default: object) -> None:
    rows = table_rows(page("docs/operating.md"))
    assert name in rows
    written = str(default).lower() if isinstance(default, bool) else getattr(default, "value", default)
    shown = "none" if default in (None, {}, ()) else f"`{written}`"
    assert rows[name][0] == shown


@pytest.mark.parametrize("name", UserSettings.model_fields)
def test_every_setting_of_a_user_is_documented(name: str) -> None:
    assert name in table_rows(page("docs/operating.md"))


def test_every_metric_is_documented_with_its_labels_and_no_other() -> None:
    rows = table_rows(page("docs/operating.md"))
    listed = {name: cells[0] for name, cells in rows.items() if name.startswith("onedsn_")}
    expected = {f"{metric.name}_total": ", ".join(metric.labels) or "none" for metric in COUNTERS}
    expected |= {metric.name: ", ".join(metric.labels) or "none" for metric in GAUGES}
    assert listed == expected


def test_every_console_command_is_documented() -> None:
    rows = table_rows(page("docs/operating.md"))
    commands = [f"SHOW {listing.word}" for listing in LISTINGS] + [command for command, _ in ACTIONS]
    assert [command for command in commands if command not in rows] == []


@pytest.mark.parametrize("model", [shape.DatabaseShape, shape.RouterShape, shape.RelationShape, shape.RulesShape])
def test_every_key_of_a_rules_file_is_documented(model: type[BaseModel]) -> None:
    text = page("docs/rules.md")
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert [key for key in keys if not re.search(rf"`{key}:?`|^## {key}$", text, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("name", "number"),
    [
        (name, number)
        for name in ("README.md", "docs/rules.md")
        for number, (language, block) in enumerate(FENCE.findall(page(name)))
        if language == "yaml" and block.startswith("databases:")
    ],
)
def test_rules_shown_are_rules_that_load_and_hold_their_tests(name: str, number: int, tmp_path: Path) -> None:
    from proxy.routing.run_tests import run_tests
    from proxy.sql.analyze import analyze

    path = tmp_path / "shown.yaml"
    path.write_text(FENCE.findall(page(name))[number][1])
    rules = load_rules(path, {"SHOP_PASSWORD": "secret"})
    results = run_tests(rules, analyze, decide_guarded)
    assert results
    assert [result.failures for result in results if not result.passed] == []


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_that_exist(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page(name))
    assert [target for target in targets if not ((ROOT / name).parent / target).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_make_targets_and_paths_that_are_named_exist(name: str) -> None:
    text = page(name)
    makefile = page("Makefile")
    for target in re.findall(r"`make (\w[\w-]*)|^make (\w[\w-]*)", text, re.MULTILINE):
        assert re.search(rf"^{target[0] or target[1]}:", makefile, re.MULTILINE), target
    for path in re.findall(r"`((?:proxy|tests|docs|benchmarks|deploy)/[\w/.]+)`", text):
        assert (ROOT / path).exists(), path


def test_the_rules_for_compose_hold_their_own_tests() -> None:
    from proxy.routing.run_tests import run_tests
    from proxy.sql.analyze import analyze

    rules = load_rules(ROOT / "routing_rules/compose/shop.yaml", {"SHOP_PASSWORD": "a", "AUTH_PASSWORD": "b"})
    results = run_tests(rules, analyze, decide_guarded)
    assert len(results) == 4
    assert [result.failures for result in results if not result.passed] == []


# These speak as a PostgreSQL server would, with all of its codes.
AS_A_SERVER = ("backends/sqlite", "sql")


def raised_sqlstates() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "proxy").rglob("*.py"):
        if not str(path.relative_to(ROOT / "proxy")).startswith(AS_A_SERVER):
            found |= set(re.findall(r'sqlstate(?:: ClassVar\[str\])? ?= ?"([0-9A-Z]{5})"', path.read_text()))
    return found


def test_every_sqlstate_of_the_proxy_is_documented_and_no_other() -> None:
    documented = set()
    for line in page("docs/errors.md").splitlines():
        if line.startswith("| `"):
            documented |= set(re.findall(r"`([0-9A-Z]{5})`", line.split(" | ")[0]))
    assert documented == raised_sqlstates()


def test_every_kind_of_finding_is_documented_and_no_other() -> None:
    table = page("docs/operating.md").partition("### What `onedsn check` finds")[2].partition("## Compiled")[0]
    documented = {
        word
        for line in table.splitlines()
        if line.startswith("| ")
        for word in re.findall(r"`([a-z_]+)`", line.split(" | ")[0])
    }
    code = "".join(path.read_text() for path in (ROOT / "proxy/routing").glob("check*.py"))
    code += (ROOT / "proxy/offline.py").read_text() + (ROOT / "proxy/app/settings_check.py").read_text()
    calls = re.findall(r'[Ff]inding\([^"]*?"([a-z_]+)",', code)
    assert documented == set(calls)


class Shown:
    """A folder like the one that the pages speak of, in which their commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = Path(sys.executable).parent

    def run(self, line: str, input_: str = "") -> subprocess.CompletedProcess[str]:
        words = shlex.split(line)
        words[0] = str(self.bin / words[0])
        return subprocess.run(words, cwd=self.folder, input=input_, capture_output=True, text=True, timeout=60)

    def serve(self, line: str) -> None:
        """Until it listens, then SIGTERM."""
        words = shlex.split(line)
        words[0] = str(self.bin / words[0])
        with (self.folder / "serve.log").open("w+") as log:
            process = subprocess.Popen(words, cwd=self.folder, stderr=log)
            try:
                until = time.monotonic() + 30
                while '"listening"' not in (self.folder / "serve.log").read_text():
                    assert process.poll() is None, (self.folder / "serve.log").read_text()
                    assert time.monotonic() < until
                    time.sleep(0.02)
            finally:
                process.terminate()
            assert process.wait(20) == 0


def block_with(name: str, command: str) -> list[str]:
    (block,) = [block for _, block in FENCE.findall(page(name)) if re.search(rf"^{command}", block, re.MULTILINE)]
    return [line.partition("  #")[0].strip() for line in block.splitlines() if line.startswith("onedsn ")]


def on_a_free_port(line: str) -> str:
    if "--listen" in line:
        return re.sub(r"--listen \S+", f"--listen 127.0.0.1:{free_port()}", line)
    return f"{line} --listen 127.0.0.1:{free_port()}"


def test_the_commands_of_the_readme_work_one_after_the_other(tmp_path: Path) -> None:
    shown = Shown(tmp_path)
    for line in block_with("README.md", "onedsn init"):
        if line.startswith("onedsn serve"):
            shown.serve(on_a_free_port(line))
            continue
        done = shown.run(line)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_recording_and_comparing_works_as_it_is_shown(tmp_path: Path) -> None:
    shown = Shown(tmp_path)
    for name in ("routing_rules", "new_rules"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "shop.yaml").write_text('databases: {default: "sqlite:///shop.db"}\n')
    serve, diff = block_with("docs/operating.md", "onedsn diff")
    shown.serve(on_a_free_port(serve))
    done = shown.run(diff)
    assert done.returncode == 0, done.stdout + done.stderr


OFFLINE = [
    ("onedsn check shop.yaml --live --json", ""),
    ("onedsn test shop.yaml --json", ""),
    ("onedsn diff shop.yaml shop.yaml --database shop --json", ""),
    ('onedsn explain shop.yaml "SELECT 1" --json', ""),
    ("onedsn explain --json --analyze-only", '{"sql": "SELECT 1"}\n'),
    ("onedsn schema", ""),
    ("onedsn schema server", ""),
    ("onedsn --version", ""),
]


@pytest.mark.parametrize(("line", "input_"), OFFLINE)
def test_every_other_command_of_the_table_can_be_run(line: str, input_: str, tmp_path: Path) -> None:
    shown = Shown(tmp_path)
    assert shown.run("onedsn init").returncode == 0
    done = shown.run(line, input_)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


def test_the_commands_of_the_table_are_all_run_by_some_test() -> None:
    """`serve`, `init` and `diff` by those above, `demo` and `top` by their own."""
    table = {line.split()[1] for name, line in onedsn_commands() if name == "docs/operating.md"}
    run = {line.split()[1] for line, _ in OFFLINE} | {"serve", "init", "diff", "demo", "top"}
    assert table == run

"""The documentation is true: commands run, settings and metrics are all there, and files that it names exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel
from typer.core import TyperGroup

from proxy.admin.commands import ACTIONS, LISTINGS
from proxy.cli import app
from proxy.config import ServerSettings, UserSettings
from proxy.routing import shape
from proxy.routing.load import load_rules
from proxy.telemetry.metrics import COUNTERS, GAUGES

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/operating.md", "docs/rules.md", "docs/relations.md")
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
    results = run_tests(rules, analyze)
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
    results = run_tests(rules, analyze)
    assert len(results) == 4
    assert [result.failures for result in results if not result.passed] == []

"""The walls of the house: imports go one way, and four rooms do no input or output."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import proxy

ROOT = Path(proxy.__file__).parent

# Each may import only what stands further down. Rooms of one line do not know each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("offline", "top", "demo"),
    ("app",),
    ("server", "admin"),
    ("session",),
    ("transactions",),
    ("pool",),
    ("backends",),
    ("relations",),
    ("routing",),
    ("sql",),
    ("net",),
    ("wire",),
    ("telemetry",),
    ("config",),
    ("errors", "compiled"),
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


PURE_ROOMS = ("wire", "sql", "routing", "session")
IMPURE_MODULES = frozenset(
    {
        "socket",
        "ssl",
        "select",
        "selectors",
        "subprocess",
        "asyncpg",
        "aiosqlite",
        "sqlite3",
        "uvloop",
        "http",
        "urllib.request",
    }
)
IMPURE_CALLS = frozenset(
    {"open", "print", "input", "create_connection", "create_server", "open_connection", "start_server", "create_task"}
)
# Reading the rules is the edge of the routing room: these open the files that an operator names.
READS_FILES = frozenset({"routing/document.py", "routing/load.py"})


def modules() -> Iterator[Path]:
    yield from sorted(path for path in ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.level == 0, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node.func, ast.Attribute) and node.func.attr in IMPURE_CALLS - {"open", "print", "input"}:
            yield node.func.attr


def violations_of_order(room: str, imported: set[str]) -> list[str]:
    found = []
    for name in sorted(imported):
        parts = name.split(".")
        if parts[0] != "proxy" or len(parts) < 2 or parts[1] == room or parts[1].startswith("__version"):
            continue
        target = parts[1]
        if target not in LEVEL:
            found.append(f"{target} is in no layer")
        elif LEVEL[target] <= LEVEL[room]:
            found.append(f"{room} may not import {name}")
    return found


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_stands_below_it(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    assert room in LEVEL, f"{path.name} is in no layer"
    assert violations_of_order(room, set(imports(ast.parse(path.read_text())))) == []


@pytest.mark.parametrize(
    "path", [path for path in modules() if room_of(path) in PURE_ROOMS], ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_pure_room_does_no_input_or_output(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert {name for name in imports(tree) if name in IMPURE_MODULES or name.split(".")[0] in IMPURE_MODULES} == set()
    if str(path.relative_to(ROOT)) not in READS_FILES:
        assert set(calls(tree)) & IMPURE_CALLS == set()


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_its_duty_in_the_first_line(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text()))
    assert docstring
    assert len(docstring.splitlines()[0]) > 10


def test_the_order_of_layers_is_really_checked() -> None:
    assert violations_of_order("sql", {"proxy.routing.route"}) == ["sql may not import proxy.routing.route"]
    assert violations_of_order("routing", {"proxy.sql.statement", "proxy.errors", "json"}) == []
    assert violations_of_order("errors", {"proxy.config"}) == ["errors may not import proxy.config"]

"""What is in a wheel and in a source distribution, with a C compiler and without one."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from proxy.compiled import MODULES

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as a fresh clone has it."""
    copy = tmp_path_factory.mktemp("source") / "onedsn"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "build", "*.so", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, copy, ignore=ignored)
    return copy


def build(source: Path, hook: str, folder: Path, **environment: str) -> tuple[Path, str]:
    """Calls the build backend as pip does; the file it made, and what it said."""
    program = f"from setuptools import build_meta; print(build_meta.{hook}({str(folder)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=source,
        env={**os.environ, "ONEDSN_COMPILE": "auto", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return folder / done.stdout.splitlines()[-1], done.stderr


def test_without_a_compiler_the_wheel_is_plain_python_and_says_why(source: Path, tmp_path: Path) -> None:
    wheel, said = build(source, "build_wheel", tmp_path, CC="/no/such/compiler")
    assert wheel.name.endswith("-py3-none-any.whl")
    assert "the hot modules are not compiled, they run as plain Python: there is no C compiler" in said
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"proxy/py.typed", "proxy/admin/page.html", "proxy/pool/link.py", "proxy/app/worker.py"} <= names
    assert not [name for name in names if not name.startswith(("proxy/", "onedsn-"))]
    modules = {str(path.relative_to(source)) for path in (source / "proxy").rglob("*.py")}
    assert modules <= names


def test_a_compiler_that_fails_is_an_error_only_where_compiling_is_demanded(source: Path, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failure:
        build(source, "build_wheel", tmp_path, CC="/bin/false", ONEDSN_COMPILE="yes")
    assert "cannot compile the hot modules" in failure.value.stderr


def test_nothing_is_compiled_where_nobody_wants_it(source: Path, tmp_path: Path) -> None:
    wheel, said = build(source, "build_wheel", tmp_path, ONEDSN_COMPILE="no")
    assert wheel.name.endswith("-py3-none-any.whl")
    assert "compiled" not in said


def test_a_source_distribution_can_be_built_from(source: Path, tmp_path: Path) -> None:
    archive, _ = build(source, "build_sdist", tmp_path)
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {"setup.py", "pyproject.toml", "LICENSE", "README.md", "proxy/compiled.py", "proxy/admin/page.html"} <= names
    assert {"docs/operating.md", "routing_rules/shop.yaml", "tests/test_packaging.py"} <= names
    assert not [name for name in names if name.endswith((".pyc", ".so"))]


def test_every_module_that_may_be_compiled_exists() -> None:
    from proxy.compiled import MODULES

    assert [name for name in MODULES if not (ROOT / name).is_file()] == []


def classes(path: Path) -> list[ast.ClassDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ClassDef)]


def test_what_is_not_compiled_inherits_only_from_compiled_classes_that_allow_it() -> None:
    """Interpreted it would work anyhow; compiled it is a TypeError at the first use."""
    from proxy.compiled import MODULES

    closed = {
        made.name
        for name in MODULES
        for made in classes(ROOT / name)
        if "allow_interpreted_subclasses" not in "".join(map(ast.unparse, made.decorator_list))
    }
    others = [path for path in (ROOT / "proxy").rglob("*.py") if str(path.relative_to(ROOT)) not in MODULES]
    found = {
        f"{path.relative_to(ROOT)}: {made.name}({base.id})"
        for path in others
        for made in classes(path)
        for base in made.bases
        if isinstance(base, ast.Name) and base.id in closed
    }
    assert found == set()


def test_the_hot_modules_can_be_translated_where_nothing_else_is_installed(tmp_path: Path) -> None:
    # As pip builds a wheel: what onedsn imports is not there. A type that mypyc cannot find out is an error to it.
    options = ["--config-file=", "--ignore-missing-imports", "--no-site-packages", f"--cache-dir={tmp_path}"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *MODULES], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout

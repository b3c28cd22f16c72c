"""Compiles the hot modules when a wheel is built where a C compiler is; without one the wheel is pure Python.

ONEDSN_COMPILE: auto (default), no, or yes, which makes a failure an error. Which modules: proxy/compiled.py. An
editable installation never compiles, or an edit would have no effect; `make compiled` makes a compiled copy beside it.
"""

from __future__ import annotations

import contextlib
import io
import os
import runpy
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError

MODULES = runpy.run_path(str(Path(__file__).parent / "proxy" / "compiled.py"))["MODULES"]
WANTED = os.environ.get("ONEDSN_COMPILE", "auto")
BUILDS = {"bdist_wheel", "build", "build_ext", "install"}


def translated() -> list[Extension]:
    """The hot modules as C. The one place that knows by which compiler."""
    from mypyc.build import mypycify

    # Types of what is not installed in a build environment do not matter to the hot modules.
    options = ["--config-file=", "--ignore-missing-imports", *MODULES]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            return list(mypycify(options, opt_level="3", debug_level="0"))
    except SystemExit:
        # Its remarks on speed are for us; its errors are for everybody.
        say(said.getvalue())
        raise


def why_not() -> str | None:
    """What this machine lacks for compiling; None when it lacks nothing."""
    if sys.implementation.name != "cpython":
        return f"this is {sys.implementation.name}, not CPython"
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if not header.exists():
        return f"{header} is missing (Debian: python3-dev)"
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "probe.c"
        source.write_text(f'#include "{header}"\n')
        command = [*compiler, f"-I{header.parent}", "-c", str(source), "-o", str(source.with_suffix(".o"))]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            return f"there is no C compiler: {error}"
    return None if done.returncode == 0 else f"the C compiler fails: {done.stderr.strip().splitlines()[-1:]}"


def say(text: str) -> None:
    print(f"onedsn: {text}", file=sys.stderr)


def extensions() -> list[Extension]:
    if WANTED == "no" or not BUILDS & set(sys.argv):
        return []
    lacking = why_not()
    if lacking is None:
        try:
            return translated()
        except ImportError as error:
            lacking = f"{error.name} is not installed"
    if WANTED == "yes":
        raise SystemExit(f"onedsn: cannot compile the hot modules: {lacking}")
    say(f"the hot modules are not compiled, they run as plain Python: {lacking}")
    return []


class BuildHotModules(build_ext):
    """Falls back to plain Python where the compiler gives up half-way."""

    def run(self) -> None:
        try:
            super().run()
        except BaseError as error:
            if WANTED == "yes":
                raise
            for name in self.get_outputs():
                Path(name).unlink(missing_ok=True)
            self.extensions = []
            say(f"the hot modules are not compiled, they run as plain Python: {error}")
        else:
            say(f"compiled {len(MODULES)} modules")


setup(ext_modules=extensions(), cmdclass={"build_ext": BuildHotModules})

"""The `routers:` section: declared ones with known databases, Python ones imported from beside the rules file."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from types import ModuleType

from proxy.routing.document import Document, Location
from proxy.routing.problems import Problem, did_you_mean
from proxy.routing.python_router import METHODS, PythonRouter
from proxy.routing.router import DeclaredRouter, Patterns, Router, patterns
from proxy.routing.rules import Database
from proxy.routing.shape import Elsewhere, RouterShape, RulesShape
from proxy.sql.statement import Kind

_ON_REFUSED = {"error": Elsewhere.REFUSE, "notice": Elsewhere.SKIP}
_ONLY_DECLARED = ("tables", "schemas", "users", "applications", "statements", "read", "write", "relation", "migrate")


def load_routers(
    document: Document, shape: RulesShape, databases: Mapping[str, Database], problems: list[Problem]
) -> tuple[Router, ...]:
    """The chain in its order; what is wrong is added to `problems`."""
    routers: list[Router] = []
    names: set[str] = set()
    for i, written in enumerate(shape.routers):
        where: Location = ("routers", i)
        if written.name in names:
            problems.append(document.problem((*where, "name"), f'"{written.name}" is the name of another router too'))
        names.add(written.name)
        elsewhere = _elsewhere(document, where, written, problems)
        if written.python is None:
            routers.append(_declared(document, where, written, elsewhere, databases, problems))
            continue
        router = _python(document, where, written, elsewhere, shape.router_timeout, databases, problems)
        if router is not None:
            routers.append(router)
    return tuple(routers)


def _elsewhere(document: Document, where: Location, written: RouterShape, problems: list[Problem]) -> Elsewhere:
    if written.on_refused is None:
        return written.elsewhere or Elsewhere.REFUSE
    meant = _ON_REFUSED[written.on_refused]
    if written.elsewhere is not None and written.elsewhere is not meant:
        problems.append(document.problem((*where, "on_refused"), f"contradicts elsewhere: {written.elsewhere}"))
    return meant


def _declared(
    document: Document,
    where: Location,
    written: RouterShape,
    elsewhere: Elsewhere,
    databases: Mapping[str, Database],
    problems: list[Problem],
) -> DeclaredRouter:
    for key, words in (("read", written.read), ("write", written.write), ("migrate", written.migrate)):
        problems.extend(
            document.problem((*where, key), f'no database is named "{word}"; {did_you_mean(word, databases)}')
            for word in words or ()
            if word not in databases
        )
    for key, words in (("read", written.read), ("write", written.write)):
        if words is not None and not words:
            problems.append(document.problem((*where, key), "is an empty list; leave the key out for no opinion"))
    if written.write is not None and len(written.write) > 1:
        problems.append(document.problem((*where, "write"), "names several databases; a write goes to one"))
    statements = None if written.statements is None else tuple(_statement_word(word) for word in written.statements)
    problems.extend(
        document.problem((*where, "statements"), f'"{word}" is no kind; {did_you_mean(word, _KINDS)}')
        for word in statements or ()
        if word not in _KINDS and not word.isupper()
    )
    if written.apps:
        problems.append(document.problem((*where, "apps"), "is for Python routers; use tables"))
    return DeclaredRouter(
        name=written.name,
        tables=patterns(written.tables),
        schemas=patterns(written.schemas),
        users=patterns(written.users),
        applications=patterns(written.applications),
        statements=statements,
        reads=written.read,
        writes=written.write,
        relates=None if written.relation is None else written.relation == "allow",
        migrates=written.migrate,
        elsewhere=elsewhere,
        line=document.line(where),
    )


_KINDS: Collection[str] = tuple(kind.value for kind in Kind)
_TAGS = ("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "COPY", "VACUUM", "ANALYZE", "CALL", "DO", "LOCK")


def _statement_word(word: str) -> str:
    """A kind stays lower case, a tag is upper case: `insert` and `create table` may be written small."""
    lower = word.lower().replace(" ", "_")
    if lower in _KINDS:
        return lower
    upper = word.upper()
    return upper if word == upper or upper.split()[0] in (*_TAGS, "CREATE", "ALTER", "DROP") else word


def _python(
    document: Document,
    where: Location,
    written: RouterShape,
    elsewhere: Elsewhere,
    timeout: float,
    databases: Mapping[str, Database],
    problems: list[Problem],
) -> PythonRouter | None:
    problems.extend(
        document.problem((*where, key), "does not go with python:, the class decides")
        for key in _ONLY_DECLARED
        if getattr(written, key) is not None
    )
    text = written.python or ""
    place: Location = (*where, "python")
    module_name, separator, attribute = text.partition(":")
    if not (separator and module_name and attribute):
        problems.append(document.problem(place, f'"{text}" is not module:Class'))
        return None
    try:
        module = _import(module_name, document.path.resolve().parent)
        found: object = module
        for part in attribute.split("."):
            found = getattr(found, part)
        implementation = found() if isinstance(found, type) else found
    except BaseException as error:  # noqa: BLE001 - importing runs foreign code, which may raise anything
        problems.append(document.problem(place, f"cannot be loaded: {type(error).__name__}: {error}"))
        return None
    if not any(callable(getattr(implementation, method, None)) for method in METHODS):
        problems.append(document.problem(place, f"{attribute} has none of {', '.join(METHODS)}"))
    return PythonRouter(
        name=written.name,
        implementation=implementation,
        known_databases=tuple(databases),
        apps={app: Patterns(words) for app, words in written.apps.items()},
        elsewhere=elsewhere,
        timeout=timeout,
        line=document.line(where),
    )


def _import(name: str, directory: Path) -> ModuleType:
    """A module beside the rules file, read anew at each reload; else any module that Python can find."""
    file = directory / (name.replace(".", "/") + ".py")
    if not file.is_file():
        return importlib.import_module(name)
    # A name of its own: a file called json.py beside the rules must not take the place of Python's.
    specification = importlib.util.spec_from_file_location(f"onedsn_rules.{name}", file)
    if specification is None or specification.loader is None:
        raise ImportError(f"{file} is no Python module")
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    sys.path.insert(0, str(directory))
    try:
        # Not the loader's exec_module: its cache of compiled files sees seconds, and a reload may be faster.
        exec(compile(file.read_bytes(), str(file), "exec"), module.__dict__)
    finally:
        sys.path.remove(str(directory))
    return module

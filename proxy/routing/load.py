"""Rules and settings files, read and checked: the whole file is right, or every problem of it is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from proxy.config import ADMIN_DATABASE, ServerSettings
from proxy.routing.document import Document, Location, read_document, read_text, shaped
from proxy.routing.load_relations import load_relations
from proxy.routing.load_routers import load_routers
from proxy.routing.problems import FileProblems, Problem, did_you_mean
from proxy.routing.rules import Database, Rules
from proxy.routing.shape import DatabaseShape, FunctionShape, RulesShape
from proxy.sql.catalog import Function
from proxy.sql.names import name_in_string
from proxy.sql.statement import TableName

SETTINGS_FILE = "server.yaml"
KINDS = {"postgresql": "postgresql", "postgres": "postgresql", "sqlite": "sqlite"}
RESERVED = (ADMIN_DATABASE,)


Texts = Mapping[str, str]
"""What the files of a server held at one moment, by path: server.yaml, where there is one, and every rules file."""


def read_texts(path: Path) -> dict[str, str]:
    """The files that `path` stands for, as they are now, server.yaml among them. Raises FileProblems."""
    settings = settings_file(path)
    files = (*rules_files(path), settings) if settings.exists() else rules_files(path)
    return {str(file): read_text(file) for file in files}


def settings_file(path: Path) -> Path:
    """Where the settings of a server of these rules are, or would be."""
    return (path if path.is_dir() else path.parent) / SETTINGS_FILE


def load_server(path: Path, texts: Texts, environment: Mapping[str, str]) -> tuple[ServerSettings, dict[str, Rules]]:
    """The settings and every rules file of `texts`. Raises FileProblems."""
    return settings_of(path, texts, environment), _load_all(path, texts, environment)


def settings_of(path: Path, texts: Texts, environment: Mapping[str, str]) -> ServerSettings:
    """The settings of `texts`, or the defaults. Raises FileProblems."""
    file = settings_file(path)
    return load_settings(file, environment, texts[str(file)]) if str(file) in texts else ServerSettings()


def load_settings(path: Path, environment: Mapping[str, str], text: str | None = None) -> ServerSettings:
    """server.yaml. Raises FileProblems."""
    document = read_document(path, environment, text)
    settings, problems = shaped(document, ServerSettings)
    if problems or settings is None:
        raise FileProblems(problems)
    return settings


def load_directory(path: Path, environment: Mapping[str, str]) -> dict[str, Rules]:
    """Every rules file of a directory, or the one file that `path` is, by DSN database. Raises FileProblems."""
    return _load_all(path, None, environment)


def _load_all(path: Path, texts: Texts | None, environment: Mapping[str, str]) -> dict[str, Rules]:
    files = rules_files(path)
    if texts is not None:
        files = tuple(file for file in map(Path, texts) if file != settings_file(path))
    rules: dict[str, Rules] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            loaded = load_rules(file, environment, None if texts is None else texts[str(file)])
        except FileProblems as found:
            problems.extend(found.problems)
            continue
        if loaded.name in rules:
            problems.append(Problem(str(file), 1, "", f'"{loaded.name}" is the DSN database of another file too'))
        rules[loaded.name] = loaded
    if not rules and not problems:
        problems.append(Problem(str(path), 1, "", "holds no rules file; write one, shop.yaml for dbname=shop"))
    if problems:
        raise FileProblems(problems)
    return rules


def rules_files(path: Path) -> tuple[Path, ...]:
    """The rules files that `path` stands for, in the order of their names."""
    if not path.is_dir():
        return (path,)
    found = (file for file in path.iterdir() if file.suffix in (".yaml", ".yml") and file.name != SETTINGS_FILE)
    return tuple(sorted(found))


def load_rules(path: Path, environment: Mapping[str, str], text: str | None = None) -> Rules:
    """One rules file, or `text` in its place. Raises FileProblems with all that is wrong in it."""
    document = read_document(path, environment, text)
    shape, problems = shaped(document, RulesShape)
    if shape is None:
        raise FileProblems(problems)
    name = path.stem
    if name in RESERVED or not re.fullmatch(r"[^@/\s]+", name):
        problems.append(Problem(str(path), 1, "", f'"{name}" cannot be the name of a DSN database; rename the file'))
    databases = _databases(document, shape, problems)
    default = _default(document, shape, problems)
    routers = load_routers(document, shape, databases, problems)
    relations = load_relations(document, shape, problems)
    for i, test in enumerate(shape.tests):
        for key, database in (("database", test.database), ("using", test.using), ("bound", test.bound)):
            _known(document, ("tests", i, key), (database,), databases, problems)
        if test.router is not None and test.router not in {router.name for router in shape.routers}:
            near = did_you_mean(test.router, (router.name for router in shape.routers))
            problems.append(document.problem(("tests", i, "router"), f'no router is named "{test.router}"; {near}'))
    if problems:
        raise FileProblems(problems)
    return Rules(
        name=name,
        path=path,
        databases=databases,
        default=default,
        routers=routers,
        relations=relations,
        tests=shape.tests,
        test_lines=tuple(document.line(("tests", i)) for i in range(len(shape.tests))),
        functions=dict(map(_function, shape.functions.items())),
        unknown=shape.unknown,
        transactions=shape.transactions,
        check=shape.check,
        without_lanes=frozenset(router.name for router in shape.routers if not router.lanes),
    )


def _function(item: tuple[str, str | FunctionShape]) -> tuple[TableName, Function]:
    written, said = item
    name = _name(written)
    if isinstance(said, str):
        return name, Function(name, pure=said == "read")
    reads, writes = tuple(map(_name, said.reads)), tuple(map(_name, said.writes))
    return name, Function(name, reads=reads, writes=writes, complete=True, pure=not (writes or said.changes))


def _name(written: str) -> TableName:
    """A name as SQL writes it, its schema before a point."""
    return name_in_string(written) or TableName(written)


def _no_kind(scheme: str) -> str:
    # Nothing else of the URL is shown: it may hold a password.
    if not scheme:
        return "the URL begins with no kind of database; write postgresql://user@host/name or sqlite:///path"
    return f'"{scheme}://" is no kind of database; {did_you_mean(scheme, KINDS)}'


def _databases(document: Document, shape: RulesShape, problems: list[Problem]) -> dict[str, Database]:
    databases: dict[str, Database] = {}
    for name, written in shape.databases.items():
        where: Location = ("databases", name)
        url_key: Location = (*where, "url")
        scheme = written.url.partition("://")[0].lower() if "://" in written.url else ""
        if scheme not in KINDS and not any(problem.line == document.line(url_key) for problem in document.problems):
            problems.append(document.problem(url_key, _no_kind(scheme)))
        _known(document, (*where, "replica_of"), (written.replica_of,), shape.databases, problems)
        databases[name] = Database(
            name=name,
            url=written.url,
            kind=KINDS.get(scheme, "postgresql"),
            source=_source(document, name, shape.databases, problems),
            replica_of=written.replica_of,
            max_lag=written.max_lag,
            read_your_writes=written.read_your_writes,
            pool_size=written.pool_size,
            pool_mode=written.pool_mode,
            lanes=written.lanes,
            line=document.line(where),
        )
    return databases


def _source(document: Document, name: str, databases: Mapping[str, DatabaseShape], problems: list[Problem]) -> str:
    """Follows `replica_of` to its end; a cycle is told once, by the first database of it."""
    path = [name]
    while True:
        further = databases[path[-1]].replica_of
        if further is None or further not in databases:
            return path[-1]
        if further in path:
            cycle = path[path.index(further) :]
            if name == min(cycle, key=list(databases).index):
                circle = " → ".join([*cycle, further])
                problems.append(
                    document.problem(("databases", name, "replica_of"), f"is a circle: {circle}; one must be a source")
                )
            return name
        path.append(further)


def _default(document: Document, shape: RulesShape, problems: list[Problem]) -> str:
    names = tuple(shape.databases)
    if shape.default is not None:
        _known(document, ("default",), (shape.default,), names, problems)
        return shape.default
    if "default" in names or len(names) == 1:
        return "default" if "default" in names else names[0]
    problems.append(
        document.problem(("databases",), 'none is named "default"; the key "default: NAME" says which one it is')
    )
    return names[0]


def _known(
    document: Document, where: Location, names: Iterable[str | None], known: Iterable[str], problems: list[Problem]
) -> None:
    words = tuple(known)
    problems.extend(
        document.problem(where, f'no database is named "{name}"; {did_you_mean(name, words)}')
        for name in names
        if name is not None and name not in words
    )

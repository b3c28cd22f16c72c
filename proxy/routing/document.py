"""YAML files as plain values, with the line of every key and the environment's values put in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, get_args, get_origin
from urllib.parse import quote

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from proxy.routing.problems import FileProblems, Problem, did_you_mean

Shape = TypeVar("Shape", bound=BaseModel)
Location = tuple[str | int, ...]
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")
_YAML_WORDS = {
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "string_type": "a text",
}
_KINDS: dict[type, str] = {dict: "this mapping", list: "this list", str: "this text"}
_USER_INFO = re.compile(r"[a-z]+://([^/]*)@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read. `root` remembers lines, `values` are plain and have the environment's values."""

    path: Path
    root: CommentedMap
    values: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    """Variables that the environment does not have."""

    def line(self, location: Location) -> int:
        """The line of the last key of `location` that the file really has, counted from 1."""
        node: object = self.root
        line = 1
        for part in location:
            if isinstance(node, CommentedMap) and part in node:
                # A key that came by `<<: *other` has no place in this mapping.
                places = node.lc.data or {}
                line = places[part][0] + 1 if part in places else line
                node = node[part]
            elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
                line = node.lc.item(part)[0] + 1
                node = node[part]
            else:
                break
        return int(line)

    def problem(self, location: Location, message: str) -> Problem:
        return Problem(str(self.path), self.line(location), key_of(location), message)


def key_of(location: Location) -> str:
    """`("routers", 1, "read")` → `routers[1].read`."""
    key = ""
    for part in location:
        if isinstance(part, int):
            key += f"[{part}]"
        else:
            key += f".{part}" if key else part
    return key


def read_text(path: Path) -> str:
    """The text of one file. Raises FileProblems."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise FileProblems([Problem(str(path), 1, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise FileProblems([Problem(str(path), 1, "", f"is not UTF-8: {error.reason}")]) from error


_WAYS_OUT: Final = (
    (r"'\t' that cannot start any token", "indent with spaces"),
    ("undefined alias", "a pattern that begins with * needs quotes"),
)


def _what_is_wrong(error: MarkedYAMLError) -> str:
    what = " ".join(str(error.problem or error.context or "").split("\n")[0].split())
    # Of a key that is there twice the parser tells the values, too: a URL among them may hold a password.
    what = what.partition(" with value ")[0]
    return what + "".join(f"; {way_out}" for words, way_out in _WAYS_OUT if words in what)


def read_document(path: Path, environment: Mapping[str, str], text: str | None = None) -> Document:
    """Reads one file, or takes `text` for what it holds. Raises FileProblems where it is no YAML mapping."""
    try:
        return _read(path, environment, read_text(path) if text is None else text)
    except RecursionError as error:
        problem = Problem(str(path), 1, "", "is nested too deeply, or has an alias inside itself")
        raise FileProblems([problem]) from error


def _read(path: Path, environment: Mapping[str, str], written: str) -> Document:
    try:
        root = YAML(typ="rt").load(written)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        raise FileProblems([Problem(str(path), line, "", f"is not YAML: {_what_is_wrong(error)}")]) from error
    except (YAMLError, ValueError) as error:
        raise FileProblems([Problem(str(path), 1, "", f"is not YAML: {error}")]) from error
    if root is None:
        root = CommentedMap()
    if not isinstance(root, CommentedMap):
        raise FileProblems([Problem(str(path), 1, "", "must be a mapping of keys to values")])
    missing: list[tuple[Location, str]] = []
    values = _plain(root, (), environment, missing)
    document = Document(path, root, values)
    problems = tuple(
        document.problem(where, f"the environment has no variable {name}; ${{{name}:-…}} gives it a default")
        for where, name in missing
    )
    return Document(path, root, values, problems)


def _plain(node: Any, where: Location, environment: Mapping[str, str], missing: list[tuple[Location, str]]) -> Any:
    """Any: a YAML value may be anything, the shape checks it afterwards."""
    if isinstance(node, Mapping):
        # A key is text for the shapes; YAML reads `1:` and `on:` as other things.
        return {str(key): _plain(value, (*where, key), environment, missing) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value, (*where, i), environment, missing) for i, value in enumerate(node)]
    if isinstance(node, str) and "tests" not in where[:1]:
        return _expand(str(node), where, environment, missing)
    return node


def _expand(text: str, where: Location, environment: Mapping[str, str], missing: list[tuple[Location, str]]) -> str:
    """`${NAME}` and `${NAME:-default}`; inside the user and password of a URL the value is percent-encoded."""
    user_info = _USER_INFO.match(text)
    end = user_info.end(1) if user_info is not None else 0

    def value_of(match: re.Match[str]) -> str:
        value = environment.get(match[1], match[2])
        if value is None:
            missing.append((where, match[1]))
            return ""
        return quote(value, safe="") if match.start() < end else value

    return _VARIABLE.sub(value_of, text)


def shaped(document: Document, shape: type[Shape]) -> tuple[Shape | None, list[Problem]]:
    """The document as `shape` and every problem of it; the shape is without what was wrong, or None."""
    problems = list(document.problems)
    try:
        return shape.model_validate(document.values), problems
    except ValidationError as error:
        errors = error.errors(include_url=False)
    seen: set[tuple[int, str]] = {(problem.line, problem.key) for problem in problems}
    for details in errors:
        problem = _problem_of(document, shape, details)
        if (problem.line, problem.key) not in seen:
            seen.add((problem.line, problem.key))
            problems.append(problem)
    # Without the parts that were wrong, or their sections, the names in the rest can be checked in the same go.
    for depth in (None, 1):
        for details in errors:
            _remove(document.values, _written(document, details["loc"])[:depth])
        try:
            return shape.model_validate(document.values), problems
        except ValidationError:
            continue
    return None, problems


def _remove(values: object, location: Location) -> None:
    """Takes the value at `location` away; an entry of a list stays, or the numbers of the others would change."""
    for part in location[:-1]:
        if not _holds(values, part):
            return
        values = values[part]  # type: ignore[index]  # _holds looked
    if location and isinstance(values, dict):
        values.pop(location[-1], None)


def _problem_of(document: Document, shape: type[BaseModel], details: ErrorDetails) -> Problem:
    location = _written(document, details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        word = str(location[-1])
        known = keys_at(shape, location[:-1])
        return document.problem(location, f'unknown key "{word}"; {did_you_mean(word, known)}')
    if kind == "missing":
        return document.problem(location, f'the key "{details["loc"][-1]}" is missing')
    if kind in ("literal_error", "enum"):
        return document.problem(
            location, f"{_shown(location, details['input'])} is none of {details['ctx']['expected']}"
        )
    if kind in _YAML_WORDS:
        return document.problem(location, f"must be {_YAML_WORDS[kind]}, not {_shown(location, details['input'])}")
    message = details["msg"].removeprefix("Value error, ")
    if kind == "value_error":
        return document.problem(location, message)
    return document.problem(location, f"{message[:1].lower()}{message[1:]}, not {_shown(location, details['input'])}")


def _shown(location: Location, value: object) -> str:
    """The value as an operator may see it in a log: nothing that can hold a password."""
    if isinstance(value, dict | list) or "://" in str(value) or location[-1:] in (("password",), ("url",)):
        return _KINDS.get(type(value), "this value")
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _written(document: Document, location: Sequence[str | int]) -> Location:
    """`location` without what pydantic adds for unions and wrapped values."""
    node: object = document.root
    written: list[str | int] = []
    for part in location:
        if _holds(node, part):
            node = node[part]  # type: ignore[index]  # _holds looked
        elif isinstance(node, Mapping) and part == location[-1]:
            node = None
        else:
            continue
        written.append(part)
    return tuple(written)


def _holds(node: object, part: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, Mapping) and part in node


def keys_at(shape: type[BaseModel], location: Location) -> tuple[str, ...]:
    """The keys that a mapping at `location` of a `shape` may have."""
    model: type[BaseModel] = shape
    parts = iter(location)
    for part in parts:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if part not in fields:
            return ()
        annotation = fields[str(part)].annotation
        inner = _inner(annotation)
        if inner is None:
            return ()
        model = inner
        if get_origin(annotation) in (dict, tuple, list):
            # The next part is a name or a number, no key of the model.
            next(parts, None)
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _inner(annotation: object) -> type[BaseModel] | None:
    """The model somewhere inside `tuple[Model, …]`, `dict[str, Annotated[Model, …]]`, `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _inner(argument)
        if found is not None:
            return found
    return None

"""A router written in Python with Django's signatures, and what becomes of its exceptions and its silence."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from proxy.errors import ProxyError
from proxy.routing.deadline import Caller, DeadlinePassed, StillThinking
from proxy.routing.models import Instance, Model, model_of
from proxy.routing.quiet import quietly
from proxy.routing.router import Pair, Patterns, Question, Table
from proxy.routing.rows import inserted_rows
from proxy.routing.shape import Elsewhere

METHODS = ("db_for_read", "db_for_write", "allow_relation", "allow_migrate")


class RouterFailed(ProxyError):
    """A Python router raised, took too long, or answered something that is no answer."""

    sqlstate = "38000"


@dataclass(frozen=True, slots=True)
class PythonRouter:
    """Asks an object that has any of `METHODS`. Whatever it raises becomes RouterFailed."""

    name: str
    implementation: object
    known_databases: tuple[str, ...]
    apps: Mapping[str, Patterns] = field(default_factory=dict)
    elsewhere: Elsewhere = Elsewhere.REFUSE
    timeout: float = 1.0
    line: int = 0
    caller: Caller = field(init=False, repr=False, compare=False)
    parameters: Mapping[str, Mapping[str, inspect.Parameter] | None] = field(init=False, repr=False, compare=False)
    """Of each method, where its signature can be known."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "caller", Caller(self.timeout))
        methods = {name: self._method(name) for name in METHODS}
        parameters = {name: None if method is None else _parameters(method) for name, method in methods.items()}
        object.__setattr__(self, "parameters", parameters)

    @property
    def is_python(self) -> bool:
        return True

    @property
    def judges_relations(self) -> bool:
        return self.has("allow_relation")

    def has(self, method: str) -> bool:
        return callable(getattr(self.implementation, method, None))

    def read(self, question: Question) -> tuple[str, ...] | None:
        return self._database("db_for_read", question)

    def write(self, question: Question) -> tuple[str, ...] | None:
        return self._database("db_for_write", question)

    def relation(self, pair: Pair) -> bool | None:
        method = self._method("allow_relation")
        if method is None:
            return None
        first = Instance(self._model(pair.first), pair.first_database)
        second = Instance(self._model(pair.second), pair.second_database)
        hints = _hints(pair.question)
        answer = self._call("allow_relation", method, pair.first, (first, second), hints)
        return self._yes_or_no("allow_relation", pair.first, answer)

    def migrate(self, question: Question, database: str) -> bool | None:
        method = self._method("allow_migrate")
        # Never None in place of a table: a schema or a function is no business of Django's signature.
        if method is None or question.table is None:
            return None
        model = self._model(question.table)
        hints = {**_hints(question), "model": model}
        arguments: tuple[object, ...] = (database, model._meta.app_label)
        second = list(self.parameters["allow_migrate"] or ())[1:2]
        if second in (["table"], ["model"]):
            arguments = (database, model)
            hints.pop(second[0], None)
        else:
            hints["model_name"] = model._meta.model_name
        answer = self._call("allow_migrate", method, question.table, arguments, hints)
        return self._yes_or_no("allow_migrate", question.table, answer)

    def _database(self, name: str, question: Question) -> tuple[str, ...] | None:
        method = self._method(name)
        if method is None or question.table is None:
            return None
        answer = self._call(name, method, question.table, (self._model(question.table),), _hints(question))
        if answer is None:
            return None
        databases = tuple(answer) if isinstance(answer, list | tuple) else (answer,)
        for database in databases:
            if not isinstance(database, str) or database not in self.known_databases:
                raise RouterFailed(
                    f'router "{self.name}": {name}({question.table}) answered {database!r}, '
                    f"which is no database of the rules file",
                    hint=f"It has {', '.join(self.known_databases)}; None passes to the next router.",
                )
        return databases or None

    def _yes_or_no(self, name: str, table: Table, answer: object) -> bool | None:
        if answer is None or isinstance(answer, bool):
            return answer
        raise RouterFailed(
            f'router "{self.name}": {name}({table}) answered {answer!r}, which is none of True, False, None'
        )

    def _method(self, name: str) -> Callable[..., object] | None:
        method = getattr(self.implementation, name, None)
        return method if callable(method) else None

    def _model(self, table: Table) -> Model:
        return model_of(table, self.apps)

    def _call(
        self,
        name: str,
        method: Callable[..., object],
        table: Table,
        arguments: tuple[object, ...],
        hints: dict[str, object],
    ) -> object:
        accepted = _accepted(self.parameters[name], hints)
        about = (name, str(table), *(_name(argument) for argument in arguments))
        try:
            answer = self.caller(lambda: quietly(lambda: method(*arguments, **accepted)), about)
        except StillThinking:
            raise
        except DeadlinePassed:
            raise RouterFailed(
                f'router "{self.name}": {name}({table}) did not answer within {self.timeout:g} s',
                hint="A router must answer from memory; router_timeout of the rules file sets the limit.",
            ) from None
        except BaseException as error:  # foreign code may raise anything, and the client is told what
            raise RouterFailed(
                f'router "{self.name}": {name}({table}) raised {type(error).__name__}: {error}',
                hint="The statement was sent to no database.",
            ) from error
        if isinstance(answer, Coroutine):
            answer.close()
            raise RouterFailed(
                f'router "{self.name}": {name}({table}) is async and answered a coroutine',
                hint="Nobody awaits a router: write def without async.",
            )
        return answer


def _name(argument: object) -> str:
    """What tells one argument from another in the same decision."""
    if isinstance(argument, Instance):
        return f"{argument._meta.db_table} {argument._state.db}"
    return argument if isinstance(argument, str) else ""


def _hints(question: Question) -> dict[str, object]:
    """`instance` is there when the session's transaction runs on a database already; `_state.db` names it."""
    context = question.context
    hints: dict[str, object] = {
        "statement": question.text,
        "tag": question.statement.tag,
        "user": context.user,
        "application": context.application,
        "database": context.bound,
        "rows": inserted_rows(question.text) if question.statement.tag == "INSERT" else (),
    }
    if context.bound is not None and question.table is not None:
        hints["instance"] = Instance(model_of(question.table, {}), context.bound)
    return hints


def _accepted(parameters: Mapping[str, inspect.Parameter] | None, hints: dict[str, object]) -> dict[str, object]:
    """The hints that the method's signature has a place for."""
    if parameters is None or any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values()):
        return hints
    return {name: value for name, value in hints.items() if name in parameters}


def _parameters(method: Callable[..., Any]) -> Mapping[str, inspect.Parameter] | None:
    try:
        return inspect.signature(method).parameters
    except (TypeError, ValueError):  # some callables of C have no signature
        return None

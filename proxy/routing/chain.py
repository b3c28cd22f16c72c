"""The chain of routers: each is asked in order, the first opinion wins, and every answer is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from proxy.routing.route import Answer, Mode
from proxy.routing.router import Pair, Question, Router
from proxy.routing.shape import Elsewhere


@dataclass(frozen=True, slots=True)
class Opinion:
    """The databases of the first router with an opinion; None and no router where all passed."""

    databases: tuple[str, ...] | None
    router: str | None
    asked: tuple[Answer, ...]
    python: bool = False
    """A Python router was among those asked."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Yes or no, and who said so; `allowed` is None where all passed."""

    allowed: bool | None
    router: str | None
    asked: tuple[Answer, ...]
    elsewhere: Elsewhere = Elsewhere.REFUSE
    python: bool = False


def ask_for_databases(routers: Sequence[Router], question: Question, mode: Mode) -> Opinion:
    """`mode` is READ or WRITE: which of the two questions to ask."""
    asked: list[Answer] = []
    python = False
    question = replace(question, mode=mode)
    for router in routers:
        python = python or router.is_python
        databases = router.read(question) if mode is Mode.READ else router.write(question)
        asked.append(Answer(router.name, databases or ()))
        if databases:
            return Opinion(databases, router.name, tuple(asked), python)
    return Opinion(None, None, tuple(asked), python)


def ask_for_relation(routers: Sequence[Router], pair: Pair) -> Permission:
    asked: list[Answer] = []
    python = False
    for router in routers:
        python = python or router.is_python
        allowed = router.relation(pair)
        asked.append(Answer(router.name, (), _said(allowed, "relation allowed", "relation refused")))
        if allowed is not None:
            return Permission(allowed, router.name, tuple(asked), router.elsewhere, python)
    return Permission(None, None, tuple(asked), python=python)


def ask_for_migrate(routers: Sequence[Router], question: Question, database: str) -> Permission:
    """Whether the table may be defined, or loaded, on `database`. Without an opinion it may."""
    asked: list[Answer] = []
    python = False
    question = replace(question, mode=Mode.MIGRATE)
    for router in routers:
        python = python or router.is_python
        allowed = router.migrate(question, database)
        databases = (database,) if allowed else ()
        asked.append(Answer(router.name, databases, _said(allowed, "allowed", f"not allowed on {database}")))
        if allowed is not None:
            return Permission(allowed, router.name, tuple(asked), router.elsewhere, python)
    return Permission(None, None, tuple(asked), python=python)


def _said(allowed: bool | None, yes: str, no: str) -> str:
    if allowed is None:
        return ""
    return yes if allowed else no

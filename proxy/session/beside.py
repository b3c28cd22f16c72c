"""Databases that a session asks beside the one it is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from proxy.errors import ConnectionFailure, ProxyError
from proxy.relations.questions import Question
from proxy.relations.steps import Answers

Answered = Callable[[Answers | ProxyError], None]


class Beside(Protocol):
    """Asks other databases on connections of its own, each question in a transaction of its own."""

    def ask(self, questions: Sequence[Question], then: Answered) -> Callable[[], None]:
        """Calls `then` once, on the event loop and never at once, with the rows of each question or with what failed.

        Questions for one database are put in their order; after one that fails no other is. The callable that is
        returned gives up: `then` will not be called.
        """


class Nothing:
    """Where no relation is kept over databases."""

    def ask(self, questions: Sequence[Question], then: Answered) -> Callable[[], None]:
        raise ConnectionFailure(f'database "{questions[0].database}" cannot be asked')

"""Puts the questions of relations to other databases than the session's own, as named tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from proxy.backends.asked import Asked, AskedConnection
from proxy.backends.postgres import asked as postgres_asked
from proxy.errors import ConnectionFailure, ProxyError
from proxy.pool.opening import Spawn
from proxy.pool.pool import Pool
from proxy.relations.questions import Question
from proxy.relations.steps import Answers
from proxy.routing.rules import Rules
from proxy.session.beside import Answered


class OtherDatabases:
    """Implements `session.beside.Beside` for the databases of one rules file."""

    def __init__(self, rules: Rules, pools: Mapping[str, Pool], spawn: Spawn, deadline: float) -> None:
        # For the life of the rules
        self._rules = rules
        self._pools = pools
        self._spawn = spawn
        self._deadline = deadline
        # Growing with the databases that are asked
        self._asked: dict[str, Asked] = {}

    def ask(self, questions: Sequence[Question], then: Answered) -> Callable[[], None]:
        """See `Beside.ask`."""
        # Any: what spawn returns is the task, which the caller's owner keeps.
        task: Any = self._spawn(self._put(questions, then), f"relations of {self._rules.name}")

        def give_up() -> None:
            task.cancel()

        return give_up

    async def close(self) -> None:
        for asked in self._asked.values():
            await asked.close()

    async def _put(self, questions: Sequence[Question], then: Answered) -> None:
        answers: Answers = []
        try:
            for question in questions:
                answers.append(await self._answer(question))
        except ProxyError as error:
            then(error)
            return
        then(answers)

    async def _answer(self, question: Question) -> list[tuple[str | None, ...]] | None:
        try:
            return await self._of(question.database).ask(question.text, is_counted=question.is_counted)
        except ProxyError:
            if question.is_optional:
                return None
            raise

    def _of(self, database: str) -> Asked:
        known = self._asked.get(database)
        if known is None:
            known = self._asked[database] = Asked(lambda: self._connect(database))
        return known

    async def _connect(self, name: str) -> AskedConnection:
        database = self._rules.databases.get(name)
        if database is None:
            raise ConnectionFailure(f'there is no database "{name}"')
        if database.kind == "sqlite":
            # As in `assembly.make_backend`: only who has such a database imports what it needs.
            from proxy.backends.sqlite.asked import connect
            from proxy.backends.sqlite.backend import SqliteBackend

            backend = self._pools[name].backend
            assert isinstance(backend, SqliteBackend)
            return await connect(backend)
        return await postgres_asked.connect(name, database.url, self._deadline)

"""Relations played without a database: rules, a statement, and the answers that databases would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from proxy.errors import ProxyError
from proxy.relations.errand import Errand, Parameters, errand
from proxy.relations.owed import Owed, owe
from proxy.relations.questions import MARK, Question, Row
from proxy.relations.steps import Ask, Later, Ran, Run, Steps
from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs
from proxy.routing.load import load_rules
from proxy.routing.route import Context, Route
from proxy.routing.rules import Rules
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, Table
from proxy.sql.statement import TableName

APP = Context("app")
POSTGRES = "databases: {default: 'postgresql://127.0.0.1/d', other: 'postgresql://127.0.0.1/o'}\n"
SQLITE = "databases: {default: 'sqlite:///d', other: 'sqlite:///o'}\n"
SPLIT = (
    "routers: [{name: people, tables: [person, pet], read: default, write: default},"
    " {name: books, tables: [book, review, kinds], read: other, write: other}]\n"
)


def load(folder: Path, text: str) -> Rules:
    path = folder / "shop.yaml"
    path.write_text(text)
    return load_rules(path, {})


def holding(**tables: Sequence[str]) -> Catalog:
    """A database with these tables; a column written `name=5` has that default."""
    found = {}
    for name, words in tables.items():
        columns = tuple(word.partition("=")[0] for word in words)
        defaults = tuple((word.partition("=")[0], word.partition("=")[2]) for word in words if "=" in word)
        found[TableName(name, "public")] = Table(TableName(name, "public"), columns, defaults=defaults)
    return Catalog(tables=found)


def owed_by(
    rules: Rules, sql: str, catalogs: Catalogs | None = None, context: Context = APP
) -> tuple[Route, tuple[Owed, ...]]:
    analysis = analyze(sql)
    return owe(decide(analysis, context, rules, catalogs, text=sql), analysis, context, rules, catalogs, sql)


def errand_of(
    rules: Rules, sql: str, bound: Sequence[Parameters] = ({},), catalogs: Catalogs | None = None
) -> Errand | None:
    """The errand of one statement; the refusal of its plan or of its values is raised."""
    route, owed = owed_by(rules, sql, catalogs)
    if route.refused is not None:
        raise route.refused
    return errand(owed[0], sql, bound) if owed else None


class Play:
    """Carries steps out with scripted answers: rows for each question that holds a key of `answers`, else none."""

    def __init__(self, answers: Mapping[str, Sequence[Row]] | None = None, ran: Ran | None = None) -> None:
        self.answers = answers or {}
        self.ran = ran or Ran(1)
        self.told: list[str] = []
        """Every question with its database, RUN, and work for later, in order."""
        self.rounds = 0
        self.error: ProxyError | None = None

    def of(self, steps: Steps) -> Play:
        given: object = None
        try:
            while True:
                step = steps.send(given)
                given = None
                if isinstance(step, Ask):
                    self.rounds += 1
                    given = [self._answer(question) for question in step.questions]
                elif isinstance(step, Run):
                    self.told.append(f"RUN {step.text or ''}".strip())
                    given = self.ran
                else:
                    assert isinstance(step, Later)
                    self.told.extend(f"later {_shown(question)}" for question in step.questions)
        except StopIteration:
            pass
        except ProxyError as error:
            self.error = error
        return self

    def _answer(self, question: Question) -> list[Row]:
        self.told.append(_shown(question))
        return next((list(rows) for part, rows in self.answers.items() if part in question.text), [])


def _shown(question: Question) -> str:
    return f"{question.database}: {question.text.removeprefix(MARK).strip()}"


def play(steps: Errand | None, answers: Mapping[str, Sequence[Row]] | None = None, ran: Ran | None = None) -> Play:
    assert steps is not None
    return Play(answers, ran).of(steps.steps)

"""What the keeping of relations asks of whoever carries it out; no step knows how that is done."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from proxy.relations.questions import Question, Row


@dataclass(frozen=True, slots=True)
class Ask:
    """Put these, in this order, to their databases. Answer: the rows of each; None for an optional one that failed."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Run the client's statement now. Answer: `Ran`.

    The text of the `extra` columns of each row it writes is returned beside what the client hears; `text` is the
    statement that does so, None where nothing extra is asked for.
    """

    text: str | None = None
    extra: int = 0
    about: str = ""
    """The ends of relations that the extra columns are."""
    written: int = 0
    """Characters of `text` that the client has written."""
    is_last: bool = False
    """Nothing follows: the transaction may be ended with it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """`count` is that of the command tag."""

    count: int | None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """Work on other databases: to be done when everything here is known to be right, before it is committed."""

    questions: tuple[Question, ...]


Answers = list[list[Row] | None]
# Any: each step has an answer of its own kind, as its docstring says.
Steps = Generator[Ask | Run | Later, Any, None]
"""The steps of one statement. They raise what the client must be told; then nothing of it may stay."""

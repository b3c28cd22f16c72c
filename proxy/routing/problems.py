"""What is wrong with a file: every problem with its line, its key and the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from proxy.errors import ConfigurationProblem

_NEAR_ENOUGH = 60.0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `key` is the path inside the file, `routers[1].read`; "" is the whole file."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class FileProblems(ConfigurationProblem):
    """A file, or several, that cannot be used; all their problems at once, one a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be; None where none is near."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
    return None if found is None else str(found[0])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` did you mean "…"?` with the nearest known word, or the list of all known ones."""
    words = sorted(known)
    near = nearest(word, words)
    if near is not None:
        return f'did you mean "{near}"?'
    return f"known are {', '.join(words)}" if words else "none is known"

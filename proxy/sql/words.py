"""The tokens of one command, taken from left to right."""

from __future__ import annotations

from typing import NoReturn

from proxy.errors import SyntaxProblem
from proxy.sql.tokens import BROKEN, QUOTED, STRING, WORD, string_value, tokenize, unquoted


class Words:
    """The tokens of one statement, taken from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.position = 0

    @property
    def value(self) -> str:
        """The next token's value, "" at the end; a quoted identifier or a string never looks like a word."""
        if self.position >= len(self.tokens) or self.tokens.kinds[self.position] in (QUOTED, STRING, BROKEN):
            return ""
        return self.tokens.values[self.position]

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.tokens)

    def take(self, *words: str) -> bool:
        """Skips `words` if they come next, all of them."""
        here = self.position
        for word in words:
            if self.value != word:
                self.position = here
                return False
            self.position += 1
        return True

    def expect(self, *words: str) -> None:
        if not self.take(*words):
            self.problem()

    def problem(self) -> NoReturn:
        if self.at_end:
            raise SyntaxProblem("syntax error at end of input", position=len(self.text) + 1)
        start, end = self.tokens.starts[self.position], self.tokens.ends[self.position]
        raise SyntaxProblem(f'syntax error at or near "{self.text[start:end]}"', position=start + 1)

    def name(self) -> str:
        """An identifier, folded."""
        if self.at_end or self.tokens.kinds[self.position] not in (WORD, QUOTED):
            self.problem()
        self.position += 1
        value = self.tokens.values[self.position - 1]
        return value[1:] if self.tokens.kinds[self.position - 1] == QUOTED else value

    def literal(self) -> str:
        """A string, a number with its sign, or a word, as text."""
        if self.at_end:
            self.problem()
        kind, value = self.tokens.kinds[self.position], self.tokens.values[self.position]
        self.position += 1
        if kind == STRING:
            return string_value(value)
        if kind == QUOTED:
            return value[1:]
        if value in ("-", "+") and not self.at_end:
            return value.replace("+", "") + self.literal()
        if kind == WORD:
            return self.text[self.tokens.starts[self.position - 1] : self.tokens.ends[self.position - 1]]
        return unquoted(value)

    def string(self) -> str | None:
        """A string constant, taken; None, and nothing taken, where something else comes next."""
        if self.at_end or self.tokens.kinds[self.position] != STRING:
            return None
        return self.literal()

    def rest(self) -> str:
        """The text from the next token to the end, taken."""
        if self.at_end:
            self.problem()
        start = self.tokens.starts[self.position]
        self.position = len(self.tokens)
        return self.text[start : self.tokens.ends[-1]]

    def parenthesized(self) -> str:
        """The text inside the parentheses that come next, taken."""
        if self.value != "(":
            self.problem()
        partner = self.tokens.match[self.position]
        if partner < 0:
            self.problem()
        start, end = self.tokens.ends[self.position], self.tokens.starts[partner]
        self.position = partner + 1
        return self.text[start:end]

    def finish(self) -> None:
        if not self.at_end:
            self.problem()

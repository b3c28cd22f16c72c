"""SQL's EXECUTE taken apart: the values it passes, put in the place of the prepared statement's parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from proxy.relations.cut import LONGEST, split
from proxy.relations.errand import errand
from proxy.relations.owed import Owed
from proxy.relations.questions import MARK, Question, literal
from proxy.relations.steps import Answers, Ask, Run, Steps
from proxy.relations.values import written_value
from proxy.relations.violations import cannot_be_prepared
from proxy.sql.statement import quote_identifier
from proxy.sql.tokens import PARAMETER, tokenize, unquoted


@dataclass(frozen=True, slots=True)
class Argument:
    """One value that is passed. `literal` is its text, where it is written as a literal; None for NULL too."""

    text: str
    is_literal: bool
    literal: str | None = None

    @property
    def sql(self) -> str:
        """A literal without a type of its own, as a parameter has none."""
        return "NULL" if self.literal is None else literal(self.literal)


@dataclass(frozen=True, slots=True)
class Call:
    """`EXECUTE name (arguments)`."""

    name: str
    arguments: tuple[Argument, ...] = ()

    @property
    def is_literal(self) -> bool:
        """Whether nothing has to be computed for it."""
        return all(argument.is_literal for argument in self.arguments)

    @property
    def text(self) -> str:
        """As it is said once every argument is a literal."""
        passed = ", ".join(argument.sql for argument in self.arguments)
        return f"EXECUTE {quote_identifier(self.name)}" + (f" ({passed})" if passed else "")

    @property
    def types_query(self) -> str:
        """Which types the server gave the parameters."""
        return (
            f"{MARK} SELECT format_type(one, NULL) FROM pg_prepared_statements, unnest(parameter_types) AS one"
            f" WHERE name = {literal(self.name)}"
        )

    def values_query(self, types: Sequence[str]) -> str:
        """What the arguments are, computed as EXECUTE would compute them."""
        shown = ", ".join(
            f"(({argument.text})::{one})::text" for argument, one in zip(self.arguments, types, strict=True)
        )
        return f"{MARK} SELECT {shown}"

    def with_values(self, values: Sequence[str | None]) -> Call:
        """The same with literals for what was computed."""
        return Call(self.name, tuple(Argument("", True, value) for value in values))


def named_by(text: str) -> str | None:
    """Whose statement is executed, also by EXPLAIN ANALYZE."""
    words = tokenize(text).values
    if words and words[0] == "explain" and not {"analyze", "analyse"} & set(words):
        return None
    return _behind_execute(words)


def shown_by(text: str) -> str | None:
    """Whose statement is executed, or explained as if it were."""
    return _behind_execute(tokenize(text).values)


def _behind_execute(words: Sequence[str]) -> str | None:
    place = words.index("execute") + 1 if "execute" in words else len(words)
    return unquoted(words[place]) if place < len(words) else None


def read_call(text: str) -> Call | None:
    """None for what is no plain EXECUTE: one that EXPLAIN or CREATE TABLE … AS runs."""
    tokens = tokenize(text)
    words = tokens.values
    if tokens.broken is not None or len(words) < 2 or words[0] != "execute" or len(text) >= LONGEST:
        return None
    name = unquoted(words[1])
    if words[2:3] != ["("]:
        return Call(name)
    end = tokens.match[2]
    if end < 0:
        return None
    arguments = []
    for start, stop in split(tokens, 3, end):
        value = written_value(tokens, start, stop)
        # A cast may change what is stored.
        is_literal = (value is None or isinstance(value, str)) and "::" not in words[start:stop]
        written = text[tokens.starts[start] : tokens.ends[stop - 1]]
        arguments.append(Argument(written, is_literal, value if isinstance(value, str) else None))
    return Call(name, tuple(arguments))


def spoken(body: str, call: Call) -> str | None:
    """The prepared statement with the arguments, all literals, in it; None where that cannot be said.

    A parameter without an argument stays: the server refuses such an EXECUTE by itself.
    """
    tokens = tokenize(body)
    if tokens.broken is not None or len(body) >= LONGEST:
        return None
    parts: list[str] = []
    behind = 0
    for position, kind in enumerate(tokens.kinds):
        if kind != PARAMETER:
            continue
        number = int(tokens.values[position][1:])
        if not 0 < number <= len(call.arguments):
            continue
        parts.append(body[behind : tokens.starts[position]])
        parts.append(call.arguments[number - 1].sql)
        behind = tokens.ends[position]
    return "".join([*parts, body[behind:]])


def steps_of_call(owed: Owed, body: str, call: Call) -> Steps:
    """What EXECUTE of a statement that owes something has to do: what it passes is computed first, and once.

    Raises what refuses its literals before anything is asked, with the first step.
    """
    if not call.is_literal:
        answers: Answers = yield Ask((Question(owed.database, call.types_query),))
        types = [row[0] for row in answers[0] or ()]
        if len(types) == len(call.arguments):
            answers = yield Ask((Question(owed.database, call.values_query([str(one) for one in types])),))
            call = call.with_values((answers[0] or [()])[0])
    text = spoken(body, call) if call.is_literal else None
    if text is None and call.is_literal:
        raise cannot_be_prepared((*owed.children, *owed.parents)[0])
    # Where the server refuses the EXECUTE anyway, that is what it should do.
    work = None if text is None else errand(owed, text)
    if work is None:
        yield Run(call.text if call.is_literal else None)
        return
    answer: object = None
    while True:
        try:
            request = work.steps.send(answer)
        except StopIteration:
            return
        if isinstance(request, Run) and request.text is None:
            request = replace(request, text=call.text)
        answer = yield request

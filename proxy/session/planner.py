"""The plans of one rules file, by context and by statement text or shape; made where there is none. May be compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from proxy.errors import ProxyError
from proxy.relations.owed import Owed
from proxy.routing.deadline import Thoughts
from proxy.routing.route import Context, Mode, Route
from proxy.session.plan import FORWARD, REFUSE, Plan
from proxy.sql.long import LONG, Condensed
from proxy.sql.normalize import is_shared
from proxy.sql.statement import Analysis

_PLAN_WEIGHT: Final = 4096
_HEAVIEST: Final = 128 * 1024**2
"""Bytes that the plans of one rules file may take; beyond, all are dropped and made anew as they are needed."""
_PASSING: Final = 500
_TOO_LONG: Final = "the statement is too long for its relations to be kept"


class TooLong(ProxyError):
    """The rules ask for more than was kept of a very long statement."""

    sqlstate = "54000"


class Planner:
    """The plans of one rules file: by context, then by statement text, bounded in number.

    `analyze` and `decide` are the rooms below; `shape` gives what statements have in common that differ only in
    literals. Whether literals may matter in a shape is asked once, when a plan for it is made. `owe` says what a
    routed statement owes to the relations of the rules; `read` is what was found elsewhere in a long text; `thoughts`
    lets decisions wait for routers in Python; `condensed` adds the facts to what was found in a text that is not at
    hand, and is None where the rules cannot be kept without it.
    """

    def __init__(
        self,
        analyze: Callable[[str, Context], Analysis],
        decide: Callable[[Analysis, Context, str], Route],
        shape: Callable[[bytes], bytes],
        limit: int,
        owe: Callable[[Route, Analysis, Context, str], tuple[Route, tuple[Owed, ...]]] | None = None,
        read: Callable[[bytes, Context], Analysis | None] | None = None,
        thoughts: Thoughts | None = None,
        condensed: Callable[[Analysis, Context], Analysis | None] | None = None,
    ) -> None:
        # For the life of the rules
        self._condensed = condensed
        self._thoughts = thoughts
        self._read = read
        self._owe = owe
        self._analyze = analyze
        self._decide = decide
        self._shape = shape
        self._limit = limit
        # Growing with what clients say, cleared at the limit
        self._by_context: dict[Context, dict[bytes, Plan]] = {}
        self._by_shape: dict[Context, dict[bytes, Plan]] = {}
        self._passing: dict[bytes, Plan] = {}
        """The last plan of each shape that is decided anew every time, for those who look."""
        self._count = 0
        self.weight = 0
        """About how many bytes they take."""
        self.misses = 0

    def plans(self, context: Context) -> dict[bytes, Plan]:
        """The plans already made in this context; the caller only looks up."""
        plans = self._by_context.get(context)
        if plans is None:
            plans = self._by_context[context] = {}
        return plans

    def shapes(self, context: Context) -> dict[bytes, Plan]:
        """The plans shared by statements that differ in literals alone, by shape; the caller hands them to `plan`."""
        shapes = self._by_shape.get(context)
        if shapes is None:
            shapes = self._by_shape[context] = {}
        return shapes

    def plan(self, text: bytes, context: Context, shapes: dict[bytes, Plan] | None = None, bound_by: str = "") -> Plan:
        """The plan for a text not yet known in this context. A refusal is a plan too; the only thing it raises is
        StillThinking, for foreign code that must be waited for.

        `shapes` are those of this context, where the caller has them at hand: equal contexts are dear to look up.
        `bound_by` is the statement that holds the transaction where it is, for the wording of a refusal.
        """
        # Without standard strings, what differs in literals alone shares nothing.
        shape = self._shape(text) if context.standard_conforming_strings else text
        known = (self.shapes(context) if shapes is None else shapes).get(shape)
        if known is not None:
            return known
        self.misses += 1
        if bound_by:
            context = replace(context, bound_by=bound_by)
        decoded = text.decode("utf-8", "surrogateescape")
        analysis = None if self._read is None or len(text) < LONG else self._read(text, context)
        if analysis is None:
            analysis = self._analyze(decoded, context)
        if self._thoughts is None:
            route, owed = self._routed(analysis, context, decoded)
        else:
            decision = partial(self._routed, analysis, context, decoded)
            route, owed = self._thoughts.decide((text, context), decision)
        plan = Plan(decoded, analysis, route, owed)
        # A refusal by the transaction names the statement that bound it: another one the next time.
        if route.cacheable and route.refusal != "transaction":
            self._keep(text, shape, context, plan)
        elif len(shape) < LONG:
            self._see_pass(shape, plan)
        return plan

    def needs_text(self, analysis: Analysis, context: Context) -> bool:
        """Whether the rules cannot be kept by what was found in a text, without the text itself."""
        return self._condensed is None or self._condensed(analysis, context) is None

    def plan_condensed(self, condensed: Condensed, key: bytes, context: Context, bound_by: str) -> Plan:
        """The plan, made afresh each time, of a text that is represented by `key` and is not at hand."""
        if bound_by:
            context = replace(context, bound_by=bound_by)
        analysis = None if self._condensed is None else self._condensed(condensed.analysis, context)
        if analysis is None:
            hint = "Send it in parts, or its rows by COPY."
            route = Route(Mode.WRITE, (), "too long", refused=TooLong(_TOO_LONG, hint=hint), refusal="too_long")
            return Plan(condensed.excerpt, condensed.analysis, route)
        plan = Plan(condensed.excerpt, analysis, self._decide(analysis, context, condensed.excerpt))
        # Its message is no string that could be sent, or said again.
        plan.is_plain = plan.falls_back = plan.rides = False
        return plan

    def _routed(self, analysis: Analysis, context: Context, text: str) -> tuple[Route, tuple[Owed, ...]]:
        route = self._decide(analysis, context, text)
        return (route, ()) if self._owe is None else self._owe(route, analysis, context, text)

    def forget(self) -> None:
        """Drops every plan: the rules or the facts have changed."""
        for plans in self._by_context.values():
            plans.clear()
        for plans in self._by_shape.values():
            plans.clear()
        self._passing.clear()
        self._count = self.weight = 0

    def newest(self, limit: int) -> list[Plan]:
        """The plans made last, at most `limit`."""
        found: dict[int, Plan] = {}
        for plans in self._by_context.values():
            for plan in plans.values():
                found[id(plan)] = plan
        return [*self._passing.values(), *found.values()][-limit:]

    @property
    def size(self) -> int:
        return self._count

    def _see_pass(self, shape: bytes, plan: Plan) -> None:
        before = self._passing.pop(shape, None)
        if before is not None:
            plan.calls = before.calls
        elif len(self._passing) >= _PASSING:
            self._passing.clear()
        self._passing[shape] = plan

    def _keep(self, text: bytes, shape: bytes, context: Context, plan: Plan) -> None:
        # The text and its decoded copy, the shape, and what was found in it, which grows with it.
        weight = 4 * len(text) + _PLAN_WEIGHT
        if self._count >= self._limit or self.weight + weight > _HEAVIEST:
            self.forget()
        if weight > _HEAVIEST // 8:
            return
        self._count += 1
        self.weight += weight
        if plan.action in (FORWARD, REFUSE) and is_shared(shape):
            self.shapes(context)[shape] = plan
        self.plans(context)[text] = plan

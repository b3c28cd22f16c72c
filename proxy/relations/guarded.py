"""Where a statement goes, and whether a relation refuses it, as far as its text alone shows: for whoever only asks."""

from __future__ import annotations

from proxy.errors import ProxyError
from proxy.relations.errand import errand, parameters_read
from proxy.relations.owed import owe, refused_by_relation
from proxy.routing.decide import decide
from proxy.routing.deliberation import Catalogs
from proxy.routing.route import Context, Route
from proxy.routing.rules import Rules
from proxy.sql.statement import Analysis

_SOMETHING = "1"


def decide_guarded(
    analysis: Analysis, context: Context, rules: Rules, catalogs: Catalogs | None = None, *, text: str = ""
) -> Route:
    """The routers' decision, and what relations say to it."""
    return _guarded(analysis, context, rules, catalogs, text, given=False)


def decide_for_shape(analysis: Analysis, context: Context, rules: Rules, *, text: str = "") -> Route:
    """The same for a text whose values were taken out: each parameter stands for some value, none for NULL."""
    return _guarded(analysis, context, rules, None, text, given=True)


def _guarded(
    analysis: Analysis, context: Context, rules: Rules, catalogs: Catalogs | None, text: str, *, given: bool
) -> Route:
    route = decide(analysis, context, rules, catalogs, text=text)
    route, owed = owe(route, analysis, context, rules, catalogs, text)
    try:
        for one in owed:
            if one.is_copy:
                continue
            part = text[one.statement.start : one.statement.end]
            values = dict.fromkeys(parameters_read(one, part), _SOMETHING) if given else {}
            found = errand(one, part, [values])
            if found is not None:
                found.steps.close()
    except ProxyError as error:
        return refused_by_relation(route, error)
    return route

"""Where a query string goes: its statements one after the other, all on one database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from proxy.errors import FeatureNotSupported
from proxy.routing.deliberation import Catalogs
from proxy.routing.following import following
from proxy.routing.route import Context, Mode, Route, TransactionMode
from proxy.routing.rules import Rules
from proxy.routing.single import decide_statement
from proxy.sql.statement import Analysis, Statement


def decide(
    analysis: Analysis, context: Context, rules: Rules, catalogs: Catalogs | None = None, *, text: str = ""
) -> Route:
    """One route for the whole query string, which one database runs. A refusal is part of the answer, never raised."""
    statements = analysis.statements
    if len(statements) == 1:
        return decide_statement(statements[0], context, rules, catalogs, text=text)
    routes = _each(statements, context, rules, catalogs, text)
    placed = [route for route in routes if route.mode is not Mode.NONE or route.databases]
    if context.transaction is TransactionMode.AUTOCOMMIT and len(placed) > 1 and not _all_read(placed):
        # Without BEGIN, PostgreSQL runs the statements of one query string as one transaction.
        writing = replace(context, transaction=TransactionMode.READ_WRITE)
        routes = _each(statements, writing, rules, catalogs, text)
    return _joined(routes, rules)


def _each(
    statements: Sequence[Statement], context: Context, rules: Rules, catalogs: Catalogs | None, text: str
) -> list[Route]:
    """The routes one after the other, up to the first refused, each in the context that those before it leave."""
    routes: list[Route] = []
    for statement in statements:
        part = text[statement.start : statement.end]
        route = decide_statement(statement, context, rules, catalogs, text=part, is_alone=False)
        routes.append(route)
        if route.refused is not None:
            break
        context = following(context, statement, route, part)
    return routes


def _all_read(routes: Sequence[Route]) -> bool:
    return all(route.mode in (Mode.READ, Mode.NONE) for route in routes)


def _joined(routes: Sequence[Route], rules: Rules) -> Route:
    """The one route of several statements; a refused one refuses them all."""
    if routes and routes[-1].refused is not None:
        return replace(routes[-1], tables=tuple(table for route in routes for table in route.tables))
    placed = [route for route in routes if route.databases or route.skip]
    if not placed:
        return routes[0] if routes else Route(Mode.NONE, (), "no database is needed")
    main = next((route for route in placed if route.mode is not Mode.READ), placed[0])
    running = [route for route in placed if route.databases] or [main]
    common = tuple(name for name in running[0].databases if all(name in route.databases for route in running))
    if not common and running[0].databases:
        sources = [{rules.source(name) for name in route.databases} for route in running]
        common = tuple(set.intersection(*sources))
    route = replace(
        main,
        databases=common,
        tables=tuple(table for each in routes for table in each.tables),
        balanced=all(each.mode is Mode.READ for each in running) and len(common) > 1,
        skip=tuple(notice for each in routes for notice in each.skip),
        cacheable=all(each.cacheable for each in routes),
    )
    if common or not running[0].databases:
        return route
    ours = {rules.source(name) for name in running[0].databases}
    apart = [each for each in running if ours.isdisjoint(rules.source(name) for name in each.databases)]
    first, second = running[0].databases[0], (apart or running)[-1].databases[0]
    error = FeatureNotSupported(
        f'one query string cannot run on database "{first}" and on database "{second}"',
        hint="Send the statements one by one.",
    )
    return replace(route, refused=error, refusal="transaction", fallback=None)

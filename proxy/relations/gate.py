"""What the declared relations say to a routed statement before it runs: nothing, a refusal, or "show me the values"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Final

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.relations.declared import Duty, Work, duties_of_child, duties_of_parent
from proxy.relations.lookups import MOST, look_up
from proxy.relations.values import UNKNOWN, Parameter, Rows, Value, is_touched, written_values
from proxy.relations.violations import cannot_be_verified, crossing_reference
from proxy.routing.deliberation import Catalogs, Deliberation
from proxy.routing.route import Context, LookUp, Route
from proxy.routing.rules import Rules
from proxy.routing.shape import Action, Check
from proxy.sql.statement import Analysis, Kind, Statement
from proxy.wire.frontend import Bind

_CHANGES: Final = (
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "COPY",
    "SELECT",
    "WITH",
    "PREPARE",
    "EXPLAIN",
    "TRUNCATE TABLE",
)
"""Tags of statements that change rows, or may with a WITH or a body inside."""

Judge = Callable[[Sequence[bytes | None]], ProxyError | None]


class _Later(Enum):
    """The values of the parameters decide."""

    LATER = "later"


def guarded(
    route: Route, analysis: Analysis, context: Context, rules: Rules, catalogs: Catalogs | None, text: str
) -> Route:
    """`route` itself where no relation is concerned; refused, or with `judge_values`, where one is."""
    if not rules.relations or route.refused is not None or route.skip or not route.databases:
        return route
    if len(analysis.statements) > 1:
        # One database runs them all.
        context = replace(context, bound=context.bound or route.databases[0])
    waiting: list[tuple[Duty, Rows]] = []
    asking: list[tuple[Duty, Rows]] = []
    cacheable = route.cacheable
    for statement in analysis.statements:
        if not statement.writes or statement.tag not in _CHANGES or statement.kind in (Kind.READ, Kind.COPY_OUT):
            continue
        part = text[statement.start : statement.end]
        try:
            found = _owed(statement, part, route, context, rules, catalogs)
        except ProxyError as error:
            # A Python router that raises when it is asked where the other end is.
            return _refused(route, error, cacheable=False)
        for duty, rows in found:
            cacheable = cacheable and duty.relation.by is None
            if len(analysis.statements) == 1 and _can_ask(duty, rows, rules):
                if any(None not in row for row in rows):
                    asking.append((duty, rows))
                    # The literals of another text of this shape are other keys.
                    cacheable = cacheable and not any(isinstance(value, str) for row in rows for value in row)
                continue
            verdict = _verdict(duty, rows, None)
            if isinstance(verdict, ProxyError):
                return _refused(route, verdict, cacheable=cacheable)
            if verdict is _Later.LATER:
                waiting.append((duty, rows))
    if not waiting and not asking and cacheable == route.cacheable:
        return route
    return replace(
        route,
        cacheable=cacheable,
        judge_values=_judge(waiting) if waiting else None,
        look_ups=_look_ups(asking) if asking else None,
    )


def _can_ask(duty: Duty, rows: Rows, rules: Rules) -> bool:
    """Whether the connection that writes the child can look for the parent itself."""
    child, parent = duty.child.databases[0], duty.parent.databases[0]
    return (
        duty.work is Work.LOOK_UP
        and duty.relation.by is None
        and rules.share_source(child, parent)
        and rules.databases[child].kind == "postgresql"
        and not any(UNKNOWN in row for row in rows)
        and len(rows) <= MOST
    )


def _look_ups(asking: Sequence[tuple[Duty, Rows]]) -> Callable[[Bind, Sequence[int]], list[LookUp]]:
    def look_ups(bound: Bind, types: Sequence[int]) -> list[LookUp]:
        return [question for duty, rows in asking for question in look_up(duty, rows, bound, types)]

    return look_ups


def _refused(route: Route, error: ProxyError, *, cacheable: bool) -> Route:
    return replace(
        route, databases=(), fallback=None, balanced=False, refused=error, refusal="relation", cacheable=cacheable
    )


def _judge(waiting: Sequence[tuple[Duty, Rows]]) -> Judge:
    def judge(values: Sequence[bytes | None]) -> ProxyError | None:
        for duty, rows in waiting:
            verdict = _verdict(duty, rows, values)
            if isinstance(verdict, ProxyError):
                return verdict
        return None

    return judge


def _owed(
    statement: Statement, text: str, route: Route, context: Context, rules: Rules, catalogs: Catalogs | None
) -> list[tuple[Duty, Rows]]:
    """The duties that this statement's own text does not already fulfil, each with the rows it is about."""
    found: list[tuple[Duty, Rows]] = []
    names = Deliberation(statement, context, rules, catalogs)
    if statement.tag != "TRUNCATE TABLE":
        for duty in duties_of_child(statement, route, context, rules, catalogs):
            if duty.work is Work.NOTHING:
                continue
            child = duty.relation.child
            columns = child.columns if duty.relation.by is None else (*child.columns, duty.relation.by)
            rows = written_values(text, child.table, columns, names.resolve(child.table).columns)
            if rows:
                found.append((duty, rows))
    kept = _of_parent(statement, text, route, context, rules, catalogs)
    found.extend((duty, ()) for duty in kept if duty.work is not Work.NOTHING and not _is_waived(duty))
    return found


def _is_waived(duty: Duty) -> bool:
    """`check: allow` lets references dangle; an action that is written down must happen all the same."""
    return duty.relation.check is Check.ALLOW and duty.action is Action.NO_ACTION


def _of_parent(
    statement: Statement, text: str, route: Route, context: Context, rules: Rules, catalogs: Catalogs | None
) -> list[Duty]:
    if statement.tag == "COPY":
        return []
    seen = statement
    if statement.tag == "INSERT":
        seen = replace(statement, tag="UPDATE")
    elif statement.tag not in ("DELETE", "UPDATE", "TRUNCATE TABLE"):
        seen = replace(statement, tag="MERGE")
    duties = duties_of_parent(seen, route, context, rules, catalogs)
    if seen.tag in ("DELETE", "TRUNCATE TABLE"):
        return list(duties)
    return [d for d in duties if is_touched(text, d.parent_columns.table, d.parent_columns.columns)]


def _verdict(duty: Duty, rows: Rows, values: Sequence[bytes | None] | None) -> ProxyError | _Later | None:
    """None where all is well. `values` are those of a Bind, None before there is one."""
    if duty.work is Work.KEEP:
        return _not_kept(duty)
    waits = False
    for row in rows:
        given = [_resolved(value, values) for value in row]
        if duty.relation.by is not None:
            kind = given.pop()
            if None in given:
                continue
            if kind is UNKNOWN or duty.relation.names is not None:
                return cannot_be_verified(duty)
            if isinstance(kind, str) and kind in duty.relation.parents and kind != duty.kind:
                continue
            if isinstance(kind, str) and kind not in duty.relation.parents:
                return cannot_be_verified(duty)
            waits = waits or isinstance(kind, Parameter)
        if None in given:
            # MATCH SIMPLE: one NULL and the row refers to nothing.
            continue
        if any(isinstance(value, Parameter) for value in given):
            waits = True
        elif waits and duty.relation.by is not None:
            continue
        elif UNKNOWN in given:
            return cannot_be_verified(duty)
        else:
            return crossing_reference(duty) if duty.work is Work.REFUSE else _not_verified(duty)
    return _Later.LATER if waits else None


def _resolved(value: Value, values: Sequence[bytes | None] | None) -> Value:
    """A parameter as its text once it is known. Bytes that are no text refer to something all the same."""
    if not isinstance(value, Parameter) or values is None:
        return value
    if value.number > len(values):
        # The server refuses such a Bind by itself.
        return None
    given = values[value.number - 1]
    return None if given is None else given.decode("utf-8", "replace")


def _not_verified(duty: Duty) -> ProxyError:
    relation = duty.relation
    return FeatureNotSupported(
        f"the relation {relation.child} → {duty.parent_columns} cannot be verified: nothing but a foreign key of "
        f'database "{duty.child.databases[0]}" keeps it',
        detail="onedsn looks for a parent only through the PostgreSQL connection that writes its child, for relations "
        f"without by, and for at most {MOST} rows of one statement.",
        hint="Give the database that foreign key, write NULL, or let the relation say check: allow.",
        table=duty.child.table.name,
        schema=duty.child.table.schema,
    )


def _not_kept(duty: Duty) -> ProxyError:
    relation = duty.relation
    return FeatureNotSupported(
        f"rows of {duty.parent_columns.table} cannot go while {relation.child} may refer to them: nothing keeps "
        f"on_delete: {relation.on_delete.value}, on_update: {relation.on_update.value}",
        detail=f'onedsn does not yet keep it itself, and database "{duty.parent.databases[0]}" has no such foreign key '
        f"for {relation.child.table}.",
        hint="Give the database that foreign key with the same actions, or let the relation say check: allow and "
        "no action.",
        table=duty.parent.table.name,
        schema=duty.parent.table.schema,
    )

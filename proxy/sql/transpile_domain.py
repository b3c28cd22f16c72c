"""Values on their way into a domain: the checks it makes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, DomainType
from proxy.sql.transpile_convert import assign, cast
from proxy.sql.transpile_grammar import parse, string
from proxy.sql.transpile_scope import Context, Scope, Source, Typed

if TYPE_CHECKING:
    from proxy.sql.transpile_expression import Expressions


def assigned(expressions: Expressions, value: Typed, column: ColumnFacts) -> Typed:
    """The value as its column stores it, checked by the column's domain. Raises 42804."""
    context = expressions.context
    domain = context.schema.domain_of(column.domain)
    if domain is None:
        return assign(context, value, column.type_oid, column.type_modifier, column.name)
    value = _of_domain(context, value, domain)
    return checked(expressions, assign(context, value, domain.base, domain.modifier, column.name), domain)


def cast_to_domain(expressions: Expressions, value: Typed, domain: DomainType) -> Typed:
    """`value::domain`."""
    context = expressions.context
    weak = value.name == "?column?" or value.weak
    name = domain.name if weak else value.name
    value = cast(context, _of_domain(context, value, domain), domain.base, domain.modifier)
    return replace(checked(expressions, value, domain), name=name, weak=weak)


def _of_domain(context: Context, value: Typed, domain: DomainType) -> Typed:
    """A parameter without a type gets the domain's."""
    if value.parameter is None or value.type != t.UNKNOWN:
        return value
    context.parameters.fix(value.parameter, domain)
    return replace(context.parameter(value.parameter), name=value.name)


def checked(expressions: Expressions, value: Typed, domain: DomainType) -> Typed:
    """The value, or an error (23502, 23514) where the domain does not take it."""
    if not domain.not_null and not domain.checks:
        return value
    alias = expressions.context.fresh()
    column = f'"{alias}"."v"'
    scope = Scope()
    scope.sources.append(Source("", (Typed(column, domain.base, domain.modifier, "value"),)))
    shown = ", ".join((string(domain.schema), string(domain.name)))
    tests: list[str] = []
    if domain.not_null:
        message = f"domain {domain.name} does not allow null values"
        tests.append(f"WHEN {column} IS NULL THEN pg_raise_domain('23502', {string(message)}, {shown}, '')")
    for check in domain.checks:
        condition = expressions.condition(parse(f"SELECT {check.expression}").expressions[0], scope, "CHECK")
        message = f'value for domain {domain.name} violates check constraint "{check.name}"'
        raised = f"pg_raise_domain('23514', {string(message)}, {shown}, {string(check.name)})"
        tests.append(f"WHEN NOT ({condition}) THEN {raised}")
    # SQLite keeps a query without FROM apart, so the value is worked out once.
    sql = f'(SELECT CASE {" ".join(tests)} ELSE {column} END FROM (SELECT {value.sql} AS "v") AS "{alias}")'
    return replace(value, sql=sql, literal=None, parameter=None)

"""WITH queries that change rows: they run before the statement, and their results lie in temporary tables.

PostgreSQL lets all parts of such a statement see the rows as they were before it. So no part may read or change a table
that another part changes; where one does, the statement is refused.
"""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported
from proxy.sql.schema import TableFacts
from proxy.sql.translation import Step, mentioned
from proxy.sql.transpile_change import Changes
from proxy.sql.transpile_grammar import identifier, parse
from proxy.sql.transpile_insert import Inserts
from proxy.sql.transpile_scope import Context, Typed, UndefinedTable

_CHANGING = (exp.Insert, exp.Update, exp.Delete)


def capture(tree: exp.Expr, context: Context) -> None:
    """Turns each changing WITH query into a step and a temporary table. Raises 0A000."""
    with_ = tree.args.get("with_")
    if with_ is None:
        return
    items = list(with_.expressions)
    changing = [item for item in items if isinstance(item.this, _CHANGING)]
    if not changing:
        return
    if with_.args.get("recursive"):
        raise FeatureNotSupported("data-modifying statements in WITH RECURSIVE are not supported on SQLite")
    _check_apart(tree, items, context)
    for item in changing:
        body = item.this.copy()
        before = [other.copy() for other in items[: items.index(item)] if other not in changing]
        own = body.args.get("with_")
        before += list(own.expressions) if own is not None else []
        body.set("with_", exp.With(expressions=before) if before else None)
        sql, columns = Inserts(context).insert(body) if isinstance(body, exp.Insert) else _changed(body, context)
        name = identifier(item.args["alias"].this)
        names = [identifier(column) for column in item.args["alias"].args.get("columns") or ()]
        kept = context.fresh() if columns else ""
        context.steps.append(Step(sql, mentioned(sql), kept, len(columns)))
        found = tuple(
            _plain(column, names[number] if number < len(names) else column.name)
            for number, column in enumerate(columns)
        )
        context.captured[name] = (f"temp.{kept}", found)
    if any(_is_volatile(other) for other in items if other not in changing):
        raise FeatureNotSupported("volatile functions beside data-modifying WITH queries are not supported on SQLite")


def _plain(column: Typed, name: str) -> Typed:
    return replace(column, sql="", name=name, literal=None, parameter=None)


def _changed(body: exp.Expr, context: Context) -> tuple[str, list[Typed]]:
    changes = Changes(context)
    if isinstance(body, exp.Update):
        return changes.update(body)
    assert isinstance(body, exp.Delete)
    return changes.delete(body)


def _is_volatile(item: exp.Expr) -> bool:
    names = {str(call.this).lower() for call in item.find_all(exp.Anonymous)}
    return bool(names & {"random", "nextval", "gen_random_uuid", "clock_timestamp", "setval", "uuidv4", "uuidv7"})


def _target(body: exp.Expr, context: Context) -> TableFacts:
    node = body.this.this if isinstance(body.this, exp.Schema) else body.this
    return context.find_table(identifier(node.args.get("db")), identifier(node.this))


def _check_apart(tree: exp.Expr, items: list[exp.CTE], context: Context) -> None:
    changing = [item for item in items if isinstance(item.this, _CHANGING)]
    names = {identifier(item.args["alias"].this) for item in items}
    for item in changing:
        target = _target(item.this, context)
        written = {target.oid} | _cascaded(target, item.this, context)
        others = [other for other in items if other is not item]
        for part in others:
            if written & _tables(part.this, names, context):
                raise _overlap(target.name)
        rest = tree.copy()
        rest.set("with_", None)
        if written & _tables(rest, names, context):
            raise _overlap(target.name)


def _overlap(name: str) -> FeatureNotSupported:
    return FeatureNotSupported(
        f'a WITH query that changes "{name}" beside another part that reads or changes it is not supported on SQLite'
    )


def _cascaded(target: TableFacts, change: exp.Expr, context: Context) -> set[int]:
    """Tables that a change of the target may change by their foreign keys."""
    found: set[int] = set()
    if isinstance(change, exp.Insert):
        return found
    grew = True
    names = {(target.schema, target.name)}
    while grew:
        grew = False
        for table in context.schema.tables.values():
            for constraint in table.constraints:
                key = (constraint.referenced_schema, constraint.referenced_table)
                acts = {constraint.on_delete, constraint.on_update} - {"NO ACTION", "RESTRICT"}
                if constraint.kind == "f" and key in names and acts and table.oid not in found:
                    found.add(table.oid)
                    names.add((table.schema, table.name))
                    grew = True
    return found


def _tables(node: exp.Expr, names: set[str], context: Context) -> set[int]:
    """The tables that a part reads or changes, through views too."""
    found: set[int] = set()
    for table in node.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier):
            continue
        schema, name = identifier(table.args.get("db")), identifier(table.this)
        if not schema and name in names:
            continue
        try:
            facts = context.find_table(schema, name)
        except UndefinedTable:
            continue
        found.add(facts.oid)
        if facts.kind == "v" and facts.definition:
            found |= _tables(parse(facts.definition), set(), context)
    return found

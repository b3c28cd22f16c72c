"""PostgreSQL SQL for SQLite: one statement becomes SQLite SQL with the same result, or is refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported
from proxy.sql import types as t
from proxy.sql.catalog_rewrite import EXPANDING, expanded
from proxy.sql.catalog_tables import CATALOGS
from proxy.sql.schema import SchemaFacts
from proxy.sql.translation import ResultColumn, Translation, mentioned
from proxy.sql.transpile_alter import alter_table
from proxy.sql.transpile_change import Changes
from proxy.sql.transpile_grammar import DropOnCommit, identifier, into_table, parse, quoted, string
from proxy.sql.transpile_insert import Inserts
from proxy.sql.transpile_merge import merge
from proxy.sql.transpile_objects import Objects
from proxy.sql.transpile_rewrite import overriding
from proxy.sql.transpile_scope import Context, Parameters, Scope, Typed
from proxy.sql.transpile_select import Queries
from proxy.sql.transpile_utility import utility_of
from proxy.sql.transpile_with import capture


def transpile(
    statement_text: str,
    schema: SchemaFacts,
    parameter_types: Sequence[int] = (),
    *,
    search_path: Sequence[str] = ("public",),
) -> Translation:
    """The one statement in `statement_text` for a file with these facts.

    Raises 0A000 for what SQLite cannot answer as PostgreSQL does, and PostgreSQL's own errors (42601, 42P01, 42703,
    42804, 42803 …) for what PostgreSQL would refuse.
    """
    context = Context(schema, Parameters(tuple(parameter_types)), tuple(search_path), CATALOGS)
    utility = utility_of(statement_text, context)
    if utility is not None:
        return utility
    tree = parse(statement_text)
    if EXPANDING in statement_text:
        tree = expanded(tree)
    context.overriding = overriding(statement_text)
    try:
        return _translation(tree, context)
    except RecursionError:
        raise FeatureNotSupported("the statement is nested too deeply for the SQLite backend") from None


def _translation(tree: exp.Expr, context: Context) -> Translation:
    if isinstance(tree, exp.Select) and tree.args.get("into") is not None:
        return _created(into_table(tree), context)
    if isinstance(tree, exp.Create) and _is_filled(tree):
        return _created(tree, context)
    capture(tree, context)
    if isinstance(tree, exp.Select | exp.SetOperation | exp.Values | exp.Subquery):
        sql, columns = Queries(context).query(tree, Scope())
        if not columns:
            raise FeatureNotSupported("a SELECT without columns is not supported by the SQLite backend")
        sql = _named_objects(sql, columns, context)
        locks = tree.find(exp.Lock) is not None
        writes = locks or context.volatile or bool(context.steps)
        return replace(_rows("SELECT", sql, columns, context, writes=writes), locks=locks)
    if isinstance(tree, exp.Insert):
        return _rows("INSERT", *Inserts(context).insert(tree), context, writes=True)
    if isinstance(tree, exp.Update):
        return _rows("UPDATE", *Changes(context).update(tree), context, writes=True)
    if isinstance(tree, exp.Delete):
        return _rows("DELETE", *Changes(context).delete(tree), context, writes=True)
    if isinstance(tree, exp.Merge):
        return merge(tree, context)
    definitions = Objects(context)
    if isinstance(tree, exp.TruncateTable):
        return Translation("TRUNCATE TABLE", tuple(definitions.truncate(tree)), writes=True)
    tag, statements = _definition(tree, definitions)
    return Translation(
        tag,
        tuple(statements),
        writes=True,
        changes_schema=True,
        notices=tuple(definitions.notices),
        on_commit=_on_commit(tree) if statements else (),
    )


def _is_filled(tree: exp.Create) -> bool:
    """CREATE TABLE AS and CREATE MATERIALIZED VIEW."""
    if str(tree.args["kind"]).upper() == "TABLE":
        return tree.expression is not None
    properties = tree.args.get("properties")
    return properties is not None and any(isinstance(p, exp.MaterializedProperty) for p in properties.expressions)


def _created(tree: exp.Create, context: Context) -> Translation:
    """A table made of a query's rows, which the tag counts."""
    definitions = Objects(context)
    statements, filled = definitions.create_as(tree)
    return Translation(
        "SELECT" if filled else "CREATE TABLE AS",
        tuple(statements),
        parameter_types=context.parameters.all(),
        counts=filled,
        writes=True,
        changes_schema=True,
        reads_catalogs=context.reads_catalogs,
        notices=tuple(definitions.notices),
        on_commit=_on_commit(tree) if statements else (),
    )


def _on_commit(tree: exp.Expr) -> tuple[str, ...]:
    """What ON COMMIT DROP runs."""
    properties = tree.args.get("properties") if isinstance(tree, exp.Create) else None
    if properties is None or not any(isinstance(p, DropOnCommit) for p in properties.expressions):
        return ()
    name = identifier(tree.this.this.this if isinstance(tree.this, exp.Schema) else tree.this.this)
    return (f"DELETE FROM temp._onedsn_temporary_tables WHERE name = {string(name)}", f"DROP TABLE temp.{quoted(name)}")


def _named_objects(sql: str, columns: list[Typed], context: Context) -> str:
    """A query whose columns of type regclass, regtype … leave with their names: "23 integer"."""
    if not any(column.type in t.IDENTIFIERS and column.type != t.OID for column in columns):
        return sql
    context.reads_catalogs = True
    names = [f'"c{number}"' for number in range(len(columns))]
    items = [
        f"({name} || ' ' || pg_cast({name}, {column.type}, {t.TEXT}, -1))"
        if column.type in t.IDENTIFIERS - {t.OID}
        else name
        for name, column in zip(names, columns, strict=True)
    ]
    return f'WITH "onedsn"({", ".join(names)}) AS ({sql}) SELECT {", ".join(items)} FROM "onedsn"'


def _definition(tree: exp.Expr, definitions: Objects) -> tuple[str, list[str]]:
    if isinstance(tree, exp.Create):
        kind = str(tree.args["kind"]).upper()
        compile_one = {
            "TABLE": definitions.create_table,
            "INDEX": definitions.create_index,
            "VIEW": definitions.create_view,
            "SCHEMA": definitions.create_schema,
        }.get(kind)
        if compile_one is None:
            raise FeatureNotSupported(f"CREATE {kind} is not supported by the SQLite backend")
        return f"CREATE {kind}", compile_one(tree)
    if isinstance(tree, exp.Drop):
        return f"DROP {str(tree.args['kind']).upper()}", definitions.drop(tree)
    if isinstance(tree, exp.Alter) and str(tree.args.get("kind")).upper() == "TABLE":
        return "ALTER TABLE", alter_table(definitions, tree)
    raise FeatureNotSupported(f"{tree.key.upper()} is not supported by the SQLite backend")


def _rows(tag: str, sql: str, columns: list[Typed], context: Context, writes: bool) -> Translation:
    for column in columns:
        if t.ELEMENTS.get(column.type) in t.IDENTIFIERS - {t.OID}:
            shown = t.format_type(column.type)
            raise FeatureNotSupported(
                f"a result of type {shown} is not supported by the SQLite backend; cast it to text[]"
            )
    described = tuple(ResultColumn(c.name, c.type, c.modifier, c.origin[0], c.origin[1]) for c in columns)
    return Translation(
        tag,
        (sql,),
        parameter_types=context.parameters.all(),
        columns=described,
        returns_rows=bool(columns) or tag == "SELECT",
        counts=True,
        writes=writes,
        volatile=context.volatile,
        reads_catalogs=context.reads_catalogs,
        steps=tuple(context.steps),
        bound=mentioned(sql) if context.steps else -1,
    )


__all__ = ["ResultColumn", "Translation", "transpile"]

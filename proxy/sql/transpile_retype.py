"""ALTER COLUMN … TYPE: the stored values are converted where they lie, the indexes over them built anew."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, DomainType, TableFacts
from proxy.sql.transpile_convert import assign, cast, type_of
from proxy.sql.transpile_define import Definitions
from proxy.sql.transpile_grammar import identifier, parse, quoted
from proxy.sql.transpile_metadata import index_sql, rewrite, unique_index
from proxy.sql.transpile_rename import recompiled
from proxy.sql.transpile_scope import DatatypeMismatch, Typed, table_sql


def change_type(
    definitions: Definitions, table: TableFacts, column: ColumnFacts, action: exp.AlterColumn
) -> tuple[TableFacts, list[str]]:
    """The table with the column's new type, and the SQL that converts it."""
    oid, modifier = type_of(definitions.context, action.args["dtype"])
    if isinstance(oid, DomainType) or column.domain:
        raise FeatureNotSupported("a change of type from or to a domain is not supported by the SQLite backend")
    same_order = t.collation(oid) == t.collation(column.type_oid) and t.affinity(oid) == t.affinity(column.type_oid)
    inline_key = column.name in table.primary_key and not any(c.separate for c in table.constraints)
    if inline_key and not same_order:
        raise FeatureNotSupported("this change of a primary key's type is not supported by the SQLite backend")
    if column.generated:
        raise FeatureNotSupported("a change of a generated column's type is not supported by the SQLite backend")
    if any(column.name in c.columns for c in table.constraints if c.kind == "f") and not same_order:
        raise FeatureNotSupported("this change of a foreign key's type is not supported by the SQLite backend")
    for view in definitions.context.schema.tables.values():
        if view.definition and any(
            identifier(n.this) == table.name for n in parse(view.definition).find_all(exp.Table)
        ):
            raise FeatureNotSupported("cannot alter type of a column used by a view or rule")
    value = _converted(definitions, table, column, action, oid, modifier)
    changed = replace(column, type_oid=oid, type_modifier=modifier)
    result = replace(table, columns=tuple(changed if c is column else c for c in table.columns))
    _check_default(definitions, changed)
    result = recompiled(definitions, result)
    dropped, made = _indexes(definitions, result, column.name)
    update = f"UPDATE {table_sql(table)} SET {quoted(column.name)} = {value}"
    return result, [*dropped, *rewrite(result), update, *made]


def _converted(
    definitions: Definitions, table: TableFacts, column: ColumnFacts, action: exp.AlterColumn, oid: int, modifier: int
) -> str:
    context = definitions.context
    using = action.args.get("using")
    if using:
        typed = definitions.queries.expressions.typed(using, definitions.table_scope(table))
        if typed.type in (oid, t.UNKNOWN):
            return assign(context, typed, oid, modifier, column.name).sql
        try:
            return assign(context, typed, oid, modifier, column.name).sql
        except DatatypeMismatch:
            raise ProxyError(
                f'result of USING clause for column "{column.name}" cannot be cast automatically to type'
                f" {t.format_type(oid)}",
                hint="You might need to add an explicit cast.",
                sqlstate="42804",
            ) from None
    stored = Typed(quoted(column.name), column.type_oid, column.type_modifier)
    try:
        assign(context, stored, oid, -1, column.name)
    except DatatypeMismatch:
        raise ProxyError(
            f'column "{column.name}" cannot be cast automatically to type {t.format_type(oid)}',
            hint=f'You might need to specify "USING {column.name}::{t.format_type(oid)}".',
            sqlstate="42804",
        ) from None
    if modifier >= 0 and oid in (t.VARCHAR, t.BPCHAR):
        # Too long a value is an error here, though a cast would cut it.
        return assign(context, stored, oid, modifier, column.name).sql
    return cast(context, stored, oid, modifier).sql


def _check_default(definitions: Definitions, column: ColumnFacts) -> None:
    if column.default is None:
        return
    tree = parse(f"SELECT {column.default}").expressions[0]
    scope = definitions.table_scope(TableFacts("", ()))
    try:
        typed = definitions.queries.expressions.typed(tree, scope)
        assign(definitions.context, typed, column.type_oid, column.type_modifier, column.name)
    except ProxyError:
        raise ProxyError(
            f'default for column "{column.name}" cannot be cast automatically to type {t.format_type(column.type_oid)}',
            sqlstate="42804",
        ) from None


def _indexes(definitions: Definitions, table: TableFacts, column: str) -> tuple[list[str], list[str]]:
    """What drops the indexes that the column's values are in, and what makes them again."""
    dropped, made = [], []
    for constraint in table.constraints:
        if (constraint.kind == "u" or constraint.separate) and column in constraint.columns:
            dropped.append(f"DROP INDEX {index_sql(table, constraint.name)}")
            made.append(unique_index(table, constraint))
    scope = definitions.table_scope(table)
    for index in table.indexes:
        if index.columns and column not in index.columns and not index.predicate:
            continue
        keys = [
            definitions.queries.expressions.typed(parse(f"SELECT {key}").expressions[0], scope) for key in index.keys
        ]
        predicate = ""
        if index.predicate:
            tree = parse(f"SELECT {index.predicate}").expressions[0]
            predicate = f" WHERE {definitions.queries.expressions.condition(tree, scope, 'WHERE')}"
        listed = ", ".join(key.sql if index.columns else key.comparable for key in keys)
        word = "UNIQUE INDEX" if index.unique else "INDEX"
        dropped.append(f"DROP INDEX {index_sql(table, index.name)}")
        made.append(
            f"CREATE {word} {index_sql(table, index.name)} ON {quoted(table.sqlite_name)} ({listed}){predicate}"
        )
    return dropped, made

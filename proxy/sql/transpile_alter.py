"""ALTER TABLE, as far as a SQLite file can follow without rewriting other tables."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.schema import SequenceFacts, TableFacts
from proxy.sql.transpile_change import Changes
from proxy.sql.transpile_define import Definitions
from proxy.sql.transpile_grammar import AS_WRITTEN, identifier, quoted, string
from proxy.sql.transpile_metadata import METADATA, index_sql, remember, remember_sequence, rewrite, unique_index
from proxy.sql.transpile_rename import check_unreferenced, rename_column, rename_table
from proxy.sql.transpile_retype import change_type
from proxy.sql.transpile_scope import UndefinedColumn, UndefinedTable, table_sql


def alter_table(definitions: Definitions, node: exp.Alter) -> list[str]:
    """One or several actions on one table. Raises 0A000 for an action without an equal on SQLite."""
    try:
        table = definitions.context.find_table(identifier(node.this.args.get("db")), identifier(node.this.this))
    except UndefinedTable:
        if not node.args.get("exists"):
            raise
        definitions.notices.append(f'relation "{identifier(node.this.this)}" does not exist, skipping')
        return []
    statements: list[str] = list(METADATA)
    options = node.args.get("options") or ()
    if options:
        # RENAME a TO b without COLUMN: sqlglot takes it for the table's new name and an option behind it.
        first = node.args["actions"][0]
        if (
            len(options) != 1
            or not isinstance(first, exp.AlterRename)
            or not isinstance(options[0], exp.ToTableProperty)
        ):
            raise definitions.queries.expressions.unsupported(node)
        old, new = identifier(first.this.this), identifier(options[0].this.this)
        return statements + rename_column(definitions, table, old, new)[1]
    for action in node.args.get("actions") or ():
        table, more = _action(definitions, table, action)
        statements += more
    return statements


def _action(definitions: Definitions, table: TableFacts, action: exp.Expr) -> tuple[TableFacts, list[str]]:
    if isinstance(action, exp.ColumnDef):
        return _add_column(definitions, table, action)
    if isinstance(action, exp.AddConstraint):
        statements: list[str] = []
        for item in action.expressions:
            table, more = _add_constraint(definitions, table, item)
            statements += more
        return table, statements
    if isinstance(action, exp.Drop):
        return _drop(table, action, definitions)
    if isinstance(action, exp.AlterColumn):
        return _alter_column(definitions, table, action)
    if isinstance(action, exp.AlterRename):
        return rename_table(definitions, table, identifier(action.this.this))
    if isinstance(action, exp.RenameColumn):
        return rename_column(definitions, table, identifier(action.this), identifier(action.args["to"]))
    raise definitions.queries.expressions.unsupported(action)


def _add_column(definitions: Definitions, table: TableFacts, node: exp.ColumnDef) -> tuple[TableFacts, list[str]]:
    name = identifier(node.this)
    if table.column(name) is not None:
        if node.args.get("exists"):
            definitions.notices.append(f'column "{name}" of relation "{table.name}" already exists, skipping')
            return table, []
        raise ProxyError(f'column "{name}" of relation "{table.name}" already exists', sqlstate="42701")
    sequences: list[SequenceFacts] = []
    pending: list[tuple[exp.Expr, str, str]] = []
    table = definitions.add_column(table, node, sequences, pending)
    column = table.columns[-1]
    collation = t.collation(column.type_oid)
    declared = f"{t.affinity(column.type_oid)}{f' COLLATE {collation}' if collation else ''}"
    statements = [remember_sequence(sequence) for sequence in sequences]
    if column.generated:
        table = definitions.generated(replace(table, columns=(*table.columns[:-1], replace(column, virtual=True))))
        declared += f" GENERATED ALWAYS AS ({table.columns[-1].generated_sql}) VIRTUAL"
    statements.append(f"ALTER TABLE {table_sql(table)} ADD COLUMN {quoted(name)} {declared}")
    if column.default is not None or column.sequence is not None:
        value = Changes(definitions.context).default(table, column)
        statements.append(f"UPDATE {table_sql(table)} SET {quoted(name)} = {value.sql}")
    if column.not_null:
        statements.append(_no_nulls(table, name))
    statements += rewrite(table)
    for item, constraint_name, own in pending:
        table, more = _add_constraint(definitions, table, item, constraint_name, own)
        statements += more
    return table, statements


def _no_nulls(table: TableFacts, name: str) -> str:
    message = f'column "{name}" of relation "{table.name}" contains null values'
    return f"SELECT pg_raise('23502', {string(message)}) FROM {table_sql(table)} WHERE {quoted(name)} IS NULL LIMIT 1"


def _add_constraint(
    definitions: Definitions, table: TableFacts, node: exp.Expr, name: str = "", column: str = ""
) -> tuple[TableFacts, list[str]]:
    before = table.constraints
    table = definitions.add_constraint(table, node, name, column)
    statements: list[str] = []
    for constraint in table.constraints[len(before) :]:
        if any(constraint.name == other.name for other in before):
            raise ProxyError(
                f'constraint "{constraint.name}" for relation "{table.name}" already exists', sqlstate="42710"
            )
        if constraint.kind == "p":
            found = replace(constraint, separate=True)
            table = replace(table, constraints=tuple(found if c is constraint else c for c in table.constraints))
            statements += [_no_nulls(table, name) for name in constraint.columns]
        if constraint.kind in "pu":
            statements.append(unique_index(table, constraint))
        if constraint.kind == "c":
            message = f'check constraint "{constraint.name}" of relation "{table.name}" is violated by some row'
            statements.append(
                f"SELECT pg_raise('23514', {string(message)}) FROM {table_sql(table)} "
                f"WHERE NOT ({constraint.sqlite_expression}) LIMIT 1"
            )
    statements += rewrite(table)
    for constraint in table.constraints[len(before) :]:
        if constraint.kind == "f":
            message = f'insert or update on table "{table.name}" violates foreign key constraint "{constraint.name}"'
            statements.append(
                f"SELECT pg_raise('23503', {string(message)}) "
                f"FROM pragma_foreign_key_check({string(table.sqlite_name)}) LIMIT 1"
            )
    return table, statements


def _drop(table: TableFacts, action: exp.Drop, definitions: Definitions) -> tuple[TableFacts, list[str]]:
    kind, name = str(action.args["kind"]).upper(), identifier(action.args["tables"][0].this)
    if kind == "CONSTRAINT":
        found = [c for c in table.constraints if c.name == name]
        if not found:
            message = f'constraint "{name}" of relation "{table.name}" does not exist'
            if action.args.get("exists"):
                definitions.notices.append(message + ", skipping")
                return table, []
            raise ProxyError(message, sqlstate="42704")
        if found[0].kind in "pu":
            check_unreferenced(definitions, table, found[0], cascade=bool(action.args.get("cascade")))
        if found[0].kind == "p" and not found[0].separate:
            raise FeatureNotSupported("DROP of a primary key is not supported by the SQLite backend")
        table = replace(table, constraints=tuple(c for c in table.constraints if c.name != name))
        drop = [f"DROP INDEX {index_sql(table, name)}"] if found[0].kind in "pu" else []
        return table, drop + rewrite(table)
    if kind != "COLUMN":
        raise definitions.queries.expressions.unsupported(action)
    column = table.column(name)
    if column is None:
        message = f'column "{name}" of relation "{table.name}" does not exist'
        if action.args.get("exists"):
            definitions.notices.append(message + ", skipping")
            return table, []
        raise UndefinedColumn(message)
    if name in table.primary_key:
        raise FeatureNotSupported("DROP COLUMN of a primary key is not supported by the SQLite backend")
    statements = [f"DROP INDEX {index_sql(table, i.name)}" for i in table.indexes if name in i.columns]
    statements += [
        f"DROP INDEX {index_sql(table, c.name)}" for c in table.constraints if c.kind == "u" and name in c.columns
    ]
    bare = replace(
        table,
        constraints=tuple(c for c in table.constraints if name not in c.columns),
        indexes=tuple(i for i in table.indexes if name not in i.columns),
    )
    statements += rewrite(bare)
    statements.append(f"ALTER TABLE {table_sql(table)} DROP COLUMN {quoted(name)}")
    if column.sequence is not None:
        statements.append(f"DELETE FROM _onedsn_sequences WHERE name = {string(column.sequence)}")
    table = replace(bare, columns=tuple(c for c in table.columns if c.name != name))
    return table, [*statements, remember(table)]


def _alter_column(definitions: Definitions, table: TableFacts, action: exp.AlterColumn) -> tuple[TableFacts, list[str]]:
    name = identifier(action.this)
    column = table.column(name)
    if column is None:
        raise UndefinedColumn(f'column "{name}" of relation "{table.name}" does not exist')
    statements: list[str] = []
    if action.args.get("dtype") is not None:
        return change_type(definitions, table, column, action)
    if action.args.get("default") is not None:
        column = replace(column, default=action.args["default"].sql(**AS_WRITTEN))
    elif action.args.get("drop") and action.args.get("allow_null") is None:
        column = replace(column, default=None)
    elif action.args.get("allow_null") is not None:
        dropping = bool(action.args.get("drop"))
        column = replace(column, not_null=not dropping)
        if not dropping:
            statements.append(_no_nulls(table, name))
    else:
        raise definitions.queries.expressions.unsupported(action)
    table = replace(table, columns=tuple(column if c.name == name else c for c in table.columns))
    return table, [*statements, *rewrite(table)]

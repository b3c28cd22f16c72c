"""Renaming tables, columns, constraints and indexes, with whatever refers to them."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql.schema import ConstraintFacts, TableFacts
from proxy.sql.transpile_define import Definitions, DuplicateObject
from proxy.sql.transpile_grammar import AS_WRITTEN, identifier, parse, quoted, string
from proxy.sql.transpile_metadata import remember, rewrite
from proxy.sql.transpile_scope import table_sql


def rename_table(definitions: Definitions, table: TableFacts, new: str) -> tuple[TableFacts, list[str]]:
    """ALTER TABLE … RENAME TO; SQLite itself follows in foreign keys and views, we follow in what is remembered."""
    schema = definitions.context.schema
    if (table.schema, new) in schema.tables:
        raise DuplicateObject(f'relation "{new}" already exists')
    renamed = replace(table, name=new, constraints=tuple(_own_keys(c, table, new) for c in table.constraints))
    registry = "temp._onedsn_temporary_tables" if table.temporary else "_onedsn_tables"
    statements = [
        f"ALTER TABLE {table_sql(table)} RENAME TO {quoted(renamed.sqlite_name)}",
        f"DELETE FROM {registry} WHERE name = {string(table.sqlite_name)}",
        remember(renamed),
    ]
    for other in schema.tables.values():
        if other is table:
            continue
        changed = replace(other, constraints=tuple(_own_keys(c, table, new) for c in other.constraints))
        if other.definition:
            changed = replace(changed, definition=_with_table(other.definition, table, new))
        if changed != other:
            statements.append(remember(changed))
    statements += [
        f"UPDATE _onedsn_sequences SET facts = json_set(facts, '$.owner[0]', {string(new)})"
        f" WHERE name = {string(column.sequence)}"
        for column in table.columns
        if column.sequence is not None
    ]
    return renamed, statements


def _own_keys(constraint: ConstraintFacts, table: TableFacts, new: str) -> ConstraintFacts:
    if constraint.kind != "f" or (constraint.referenced_schema, constraint.referenced_table) != (
        table.schema,
        table.name,
    ):
        return constraint
    return replace(constraint, referenced_table=new)


def _with_table(definition: str, table: TableFacts, new: str) -> str:
    tree = parse(definition)
    for node in tree.find_all(exp.Table):
        if isinstance(node.this, exp.Identifier) and identifier(node.this) == table.name:
            if not node.args.get("alias"):
                node.set("alias", exp.TableAlias(this=exp.to_identifier(table.name, quoted=True)))
            node.set("this", exp.to_identifier(new, quoted=True))
    return tree.sql(**AS_WRITTEN)


def rename_column(definitions: Definitions, table: TableFacts, old: str, new: str) -> tuple[TableFacts, list[str]]:
    """ALTER TABLE … RENAME COLUMN; checks, keys of other tables and expressions follow."""
    if table.column(old) is None:
        raise ProxyError(f'column "{old}" does not exist', sqlstate="42703")
    if table.column(new) is not None:
        raise ProxyError(f'column "{new}" of relation "{table.name}" already exists', sqlstate="42701")
    for view in definitions.context.schema.tables.values():
        if view.definition and any(
            identifier(n.this) == table.name for n in parse(view.definition).find_all(exp.Table)
        ):
            raise FeatureNotSupported("renaming a column of a table that a view uses is not supported on SQLite")

    def names(columns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if name == old else name for name in columns)

    def keys(constraint: ConstraintFacts) -> ConstraintFacts:
        if (constraint.referenced_schema, constraint.referenced_table) == (table.schema, table.name):
            return replace(constraint, referenced_columns=names(constraint.referenced_columns))
        return constraint

    renamed = replace(
        table,
        columns=tuple(
            replace(c, name=new if c.name == old else c.name, generated=_with_column(c.generated, old, new))
            for c in table.columns
        ),
        constraints=tuple(
            keys(replace(c, columns=names(c.columns), expression=_with_column(c.expression, old, new)))
            for c in table.constraints
        ),
        indexes=tuple(
            replace(
                i,
                columns=names(i.columns),
                keys=tuple(_with_column(key, old, new) for key in i.keys),
                predicate=_with_column(i.predicate, old, new),
            )
            for i in table.indexes
        ),
    )
    renamed = recompiled(definitions, renamed)
    statements = [f"ALTER TABLE {table_sql(table)} RENAME COLUMN {quoted(old)} TO {quoted(new)}", remember(renamed)]
    for other in definitions.context.schema.tables.values():
        changed = replace(other, constraints=tuple(keys(c) for c in other.constraints))
        if other is not table and changed != other:
            statements.append(remember(changed))
    return renamed, statements


def _with_column(expression: str, old: str, new: str) -> str:
    if not expression:
        return expression
    tree = parse(f"SELECT {expression}")
    for node in tree.find_all(exp.Column):
        if identifier(node.this) == old:
            node.set("this", exp.to_identifier(new, quoted=True))
    return str(tree.expressions[0].sql(**AS_WRITTEN))


def recompiled(definitions: Definitions, table: TableFacts) -> TableFacts:
    """The table with its checks and generated columns compiled once more over its columns as they are now."""
    fresh = replace(table, columns=tuple(replace(c, generated_sql="") for c in table.columns))
    fresh = definitions.generated(fresh)

    def checked(constraint: ConstraintFacts) -> ConstraintFacts:
        if constraint.kind != "c":
            return constraint
        tree = parse(f"SELECT {constraint.expression}").expressions[0]
        sql = definitions.queries.expressions.condition(tree, definitions.table_scope(fresh), "CHECK")
        return replace(constraint, sqlite_expression=sql)

    return replace(fresh, constraints=tuple(map(checked, fresh.constraints)))


def rename_constraint(definitions: Definitions, table: TableFacts, old: str, new: str) -> list[str]:
    """ALTER TABLE … RENAME CONSTRAINT."""
    found = [constraint for constraint in table.constraints if constraint.name == old]
    if not found:
        raise ProxyError(f'constraint "{old}" for table "{table.name}" does not exist', sqlstate="42704")
    if any(constraint.name == new for constraint in table.constraints):
        raise ProxyError(f'constraint "{new}" for relation "{table.name}" already exists', sqlstate="42710")
    changed = replace(table, constraints=tuple(replace(c, name=new) if c is found[0] else c for c in table.constraints))
    separate = found[0].kind == "u" or found[0].separate
    return [*(index_renamed(table, old, new) if separate else []), *rewrite(changed)]


def index_renamed(table: TableFacts, old: str, new: str) -> list[str]:
    """SQL that gives an index another name: SQLite has no words for it."""
    place = "temp." if table.temporary else ""
    written = string(quoted(old))
    fresh = (
        f"substr(sql, 1, instr(sql, {written}) - 1) || {string(quoted(new))}"
        f" || substr(sql, instr(sql, {written}) + {len(quoted(old))})"
    )
    return [
        "PRAGMA writable_schema = ON",
        f"UPDATE {place}sqlite_schema SET name = {string(new)}, sql = {fresh}"
        f" WHERE type = 'index' AND name = {string(old)}",
        "PRAGMA writable_schema = RESET",
    ]


def rename_index(definitions: Definitions, old: str, new: str) -> list[str] | None:
    """ALTER INDEX … RENAME TO; None where there is no such index."""
    for table in definitions.context.schema.tables.values():
        for index in table.indexes:
            if index.name == old:
                kept = tuple(replace(i, name=new) if i is index else i for i in table.indexes)
                return [*index_renamed(table, old, new), *rewrite(replace(table, indexes=kept))]
        if any(c.name == old and c.kind in "pu" for c in table.constraints):
            return rename_constraint(definitions, table, old, new)
    return None


def check_unreferenced(
    definitions: Definitions, table: TableFacts, constraint: ConstraintFacts, *, cascade: bool
) -> None:
    """Raises 2BP01 for a key that another table's foreign key needs, 0A000 where that should go too."""
    for other in definitions.context.schema.tables.values():
        for key in other.constraints:
            place = (key.referenced_schema, key.referenced_table)
            if key.kind == "f" and place == (table.schema, table.name) and key.referenced_columns == constraint.columns:
                if cascade:
                    raise FeatureNotSupported("DROP CONSTRAINT … CASCADE over foreign keys is not supported on SQLite")
                what = f"constraint {constraint.name} on table {table.name}"
                raise ProxyError(f"cannot drop {what} because other objects depend on it", sqlstate="2BP01")

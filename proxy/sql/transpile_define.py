"""Definitions: CREATE and DROP of tables, indexes, views, schemas and sequences, and TRUNCATE."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, ConstraintFacts, DomainType, SequenceFacts, TableFacts
from proxy.sql.transpile_convert import assign, type_of
from proxy.sql.transpile_grammar import AS_WRITTEN, identifier, parse, quoted
from proxy.sql.transpile_metadata import (
    METADATA,
    TEMPORARY_METADATA,
    remember,
    remember_sequence,
    table_definition,
    unique_index,
)
from proxy.sql.transpile_rewrite import UNNAMED
from proxy.sql.transpile_scope import Context, Scope, Source, Typed, UndefinedColumn, table_sql
from proxy.sql.transpile_select import Queries

_SERIALS = {"SERIAL": t.INT4, "BIGSERIAL": t.INT8, "SMALLSERIAL": t.INT2}


class DuplicateObject(ProxyError):
    """Something of that name exists already."""

    sqlstate = "42P07"


class Definitions:
    """Compiles one definition; `notices` collects what PostgreSQL would say beside it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.queries = Queries(context)
        self.notices: list[str] = []

    def next_oid(self) -> int:
        """An oid that nothing in the file has; the hundred after it belong to the same table."""
        used = [table.oid for table in self.context.schema.tables.values()]
        used += [sequence.oid for sequence in self.context.schema.sequences.values()]
        used += map(int, self.context.schema.types.values())
        return max([16284, *used]) + 100

    def place(self, node: exp.Table) -> tuple[str, str]:
        """Schema and name where a new object goes. Raises 3F000."""
        return self.schema_of(identifier(node.args.get("db"))), identifier(node.this)

    def schema_of(self, schema: str) -> str:
        """The schema named, or the first of the search path that exists. Raises 3F000."""
        schema = schema or next((name for name in self.context.search_path if name in self.context.schema.schemas), "")
        if schema in ("pg_temp", "pg_catalog", "information_schema"):
            raise FeatureNotSupported(f"CREATE in the schema {schema} is not supported by the SQLite backend")
        if schema not in self.context.schema.schemas:
            raise ProxyError(f'schema "{schema}" does not exist', sqlstate="3F000")
        return schema

    def create_table(self, node: exp.Create) -> list[str]:
        """CREATE [TEMPORARY] TABLE with columns and constraints, LIKE too."""
        self._check_properties(node)
        temporary = _is_temporary(node)
        found = self.fresh(node.this.this, node, temporary=temporary)
        if found is None:
            return []
        table = found
        sequences: list[SequenceFacts] = []
        pending: list[tuple[exp.Expr, str, str]] = []
        for item in node.this.expressions:
            if isinstance(item, exp.ColumnDef):
                table = self.add_column(table, item, sequences, pending)
            elif isinstance(item, exp.LikeProperty):
                table = self._like(table, item)
            else:
                pending.append((item, "", ""))
        for item, constraint_name, column in pending:
            table = self.add_constraint(table, item, constraint_name, column)
        table = self.generated(table)
        metadata = TEMPORARY_METADATA if temporary else METADATA
        statements = [*metadata, table_definition(table), remember(table)]
        statements += [unique_index(table, c) for c in table.constraints if c.kind == "u"]
        return statements + [remember_sequence(sequence) for sequence in sequences]

    def fresh(self, target: exp.Table, node: exp.Create, *, temporary: bool) -> TableFacts | None:
        """An empty table under a name that is free; None where IF NOT EXISTS lets it be."""
        if identifier(target.args.get("db")) == "pg_temp":
            temporary = True
        if temporary and identifier(target.args.get("db")) not in ("", "pg_temp"):
            raise ProxyError("cannot create temporary relation in non-temporary schema", sqlstate="42P16")
        schema, name = ("pg_temp", identifier(target.this)) if temporary else self.place(target)
        if (schema, name) in self.context.schema.tables:
            if node.args.get("exists"):
                self.notices.append(f'relation "{name}" already exists, skipping')
                return None
            raise DuplicateObject(f'relation "{name}" already exists')
        if (schema, name) in self.context.schema.types:
            raise DuplicateObject(f'type "{name}" already exists', sqlstate="42710")
        return TableFacts(name, (), schema, self.next_oid(), temporary=temporary)

    @staticmethod
    def _check_properties(node: exp.Create) -> None:
        properties = node.args.get("properties")
        for item in properties.expressions if properties is not None else ():
            if isinstance(item, exp.PartitionedByProperty | exp.InheritsProperty | exp.PartitionedOfProperty):
                raise FeatureNotSupported("partitioned and inheriting tables are not supported by the SQLite backend")
            if isinstance(item, exp.OnCommitProperty) and item.args.get("delete"):
                raise FeatureNotSupported("ON COMMIT DELETE ROWS is not supported by the SQLite backend")

    def create_as(self, node: exp.Create) -> tuple[list[str], bool]:
        """CREATE TABLE AS: the statements, and whether the last of them fills the table."""
        self._check_properties(node)
        schema_node = node.this if isinstance(node.this, exp.Schema) else None
        names = [identifier(item) for item in schema_node.expressions] if schema_node is not None else []
        target = schema_node.this if schema_node is not None else node.this
        properties = node.args["properties"].expressions if node.args.get("properties") is not None else ()
        materialized = any(isinstance(item, exp.MaterializedProperty) for item in properties)
        temporary = _is_temporary(node)
        table = self.fresh(target, node, temporary=temporary)
        if table is None:
            return [], False
        query = node.expression.this if isinstance(node.expression, exp.Subquery) else node.expression
        sql, columns = self.queries.query(query, Scope())
        if len(names) > len(columns):
            raise ProxyError("too many column names were specified", sqlstate="42601")
        facts: list[ColumnFacts] = []
        for number, column in enumerate(columns):
            name = names[number] if number < len(names) else column.name
            if any(other.name == name for other in facts):
                raise ProxyError(f'column "{name}" specified more than once', sqlstate="42701")
            domain = self.context.domain_at(column.origin)
            facts.append(ColumnFacts(name, column.type, column.modifier, domain=0 if domain is None else domain))
        table = replace(table, columns=tuple(facts))
        if materialized:
            table = replace(table, kind="m", definition=query.sql(**AS_WRITTEN))
        metadata = TEMPORARY_METADATA if temporary else METADATA
        filled = not any(isinstance(item, exp.WithDataProperty) and item.args.get("no") for item in properties)
        statements = [*metadata, table_definition(table), remember(table)]
        if filled:
            statements.append(f"INSERT INTO {table_sql(table)} {sql}")
        elif materialized:
            raise FeatureNotSupported("a materialized view WITH NO DATA is not supported by the SQLite backend")
        return statements, filled

    def _like(self, table: TableFacts, node: exp.LikeProperty) -> TableFacts:
        """The columns of another table, and what INCLUDING says."""
        source = self.context.find_table(identifier(node.this.args.get("db")), identifier(node.this.this))
        options = {item.args["value"].name.lower() for item in node.expressions if item.name.upper() == "INCLUDING"}
        everything = "all" in options
        if (everything or "identity" in options) and any(column.identity for column in source.columns):
            raise FeatureNotSupported("LIKE … INCLUDING IDENTITY is not supported by the SQLite backend")
        columns = []
        for column in source.columns:
            default = column.default if everything or "defaults" in options else None
            if column.sequence is not None and (everything or "defaults" in options):
                default = f"nextval('{column.sequence}'::regclass)"
            generated = everything or "generated" in options
            columns.append(
                ColumnFacts(
                    column.name,
                    column.type_oid,
                    column.type_modifier,
                    column.not_null,
                    default,
                    generated=column.generated if generated else "",
                    generated_sql=column.generated_sql if generated else "",
                    virtual=column.virtual,
                    domain=column.domain,
                )
            )
        kinds = "c" if everything or "constraints" in options else ""
        kinds += "pu" if everything or "indexes" in options else ""
        constraints = [
            c if c.kind == "c" else replace(c, name=_renamed(c, table.name))
            for c in source.constraints
            if c.kind in kinds
        ]
        if (everything or "indexes" in options) and source.indexes:
            raise FeatureNotSupported(
                "LIKE … INCLUDING INDEXES of plain indexes is not supported by the SQLite backend"
            )
        return replace(table, columns=(*table.columns, *columns), constraints=(*table.constraints, *constraints))

    def generated(self, table: TableFacts) -> TableFacts:
        """The table with its generated columns' expressions compiled over its other columns."""
        columns = []
        for column in table.columns:
            if column.generated and not column.generated_sql:
                scope = self.table_scope(table)
                scope.sources[0].columns = tuple(c for c in scope.sources[0].columns if c.name != column.name)
                if column.domain:
                    raise FeatureNotSupported("a generated column of a domain is not supported by the SQLite backend")
                tree = parse(f"SELECT {column.generated}").expressions[0]
                typed = self.queries.expressions.typed(tree, scope)
                value = assign(self.context, typed, column.type_oid, column.type_modifier, column.name)
                immutable(value.sql, "generation expression", sqlstate="42P17")
                columns.append(replace(column, generated_sql=value.sql))
            else:
                columns.append(column)
        return replace(table, columns=tuple(columns))

    def table_scope(self, table: TableFacts) -> Scope:
        """The table's own columns, as its checks and indexes name them."""
        scope = Scope()
        columns = tuple(Typed(quoted(c.name), c.type_oid, c.type_modifier, c.name) for c in table.columns)
        scope.sources.append(Source(table.name, columns, table))
        return scope

    def add_column(
        self,
        table: TableFacts,
        node: exp.ColumnDef,
        sequences: list[SequenceFacts],
        pending: list[tuple[exp.Expr, str, str]],
    ) -> TableFacts:
        """The table with one more column; its constraints go to `pending`."""
        name, kind = identifier(node.this), node.args["kind"]
        if table.column(name) is not None:
            raise ProxyError(f'column "{name}" specified more than once', sqlstate="42701")
        serial = (
            _SERIALS.get(kind.this.value) if isinstance(kind, exp.DataType) and hasattr(kind.this, "value") else None
        )
        oid, modifier = (serial, -1) if serial is not None else type_of(self.context, kind)
        column = ColumnFacts(name, oid, modifier, not_null=serial is not None)
        if isinstance(oid, DomainType):
            column = ColumnFacts(name, oid.base, oid.modifier, domain=oid)
        identity = ""
        options: dict[str, int] = {}
        for wrapper in node.args.get("constraints") or ():
            constraint, constraint_name = wrapper.kind, identifier(wrapper.this) if wrapper.this is not None else ""
            if isinstance(constraint, exp.NotNullColumnConstraint):
                column = replace(column, not_null=not constraint.args.get("allow_null"))
            elif isinstance(constraint, exp.DefaultColumnConstraint):
                column = replace(column, default=constraint.this.sql(**AS_WRITTEN))
            elif isinstance(constraint, exp.GeneratedAsIdentityColumnConstraint):
                if any(constraint.args.get(option) for option in ("minvalue", "maxvalue", "cycle")):
                    raise FeatureNotSupported("these options of an identity column are not supported on SQLite")
                identity = "a" if constraint.this else "d"
                options = {
                    field: int(constraint.args[option].sql())
                    for field, option in (("start", "start"), ("increment", "increment"))
                    if constraint.args.get(option) is not None
                }
            elif isinstance(constraint, exp.ComputedColumnConstraint):
                column = replace(column, generated=constraint.this.sql(**AS_WRITTEN))
            elif isinstance(constraint, exp.CollateColumnConstraint):
                if constraint.this.name not in ("C", "POSIX", "default", "ucs_basic"):
                    raise FeatureNotSupported(
                        f"the collation {constraint.this.name} is not supported by the SQLite backend"
                    )
            else:
                pending.append((constraint, constraint_name, name))
        if serial is not None or identity:
            sequence_name = f"{table.name}_{name}_seq"
            sequence = SequenceFacts(
                sequence_name,
                table.schema,
                table.oid + 60 + len(sequences),
                oid,
                maximum=2 ** {t.INT2: 15, t.INT4: 31}.get(oid, 63) - 1,
                owner=(table.name, name),
            )
            sequence = replace(
                sequence, start=options.get("start", 1), increment=options.get("increment", sequence.increment)
            )
            sequences.append(sequence)
            column = replace(column, sequence=sequence.sqlite_name, identity=identity, not_null=True)
        return replace(table, columns=(*table.columns, column))

    def add_constraint(self, table: TableFacts, node: exp.Expr, name: str, column: str) -> TableFacts:
        """The table with one more constraint, under PostgreSQL's name where none was given."""
        if isinstance(node, exp.Constraint):
            given = identifier(node.this)
            for inner in node.expressions:
                table = self.add_constraint(table, inner, "" if given == UNNAMED else given, column)
            return table
        options = " ".join(str(o) for o in node.args.get("options") or ()).upper()
        if isinstance(node, exp.PrimaryKey | exp.PrimaryKeyColumnConstraint):
            columns = tuple(identifier(i.this if isinstance(i, exp.Ordered) else i) for i in node.expressions) or (
                column,
            )
            self._check_columns(table, columns)
            if table.primary_key:
                raise ProxyError(f'multiple primary keys for table "{table.name}" are not allowed', sqlstate="42P16")
            found = ConstraintFacts(name or f"{table.name}_pkey", "p", columns)
            kept = tuple(replace(c, not_null=True) if c.name in columns else c for c in table.columns)
            return replace(table, columns=kept, constraints=(*table.constraints, found))
        if isinstance(node, exp.UniqueColumnConstraint):
            inner = node.this
            columns = tuple(identifier(i) for i in inner.expressions) if isinstance(inner, exp.Schema) else (column,)
            self._check_columns(table, columns)
            if node.args.get("nulls"):
                raise FeatureNotSupported("UNIQUE NULLS NOT DISTINCT is not supported by the SQLite backend")
            found = ConstraintFacts(name or f"{table.name}_{'_'.join(columns)}_key", "u", columns)
            return replace(table, constraints=(*table.constraints, found))
        if isinstance(node, exp.CheckColumnConstraint):
            return self._check(table, node, name, column)
        reference = node if isinstance(node, exp.Reference) else node.args.get("reference")
        if reference is not None:
            columns = tuple(identifier(i) for i in node.expressions) if isinstance(node, exp.ForeignKey) else (column,)
            self._check_columns(table, columns)
            options += " " + " ".join(str(o) for o in reference.args.get("options") or ()).upper()
            return self._foreign_key(table, reference, name, columns, options)
        raise self.queries.expressions.unsupported(node)

    @staticmethod
    def _check_columns(table: TableFacts, columns: tuple[str, ...]) -> None:
        for name in columns:
            if table.column(name) is None:
                raise UndefinedColumn(f'column "{name}" named in key does not exist')

    def _check(self, table: TableFacts, node: exp.CheckColumnConstraint, name: str, column: str) -> TableFacts:
        scope = self.table_scope(table)
        scope.aggregates_refused = "check constraints"
        sql = self.queries.expressions.condition(node.this, scope, "CHECK")
        used = sorted({identifier(c) for c in node.this.find_all(exp.Column)})
        base = name or f"{table.name}_{used[0] + '_' if len(used) == 1 else ''}check"
        taken = {c.name for c in table.constraints}
        final, number = base, 0
        while final in taken:
            number += 1
            final = f"{base}{number}"
        found = ConstraintFacts(final, "c", tuple(used), expression=node.this.sql(**AS_WRITTEN), sqlite_expression=sql)
        return replace(table, constraints=(*table.constraints, found))

    def _foreign_key(
        self, table: TableFacts, node: exp.Expr, name: str, columns: tuple[str, ...], options: str
    ) -> TableFacts:
        target_node = node.this.this if isinstance(node.this, exp.Schema) else node.this
        target_name = identifier(target_node.this)
        own = target_name == table.name and identifier(target_node.args.get("db")) in ("", table.schema)
        target = table if own else self.context.find_table(identifier(target_node.args.get("db")), target_name)
        keys = tuple(identifier(i) for i in node.this.expressions) if isinstance(node.this, exp.Schema) else ()
        keys = keys or target.primary_key
        unique = [set(c.columns) for c in target.constraints if c.kind in "pu"]
        if not own and (len(keys) != len(columns) or set(keys) not in unique):
            raise ProxyError(
                f'there is no unique constraint matching given keys for referenced table "{target.name}"',
                sqlstate="42830",
            )

        def action(event: str) -> str:
            for word in ("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT"):
                if f"ON {event} {word}" in options:
                    return word
            return "NO ACTION"

        found = ConstraintFacts(
            name or f"{table.name}_{'_'.join(columns)}_fkey",
            "f",
            columns,
            target.schema,
            target.name,
            keys,
            action("DELETE"),
            action("UPDATE"),
            "DEFERRABLE" in options.replace("NOT DEFERRABLE", "") or "INITIALLY DEFERRED" in options,
            "INITIALLY DEFERRED" in options,
        )
        return replace(table, constraints=(*table.constraints, found))


_VOLATILE = re.compile(
    r"pg_(?:now|nextval|currval|lastval|setval|random|session|setting|gen_random_uuid|uuidv7|reg)\w*\("
)


def immutable(sql: str, what: str, sqlstate: str = "42P17") -> None:
    """Raises 42P17 where SQL that must give the same for ever would not."""
    if _VOLATILE.search(sql) is not None or "SELECT " in sql:
        raise ProxyError(f"functions in {what} must be marked IMMUTABLE", sqlstate=sqlstate)


def _is_temporary(node: exp.Create) -> bool:
    properties = node.args.get("properties")
    return properties is not None and any(isinstance(p, exp.TemporaryProperty) for p in properties.expressions)


def _renamed(constraint: ConstraintFacts, table: str) -> str:
    if constraint.kind == "p":
        return f"{table}_pkey"
    return f"{table}_{'_'.join(constraint.columns)}_key"

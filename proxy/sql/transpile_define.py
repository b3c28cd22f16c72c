"""Definitions: CREATE and DROP of tables, indexes, views, schemas and sequences, and TRUNCATE."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, ConstraintFacts, IndexFacts, SequenceFacts, TableFacts
from proxy.sql.transpile_convert import type_of
from proxy.sql.transpile_grammar import identifier, parse, quoted, string
from proxy.sql.transpile_scope import Context, Scope, Source, Typed, UndefinedColumn, UndefinedTable, table_sql
from proxy.sql.transpile_select import Queries
from proxy.sql.transpile_sources import named_columns

METADATA = (
    "CREATE TABLE IF NOT EXISTS _onedsn_tables (name TEXT PRIMARY KEY, facts TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS _onedsn_sequences"
    " (name TEXT PRIMARY KEY, facts TEXT NOT NULL, last_value INTEGER NOT NULL, is_called INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS _onedsn_schemas (name TEXT PRIMARY KEY)",
)
TOUCH = ("CREATE TABLE _onedsn_touch (x)", "DROP TABLE _onedsn_touch")
"""Makes SQLite's schema version rise where only our own metadata changed, so that every process sees it."""
_SERIALS = {"SERIAL": t.INT4, "BIGSERIAL": t.INT8, "SMALLSERIAL": t.INT2}


class DuplicateObject(ProxyError):
    """Something of that name exists already."""

    sqlstate = "42P07"


def table_definition(table: TableFacts, name: str | None = None) -> str:
    """CREATE TABLE of SQLite for the facts; unique constraints and indexes stand apart."""
    parts = []
    for column in table.columns:
        collation = t.collation(column.type_oid)
        part = f"{quoted(column.name)} {t.affinity(column.type_oid)}"
        part += f" COLLATE {collation}" if collation else ""
        parts.append(part + (" NOT NULL" if column.not_null else ""))
    for constraint in table.constraints:
        named = f"CONSTRAINT {quoted(constraint.name)} "
        listed = ", ".join(quoted(column) for column in constraint.columns)
        if constraint.kind == "p":
            parts.append(f"{named}PRIMARY KEY ({listed})")
        elif constraint.kind == "c":
            parts.append(f"{named}CHECK ({constraint.sqlite_expression})")
        elif constraint.kind == "f":
            schema = constraint.referenced_schema
            target = constraint.referenced_table if schema == "public" else f"{schema}.{constraint.referenced_table}"
            keys = ", ".join(quoted(column) for column in constraint.referenced_columns)
            part = f"{named}FOREIGN KEY ({listed}) REFERENCES {quoted(target)} ({keys})"
            part += f" ON DELETE {constraint.on_delete} ON UPDATE {constraint.on_update}"
            if constraint.deferrable:
                part += f" DEFERRABLE INITIALLY {'DEFERRED' if constraint.initially_deferred else 'IMMEDIATE'}"
            parts.append(part)
    return f"CREATE TABLE {quoted(name or table.sqlite_name)} ({', '.join(parts)})"


def unique_index(table: TableFacts, constraint: ConstraintFacts) -> str:
    """The index that keeps a UNIQUE constraint."""
    listed = ", ".join(quoted(column) for column in constraint.columns)
    return f"CREATE UNIQUE INDEX {quoted(constraint.name)} ON {table_sql(table)} ({listed})"


def remember(table: TableFacts) -> str:
    """SQL that stores the facts in the file."""
    facts = json.dumps(asdict(table), separators=(",", ":"), ensure_ascii=False)
    return f"INSERT OR REPLACE INTO _onedsn_tables (name, facts) VALUES ({string(table.sqlite_name)}, {string(facts)})"


def remember_sequence(sequence: SequenceFacts) -> str:
    """SQL that creates the sequence in the file."""
    facts = json.dumps(asdict(sequence), separators=(",", ":"), ensure_ascii=False)
    return (
        "INSERT INTO _onedsn_sequences (name, facts, last_value, is_called) "
        f"VALUES ({string(sequence.sqlite_name)}, {string(facts)}, {sequence.start}, 0)"
    )


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
        return max([16284, *used]) + 100

    def place(self, node: exp.Table) -> tuple[str, str]:
        """Schema and name where a new object goes. Raises 3F000."""
        schema = identifier(node.args.get("db")) or next(
            (name for name in self.context.search_path if name in self.context.schema.schemas), ""
        )
        if schema in ("pg_temp", "pg_catalog", "information_schema"):
            raise FeatureNotSupported(f"CREATE in the schema {schema} is not supported by the SQLite backend")
        if schema not in self.context.schema.schemas:
            raise ProxyError(f'schema "{schema}" does not exist', sqlstate="3F000")
        return schema, identifier(node.this)

    def create_table(self, node: exp.Create) -> list[str]:
        """CREATE TABLE with columns and constraints."""
        properties = node.args.get("properties")
        if properties is not None and any(
            isinstance(p, exp.TemporaryProperty | exp.PartitionedByProperty | exp.LikeProperty | exp.InheritsProperty)
            for p in properties.expressions
        ):
            raise FeatureNotSupported(
                "temporary, partitioned and inheriting tables are not supported by the SQLite backend"
            )
        if node.expression is not None or not isinstance(node.this, exp.Schema):
            raise FeatureNotSupported("CREATE TABLE AS is not supported by the SQLite backend")
        schema, name = self.place(node.this.this)
        if (schema, name) in self.context.schema.tables:
            if node.args.get("exists"):
                self.notices.append(f'relation "{name}" already exists, skipping')
                return []
            raise DuplicateObject(f'relation "{name}" already exists')
        table = TableFacts(name, (), schema, self.next_oid())
        sequences: list[SequenceFacts] = []
        pending: list[tuple[exp.Expr, str, str]] = []
        for item in node.this.expressions:
            if isinstance(item, exp.ColumnDef):
                table = self.add_column(table, item, sequences, pending)
            else:
                pending.append((item, "", ""))
        for item, constraint_name, column in pending:
            table = self.add_constraint(table, item, constraint_name, column)
        statements = [*METADATA, table_definition(table), remember(table)]
        statements += [unique_index(table, c) for c in table.constraints if c.kind == "u"]
        return statements + [remember_sequence(sequence) for sequence in sequences]

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
        oid, modifier = (serial, -1) if serial is not None else type_of(kind)
        if oid in (t.INTERVAL,):
            raise FeatureNotSupported("columns of type interval are not supported by the SQLite backend")
        column = ColumnFacts(name, oid, modifier, not_null=serial is not None)
        identity = ""
        for wrapper in node.args.get("constraints") or ():
            constraint, constraint_name = wrapper.kind, identifier(wrapper.this) if wrapper.this is not None else ""
            if isinstance(constraint, exp.NotNullColumnConstraint):
                column = replace(column, not_null=not constraint.args.get("allow_null"))
            elif isinstance(constraint, exp.DefaultColumnConstraint):
                column = replace(column, default=constraint.this.sql("postgres"))
            elif isinstance(constraint, exp.GeneratedAsIdentityColumnConstraint):
                identity = "a" if constraint.this else "d"
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
            sequences.append(sequence)
            column = replace(column, sequence=sequence.sqlite_name, identity=identity, not_null=True)
        return replace(table, columns=(*table.columns, column))

    def add_constraint(self, table: TableFacts, node: exp.Expr, name: str, column: str) -> TableFacts:
        """The table with one more constraint, under PostgreSQL's name where none was given."""
        if isinstance(node, exp.Constraint):
            for inner in node.expressions:
                table = self.add_constraint(table, inner, identifier(node.this), column)
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
        scope = Scope()
        columns = [Typed("", c.type_oid, c.type_modifier, c.name) for c in table.columns]
        visible = tuple(
            replace(c, sql=quoted(c.name)) for c in named_columns(table.name, [c.name for c in columns], columns, [])
        )
        scope.sources.append(Source(table.name, visible, table))
        scope.aggregates_refused = "check constraints"
        sql = self.queries.expressions.condition(node.this, scope, "CHECK")
        used = sorted({identifier(c) for c in node.this.find_all(exp.Column)})
        base = name or f"{table.name}_{used[0] + '_' if len(used) == 1 else ''}check"
        taken = {c.name for c in table.constraints}
        final, number = base, 0
        while final in taken:
            number += 1
            final = f"{base}{number}"
        found = ConstraintFacts(final, "c", tuple(used), expression=node.this.sql("postgres"), sqlite_expression=sql)
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

    def create_index(self, node: exp.Create) -> list[str]:
        """CREATE [UNIQUE] INDEX on columns or expressions."""
        index = node.this
        table_node = index.args["table"]
        table = self.context.find_table(identifier(table_node.args.get("db")), identifier(table_node.this))
        scope = Scope()
        columns = [Typed("", c.type_oid, c.type_modifier, c.name) for c in table.columns]
        plain = [replace(c, sql=quoted(c.name)) for c in columns]
        scope.sources.append(Source(table.name, tuple(plain), table))
        keys, names, sqls = [], [], []
        parameters = index.args.get("params")
        for item in (parameters.args.get("columns") if parameters is not None else None) or ():
            inner = item.this if isinstance(item, exp.Ordered) else item
            if isinstance(inner, exp.Opclass):
                inner = inner.this
            typed = self.queries.expressions.typed(inner, scope)
            if not isinstance(inner, exp.Column):
                raise FeatureNotSupported("indexes on expressions are not supported by the SQLite backend")
            keys.append(inner.sql("postgres"))
            names.append(identifier(inner))
            sqls.append(typed.sql + (" DESC" if isinstance(item, exp.Ordered) and item.args.get("desc") else ""))
        where = parameters.args.get("where") if parameters is not None else None
        name = identifier(index.this) if index.this is not None else f"{table.name}_{'_'.join(names)}_idx"
        for other in self.context.schema.tables.values():
            if name in {i.name for i in other.indexes} | {c.name for c in other.constraints if c.kind in "pu"}:
                if node.args.get("exists"):
                    self.notices.append(f'relation "{name}" already exists, skipping')
                    return []
                raise DuplicateObject(f'relation "{name}" already exists')
        predicate = (
            f" WHERE {self.queries.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        )
        if "pg_" in predicate:
            raise FeatureNotSupported("this condition of a partial index is not supported by the SQLite backend")
        is_unique = bool(node.args.get("unique"))
        facts = IndexFacts(
            name, tuple(keys), is_unique, tuple(names), where.this.sql("postgres") if where is not None else ""
        )
        table = replace(table, indexes=(*table.indexes, facts))
        word = "UNIQUE INDEX" if is_unique else "INDEX"
        return [
            *METADATA,
            f"CREATE {word} {quoted(name)} ON {table_sql(table)} ({', '.join(sqls)}){predicate}",
            remember(table),
        ]

    def create_view(self, node: exp.Create) -> list[str]:
        """CREATE VIEW over a query."""
        target = node.this.this if isinstance(node.this, exp.Schema) else node.this
        if node.args.get("properties") is not None and node.args["properties"].expressions:
            raise FeatureNotSupported("this kind of view is not supported by the SQLite backend")
        schema, name = self.place(target)
        names = [identifier(c) for c in node.this.expressions] if isinstance(node.this, exp.Schema) else []
        existing = self.context.schema.tables.get((schema, name))
        if existing is not None and not (node.args.get("replace") and existing.kind == "v"):
            raise DuplicateObject(f'relation "{name}" already exists')
        sql, columns = self.queries.query(node.expression, Scope())
        if self.context.parameters.count:
            raise ProxyError("there is no parameter $1", sqlstate="42P02")
        facts = tuple(
            ColumnFacts(names[n] if n < len(names) else c.name, c.type, c.modifier) for n, c in enumerate(columns)
        )
        view = TableFacts(name, facts, schema, self.next_oid(), "v", definition=node.expression.sql("postgres"))
        listed = ", ".join(quoted(column.name) for column in facts)
        drop = [f"DROP VIEW {table_sql(view)}"] if existing is not None else []
        return [*METADATA, *drop, f"CREATE VIEW {table_sql(view)} ({listed}) AS {sql}", remember(view)]

    def create_sequence(self, node: exp.Create) -> list[str]:
        """CREATE SEQUENCE with its plain options."""
        schema, name = self.place(node.this)
        if (schema, name) in self.context.schema.sequences:
            if node.args.get("exists"):
                self.notices.append(f'relation "{name}" already exists, skipping')
                return []
            raise DuplicateObject(f'relation "{name}" already exists')
        sequence = SequenceFacts(name, schema, self.next_oid())
        properties = node.args.get("properties")
        for item in properties.expressions if properties is not None else ():
            if not isinstance(item, exp.SequenceProperties) or item.args.get("owned") or item.args.get("options"):
                raise FeatureNotSupported("this option of CREATE SEQUENCE is not supported by the SQLite backend")
            start, step = item.args.get("start"), item.args.get("increment")
            sequence = replace(
                sequence,
                start=int(start.sql()) if start is not None else 1,
                increment=int(step.sql()) if step is not None else 1,
            )
            if item.args.get("minvalue") or item.args.get("maxvalue") or sequence.increment < 1:
                raise FeatureNotSupported("bounds of CREATE SEQUENCE are not supported by the SQLite backend")
        return [*METADATA, remember_sequence(sequence), *TOUCH]

    def create_schema(self, node: exp.Create) -> list[str]:
        """CREATE SCHEMA."""
        name = identifier(node.this.args.get("db") or node.this.this)
        if name in self.context.schema.schemas:
            if node.args.get("exists"):
                self.notices.append(f'schema "{name}" already exists, skipping')
                return []
            raise DuplicateObject(f'schema "{name}" already exists', sqlstate="42P06")
        return [*METADATA, f"INSERT INTO _onedsn_schemas (name) VALUES ({string(name)})", *TOUCH]

    def drop(self, node: exp.Drop) -> list[str]:
        """DROP TABLE, VIEW, INDEX, SEQUENCE or SCHEMA; of several tables those first that refer to others."""
        kind = str(node.args["kind"]).upper()
        targets = list(node.args.get("tables") or ())
        if len(targets) != 1 and kind != "TABLE":
            raise FeatureNotSupported(f"DROP {kind} of several objects is not supported by the SQLite backend")
        names = {identifier(target.this) for target in targets}
        statements: list[str] = []
        left = list(self.context.schema.tables.values())
        while targets:
            for target in targets:
                name = identifier(target.this)
                inside = [table for table in left if table.name in names - {name}]
                if not any(c.referenced_table == name for table in inside for c in table.constraints if c.kind == "f"):
                    break
            else:
                raise FeatureNotSupported(
                    "DROP of tables that refer to one another is not supported by the SQLite backend"
                )
            targets.remove(target)
            names.discard(name)
            statements += self._drop_one(node, kind, identifier(target.args.get("db")), name, left)
            left = [table for table in left if table.name != name]
        return statements

    def _drop_one(self, node: exp.Drop, kind: str, schema: str, name: str, left: list[TableFacts]) -> list[str]:
        if kind in ("TABLE", "VIEW"):
            return self._drop_table(node, kind, schema, name, left)
        if kind == "INDEX":
            for table in self.context.schema.tables.values():
                if any(index.name == name for index in table.indexes):
                    kept = tuple(index for index in table.indexes if index.name != name)
                    return [f"DROP INDEX {quoted(name)}", remember(replace(table, indexes=kept))]
            return self._missing(node, "42704", f'index "{name}" does not exist')
        if kind == "SEQUENCE":
            for candidate in (schema,) if schema else self.context.search_path:
                sequence = self.context.schema.sequences.get((candidate, name))
                if sequence is not None and sequence.owner is None:
                    return [f"DELETE FROM _onedsn_sequences WHERE name = {string(sequence.sqlite_name)}", *TOUCH]
                if sequence is not None:
                    raise ProxyError(
                        f"cannot drop sequence {name} because other objects depend on it", sqlstate="2BP01"
                    )
            return self._missing(node, "42P01", f'sequence "{name}" does not exist')
        if kind == "SCHEMA":
            name = schema or name
            if name not in self.context.schema.schemas:
                return self._missing(node, "3F000", f'schema "{name}" does not exist')
            if any(key[0] == name for key in self.context.schema.tables):
                if node.args.get("cascade"):
                    raise FeatureNotSupported("DROP SCHEMA … CASCADE is not supported by the SQLite backend")
                raise ProxyError(f"cannot drop schema {name} because other objects depend on it", sqlstate="2BP01")
            return [f"DELETE FROM _onedsn_schemas WHERE name = {string(name)}", *TOUCH]
        raise FeatureNotSupported(f"DROP {kind} is not supported by the SQLite backend")

    def _missing(self, node: exp.Drop, sqlstate: str, message: str) -> list[str]:
        if node.args.get("exists"):
            self.notices.append(message + ", skipping")
            return []
        raise ProxyError(message, sqlstate=sqlstate)

    def _drop_table(self, node: exp.Drop, kind: str, schema: str, name: str, left: list[TableFacts]) -> list[str]:
        try:
            table = self.context.find_table(schema, name)
        except UndefinedTable:
            return self._missing(node, "42P01", f'{kind.lower()} "{name}" does not exist')
        if (table.kind == "v") != (kind == "VIEW"):
            raise ProxyError(f'"{name}" is not a {kind.lower()}', sqlstate="42809")
        statements: list[str] = []
        for other in left:
            keys = [
                c for c in other.constraints if c.kind == "f" and c.referenced_table == name and other.oid != table.oid
            ]
            keys = [c for c in keys if c.referenced_schema == table.schema]
            if keys and not node.args.get("cascade"):
                raise ProxyError(
                    f"cannot drop table {name} because other objects depend on it",
                    detail=f"constraint {keys[0].name} on table {other.name} depends on table {name}",
                    hint="Use DROP ... CASCADE to drop the dependent objects too.",
                    sqlstate="2BP01",
                )
            if keys:
                changed = replace(other, constraints=tuple(c for c in other.constraints if c not in keys))
                statements += rewrite(changed)
        if any(
            view.kind == "v" and _mentions(view, name)
            for view in self.context.schema.tables.values()
            if view is not table
        ):
            raise ProxyError(f"cannot drop {kind.lower()} {name} because other objects depend on it", sqlstate="2BP01")
        statements += [f"DELETE FROM _onedsn_tables WHERE name = {string(table.sqlite_name)}"]
        for column in table.columns:
            if column.sequence is not None:
                statements.append(f"DELETE FROM _onedsn_sequences WHERE name = {string(column.sequence)}")
        return [*METADATA, *statements, f"DROP {kind} {table_sql(table)}"]

    def truncate(self, node: exp.TruncateTable) -> list[str]:
        """TRUNCATE of tables that no other table refers to."""
        tables = [self.context.find_table(identifier(i.args.get("db")), identifier(i.this)) for i in node.expressions]
        if str(node.args.get("option") or "").upper() == "CASCADE":
            changed = True
            while changed:
                changed = False
                for other in self.context.schema.tables.values():
                    if other not in tables and any(_refers(other, table) for table in tables):
                        tables.append(other)
                        changed = True
        for other in self.context.schema.tables.values():
            for table in tables:
                if other not in tables and _refers(other, table):
                    raise FeatureNotSupported(
                        "cannot truncate a table referenced in a foreign key constraint",
                        detail=f'Table "{other.name}" references "{table.name}".',
                        hint=f'Truncate table "{other.name}" at the same time, or use TRUNCATE ... CASCADE.',
                    )
        statements = ["PRAGMA defer_foreign_keys = ON"]
        statements += [f"DELETE FROM {table_sql(table)}" for table in tables]
        if str(node.args.get("identity") or "").upper() == "RESTART":
            for table in tables:
                for column in table.columns:
                    if column.sequence is not None:
                        statements.append(f"SELECT pg_setval({string(column.sequence)}, 1, 0)")
        return statements


def rewrite(table: TableFacts) -> list[str]:
    """SQL that gives an existing table this definition where the stored rows need no change."""
    return [
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_schema SET sql = {string(table_definition(table))} "
        f"WHERE type = 'table' AND name = {string(table.sqlite_name)}",
        "PRAGMA writable_schema = RESET",
        remember(table),
        *TOUCH,
    ]


def _refers(other: TableFacts, table: TableFacts) -> bool:
    return any(
        c.kind == "f" and (c.referenced_schema, c.referenced_table) == (table.schema, table.name)
        for c in other.constraints
    )


def _mentions(view: TableFacts, name: str) -> bool:
    return any(identifier(node.this) == name for node in parse(view.definition).find_all(exp.Table))

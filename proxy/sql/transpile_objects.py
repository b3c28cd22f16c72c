"""Definitions beside tables: indexes, views, sequences, schemas; DROP and TRUNCATE."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql.schema import ColumnFacts, IndexFacts, TableFacts
from proxy.sql.transpile_define import Definitions, DuplicateObject, immutable
from proxy.sql.transpile_grammar import AS_WRITTEN, identifier, parse, quoted, string
from proxy.sql.transpile_metadata import METADATA, TOUCH, forget, index_sql, remember, rewrite
from proxy.sql.transpile_scope import Scope, Source, Typed, UndefinedTable, table_sql


class Objects(Definitions):
    """Compiles the definition of anything that is no table, and whatever drops or empties."""

    def create_index(self, node: exp.Create) -> list[str]:
        """CREATE [UNIQUE] INDEX on columns or expressions."""
        index = node.this
        table_node = index.args["table"]
        table = self.context.find_table(identifier(table_node.args.get("db")), identifier(table_node.this))
        scope = Scope()
        columns = [Typed("", c.type_oid, c.type_modifier, c.name) for c in table.columns]
        plain = [replace(c, sql=quoted(c.name)) for c in columns]
        scope.sources.append(Source(table.name, tuple(plain), table))
        keys, names, sqls, parts = [], [], [], []
        parameters = index.args.get("params")
        for item in (parameters.args.get("columns") if parameters is not None else None) or ():
            inner = item.this if isinstance(item, exp.Ordered) else item
            if isinstance(inner, exp.Opclass):
                inner = inner.this
            inner = inner.unnest() if isinstance(inner, exp.Paren) else inner
            typed = self.queries.expressions.typed(inner, scope)
            way = " DESC" if isinstance(item, exp.Ordered) and item.args.get("desc") else ""
            keys.append(inner.sql(**AS_WRITTEN) + way)
            if isinstance(inner, exp.Column):
                names.append(identifier(inner))
                parts.append(identifier(inner))
                sql = typed.sql
            else:
                immutable(typed.sql, "index expression")
                parts.append(str(inner.this).lower() if isinstance(inner, exp.Anonymous) else "expr")
                sql = typed.comparable
            sqls.append(sql + way)
        names = names if len(names) == len(keys) else []
        where = parameters.args.get("where") if parameters is not None else None
        name = identifier(index.this) if index.this is not None else ""
        name = name or self._free_index_name(f"{table.name}_{'_'.join(parts)}_idx")
        for other in self.context.schema.tables.values():
            if name in {i.name for i in other.indexes} | {c.name for c in other.constraints if c.kind in "pu"}:
                if node.args.get("exists"):
                    self.notices.append(f'relation "{name}" already exists, skipping')
                    return []
                raise DuplicateObject(f'relation "{name}" already exists')
        predicate = (
            f" WHERE {self.queries.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        )
        immutable(predicate, "index predicate")
        is_unique = bool(node.args.get("unique"))
        facts = IndexFacts(
            name, tuple(keys), is_unique, tuple(names), where.this.sql(**AS_WRITTEN) if where is not None else ""
        )
        table = replace(table, indexes=(*table.indexes, facts))
        word = "UNIQUE INDEX" if is_unique else "INDEX"
        return [
            *METADATA,
            f"CREATE {word} {index_sql(table, name)} ON {quoted(table.sqlite_name)} ({', '.join(sqls)}){predicate}",
            remember(table),
        ]

    def _free_index_name(self, name: str) -> str:
        """The name, with a number where another index has it."""
        taken = {
            one
            for table in self.context.schema.tables.values()
            for one in [*(i.name for i in table.indexes), *(c.name for c in table.constraints if c.kind in "pu")]
        }
        found, number = name, 0
        while found in taken:
            number += 1
            found = f"{name}{number}"
        return found

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
        view = TableFacts(name, facts, schema, self.next_oid(), "v", definition=node.expression.sql(**AS_WRITTEN))
        listed = ", ".join(quoted(column.name) for column in facts)
        drop = [f"DROP VIEW {table_sql(view)}"] if existing is not None else []
        return [*METADATA, *drop, f"CREATE VIEW {table_sql(view)} ({listed}) AS {sql}", remember(view)]

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
                    return [f"DROP INDEX {index_sql(table, name)}", remember(replace(table, indexes=kept))]
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
        statements += forget(table)
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


def _refers(other: TableFacts, table: TableFacts) -> bool:
    return any(
        c.kind == "f" and (c.referenced_schema, c.referenced_table) == (table.schema, table.name)
        for c in other.constraints
    )


def _mentions(view: TableFacts, name: str) -> bool:
    return any(identifier(node.this) == name for node in parse(view.definition).find_all(exp.Table))

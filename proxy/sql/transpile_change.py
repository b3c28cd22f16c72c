"""INSERT, UPDATE, DELETE and TRUNCATE, with ON CONFLICT and RETURNING."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, TableFacts
from proxy.sql.transpile_convert import adopt, assign
from proxy.sql.transpile_grammar import identifier, parse, quoted, string
from proxy.sql.transpile_scope import Context, Scope, Source, Typed, UndefinedColumn, table_sql, unique
from proxy.sql.transpile_select import Queries
from proxy.sql.transpile_sources import named_columns


class Changes:
    """Compiles one statement that changes rows."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.queries = Queries(context)
        self.expressions = self.queries.expressions

    def target(self, node: exp.Expr, scope: Scope) -> tuple[TableFacts, Source]:
        """The table that is changed, visible in the scope under its alias or name. Raises 42P01, 42809."""
        if not isinstance(node, exp.Table):
            raise self.expressions.unsupported(node)
        table = self.context.find_table(identifier(node.args.get("db")), identifier(node.this))
        if table.schema in ("pg_catalog", "information_schema"):
            raise ProxyError(f'permission denied: "{table.name}" is a system catalog', sqlstate="42501")
        if table.kind != "r":
            raise FeatureNotSupported(f'the view "{table.name}" cannot be changed by the SQLite backend')
        alias_node = node.args.get("alias")
        alias = identifier(alias_node.this) if alias_node is not None else table.name
        columns = [
            Typed("", c.type_oid, c.type_modifier, c.name, origin=(table.oid, number))
            for number, c in enumerate(table.columns, 1)
        ]
        source = Source(alias, named_columns(alias, [c.name for c in columns], columns, []), table)
        scope.sources.append(source)
        return table, source

    def default(self, table: TableFacts, column: ColumnFacts) -> Typed:
        """The column's default, as it is stored."""
        if column.sequence is not None and column.default is None:
            self.context.volatile = True
            return Typed(f"pg_nextval({string(column.sequence)})", column.type_oid)
        if column.sqlite_default is not None:
            return Typed(f"({column.sqlite_default})", column.type_oid)
        if column.default is None:
            return Typed("NULL", column.type_oid, column.type_modifier)
        tree = parse(f"SELECT {column.default}").expressions[0]
        return assign(
            self.context, self.expressions.typed(tree, Scope()), column.type_oid, column.type_modifier, column.name
        )

    def stored(self, table: TableFacts, column: ColumnFacts, value: Typed) -> str:
        """SQL for the value in its column; the row's own number must not be NULL, or SQLite would invent one."""
        if table.row_key == column.name and not value.sql.isdigit() and not value.sql.startswith("pg_nextval("):
            return f"pg_not_null({value.sql}, {string(column.name)}, {string(table.name)})"
        return value.sql

    def filled(self, table: TableFacts, column: ColumnFacts) -> str:
        """SQL for a column that the statement leaves out."""
        value = self.default(table, column)
        return value.sql if column.numbered else self.stored(table, column, value)

    def insert(self, node: exp.Insert) -> tuple[str, list[Typed]]:
        """INSERT: every column gets its value here, so that defaults and serials are PostgreSQL's."""
        scope = Scope()
        schema_node = node.this
        listed = [identifier(item) for item in schema_node.expressions] if isinstance(schema_node, exp.Schema) else []
        with_node = node.args.get("with_")
        prefix = self.queries.with_clause(with_node, scope) if with_node is not None else ""
        table, source = self.target(schema_node.this if isinstance(schema_node, exp.Schema) else schema_node, scope)
        targets = self._insert_columns(table, listed)
        rest = [column for column in table.columns if column not in targets]
        query = node.expression
        if query is None or node.args.get("default"):
            rows: list[list[exp.Expr]] = [[exp.Var(this="DEFAULT") for _ in targets]]
            body = self._insert_values(table, targets if query is None else [], rest if query else [], rows)
            columns = [*targets, *(rest if query else [])]
        elif isinstance(query, exp.Values) and not query.args.get("order"):
            rows = [_cells(row) for row in query.expressions]
            if len({len(row) for row in rows}) != 1:
                raise SyntaxProblem("VALUES lists must all be the same length")
            if not listed:
                rest = [*targets[len(rows[0]) :], *rest]
                targets = targets[: len(rows[0])]
            self._check_width(len(rows[0]), len(targets))
            body, columns = self._insert_values(table, targets, rest, rows), [*targets, *rest]
        else:
            sql, found = self.queries.query(query, Scope(Scope()) if not prefix else _child(scope))
            if not listed:
                rest = [*targets[len(found) :], *rest]
                targets = targets[: len(found)]
            self._check_width(len(found), len(targets))
            body, columns = self._insert_query(table, targets, rest, sql, found), [*targets, *rest]
        names = ", ".join(quoted(column.name) for column in columns)
        conflict = self._conflict(node.args.get("conflict"), table, source, scope, columns, body)
        alias = f" AS {quoted(source.alias)}" if source.alias != table.sqlite_name else ""
        returning_sql, returned = self._returning(node, table, scope)
        return f"{prefix}INSERT INTO {table_sql(table)}{alias} ({names}) {conflict}{returning_sql}", returned

    @staticmethod
    def _check_width(given: int, wanted: int) -> None:
        if given > wanted:
            raise SyntaxProblem("INSERT has more expressions than target columns")
        if given < wanted:
            raise SyntaxProblem("INSERT has more target columns than expressions")

    @staticmethod
    def _insert_columns(table: TableFacts, listed: list[str]) -> list[ColumnFacts]:
        if not listed:
            return list(table.columns)
        found = []
        for name in listed:
            column = table.column(name)
            if column is None:
                raise UndefinedColumn(f'column "{name}" of relation "{table.name}" does not exist')
            if column in found:
                raise ProxyError(f'column "{name}" specified more than once', sqlstate="42701")
            found.append(column)
        return found

    def _insert_values(
        self, table: TableFacts, targets: list[ColumnFacts], rest: list[ColumnFacts], rows: list[list[exp.Expr]]
    ) -> str:
        lines = []
        for row in rows:
            cells = []
            for column, cell in zip(targets, row, strict=True):
                if _is_default(cell):
                    value = self.default(table, column)
                else:
                    if column.identity == "a":
                        raise ProxyError(
                            f'cannot insert a non-DEFAULT value into column "{column.name}"',
                            detail=f'Column "{column.name}" is an identity column defined as GENERATED ALWAYS.',
                            sqlstate="428C9",
                        )
                    typed = self.expressions.typed(cell, Scope())
                    value = assign(self.context, typed, column.type_oid, column.type_modifier, column.name)
                cells.append(self.filled(table, column) if _is_default(cell) else self.stored(table, column, value))
            cells += [self.filled(table, column) for column in rest]
            lines.append(f"({', '.join(cells)})")
        return "VALUES " + ", ".join(lines)

    def _insert_query(
        self, table: TableFacts, targets: list[ColumnFacts], rest: list[ColumnFacts], sql: str, found: list[Typed]
    ) -> str:
        alias = self.context.fresh()
        names = [f"c{number}" for number in range(len(found))]
        cells = []
        for name, column, typed in zip(names, targets, found, strict=True):
            value = Typed(f'"{alias}"."{name}"', typed.type, typed.modifier)
            value = assign(self.context, value, column.type_oid, column.type_modifier, column.name)
            cells.append(self.stored(table, column, value))
        cells += [self.filled(table, column) for column in rest]
        listed = ", ".join(f'"{name}"' for name in names)
        derived = f'(WITH "{alias}_"({listed}) AS ({sql}) SELECT * FROM "{alias}_") AS "{alias}"'
        return f"SELECT {', '.join(cells)} FROM {derived} WHERE true"

    def _conflict(
        self,
        node: exp.OnConflict | None,
        table: TableFacts,
        source: Source,
        scope: Scope,
        columns: list[ColumnFacts],
        body: str,
    ) -> str:
        if node is None:
            return body
        keys = self._conflict_keys(node, table)
        target = f" ({', '.join(quoted(key) for key in keys)})" if keys else ""
        action = str(node.args["action"].name if node.args.get("action") is not None else "").upper()
        if action == "DO NOTHING":
            return f"{body} ON CONFLICT{target} DO NOTHING"
        if not keys:
            raise SyntaxProblem("ON CONFLICT DO UPDATE requires inference specification or constraint name")
        positions = [str([c.name for c in columns].index(key) + 1) for key in keys]
        alias = self.context.fresh()
        listed = ", ".join(f'"column{number}"' for number in range(1, len(columns) + 1))
        guard = ", ".join(f'"column{position}"' for position in positions)
        single = body.startswith("VALUES ") and body.count("(") and not _several_rows(body)
        if not single:
            # PostgreSQL refuses to touch one row twice (21000); SQLite would.
            body = (
                f'SELECT * FROM (WITH "{alias}"({listed}) AS ({body}) SELECT * FROM "{alias}") '
                f"WHERE pg_once({string(alias)}, {guard})"
            )
        excluded = Source("excluded", tuple(replace(c, sql=f'"excluded".{quoted(c.name)}') for c in source.columns))
        scope.sources.append(excluded)
        excluded.hidden |= {column.name for column in excluded.columns}
        sets = self._assignments(node.expressions, table, scope)
        where = node.args.get("where")
        where_sql = f" WHERE {self.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        scope.sources.remove(excluded)
        return f"{body} ON CONFLICT{target} DO UPDATE SET {sets}{where_sql}"

    @staticmethod
    def _conflict_keys(node: exp.OnConflict, table: TableFacts) -> tuple[str, ...]:
        constraint = node.args.get("constraint")
        if constraint is not None:
            for known in table.constraints:
                if known.name == identifier(constraint) and known.kind in "pu":
                    return known.columns
            raise ProxyError(
                f'constraint "{identifier(constraint)}" for table "{table.name}" does not exist', sqlstate="42704"
            )
        if node.args.get("index_predicate"):
            raise FeatureNotSupported("ON CONFLICT with a WHERE of its index is not supported by the SQLite backend")
        keys = []
        for item in node.args.get("conflict_keys") or ():
            inner = item.this if isinstance(item, exp.Ordered) else item
            if not isinstance(inner, exp.Column | exp.Identifier):
                raise FeatureNotSupported("ON CONFLICT on an expression is not supported by the SQLite backend")
            keys.append(identifier(inner))
        unique_sets = [set(c.columns) for c in table.constraints if c.kind in "pu"]
        unique_sets += [set(i.columns) for i in table.indexes if i.unique and not i.predicate]
        if keys and set(keys) not in unique_sets:
            raise ProxyError(
                "there is no unique or exclusion constraint matching the ON CONFLICT specification", sqlstate="42P10"
            )
        return tuple(keys)

    def _assignments(self, items: list[exp.Expr], table: TableFacts, scope: Scope) -> str:
        parts = []
        for item in items:
            if not isinstance(item, exp.EQ) or not isinstance(item.this, exp.Column):
                raise FeatureNotSupported("SET (…) = (…) is not supported by the SQLite backend")
            name = identifier(item.this)
            column = table.column(name)
            if column is None:
                raise UndefinedColumn(f'column "{name}" of relation "{table.name}" does not exist')
            if _is_default(item.expression):
                value = self.default(table, column)
            else:
                if column.identity == "a":
                    raise ProxyError(f'column "{name}" can only be updated to DEFAULT', sqlstate="428C9")
                typed = self.expressions.typed(item.expression, scope)
                value = assign(self.context, typed, column.type_oid, column.type_modifier, name)
            parts.append(f"{quoted(name)} = {self.stored(table, column, value)}")
        return ", ".join(parts)

    def update(self, node: exp.Update) -> tuple[str, list[Typed]]:
        """UPDATE, with FROM where no row can match twice in a way that shows."""
        scope = Scope()
        prefix = self.queries.with_clause(node.args.get("with_"), scope)
        table, source = self.target(node.this, scope)
        clause = node.args.get("from_")
        scope.aggregates_refused = "UPDATE"
        from_sql = ""
        if clause is not None:
            from_sql = " FROM " + self.queries.sources.source(clause.this, scope)
            from_sql += self.queries.sources.joins(node.args.get("joins"), scope)
        sets = self._assignments(node.expressions, table, scope)
        where = node.args.get("where")
        scope.aggregates_refused = "WHERE"
        where_sql = f" WHERE {self.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        scope.aggregates_refused = None
        alias = f" AS {quoted(source.alias)}" if source.alias != table.sqlite_name else ""
        scope.sources = [source] if clause is None else scope.sources
        if clause is not None and node.args.get("returning") is not None:
            scope.sources = [source]
        returning_sql, returned = self._returning(node, table, scope)
        return f"{prefix}UPDATE {table_sql(table)}{alias} SET {sets}{from_sql}{where_sql}{returning_sql}", returned

    def delete(self, node: exp.Delete) -> tuple[str, list[Typed]]:
        """DELETE; USING becomes a subquery on the row's number."""
        scope = Scope()
        prefix = self.queries.with_clause(node.args.get("with_"), scope)
        table, source = self.target(node.this, scope)
        using = node.args.get("using")
        scope.aggregates_refused = "WHERE"
        from_sql = "".join(f", {self.queries.sources.source(item, scope)}" for item in using or ())
        where = node.args.get("where")
        where_sql = f" WHERE {self.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        scope.aggregates_refused = None
        alias = f" AS {quoted(source.alias)}"
        if using:
            rows = f"SELECT {quoted(source.alias)}.rowid FROM {table_sql(table)}{alias}{from_sql}{where_sql}"
            where_sql = f" WHERE rowid IN ({rows})"
        scope.sources = [source]
        returning_sql, returned = self._returning(node, table, scope)
        alias = alias if source.alias != table.sqlite_name else ""
        return f"{prefix}DELETE FROM {table_sql(table)}{alias}{where_sql}{returning_sql}", returned

    def _returning(self, node: exp.Expr, table: TableFacts, scope: Scope) -> tuple[str, list[Typed]]:
        returning = node.args.get("returning")
        if returning is None:
            return "", []
        inner = Scope()
        source = scope.sources[0]
        inner.sources = [Source(source.alias, tuple(replace(c, sql=quoted(c.name)) for c in source.columns), table)]
        if returning.find(exp.Select) is not None:
            raise FeatureNotSupported("a subquery in RETURNING is not supported by the SQLite backend")
        inner.aggregates_refused = "RETURNING"
        select = exp.Select(expressions=[item.copy() for item in returning.expressions])
        columns = [adopt(self.context, c, t.TEXT) for c in self.queries.targets(list(select.expressions), inner)]
        aliases = unique([column.name for column in columns])
        items = ", ".join(f"{c.sql} AS {quoted(a)}" for c, a in zip(columns, aliases, strict=True))
        return f" RETURNING {items}", columns


def _child(scope: Scope) -> Scope:
    child = Scope()
    child.tables = dict(scope.tables)
    return child


def _cells(row: exp.Expr) -> list[exp.Expr]:
    if isinstance(row, exp.Tuple):
        return list(row.expressions)
    return [row.this if isinstance(row, exp.Paren) else row]


def _is_default(node: exp.Expr) -> bool:
    if isinstance(node, exp.Var | exp.Column) and node.name.upper() == "DEFAULT":
        return not (isinstance(node, exp.Column) and node.this.args.get("quoted"))
    return False


def _several_rows(body: str) -> bool:
    depth = rows = 0
    in_string = False
    for character in body:
        if character == "'":
            in_string = not in_string
        elif not in_string:
            depth += (character == "(") - (character == ")")
            rows += character == "(" and depth == 1
    return rows > 1

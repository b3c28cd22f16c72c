"""UPDATE and DELETE, with FROM, USING and RETURNING, and what INSERT shares with them."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, TableFacts
from proxy.sql.translation import Step, mentioned
from proxy.sql.transpile_comparison import row_items
from proxy.sql.transpile_convert import adopt
from proxy.sql.transpile_domain import assigned
from proxy.sql.transpile_grammar import identifier, parse, quoted, string
from proxy.sql.transpile_scope import (
    Context,
    Scope,
    Source,
    Typed,
    UndefinedColumn,
    table_sql,
    unique,
)
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
        if table.kind == "m":
            raise ProxyError(f'cannot change materialized view "{table.name}"', sqlstate="42809")
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
        domain = self.context.schema.domain_of(column.domain)
        default = domain.default if column.default is None and domain is not None else column.default
        if default is None and domain is None:
            return Typed("NULL", column.type_oid, column.type_modifier)
        tree = parse(f"SELECT {default or 'NULL'}").expressions[0]
        return assigned(self.expressions, self.expressions.typed(tree, Scope()), column)

    def stored(self, table: TableFacts, column: ColumnFacts, value: Typed) -> str:
        """SQL for the value in its column; the row's own number must not be NULL, or SQLite would invent one."""
        if table.row_key == column.name and not value.sql.isdigit() and not value.sql.startswith("pg_nextval("):
            return f"pg_not_null({value.sql}, {string(column.name)}, {string(table.name)})"
        return value.sql

    def filled(self, table: TableFacts, column: ColumnFacts) -> str:
        """SQL for a column that the statement leaves out."""
        value = self.default(table, column)
        return value.sql if column.numbered else self.stored(table, column, value)

    # ── SET ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def assignments(self, items: list[exp.Expr], table: TableFacts, scope: Scope) -> str:
        """SET; "" where all of it is DEFAULT for generated columns."""
        parts: list[str] = []
        for item in items:
            if isinstance(item, exp.EQ) and isinstance(item.this, exp.Tuple | exp.Paren):
                parts += self._row_assignment(item, table, scope)
            elif isinstance(item, exp.EQ) and isinstance(item.this, exp.Column):
                parts += self._one_assignment(identifier(item.this), item.expression, table, scope)
            else:
                raise self.expressions.unsupported(item)
        return ", ".join(parts)

    def _assigned_column(self, name: str, table: TableFacts) -> ColumnFacts:
        column = table.column(name)
        if column is None:
            raise UndefinedColumn(f'column "{name}" of relation "{table.name}" does not exist')
        return column

    def _one_assignment(self, name: str, node: exp.Expr, table: TableFacts, scope: Scope) -> list[str]:
        column = self._assigned_column(name, table)
        if is_default(node):
            return [] if column.generated else [f"{quoted(name)} = {self.filled(table, column)}"]
        if column.identity == "a" or column.generated:
            raise ProxyError(f'column "{name}" can only be updated to DEFAULT', sqlstate="428C9")
        typed = self.expressions.typed(node, scope)
        value = assigned(self.expressions, typed, column)
        return [f"{quoted(name)} = {self.stored(table, column, value)}"]

    def _row_assignment(self, item: exp.EQ, table: TableFacts, scope: Scope) -> list[str]:
        """(a, b) = (x, y) and (a, b) = (SELECT …)."""
        left = item.this.expressions if isinstance(item.this, exp.Tuple) else [item.this.this]
        names = [identifier(column) for column in left]
        if not isinstance(item.expression, exp.Subquery):
            values = row_items(item.expression)
            if values is None:
                values = [item.expression.this if isinstance(item.expression, exp.Paren) else item.expression]
            if len(values) != len(names):
                raise SyntaxProblem("number of columns does not match number of values")
            pairs = zip(names, values, strict=True)
            return [part for name, node in pairs for part in self._one_assignment(name, node, table, scope)]
        sql, found = self.queries.query(item.expression.unnest(), Scope(scope))
        if len(found) != len(names):
            raise SyntaxProblem("number of columns does not match number of values")
        alias = self.context.fresh()
        cells = []
        for number, (name, typed) in enumerate(zip(names, found, strict=True)):
            column = self._assigned_column(name, table)
            if column.identity == "a" or column.generated:
                raise ProxyError(f'column "{name}" can only be updated to DEFAULT', sqlstate="428C9")
            value = Typed(f'"c{number}"', typed.type, typed.modifier)
            value = assigned(self.expressions, value, column)
            cells.append(f'pg_only({self.stored(table, column, value)}, (SELECT count(*) FROM "{alias}"))')
        listed = ", ".join(f'"c{number}"' for number in range(len(found)))
        query = f'(WITH "{alias}"({listed}) AS ({sql}) SELECT {", ".join(cells)} FROM "{alias}")'
        return [f"({', '.join(map(quoted, names))}) = {query}"]

    # ── UPDATE ──────────────────────────────────────────────────────────────────────────────────────────────────────

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
            from_sql += self.queries.sources.joins(node.args.get("joins"), scope, 1)
        sets = self.assignments(node.expressions, table, scope)
        where = node.args.get("where")
        scope.aggregates_refused = "WHERE"
        where_sql = f" WHERE {self.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        scope.aggregates_refused = None
        alias = f" AS {quoted(source.alias)}" if source.alias != table.sqlite_name else ""
        if not sets:
            raise FeatureNotSupported("an UPDATE of generated columns alone is not supported by the SQLite backend")
        sources, scope.sources = scope.sources, [source]
        returning = node.args.get("returning")
        if clause is not None and returning is not None and _is_wide(returning, sources):
            scope.sources = sources
            return self._joined_update(node, table, scope, prefix, f"{from_sql[5:]}{where_sql}")
        returning_sql, returned = self.returning(node, table, scope)
        return f"{prefix}UPDATE {table_sql(table)}{alias} SET {sets}{from_sql}{where_sql}{returning_sql}", returned

    def _joined_update(
        self, node: exp.Update, table: TableFacts, scope: Scope, prefix: str, tail: str
    ) -> tuple[str, list[Typed]]:
        """UPDATE … FROM that returns columns of the other tables: rows and new values are collected before the update,
        and what is returned is read after it."""
        source, others = scope.sources[0], scope.sources[1:]
        sets = [self.assignments([item], table, scope).partition(" = ") for item in node.expressions]
        if any(name.startswith("(") or ", " in name for name, _, _ in sets):
            raise FeatureNotSupported("SET (…) = … with other tables' columns in RETURNING is not supported on SQLite")
        own = quoted(source.alias)
        visible = [column for other in others for column in other.columns]
        items = [f"{own}.rowid", *(value for _, _, value in sets), *(column.sql for column in visible)]
        kept = self._kept(f"{prefix}SELECT {', '.join(items)} FROM {table_sql(table)} AS {own}, {tail}", len(items))
        assigned = ", ".join(f'{name} = {kept}."c{number}"' for number, (name, _, _) in enumerate(sets, 1))
        here = quoted(table.sqlite_name)
        self.context.steps.append(
            Step(f"UPDATE {table_sql(table)} SET {assigned} FROM temp.{kept} AS {kept} WHERE {here}.rowid = {kept}.c0")
        )
        result = Scope()
        result.sources.append(source)
        number = 1 + len(sets)
        for other in others:
            places = range(number, number + len(other.columns))
            columns = tuple(
                replace(column, sql=f'{kept}."c{place}"') for column, place in zip(other.columns, places, strict=True)
            )
            number += len(columns)
            result.sources.append(replace(other, columns=columns))
        returned = self._returned(node.args["returning"], result)
        aliases = unique([column.name for column in returned])
        listed = ", ".join(f"{c.sql} AS {quoted(a)}" for c, a in zip(returned, aliases, strict=True))
        joined = f"temp.{kept} AS {kept} JOIN {table_sql(table)} AS {own} ON {own}.rowid = {kept}.c0"
        return f"SELECT {listed} FROM {joined}", returned

    def _kept(self, query: str, width: int) -> str:
        """A temporary table with the rows of a query, one for each number in its first column."""
        kept = self.context.fresh()
        names = ", ".join(f"c{number}" for number in range(width))
        sql = f"SELECT * FROM (WITH k({names}) AS ({query}) SELECT * FROM k) GROUP BY c0"
        self.context.steps.append(Step(sql, mentioned(sql), kept, width))
        return kept

    # ── DELETE ──────────────────────────────────────────────────────────────────────────────────────────────────────

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
        own = quoted(source.alias)
        rows = f"FROM {table_sql(table)} AS {own}{from_sql}{where_sql}"
        sources, scope.sources = scope.sources, [source]
        returning = node.args.get("returning")
        if using and returning is not None and _is_wide(returning, sources):
            scope.sources = sources
            returned = self._returned(returning, scope)
            items = [f"{own}.rowid", *(column.sql for column in returned)]
            kept = self._kept(f"{prefix}SELECT {', '.join(items)} {rows}", len(items))
            self.context.steps.append(
                Step(f"DELETE FROM {table_sql(table)} WHERE rowid IN (SELECT c0 FROM temp.{kept})")
            )
            aliases = unique([column.name for column in returned])
            listed = ", ".join(f"c{number} AS {quoted(alias)}" for number, alias in enumerate(aliases, 1))
            return f"SELECT {listed} FROM temp.{kept}", returned
        if using:
            where_sql = f" WHERE rowid IN (SELECT {own}.rowid {rows})"
        returning_sql, returned = self.returning(node, table, scope)
        alias = f" AS {own}" if source.alias != table.sqlite_name else ""
        return f"{prefix}DELETE FROM {table_sql(table)}{alias}{where_sql}{returning_sql}", returned

    # ── RETURNING ───────────────────────────────────────────────────────────────────────────────────────────────────

    def returning(self, node: exp.Expr, table: TableFacts, scope: Scope) -> tuple[str, list[Typed]]:
        """RETURNING of the changed table's own columns."""
        returning = node.args.get("returning")
        if returning is None:
            return "", []
        if returning.find(exp.Select) is not None:
            raise FeatureNotSupported("a subquery in RETURNING is not supported by the SQLite backend")
        source = scope.sources[0]
        inner = Scope()
        inner.sources = [Source(source.alias, tuple(replace(c, sql=quoted(c.name)) for c in source.columns), table)]
        columns = self._returned(returning, inner)
        aliases = unique([column.name for column in columns])
        items = ", ".join(f"{c.sql} AS {quoted(a)}" for c, a in zip(columns, aliases, strict=True))
        return f" RETURNING {items}", columns

    def _returned(self, returning: exp.Expr, scope: Scope) -> list[Typed]:
        scope.aggregates_refused = "RETURNING"
        items = [item.copy() for item in returning.expressions]
        return [adopt(self.context, column, t.TEXT) for column in self.queries.targets(items, scope)]


def _is_wide(returning: exp.Expr, sources: list[Source]) -> bool:
    """Whether RETURNING names columns of other tables than the one that is changed."""
    own = {column.name for column in sources[0].columns}
    for item in returning.expressions:
        if isinstance(item, exp.Star):
            return True
    for column in returning.find_all(exp.Column):
        table = identifier(column.args.get("table"))
        if table and table != sources[0].alias:
            return True
        if not table and identifier(column) not in own:
            return True
    return False


def is_default(node: exp.Expr) -> bool:
    """The word DEFAULT in place of a value."""
    if isinstance(node, exp.Var | exp.Column) and node.name.upper() == "DEFAULT":
        return not (isinstance(node, exp.Column) and node.this.args.get("quoted"))
    return False

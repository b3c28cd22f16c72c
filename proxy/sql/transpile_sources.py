"""What stands in FROM: tables, subqueries, LATERAL, functions that return rows, and joins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.catalog_tables import HIDDEN
from proxy.sql.transpile_convert import common_type
from proxy.sql.transpile_grammar import identifier, quoted
from proxy.sql.transpile_scope import Scope, Source, Typed, UndefinedColumn, table_sql, unique
from proxy.sql.transpile_sets import Rows, rows_of

if TYPE_CHECKING:
    from proxy.sql.transpile_select import Queries


class Sources:
    """Compiles FROM clauses; each entry is added to the scope as it is read."""

    def __init__(self, queries: Queries) -> None:
        self.queries = queries
        self.context = queries.context

    def clause(self, node: exp.Expr, scope: Scope) -> str:
        """FROM with its joins; "" without one."""
        clause = node.args.get("from_")
        if clause is None:
            return ""
        sql = self.source(clause.this, scope)
        if not isinstance(clause.this, exp.Paren | exp.Subquery | exp.Table):
            sql += self.joins(clause.this.args.get("joins"), scope)
        return " FROM " + sql + self.joins(node.args.get("joins"), scope)

    def joins(self, joins: list[exp.Join] | None, scope: Scope, start: int = 0) -> str:
        """The joins that follow the entries of the scope from `start` on."""
        sql = ""
        for join in joins or ():
            if join.args.get("on") is None and not join.args.get("using") and not join.args.get("method"):
                # A comma begins a new tree of joins; what USING merges stays inside one tree.
                comma = not join.args.get("kind") and not join.args.get("side")
                before = len(scope.sources)
                sql += self._join(join, scope, start)
                start = before if comma else start
            else:
                sql += self._join(join, scope, start)
        return sql

    def _join(self, join: exp.Join, scope: Scope, start: int) -> str:
        side = str(join.args.get("side") or "").upper()
        kind = str(join.args.get("kind") or "").upper()
        method = str(join.args.get("method") or "").upper()
        left = scope.sources[start:]
        before = len(scope.sources)
        right_sql = self.source(join.this, scope)
        right = scope.sources[before:]
        using = [identifier(name) for name in join.args.get("using") or ()]
        if method == "NATURAL":
            names = [c.name for s in left for c in s.columns if c.name not in s.hidden]
            using = [c.name for s in right for c in s.columns if c.name in names and c.name not in s.hidden]
        on = join.args.get("on")
        word = f"{side} JOIN" if side else "CROSS JOIN" if kind == "CROSS" or (on is None and not using) else "JOIN"
        if using:
            return f" {word} {right_sql} ON {self._using(using, left, right, side, scope, start)}"
        condition = ""
        if on is not None:
            scope.aggregates_refused = "JOIN conditions"
            condition = f" ON {self.queries.expressions.condition(on, scope, 'JOIN/ON')}"
            scope.aggregates_refused = None
        return f" {word} {right_sql}{condition}"

    def _using(
        self, names: list[str], left: list[Source], right: list[Source], side: str, scope: Scope, start: int
    ) -> str:
        """The condition; the columns of both sides are merged into one that comes first."""
        parts: list[str] = []
        merged: list[Typed] = []
        for name in names:
            a = [c for s in left if name not in s.hidden for c in s.find(name)]
            b = [c for s in right if name not in s.hidden for c in s.find(name)]
            if len(a) > 1:
                raise UndefinedColumn(
                    f'common column name "{name}" appears more than once in left table', sqlstate="42702"
                )
            if len(a) != 1 or len(b) != 1:
                where = "right" if a else "left"
                raise UndefinedColumn(f'column "{name}" specified in USING clause does not exist in {where} table')
            parts.append(self.queries.expressions.compare("=", a[0], b[0]))
            oid, (one, other) = common_type(self.context, [a[0], b[0]], "JOIN/USING")
            kept = other if side == "RIGHT" else one
            sql = f"coalesce({one.sql}, {other.sql})" if side == "FULL" else kept.sql
            origin = b[0] if side == "RIGHT" else a[0]
            plain = side != "FULL" and origin.type == oid
            merged.append(
                Typed(sql, oid, origin.modifier if plain else -1, name, origin=origin.origin if plain else (0, 0))
            )
        for source in (*left, *right):
            source.hidden = source.hidden | {name for name in names if source.find(name)}
        keyed = next(
            (s for s in (*left, *right) if s.table is not None and set(names) & set(s.table.primary_key)), None
        )
        scope.sources.insert(start, Source("", tuple(merged), keyed.table if keyed is not None else None))
        return " AND ".join(parts)

    def source(self, node: exp.Expr, scope: Scope) -> str:
        """One entry, with the joins inside its parentheses."""
        start = len(scope.sources)
        if isinstance(node, exp.Lateral):
            inner = node.this
            if isinstance(inner, exp.Subquery):
                return self._lateral(inner.this, node.args.get("alias"), scope)
            if isinstance(inner, exp.Unnest):
                inner = replace_unnest(inner, node.args.get("alias"))
            return self._function(inner, node.args.get("alias"), scope, ordinality=bool(node.args.get("ordinality")))
        if isinstance(node, exp.Subquery):
            if isinstance(node.this, exp.Table):
                if node.args.get("alias") is not None:
                    raise FeatureNotSupported("an alias of a join is not supported by the SQLite backend")
                sql = self.source(node.this, scope)
                return f"({sql}){self.joins(node.args.get('joins'), scope, start)}"
            sql = self._subquery(node.this, node.args.get("alias"), scope)
            return sql + self.joins(node.args.get("joins"), scope, start)
        if isinstance(node, exp.Unnest):
            call = replace_unnest(node, node.args.get("alias"))
            sql = self._function(call, node.args.get("alias"), scope, ordinality=bool(node.args.get("offset")))
            return sql + self.joins(node.args.get("joins"), scope, start)
        if isinstance(node, exp.Values):
            return self._subquery(node, node.args.get("alias"), scope)
        if not isinstance(node, exp.Table) or node.args.get("sample") or node.args.get("pivots"):
            raise self.queries.expressions.unsupported(node)
        if node.args.get("rows_from"):
            raise FeatureNotSupported("ROWS FROM is not supported by the SQLite backend")
        if not isinstance(node.this, exp.Identifier):
            sql = self._function(node.this, node.args.get("alias"), scope, ordinality=bool(node.args.get("ordinality")))
            return sql + self.joins(node.args.get("joins"), scope, start)
        return self._table(node, scope) + self.joins(node.args.get("joins"), scope, start)

    @staticmethod
    def add(scope: Scope, source: Source) -> None:
        """Puts the entry into the scope. Raises 42712."""
        if any(other.alias == source.alias for other in scope.sources):
            raise ProxyError(f'table name "{source.alias}" specified more than once', sqlstate="42712")
        scope.sources.append(source)

    def _table(self, node: exp.Table, scope: Scope) -> str:
        name, schema = identifier(node.this), identifier(node.args.get("db"))
        alias, renamed = _alias(node.args.get("alias"), name)
        table = None
        if not schema and name in scope.tables:
            names = unique([column.name for column in scope.tables[name]])
            columns, sql = list(scope.tables[name]), quoted(name)
            if name in self.context.captured and scope.tables[name] is self.context.captured[name][1]:
                sql, names = self.context.captured[name][0], [f"c{number}" for number in range(len(columns))]
        else:
            table = self.context.find_table(schema, name)
            columns = [
                Typed("", c.type_oid, c.type_modifier, c.name, origin=(table.oid, number))
                for number, c in enumerate(table.columns, 1)
            ]
            names, sql = [column.name for column in columns], table_sql(table)
        hidden = HIDDEN & set(names) if table is not None and table.schema == "pg_catalog" else set()
        self.add(scope, Source(alias, named_columns(alias, names, columns, renamed), table, set(hidden)))
        return f"{sql} AS {quoted(alias)}"

    def _subquery(self, node: exp.Expr, alias_node: exp.Expr | None, scope: Scope) -> str:
        alias, renamed = _alias(alias_node, "")
        alias = alias or self.context.fresh()
        inner = Scope(scope.parent)
        inner.inside = scope
        inner.tables = dict(scope.tables)
        sql, columns = self.queries.query(node, inner)
        names = unique([column.name for column in columns]) if isinstance(node, exp.Select) else None
        if names is None:
            sql, names = self._with_names(sql, columns)
        self.add(scope, Source(alias, named_columns(alias, names, columns, renamed)))
        return f"({sql}) AS {quoted(alias)}"

    def _with_names(self, sql: str, columns: list[Typed]) -> tuple[str, list[str]]:
        names = [f"c{number}" for number in range(len(columns))]
        inner = self.context.fresh()
        listed = ", ".join(quoted(name) for name in names)
        return f'WITH "{inner}"({listed}) AS ({sql}) SELECT * FROM "{inner}"', names

    def _lateral(self, node: exp.Expr, alias_node: exp.Expr | None, scope: Scope) -> str:
        """A subquery that may see the entries before it: its rows, as one value, feed a table function."""
        alias, renamed = _alias(alias_node, "")
        alias = alias or self.context.fresh()
        inner = Scope(scope)
        inner.tables = dict(scope.tables)
        sql, columns = self.queries.query(node, inner)
        if not inner.outer_reached:
            plain, names = self._with_names(sql, columns)
            self.add(scope, Source(alias, named_columns(alias, names, columns, renamed)))
            return f"({plain}) AS {quoted(alias)}"
        rows = self.context.fresh()
        listed = ", ".join(f'"c{number}"' for number in range(len(columns)))
        pairs = ", ".join(f'{column.type}, "c{number}"' for number, column in enumerate(columns))
        collected = f'(WITH "{rows}"({listed}) AS ({sql}) SELECT pg_rows_agg({pairs}) FROM "{rows}")'
        found = [replace(column, name=column.name) for column in columns]
        self.add(scope, Source(alias, _items(alias, found, renamed)))
        return f"json_each({collected}) AS {quoted(alias)}"

    def _function(self, node: exp.Expr, alias_node: exp.Expr | None, scope: Scope, *, ordinality: bool) -> str:
        if isinstance(node, exp.Dot):
            node = node.expression
        name = str(node.this).lower() if isinstance(node, exp.Anonymous) else node.key
        alias, renamed = _alias(alias_node, name)
        definitions = [
            c
            for c in (alias_node.args.get("columns") if alias_node is not None else None) or ()
            if isinstance(c, exp.ColumnDef)
        ]
        arguments = [self.queries.expressions.typed(item, scope) for item in node.expressions]
        rows = rows_of(self.queries.expressions, name, arguments, definitions)
        given = alias_node is not None and alias_node.this is not None
        sql, columns = self._row_columns(rows, alias, ordinality=ordinality)
        if rows.takes_alias and given and not rows.named:
            columns[0] = replace(columns[0], name=alias)
        columns = [
            replace(column, name=renamed[number]) if number < len(renamed) else column
            for number, column in enumerate(columns)
        ]
        if len(renamed) > len(columns):
            raise ProxyError(
                f'table "{alias}" has {len(columns)} columns available but {len(renamed)} columns specified',
                sqlstate="42P10",
            )
        self.add(scope, Source(alias, tuple(columns), scalar=len(rows.columns) == 1 and not ordinality))
        return f"{sql} AS {quoted(alias)}"

    @staticmethod
    def _row_columns(rows: Rows, alias: str, *, ordinality: bool) -> tuple[str, list[Typed]]:
        if rows.stream is not None and not ordinality:
            name, oid = rows.columns[0]
            return rows.stream, [Typed(f'{quoted(alias)}."value"', oid, name=name)]
        columns = [
            Typed(f'pg_item({oid}, {quoted(alias)}."value", {number})', oid, name=name)
            for number, (name, oid) in enumerate(rows.columns)
        ]
        if ordinality:
            columns.append(Typed(f'({quoted(alias)}."key" + 1)', t.INT8, name="ordinality"))
        return f"json_each({rows.sql})", columns

    def from_select(self, rows: list[Rows], scope: Scope) -> tuple[str, list[Typed]]:
        """Functions that return rows in the select list: a table function beside FROM, and a column for each."""
        alias = self.context.fresh()
        if len(rows) == 1:
            sql, columns = self._row_columns(rows[0], alias, ordinality=False)
        else:
            zipped = f"pg_zip_rows({', '.join(one.sql for one in rows)})"
            kinds = tuple(one.columns[0] for one in rows)
            sql, columns = self._row_columns(Rows(zipped, kinds), alias, ordinality=False)
        return f"{sql} AS {quoted(alias)}", columns


def replace_unnest(node: exp.Unnest, alias_node: exp.Expr | None) -> exp.Anonymous:
    """UNNEST as a plain call; sqlglot takes the alias of its ordinality out of the column list."""
    offset = node.args.get("offset")
    if isinstance(offset, exp.Identifier) and alias_node is not None:
        alias_node.append("columns", offset.copy())
    return exp.Anonymous(this="unnest", expressions=node.expressions)


def _alias(node: exp.Expr | None, default: str) -> tuple[str, list[str]]:
    if node is None:
        return default, []
    alias = identifier(node.this) if node.this is not None else default
    return alias, [identifier(c.this if isinstance(c, exp.ColumnDef) else c) for c in node.args.get("columns") or ()]


def named_columns(alias: str, names: list[str], columns: list[Typed], renamed: list[str]) -> tuple[Typed, ...]:
    """The columns of an entry, by the names SQLite has for them."""
    if len(renamed) > len(columns):
        raise SyntaxProblem(
            f'table "{alias}" has {len(columns)} columns available but {len(renamed)} columns specified',
            sqlstate="42P10",
        )
    return tuple(
        Typed(
            f"{quoted(alias)}.{quoted(name)}",
            column.type,
            column.modifier,
            renamed[number] if number < len(renamed) else column.name,
            origin=column.origin,
        )
        for number, (name, column) in enumerate(zip(names, columns, strict=True))
    )


def _items(alias: str, columns: list[Typed], renamed: list[str]) -> tuple[Typed, ...]:
    """The columns of collected rows."""
    return tuple(
        Typed(
            f'pg_item({column.type}, {quoted(alias)}."value", {number})',
            column.type,
            column.modifier,
            renamed[number] if number < len(renamed) else column.name,
            origin=column.origin,
        )
        for number, column in enumerate(columns)
    )

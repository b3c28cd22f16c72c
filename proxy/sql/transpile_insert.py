"""INSERT, with defaults, OVERRIDING and ON CONFLICT."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, TableFacts
from proxy.sql.transpile_change import Changes, is_default
from proxy.sql.transpile_domain import assigned
from proxy.sql.transpile_grammar import identifier, quoted, string
from proxy.sql.transpile_operations import typed_literal
from proxy.sql.transpile_scope import Scope, Source, Typed, UndefinedColumn, table_sql


class Inserts(Changes):
    """Compiles one INSERT: every column gets its value here, so that defaults and serials are PostgreSQL's."""

    def insert(self, node: exp.Insert) -> tuple[str, list[Typed]]:
        """The statement and what it returns."""
        scope = Scope()
        schema_node = node.this
        listed = [identifier(item) for item in schema_node.expressions] if isinstance(schema_node, exp.Schema) else []
        prefix = self.queries.with_clause(node.args.get("with_"), scope)
        table, source = self.target(schema_node.this if isinstance(schema_node, exp.Schema) else schema_node, scope)
        targets = self._insert_columns(table, listed)
        rest = [column for column in table.columns if column not in targets and not column.generated]
        query = node.expression
        if query is None or node.args.get("default"):
            targets = [column for column in table.columns if not column.generated]
            body = self._insert_values(table, targets, [], [[exp.Var(this="DEFAULT") for _ in targets]])
            columns = targets
        elif isinstance(query, exp.Values) and not query.args.get("order"):
            rows = [_cells(row) for row in query.expressions]
            if len({len(row) for row in rows}) != 1:
                raise SyntaxProblem("VALUES lists must all be the same length")
            targets, rest = self._shortened(targets, rest, len(rows[0]), bool(listed))
            body = self._insert_values(table, targets, rest, rows)
            columns = [column for column in [*targets, *rest] if not column.generated]
        else:
            inner = _child(scope) if scope.tables else Scope(Scope())
            sql, found = self.queries.query(query, inner, keep_unknown=True)
            targets, rest = self._shortened(targets, rest, len(found), bool(listed))
            body, columns = self._insert_query(table, targets, rest, sql, found), [*targets, *rest]
        if not columns:
            raise FeatureNotSupported("a row without columns is not supported by the SQLite backend")
        names = ", ".join(quoted(column.name) for column in columns)
        conflict = self._conflict(node.args.get("conflict"), table, source, scope, columns, body)
        alias = f" AS {quoted(source.alias)}" if source.alias != table.sqlite_name else ""
        returning_sql, returned = self.returning(node, table, scope)
        return f"{prefix}INSERT INTO {table_sql(table)}{alias} ({names}) {conflict}{returning_sql}", returned

    @staticmethod
    def _shortened(
        targets: list[ColumnFacts], rest: list[ColumnFacts], width: int, listed: bool
    ) -> tuple[list[ColumnFacts], list[ColumnFacts]]:
        """The columns that get values, and those that get their default. Raises 42601."""
        if not listed:
            rest = [*(column for column in targets[width:] if not column.generated), *rest]
            targets = targets[:width]
        if width > len(targets):
            raise SyntaxProblem("INSERT has more expressions than target columns")
        if width < len(targets):
            raise SyntaxProblem("INSERT has more target columns than expressions")
        return targets, rest

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

    @staticmethod
    def _not_default(column: ColumnFacts) -> ProxyError:
        """A value for a column that makes its values itself."""
        kind = "a generated column" if column.generated else "an identity column defined as GENERATED ALWAYS"
        return ProxyError(
            f'cannot insert a non-DEFAULT value into column "{column.name}"',
            detail=f'Column "{column.name}" is {kind}.',
            hint=None if column.generated else "Use OVERRIDING SYSTEM VALUE to override.",
            sqlstate="428C9",
        )

    def _insert_values(
        self, table: TableFacts, targets: list[ColumnFacts], rest: list[ColumnFacts], rows: list[list[exp.Expr]]
    ) -> str:
        lines = []
        for row in rows:
            cells = []
            for column, cell in zip(targets, row, strict=True):
                if column.generated:
                    if not is_default(cell):
                        raise self._not_default(column)
                    continue
                if is_default(cell) or (column.identity and self.context.overriding == "user"):
                    cells.append(self.filled(table, column))
                    continue
                if column.identity == "a" and self.context.overriding != "system":
                    raise self._not_default(column)
                typed = self.expressions.typed(cell, Scope())
                value = assigned(self.expressions, typed, column)
                cells.append(self.stored(table, column, value))
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
            if column.generated or (column.identity == "a" and not self.context.overriding):
                raise self._not_default(column)
            if column.identity and self.context.overriding == "user":
                cells.append(self.filled(table, column))
                continue
            value = Typed(f'"{alias}"."{name}"', typed.type, typed.modifier)
            if typed.type == t.UNKNOWN:
                value = typed_literal(self.queries, typed, value, column.type_oid)
            value = assigned(self.expressions, value, column)
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
        keys, target = self._conflict_target(node, table, source.columns)
        action = str(node.args["action"].name if node.args.get("action") is not None else "").upper()
        if action == "DO NOTHING":
            return f"{body} ON CONFLICT{target} DO NOTHING"
        if not keys:
            raise SyntaxProblem("ON CONFLICT DO UPDATE requires inference specification or constraint name")
        alias = self.context.fresh()
        listed = ", ".join(f'"column{number}"' for number in range(1, len(columns) + 1))
        if not body.startswith("VALUES ") or _several_rows(body):
            # PostgreSQL refuses to touch one row twice (21000); SQLite would.
            names = [column.name for column in columns]
            proposed = tuple(
                replace(c, sql=f'"column{names.index(c.name) + 1}"') for c in source.columns if c.name in names
            )
            guard = ", ".join(self._conflict_target(node, table, proposed)[0])
            body = (
                f'SELECT * FROM (WITH "{alias}"({listed}) AS ({body}) SELECT * FROM "{alias}") '
                f"WHERE pg_once({string(alias)}, {guard})"
            )
        excluded = Source("excluded", tuple(replace(c, sql=f'"excluded".{quoted(c.name)}') for c in source.columns))
        scope.sources.append(excluded)
        excluded.hidden |= {column.name for column in excluded.columns}
        sets = self.assignments(node.expressions, table, scope)
        where = node.args.get("where")
        where_sql = f" WHERE {self.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        scope.sources.remove(excluded)
        return f"{body} ON CONFLICT{target} DO UPDATE SET {sets}{where_sql}"

    def _conflict_target(
        self, node: exp.OnConflict, table: TableFacts, columns: tuple[Typed, ...]
    ) -> tuple[list[str], str]:
        """The keys over these columns, and the target as SQLite wants it. Raises 42704, 42P10."""
        scope, bare = Scope(), Scope()
        scope.sources.append(Source(table.name, columns, table))
        bare.sources.append(Source(table.name, tuple(replace(c, sql=quoted(c.name)) for c in columns), table))
        constraint = node.args.get("constraint")
        if constraint is not None:
            for known in table.constraints:
                if known.name == identifier(constraint) and known.kind in "pu":
                    keys = [scope.resolve("", name).comparable for name in known.columns]
                    return keys, f" ({', '.join(quoted(name) for name in known.columns)})"
            raise ProxyError(
                f'constraint "{identifier(constraint)}" for table "{table.name}" does not exist', sqlstate="42704"
            )
        keys, targets, names = [], [], []
        for item in node.args.get("conflict_keys") or ():
            inner = item.this if isinstance(item, exp.Ordered) else item
            inner = inner.unnest() if isinstance(inner, exp.Paren) else inner
            if isinstance(inner, exp.Identifier):
                inner = exp.Column(this=inner)
            keys.append(self.expressions.typed(inner, scope).comparable)
            targets.append(self.expressions.typed(inner, bare).comparable)
            names.append(identifier(inner) if isinstance(inner, exp.Column) else "")
        where = node.args.get("index_predicate")
        predicate = f" WHERE {self.expressions.condition(where.this, bare, 'WHERE')}" if where is not None else ""
        unique_sets = [set(c.columns) for c in table.constraints if c.kind in "pu"]
        unique_sets += [set(i.columns) for i in table.indexes if i.unique and (not i.predicate or predicate)]
        if names and all(names) and set(names) not in unique_sets:
            raise ProxyError(
                "there is no unique or exclusion constraint matching the ON CONFLICT specification", sqlstate="42P10"
            )
        if names and all(names):
            targets = [quoted(name) for name in names]
        return keys, f" ({', '.join(targets)}){predicate}" if targets else ""


def _child(scope: Scope) -> Scope:
    child = Scope()
    child.tables = dict(scope.tables)
    return child


def _cells(row: exp.Expr) -> list[exp.Expr]:
    if isinstance(row, exp.Tuple):
        return list(row.expressions)
    return [row.this if isinstance(row, exp.Paren) else row]


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

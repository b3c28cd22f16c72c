"""Queries: SELECT, VALUES, set operations, WITH, and what stands in FROM."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.catalog_functions import EMPTY_SOURCES
from proxy.sql.catalog_tables import HIDDEN
from proxy.sql.transpile_calls import direction
from proxy.sql.transpile_convert import adopt, common_modifier, common_type, implicit
from proxy.sql.transpile_expression import Expressions
from proxy.sql.transpile_grammar import identifier, quoted
from proxy.sql.transpile_scope import (
    Context,
    Scope,
    Source,
    Typed,
    UndefinedColumn,
    table_sql,
)

_KNOWN_PARTS = frozenset(
    (
        "with_",
        "kind",
        "expressions",
        "hint",
        "distinct",
        "into",
        "from_",
        "operation_modifiers",
        "joins",
        "where",
        "group",
        "having",
        "order",
        "limit",
        "offset",
        "locks",
    )
)


class Queries:
    """Compiles the queries of one statement."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.expressions = Expressions(context, self.query)

    def query(self, node: exp.Expr, scope: Scope) -> tuple[str, list[Typed]]:
        """Any query in a scope of its own: its SQL and its columns, no literal left without a type."""
        if isinstance(node, exp.Subquery):
            if any(node.args.get(part) for part in ("order", "limit", "offset", "alias")) and node.alias:
                raise self.expressions.unsupported(node)
            return self.query(node.this, scope)
        with_sql = self._with(node.args.get("with_"), scope)
        if isinstance(node, exp.SetOperation):
            sql, columns = self._set_operation(node, scope)
        elif isinstance(node, exp.Values):
            sql, columns = self._values(node, scope)
        elif isinstance(node, exp.Select):
            sql, columns = self._select(node, scope)
        else:
            raise self.expressions.unsupported(node)
        return with_sql + sql, columns

    def _with(self, node: exp.With | None, scope: Scope) -> str:
        if node is None:
            return ""
        parts = []
        for item in node.expressions:
            name = identifier(item.args["alias"].this)
            names = [identifier(column) for column in item.args["alias"].args.get("columns") or ()]
            body = item.this
            if isinstance(body, exp.Insert | exp.Update | exp.Delete | exp.Merge):
                raise FeatureNotSupported("data-modifying statements in WITH are not supported by the SQLite backend")
            if item.args.get("search") or item.args.get("cycle"):
                raise FeatureNotSupported("SEARCH and CYCLE are not supported by the SQLite backend")
            inner = Scope(scope)
            if node.args.get("recursive") and isinstance(body, exp.Union):
                _, first = self.query(body.left, Scope(scope))
                inner.tables[name] = tuple(
                    replace(c, name=names[i] if i < len(names) else c.name, sql="") for i, c in enumerate(first)
                )
            sql, columns = self.query(body, inner)
            columns = [replace(c, name=names[i] if i < len(names) else c.name) for i, c in enumerate(columns)]
            scope.tables[name] = tuple(replace(column, sql="", origin=(0, 0)) for column in columns)
            hint = {True: " MATERIALIZED", False: " NOT MATERIALIZED"}.get(item.args.get("materialized"), "")
            internal = ", ".join(quoted(alias) for alias in unique([column.name for column in columns]))
            parts.append(f"{quoted(name)}({internal}) AS{hint} ({sql})")
        return f"WITH {'RECURSIVE ' if node.args.get('recursive') else ''}{', '.join(parts)} "

    def _values(self, node: exp.Values, scope: Scope) -> tuple[str, list[Typed]]:
        rows = [[self.expressions.typed(item, scope) for item in _row(row)] for row in node.expressions]
        if len({len(row) for row in rows}) != 1:
            raise SyntaxProblem("VALUES lists must all be the same length")
        columns, converted = [], []
        for number, column in enumerate(zip(*rows, strict=True), 1):
            oid, items = common_type(self.context, column, "VALUES")
            converted.append(items)
            columns.append(Typed(f'"column{number}"', oid, common_modifier(column, oid), name=f"column{number}"))
        lines = [", ".join(item.sql for item in row) for row in zip(*converted, strict=True)]
        sql = "VALUES " + ", ".join(f"({line})" for line in lines)
        return self._ordered(node, sql, columns, scope), columns

    def _set_operation(self, node: exp.SetOperation, scope: Scope) -> tuple[str, list[Typed]]:
        left_sql, left = self.query(node.left, Scope(scope))
        right_sql, right = self.query(node.right, Scope(scope))
        word = type(node).__name__.upper()
        every = node.args.get("distinct") is False
        if every and word != "UNION":
            raise FeatureNotSupported(f"{word} ALL is not supported by the SQLite backend")
        if len(left) != len(right):
            raise SyntaxProblem(f"each {word} query must have the same number of columns")
        columns = []
        for a, b in zip(left, right, strict=True):
            if t.TEXT in (a.type, b.type) and not (a.type in t.TEXTS and b.type in t.TEXTS):
                # A string or NULL without a type would have to take the other side's.
                raise FeatureNotSupported(f"{word} of text with another type is not supported; write the casts")
            oid, _ = common_type(self.context, [replace(a, sql="x"), replace(b, sql="x")], word)
            if oid == t.JSON and not every:
                raise ProxyError("could not identify an equality operator for type json", sqlstate="42883")
            modifier = a.modifier if (a.type, a.modifier) == (b.type, b.modifier) else -1
            columns.append(Typed(a.name, oid, modifier, a.name))
        recursive = any(
            isinstance(table, exp.Table)
            and identifier(table.this) in scope.tables
            and not scope.tables[identifier(table.this)][0].sql
            for table in node.right.find_all(exp.Table)
        )
        sql = f"{self._converted(left_sql, left, columns)} {word}{' ALL' if every else ''} "
        plain_right = not any(node.right.args.get(part) for part in ("order", "limit", "offset", "with_"))
        if recursive and plain_right and [c.type for c in right] == [c.type for c in columns]:
            sql += right_sql
        else:
            sql += self._converted(right_sql, right, columns)
        return self._ordered(node, sql, columns, scope), columns

    def _converted(self, sql: str, columns: list[Typed], targets: list[Typed]) -> str:
        alias = self.context.fresh()
        names = [f'"c{number}"' for number in range(len(columns))]
        items = []
        for name, column, target in zip(names, columns, targets, strict=True):
            items.append(implicit(self.context, Typed(f'"{alias}".{name}', column.type), target.type).comparable)
        derived = f'WITH "{alias}_"({", ".join(names)}) AS ({sql}) SELECT * FROM "{alias}_"'
        return f'SELECT {", ".join(items)} FROM ({derived}) AS "{alias}"'

    def _ordered(self, node: exp.Expr, sql: str, columns: list[Typed], scope: Scope) -> str:
        order = node.args.get("order")
        if order is not None:
            keys = []
            for item in order.expressions:
                position = _position(item.this, columns)
                if position is None:
                    raise FeatureNotSupported("ORDER BY of a set operation by an expression is not supported")
                collation = t.collation(columns[position].type)
                keys.append(f"{position + 1}{f' COLLATE {collation}' if collation else ''}{direction(item)}")
            sql += " ORDER BY " + ", ".join(keys)
        return sql + self._limits(node, scope)

    def _limits(self, node: exp.Expr, scope: Scope) -> str:
        limit, offset = node.args.get("limit"), node.args.get("offset")
        if limit is not None and (not isinstance(limit, exp.Limit | exp.Fetch) or limit.args.get("limit_options")):
            raise FeatureNotSupported("FETCH … WITH TIES is not supported by the SQLite backend")
        if limit is None and offset is None:
            return ""

        def amount(clause: exp.Expr, word: str) -> str:
            value = clause.args.get("expression") or clause.args.get("count")
            if value is None:
                return "1"
            if isinstance(value, exp.Null) or (isinstance(value, exp.Var | exp.Column) and value.name.lower() == "all"):
                return "-1"
            return f"pg_limit({implicit(self.context, self.expressions.typed(value, Scope()), t.INT8).sql}, '{word}')"

        result = f" LIMIT {amount(limit, 'LIMIT') if limit is not None else '-1'}"
        return result + (f" OFFSET {amount(offset, 'OFFSET')}" if offset is not None else "")

    def _select(self, node: exp.Select, scope: Scope) -> tuple[str, list[Typed]]:
        unknown = [part for part, value in node.args.items() if value and part not in _KNOWN_PARTS]
        if unknown or node.args.get("into"):
            raise FeatureNotSupported(f"{(unknown or ['SELECT INTO'])[0]} is not supported by the SQLite backend")
        from_sql = self._from(node, scope)
        where = node.args.get("where")
        scope.aggregates_refused = "WHERE"
        where_sql = f" WHERE {self.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        scope.aggregates_refused = None
        scope.ungrouped.clear()
        group_sql = self._group(node, scope)
        columns = self._targets(node, scope)
        having = node.args.get("having")
        having_sql = f" HAVING {self.expressions.condition(having.this, scope, 'HAVING')}" if having is not None else ""
        distinct = node.args.get("distinct")
        order = self._order(node, scope, columns, distinct is not None and distinct.args.get("on") is None)
        grouped = bool(group_sql) or scope.aggregates or having is not None
        if grouped:
            self.expressions.grouped(scope)
        if having_sql and not group_sql:
            raise FeatureNotSupported("HAVING without GROUP BY is not supported by the SQLite backend")
        if distinct is not None and any(column.type == t.JSON for column in columns):
            raise ProxyError("could not identify an equality operator for type json", sqlstate="42883")
        tail = f"{from_sql}{where_sql}{group_sql}{having_sql}"
        if distinct is not None and distinct.args.get("on") is not None:
            return self._distinct_on(node, scope, columns, order, tail, distinct.args["on"])
        word = "SELECT DISTINCT " if distinct is not None else "SELECT "
        aliases = unique([column.name for column in columns])
        items = ", ".join(f"{c.comparable} AS {quoted(a)}" for c, a in zip(columns, aliases, strict=True)) or "NULL"
        sql = word + items + tail + (" ORDER BY " + ", ".join(order) if order else "") + self._limits(node, scope)
        return sql, columns

    def _distinct_on(
        self, node: exp.Select, scope: Scope, columns: list[Typed], order: list[str], tail: str, on: exp.Expr
    ) -> tuple[str, list[Typed]]:
        keys = [self.expressions.typed(item, scope).comparable for item in on.expressions]
        if node.args.get("group") is not None or scope.aggregates:
            raise FeatureNotSupported("DISTINCT ON with aggregates is not supported by the SQLite backend")
        ordered = node.args.get("order")
        sorts = []
        for item in ordered.expressions if ordered is not None else ():
            position = _position(item.this, columns)
            key = columns[position] if position is not None else self.expressions.typed(item.this, scope)
            sorts.append((key.comparable, direction(item)))
        if sorts and not {key for key, _ in sorts[: len(keys)]} <= set(keys):
            raise ProxyError("SELECT DISTINCT ON expressions must match initial ORDER BY expressions", sqlstate="42P10")
        names = [f'"c{number}"' for number in range(len(columns))]
        inner = [f"{column.sql} AS {name}" for column, name in zip(columns, names, strict=True)]
        inner += [f'{key} AS "o{number}"' for number, (key, _) in enumerate(sorts)]
        by = " ORDER BY " + ", ".join(key + way for key, way in sorts) if sorts else ""
        inner.append(f'row_number() OVER (PARTITION BY {", ".join(keys)}{by}) AS "n"')
        outer = " ORDER BY " + ", ".join(f'"o{n}"{way}' for n, (_, way) in enumerate(sorts)) if sorts else ""
        aliases = unique([column.name for column in columns])
        items = ", ".join(f"{name} AS {quoted(alias)}" for name, alias in zip(names, aliases, strict=True))
        sql = f'SELECT {items} FROM (SELECT {", ".join(inner)}{tail}) WHERE "n" = 1{outer}{self._limits(node, scope)}'
        return sql, columns

    def _targets(self, node: exp.Select, scope: Scope) -> list[Typed]:
        columns: list[Typed] = []
        for item in node.expressions:
            if isinstance(item, exp.Star):
                if item.args.get("except_") or item.args.get("replace"):
                    raise self.expressions.unsupported(item)
                columns += self._star(scope)
            elif isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
                source = scope.source(identifier(item.args["table"]))
                scope.ungrouped += [(source, column) for column in source.columns]
                columns += source.columns
            elif isinstance(item, exp.Alias):
                columns.append(replace(self.expressions.typed(item.this, scope), name=identifier(item.args["alias"])))
            else:
                columns.append(self.expressions.typed(item, scope))
        return [adopt(self.context, column, t.TEXT) for column in columns]

    @staticmethod
    def _star(scope: Scope) -> list[Typed]:
        if not scope.sources:
            raise SyntaxProblem("SELECT * with no tables specified is not valid")
        shown = [(s, c) for s in scope.sources for c in s.columns if c.name not in s.hidden]
        scope.ungrouped += shown
        return [column for _, column in shown]

    def _group(self, node: exp.Select, scope: Scope) -> str:
        group = node.args.get("group")
        if group is None:
            return ""
        if any(value for part, value in group.args.items() if part != "expressions"):
            raise FeatureNotSupported("GROUPING SETS, CUBE and ROLLUP are not supported by the SQLite backend")
        scope.aggregates_refused = "GROUP BY"
        keys = [self._group_key(item, node, scope) for item in group.expressions]
        scope.aggregates_refused = None
        scope.ungrouped.clear()
        scope.groups = [key.comparable for key in keys]
        return " GROUP BY " + ", ".join(f"+{k}" if k.isdigit() else k for k in scope.groups)

    def _group_key(self, item: exp.Expr, node: exp.Select, scope: Scope) -> Typed:
        target: exp.Expr | None = None
        if isinstance(item, exp.Literal) and item.name.isdigit():
            position = int(item.name)
            if not 0 < position <= len(node.expressions):
                raise ProxyError(f"GROUP BY position {position} is not in select list", sqlstate="42P10")
            target = node.expressions[position - 1]
            if isinstance(target, exp.Star) or any(isinstance(e, exp.Star) for e in node.expressions):
                raise FeatureNotSupported("GROUP BY position with * is not supported by the SQLite backend")
        elif isinstance(item, exp.Column) and item.args.get("table") is None:
            name = identifier(item)
            if not any(source.find(name) for source in scope.sources):
                target = next(
                    (e for e in node.expressions if isinstance(e, exp.Alias) and identifier(e.args["alias"]) == name),
                    None,
                )
        inner = target.this if isinstance(target, exp.Alias) else target
        return adopt(self.context, self.expressions.typed(inner if inner is not None else item, scope), t.TEXT)

    def _order(self, node: exp.Select, scope: Scope, columns: list[Typed], distinct: bool) -> list[str]:
        order = node.args.get("order")
        keys = []
        for item in order.expressions if order is not None else ():
            position = _position(item.this, columns)
            if position is None:
                key = adopt(self.context, self.expressions.typed(item.this, scope), t.TEXT)
                same = [n for n, column in enumerate(columns) if column.comparable == key.comparable]
                if distinct and not same:
                    raise ProxyError(
                        "for SELECT DISTINCT, ORDER BY expressions must appear in select list", sqlstate="42P10"
                    )
                sql, oid = (str(same[0] + 1), key.type) if same else (f"({key.sql})", key.type)
            else:
                sql, oid = str(position + 1), columns[position].type
            if oid == t.JSON:
                raise ProxyError("could not identify an ordering operator for type json", sqlstate="42883")
            collation = t.collation(oid)
            keys.append(f"{sql}{f' COLLATE {collation}' if collation else ''}{direction(item)}")
        return keys

    def _from(self, node: exp.Select, scope: Scope) -> str:
        clause = node.args.get("from_")
        if clause is None:
            return ""
        sql = self._source(clause.this, scope)
        sql += self._joins(clause.this.args.get("joins"), scope) if not isinstance(clause.this, exp.Paren) else ""
        return " FROM " + sql + self._joins(node.args.get("joins"), scope)

    def _joins(self, joins: list[exp.Join] | None, scope: Scope) -> str:
        sql = ""
        for join in joins or ():
            sql += self._join(join, scope)
        return sql

    def _join(self, join: exp.Join, scope: Scope) -> str:
        side = str(join.args.get("side") or "").upper()
        kind = str(join.args.get("kind") or "").upper()
        method = str(join.args.get("method") or "").upper()
        left = list(scope.sources)
        right_sql = self._source(join.this, scope)
        right = scope.sources[len(left) :]
        using = [identifier(name) for name in join.args.get("using") or ()]
        if method == "NATURAL":
            names = [c.name for s in left for c in s.columns if c.name not in s.hidden]
            using = [c.name for s in right for c in s.columns if c.name in names]
        on = join.args.get("on")
        word = f"{side} JOIN" if side else "CROSS JOIN" if kind == "CROSS" or (on is None and not using) else "JOIN"
        if using:
            return f" {word} {right_sql} ON {self._using(using, left, right, side)}"
        condition = f" ON {self.expressions.condition(on, scope, 'JOIN/ON')}" if on is not None else ""
        return f" {word} {right_sql}{condition}"

    def _using(self, names: list[str], left: list[Source], right: list[Source], side: str) -> str:
        if side in ("FULL", "RIGHT"):
            raise FeatureNotSupported(f"{side} JOIN with USING is not supported by the SQLite backend; write ON")
        parts = []
        for name in names:
            a = [c for s in left if name not in s.hidden for c in s.find(name)]
            b = [c for s in right for c in s.find(name)]
            if len(a) != 1 or len(b) != 1:
                raise UndefinedColumn(
                    f'column "{name}" specified in USING clause does not exist in left or right table'
                )
            parts.append(self.expressions.compare("=", a[0], b[0]))
            for source in right:
                source.hidden.add(name)
        return " AND ".join(parts)

    def _source(self, node: exp.Expr, scope: Scope) -> str:
        if isinstance(node, exp.Lateral):
            alias_node = node.args.get("alias")
            inner = node.this
            if isinstance(inner, exp.Subquery):
                return self._subquery(inner.this, alias_node, scope, lateral=True)
            return self._function(inner, alias_node, scope)
        if isinstance(node, exp.Subquery):
            if isinstance(node.this, exp.Table):
                sql = self._source(node.this, scope) + self._joins(node.this.args.get("joins"), scope)
                return f"({sql}{self._joins(node.args.get('joins'), scope)})"
            sql = self._subquery(node.this, node.args.get("alias"), scope)
            return sql + self._joins(node.args.get("joins"), scope)
        if isinstance(node, exp.Unnest) and not node.args.get("offset"):
            return self._function(
                exp.Anonymous(this="unnest", expressions=node.expressions), node.args.get("alias"), scope
            )
        if isinstance(node, exp.Values):
            return self._subquery(node, node.args.get("alias"), scope)
        if not isinstance(node, exp.Table):
            raise self.expressions.unsupported(node)
        if node.args.get("sample") or node.args.get("pivots"):
            raise self.expressions.unsupported(node)
        if not isinstance(node.this, exp.Identifier):
            return self._function(node.this, node.args.get("alias"), scope)
        return self._table(node, scope) + self._joins(node.args.get("joins"), scope)

    def _add(self, scope: Scope, source: Source) -> None:
        if any(other.alias == source.alias for other in scope.sources):
            raise ProxyError(f'table name "{source.alias}" specified more than once', sqlstate="42712")
        scope.sources.append(source)

    def _table(self, node: exp.Table, scope: Scope) -> str:
        name, schema = identifier(node.this), identifier(node.args.get("db"))
        alias_node = node.args.get("alias")
        alias = identifier(alias_node.this) if alias_node is not None and alias_node.this is not None else name
        renamed = [identifier(c) for c in (alias_node.args.get("columns") or ())] if alias_node is not None else []
        table = None
        if not schema and name in scope.tables:
            names, columns, sql = _names(scope.tables[name]), list(scope.tables[name]), quoted(name)
        else:
            table = self.context.find_table(schema, name)
            columns = [
                Typed("", c.type_oid, c.type_modifier, c.name, origin=(table.oid, number))
                for number, c in enumerate(table.columns, 1)
            ]
            names, sql = [column.name for column in columns], table_sql(table)
        hidden = HIDDEN & set(names) if table is not None and table.schema == "pg_catalog" else set()
        self._add(scope, Source(alias, _columns(alias, names, columns, renamed), table, set(hidden)))
        return f"{sql} AS {quoted(alias)}"

    def _empty(self, name: str, alias: str, renamed: list[str], scope: Scope) -> str:
        """A function over the catalogs that finds nothing in a file."""
        pairs = [column.split(":") for column in EMPTY_SOURCES[name].split()]
        columns = [Typed("", t.BY_NAME[kind], name=column) for column, kind in pairs]
        names = [column.name for column in columns]
        self._add(scope, Source(alias, _columns(alias, names, columns, renamed)))
        return f"(SELECT {', '.join(f'NULL AS {quoted(one)}' for one in names)} WHERE 0) AS {quoted(alias)}"

    def _subquery(self, node: exp.Expr, alias_node: exp.Expr | None, scope: Scope, lateral: bool = False) -> str:
        alias = identifier(alias_node.this) if alias_node is not None else self.context.fresh()
        renamed = [identifier(c) for c in (alias_node.args.get("columns") or ())] if alias_node is not None else []
        inner = Scope(scope if lateral else scope.parent)
        inner.tables = dict(scope.tables)
        sql, columns = self.query(node, inner)
        if lateral and inner.outer_reached:
            raise FeatureNotSupported("LATERAL that refers to earlier tables is not supported by the SQLite backend")
        names = unique([column.name for column in columns]) if isinstance(node, exp.Select) else None
        if names is None:
            names = [f"c{number}" for number in range(len(columns))]
            inner_alias = self.context.fresh()
            listed = ", ".join(quoted(name) for name in names)
            sql = f'WITH "{inner_alias}"({listed}) AS ({sql}) SELECT * FROM "{inner_alias}"'
        self._add(scope, Source(alias, _columns(alias, names, columns, renamed)))
        return f"({sql}) AS {quoted(alias)}"

    def _function(self, node: exp.Expr, alias_node: exp.Expr | None, scope: Scope) -> str:
        if isinstance(node, exp.Dot):
            node = node.expression
        name = str(node.this).lower() if isinstance(node, exp.Anonymous) else node.key
        alias = identifier(alias_node.this) if alias_node is not None and alias_node.this is not None else name
        renamed = [identifier(c) for c in (alias_node.args.get("columns") or ())] if alias_node is not None else []
        arguments = [self.expressions.typed(item, scope) for item in node.expressions]
        column = renamed[0] if renamed else alias
        if name in EMPTY_SOURCES:
            return self._empty(name, alias, renamed, scope)
        if name == "unnest" and len(arguments) > 1:
            return self._unnest_several(arguments, alias, renamed, scope)
        if name == "generate_series" and len(arguments) in (2, 3):
            oid, arguments = common_type(self.context, arguments, "generate_series")
            if oid not in t.INTEGERS:
                raise FeatureNotSupported(
                    "generate_series() over other than integers is not supported by the SQLite backend"
                )
            step = arguments[2].sql if len(arguments) > 2 else "1"
            sql = f"json_each(pg_series({arguments[0].sql}, {arguments[1].sql}, {step}))"
            if (
                all(a.sql.strip("()-").isdigit() or a.parameter is not None for a in arguments)
                and step.isdigit()
                and step != "0"
            ):
                first, last = arguments[0].sql, arguments[1].sql
                sql = (
                    f"(WITH RECURSIVE g(value) AS (SELECT {first} WHERE {first} <= {last} UNION ALL "
                    f"SELECT value + {step} FROM g WHERE value + {step} <= {last}) SELECT value FROM g)"
                )
        elif name == "unnest" and len(arguments) == 1 and arguments[0].type in t.ELEMENTS:
            oid = t.ELEMENTS[arguments[0].type]
            if oid in (t.BYTEA, t.JSON, t.JSONB):
                raise FeatureNotSupported("unnest() of this array is not supported by the SQLite backend")
            sql = f"json_each(pg_flat({arguments[0].sql}))"
        else:
            raise FeatureNotSupported(f"the function {name}() in FROM is not supported by the SQLite backend")
        self._add(scope, Source(alias, (Typed(f'{quoted(alias)}."value"', oid, name=column),)))
        return f"{sql} AS {quoted(alias)}"

    def _unnest_several(self, arguments: list[Typed], alias: str, renamed: list[str], scope: Scope) -> str:
        columns = []
        for number, argument in enumerate(arguments):
            element = t.ELEMENTS.get(argument.type)
            if element is None or element in (t.BYTEA, t.JSON, t.JSONB):
                raise FeatureNotSupported("unnest() of these arrays is not supported by the SQLite backend")
            name = renamed[number] if number < len(renamed) else alias
            columns.append(Typed(f"json_extract({quoted(alias)}.\"value\", '$[{number}]')", element, name=name))
        self._add(scope, Source(alias, tuple(columns)))
        return f"json_each(pg_zip({', '.join(argument.sql for argument in arguments)})) AS {quoted(alias)}"


def unique(names: list[str]) -> list[str]:
    """The names with a number added where one repeats, so that each stands for one column."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        result.append(name if seen[name.lower()] == 1 else f"{name}:{seen[name.lower()]}")
    return result


def _names(columns: tuple[Typed, ...]) -> list[str]:
    return unique([column.name for column in columns])


def _columns(alias: str, names: list[str], columns: list[Typed], renamed: list[str]) -> tuple[Typed, ...]:
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


def _row(node: exp.Expr) -> list[exp.Expr]:
    return (
        list(node.expressions) if isinstance(node, exp.Tuple) else [node.this if isinstance(node, exp.Paren) else node]
    )


def _position(node: exp.Expr, columns: list[Typed]) -> int | None:
    if isinstance(node, exp.Literal) and not node.is_string:
        if not node.name.isdigit() or not 0 < int(node.name) <= len(columns):
            raise ProxyError(f"ORDER BY position {node.name} is not in select list", sqlstate="42P10")
        return int(node.name) - 1
    if isinstance(node, exp.Column) and node.args.get("table") is None and not isinstance(node.this, exp.Star):
        found = [number for number, column in enumerate(columns) if column.name == identifier(node)]
        if len({columns[number].sql for number in found}) > 1:
            raise UndefinedColumn(f'ORDER BY "{identifier(node)}" is ambiguous', sqlstate="42702")
        return found[0] if found else None
    return None

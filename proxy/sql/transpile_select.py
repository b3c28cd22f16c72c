"""Queries: SELECT with its clauses, VALUES and WITH."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import types as t
from proxy.sql.transpile_aggregates import is_aggregate
from proxy.sql.transpile_convert import adopt, common_modifier, common_type
from proxy.sql.transpile_expression import Expressions
from proxy.sql.transpile_grammar import identifier, quoted
from proxy.sql.transpile_grouping import grouping_sets
from proxy.sql.transpile_operations import set_operation
from proxy.sql.transpile_scope import Context, Scope, Source, Typed, UndefinedColumn, unique
from proxy.sql.transpile_sets import returns_rows, rows_of
from proxy.sql.transpile_sources import Sources
from proxy.sql.transpile_windows import direction

_KNOWN_PARTS = frozenset(
    (
        "with_", "kind", "expressions", "hint", "distinct", "into", "from_", "operation_modifiers", "joins", "where",
        "group", "having", "order", "limit", "offset", "locks", "windows",
    )
)  # fmt: skip


class Queries:
    """Compiles the queries of one statement."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.expressions = Expressions(context, self.query)
        self.sources = Sources(self)

    def query(self, node: exp.Expr, scope: Scope, *, keep_unknown: bool = False) -> tuple[str, list[Typed]]:
        """Any query in a scope of its own: its SQL and its columns. Literals without a type become text, unless
        `keep_unknown`: then whoever asked gives them one."""
        if isinstance(node, exp.Subquery):
            outer = [part for part in ("order", "limit", "offset") if node.args.get(part)]
            if not outer:
                return self.query(node.this, scope, keep_unknown=keep_unknown)
            sql, columns = self.query(node.this, scope)
            names = [f'"c{number}"' for number in range(len(columns))]
            alias = self.context.fresh()
            sql = f'WITH "{alias}"({", ".join(names)}) AS ({sql}) SELECT * FROM "{alias}"'
            return self.ordered(node, sql, columns, scope), columns
        with_sql = self.with_clause(node.args.get("with_"), scope)
        if isinstance(node, exp.SetOperation):
            sql, columns = set_operation(self, node, scope)
        elif isinstance(node, exp.Values):
            sql, columns = self._values(node, scope)
        elif isinstance(node, exp.Select):
            sql, columns = self._select(node, scope)
        else:
            raise self.expressions.unsupported(node)
        if not keep_unknown:
            columns = [adopt(self.context, column, t.TEXT) for column in columns]
        return with_sql + sql, columns

    def with_clause(self, node: exp.With | None, scope: Scope) -> str:
        """WITH; its queries are in the scope's reach from then on."""
        if node is None:
            return ""
        parts = []
        for item in node.expressions:
            name = identifier(item.args["alias"].this)
            names = [identifier(column) for column in item.args["alias"].args.get("columns") or ()]
            body = item.this
            if name in self.context.captured:
                scope.tables[name] = self.context.captured[name][1]
                continue
            if isinstance(body, exp.Insert | exp.Update | exp.Delete | exp.Merge):
                raise FeatureNotSupported("data-modifying statements in WITH are not supported here on SQLite")
            if item.args.get("search") or item.args.get("cycle"):
                raise FeatureNotSupported("SEARCH and CYCLE are not supported by the SQLite backend")
            inner = Scope(scope)
            if node.args.get("recursive") and isinstance(body, exp.Union):
                self._announce(name, names, body, inner, scope)
            sql, columns = self.query(body, inner)
            if len(names) > len(columns):
                raise ProxyError(
                    f'WITH query "{name}" has {len(columns)} columns available but {len(names)} columns specified',
                    sqlstate="42P10",
                )
            columns = [replace(c, name=names[i] if i < len(names) else c.name) for i, c in enumerate(columns)]
            scope.tables[name] = tuple(replace(column, sql="") for column in columns)
            hint = {True: " MATERIALIZED", False: " NOT MATERIALIZED"}.get(item.args.get("materialized"), "")
            internal = ", ".join(quoted(alias) for alias in unique([column.name for column in columns]))
            parts.append(f"{quoted(name)}({internal}) AS{hint} ({sql})")
        if not parts:
            return ""
        return f"WITH {'RECURSIVE ' if node.args.get('recursive') else ''}{', '.join(parts)} "

    def _announce(self, name: str, names: list[str], body: exp.Union, inner: Scope, scope: Scope) -> None:
        """The recursive query sees itself with the columns of its first part."""
        _, first = self.query(body.left, Scope(scope))
        inner.tables[name] = tuple(
            replace(c, name=names[i] if i < len(names) else c.name, sql="") for i, c in enumerate(first)
        )
        inner.recursive = name

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
        if node.args.get("order") or node.args.get("limit") or node.args.get("offset"):
            names = [f'"column{number}"' for number in range(1, len(columns) + 1)]
            alias = self.context.fresh()
            sql = f'WITH "{alias}"({", ".join(names)}) AS ({sql}) SELECT * FROM "{alias}"'
        return self.ordered(node, sql, columns, scope), columns

    def ordered(self, node: exp.Expr, sql: str, columns: list[Typed], scope: Scope) -> str:
        """ORDER BY, LIMIT and OFFSET behind a query whose columns alone can be named."""
        order = node.args.get("order")
        if order is not None:
            keys = []
            for item in order.expressions:
                position = output_position(item.this, columns)
                if position is None:
                    raise FeatureNotSupported("ORDER BY of a set operation by an expression is not supported")
                collation = t.collation(columns[position].type)
                keys.append(f"{position + 1}{f' COLLATE {collation}' if collation else ''}{direction(item)}")
            sql += " ORDER BY " + ", ".join(keys)
        return sql + self.limits(node, scope)

    def limits(self, node: exp.Expr, scope: Scope) -> str:
        """LIMIT, FETCH and OFFSET."""
        limit, offset = node.args.get("limit"), node.args.get("offset")
        options = limit.args.get("limit_options") if isinstance(limit, exp.Fetch) else None
        if options is not None and options.args.get("with_ties"):
            raise FeatureNotSupported("FETCH … WITH TIES is not supported by the SQLite backend")
        if limit is None and offset is None:
            return ""

        def amount(clause: exp.Expr, word: str) -> str:
            value = clause.args.get("expression") or clause.args.get("count")
            if value is None:
                return "1"
            if isinstance(value, exp.Null) or (isinstance(value, exp.Var | exp.Column) and value.name.lower() == "all"):
                return "-1"
            typed = adopt(self.context, self.expressions.typed(value, Scope()), t.INT8)
            return f"pg_limit({self.expressions.assigned(typed, t.INT8).sql}, '{word}')"

        result = f" LIMIT {amount(limit, 'LIMIT') if limit is not None else '-1'}"
        return result + (f" OFFSET {amount(offset, 'OFFSET')}" if offset is not None else "")

    def _select(self, node: exp.Select, scope: Scope) -> tuple[str, list[Typed]]:
        unknown = [part for part, value in node.args.items() if value and part not in _KNOWN_PARTS]
        if unknown or node.args.get("into"):
            raise FeatureNotSupported(f"{(unknown or ['SELECT INTO'])[0]} is not supported by the SQLite backend")
        sets = grouping_sets(node)
        if sets is not None:
            return self._grouping_sets(node, scope, sets)
        sql, columns, order = self.body(node, scope)
        return sql + (" ORDER BY " + ", ".join(order) if order else "") + self.limits(node, scope), columns

    def _grouping_sets(self, node: exp.Select, scope: Scope, sets: list[list[exp.Expr]]) -> tuple[str, list[Typed]]:
        """One query for each grouping set, the keys that it leaves out being NULL; then all of them in order."""
        if node.args.get("distinct") is not None:
            raise FeatureNotSupported("DISTINCT with grouping sets is not supported by the SQLite backend")
        parts: list[str] = []
        columns: list[Typed] = []
        order: list[str] = []
        every = [key for keys in sets for key in keys]
        for keys in sets:
            inner = Scope(scope.parent)
            inner.tables = dict(scope.tables)
            sql, columns, order = self.body(node, inner, (keys, every))
            parts.append(sql)
        alias = self.context.fresh()
        names = [f'"c{number}"' for number in range(len(columns) + len(order))]
        union = " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts)
        sql = (
            f'WITH "{alias}"({", ".join(names)}) AS ({union}) SELECT {", ".join(names[: len(columns)])} FROM "{alias}"'
        )
        if order:
            keys_sql = [f"{name}{way}" for name, way in zip(names[len(columns) :], order, strict=True)]
            sql += " ORDER BY " + ", ".join(keys_sql)
        return sql + self.limits(node, scope), columns

    def body(
        self, node: exp.Select, scope: Scope, group_set: tuple[list[exp.Expr], list[exp.Expr]] | None = None
    ) -> tuple[str, list[Typed], list[str]]:
        """SELECT up to HAVING, and its sort keys. With `group_set` the keys are further columns, and the third result
        says how each sorts."""
        for item in node.args.get("windows") or ():
            scope.windows[identifier(item.this)] = item
        from_sql = self.sources.clause(node, scope)
        where = node.args.get("where")
        scope.aggregates_refused = "WHERE"
        where_sql = f" WHERE {self.expressions.condition(where.this, scope, 'WHERE')}" if where is not None else ""
        scope.aggregates_refused = None
        scope.ungrouped.clear()
        group_sql = self._group(node, scope) if group_set is None else self._group_set(node, scope, *group_set)
        expressions, from_sql = self._with_rows(node, scope, from_sql)
        columns = self.targets(expressions, scope)
        having = node.args.get("having")
        having_sql = f" HAVING {self.expressions.condition(having.this, scope, 'HAVING')}" if having is not None else ""
        distinct = node.args.get("distinct")
        on = distinct.args.get("on") if distinct is not None else None
        tail_keys = self._order_keys(node, scope, columns) if group_set is not None or on is not None else []
        order = [] if tail_keys or on is not None else self._order(node, scope, columns, distinct is not None)
        if bool(group_sql) or scope.aggregates or having is not None:
            self.expressions.grouped(scope)
        if having_sql and not group_sql and not scope.aggregates:
            raise FeatureNotSupported("HAVING without GROUP BY and aggregates is not supported by the SQLite backend")
        if distinct is not None and any(column.type == t.JSON for column in columns):
            raise ProxyError("could not identify an equality operator for type json", sqlstate="42883")
        tail = f"{from_sql}{where_sql}{group_sql}{having_sql}"
        if on is not None:
            return self._distinct_on(scope, columns, tail_keys, tail, on)
        word = "SELECT DISTINCT " if distinct is not None else "SELECT "
        aliases = unique([column.name for column in columns])
        items = [f"{c.comparable} AS {quoted(a)}" for c, a in zip(columns, aliases, strict=True)] or ["NULL"]
        if group_set is not None:
            items += [key for key, _ in tail_keys]
            return word + ", ".join(items) + tail, columns, [way for _, way in tail_keys]
        return word + ", ".join(items) + tail, columns, order

    def _with_rows(self, node: exp.Select, scope: Scope, from_sql: str) -> tuple[list[exp.Expr], str]:
        """The select list with each function that returns rows replaced by a column of a table function in FROM."""
        calls = [call for item in node.expressions for call in _row_functions(item)]
        if not calls:
            return list(node.expressions), from_sql
        if node.args.get("group") is not None or any(_has_aggregate(item) for item in node.expressions):
            raise FeatureNotSupported(
                "a set-returning function in a select list with aggregates is not supported by the SQLite backend"
            )
        rows = [
            rows_of(
                self.expressions,
                str(call.this).lower(),
                [self.expressions.typed(item, scope) for item in call.expressions],
            )
            for call in calls
        ]
        if any(len(one.columns) != 1 for one in rows):
            raise FeatureNotSupported("a function that returns records in the select list is not supported on SQLite")
        sql, found = self.sources.from_select(rows, scope)
        names = {f"row {id(call)}": column for call, column in zip(calls, found, strict=True)}
        scope.sources.append(
            Source(_ROWS, tuple(replace(c, name=name) for name, c in names.items()), hidden=set(names))
        )
        copies = []
        for item in node.expressions:
            copy, labels = _replaced(item)
            copies.append(exp.Alias(this=copy, alias=exp.to_identifier(labels, quoted=True)) if labels else copy)
        return copies, f"{from_sql}, {sql}" if from_sql else f" FROM {sql}"

    def _distinct_on(
        self, scope: Scope, columns: list[Typed], sorts: list[tuple[str, str]], tail: str, on: exp.Expr
    ) -> tuple[str, list[Typed], list[str]]:
        keys = []
        for item in on.expressions:
            position = output_position(item, columns)
            keys.append((columns[position] if position is not None else self.expressions.typed(item, scope)).comparable)
        if sorts and not {key for key, _ in sorts[: len(keys)]} <= set(keys):
            raise ProxyError("SELECT DISTINCT ON expressions must match initial ORDER BY expressions", sqlstate="42P10")
        names = [f'"c{number}"' for number in range(len(columns))]
        inner = [f"{column.sql} AS {name}" for column, name in zip(columns, names, strict=True)]
        inner += [f'{key} AS "o{number}"' for number, (key, _) in enumerate(sorts)]
        by = " ORDER BY " + ", ".join(key + way for key, way in sorts) if sorts else ""
        inner.append(f'row_number() OVER (PARTITION BY {", ".join(keys)}{by}) AS "n"')
        aliases = unique([column.name for column in columns])
        items = ", ".join(f"{name} AS {quoted(alias)}" for name, alias in zip(names, aliases, strict=True))
        sql = f'SELECT {items} FROM (SELECT {", ".join(inner)}{tail}) WHERE "n" = 1'
        return sql, columns, [f'"o{number}"{way}' for number, (_, way) in enumerate(sorts)]

    def targets(self, items: list[exp.Expr], scope: Scope) -> list[Typed]:
        """The select list; literals have no type yet."""
        columns: list[Typed] = []
        for item in items:
            if isinstance(item, exp.Star):
                if item.args.get("except_") or item.args.get("replace"):
                    raise self.expressions.unsupported(item)
                columns += _star(scope)
            elif isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
                source = scope.source(identifier(item.args["table"]))
                scope.ungrouped += [(source, column) for column in source.columns]
                columns += [
                    replace(c, sql="NULL", origin=(0, 0)) if c.comparable in scope.nulled else c for c in source.columns
                ]
            elif isinstance(item, exp.Alias):
                columns.append(replace(self.expressions.typed(item.this, scope), name=identifier(item.args["alias"])))
            else:
                columns.append(self.expressions.typed(item, scope))
        return columns

    def _group(self, node: exp.Select, scope: Scope) -> str:
        group = node.args.get("group")
        if group is None:
            return ""
        scope.aggregates_refused = "GROUP BY"
        keys = [self._group_key(item, node, scope) for item in group.expressions]
        scope.aggregates_refused = None
        scope.ungrouped.clear()
        scope.groups = [key.comparable for key in keys]
        return " GROUP BY " + ", ".join(f"+{k}" if k.isdigit() else k for k in scope.groups)

    def _group_set(self, node: exp.Select, scope: Scope, keys: list[exp.Expr], every: list[exp.Expr]) -> str:
        """GROUP BY of one grouping set; all keys outside it are NULL."""
        scope.aggregates_refused = "GROUP BY"
        inside = [self._group_key(item, node, scope).comparable for item in keys]
        all_keys = [self._group_key(item, node, scope).comparable for item in every]
        scope.aggregates_refused = None
        scope.ungrouped.clear()
        scope.groups = inside
        scope.nulled = frozenset(all_keys) - set(inside)
        # The empty set is one group of all rows, even of none: an aggregate query without GROUP BY.
        if not inside:
            scope.aggregates += 1
            return ""
        return " GROUP BY " + ", ".join(f"+{k}" if k.isdigit() else k for k in inside)

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

    def _order_keys(self, node: exp.Select, scope: Scope, columns: list[Typed]) -> list[tuple[str, str]]:
        """Each sort key as SQL of its own, and how it sorts."""
        order = node.args.get("order")
        keys = []
        for item in order.expressions if order is not None else ():
            position = output_position(item.this, columns)
            key = columns[position] if position is not None else self.expressions.typed(item.this, scope)
            key = adopt(self.context, key, t.TEXT)
            collation = t.collation(key.type)
            keys.append((key.comparable, f"{f' COLLATE {collation}' if collation else ''}{direction(item)}"))
        return keys

    def _order(self, node: exp.Select, scope: Scope, columns: list[Typed], distinct: bool) -> list[str]:
        order = node.args.get("order")
        keys = []
        for item in order.expressions if order is not None else ():
            position = output_position(item.this, columns)
            if position is None:
                key = adopt(self.context, self.expressions.typed(item.this, scope), t.TEXT)
                same = [n for n, column in enumerate(columns) if column.comparable == key.comparable]
                if distinct and not same:
                    raise ProxyError(
                        "for SELECT DISTINCT, ORDER BY expressions must appear in select list", sqlstate="42P10"
                    )
                sql, oid = (str(same[0] + 1), key.type) if same else (f"({key.comparable})", key.type)
            else:
                sql, oid = str(position + 1), columns[position].type
            if oid == t.JSON:
                raise ProxyError("could not identify an ordering operator for type json", sqlstate="42883")
            collation = t.collation(oid)
            keys.append(f"{sql}{f' COLLATE {collation}' if collation else ''}{direction(item)}")
        return keys


def _star(scope: Scope) -> list[Typed]:
    if not scope.sources:
        raise SyntaxProblem("SELECT * with no tables specified is not valid")
    shown = [(s, c) for s in scope.sources for c in s.columns if c.name not in s.hidden]
    scope.ungrouped += shown
    return [replace(c, sql="NULL", origin=(0, 0)) if c.comparable in scope.nulled else c for _, c in shown]


def _row_functions(item: exp.Expr) -> list[exp.Anonymous]:
    """The calls in a select item that return rows, those in subqueries left out."""
    if isinstance(item, exp.Query):
        return []
    found = [item] if isinstance(item, exp.Anonymous) and returns_rows(str(item.this).lower()) else []
    for child in item.iter_expressions():
        found += _row_functions(child)
    return found


def _has_aggregate(item: exp.Expr) -> bool:
    if isinstance(item, exp.Query | exp.Window):
        return False
    if isinstance(item, exp.Anonymous) and is_aggregate(str(item.this).lower()):
        return True
    return isinstance(item, exp.GroupConcat | exp.WithinGroup) or any(map(_has_aggregate, item.iter_expressions()))


_ROWS = "onedsn rows"


def _row_column(call: exp.Expr) -> exp.Column:
    return exp.column(f"row {id(call)}", table=_ROWS, quoted=True)


def _replaced(item: exp.Expr) -> tuple[exp.Expr, str]:
    """A copy with columns in place of calls that return rows, and the name that a lone call gives its column."""
    if isinstance(item, exp.Anonymous) and returns_rows(str(item.this).lower()):
        return _row_column(item), str(item.this).lower()
    if isinstance(item, exp.Query) or not _row_functions(item):
        return item, ""
    copy = item.copy()
    originals, copies = _row_functions(item), _row_functions(copy)
    for original, found in zip(originals, copies, strict=True):
        found.replace(_row_column(original))
    return copy, ""


def _row(node: exp.Expr) -> list[exp.Expr]:
    return (
        list(node.expressions) if isinstance(node, exp.Tuple) else [node.this if isinstance(node, exp.Paren) else node]
    )


def output_position(node: exp.Expr, columns: list[Typed]) -> int | None:
    """Which output column a sort key means by its number or name. Raises 42P10, 42702."""
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

"""Scalar expressions: each node becomes SQLite SQL with a PostgreSQL type, or is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import transpile_functions as f
from proxy.sql import types as t
from proxy.sql.transpile_convert import adopt, cast, common_modifier, common_type, implicit, type_of
from proxy.sql.transpile_grammar import identifier, string
from proxy.sql.transpile_scope import Context, DatatypeMismatch, GroupingProblem, Scope, Typed, UndefinedFunction

_BINARY: dict[type[exp.Expr], str] = {
    exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%", exp.DPipe: "||", exp.BitwiseAnd: "&",
    exp.BitwiseOr: "|", exp.Like: "~~", exp.ILike: "~~*", exp.RegexpLike: "~", exp.RegexpILike: "~*",
    exp.ArrayContainsAll: "@>", exp.ArrayContainedBy: "<@",
}  # fmt: skip
_COMPARISON: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM", exp.NullSafeNEQ: "IS DISTINCT FROM",
}  # fmt: skip
_BARE: dict[type[exp.Expr], tuple[str, str, int]] = {
    exp.CurrentUser: ("current_user", "pg_session('user')", t.NAME),
    exp.SessionUser: ("session_user", "pg_session('user')", t.NAME),
    exp.CurrentSchema: ("current_schema", "pg_session('schema')", t.NAME),
    exp.CurrentCatalog: ("current_catalog", "pg_session('database')", t.NAME),
    exp.CurrentTimestamp: ("current_timestamp", "pg_now('transaction')", t.TIMESTAMPTZ),
    exp.CurrentDate: ("current_date", f"pg_cast(pg_now('transaction'), {t.TIMESTAMPTZ}, {t.DATE}, -1)", t.DATE),
    exp.Localtimestamp: (
        "localtimestamp",
        f"pg_cast(pg_now('transaction'), {t.TIMESTAMPTZ}, {t.TIMESTAMP}, -1)",
        t.TIMESTAMP,
    ),
}  # fmt: skip
_NO_ORDER = frozenset({t.JSON})
Query = Callable[[exp.Expr, Scope], tuple[str, list[Typed]]]


class Expressions:
    """Compiles the expressions of one statement; `query` compiles a nested SELECT."""

    def __init__(self, context: Context, query: Query) -> None:
        self.context = context
        self.query = query

    def typed(self, node: exp.Expr, scope: Scope) -> Typed:
        """The node as SQLite SQL. Raises 0A000 with the construct where it has no exact translation."""
        before = len(scope.ungrouped)
        result = self._node(node, scope)
        if scope.groups and result.comparable in scope.groups:
            del scope.ungrouped[before:]
        return result

    def condition(self, node: exp.Expr, scope: Scope, clause: str) -> str:
        """A boolean for WHERE, HAVING, ON, FILTER, CHECK. Raises 42804."""
        result = adopt(self.context, self.typed(node, scope), t.BOOL)
        if result.type != t.BOOL:
            raise DatatypeMismatch(f"argument of {clause} must be type boolean, not type {t.format_type(result.type)}")
        return result.sql

    def _node(self, node: exp.Expr, scope: Scope) -> Typed:
        if node.args.get("negate"):
            positive = node.copy()
            positive.set("negate", False)
            return Typed(f"(NOT {self._node(positive, scope).sql})", t.BOOL)
        if isinstance(node, exp.Paren):
            inner = self.typed(node.this, scope)
            return replace(inner, sql=inner.sql if inner.literal is not None else f"({inner.sql})")
        if isinstance(node, exp.Column):
            return self._column(node, scope)
        if isinstance(node, exp.Literal):
            return self._literal(node)
        if isinstance(node, exp.Parameter):
            if not node.name.isdigit() or not 0 < int(node.name) < 32767:
                raise SyntaxProblem(f"there is no parameter ${node.name}", sqlstate="42P02")
            return self.context.parameters.use(int(node.name))
        if isinstance(node, exp.Null):
            return Typed("NULL", t.UNKNOWN)
        if isinstance(node, exp.Boolean):
            return Typed("1" if node.this else "0", t.BOOL)
        if isinstance(node, exp.Cast) and not isinstance(node, exp.TryCast):
            return self._cast(node, scope)
        if isinstance(node, exp.Connector):
            return self._connector(node, scope)
        if isinstance(node, exp.Not):
            return Typed(f"(NOT {self._boolean(node.this, scope, 'NOT')})", t.BOOL)
        if isinstance(node, exp.Neg):
            return self._negative(node, scope)
        if type(node) in _COMPARISON:
            return self._comparison(node, scope)
        if type(node) in _BINARY:
            return self.operator(
                _BINARY[type(node)], [self.typed(node.this, scope), self.typed(node.expression, scope)]
            )
        if isinstance(node, exp.Operator):
            return self._named_operator(node, scope)
        if isinstance(node, exp.Escape):
            raise FeatureNotSupported("LIKE … ESCAPE is not supported by the SQLite backend")
        if isinstance(node, exp.Between):
            value = self.typed(node.this, scope)
            low = self.compare(">=", value, self.typed(node.args["low"], scope))
            high = self.compare("<=", value, self.typed(node.args["high"], scope))
            return Typed(f"({low} AND {high})", t.BOOL)
        if isinstance(node, exp.Is):
            return self._is(node, scope)
        if isinstance(node, exp.In):
            return self._in(node, scope)
        if isinstance(node, exp.Case | exp.If):
            return self._case(node, scope)
        if isinstance(node, exp.Exists):
            sql, _ = self.query(node.this, Scope(scope))
            return Typed(f"EXISTS ({sql})", t.BOOL, name="exists")
        if isinstance(node, exp.Subquery | exp.Select | exp.SetOperation):
            return self._scalar_query(node, scope)
        if isinstance(node, exp.Collate):
            return self._collate(node, scope)
        if isinstance(node, exp.Array):
            return self._array([self.typed(item, scope) for item in node.expressions])
        if type(node) in _BARE:
            name, sql, oid = _BARE[type(node)]
            return Typed(sql, oid, name=name)
        if isinstance(node, exp.Dot):
            return self._dot(node, scope)
        return self._call(node, scope)

    def _column(self, node: exp.Column, scope: Scope) -> Typed:
        if isinstance(node.this, exp.Star):
            raise SyntaxProblem('syntax error at or near "*"')
        table = identifier(node.args.get("table"))
        name = identifier(node.this)
        if (
            not table
            and not node.this.args.get("quoted")
            and name in ("ctid", "xmin", "oid", "tableoid")
            and not any(source.find(name) for source in scope.sources)
        ):
            raise FeatureNotSupported(f"the system column {name} is not supported by the SQLite backend")
        return scope.resolve(table, name)

    @staticmethod
    def _literal(node: exp.Literal) -> Typed:
        if node.is_string:
            return Typed(string(node.this), t.UNKNOWN, literal=node.this)
        digits = str(node.this)
        if digits.isdigit():
            number = int(digits)
            if number < 2**63:
                return Typed(str(number), t.INT4 if number < 2**31 else t.INT8)
            return Typed(string(str(number)), t.NUMERIC)
        from proxy.sql.literals import stored

        return Typed(string(str(stored(t.NUMERIC, digits))), t.NUMERIC)

    def _negative(self, node: exp.Neg, scope: Scope) -> Typed:
        if isinstance(node.this, exp.Literal) and not node.this.is_string:
            inner = self._literal(node.this)
            if inner.type != t.NUMERIC:
                number = -int(inner.sql)
                return Typed(f"({number})", t.INT4 if number >= -(2**31) else t.INT8)
            if set(inner.sql) - set("'0."):
                return replace(inner, sql="'-" + inner.sql[1:])
            return inner
        inner = adopt(self.context, self.typed(node.this, scope), t.FLOAT8)
        if inner.type not in t.NUMBERS:
            if inner.type == t.INTERVAL:
                raise self.unsupported(node)
            raise UndefinedFunction(f"operator does not exist: - {t.format_type(inner.type)}")
        if inner.type == t.FLOAT8:
            return Typed(f"pg_float8('neg', {inner.sql})", t.FLOAT8)
        zero = Typed("0" if inner.type in t.INTEGERS else "'0'", inner.type)
        return self.operator("-", [zero, inner])

    def _cast(self, node: exp.Cast, scope: Scope) -> Typed:
        oid, modifier = type_of(node.args["to"])
        inner = node.this
        if isinstance(inner, exp.Array) and not inner.expressions and oid in t.ELEMENTS:
            return Typed("'[]'", oid, name="array")
        if isinstance(inner, exp.Neg) and isinstance(inner.this, exp.Literal) and inner.this.is_string:
            raise FeatureNotSupported("minus before an untyped string literal is not supported by the SQLite backend")
        return cast(self.context, self.typed(inner, scope), oid, modifier)

    def _boolean(self, node: exp.Expr, scope: Scope, clause: str) -> str:
        return self.condition(node, scope, clause)

    def _connector(self, node: exp.Connector, scope: Scope) -> Typed:
        if not isinstance(node, exp.And | exp.Or):
            raise self.unsupported(node)
        word = "AND" if isinstance(node, exp.And) else "OR"
        parts = [self._boolean(part, scope, word) for part in node.flatten()]
        return Typed("(" + f" {word} ".join(parts) + ")", t.BOOL)

    def operator(self, name: str, arguments: Sequence[Typed]) -> Typed:
        """`a name b` by the operator tables. Raises 42883, and 0A000 for types that have it but not here."""
        given = [argument.type for argument in arguments]
        if (
            name == "||"
            and any(oid in t.TEXTS or oid == t.UNKNOWN for oid in given)
            and not any(oid in t.ELEMENTS or oid == t.JSONB for oid in given)
        ):
            arguments = [
                argument if argument.type in (*t.TEXTS, t.UNKNOWN) else cast(self.context, argument, t.TEXT, -1)
                for argument in arguments
            ]
            given = [t.TEXT if argument.type != t.UNKNOWN else t.UNKNOWN for argument in arguments]
        if (name in "+-*/" and given.count(t.FLOAT4) == 2) or any(oid in (t.INTERVAL, t.TIME) for oid in given):
            raise FeatureNotSupported(
                f"operator {t.format_type(given[0])} {name} {t.format_type(given[-1])} is not supported"
                " by the SQLite backend"
            )
        unique = all(oid == t.UNKNOWN for oid in given) and name in "+-*/%&|"
        signature = None if unique else f.choose(f.OPERATOR_SIGNATURES.get(name, ()), given)
        if signature is None:
            shown = f" {name} ".join(t.format_type(oid) for oid in given)
            if {t.TIMESTAMP, t.TIMESTAMPTZ, t.DATE, t.JSONB, t.JSON, t.FLOAT4} & set(given) or any(
                o in t.ELEMENTS for o in given
            ):
                raise FeatureNotSupported(f"operator {shown} is not supported by the SQLite backend")
            raise UndefinedFunction(
                f"operator {'is not unique' if unique else 'does not exist'}: {shown}",
                hint="You might need to add explicit type casts.",
                sqlstate="42725" if unique else "42883",
            )
        return replace(self._apply(signature, arguments), name="?column?")

    def _apply(self, signature: f.Signature, arguments: Sequence[Typed]) -> Typed:
        sql = signature.sql
        converted = [
            implicit(self.context, argument, oid).sql
            for argument, oid in zip(arguments, signature.arguments, strict=True)
        ]
        for number in range(len(converted), 0, -1):
            sql = sql.replace(f"${number}", f"\0{number}\0")
        for number, value in enumerate(converted, 1):
            sql = sql.replace(f"\0{number}\0", value)
        if '"pg_catalog.' in sql:
            self.context.reads_catalogs = True
        if signature.name in ("to_regclass", "to_regtype"):
            self.context.reads_catalogs = True
        if signature.name in ("nextval", "setval"):
            self.context.volatile = True
        return Typed(sql, signature.result, name=signature.name)

    def compare(self, operator: str, left: Typed, right: Typed) -> str:
        """`left operator right` under PostgreSQL's equality and order of their common type. Raises 42883."""
        if left.type == t.UNKNOWN and right.type == t.UNKNOWN:
            left, right = adopt(self.context, left, t.TEXT), adopt(self.context, right, t.TEXT)
        oid = self._comparison_type(operator, left, right)
        if oid in _NO_ORDER:
            raise UndefinedFunction(f"operator does not exist: {t.format_type(oid)} {operator} {t.format_type(oid)}")
        left, right = implicit(self.context, left, oid), implicit(self.context, right, oid)
        return f"({left.comparable} {operator} {right.sql})"

    def _comparison_type(self, operator: str, left: Typed, right: Typed) -> int:
        if left.type == right.type or right.type == t.UNKNOWN:
            return left.type
        if left.type == t.UNKNOWN:
            return right.type
        if left.type in t.TEXTS and right.type in t.TEXTS:
            return t.TEXT
        if {left.type, right.type} <= t.NUMBERS and t.FLOAT4 in (left.type, right.type):
            return t.FLOAT8
        if f.widens(left.type, right.type):
            return right.type
        if f.widens(right.type, left.type):
            return left.type
        raise UndefinedFunction(
            f"operator does not exist: {t.format_type(left.type)} {operator} {t.format_type(right.type)}",
            hint="You might need to add explicit type casts.",
        )

    def _comparison(self, node: exp.Expr, scope: Scope) -> Typed:
        operator = _COMPARISON[type(node)]
        left, right = node.this, node.args["expression"]
        if isinstance(right, exp.Anonymous) and str(right.this).lower() in ("all", "any", "some") and right.expressions:
            right = (exp.All if str(right.this).lower() == "all" else exp.Any)(this=right.expressions[0])
        if isinstance(right, exp.Any | exp.All):
            return self._quantified(operator, left, right, scope)
        if isinstance(left, exp.Tuple) and isinstance(right, exp.Tuple) and operator in ("=", "<>"):
            if len(left.expressions) != len(right.expressions):
                raise SyntaxProblem("unequal number of entries in row expressions")
            pairs = zip(left.expressions, right.expressions, strict=True)
            parts = [self.compare(operator, self.typed(a, scope), self.typed(b, scope)) for a, b in pairs]
            return Typed("(" + (" AND " if operator == "=" else " OR ").join(parts) + ")", t.BOOL)
        if isinstance(left, exp.Tuple) and isinstance(right, exp.Tuple) and operator in ("<", "<=", ">", ">="):
            if len(left.expressions) != len(right.expressions):
                raise SyntaxProblem("unequal number of entries in row expressions")
            items = list(zip(left.expressions, right.expressions, strict=True))
            typed = [(self.typed(a, scope), self.typed(b, scope)) for a, b in items]
            sql = self.compare(operator, *typed[-1])
            for a, b in reversed(typed[:-1]):
                sql = f"({self.compare(operator[0], a, b)} OR ({self.compare('=', a, b)} AND {sql}))"
            return Typed(sql, t.BOOL)
        return Typed(self.compare(operator, self.typed(left, scope), self.typed(right, scope)), t.BOOL)

    def _quantified(self, operator: str, left: exp.Expr, right: exp.Expr, scope: Scope) -> Typed:
        inner = right.this.unnest() if isinstance(right.this, exp.Paren) else right.this
        is_any = isinstance(right, exp.Any)
        if (operator, is_any) not in (("=", True), ("<>", False)):
            raise FeatureNotSupported(f"{operator} {'ANY' if is_any else 'ALL'} is not supported by the SQLite backend")
        value = self.typed(left, scope)
        word = "IN" if is_any else "NOT IN"
        if isinstance(inner, exp.Subquery | exp.Select | exp.SetOperation):
            return self._in_query(value, inner, scope, word)
        array = self.typed(inner, scope)
        if array.type == t.UNKNOWN:
            oid = value.type if value.type != t.UNKNOWN else t.TEXT
            if oid not in t.ARRAYS:
                raise FeatureNotSupported(
                    f"{operator} ANY over {t.format_type(oid)} is not supported by the SQLite backend"
                )
            array = adopt(self.context, array, t.ARRAYS[oid])
        element = t.ELEMENTS.get(array.type)
        if element is None:
            raise ProxyError("op ANY/ALL (array) requires array on right side", sqlstate="42809")
        if element in (t.BYTEA, t.JSON, t.JSONB, t.BPCHAR):
            raise FeatureNotSupported(f"ANY over {t.format_type(array.type)} is not supported by the SQLite backend")
        item = Typed("value", element)
        oid = self._comparison_type(operator, value, item)
        value, item = implicit(self.context, value, oid), implicit(self.context, item, oid)
        null = f" AND {array.sql} IS NOT NULL" if is_any else ""
        sql = f"({value.comparable} {word} (SELECT {item.sql} FROM json_each({array.sql})))"
        return Typed(f"(CASE WHEN {array.sql} IS NOT NULL THEN {sql} END)" if null or not is_any else sql, t.BOOL)

    def _named_operator(self, node: exp.Operator, scope: Scope) -> Typed:
        name = str(node.args["operator"]).removeprefix("pg_catalog.")
        left, right = self.typed(node.this, scope), self.typed(node.expression, scope)
        if name in _COMPARISON.values():
            return Typed(self.compare(name, left, right), t.BOOL)
        if name in ("!~", "!~~"):
            return Typed(f"(NOT {self.operator(name[1:], [left, right]).sql})", t.BOOL)
        return self.operator(name, [left, right])

    def _is(self, node: exp.Is, scope: Scope) -> Typed:
        right = node.expression
        if isinstance(right, exp.Null):
            value = self.typed(node.this, scope)
            return Typed(f"({adopt(self.context, value, t.TEXT).sql} IS NULL)", t.BOOL)
        if isinstance(right, exp.Boolean):
            return Typed(f"({self._boolean(node.this, scope, 'IS')} IS {'1' if right.this else '0'})", t.BOOL)
        raise self.unsupported(node)

    def _in(self, node: exp.In, scope: Scope) -> Typed:
        query = node.args.get("query")
        if isinstance(node.this, exp.Tuple):
            return self._row_in(node, scope)
        value = self.typed(node.this, scope)
        if query is not None:
            return self._in_query(value, query, scope, "IN")
        if not node.expressions:
            raise self.unsupported(node)
        items = [self.typed(item, scope) for item in node.expressions]
        if len(items) == 1 and items[0].parameter is None and isinstance(node.expressions[0], exp.Subquery):
            return self._in_query(value, node.expressions[0], scope, "IN")
        if value.type == t.UNKNOWN:
            known = [item.type for item in items if item.type != t.UNKNOWN]
            value = adopt(self.context, value, known[0] if known else t.TEXT)
        parts = [self.compare("=", value, item) for item in items]
        same = [
            implicit(self.context, adopt(self.context, i, value.type), value.type)
            for i in items
            if f.widens(i.type, value.type)
        ]
        if len(same) == len(items) and value.type not in _NO_ORDER:
            return Typed(f"({value.comparable} IN ({', '.join(item.sql for item in same)}))", t.BOOL)
        return Typed("(" + " OR ".join(parts) + ")", t.BOOL)

    def _row_in(self, node: exp.In, scope: Scope) -> Typed:
        left = [self.typed(item, scope) for item in node.this.expressions]
        if node.args.get("query") is not None:
            raise FeatureNotSupported("(row) IN (subquery) is not supported by the SQLite backend")
        rows = []
        for item in node.expressions:
            if not isinstance(item, exp.Tuple) or len(item.expressions) != len(left):
                raise SyntaxProblem("unequal number of entries in row expressions")
            pairs = zip(left, item.expressions, strict=True)
            rows.append("(" + " AND ".join(self.compare("=", a, self.typed(b, scope)) for a, b in pairs) + ")")
        return Typed("(" + " OR ".join(rows) + ")", t.BOOL)

    def _in_query(self, value: Typed, node: exp.Expr, scope: Scope, word: str) -> Typed:
        sql, columns = self.query(node.unnest() if isinstance(node, exp.Subquery) else node, Scope(scope))
        if len(columns) != 1:
            raise SyntaxProblem("subquery has too many columns")
        oid = self._comparison_type("=", value, columns[0])
        value = implicit(self.context, value, oid)
        if columns[0].type != oid:
            alias = self.context.fresh()
            item = implicit(self.context, Typed(f'"{alias}"."c"', columns[0].type), oid)
            sql = f'WITH "{alias}"("c") AS ({sql}) SELECT {item.sql} FROM "{alias}"'
        return Typed(f"({value.comparable} {word} ({sql}))", t.BOOL)

    def _case(self, node: exp.Case | exp.If, scope: Scope) -> Typed:
        if not isinstance(node, exp.Case):
            raise self.unsupported(node)
        subject = self.typed(node.this, scope) if node.this is not None else None
        conditions, results = [], []
        for branch in node.args["ifs"]:
            if subject is None:
                conditions.append(self._boolean(branch.this, scope, "CASE/WHEN"))
            else:
                conditions.append(self.compare("=", subject, self.typed(branch.this, scope)))
            results.append(self.typed(branch.args["true"], scope))
        default = node.args.get("default")
        results.append(self.typed(default, scope) if default is not None else Typed("NULL", t.UNKNOWN))
        named = default is not None and results[-1].name != "?column?" and not results[-1].weak
        name = results[-1].name if named else "case"
        given = results
        oid, results = common_type(self.context, given, "CASE")
        branches = " ".join(f"WHEN {c} THEN {r.sql}" for c, r in zip(conditions, results, strict=False))
        return Typed(f"(CASE {branches} ELSE {results[-1].sql} END)", oid, common_modifier(given, oid), name=name)

    def _scalar_query(self, node: exp.Expr, scope: Scope) -> Typed:
        sql, columns = self.query(node.unnest() if isinstance(node, exp.Subquery) else node, Scope(scope))
        if len(columns) != 1:
            raise SyntaxProblem("subquery must return only one column")
        single = node.unnest() if isinstance(node, exp.Subquery) else node
        limit = single.args.get("limit")
        alone = isinstance(single, exp.Select) and single.args.get("from_") is None and not single.args.get("where")
        limited = limit is not None and limit.expression is not None and limit.expression.name == "1"
        groupless = isinstance(single, exp.Select) and single.args.get("group") is None and _is_aggregate(single)
        if not (alone or limited or groupless):
            # More than one row is PostgreSQL's 21000, while SQLite would take the first.
            alias = self.context.fresh()
            sql = f'WITH "{alias}"("c") AS ({sql}) SELECT pg_only("c", count(*)) FROM "{alias}"'
        return Typed(f"({sql})", columns[0].type, columns[0].modifier, columns[0].name)

    def _collate(self, node: exp.Collate, scope: Scope) -> Typed:
        name = node.expression.sql("postgres").replace('"', "")
        if name not in ("C", "POSIX", "ucs_basic", "default", "pg_catalog.default", "pg_c_utf8"):
            raise FeatureNotSupported(f"the collation {name} is not supported by the SQLite backend")
        return self.typed(node.this, scope)

    def _array(self, items: list[Typed]) -> Typed:
        if not items:
            raise ProxyError("cannot determine type of empty array", sqlstate="42P18")
        oid, items = common_type(self.context, items, "ARRAY")
        if oid not in t.ARRAYS or oid in (t.BYTEA, t.JSON, t.JSONB):
            raise FeatureNotSupported(f"arrays of {t.format_type(oid)} are not supported by the SQLite backend")
        values = ", ".join(
            f"json(CASE {i.sql} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)" if oid == t.BOOL else i.sql for i in items
        )
        return Typed(f"json_array({values})", t.ARRAYS[oid], name="array")

    def _dot(self, node: exp.Dot, scope: Scope) -> Typed:
        if identifier(node.this) not in ("pg_catalog", "information_schema"):
            raise self.unsupported(node)
        return self._node(node.expression, scope)

    def _call(self, node: exp.Expr, scope: Scope) -> Typed:
        from proxy.sql.transpile_calls import call

        return call(self, node, scope)

    @staticmethod
    def unsupported(node: exp.Expr) -> ProxyError:
        """0A000 with the construct's text."""
        shown = node.sql("postgres")
        return FeatureNotSupported(f"{shown[:80]} ({node.key}) is not supported by the SQLite backend")

    def grouped(self, scope: Scope) -> None:
        """Raises 42803 for a column outside the groups that does not depend on their key."""
        for source, column in scope.ungrouped:
            key = source.table.primary_key if source.table is not None else ()
            held = {found.comparable for name in key for found in source.find(name)}
            if key and held <= set(scope.groups):
                continue
            raise GroupingProblem(
                f'column "{source.alias}.{column.name}" must appear in the GROUP BY clause'
                " or be used in an aggregate function"
            )


def _is_aggregate(select: exp.Select) -> bool:
    for item in select.expressions:
        inner = item.this if isinstance(item, exp.Alias) else item
        name = inner.this if isinstance(inner, exp.Anonymous) else inner.key
        if str(name).lower() in ("count", "min", "max", *f.AGGREGATE_SIGNATURES):
            return True
    return False

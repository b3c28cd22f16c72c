"""Scalar expressions: each node becomes SQLite SQL with a PostgreSQL type, or is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sqlglot import exp

from proxy.errors import FeatureNotSupported, ProxyError, SyntaxProblem
from proxy.sql import transpile_comparison as comparison
from proxy.sql import transpile_functions as f
from proxy.sql import types as t
from proxy.sql.literals import stored
from proxy.sql.schema import DomainType
from proxy.sql.transpile_aggregates import is_aggregate
from proxy.sql.transpile_arrays import concatenated, constructed, operands, quantified, subscript
from proxy.sql.transpile_convert import adopt, assign, cast, common_modifier, common_type, implicit, type_of
from proxy.sql.transpile_domain import cast_to_domain
from proxy.sql.transpile_grammar import AS_WRITTEN, identifier, string
from proxy.sql.transpile_json import row_json
from proxy.sql.transpile_scope import Context, DatatypeMismatch, GroupingProblem, Scope, Typed, UndefinedFunction

_BINARY: dict[type[exp.Expr], str] = {
    exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%", exp.DPipe: "||", exp.BitwiseAnd: "&",
    exp.BitwiseOr: "|", exp.BitwiseXor: "#", exp.BitwiseLeftShift: "<<", exp.BitwiseRightShift: ">>", exp.Pow: "^",
    exp.ArrayContainsAll: "@>", exp.ArrayContainedBy: "<@", exp.ArrayOverlaps: "&&",
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
_JUMPING = frozenset(("WHERE", "HAVING", "JOIN/ON", "CASE/WHEN"))
Query = Callable[[exp.Expr, Scope], tuple[str, list[Typed]]]


_ON_SEQUENCES: Final = frozenset(("nextval", "setval", "currval"))


class Expressions:
    """Compiles the expressions of one statement; `query` compiles a nested SELECT."""

    def __init__(self, context: Context, query: Query) -> None:
        self.context = context
        self.query = query
        self.jumps = False
        """Whether the condition at hand only decides where to go on, and is no value."""

    def typed(self, node: exp.Expr, scope: Scope) -> Typed:
        """The node as SQLite SQL. Raises 0A000 with the construct where it has no exact translation."""
        before = len(scope.ungrouped)
        jumps = self.jumps
        self.jumps = jumps and isinstance(node, exp.Connector | exp.Not | exp.Paren | exp.Between)
        result = self._node(node, scope)
        self.jumps = jumps
        if scope.groups and result.comparable in scope.groups:
            del scope.ungrouped[before:]
        if scope.nulled and result.comparable in scope.nulled:
            del scope.ungrouped[before:]
            return replace(result, sql="NULL", origin=(0, 0))
        return result

    def condition(self, node: exp.Expr, scope: Scope, clause: str) -> str:
        """A boolean for WHERE, HAVING, ON, FILTER, CHECK. Raises 42804."""
        jumps = self.jumps
        self.jumps = jumps if clause in ("AND", "OR", "NOT") else clause in _JUMPING
        result = adopt(self.context, self.typed(node, scope), t.BOOL)
        self.jumps = jumps
        if result.type != t.BOOL:
            raise DatatypeMismatch(f"argument of {clause} must be type boolean, not type {t.format_type(result.type)}")
        return result.sql

    def _node(self, node: exp.Expr, scope: Scope) -> Typed:
        if node.args.get("negate") and not comparison.negates_itself(node):
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
            return self.context.parameter(int(node.name))
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
        if type(node) in comparison.COMPARISON:
            return comparison.comparison(self, node, scope)
        if type(node) in comparison.MATCHING:
            return comparison.matching(self, node, scope)
        if type(node) in _BINARY:
            return self.operator(
                _BINARY[type(node)], [self.typed(node.this, scope), self.typed(node.expression, scope)]
            )
        if isinstance(node, exp.Operator):
            return self._named_operator(node, scope)
        if isinstance(node, exp.Escape) and type(node.this) in comparison.MATCHING:
            found = comparison.matching(self, node.this, scope, node.expression)
            return Typed(f"(NOT {found.sql})", t.BOOL) if node.this.args.get("negate") else found
        if isinstance(node, exp.Between):
            return comparison.between(self, node, scope)
        if isinstance(node, exp.Is):
            return comparison.is_test(self, node, scope)
        if isinstance(node, exp.In):
            return comparison.member(self, node, scope)
        if isinstance(node, exp.Overlaps):
            return comparison.overlaps(self, node, scope)
        if isinstance(node, exp.Bracket):
            return subscript(self, node, scope)
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
            return constructed(self, [self.typed(item, scope) for item in node.expressions])
        if isinstance(node, exp.BitwiseNot):
            inner = self.typed(node.this, scope)
            if inner.type not in t.INTEGERS:
                raise UndefinedFunction(f"operator does not exist: ~ {t.format_type(inner.type)}")
            return Typed(f"(~{inner.sql})", inner.type)
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
        inner = self.typed(node.this, scope)
        if inner.type == t.UNKNOWN:
            # A number or an interval: nothing prefers one.
            raise UndefinedFunction("operator is not unique: - unknown", sqlstate="42725")
        if inner.type not in t.NUMBERS:
            if inner.type == t.INTERVAL:
                return Typed(f"pg_interval('neg', {inner.sql})", t.INTERVAL)
            raise UndefinedFunction(f"operator does not exist: - {t.format_type(inner.type)}")
        if inner.type in (t.FLOAT4, t.FLOAT8):
            return Typed(f"pg_float8('neg', {inner.sql})", inner.type)
        zero = Typed("0" if inner.type in t.INTEGERS else "'0'", inner.type)
        return self.operator("-", [zero, inner])

    def _cast(self, node: exp.Cast, scope: Scope) -> Typed:
        oid, modifier = type_of(self.context, node.args["to"])
        inner = node.this
        if isinstance(inner, exp.Array) and not inner.expressions and oid in t.ELEMENTS:
            return Typed("'[]'", oid, name="array")
        if isinstance(inner, exp.Array) and oid in t.ELEMENTS:
            return self._array_cast(inner, oid, modifier, scope)
        if isinstance(inner, exp.Neg) and isinstance(inner.this, exp.Literal) and inner.this.is_string:
            raise FeatureNotSupported("minus before an untyped string literal is not supported by the SQLite backend")
        if isinstance(oid, DomainType):
            return cast_to_domain(self, self.typed(inner, scope), oid)
        return cast(self.context, self.typed(inner, scope), oid, modifier)

    def _array_cast(self, node: exp.Array, oid: int, modifier: int, scope: Scope) -> Typed:
        """ARRAY[…]::type[]: the cast reaches the items."""
        element = t.ELEMENTS[oid]

        def one(item: exp.Expr) -> Typed:
            if isinstance(item, exp.Array):
                return self._array_cast(item, oid, modifier, scope)
            typed = self.typed(item, scope)
            return typed if typed.type in t.ELEMENTS else cast(self.context, typed, element, modifier)

        if not node.expressions:
            return Typed("'[]'", oid, name="array")
        return replace(constructed(self, [one(item) for item in node.expressions]), modifier=modifier)

    def _boolean(self, node: exp.Expr, scope: Scope, clause: str) -> str:
        return self.condition(node, scope, clause)

    def _connector(self, node: exp.Connector, scope: Scope) -> Typed:
        if not isinstance(node, exp.And | exp.Or):
            raise self.unsupported(node)
        word = "AND" if isinstance(node, exp.And) else "OR"
        parts = [self._boolean(part, scope, word) for part in node.flatten()]
        return Typed(self.joined(word, parts), t.BOOL)

    def joined(self, word: str, parts: list[str]) -> str:
        """The conditions joined by AND or OR; what the first ones decide, the later ones do not try.

        SQLite works out both sides wherever it needs the value; where it only jumps, it stops as PostgreSQL does.
        """
        if self.jumps or not any("pg_" in part for part in parts[1:]):
            return "(" + f" {word} ".join(parts) + ")"
        result = parts[-1]
        decided = "0" if word == "AND" else "1"
        for part in reversed(parts[:-1]):
            result = f"(CASE WHEN {part} IS {decided} THEN {decided} ELSE ({part} {word} {result}) END)"
        return result

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
        if len(arguments) == 2 and name == "||":
            array = concatenated(self, arguments[0], arguments[1])
            if array is not None:
                return array
        if len(arguments) == 2 and name in ("@>", "<@", "&&"):
            array = operands(self, name, arguments[0], arguments[1])
            if array is not None:
                return array
        unique = all(oid == t.UNKNOWN for oid in given) and name in "+-*/%&|"
        try:
            signature = None if unique else f.choose(f.OPERATOR_SIGNATURES.get(name, ()), given)
        except f.Ambiguous:
            signature, unique = None, True
        if signature is None:
            shown = f" {name} ".join(t.format_type(oid) for oid in given)
            raise UndefinedFunction(
                f"operator {'is not unique' if unique else 'does not exist'}: {shown}",
                hint="You might need to add explicit type casts.",
                sqlstate="42725" if unique else "42883",
            )
        return replace(self.apply(signature, arguments), name="?column?")

    def apply(self, signature: f.Signature, arguments: Sequence[Typed]) -> Typed:
        """A function or operator with its arguments converted. Raises 0A000 for what is known and not done."""
        sql = signature.sql
        if sql == "!":
            shown = ", ".join(t.format_type(oid) for oid in signature.arguments)
            raise FeatureNotSupported(f"{signature.name}({shown}) is not supported by the SQLite backend")
        if signature.name in _ON_SEQUENCES and arguments[0].literal is not None and not arguments[0].literal.isdigit():
            self.context.check_sequence(arguments[0].literal)
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
        return comparison.compare(self.context, operator, left, right)

    @staticmethod
    def comparison_type(operator: str, left: Typed, right: Typed) -> int:
        """The type that both sides are compared as. Raises 42883."""
        return comparison.comparison_type(operator, left, right)

    def in_query(self, value: Typed, node: exp.Expr, scope: Scope, word: str) -> Typed:
        """value IN (SELECT …)."""
        return comparison.in_query(self, value, node, scope, word)

    def row_in_query(self, left: exp.Expr, node: exp.Expr, scope: Scope, word: str) -> Typed:
        """(a, b) IN (SELECT …)."""
        return comparison.row_in_query(self, left, node, scope, word)

    def assigned(self, typed: Typed, oid: int) -> Typed:
        """`typed` converted as an assignment would."""
        return assign(self.context, typed, oid, -1, "?column?")

    def row(self, node: exp.Expr, scope: Scope, *, binary: bool, pretty: bool = False) -> Typed | None:
        """A whole row as JSON, where `node` is the name of a FROM entry; None for any other expression."""
        if not isinstance(node, exp.Column) or node.args.get("table") is not None or isinstance(node.this, exp.Star):
            return None
        name = identifier(node.this)
        if any(source.find(name) for source in scope.sources):
            return None
        for source in scope.sources:
            if source.alias == name and not source.scalar:
                scope.ungrouped += [(source, column) for column in source.columns]
                return row_json(source, binary=binary, pretty=pretty)
        return None

    def _named_operator(self, node: exp.Operator, scope: Scope) -> Typed:
        name = str(node.args["operator"]).removeprefix("pg_catalog.")
        many = comparison.quantifier(node.expression)
        if isinstance(many, exp.Any | exp.All):
            return quantified(self, name, node.this, many, scope)
        left, right = self.typed(node.this, scope), self.typed(node.expression, scope)
        if name in comparison.COMPARISON.values():
            return Typed(self.compare(name, left, right), t.BOOL)
        if name in ("!~", "!~~", "!~*", "!~~*"):
            return Typed(f"(NOT {self.operator(name[1:], [left, right]).sql})", t.BOOL)
        return self.operator(name, [left, right])

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
        # PostgreSQL looks at ELSE first.
        oid, results = common_type(self.context, [given[-1], *given[:-1]], "CASE")
        results = [*results[1:], results[0]]
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
        name = node.expression.sql(**AS_WRITTEN).replace('"', "")
        if name not in ("C", "POSIX", "ucs_basic", "default", "pg_catalog.default", "pg_c_utf8"):
            raise FeatureNotSupported(f"the collation {name} is not supported by the SQLite backend")
        return self.typed(node.this, scope)

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
        shown = node.sql(**AS_WRITTEN)
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
        if is_aggregate(str(name).lower()) or isinstance(inner, exp.GroupConcat):
            return True
    return False

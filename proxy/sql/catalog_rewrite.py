"""Rows of two values in a select list, as JDBC asks for the columns of keys, said as a join."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from proxy.sql.transpile_grammar import identifier, parse

EXPANDING: Final = "_pg_expandarray"
"""information_schema._pg_expandarray(array) gives a row (x, n) for each element x at position n."""
_ALIAS: Final = "onedsn keys"


def expanded(tree: exp.Expr) -> exp.Expr:
    """The statement with `(_pg_expandarray(a)).n` and `_pg_expandarray(a) AS keys` in select lists, and `(q.keys).x`
    around them, as columns of a lateral join."""
    for select in tree.find_all(exp.Select):
        calls = [call for item in select.expressions for call in _calls(item)]
        if calls and all(call == calls[0] for call in calls):
            _join(select, calls[0])
    for dot in list(tree.find_all(exp.Dot)):
        inner = dot.this.this if isinstance(dot.this, exp.Paren) else None
        if isinstance(inner, exp.Column) and identifier(dot.expression) in ("x", "n"):
            name = f"{identifier(inner.this)}.{identifier(dot.expression)}"
            dot.replace(exp.column(name, table=identifier(inner.args.get("table")), quoted=True))
    return tree


def _is_call(node: exp.Expr | None) -> bool:
    if isinstance(node, exp.Dot):
        node = node.expression
    return isinstance(node, exp.Anonymous) and str(node.this).lower() == EXPANDING


def _calls(item: exp.Expr) -> list[exp.Expr]:
    inner = item.this if isinstance(item, exp.Alias) else item
    if isinstance(inner, exp.Dot) and isinstance(inner.this, exp.Paren):
        inner = inner.this.this
    return [inner] if _is_call(inner) else []


def _join(select: exp.Select, call: exp.Expr) -> None:
    items: list[exp.Expr] = []
    for item in select.expressions:
        if not _calls(item):
            items.append(item)
            continue
        inner = item.this if isinstance(item, exp.Alias) else item
        name = identifier(item.args["alias"]) if isinstance(item, exp.Alias) else ""
        if not _is_call(inner):
            part = identifier(inner.expression)
            items.append(exp.alias_(exp.column(part, table=_ALIAS, quoted=True), name or part, quoted=True))
            continue
        name = name or EXPANDING
        items += [
            exp.alias_(exp.column(part, table=_ALIAS, quoted=True), f"{name}.{part}", quoted=True) for part in "xn"
        ]
    lateral = parse(f'SELECT 1 FROM a CROSS JOIN LATERAL {EXPANDING}(b) AS "{_ALIAS}"(x, n)').args["joins"][0]
    lateral.find(exp.Anonymous).set("expressions", [argument.copy() for argument in _arguments(call)])
    select.set("expressions", items)
    select.append("joins", lateral)


def _arguments(call: exp.Expr) -> list[exp.Expr]:
    found = call.expression if isinstance(call, exp.Dot) else call
    return list(found.expressions)
